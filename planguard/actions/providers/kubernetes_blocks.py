"""
The objects of Kubernetes as Terraform's provider writes them, and as the API does.

Terraform has blocks, always in lists, and names with underscores (`spec[0].container[0].env_from`);
the API has objects and names in camel case. One description of a kind serves both: its rules are
re-spelt here, and what a pattern compares as a whole is read as the API would have it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import wraps
from typing import Final

from planguard.actions.interface import (
    NOWHERE_ELSE,
    Elsewhere,
    Pattern,
    Rule,
    Subject,
    TypeEntry,
)
from planguard.model.action import Action
from planguard.model.difference import is_nothing
from planguard.model.plan import Change
from planguard.model.value import Path, Sensitive, Unknown, Value, at

_LISTS: Final[Mapping[str, str]] = {
    **{
        f"{name}": f"{name}s"
        for name in (
            "container", "endpoint", "metric", "node_selector_term", "path", "port",
            "readiness_gate", "rule", "subject", "subset", "sysctl", "toleration",
            "topology_spread_constraint", "volume", "volume_claim_template", "volume_device",
            "volume_mount", "webhook", "http_header", "init_container", "limit", "option",
            "image_pull_secret",
        )
    },
    **{
        name: name
        for name in (
            "cluster_role_selectors", "egress", "env", "env_from", "from", "host_aliases",
            "image_pull_secrets", "ingress", "items", "match_expressions", "match_fields",
            "ports", "preferred_during_scheduling_ignored_during_execution",
            "required_during_scheduling_ignored_during_execution", "sources", "tls", "to",
        )
    },
}  # fmt: skip
"""Blocks of which there may be several, with what the API calls the list; all others are one."""
_ODD: Final[Mapping[str, str]] = {
    "host_pid": "hostPID",
    "host_ipc": "hostIPC",
    "cluster_ip": "clusterIP",
    "cluster_ips": "clusterIPs",
    "external_ips": "externalIPs",
    "load_balancer_ip": "loadBalancerIP",
    "non_resource_urls": "nonResourceURLs",
    "target_cpu_utilization_percentage": "targetCPUUtilizationPercentage",
    "insecure_skip_tls_verify": "insecureSkipTLSVerify",
    "api_group": "apiGroup",
    "pod_cidr": "podCIDR",
    "ca_bundle": "caBundle",
}
_SINGULAR = {listed: name for name, listed in _LISTS.items() if listed != name}
_PLAIN = {written: name for name, written in _ODD.items()}
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_WHOLE = frozenset(
    {"bindings", "containers", "isolation", "rbac", "routes", "service", "template"}
)
"""Patterns that compare an object, or a part of one, as a whole."""
_AS = "written"


def reads_blocks(compare: Pattern) -> Pattern:
    """Let a pattern that compares objects of the API compare Terraform's blocks too."""

    @wraps(compare)
    def reading(subject: Subject, rule: Rule) -> Iterable[Action]:
        written = rule.options.get(_AS)
        if not isinstance(written, str):
            return compare(subject, rule)
        return _read(compare, subject, replace(rule, path=written))

    return reading


def _read(compare: Pattern, subject: Subject, rule: Rule) -> Iterator[Action]:
    change = subject.change
    objects = replace(
        change, before=_members(change.before), after=_members(change.after), replace_paths=()
    )
    for action in compare(replace(subject, change=objects), rule):
        paths = tuple(_place(change, path) for path in action.paths)
        yield replace(action, paths=paths)


def _members(blocks: Mapping[str, Value]) -> dict[str, Value]:
    """Read an object from its attributes and blocks; what says nothing is left out."""
    found = (_member(name, value) for name, value in blocks.items())
    return {name: value for name, value in found if not _is_unset(value)}


def _is_unset(value: Value) -> bool:
    """Tell whether an attribute has no value; an empty block has one: it is there."""
    return value is None or (isinstance(value, str | list | tuple) and not value)


def _member(name: str, value: Value) -> tuple[str, Value]:
    if isinstance(value, list | tuple) and any(
        item is None or isinstance(item, Mapping) for item in value
    ):
        items: list[Value] = [
            _members(item or {}) if item is None or isinstance(item, Mapping) else item
            for item in value
        ]
        if name in _LISTS or len(items) > 1:
            return _written(name, plural=True), items
        return _written(name), items[0]
    if isinstance(value, Mapping):
        # A map of the user's: its keys are no names of ours.
        return _written(name), value or None
    return _written(name, plural=isinstance(value, Unknown | Sensitive)), value


