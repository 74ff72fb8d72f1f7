"""Reads the rules of Google's firewalls and security policies: what they let in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from planguard.actions.providers.azure_traffic import Traffic
from planguard.actions.values.ranges import LAST_PORT, Opening, beyond, protocol_of
from planguard.actions.values.regions import subtract
from planguard.actions.values.scalar import (
    hidden_in,
    is_hidden,
    number_of,
    truth_of,
    word_of,
    words_of,
)
from planguard.model.value import Value

_SOURCES = ("source_ranges", "source_tags", "source_service_accounts")
_TARGETS = (
    *("target_tags", "target_service_accounts", "target_resources"),
    *("target_secure_tags", "target_secure_tag"),
)
_MATCHED = (
    *("src_ip_ranges", "src_fqdns", "src_region_codes", "src_threat_intelligences"),
    *("src_address_groups", "src_secure_tags", "src_secure_tag"),
)
_PORTS = ("layer4_configs", "layer4_config")
_ANYBODY = ("0.0.0.0/0", "::/0")
_LAST = 2147483647
"""Priority of the rule every security policy ends with."""
_USUAL = 1000
FIELDS: Final = (
    *("allow", "deny", "action", "direction", "disabled", "match", "priority"),
    *_SOURCES,
    *_TARGETS,
)
"""What decides whom a rule that is an object of its own lets in."""
RULES: Final = frozenset({"google", "google-rule"})
"""Shapes in which the object is one rule."""
GROUPS: Final = frozenset(
    {"google-rules", "google-armor", "google-masters", "google-networks"},
)
"""Shapes in which a list holds several."""


def sides(shape: str, before: Value, after: Value) -> tuple[Traffic, Traffic]:
    """
    Read both sides of a change.

    Where a rule comes to hold for machines it did not hold for, all it lets in is new; where it
    ceases to and nothing else is new, all it let in is gone.
    """
    read = {
        "google": firewall_traffic, "google-rule": _rule, "google-rules": _rules, "google-armor": _armor,
        "google-masters": _masters, "google-networks": _networks,
    }[shape]  # fmt: skip
    old, new = read(before), read(after)
    if shape not in RULES or not isinstance(before, Mapping) or not isinstance(after, Mapping):
        return old, new
    if not covers(before, after):
        return Traffic(denied=old.denied), new
    if not covers(after, before) and not beyond(new.allowed, old.allowed) and not new.hidden:
        return old, Traffic(denied=new.denied)
    return old, new


def covers(one: Mapping[str, Value], other: Mapping[str, Value]) -> bool:
    """Tell whether a rule holds for every machine that another holds for, as far as one can see."""
    for name in _TARGETS:
        wide, narrow = _texts(one.get(name)), _texts(other.get(name))
        if is_hidden(one.get(name)) or is_hidden(other.get(name)) or not wide:
            continue
        if not narrow or set(narrow) - set(wide):
            return False
    return True


def _texts(value: Value) -> list[str]:
    """Give texts, also from blocks that hold their names."""
    items = value if isinstance(value, list | tuple) else (value,)
    named = [item.get("name") if isinstance(item, Mapping) else item for item in items]
    return words_of(named)


def firewall_traffic(value: Value) -> Traffic:
    """
    Read a VPC firewall rule, which either allows or denies.

    Who has one of several kinds of sources may come; a rule without any is for everybody.

    Source: https://cloud.google.com/firewall/docs/firewalls
    """
    if not isinstance(value, Mapping) or _is_idle(value):
        return Traffic()
    sources = [text for name in _SOURCES for text in words_of(value.get(name))]
    hidden = [(name, item) for name in _SOURCES for item in hidden_in(value.get(name))]
    if not sources and not hidden:
        sources = [_ANYBODY[0]]
    return Traffic(
        allowed=tuple(_openings(sources, value.get("allow"), "protocol")),
        denied=tuple(_openings(sources, value.get("deny"), "protocol")),
        hidden=tuple(hidden) if _blocks(value.get("allow")) else (),
    )


def _is_idle(rule: Mapping[str, Value]) -> bool:
    return word_of(rule.get("direction")) == "egress" or truth_of(rule.get("disabled")) is True


def _rule(value: Value) -> Traffic:
    """
    Read one rule of a firewall policy; `goto_next` neither lets in nor refuses.

    Source: https://cloud.google.com/firewall/docs/firewall-policies-rule-details
    """
    if not isinstance(value, Mapping) or _is_idle(value):
        return Traffic()
    openings: list[Opening] = []
    hidden: list[tuple[str, Value]] = []
    for match in _blocks(value.get("match")):
        sources = [text for name in _MATCHED for text in _texts(match.get(name))]
        unread = [("match", item) for name in _MATCHED for item in hidden_in(match.get(name))]
        ports = next((match[name] for name in _PORTS if match.get(name)), None)
        openings += _openings(sources or ([] if unread else _ANYBODY), ports, "ip_protocol")
        hidden += unread
    action = word_of(value.get("action"))
    if action == "deny":
        return Traffic(denied=tuple(openings))
    return Traffic() if action == "goto_next" else Traffic(
        allowed=tuple(openings), hidden=tuple(hidden)
    )  # fmt: skip


def _rules(value: Value) -> Traffic:
    """Read all rules of a firewall policy: the one with the lower number speaks first."""
    allowed: list[Opening] = []
    refused: list[Opening] = []
    hidden: list[tuple[str, Value]] = []
    for block in sorted(_blocks(value), key=_priority):
        one = _rule(block)
        refused += one.denied
        allowed += subtract(one.allowed, refused)
        hidden += [("", each) for _, each in one.hidden]
    return Traffic(allowed=tuple(allowed), hidden=tuple(hidden))


def _priority(block: Mapping[str, Value]) -> float:
    number = number_of(block.get("priority"))
    return _LAST if number is None else number


def priority_of(rule: Value) -> float:
    """Give the priority of a VPC firewall rule, 1000 where it says none."""
    number = number_of(rule.get("priority")) if isinstance(rule, Mapping) else None
    return _USUAL if number is None else number


def _armor(value: Value) -> Traffic:
    """
    Read the rules of a security policy before a balancer, those only tried out left aside.

    An expression is a source by its text.

    Source: https://cloud.google.com/armor/docs/security-policy-overview
    """
    allowed: list[Opening] = []
    refused: list[Opening] = []
    for block in sorted(_blocks(value), key=_priority):
        if truth_of(block.get("preview")):
            continue
        sources = [source for match in _blocks(block.get("match")) for source in _asked(match)]
        openings = list(_openings(sources, None, ""))
        if word_of(block.get("action")).startswith("deny"):
            refused += openings
        else:
            allowed += subtract(openings, refused)
    return Traffic(allowed=tuple(allowed))


def _networks(value: Value) -> Traffic:
    """Read blocks of ranges that may come; nobody else may."""
    blocks = _blocks(value)
    named = [(name, block.get(name)) for block in blocks for name in _RANGES]
    return Traffic(
        allowed=tuple(Opening(source=each) for _, text in named for each in words_of(text)),
        hidden=tuple(("", text) for _, text in named if is_hidden(text)),
    )


_RANGES = ("value", "cidr_range", "cidr_block")


def _masters(value: Value) -> Traffic:
    """
    Read who may reach a cluster's control plane: everybody, where the block is missing.

    Source: https://cloud.google.com/kubernetes-engine/docs/how-to/authorized-networks
    """
    blocks = _blocks(value)
    if not blocks:
        return Traffic(allowed=tuple(Opening(source=each) for each in _ANYBODY))
    sides = [_networks(block.get("cidr_blocks")) for block in blocks]
    return Traffic(
        allowed=tuple(each for side in sides for each in side.allowed),
        hidden=tuple(each for side in sides for each in side.hidden),
    )


def _asked(match: Mapping[str, Value]) -> Iterator[str]:
    for config in _blocks(match.get("config")):
        for source in words_of(config.get("src_ip_ranges")):
            yield from _ANYBODY if source == "*" else (source,)
    for expr in _blocks(match.get("expr")):
        yield from words_of(expr.get("expression"))


def _openings(
    sources: list[str] | tuple[str, ...], ports: Value, protocol: str
) -> Iterator[Opening]:
    """Join sources with the blocks that list protocols and ports; no block at all is everything."""
    blocks = _blocks(ports) if ports is not None or protocol == "protocol" else [{}]
    for block in blocks:
        name = protocol_of(word_of(block.get(protocol)))
        for first, last in _spans(block.get("ports")):
            for source in sources:
                yield Opening(source=source, protocol=name, first=first, last=last)


def _spans(value: Value) -> list[tuple[int, int]]:
    """Give the port ranges of a block; none given, or one that cannot be read, is every port."""
    found = []
    for word in words_of(value):
        first, _, last = word.partition("-")
        ends = number_of(first), number_of(last or first)
        if ends[0] is None or ends[1] is None:
            return [(0, LAST_PORT)]
        found.append((int(ends[0]), int(ends[1])))
    return found or [(0, LAST_PORT)]


def _blocks(value: Value) -> list[Mapping[str, Value]]:
    items = value if isinstance(value, list | tuple) else (value,)
    return [item for item in items if isinstance(item, Mapping)]
