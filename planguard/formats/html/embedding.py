"""The report as data inside the page: JSON that no text in it can end."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from planguard.formats.html.plain import verdict
from planguard.model.picture import Picture
from planguard.model.report import ActionShown, Report, Section

_ESCAPED = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&"}
"""What could end a script element or begin a comment in it; ASCII alone rules out the rest."""
_OF_A_SECTION = (
    "label", "tool", "tool_version", "environment", "decision", "undecidable", "causes", "passed",
    "changes", "safe", "lanes", "notices", "overridden", "not_enforced",
)  # fmt: skip
_OF_A_FINDING = (
    "policy", "title", "address", "addresses", "outcome", "decision", "message", "reason", "why",
    "fix", "confidence", "facts", "locations", "reach", "relaxed_by", "note",
)  # fmt: skip
_OF_AN_ACTION = (
    "id", "address", "addresses", "paths", "before", "after", "magnitude", "because", "confidence",
    "reversible", "disruption", "locations",
)  # fmt: skip
_ALWAYS = frozenset({"address", "id", "label", "policy"})
"""Fields that the page finds other things by."""
_DULL: tuple[object, ...] = ("", [], {})
"""What the page takes for granted where a field is missing, besides None and false."""


def embedded(report: Report) -> str:
    """Give what the page shows as ASCII JSON without `<`, `>` or `&`."""
    document = {
        "verdict": verdict(report),
        "decision": report.decision,
        "exit_code": report.exit_code,
        "sections": [_section(each) for each in report.sections],
    }
    return json.dumps(document, separators=(",", ":")).translate(_ESCAPED)


def _section(section: Section) -> Mapping[str, Any]:
    told = {
        **_plain(section, only=_OF_A_SECTION),
        "findings": [_plain(each, only=_OF_A_FINDING) for each in section.findings],
        "actions": [_action(each) for each in section.actions],
        "widest": max((each.reach.count for each in section.actions), default=0),
    }
    if section.picture is not None:
        told["picture"] = _picture(section.picture)
    return told


def _action(action: ActionShown) -> Mapping[str, Any]:
    """Leave out what the change beside it says anyway."""
    return {**_plain(action, only=_OF_AN_ACTION), "reaches": action.reach.count}


def _picture(picture: Picture) -> Mapping[str, Any]:
    """Name the ends of edges by their nodes' positions: addresses are long."""
    place = {node.address: number for number, node in enumerate(picture.nodes)}
    return {
        "nodes": [_plain(node) for node in picture.nodes],
        "edges": [
            [place[edge.dependency], place[edge.dependent], [_plain(each) for each in edge.lines]]
            for edge in picture.edges
        ],
        "left_out": picture.left_out,
    }


def _plain(value: object, only: Iterable[str] = ()) -> Any:
    """Turn values into JSON, `only` some fields if named; those that say nothing are left out."""
    if is_dataclass(value):
        names = only or [each.name for each in fields(value)]
        told = {name: _plain(getattr(value, name)) for name in names}
        return {
            name: inner for name, inner in told.items() if name in _ALWAYS or not _is_dull(inner)
        }
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return value


def _is_dull(value: object) -> bool:
    return value is None or value is False or value in _DULL
