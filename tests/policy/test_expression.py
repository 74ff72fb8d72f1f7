"""CEL over the vocabulary: names found, three outcomes, errors with their place."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planguard.model.topic import TOPICS
from planguard.model.value import Sensitive, Unknown, Value
from planguard.policy.expression import ExpressionError, Failed, Lookup, compile_expression

UNKNOWN = Unknown()
FACTS, PARAMS = {"backup": TOPICS["backup.latest"]}, frozenset({"max"})


def evaluate(source: str, values: Mapping[str, Any] | None = None) -> Value | Failed:
    """Evaluate with values by dotted chain; what is not named is absent."""
    known = values or {}
    expression = compile_expression(source, FACTS, PARAMS)
    return expression.evaluate(lambda steps: known.get(".".join(map(str, steps))))


def chains(source: str) -> list[str]:
    variables = compile_expression(source, FACTS, PARAMS).variables
    return [".".join(map(str, each.steps)) for each in variables]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("change.type == change.type", ["change.type"]),
        ('change.type == "a.b c.d"', ["change.type"]),
        (r"""change.type == 'it is "x.y" \' z.w' """, ["change.type"]),
        ('r"a.b\\d" == change.type', ["change.type"]),
        ('"""a "b" c.d""" == change.type', ["change.type"]),
        ("// a.b said so\nchange.type == '1' // x.y", ["change.type"]),
        ("change.after.a.b.size() > 1", ["change.after.a.b"]),
        ('change.after["a.b"][0].c == 1', ["change.after.a.b.0.c"]),
        ("change.after['a'] . b == 1", ["change.after.a.b"]),
        ("change.after.tags[params.max] == 1", ["change.after.tags", "params.max"]),
        ("has(change.after.a) && has( change.after.b )", ["change.after.a", "change.after.b"]),
        ("has (change.after.a) || change.after.a == 1", ["change.after.a", "change.after.a"]),
        ("size(change.after.a) in [1, 2]", ["change.after.a"]),
        ("change.after.a in params.max ? env.live : env.protected",
         ["change.after.a", "params.max", "env.live", "env.protected"]),
        ("change.after.a.exists(x, x.b.all(y, y == plan.tool))", ["change.after.a", "plan.tool"]),
        ("change.after.a.filter(x, x.b > 1).map(x, x.b).size() == 1", ["change.after.a"]),
        ("backup.age > duration('24h') && backup.value == 1", ["backup.age", "backup.value"]),
        ("type(change.after.a) == int", ["change.after.a"]),
        ("1.5e3 > 0x1f && true != null", []),
        ("change.after == {'a': change.before.b}", ["change.after", "change.before.b"]),
    ],
)  # fmt: skip
def test_names_are_found(source: str, expected: list[str]) -> None:
    assert chains(source) == expected


@pytest.mark.parametrize(
    ("source", "problem", "offset"),
    [
        ("true && chnage.type == 'a'", "there is no `chnage`; did you mean `change`?", 8),
        ("change.aftr.x", "there is no `aftr` in `change`; did you mean `after`?", 0),
        ("action.details.cidr", "there is no `cidr` in `action.details`; did you mean", 0),
        ("plan.cost.monthly_dif", "there is no `monthly_dif` in `plan.cost`; did you mean", 0),
        ("plan.cost", "there is no `` in `plan.cost`; there are: ", 0),
        ("action.details", "there is no `` in `action.details`; there are: ", 0),
        ("action", "`action` needs a field: ", 0),
        ("params.min", "there is no `min` in `params`; there are: max", 0),
        ("params", "there is no `` in `params`", 0),
        ("has(nothing.x)", "there is no `nothing`", 4),
        ("backpu.age", "did you mean `backup`?", 0),
        ("1 +", "is no valid CEL: ", 0),
        ("1 == sizee(action.paths)", "there is no function `sizee`; did you mean `size`?", 5),
        ("action.id.qqq()", "there is no function `qqq`; there are: ", 10),
        ("'open", "", 1),
        ("change.after.a.exists(action, true)", "`action` is a name of its own", 22),
        ("change.after.a.exists(backup, true)", "`backup` is a name of its own", 22),
    ],
)
def test_what_is_wrong_is_told_with_its_place(source: str, problem: str, offset: int) -> None:
    with pytest.raises(ExpressionError) as caught:
        compile_expression(source, FACTS, PARAMS)
    assert problem in caught.value.problem
    assert caught.value.offset == offset
    assert "pg_" not in caught.value.problem


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("change.after.x || true", True),
        ("true || change.after.x", True),
        ("change.after.x && false", False),
        ("false && change.after.x == 3", False),
        ("(change.after.x == 1 && true) || 1 == 1", True),
        ("false ? change.after.x : true", True),
        ("[1, 2].all(i, i == change.after.x && i == 3)", False),
    ],
)
def test_what_is_unknown_does_not_matter_where_the_rest_decides(
    source: str, *, expected: bool
) -> None:
    assert evaluate(source, {"change.after.x": UNKNOWN}) is expected
    assert evaluate(source, {"change.after.x": Sensitive("x")}) is expected


@pytest.mark.parametrize(
    "source",
    [
        "change.after.x",
        "change.after.x || false",
        "change.after.x && true",
        "change.after.x == 1",
        "change.after.x ? true : true",
        "[1, 2].exists(i, i == change.after.x)",
        "has(change.after.x)",
        "size(change.after.x) > 0",
    ],
)
def test_what_is_unknown_is_unknown_where_it_decides(source: str) -> None:
    result = evaluate(source, {"change.after.x": UNKNOWN})
    assert result == Unknown(reason="change.after.x: known after apply")


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ([1, UNKNOWN], "a part is known only after apply"),
        ({"a": {"b": [UNKNOWN]}}, "a part is known only after apply"),
        ([Sensitive(UNKNOWN)], "a part is known only after apply"),
        ([1, {"a": Sensitive("hidden")}], "a part is sensitive"),
        (({"a": [Sensitive(1)]},), "a part is sensitive"),
        (Sensitive("hidden"), "sensitive"),
        (Sensitive(UNKNOWN), "sensitive"),
    ],
)
def test_a_hidden_part_is_as_unknown_as_the_whole(value: Value, reason: str) -> None:
    result = evaluate("change.after.x == [2]", {"change.after.x": value})
    assert result == Unknown(reason=f"change.after.x: {reason}")


def test_the_origin_of_what_is_unknown_is_told() -> None:
    value = Unknown(origins=("aws_kms_key.a.arn",))
    result = evaluate("change.after.x == 1", {"change.after.x": value})
    assert isinstance(result, Unknown)
    assert result.reason == "change.after.x: known after apply, from aws_kms_key.a.arn"
    assert result.origins == value.origins


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, False),
        (0, True),
        ("", True),
        (Sensitive("x"), True),
        ([UNKNOWN], True),
        (Unknown(origins=("aws_kms_key.a.arn",)), True),
    ],
)
def test_presence_can_be_known_where_the_value_is_not(value: Value, *, expected: bool) -> None:
    assert evaluate("has(change.after.x)", {"change.after.x": value}) is expected


def test_presence_of_a_hidden_unknown_is_unknown() -> None:
    values = {"change.after.x": Sensitive(UNKNOWN)}
    assert isinstance(evaluate("has(change.after.x)", values), Unknown)


@pytest.mark.parametrize(
    ("source", "value", "reason"),
    [
        ("change.after.x > 1", "a", "types"),
        ("change.after.x > 1", None, "types"),
        ("change.after.x + 1 > 0", 2**63 - 1, "range of numbers"),
        ("change.after.x + 1 > 0", 2**70, "types"),
        ("change.after.x / 0 > 0", 1, "divides by zero"),
        ("change.after.x % 0 > 0", 1, "divides by zero"),
        ("change.after.x.y.z == 1", {}, ""),
        ("{'a': change.after.x}.b == 1", 1, "key"),
        ("change.after.x.matches('[')", "a", "could not be evaluated"),
        ("int(change.after.x) > 1", "secret", "could not be evaluated"),
    ],
)
def test_what_does_not_fit_fails_without_the_value(source: str, value: Value, reason: str) -> None:
    result = evaluate(source, {"change.after.x": value, "change.after.x.y.z": None})
    if reason:
        assert isinstance(result, Failed)
        assert reason in result.reason
        assert "secret" not in result.reason
    else:
        assert result is False


def test_numbers_compare_across_their_types() -> None:
    assert evaluate("change.after.x == 2.0", {"change.after.x": 2}) is True
    assert evaluate("change.after.x > 1", {"change.after.x": 2.5}) is True
    assert evaluate("change.after.x > 0", {"change.after.x": 2**63}) is True
    assert evaluate("change.after.x < 0", {"change.after.x": float("inf")}) is False


def test_times_and_ages() -> None:
    values = {
        "now": datetime(2026, 1, 2, tzinfo=UTC),
        "backup.age": timedelta(hours=25),
    }
    assert evaluate("now > timestamp('2026-01-01T00:00:00Z')", values) is True
    assert evaluate("now.getDayOfWeek() == 5", values) is True
    assert evaluate("backup.age > duration('24h')", values) is True


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(JSON)
def test_any_value_can_be_asked_about(value: Any) -> None:
    for source in ("change.after.x > 3", "size(change.after.x) == 0", "change.after.x == 'a'"):
        result = evaluate(source, {"change.after.x": value})
        assert isinstance(result, bool | Failed)


@given(st.text(alphabet="ab.()[]'\" &|!?:,123\\/{}\n", max_size=20))
def test_any_text_compiles_or_is_refused(source: str) -> None:
    offset = 0
    try:
        compile_expression(source, FACTS, PARAMS)
    except ExpressionError as error:
        offset = error.offset
    assert 0 <= offset <= len(source)


def test_what_the_same_values_gave_is_kept_by_their_classes() -> None:
    expression = compile_expression("change.after.a == 1 ? 'one' : 'other'")
    values: tuple[Value, ...] = (1, "1", True, 1, None, 2)
    told = [expression.evaluate(always(value)) for value in values]
    assert told == ["one", "other", "other", "one", "other", "other"]


def test_reasons_are_told_apart() -> None:
    expression = compile_expression("change.after.a > 1")
    for reason in ("not yet", "never", "not yet"):
        found = expression.evaluate(always(Unknown(reason=reason)))
        assert isinstance(found, Unknown)
        assert found.reason == f"change.after.a: {reason}"


def test_only_so_many_results_are_kept() -> None:
    expression = compile_expression("change.after.a > 1")
    assert all(expression.evaluate(always(number)) is (number > 1) for number in range(2500))


def always(value: Value) -> Lookup:
    return lambda _: value


@pytest.mark.parametrize(
    ("source", "value", "expected"),
    [
        ("change.after.a", True, True),
        ("change.after.a", False, False),
        ("change.after.a", "x", "x"),
        ("has(change.after.a)", False, True),
        ("has(change.after.a)", None, False),
    ],
)
def test_a_chain_alone_is_what_it_says(source: str, value: Value, expected: Value) -> None:
    assert compile_expression(source).evaluate(always(value)) == expected
