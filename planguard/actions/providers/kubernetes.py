"""
The rules that every pod of the Kubernetes API needs, as catalogue entries write them.

Paths may stand anywhere: `spec` of an object is `manifest.spec` where another tool wraps it.
"""

from __future__ import annotations

from collections.abc import Iterator

from planguard.actions.interface import Rule, containers, number, presence, template, toggle
from planguard.model.words import Verb

_CREATING = frozenset({Verb.CREATE})


def replicas(path: str) -> Rule:
    """Describe how many pods run; one, where no number is given."""
    return number(path, up="scale.up", down="scale.down", zero="scale.to-zero", absent=1)


def pods(path: str) -> Iterator[Rule]:
    """
    Give the rules of a pod template (`path` holds `metadata` and `spec`).

    A pod itself has `path` `""`.
    """
    spec = f"{path}.spec" if path else "spec"
    for name in ("containers", "initContainers"):
        yield containers(f"{spec}.{name}", shape="pod")
    for name in ("hostNetwork", "hostPID", "hostIPC"):
        yield toggle(f"{spec}.{name}", on="protection.guard-off", off="protection.up")
        yield toggle(f"{spec}.{name}", on="access.grant", verbs=_CREATING)
    yield presence(
        f"{spec}.volumes.hostPath", came="protection.guard-off", gone="protection.up",
        changed="protection.guard-off",
    )  # fmt: skip
    yield presence(f"{spec}.volumes.hostPath", came="access.grant", verbs=_CREATING)
    yield presence(
        f"{spec}.serviceAccountName", came="access.grant", gone="access.revoke",
        changed="access.grant",
    )  # fmt: skip
    yield presence(f"{spec}.volumes.secret.secretName", changed="secret.change")
    if path:
        yield template(path)
