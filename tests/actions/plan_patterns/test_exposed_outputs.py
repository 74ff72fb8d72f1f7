from __future__ import annotations

import pytest

from planguard.actions.interface import Overview
from planguard.actions.plan_patterns.exposed_outputs import find
from planguard.graph import build
from planguard.model.plan import OutputChange
from planguard.model.source import NoSources
from planguard.model.value import Sensitive, Unknown, Value
from planguard.model.words import Verb
from planguard.testing import plan

SECRET = "Qx7-kQ9z/Lm2+Tr5"  # noqa: S105 - made up


def _names(name: str, before: Value, after: Value, verb: Verb = Verb.UPDATE) -> list[str]:
    output = OutputChange(name=name, verb=verb, before=before, after=after)
    subject = plan(outputs=(output,), secrets=frozenset({SECRET, "production", "eu-west-1"}))
    overview = Overview(
        plan=subject, graph=build(subject, NoSources()), actions=(), roles={}, live=False
    )
    found = list(find(overview))
    assert all(SECRET not in f"{action.because}{action.after}" for action in found)
    return [action.id for action in found]


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("url", None, f"{SECRET}"),
        ("all", None, {"a": ["x", SECRET]}),
        ("key", "x", "AKIAIOSFODNN7ABCDEFG"),
        ("db_password", None, "tr0ub4dor-and-3-horses"),
        ("user", Sensitive("somebody"), "somebody"),
    ],
)
def test_an_output_that_shows_a_secret(name: str, before: Value, after: Value) -> None:
    assert _names(name, before, after) == ["secret.expose"]


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("url", None, Sensitive(SECRET)),
        ("all", None, {"a": [Sensitive(SECRET)]}),
        ("env", None, "production"),
        ("region", None, "eu-west-1"),
        ("db_password", None, Unknown()),
        ("same", {"a": SECRET}, {"a": SECRET, "b": "x"}),
        ("number", 1, 2),
        ("unknown", Sensitive("somebody"), Unknown()),
        ("secret_arn", None, "arn:aws:secretsmanager:eu-west-1:123456789012:secret:shop"),
    ],
)
def test_an_output_that_shows_none(name: str, before: Value, after: Value) -> None:
    assert _names(name, before, after) == []


def test_an_output_that_goes_shows_nothing() -> None:
    assert _names("url", None, SECRET, Verb.DELETE) == []
