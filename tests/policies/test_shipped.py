"""Tests for the policies that planguard ships: their files, their examples, what they cover."""

from __future__ import annotations

from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from planguard.actions.taxonomy import ACTIONS
from planguard.policy.document import PolicyDocument
from planguard.policy.reading import read_document, read_policy
from planguard.testing import run_examples

SHIPPED = Path(__file__).parents[2] / "policies"
FILES = sorted(SHIPPED.rglob("*.yaml"))
KINDS = {action.partition(".")[0] for action in ACTIONS} - {"other"}
LIVE = [file for file in FILES if "\nask: " in file.read_text(encoding="utf-8")]
ASKS_AND_WAITS = {
    "actor-not-allowed",
    "approvals-missing",
    "branch-not-allowed",
    "cost-above-budget",
}
"""They ask, and only of a team that has set what it wants."""
HELD_UNANSWERED = ASKS_AND_WAITS | {
    "data-destroyed-without-backup",
    "database-replaced-while-connected",
    "key-removed-while-used",
    "queue-deleted-with-messages",
    "schema-changed-without-backup",
}
"""Nobody else is held for lack of a source; what these are about is dangerous by itself."""
EVERY_POLICY = pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)


def _document(file: Path) -> PolicyDocument:
    return read_document(file.read_text(encoding="utf-8"), file.name)


def test_there_are_enough_and_ids_are_unique() -> None:
    names = [file.stem for file in FILES]
    assert len(names) >= 30
    assert len(set(names)) == len(names)


def test_nothing_else_lies_in_the_folder() -> None:
    files = [file for file in SHIPPED.rglob("*") if file.is_file()]
    assert sorted(files) == FILES


@EVERY_POLICY
def test_a_policy_compiles_and_is_called_as_its_file(file: Path) -> None:
    policy = read_policy(file.read_text(encoding="utf-8"), file.name, file.stem)
    assert policy.id == file.stem
    assert policy.why
    assert policy.title.strip()
    assert policy.message.pieces
    assert policy.fix.pieces


@EVERY_POLICY
def test_a_policy_lies_in_the_folder_of_a_kind_it_judges(file: Path) -> None:
    kind, document = file.parent.name, _document(file)
    assert bool(document.relax) == (kind == "lane")
    if document.on == ["*"]:
        assert kind == "governance" or (kind in KINDS and document.per == "plan")
    elif kind != "lane":
        assert kind in KINDS
        assert any(action.startswith(f"{kind}.") for action in document.on)


@EVERY_POLICY
def test_a_policy_names_actions_that_exist(file: Path) -> None:
    for glob in _document(file).on:
        assert any(fnmatchcase(action, glob) for action in ACTIONS)


@EVERY_POLICY
def test_a_policy_shows_all_its_outcomes(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    shown = {example.expect for example in _document(file).examples}
    assert {"fail", "pass"} <= shown
    assert "unknown" in shown or "\n# nothing here can be unknown: " in text


@EVERY_POLICY
def test_a_file_ends_with_its_examples(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert list(_document(file).model_fields_set)
    last = [line for line in text.splitlines() if line and not line.startswith((" ", "#", "-"))]
    assert last[-1] == "examples:"
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert all(line == line.rstrip() for line in text.splitlines())


@EVERY_POLICY
def test_numbers_have_defaults_and_rules_of_a_house_wait_for_theirs(file: Path) -> None:
    document = _document(file)
    open_ended = [name for name, param in document.params.items() if param.default is None]
    # What is asked of live state waits for a source instead.
    of_a_house = document.on == ["*"] and not document.ask
    assert bool(open_ended) == (of_a_house or file.stem in ASKS_AND_WAITS)


@pytest.mark.parametrize("file", LIVE, ids=lambda file: file.stem)
def test_a_policy_that_asks_shows_what_holds_when_nobody_answers(file: Path) -> None:
    document = _document(file)
    assert any(each.unbound for each in document.examples)
    asked = {topic if isinstance(topic, str) else topic.topic for topic in document.ask.values()}
    told = {topic for each in document.examples for topic in each.facts}
    assert asked == told
    assert document.on_unbound == ("approve" if file.stem in HELD_UNANSWERED else "skip")


def test_enough_of_them_ask() -> None:
    assert len(LIVE) >= 30


@EVERY_POLICY
def test_what_is_unknown_never_passes_in_silence(file: Path) -> None:
    assert _document(file).on_unknown != "allow"


@EVERY_POLICY
def test_the_examples_hold(file: Path) -> None:
    results = run_examples(file)
    assert results
    assert {result.name: result.outcome for result in results} == {
        result.name: result.expected for result in results
    }


def test_every_kind_of_action_is_judged() -> None:
    judged = {glob.partition(".")[0] for file in FILES for glob in _document(file).on}
    assert judged >= KINDS
