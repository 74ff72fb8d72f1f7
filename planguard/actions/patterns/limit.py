"""
Compare who may at most: a list, or one value, of which none given means no limit.

So the first that is listed narrows, and the last that goes widens; between lists with something in
them a member that comes widens and one that goes narrows. Several may stand in one text, with
commas. A limit that is known only after apply, or sensitive, may let in anybody: it widens,
`inferred`, where there was one.
"""

from __future__ import annotations

from collections.abc import Iterator

from planguard.actions.interface import Pair, Rule, Subject
from planguard.actions.values.scalar import is_hidden, listed, move, shown
from planguard.model.action import Action
from planguard.model.difference import is_nothing, same
from planguard.model.value import Value, path_text
from planguard.model.words import Confidence


def compare(subject: Subject, rule: Rule) -> Iterator[Action]:
    """Give `wider` and `narrower` for every limit under the rule's path."""
    for pair in subject.pairs(rule.path):
        where = path_text(pair.path)
        before, after = _members(pair.before), _members(pair.after)
        if is_nothing(pair.after):
            yield from _action(subject, rule, pair, "wider", f"{where} limits nobody any more")
        elif is_nothing(pair.before):
            sure = not any(map(is_hidden, after))
            said = f"{where} is limited to {shown(pair.after)}"
            yield from _action(subject, rule, pair, "narrower", said, sure=sure)
        elif any(map(is_hidden, (*before, *after))):
            said = f"{where} {move(pair.before, pair.after)}"
            yield from _action(subject, rule, pair, "wider", said, sure=False)
        else:
            came, gone = _without(after, before), _without(before, after)
            if came:
                said = f"{where} lets in {_told(came)}"
                yield from _action(subject, rule, pair, "wider", said)
            if gone:
                said = f"{where} shuts out {_told(gone)}"
                yield from _action(subject, rule, pair, "narrower", said)


def _members(value: Value) -> list[Value]:
    if isinstance(value, str) and value.lstrip()[:1] not in {"{", "["}:
        return [part.strip() for part in value.split(",") if part.strip()]
    return list(value) if isinstance(value, list | tuple) else [value]


def _without(members: list[Value], others: list[Value]) -> list[Value]:
    return [one for one in members if not any(same(one, other) for other in others)]


def _told(members: list[Value]) -> str:
    return listed([shown(member) for member in members])


def _action(
    subject: Subject, rule: Rule, pair: Pair, finding: str, said: str, *, sure: bool = True
) -> Iterator[Action]:
    if action_id := rule.actions.get(finding):
        confidence = None if sure else Confidence.INFERRED
        yield subject.action(action_id, pair, said, rule=rule, confidence=confidence)
