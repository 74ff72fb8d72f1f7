"""What an action means, in lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from planguard.actions.taxonomy import ACTIONS
from planguard.cli import knowledge
from planguard.cli.inputs import Study
from planguard.cli.output import columns, filled
from planguard.load.config import Config
from planguard.model.action import Action, ActionId
from planguard.model.redaction import Redactor
from planguard.policy.reading import Policy

_MOST_TYPES = 40
_MOST_PLACES = 50


def kind_lines(kind: str) -> Iterator[str]:
    """List the actions of one kind."""
    rows = [
        (name, meaning.title)
        for name, meaning in ACTIONS.items()
        if name.partition(".")[0] == kind
    ]
    yield f"{kind}: {len(rows)} actions"
    yield from columns(rows, "  ")


def action_lines(
    name: str, config: Config, policies: Sequence[Policy], found: Study | None
) -> Iterator[str]:
    """Explain one action."""
    meaning = ACTIONS[ActionId(name)]
    yield f"{name}: {meaning.title}"
    yield f"  usually: reversible {meaning.reversible}, disruption {meaning.disruption}"
    if found is not None:
        yield ""
        yield from _places(name, found)
    yield ""
    if about := knowledge.plan_pattern(name) if name.startswith("plan.") else "":
        yield from (f"  {line}".rstrip() for line in about.splitlines())
    else:
        yield from _decided(name, config)
    yield ""
    yield from _named_by(name, policies)


def _decided(name: str, config: Config) -> Iterator[str]:
    yield "decided by"
    if anywhere := knowledge.OF_ANY_TYPE.get(name):
        yield from filled(anywhere, 2)
    told = list(knowledge.deciders(name, knowledge.entries(config.catalogue)))
    by_type = [(type_, list(group)) for type_, group in groupby(told, key=lambda each: each.type)]
    rows = [(type_, ", ".join(each.what for each in group)) for type_, group in by_type]
    yield from columns(rows[:_MOST_TYPES], "  ")
    if len(rows) > _MOST_TYPES:
        rest = len(rows) - _MOST_TYPES
        yield f"  and {rest} more types (planguard actions --type TYPE tells of one)"
    if not told and not anywhere:
        yield "  no type of the catalogue"
    yield "  types that are not in the catalogue: values and names, as a guess"


def _named_by(name: str, policies: Iterable[Policy]) -> Iterator[str]:
    naming = [each for each in policies if each.concerns(name)]
    # Those about every action come last.
    naming.sort(key=lambda each: each.on == ("*",))
    rows = [(each.id, str(each.decision), each.title) for each in naming]
    if not rows:
        yield "no policy names it"
        return
    yield "policies that name it"
    yield from columns(rows, "  ")


def _places(name: str, found: Study) -> Iterator[str]:
    plan = found.case.loaded.plan
    redactor = Redactor(plan.secrets | found.actions.secrets, public=plan.resources)
    occurring = [action for action in found.actions.items if action.id == name]
    if not occurring:
        yield f"not in {plan.label}"
        return
    yield f"in {plan.label}: {len(occurring)}"
    for action in occurring[:_MOST_PLACES]:
        yield from filled(f"{_where(action)}: {redactor.text(action.because)}", 2)
    if len(occurring) > _MOST_PLACES:
        yield f"  and {len(occurring) - _MOST_PLACES} more"


def _where(action: Action) -> str:
    return action.address or ", ".join(action.addresses[:3]) or "the plan"
