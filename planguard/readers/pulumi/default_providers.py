"""Providers that Pulumi's engine makes itself: their names tell the version of the program's SDK."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from planguard.model.plan import ProviderMove
from planguard.readers.pulumi.operations import Operation

_DEFAULT = re.compile(
    r"::pulumi:providers:(?P<package>[^:]+)::default_(?P<numbers>\d+_\d+_\d+)(?P<stage>_[a-z]\w*)?\Z"
)


def provider_moves(operations: Iterable[Operation]) -> tuple[ProviderMove, ...]:
    """Give each package whose objects go from one version of its default provider to another."""
    return tuple(dict.fromkeys(_moves(operations)))


def _moves(operations: Iterable[Operation]) -> Iterator[ProviderMove]:
    for operation in operations:
        if operation.old is None or operation.new is None:
            continue
        if operation.old.provider == operation.new.provider:
            continue
        old, new = _DEFAULT.search(operation.old.provider), _DEFAULT.search(operation.new.provider)
        if old and new and old["package"] == new["package"]:
            yield ProviderMove(old["package"], _version(old), _version(new))


def _version(found: re.Match[str]) -> str:
    # A name has `_` for every sign: what stands behind the numbers is shown as a stage.
    stage = (found["stage"] or "").replace("_", "-", 1).replace("_", ".")
    return found["numbers"].replace("_", ".") + stage
