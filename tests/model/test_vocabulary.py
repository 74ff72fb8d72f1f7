"""Words, plans, facts, reports: the small values that everything is made of."""

from __future__ import annotations

import dataclasses

import pytest

from planguard.errors import (
    ConfigError,
    InputError,
    PlanFormatError,
    PlanguardError,
    PolicyError,
    SourceError,
)
from planguard.model.action import DETAILS, NO_ESTIMATE, Action, ActionId
from planguard.model.fact import Query, Unbound, ask_nobody
from planguard.model.picture import INFERRED, Edge, Line
from planguard.model.plan import Resource, module_steps
from planguard.model.source import NoSources
from planguard.model.words import Address, Decision, Mode
from planguard.testing import change


def test_decisions_are_ordered() -> None:
    ranks = [
        each.rank for each in (Decision.ALLOW, Decision.WARN, Decision.APPROVE, Decision.DENY)
    ]
    assert ranks == [0, 1, 2, 3]


def resource(module: str = "", mode: Mode = Mode.MANAGED) -> Resource:
    return Resource(
        address=Address("x"), mode=mode, type="aws_x", name="y", module=module, key="",
        provider="", values=dict,
    )  # fmt: skip


def test_addresses_of_a_resource() -> None:
    assert resource().block == "aws_x.y"
    assert resource(mode=Mode.DATA).local == "data.aws_x.y"
    inside = resource('module.a["x.y[0]"].module.b[0]')
    assert inside.block == 'module.a["x.y[0]"].module.b[0].aws_x.y'
    assert inside.config_module == "module.a.module.b"
    assert resource().config_module == ""


@pytest.mark.parametrize(
    ("module", "steps"),
    [
        ("", ()),
        ("module.a", (("a", ""),)),
        ('module.a["x.y"].module.b[0]', (("a", '["x.y"]'), ("b", "[0]"))),
        ('module.a["q\\"]"].module.b', (("a", '["q\\"]"]'), ("b", ""))),
    ],
)
def test_module_steps(module: str, steps: tuple[tuple[str, str], ...]) -> None:
    assert module_steps(module) == steps


@pytest.mark.parametrize(
    ("id_", "kind", "direction"), [("scale.down", "scale", "down"), ("other", "other", "")]
)
def test_an_action_id_has_two_parts(id_: str, kind: str, direction: str) -> None:
    action = Action(id=ActionId(id_), address=Address("a"), because="b")
    assert (action.kind, action.direction) == (kind, direction)


def test_details_stand_for_nothing_to_say() -> None:
    assert not any(value for value in DETAILS.values() if value is not NO_ESTIMATE)


def test_nobody_answers_everything() -> None:
    query = Query(topic="t.x", subject="a")
    assert ask_nobody([query]) == {query: Unbound(topic="t.x")}


def test_values_do_not_change() -> None:
    made = change("aws_x", before={"a": 1}, after={"a": 2})
    with pytest.raises(dataclasses.FrozenInstanceError):
        made.reason = "other"  # type: ignore[misc]
    assert (made.type, made.address) == ("aws_x", "aws_x.example")


def test_no_sources_know_nothing() -> None:
    none = NoSources()
    assert none.missing == "no configuration files were given"
    assert none.locals_of("", "a") == ()
    assert none.locate("", "a", "b") == ()
    assert none.lifecycle("", "a") == {}


def test_an_edge_is_carried_by_attributes_or_by_how_it_is_known() -> None:
    lines = (
        Line(attribute="a", target="t", via="reference"),
        Line(attribute="", target="t", via=INFERRED),
    )
    edge = Edge(dependent=Address("a"), dependency=Address("b"), lines=lines)
    assert edge.carriers == ("a", INFERRED)
    assert not edge.is_inferred
    assert Edge(dependent=Address("a"), dependency=Address("b"), lines=lines[1:]).is_inferred


def test_the_tree_of_errors() -> None:
    for kind in (PlanFormatError, PolicyError, ConfigError):
        assert issubclass(kind, InputError)
    assert issubclass(InputError, PlanguardError)
    assert issubclass(SourceError, PlanguardError)
    assert str(InputError("f", "p", "h")) == "f: p (h)"
    assert str(InputError("", "p")) == "p"
