"""
Compare which requests an Ingress sends where, and which of its hosts are served over TLS.

A host and path that is served no longer is `routing.remove`; one that is new, or goes to another
backend, `routing.rule`. A host that stays and has no certificate any more is `exposure.tls-weaken`,
one that gets its first `protection.up`; another certificate is a `routing.rule`. What is known only
after apply, or sensitive, counts as `routing.rule`, `inferred`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from planguard.actions.interface import Pair, Rule, Subject
from planguard.actions.providers.kubernetes_blocks import reads_blocks
from planguard.actions.values.blocks import block_of, blocks_of, holds_hidden
from planguard.actions.values.scalar import is_hidden, listed, word_of, words_of
from planguard.model.action import Action
from planguard.model.value import Value
from planguard.model.words import Confidence

_EVERY = "*"
_PARTS = ("rules", "defaultBackend", "backend", "tls")


@reads_blocks
def compare(subject: Subject, rule: Rule) -> Iterator[Action]:
    """Give the `routing` and TLS actions of every Ingress under the rule's path."""
    for pair in subject.pairs(rule.path):
        before, after = block_of(pair.before), block_of(pair.after)
        hidden = [name for name in _PARTS if holds_hidden(after.get(name))]
        if is_hidden(pair.after) or hidden:
            yield subject.action(
                "routing.rule",
                Pair(path=(*pair.path, *hidden[:1]), before=None, after=pair.after),
                "where requests go cannot be read",
                rule=rule,
                confidence=Confidence.INFERRED,
            )
            continue
        yield from _moved(subject, rule, pair, dict(_routes(before)), dict(_routes(after)))
        yield from _encrypted(subject, rule, pair, before, after)


def _routes(spec: Mapping[str, Value]) -> Iterator[tuple[str, str]]:
    """Give what is served, host and path, with the backend it goes to."""
    default = spec.get("defaultBackend") or spec.get("backend")
    if default:
        yield "everything else", _backend(default)
    for rule in blocks_of(spec.get("rules")):
        host = word_of(rule.get("host")) or _EVERY
        for path in blocks_of(block_of(rule.get("http")).get("paths")):
            yield f"{host}{path.get('path') or '/'}", _backend(path.get("backend"))


def _backend(value: Value) -> str:
    """Word a backend of any version of the API: `shop:80`."""
    block = block_of(value)
    service = block_of(block.get("service"))
    port = block_of(service.get("port"))
    name = service.get("name") or block.get("serviceName")
    if name is None:
        return json.dumps(block, sort_keys=True, default=str)
    return f"{name}:{port.get('number') or port.get('name') or block.get('servicePort') or ''}"


def _moved(
    subject: Subject,
    rule: Rule,
    pair: Pair,
    before: Mapping[str, str],
    after: Mapping[str, str],
) -> Iterator[Action]:
    gone = [route for route in before if route not in after]
    came = [route for route in after if route not in before]
    other = [route for route in after if route in before and before[route] != after[route]]
    for action_id, routes, said in (
        ("routing.remove", gone, "is served no longer"),
        ("routing.rule", other, "goes to another backend"),
        ("routing.rule", came, "is served now"),
    ):
        if routes:
            yield subject.action(
                action_id,
                Pair(
                    path=(*pair.path, "rules"),
                    before={route: before[route] for route in routes if route in before},
                    after={route: after[route] for route in routes if route in after},
                ),
                f"{listed(routes)} {said}",
                rule=rule,
            )


def _encrypted(
    subject: Subject,
    rule: Rule,
    pair: Pair,
    before: Mapping[str, Value],
    after: Mapping[str, Value],
) -> Iterator[Action]:
    old, new = _certificates(before), _certificates(after)
    kept = [host for host in _hosts(after) if host in _hosts(before)]
    bare = [host for host in kept if _of(host, old) is not None and _of(host, new) is None]
    safe = [host for host in kept if _of(host, old) is None and _of(host, new) is not None]
    other = [
        host
        for host in kept
        if None not in (_of(host, old), _of(host, new)) and _of(host, old) != _of(host, new)
    ]
    for action_id, hosts, said in (
        ("exposure.tls-weaken", bare, "has no certificate any more"),
        ("protection.up", safe, "gets a certificate"),
        ("routing.rule", other, "gets another certificate"),
    ):
        if hosts:
            place = Pair(
                path=(*pair.path, "tls"), before=before.get("tls"), after=after.get("tls")
            )
            yield subject.action(action_id, place, f"{listed(hosts)} {said}", rule=rule)


def _hosts(spec: Mapping[str, Value]) -> list[str]:
    hosts = [word_of(rule.get("host")) or _EVERY for rule in blocks_of(spec.get("rules"))]
    return list(dict.fromkeys(hosts or [_EVERY]))


def _certificates(spec: Mapping[str, Value]) -> dict[str, str]:
    """Give the Secret with the certificate of each host; `*` for all hosts."""
    return {
        host.lower(): str(block.get("secretName") or "")
        for block in blocks_of(spec.get("tls"))
        for host in words_of(block.get("hosts")) or [_EVERY]
    }


def _of(host: str, certificates: Mapping[str, str]) -> str | None:
    """Give the certificate of a host: its own, that of its wildcard, or that of all."""
    wildcard = f"*.{host.partition('.')[2]}"
    names = (host, wildcard, _EVERY)
    return next((certificates[name] for name in names if name in certificates), None)
