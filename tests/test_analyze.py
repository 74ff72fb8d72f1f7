"""The pipeline end to end, by its public names."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

import planguard
from planguard.analyze import files_of, observe
from planguard.model.fact import Answer, Query, Unbound
from planguard.model.source import NoSources
from planguard.policy.reading import read_policy
from planguard.testing import change, plan

FIXTURES = Path(__file__).parents[1] / "fixtures"
CUT = change("aws_ecs_service", before={"desired_count": 9}, after={"desired_count": 2})


def policy(when: str, more: str = "") -> planguard.Policy:
    text = (
        f"id: p\ntitle: t\non: ['*']\nwhen: {when!r}\ndecision: deny\nmessage: m\nwhy: w\nfix: f\n"
    )
    return read_policy(text + more, "p", "p")


@pytest.mark.parametrize(
    ("case", "code"),
    [("bucket-deleted", 1), ("tags-only", 0), ("errored-plan", 4), ("targeted-plan", 3)],
)
def test_a_file_to_a_decision(case: str, code: int) -> None:
    loaded = planguard.load_plan(FIXTURES / case / "plan.json")
    settings = planguard.Settings(environment=planguard.Environment(name="prod"))
    report = planguard.analyze(loaded, policies=planguard.load_policies(), settings=settings)
    assert report.exit_code == code
    assert report.sections[0].environment.name == "prod"


def test_judging_twice_is_judging_once() -> None:
    loaded = planguard.load_plan(FIXTURES / "bucket-deleted" / "plan.json")
    policies = planguard.load_policies()
    assert planguard.analyze(loaded, policies=policies) == planguard.analyze(
        loaded, policies=policies
    )


def test_an_environment_that_nobody_knows_is_protected() -> None:
    assert planguard.analyze(plan(CUT), policies=[policy("env.protected")]).exit_code == 1
    assert planguard.Settings().environment.protected


def test_all_questions_are_asked_in_one_round() -> None:
    rounds: list[Sequence[Query]] = []

    def ask(queries: Sequence[Query]) -> Mapping[Query, Answer]:
        rounds.append(queries)
        return {query: Unbound(topic=query.topic) for query in queries}

    asking = policy("a > 1 && b > 1", "ask: {a: load.cpu, b: queue.depth}\n")
    report = planguard.analyze(plan(CUT), policies=[asking, asking], ask=ask)
    assert len(rounds) == 1
    assert sorted({query.topic for query in rounds[0]}) == ["load.cpu", "queue.depth"]
    assert report.exit_code == 0
    assert [each.policy for each in report.sections[0].not_enforced] == ["p"]


def test_a_policy_about_time_is_unknown_without_a_clock() -> None:
    timed = policy('now > timestamp("2025-01-01T00:00:00Z")')
    late = planguard.analyze(plan(CUT), policies=[timed], now=datetime(2026, 1, 1, tzinfo=UTC))
    assert late.exit_code == 1
    assert planguard.analyze(plan(CUT), policies=[timed]).exit_code != 1


def test_what_is_observed_needs_no_policy() -> None:
    scene = observe(plan(CUT), settings=planguard.Settings(actor="ann"), sources=NoSources())
    assert "scale.down" in scene.action_ids(CUT.address)
    assert scene.actor == "ann"
    (action,) = scene.actions_on(("scale.down",))
    assert scene.change_of(action) == CUT


class Folder(NoSources):
    """One folder that holds every block."""

    def files(self, module: str, local: str) -> tuple[str, ...]:
        """Name a file after the block."""
        return (f"{module}{local}.tf",)


@pytest.mark.parametrize(
    ("home", "file"),
    [("", "aws_ecs_service.example.tf"), (".", "stacks/shop/aws_ecs_service.example.tf")],
)
def test_files_are_named_as_code_owners_name_them(home: str, file: str) -> None:
    ownership = planguard.Ownership(codeowners_home=home)
    folder = Folder("")
    folder.directory = "stacks/shop" if home else ""
    assert files_of(plan(CUT), folder, ownership)(CUT.address) == (file,)


def test_several_reports_are_one() -> None:
    one = planguard.analyze(plan(CUT), policies=[policy("true")])
    other = planguard.analyze(plan(CUT, label="other"), policies=[])
    both = planguard.combine_reports([other, one])
    assert [each.label for each in both.sections] == ["other", "example"]
    assert both.exit_code == 1
    assert both.decision is planguard.Decision.DENY


def test_a_plan_that_is_empty_is_allowed() -> None:
    assert planguard.analyze(plan(), policies=planguard.load_policies()).exit_code == 0


def test_an_error_of_the_input_is_of_one_kind(tmp_path: Path) -> None:
    (tmp_path / "plan.json").write_text(json.dumps({"a": 1}), encoding="utf-8")
    with pytest.raises(planguard.PlanFormatError):
        planguard.load_plan(tmp_path / "plan.json")
    with pytest.raises(planguard.InputError):
        planguard.load_plan(tmp_path / "none.json")


@pytest.mark.parametrize("case", ["shop-mixed", "image-bump"])
def test_what_is_not_proven_is_told_of_what_is_held(case: str) -> None:
    loaded = planguard.load_plan(FIXTURES / case / "plan.json")
    policies = planguard.load_policies()
    whole, lean = (
        planguard.analyze(loaded, policies=policies, proven=proven).sections[0]
        for proven in (True, False)
    )
    assert any(each.evidence for each in whole.actions)
    assert not any(each.evidence or each.reach.count for each in lean.actions)
    assert replace(lean, actions=()) == replace(whole, actions=())
    assert [each.because for each in lean.actions] == [each.because for each in whole.actions]
