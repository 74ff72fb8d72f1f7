from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planguard.model.difference import aligned, is_nothing, same
from planguard.model.value import Sensitive, Unknown, Value

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=10,
)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (None, ""),
        (None, []),
        (None, {}),
        (None, False),
        ([{}], None),
        ({"a": None, "b": ""}, {}),
        (1, "1"),
        ("1.0", 1),
        (True, "true"),
        ("False", False),
        (0, "0"),
        ('{"a": 1, "b": [1]}', '{"b":[1],"a":1}'),
        ('\n  {"a": 1}', '{"a":1}'),
        (["sg-1", "sg-2"], ["sg-2", "sg-1"]),
        ([{"a": 1}, {"b": 2}], [{"b": 2, "c": None}, {"a": 1}]),
        ([{"a": ["x"], "n": [1, 2]}, {"b": 2}], [{"b": 2}, {"a": ["x"], "n": [1, 2]}]),
        (("x",), ["x"]),
        (Sensitive("a"), Sensitive("a")),
        (Sensitive(""), None),
        ([Sensitive(None)], None),
        (Sensitive('{"a": 1, "b": 2}'), Sensitive('{"b":2,"a":1}')),
    ],
)
def test_same(before: Value, after: Value) -> None:
    assert same(before, after)
    assert same(after, before)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (0, None),
        (0, False),
        (1, True),
        (1, 2),
        ("a", "b"),
        ("", "a"),
        ("", "{}"),
        ('{"a": 1}', '{"a": 2}'),
        ('{"a": 1}', "{broken"),
        ("2", True),
        ("abc", 1),
        (["run", "fast"], ["fast", "run"]),
        (["a-1"], ["a-1", "a-2"]),
        ({"a": 1}, {"a": 2}),
        ({"a": 1}, ["a"]),
        ([{"a": Sensitive("x")}, {"b": 1}], [{"b": 1}, {"a": Sensitive("y")}]),
        (Sensitive("a"), Sensitive("b")),
        (Sensitive("a"), "a"),
        (Sensitive(["a"]), Sensitive(["b"])),
        (Sensitive(["a"]), Sensitive("a")),
        (Sensitive(["{}"]), Sensitive("{ }")),
        (Sensitive(1), Sensitive(2)),
        ('{"a": false}', "{}"),
        ('{"a": 1}', '{"a": true}'),
        (Unknown(), Unknown()),
        (None, Unknown()),
        ([1], Unknown()),
    ],
)
def test_not_same(before: Value, after: Value) -> None:
    assert not same(before, after)
    assert not same(after, before)


@given(JSON)
def test_everything_is_the_same_as_itself(value: Value) -> None:
    assert same(value, value)


@given(JSON, JSON)
def test_both_directions_agree(one: Value, other: Value) -> None:
    assert same(one, other) == same(other, one)


@pytest.mark.parametrize("value", [None, "", False, [], {}, [None, {"a": ""}], Sensitive([])])
def test_nothing(value: Value) -> None:
    assert is_nothing(value)


@pytest.mark.parametrize("value", [0, 0.0, True, "a", [0], Unknown(), Sensitive(0)])
def test_something(value: Value) -> None:
    assert not is_nothing(value)


A: Value = {"name": "a", "n": 1}
B: Value = {"name": "b", "n": 2}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ([A, B], [B, A], [(0, B, B), (1, A, A)]),
        ([A], [B], [(0, A, B)]),
        ([A], [B, A], [(0, None, B), (1, A, A)]),
        ([A, B], [B], [(0, B, B), (0, A, None)]),
        ([1, 2], [2], [(0, 1, 2), (1, 2, None)]),
        ([], [A], [(0, None, A)]),
        (
            [{"n": 1}, {"n": 2}],
            [{"n": 2}, {"n": 3}],
            [(0, {"n": 2}, {"n": 2}), (1, {"n": 1}, {"n": 3})],
        ),
        (
            [{"key": "a", "name": "A"}, {"key": "b", "name": "B"}],
            [{"key": "b", "name": "B"}, {"key": "a", "name": "a"}],
            [
                (0, {"key": "b", "name": "B"}, {"key": "b", "name": "B"}),
                (1, {"key": "a", "name": "A"}, {"key": "a", "name": "a"}),
            ],
        ),
        (
            [{"key": True, "name": "A"}, {"key": False, "name": "B"}],
            [{"key": True, "name": "B"}, {"key": False, "name": "A"}],
            [
                (0, {"key": False, "name": "B"}, {"key": True, "name": "B"}),
                (1, {"key": True, "name": "A"}, {"key": False, "name": "A"}),
            ],
        ),
        ([{"n": 1}, {"n": 1}], [{"n": 1}], [(0, {"n": 1}, {"n": 1}), (1, {"n": 1}, None)]),
    ],
)
def test_aligned(before: list[Value], after: list[Value], expected: list[object]) -> None:
    assert list(aligned(before, after)) == expected


BLOCKS = st.lists(
    st.fixed_dictionaries(
        {}, optional={name: st.sampled_from(["", "a", "b", "c"]) for name in ("key", "name", "n")}
    ),
    max_size=4,
)


@given(BLOCKS, BLOCKS)
def test_every_block_is_matched_once(before: list[Value], after: list[Value]) -> None:
    matched = list(aligned(before, after))
    olds = [old for _, old, _ in matched if old is not None]
    news = [new for _, _, new in matched if new is not None]
    assert sorted(map(str, olds)) == sorted(map(str, before))
    assert sorted(map(str, news)) == sorted(map(str, after))


@given(BLOCKS, st.randoms(use_true_random=False))
def test_blocks_that_only_change_places_agree(before: list[Value], random: Random) -> None:
    after = random.sample(before, len(before))
    assert all(same(old, new) for _, old, new in aligned(before, after))


def test_what_the_provider_gives_later_tells_no_blocks_apart() -> None:
    before: list[Value] = [{"id": name, "on": True, "what": name} for name in ("a", "b", "c")]
    after: list[Value] = [{"id": Unknown(), "on": True, "what": name} for name in ("a", "c")]
    assert list(aligned(before, after)) == [
        (0, before[0], after[0]),
        (1, before[2], after[1]),
        (1, before[1], None),
    ]
