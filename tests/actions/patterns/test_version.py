from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import pytest

from planguard.actions.interface import Rule, version
from planguard.actions.patterns import version as version_pattern
from planguard.actions.values.end_of_life import CHECKED
from planguard.model.action import Action
from planguard.model.value import Sensitive, Unknown, Value
from planguard.model.words import Confidence, Verb

Compare: TypeAlias = Callable[..., list[Action]]
Ids: TypeAlias = Callable[..., list[str]]
RULE = version("v", newer="deploy.version", older="deploy.rollback")
IMAGE = version("v", newer="deploy.version", older="deploy.rollback", what="image")
HASH = version("v", newer="deploy.version", older="deploy.rollback", what="hash")
RUNTIME = version("v", newer="dependency.runtime", what="runtime")
NEWER, OLDER = ["deploy.version"], ["deploy.rollback"]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("1.4.2", "1.4.3", NEWER),
        ("1.4.3", "1.4.2", OLDER),
        (14, 13, OLDER),
        ("abc", "abd", NEWER),
        (None, "1.4.2", NEWER),
        ("1.4.2", None, NEWER),
        ("1.4.2", Unknown(), NEWER),
        ("1.4.2", Sensitive("1.4.1"), NEWER),
        ("1.4", "1.4", []),
        ("~> 2.0", "~> 1.0", OLDER),
        ("~> 2.0", ">= 1.0", NEWER),
    ],
)
def test_direction(ids: Ids, before: Value, after: Value, expected: list[str]) -> None:
    assert ids(RULE, {"v": before}, {"v": after}) == expected


@pytest.mark.parametrize(
    ("before", "after", "expected", "details"),
    [
        ("r/a:1.4.2", "r/a:1.4.3", NEWER, ("1.4.2", "1.4.3", "patch", False)),
        ("r/a:1.4.2", "r/a:1.3.9", OLDER, ("1.4.2", "1.3.9", "minor", False)),
        ("r/a:1.4.2", "r/b:1.3.9", NEWER, ("1.4.2", "1.3.9", "other", False)),
        ("r/a:142", "r/a:141", OLDER, ("142", "141", "other", False)),
        ("r/a:1.4.2", "r/a:latest", NEWER, ("1.4.2", "latest", "other", True)),
        ("r/a:1.4.2", "r/a", NEWER, ("1.4.2", "", "other", True)),
        ("r/a@sha256:1", "r/a@sha256:2", NEWER, ("sha256:1", "sha256:2", "other", False)),
        ("r/a:1@sha256:1", "r/a:1@sha256:2", NEWER, ("1", "1", "other", False)),
    ],
)
def test_image(
    compare: Compare, before: str, after: str, expected: list[str], details: tuple[Value, ...]
) -> None:
    [action] = compare(IMAGE, {"v": before}, {"v": after})
    names = ("from_version", "to_version", "version_step", "mutable_tag")
    assert [action.id] == expected
    assert tuple(action.details[name] for name in names) == details


def test_unlisted(ids: Ids) -> None:
    assert ids(Rule(pattern="version", path="v"), {"v": "2.0"}, {"v": "1.0"}) == []


def test_hashes_never_order(ids: Ids) -> None:
    assert ids(HASH, {"v": "2.0"}, {"v": "1.0"}) == NEWER


def test_runtime(compare: Compare) -> None:
    rule = version("runtime", newer="dependency.runtime", what="runtime")
    type_ = "aws_lambda_function"
    [action] = compare(rule, {"runtime": "python3.9"}, {"runtime": "python3.12"}, type_=type_)
    assert action.details["end_of_life"] == "2028-10-31"
    [action] = compare(rule, {"runtime": "python3.9"}, {"runtime": "python9.9"}, type_=type_)
    assert "end_of_life" not in action.details
    [action] = compare(RUNTIME, {"v": "python3.9"}, {"v": "python3.12"})
    assert "end_of_life" not in action.details


def test_the_documentation_says_how_old_the_dates_are() -> None:
    assert CHECKED in (version_pattern.__doc__ or "")


def test_image_end_of_life(compare: Compare) -> None:
    [action] = compare(IMAGE, {"v": "node:14-alpine"}, {"v": "node:16-alpine"})
    assert action.details["end_of_life"] == "2023-09-11"
    [action] = compare(IMAGE, {"v": "shop/node:14"}, {"v": "shop/node:16"})
    assert "end_of_life" not in action.details


@pytest.mark.parametrize(
    ("engine", "before", "after", "step"),
    [
        ("postgres", "13.4", "13.10", "minor"),
        ("mysql", "8.0.35", "8.4.1", "major"),
        (None, "8.0.35", "8.4.1", "minor"),
    ],
)
def test_engine(compare: Compare, engine: str | None, before: str, after: str, step: str) -> None:
    [action] = compare(RULE, {"v": before, "engine": engine}, {"v": after})
    assert (action.details["version_step"], action.details["version_order"]) == (step, "up")


def test_unknown(compare: Compare) -> None:
    [action] = compare(IMAGE, {"v": "a:1"}, {"v": Unknown()}, origins={"v": ("x.y.z",)})
    assert action.confidence is Confidence.INFERRED
    assert isinstance(action.details["to_version"], Unknown)
    [action] = compare(RULE, {"v": "1"}, {"v": Sensitive("4711")}, verb=Verb.UPDATE)
    assert "4711" not in repr(action)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("arn:aws:ecs:eu-west-1:1:task-definition/a:12", "arn:aws:ecs:eu-west-1:1:task-definition/a:13",
         "deploy.version"),
        ("a:12", "a:9", "deploy.rollback"),
        ("a:12", "b:9", "deploy.version"),
        ("a:12", "a", "deploy.version"),
    ],
)  # fmt: skip
def test_revisions_order_within_a_family(ids: Ids, before: str, after: str, expected: str) -> None:
    rule = version("t", newer="deploy.version", older="deploy.rollback", what="revision")
    assert ids(rule, {"t": before}, {"t": after}) == [expected]
