from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime
from functools import cache
from math import inf
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, get_args, get_origin, get_type_hints

import jsonschema
import pytest
import yaml
from pydantic import BaseModel
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from planguard.analyze import analyze
from planguard.errors import ConfigError
from planguard.formats import Style, format_named
from planguard.formats.json import LEFT_OUT
from planguard.formats.json.document import ReportDocument, read_report, report_schema
from planguard.load import load_plan, load_policies
from planguard.load.config import UNPROTECTED
from planguard.load.sources import open_sources
from planguard.model.fact import Answer, Fact, Query
from planguard.model.report import Report
from planguard.model.settings import Environment, Settings
from planguard.model.value import Unknown
from planguard.model.words import Address, Decision
from planguard.policy.reading import read_policy
from planguard.testing import change, plan

HERE = Path(__file__).parent
FIXTURES = HERE.parents[1] / "fixtures"
CASES = sorted(folder.parent.name for folder in FIXTURES.glob("*/plan.json"))
KEPT = (
    "image-bump", "capacity-cut", "database-engine-upgraded", "data-platform-mixed",
    "drift-reverted", "secret-in-lambda-environment", "shop-mixed", "targeted-plan",
    "errored-plan", "tags-only",
)  # fmt: skip
NOW = datetime(2026, 1, 15, tzinfo=UTC)
NASTY = 'a["<script>]]>|`\n::error %0A\u2028\x1b[31m é \\"]'
Schema = dict[str, Any]


class PlainFile(SingleFileSnapshotExtension):
    """One JSON file for each snapshot."""

    _write_mode = WriteMode.TEXT
    file_extension = "json"


