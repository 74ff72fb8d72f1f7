"""Files of facts: what they answer, what they leave open, and that a record reads back the same."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from planguard.errors import ConfigError
from planguard.load.config_reading import read_live
from planguard.load.facts import FactsFile, load_facts, record_text
from planguard.load.live import Live
from planguard.model.fact import Answer, Fact, Query, Unbound
from planguard.model.value import Unknown
from planguard.sources.interface import Surroundings

NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)
CPU = Query(topic="load.cpu", subject="aws_x.a")
BOUND = read_live(
    "sources: {f: {type: file, path: f}}\nbindings: {load.cpu: {source: f}}",
    "planguard.yaml",
    Surroundings(),
)


def load(folder: Path, text: str, live: Live | None = None) -> FactsFile:
    file = folder / "facts.yaml"
    file.write_text(text, encoding="utf-8")
    return load_facts(file, live or Live(), NOW)


def test_facts_by_hand(tmp_path: Path) -> None:
    file = load(tmp_path, "facts: {load.cpu: 81, backup.latest: 26h ago, actor: {unknown: lost}}")
    backup, actor = Query(topic="backup.latest", subject="x"), Query(topic="actor", subject="prod")
    answers = file([CPU, backup, actor])
    assert answers[CPU] == Fact(
        query=CPU, value=81, unit="%", observed_at=NOW, source="facts.yaml"
    )
    assert isinstance(answers[backup], Fact)
    assert answers[backup].value == NOW - timedelta(hours=26)  # type: ignore[union-attr]
    assert answers[actor] == Unknown(reason="lost")


def test_what_a_file_leaves_out(tmp_path: Path) -> None:
    text = "facts: {load.memory: 3}"
    assert load(tmp_path, text)([CPU])[CPU] == Unbound(topic="load.cpu")
    assert load(tmp_path, text, BOUND)([CPU])[CPU] == Unknown(
        reason="facts.yaml holds no fact about it"
    )


def test_a_topic_that_is_told_of_others_is_not_unbound(tmp_path: Path) -> None:
    others = "facts: [{topic: load.cpu, subject: aws_y.b, %s}]"
    assert load(tmp_path, others % "value: 3")([CPU])[CPU] == Unknown(
        reason="facts.yaml holds no fact about it"
    )
    assert load(tmp_path, others % "unbound: true")([CPU])[CPU] == Unbound(topic="load.cpu")


def test_the_time_of_the_check_is_the_files(tmp_path: Path) -> None:
    then = "2025-12-24T08:00:00Z"
    assert load(tmp_path, f"now: {then}\nfacts: {{}}").now == datetime(2025, 12, 24, 8, tzinfo=UTC)
    assert load(tmp_path, "facts: {}").now == NOW


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("facts: {load.cpuu: 81}", "facts.yaml:1:9: there is no topic 'load.cpuu'"),
        ("facts: {load.cpu: much}", "facts.yaml:1:9: "),
        (
            "facts:\n  load.cpu: 1\n  load.cpu: 2",
            "facts.yaml:3:3: the key `load.cpu` is given twice",
        ),
        ("facts: [", "is no valid YAML"),
        ("- a", "facts.yaml:1:1: "),
        ("facts: {load.cpu: \x01}", "is no valid YAML"),
    ],
)
def test_mistakes(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, text)
    assert told in str(caught.value)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    for content in (b"\xff\xfe\x00", None):
        file = tmp_path / "f.yaml"
        file.unlink(missing_ok=True)
        if content:
            file.write_bytes(content)
        with pytest.raises(ConfigError, match="cannot be read as UTF-8 text"):
            load_facts(file, Live(), NOW)


def test_a_file_that_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planguard.load.facts._LARGEST", 10)
    with pytest.raises(ConfigError, match="too large for a file of facts"):
        load(tmp_path, "facts: {load.cpu: 81}")


def test_a_record_answers_as_the_sources_did(tmp_path: Path) -> None:
    def query(topic: str, subject: str = 'aws_x.a["b"]', plan: str = "plan.json") -> Query:
        return Query(topic=topic, subject=subject, plan=plan)

    def fact(of: Query, value: object, unit: str = "", **fields: str) -> Fact:
        seen = NOW - timedelta(seconds=1.25)
        told = {"source": "prom (prometheus)", **fields}
        return Fact(query=of, value=value, unit=unit, observed_at=seen, **told)  # type: ignore[arg-type]

    cpu, cost = query("load.cpu"), query("cost.monthly", "prod")
    answers: dict[Query, Answer] = {
        cpu: fact(cpu, 81.123456789, "%", detail="of 3: series"),
        query("load.cpu", plan="other.json"): fact(query("load.cpu", plan="other.json"), 3, "%"),
        cost: fact(cost, 12.5, "EUR"),
        query("load.memory"): Unknown(reason="prom (prometheus) refused the login (401)"),
        query("actor", "prod"): Unbound(topic="actor"),
    }
    for topic, value in {
        "backup.latest": NOW - timedelta(hours=3, microseconds=5),
        "backup.kept": None,
        "tests.passed": False,
        "change.labels": [],
        "incident.active": [
            {
                "id": "INC-7",
                "title": "slow: é",
                "services": ["a"],
                "since": NOW - timedelta(hours=1),
            }
        ],
        "change.ticket": {"id": "CHG1", "approved": True, "ends": NOW},
    }.items():
        answers[query(topic)] = fact(query(topic), value)
    text = record_text(NOW, answers.items())
    file = load(tmp_path, text)
    assert file.now == NOW
    assert file(list(answers)) == answers
    assert record_text(file.now, file(list(answers)).items()) == text
