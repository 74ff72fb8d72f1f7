"""
The containers of a Kubernetes pod in the words of a task definition.

So the comparison of containers is one, wherever they run. Variables that a Secret feeds become
`secrets`; those with another source keep it as their value, which is no text and no secret.
What a container may do to its machine stands under `liberties`, what no task definition has under
`rest`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from planguard.actions.values.blocks import block_of, blocks_of
from planguard.actions.values.scalar import is_hidden, truth_of, words_of
from planguard.model.value import Value

Container = Mapping[str, Value]

_FROM_SECRET = "secretKeyRef"  # noqa: S105 - the name of a property
_WHOLE = "secretRef"
_RENAMED = {
    "name": "name",
    "image": "image",
    "command": "entryPoint",
    "args": "command",
    "workingDir": "workingDirectory",
    "ports": "portMappings",
}
_PROBES = ("livenessProbe", "readinessProbe", "startupProbe")
_READ = frozenset({*_RENAMED, *_PROBES, "env", "envFrom", "resources", "securityContext"})
_HARMLESS = frozenset({"terminationMessagePath", "terminationMessagePolicy", "imagePullPolicy"})
"""What the server fills in where nothing is said."""


def as_task_container(container: Container) -> Container:
    """Give a container of a pod as a task definition would write it."""
    found = {name: container.get(written) for written, name in _RENAMED.items()}
    context = block_of(container.get("securityContext"))
    return {
        **found,
        "healthCheck": {name: container.get(name) for name in _PROBES},
        "user": {name: context.get(name) for name in ("runAsUser", "runAsGroup")},
        "environment": [*_variables(container), *_whole_sources(container)],
        "secrets": [*_secrets(container), *_whole_secrets(container)],
        "amounts": dict(_amounts(container)),
        "liberties": list(_liberties(context)),
        "rest": {
            name: value for name, value in container.items() if name not in _READ | _HARMLESS
        },
    }


def _variables(container: Container) -> Iterator[Mapping[str, Value]]:
    for variable in blocks_of(container.get("env")):
        source = variable.get("valueFrom")
        if isinstance(source, Mapping) and _FROM_SECRET in source:
            # Which secret is told by `secrets`; here it counts that one feeds the variable.
            source = {_FROM_SECRET: True}
        value = variable.get("value") if source is None else source
        yield {"name": variable.get("name"), "value": value}


def _secrets(container: Container) -> Iterator[Mapping[str, Value]]:
    for variable in blocks_of(container.get("env")):
        reference = block_of(block_of(variable.get("valueFrom")).get(_FROM_SECRET))
        if reference:
            place = f"{reference.get('name')}/{reference.get('key')}"
            yield {"name": variable.get("name"), "valueFrom": place}


def _whole_sources(container: Container) -> Iterator[Mapping[str, Value]]:
    """Give what `envFrom` takes over whole, by the prefix of its variables."""
    for name, source in _sources(container):
        reference = block_of(source.get("configMapRef"))
        yield {
            "name": name,
            "value": {"configMapRef": reference.get("name")} if reference else {_WHOLE: True},
        }


def _whole_secrets(container: Container) -> Iterator[Mapping[str, Value]]:
    for name, source in _sources(container):
        if _WHOLE in source:
            yield {"name": name, "valueFrom": block_of(source.get(_WHOLE)).get("name")}


def _sources(container: Container) -> Iterator[tuple[str, Mapping[str, Value]]]:
    for position, source in enumerate(blocks_of(container.get("envFrom"))):
        yield f"{source.get('prefix') or ''}* (source {position + 1})", source


def _amounts(container: Container) -> Iterator[tuple[str, Value]]:
    resources = block_of(container.get("resources"))
    for side in ("requests", "limits"):
        for name, value in block_of(resources.get(side)).items():
            yield f"{side}.{name}", value


_POWERS = frozenset(
    {"ALL", "SYS_ADMIN", "NET_ADMIN", "SYS_PTRACE", "SYS_MODULE", "DAC_READ_SEARCH", "BPF"}
)
"""Capabilities with which a process can leave its container or read along."""


def _liberties(context: Mapping[str, Value]) -> Iterator[str]:
    """Name what a container may do to the machine it runs on."""
    if truth_of(context.get("privileged")):
        yield "it runs privileged on its host"
    if truth_of(context.get("allowPrivilegeEscalation")):
        yield "its processes may gain rights"
    if truth_of(context.get("runAsNonRoot")) is False or context.get("runAsUser") in (0, "0"):
        yield "it may run as root"
    added = block_of(context.get("capabilities")).get("add")
    powers = {word.upper().removeprefix("CAP_") for word in words_of(added)}
    yield from (f"it has the capability {power}" for power in sorted(powers & _POWERS))
    if is_hidden(added) or is_hidden(context.get("privileged")):
        yield "what it may do cannot be read"
