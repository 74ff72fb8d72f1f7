"""Outlines kept by content."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from planguard.load.outline_cache import OutlineCache, cache_directory
from planguard.model.source import Outline

TEXT = b"""
resource "a" "b" {
  password = "secret-value"
  tags     = { Name = var.x }
  lifecycle {
    prevent_destroy       = true
    create_before_destroy = var.y
    ignore_changes        = [tags]
  }
}
module "m" {
  source = "./m"
}
"""


@pytest.mark.parametrize(
    ("environ", "platform", "expected"),
    [
        ({"PLANGUARD_CACHE_DIR": "/p", "HOME": "/h"}, "linux", "/p"),
        ({"XDG_CACHE_HOME": "/x", "HOME": "/h"}, "linux", "/x/planguard"),
        ({"XDG_CACHE_HOME": "relative", "HOME": "/h"}, "linux", "/h/.cache/planguard"),
        ({"HOME": "/h"}, "linux", "/h/.cache/planguard"),
        ({"HOME": "/h", "XDG_CACHE_HOME": "/x"}, "darwin", "/h/Library/Caches/planguard"),
        ({"LOCALAPPDATA": "/l"}, "win32", "/l/planguard/cache"),
        ({"HOME": "/h"}, "win32", None),
        ({}, "linux", None),
    ],
)
def test_the_directory_is_the_platforms_custom(
    environ: dict[str, str], platform: str, expected: str | None
) -> None:
    assert cache_directory(environ, platform) == (None if expected is None else Path(expected))


def entries(directory: Path) -> list[Path]:
    return sorted(directory.glob("outlines/*"))


def test_what_is_kept_is_what_was_read(tmp_path: Path) -> None:
    read, problem = OutlineCache(tmp_path).outline(TEXT, "main.tf")
    assert OutlineCache(tmp_path).outline(TEXT, "other.tf") == (read, problem)
    assert read == OutlineCache(None).outline(TEXT, "main.tf")[0]
    assert len(entries(tmp_path)) == 1


def test_a_kept_outline_needs_no_grammar(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = OutlineCache(tmp_path).outline(TEXT, "main.tf")
    monkeypatch.setitem(sys.modules, "hcl2", None)
    assert OutlineCache(tmp_path).outline(TEXT, "main.tf") == read


def test_an_entry_holds_no_value_and_is_the_users_own(tmp_path: Path) -> None:
    OutlineCache(tmp_path / "new" / "deep").outline(TEXT, "main.tf")
    (entry,) = entries(tmp_path / "new" / "deep")
    assert b"secret-value" not in entry.read_bytes()
    assert entry.stat().st_mode & 0o777 == 0o600
    assert entry.parent.stat().st_mode & 0o777 == 0o700


def test_the_syntaxes_do_not_share_an_entry(tmp_path: Path) -> None:
    cache = OutlineCache(tmp_path)
    assert cache.outline(b"{}", "a.tf.json") == (Outline(), "")
    assert cache.outline(b"{}", "a.tf")[1].startswith("a.tf:1: ")


def test_an_error_is_kept_with_its_line_and_what_could_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = b'resource "a" "b" {\n}\nresource "a" "c" {\n  secret-value ]\n}\n'
    outline, problem = OutlineCache(tmp_path).outline(text, "x.tf")
    assert problem.startswith("x.tf:4: ")
    assert [block.header for block in outline.blocks] == ["a.b", "a.c"]
    monkeypatch.setitem(sys.modules, "hcl2", None)
    assert OutlineCache(tmp_path).outline(text, "x.tf") == (outline, problem)
    assert OutlineCache(tmp_path).outline(text, "y.tf")[1].startswith("y.tf:4: ")
    assert b"secret" not in entries(tmp_path)[0].read_bytes()


def test_text_that_is_not_utf8_is_told(tmp_path: Path) -> None:
    assert OutlineCache(tmp_path).outline(b"\xff\xfe", "x.tf") == (
        Outline(),
        "x.tf: this is not UTF-8 text",
    )


@pytest.mark.parametrize(
    "damage",
    [b"", b"\xff", b"[]", b"{}", b'{"blocks": 1}', b'{"blocks": [[1]]}', b"null", b"[" * 100_000,
     b'{"blocks": [["a", "b", [1], {}, {}, {}, ""]]}', b'{"blocks": [], "error": {"line": 1}}',
     b'{"blocks": [["a", "b", [1, 1, 1], {}, {}, {"w": 3}, ""]]}'],
)  # fmt: skip
def test_a_damaged_entry_is_read_anew(tmp_path: Path, damage: bytes) -> None:
    read = OutlineCache(tmp_path).outline(TEXT, "main.tf")
    (entry,) = entries(tmp_path)
    entry.write_bytes(damage)
    assert OutlineCache(tmp_path).outline(TEXT, "main.tf") == read
    assert "blocks" in json.loads(entry.read_bytes())


def test_a_directory_that_cannot_be_written_is_no_harm(tmp_path: Path) -> None:
    (tmp_path / "outlines").write_text("in the way", encoding="utf-8")
    assert OutlineCache(tmp_path).outline(TEXT, "main.tf")[1] == ""


def test_an_entry_that_cannot_be_put_in_place_leaves_nothing(tmp_path: Path) -> None:
    OutlineCache(tmp_path).outline(TEXT, "main.tf")
    (entry,) = entries(tmp_path)
    entry.unlink()
    entry.mkdir()
    assert OutlineCache(tmp_path).outline(TEXT, "main.tf")[1] == ""
    assert entries(tmp_path) == [entry]
