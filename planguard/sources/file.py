"""
`file`: facts that lie in a file: written by hand or by another tool, or an Infracost report.

Reads: one JSON or YAML file of at most 32 MiB, once a check. `format: facts` is the document that
`planguard check --record` writes, for any topic; entries are found by the object's address (for
questions about the plan: the environment's name), globs allowed. `format: infracost` is the JSON
of `infracost diff` (or `breakdown` of a plan file) for `cost.monthly` and `cost.monthly_delta`;
amounts keep the report's currency.
Rights: to read the file.
Unknown when: the file is absent, broken, too large or says nothing about the object; the report
lacks a total, a project in it failed, or a difference is asked of a report that compares with
nothing.

A fact is as old as the file says (`age`, `observed_at`, or `now` at the top), otherwise as old as
the file is; a report is as old as its `timeGenerated`. A checkout makes every file look new.

    sources:
      notes: {type: file, path: facts.yaml}
      infracost: {type: file, path: infracost.json, format: infracost}
    bindings:
      window.active: {source: notes}
      cost.monthly_delta: {source: infracost}
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from stat import S_ISREG
from typing import Any, Literal

import yaml
from pydantic import Field

from planguard.model.moment import moment_of
from planguard.model.value import path_text
from planguard.sources.interface import (
    Connection,
    Data,
    Plain,
    Question,
    Reply,
    SourceError,
    Surroundings,
)
from planguard.sources.interface import Options as AnyOptions
from planguard.sources.interface import Wants as AnyWants
from planguard.sources.interface.facts_document import Entry, FactsDocument, FactsError, read_facts
from planguard.sources.interface.strict_json import unique_keys

name = "file"
topics = ("*",)
about_subject = True

LARGEST = 32 * 1024 * 1024
_AMOUNT = re.compile(r"-?\d+(\.\d+)?\Z")
_CURRENCY = re.compile(r"[A-Z]{3}\Z")
_COSTS = {"cost.monthly": "totalMonthlyCost", "cost.monthly_delta": "diffTotalMonthlyCost"}


class Options(AnyOptions):
    """Which file, and what is in it."""

    path: Plain = Field(description="the file, from the directory of planguard.yaml")
    format: Literal["facts", "infracost"] = Field(
        default="facts", description="facts, or an Infracost report in JSON"
    )


class Wants(AnyWants):
    """What of the file."""

    project: Data = Field(
        default="", description="one project of an Infracost report, by name; empty: all of them"
    )


def connect(options: Options, around: Surroundings) -> Connection:
    """Remember which file to read."""
    return _File(options, around.home)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Content:
    document: Any
    changed: datetime


class _File:
    """A file that is read at the first question."""

    def __init__(self, options: Options, home: Path) -> None:
        self._options = options
        self._path = home / Path(options.path).expanduser()
        self._lock = threading.Lock()
        self._content: _Content | SourceError | None = None
        self._facts: dict[str, FactsDocument] = {}

    def answer(self, question: Question, seconds: float) -> Reply:  # noqa: ARG002 - files do not wait
        """Find the answer in the file."""
        content = self._read()
        if self._options.format == "infracost":
            return _of_report(content, question)
        return _of_entry(self._entry(content, question), content)

    def _read(self) -> _Content:
        with self._lock:
            if self._content is None:
                try:
                    self._content = self._load()
                except SourceError as error:
                    self._content = error
        if isinstance(self._content, SourceError):
            raise self._content
        return self._content

    def _load(self) -> _Content:
        shown = self._options.path
        try:
            # A pipe or a device would be waited for, or never end.
            state = self._path.stat()
            if not S_ISREG(state.st_mode):
                raise SourceError(f"finds no plain file at {shown}")
            if state.st_size > LARGEST:
                raise SourceError(f"does not read {shown}: larger than {LARGEST // 1024**2} MiB")
            text = self._path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError):
            raise SourceError(f"cannot read {shown} as UTF-8 text") from None
        is_json = self._options.format == "infracost" or self._path.suffix == ".json"
        try:
            document = _json(text) if is_json else _yaml(text)
        except (ValueError, RecursionError, yaml.YAMLError):
            word = "JSON" if is_json else "YAML"
            raise SourceError(f"finds no valid {word} in {shown}, or a key twice") from None
        return _Content(document=document, changed=datetime.fromtimestamp(state.st_mtime, UTC))

    def _entry(self, content: _Content, question: Question) -> Entry:
        with self._lock:
            if question.name not in self._facts:
                self._facts[question.name] = self._document(content, question)
            found = self._facts[question.name]
        plan = question.look(("plan",))
        entry = found.answer(
            question.name, question.subject, plan if isinstance(plan, str) else ""
        )
        if entry is None:
            raise SourceError(f"says nothing about {question.name} of this object")
        return entry if entry.observed_at else replace(entry, observed_at=found.now)

    def _document(self, content: _Content, question: Question) -> FactsDocument:
        """Read what the file says of one topic; mistakes elsewhere do not matter to it."""
        document = content.document
        facts = document.get("facts") if isinstance(document, Mapping) else None
        if isinstance(facts, Mapping):
            facts = {key: value for key, value in facts.items() if key == question.name}
        elif isinstance(facts, list):
            facts = [each for each in facts if _topic(each) in {None, question.name}]
        if facts is not None:
            document = {**document, "facts": facts}
        try:
            return read_facts(document, now=content.changed, own={question.name: question.topic})
        except FactsError as error:
            where = f"{path_text(error.keys)}: " if error.keys else ""
            raise SourceError(f"finds a mistake in {self._options.path}: {where}{error}") from None


def _topic(entry: object) -> object:
    return entry.get("topic") if isinstance(entry, Mapping) else None


def _of_entry(entry: Entry, content: _Content) -> Reply:
    if entry.unknown:
        raise SourceError(f"says that it is not known: {entry.unknown}")
    if entry.unbound:
        raise SourceError("says that nobody answers this")
    return Reply(
        value=entry.value,
        observed_at=entry.observed_at or content.changed,
        unit=entry.unit,
        detail=" ".join(filter(None, (entry.detail, f"({entry.source})" if entry.source else ""))),
    )


def _of_report(content: _Content, question: Question) -> Reply:
    report, key = content.document, _COSTS.get(question.name)
    if key is None:
        raise SourceError(f"is an Infracost report, which tells {' and '.join(_COSTS)} alone")
    projects = report.get("projects") if isinstance(report, dict) else None
    if not isinstance(projects, list) or not all(isinstance(each, dict) for each in projects):
        raise SourceError("holds no Infracost report: give the JSON of `infracost diff`")
    asked: str = question.wants.project
    if asked:
        projects = [each for each in projects if each.get("name") == asked]
        report = {**report, **_totals(projects)}
    if not projects:
        raise SourceError("holds no project of that name" if asked else "holds no project")
    failed = sum(1 for each in projects if _inner(each, "metadata").get("errors"))
    if failed:
        raise SourceError(f"holds {failed} of {len(projects)} projects that could not be priced")
    if key == "diffTotalMonthlyCost" and not all(map(_compared, projects)):
        raise SourceError(
            "compares with nothing: make the report with `infracost diff`, or of a plan file"
        )
    currency = report.get("currency") or "USD"
    seen = report.get("timeGenerated")
    observed = moment_of(seen) if isinstance(seen, str) else None
    if observed is None or not isinstance(currency, str) or not _CURRENCY.match(currency):
        raise SourceError("holds a report without a time or with a currency that is none")
    return Reply(
        value=_amount(report.get(key)),
        observed_at=observed,
        unit=currency,
        detail="; ".join(_remarks(report, projects, currency, key)),
    )


def _inner(value: Mapping[str, Any], key: str) -> dict[str, Any]:
    found = value.get(key)
    return found if isinstance(found, dict) else {}


def _compared(project: dict[str, Any]) -> bool:
    # `breakdown` of a directory leaves the past out and may still say that the difference is 0.
    return _inner(project, "pastBreakdown").get("totalMonthlyCost") is not None


def _totals(projects: list[dict[str, Any]]) -> dict[str, Any]:
    """Give the totals of a report for one of its projects."""
    only = projects[0] if len(projects) == 1 else {}
    return {
        "totalMonthlyCost": _inner(only, "breakdown").get("totalMonthlyCost"),
        "diffTotalMonthlyCost": _inner(only, "diff").get("totalMonthlyCost"),
        "summary": only.get("summary"),
    }


def _amount(given: object) -> float:
    """Read an amount; Infracost writes decimals as text."""
    if isinstance(given, str) and _AMOUNT.match(given):
        return float(given)
    if isinstance(given, int | float) and not isinstance(given, bool):
        return float(given)
    raise SourceError("holds a report without this total: nothing could be priced")


def _remarks(
    report: dict[str, Any], projects: list[dict[str, Any]], currency: str, key: str
) -> Iterator[str]:
    if key == "diffTotalMonthlyCost" and report.get("totalMonthlyCost") is not None:
        yield f"{_amount(report['totalMonthlyCost']):.2f} {currency} a month after the change"
    unsupported = _inner(report, "summary").get("totalUnsupportedResources")
    if isinstance(unsupported, int) and unsupported:
        yield f"{unsupported} resource{'s have' if unsupported > 1 else ' has'} no price"
    missing = sum(_missing(each.get("breakdown")) for each in projects)
    if missing:
        yield f"{missing} price{'s were' if missing > 1 else ' was'} not found"


def _missing(breakdown: object) -> int:
    """Count the prices that Infracost looked for and did not find."""
    found, stack = 0, [breakdown]
    while stack:
        each = stack.pop()
        if isinstance(each, dict):
            found += each.get("priceNotFound") is True
            stack.extend(each.values())
        elif isinstance(each, list):
            stack.extend(each)
    return found


def _json(text: str) -> Any:
    return json.loads(text, object_pairs_hook=unique_keys)


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc] # in C where there is one
    """Refuses a key that is given twice, of which YAML would take the last."""

    def construct_mapping(self, node: Any, deep: bool = False) -> Any:  # noqa: FBT001, FBT002 - its signature
        """Read a mapping whose keys differ."""
        keys = [key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode)]
        if len(set(keys)) < len(keys):
            raise yaml.YAMLError("a key twice")
        return super().construct_mapping(node, deep=deep)


def _yaml(text: str) -> Any:
    return yaml.load(text, Loader=_Loader)  # noqa: S506 - it is a safe loader
