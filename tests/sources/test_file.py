from __future__ import annotations

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sources.rig import NOW, ask

from planguard.model.fact import Answer, Fact
from planguard.model.value import Unknown, Value

AN_HOUR_AGO = NOW - timedelta(hours=1)


def written(home: Path, text: str, name: str = "facts.yaml") -> Path:
    path = home / name
    path.write_text(text, encoding="utf-8")
    os.utime(path, (AN_HOUR_AGO.timestamp(),) * 2)
    return path


def told(
    home: Path, topic: str = "load.cpu", *, path: str = "facts.yaml", **fields: Value
) -> Answer:
    config = f"""
sources: {{notes: {{type: file, path: {path}}}}}
topics: {{queue.lag: {{kind: number, about: how far behind, unit: s}}}}
bindings: {{{topic}: {{source: notes}}}}
"""
    return ask(config, topic, fields, home=home, now=NOW)


def fact(answer: Answer) -> Fact:
    assert isinstance(answer, Fact), answer
    return answer


def reason(answer: Answer) -> str:
    assert isinstance(answer, Unknown), answer
    return answer.reason


def test_a_fact_is_as_old_as_the_file(tmp_path: Path) -> None:
    written(tmp_path, "facts: {load.cpu: 81}")
    found = fact(told(tmp_path))
    assert (found.value, found.unit, found.observed_at) == (81, "%", AN_HOUR_AGO)
    assert found.source == "notes (file)"


def test_relative_times_count_from_when_the_file_was_written(tmp_path: Path) -> None:
    written(tmp_path, "facts: {backup.latest: 2h ago}")
    assert fact(told(tmp_path, "backup.latest")).value == NOW - timedelta(hours=3)


def test_the_documents_now_is_when_its_facts_were_seen(tmp_path: Path) -> None:
    written(tmp_path, "{now: 2026-01-01T00:00:00Z, facts: {load.cpu: 81}}")
    assert fact(told(tmp_path)).observed_at == datetime(2026, 1, 1, tzinfo=UTC)


def test_an_age_goes_before_both(tmp_path: Path) -> None:
    text = "{now: 2026-01-15T11:00:00Z, facts: {load.cpu: {value: 81, age: 5m, source: alb, detail: x}}}"
    written(tmp_path, text)
    found = fact(told(tmp_path))
    assert found.observed_at == AN_HOUR_AGO - timedelta(minutes=5)
    assert found.detail == "x (alb)"


def test_subjects_are_told_apart(tmp_path: Path) -> None:
    text = """
facts:
- {topic: load.cpu, subject: "aws_x.*", value: 1}
- {topic: load.cpu, subject: "aws_x.a[0]", value: 2}
- {topic: load.memory, subject: "aws_x.a[0]", value: nonsense}
"""
    written(tmp_path, text)
    assert fact(told(tmp_path, address="aws_x.a[0]")).value == 2
    assert fact(told(tmp_path, address="aws_x.b")).value == 1
    assert "says nothing about load.cpu" in reason(told(tmp_path, address="aws_y.b"))


def test_plans_are_told_apart(tmp_path: Path) -> None:
    written(tmp_path, "facts: [{topic: load.cpu, plan: west, value: 1}]")
    assert fact(told(tmp_path, plan="west")).value == 1
    assert "says nothing" in reason(told(tmp_path, plan="east"))


def test_own_topics_and_json_are_read_too(tmp_path: Path) -> None:
    text = json.dumps({"facts": {"queue.lag": {"value": 2, "unit": "min"}, "queue.other": 1}})
    written(tmp_path, text, "facts.json")
    assert fact(told(tmp_path, "queue.lag", path="facts.json")).value == 120


