"""
Says what a change means that only takes over what another one brings.

A service that gets the new revision of a task definition goes back to older code where the
revision does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from planguard.model.action import Action, ActionId
from planguard.model.value import Unknown
from planguard.model.words import Address

_NEW, _OLDER = ActionId("deploy.version"), ActionId("deploy.rollback")


def followed(found: Iterable[Action]) -> Iterator[Action]:
    """Take a version that nobody knows yet for a rollback where all it comes from goes back."""
    actions = tuple(found)
    brought: dict[Address, set[ActionId]] = defaultdict(set)
    for action in actions:
        if action.id in {_NEW, _OLDER}:
            brought[action.address].add(action.id)
    back = {address for address, ids in brought.items() if ids == {_OLDER}}
    for action in actions:
        after = action.after
        goes_back = (
            action.id == _NEW
            and isinstance(after, Unknown)
            and bool(after.origins)
            and all(_address(origin, back) for origin in after.origins)
        )
        yield replace(action, id=_OLDER) if goes_back else action


def _address(origin: str, addresses: set[Address]) -> bool:
    """Tell whether `address.attribute` is of one of the addresses; both may hold points."""
    return any(origin.startswith(f"{address}.") for address in addresses)
