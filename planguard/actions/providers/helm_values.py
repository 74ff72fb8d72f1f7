"""
The values of a Helm release, put together as Helm does, and what charts agree to call them.

Values come as an object, as YAML texts of which the later goes before the earlier, and one by one
by their names (`image.tag`). A chart may name them as it likes; most follow the one that `helm
create` writes, so that what is read here is likely, and never sure.
Source: https://helm.sh/docs/chart_best_practices/values/
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from planguard.actions.values.scalar import is_hidden
from planguard.actions.values.yaml_objects import documents_of
from planguard.model.value import Path, Value, at

Tree = dict[str, Value]

_STEP = re.compile(r"(?:\\.|[^.\\])+")
_WHOLE = re.compile(r"-?(?:0|[1-9]\d*)\Z")
_WORDS: Mapping[str, Value] = {"true": True, "false": False, "null": None}


@dataclass(slots=True, kw_only=True)
class Values:
    """The values of one side of a change, and where each was written."""

    tree: Tree = field(default_factory=dict)
    readable: bool = True
    """Whether all of them could be read."""
    sources: list[tuple[Path, Path, Tree]] = field(default_factory=list)
    """Attribute or item, keys it is about, and values in it, in the order they count."""

    def place(self, keys: Path) -> Path | None:
        """Find where a value was written last; `None` when it was not."""
        for written, about, tree in reversed(self.sources):
            if about:
                shared = min(len(about), len(keys))
                if about[:shared] == keys[:shared]:
                    return written
            elif at(tree, keys) is not None:
                return (*written, *keys)
        return None


def values_of(side: Mapping[str, Value], values: str, single: tuple[str, ...]) -> Values:
    """Read the values of a release from the attribute `values` and the lists `single`."""
    found = Values()
    place: Path = tuple(values.split("."))
    given = at(side, place)
    if isinstance(given, list | tuple):
        for position, text in enumerate(given):
            _take(found, (*place, position), text)
    elif given is not None:
        _take(found, place, given)
    for name in single:
        place = tuple(name.split("."))
        items = at(side, place)
        if is_hidden(items):
            found.readable = False
        for position, item in enumerate(items if isinstance(items, list | tuple) else ()):
            _set(found, (*place, position), item)
    return found


def _take(found: Values, place: Path, given: Value) -> None:
    if isinstance(given, str):
        read = documents_of(given)
        given = None if read is None else (read[0] if read else {})
    if not isinstance(given, Mapping):
        found.readable = False
        return
    tree = dict(given)
    found.sources.append((place, (), tree))
    found.tree = _merged(found.tree, tree)


def _merged(below: Mapping[str, Value], above: Mapping[str, Value]) -> Tree:
    """Lay values over others: maps are merged, all else is replaced, and null removes."""
    merged = dict(below)
    for key, value in above.items():
        old = merged.get(key)
        if value is None:
            merged.pop(key, None)
        elif isinstance(value, Mapping):
            merged[key] = _merged(old if isinstance(old, Mapping) else {}, value)
        else:
            merged[key] = value
    return merged


def _set(found: Values, place: Path, item: Value) -> None:
    block = item if isinstance(item, Mapping) else {}
    name = block.get("name")
    if not isinstance(name, str):
        found.readable = False
        return
    value = block.get("value")
    if isinstance(value, str) and block.get("type") not in {"string", "literal"}:
        # Helm takes whole numbers for such, and other text as it stands: `1.10` is a tag.
        value = _WORDS[value] if value in _WORDS else int(value) if _WHOLE.match(value) else value
    # What stands behind a position in a list is told of the list.
    steps = _STEP.findall(name.partition("[")[0])
    keys = tuple(step.replace("\\", "") for step in steps)
    found.sources.append(((*place, "value"), keys, {}))
    tree: Value = [value] if "[" in name else value
    for key in reversed(keys):
        tree = {key: tree}
    if isinstance(tree, Mapping):
        found.tree = _merged(found.tree, tree)


_ENVIRONMENT = re.compile(r"(?:\A|(?<=[a-z]))[eE]nv(?:Vars?|s|ironment)?\Z|\Aenvironment\Z")
_CONTAINER = ("image", "resources", "securityContext", "containerSecurityContext")
_HOST = ("hostNetwork", "hostPID", "hostIPC")
_COUNTS = ("replicaCount", "replicas")
_MAPS = frozenset({"annotations", "labels", "nodeSelector", "affinity", "resources", "image"})


def nodes(before: Value, after: Value, keys: Path = ()) -> Iterator[tuple[Path, Tree, Tree]]:
    """Give every map among the values that may hold settings of a workload, on both sides."""
    old = dict(before) if isinstance(before, Mapping) else {}
    new = dict(after) if isinstance(after, Mapping) else {}
    if old == new or len(keys) > _DEEPEST:
        return
    yield keys, old, new
    for key in {**old, **new}:
        inner = (old.get(key), new.get(key))
        if any(isinstance(side, Mapping) for side in inner) and not _is_map(key):
            yield from nodes(*inner, (*keys, key))


_DEEPEST = 8


def _is_map(key: str) -> bool:
    return key in _MAPS or bool(_ENVIRONMENT.search(key))


def pod_keys(*sides: Tree) -> list[str]:
    """List the keys of a node that say what its pods are."""
    names = {name for side in sides for name in side}
    known = {*_CONTAINER, *_HOST, *_COUNTS}
    return sorted(name for name in names if name in known or _ENVIRONMENT.search(name))


def as_pods(node: Tree, name: str) -> Tree:
    """Give a node as a Deployment would write it, with `replicas` and one container."""
    context = node.get("containerSecurityContext") or node.get("securityContext")
    container: Tree = {
        "name": name,
        "image": _image(node),
        "resources": node.get("resources"),
        "securityContext": context,
        "env": [one for key in node if _ENVIRONMENT.search(key) for one in _variables(node[key])],
    }
    count = next((node[name] for name in _COUNTS if name in node), None)
    return {
        "containers": [{key: value for key, value in container.items() if value is not None}],
        "replicas": count,
        **{key: node.get(key) for key in _HOST},
    }


def _image(node: Tree) -> Value:
    image = node.get("image")
    if not isinstance(image, Mapping):
        return image
    parts = [image.get(name) for name in ("registry", "repository", "tag", "digest")]
    if any(map(is_hidden, parts)):
        return next(filter(is_hidden, parts))
    registry, repository, tag, digest = (str(part or "") for part in parts)
    path = "/".join(
        part for part in (registry, repository or str(image.get("name") or "")) if part
    )
    if not (tag or digest):
        return path or None
    # A chart has an image of its own, which is the same before and after.
    return f"{path or 'image'}{f':{tag}' if tag else ''}{f'@{digest}' if digest else ''}"


def _variables(value: Value) -> Iterator[Value]:
    if isinstance(value, Mapping):
        for name, held in value.items():
            source = {"valueFrom": held} if isinstance(held, Mapping) else {"value": held}
            yield {"name": name, **source}
    elif isinstance(value, list | tuple):
        yield from value


def as_service(node: Tree, served: Sequence[int] = ()) -> Tree:
    """Give the values of a Service as an object; it has the ports `served` where none are named."""
    own = () if node.get("customPorts") else served
    ports = node.get("ports", node.get("port", own))
    if isinstance(ports, Mapping):
        ports = list(ports.values())
    items = ports if isinstance(ports, list | tuple) else [ports]
    numbers = [item.get("port") if isinstance(item, Mapping) else item for item in items]
    ranges = node.get("loadBalancerSourceRanges")
    return {
        "spec": {
            "type": node.get("type"),
            "ports": [{"name": str(one), "port": one} for one in numbers if one is not None],
            **({"loadBalancerSourceRanges": ranges} if ranges else {}),
        },
        "metadata": {"annotations": node.get("annotations") or {}},
    }


def as_ingress(node: Tree) -> Tree:
    """Give the values of an Ingress as an object; nothing where it is switched off."""
    if not node or node.get("enabled") is False:
        return {}
    hosts = node.get("hosts", [node["hostname"]] if node.get("hostname") else [])
    tls = node.get("tls")
    rules = [_host(host) for host in hosts] if isinstance(hosts, list | tuple) else hosts
    given: Value = [{"secretName": "(the chart's)"}] if tls is True else tls or None
    return {"rules": rules, "tls": given}


def _host(host: Value) -> Value:
    if isinstance(host, str):
        return {"host": host, "http": {"paths": [{"path": "/"}]}}
    if not isinstance(host, Mapping):
        return host
    paths = host.get("paths") or ["/"]
    return {
        "host": host.get("host") or host.get("name"),
        "http": {
            "paths": [
                path if isinstance(path, Mapping) else {"path": path}
                for path in (paths if isinstance(paths, list | tuple) else [paths])
            ]
        },
    }
