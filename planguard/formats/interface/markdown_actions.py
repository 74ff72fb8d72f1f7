"""Writes what changes for Markdown: rows of a table, and changed values."""

from __future__ import annotations

from collections.abc import Sequence

from planguard.formats.interface import Style
from planguard.formats.interface.markdown_text import code, prose, row
from planguard.formats.interface.wording import WHOLE, costs_told, in_telling_order, is_telling
from planguard.model.redaction import clipped
from planguard.model.report import ActionShown, ChangeShown, Operation, Section
from planguard.model.words import ReplaceOrder, Verb

ACTIONS_HEAD = (
    "| Change | Address | Action | Before → after | Reach |\n| --- | --- | --- | --- | ---: |\n"
)
_VALUE, _LONG_VALUE = 60, 400
"""Characters of a value in the table, and in the evidence."""


def action_rows(section: Section, style: Style) -> list[str]:
    """Give the rows of the table of actions: causes first, costs only in a verbose one."""
    by_address: dict[str, list[ActionShown]] = {}
    for action in section.actions:
        if not action.id.startswith(WHOLE):
            by_address.setdefault(action.address, []).append(action)
    changes = [change for change in section.changes if change.address in by_address]
    return [
        _action_row(change, action)
        for change in in_telling_order(changes, by_address)
        for action in _worth_telling(by_address[change.address], style)
    ]


def _worth_telling(actions: Sequence[ActionShown], style: Style) -> list[ActionShown]:
    telling = [action for action in actions if style.verbose or is_telling(action)]
    return telling or list(actions[:1])


def _action_row(change: ChangeShown, action: ActionShown) -> str:
    verb = str(change.verb)
    if change.verb is Verb.REPLACE and change.order is not ReplaceOrder.NOT_REPLACED:
        verb += f" ({change.order})"
    address = code(clipped(change.address, 300))
    if change.cause != change.address:
        address += f" after {code(clipped(change.cause, 300))}"
    costs = costs_told(action)
    return row(
        verb,
        address,
        f"{code(action.id)}{f' ({costs})' if costs else ''}",
        _values(action),
        str(action.reach.count or ""),
    )


def _values(action: ActionShown) -> str:
    sides = action.before, action.after
    documents = any(len(side) > _VALUE and side[0] in "{[" for side in sides)
    if not action.paths or action.before == action.after or action.id == "other" or documents:
        return prose(clipped(action.because, 300))
    path = code(clipped(action.paths[0], 120))
    before, after = (code(clipped(side or '""', _VALUE)) for side in sides)
    times = f" (x{action.magnitude:.3g})" if action.magnitude is not None else ""
    return f"{path}: {before} → {after}{times}"


def operation_told(each: Operation) -> str:
    """Write one changed attribute: what is done where, before and after."""
    values = [code(clipped(side, _LONG_VALUE)) for side in (each.before, each.after) if side]
    told = f": {' → '.join(values)}" if values else ""
    return f"{prose(each.op)} {code(clipped(each.path, 300))}{told}"
