"""One run of the engine as a plan: put together from all documents that tell of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from planguard.errors import PlanFormatError
from planguard.model.plan import (
    Change,
    Completeness,
    ConfigBlock,
    ConfigModule,
    Configuration,
    Notice,
    OutputChange,
    Plan,
    Resource,
)
from planguard.model.secret_shape import looks_secret
from planguard.model.value import Sensitive, Value, both_hidden
from planguard.model.words import Mode, Verb
from planguard.readers.pulumi.completeness import completeness_of, unlisted_in
from planguard.readers.pulumi.default_providers import provider_moves
from planguard.readers.pulumi.encoding import SECRET, hidden_strings
from planguard.readers.pulumi.filling import filled_steps
from planguard.readers.pulumi.naming import counterpart
from planguard.readers.pulumi.notices import notices_of, provider_notices, retry_notices
from planguard.readers.pulumi.operations import (
    Operation,
    drifts_of,
    operations_of,
    shows_nothing,
)
from planguard.readers.pulumi.resources import resource_of, with_sides
from planguard.readers.pulumi.steps import Document, Kind, State, Step
from planguard.readers.pulumi.urn import (
    address_of,
    is_hidden,
)
from planguard.readers.pulumi.uses import Node, Uses, identities_of, mentions_of
from planguard.readers.pulumi.values import Sides, drift_of, sides_of

_PRECEDENCE = (Kind.PREVIEW, Kind.EVENTS, Kind.UPDATE_PLAN, Kind.STATE)
_UNCHANGING = frozenset((Mode.COMPONENT, Mode.PROVIDER))


def plan_of(documents: Sequence[Document]) -> Plan:
    """
    Put the documents of one run of one stack together; each fills what the others lack.

    A state alone gives a plan without changes. Raises `PlanFormatError` where they are of
    different stacks, or two of one kind.
    """
    by_kind = _by_kind(documents)
    return _Run(documents, by_kind).plan()


def _by_kind(documents: Sequence[Document]) -> dict[Kind, Document]:
    first = next((each for each in documents if each.stack), documents[0])
    by_kind: dict[Kind, Document] = {}
    for each in documents:
        if each.stack and (each.stack, each.project) != (first.stack, first.project):
            raise PlanFormatError(
                each.label,
                f"is of stack {each.project}/{each.stack}, "
                f"but {first.label} is of {first.project}/{first.stack}",
                "give the documents of one stack",
            )
        if each.kind in by_kind:
            raise PlanFormatError(
                each.label,
                f"is a second {each.kind} of one stack, beside {by_kind[each.kind].label}",
                "give one of each kind",
            )
        by_kind[each.kind] = each
    return {kind: by_kind[kind] for kind in _PRECEDENCE if kind in by_kind}


@dataclass(slots=True)
class _Parts:
    """What the plan is made of, as it grows."""

    changes: list[Change] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    blocks: dict[str, ConfigBlock] = field(default_factory=dict)
    secrets: set[str] = field(default_factory=set)
    doubts: list[str] = field(default_factory=list)


class _Run:
    """Documents on their way to a plan."""

    def __init__(self, documents: Sequence[Document], by_kind: Mapping[Kind, Document]) -> None:
        self.documents = documents
        self.by_kind = by_kind
        self.chosen = next(iter(by_kind.values()))
        state = by_kind.get(Kind.STATE)
        self.states: dict[str, State] | None = None
        if state is not None:
            self.states = {each.urn: each for each in state.states if not each.pending_delete}
        self.steps = filled_steps(by_kind, self.states)
        self.operations = [with_sides(each) for each in operations_of(self.steps)]
        self.nodes = self._nodes()
        self.parts = _Parts()

    def plan(self) -> Plan:
        chosen = self.chosen
        resources = self._resources()
        for operation in self.operations:
            self._add(operation, resources)
        drift = tuple(self._drift(resources))
        identities = identities_of(self.nodes)
        parts = self.parts
        parts.secrets.update(self._secrets())
        variables = self._variables()
        return Plan(
            label=chosen.label,
            tool="pulumi",
            tool_version=next((each.version for each in self.documents if each.version), ""),
            format_version=f"pulumi {chosen.kind}",
            changes=tuple(parts.changes),
            resources={each.address: each for each in resources.values()},
            drift=drift,
            outputs=tuple(self._outputs()),
            notices=(
                *parts.notices,
                *retry_notices(self.operations),
                *provider_notices(self.operations),
            ),
            variables=variables,
            configuration=_configuration(parts.blocks),
            completeness=self._completeness(),
            had_state=self._had_state(),
            secrets=frozenset(parts.secrets),
            identities=identities,
            mentions=partial(mentions_of, self.nodes, identities) if identities else tuple,
            stack=next((each.stack for each in self.documents if each.stack), ""),
            project=next((each.project for each in self.documents if each.project), ""),
            provider_moves=provider_moves(self.operations),
            unlisted=unlisted_in(self.by_kind, self.states),
        )

    def _completeness(self) -> Completeness:
        told = completeness_of(self.documents, self.chosen, self.steps, self.states)
        return replace(told, doubts=(*told.doubts, *self.parts.doubts))

    def _nodes(self) -> dict[str, Node]:
        nodes = {
            each.urn: Node(
                urn=each.urn,
                old=each.old,
                new=each.new,
                replaced=each.verb is Verb.REPLACE,
            )
            for each in self.operations
            if not each.deposed and (each.old or each.new)
        }
        moved = {each.previous_urn for each in self.operations}
        for urn, state in (self.states or {}).items():
            if urn not in nodes and urn not in moved and not is_hidden(urn):
                nodes[urn] = Node(urn=urn, old=state)
        return nodes

    def _resources(self) -> dict[str, Resource]:
        moved = {each.previous_urn: each.urn for each in self.operations if each.previous_urn}
        near = {
            each.urn
            for each in self.operations
            if each.verb is not Verb.NO_OP and not each.deposed
        }
        uses = Uses(self.nodes, moved, near.__contains__)
        modes = {each.urn: each.mode for each in self.operations if each.mode is not None}
        return {
            urn: resource_of(urn, node.old, node.state, modes.get(urn), uses.of(urn))
            for urn, node in self.nodes.items()
        }

    def _add(self, operation: Operation, resources: Mapping[str, Resource]) -> None:
        state = operation.new or operation.old
        if operation.verb is Verb.NO_OP or state is None:
            return
        resource = resources.get(operation.urn)
        if operation.deposed or resource is None:
            resource = resource_of(operation.urn, operation.old, state, operation.mode)
        if resource.mode in _UNCHANGING:
            return
        sides = sides_of(operation, counterpart(state.type))
        self.parts.secrets.update(hidden_strings(sides.before), hidden_strings(sides.after))
        if sides.before == sides.after and shows_nothing(operation):
            text = f"{resource.address} says update, but before and after are the same"
            self.parts.doubts.append(text)
        previous = operation.previous_urn
        change = Change(
            resource=resource,
            verb=operation.verb,
            order=operation.order,
            before=sides.before,
            after=sides.after,
            replace_paths=sides.replace_paths,
            reason=operation.reason,
            previous_address=address_of(previous) if previous else "",
            import_id=operation.import_id,
            deposed=operation.deposed,
        )
        self.parts.changes.append(change)
        self.parts.notices.extend(notices_of(change))
        self._configure(change, sides)

    def _configure(self, change: Change, sides: Sides) -> None:
        if sides.after and not change.deposed:
            self.parts.blocks[change.address] = ConfigBlock(
                references={}, configured=sides.configured
            )

    def _drift(self, resources: Mapping[str, Resource]) -> Iterator[Change]:
        for step in drifts_of(self.steps):
            resource = resources.get(step.urn)
            if resource is None or step.old is None or resource.mode in _UNCHANGING:
                continue
            found = None if _gone(step) else step.new
            before, after = drift_of(step.old, found, counterpart(step.old.type))
            if before == after:
                continue
            verb = Verb.UPDATE if after else Verb.DELETE
            yield Change(resource=resource, verb=verb, before=before, after=after)

    def _secrets(self) -> Iterator[str]:
        for document in self.documents:
            yield from (text for name, text in document.config.items() if looks_secret(name, text))
            for state in (*document.states, *document.aside):
                yield from state.secrets()
            for step in (*document.steps, *document.outputs):
                # What stays the same has the same on both sides.
                for side in (step.old, step.new if step.op != "same" or not step.old else None):
                    if side is not None:
                        yield from side.secrets()

    def _variables(self) -> dict[str, Value]:
        settings = {
            name: value for each in reversed(self.documents) for name, value in each.config.items()
        }
        return {
            name: Sensitive(value) if SECRET in value or looks_secret(name, value) else value
            for name, value in settings.items()
        }

    def _outputs(self) -> Iterator[OutputChange]:
        steps = [step for each in self.by_kind.values() for step in each.outputs]
        told = next((step for step in reversed(steps) if _tells_outputs(step)), None)
        if told is None:
            return
        old = told.old.outputs() if told.old else {}
        new = told.new.outputs() if told.new else {}
        for name in dict.fromkeys((*old, *new)):
            before, after = both_hidden(old.get(name), new.get(name))
            if name in old and name in new and before == after:
                continue
            verb = Verb.UPDATE
            if name not in old or name not in new:
                verb = Verb.CREATE if name in new else Verb.DELETE
            text = f"output {name}: {verb}"
            self.parts.notices.append(Notice(kind="output", subject=name, text=text))
            yield OutputChange(name=name, verb=verb, before=before, after=after)

    def _had_state(self) -> bool:
        if self.states:
            return True
        if (self.chosen.summary or {}).get("same"):
            return True
        return any(step.old is not None for each in self.documents for step in each.steps)


def _gone(step: Step) -> bool:
    return step.verdict == "delete" or step.new is None


def _tells_outputs(step: Step) -> bool:
    """Tell whether a step has outputs: a digest is written before the program has set them."""
    return step.op == "delete" or (step.new is not None and step.new.result.tells_outputs)


def _configuration(blocks: Mapping[str, ConfigBlock]) -> Configuration:
    root = ConfigModule(path="", blocks=blocks, calls={}, outputs={}, output_depends_on={})
    return Configuration(modules={"": root}) if blocks else Configuration()
