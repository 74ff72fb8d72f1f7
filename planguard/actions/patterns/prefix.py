"""
Compare what names have to begin with for a rule to be about them: more of them, or fewer.

One text, or a list of which any will do; none given stands for every name. `logs/` covers
`logs/app/`: in its place fewer names are meant. What comes or goes with the block around it is left to
other rules. A text that is known only after apply or sensitive may cover more, `inferred`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planguard.actions.interface import Rule, Subject
from planguard.actions.values.scalar import hidden_in, move, words_of
from planguard.model.action import Action
from planguard.model.value import Value, path_text
from planguard.model.words import Confidence


def compare(subject: Subject, rule: Rule) -> Iterator[Action]:
    """Give `wider` and `narrower` for every place under the rule's path."""
    for pair in subject.pairs(rule.path):
        if pair.ends_before or pair.ends_after:
            continue
        before, after = _covered(pair.before), _covered(pair.after)
        hidden = bool(hidden_in(pair.before) or hidden_in(pair.after))
        for finding, differs in (
            ("wider", hidden or _exceeds(after, before)),
            ("narrower", not hidden and _exceeds(before, after)),
        ):
            if differs and finding in rule.actions:
                yield subject.action(
                    rule.actions[finding],
                    pair,
                    f"{path_text(pair.path)} {move(pair.before, pair.after)}",
                    rule=rule,
                    confidence=Confidence.INFERRED if hidden else None,
                )


def _covered(value: Value) -> Sequence[str]:
    """List what names may begin with; the empty text covers all."""
    return words_of(value) or ("",)


def _exceeds(some: Sequence[str], others: Sequence[str]) -> bool:
    """Tell whether some names are covered that others do not cover."""
    return any(not one.startswith(tuple(others)) for one in some)
