"""
Compare whom a NetworkPolicy lets in.

A policy isolates the pods it selects and lets in what it lists; several add up. A source or port
that is let in now is `exposure.open`, one that no longer is `exposure.narrow`; a policy that no
longer isolates opens its pods to everybody in the cluster. Other policies for the same pods are not
looked at: a new policy with rules may open (where others isolate) or narrow (where none does), and
deleting it the other way round, so both are given, `inferred`; one that lets nobody in only narrows,
and deleting that one is `protection.guard-off` as well.
Where its pods may go otherwise than before is `routing.network`.
Other pods selected is an opening, `inferred`, and so is what is known only after apply, or
sensitive. Never is it the internet: a policy only lets through what reaches the pods otherwise.

Source: https://kubernetes.io/docs/concepts/services-networking/network-policies/
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from planguard.actions.interface import Pair, Rule, Subject
from planguard.actions.providers.kubernetes_blocks import reads_blocks
from planguard.actions.values.blocks import block_of, blocks_of, holds_hidden
from planguard.actions.values.ranges import LAST_PORT, Opening, beyond
from planguard.actions.values.regions import subtract
from planguard.actions.values.scalar import is_hidden, listed, number_of, word_of, words_of
from planguard.model.action import Action
from planguard.model.difference import same
from planguard.model.value import Unknown, Value
from planguard.model.words import Confidence, Verb

_ANYBODY = "everybody"
_OPEN = Opening(source=_ANYBODY)


@reads_blocks
def compare(subject: Subject, rule: Rule) -> Iterator[Action]:
    """Give `exposure.open` and `exposure.narrow` for every policy under the rule's path."""
    for pair in subject.places(rule.path):
        if _is_hidden(pair.after) or (_is_hidden(pair.before) and pair.after is not None):
            yield subject.action(
                "exposure.open",
                pair,
                "whom it lets in cannot be read",
                rule=rule,
                confidence=Confidence.INFERRED,
                details={"cidrs": Unknown(), "ports": []},
            )
            continue
        before, after = _let_in(pair.before), _let_in(pair.after)
        yield from _compare(subject, rule, pair, before, after)
        yield from _outgoing(subject, rule, pair)
        selectors = [block_of(side).get("podSelector") for side in (pair.before, pair.after)]
        if subject.change.verb in (Verb.UPDATE, Verb.REPLACE) and not same(*selectors):
            place = Pair(path=(*pair.path, "podSelector"), before=selectors[0], after=selectors[1])
            yield replace(
                _action(subject, rule, place, "exposure.open", [_OPEN], sure=False),
                because="it isolates other pods; those it did before may be open",
            )


def _outgoing(subject: Subject, rule: Rule, pair: Pair) -> Iterator[Action]:
    """Tell where packets out of the pods may go otherwise than before."""
    before, after = block_of(pair.before), block_of(pair.after)
    sides = [before.get("egress"), after.get("egress")]
    alone = subject.change.verb in (Verb.CREATE, Verb.DELETE)
    # An empty rule lets out everything, and counts as nothing elsewhere.
    if not alone and (len(blocks_of(sides[0])) != len(blocks_of(sides[1])) or not same(*sides)):
        yield subject.action(
            "routing.network",
            Pair(path=(*pair.path, "egress"), before=sides[0], after=sides[1]),
            "its pods may reach others than before",
            rule=rule,
        )


def _compare(
    subject: Subject, rule: Rule, pair: Pair, before: Sequence[Opening], after: Sequence[Opening]
) -> Iterator[Action]:
    verb = subject.change.verb
    alone = verb in (Verb.CREATE, Verb.DELETE)
    opened, closed = _beyond(after, before), _beyond(before, after)
    if alone and opened == closed == []:
        return
    if verb is Verb.CREATE and after:
        opened = list(after)
    if verb is Verb.DELETE and before:
        closed = list(before)
    if verb is Verb.DELETE and not before:
        yield subject.action(
            "protection.guard-off", pair, "its pods are shut to nobody any more", rule=rule
        )
    # Alone it takes everything from its pods, or gives it back; whether others do is not known.
    if opened:
        sure = not alone or (verb is Verb.DELETE and not before)
        yield _action(subject, rule, pair, "exposure.open", opened, sure=sure)
    if closed:
        sure = not alone or (verb is Verb.CREATE and not after)
        yield _action(subject, rule, pair, "exposure.narrow", closed, sure=sure)


