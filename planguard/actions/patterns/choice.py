"""
Give the action of the word an attribute changes to.

Words are compared without regard to case; `""` stands for null and absent, `(otherwise)` for every
word that is not listed. When the new word is known only after apply or is sensitive, every action that
another word would have is given, `inferred`. A rule may name the word that absence
stands for (`default`), which the provider fills in; it does so only in a block that is there on both
sides. With `both` only a change from one word to another counts.
"""

from __future__ import annotations

from collections.abc import Iterator

from planguard.actions.interface import OTHERWISE, Pair, Rule, Subject
from planguard.actions.values.scalar import is_hidden, is_unset, move, word_of
from planguard.model.action import Action
from planguard.model.value import path_text
from planguard.model.words import Confidence


def compare(subject: Subject, rule: Rule) -> Iterator[Action]:
    """Give the action of the new word at every place under the rule's path."""
    for pair in subject.pairs(rule.path):
        if rule.options.get("both") is True and any(map(is_unset, (pair.before, pair.after))):
            continue
        default = str(rule.options.get("default") or "") if _stays(pair) else ""
        before, after = word_of(pair.before) or default, word_of(pair.after) or default
        if is_hidden(pair.after):
            yield from _unclear(subject, rule, pair, before)
        elif is_hidden(pair.before) or before != after:
            action_id = rule.actions.get(after) or (rule.actions.get(OTHERWISE) if after else None)
            if action_id:
                yield subject.action(action_id, pair, _sentence(pair), rule=rule)


def _unclear(subject: Subject, rule: Rule, pair: Pair, before: str) -> Iterator[Action]:
    others = {
        name: None for word, name in rule.actions.items() if word != before or word == OTHERWISE
    }
    for action_id in others:
        yield subject.action(
            action_id, pair, _sentence(pair), rule=rule, confidence=Confidence.INFERRED
        )


def _stays(pair: Pair) -> bool:
    """Tell whether the block around is there on both sides."""
    return pair.ends_before is None and pair.ends_after is None


def _sentence(pair: Pair) -> str:
    return f"{path_text(pair.path)} {move(pair.before, pair.after)}"
