"""The pipeline: a plan in, a justified decision out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from posixpath import join, relpath

from planguard.actions.engine import classify
from planguard.actions.interface import TypeEntry
from planguard.graph import build
from planguard.impact import FilesOf, trace
from planguard.model.fact import Ask, ask_nobody
from planguard.model.plan import Plan
from planguard.model.redaction import Redactor
from planguard.model.report import Report
from planguard.model.settings import Ownership, Settings
from planguard.model.source import NoSources, Sources
from planguard.model.value import Unknown
from planguard.model.words import Address
from planguard.policy.judge import judge, needed
from planguard.policy.reading import Policy
from planguard.policy.report import combine, section
from planguard.policy.scope import Scene

NOT_TOLD = Unknown(reason="not told: the check was given no time")


def analyze(
    plan: Plan,
    *,
    policies: Sequence[Policy],
    settings: Settings | None = None,
    catalogue: Mapping[str, TypeEntry] | None = None,
    sources: Sources | None = None,
    ask: Ask = ask_nobody,
    now: datetime | Unknown = NOT_TOLD,
) -> Report:
    """
    Say what a plan means, how far it reaches and whether it may go ahead.

    `ask` answers the policies' questions to live state, all at once; `now` is the time of the
    check, which only policies about time look at: without it their outcome is unknown.
    """
    settings, sources = settings or Settings(), sources or NoSources()
    scene = observe(plan, settings=settings, catalogue=catalogue, sources=sources, now=now)
    redactor = Redactor(plan.secrets, public=plan.resources)
    answers = ask(needed(policies, scene))
    judgements = judge(policies, scene, answers, redactor)
    return combine([section(scene, judgements, policies, settings, sources, redactor)])


def observe(
    plan: Plan,
    *,
    settings: Settings,
    sources: Sources,
    catalogue: Mapping[str, TypeEntry] | None = None,
    now: datetime | Unknown = NOT_TOLD,
) -> Scene:
    """Find out everything about a plan that needs no policy: graph, actions, impact."""
    graph = build(plan, sources)
    actions = classify(plan, graph, catalogue, live=settings.environment.live)
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
