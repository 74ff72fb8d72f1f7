from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeAlias

import pytest

from planguard.actions.plan_patterns import dependencies
from planguard.model.action import Action
from planguard.model.plan import Change, ProviderMove
from planguard.model.standing import Called, Requirement, Since, Standing

Look: TypeAlias = Callable[..., list[Action]]
AWS = "registry.terraform.io/hashicorp/aws"
OTHER = "registry.terraform.io/other/aws"
_Requirements: TypeAlias = Mapping[tuple[str, str], Requirement]


def _since(before: Standing, now: Standing) -> Since:
    return Since(label="main (1a2b3c4)", before=before, now=now)


def _need(constraint: str, source: str = AWS) -> _Requirements:
    return {("", "aws"): Requirement(source, constraint)}


def _told(actions: list[Action]) -> list[tuple[object, ...]]:
    names = ("dependency_change", "version_order", "version_step")
    return [tuple(action.details.get(name, "") for name in names) for action in actions]


def test_nothing_is_claimed_without_a_before(look: Look) -> None:
    assert look(dependencies.find, []) == []
    empty = Standing()
    now = Standing(required=_need("~> 5.0"), locked={AWS: "5.1.0"})
    assert look(dependencies.find, [], since=_since(empty, now)) == []


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        ("5.90.0", "6.1.0", [("version", "up", "major")]),
        ("5.90.0", "5.91.0", [("version", "up", "minor")]),
        ("5.90.0", "5.89.0", [("version", "down", "minor")]),
        ("5.90.0", "5.90.0", []),
    ],
)
def test_the_lock_file(
    look: Look, before: str, now: str, expected: list[tuple[object, ...]]
) -> None:
    sides = [Standing(locked={AWS: version}) for version in (before, now)]
    found = look(dependencies.find, [], since=_since(*sides))
    assert _told(found) == expected
    assert all(action.id == "dependency.provider" and not action.address for action in found)


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        ("~> 5.0", "~> 6.0", [("version", "up", "major")]),
        ("~> 5.0", "~> 5.20", [("constraint", "", "other")]),
        ("~> 5.0", ">= 5.0", [("widened", "", "other")]),
        ("~> 5.0", "", [("widened", "", "other")]),
        ("~> 5.0", "~> 5.0", []),
    ],
)
def test_constraints(
    look: Look, before: str, now: str, expected: list[tuple[object, ...]]
) -> None:
    sides = [Standing(required=_need(constraint)) for constraint in (before, now)]
    assert _told(look(dependencies.find, [], since=_since(*sides))) == expected


def test_the_lock_file_goes_before_constraints(look: Look) -> None:
    before = Standing(required=_need("~> 5.0"), locked={AWS: "5.1.0"})
    now = Standing(required=_need("~> 5.1"), locked={AWS: "5.1.0"})
    assert look(dependencies.find, [], since=_since(before, now)) == []
    wide = replace(now, required=_need(">= 5.0"))
    [action] = look(dependencies.find, [], since=_since(before, wide))
    assert action.details["dependency_change"] == "widened"


def test_another_source_is_no_new_provider(look: Look) -> None:
    before = Standing(required=_need("~> 5.0"), locked={AWS: "5.1.0"})
    now = Standing(required=_need("~> 5.0", OTHER), locked={OTHER: "5.1.0"})
    [action] = look(dependencies.find, [], since=_since(before, now))
    assert action.details["dependency_change"] == "source"
    assert "instead of" in action.because


def test_a_new_provider(look: Look) -> None:
    before, now = Standing(locked={AWS: "5.1.0"}), Standing(locked={AWS: "5.1.0", OTHER: "1.0.0"})
    [action] = look(dependencies.find, [], since=_since(before, now))
    assert (action.details["dependency_change"], action.details["dependency"]) == ("added", OTHER)
    fresh = {**_need("~> 5.0"), ("", "own"): Requirement(OTHER, "")}
    sides = Standing(required=_need("~> 5.0")), Standing(required=fresh)
    [action] = look(dependencies.find, [], since=_since(*sides))
    assert action.details["dependency_change"] == "added"


