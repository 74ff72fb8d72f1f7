"""Reads numbers, words and booleans the ways providers write them, and words values for people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from planguard.model.difference import is_nothing
from planguard.model.value import Sensitive, Unknown, Value, both_hidden

_TRUE = frozenset({"true", "enabled", "enable", "on", "yes", "1"})
_FALSE = frozenset({"false", "disabled", "disable", "off", "no", "0"})
_LONGEST = 100
_FEW = 3


def number_of(value: Value) -> float | None:
    """Read a number, written as one or as text; `None` when it is none."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(value)
    except ValueError:
        return None
    return number if abs(number) != float("inf") and number == number else None  # noqa: PLR0124 - tells NaN


def truth_of(value: Value) -> bool | None:
    """Read a boolean, written as one, as a number or as a word; `None` when it is none."""
    if isinstance(value, bool):
        return value
    if isinstance(value, Sensitive):
        return next((word for word in (True, False) if value.hides(word)), None)
    word = str(value).strip().lower() if isinstance(value, int | str) else ""
    return True if word in _TRUE else False if word in _FALSE else None


def word_of(value: Value) -> str:
    """Read a word in lower case; `""` for what is absent and for what is no single word."""
    if is_nothing(value) and value is not False:
        return ""
    return str(value).strip().lower() if isinstance(value, bool | int | float | str) else ""


def words_of(value: Value) -> list[str]:
    """Read one text or a list of texts; what is no text is left out."""
    if isinstance(value, str):
        return [value] if value else []
    if isinstance(value, list | tuple):
        return [item for item in value if isinstance(item, str) and item]
    return []


def is_unset(value: Value) -> bool:
    """Tell whether nothing is given; `false` is a value."""
    return is_nothing(value) and value is not False


def is_hidden(value: Value) -> bool:
    """Tell whether nothing can be read from a value: it is unknown, or nobody may look."""
    return isinstance(value, Unknown | Sensitive)


def hidden_in(value: Value) -> list[Value]:
    """List what cannot be read of one value or a list of them."""
    items = value if isinstance(value, list | tuple) else (value,)
    return [item for item in items if is_hidden(item)]


def is_unknown(value: Value) -> bool:
    """Tell whether a value is known only after apply, whether or not it is sensitive too."""
    return isinstance(value, Unknown) or (isinstance(value, Sensitive) and value.is_unknown)


def shown(value: Value) -> str:
    """Word a value for a sentence; sensitive values and large ones stay out of it."""
    if isinstance(value, Sensitive):
        return "a sensitive value"
    if isinstance(value, Unknown):
        return f"a value from {', '.join(value.origins)}" if value.origins else "an unknown value"
    if value is None or value == "":
        return "nothing"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, Mapping | list | tuple):
        if not isinstance(value, Mapping) and 0 < len(value) <= _FEW and _are_plain(value):
            return ", ".join(map(shown, value))
        return f"{len(value)} entries" if len(value) != 1 else "1 entry"
    text = str(value)
    # Never cut: the rest of a secret that is cut in two would not be known again as one.
    return text if len(text) <= _LONGEST else f"a text of {len(text)} characters"


def _are_plain(items: Sequence[Value]) -> bool:
    return all(isinstance(item, int | float | str) for item in items)


def move(before: Value, after: Value) -> str:
    """Word a change for a sentence."""
    before, after = both_hidden(before, after)
    texts = shown(before), shown(after)
    return "changes" if texts[0] == texts[1] else f"goes from {texts[0]} to {texts[1]}"


def listed(words: list[str], most: int = 4) -> str:
    """Join words for a sentence, the first of them only when there are many."""
    kept = words[:most]
    more = len(words) - len(kept)
    return ", ".join(kept) + (f" and {more} more" if more else "")
