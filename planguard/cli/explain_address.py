"""Everything that is known of one object of a plan, in lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from planguard.cli.inputs import Study
from planguard.cli.output import filled
from planguard.graph import Link, Via
from planguard.model.as_written import AsWritten
from planguard.model.impact import Hop
from planguard.model.plan import Change
from planguard.model.redaction import Redactor
from planguard.model.report import ActionShown, Finding, Operation, Section
from planguard.model.value import Path, Sensitive, Unknown, Value
from planguard.model.words import Address, ReplaceOrder

_MOST = 20
_MOST_WAYS = 5


class Explained:
    """One object of a plan on its way to lines; nothing in them is a secret."""

    def __init__(self, found: Study, section: Section, address: Address) -> None:
        """Look the object up."""
        plan = found.case.loaded.plan
        self.found, self.section, self.address = found, section, address
        self.changes = tuple(each for each in plan.changes if each.address == address)
        self.resource = plan.resources.get(address) or self.changes[0].resource
        self.redactor = Redactor(plan.secrets | found.actions.secrets, public=plan.resources)
        self.written = AsWritten(plan)

    def lines(self) -> Iterator[str]:
        """Give everything that is known."""
        role = self.found.actions.roles.get(self.resource.type)
        yield f"{self.address}  ({self.resource.shown_type}{f', {role}' if role else ''})"
        yield from self._locations()
        for change in self.changes:
            yield from self._change(change)
        if not self.changes:
            yield "  no change"
        yield from self._cause()
        yield from self._actions()
        yield from self._unknown()
        yield from self._neighbours("uses", "->", self.found.graph.uses(self.address))
        yield from self._neighbours("used by", "<-", self.found.graph.users(self.address))
        yield from self._findings()

    def _locations(self) -> Iterator[str]:
        sources = self.found.case.sources
        told = self.written.place(self.address)
        for each in told or sources.locate(self.resource.config_module, self.resource.local, ""):
            yield f"  {each.file}:{each.line}  {each.what}"
        if sources.missing:
            yield f"  no file and line: {sources.missing}"

    def _change(self, change: Change) -> Iterator[str]:
        order = "" if change.order is ReplaceOrder.NOT_REPLACED else f", {change.order}"
        forced = ", ".join(self._path(path) for path in change.replace_paths)
        left = f" of the object left over as {change.deposed}" if change.deposed else ""
        yield f"  {change.verb}{left}{order}{f', forced by {self.redactor.text(forced)}' if forced else ''}"
        if change.previous_address:
            yield f"  moved from {self.redactor.text(change.previous_address)}"
        if change.import_id:
            yield "  imported"
        if change.reason:
            yield f"  because {self.redactor.text(change.reason)}"

    def _path(self, path: Path) -> str:
        return self.written.path(self.address, path)

    def _cause(self) -> Iterator[str]:
        if not self.changes:
            return
        impact = self.found.impact
        root = impact.cause_of(self.address)
        if root != self.address:
            yield f"  follows from {root}"
            return
        follow = next((each.consequences for each in impact.causes if each.address == root), ())
        if follow:
            yield "  is the cause of"
            yield from _few((f"    {each}" for each in follow), len(follow), "    ")

    def _actions(self) -> Iterator[str]:
        shown = [each for each in self.section.actions if self._concerns(each)]
        if not shown:
            return
        yield ""
        yield "means"
        told: dict[tuple[str, ...], str] = {}
        for each in shown:
            yield from self._action(each)
            ways = tuple(self._reach(each))
            yield from [f"    reaches the same as {told[ways]}"] if ways in told else ways
            if len(ways) > 1:
                told.setdefault(ways, each.id)

    def _concerns(self, told: ActionShown | Finding) -> bool:
        return self.address == told.address or self.address in told.addresses

    def _action(self, shown: ActionShown) -> Iterator[str]:
        costs = f"reversible {shown.reversible}, disruption {shown.disruption}, {shown.confidence}"
        yield f"  {shown.id}  ({costs})"
        yield from filled(shown.because, 4)
        for each in shown.evidence:
            yield from filled(_operation(each), 4)

    def _reach(self, shown: ActionShown) -> Iterator[str]:
        action = next(
            each
            for each in self.found.actions.items
            if each.id == shown.id and each.address == shown.address
            and shown.paths
            == tuple(self.redactor.text(self.written.path(each.address, path)) for path in each.paths)
        )  # fmt: skip
        reach = self.found.impact.reach(action)
        if not reach.count:
            yield "    reaches nothing else in this plan"
            return
        counted = sorted(self.written.types(reach.types).items())
        types = ", ".join(f"{number} {name}" for name, number in counted)
        yield from filled(f"reaches {reach.count}: {types}", 4)
        for address in reach.addresses[:_MOST_WAYS]:
            yield from filled(self._way(reach.path(address)), 6)
        if reach.count > _MOST_WAYS:
            yield f"      and {reach.count - _MOST_WAYS} more"

    def _way(self, way: Iterable[Hop]) -> str:
        steps: list[str] = []
        for hop in way:
            attribute, source = map(self.redactor.text, self.written.hop(hop))
            steps = steps or [source]
            because = f" because of {attribute}" if attribute else ""
            steps.append(f"{'~>' if hop.inferred else '->'} {hop.address}{because}")
        return " ".join(steps)

    def _unknown(self) -> Iterator[str]:
        paths = [path for change in self.changes for path in _unknown_paths((), change.after)]
        if not paths:
            return
        yield ""
        yield "known only after apply"
        for path in paths[:_MOST]:
            origins = ", ".join(self.found.graph.origins(self.address, path))
            text = f"{self._path(path)}{f', from {origins}' if origins else ''}"
            yield from filled(self.redactor.text(text), 2)
        if len(paths) > _MOST:
            yield f"  and {len(paths) - _MOST} more"

    def _neighbours(
        self, title: str, arrow: str, rows: Mapping[Address, tuple[Link, ...]]
    ) -> Iterator[str]:
        if not rows:
            return
        yield ""
        yield title
        lines = (self._neighbour(arrow, *row) for row in sorted(rows.items()))
        yield from _few(lines, len(rows), "  ")

    def _neighbour(self, arrow: str, address: Address, links: tuple[Link, ...]) -> str:
        members = self.found.graph.groups.get(address)
        group = f" (all {len(members)})" if members else ""
        inferred = all(link.via is Via.INFERRED for link in links)
        ends = (self.address, address) if arrow == "->" else (address, self.address)
        how = self.redactor.text(", ".join(dict.fromkeys(self._carried(*ends, x) for x in links)))
        return f"  {arrow.replace('-', '~') if inferred else arrow} {address}{group}  {how}"

    def _carried(self, dependent: Address, dependency: Address, link: Link) -> str:
        if not link.attribute:
            return f"({link.via.value})"
        attribute = self.written.attribute(dependent, link.attribute)
        target = self.written.attribute(dependency, link.target)
        return f"{attribute} = {target}" if target else attribute

    def _findings(self) -> Iterator[str]:
        findings = [each for each in self.section.findings if self._concerns(each)]
        yield ""
        if not findings:
            yield "no findings"
            return
        yield "findings"
        for each in findings:
            yield f"  {each.decision}  {each.policy}  ({each.outcome})"
            yield from filled(each.message, 4)
            if each.reason:
                yield from filled(f"not decided because {each.reason}", 4)
            yield from filled(f"fix: {each.fix}", 4)


def _operation(each: Operation) -> str:
    values = " -> ".join(filter(None, (each.before, each.after)))
    return f"{each.op} {each.path}{f': {values}' if values else ''}"


def _unknown_paths(path: Path, value: Value) -> Iterator[Path]:
    if isinstance(value, Unknown) or (isinstance(value, Sensitive) and value.is_unknown):
        yield path
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _unknown_paths((*path, name), inner)
    elif isinstance(value, list | tuple):
        for place, inner in enumerate(value):
            yield from _unknown_paths((*path, place), inner)


def _few(lines: Iterable[str], number: int, indent: str) -> Iterator[str]:
    for place, line in enumerate(lines):
        if place == _MOST:
            yield f"{indent}and {number - _MOST} more"
            return
        yield line
