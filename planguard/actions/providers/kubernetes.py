"""
The rules that objects of the Kubernetes API need, as catalogue entries write them.

AWS writes settings as keys and values too, which `notes` compares.

Paths may stand anywhere: `spec` of an object is `manifest.spec` where another tool wraps it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from planguard.actions.interface import (
    ALWAYS,
    ARRIVING,
    CHANGING,
    Rule,
    containers,
    presence,
    toggle,
)
from planguard.model.action import ActionId
from planguard.model.value import Value
from planguard.model.words import Verb

_CREATING = frozenset({Verb.CREATE})


def pod_containers(path: str) -> Rule:
    """Compare the containers of a pod, by name."""
    rule = containers(path)
    return Rule(pattern=rule.pattern, path=path, verbs=rule.verbs, options={"shape": "pod"})


def pod_template(path: str) -> Rule:
    """Tell that pods are made anew for what no other rule of their template sees."""
    return Rule(pattern="template", path=path)


def pods(path: str) -> Iterator[Rule]:
    """
    Give the rules of a pod template (`path` holds `metadata` and `spec`).

    A pod itself has `path` `""`.
    """
    spec = f"{path}.spec" if path else "spec"
    yield from (pod_containers(f"{spec}.{name}") for name in ("containers", "initContainers"))
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
        yield pod_template(path)


def notes(
    path: str, meanings: Mapping[str, str | Mapping[str, str]], *, otherwise: str = "other.tags"
) -> Rule:
    """
    Compare annotations or labels key by key.

    `meanings` maps a key (`*` and `?` stand for anything) to an action, or to one for each word
    the value may change to, `""` for one that goes; what it does not list is `otherwise`.
    """
    listed: dict[str, Value] = dict(meanings)
    return Rule(
        pattern="annotations",
        path=path,
        actions={"changed": ActionId(otherwise)},
        verbs=CHANGING,
        options={"meanings": listed},
    )


def secret_keys(path: str, *, plain: str) -> Iterator[Rule]:
    """
    Follow the keys of a Secret: `path` holds them in base64, `plain` in clear.

    What stands in clear goes before.
    """
    for root in (path, plain):
        yield Rule(
            pattern="secret_keys", path=root, verbs=CHANGING,
            options={"encoded": path, "plain": plain},
        )  # fmt: skip


def settings(path: str, *, nested: bool = False) -> Rule:
    """
    Compare the keys of a ConfigMap, which may be whole files.

    With `nested` they are values of a chart, keys within keys.
    """
    return Rule(pattern="settings", path=path, verbs=ARRIVING, options={"nested": nested})


def service(path: str) -> Iterator[Rule]:
    """Compare who can reach a Service; `path` is its `spec`, beside which its `metadata` stands."""
    parent = path.rpartition(".")[0]
    metadata = f"{parent}.metadata" if parent else "metadata"
    for root in (path, metadata):
        yield Rule(pattern="service", path=root, verbs=ARRIVING, options={"spec": path})


def routes(path: str) -> Rule:
    """Compare which requests an Ingress sends where; `path` is its `spec`."""
    return Rule(pattern="routes", path=path, verbs=CHANGING)


def rbac(path: str) -> Rule:
    """Compare the rules of a Role or ClusterRole by what they permit."""
    return Rule(pattern="rbac", path=path, verbs=ALWAYS)


def bindings(path: str, *, role: str) -> Iterator[Rule]:
    """Compare who is given a role; `path` lists the subjects, `role` names it."""
    for root in (path, role):
        yield Rule(
            pattern="bindings", path=root, verbs=ALWAYS, options={"subjects": path, "role": role}
        )


def isolation(path: str) -> Rule:
    """
    Compare whom a NetworkPolicy lets in; `path` is its `spec`.

    A rule that holds nothing (`{}`) says much: it lets in everybody.
    """
    return Rule(pattern="isolation", path=path, verbs=ALWAYS, options={"empty": True})
