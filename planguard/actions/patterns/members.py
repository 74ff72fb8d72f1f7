"""
Compare a list of texts or numbers member by member, whatever their order.

Members that came and members that went are two actions: a security group attached is not one taken
off. A rule may take case for nothing, or look for members within a text (handles in a message).
Where as many came as went, or more, the rule may have one action for the swap. A member that came may have an action of its own (`all` in a list of accounts). A list, or a
member, that is known only after apply or sensitive counts as one that came, `inferred`; without a
known origin it counts as one that went as well when there were members before. Where a member
cannot be read, others went only if there are fewer of them than before. A rule may leave out lists
in blocks that come or go.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TypeGuard

from planguard.actions.interface import Pair, Rule, Subject
from planguard.actions.values.scalar import hidden_in, listed, words_of
from planguard.model.action import Action
from planguard.model.value import Sensitive, Value, path_text
from planguard.model.words import Confidence


def compare(subject: Subject, rule: Rule) -> Iterator[Action]:
    """Give `came`, `gone` or `swapped` for every list under the rule's path."""
    for pair in subject.pairs(rule.path):
        if rule.options.get("standing") and (pair.ends_before, pair.ends_after) != (None, None):
            continue
        before, after = _members(pair.before, rule), _members(pair.after, rule)
        came = [word for word in after if not _is_in(word, before, rule)]
        gone = [word for word in before if not _is_in(word, after, rule)]
        unread = hidden_in(pair.after)
        swapped = bool(gone) and len(came) + len(unread) >= len(gone)
        lost = gone and (not unread or _fewer(subject, pair, len(before)))
        if swapped and "swapped" in rule.actions and not (unread and lost):
            yield _action(subject, rule, pair, "swapped", gone, sure=not unread)
            continue
        for finding in dict.fromkeys(_word(word, rule) for word in came) or _may_be(unread, rule):
            words = [word for word in came if _word(word, rule) == finding]
            if finding in rule.actions:
                yield _action(subject, rule, pair, finding, words, sure=bool(words))
        everybody = any(
            rule.actions.get(_word(word, rule), "").endswith(".public") for word in came
        )
        if lost and "gone" in rule.actions and not everybody:
            yield _action(subject, rule, pair, "gone", gone, sure=not unread)


def _members(value: Value, rule: Rule) -> list[str]:
    """List the members, those that stand in a text where the rule says how they look."""
    items = value if isinstance(value, list | tuple) else (value,)
    words = words_of([f"{item:.15g}" if _is_number(item) else item for item in items])
    within = rule.options.get("within")
    if not isinstance(within, str):
        return words
    return [*dict.fromkeys(found for word in words for found in re.findall(within, word))]


def _is_number(value: Value) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_in(word: str, others: Sequence[str], rule: Rule) -> bool:
    folded = rule.options.get("fold") is True
    return word in others or (folded and word.lower() in {other.lower() for other in others})


def _may_be(unread: list[Value], rule: Rule) -> list[str]:
    """Name the findings of members that cannot be read; one that is hidden may be everybody."""
    public = [finding for finding, name in rule.actions.items() if name.endswith(".public")]
    hidden = any(isinstance(value, Sensitive) for value in unread)
    return ["came", *(public if hidden else ())] if unread else []


def _word(word: str, rule: Rule) -> str:
    """Name the finding of a member that came."""
    own = f"came {word.lower()}"
    return own if own in rule.actions else "came"


def _action(
    subject: Subject, rule: Rule, pair: Pair, finding: str, words: list[str], *, sure: bool
) -> Action:
    verb = {"gone": "loses", "swapped": "has others in place of"}.get(finding, "gains")
    said = listed(words) if words else "a value that cannot be read"
    return subject.action(
        rule.actions[finding],
        pair,
        f"{path_text(pair.path)} {verb} {said}",
        rule=rule,
        confidence=None if sure else Confidence.INFERRED,
    )


def _fewer(subject: Subject, pair: Pair, count: int) -> bool:
    """Tell whether a list with members that cannot be read is shorter, or may be."""
    if isinstance(pair.after, list | tuple):
        return len(pair.after) < count
    return not subject.graph.origins(subject.change.address, pair.path)
