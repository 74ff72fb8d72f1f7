"""
Compare who can reach a Kubernetes Service.

A `LoadBalancer` is reachable from the ranges it admits (`loadBalancerSourceRanges`, everybody where
it names none), or only from inside where an annotation of its cloud makes it internal; a `NodePort`
from wherever the nodes are, other types from inside the cluster alone. What was not reachable and
becomes so is `exposure.open`, or `exposure.public` for the whole internet: `inferred` unless the
Service says so itself, since a cluster may have no way to the internet. What no longer is reachable
is `exposure.narrow`, and the balancer that goes with it `routing.remove`. A type, range or
annotation that is known only after apply, or sensitive, counts as open, `inferred`.

Source: https://kubernetes.io/docs/concepts/services-networking/service/#internal-load-balancer
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from planguard.actions.interface import Pair, Rule, Subject
from planguard.actions.providers.kubernetes_blocks import reads_blocks
from planguard.actions.values.ranges import LAST_PORT, Opening, beyond
from planguard.actions.values.scalar import (
    is_hidden,
    listed,
    number_of,
    truth_of,
    word_of,
    words_of,
)
from planguard.model.action import Action
from planguard.model.value import Path, Unknown, Value, at
from planguard.model.words import Confidence, Verb

_BALANCER, _NODES = "loadbalancer", "nodeport"
_EVERYBODY = ("0.0.0.0/0",)
_INSIDE, _AROUND = "the internal network", "the network of the nodes"
_AWS = "service.beta.kubernetes.io/aws-load-balancer"
_SCHEME = f"{_AWS}-scheme"
_INTERNAL: Mapping[str, tuple[str, ...]] = {
    f"{_AWS}-internal": ("true", "0.0.0.0/0"),
    _SCHEME: ("internal",),
    "service.beta.kubernetes.io/azure-load-balancer-internal": ("true",),
    "networking.gke.io/load-balancer-type": ("internal",),
    "cloud.google.com/load-balancer-type": ("internal",),
    "service.beta.kubernetes.io/openstack-internal-load-balancer": ("true",),
    "service.beta.kubernetes.io/oci-load-balancer-internal": ("true",),
    "service.beta.kubernetes.io/alibaba-cloud-loadbalancer-address-type": ("intranet",),
}
"""Annotations with the words that keep a balancer inside."""
_INTERNAL_UNLESS_TOLD = ("external", "nlb-ip")
"""Kinds of the AWS Load Balancer Controller, whose balancers are internal by default."""
_RANGES = "service.beta.kubernetes.io/load-balancer-source-ranges"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reach:
    """Who can reach one side of a change."""

    openings: tuple[Opening, ...] = ()
    balanced: bool = False
    told: bool = False
    """Whether the Service itself says that it faces the internet."""
    hidden: bool = False


@reads_blocks
def compare(subject: Subject, rule: Rule) -> Iterator[Action]:
    """Give the `exposure` actions of a Service, and `routing.remove` for its balancer."""
    path: Path = tuple(str(rule.options.get("spec")).split("."))
    change = subject.change
    before, after = _reach(change.before, path), _reach(change.after, path)
    pair = _place(subject, path)
    if after.hidden and not before.hidden:
        yield subject.action(
            "exposure.open",
            pair,
            "who can reach it cannot be read",
            rule=rule,
            confidence=Confidence.INFERRED,
            details={"cidrs": Unknown(), "ports": []},
        )
        return
    opened = beyond(after.openings, before.openings)
    public = [opening for opening in opened if opening.is_whole_internet]
    if opened:
        confidence = Confidence.INFERRED if public and not after.told else None
        action_id = "exposure.public" if public else "exposure.open"
        yield _action(subject, rule, pair, action_id, public or opened, confidence)
    closed = [
        opening
        for opening in beyond(before.openings, after.openings)
        if not _is_among(opening, public)
    ]
    if closed and change.verb is not Verb.CREATE and not after.hidden:
        yield _action(subject, rule, pair, "exposure.narrow", closed, None)
    if before.balanced and not after.balanced and not after.hidden:
        yield subject.action("routing.remove", pair, "its load balancer goes away", rule=rule)


def _is_among(opening: Opening, public: list[Opening]) -> bool:
    """Tell whether those inside may come as everybody may."""
    return opening.source in (_INSIDE, _AROUND) and any(
        one.first <= opening.first and opening.last <= one.last for one in public
    )


def _place(subject: Subject, path: Path) -> Pair:
    """Give the place that decides: the type, else what stands beside it."""
    change = subject.change
    annotations = (*path[:-1], "metadata", "annotations")
    for place in ((*path, "type"), (*path, "loadBalancerSourceRanges"), annotations):
        before, after = at(change.before, place), at(change.after, place)
        if before != after:
            return Pair(path=place, before=before, after=after)
    return Pair(path=path, before=None, after=None)


def _reach(values: Mapping[str, Value], path: Path) -> _Reach:
    spec, annotations = at(values, path), at(values, (*path[:-1], "metadata", "annotations"))
    if is_hidden(spec):
        return _Reach(hidden=True)
    spec = spec if isinstance(spec, Mapping) else {}
    if is_hidden(spec.get("type")):
        return _Reach(hidden=True)
    kind = word_of(spec.get("type"))
    ports = list(_ports(spec)) or [(0, LAST_PORT)]
    sources = [f"the address {address}" for address in words_of(spec.get("externalIPs"))]
    if kind not in (_BALANCER, _NODES):
        return _Reach(openings=_openings(sources, ports))
    if kind == _BALANCER and is_hidden(annotations):
        return _Reach(hidden=True)
    notes = annotations if isinstance(annotations, Mapping) else {}
    sources += [_AROUND]
    if kind == _NODES:
        return _Reach(openings=_openings(sources, ports))
    ranges = spec.get("loadBalancerSourceRanges")
    items = ranges if isinstance(ranges, list | tuple) else (ranges,)
    if any(map(is_hidden, (*items, *(notes.get(name) for name in (*_INTERNAL, _RANGES))))):
        return _Reach(hidden=True)
    admitted = words_of(ranges) or [
        part.strip() for part in word_of(notes.get(_RANGES)).split(",") if part.strip()
    ]
    sources += admitted or ([_INSIDE] if _is_internal(spec, notes) else _EVERYBODY)
    return _Reach(
        openings=_openings(sources, ports),
        balanced=True,
        told=word_of(notes.get(_SCHEME)) == "internet-facing",
    )


def _ports(spec: Mapping[str, Value]) -> Iterator[tuple[int, int]]:
    blocks = spec.get("ports")
    for block in blocks if isinstance(blocks, list | tuple) else ():
        port = number_of(block.get("port")) if isinstance(block, Mapping) else None
        if port is not None:
            yield int(port), int(port)


def _openings(sources: list[str], ports: list[tuple[int, int]]) -> tuple[Opening, ...]:
    return tuple(
        Opening(source=source, first=first, last=last)
        for source in sources
        for first, last in ports
    )


def _is_internal(spec: Mapping[str, Value], notes: Mapping[str, Value]) -> bool:
    scheme = word_of(notes.get(_SCHEME))
    if scheme:
        return scheme == "internal"
    if any(word_of(notes.get(name)) in words for name, words in _INTERNAL.items()):
        return True
    kind = word_of(notes.get(f"{_AWS}-type"))
    by_class = word_of(spec.get("loadBalancerClass")) == "service.k8s.aws/nlb"
    never = truth_of(notes.get(f"{_AWS}-internal")) is False
    return (by_class or kind in _INTERNAL_UNLESS_TOLD) and not never


def _action(
    subject: Subject,
    rule: Rule,
    pair: Pair,
    action_id: str,
    openings: list[Opening],
    confidence: Confidence | None,
) -> Action:
    sources = list(dict.fromkeys(opening.source for opening in openings))
    ports = list(dict.fromkeys(opening.ports for opening in openings))
    said = "can no longer" if action_id == "exposure.narrow" else "can"
    where = "on every port" if ports == ["all"] else f"on port {listed(ports)}"
    return subject.action(
        action_id,
        pair,
        f"{listed(sources)} {said} reach it {where}",
        rule=rule,
        confidence=confidence,
        details={"cidrs": sources, "ports": ports},
    )
