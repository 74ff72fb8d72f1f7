"""
What must never happen: a dangerous plan that passes, a traceback, a secret in any text.

Real plans are cut, flipped and contradicted; none of that may turn a plan that is held into one
that goes. Over 300 lines: the ways to lie about
a plan and what is held against them are read together.
"""

from __future__ import annotations

import copy
import io
import json
import os
import random
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from labelled import DANGEROUS, case

from planguard.cli import run
from planguard.errors import InputError
from planguard.formats import Format, Style
from planguard.model.plan import Plan
from planguard.model.report import Report
from planguard.readers import read_plan

Json: TypeAlias = dict[str, Any]
Judge: TypeAlias = Callable[[Plan], Report]

FIXTURES = Path(__file__).parents[1] / "fixtures"
HELD = sorted(
    path
    for path in FIXTURES.glob("*/plan.json")
    if path.stat().st_size < 100_000  # the large ones are made of the same parts
)
EVERY_CASE = pytest.mark.parametrize("path", HELD, ids=lambda path: path.parent.name)
DANGER = [p for p in HELD if case(p.parent.name).label == DANGEROUS]
FEW = [p for p in HELD if p.parent.name in {"bucket-deleted", "tls-weakened", "secret-rotated"}]
VERBS = (
    ["no-op"], ["create"], ["read"], ["update"], ["delete"], ["forget"], ["move"], ["open"],
    ["delete", "create"], ["create", "delete"], ["create", "forget"],
)  # fmt: skip
TYPES = ("null_resource", "aws_s3_bucket", "aws_iam_role", "made_up", "")
MASKS = ("after_unknown", "before_sensitive", "after_sensitive")
MOST_MASKS = 40
NO_LIES = (
    # These plans agree with themselves, so it is for patterns and policies to say what they mean:
    # a parameter group that is made anew, sources and variables that are hidden as a whole, a
    # replacement that was asked for by hand and has no other trace.
    "outage-gitlab-primary-wiped: verb update",
    "database-parameter-changed: verb delete create",
    "database-parameter-changed: verb create delete",
    "dev-ingress-opened: after_sensitive ('ingress'",
    "ingress-opened-in-one-region: after_sensitive ('ingress'",
    "secret-in-lambda-environment: after_sensitive",
    "secret-in-lambda-environment: before_sensitive ('environment'",
)


@cache
def _bytes(path: Path) -> bytes:
    return path.read_bytes()