def test_the_unit_of_the_binding_is_for_facts_that_name_none(tmp_path: Path) -> None:
    config = """
sources: {notes: {type: file, path: facts.yaml}}
bindings: {load.cpu: {source: notes, unit: ratio}}
"""
    written(tmp_path, "facts: {load.cpu: 0.5}")
    assert fact(ask(config, "load.cpu", home=tmp_path)).value == 50
    written(tmp_path, "facts: {load.cpu: {value: 0.5, unit: ratio}}")
    assert fact(ask(config, "load.cpu", home=tmp_path)).value == 50


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "holds no facts"),
        ("facts: {}", "says nothing about load.cpu"),
        ("load.cpu: 81", "put the topics below `facts:`"),
        ("facts: {load.cpu: {unknown: it timed out}}", "is not known: it timed out"),
        ("facts: {load.cpu: {unbound: true}}", "says that nobody answers this"),
        ("facts: {load.cpu: high}", 'facts["load.cpu"]: load.cpu holds text where a number'),
        ("facts: [7]", "facts[0]: this entry names no topic"),
        ("facts: {load.cpu: 81, load.cpu: 3}", "no valid YAML in facts.yaml, or a key twice"),
        ("facts: {load.cpu: 81", "no valid YAML"),
        ("facts: !!python/object:os.system {}", "no valid YAML"),
        ("facts: &a {load.cpu: {value: [*a]}}", "too deep"),
        ("\x00", "no valid YAML"),
    ],
)
def test_what_cannot_be_read_is_unknown(tmp_path: Path, text: str, words: str) -> None:
    written(tmp_path, text)
    answer = told(tmp_path)
    assert words in reason(answer)
    assert "notes (file)" in reason(answer)


def test_files_that_are_none_are_unknown(tmp_path: Path) -> None:
    assert "cannot read facts.yaml" in reason(told(tmp_path))
    (tmp_path / "facts.yaml").write_bytes(b"\xff\xfe\x00")
    assert "as UTF-8 text" in reason(told(tmp_path))
    os.mkfifo(tmp_path / "pipe.yaml")
    assert "no plain file at pipe.yaml" in reason(told(tmp_path, path="pipe.yaml"))
    with (tmp_path / "huge.yaml").open("wb") as huge:
        huge.truncate(33 * 1024**2)
    assert "larger than 32 MiB" in reason(told(tmp_path, path="huge.yaml"))


@pytest.mark.parametrize("text", ["{", '{"facts": {}, "facts": {}}', "[" * 100_000])
def test_broken_json_is_unknown(tmp_path: Path, text: str) -> None:
    written(tmp_path, text, "facts.json")
    assert "no valid JSON" in reason(told(tmp_path, path="facts.json"))


def project(name: str = "infra/shop", **rest: Any) -> dict[str, Any]:
    """Give a project of a report as `infracost diff --format json` writes it."""
    totals = {"resources": [], "totalHourlyCost": "0.1", "totalMonthlyUsageCost": "0"}
    return {
        "name": name,
        "metadata": {"path": name, "type": "terraform_plan_json"},
        "pastBreakdown": {**totals, "totalMonthlyCost": "241.64"},
        "breakdown": {**totals, "totalMonthlyCost": "304.128"},
        "diff": {**totals, "totalMonthlyCost": "62.488"},
        "summary": {"totalDetectedResources": 3, "totalUnsupportedResources": 1},
        **rest,
    }


def report(*projects: dict[str, Any], **rest: Any) -> dict[str, Any]:
    return {
        "version": "0.2",
        "metadata": {"infracostCommand": "diff"},
        "currency": "USD",
        "projects": list(projects or [project()]),
        "totalHourlyCost": "0.41661461198630137",
        "totalMonthlyCost": "304.128",
        "pastTotalHourlyCost": "0.331",
        "pastTotalMonthlyCost": "241.64",
        "diffTotalHourlyCost": "0.0856",
        "diffTotalMonthlyCost": "62.488",
        "timeGenerated": "2026-01-15T11:21:02.155239211Z",
        "summary": {"totalDetectedResources": 3, "totalUnsupportedResources": 0},
        **rest,
    }


