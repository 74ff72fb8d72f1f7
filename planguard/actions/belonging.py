"""
Tells what is deleted or replaced only because the whole it belongs to is.

A bucket's policy that is deleted with the bucket is no loss of its own: the bucket's deletion says
all there is to say.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from planguard.actions.catalogue import parts_of, provider_of
from planguard.actions.verbs import is_abandoned
from planguard.model.action import Action
from planguard.model.plan import Change
from planguard.model.value import Path, Value
from planguard.model.words import Address, Mode, Verb

_GOING = frozenset({Verb.DELETE, Verb.REPLACE})
_IDENTITIES = (
    *("id", "arn", "name", "bucket", "key_id", "url", "cluster_identifier"),
    *("project_id", "self_link", "node_id"),
)
_OWN = frozenset({"data", "schema", "key"})
"""Kinds of actions that a part has of its own: its records are lost, whoever loses it."""
_SHARED = frozenset({"key.disable"})
"""Of those kinds, what the whole's own action says already: the alias of a key that goes."""

_GROUPS = (
    ("azurerm_", "resource_group_name", "azurerm_resource_group"),
    ("azure-native:", "resourceGroupName", "azure-native:resources:ResourceGroup"),
    ("google_", "project", "google_project"),
)
"""What an object can lie in: the start of its type, the attribute that says so, and the type."""


class Wholes:
    """The objects a plan deletes or replaces, by what their parts call them."""

    def __init__(self, changes: Iterable[Change]) -> None:
        """Note what goes."""
        self._going: dict[str, list[Change]] = defaultdict(list)
        self._named: dict[str, dict[str, Change]] = {}
        for change in changes:
            going = change.verb in _GOING and change.resource.mode is Mode.MANAGED
            if going and not change.deposed:
                self._going[change.type].append(change)
        self._rows: dict[str, tuple[tuple[str, str], ...]] = {}

    def whole_of(self, change: Change) -> tuple[Address, str] | None:
        """
        Give the whole that takes an object along, and the attribute that names it.

        A part that is replaced goes along only where nothing but that attribute forces it.
        """
        if change.verb not in _GOING or change.deposed:
            return None
        for attribute, type_ in self._parts(change.type):
            whole = self._find(change, attribute, type_)
            if whole is None or whole.address == change.address:
                continue
            if change.verb is Verb.DELETE and whole.verb is not Verb.DELETE:
                continue
            forced = {path[:1] for path in change.replace_paths}
            if change.verb is Verb.DELETE or forced == {(attribute,)}:
                return whole.address, attribute
        return None

    def around(self, change: Change) -> Address | None:
        """Give the group or project that is deleted with an object, which speaks for itself."""
        for prefix, attribute, type_ in _GROUPS:
            if type_ in self._going and change.type.startswith(prefix):
                group = self._find(change, attribute, type_)
                if group is not None and group.verb is Verb.DELETE and not is_abandoned(group):
                    return group.address if group.address != change.address else None
        return None

    def _parts(self, type_: str) -> tuple[tuple[str, str], ...]:
        """List (attribute, type of the whole) of a type, as far as such wholes go."""
        if type_ not in self._rows:
            known = [
                (part.attribute, part.whole)
                for part in parts_of(provider_of(type_))
                if part.whole in self._going and _is_meant(type_, part.prefix)
            ]
            known += [
                (attribute, whole)
                for whole in self._going
                for attribute in _attributes_naming(whole, type_)
            ]
            self._rows[type_] = tuple(known)
        return self._rows[type_]

    def _find(self, change: Change, attribute: str, type_: str) -> Change | None:
        value = _held(change.before, attribute)
        if not isinstance(value, str) or not value:
            return None
        if type_ not in self._named:
            self._named[type_] = {
                name: whole for whole in self._going[type_] for name in _names(whole)
            }
        return self._named[type_].get(value)


def _attributes_naming(whole: str, type_: str) -> Iterator[str]:
    """
    Give the attributes with which a type may name what it is a part of.

    `bucket` of `aws_s3_bucket_policy`; of a native type, whose name does not begin with that of the
    whole, `serverName` of `azure-native:sql:Database`.
    """
    if ":" not in type_:
        if type_.startswith(f"{whole}_"):
            word = whole.rpartition("_")[2]
            yield from (f"{word}{ending}" for ending in ("", "_id", "_name", "_arn"))
        return
    module, _, name = whole.rpartition(":")
    if whole != type_ and type_.startswith(f"{module}:"):
        words = _HUMP.split(name)
        for word in dict.fromkeys((words[-1].lower(), words[0].lower() + "".join(words[1:]))):
            yield from (f"{word}{ending}" for ending in ("", "Id", "Name", "Arn"))


_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def _names(whole: Change) -> Iterator[str]:
    """Give what parts call an object, in the words of Application Auto Scaling too."""
    known = {key: value for key, value in whole.before.items() if isinstance(value, str) and value}
    yield from (known[key] for key in _IDENTITIES if key in known)
    own = f"{whole.type.rpartition('_')[2]}_id"
    if own in known:
        yield known[own]
    named = _held(whole.before, "metadata.name")
    if isinstance(named, str) and named:
        yield named
    if "cluster" in known and "name" in known:
        yield f"service/{known['cluster'].rpartition('/')[2]}/{known['name']}"
    elif "name" in known:
        yield f"table/{known['name']}"
    if "cluster_identifier" in known:
        yield f"cluster:{known['cluster_identifier']}"


def _held(value: Value, dotted: str) -> Value:
    """Give an attribute, dotted where it is in blocks; of several blocks the first."""
    for step in dotted.split("."):
        if isinstance(value, list | tuple):
            value = value[0] if value else None
        value = value.get(step) if isinstance(value, Mapping) else None
    return value


def _is_meant(type_: str, prefix: str) -> bool:
    return type_.startswith(prefix) if prefix.endswith(("_", ":")) else type_ == prefix


def own_actions(found: Iterable[Action], change: Change, attribute: str) -> Iterator[Action]:
    """Leave out what a part means only for its whole."""
    for action in found:
        path: Path = action.paths[0] if action.paths else ()
        merely = change.verb is Verb.DELETE or path[:1] in {(), (attribute,)}
        own = action.kind in _OWN and action.id not in _SHARED
        if own or not merely:
            yield action
