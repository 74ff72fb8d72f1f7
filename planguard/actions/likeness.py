"""Tells which objects are alike: what is known of them, put so that equals can be looked up."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache

from planguard.model.difference import is_nothing
from planguard.model.value import Path, Sensitive, Unknown, Value, holds_unknown

COMPUTED = frozenset({"id", "arn", "tags_all", "effective_labels", "terraform_labels"})
"""Attributes the provider fills in, even where a plan knows them."""
SOFT = frozenset({"tags", "labels", "annotations", "description", "comment"})
"""Attributes that say nothing of which object it is."""
_NAMES = frozenset(
    {"name", "identifier", "name_prefix", "display_name", "bucket", "family", "key_name"}
)
_OPENING = frozenset({"{", "[", " ", "\t", "\n", "\r"})
"""What JSON text starts with."""
_ENDINGS = ("_name", "_identifier", "_id", "_prefix")


@lru_cache(maxsize=4096)
def names_object(type_: str, path: Path) -> bool:
    """
    Tell whether an attribute holds the object's own name in the world.

    That is `name` and its like, what repeats the type's last word (`function_name` of
    `aws_lambda_function`), and `metadata.name` of Kubernetes.
    """
    words = [step for step in path if isinstance(step, str)]
    if len(words) != 1:
        return words == ["metadata", "name"]
    attribute = words[0]
    ending = next((end for end in _ENDINGS if attribute.endswith(end)), "")
    own = bool(ending) and type_.endswith(f"_{attribute.removesuffix(ending)}")
    return own or (attribute in _NAMES and not _is_parent(type_, attribute))


def _is_parent(type_: str, attribute: str) -> bool:
    """Tell the bucket that `aws_s3_bucket_policy` hangs on from the bucket itself."""
    return attribute == "bucket" and not type_.endswith("_bucket")


def known_parts(values: Mapping[str, Value]) -> dict[Path, Value]:
    """
    Give what is known of an object: whole attributes, or the known parts of those that are not.

    Computed attributes are left out.
    """
    found: dict[Path, Value] = {}
    stack: list[tuple[Path, Value]] = [
        ((name,), value) for name, value in values.items() if name not in COMPUTED
    ]
    while stack:
        path, value = stack.pop()
        if not holds_unknown(value):
            found[path] = value
        elif isinstance(value, Mapping):
            stack.extend(((*path, name), inner) for name, inner in value.items())
        elif isinstance(value, list | tuple):
            stack.extend(((*path, position), inner) for position, inner in enumerate(value))
    return found


def leaves(values: Mapping[str, Value]) -> Iterator[tuple[Path, Value]]:
    """Give every value that is no mapping, computed attributes left out; lists stay whole."""
    stack: list[tuple[Path, Value]] = [
        ((name,), value) for name, value in values.items() if name not in COMPUTED
    ]
    while stack:
        path, value = stack.pop()
        if isinstance(value, Mapping):
            stack.extend(((*path, name), inner) for name, inner in value.items())
        else:
            yield path, value


def canonical(value: Value) -> str:
    """
    Write a value so that values which mean the same are written alike.

    Coarser than `same` in `difference`: the order of every list is dropped, and all sensitive
    values are one. What is written alike must still be compared.
    """
    if isinstance(value, str) and value[:1] not in _OPENING:
        return value.lower()
    plain = _plain(value)
    return plain if isinstance(plain, str) else json.dumps(plain, sort_keys=True)


def _plain(value: Value) -> object:
    if isinstance(value, Sensitive | Unknown):
        return str(value)
    if is_nothing(value):
        return ""
    if isinstance(value, Mapping):
        return {name: _plain(inner) for name, inner in value.items() if not is_nothing(inner)}
    if isinstance(value, list | tuple):
        return sorted(json.dumps(_plain(item), sort_keys=True) for item in value)
    if isinstance(value, str):
        return _text(value)
    return f"{value:g}" if isinstance(value, float) else str(value).lower()


def _text(value: str) -> object:
    if value.lstrip()[:1] in _OPENING:
        try:
            return _plain(json.loads(value))
        except ValueError:
            return value.lower()
    return value.lower()