def _beyond(these: Sequence[Opening], those: Sequence[Opening]) -> list[Opening]:
    """List what only `these` let in; who lets in everybody lets in each."""
    wide = [one for one in those if one.source == _ANYBODY]
    sources = {one.source for one in these}
    return beyond(
        these, [*those, *(replace(one, source=name) for one in wide for name in sources)]
    )


def _is_hidden(value: Value) -> bool:
    """Tell whether anything that decides about incoming traffic is hidden."""
    if is_hidden(value):
        return True
    spec = block_of(value)
    return any(holds_hidden(spec.get(name)) for name in ("ingress", "policyTypes", "podSelector"))


def _let_in(spec: Value) -> list[Opening]:
    """List what reaches the pods of a policy; everything where it does not isolate them."""
    block = block_of(spec)
    kinds = block.get("policyTypes")
    words = [word_of(kind) for kind in kinds] if isinstance(kinds, list | tuple) else []
    if not block or (words and "ingress" not in words):
        return [_OPEN]
    return [
        replace(opening, source=source)
        for rule in blocks_of(block.get("ingress"))
        for opening in _ports(rule)
        for source in _sources(rule)
    ]


def _sources(rule: Mapping[str, Value]) -> list[str]:
    peers = blocks_of(rule.get("from"))
    return [source for peer in peers for source in _peer(peer)] if peers else [_ANYBODY]


def _peer(peer: Mapping[str, Value]) -> list[str]:
    """Name who a peer is: ranges without those it leaves out, or pods and namespaces."""
    block = block_of(peer.get("ipBlock"))
    if block:
        ranged = Opening(source=str(block.get("cidr")))
        without = [Opening(source=text) for text in words_of(block.get("except"))]
        if not without and ranged.is_whole_internet:
            return [_ANYBODY]
        return [one.source for one in subtract([ranged], without)]
    if "podSelector" not in peer and _is_all(peer.get("namespaceSelector")):
        return [_ANYBODY]
    pods, spaces = peer.get("podSelector"), peer.get("namespaceSelector")
    words = [f"pods {_selected(pods)}" if pods is not None else ""]
    words += [f"namespaces {_selected(spaces)}" if spaces is not None else ""]
    return [" in ".join(filter(None, words)) or json.dumps(peer, sort_keys=True, default=str)]


def _selected(selector: Value) -> str:
    """Word a selector of labels: `with app=web`."""
    block = block_of(selector)
    labels = block_of(block.get("matchLabels"))
    if set(block) - {"matchLabels"} and block.get("matchExpressions"):
        return f"by {json.dumps(block, sort_keys=True, default=str)}"
    return (
        f"with {', '.join(f'{k}={labels[k]}' for k in sorted(labels))}"
        if labels
        else "of every kind"
    )


def _is_all(selector: Value) -> bool:
    return isinstance(selector, Mapping) and not selector


def _ports(rule: Mapping[str, Value]) -> Iterator[Opening]:
    blocks = blocks_of(rule.get("ports"))
    for block in blocks:
        protocol = word_of(block.get("protocol")) or "tcp"
        first = number_of(block.get("port"))
        if block.get("port") is None:
            yield Opening(source="", protocol=protocol, first=0, last=LAST_PORT)
        elif first is None:
            yield Opening(source="", protocol=f"{protocol} {block.get('port')}")
        else:
            last = number_of(block.get("endPort")) or first
            yield Opening(source="", protocol=protocol, first=int(first), last=int(last))
    if not blocks:
        yield Opening(source="")


def _action(
    subject: Subject,
    rule: Rule,
    pair: Pair,
    action_id: str,
    openings: Sequence[Opening],
    *,
    sure: bool,
) -> Action:
    sources = list(dict.fromkeys(opening.source for opening in openings))
    ports = list(dict.fromkeys(opening.ports for opening in openings))
    said = "no longer lets in" if action_id == "exposure.narrow" else "lets in"
    return subject.action(
        action_id,
        pair,
        f"it {said} {listed(sources)}" + ("" if sure else ", as far as other policies do not"),
        rule=rule,
        confidence=None if sure else Confidence.INFERRED,
        details={"cidrs": sources, "ports": ports},
    )
