"""The pipeline: a plan in, a justified decision out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from posixpath import join, relpath
from typing import TYPE_CHECKING

from planguard.actions.costs import priced
from planguard.actions.engine import classify
from planguard.actions.interface import TypeEntry
from planguard.graph import build
from planguard.impact import FilesOf, trace
from planguard.model.estimate import NOT_ESTIMATED, Estimate
from planguard.model.fact import Answer, Ask, Query, ask_nobody
from planguard.model.picture import Picture
from planguard.model.plan import Plan
from planguard.model.redaction import Redactor
from planguard.model.report import Report
from planguard.model.settings import Ownership, Settings
from planguard.model.source import NoSources, Sources
from planguard.model.value import Unknown
from planguard.model.words import Address
from planguard.policy.judge import judge, told_once
from planguard.policy.lanes import relax
from planguard.policy.questions import needed, screened
from planguard.policy.reading import Policy
from planguard.policy.report import section
from planguard.policy.scope import Scene
from planguard.policy.verdict import combine

if TYPE_CHECKING:
    from planguard.model.standing import Since

NOT_TOLD = Unknown(reason="not told: the check was given no time")


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """A plan with everything found out about it, and what its policies ask of live state."""

    scene: Scene
    policies: tuple[Policy, ...]
    settings: Settings
    sources: Sources
    redactor: Redactor

    @cached_property
    def queries(self) -> tuple[Query, ...]:
        """Every question of the policies, each once."""
        return needed(self.policies, self.scene, self.redactor)


def analyze(  # noqa: PLR0913 - one for each thing a check may be told
    plan: Plan,
    *,
    policies: Sequence[Policy],
    settings: Settings | None = None,
    catalogue: Mapping[str, TypeEntry] | None = None,
    sources: Sources | None = None,
    ask: Ask = ask_nobody,
    now: datetime | Unknown = NOT_TOLD,
    since: Since | None = None,
    estimate: Estimate = NOT_ESTIMATED,
    pictured: bool = False,
    proven: bool = True,
) -> Report:
    """
    Say what a plan means, how far it reaches and whether it may go ahead.

    `ask` answers the policies' questions to live state, all at once; `now` is the time of the
    check, which only policies about time look at: without it their outcome is unknown. `since`
    tells what the configuration stood on before, `estimate` what the objects cost. A report that is `pictured` holds the graph around the
    changes and all changed attributes; one that is not `proven` leaves out evidence, reach and
    places of actions that no finding is about.
    """
    prepared = prepare(
        plan,
        policies=policies,
        settings=settings,
        catalogue=catalogue,
        sources=sources,
        now=now,
        since=since,
        estimate=estimate,
    )
    answers = {} if ask is ask_nobody else ask(prepared.queries)
    return conclude(prepared, answers, pictured=pictured, proven=proven)


def prepare(
    plan: Plan,
    *,
    policies: Sequence[Policy],
    settings: Settings | None = None,
    catalogue: Mapping[str, TypeEntry] | None = None,
    sources: Sources | None = None,
    now: datetime | Unknown = NOT_TOLD,
    since: Since | None = None,
    estimate: Estimate = NOT_ESTIMATED,
) -> Prepared:
    """Do everything that comes before the questions to live state, and list those."""
    settings, sources = settings or Settings(), sources or NoSources()
    scene = observe(
        plan,
        settings=settings,
        catalogue=catalogue,
        sources=sources,
        now=now,
        since=since,
        estimate=estimate,
    )
    redactor = Redactor(plan.secrets | scene.actions.secrets, public=plan.resources)
    return Prepared(
        scene=scene,
        policies=tuple(policies),
        settings=settings,
        sources=sources,
        redactor=redactor,
    )


def conclude(
    prepared: Prepared,
    answers: Mapping[Query, Answer],
    *,
    pictured: bool = False,
    proven: bool = True,
) -> Report:
    """
    Judge a plan by the answers; a question without one counts as one nobody answers.

    What `pictured` and `proven` reports hold is told at `analyze`.
    """
    scene, policies, redactor = prepared.scene, prepared.policies, prepared.redactor
    told = screened(answers, redactor)
    judged = relax(judge(policies, scene, told, redactor), policies, scene, told, redactor)
    # What a lane lets through holds nothing any more, so it is looked at afterwards.
    judged = replace(judged, judgements=tuple(told_once(judged.judgements)))
    settings, sources = prepared.settings, prepared.sources
    picture = _picture(prepared) if pictured else None
    return combine(
        [section(scene, judged, policies, settings, sources, redactor, picture, proven=proven)]
    )


def _picture(prepared: Prepared) -> Picture:
    from planguard.impact.painting import (  # noqa: PLC0415 - few reports hold a picture
        Painted,
        around_changes,
        paint,
    )

    scene = prepared.scene
    of = Painted(
        plan=scene.plan,
        graph=scene.graph,
        actions=scene.actions,
        impact=scene.impact,
        redactor=prepared.redactor,
    )
    return paint(of, around_changes(of))


def observe(
    plan: Plan,
    *,
    settings: Settings,
    sources: Sources,
    catalogue: Mapping[str, TypeEntry] | None = None,
    now: datetime | Unknown = NOT_TOLD,
    since: Since | None = None,
    estimate: Estimate = NOT_ESTIMATED,
) -> Scene:
    """Find out everything about a plan that needs no policy: graph, actions, impact."""
    graph = build(plan, sources)
    actions = classify(plan, graph, catalogue, live=settings.environment.live, since=since)
    actions = priced(actions, plan, estimate)
    ownership = settings.ownership
    impact = trace(plan, actions, graph, ownership, files_of(plan, sources, ownership))
    return Scene(
        plan=plan,
        graph=graph,
        actions=actions,
        impact=impact,
        environment=settings.environment,
        actor=settings.actor,
        now=now,
        estimate=estimate,
    )


def files_of(plan: Plan, sources: Sources, ownership: Ownership) -> FilesOf:
    """Give the function that finds a resource's files, as CODEOWNERS names them."""
    home = ownership.codeowners_home

    def files(address: Address) -> tuple[str, ...]:
        resource = plan.resources[address]
        found = sources.files(resource.config_module, resource.local)
        return tuple(
            relpath(join(sources.directory, file), home) if home else file for file in found
        )

    return files


def combine_reports(reports: Sequence[Report]) -> Report:
    """Make one report of several plans' reports; the worst decision counts."""
    return combine([each for report in reports for each in report.sections])
