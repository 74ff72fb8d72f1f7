"""Builds small plans for patterns over the whole plan."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping

import pytest

from planguard.actions.interface import Overview, PlanPattern
from planguard.graph import build
from planguard.model.action import DETAILS, Action
from planguard.model.plan import (
    Change,
    Completeness,
    Configuration,
    Invocation,
    Plan,
    ProviderMove,
    Resource,
)
from planguard.model.source import NoSources
from planguard.model.standing import Since
from planguard.model.value import Value
from planguard.model.words import Address, Mode, ReplaceOrder, Verb

_ADDRESS = re.compile(
    r"(?P<module>(?:module\.[^.\[]+(?:\[(?:\d+|\"[^\"]*\")\])?\.)*)"
    r"(?P<data>data\.)?(?P<type>[^.\[]+)\.(?P<name>[^.\[]+)(?:\[(?P<key>.*)\])?"
)
_Values = Mapping[str, Value]


def _resource(address: str, values: _Values, provider: str, *, in_state: bool) -> Resource:
    match = _ADDRESS.fullmatch(address)
    assert match, address
    return Resource(
        address=Address(address),
        mode=Mode.DATA if match["data"] else Mode.MANAGED,
        type=match["type"],
        name=match["name"],
        module=match["module"].removesuffix("."),
        key=json.loads(match["key"]) if match["key"] else "",
        provider=provider,
        values=lambda: values,
        in_state=in_state,
    )


def _verb(before: _Values | None, after: _Values | None) -> Verb:
    if before is None:
        return Verb.CREATE
    return Verb.DELETE if after is None else Verb.UPDATE


@pytest.fixture
def change() -> Callable[..., Change]:
    """Give what makes a change: no `before` is a creation, no `after` a deletion."""

    def make(
        address: str,
        before: _Values | None = None,
        after: _Values | None = None,
        *,
        verb: Verb | None = None,
        order: ReplaceOrder = ReplaceOrder.NOT_REPLACED,
        provider: str = "aws",
        deposed: str = "",
        previous_address: str = "",
    ) -> Change:
        values = after or {} if before is None else before
        return Change(
            resource=_resource(address, values, provider, in_state=before is not None),
            verb=verb or _verb(before, after),
            order=order,
            before=before or {},
            after=after or {},
            deposed=deposed,
            previous_address=previous_address,
        )

    return make


@pytest.fixture
def look() -> Callable[..., list[Action]]:
    """Give what runs a pattern on a plan made of changes and of `others`, which stay."""

    def run(  # noqa: PLR0913 - a plan has that many parts
        pattern: PlanPattern,
        changes: Iterable[Change],
        *,
        others: Mapping[str, _Values] | None = None,
        drift: tuple[Change, ...] = (),
        configuration: Configuration | None = None,
        completeness: Completeness | None = None,
        invocations: tuple[Invocation, ...] = (),
        had_state: bool = True,
        secrets: frozenset[str] = frozenset(),
        since: Since | None = None,
        provider_moves: tuple[ProviderMove, ...] = (),
    ) -> list[Action]:
        known = [_resource(a, v, "aws", in_state=True) for a, v in (others or {}).items()]
        plan = Plan(
            label="plan.json",
            tool="terraform",
            tool_version="1.12.0",
            format_version="1.2",
            changes=tuple(changes),
            resources={r.address: r for r in [*known, *(c.resource for c in changes)]},
            drift=drift,
            configuration=configuration or Configuration(),
            completeness=completeness or Completeness(),
            invocations=invocations,
            had_state=had_state,
            secrets=secrets,
            provider_moves=provider_moves,
        )
        graph = build(plan, NoSources())
        found = list(
            pattern(Overview(plan=plan, graph=graph, actions=(), roles={}, live=True, since=since))
        )
        assert all(set(action.details) <= set(DETAILS) for action in found)
        return found

    return run
