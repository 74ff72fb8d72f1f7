"""What a report says beside its findings: rules left out or changed, and notices."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from planguard.model.difference import same
from planguard.model.fact import Unbound
from planguard.model.plan import Notice, Plan
from planguard.model.redaction import Redactor
from planguard.model.report import NotEnforced
from planguard.model.settings import Override
from planguard.model.source import Sources
from planguard.model.topic import EXAMPLE_SOURCES
from planguard.model.value import path_text
from planguard.model.words import Mode, Outcome, Verb
from planguard.policy.judge import Judgement
from planguard.policy.mirrored import is_mirrored
from planguard.policy.reading import Policy
from planguard.policy.scope import Scene


def not_enforced(
    policies: Sequence[Policy], judgements: Sequence[Judgement]
) -> tuple[NotEnforced, ...]:
    """List the policies that were left out, each with what would switch it on."""
    left_out = [
        NotEnforced(
            policy=policy.id,
            title=policy.title,
            reason=f"parameter {', '.join(policy.unset)} is not set",
            enable=_setting(policy),
        )
        for policy in policies
        if policy.unset
    ]
    skipped = {each.policy.id: each for each in judgements if each.outcome is Outcome.SKIP}
    for each in skipped.values():
        unbound = {f.topic for _, f in each.facts if isinstance(f, Unbound)}
        left_out.append(
            NotEnforced(
                policy=each.policy.id,
                title=each.policy.title,
                reason=each.reason,
                enable=_bindings(each.policy, unbound),
                topics=tuple(sorted(unbound)),
            )
        )
    return tuple({each.policy: each for each in left_out}.values())


def _setting(policy: Policy) -> str:
    """Write what goes into planguard.yaml, with `...` for what the team decides."""
    params = ", ".join(f"{name}: ..." for name in policy.unset)
    return f"overrides: {{{policy.id}: {{reason: ..., params: {{{params}}}}}}}"


def _bindings(policy: Policy, unbound: Collection[str]) -> str:
    """Write the lines of planguard.yaml that have the topics answered."""
    topics = {asked.name: asked.topic for asked in policy.ask.values() if asked.name in unbound}
    sources = {each.example_source for each in topics.values() if each.example}
    lines = ["sources:"] if sources else []
    lines += [f"  {name}: {EXAMPLE_SOURCES[name]}" for name in sorted(sources)]
    lines += ["bindings:"]
    lines += [
        f"  {name}: {topic.example or '{source: ...}'}" for name, topic in sorted(topics.items())
    ]
    return "\n".join(lines)


def overridden(overrides: Mapping[str, Override]) -> tuple[NotEnforced, ...]:
    """List the policies that the team switched off or gave another decision, with its reason."""
    return tuple(
        NotEnforced(
            policy=name,
            title=_override_text(override),
            reason=override.reason,
            enable="",
        )
        for name, override in sorted(overrides.items())
    )


def _override_text(override: Override) -> str:
    if override.off:
        return "off"
    told = [f"decision is {override.decision}"] if override.decision else []
    told.extend(f"{name} is {value}" for name, value in override.params.items())
    return ", ".join(told) or "nothing changed"


def _drift(plan: Plan) -> Iterator[Notice]:
    """Name what is not as it was left; what only reads differently is counted, not listed."""
    types = {each.type for each in plan.resources.values() if each.mode is Mode.MANAGED}
    harmless = 0
    for change in plan.drift:
        names = sorted(
            name
            for name in {**change.before, **change.after}
            if not same(change.before.get(name), change.after.get(name))
            and not is_mirrored(change.resource.type, name, types)
        )
        if change.verb is Verb.DELETE:
            yield Notice(kind="drift", subject=change.address, text="was deleted outside")
        elif names:
            naming = change.resource.naming
            known = [path_text(naming.path((name,))) for name in names]
            text = f"is not as the last apply left it: {', '.join(known)}"
            yield Notice(kind="drift", subject=change.address, text=text)
        else:
            harmless += 1
    if harmless:
        alone = harmless == 1
        text = (
            f"{harmless} {'object reads' if alone else 'objects read'} differently than after the "
            f"last apply and mean{'s' if alone else ''} the same"
        )
        yield Notice(kind="drift", subject="", text=text)


def notices(scene: Scene, sources: Sources, redactor: Redactor) -> tuple[Notice, ...]:
    """List what else the plan says, and what was missing to say more."""
    plan = scene.plan
    told = [
        replace(each, subject=redactor.text(each.subject), text=redactor.text(each.text))
        for each in plan.notices
    ]
    told.extend(
        Notice(kind="partial", subject="", text=f"the plan is in doubt: {doubt}")
        for doubt in plan.completeness.doubts
    )
    told.extend(_drift(plan))
    if sources.missing and plan.changes and plan.tool != "pulumi":
        told.append(
            Notice(
                kind="missing",
                subject="",
                text=f"{sources.missing}: no file and line, locals only as far as the state knows",
            )
        )
    return tuple(told)
