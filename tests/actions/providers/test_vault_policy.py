from __future__ import annotations

import json

import pytest

from planguard.actions.providers.vault_policy import (
    Stanza,
    conditions,
    effective,
    is_admin,
    paths_of,
    stanzas_of,
)
from planguard.model.value import Unknown, Value

SHOP = """
# what the shop may do
path "secret/data/shop/*" {
  capabilities = ["read", "list"] // and no more
}
/* payments
   are others' */
path "secret/data/shop/{{identity.entity.name}}" {
  capabilities = ["create", "update"]
  allowed_parameters = {
    "ttl" = ["1h", "2h"]
  }
}
"""


def _stanza(path: str, *capabilities: str) -> Stanza:
    return Stanza(path=path, capabilities=frozenset(capabilities))


def test_hcl_is_read_without_its_comments() -> None:
    first, second = stanzas_of(SHOP) or ()
    assert first == _stanza("secret/data/shop/*", "read", "list")
    assert second.path == "secret/data/shop/{{identity.entity.name}}"
    assert second.conditions == 'allowed_parameters = { "ttl" = ["1h", "2h"] }'
    assert list(paths_of((first, second), (first,))) == [first.path, second.path]
    assert conditions((first, second), second.path) == second.conditions


def test_json_is_read() -> None:
    told = {"capabilities": ["read"], "min_wrapping_ttl": "1s"}
    [stanza] = stanzas_of(json.dumps({"path": {"a/*": told}})) or ()
    assert stanza == Stanza(
        path="a/*", capabilities=frozenset({"read"}), conditions='{"min_wrapping_ttl": "1s"}'
    )


@pytest.mark.parametrize(
    "text",
    [
        'path "a" { capabilities = ["read"]',
        'paths = "a"',
        "rule { }",
        '{"path": ["a"]}',
        '{"path": {"a": "read"}}',
        "{nothing}",
        7,
        Unknown(),
    ],
)
def test_what_is_no_policy_is_not_read(text: Value) -> None:
    assert stanzas_of(text) is None


def test_nothing_is_an_empty_policy() -> None:
    assert stanzas_of(None) == stanzas_of("") == ()


def test_old_words_are_understood() -> None:
    [stanza] = stanzas_of('path "a" { policy = "write" }') or ()
    assert "update" in stanza.allowed
    [stanza] = stanzas_of('path "a" { policy = "deny" }') or ()
    assert stanza.allowed == frozenset()


@pytest.mark.parametrize(
    ("own", "path", "covered"),
    [
        ("a/*", "a/b/c", True),
        ("a*", "ab/c", True),
        ("a/b", "a/b", True),
        ("a/b", "a/b/c", False),
        ("a/b/*", "a/b", False),
        ("*", "a/b", True),
        ("a/+/c", "a/b/c", True),
        ("a/+/c", "a/b/d", False),
        ("a/+", "a/*", False),
        ("a/+/*", "a/b/c/d", True),
        ("a/*", "a/+/c", True),
    ],
)
def test_paths_cover_others(own: str, path: str, covered: bool) -> None:  # noqa: FBT001 - a column of the table
    assert _stanza(own).covers(path) is covered


@pytest.mark.parametrize(
    ("stanzas", "expected"),
    [
        ([_stanza("a/*", "read"), _stanza("a/b", "update")], {"update"}),
        ([_stanza("a/*", "read"), _stanza("a/b", "deny")], set()),
        ([_stanza("a/b", "read"), _stanza("a/b", "update")], {"read", "update"}),
        ([_stanza("a/b", "read"), _stanza("a/b", "deny")], set()),
        ([_stanza("+/b", "read"), _stanza("a/*", "update")], {"update"}),
        ([_stanza("a/b*", "read"), _stanza("a/*", "update")], {"read"}),
        ([_stanza("c/*", "read")], set()),
    ],
)
def test_the_closest_path_speaks(stanzas: list[Stanza], expected: set[str]) -> None:
    assert effective(tuple(stanzas), "a/b") == expected


@pytest.mark.parametrize(
    ("path", "capability", "admin"),
    [
        ("*", "update", True),
        ("sys/*", "update", True),
        ("sys/policies/acl/*", "create", True),
        ("sys/policies/acl/+", "create", True),
        ("sys/policies/acl/shop", "update", False),
        ("sys/policies/acl/*", "read", False),
        ("auth/*", "sudo", True),
        ("sys/health", "sudo", False),
        ("secret/*", "update", False),
    ],
)
def test_who_governs(path: str, capability: str, admin: bool) -> None:  # noqa: FBT001 - a column of the table
    assert is_admin(path, frozenset({capability})) is admin
