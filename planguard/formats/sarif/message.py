"""What a result says in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from planguard.formats.interface.wording import fact_told, reach_told, telling_ways, way_told
from planguard.model.redaction import clipped
from planguard.model.report import Finding
from planguard.model.source import Location
from planguard.model.words import Confidence, Outcome

MOST_TEXT = 4_000
"""Characters of a text that is longer than anybody writes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A finding with the plan it is about and the places it may be shown at, best first."""

    plan: str
    finding: Finding
    because: str
    """Why its action is one."""
    places: tuple[Location, ...]


def message(entry: Entry, *, several: bool) -> str:
    """Tell a finding; `several` plans have each result name its own."""
    told = [*_told(entry.finding), *_action(entry), *_around(entry.finding)]
    if entry.places[0].what == "root module":
        told.insert(1, "No line of the configuration is about it, so it is shown here.")
    if several:
        told.append(f"Plan: {entry.plan}")
    text = clipped("\n".join(told), MOST_TEXT)
    links = [
        f"[{place.what or 'related'} at line {place.line}]({number})"
        for number, place in enumerate(entry.places[1:], start=1)
    ]
    # Square brackets and parentheses in a row are a link here, and must be ours.
    return "\n".join((text.replace("](", "] ("), *links))


def _told(finding: Finding) -> Iterator[str]:
    yield _sentence(finding.message or finding.title)
    if finding.outcome is Outcome.UNKNOWN:
        yield _sentence(f"Not decided because {finding.reason}")
    elif finding.outcome is Outcome.ERROR:
        yield _sentence(f"The policy could not be evaluated: {finding.reason}")
    if finding.relaxed_by:
        yield _sentence(f"Relaxed by {finding.relaxed_by}")
    if finding.note:
        yield _sentence(finding.note)


def _action(entry: Entry) -> Iterator[str]:
    finding = entry.finding
    if not finding.action:
        return
    sure = "" if finding.confidence is Confidence.EXACT else f" ({finding.confidence})"
    because = "" if entry.because in finding.message else f": {entry.because}"
    yield _sentence(f"Action {finding.action}{sure} on {finding.address or 'the plan'}{because}")


def _around(finding: Finding) -> Iterator[str]:
    yield from (_sentence(fact_told(each)) for each in finding.facts)
    if reach := reach_told(finding):
        yield _sentence(reach[:1].upper() + reach[1:])
        yield from (_sentence(way_told(way)) for way in telling_ways(finding.reach.paths)[:2])
    if finding.fix:
        yield f"Fix: {finding.fix}"


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?", "\n")) else f"{text}."
