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
        **_plain(section, but=("actions", "picture")),
        "verbs": {str(verb): count for verb, count in section.verbs.items()},
        "actions": [_action(each) for each in section.actions],
        "widest": max((each.reach.count for each in section.actions), default=0),
    }
    if section.picture is not None:
        told["picture"] = _picture(section.picture)
    return told


def _action(action: ActionShown) -> Mapping[str, Any]:
    """Leave out what the change beside it says anyway."""
    told = _plain(action, but=("evidence", "reach", "type", "verb"))
    return {**told, "reaches": action.reach.count}


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


def _plain(value: object, but: Iterable[str] = ()) -> Any:
    """Turn values into JSON; fields that say nothing are left out."""
    if is_dataclass(value):
        told = {f.name: _plain(getattr(value, f.name)) for f in fields(value) if f.name not in but}
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
