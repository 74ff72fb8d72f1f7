from __future__ import annotations

from pathlib import Path

import pytest

from planguard.errors import ConfigError
from planguard.load.codeowners import read_codeowners


def test_patterns_comments_and_sections(tmp_path: Path) -> None:
    file = tmp_path / "CODEOWNERS"
    file.write_text("# who\n\n[Docs]\n* @all # not you\nmodules/db/ @dba a@b.example\nfree\n")
    rules = [(rule.pattern, rule.names) for rule in read_codeowners(file)]
    assert rules == [("*", ("@all",)), ("modules/db/", ("@dba", "a@b.example")), ("free", ())]


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"owners\.codeowners"):
        read_codeowners(tmp_path / "absent")