def _written(name: str, *, plural: bool = False) -> str:
    """Write a name as the API does."""
    listed = _LISTS.get(name, name) if plural else name
    first, *rest = listed.split("_")
    return _ODD.get(listed) or first + "".join(word.capitalize() for word in rest)


def _spelt(step: str) -> str:
    """Write a name as Terraform does."""
    plain = _PLAIN.get(step) or _HUMP.sub("_", step).lower()
    return _SINGULAR.get(plain, plain)


def _place(change: Change, path: Path) -> Path:
    """Find in Terraform's blocks what stands at a path of the API."""
    found: Path = ()
    for step in path:
        side = next(
            (one for one in (change.after, change.before) if not is_nothing(at(one, found))), {}
        )
        held = at(side, found)
        if isinstance(step, str) and isinstance(held, list | tuple):
            found, held = (*found, 0), held[0] if held else None
        names = held if isinstance(held, Mapping) else ()
        candidates = (
            (step, _spelt(step), _HUMP.sub("_", step).lower()) if isinstance(step, str) else ()
        )
        found = (*found, next((name for name in candidates if name in names), step))
    return found


Renames = Mapping[str, str]
"""
What Terraform has under another name than a path of the API, or below it; `""` where it has nothing.
"""


def with_blocks(
    entries: Iterable[TypeEntry], names: Mapping[str, str], renames: Mapping[str, Renames]
) -> tuple[TypeEntry, ...]:
    """
    Describe the types of Terraform's provider too, by those of the API.

    `names` has the names of Terraform's types, without `kubernetes_`, by kind
    (`apps:Deployment`); `renames` the paths that do not follow the rule, by kind or by name.
    """
    told = tuple(entries)
    return (*told, *_in_blocks(told, names, renames))


def _in_blocks(
    entries: Iterable[TypeEntry], names: Mapping[str, str], renames: Mapping[str, Renames]
) -> Iterator[TypeEntry]:
    for entry in entries:
        kind = entry.type.partition(":")[2]
        for name in names.get(kind, "").split():
            other = {**renames.get(kind, {}), **renames.get(name, {})}
            rules = (_rule_in_blocks(rule, other) for rule in entry.rules)
            yield replace(
                entry,
                type=f"kubernetes_{name}",
                rules=tuple(rule for rule in rules if rule is not None),
                ignore=frozenset(),
                kind=entry.type,
            )


def _rule_in_blocks(rule: Rule, renames: Renames) -> Rule | None:
    spell = _speller(renames)
    path = spell(rule.path)
    if rule.path and not path:
        return None
    options = dict(rule.options)
    if rule.pattern in _WHOLE:
        options[_AS] = rule.path
    if rule.pattern == "secret_keys":
        options |= {name: spell(str(options[name])) for name in ("encoded", "plain")}
    return replace(
        rule,
        path=path,
        options=options,
        only={spell(name): words for name, words in rule.only.items()},
        unless={spell(name): words for name, words in rule.unless.items()},
        elsewhere=_respelled(rule.elsewhere, spell),
    )


def _respelled(far: Elsewhere, spell: Callable[[str], str]) -> Elsewhere:
    if far is NOWHERE_ELSE:
        return far
    was, was_not, beside, not_beside = (
        {spell(name): words for name, words in told.items()}
        for told in (far.was, far.was_not, far.beside, far.not_beside)
    )
    return Elsewhere(was=was, was_not=was_not, beside=beside, not_beside=not_beside)


def _speller(renames: Renames) -> Callable[[str], str]:
    def spell(path: str) -> str:
        for written, other in renames.items():
            if path == written or path.startswith(f"{written}."):
                return other and other + _path_spelt(path.removeprefix(written))
        return _path_spelt(path)

    return spell


_MAPS = frozenset({"annotations", "data", "hard", "labels", "parameters"})


def _path_spelt(path: str) -> str:
    """Write a path as Terraform does; the keys of a map are no names of ours."""
    steps = path.split(".")
    own = next((at for at, step in enumerate(steps) if step in _MAPS), len(steps)) + 1
    return ".".join([*map(_spelt, steps[:own]), *steps[own:]])
