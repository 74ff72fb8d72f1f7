"""
Compare words that are listed from weak to strong.

`""` stands for null and absent; case does not matter. A word that is not in the list, on either
side, cannot be ordered and gives `down` as a `guess`; a new word that is known only after apply or
sensitive gives `down`, `inferred`. Where the rule has no action for `down`, `up` takes its place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planguard.actions.interface import Pair, Rule, Subject
from planguard.actions.values.scalar import is_hidden, move, word_of
from planguard.model.action import Action
from planguard.model.difference import is_nothing
from planguard.model.value import path_text
from planguard.model.words import Confidence


def compare(subject: Subject, rule: Rule) -> Iterator[Action]:
    """Give `up` or `down` for every word under the rule's path."""
    listed = rule.options.get("words")
    words = [str(word).lower() for word in listed] if isinstance(listed, Sequence) else []
    for pair in subject.pairs(rule.path):
        before, after = word_of(pair.before), word_of(pair.after)
        if is_hidden(pair.before) or is_hidden(pair.after):
            yield from _give(subject, rule, pair, "", Confidence.INFERRED)
        elif before in words and after in words:
            if before != after:
                finding = "up" if words.index(after) > words.index(before) else "down"
                yield from _give(subject, rule, pair, finding, None)
        elif before != after and not (is_nothing(pair.before) or is_nothing(pair.after)):
            yield from _give(subject, rule, pair, "", Confidence.GUESS)


def _give(
    subject: Subject, rule: Rule, pair: Pair, finding: str, confidence: Confidence | None
) -> Iterator[Action]:
    found = finding or next((word for word in ("down", "up") if word in rule.actions), "")
    if action_id := rule.actions.get(found):
        remark = ", which cannot be ordered" if confidence is Confidence.GUESS else ""
        yield subject.action(
            action_id,
            pair,
            f"{path_text(pair.path)} {move(pair.before, pair.after)}{remark}",
            rule=rule,
            confidence=confidence,
        )
