"""Reads the environment variables of workloads and finds the secrets in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from planguard.actions.values.scalar import is_hidden
from planguard.model.difference import is_nothing
from planguard.model.secret_shape import looks_secret, names_secret, secret_shapes
from planguard.model.value import Sensitive, Unknown, Value

_SHORTEST_SECRET = 8


def variables_of(value: Value) -> dict[str, Value] | None:
    """
    Read variables from a map, or from blocks of `name` (or `key`) and `value`.

    `None` when nothing can be read: the whole is unknown or sensitive.
    """
    if is_hidden(value):
        return None
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, Sequence) and not isinstance(value, str):
        blocks = [block for block in value if isinstance(block, Mapping)]
        named = ((block.get("name") or block.get("key"), block.get("value")) for block in blocks)
        return {name: given for name, given in named if isinstance(name, str)}
    return {}


def exposed(name: str, value: Value, secrets: AbstractSet[str]) -> bool:
    """Tell whether a variable holds a secret; `secrets` are those of the whole plan."""
    if isinstance(value, Sensitive):
        unreadable = names_secret(name) and not value.is_empty
        return unreadable or any(map(secret_shapes, value.strings()))
    if not isinstance(value, str) or is_nothing(value):
        return False
    return looks_secret(name, value) or (len(value) >= _SHORTEST_SECRET and value in secrets)


def hidden(
    variables: Mapping[str, Value], names: Sequence[str], secrets: AbstractSet[str]
) -> dict[str, Value]:
    """Keep the variables of these names, with what may be a secret marked as sensitive."""
    kept = {name: variables[name] for name in names if name in variables}
    return {
        name: Sensitive(value)
        if not isinstance(value, Sensitive | Unknown) and _may_be_secret(name, value, secrets)
        else value
        for name, value in kept.items()
    }


def _may_be_secret(name: str, value: Value, secrets: AbstractSet[str]) -> bool:
    return not is_nothing(value) and (names_secret(name) or exposed(name, value, secrets))
