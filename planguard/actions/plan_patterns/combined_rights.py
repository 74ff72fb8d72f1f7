"""
Policies that are harmless one by one give their holder further rights together.

What a role, user or group of AWS holds is put together from the inline policies, the attachments
and the managed policies that the plan shows, changed or not, before and after. An escalation path
(https://pathfinding.cloud) that there is only after the change, and that no document has by itself,
is `access.admin` where the holder gives himself every right, and `access.grant` with the detail
`escalation` otherwise: `inferred`, at the change that completes it. A `Deny` in any of the documents
holds for all. What the plan does not show, a document known only after apply included, is left out:
it is told at that document.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from planguard.actions.interface import Overview
from planguard.actions.providers.aws_escalation import Method, escalations
from planguard.actions.providers.aws_managed import managed_policy
from planguard.actions.values.blocks import blocks_of, holds_hidden
from planguard.actions.values.documents import Statement, statements_of
from planguard.actions.values.scalar import is_unknown, listed, words_of
from planguard.graph import DependencyGraph
from planguard.model.action import Action
from planguard.model.plan import Change, Resource
from planguard.model.value import Value
from planguard.model.words import Address, Confidence, Mode

_KINDS = ("role", "user", "group")
_TYPES = frozenset(
    {"aws_iam_policy", "aws_iam_policy_attachment"}
    | {f"aws_iam_{kind}{rest}" for kind in _KINDS for rest in ("", "_policy")}
    | {f"aws_iam_{kind}_policy_attachment" for kind in _KINDS}
)
_WIDENING = frozenset({"access.grant", "access.admin"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    """What one object gives to a holder on one side of the change."""

    by: Address
    statements: tuple[Statement, ...]


@dataclass(slots=True)
class _Side:
    """What everybody holds, by holder: before the change, or after it."""

    graph: DependencyGraph
    objects: Mapping[Address, tuple[Resource, Mapping[str, Value]]]
    held: dict[str, list[_Held]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        names = {
            (resource.type, name): address
            for address, (resource, values) in self.objects.items()
            for name in words_of(values.get("name"))
        }
        arns = {
            arn: address
            for address, (resource, values) in self.objects.items()
            if resource.type == "aws_iam_policy"
            for arn in words_of(values.get("arn"))
        }
        for address, (resource, values) in self.objects.items():
            for attribute, kind in _holders_in(resource.type):
                found = self._named(address, values, attribute, f"aws_iam_{kind}", names)
                for holder in found:
                    given = [
                        *_inline(resource.type, values),
                        *self._attached(address, values, arns),
                    ]
                    self.held[holder] += [_Held(by=address, statements=one) for one in given]

    def _named(
        self,
        address: Address,
        values: Mapping[str, Value],
        attribute: str,
        type_: str,
        names: Mapping[tuple[str, str], Address],
    ) -> list[str]:
        """Name the holders by their addresses, or by their names where the plan has none."""
        if not attribute:
            return [address]
        value = values.get(attribute)
        items = value if isinstance(value, list | tuple) else (value,)
        found = [str(names.get((type_, name), f"{type_} {name}")) for name in words_of(value)]
        if any(map(is_unknown, items)):
            told = [source for source, _ in self.graph.sources(address, (attribute,))]
            found += [source for source in told if source.rpartition(".")[0].endswith(type_)]
        return found

    def _attached(
        self, address: Address, values: Mapping[str, Value], arns: Mapping[str, Address]
    ) -> Iterator[tuple[Statement, ...]]:
        for attribute in ("policy_arn", "managed_policy_arns"):
            value = values.get(attribute)
            for arn in words_of(value):
                yield self._policy(arns[arn]) if arn in arns else managed_policy(arn)
            items = value if isinstance(value, list | tuple) else (value,)
            if any(map(is_unknown, items)):
                for source, _ in self.graph.sources(address, (attribute,)):
                    yield self._policy(source)

    def _policy(self, address: Address) -> tuple[Statement, ...]:
        resource, values = self.objects.get(address, (None, {}))
        is_one = resource is not None and resource.type == "aws_iam_policy"
        return _read(values.get("policy")) if is_one else ()


def _holders_in(type_: str) -> list[tuple[str, str]]:
    """Give the attributes that name holders, with their kinds; `""` for the object itself."""
    if type_ == "aws_iam_policy_attachment":
        return [("roles", "role"), ("users", "user"), ("groups", "group")]
    kind = type_.removeprefix("aws_iam_").partition("_")[0]
    if kind not in _KINDS:
        return []
    return [("" if type_ == f"aws_iam_{kind}" else kind, kind)]


def _inline(type_: str, values: Mapping[str, Value]) -> Iterator[tuple[Statement, ...]]:
    if type_ in {f"aws_iam_{kind}_policy" for kind in _KINDS}:
        yield _read(values.get("policy"))
    for block in blocks_of(values.get("inline_policy")):
        yield _read(block.get("policy"))


def _read(value: Value) -> tuple[Statement, ...]:
    return () if holds_hidden(value) else statements_of(value) or ()


def find(overview: Overview) -> Iterator[Action]:
    """Give the escalation paths that are there only since policies are taken together."""
    widening = {
        action.address for action in overview.actions if action.id in _WIDENING and action.address
    }
    changes = {change.address: change for change in overview.plan.changes if not change.deposed}
    concerned = sorted(
        address for address in widening if address in changes and changes[address].type in _TYPES
    )
    if not concerned:
        return
    before, after = _sides(overview, changes)
    for holder, held in after.held.items():
        earlier = before.held.get(holder, [])
        adding = [each.by for each in (*held, *earlier) if each.by in widening]
        # A changed policy counts where something held attaches it.
        fed = {address for each in held for address in overview.graph.uses(each.by)}
        adding += [address for address in concerned if address in fed]
        if adding and (ways := _new_ways(earlier, held)):
            yield from _actions(overview, holder, held, adding, ways)


def _sides(overview: Overview, changes: Mapping[Address, Change]) -> tuple[_Side, _Side]:
    resources = [
        resource
        for resource in overview.plan.resources.values()
        if resource.type in _TYPES and resource.mode is Mode.MANAGED
    ]
    sides: list[dict[Address, tuple[Resource, Mapping[str, Value]]]] = [{}, {}]
    for resource in resources:
        change = changes.get(resource.address)
        values = (change.before, change.after) if change else (resource.values(),) * 2
        for side, seen in zip(sides, values, strict=True):
            if seen:
                side[resource.address] = (resource, seen)
    return _Side(overview.graph, sides[0]), _Side(overview.graph, sides[1])


def _new_ways(before: list[_Held], after: list[_Held]) -> list[Method]:
    known = set(escalations(one for each in before for one in each.statements))
    # What one document newly gives by itself is told there.
    told = _alone(after) - _alone(before)
    if any(way.direct for way in known | told):
        # Whoever can give himself every right comes by no further ones.
        return []
    together = [one for each in after for one in each.statements]
    return [way for way in escalations(together) if way not in known | told]


def _alone(held: list[_Held]) -> set[Method]:
    """Give the ways that single documents have by themselves."""
    return {way for each in held for way in escalations(each.statements)}


def _actions(
    overview: Overview, holder: str, held: list[_Held], adding: list[Address], ways: list[Method]
) -> Iterator[Action]:
    direct = [way for way in ways if way.direct]
    everybody = list(dict.fromkeys([*adding, *(each.by for each in held)]))
    for action_id, found in (("access.grant", ways), ("access.admin", direct)):
        if found:
            texts = [way.text() for way in found]
            yield overview.action(
                action_id,
                everybody,
                f"its policies taken together, {holder} comes by further rights: {listed(texts, 3)}",
                confidence=Confidence.INFERRED,
                details={
                    "escalation": texts, "document": "identity", "extent": "new",
                    "permissions": sorted({need.lower() for way in found for need in way.needs}),
                    "principals": [holder],
                },
            )  # fmt: skip
