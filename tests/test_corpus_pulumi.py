"""Pulumi documents that others published: each is read or refused, and counts as the engine."""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from planguard.errors import PlanFormatError
from planguard.formats import Format, Style
from planguard.model.plan import Plan
from planguard.model.report import Report
from planguard.model.value import Value
from planguard.model.words import Mode, Verb
from planguard.readers import decode_text, kind_of, read_plans

Judge: TypeAlias = Callable[[Plan], Report]
ROOT = Path(__file__).parents[1]
CORPUS = Path(os.environ.get("PLANGUARD_CORPUS", ROOT.parent / "shared" / "corpus")) / "pulumi"
FILES = sorted(path for path in CORPUS.rglob("*") if path.is_file())
SECRET = {"4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270"}
pytestmark = pytest.mark.skipif(not FILES, reason=f"no published documents in {CORPUS.name}/")

REFUSED = {
    "testdata__drift-deletion__expected-plan@68bfa0f7.json": "another tool's list of steps",
    "test__fixtures__analyzer__sample-stack.json": "what an analyzer is given",
}
MISCOUNTED = {
    "TestImportOption__10": "an object that was only read is taken in: nothing is replaced",
    "up-interrupted": "was interrupted before its end, and counts what was done by then",
}
"""Streams whose verbs are others than the engine counts, and why."""
COUNTED = {
    "create": Verb.CREATE,
    "update": Verb.UPDATE,
    "delete": Verb.DELETE,
    "replace": Verb.REPLACE,
    "import": Verb.IMPORT,
    "discard": Verb.FORGET,
}


def _plan(path: Path) -> Plan:
    return read_plans([(path.read_bytes(), path.name)], state_alone=True)[0]


def _plans() -> Iterator[tuple[Path, Plan]]:
    for path in FILES:
        if path.name not in REFUSED:
            yield path, _plan(path)


def test_every_file_is_read_or_refused() -> None:
    refused = {}
    for path in FILES:
        try:
            plan = _plan(path)
        except PlanFormatError as error:
            refused[path.name] = str(error)
            continue
        assert plan.tool == "pulumi", path
        assert kind_of(decode_text(path.read_bytes(), "")) in plan.format_version, path
    assert refused.keys() == REFUSED.keys()
    assert all("\n" not in text and len(text) < 400 for text in refused.values())


def test_verbs_count_as_the_engine_counts() -> None:
    compared = 0
    for path, plan in _plans():
        told = _told(path)
        if told is None or plan.completeness.errored or plan.drift:
            continue
        compared += 1
        if any(name in path.name for name in MISCOUNTED):
            assert _counts(path, plan) != told, path
        else:
            assert _counts(path, plan) == told, path
            assert "counts" not in str(plan.completeness.doubts), path
    assert compared > 30


def _told(path: Path) -> Counter[str] | None:
    """Give the engine's count of a stream that is no refresh."""
    text = path.read_text(encoding="utf-8")
    events = list(_events(text))
    if not events or '"refresh"' in text:
        return None
    counts = [each["summaryEvent"] for each in events if "summaryEvent" in each]
    told = counts[-1].get("resourceChanges") or {} if counts else {}
    return Counter({op: told[op] for op in COUNTED if told.get(op)})


def _events(text: str) -> Iterator[dict[str, Any]]:
    if text.startswith(('{"sequence"', '{"timestamp"')):
        yield from map(json.loads, text.splitlines())
    elif isinstance(document := json.loads(text), dict):
        yield from document.get("events") or ()


def _counts(path: Path, plan: Plan) -> Counter[str]:
    """Count changes, and what is no change: the stack, components and providers."""
    found = Counter(
        op
        for op, verb in COUNTED.items()
        for change in plan.changes
        if change.verb is verb and not change.deposed
    )
    for event in _events(path.read_text(encoding="utf-8")):
        told = event.get("resourcePreEvent", {}).get("metadata")
        if told and told["op"] in COUNTED and not _is_change(told, plan):
            found[told["op"]] += 1
    return found


def _is_change(told: Mapping[str, Any], plan: Plan) -> bool:
    _, _, type_, name = told["urn"].split("::", 3)
    if type_.startswith("pulumi:providers:") and name.startswith("default"):
        return True
    resource = {str(each.address): each for each in plan.resources.values()}.get(
        f"{type_}::{name}"
    )
    hidden = {Mode.COMPONENT, Mode.PROVIDER}
    return type_ != "pulumi:pulumi:Stack" and (resource is None or resource.mode not in hidden)


def test_no_secret_of_a_file_comes_out(judge_plan: Judge, formats: Mapping[str, Format]) -> None:
    seen = 0
    for path, plan in _plans():
        secrets = set(_secrets(path)) - {plan.stack, plan.project}
        seen += bool(secrets)
        shown = [str(dict(each.values())) for each in plan.resources.values()]
        shown += [str((change.before, change.after)) for change in plan.changes]
        assert secrets <= plan.secrets, path
        if secrets:
            report = judge_plan(plan)
            shown += [each.write(report, Style(verbose=True)) for each in formats.values()]
        assert not [text for text in secrets for each in shown if text in each], path
    assert seen > 0


def _secrets(path: Path) -> Iterator[str]:
    """List the texts that stand in clear under a secret mark and cannot be anything else."""
    text = path.read_text(encoding="utf-8-sig")
    for found in re.findall(r'"plaintext":\s*"((?:[^"\\]|\\.)*)"', text):
        value = json.loads(json.loads(f'"{found}"'))
        if isinstance(value, str) and len(value) > 3:
            yield value


def test_secret_placeholders_are_hidden_everywhere() -> None:
    for path, plan in _plans():
        for change in plan.changes:
            for side in (change.before, change.after):
                assert "[secret]" not in list(_open_texts(side)), path


def _open_texts(value: Value) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _open_texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _open_texts(each)
