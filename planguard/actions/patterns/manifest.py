"""
Compare the Kubernetes objects an attribute holds, each by what is known of its kind.

The attribute is an object, several, or YAML text of one or several documents. A Deployment in it
means what a Deployment of its own does: another image is `deploy.version`, fewer replicas are
`scale.down`, a Secret that goes is `secret.delete`. Objects are told apart by kind, namespace and
name: one that is not there any more is deleted, a new one created. Of a kind nobody described its
name tells what deleting it does, as a guess. A value that is a secret elsewhere in the plan and
stands in the clear in an object that keeps none is `secret.expose`.

What is sensitive, or known only after apply, is no reason to be silent: every rule of the kind says
what it would of values that cannot be read. Where not even the kind is known, it is
`deploy.version`, `inferred`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from planguard.actions.catalogue import entries_of
from planguard.actions.interface import Pair, Rule, Subject
from planguard.actions.patterns import PATTERNS
from planguard.actions.providers.kubernetes_manifests import (
    Manifest,
    Placed,
    manifests_of,
    type_of,
    uncovered,
)
from planguard.actions.within import Inner, actions_within, unread
from planguard.model.action import Action
from planguard.model.difference import is_nothing
from planguard.model.secret_shape import looks_generated
from planguard.model.value import Path, Sensitive, Value, holds_unknown, path_text, strings_of
from planguard.model.words import Confidence, Verb

_SECRET = "kubernetes:core:Secret"  # noqa: S105 - the name of a type
_UPDATES = frozenset({Verb.UPDATE, Verb.REPLACE})


def compare(subject: Subject, rule: Rule) -> Iterator[Action]:
    """Give the actions of every object under the rule's path."""
    change = subject.change
    for pair in subject.places(rule.path):
        old = _whole(change.before, pair.before, rule)
        new = _whole(change.after, pair.after, rule)
        if change.verb is Verb.UPDATE and old == new and not holds_unknown(new):
            continue
        before, after = manifests_of(old), manifests_of(new)
        if not (before or after):
            yield from _unclear(subject, rule, pair)
        else:
            yield from _compared(subject, pair.path, before, after)


def _whole(side: Mapping[str, Value], value: Value, rule: Rule) -> Value:
    """Read a sensitive text by what the provider shows of it, where it does."""
    shown = rule.options.get("shown")
    open_ = side.get(shown) if isinstance(shown, str) else None
    return value if open_ is None else uncovered(open_, value)


def _unclear(subject: Subject, rule: Rule, pair: Pair) -> Iterator[Action]:
    """Tell what an object may mean of which nothing can be read."""
    change = subject.change
    if is_nothing(pair.before) and is_nothing(pair.after):
        return
    sides = (change.after, change.before)
    kinds = [type_of(side.get("api_version"), side.get("kind")) for side in sides]
    type_ = next(filter(None, kinds), "")
    entry = entries_of((type_,)).get(type_)
    if entry is not None:
        inner = Inner(
            type=type_,
            path=pair.path,
            before={} if change.verb is Verb.CREATE else unread(entry, {}),
            after={} if change.verb is Verb.DELETE else unread(entry, {}),
        )
        yield from actions_within(subject, inner, PATTERNS, confidence=Confidence.INFERRED)
    elif change.verb in _UPDATES:
        yield subject.action(
            "deploy.version",
            Pair(path=pair.path, before=None, after=None),
            "an object changes that cannot be read",
            rule=rule,
            confidence=Confidence.INFERRED,
        )


def _compared(
    subject: Subject,
    place: Path,
    before: tuple[Placed, ...] | None,
    after: tuple[Placed, ...] | None,
) -> Iterator[Action]:
    """Compare the objects of both sides; `None` stands for one that cannot be read."""
    for old, new in _matched(before, after):
        known = new or old
        if known is None:
            continue
        inner = Inner(
            type=known.type,
            path=(*place, *known.path),
            before=_plain(old.manifest) if old else {},
            after=_plain(new.manifest) if new else {},
        )
        found = list(actions_within(subject, inner, PATTERNS))
        yield from found
        if all(action.id != "secret.expose" for action in found):
            yield from _exposed(subject, inner)


def _plain(manifest: Manifest) -> Manifest:
    """Leave out a namespace that goes without saying."""
    about = manifest.get("metadata")
    if not isinstance(about, Mapping) or about.get("namespace") != "default":
        return manifest
    kept = {name: value for name, value in about.items() if name != "namespace"}
    return {**manifest, "metadata": kept}


_Match = tuple[Placed | None, Placed | None]


def _matched(
    before: tuple[Placed, ...] | None, after: tuple[Placed, ...] | None
) -> Iterator[_Match]:
    if before is None or after is None:
        for each in before or after or ():
            other = replace(each, manifest=_unread(each))
            yield (other, each) if before is None else (each, other)
        return
    left = {each.identity: each for each in before}
    rest: list[Placed] = []
    for new in after:
        old = left.pop(new.identity, None)
        if old is not None:
            yield old, new
        else:
            rest.append(new)
    for new in rest:
        unsure = (key for key in left if key[0] == new.type and "" in (key[2], new.identity[2]))
        key = next(unsure, None)
        yield left.pop(key) if key else None, new
    yield from ((old, None) for old in left.values())


def _unread(placed: Placed) -> dict[str, Value]:
    return unread(entries_of((placed.type,)).get(placed.type), placed.manifest)


def _exposed(subject: Subject, inner: Inner) -> Iterator[Action]:
    """Find a secret of the plan that now stands in the clear."""
    if inner.type == _SECRET:
        return
    held = set(strings_of(inner.before))
    for path, text in _texts((), inner.after):
        if text in subject.secrets and text not in held and looks_generated(text):
            yield subject.action(
                "secret.expose",
                Pair(path=(*inner.path, *path), before=None, after=Sensitive(text)),
                f"{path_text(path)} holds in clear a value that is a secret elsewhere",
            )


def _texts(path: Path, value: Value) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for key, held in value.items():
            yield from _texts((*path, key), held)
    elif isinstance(value, list | tuple):
        for position, held in enumerate(value):
            yield from _texts((*path, position), held)
