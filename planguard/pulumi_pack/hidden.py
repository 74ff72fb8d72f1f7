"""The secrets that the engine shows to a pack, in clear, wherever they stand."""

from __future__ import annotations

import json
from collections.abc import Iterator

from planguard.model.secret_shape import looks_secret
from planguard.model.value import strings_of
from planguard.pulumi_pack.goal import Seen
from planguard.pulumi_pack.prior import Stack
from planguard.readers.pulumi.properties import Properties


def secrets_in(seen: Seen) -> frozenset[str]:
    """
    List the strings under the marks of a resource, in inputs and outputs.

    Resources of all kinds have some: providers that the engine makes itself, the stack with its
    outputs, what is only read. A secret of one may stand in clear in another.
    """
    return Properties(
        raw_inputs=json.dumps(seen.inputs or {}).encode(),
        raw_outputs=json.dumps(seen.outputs).encode(),
        secret=seen.secret_outputs,
    ).secrets()


def secret_settings(stack: Stack) -> Iterator[str]:
    """List the values of secret settings, those inside structured ones, and of those named so."""
    for name, value in stack.config.items():
        if name in stack.secret_keys:
            yield value
            yield from _inside(value)
        elif looks_secret(name, value):
            yield value


def _inside(value: str) -> Iterator[str]:
    if value.lstrip()[:1] not in ("{", "["):
        return
    try:
        yield from strings_of(json.loads(value))
    except (ValueError, RecursionError):
        return
