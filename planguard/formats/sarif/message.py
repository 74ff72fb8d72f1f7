"""What a result says in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planguard.model.impact import Hop
from planguard.model.report import FactShown, Finding, ReachShown, Section
from planguard.model.source import Location
from planguard.model.words import Confidence, Outcome

MOST_TEXT = 4_000
"""Characters of a text that is longer than anybody writes."""
MOST_NAMED = 20
"""Names in a row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A finding with the plan it is about and the places it may be shown at, best first."""

    section: Section
    finding: Finding
    places: tuple[Location, ...]


def message(entry: Entry, *, several: bool) -> str:
    """Tell a finding; `several` plans have each result name its own."""
    finding = entry.finding
    told = [_sentence(finding.message or finding.title)]
    if finding.outcome is Outcome.UNKNOWN:
        told.append(_sentence(f"Not decided because {finding.reason}"))
    elif finding.outcome is Outcome.ERROR:
        told.append(_sentence(f"The policy could not be evaluated: {finding.reason}"))
    if finding.relaxed_by:
        told.append(_sentence(f"Relaxed by {finding.relaxed_by}"))
    if finding.note:
        told.append(_sentence(finding.note))
    told.extend(_action(entry))
    told += [_sentence(_fact(each)) for each in finding.facts]
    told.extend(_reach(finding.reach))
    if finding.fix:
        told.append(f"Fix: {finding.fix}")
    if several:
        told.append(f"Plan: {entry.section.label}")
    text = cut("\n".join(told), MOST_TEXT)
    # Square brackets and parentheses in a row are a link here, and must be ours.
    links = [
        f"[{place.what or 'related'} {place.file}:{place.line}]({number})".replace("[[", "[")
        for number, place in enumerate(entry.places[1:], start=1)
    ]
    return "\n".join((text.replace("](", "] ("), *links))


def _action(entry: Entry) -> Iterator[str]:
    finding = entry.finding
    if not finding.action:
        return
    because = next(
        (
            each.because
            for each in entry.section.actions
            if each.id == finding.action and each.address == finding.address
        ),
        "",
    )
    sure = "" if finding.confidence is Confidence.EXACT else f" ({finding.confidence})"
    why = f": {because}" if because and because not in finding.message else ""
    yield _sentence(f"Action {finding.action}{sure} on {finding.address or 'the plan'}{why}")


def _fact(fact: FactShown) -> str:
    limit = f" (limit {fact.compared})" if fact.compared else ""
    detail = f" ({fact.detail})" if fact.detail else ""
    told = (f"{fact.topic}: {fact.value}{limit}", fact.source, fact.seen)
    return ", ".join(filter(None, told)) + detail


def _reach(reach: ReachShown) -> Iterator[str]:
    if not reach.count:
        return
    told = [f"Reaches {reach.count} other resource{'' if reach.count == 1 else 's'}"]
    for title, names in (("services", reach.services), ("owners", reach.owners)):
        if names:
            told.append(f"{title} {', '.join(sorted(names)[:MOST_NAMED])}")
    yield _sentence(", ".join(told))
    for way in reach.paths[:2]:
        yield _sentence(_way(way))


def _way(way: Sequence[Hop]) -> str:
    steps = [way[0].source] if way else []
    for hop in way:
        by = f" because of its {hop.attribute}" if hop.attribute else ""
        steps.append(f"{'~>' if hop.inferred else '->'} {hop.address}{by}")
    return " ".join(steps)


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?", "\n")) else f"{text}."


def cut(text: str, most: int) -> str:
    """Cut a text that is longer than `most` characters."""
    return text if len(text) <= most else f"{text[: most - 1]}…"
