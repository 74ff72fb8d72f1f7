"""
Compare annotations or labels key by key.

The rule says what a key means, whatever it changes to, or for each word: an address that becomes
`internet-facing` is not one that becomes `internal`. Keys that it does not list are one action
together. What tools note for themselves is nothing. A value that is known only after apply, or
sensitive, gives every action its key can mean, `inferred`; a value in a secret's shape is
`secret.expose`, on whatever key: annotations are read by everybody who may look.

Settings that a provider writes as blocks of `key` (or `name`) and `value` are compared alike; there
one that is switched off counts as one that is not there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase

from planguard.actions.interface import Pair, Rule, Subject
from planguard.actions.values.scalar import is_hidden, listed, move, word_of
from planguard.model.action import Action
from planguard.model.difference import is_nothing, same
from planguard.model.secret_shape import secret_shapes
from planguard.model.value import Sensitive, Value
from planguard.model.words import Confidence

_NOTES = ("kubectl.kubernetes.io/*", "pulumi.com/*", "deployment.kubernetes.io/*")
_OFF = frozenset({"false", "disabled", "off"})


def compare(subject: Subject, rule: Rule) -> Iterator[Action]:
    """Give the action of every key that differs, and one for all that mean nothing."""
    for pair in subject.pairs(rule.path):
        if is_hidden(pair.before) or is_hidden(pair.after):
            for action_id in _possible(rule, "*") or [rule.actions["changed"]]:
                yield _action(subject, rule, pair, action_id, "the keys cannot be read")
            continue
        others = []
        for each in _keys(pair):
            if _meaning(rule, str(each.path[-1])) is None:
                others.append(str(each.path[-1]))
            yield from _of_key(subject, rule, each)
        if others:
            yield subject.action(
                rule.actions["changed"], pair, f"{listed(others)} differ", rule=rule
            )


def _of_key(subject: Subject, rule: Rule, pair: Pair) -> Iterator[Action]:
    """Give what one key means; the rest is told together."""
    key = str(pair.path[-1])
    if isinstance(pair.after, str) and secret_shapes(pair.after):
        pair = Pair(path=pair.path, before=None, after=Sensitive(pair.after))
        yield subject.action("secret.expose", pair, f"{key} holds a secret in clear", rule=rule)
    meaning = _meaning(rule, key)
    if meaning is None:
        return
    if is_hidden(pair.after):
        for action_id in _possible(rule, key):
            yield _action(subject, rule, pair, action_id, f"{key} cannot be read")
    elif action_id := _chosen(meaning, pair.after):
        yield subject.action(action_id, pair, f"{key} {move(pair.before, pair.after)}", rule=rule)


def _action(subject: Subject, rule: Rule, pair: Pair, action_id: str, said: str) -> Action:
    return subject.action(action_id, pair, said, rule=rule, confidence=Confidence.INFERRED)


def _keys(pair: Pair) -> Iterator[Pair]:
    before, after = _by_key(pair.before), _by_key(pair.after)
    for key in {**before, **after}:
        noted = any(fnmatchcase(key, note) for note in _NOTES)
        if not noted and not same(before.get(key), after.get(key)):
            yield Pair(path=(*pair.path, key), before=before.get(key), after=after.get(key))


def _by_key(value: Value) -> Mapping[str, Value]:
    if isinstance(value, Mapping):
        return value
    blocks = value if isinstance(value, list | tuple) else ()
    named = (
        (block.get("key") or block.get("name"), block.get("value"))
        for block in blocks
        if isinstance(block, Mapping)
    )
    return {str(key): held for key, held in named if word_of(held) not in _OFF}


def _meanings(rule: Rule) -> Mapping[str, Value]:
    meanings = rule.options.get("meanings")
    return meanings if isinstance(meanings, Mapping) else {}


def _meaning(rule: Rule, key: str) -> Value:
    """Give what the rule says of a key; `None` when nothing."""
    return next(
        (meaning for pattern, meaning in _meanings(rule).items() if fnmatchcase(key, pattern)),
        None,
    )


def _chosen(meaning: Value, after: Value) -> str:
    """Give the action of the value a key changes to; `""` when it means nothing."""
    if not isinstance(meaning, Mapping):
        return str(meaning)
    word = "" if is_nothing(after) else word_of(after)
    return str(meaning.get(word) or (meaning.get("*") if word else "") or "")


def _possible(rule: Rule, key: str) -> list[str]:
    """List what a key can mean, or any key (`*`)."""
    found: dict[str, None] = {}
    for pattern, meaning in _meanings(rule).items():
        if key == "*" or fnmatchcase(key, pattern):
            words = meaning.values() if isinstance(meaning, Mapping) else (meaning,)
            found |= dict.fromkeys(str(word) for word in words if word)
            if key != "*":
                break
    return list(found)
