"""
The objects of Kubernetes inside other things: manifests, as objects or as YAML text.

An object is told from others by its kind, namespace and name, whatever the version of its API.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from planguard.actions.values.scalar import is_hidden
from planguard.actions.values.yaml_objects import documents_of
from planguard.model.difference import same
from planguard.model.value import Path, Sensitive, Unknown, Value, at

Manifest = Mapping[str, Value]

_CORE = "core"
_IDENTITY = frozenset({"apiVersion", "kind"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """An object, and where in the attribute it stands."""

    manifest: Manifest
    path: Path = ()

    @property
    def type(self) -> str:
        """The catalogue's type of the object: `kubernetes:apps:Deployment`; `""` for no object."""
        return type_of(self.manifest.get("apiVersion"), self.manifest.get("kind"))

    @property
    def identity(self) -> tuple[str, str, str]:
        """What tells the object from others; a name that cannot be read is `""`."""
        names = (at(self.manifest, ("metadata", key)) for key in ("namespace", "name"))
        space, name = (text if isinstance(text, str) else "" for text in names)
        return self.type, space or "default", name


def type_of(version: Value, kind: Value) -> str:
    """Give the catalogue's type for a version of an API and a kind; `""` when they are no texts."""
    if not isinstance(version, str) or not isinstance(kind, str) or not kind:
        return ""
    return f"kubernetes:{version.rpartition('/')[0] or _CORE}:{kind}"


def manifests_of(value: Value) -> tuple[Placed, ...] | None:
    """
    Read the objects of an attribute; `None` when they cannot be read.

    The attribute is an object, a list of some, a map of some, or text with one or several.
    """
    if value is None or value == "":
        return ()
    if isinstance(value, str):
        documents = documents_of(value)
        return None if documents is None else _found(documents, in_text=True)
    if isinstance(value, Sensitive):
        return _veiled(value)
    return None if isinstance(value, Unknown) else _found((value,), in_text=False)


def _found(documents: tuple[Value, ...], *, in_text: bool) -> tuple[Placed, ...] | None:
    many = in_text and len(documents) > 1
    found: list[Placed] = []
    for position, document in enumerate(documents):
        inner = list(_objects(document, (position,) if many else ()))
        if not inner:
            return None
        found.extend(inner)
    return tuple(found)


def _objects(value: Value, path: Path) -> Iterator[Placed]:
    """Find the objects: the value itself, the items of a `List`, or the members of a map."""
    if isinstance(value, list | tuple):
        for position, item in enumerate(value):
            yield from _objects(item, (*path, position))
    elif isinstance(value, Mapping):
        items = value.get("items")
        if str(value.get("kind", "")).endswith("List") and isinstance(items, list | tuple):
            yield from _objects(items, (*path, "items"))
        elif "kind" in value and "apiVersion" in value:
            yield Placed(manifest=value, path=path)
        else:
            for key, item in value.items():
                if isinstance(item, Mapping | str) and item:
                    read = documents_of(item) if isinstance(item, str) else (item,)
                    for document in read or ():
                        yield from _objects(document, (*path, key))


def _veiled(value: Sensitive) -> tuple[Placed, ...] | None:
    """Read a sensitive text: what it has is told, what that is stays hidden."""
    texts = value.strings()
    if value.is_unknown or len(texts) != 1 or not value.hides(texts[0]):
        return None
    found = manifests_of(texts[0])
    if found is None:
        return None
    return tuple(
        Placed(manifest=_hide(each.manifest, keep=_IDENTITY), path=each.path) for each in found
    )


def _hide(value: Manifest, keep: frozenset[str] = frozenset()) -> Manifest:
    return {key: held if key in keep else _hidden(held) for key, held in value.items()}


def _hidden(value: Value) -> Value:
    if isinstance(value, Mapping):
        return _hide(value)
    if isinstance(value, list | tuple):
        return [_hidden(item) for item in value]
    return value if value is None or is_hidden(value) else Sensitive(value)


def uncovered(shown: Value, whole: Value) -> Value:
    """
    Put what a provider shows in the place of a sensitive text, with the rest of it hidden.

    `shown` is the text with some values blanked out, `whole` the sensitive one. What cannot be
    laid over one another is given as it is shown.
    """
    if not isinstance(shown, str) or not isinstance(whole, Sensitive):
        return shown
    texts = whole.strings()
    if whole.is_unknown or len(texts) != 1 or not whole.hides(texts[0]):
        return shown
    open_, all_ = documents_of(shown), documents_of(texts[0])
    if not open_ or not all_ or len(open_) != len(all_):
        return shown
    laid = [_overlay(one, other) for one, other in zip(open_, all_, strict=True)]
    return laid[0] if len(laid) == 1 else laid


def _overlay(shown: Value, whole: Value) -> Value:
    if isinstance(shown, Mapping) and isinstance(whole, Mapping):
        return {key: _overlay(held, whole.get(key)) for key, held in shown.items()}
    if isinstance(shown, list) and isinstance(whole, list) and len(shown) == len(whole):
        return [_overlay(one, other) for one, other in zip(shown, whole, strict=True)]
    return shown if whole is None or same(shown, whole) else Sensitive(whole)
