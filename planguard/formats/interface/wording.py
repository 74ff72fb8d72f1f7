"""The words that several report formats share: verdict, summary, facts, ways, values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from planguard.model.impact import Hop
from planguard.model.plan import Notice
from planguard.model.report import (
    CANNOT_DECIDE,
    ActionShown,
    ChangeShown,
    FactShown,
    Finding,
    Report,
    Section,
)
from planguard.model.source import Location
from planguard.model.words import Confidence, Decision, Disruption, Outcome, Reversible, Verb

WHOLE = ("plan.", "dependency.provider", "dependency.module")
"""What the ids of actions begin with that concern the plan as a whole."""
QUIET = "cost."
"""What the ids of actions begin with that only follow from others."""
CANNOT = "cannot decide"
NOT_WHOLE = "the plan is not whole"
_VERDICT = {
    Decision.ALLOW: "allowed",
    Decision.WARN: "allowed, with warnings",
    Decision.APPROVE: "approval needed",
    Decision.DENY: "denied",
}
_SHOWN_VERBS = tuple(verb for verb in Verb if verb is not Verb.NO_OP)
_COSTLY = frozenset({Disruption.RESTART, Disruption.OUTAGE, Disruption.REPLACE})


def verdict(report: Report) -> str:
    """Say the whole decision in words."""
    return CANNOT if report.exit_code == CANNOT_DECIDE else _VERDICT[report.decision]


def section_verdict(section: Section) -> str:
    """Say the decision on one plan in words."""
    return CANNOT if section.undecidable else _VERDICT[section.decision]


def is_held(finding: Finding) -> bool:
    """Tell whether a finding stops the plan until somebody acts."""
    return finding.decision.rank >= Decision.APPROVE.rank


def held_as(finding: Finding) -> str:
    """Say how one finding came out, as `deny` or `approve (not known)`."""
    if finding.outcome is Outcome.UNKNOWN:
        return f"{finding.decision} (not known)"
    if finding.outcome is Outcome.ERROR:
        return f"{finding.decision} (policy error)"
    return str(finding.decision)


def is_held_as_a_whole(section: Section) -> bool:
    """Tell whether the decision is severer than any finding: the plan itself is not whole."""
    if section.decision.rank < Decision.APPROVE.rank:
        return False
    return all(found.decision.rank < section.decision.rank for found in section.findings)


def changes_told(section: Section) -> str:
    """Count what changes, as `3 causes, 17 changes (17 to update), of 120 resources`."""
    verbs = [
        f"{section.verbs[verb]} to {verb}" for verb in _SHOWN_VERBS if section.verbs.get(verb)
    ]
    number = sum(section.verbs.get(verb, 0) for verb in _SHOWN_VERBS)
    changes = f"{counted(number, 'change')} ({', '.join(verbs)})" if verbs else "no changes"
    causes = f"{counted(section.causes, 'cause')}, " if section.causes else ""
    return f"{causes}{changes}, of {counted(section.resources, 'resource')}"


def findings_told(section: Section) -> str:
    """Count the findings, as `2 denied, 1 needs approval`; empty when there is nothing to say."""
    found = Counter(finding.decision for finding in section.findings)
    told = []
    if number := found[Decision.DENY]:
        told.append(f"{number} denied")
    if number := found[Decision.APPROVE]:
        told.append(f"{number} need{'s' if number == 1 else ''} approval")
    if number := found[Decision.WARN]:
        told.append(counted(number, "warning"))
    if is_held_as_a_whole(section):
        told.append(NOT_WHOLE)
    return ", ".join(told)


def counted(number: int, thing: str) -> str:
    """Give a number with its noun."""
    return f"{number} {thing}{'' if number == 1 else 's'}"


def place_told(locations: Sequence[Location]) -> str:
    """Give the most precise place as `main.tf:3`; empty when none is known."""
    return f"{locations[0].file}:{locations[0].line}" if locations else ""


def in_repository(file: str) -> bool:
    """Leave out what lies elsewhere, and what `init` put beside the configuration."""
    steps = file.split("/")
    return not (steps[0] in {"", ".."} or steps[0].endswith(":") or ".terraform" in steps)


def fact_told(fact: FactShown) -> str:
    """Write a fact as `load.cpu 81 % > 60 %, prometheus, 40 s ago (3 series)`."""
    if not fact.source:
        return f"{fact.topic}: {fact.value}"
    limit = f" {fact.compared}" if fact.compared else ""
    detail = f" ({fact.detail})" if fact.detail else ""
    told = ", ".join(filter(None, (f"{fact.topic} {fact.value}{limit}", fact.source, fact.seen)))
    return told + detail


def reach_told(finding: Finding) -> str:
    """Say how far a finding reaches; empty when it reaches nothing."""
    reach = finding.reach
    if not reach.count:
        return ""
    services = f", services {', '.join(sorted(reach.services))}" if reach.services else ""
    owners = f", owners {', '.join(sorted(reach.owners))}" if reach.owners else ""
    return f"reaches {counted(reach.count, 'other resource')}{services}{owners}"


def way_told(way: Iterable[Hop]) -> str:
    """Write a way as `a.arn -> b (role) ~> c`; `~>` is inferred."""
    hops = list(way)
    steps = [hops[0].source if hops else ""]
    for hop in hops:
        by = f" ({hop.attribute})" if hop.attribute else ""
        steps.append(f"{'~>' if hop.inferred else '->'} {hop.address}{by}")
    return " ".join(steps)


def telling_ways(ways: Sequence[tuple[Hop, ...]]) -> list[tuple[Hop, ...]]:
    """Leave out the ways that only begin another one, or stand there twice."""
    distinct = list(dict.fromkeys(ways))
    return [way for way in distinct if not any(_begins(way, other) for other in distinct)]


def _begins(way: tuple[Hop, ...], other: tuple[Hop, ...]) -> bool:
    return len(way) < len(other) and other[: len(way)] == way


def costs_told(action: ActionShown) -> str:
    """Say what an action costs its users and how surely it is known, as `outage, loses data`."""
    costs = [str(action.disruption)] if action.disruption in _COSTLY else []
    if action.reversible is Reversible.NO:
        costs.append("irreversible")
    elif action.reversible is Reversible.WITH_DATA_LOSS:
        costs.append("loses data")
    if action.confidence is not Confidence.EXACT:
        costs.append(str(action.confidence))
    return ", ".join(costs)


def is_telling(action: ActionShown) -> bool:
    """Leave out costs, which only follow, and the bare fact that something comes or goes."""
    if action.id.startswith(QUIET):
        return False
    return action.id != "other" or action.verb is Verb.UPDATE


def in_telling_order(
    rows: Sequence[ChangeShown], by_address: Mapping[str, Sequence[ActionShown]]
) -> list[ChangeShown]:
    """
    Put causes before what follows from them, and what means something before what does not.

    Otherwise the plan's own order is kept.
    """
    place = {row.address: number for number, row in enumerate(rows)}
    dull: dict[str, bool] = {}
    for row in rows:
        means_nothing = all(a.id.startswith("other") for a in by_address[row.address])
        dull[row.cause] = dull.get(row.cause, True) and means_nothing
    return sorted(
        rows,
        key=lambda row: (
            dull[row.cause],
            place.get(row.cause, place[row.address]),
            row.address != row.cause,
        ),
    )


def notices_told(notices: Iterable[Notice]) -> list[str]:
    """Write notices, those that say the same of several objects as one."""
    told: dict[tuple[str, str], list[str]] = {}
    for notice in notices:
        told.setdefault((notice.kind, notice.text), []).append(notice.subject)
    return [_notice(*each, subjects) for each, subjects in told.items()]


def _notice(kind: str, text: str, subjects: Sequence[str]) -> str:
    more = f" ({len(subjects) - 1} more likewise)" if len(subjects) > 1 else ""
    if text.startswith(f"{kind} "):
        return f"{text}{more}"
    return f"{kind}: {subjects[0]} {text}{more}" if subjects[0] else f"{kind}: {text}{more}"
