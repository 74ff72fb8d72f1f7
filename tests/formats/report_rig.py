"""Reports for tests of formats: of real plans, of live state, and of parts put together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from planguard.analyze import analyze
from planguard.formats import Style, format_named
from planguard.load import load_plan, load_policies
from planguard.load.config import UNPROTECTED
from planguard.load.sources import open_sources
from planguard.model.fact import Answer, Fact, Query
from planguard.model.impact import Hop
from planguard.model.plan import Notice
from planguard.model.report import (
    ActionShown,
    ChangeShown,
    FactShown,
    Finding,
    LaneShown,
    NotEnforced,
    Operation,
    ReachShown,
    Report,
    SafePart,
    Section,
)
from planguard.model.settings import Environment, Settings
from planguard.model.source import Location
from planguard.model.value import Unknown
from planguard.model.words import (
    Address,
    Confidence,
    Decision,
    Disruption,
    Outcome,
    ReplaceOrder,
    Reversible,
    Verb,
)
from planguard.policy.reading import read_policy
from planguard.testing import change as planned
from planguard.testing import plan

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
KEPT = (
    "image-bump", "capacity-cut", "database-engine-upgraded", "data-platform-mixed",
    "drift-reverted", "secret-in-lambda-environment", "shop-mixed", "targeted-plan",
    "errored-plan", "tags-only",
)  # fmt: skip
NOW = datetime(2026, 1, 15, tzinfo=UTC)
HOSTILE = (
    "<script>alert(1)</script> </details> <!-- --> &amp; &#64;team",
    "@acme/platform and @octocat, see #12, GH-3, acme/shop#4 and deadbeef12",
    "https://evil.example/x www.evil.example me@evil.example :tada: $x$",
    "a|b \\| c || `tick` `` two ``` three ```` [x](http://e.vil) ![i](x) [^1] ~~s~~ **b** _e_",
    "- [ ] task",
    "1. one\n\n# head\n\n> quote\n\n---\n\n```\ncode\n\n| a | b |\n| - | - |\n\n    four",
    "]]> %0A ::error::x \u202e\x00\x1b[31m\u2028\ufffe\ud800 é 漢字",
    '3 failures, 12 failure and "failures": [\nFAIL - deny - x\nfailures": [1',
)
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
NO_REACH = ReachShown(count=0, types={}, owners={}, services={}, addresses=(), paths=())


def written(name: str, report: Report, *, verbose: bool = False) -> str:
    """Write a report; it must be text that a file can hold."""
    format_ = format_named(name)
    assert format_ is not None
    assert format_.name == name
    text = format_.write(report, Style(verbose=verbose))
    assert text.endswith("\n")
    assert text.encode()
    return text


@cache
def judged(case: str) -> Report:
    """Judge a fixture as its environment, with its sources and its picture."""
    folder = FIXTURES / case
    told = replace(load_plan(folder / "plan.json"), label=f"{case}/plan.json")
    name = yaml.safe_load((folder / "expected.yaml").read_text(encoding="utf-8"))["environment"]
    environment = Environment(name=name, protected=name not in UNPROTECTED)
    modules = {path: module.source for path, module in told.configuration.modules.items()}
    return analyze(
        told,
        policies=load_policies(),
        settings=Settings(environment=environment),
        sources=open_sources(folder / "after", modules),
        now=NOW,
        pictured=True,
    )


@cache
def live(load: float = 81.5) -> Report:
    """Give a report with facts, an unknown outcome and a lane that is open."""
    policies = [
        ASKS.format(id="busy", topic="load.cpu", when="fact > 60", decision="deny", more=""),
        ASKS.format(id="late", topic="load.memory", when="fact > 1", decision="deny", more=""),
        ASKS.format(
            id="step", topic="load.cpu", when="fact > 1", decision="deny", more="groups: [a]"
        ),
        ASKS.format(
            id="lane", topic="traffic.rate", when="fact < 1", decision="warn", more="relax: [a]"
        ).replace("on_unknown: approve\n", ""),
    ]
    told = {"load.cpu": load, "traffic.rate": 0.5}

    def ask(queries: Sequence[Query]) -> Mapping[Query, Answer]:
        return {query: _answer(query, told) for query in queries}

    cut = planned("aws_ecs_service", before={"desired_count": 9}, after={"desired_count": 2})
    return analyze(
        plan(cut),
        policies=[read_policy(text, text[4:8], text[4:8]) for text in policies],
        settings=Settings(environment=Environment(name="prod")),
        ask=ask,
        now=NOW,
        pictured=True,
    )


def _answer(query: Query, told: Mapping[str, float]) -> Answer:
    if query.topic not in told:
        return Unknown(reason="it did not answer")
    value = told[query.topic]
    return Fact(query=query, value=value, unit="%", observed_at=NOW, source="prom")


def finding(address: str = "aws_x.a", **fields: Any) -> Finding:
    told: dict[str, Any] = {
        "policy": "no-less",
        "title": "Less",
        "address": Address(address),
        "addresses": (Address(address),),
        "action": "scale.down",
        "outcome": Outcome.FAIL,
        "decision": Decision.DENY,
        "message": "it shrinks",
        "reason": "",
        "why": "load stays",
        "fix": "do not",
        "confidence": Confidence.EXACT,
        "facts": (),
        "locations": (Location(file="main.tf", line=3, column=1, end_line=3),),
        "evidence": (Operation(op="replace", path="/count", before="4", after="1"),),
        "reach": NO_REACH,
        "relaxed_by": "",
        "note": "",
    }
    return Finding(**{**told, **fields})


def action(address: str = "aws_x.a", **fields: Any) -> ActionShown:
    told: dict[str, Any] = {
        "id": "scale.down",
        "address": Address(address),
        "type": "aws_x",
        "verb": Verb.UPDATE,
        "paths": ("count",),
        "before": "4",
        "after": "1",
        "magnitude": 0.25,
        "because": "count falls",
        "confidence": Confidence.EXACT,
        "reversible": Reversible.YES,
        "disruption": Disruption.NONE,
        "source": "",
        "evidence": (),
        "reach": NO_REACH,
        "cause": Address(address),
        "addresses": (),
        "locations": (),
    }
    return ActionShown(**{**told, **fields})


def change(address: str = "aws_x.a", **fields: Any) -> ChangeShown:
    told: dict[str, Any] = {
        "address": Address(address),
        "type": "aws_x",
        "verb": Verb.UPDATE,
        "order": ReplaceOrder.NOT_REPLACED,
        "cause": Address(address),
        "actions": (),
    }
    return ChangeShown(**{**told, **fields})


def fact(**fields: Any) -> FactShown:
    told: dict[str, Any] = {
        "topic": "load.cpu",
        "subject": "aws_x.a",
        "value": "81 %",
        "compared": "> 60 %",
        "source": "prom",
        "observed_at": "2026-01-15T11:59:20+00:00",
        "seen": "40 s ago",
        "detail": "3 series",
    }
    return FactShown(**{**told, **fields})


def lane(**fields: Any) -> LaneShown:
    told: dict[str, Any] = {
        "lane": "incident-fix",
        "title": "Fix",
        "address": Address("aws_x.a"),
        "action": "scale.up",
        "message": "INC-7 is open",
        "relaxed": ("frozen",),
        "facts": (fact(), fact(source="", value="unknown: off")),
    }
    return LaneShown(**{**told, **fields})


def reach(*ways: str, count: int = 2) -> ReachShown:
    """Give a reach with ways told as `aws_x.a aws_x.b aws_x.c`."""
    paths = tuple(
        tuple(
            Hop(address=Address(step), attribute="role", source=f"{before}.id")
            for before, step in zip(way.split(), way.split()[1:], strict=False)
        )
        for way in ways
    )
    return ReachShown(
        count=count,
        types={"aws_x": count},
        owners={"@acme/platform": 1},
        services={"shop": 1},
        addresses=tuple(path[-1].address for path in paths),
        paths=paths,
    )


def section(**fields: Any) -> Section:
    told: dict[str, Any] = {
        "label": "plan.json",
        "tool": "terraform",
        "tool_version": "1.11.4",
        "environment": Environment(name="prod", known_from="--env"),
        "verbs": {Verb.UPDATE: 1},
        "resources": 1,
        "changes": (change(),),
        "causes": 1,
        "actions": (action(),),
        "findings": (),
        "passed": 3,
        "lanes": (),
        "not_enforced": (),
        "overridden": (),
        "notices": (),
        "decision": Decision.ALLOW,
        "undecidable": False,
    }
    return Section(**{**told, **fields})


EXITS = {Decision.ALLOW: 0, Decision.WARN: 0, Decision.APPROVE: 3, Decision.DENY: 1}


def report(*sections: Section, **fields: Any) -> Report:
    """Put sections together, or one of `fields`; the worst decision counts."""
    parts = sections or (section(**fields),)
    decision = max((each.decision for each in parts), key=lambda each: each.rank)
    worst = [each for each in parts if each.decision is decision]
    undecidable = decision is Decision.DENY and all(each.undecidable for each in worst)
    return Report(
        sections=parts, decision=decision, exit_code=4 if undecidable else EXITS[decision]
    )


def hostile(text: str) -> Report:
    """Give a report whose every text is `text`."""
    shown = fact(topic=text, value=text, source=text, detail=text)
    held = finding(
        text,
        message=text,
        title=text,
        policy=text,
        action=text,
        reason=text,
        fix=text,
        note=text,
        facts=(shown,),
        evidence=(Operation(op="replace", path=text, before=text, after=text),),
        reach=replace(reach("aws_x.a aws_x.b"), owners={text: 1}, services={text: 1}),
    )
    acting = action(text, id=text, paths=(text,), before=text, after=f"{text}!", because=text)
    off = NotEnforced(policy=text, title=text, reason=text, enable=text)
    use = lane(lane=text, address=Address(text), action=text, message=text, relaxed=(text,))
    return report(
        label=text,
        environment=Environment(name=text, known_from=text),
        findings=(held, replace(held, policy="other", decision=Decision.WARN)),
        changes=(change(text),),
        actions=(acting, replace(acting, before="", because=text)),
        lanes=(use,),
        notices=(Notice(kind=text, subject=text, text=text),),
        not_enforced=(off,),
        overridden=(off,),
        safe=SafePart(addresses=(Address(text),), command=text, caveat=text),
        decision=Decision.DENY,
    )