def _exit_code(judge: Judge, raw: bytes) -> int:
    try:
        return judge(read_plan(raw, "plan")).exit_code
    except InputError:
        return 2


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run where no configuration lies."""
    for name in [name for name in os.environ if name.startswith(("PLANGUARD_", "TF_"))]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def _feed(monkeypatch: pytest.MonkeyPatch, raw: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw), encoding="utf-8"))


@EVERY_CASE
def test_a_cut_plan_never_goes(path: Path, judge_plan: Judge) -> None:
    raw = _bytes(path).rstrip()
    places = random.Random(path.parent.name).sample(range(len(raw)), 12)  # noqa: S311 - places, no secrets
    for place in places:
        assert _exit_code(judge_plan, raw[:place]) != 0, place
        assert _exit_code(judge_plan, raw[place:]) != 0, place


@pytest.mark.parametrize("path", FEW, ids=lambda path: path.parent.name)
def test_a_cut_plan_stops_the_command_without_a_traceback(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    raw = _bytes(path).rstrip()
    for place in random.Random(1).sample(range(len(raw)), 10):  # noqa: S311 - places, no secrets
        _feed(monkeypatch, raw[:place])
        assert run(["check", "-"]) == 2
        told = capsys.readouterr().err
        assert "Traceback" not in told
        assert "standard input: " in told


@pytest.mark.parametrize("path", DANGER, ids=lambda path: path.parent.name)
def test_no_lie_makes_a_held_plan_go(path: Path, judge_plan: Judge) -> None:
    document = json.loads(_bytes(path))
    held = _exit_code(judge_plan, _bytes(path)) != 0
    for name, change in _lies(document, path.parent.name):
        told = {**document, "resource_changes": change}
        went = _exit_code(judge_plan, json.dumps(told).encode()) == 0  # a traceback fails the test
        assert not (held and went) or f"{path.parent.name}: {name}".startswith(NO_LIES), name


def _lies(document: Json, seed: str) -> Iterator[tuple[str, list[Json]]]:
    """Give a name and the changes of the plan with one of them told differently."""
    changes = document["resource_changes"]
    for place, item in enumerate(changes):
        if item["change"]["actions"] == ["no-op"]:
            lies: Iterator[tuple[str, Json]] = _other_verbs(item)
        else:
            lies = _all_lies(item, random.Random(seed))  # noqa: S311 - places, no secrets
        for name, lie in lies:
            yield name, [*changes[:place], lie, *changes[place + 1 :]]


def _all_lies(item: Json, chance: random.Random) -> Iterator[tuple[str, Json]]:
    yield from _other_verbs(item)
    for type_ in TYPES:
        if type_ != item["type"]:
            yield f"type {type_}", {**item, "type": type_}
            address = item["address"].replace(item["type"], type_)
            yield f"type and address {type_}", {**item, "type": type_, "address": address}
    for mode in ("managed", "data", "ephemeral"):
        if mode != item["mode"]:
            yield f"mode {mode}", {**item, "mode": mode}
    yield "name", {**item, "name": "another"}
    yield "address", {**item, "address": f"{item['address']}x"}
    yield "module", {**item, "module_address": "module.another"}
    yield "index", {**item, "index": 7}
    yield "deposed", {**item, "deposed": "abcd1234"}
    for side in ("before", "after"):
        if item["change"].get(side) is not None:
            yield f"no {side}", _with(item, side, None)
    masks = list(_other_masks(item))
    chance.shuffle(masks)
    yield from masks[:MOST_MASKS]


def _other_verbs(item: Json) -> Iterator[tuple[str, Json]]:
    for verb in VERBS:
        if verb != item["change"]["actions"]:
            yield f"verb {' '.join(verb)}", _with(item, "actions", verb)


def _with(item: Json, key: str, value: Any) -> Json:
    return {**item, "change": {**item["change"], key: value}}


def _other_masks(item: Json) -> Iterator[tuple[str, Json]]:
    change = item["change"]
    named = {*(change["before"] or {}), *(change["after"] or {})}
    for mask in MASKS:
        told = change.get(mask)
        for steps, value in _flips(told):
            yield f"{mask} {steps} {value}", _with(item, mask, _put(told, steps, value))
        for name in sorted(named - {*(told if isinstance(told, dict) else ())}):
            if mask == "after_unknown":
                yield f"{mask} {name}", _with(item, mask, {**told, name: True})


def _flips(mask: Any, steps: tuple[str | int, ...] = ()) -> Iterator[tuple[Any, object]]:
    if isinstance(mask, bool):
        yield steps, not mask
        return
    yield steps, True
    yield steps, False
    for step, inner in mask.items() if isinstance(mask, dict) else enumerate(mask or ()):
        yield from _flips(inner, (*steps, step))


def _put(mask: Any, steps: tuple[str | int, ...], value: object) -> Any:
    if not steps:
        return value
    told = copy.deepcopy(mask)
    place = told
    for step in steps[:-1]:
        place = place[step]
    place[steps[-1]] = value
    return told


@pytest.mark.parametrize("path", FEW, ids=lambda path: path.parent.name)
@pytest.mark.parametrize("key", ["resource_changes", "format_version", "prior_state"])
def test_missing_evidence_never_goes_where_it_went_not_before(
    path: Path, key: str, judge_plan: Judge
) -> None:
    document = json.loads(_bytes(path))
    before = _exit_code(judge_plan, _bytes(path))
    del document[key]
    after = _exit_code(judge_plan, json.dumps(document).encode())
    assert after != 0 or before == 0
    assert after == 2 or key != "format_version"
    assert after == 4 or key != "resource_changes"


def test_a_change_that_is_left_out_is_missed(judge_plan: Judge) -> None:
    document = json.loads(_bytes(FIXTURES / "deletion-protection-off" / "plan.json"))
    kept = [c for c in document["resource_changes"] if c["change"]["actions"] == ["no-op"]]
    assert len(kept) < len(document["resource_changes"])
    told = {**document, "resource_changes": kept or [_somewhere_else(document)]}
    assert _exit_code(judge_plan, json.dumps(told).encode()) == 4
    del told["complete"]
    assert _exit_code(judge_plan, json.dumps(told).encode()) == 3


def _somewhere_else(document: Json) -> Json:
    """Give a harmless change, so that the list is not empty."""
    item = document["resource_changes"][0]
    address = {"address": "null_resource.a", "type": "null_resource", "name": "a"}
    created = {"actions": ["create"], "before": None, "after": {"id": "1"}}
    return {**item, **address, "change": created}


@pytest.mark.parametrize(
    "verbs", [["destroy"], [], ["create", "create"], ["update", "delete"], ["no-op", "delete"]]
)
def test_an_unknown_verb_is_refused(verbs: list[str], judge_plan: Judge) -> None:
    document = json.loads(_bytes(FIXTURES / "bucket-deleted" / "plan.json"))
    document["resource_changes"][0]["change"]["actions"] = verbs
    assert _exit_code(judge_plan, json.dumps(document).encode()) == 2


@pytest.mark.parametrize(
    "text",
    [
        "",
        "id: broken",
        "id: broken\nwhen: [",
        "id: other\ntitle: t\non: ['*']\nwhen: 'true'\ndecision: deny\nmessage: m\nwhy: w\nfix: f\n",
        "id: broken\ntitle: t\non: ['*']\nwhen: no.name\ndecision: deny\nmessage: m\nwhy: w\nfix: f\n",
    ],
)
def test_a_broken_policy_stops_everything(
    text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "broken.yaml").write_text(text, encoding="utf-8")
    plan = FIXTURES / "tags-only" / "plan.json"
    assert run(["check", str(plan), "--policy", str(tmp_path)]) == 2
    assert "broken.yaml" in capsys.readouterr().err


def test_a_policy_that_cannot_be_evaluated_counts_like_a_denial(tmp_path: Path) -> None:
    text = (
        "id: confused\ntitle: t\non: ['*']\nwhen: change.type > 3\ndecision: warn\n"
        "message: m\nwhy: w\nfix: f\n"
    )
    (tmp_path / "confused.yaml").write_text(text, encoding="utf-8")
    plan = FIXTURES / "tags-only" / "plan.json"
    assert run(["check", str(plan), "--policy", str(tmp_path)]) == 4


def _hidden(value: Any, mask: Any) -> Iterator[str]:
    """List the strings under a mask."""
    if mask is True:
        stack = [value]
        while stack:
            item = stack.pop()
            if isinstance(item, str):
                yield item
            elif isinstance(item, dict | list):
                stack.extend(item.values() if isinstance(item, dict) else item)
    elif isinstance(mask, dict) and isinstance(value, dict):
        for key, inner in mask.items():
            yield from _hidden(value.get(key), inner)
    elif isinstance(mask, list) and isinstance(value, list):
        for item, inner in zip(value, mask, strict=False):
            yield from _hidden(item, inner)


def _marked(document: Json) -> set[str]:
    """List what is secret in a plan: long enough, and no name that the plan shows anyway."""
    addresses = "\n".join(item["address"] for item in document["resource_changes"])
    found: set[str] = set()
    for item in (*document["resource_changes"], *document.get("resource_drift", ())):
        change = item["change"]
        for side in ("before", "after"):
            found.update(_hidden(change.get(side), change.get(f"{side}_sensitive")))
    return {
        text
        for text in found
        if len(text) >= 8 and re.search(r"\d", text) and text not in addresses
    }


@EVERY_CASE
def test_no_format_shows_what_is_marked(
    path: Path, judge_plan: Judge, formats: Mapping[str, Format]
) -> None:
    secrets = _marked(json.loads(_bytes(path)))
    report = judge_plan(read_plan(_bytes(path), "plan"))
    for each in formats.values():
        for verbose in (False, True):
            text = each.write(report, Style(verbose=verbose))
            assert [s for s in secrets if s in text or json.dumps(s)[1:-1] in text] == []


SECRET = "Wx7-kQ9z/Lm2+Tr5"  # noqa: S105 - made up
SHAPED = "ghp_0123456789abcdefghijABCDEFGHIJ012345"


def _planted(document: Json) -> Json:
    """Put a marked secret into one attribute, and let it and a shape stand in others, unmarked."""
    told = copy.deepcopy(document)
    for item in told["resource_changes"]:
        change = item["change"]
        if change["actions"] == ["no-op"]:
            continue
        for side in ("before", "after"):
            if change.get(side) is not None:
                change[side] |= {
                    "planted": f"{side}-{SECRET}",
                    "description": f"for {SHAPED}",
                    "user_data": f"#!/bin/sh\nexport A={side}-{SECRET}\n",
                    "tags": {"key": f"{side}-{SECRET}", SHAPED: "x"},
                    "container_definitions": json.dumps(
                        [{"environment": [{"name": "DB_PASSWORD", "value": f"pl4in-{side}-Q7x9"}]}]
                    ),
                }
                change[f"{side}_sensitive"] = {"planted": True}
        if isinstance(change.get("after_unknown"), dict):
            change["after_unknown"] = {}
    return told


@EVERY_CASE
def test_no_format_shows_what_was_planted(
    path: Path, judge_plan: Judge, formats: Mapping[str, Format]
) -> None:
    raw = json.dumps(_planted(json.loads(_bytes(path)))).encode()
    report = judge_plan(read_plan(raw, "plan"))
    for each in formats.values():
        text = each.write(report, Style(verbose=True))
        assert SECRET not in text, each.name
        assert SHAPED not in text, each.name
        assert "pl4in" not in text, each.name


@pytest.mark.parametrize("command", ["check", "graph", "explain"])
@pytest.mark.parametrize("case", ["secret-rotated", "secret-in-lambda-environment"])
def test_no_command_shows_a_secret(
    command: str, case: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    document = _planted(json.loads(_bytes(FIXTURES / case / "plan.json")))
    secrets = _marked(document)
    changed = [
        c["address"] for c in document["resource_changes"] if c["change"]["actions"] != ["no-op"]
    ]
    arguments = [changed[0], "-"] if command == "explain" else ["-"]
    _feed(monkeypatch, json.dumps(document).encode())
    assert run([command, *arguments]) in {0, 1, 3, 4}
    told = capsys.readouterr()
    text = told.out + told.err
    assert SECRET not in text
    assert SHAPED not in text
    assert [secret for secret in secrets if secret in text] == []


@pytest.mark.parametrize(
    "spoil",
    [
        lambda raw: raw[: raw.index(SECRET.encode()) + len(SECRET)],
        lambda raw: raw.replace(b'"user_data": "', b'"user_data": "\\q'),
        lambda raw: raw.replace(b'"actions": [', b'"actions": ["%s", ' % SECRET[:8].encode()),
        lambda raw: raw.replace(b'"before": {', b'"before": "%s", "x": {' % SECRET.encode()),
        lambda raw: raw.replace(b'"format_version": "1.2"', b'"format_version": 12'),
    ],
    ids=["cut", "escape", "verb", "side", "version"],
)
def test_no_error_message_shows_a_secret(
    spoil: Callable[[bytes], bytes],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    document = _planted(json.loads(_bytes(FIXTURES / "secret-rotated" / "plan.json")))
    _feed(monkeypatch, spoil(json.dumps(document).encode()))
    assert run(["check", "-"]) == 2
    assert SECRET not in capsys.readouterr().err
