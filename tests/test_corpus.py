"""Plans that others published: each gives a decision or a clear error, and none of its secrets."""

from __future__ import annotations

import csv
import json
import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import pytest

from planguard.errors import InputError
from planguard.formats import Format, Style
from planguard.model.plan import Plan
from planguard.model.report import Report
from planguard.readers import read_plan

Judge: TypeAlias = Callable[[Plan], Report]
Count: TypeAlias = Callable[[str, object], None]

ROOT = Path(__file__).parents[1]
CORPUS = Path(os.environ.get("PLANGUARD_CORPUS", ROOT.parent / "shared" / "corpus"))
CHUNKS = 16
NO_PLANS = frozenset(
    ("broken", "other", "planned-values-only", "pulumi-deployment", "tf-jsonlog", "tfstate-show")
)
pytestmark = pytest.mark.skipif(
    not (CORPUS / "MANIFEST.tsv").is_file(), reason=f"no published plans in {CORPUS.name}/"
)
EVERY_CHUNK = pytest.mark.parametrize("chunk", range(CHUNKS))


class Row(NamedTuple):
    """One file of the corpus."""

    path: Path
    kind: str
    shape: str
    changes: int


def _rows(chunk: int) -> list[Row]:
    with (CORPUS / "MANIFEST.tsv").open(encoding="utf-8", newline="") as file:
        rows = [
            Row(
                path=CORPUS / row["local_path"],
                kind=row["kind"],
                shape=row["shape"],
                changes=int(row["resource_changes"] or 0),
            )
            for row in csv.DictReader(file, delimiter="\t")
        ]
    return rows[chunk::CHUNKS]


@EVERY_CHUNK
def test_every_whole_plan_gets_a_decision(
    chunk: int, judge_plan: Judge, record_property: Count
) -> None:
    counts: Counter[str] = Counter()
    for row in _rows(chunk):
        if row.kind == "tfplan" and row.shape == "full":
            plan = read_plan(row.path.read_bytes(), row.path.name)
            report = judge_plan(plan)
            counts[_word(report)] += 1
            assert report.exit_code in {0, 1, 3, 4}, row.path
            assert len(plan.changes) <= row.changes, row.path
            assert len(report.sections[0].changes) == len(plan.changes), row.path
    _record(record_property, counts)


@EVERY_CHUNK
def test_every_other_file_gets_a_decision_or_a_clear_error(
    chunk: int, judge_plan: Judge, record_property: Count
) -> None:
    counts: Counter[str] = Counter()
    told: list[InputError] = []
    for row in _rows(chunk):
        if row.kind == "tfplan" and row.shape == "full":
            continue
        try:
            plan = read_plan(row.path.read_bytes(), "the plan")
        except InputError as error:
            counts[f"refused {row.kind}"] += 1
            told.append(error)
            continue
        assert row.kind not in NO_PLANS, row.path
        counts[_word(judge_plan(plan))] += 1
    assert all(error.where.startswith("the plan") for error in told)
    assert all(10 < len(str(error)) < 400 and "\n" not in str(error) for error in told)
    _record(record_property, counts)


@EVERY_CHUNK
def test_no_format_shows_what_is_marked(
    chunk: int, judge_plan: Judge, formats: Mapping[str, Format], record_property: Count
) -> None:
    counts: Counter[str] = Counter()
    for row in _rows(chunk):
        if row.kind != "tfplan":
            continue
        try:
            plan = read_plan(row.path.read_bytes(), "plan")
        except InputError:
            continue
        secrets = _marked(row.path, [*plan.resources, "plan", plan.tool_version])
        if secrets:
            counts["plans with marked values"] += 1
            report = judge_plan(plan)
            for each in formats.values():
                text = each.write(report, Style(verbose=True))
                assert not [s for s in secrets if s in text], (row.path, each.name)
    _record(record_property, counts)


def _word(report: Report) -> str:
    return "cannot decide" if report.exit_code == 4 else str(report.decision)


def _record(record_property: Count, counts: Counter[str]) -> None:
    for name, number in counts.items():
        record_property(f"corpus {name}", number)


def _marked(path: Path, public: Iterable[str]) -> set[str]:
    """List the values under a mark that cannot be mistaken for anything else in a report."""
    names = "\n".join(public)
    document = _parsed(path)
    found: set[str] = set()
    for key in ("resource_changes", "resource_drift"):
        for item in document.get(key) or ():
            change = item.get("change") or {}
            for side in ("before", "after"):
                found.update(_below(change.get(side), change.get(f"{side}_sensitive")))
    return {text for text in found if _is_telling(text) and text not in names}


def _is_telling(text: str) -> bool:
    return len(text) >= 8 and bool(re.search(r"\d", text) and re.search(r"[A-Za-z]", text))


def _parsed(path: Path) -> dict[str, Any]:
    raw = path.read_bytes()
    text = raw.decode("utf-16" if raw[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig")
    try:
        parsed = json.JSONDecoder().raw_decode(text[text.index("{") :])[0]
    except ValueError:
        return {}
    return parsed if isinstance(parsed, dict) else {}


def _below(value: Any, mask: Any) -> Iterator[str]:
    """Give the strings under a mask."""
    if isinstance(mask, dict) and isinstance(value, dict):
        for key, inner in mask.items():
            yield from _below(value.get(key), inner)
    elif isinstance(mask, list) and isinstance(value, list):
        for item, inner in zip(value, mask, strict=False):
            yield from _below(item, inner)
    elif mask is True:
        if isinstance(value, str):
            yield value
        for item in value.values() if isinstance(value, dict) else value or ():
            if isinstance(value, dict | list):
                yield from _below(item, mask)
