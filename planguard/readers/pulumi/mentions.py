"""What the engine says of the properties that differ, above all of those that nobody shows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from planguard.model.value import Path, Sensitive, Unknown, Value
from planguard.readers.pulumi.encoding import SECRET
from planguard.readers.pulumi.steps import Step

BEFORE = Sensitive("[secret] before")
AFTER = Sensitive("[secret] after")
MISSING: Value = Unknown(reason="not there")
"""Stands where one side has no such property."""
Pair: TypeAlias = tuple[Value, Value]


class Mentions:
    """What the engine says of the properties that differ."""

    def __init__(self, step: Step) -> None:
        """Take the step whose reasons and details are asked for."""
        self.step = step
        self.told = step.details is not None
        """Whether what is not mentioned does not differ."""
        self._paths = [detail.path for detail in step.details or ()]
        self._keys = {*step.diff_keys, *step.replace_keys}
        if step.patch is not None:
            self._keys.update(step.patch.sets(), step.patch.drops)

    def __call__(self, path: Path) -> bool:
        """Tell whether the property, one above it or one below it is said to differ."""
        if not self.told:
            return path[0] in self._keys
        return any(
            each[:length] == path[:length]
            for each in self._paths
            for length in (min(len(each), len(path)),)
        )

    def deletes(self, name: str) -> bool:
        """Tell whether the property is said to go away, or nothing better is known."""
        kinds = [each.kind for each in self.step.details or () if each.path[:1] == (name,)]
        return not kinds or any(kind.startswith("delete") for kind in kinds)


def settle_secrets(before: Value, after: Value, path: Path, mentions: Mentions) -> Pair:
    """Make secrets that nobody shows differ where the engine says so, and nowhere else."""
    hidden = [each for each in (before, after) if isinstance(each, Sensitive)]
    if before is MISSING or any(each.is_unknown for each in hidden):
        return before, after
    if hidden and any(each.hides(SECRET) for each in hidden):
        if mentions(path):
            return BEFORE, AFTER
        if len(hidden) == 1 and not mentions.told:
            return before, after
        known = after if isinstance(before, Sensitive) and before.hides(SECRET) else before
        return known, known
    if hidden and before == after and mentions(path) and _is_cut(hidden):
        return BEFORE, AFTER
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        both = {
            name: settle_secrets(
                before.get(name, MISSING), after.get(name, MISSING), (*path, name), mentions
            )
            for name in dict.fromkeys((*before, *after))
        }
        return (
            {name: pair[0] for name, pair in both.items() if name in before},
            {name: pair[1] for name, pair in both.items() if name in after},
        )
    if isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        pairs = [
            settle_secrets(old, new, (*path, place), mentions)
            for place, (old, new) in enumerate(zip(before, after, strict=True))
        ]
        return [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    return before, after


def _is_cut(hidden: list[Sensitive]) -> bool:
    """Tell whether a secret was cut out of a longer text."""
    return any(SECRET in text for each in hidden for text in each.strings())
