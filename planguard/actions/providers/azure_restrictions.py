"""Reads the lists by which Azure's apps and services say who may come, and who may not."""

from __future__ import annotations

from collections.abc import Mapping

from planguard.actions.providers.azure_traffic import field
from planguard.actions.values.ranges import Opening
from planguard.actions.values.scalar import is_hidden, number_of, word_of
from planguard.actions.values.traffic import Filter, Hidden, Wall, filters_of
from planguard.model.value import Value

DEFAULT = float("inf")
"""Where the rule stands that holds for everybody whom no other names."""
_ANYBODY = (Opening(source="0.0.0.0/0"), Opening(source="::/0"))
_EVERYBODY = frozenset({"*", "any", "internet"})
_PASSING = (
    *("", "ipAddress", "ipAddressRange", "ipAddressOrRange", "iPAddressOrRange", "ipMask"),
    *("value", "vnetSubnetResourceId", "virtualNetworkSubnetId", "serviceTag"),
)


def restrictions_wall(value: Value, default: Value = None) -> Wall:
    """
    Read a list of those who may come, or may not, as ranges or blocks, in the order of priorities.

    `default` says what holds for everybody else: `Allow` or `Deny`. Where it says neither an empty
    list lets everybody in, and so does one that only refuses.

    Source: https://learn.microsoft.com/azure/app-service/overview-access-restrictions,
    https://learn.microsoft.com/azure/container-apps/ip-restrictions
    """
    filters: list[Filter] = []
    hidden: list[Hidden] = []
    for position, item in enumerate(value if isinstance(value, list | tuple) else (value,)):
        block = item if isinstance(item, Mapping) else {"": item}
        denies = word_of(field(block, "action")) == "deny"
        order = number_of(field(block, "priority"))
        for source in (field(block, name) for name in _PASSING):
            if is_hidden(source) and not denies:
                hidden.append(Hidden(attribute="", value=source))
            elif isinstance(source, str) and source:
                everybody = source.lower() in _EVERYBODY
                openings = _ANYBODY if everybody else (Opening(source=source),)
                filters += filters_of(
                    openings, denies=denies, order=position if order is None else order
                )
    let_in = bool(hidden) or any(not each.denies for each in filters)
    word = word_of(default)
    if word == "allow" or (word != "deny" and not let_in):
        filters += filters_of(_ANYBODY, order=DEFAULT)
    return Wall(filters=tuple(filters), hidden=tuple(hidden))
