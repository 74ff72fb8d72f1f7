"""
The change undoes something that was done outside the tool.

Refreshing found that an object is not as it was applied (`resource_drift`), and the plan puts
those attributes back to what they were, with nothing new in the configuration asking for it: the
planned value is the one last applied. Somebody may have raised a capacity or opened a port in an
emergency, and the apply takes it back without a word in the diff of the code. An object that was
deleted outside and is created again counts too.

Only attributes the change touches count, and only differences that mean something: normalised
values, computed attributes and tags do not.

One action for each object. `paths` are the attributes put back, `before` and `after` the values
found and planned at the first of them. Details: `count`, the attributes put back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from planguard.actions.interface import Overview
from planguard.model.action import Action
from planguard.model.difference import same
from planguard.model.plan import Change
from planguard.model.value import Path, Value, at, holds_unknown, path_text
from planguard.model.words import Address, Mode, Verb

_QUIET = frozenset({"tags", "tags_all", "labels", "effective_labels", "terraform_labels"})
_ON_THE_MACHINE = frozenset({"local_file", "local_sensitive_file"})
"""What the next machine that plans never has, and makes again."""
_MOST_NAMED = 4
_CHANGING = frozenset({Verb.UPDATE, Verb.REPLACE})


def find(overview: Overview) -> Iterator[Action]:
    """Give `plan.drift-revert` for every object the plan puts back."""
    drifted = {
        drift.address: drift
        for drift in overview.plan.drift
        if drift.resource.mode is Mode.MANAGED and not drift.deposed
    }
    if not drifted:
        return
    for change in overview.plan.changes:
        drift = drifted.get(change.address) or drifted.get(Address(change.previous_address))
        if drift is None or change.deposed:
            continue
        if drift.verb is Verb.DELETE and change.verb is Verb.CREATE:
            if change.resource.type not in _ON_THE_MACHINE:
                yield overview.action(
                    "plan.drift-revert",
                    (change.address,),
                    f"{change.address} was deleted outside the tool and is created again",
                )
        elif change.verb in _CHANGING and (paths := _put_back(drift, change)):
            yield overview.action(
                "plan.drift-revert",
                (change.address,),
                f"{_listed(paths)} of {change.address} changed outside the tool "
                "and the plan puts it back to what was last applied",
                paths=paths,
                before=at(change.before, paths[0]),
                after=at(change.after, paths[0]),
                details={"count": len(paths)},
            )


def _put_back(drift: Change, change: Change) -> tuple[Path, ...]:
    """List where the drift goes from applied to found and the change from found to applied."""
    return tuple(
        path
        for path, applied, found in _differences(drift.before, drift.after)
        if same(at(change.before, path), found) and _same_again(at(change.after, path), applied)
    )


def _same_again(planned: Value, applied: Value) -> bool:
    return not holds_unknown(planned) and same(planned, applied)


def _differences(
    before: Mapping[str, Value], after: Mapping[str, Value]
) -> Iterator[tuple[Path, Value, Value]]:
    """Give the smallest parts that differ in meaning; lists are compared whole."""
    names = [name for name in {**before, **after} if name not in _QUIET]
    stack: list[tuple[Path, Value, Value]] = [
        ((name,), before.get(name), after.get(name)) for name in reversed(names)
    ]
    while stack:
        path, old, new = stack.pop()
        if same(old, new):
            continue
        if isinstance(old, Mapping) and isinstance(new, Mapping):
            inside = [((*path, name), old.get(name), new.get(name)) for name in {**old, **new}]
            stack.extend(reversed(inside))
        else:
            yield path, old, new


def _listed(paths: tuple[Path, ...]) -> str:
    names = [path_text(path) for path in paths[:_MOST_NAMED]]
    more = len(paths) - len(names)
    return ", ".join(names) + (f" and {more} more" if more else "")
