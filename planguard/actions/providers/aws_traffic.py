"""Reads the rules of AWS's security groups, access lists and prefix lists: what they let in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from planguard.actions.values.ranges import Opening, ports_of, protocol_of
from planguard.actions.values.scalar import is_hidden, number_of, truth_of, word_of, words_of
from planguard.actions.values.traffic import Filter, Hidden, Wall
from planguard.model.difference import is_nothing
from planguard.model.value import Value

SOURCES: Final = (
    *(
        "cidr_blocks",
        "ipv6_cidr_blocks",
        "cidr_block",
        "ipv6_cidr_block",
        "cidr_ipv4",
        "cidr_ipv6",
    ),
    *("cidr", "cidr_ip", "source_ranges", "source_security_group_id", "security_groups"),
    *("referenced_security_group_id", "prefix_list_ids", "prefix_list_id"),
    *("cidrIp", "cidrIpv6"),
    *("sourceSecurityGroupId", "sourceSecurityGroupName", "sourcePrefixListId"),
    *("destinationSecurityGroupId", "destinationPrefixListId"),
)
_OTHERS = (
    *("type", "egress", "rule_action", "action", "self", "from_port", "to_port"),
    *("protocol", "ip_protocol", "fromPort", "toPort", "ipProtocol"),
    *("rule_number", "rule_no", "icmp_type"),
)
FIELDS: Final = (*SOURCES, *_OTHERS)
"""What decides whom a rule that is an object of its own lets in."""
_REFUSING = frozenset({"deny", "drop", "block"})
SELF: Final = "self"
"""The source by which the members of a group let one another in."""


def wall_of(value: Value) -> Wall:
    """Read rules, one or a list of them, whatever their attributes are called; texts are ranges."""
    filters: list[Filter] = []
    hidden: list[Hidden] = []
    for item in value if isinstance(value, list | tuple) else (value,):
        if is_hidden(item):
            hidden.append(Hidden(attribute="", value=item))
        elif isinstance(item, Mapping):
            wall = _rule(item)
            filters += wall.filters
            hidden += wall.hidden
        elif isinstance(item, str) and not is_nothing(item):
            filters.append(Filter(opening=Opening(source=item)))
    return Wall(filters=tuple(filters), hidden=tuple(hidden))


def incoming(block: Mapping[str, Value]) -> Value:
    """Give a rule that is a resource of its own; nothing when it is for outgoing traffic."""
    outgoing = truth_of(block.get("egress")) or word_of(block.get("type")) == "egress"
    kept = {name: block[name] for name in FIELDS if name in block}
    return None if outgoing or not kept else kept


def _rule(block: Mapping[str, Value]) -> Wall:
    protocol = protocol_of(_first_word(block, "protocol", "ip_protocol", "ipProtocol"))
    ends = (
        number_of(_first_word(block, "from_port", "fromPort")),
        number_of(_first_word(block, "to_port", "toPort")),
    )
    if protocol.startswith("icmp") and block.get("icmp_type") is not None:
        ends = (number_of(block["icmp_type"]), None)
    first, last = ports_of(*ends, protocol)
    order = number_of(_first_word(block, "rule_number", "rule_no"))
    template = Filter(
        opening=Opening(source="", protocol=protocol, first=first, last=last),
        denies=_first_word(block, "rule_action", "action") in _REFUSING,
        order=0 if order is None else order,
    )
    shape = Hidden(attribute="", value=None, template=template)
    sources = [source for name in SOURCES for source in words_of(block.get(name))]
    sources += [SELF] if truth_of(block.get("self")) else []
    return Wall(
        filters=tuple(map(shape.named, sources)),
        hidden=tuple(
            Hidden(attribute=name, value=item, template=template)
            for name in SOURCES
            for value in (block.get(name),)
            for item in (value if isinstance(value, list | tuple) else (value,))
            if is_hidden(item)
        ),
    )


def _first_word(block: Mapping[str, Value], *names: str) -> str:
    return next(filter(None, (word_of(block.get(name)) for name in names)), "")
