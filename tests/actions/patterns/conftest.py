"""Builds small subjects for patterns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

import pytest

from planguard.actions.interface import Rule, Subject
from planguard.actions.patterns import PATTERNS
from planguard.graph import DependencyGraph
from planguard.model.action import Action
from planguard.model.plan import Change, Resource
from planguard.model.value import Path, Value
from planguard.model.words import Address, Mode, Verb

Origins: TypeAlias = Mapping[str, tuple[str, ...]]


class _Graph(DependencyGraph):
    """A graph that knows where values come from, by the first step of their path."""

    def __init__(self, origins: Origins) -> None:
        self._told = origins

    def origins(self, address: Address, path: Path) -> tuple[str, ...]:
        assert address == "t.a"
        return self._told.get(str(path[0]) if path else "", ())


@pytest.fixture
def compare() -> Callable[..., list[Action]]:
    """Give what runs the pattern of a rule on one change."""

    def run(
        rule: Rule,
        before: Mapping[str, Value],
        after: Mapping[str, Value],
        *,
        verb: Verb = Verb.UPDATE,
        origins: Origins | None = None,
        secrets: frozenset[str] = frozenset(),
        type_: str = "t",
    ) -> list[Action]:
        resource = Resource(
            address=Address("t.a"),
            mode=Mode.MANAGED,
            type=type_,
            name="a",
            module="",
            key="",
            provider="",
            values=lambda: before,
        )
        change = Change(resource=resource, verb=verb, before=before, after=after)
        subject = Subject(change=change, graph=_Graph(origins or {}), secrets=secrets)
        return list(PATTERNS[rule.pattern](subject, rule))

    return run


@pytest.fixture
def ids(compare: Callable[..., list[Action]]) -> Callable[..., list[str]]:
    """Give only the ids of the actions."""

    def run(*args: object, **options: object) -> list[str]:
        return [action.id for action in compare(*args, **options)]

    return run
