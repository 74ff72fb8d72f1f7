"""A few cases in every format, each kept as a plain file beside this one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

if TYPE_CHECKING:
    from cli.conftest import Run


FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"


class PlainFile(SingleFileSnapshotExtension):
    """One text file for each snapshot."""

    _write_mode = WriteMode.TEXT
    file_extension = "txt"


@pytest.fixture
def kept(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(PlainFile)


@pytest.mark.parametrize(
    ("case", "words"),
    [
        ("image-bump", ("check",)),
        ("rename-without-move", ("check", "--verbose")),
        ("secret-passed-around", ("check",)),
        ("count-index-shift", ("check", "--format=json")),
        ("image-bump", ("graph",)),
        ("image-bump", ("graph", "--format=dot", "--changed")),
        ("image-bump", ("graph", "--format=mermaid", "--changed")),
        ("secret-passed-around", ("graph", "--format=json")),
    ],
    ids=lambda each: each if isinstance(each, str) else "".join(each).replace("--", "-"),
)
def test_output(
    command: Run,
    kept: SnapshotAssertion,
    monkeypatch: pytest.MonkeyPatch,
    case: str,
    words: tuple[str, ...],
) -> None:
    monkeypatch.chdir(FIXTURES / case)
    told = yaml.safe_load((FIXTURES / case / "expected.yaml").read_text(encoding="utf-8"))
    env = (f"--env={told['environment']}",) if words[0] == "check" else ()
    ran = command(*words, "plan.json", "--source=after", *env)
    assert ran.out == kept