GIT = "git::https://git.example.com/org/net.git?ref="


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        (("a/b/c", "~> 1.0"), ("a/b/c", "~> 2.0"), [("version", "up", "major")]),
        (("a/b/c", "~> 1.0"), ("a/b/c", "~> 1.4"), [("constraint", "", "other")]),
        (("a/b/c", "~> 1.0"), ("a/b/c", ">= 1.0"), [("unpinned", "", "other")]),
        (("a/b/c", ">= 1.0, < 2"), ("a/b/c", ">= 1.0, < 3"), [("widened", "", "other")]),
        (("a/b/c", "1.0.0"), ("d/b/c", "1.0.0"), [("source", "", "other")]),
        (("a/b/c", "1.0.0"), ("r.example.com/a/b/c", "1.0.0"), [("host", "", "other")]),
        (("a/b/c", "1.0.0"), ("./m", ""), [("source", "", "other")]),
        (("./m", ""), ("./n", ""), []),
        ((f"{GIT}v1.0.0", ""), (f"{GIT}v1.1.0", ""), [("version", "up", "minor")]),
        ((f"{GIT}main", ""), (f"{GIT}next", ""), [("ref", "", "other")]),
        ((f"{GIT}v1.0.0", ""), (f"{GIT}main", ""), [("unpinned", "", "other")]),
        ((f"{GIT}main", ""), ("", ""), []),
        (("", ""), (f"{GIT}main", ""), []),
    ],
)
def test_modules(
    look: Look, before: tuple[str, str], now: tuple[str, str], expected: list[tuple[object, ...]]
) -> None:
    sides = [Standing(calls={"module.m": Called(*call)}) for call in (before, now)]
    found = look(dependencies.find, [], since=_since(*sides))
    assert _told(found) == expected


def test_a_new_module_says_whether_it_is_pinned(look: Look, change: Callable[..., Change]) -> None:
    now = Standing(
        calls={"module.a": Called("a/b/c", "~> 1.0"), "module.b": Called(GIT + "main"),
               "module.c": Called("./c")}
    )  # fmt: skip
    inside = change('module.b["x"].aws_vpc.a', None, {"a": 1})
    found = look(dependencies.find, [inside], since=_since(Standing(), now))
    assert [action.details["unpinned"] for action in found] == [False, True]
    assert [action.addresses for action in found] == [(), (inside.address,)]


def test_what_is_in_a_module_of_others_is_not_called_new(look: Look) -> None:
    outer = {"module.m": Called("a/b/c", "1.0.0")}
    inner = {**outer, "module.m.module.n": Called("d/e/f", "1.0.0")}
    found = look(dependencies.find, [], since=_since(Standing(calls=outer), Standing(calls=inner)))
    assert found == []
    beside = {"module.m": Called("./m")}
    inner = {**beside, "module.m.module.n": Called("d/e/f", "1.0.0")}
    sides = Standing(calls=beside), Standing(calls=inner)
    assert len(look(dependencies.find, [], since=_since(*sides))) == 1
    orphan = Standing(calls={"module.m.module.n": Called("d/e/f", "1.0.0")})
    assert look(dependencies.find, [], since=_since(Standing(), orphan)) == []


def test_pulumi_tells_the_versions_of_its_providers(
    look: Look, change: Callable[..., Change]
) -> None:
    made = change("x.y", {"version": "5.42.0"}, {"version": "6.0.1"})
    token = "pulumi:providers:aws"  # noqa: S105 - a type
    ours = replace(made, resource=replace(made.resource, token=token))
    [action] = look(dependencies.find, [made, ours])
    assert (action.id, action.address) == ("dependency.provider", "x.y")
    assert _told([action]) == [("version", "up", "major")]


def test_the_providers_that_the_engine_makes(look: Look) -> None:
    moves = (ProviderMove("aws", "5.42.0", "6.0.1"), ProviderMove("random", "4.15.0", "4.16.0"))
    found = look(dependencies.find, [], provider_moves=moves)
    assert _told(found) == [("version", "up", "major"), ("version", "up", "minor")]
    assert [action.address for action in found] == ["", ""]
