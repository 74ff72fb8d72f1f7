from __future__ import annotations

import pytest

from planguard.actions.values.module_sources import is_pinned, source_of


@pytest.mark.parametrize(
    ("text", "kind", "host", "place", "ref"),
    [
        ("./modules/queue", "local", "", "./modules/queue", ""),
        ("terraform-aws-modules/vpc/aws", "registry", "registry.terraform.io",
         "terraform-aws-modules/vpc/aws", ""),
        ("app.terraform.io/acme/vpc/aws//sub", "registry", "app.terraform.io",
         "app.terraform.io/acme/vpc/aws//sub", ""),
        ("git::https://user:token@git.example.com/org/repo.git//sub?ref=v1.2.0", "git",
         "git.example.com", "org/repo//sub", "v1.2.0"),
        ("git::ssh://git@git.example.com:22/org/repo.git?depth=1&ref=main", "git",
         "git.example.com", "org/repo", "main"),
        ("git@github.com:org/repo.git?ref=v1", "git", "github.com", "org/repo", "v1"),
        ("github.com/org/repo//sub", "git", "github.com", "org/repo//sub", ""),
        ("https://example.com/module.zip", "archive", "example.com", "module.zip", ""),
        ("s3::https://s3.amazonaws.com/bucket/module.zip", "archive", "s3.amazonaws.com",
         "bucket/module.zip", ""),
        ("example.com/module.zip", "archive", "example.com", "module.zip", ""),
    ],
)  # fmt: skip
def test_parts(text: str, kind: str, host: str, place: str, ref: str) -> None:
    assert source_of(text) == (kind, host, place, ref)


@pytest.mark.parametrize(
    ("text", "constraint", "expected"),
    [
        ("a/b/c", "~> 1.2", True),
        ("a/b/c", "", False),
        ("a/b/c", ">= 1.2", False),
        ("git::https://x.example/r.git?ref=v1.2.0", "", True),
        ("git::https://x.example/r.git?ref=" + "a1" * 20, "", True),
        ("git::https://x.example/r.git?ref=main", "", False),
        ("git::https://x.example/r.git", "", False),
        ("./x", "", True),
        ("https://example.com/module.zip", "", True),
    ],
)
def test_pinned(text: str, constraint: str, expected: bool) -> None:  # noqa: FBT001 - a table
    assert is_pinned(source_of(text), constraint) is expected
