from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pytest

from planguard.actions.plan_patterns import index_shift
from planguard.actions.plan_patterns.index_shift import find
from planguard.model.action import Action
from planguard.model.difference import same
from planguard.model.plan import Change
from planguard.model.value import Sensitive, Unknown, Value
from planguard.model.words import Confidence, Verb

Make = Callable[..., Change]
Look = Callable[..., list[Action]]
Shift = Callable[..., list[Action]]


@pytest.fixture
def shift(change: Make, look: Look) -> Shift:
    """Give what turns a list of elements into another, each a member of `aws_net.a`."""

    def run(
        before: Sequence[str],
        after: Sequence[str],
        *,
        verb: Verb = Verb.UPDATE,
        attribute: str = "zone",
        secrets: frozenset[str] = frozenset(),
    ) -> list[Action]:
        changes, others = [], {}
        for n in range(max(len(before), len(after))):
            address = f"module.m[0].aws_net.a[{n}]"
            old = {attribute: before[n], "id": f"i-{n}", "size": 4} if n < len(before) else None
            new = {attribute: after[n], "id": Unknown(), "size": 4} if n < len(after) else None
            if old and before[n : n + 1] == after[n : n + 1]:
                others[address] = old
            elif old and new:
                changes.append(change(address, old, new, verb=verb))
            else:
                changes.append(change(address, old, new))
        return look(find, changes, others=others, secrets=secrets)

    return run


def test_the_first_of_four_goes(shift: Shift) -> None:
    (action,) = shift("abcd", "bcd", verb=Verb.REPLACE)
    assert action.confidence is Confidence.INFERRED
    assert action.addresses == tuple(f"module.m[0].aws_net.a[{n}]" for n in (1, 2, 3))
    assert (action.paths, action.before, action.after) == ((("zone",),), "b", "c")
    assert {**action.details, "block": ""} == {
        "removed_key": "0",
        "moved_by": 1,
        "count": 3,
        "block": "",
    }
    assert action.because == (
        "index 0 went out of the count, so 3 members of module.m[0].aws_net.a become what "
        "another was, 3 by being replaced, and module.m[0].aws_net.a[3] is destroyed; "
        "`for_each` would leave them alone"
    )


def test_the_block_keys_the_members_by_what_tells_them_apart(shift: Shift) -> None:
    (action,) = shift(["x", 'say "${b}"', "c"], ["x", "c"])
    assert action.details["block"] == (
        'for_each = toset(["x", "c"])\n\n'
        'moved {\n  from = module.m[0].aws_net.a[0]\n  to   = module.m[0].aws_net.a["x"]\n}\n\n'
        'moved {\n  from = module.m[0].aws_net.a[2]\n  to   = module.m[0].aws_net.a["c"]\n}'
    )
    (action,) = shift(["x", "y", "${z}"], ["y", "${z}"])
    assert '["$${z}"]' in str(action.details["block"])


def test_secrets_and_equal_members_make_no_keys(shift: Shift) -> None:
    (action,) = shift("abc", "bc", secrets=frozenset({"b"}))
    assert action.details["block"] == ""
    (action,) = shift("aabc", "abc")
    assert action.details["block"] == ""


def test_two_go_from_different_places(shift: Shift) -> None:
    (action,) = shift("abcdef", "acdf")
    assert action.details["removed_key"] == "1"
    assert action.addresses == tuple(f"module.m[0].aws_net.a[{n}]" for n in (2, 3, 5))


def test_the_middle_and_the_tail_go(shift: Shift) -> None:
    (action,) = shift("abcd", "ac")
    assert (action.details["removed_key"], action.details["count"]) == ("1", 1)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("abcd", "abc"),
        ("abc", "abcd"),
        ("aaaa", "bbb"),
        ("abc", "xyz"),
        ("abcd", "xyz"),
        ("ab", "ba"),
        ("a", "b"),
        ("abc", "abx"),
    ],
)
def test_no_shift(shift: Shift, before: str, after: str) -> None:
    assert not shift(before, after)


def test_an_element_in_the_middle_replaces_those_behind(shift: Shift) -> None:
    (action,) = shift("abc", "axbc", verb=Verb.REPLACE)
    assert action.details["removed_key"] == ""
    assert action.addresses == ("module.m[0].aws_net.a[1]", "module.m[0].aws_net.a[2]")
    assert "put into the middle of the count" in action.because


def test_an_insertion_that_only_updates_must_touch_a_name(shift: Shift) -> None:
    assert not shift("abc", "axbc")
    assert shift("abc", "axbc", attribute="name")


def test_one_goes_and_one_comes(shift: Shift) -> None:
    (action,) = shift("abcd", "bcde", attribute="name")
    assert action.details["removed_key"] == "0"
    assert not shift("abcd", "bcde")


def test_members_that_change_places(shift: Shift) -> None:
    (action,) = shift("abc", "bca", attribute="name")
    assert action.details["removed_key"] == ""
    assert "changed places: 2 members" in action.because


def test_values_not_known_or_not_told_do_not_tell(change: Make, look: Look) -> None:
    def members(values: Sequence[Value], later: Sequence[Value]) -> list[Change]:
        return [
            change(f"t.a[{n}]", {"v": old}, {"v": later[n]} if n < len(later) else None)
            for n, old in enumerate(values)
        ]

    assert not look(find, members(["a", "b", "c"], [Unknown(), Unknown()]))
    hidden = [Sensitive(word) for word in ("hunter-a", "hunter-b", "hunter-c")]
    assert not look(find, members(hidden, hidden[1:]))


def test_attributes_some_members_lack(change: Make, look: Look) -> None:
    states: list[Mapping[str, Value]] = [{"x": 1}, {"x": 1, "zone": "b"}, {"x": 1, "zone": "c"}]
    changes = [
        change("t.a[0]", states[0], states[1]),
        change("t.a[1]", states[1], states[2]),
        change("t.a[2]", states[2]),
    ]
    (action,) = look(find, changes)
    assert action.details["removed_key"] == "0"


def test_what_is_only_alike_is_compared_in_full(change: Make, look: Look) -> None:
    states = [{"v": ["a"]}, {"v": ["x y", "z w"]}]
    changes = [change("t.a[0]", states[0], {"v": ["z w", "x y"]}), change("t.a[1]", states[1])]
    assert not look(find, changes)
    grown = [
        change("t.a[0]", states[1], states[0]),
        change("t.a[1]", states[0], {"v": ["z w", "x y"]}, verb=Verb.REPLACE),
        change("t.a[2]", after={"v": ["q"]}),
    ]
    assert not look(find, grown)


def test_forgotten_members_and_keys_of_for_each(change: Make, look: Look) -> None:
    values = [{"zone": word} for word in "ab"]
    gone = change("t.a[1]", values[1], verb=Verb.FORGET)
    assert look(find, [change("t.a[0]", values[0], values[1]), gone])
    keyed = [change('t.a["0"]', values[0], values[1]), change('t.a["1"]', values[1])]
    assert not look(find, keyed)


def test_a_thousand_members_cost_a_comparison_each(
    shift: Shift, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = 0

    def counted(before: Value, after: Value) -> bool:
        nonlocal calls
        calls += 1
        return same(before, after)

    monkeypatch.setattr(index_shift, "same", counted)
    zones = [f"z{n % 2}" if n % 3 else f"z{n}" for n in range(1000)]
    assert shift(zones, zones[1:])
    assert calls < 1000 * 6


def test_more_members_behind_an_insertion_do_not_hide_it(shift: Shift) -> None:
    (action,) = shift("abc", "axbcmnopqr", attribute="name")
    assert action.details["count"] == 2
