"""What an expression may ask of an action's two values before it compares them."""

from __future__ import annotations

from planguard.model.value import Sensitive, Unknown, Value


def settled(after: Value) -> Value:
    """Give true, or `Unknown` while only the apply can tell the new value."""
    hidden = isinstance(after, Sensitive) and after.is_unknown
    if isinstance(after, Unknown) or hidden:
        origins = after.origins if isinstance(after, Unknown) else ()
        return Unknown(
            reason="not certain: the new value is known only after apply", origins=origins
        )
    return True


def numeric(before: Value, after: Value) -> Value:
    """Tell whether both values are numbers; `Unknown` when one of them cannot be read."""
    for value in (before, after):
        if isinstance(value, Unknown | Sensitive):
            return Unknown(reason="not told: a value cannot be read before apply")
    return _is_number(before) and _is_number(after)


def _is_number(value: Value) -> bool:
    if isinstance(value, str):
        return value.removeprefix("-").replace(".", "", 1).isdecimal()
    return isinstance(value, int | float) and not isinstance(value, bool)
