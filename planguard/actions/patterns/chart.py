"""
Compare the values of a Helm chart by the names charts have in common.

Wherever they stand among the values, `image` is what runs (`deploy.version`, `deploy.rollback`),
`replicaCount` how often (`scale.up`, `scale.down`, `scale.to-zero`), `resources` how large; `env`
and `securityContext` are compared as those of a pod, `service` and `ingress` by who can reach them,
`autoscaling` and `podDisruptionBudget` by their limits. `persistence` that is switched off is
`data.delete`, a `networkPolicy` that is `exposure.open`; `tls`, `auth` and `backup` that are on and
go off are `exposure.tls-weaken`, `protection.guard-off` and `protection.backup-off`. All this is
`inferred`: a chart may mean something else. Other keys that differ are one `config.env`, and a
secret among the values is `secret.expose`.

Where the objects that the chart makes are known, before and after, they are compared instead.
Values that are sensitive or known only after apply are `config.env`, `inferred`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from planguard.actions import interface as rules
from planguard.actions.interface import Rule, Subject, TypeEntry
from planguard.actions.patterns import PATTERNS
from planguard.actions.providers.helm_values import (
    Tree,
    Values,
    as_ingress,
    as_pods,
    as_service,
    nodes,
    pod_keys,
    values_of,
)
from planguard.actions.providers.kubernetes_manifests import manifests_of
from planguard.actions.within import Inner, actions_within
from planguard.model.action import Action
from planguard.model.difference import same
from planguard.model.value import Path, Value, at, path_text
from planguard.model.words import Confidence, Role, Verb


def _entry(name: str, *found: Rule) -> TypeEntry:
    return rules.entry(f"helm:{name}", Role.COMPUTE, *found)


def _guard(name: str) -> Rule:
    return rules.toggle(name, off="protection.guard-off", on="protection.up")


def _limit(name: str) -> Rule:
    return rules.number(name, up="scale.limits-up", down="scale.limits-down")


_PODS = _entry(
    "pods",
    rules.containers("containers", shape="pod"),
    rules.number("replicas", up="scale.up", down="scale.down", zero="scale.to-zero"),
    *(
        rules.toggle(name, on="protection.guard-off", off="protection.up")
        for name in ("hostNetwork", "hostPID", "hostIPC")
    ),
)
_SERVICE = _entry("service", *rules.service("spec"))
_INGRESS = _entry("ingress", rules.routes("spec"))
_BUDGET = _entry(
    "budget",
    rules.number("minAvailable", up="protection.up", down="protection.guard-off"),
    rules.number("maxUnavailable", up="protection.guard-off", down="protection.up"),
    _guard("enabled"),
    _guard("create"),
)
_BY_NAME: Mapping[str, TypeEntry] = {
    "autoscaling": _entry("autoscaling", _limit("minReplicas"), _limit("maxReplicas")),
    "persistence": _entry(
        "persistence",
        rules.toggle("enabled", off="data.delete", default=True,
                     note="The claim goes with the release unless the chart keeps it."),
        rules.size("size"),
        rules.changed("storageClass", "config.parameter"),
        rules.changed("existingClaim", "config.parameter"),
    ),
    "podDisruptionBudget": _BUDGET,
    "pdb": _BUDGET,
    "networkPolicy": _entry(
        "network", rules.toggle("enabled", off="exposure.open", on="exposure.narrow")
    ),
    "tls": _entry(
        "tls", rules.toggle("enabled", off="exposure.tls-weaken", on="protection.up")
    ),
    "auth": _entry("auth", _guard("enabled")),
    "backup": _entry(
        "backup", rules.toggle("enabled", off="protection.backup-off", on="protection.up")
    ),
}  # fmt: skip
_SERVED: Mapping[str, tuple[int, ...]] = dict.fromkeys(
    ("ingress-nginx", "nginx-ingress", "traefik"), (80, 443)
)
"""
Charts with the ports of their Service where the values name none.