def costs(
    home: Path, document: Any, topic: str = "cost.monthly_delta", project: str = ""
) -> Answer:
    (home / "infracost.json").write_text(json.dumps(document), encoding="utf-8")
    config = f"""
sources: {{infracost: {{type: file, path: infracost.json, format: infracost}}}}
bindings: {{{topic}: {{source: infracost, project: "{project}"}}}}
"""
    return ask(config, topic, home=home, now=NOW)


def test_infracost_tells_the_difference_and_the_total(tmp_path: Path) -> None:
    delta = fact(costs(tmp_path, report()))
    assert (delta.value, delta.unit) == (62.488, "USD")
    assert delta.detail == "304.13 USD a month after the change"
    assert delta.observed_at == datetime(2026, 1, 15, 11, 21, 2, 155239, tzinfo=UTC)
    assert fact(costs(tmp_path, report(), "cost.monthly")).value == 304.128


def test_amounts_keep_the_currency_of_the_report(tmp_path: Path) -> None:
    assert fact(costs(tmp_path, report(currency="EUR"))).unit == "EUR"
    assert fact(costs(tmp_path, report(currency=""))).unit == "USD"


def test_what_has_no_price_is_named(tmp_path: Path) -> None:
    lost = {"name": "m9.huge", "priceNotFound": True}
    resources = [{"name": "aws_x.a", "subresources": [{"costComponents": [lost]}]}]
    priced = project(breakdown={"resources": resources, "totalMonthlyCost": "1"})
    found = fact(costs(tmp_path, report(priced, summary={"totalUnsupportedResources": 2})))
    assert found.detail.endswith("; 2 resources have no price; 1 price was not found")


def test_one_project_can_be_chosen(tmp_path: Path) -> None:
    both = report(project("a"), project("b", diff={"totalMonthlyCost": "-7"}))
    found = fact(costs(tmp_path, both, project="b"))
    assert (found.value, found.detail) == (
        -7,
        "304.13 USD a month after the change; 1 resource has no price",
    )
    assert "no project of that name" in reason(costs(tmp_path, both, project="c"))


BROKEN: dict[str, Any] = {
    "metadata": {"errors": [{"code": 102, "message": "secret", "isError": True}]}
}


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ([], "holds no Infracost report"),
        ({"projects": [7]}, "holds no Infracost report"),
        (report(projects=[]), "holds no project"),
        (report(project(**BROKEN), project()), "1 of 2 projects that could not be priced"),
        (report(project(pastBreakdown=None), diffTotalMonthlyCost="0"), "compares with nothing"),
        (report(project(pastBreakdown={"totalMonthlyCost": None})), "compares with nothing"),
        (report(diffTotalMonthlyCost=None), "without this total"),
        (report(diffTotalMonthlyCost="NaN"), "without this total"),
        (report(diffTotalMonthlyCost=True), "without this total"),
        (report(timeGenerated=None), "without a time"),
        (report(currency="dollars"), "a currency that is none"),
    ],
)
def test_reports_that_tell_no_difference_are_unknown(
    tmp_path: Path, document: Any, words: str
) -> None:
    assert words in reason(costs(tmp_path, document))


def test_two_projects_of_one_name_are_unknown(tmp_path: Path) -> None:
    twice = report(project("a"), project("a"))
    assert "without this total" in reason(costs(tmp_path, twice, project="a"))


def test_a_breakdown_without_a_past_still_tells_the_total(tmp_path: Path) -> None:
    bare = report(project(pastBreakdown=None), totalMonthlyCost=12)
    assert fact(costs(tmp_path, bare, "cost.monthly")).value == 12


def test_a_report_tells_costs_alone(tmp_path: Path) -> None:
    assert "cost.monthly and cost.monthly_delta alone" in reason(
        costs(tmp_path, report(), "load.cpu")
    )
