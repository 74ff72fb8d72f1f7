"""Every folder in fixtures/ runs through the whole pipeline and says what it must, no more."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from labelled import CASES, DANGEROUS, HOLDS, ROUTINE, case, found, report

from planguard.actions.taxonomy import ACTIONS
from planguard.formats import Format, Style

KINDS = {id_.partition(".")[0] for id_ in ACTIONS}


def test_there_are_enough_cases() -> None:
    labels = [case(name).label for name in CASES]
    assert len(CASES) >= 120
    assert set(labels) == {DANGEROUS, ROUTINE}
    assert labels.count(ROUTINE) >= len(CASES) * 0.45
    assert {case(name).kind for name in CASES} <= KINDS


def test_enough_incidents_have_a_source() -> None:
    told = [case(name).incident for name in CASES if case(name).incident]
    assert len(told) >= 20
    assert [each for each in told if not str(each["source"]).startswith("https://")] == []
    assert len({str(each["source"]) for each in told}) >= 20


@pytest.mark.parametrize("name", CASES)
def test_the_decision_is_the_expected_one(name: str) -> None:
    assert report(name).decision == case(name).decision
    assert (case(name).decision in HOLDS) == (case(name).label == DANGEROUS)


@pytest.mark.parametrize("name", CASES)
def test_exactly_the_expected_actions_are_named(name: str) -> None:
    assert sorted(found(name)) == sorted(case(name).told)


@pytest.mark.parametrize("name", CASES)
def test_exactly_the_expected_findings_are_made(name: str) -> None:
    (section,) = report(name).sections
    told: dict[str, set[str]] = {}
    for finding in section.findings:
        told.setdefault(finding.policy, set()).update(finding.addresses)
    assert told == case(name).findings


@pytest.mark.parametrize("name", CASES)
def test_every_format_writes_it(name: str, formats: Mapping[str, Format]) -> None:
    for format_ in formats.values():
        for verbose in (False, True):
            assert format_.write(report(name), Style(verbose=verbose)).endswith("\n")


@pytest.mark.parametrize("name", CASES)
def test_the_folder_is_whole(name: str) -> None:
    folder = case(name).folder
    assert (folder / "why.md").read_text(encoding="utf-8").strip()
    assert list((folder / "after").glob("*.tf")) or list((folder / "before").glob("*.tf"))
    assert (folder / "graph.dot").is_file()