Sources: https://artifacthub.io/packages/helm/ingress-nginx/ingress-nginx,
https://docs.nginx.com/nginx-ingress-controller/installation/installing-nic/installation-with-helm/,
https://github.com/traefik/traefik-helm-chart/blob/master/traefik/values.yaml
"""
_UNTOLD = "on every port"
_SETTINGS = _entry("values", rules.settings("values", nested=True))


def compare(subject: Subject, rule: Rule) -> Iterator[Action]:
    """Give what the values of a release mean, once for all the attributes that hold them."""
    change = subject.change
    values, single, rendered = _attributes(rule)
    roots = [values, *single, rendered] if rendered else [values, *single]
    told = (name for name in roots if not same(*_sides(subject, name)))
    if rule.path != next(told, ""):
        return
    before, after = (values_of(side, values, single) for side in (change.before, change.after))
    if not (before.readable and after.readable):
        if change.verb is not Verb.CREATE:
            yield subject.action(
                "config.env",
                next(iter(subject.pairs(rule.path))),
                "the values of the chart change in a way that cannot be read",
                rule=rule,
                confidence=Confidence.INFERRED,
            )
        return
    rest = [before.tree, after.tree]
    if rendered and _is_rendered(subject, rendered):
        yield from PATTERNS["manifest"](subject, rules.manifest(rendered))
    else:
        likely = list(_likely(subject, values, before, after))
        yield from (action for _, action in likely)
        rest = [_without(tree, {keys for keys, _ in likely}) for tree in rest]
    yield from _others(subject, values, before, after, rest)


def _attributes(rule: Rule) -> tuple[str, tuple[str, ...], str]:
    single = rule.options.get("single")
    names = tuple(map(str, single)) if isinstance(single, list | tuple) else ()
    return (
        str(rule.options.get("values") or rule.path),
        names,
        str(rule.options.get("rendered") or ""),
    )


def _sides(subject: Subject, name: str) -> tuple[Value, Value]:
    steps = tuple(name.split("."))
    return at(subject.change.before, steps), at(subject.change.after, steps)


def _is_rendered(subject: Subject, name: str) -> bool:
    change = subject.change
    sides = [change.after] if change.verb is Verb.CREATE else [change.before, change.after]
    return all(manifests_of(side.get(name)) for side in sides)


def _likely(
    subject: Subject, values: str, before: Values, after: Values
) -> Iterator[tuple[Path, Action]]:
    """Give what the values mean by their names, with the key that is told by that."""
    served = _served(str(subject.change.after.get("chart")), after.tree)
    for keys, old, new in nodes(before.tree, after.tree):
        entry, sides = _meant(keys, old, new, served)
        if entry is None:
            continue
        inner = Inner(type=entry.type, path=(), before=sides[0], after=sides[1])
        found = actions_within(
            subject, inner, PATTERNS,
            entry=entry, verb=subject.change.verb, confidence=Confidence.INFERRED,
        )  # fmt: skip
        for action in found:
            key = _key(action, old, new)
            told = (*keys, key) if key else keys
            place = after.place(told) or before.place(told) or (*values.split("."), *told)
            yield told, replace(action, paths=(place,), because=_said(action, told))


def _served(chart: str, values: Tree) -> Sequence[int]:
    """Give the ports that a chart's Service has by itself; none where the values add others."""
    more = any(values.get(name) for name in ("tcp", "udp", "ports"))
    return () if more else _SERVED.get(chart.rpartition("/")[2], ())


def _said(action: Action, told: Path) -> str:
    """Name the key as people wrote it where the sentence begins with what it stands for."""
    stood = path_text(action.paths[0]) if action.paths else ""
    rest = action.because.removeprefix(f"{stood} ")
    known = bool(stood and told) and rest != action.because
    sentence = f"{'.'.join(map(str, told))} {rest}" if known else action.because
    return sentence.replace(_UNTOLD, "on the ports that the chart opens")


def _meant(
    keys: Path, old: Tree, new: Tree, served: Sequence[int]
) -> tuple[TypeEntry | None, tuple[Tree, Tree]]:
    """Tell what a map among the values describes, and give both sides as that."""
    name = str(keys[-1]) if keys else ""
    if name in _BY_NAME:
        return _BY_NAME[name], (old, new)
    if name == "ingress":
        return _INGRESS, ({"spec": as_ingress(old)}, {"spec": as_ingress(new)})
    if "type" in {**old, **new} and name.lower().endswith("service"):
        return _SERVICE, (as_service(old, served), as_service(new, served))
    if pod_keys(old, new):
        label = ".".join(map(str, keys)) or "of the chart"
        return _PODS, (as_pods(old, label), as_pods(new, label))
    return None, (old, new)


def _key(action: Action, old: Tree, new: Tree) -> str:
    """Tell which key of a map an action is about; `""` when none alone."""
    steps = [str(step) for step in (action.paths or ((),))[0]]
    candidates = steps[-1:] + steps[:1]
    if steps[:1] == ["containers"]:
        words = _OF_A_CONTAINER.get(action.id) or ("securityContext", "containerSecurityContext")
        candidates = [key for key in pod_keys(old, new) if key in words or "env" in words]
        candidates = [key for key in candidates if "env" not in words or key not in _NO_VARIABLES]
    elif steps[:1] == ["replicas"]:
        candidates = ["replicaCount", "replicas"]
    elif steps[:1] == ["spec"]:
        candidates = [*steps[1:], "hosts", "hostname", "type", "port", "ports"]
    return next((key for key in candidates if not same(old.get(key), new.get(key))), "")


_OF_A_CONTAINER: Mapping[str, tuple[str, ...]] = {
    "deploy.version": ("image",),
    "deploy.rollback": ("image",),
    "scale.resize-up": ("resources",),
    "scale.resize-down": ("resources",),
    "config.parameter": ("resources",),
    "config.env": ("env",),
    "secret.expose": ("env",),
    "secret.change": ("env",),
}
_NO_VARIABLES = frozenset(
    {"image", "resources", "securityContext", "containerSecurityContext", "replicaCount",
     "replicas", "hostNetwork", "hostPID", "hostIPC"}
)  # fmt: skip


def _without(tree: Tree, told: set[Path]) -> Tree:
    """Leave out what other actions tell."""
    kept: Tree = {}
    for key, value in tree.items():
        if (key,) in told:
            continue
        inner = {keys[1:] for keys in told if keys[:1] == (key,)}
        kept[key] = _without(dict(value), inner) if inner and isinstance(value, Mapping) else value
    return kept


def _others(
    subject: Subject, values: str, before: Values, after: Values, rest: list[Tree]
) -> Iterator[Action]:
    """Give the keys that differ besides, and the secrets in the clear."""
    old, new = rest
    inner = Inner(type=_SETTINGS.type, path=(), before={"values": old}, after={"values": new})
    for action in actions_within(
        subject, inner, PATTERNS, entry=_SETTINGS, verb=subject.change.verb
    ):
        keys = action.paths[0][1:] if action.paths else ()
        place = (after.place(keys) or before.place(keys)) if keys else None
        yield replace(action, paths=(place or (*values.split("."), *keys),))
