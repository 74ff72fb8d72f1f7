"""
Conditions of IAM statements: normalised, and which of them follows from which.

A condition is implied by another if whoever meets the other meets it too; so a statement whose
conditions are all implied by those of another matches whatever that one matches. What cannot be
proved counts as not implied, so that nothing that loosens is missed.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from planguard.actions.values.ranges import network_of
from planguard.actions.values.scalar import number_of
from planguard.actions.values.wildcard import any_covers
from planguard.model.value import Value

_SETS = ("foranyvalue:", "forallvalues:")
_NEGATED = frozenset(
    {"stringnotequals", "stringnotequalsignorecase", "stringnotlike", "arnnotlike"}
    | {"notipaddress", "numericnotequals", "datenotequals"}
)
"""Operators that hold for a request without the key, too."""
_SAME = {"arnequals": "arnlike", "arnnotequals": "arnnotlike"}
_LIKE = {"stringlike": "stringequals", "stringnotlike": "stringnotequals"}
_IGNORING_CASE = frozenset({"bool", "null", "stringequalsignorecase", "stringnotequalsignorecase"})
_WIDER: Mapping[str, frozenset[str]] = {
    "stringlike": frozenset({"stringequals", "arnlike"}),
    "stringequalsignorecase": frozenset({"stringequals"}),
    "numericlessthanequals": frozenset({"numericlessthan", "numericequals"}),
    "numericgreaterthanequals": frozenset({"numericgreaterthan", "numericequals"}),
    "numericlessthan": frozenset({"numericlessthanequals", "numericequals"}),
    "numericgreaterthan": frozenset({"numericgreaterthanequals", "numericequals"}),
    "datelessthanequals": frozenset({"datelessthan", "dateequals"}),
    "dategreaterthanequals": frozenset({"dategreaterthan", "dateequals"}),
    "datelessthan": frozenset({"datelessthanequals"}),
    "dategreaterthan": frozenset({"dategreaterthanequals"}),
    "stringnotequals": frozenset({"stringnotlike", "stringnotequalsignorecase"}),
    "arnnotlike": frozenset({"stringnotlike"}),
}
"""Operators that may be implied by others, beside themselves."""
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\dZ)?")


class Condition(NamedTuple):
    """One condition: operator and key in lower case, and the values of which one must fit."""

    operator: str
    key: str
    values: frozenset[str]

    @property
    def base(self) -> str:
        """The operator without what it says of sets and of absent keys."""
        plain = self.operator
        for each in _SETS:
            plain = plain.removeprefix(each)
        return plain.removesuffix("ifexists")

    @property
    def spares_absent(self) -> bool:
        """Whether it holds for a request that lacks the key."""
        return (
            self.operator.endswith("ifexists")
            or self.operator.startswith("forallvalues:")
            or self.base in _NEGATED
        )

    def text(self) -> str:
        """Give it for people."""
        return f"{self.operator} {self.key} {', '.join(sorted(self.values))}"


def conditions_of(value: Value) -> Iterator[Condition]:
    """Read the `Condition` block of a statement; other writings of one condition give the same."""
    for operator, keys in value.items() if isinstance(value, Mapping) else ():
        for key, values in keys.items() if isinstance(keys, Mapping) else ():
            yield _normal(operator.lower(), key.lower(), frozenset(texts_of(values)))


def texts_of(value: Value) -> list[str]:
    """Read one text or a list of texts, as JSON writes them; numbers and booleans count."""
    items = value if isinstance(value, list | tuple) else (value,)
    return [
        str(item).lower() if isinstance(item, bool) else str(item)
        for item in items
        if item is not None
    ]


def _normal(operator: str, key: str, values: frozenset[str]) -> Condition:
    found = Condition(operator, key, values)
    base = _SAME.get(found.base, found.base)
    if not any(mark in value for value in values for mark in "*?$"):
        base = _LIKE.get(base, base)
    if base in _IGNORING_CASE:
        values = frozenset(value.lower() for value in values)
    prefix = next((each for each in _SETS if operator.startswith(each)), "")
    suffix = "ifexists" if operator.endswith("ifexists") and base not in _NEGATED else ""
    return Condition(f"{prefix}{base}{suffix}", key, values)


def is_implied(condition: Condition, others: Iterable[Condition]) -> bool:
    """Tell whether whoever meets all of `others` meets `condition` too."""
    return any(_implies(other, condition) for other in others)


def _implies(narrow: Condition, wide: Condition) -> bool:
    if narrow == wide:
        return True
    if narrow.key != wide.key:
        return False
    if wide.base == "null":
        return wide.values == {"false"} and not narrow.spares_absent and narrow.base != "null"
    if _set_of(narrow) != _set_of(wide) or (narrow.spares_absent and not wide.spares_absent):
        return False
    base = wide.base
    if narrow.base != base and narrow.base not in _WIDER.get(base, ()):
        return False
    if base in _NEGATED:
        return _all_within(narrow.base, wide.values, narrow.values)
    if "than" in base:
        return _is_beyond(base, narrow, wide)
    return bool(narrow.values) and _all_within(base, narrow.values, wide.values)


def _set_of(condition: Condition) -> str:
    return next((each for each in _SETS if condition.operator.startswith(each)), "")


def _all_within(base: str, values: frozenset[str], bounds: frozenset[str]) -> bool:
    """Tell whether every value fits one of the bounds, as the operator compares them."""
    if values <= bounds:
        return True
    if base.endswith("like"):
        return all(any_covers(bounds, value) for value in values)
    if base.endswith("ignorecase"):
        return {value.lower() for value in values} <= {bound.lower() for bound in bounds}
    if base.endswith("ipaddress"):
        return all(any(_is_subnet(value, bound) for bound in bounds) for value in values)
    return False


def _is_subnet(value: str, bound: str) -> bool:
    inner, outer = network_of(value), network_of(bound)
    if inner is None or outer is None or inner.version != outer.version:
        return False
    return inner.subnet_of(outer)  # type: ignore[arg-type]  # both are of one version


def _is_beyond(base: str, narrow: Condition, wide: Condition) -> bool:
    """Tell whether a limit is as strict as another, or stricter."""
    read = _dates if base.startswith("date") else _numbers
    ends = read(narrow.values), read(wide.values)
    if not (ends[0] and ends[1]):
        return False
    below = "less" in base
    one, other = (end[-1 if below else 0] for end in ends)
    if one == other:
        # Up to the limit is more than below it.
        return narrow.base == base or base.endswith("equals")
    return (one < other) is below


def _numbers(values: frozenset[str]) -> list[float]:
    """Sort numbers; nothing where one of the texts is none."""
    numbers = [number for value in values if (number := number_of(value)) is not None]
    return sorted(numbers) if len(numbers) == len(values) else []


def _dates(values: frozenset[str]) -> list[float]:
    """Sort moments in UTC, by their digits; nothing where one is written otherwise."""
    whole = [value for value in values if _MOMENT.fullmatch(value)]
    digits = [float(re.sub(r"\D", "", value).ljust(14, "0")) for value in whole]
    return sorted(digits) if len(whole) == len(values) else []
