"""Reads the environment variables of workloads and finds the secrets in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from planguard.actions.values.plain_secrets import KNOWN, Exposure, exposure
from planguard.actions.values.scalar import is_hidden
from planguard.model.difference import is_nothing
from planguard.model.secret_shape import looks_secret, names_secret, plain_secrets, refers
from planguard.model.value import Sensitive, Unknown, Value
from planguard.model.words import Confidence


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


def exposed(name: str, value: Value, secrets: AbstractSet[str]) -> Exposure | None:
    """
    Say which secret a variable gives away; `secrets` are those of the whole plan.

    What is marked is no secret by that alone: hosts and names are marked along with passwords. It
    is one where its shape or the variable's name says so.
    """
    if not isinstance(value, Sensitive):
        return exposure(name, value, secrets)
    texts = value.strings()
    for text in texts:
        for kind, found in plain_secrets(text):
            return Exposure(found, kind, Confidence.INFERRED)
    if not names_secret(name) or value.is_empty or (texts and all(map(refers, texts))):
        return None
    return Exposure(max(texts, key=len, default=""), KNOWN, Confidence.INFERRED)


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
    if is_nothing(value):
        return False
    broadly = isinstance(value, str) and (value in secrets or looks_secret(name, value))
    return names_secret(name) or broadly or exposed(name, value, secrets) is not None
