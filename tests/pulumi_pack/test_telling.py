"""Findings as Pulumi's diagnostics."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from planguard.analyze import analyze
from planguard.model.plan import Completeness, Plan
from planguard.model.redaction import Redactor
from planguard.model.words import Address, Decision, Outcome
from planguard.pulumi_pack.prior import Stack
from planguard.pulumi_pack.rules import Rules, load_rules
from planguard.pulumi_pack.telling import Telling, safe, without_state
from planguard.pulumi_pack.verdict import PACK, Level, Verdict
from planguard.testing import change, plan

OURS = Stack(name="prod", project="shop")
CUT = change("aws_ecs_service", before={"desired_count": 9}, after={"desired_count": 2})
Tell = Callable[..., Verdict]


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Rules:
    """Give the shipped policies without a configuration."""
    return load_rules(tmp_path_factory.mktemp("empty"), {})


@pytest.fixture
def tell(rules: Rules) -> Tell:
    """Give what tells of one capacity cut, with fields of the finding changed."""

    def told(
        of: Plan | None = None, levels: dict[str, Level] | None = None, **fields: Any
    ) -> Verdict:
        subject = of or plan(CUT)
        ours = replace(rules, levels={**rules.levels, **(levels or {})})
        (section,) = analyze(subject, policies=ours.judged).sections
        (found,) = [each for each in section.findings if each.policy == "capacity-cut-sharply"]
        kept = replace(section, findings=(replace(found, **fields),))
        telling = Telling(stack=OURS, goal={f"{OURS.prefix}{CUT.address}"}, about=OURS.root)
        return telling.verdict(kept, subject, ours, Redactor(["hidden-away"]))

    return told


def test_a_finding_is_at_its_resource(tell: Tell) -> None:
    (told,) = tell().diagnostics
    assert told.urn == f"{OURS.prefix}{CUT.address}"
    assert told.level is Level.MANDATORY
    assert "Fix: " in told.message
    assert "Concerns" not in told.message


def test_what_is_not_there_any_more_is_named_in_the_text(tell: Tell) -> None:
    (told,) = tell(address=Address("a:b:C::gone")).diagnostics
    assert told.urn == OURS.root
    assert "Concerns urn:pulumi:prod::shop::a:b:C::gone" in told.message
    (whole,) = tell(address=Address(""), note="relaxed", fix="").diagnostics
    assert whole.urn == OURS.root
    assert whole.message.splitlines()[1:] == ["relaxed"]


def test_a_warning_of_a_mandatory_policy_advises(tell: Tell) -> None:
    (told,) = tell(decision=Decision.WARN).diagnostics
    assert told.level is Level.ADVISORY


def test_what_is_unknown_and_allowed_does_not_apply(tell: Tell) -> None:
    told = tell(outcome=Outcome.UNKNOWN, decision=Decision.ALLOW, reason="timed out")
    assert told.diagnostics == ()
    assert told.inapplicable[0].reason == "timed out"


def test_an_error_holds_at_the_level_told(tell: Tell) -> None:
    fields = {"outcome": Outcome.ERROR, "decision": Decision.DENY, "reason": "`when`: no"}
    (told,) = tell(**fields).diagnostics
    assert told.level is Level.MANDATORY
    assert "cannot be evaluated: `when`: no" in told.message
    (weak,) = tell(levels={"capacity-cut-sharply": Level.ADVISORY}, **fields).diagnostics
    assert weak.level is Level.ADVISORY


def test_a_run_that_is_not_whole_is_held(tell: Tell) -> None:
    whole = Completeness(doubts=("it tells hidden-away",))
    subject = plan(CUT, completeness=whole)
    _, told = tell(subject).diagnostics
    assert (told.policy, told.level) == (PACK, Level.MANDATORY)
    assert told.message == "The run is not wholly known: it tells (sensitive)"
    assert len(tell(subject, action="plan.partial").diagnostics) == 1
    assert len(tell(subject, levels={PACK: Level.DISABLED}).diagnostics) == 1
    *_, weak = tell(subject, levels={PACK: Level.ADVISORY}).diagnostics
    assert weak.level is Level.ADVISORY


def test_without_a_state_each_silent_policy_speaks(rules: Rules) -> None:
    told = without_state(Verdict(), OURS, rules, "nobody knows")
    spoken = {each.policy: each for each in told.diagnostics}
    assert spoken["data-store-deleted"].level is Level.MANDATORY
    assert spoken["data-store-deleted"].message.endswith("no prior state: nobody knows")
    assert "incident-fix" not in spoken
    assert "required-tags" not in spoken
    assert {each.policy for each in told.inapplicable} == set(spoken) - {PACK}


def test_no_text_steers_a_terminal() -> None:
    assert safe("a\x1b[2Jb\n<{%fg 1%}>") == "a\\x1b[2Jb\n< {%fg 1%}>"