@pytest.fixture
def kept(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(PlainFile)


@cache
def judged(case: str, *, pictured: bool = False) -> Report:
    folder = FIXTURES / case
    told = load_plan(folder / "plan.json")
    told = replace(told, label=f"{case}/plan.json")
    name = yaml.safe_load((folder / "expected.yaml").read_text(encoding="utf-8"))["environment"]
    environment = Environment(name=name, protected=name not in UNPROTECTED)
    modules = {path: module.source for path, module in told.configuration.modules.items()}
    return analyze(
        told,
        policies=load_policies(),
        settings=Settings(environment=environment),
        sources=open_sources(folder / "after", modules),
        now=NOW,
        pictured=pictured,
    )


def written(report: Report) -> str:
    format_ = format_named("json")
    assert format_ is not None
    return format_.write(report, Style())


def closed(part: Any) -> Any:
    """Give a schema that takes nothing which it does not describe."""
    if isinstance(part, list):
        return [closed(each) for each in part]
    if not isinstance(part, dict):
        return part
    told = {key: closed(each) for key, each in part.items()}
    named = "properties" in told and told.get("type") == "object"
    return {**told, "additionalProperties": False} if named else told


@cache
def validator() -> jsonschema.Draft202012Validator:
    schema = closed(json.loads(report_schema()))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


@pytest.mark.parametrize("case", CASES)
def test_every_report_is_what_the_schema_says_and_no_more(case: str) -> None:
    text = written(judged(case))
    validator().validate(json.loads(text))
    assert read_report(json.loads(text), case).exit_code == judged(case).exit_code


@pytest.mark.parametrize("case", KEPT)
def test_output(kept: SnapshotAssertion, case: str) -> None:
    assert written(judged(case)) == kept


ASKS = """\
id: {id}
title: A title
on: [scale.*]
ask: {{fact: {topic}}}
when: {when}
decision: {decision}
on_unknown: approve
message: "it is {{{{ fact }}}}"
why: because
fix: wait
{more}
"""
ASKING = tuple(
    read_policy(text, text[4:8], text[4:8])
    for text in (
        ASKS.format(id="busy", topic="load.cpu", when="fact > 60", decision="deny", more=""),
        ASKS.format(id="late", topic="load.memory", when="fact > 1", decision="deny", more=""),
        ASKS.format(
            id="step", topic="load.cpu", when="fact > 1", decision="deny", more="groups: [a]"
        ),
        ASKS.format(
            id="lane", topic="traffic.rate", when="fact < 1", decision="warn", more="relax: [a]"
        ).replace("on_unknown: approve\n", ""),
    )
)


def ask(queries: Sequence[Query]) -> Mapping[Query, Answer]:
    answers: dict[str, float] = {"load.cpu": 81.5, "traffic.rate": 0.5}
    return {
        query: Fact(
            query=query, value=answers[query.topic], unit="%", observed_at=NOW, source="prom"
        )
        if query.topic in answers
        else Unknown(reason="it did not answer")
        for query in queries
    }


def live() -> Report:
    """Give a report with facts, an unknown outcome and a lane that is open."""
    cut = change("aws_ecs_service", before={"desired_count": 9}, after={"desired_count": 2})
    settings = Settings(environment=Environment(name="prod"))
    return analyze(plan(cut), policies=ASKING, settings=settings, ask=ask, now=NOW)


def test_live_state(kept: SnapshotAssertion) -> None:
    text = written(live())
    validator().validate(json.loads(text))
    (section,) = json.loads(text)["sections"]
    assert section["findings"][0]["facts"][0]["value"] == "81.5 %"
    assert {each["outcome"] for each in section["findings"]} == {"fail", "unknown"}
    assert section["lanes"][0]["relaxed"] == ["step"]
    assert text == kept


def test_the_top_comes_first() -> None:
    told = json.loads(written(judged("capacity-cut")))
    assert list(told) == ["version", "decision", "exit_code", "sections"]
    assert (told["version"], told["decision"], told["exit_code"]) == (1, "approve", 3)


def test_other_formats_beside_it_change_nothing() -> None:
    pictured = judged("image-bump", pictured=True)
    assert pictured.sections[0].picture
    assert written(pictured) == written(judged("image-bump"))


def test_what_json_has_no_number_for_is_null() -> None:
    (section,) = judged("capacity-cut").sections
    runaway = replace(section, actions=(replace(section.actions[0], magnitude=inf),))
    report = Report(sections=(runaway,), decision=Decision.DENY, exit_code=1)
    told = json.loads(written(report), parse_constant=pytest.fail)
    assert told["sections"][0]["actions"][0]["magnitude"] is None


def test_every_mapping_is_an_object() -> None:
    (section,) = judged("capacity-cut").sections
    frozen = replace(section, verbs=MappingProxyType(section.verbs))
    report = Report(sections=(frozen,), decision=Decision.APPROVE, exit_code=3)
    assert written(report) == written(judged("capacity-cut"))


def test_hostile_texts_are_data() -> None:
    (section,) = judged("capacity-cut").sections
    finding = replace(section.findings[0], address=Address(NASTY), message=f"{NASTY}\ud800")
    hostile = replace(section, findings=(finding,), label=NASTY)
    report = Report(sections=(hostile,), decision=Decision.DENY, exit_code=1)
    text = written(report)
    (told,) = json.loads(text)["sections"]
    assert (told["label"], told["findings"][0]["address"]) == (NASTY, NASTY)
    assert "\x1b" not in text
    back = read_report(json.loads(text.encode("utf-8", "backslashreplace")), "x")
    assert back.sections[0].findings[0].message == f"{NASTY}?"


def agree(kind: type, model: type[BaseModel]) -> Iterator[str]:
    """Name what differs between one kind of value of a report and its model."""
    mine = get_type_hints(kind)
    names = {each.name for each in fields(kind)} - LEFT_OUT.get(kind, frozenset())
    theirs = dict(get_type_hints(model))
    for name in names ^ set(model.model_fields):
        yield f"{kind.__name__}.{name}"
    for name in names & set(model.model_fields):
        yield from agree_in(mine[name], theirs[name], f"{kind.__name__}.{name}")


def agree_in(mine: Any, theirs: Any, where: str) -> Iterator[str]:
    if is_dataclass(mine):
        assert isinstance(mine, type)
        yield from agree(mine, theirs)
    elif get_args(mine):
        inner, outer = get_args(mine), get_args(theirs)
        if get_origin(mine) is not get_origin(theirs) or len(inner) != len(outer):
            yield where
        for one, other in zip(inner, outer, strict=False):
            yield from agree_in(one, other, where)
    elif mine is not theirs and not (mine is Address and theirs is str):
        yield where


def test_the_models_are_the_values_of_a_report() -> None:
    found = [each for each in agree(Report, ReportDocument) if each != "Report.version"]
    assert found == []
    assert get_type_hints(ReportDocument)["version"] == Literal[1]


def described(schema: Schema) -> Iterator[str]:
    for name, part in [("", schema), *schema["$defs"].items()]:
        if "description" not in part:
            yield name
        for key, field in part.get("properties", {}).items():
            if "description" not in field and "$ref" not in field:
                yield f"{name}.{key}"


def test_every_field_of_the_schema_is_described() -> None:
    assert list(described(json.loads(report_schema()))) == []


def lost(old: Any, new: Any, where: str = "") -> Iterator[str]:
    """Name what a schema took back of an older one, or asks for beyond it."""
    if isinstance(old, list) or not isinstance(old, dict):
        if old != new:
            yield where
        return
    for key, value in old.items():
        place = f"{where}/{key}"
        if key in {"description", "title"}:
            continue
        if key not in new:
            yield place
        elif key in {"enum", "required"}:
            yield from (f"{place}/{word}" for word in value if word not in new[key])
        else:
            yield from lost(value, new[key], place)
    if not where.endswith(("/properties", "/$defs")):
        wanted = set(new.get("required", ())) - set(old.get("required", ()))
        yield from (f"{where}/required/{word}" for word in sorted(wanted))
        yield from (f"{where}/{key}" for key in sorted(set(new) - set(old) - {"description"}))


PUBLISHED = HERE / "report-v1.schema.json"
GOLDEN = HERE / "report-v1.json"


def test_the_schema_only_grows() -> None:
    published = json.loads(PUBLISHED.read_text(encoding="utf-8"))
    assert list(lost(published, json.loads(report_schema()))) == []


def test_what_was_added_is_published() -> None:
    told = "what was added: planguard schema report > tests/formats/report-v1.schema.json"
    assert json.loads(PUBLISHED.read_text(encoding="utf-8")) == json.loads(report_schema()), told


def test_what_would_break_the_promise_is_seen() -> None:
    old = json.loads(report_schema())

    def without(change: str) -> list[str]:
        new = deepcopy(old)
        parts = new["$defs"]
        if change == "field":
            del parts["FindingDocument"]["properties"]["fix"]
        elif change == "word":
            parts["Verb"]["enum"].remove("move")
        elif change == "kind":
            parts["HopDocument"]["properties"]["inferred"]["type"] = "string"
        elif change == "optional":
            parts["HopDocument"]["required"].remove("source")
        elif change == "required":
            parts["HopDocument"]["required"].append("new")
        elif change == "narrower":
            parts["HopDocument"]["additionalProperties"] = False
        else:
            parts["HopDocument"]["properties"]["new"] = {"type": "string"}
            parts["Verb"]["enum"].append("new")
            parts["New"] = {"type": "object"}
        return list(lost(old, new))

    assert without("field") == ["/$defs/FindingDocument/properties/fix"]
    assert without("word") == ["/$defs/Verb/enum/move"]
    assert without("kind") == ["/$defs/HopDocument/properties/inferred/type"]
    assert without("optional") == ["/$defs/HopDocument/required/source"]
    assert without("required") == ["/$defs/HopDocument/required/new"]
    assert without("narrower") == ["/$defs/HopDocument/additionalProperties"]
    assert without("nothing") == []


def test_the_first_report_of_version_1_stays_valid() -> None:
    golden = json.loads(GOLDEN.read_text(encoding="utf-8"))
    jsonschema.validate(golden, json.loads(report_schema()))
    report = read_report(golden, GOLDEN.name)
    first = report.sections[0].findings[0]
    assert (report.version, report.decision, first.outcome) == (1, "deny", "fail")


def test_fields_that_are_not_known_are_passed_over() -> None:
    golden = json.loads(GOLDEN.read_text(encoding="utf-8"))
    golden["sections"][0]["findings"][0]["new"] = 1
    jsonschema.validate(golden, json.loads(report_schema()))
    assert read_report({**golden, "more": True}, "x") == read_report(golden, "x")


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        (
            "decision",
            "SECRET",
            "x: $.decision: is no report of version 1: input should be 'allow'",
        ),
        (
            "exit_code",
            "1",
            "x: $.exit_code: is no report of version 1: input should be a valid int",
        ),
        ("sections", [{"label": 1}], "x: $.sections[0].label: "),
        ("version", 2, "x: $.version: "),
    ],
)
def test_what_is_no_report_is_refused(key: str, value: object, said: str) -> None:
    golden = json.loads(GOLDEN.read_text(encoding="utf-8"))
    with pytest.raises(ConfigError) as caught:
        read_report({**golden, key: value}, "x")
    assert str(caught.value).startswith(said)
    assert "SECRET" not in str(caught.value)
