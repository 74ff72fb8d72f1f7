"""
Compare a list of texts member by member, whatever their order.

Members that came and members that went are two actions: a security group attached is not one taken
off. A member that came may have an action of its own (`all` in a list of accounts). A list, or a
member, that is known only after apply or sensitive counts as one that came, `inferred`; without a
known origin it counts as one that went as well when there were members before. Where a member
cannot be read, others went only if there are fewer of them than before.
"""

from __future__ import annotations

from collections.abc import Iterator

from planguard.actions.interface import Pair, Rule, Subject
from planguard.actions.scalar import is_hidden, listed, shown, words_of
from planguard.model.action import Action
from planguard.model.value import Value, path_text
from planguard.model.words import Confidence


def compare(subject: Subject, rule: Rule) -> Iterator[Action]:
    """Give `came` and `gone` for every list under the rule's path."""
    for pair in subject.pairs(rule.path):
        before, after = words_of(pair.before), words_of(pair.after)
        came = [word for word in after if word not in before]
        gone = [word for word in before if word not in after]
        where = path_text(pair.path)
        unread = _unread(pair.after)
        actions = dict.fromkeys(
            filter(None, (rule.actions.get(f"came {word.lower()}") for word in came))
        )
        plain = [word for word in came if f"came {word.lower()}" not in rule.actions]
        if (plain or unread) and "came" in rule.actions:
            actions[rule.actions["came"]] = None
        for action_id in actions:
            said = listed(came) if came else shown(unread[0])
            sure = None if came else Confidence.INFERRED
            yield subject.action(
                action_id, pair, f"{where} gains {said}", rule=rule, confidence=sure
            )
        if gone and "gone" in rule.actions and _went(subject, pair, unread, len(before)):
            yield subject.action(
                rule.actions["gone"],
                pair,
                f"{where} loses {listed(gone)}" if not unread else f"{where} may lose members",
                rule=rule,
                confidence=Confidence.INFERRED if unread else None,
            )


def _unread(value: Value) -> list[Value]:
    """List what cannot be read."""
    items = value if isinstance(value, list | tuple) else (value,)
    return [item for item in items if is_hidden(item)]


def _went(subject: Subject, pair: Pair, unread: list[Value], count: int) -> bool:
    if not unread:
        return True
    if isinstance(pair.after, list | tuple):
        return len(pair.after) < count
    return not subject.graph.origins(subject.change.address, pair.path)
