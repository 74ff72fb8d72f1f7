"""
Compare who can reach it over the network: ranges, ports and protocols, before against after.

What was not reachable and becomes so is `exposure.open`, or `exposure.public` when a source is the
whole internet (`0.0.0.0/0`, `::/0`, or ranges that add up to one of them) and not merely for echo
requests; what others come to reach on other ports is told apart. What no longer is reachable is
`exposure.narrow`. Ranges are compared as ranges: another way to write
the same ones, or a rule that others already cover, is nothing. Security groups and prefix lists
are sources by their name. A rule that denies counts the other way round. Outgoing rules do not
count. A source that is known only after apply or sensitive is `exposure.open`, `inferred`; blocks
the provider computes by itself on creation or replacement are nothing.

Azure writes rules its own way (shapes `azure` and `azure-rule`): `*`, `Any` and `Internet` are
everybody, service tags are sources by their name, and in a group of rules the one with the lower
priority number speaks first. A rule that denies and is an object of its own may have stood before one that lets
in, which is not seen here: what it let go of is `exposure.open`, `inferred`. A range is also
written as its first and last address (`span`), a list of those who may come lets everybody in
when it is empty (`restrictions`), or a single word opens and shuts an endpoint
(`gate`): `Deny` and `Disabled` shut it, other words and none leave it open.

So does Google: a rule of a VPC's firewall (`google`), of a firewall policy (`google-rule`, a list
of them `google-rules`) and of a security policy before a balancer (`google-armor`). A rule that
comes to hold for further machines lets them be reached by all it lets in.

Over 300 lines: the shapes share how two sides are compared and what is said of the difference.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from planguard.actions.interface import Pair, Rule, Subject
from planguard.actions.providers.azure_traffic import (
    FIELDS,
    SPAN_FIELDS,
    Traffic,
    group_traffic,
    is_closed,
    names_in,
    restrictions_traffic,
    rule_traffic,
    span_traffic,
    written,
)
from planguard.actions.providers.google_traffic import FIELDS as GOOGLE_FIELDS
from planguard.actions.providers.google_traffic import GROUPS as GOOGLE_GROUPS
from planguard.actions.providers.google_traffic import RULES as GOOGLE_RULES
from planguard.actions.providers.google_traffic import sides as google_sides
from planguard.actions.values.ranges import (
    ALL_PROTOCOLS,
    Opening,
    beyond,
    ports_of,
    protocol_of,
)
from planguard.actions.values.scalar import (
    is_hidden,
    is_unknown,
    listed,
    move,
    number_of,
    shown,
    truth_of,
    word_of,
    words_of,
)
from planguard.model.action import Action
from planguard.model.difference import is_nothing
from planguard.model.value import Path, Unknown, Value, path_text
from planguard.model.words import Confidence, Verb

_SOURCES = (
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
)
_OTHERS = (
    *("type", "egress", "rule_action", "action", "self", "from_port", "to_port"),
    *("protocol", "ip_protocol", "fromPort", "toPort", "ipProtocol"),
)


@dataclass(slots=True, kw_only=True)
class _Rules:
    """What one side of a change lets through."""

    allowed: list[Opening] = field(default_factory=list)
    denied: list[Opening] = field(default_factory=list)
    hidden: list[tuple[str, Value]] = field(default_factory=list)
    """Sources that cannot be read, by the attribute they stand in."""

    def add(self, block: Mapping[str, Value]) -> None:
        """Read one rule, whatever its attributes are called."""
        protocol = protocol_of(_first_word(block, "protocol", "ip_protocol", "ipProtocol"))
        first, last = ports_of(
            number_of(_first_word(block, "from_port", "fromPort")),
            number_of(_first_word(block, "to_port", "toPort")),
            protocol,
        )
        action = _first_word(block, "rule_action", "action")
        side = self.denied if action in ("deny", "drop", "block") else self.allowed
        sources = [source for name in _SOURCES for source in words_of(block.get(name))]
        sources += ["self"] if truth_of(block.get("self")) else []
        side.extend(
            Opening(source=source, protocol=protocol, first=first, last=last) for source in sources
        )
        for name in _SOURCES:
            value = block.get(name)
            items = value if isinstance(value, list | tuple) else (value,)
            self.hidden.extend((name, item) for item in items if is_hidden(item))


def _first_word(block: Mapping[str, Value], *names: str) -> str:
    return next(filter(None, (word_of(block.get(name)) for name in names)), "")


def compare(subject: Subject, rule: Rule) -> Iterator[Action]:
    """Give `exposure.open`, `exposure.public` and `exposure.narrow`."""
    shape = rule.options.get("shape")
    if shape in ("blocks", "ranges"):
        for pair in subject.pairs(rule.path):
            before, after = _rules_of(pair.before), _rules_of(pair.after)
            yield from _compare(subject, rule, pair, (pair.path,), before, after)
    elif shape == "gate":
        yield from _gates(subject, rule)
    elif shape in ("azure", "restrictions") or shape in GOOGLE_GROUPS:
        for pair in subject.pairs(rule.path):
            yield from _group(subject, rule, pair)
    else:
        yield from _compare_rule(subject, rule)


def _compare_rule(subject: Subject, rule: Rule) -> Iterator[Action]:
    """Compare a rule that is a resource of its own."""
    change, shape = subject.change, rule.options.get("shape")
    names: tuple[str, ...] = (*_SOURCES, *_OTHERS)
    if shape in ("azure-rule", "span"):
        listed_names = FIELDS if shape == "azure-rule" else SPAN_FIELDS
        names = tuple(dict.fromkeys(each for name in listed_names for each in written(name)))
    elif shape in GOOGLE_RULES:
        names = GOOGLE_FIELDS
    pairs = (pair for name in names for pair in subject.pairs(name))
    paths = tuple(pair.path for pair in pairs)
    if not paths:
        return
    path = (rule.path,) if (rule.path,) in paths else paths[0]
    sides: Sequence[Traffic]
    if shape in GOOGLE_RULES:
        sides = google_sides(str(shape), change.before, change.after)
    elif shape == "azure-rule":
        tags = names_in(change.before, change.after)
        sides = [rule_traffic(side, tags) for side in (change.before, change.after)]
    elif shape == "span":
        sides = [span_traffic(side) for side in (change.before, change.after)]
    else:
        whole = Pair(path=path, before=_incoming(change.before), after=_incoming(change.after))
        before, after = _rules_of(whole.before), _rules_of(whole.after)
        yield from _compare(subject, rule, whole, paths, before, after)
        return
    pair = Pair(path=path, before=dict(change.before) or None, after=dict(change.after) or None)
    for action in _compare(subject, rule, pair, paths, *map(_rules_from, sides)):
        if any(side.denied for side in sides):
            yield replace(action, confidence=Confidence.INFERRED)
        else:
            yield action


def _group(subject: Subject, rule: Rule, pair: Pair) -> Iterator[Action]:
    """Compare all rules of a group, which settle among themselves who speaks."""
    shape = str(rule.options.get("shape"))
    sides: Sequence[Traffic]
    if shape in GOOGLE_GROUPS:
        sides = google_sides(shape, pair.before, pair.after)
    elif shape == "azure":
        tags = names_in(pair.before, pair.after)
        sides = [group_traffic(side, tags) for side in (pair.before, pair.after)]
    else:
        sides = [restrictions_traffic(side) for side in (pair.before, pair.after)]
    yield from _compare(subject, rule, pair, (pair.path,), *map(_rules_from, sides))


def _gates(subject: Subject, rule: Rule) -> Iterator[Action]:
    """Compare the word that opens or shuts an endpoint."""
    for pair in subject.pairs(rule.path):
        if is_closed(pair.before) == is_closed(pair.after):
            continue
        hidden = is_hidden(pair.before) or is_hidden(pair.after)
        shuts = is_closed(pair.after)
        yield subject.action(
            "exposure.narrow" if shuts else "exposure.public",
            pair,
            f"{path_text(pair.path)} {move(pair.before, pair.after)}",
            rule=rule,
            confidence=Confidence.INFERRED if hidden else None,
            details={"cidrs": list(_EVERYBODY), "ports": ["all"]},
        )


_EVERYBODY = ("0.0.0.0/0", "::/0")


def _rules_from(traffic: Traffic) -> _Rules:
    return _Rules(
        allowed=list(traffic.allowed),
        # Somebody else's rule would have to let it in: a name, which is no whole internet.
        denied=[replace(each, source=f"what {each.source} covers") for each in traffic.denied],
        hidden=list(traffic.hidden),
    )


def _incoming(block: Mapping[str, Value]) -> Value:
    """Give a rule that is a resource of its own; nothing when it is for outgoing traffic."""
    outgoing = truth_of(block.get("egress")) or word_of(block.get("type")) == "egress"
    kept = {name: block[name] for name in (*_SOURCES, *_OTHERS) if name in block}
    return None if outgoing or not kept else kept


def _compare(
    subject: Subject,
    rule: Rule,
    pair: Pair,
    paths: tuple[Path, ...],
    before: _Rules,
    after: _Rules,
) -> Iterator[Action]:
    unread = _newly_hidden(subject, pair, before, after)
    if is_unknown(pair.after) and not unread:
        return
    opened = beyond(after.allowed, before.allowed)
    if not any(opening.is_whole_internet for opening in opened):
        opened += beyond(before.denied, after.denied)
    closed = [*beyond(before.allowed, after.allowed), *beyond(after.denied, before.denied)]
    public = [opening for opening in opened if opening.is_whole_internet]
    others = [opening for opening in opened if not _is_within(opening, public)]
    for action_id, openings in (("exposure.public", public), ("exposure.open", others)):
        if openings:
            yield replace(_action(subject, rule, pair, action_id, openings), paths=paths)
    if unread:
        action = subject.action(
            "exposure.open",
            pair,
            f"it can be reached from {shown(unread[0][1])}",
            rule=rule,
            confidence=Confidence.INFERRED,
            details={"cidrs": [] if _are_groups(unread) else Unknown(), "ports": []},
        )
        yield replace(action, paths=paths)
    elif closed:
        yield replace(_action(subject, rule, pair, "exposure.narrow", closed), paths=paths)


def _is_within(opening: Opening, public: list[Opening]) -> bool:
    """Tell whether what everybody may says it already, whoever the source is."""
    return any(
        one.protocol in (opening.protocol, ALL_PROTOCOLS)
        and one.first <= opening.first
        and opening.last <= one.last
        for one in public
    )


def _rules_of(value: Value) -> _Rules:
    rules = _Rules()
    for item in value if isinstance(value, list | tuple) else (value,):
        if is_hidden(item):
            rules.hidden.append(("", item))
        elif isinstance(item, Mapping):
            rules.add(item)
        elif isinstance(item, str) and not is_nothing(item):
            rules.allowed.append(Opening(source=item))
    return rules


def _are_groups(unread: list[tuple[str, Value]]) -> bool:
    """Tell whether nothing but groups cannot be read, which are no ranges whatever their ids."""
    return all("securitygroup" in name.lower().replace("_", "") for name, _ in unread)


def _newly_hidden(
    subject: Subject, pair: Pair, before: _Rules, after: _Rules
) -> list[tuple[str, Value]]:
    """
    List the sources that cannot be read by attribute, each with where it comes from.

    A new object has sources that nothing feeds and that the provider merely computes, unless a
    rule would be left without any.
    """
    found: list[tuple[str, Value]] = []
    for name, value in after.hidden:
        if (name, value) in before.hidden:
            continue
        path = (name,) if isinstance(pair.after, Mapping) else (*pair.path, *filter(None, (name,)))
        origins = subject.graph.origins(subject.change.address, path)
        new = subject.change.verb in (Verb.CREATE, Verb.REPLACE)
        computable = isinstance(pair.after, Mapping) and after.allowed
        needed = not computable and not is_unknown(pair.after)
        if origins or needed or not new:
            traced = isinstance(value, Unknown) and origins
            found.append((name, Unknown(origins=origins) if traced else value))
    return found


def _action(
    subject: Subject, rule: Rule, pair: Pair, action_id: str, openings: list[Opening]
) -> Action:
    sources = list(dict.fromkeys(opening.source for opening in openings))
    ports = list(dict.fromkeys(opening.ports for opening in openings))
    said = "can no longer" if action_id == "exposure.narrow" else "can"
    where = "on every port" if ports == ["all"] else f"on port {listed(ports)}"
    if ports == ["all"] and subject.confidence is Confidence.GUESS:
        where = "on ports that are not known here"
    return subject.action(
        action_id,
        pair,
        f"{listed(sources)} {said} reach it {where}",
        rule=rule,
        details={"cidrs": sources, "ports": ports},
    )
