from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cli.live_state import ASKS, BUSY, INCIDENT, LANE, TAGGED, write_config, write_policies

if TYPE_CHECKING:
    from cli.conftest import Run, WritePlan


@pytest.fixture(autouse=True)
def bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROM_TOKEN", "hunter2hunter2")
    write_policies(BUSY, INCIDENT, LANE, TAGGED)
    write_config()


def test_everything_about_one_plan(command: Run, fewer: Path) -> None:
    ran = command("questions", fewer, "--env", "prod")
    assert ran == (0, WHOLE, "")


WHOLE = """\
plan.json: the policies ask 4 questions of live state
  1 distinct question would be asked, in one round of at most 10 s, 1 cannot be asked, 2 topics without a source

prom (prometheus): 1 question
  load.cpu
    query: avg(cpu{name="web"})
    about aws_ecs_service.web
    asked by busy-cut

cannot be asked, and will be unknown
  load.memory: prom (prometheus): the object has no tags.team
    about aws_ecs_service.web
    asked by tagged-cut

nobody is bound to
  incident.active: incidents that are open
    incident-cut  leads to approve
  traffic.rate: requests that arrive (bound, but not for aws_ecs_service)
    calm-lane  this lane stays closed

in planguard.yaml (`planguard explain TOPIC` tells more, `planguard sources` who can answer)
  bindings:
    incident.active: {source: pager}
    traffic.rate: {source: prom, query: 'sum(rate(http_requests_total{service="{{ service }}"}[5m]))'}
"""


def test_json(command: Run, fewer: Path) -> None:
    told = json.loads(command("questions", fewer, "-f", "json").out)
    (asked,), (unknown,) = told["asked"], told["unknown"]
    assert (told["questions"], told["distinct"], told["timeout_seconds"]) == (4, 1, 10.0)
    assert asked["wants"] == {"query": 'avg(cpu{name="web"})'}
    assert asked["subjects"] == [{"plan": "plan.json", "subject": "aws_ecs_service.web"}]
    assert unknown["reason"] == "the object has no tags.team"
    incidents, traffic = told["unbound"]
    assert incidents["policies"] == {"incident-cut": "approve"}
    assert traffic["policies"] == {"calm-lane": "closed"}
    assert (incidents["bound_for_others"], traffic["bound_for_others"]) == (False, True)


def test_questions_that_come_to_the_same_are_asked_once(
    command: Run, write_plan: WritePlan
) -> None:
    Path("own/tagged-cut.yaml").unlink()
    sides = ({"desired_count": 9, "name": "web"}, {"desired_count": 2, "name": "web"})
    many = [("aws_ecs_service", f"s{number}", ["update"], *sides) for number in range(7)]
    first, second = write_plan(*many), write_plan(*many[:2], to="second.json")
    told = command("questions", first, second).out
    assert "ask 27 questions of live state\n  1 distinct question would be asked" in told
    assert "aws_ecs_service.s4 (plan.json), 4 more\n" in told
    assert len(json.loads(command("questions", first, second, "-f", "json").out)["asked"]) == 1
    assert "aws_ecs_service 9)" in told


def test_nothing_is_asked(command: Run, write_plan: WritePlan) -> None:
    ran = command("questions", write_plan())
    assert ran == (0, "plan.json: no policy asks anything of live state\n", "")


def test_the_plan_itself_may_be_asked_about(command: Run, fewer: Path) -> None:
    whole = ASKS.format(
        name="untested", title="Untested", on="'*'", decision="deny", message="untested",
        keys="per: plan\nask: {tests: tests.passed}\nwhen: '!tests'",
    )  # fmt: skip
    own = ASKS.format(
        name="old", title="Old", on="scale.down", decision="deny", message="{{ oldest }}",
        keys="ask: {oldest: queue.oldest}\nwhen: oldest > 5.0",
    )  # fmt: skip
    write_policies(whole, own)
    write_config(
        more='  tests.passed: {source: prom, range: 5m, reduce: max, query: "min(\\npassed)"}\n'
        "topics: {queue.oldest: {kind: number, about: age of the oldest}}\n"
    )
    ran = command("questions", fewer)
    assert ran.err == ""
    told = ran.out
    assert (
        "    query: min(\n      passed)\n    range: 5m\n    reduce: max\n    about the plan\n"
        in told
    )
    assert "    queue.oldest: {source: ...}\n" in told
    assert "about prod\n" in command("questions", fewer, "--env", "prod").out


def test_who_asks_is_not_asked_when_it_is_told(command: Run, fewer: Path) -> None:
    write_policies(
        ASKS.format(
            name="robots", title="Robots", on="scale.down", decision="deny", message="{{ who }}",
            keys="ask: {who: actor}\nwhen: who == 'robot'",
        )
    )  # fmt: skip
    assert "\n  actor: who asks" in command("questions", fewer).out
    assert "\n  actor: who asks" not in command("questions", fewer, "--actor", "me").out


def test_no_secret_is_told(command: Run, write_plan: WritePlan) -> None:
    secret = "zQ01wert!Xy"  # noqa: S105 - made up
    before = {"desired_count": 9, "name": f"web-{secret}", "tags": {"team": secret}, "key": secret}
    plan = write_plan(
        ("aws_ecs_service", "web", ["update"], before, {**before, "desired_count": 1})
    )
    document = json.loads(plan.read_text(encoding="utf-8"))
    change = document["resource_changes"][0]["change"]
    change["before_sensitive"] = change["after_sensitive"] = {"key": True}
    plan.write_text(json.dumps(document), encoding="utf-8")
    for format_ in ("text", "json"):
        ran = command("questions", plan, "-f", format_)
        assert (ran.code, secret in ran.out) == (0, False)
        assert "is sensitive, and no system is told it" in ran.out


@pytest.mark.parametrize(
    "arguments",
    [("plan.json", "-f", "xml"), ("-", "-"), ("absent.json",), ("plan.json", "-p", "x")],
)
def test_what_cannot_be_used(command: Run, fewer: Path, arguments: tuple[str, ...]) -> None:
    assert fewer.is_file()
    ran = command("questions", *arguments)
    assert (ran.code, ran.out) == (2, "")
