"""
Compare who can reach it over the network: ranges, ports and protocols, before against after.

What was not reachable and becomes so is `exposure.open`, or `exposure.public` when a source is the
whole internet (`0.0.0.0/0`, `::/0`, or ranges that add up to one of them) and not merely for echo
requests; what others come to reach on other ports is told apart. What no longer is reachable is
`exposure.narrow`. Ranges are compared as ranges, over the whole firewall as far as the plan shows
it: another way to write the same ones, a rule that moves from the group to an object of its own,
or one that others already cover, is nothing. A rule that refuses counts in its place among the
others (by `rule_no` or priority). Outgoing rules let nobody in: where members may send to, or may
not any more (`egress`), is `routing.network`, and nothing when the object is new.

Security groups are sources by their name, which is their address where the plan has them. A prefix
list stands for its ranges where the plan shows them; another's is a source by its name, and those
of AWS's own services are never taken for everybody. Where only a list changes, it is the firewalls
with a rule for it that open: `users` names them. A source that is known only after apply or
sensitive is `exposure.open`, `inferred`; blocks the provider computes by itself on creation or
replacement are nothing.

`added` tells what is let in now, by ports and beside who was before, and `addresses` how many more.

Azure writes rules its own way (shapes `azure` and `azure-rule`): `*`, `Any` and `Internet` are
everybody, service tags are sources by their name. A rule that refuses and whose firewall the plan
does not show may have stood before one that lets in: what it let go of is `exposure.open`,
`inferred`. A range is also written as its first and last address (`span`), a list of those who may
come lets everybody in when it is empty (`restrictions`), or a single word opens and shuts an
endpoint (`gate`): `Deny` and `Disabled` shut it, other words and none leave it open.

So does Google: a rule of a VPC's firewall (`google`), of a firewall policy (`google-rule`, a list
of them `google-rules`) and of a security policy before a balancer (`google-armor`). A rule that
comes to hold for further machines lets them be reached by all it lets in.

Over 300 lines: the shapes share how two sides are compared and what is said of the difference.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from planguard.actions.interface import Pair, Rule, Subject
from planguard.actions.providers.aws_traffic import FIELDS as AWS_FIELDS
from planguard.actions.providers.aws_traffic import incoming, wall_of
from planguard.actions.providers.azure_restrictions import DEFAULT, restrictions_wall
from planguard.actions.providers.azure_traffic import (
    FIELDS,
    INBUILT,
    SPAN_FIELDS,
    Traffic,
    is_closed,
    span_traffic,
    spread_filters,
    wall_in,
    written,
)
from planguard.actions.providers.google_traffic import FIELDS as GOOGLE_FIELDS
from planguard.actions.providers.google_traffic import GROUPS as GOOGLE_GROUPS
from planguard.actions.providers.google_traffic import RULES as GOOGLE_RULES
from planguard.actions.providers.google_traffic import priority_of
from planguard.actions.providers.google_traffic import sides as google_sides
from planguard.actions.values.ranges import ALL_PROTOCOLS, Opening, joined
from planguard.actions.values.regions import addresses_in, intersect, meets, subtract, told
from planguard.actions.values.scalar import (
    is_hidden,
    is_unknown,
    listed,
    move,
    shown,
    truth_of,
    word_of,
)
from planguard.actions.values.traffic import Hidden, Rest, Wall, filters_of, passed
from planguard.model.action import Action
from planguard.model.value import Path, Unknown, Value, path_text
from planguard.model.words import Confidence, Verb

_INLINE = frozenset({"blocks", "ranges", "azure", "restrictions", *GOOGLE_GROUPS})
"""Shapes in which one attribute holds all there is, or all but what are objects of their own."""
_OPEN_AT_FIRST = frozenset({"restrictions", "google-masters"})
"""Shapes in which what names nobody is for everybody: what is new is no narrower than before."""
_AZURE = frozenset({"azure", "azure-rule"})
_EVERYBODY = ("0.0.0.0/0", "::/0")


def compare(subject: Subject, rule: Rule) -> Iterator[Action]:
    """Give `exposure.open`, `exposure.public` and `exposure.narrow`."""
    shape = str(rule.options.get("shape"))
    if shape == "gate":
        yield from _gates(subject, rule)
    elif shape == "egress":
        yield from _outgoing(subject, rule)
    elif shape == "list":
        for pair in subject.pairs(rule.path):
            yield from _by_users(subject, rule, pair)
    elif shape in _INLINE:
        for pair in subject.pairs(rule.path):
            yield from _compare(subject, rule, pair, (pair.path,), *_inline(subject, rule, pair))
    else:
        yield from _compare_rule(subject, rule, shape)


def _inline(subject: Subject, rule: Rule, pair: Pair) -> tuple[Wall, Wall]:
    """Read all rules of a group, which settle among themselves who speaks."""
    before, after, shape = pair.before, pair.after, str(rule.options.get("shape"))
    if shape == "azure":
        return wall_in(before), wall_in(after)
    if shape in GOOGLE_GROUPS:
        old, new = google_sides(shape, before, after)
        return _wall(old), _wall(new)
    if shape == "restrictions":
        default = str(rule.options.get("default") or "")
        others = next(subject.places(default)) if default else pair
        sides = (others.before, others.after) if default else (None, None)
        return restrictions_wall(before, sides[0]), restrictions_wall(after, sides[1])
    return wall_of(before), wall_of(after)


def _compare_rule(subject: Subject, rule: Rule, shape: str) -> Iterator[Action]:
    """Compare a rule that is a resource of its own."""
    change = subject.change
    names: tuple[str, ...] = AWS_FIELDS
    if shape in ("azure-rule", "span"):
        listed_names = FIELDS if shape == "azure-rule" else SPAN_FIELDS
        names = tuple(dict.fromkeys(each for name in listed_names for each in written(name)))
    elif shape in GOOGLE_RULES:
        names = GOOGLE_FIELDS
    written_here = [name for name in names if name in change.before or name in change.after]
    paths = tuple(pair.path for name in written_here for pair in subject.pairs(name))
    rest = subject.firewalls.rest(change)
    if not paths and rest.same:
        return
    path = (rule.path,) if (rule.path,) in paths else (*paths, (rule.path,))[0]
    before: Value = dict(change.before) or None
    after: Value = dict(change.after) or None
    if shape == "azure-rule":
        walls = wall_in(before), wall_in(after)
    elif shape == "span":
        walls = _wall(span_traffic(before)), _wall(span_traffic(after))
    elif shape in GOOGLE_RULES:
        old, new = google_sides(shape, before, after)
        walls = _wall(old, priority_of(before)), _wall(new, priority_of(after))
    else:
        before, after = incoming(change.before), incoming(change.after)
        walls = wall_of(before), wall_of(after)
    pair = Pair(path=path, before=before, after=after)
    yield from _compare(subject, rule, pair, paths or (path,), *walls)


def _outgoing(subject: Subject, rule: Rule) -> Iterator[Action]:
    """Compare what members of a firewall may send to: another way for packets, open to nobody."""
    change = subject.change
    places: list[tuple[Pair, Value, Value]] = []
    if rule.path == "egress":
        places += [(pair, pair.before, pair.after) for pair in subject.pairs(rule.path)]
    else:
        differing = [pair for name in AWS_FIELDS for pair in subject.pairs(name)]
        places += [(pair, _sent(change.before), _sent(change.after)) for pair in differing[:1]]
    for pair, old, new in places:
        before = subject.firewalls.resolved(wall_of(old), change, after=False)
        after = subject.firewalls.resolved(wall_of(new), change, after=True)
        was, now = passed(before.filters), passed(after.filters)
        alone = rule.path != "egress"
        for openings, refused, one, said in (
            (subtract(now, was), subtract(before.denied, after.denied), after, "can"),
            (subtract(was, now), subtract(after.denied, before.denied), before, "can no longer"),
        ):
            told_of = _as_written(openings, one.allowed)
            sure = bool(told_of) or not alone
            told_of = told_of if sure else [_covered(each) for each in refused]
            if told_of:
                to = listed(list(dict.fromkeys(each.source for each in told_of)))
                where = _where(list(dict.fromkeys(each.ports for each in told_of)))
                because = f"its members {said} send to {to} {where}; who reaches them stays"
                confidence = None if sure else Confidence.INFERRED
                yield subject.action(
                    "routing.network", pair, because, rule=rule, confidence=confidence
                )
        if after.hidden and not before.hidden and not is_unknown(new):
            because = "where its members can send to is known only after apply"
            yield subject.action(
                "routing.network", pair, because, rule=rule, confidence=Confidence.INFERRED
            )


def _sent(side: Mapping[str, Value]) -> Value:
    """Give a rule that is an object of its own where it is for outgoing traffic."""
    outgoing = truth_of(side.get("egress")) or word_of(side.get("type")) in ("", "egress")
    return side if side and outgoing else None


def _by_users(subject: Subject, rule: Rule, pair: Pair) -> Iterator[Action]:
    """Compare a list of ranges by the firewalls that let in whom it holds."""
    change = subject.change
    before, after = wall_of(pair.before), wall_of(pair.after)
    difference = _difference(before, after, subject.firewalls.rest(change))
    users = subject.firewalls.users(change)
    opened, closed = _as_written(difference.opened, after.allowed), difference.closed
    if not users:
        yield from _unused_list(subject, rule, pair, opened, closed)
        return
    names = list(dict.fromkeys(name for name, _ in users))
    let_in, shut_out = (
        [replace(use, source=one.source) for _, use in users for one in ranges]
        for ranges in (opened, closed)
    )
    public = [one for one in let_in if one.is_whole_internet]
    others = [one for one in let_in if not _is_within(one, public)]
    for action_id, openings in (
        ("exposure.public", public),
        ("exposure.open", others),
        ("exposure.narrow", shut_out),
    ):
        if openings:
            action = _action(subject, rule, pair, action_id, openings, difference)
            told_of = {**action.details, "users": names}
            because = action.because.replace(" reach it ", f" reach {listed(names)} ")
            yield replace(action, details=told_of, because=because)


def _unused_list(
    subject: Subject, rule: Rule, pair: Pair, opened: list[Opening], closed: list[Opening]
) -> Iterator[Action]:
    """Tell what a list means by which nobody is let in as far as the plan shows."""
    change = subject.change
    if subject.firewalls.rest(change).new:
        # Nothing can use a list that is not there; rules that come with it say what they open.
        return
    others = subject.graph.dependents(change.address)
    where = "what goes by it is no rule that lets in" if others else "who goes by it is not told"
    for action_id, openings, said in (
        ("exposure.open", opened, "in it now"),
        ("exposure.narrow", closed, "in it no longer"),
    ):
        if openings:
            sources = [one.source for one in openings]
            yield subject.action(
                "routing.network" if others else action_id,
                pair,
                f"{listed(sources)} {'is' if len(sources) == 1 else 'are'} {said}; {where}",
                rule=rule,
                confidence=Confidence.INFERRED,
                details={} if others else {"cidrs": sources, "ports": []},
            )


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


def _wall(traffic: Traffic, order: float = 0) -> Wall:
    return Wall(
        filters=(
            *filters_of(traffic.allowed, order=order),
            *filters_of(traffic.denied, denies=True, order=order),
        ),
        hidden=tuple(Hidden(attribute=name, value=value) for name, value in traffic.hidden),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Difference:
    """What one change lets in and shuts out, exactly."""

    opened: list[Opening]
    closed: list[Opening]
    was: list[Opening]
    """All that was let in, by whatever rule."""
    released: list[Opening]
    """What a rule refused that goes, where nobody knows whether others let it in."""
    withheld: list[Opening]
    """What a rule comes to refuse, where nobody knows whether others let it in."""


def _difference(before: Wall, after: Wall, rest: Rest) -> _Difference:
    own = [one.opening for one in (*before.filters, *after.filters)]
    known = [one for one in rest.before if any(meets(one.opening, each) for each in own)]
    if not rest.same:
        return _Difference(
            opened=subtract(after.allowed, passed(known)),
            closed=subtract(before.allowed, passed(rest.after)),
            was=passed(known),
            released=before.denied,
            withheld=after.denied,
        )
    was = passed((*before.filters, *known))
    now = passed(
        (*after.filters, *(one for one in rest.after if any(meets(one.opening, x) for x in own)))
    )
    came, went = [*after.allowed, *before.denied], [*before.allowed, *after.denied]
    return _Difference(
        opened=subtract(intersect(came, now), was),
        closed=subtract(intersect(went, was), now),
        was=was,
        released=[] if rest.complete else subtract(before.denied, after.denied),
        withheld=[] if rest.complete else subtract(after.denied, before.denied),
    )


def _compare(
    subject: Subject,
    rule: Rule,
    pair: Pair,
    paths: tuple[Path, ...],
    before: Wall,
    after: Wall,
) -> Iterator[Action]:
    change, shape = subject.change, str(rule.options.get("shape"))
    before = subject.firewalls.resolved(before, change, after=False)
    after = subject.firewalls.resolved(after, change, after=True)
    unread = _newly_hidden(subject, pair, before, after)
    if is_unknown(pair.after) and not unread:
        return
    rest = subject.firewalls.rest(change)
    rest = replace(rest, complete=rest.complete or shape in _INLINE)
    if shape in _AZURE:
        before, after, rest = _spread(before, after, rest)
    difference = _difference(before, after, rest)
    doubtful = not rest.complete and bool(before.denied or after.denied)
    confidence = Confidence.INFERRED if doubtful else None
    told_of = _opened(difference, _own(before, after), before.denied)
    if not unread and not (change.verb is Verb.CREATE and shape in _OPEN_AT_FIRST):
        told_of.append(("exposure.narrow", _closed(difference, _own(after, before), after.denied)))
    for action_id, openings in told_of:
        if openings:
            action = _action(subject, rule, pair, action_id, openings, difference)
            yield replace(action, paths=paths, confidence=confidence or action.confidence)
    if unread:
        action = subject.action(
            "exposure.open",
            pair,
            f"it can be reached from {shown(unread[0].value)}",
            rule=rule,
            confidence=Confidence.INFERRED,
            details={"cidrs": [] if _are_groups(unread) else Unknown(), "ports": []},
        )
        yield replace(action, paths=paths)


def _own(one: Wall, other: Wall) -> list[Opening]:
    """Give what a side lets in, but for everybody else where the other lets him in as well."""
    if all(any(each.order == DEFAULT for each in wall.filters) for wall in (one, other)):
        return [
            each.opening for each in other.filters if not each.denies and each.order != DEFAULT
        ]
    return other.allowed


def _spread(before: Wall, after: Wall, rest: Rest) -> tuple[Wall, Wall, Rest]:
    """Write what stands for several sources as each of them, and add what Azure always lets in."""
    inbuilt = INBUILT if rest.complete else ()
    sides = (before.filters, after.filters, rest.before, rest.after)
    names = {each.opening.source for side in sides for each in side}
    spread = [tuple(spread_filters(side, names)) for side in sides]
    return (
        replace(before, filters=spread[0]),
        replace(after, filters=spread[1]),
        replace(rest, before=(*spread[2], *inbuilt), after=(*spread[3], *inbuilt)),
    )


def _opened(
    difference: _Difference, own: Sequence[Opening], refused: Sequence[Opening]
) -> list[tuple[str, list[Opening]]]:
    """Tell what everybody may from what is open to others; some was `refused` before."""
    exact = difference.opened
    evidence = _by_refusal(exact, own, refused)
    public = [
        one
        for one in evidence
        if any(piece.is_whole_internet for piece in intersect(exact, [one]))
    ]
    others = [one for one in evidence if not _is_within(one, public)]
    if not public:
        # Somebody else's rule would have to let it in: a name, which is no whole internet.
        others += _of_others(difference.released, others)
    return [("exposure.public", public), ("exposure.open", others)]


def _closed(
    difference: _Difference, own: Sequence[Opening], refused: Sequence[Opening]
) -> list[Opening]:
    closed = _by_refusal(difference.closed, own, refused)
    return [*closed, *_of_others(difference.withheld, closed)]


def _of_others(refused: Iterable[Opening], told_of: Sequence[Opening]) -> list[Opening]:
    """Give what goes by rules that nobody knows of here, but for what is told anyway."""
    return [_covered(one) for one in refused if one not in told_of]


def _covered(opening: Opening) -> Opening:
    return replace(opening, source=f"what {opening.source} covers")


def _by_refusal(
    exact: Sequence[Opening], own: Sequence[Opening], refused: Sequence[Opening]
) -> list[Opening]:
    """Give what is new as rules write it: as the one that refused a part, or does now, first."""
    parts = [one for one in refused if not subtract([one], own)]
    if not parts:
        return _as_written(exact, own)
    told_of = intersect(exact, parts)
    return [*_as_written(told_of, parts), *_as_written(subtract(exact, told_of), own)]


def _as_written(exact: Sequence[Opening], own: Sequence[Opening]) -> list[Opening]:
    """Give what is new by the sources as the rules write them, and by the ports that are new."""
    found: dict[Opening, None] = {}
    for one in joined(own):
        for piece in intersect(exact, [one]):
            found[replace(piece, source=one.source)] = None
    return [*found, *joined(subtract(exact, list(found)))]


def _is_within(opening: Opening, public: list[Opening]) -> bool:
    """Tell whether what everybody may says it already, whoever the source is."""
    return any(
        one.protocol in (opening.protocol, ALL_PROTOCOLS)
        and one.first <= opening.first
        and opening.last <= one.last
        for one in public
    )


def _are_groups(unread: Iterable[Hidden]) -> bool:
    """Tell whether nothing but groups cannot be read, which are no ranges whatever their ids."""
    return all("securitygroup" in one.attribute.lower().replace("_", "") for one in unread)


def _newly_hidden(subject: Subject, pair: Pair, before: Wall, after: Wall) -> list[Hidden]:
    """
    List the sources that cannot be read by attribute, each with where it comes from.

    A new object has sources that nothing feeds and that the provider merely computes, unless a
    rule would be left without any.
    """
    found: list[Hidden] = []
    known = [(one.attribute, one.value) for one in before.hidden]
    for one in after.hidden:
        if (one.attribute, one.value) in known:
            continue
        within = tuple(filter(None, (one.attribute,)))
        path = within if isinstance(pair.after, Mapping) else (*pair.path, *within)
        origins = subject.graph.origins(subject.change.address, path)
        new = subject.change.verb in (Verb.CREATE, Verb.REPLACE)
        computable = isinstance(pair.after, Mapping) and after.allowed
        needed = not computable and not is_unknown(pair.after)
        if origins or needed or not new:
            traced = isinstance(one.value, Unknown) and origins
            found.append(replace(one, value=Unknown(origins=origins)) if traced else one)
    return found


def _action(
    subject: Subject,
    rule: Rule,
    pair: Pair,
    action_id: str,
    openings: list[Opening],
    difference: _Difference,
) -> Action:
    sources = list(dict.fromkeys(opening.source for opening in openings))
    ports = list(dict.fromkeys(opening.ports for opening in openings))
    narrow = action_id == "exposure.narrow"
    said = "can no longer" if narrow else "can"
    where = _where(ports)
    if ports == ["all"] and subject.confidence is Confidence.GUESS:
        where = "on ports that are not known here"
    unlisted = [source for source in sources if source.startswith("pl-") and " " not in source]
    doubt = "; which ranges the list holds is not told" if unlisted and not narrow else ""
    details: dict[str, Value] = {"cidrs": sources, "ports": ports}
    if not narrow:
        details["added"] = told(openings, difference.was)
        details["addresses"] = addresses_in(intersect(difference.opened, openings))
    return subject.action(
        action_id,
        pair,
        f"{listed(sources)} {said} reach it {where}{doubt}",
        rule=rule,
        details=details,
    )


def _where(ports: list[str]) -> str:
    if "all" in ports:
        return "on every port"
    if all(port.startswith("icmp") for port in ports):
        return f"by {listed(ports)}"
    return f"on port {listed(ports)}"
