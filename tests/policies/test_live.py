"""Tests for the shipped policies under live state: calm, trouble, silence, and the lane."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import timedelta
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from planguard.actions.taxonomy import ACTIONS
from planguard.analyze import analyze
from planguard.load import load_plan
from planguard.model.fact import Answer, Ask, Fact, Query, Unbound, ask_nobody
from planguard.model.plan import Change, Plan
from planguard.model.report import Finding, Section
from planguard.model.settings import Environment, Settings
from planguard.model.topic import TOPICS
from planguard.model.value import Unknown
from planguard.model.words import Decision, Outcome
from planguard.policy.reading import Policy, read_policy
from planguard.testing import NOW, change, plan

ROOT = Path(__file__).parents[2]
FIXTURES = sorted(folder.parent for folder in (ROOT / "fixtures").glob("*/plan.json"))
EVERY_FIXTURE = pytest.mark.parametrize("folder", FIXTURES, ids=lambda folder: folder.name)
INCIDENT = {"id": "INC-7", "title": "checkout is slow", "services": ["checkout"]}
FREEZE = {"id": "xmas", "title": "Christmas", "services": []}
FROZEN = {"incident.active": [INCIDENT], "freeze.active": [FREEZE], "targets.healthy": 3}
CALM: Mapping[str, Any] = {
    "load.cpu": 20,
    "load.memory": 30,
    "traffic.rate": 0,
    "queue.depth": 0,
    "units.running": 0,
    "targets.healthy": 4,
    "error_budget.remaining": 80,
    "incident.active": [],
    "alarm.firing": [],
    "freeze.active": [],
    "window.active": [{"id": "weekdays", "title": "weekdays", "services": []}],
    "deploy.running": [],
    "backup.latest": NOW - timedelta(minutes=5),
    "backup.kept": NOW - timedelta(hours=2),
    "database.connections": 0,
    "database.longest_transaction": 0.2,
    "database.blocked": 0,
    "secret.last_used": NOW - timedelta(days=400),
    "key.last_used": NOW - timedelta(days=400),
    "tests.passed": True,
    "change.ticket": {"id": "CHG1", "approved": True},
    "dependency.end_of_life": NOW + timedelta(days=900),
    "flag.guard": False,
}
"""A quiet day, for every topic that shipped policies ask without a parameter of the team."""


@cache
def _policies() -> tuple[Policy, ...]:
    files = sorted((ROOT / "policies").rglob("*.yaml"))
    return tuple(read_policy(f.read_text(encoding="utf-8"), f.name, f.stem) for f in files)


LANES = [each for each in _policies() if each.relax]
GROUPED = [each for each in _policies() if each.groups]


def _told(facts: Mapping[str, Any]) -> Ask:
    """Answer what `facts` tell; nobody is bound to the rest."""

    def answer(query: Query) -> Answer:
        if query.topic not in facts:
            return Unbound(topic=query.topic)
        value, unit = facts[query.topic], TOPICS[query.topic].unit
        if isinstance(value, Unknown):
            return value
        return Fact(query=query, value=value, unit=unit, observed_at=NOW, source="test")

    def ask(queries: Sequence[Query]) -> Mapping[Query, Answer]:
        return {query: answer(query) for query in queries}

    return ask


def _section(subject: Plan, facts: Mapping[str, Any], name: str = "prod") -> Section:
    settings = Settings(environment=Environment(name=name, protected=name != "dev"))
    ask = _told(facts) if facts else ask_nobody
    return analyze(subject, policies=_policies(), settings=settings, ask=ask, now=NOW).sections[0]


def _found(facts: Mapping[str, Any], *changes: Change, drift: Sequence[Change] = ()) -> Section:
    return _section(plan(*changes, drift=tuple(drift)), facts)


def _decisions(section: Section) -> dict[str, str]:
    return {each.policy: str(each.decision) for each in section.findings}


def _only(section: Section, policy: str) -> Finding:
    (found,) = (each for each in section.findings if each.policy == policy)
    return found


def _count(before: int, after: int, service: str = "checkout", **more: Any) -> Change:
    tags = {"service": service}
    return change(
        "aws_ecs_service",
        before={"desired_count": before, "tags": tags},
        after={"desired_count": after, "tags": tags},
        **more,
    )


def _code(service: str = "checkout", **more: Any) -> Change:
    tags = {"service": service}
    return change(
        "aws_lambda_function",
        before={"source_code_hash": "a", "tags": tags},
        after={"source_code_hash": "b", "tags": tags},
        **more,
    )


def _engine(before: str, after: str) -> Change:
    return change(
        "aws_db_instance",
        before={"engine": "postgres", "engine_version": before},
        after={"engine": "postgres", "engine_version": after},
    )


@cache
def _fixture(folder: Path) -> Plan:
    return load_plan(folder / "plan.json")


def _place(folder: Path) -> str:
    found = [
        line.removeprefix("environment: ").strip()
        for line in (folder / "expected.yaml").read_text(encoding="utf-8").splitlines()
        if line.startswith("environment: ")
    ]
    return found[0]


def _keys(section: Section) -> set[tuple[str, str, str]]:
    return {(each.policy, each.address, str(each.decision)) for each in section.findings}


@EVERY_FIXTURE
def test_a_calm_day_adds_nothing(folder: Path) -> None:
    nobody, calm = (_section(_fixture(folder), facts, _place(folder)) for facts in ({}, CALM))
    assert _keys(calm) == _keys(nobody)
    assert calm.decision is nobody.decision


@EVERY_FIXTURE
def test_systems_that_do_not_answer_never_make_it_better(folder: Path) -> None:
    silent = dict.fromkeys(CALM, Unknown(reason="timed out"))
    nobody, offline = (_section(_fixture(folder), facts, _place(folder)) for facts in ({}, silent))
    assert _keys(offline) >= _keys(nobody)
    for added in offline.findings:
        if added.facts:
            assert added.outcome is Outcome.UNKNOWN
            assert added.decision is not Decision.ALLOW
            assert "timed out" in added.reason
            assert added.message.count("(not known)") == (
                3 if added.policy == "change-outside-ticket-window" else 1
            )
            assert "((" not in added.message
            assert "(not known) %" not in added.message
            assert "(not known)" not in added.fix


@EVERY_FIXTURE
def test_without_sources_no_question_is_told_of(folder: Path) -> None:
    section = _section(_fixture(folder), {}, _place(folder))
    assert all(not finding.facts for finding in section.findings)
    waiting = [each for each in section.not_enforced if each.reason.startswith("no source")]
    assert all(f"  {topic}: " in each.enable for each in waiting for topic in each.topics)


@pytest.mark.parametrize(
    "dangerous",
    [
        change("aws_db_instance", verb="delete", before={"identifier": "orders"}),
        change("aws_db_instance", verb="replace", before={"identifier": "a"}, after={"identifier": "b"}),
        change("aws_dynamodb_table", verb="replace", before={"hash_key": "a"}, after={"hash_key": "b"}),
        _engine("14.12", "16.3"),
        change("aws_sqs_queue", verb="delete", before={"name": "orders"}),
        change("aws_kms_key", verb="delete", before={"description": "orders"}),
    ],
)  # fmt: skip
def test_what_is_dangerous_by_itself_is_held_when_nobody_answers(dangerous: Change) -> None:
    section = _found({}, dangerous)
    assert section.decision.rank >= Decision.APPROVE.rank
    assert {each.outcome for each in section.findings} == {Outcome.FAIL}


@pytest.mark.parametrize(
    "kept", ["data-destroyed-without-backup", "database-replaced-while-connected"]
)
def test_it_is_held_for_want_of_a_source_where_nothing_else_holds_it(kept: str) -> None:
    gone = change("aws_db_instance", verb="delete", before={"identifier": "orders"})
    policies = [each for each in _policies() if each.id == kept]
    (section,) = analyze(plan(gone), policies=policies, now=NOW).sections
    (found,) = section.findings
    assert (found.outcome, found.decision) == (Outcome.UNKNOWN, Decision.APPROVE)
    assert "no source is bound" in found.reason
    assert kept in {each.policy for each in _found({}, gone).not_enforced}


def test_the_same_cut_is_allowed_when_calm_and_denied_in_trouble() -> None:
    cut = _count(10, 8)
    assert _decisions(_found(CALM, cut)) == {}
    loaded = _found({**CALM, "load.cpu": 81}, cut)
    assert _decisions(loaded) == {"capacity-cut-under-load": "deny"}
    assert "cpu at 81 % and a limit of 60 %" in loaded.findings[0].message
    (fact,) = loaded.findings[0].facts
    assert (fact.value, fact.compared) == ("81 %", "> 60 %")
    troubled = _found({**CALM, "incident.active": [INCIDENT]}, cut)
    assert _decisions(troubled) == {"capacity-cut-in-incident": "deny"}
    assert "INC-7 (checkout is slow)" in troubled.findings[0].message


def test_the_line_to_write_against_a_revert_is_given() -> None:
    raised = change("aws_ecs_service", before={"desired_count": 4}, after={"desired_count": 12})
    back = change("aws_ecs_service", before={"desired_count": 12}, after={"desired_count": 4})
    section = _found({"incident.active": [INCIDENT]}, back, drift=[raised])
    found = _only(section, "drift-reverted-in-incident")
    assert "Write `desired_count = 12`" in found.fix
    assert "into the configuration of aws_ecs_service.example and plan again" in found.fix
    assert "12 back to 4 (desired_count)" in found.message
    assert "capacity-cut-in-incident" not in _decisions(section)


def test_the_line_to_write_has_quotes_around_text() -> None:
    raised, back = (
        change("aws_instance", before={"instance_type": a, "monitoring": m},
               after={"instance_type": b, "monitoring": n})
        for a, b, m, n in (("m5.large", "m5.xlarge", False, True), ("m5.xlarge", "m5.large", True, False))
    )  # fmt: skip
    fix = _only(_found({"incident.active": [INCIDENT]}, back, drift=[raised]),
                "drift-reverted-in-incident").fix  # fmt: skip
    assert '`instance_type = "m5.xlarge"`' in fix
    assert "likewise for 1 more attributes changed by hand" in fix


def test_a_patch_is_denied_until_there_is_a_backup() -> None:
    stale = {"backup.latest": NOW - timedelta(days=3)}
    section = _found(stale, _engine("16.2", "16.3"))
    assert _decisions(section) == {"engine-patched-without-backup": "deny"}
    assert "newest backup: 3 d, with a limit of 24h" in section.findings[0].message
    assert _decisions(_found({"backup.latest": None}, _engine("16.2", "16.3"))) == {
        "engine-patched-without-backup": "deny"
    }
    fresh = {"backup.latest": NOW - timedelta(hours=1)}
    assert _decisions(_found(fresh, _engine("16.2", "16.3"))) == {}


def test_a_major_version_without_a_backup_is_told_as_one() -> None:
    stale = {"backup.latest": NOW - timedelta(days=3)}
    assert _decisions(_found(stale, _engine("14.12", "16.3"))) == {
        "engine-upgraded": "approve",
        "schema-changed-without-backup": "deny",
    }


def test_a_replaced_table_is_told_by_its_backup_alone() -> None:
    keys = change(
        "aws_dynamodb_table", verb="replace", before={"hash_key": "a"}, after={"hash_key": "b"}
    )
    assert _decisions(_found({"backup.kept": None, "backup.latest": None}, keys)) == {
        "data-store-replaced": "deny",
        "table-keys-changed": "deny",
        "data-destroyed-without-backup": "deny",
    }


def test_a_backup_is_still_wanted_where_the_owner_lets_the_database_go() -> None:
    gone = change("aws_db_instance", verb="delete", before={"identifier": "orders"})
    policies = [each for each in _policies() if each.id != "data-store-deleted"]
    for kept, decision in ((None, Decision.DENY), (NOW - timedelta(hours=1), Decision.ALLOW)):
        facts = {"backup.kept": kept, "database.connections": 0}
        report = analyze(plan(gone), policies=policies, ask=_told(facts), now=NOW)
        assert report.decision is decision


def test_a_fact_that_is_too_old_is_unknown() -> None:
    def ask(queries: Sequence[Query]) -> Mapping[Query, Answer]:
        seen = NOW - timedelta(hours=2)
        return {
            query: Fact(query=query, value=[], unit="", observed_at=seen, source="test")
            if query.topic == "incident.active"
            else Unbound(topic=query.topic)
            for query in queries
        }

    report = analyze(plan(_count(10, 8)), policies=_policies(), ask=ask, now=NOW)
    (found,) = report.sections[0].findings
    assert (found.outcome, found.decision) == (Outcome.UNKNOWN, Decision.APPROVE)
    assert "too old: observed 2 h ago" in found.reason


def _matched(policy: Policy) -> set[str]:
    return {action for action in ACTIONS if policy.concerns(action)}


QUIET = {
    "cost.runaway",
    "cost.up",
    "observability.log-retention-up",
    "observability.log-unbounded",
    "other.tags",
    "protection.up",
}
"""What a freeze lets through: what makes things safer, and what follows from something else."""


def test_a_freeze_is_told_by_the_whole_and_not_by_its_parts() -> None:
    gone = _fixture(ROOT / "fixtures" / "bucket-deleted")
    section = _section(gone, {"freeze.active": [FREEZE], "window.active": []})
    held = [(each.policy, each.address) for each in section.findings if each.facts]
    assert held == [
        ("change-in-freeze", "aws_s3_bucket.invoices"),
        ("change-outside-window", "aws_s3_bucket.invoices"),
    ]


@pytest.mark.parametrize(
    "still",
    [
        change("null_resource", verb="replace", before={"triggers": {"a": "1"}}, after={"triggers": {"a": "2"}}),
        change("terraform_data", before={"input": "1"}, after={"input": "2"}),
        change("random_pet", verb="replace", before={"length": 2}, after={"length": 3}),
        change("local_file", verb="delete", before={"filename": "a"}),
        change("aws_dynamodb_table", verb="forget", before={"name": "a"}),
        change("aws_dynamodb_table", before={"name": "a"}, after={"name": "a"}, moved_from="aws_dynamodb_table.b"),
        change("aws_ami", verb="read", after={"name": "a"}),
        change("aws_sqs_queue", before={"tags": {"a": "b"}}, after={"tags": {"a": "c"}}),
    ],
)  # fmt: skip
def test_a_freeze_is_not_about_what_changes_nothing_in_the_world(still: Change) -> None:
    section = _found({"freeze.active": [FREEZE], "window.active": []}, still)
    assert not {"change-in-freeze", "change-outside-window"} & _decisions(section).keys()


def test_a_flag_is_asked_for_where_an_object_names_one() -> None:
    silent = {"flag.guard": Unknown(reason="the object has no tags.flag")}
    gone = change("aws_ecs_service", verb="delete", before={"desired_count": 3})
    assert "removed-while-flag-on" not in _decisions(_found(silent, gone))
    named = {"desired_count": 3, "tags_all": {"flag": "old"}}
    guarded = change("aws_ecs_service", verb="delete", before=named)
    assert _decisions(_found(silent, guarded))["removed-while-flag-on"] == "approve"


def test_nobody_is_asked_for_the_processors_of_a_table() -> None:
    cut = change("aws_dynamodb_table", before={"read_capacity": 100}, after={"read_capacity": 90})
    silent = dict.fromkeys(("load.cpu", "load.memory"), Unknown(reason="timed out"))
    assert _decisions(_found(silent, cut)) == {}


def test_a_count_that_nobody_knows_yet_is_asked_about_and_not_denied() -> None:
    cut = change("aws_ecs_service", before={"desired_count": 4}, unknown=["desired_count"])
    section = _found({"incident.active": [INCIDENT], "load.cpu": 90.0}, cut)
    assert section.decision is Decision.APPROVE
    assert {each.outcome for each in section.findings} == {Outcome.UNKNOWN}


def test_the_time_of_a_change_request_is_told_as_people_write_it() -> None:
    ticket = {"id": "CHG1", "approved": True, "starts": NOW + timedelta(days=1)}
    found = _only(_found({"change.ticket": ticket}, _code()), "change-outside-ticket-window")
    assert "CHG1 is for the time from 2026-01-16 12:00 UTC to any moment" in found.message


def test_a_freeze_and_a_window_are_about_all_that_matters() -> None:
    freeze, window = (
        next(each for each in _policies() if each.id == name)
        for name in ("change-in-freeze", "change-outside-window")
    )
    assert freeze.on == window.on
    left = set(ACTIONS) - _matched(freeze)
    assert {action for action in left if not action.startswith("plan.")} == QUIET


NEVER = tuple(
    f"{kind}.*"
    for kind in ("data", "protection", "secret", "key", "access", "exposure", "schema", "observability")
)  # fmt: skip


def test_no_lane_is_open_for_what_cannot_heal() -> None:
    assert LANES
    for lane in LANES:
        assert _matched(lane)
        assert not [a for a in _matched(lane) if any(fnmatchcase(a, glob) for glob in NEVER)]
        assert lane.decision is Decision.WARN


def test_every_group_exists_and_every_relaxable_policy_meets_a_lane() -> None:
    relaxed = {group for lane in LANES for group in lane.relax}
    assert {group for each in GROUPED for group in each.groups} == relaxed
    healing = {action for lane in LANES for action in _matched(lane)}
    steps = [each for each in GROUPED if "step-size" in each.groups]
    assert all(_matched(each) & healing for each in steps)


def test_what_guards_data_and_secrets_is_in_no_group() -> None:
    grouped = {each.id for each in GROUPED}
    assert grouped == {
        "change-in-freeze",
        "change-outside-window",
        "deploy-in-incident",
        "feature-flag-flipped",
        "scaling-ceiling-runaway",
        "traffic-moved-at-once",
    }


@pytest.mark.parametrize(
    ("action", "other"),
    [
        ("data.delete", change("aws_dynamodb_table", verb="delete", before={"name": "a", "tags": {"service": "checkout"}})),
        ("protection.guard-off", change("aws_db_instance", before={"deletion_protection": True, "tags": {"service": "checkout"}}, after={"deletion_protection": False, "tags": {"service": "checkout"}})),
        ("secret.delete", change("aws_secretsmanager_secret", verb="delete", before={"name": "a", "tags": {"service": "checkout"}})),
        ("key.disable", change("aws_kms_key", before={"is_enabled": True, "tags": {"service": "checkout"}}, after={"is_enabled": False, "tags": {"service": "checkout"}})),
        ("exposure.public", change("aws_db_instance", before={"publicly_accessible": False, "tags": {"service": "checkout"}}, after={"publicly_accessible": True, "tags": {"service": "checkout"}})),
        ("schema.engine", change("aws_db_instance", before={"engine": "postgres", "engine_version": "16.2", "tags": {"service": "checkout"}}, after={"engine": "postgres", "engine_version": "16.3", "tags": {"service": "checkout"}})),
        ("access.admin", change("aws_iam_role_policy_attachment", verb="create", after={"role": "a", "policy_arn": "arn:aws:iam::aws:policy/AdministratorAccess", "tags": {"service": "checkout"}})),
    ],
)  # fmt: skip
def test_the_freeze_stays_in_force_for_them(action: str, other: Change) -> None:
    section = _found(FROZEN, other)
    assert action in {each.id for each in section.actions}
    found = _only(section, "change-in-freeze")
    assert (found.decision, found.relaxed_by) == (Decision.DENY, "")
    assert section.lanes == ()


def test_a_fix_passes_the_freeze_and_the_report_names_the_incident() -> None:
    section = _found(FROZEN, _count(4, 12))
    assert section.decision is Decision.WARN
    found = _only(section, "change-in-freeze")
    assert (found.decision, found.relaxed_by) == (Decision.WARN, "incident-fix")
    (use,) = section.lanes
    assert use.lane == "incident-fix"
    assert "scale.up of aws_ecs_service.example heals INC-7 (checkout is slow)" in use.message
    assert use.relaxed == ("change-in-freeze",)


@pytest.mark.parametrize(
    "incidents",
    [
        [],
        [{**INCIDENT, "services": ["search"]}],
        [{**INCIDENT, "services": []}],
        Unknown(reason="timed out"),
    ],
)
def test_the_lane_is_closed_without_a_certain_incident(incidents: Any) -> None:
    section = _found({**FROZEN, "incident.active": incidents}, _count(4, 12))
    assert _decisions(section)["change-in-freeze"] == "deny"
    assert section.lanes == ()


def test_the_lane_is_closed_without_an_incident_system() -> None:
    section = _found({"freeze.active": [FREEZE]}, _count(4, 12))
    assert section.decision is Decision.DENY
    assert "incident-fix" in {each.policy for each in section.not_enforced}


def test_what_comes_with_the_fix_is_held_by_name() -> None:
    section = _found(FROZEN, _count(4, 12, name="web"), _code(name="worker"))
    assert section.decision is Decision.DENY
    by_address = {
        str(each.address): each for each in section.findings if each.policy == "change-in-freeze"
    }
    assert by_address["aws_ecs_service.web"].decision is Decision.WARN
    held = by_address["aws_lambda_function.worker"]
    assert held.decision is Decision.DENY
    assert "deploy.version of aws_lambda_function.worker" in held.message


def test_what_the_same_object_gets_besides_is_held_by_name() -> None:
    tags = {"service": "checkout"}
    both = change(
        "aws_ecs_service",
        before={"desired_count": 4, "task_definition": "shop:41", "tags": tags},
        after={"desired_count": 12, "task_definition": "shop:42", "tags": tags},
    )
    section = _found(FROZEN, both)
    held = _only(section, "change-in-freeze")
    assert held.decision is Decision.DENY
    assert held.message.startswith("deploy.version of aws_ecs_service.example")
    assert "incident-fix is open, but not for deploy.version" in held.note


def _weights(share: int) -> dict[str, Any]:
    groups = [{"arn": "blue", "weight": 100 - share}, {"arn": "green", "weight": share}]
    return {
        "default_action": [{"type": "forward", "forward": [{"target_group": groups}]}],
        "tags": {"service": "checkout"},
    }


HEALING: Mapping[str, tuple[Change, str]] = {
    "ceiling": (
        change(
            "aws_autoscaling_group",
            before={"min_size": 2, "max_size": 10, "tags": {"service": "checkout"}},
            after={"min_size": 2, "max_size": 100, "tags": {"service": "checkout"}},
        ),
        "scaling-ceiling-runaway",
    ),
    "traffic": (
        change("aws_lb_listener", before=_weights(95), after=_weights(0)),
        "traffic-moved-at-once",
    ),
}


@pytest.mark.parametrize("name", HEALING)
def test_the_size_of_the_step_is_a_warning_on_the_lane(name: str) -> None:
    fix, step = HEALING[name]
    calm, lane = _found({}, fix), _found(FROZEN, fix)
    assert _decisions(calm) == {step: "approve"}
    assert _decisions(lane) == {step: "warn", "change-in-freeze": "warn"}
    assert lane.decision is Decision.WARN


def test_traffic_goes_to_healthy_targets_only() -> None:
    fix, _ = HEALING["traffic"]
    section = _found({**FROZEN, "targets.healthy": 0}, fix)
    assert _decisions(section) == {
        "traffic-moved-at-once": "approve",
        "change-in-freeze": "deny",
        "traffic-moved-to-unhealthy-targets": "deny",
    }


def test_a_flag_and_a_rollback_pass() -> None:
    tags = {"service": "checkout"}
    image = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop:1.4."
    back = change(
        "aws_lambda_function",
        before={"image_uri": f"{image}3", "tags": tags},
        after={"image_uri": f"{image}2", "tags": tags},
    )
    assert _decisions(_found(FROZEN, back)) == {"change-in-freeze": "warn"}
    flag = change(
        "aws_appconfig_hosted_configuration_version",
        verb="replace",
        before={"content": json.dumps({"a": True}), "tags": tags},
        after={"content": json.dumps({"a": False}), "tags": tags},
    )
    told = _decisions(_found(FROZEN, flag))
    assert told == {"change-in-freeze": "warn", "feature-flag-flipped": "warn"}
