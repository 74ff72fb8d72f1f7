"""
Compare environment variables: a map of name to value, or blocks of `name` and `value`.

Variables that came, went or have another value give one `config.env`, which names them and never
shows a value that may be a secret. A new value that has a secret's shape, or is a secret elsewhere
in the plan, gives `secret.expose` as well, on creation too: environment variables are read by
everybody who may look at the workload. A secret of the plan is `exact`, a secret's shape or a
literal under a name that suggests one `inferred`, one of plain words a `guess`. A sensitive value
is one of those when the variable's name or the value's shape says so, `inferred`. On creation there is nothing to compare, so that
`config.env` is not given.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from planguard.actions.interface import Pair, Rule, Subject
from planguard.actions.values.environment import exposed, hidden, variables_of
from planguard.actions.values.plain_secrets import Exposure, gives_secret
from planguard.actions.values.scalar import is_hidden, listed
from planguard.model.action import Action
from planguard.model.difference import same
from planguard.model.secret_shape import names_secret
from planguard.model.value import Sensitive, Unknown, Value, path_text
from planguard.model.words import Confidence, Verb


def compare(subject: Subject, rule: Rule) -> Iterator[Action]:
    """Give `config.env` and `secret.expose` for the variables under the rule's path."""
    for pair in subject.pairs(rule.path):
        before, after = variables_of(pair.before), variables_of(pair.after)
        if before is None or after is None:
            if subject.change.verb is not Verb.CREATE:
                yield subject.action(
                    "config.env",
                    pair,
                    f"{path_text(pair.path)} changes in a way that cannot be read",
                    rule=rule,
                    confidence=Confidence.INFERRED,
                )
            if after is None:
                continue
            # What could not be read before may be read now.
            before = {}
        names = [n for n in {**before, **after} if not _is_same(n, before, after)]
        readable = variables_of(pair.before) is not None
        if names and readable and subject.change.verb is not Verb.CREATE:
            yield _changed(subject, rule, pair, names)
        for name in names:
            found = exposed(name, after[name], subject.secrets) if name in after else None
            if found is None and name in after and name not in before:
                found = _fed(subject, pair, name, after[name])
            if found:
                yield _exposed(subject, rule, pair, name, found)


def _fed(subject: Subject, pair: Pair, name: str, value: Value) -> Exposure | None:
    """Find a secret that the apply puts into a variable whose name suggests one."""
    if not isinstance(value, Unknown) or not names_secret(name):
        return None
    sources = value.origins or subject.graph.origins(subject.change.address, (*pair.path, name))
    fed = any(map(gives_secret, sources))
    return Exposure("", "secret that the apply brings", Confidence.INFERRED) if fed else None


def _is_same(name: str, before: Mapping[str, Value], after: Mapping[str, Value]) -> bool:
    return (name in before) == (name in after) and same(before.get(name), after.get(name))


def _changed(subject: Subject, rule: Rule, pair: Pair, names: list[str]) -> Action:
    before = hidden(variables_of(pair.before) or {}, names, subject.secrets)
    after = hidden(variables_of(pair.after) or {}, names, subject.secrets)
    unknown = all(is_hidden(after.get(name)) and name not in before for name in names)
    return subject.action(
        "config.env",
        Pair(path=pair.path, before=before, after=after),
        f"environment variables change: {listed(names)}",
        rule=rule,
        confidence=Confidence.INFERRED if unknown else None,
        details={"count": len(names)},
    )


def _exposed(subject: Subject, rule: Rule, pair: Pair, name: str, found: Exposure) -> Action:
    path = (*pair.path, name) if isinstance(pair.after, Mapping) else pair.path
    origins = subject.graph.origins(subject.change.address, path)
    source: dict[str, Value] = {"secret_from": origins[0]} if len(origins) == 1 else {}
    return subject.action(
        "secret.expose",
        Pair(path=path, before=None, after=Sensitive(found.text)),
        f"the environment variable {name} holds a secret that can be read there ({found.said})",
        rule=rule,
        confidence=found.confidence,
        details={**found.details, **source},
    )
