"""
Compare the keys of a ConfigMap, which may be whole files.

Keys that came, went or have another value give one `config.env`, which names them and never shows
a value that may be a secret. A new value that is a secret, or a file that holds one it did not hold
before, gives `secret.expose` as well, on creation too: whoever may look at the namespace reads it.
Keys that cannot be read give `config.env`, `inferred`.

The values of a chart are keys within keys, whose names are written with points between. One that
only says where a secret is kept (`existingSecret`) holds none by its name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from planguard.actions.interface import Pair, Rule, Subject
from planguard.actions.values.environment import exposed, hidden, variables_of
from planguard.actions.values.plain_secrets import Exposure, kinds
from planguard.actions.values.scalar import listed
from planguard.actions.values.scripts import come_new, secrets_in
from planguard.model.action import Action
from planguard.model.difference import same
from planguard.model.value import Sensitive, Value, path_text
from planguard.model.words import Confidence, Verb

_REFERENCE = re.compile(r"existing|secret(?:_?(?:ref|key|name))?\Z", re.IGNORECASE)


def compare(subject: Subject, rule: Rule) -> Iterator[Action]:
    """Give `config.env` and `secret.expose` for the keys under the rule's path."""
    creating = subject.change.verb is Verb.CREATE
    for pair in subject.pairs(rule.path):
        before, after = _keys(pair.before, rule), _keys(pair.after, rule)
        if before is None or after is None:
            if not creating:
                yield subject.action(
                    "config.env",
                    pair,
                    f"{path_text(pair.path)} changes in a way that cannot be read",
                    rule=rule,
                    confidence=Confidence.INFERRED,
                )
            continue
        names = [key for key in {**before, **after} if not same(before.get(key), after.get(key))]
        if names and not creating:
            yield subject.action(
                "config.env",
                Pair(
                    path=pair.path,
                    before=_hidden(before, names, subject),
                    after=_hidden(after, names, subject),
                ),
                f"keys change: {listed(names)}",
                rule=rule,
                details={"count": len(names)},
            )
        for name in names:
            yield from _given_away(subject, rule, pair, name, (before.get(name), after.get(name)))


def _given_away(
    subject: Subject, rule: Rule, pair: Pair, name: str, sides: tuple[Value, Value]
) -> Iterator[Action]:
    known = _nested(rule) and _REFERENCE.search(name)
    if found := _exposed("" if known else name, *sides, subject):
        keys = name.split(".") if _nested(rule) else (name,)
        yield subject.action(
            "secret.expose",
            Pair(
                path=(*pair.path, *keys),
                before=None,
                after=Sensitive([each.text for each in found]),
            ),
            f"the key {name} holds a secret that can be read there ({kinds(found)})",
            rule=rule,
            confidence=found[0].confidence,
            details=found[0].details if len(found) == 1 else None,
        )


def _nested(rule: Rule) -> bool:
    return rule.options.get("nested") is True


def _keys(value: Value, rule: Rule) -> dict[str, Value] | None:
    keys = variables_of(value)
    return dict(_flat("", keys)) if keys and _nested(rule) else keys


def _flat(prefix: str, keys: Mapping[str, Value]) -> Iterator[tuple[str, Value]]:
    for key, value in keys.items():
        if isinstance(value, Mapping):
            yield from _flat(f"{prefix}{key}.", value)
        else:
            yield f"{prefix}{key}", value


def _exposed(name: str, before: Value, after: Value, subject: Subject) -> list[Exposure]:
    if found := exposed(name, after, subject.secrets):
        return [found]
    return come_new(secrets_in(before, subject.secrets), secrets_in(after, subject.secrets))


def _hidden(keys: dict[str, Value], names: list[str], subject: Subject) -> dict[str, Value]:
    """Keep the keys of these names; a file with a secret inside is hidden whole."""
    kept = hidden(keys, names, subject.secrets)
    return {
        name: Sensitive(value)
        if isinstance(value, str) and secrets_in(value, subject.secrets)
        else value
        for name, value in kept.items()
    }
