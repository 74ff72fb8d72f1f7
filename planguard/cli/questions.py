"""`planguard questions`: what would be asked of live state about plans, without asking it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Annotated

import typer

from planguard.cli.inputs import (
    ActorOption,
    ConfigOption,
    EnvOption,
    EventsOption,
    PlansArgument,
    PolicyOption,
    SourceOption,
    StateOption,
    ToolOption,
    Wanted,
    WorkspaceOption,
    open_cases,
    prepare_case,
    read_config,
    read_policies,
)
from planguard.cli.outlook import Outlook, Question, outlook
from planguard.cli.output import OutputOption, choice, columns, filled, plain, write_out
from planguard.formats.interface.wording import counted
from planguard.model.fact import Query
from planguard.model.topic import Topic

_FORMATS = ("text", "json")
_MOST_SUBJECTS = 5


def questions(  # noqa: PLR0913 - one parameter for each option
    plans: PlansArgument,
    *,
    format_: Annotated[
        str, typer.Option("--format", "-f", metavar="NAME", help="text or json.")
    ] = "text",
    output: OutputOption = None,
    state: StateOption = None,
    events: EventsOption = None,
    env: EnvOption = "",
    workspace: WorkspaceOption = "",
    config: ConfigOption = None,
    policy: PolicyOption = None,
    source: SourceOption = None,
    tool: ToolOption = "",
    actor: ActorOption = "",
) -> int:
    """
    List what check would ask of live state, without asking.

    PLANS are JSON (of `terraform show -json`) or binary plan files, - for standard input; or
    what Pulumi writes, with the stack's state beside it.

    Grouped by source: the topic, the query with its places filled, the objects it is about and
    the policies that ask. Questions that come to the same are asked once. Then what cannot be
    asked, with the reason: it will be unknown. Last the topics that nobody is bound to, what
    becomes of the policies that ask them, and the lines of planguard.yaml that bind them.

    Exit codes: 0 listed, 2 bad input, policy, configuration or arguments.
    """
    if format_ not in _FORMATS:
        raise choice("--format", format_, _FORMATS)
    wanted = Wanted(
        config=config,
        env=env,
        workspace=workspace,
        source=source,
        tool=tool,
        actor=actor,
        states=state or (),
        events=events or (),
    )
    settings = read_config(wanted)
    policies = read_policies(settings, policy)
    now = datetime.now(UTC)
    prepared = [prepare_case(each, policies, now) for each in open_cases(plans, wanted, settings)]
    found = outlook(prepared, settings.live)
    if format_ == "json":
        write_out(json.dumps(_plain(found), indent=2, ensure_ascii=False) + "\n", output)
    else:
        write_out(plain("\n".join(_lines(found)) + "\n"), output)
    return 0


def _lines(found: Outlook) -> Iterator[str]:
    yield from _summary(found)
    by_source: dict[str, list[Question]] = {}
    for each in found.asked:
        by_source.setdefault(each.source, []).append(each)
    for source, each_of in by_source.items():
        yield ""
        yield f"{source}: {counted(len(each_of), 'question')}"
        for each in each_of:
            yield from _asked(each, several=len(found.plans) > 1)
    if found.unknown:
        yield ""
        yield "cannot be asked, and will be unknown"
        for each in found.unknown:
            yield from filled(f"{each.topic}: {each.source}: {each.reason}", 2)
            yield from _about(each.queries, each.policies, several=len(found.plans) > 1)
    yield from _nobody(found)


def _summary(found: Outlook) -> Iterator[str]:
    plans = ", ".join(found.plans)
    if not found.total:
        yield f"{plans}: no policy asks anything of live state"
        return
    yield f"{plans}: the policies ask {counted(found.total, 'question')} of live state"
    told = [f"{counted(len(found.asked), 'distinct question')} would be asked"]
    told += [f"in one round of at most {found.seconds:g} s"] if found.asked else []
    told += [f"{len(found.unknown)} cannot be asked"] if found.unknown else []
    nobody = counted(len(found.unanswered), "topic")
    told += [f"{nobody} without a source"] if found.unanswered else []
    yield f"  {', '.join(told)}"


def _asked(each: Question, *, several: bool) -> Iterator[str]:
    yield f"  {each.topic}"
    for name, value in each.wants.items():
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        first, *rest = text.strip().splitlines() or [""]
        yield f"    {name}: {first}"
        yield from (f"      {line}" for line in rest)
    yield from _about(each.queries, each.policies, several=several)


def _about(
    queries: Sequence[Query], policies: Iterable[str], *, several: bool = False
) -> Iterator[str]:
    names = [
        f"{each.subject or 'the plan'}{f' ({each.plan})' if several else ''}"
        for each in queries[:_MOST_SUBJECTS]
    ]
    more = len(queries) - len(names)
    names += [f"{more} more"] if more else []
    yield from filled(f"about {', '.join(names)}", 4)
    yield from filled(f"asked by {', '.join(policies)}", 4)


def _nobody(found: Outlook) -> Iterator[str]:
    if not found.unanswered:
        return
    yield ""
    yield "nobody is bound to"
    for each in found.unanswered:
        counts = Counter(query.look(("type",)) or "the plan" for query in each.queries)
        told = ", ".join(f"{type_} {n}" if n > 1 else str(type_) for type_, n in counts.items())
        where = f" (bound, but not for {told})" if each.elsewhere else ""
        yield from filled(f"{each.name}: {each.topic.about}{where}", 2)
        rows = [(policy, _fate(outcome)) for policy, outcome in each.outcomes.items()]
        yield from columns(rows, "    ")
    yield ""
    yield "in planguard.yaml (`planguard explain TOPIC` tells more, `planguard sources` who can answer)"
    yield "  bindings:"
    yield from (f"    {each.name}: {example_of(each.topic)}" for each in found.unanswered)


def _fate(outcome: str) -> str:
    fates = {"skipped": "is not enforced", "closed": "this lane stays closed"}
    return fates.get(outcome, f"leads to {outcome}")


def example_of(topic: Topic) -> str:
    """Give a binding of a topic, as one line of planguard.yaml."""
    return topic.example or "{source: ...}"


def _plain(found: Outlook) -> dict[str, object]:
    return {
        "plans": list(found.plans),
        "questions": found.total,
        "distinct": len(found.asked),
        "timeout_seconds": found.seconds,
        "asked": [{**_of(each), "wants": each.wants} for each in found.asked],
        "unknown": [{**_of(each), "reason": each.reason} for each in found.unknown],
        "unbound": [
            {
                "topic": each.name,
                "about": each.topic.about,
                "subjects": _subjects(each.queries),
                "policies": dict(each.outcomes),
                "bound_for_others": each.elsewhere,
                "example": example_of(each.topic),
            }
            for each in found.unanswered
        ],
    }


def _of(each: Question) -> dict[str, object]:
    return {
        "source": each.source,
        "topic": each.topic,
        "subjects": _subjects(each.queries),
        "policies": list(each.policies),
    }


def _subjects(queries: Iterable[Query]) -> list[dict[str, str]]:
    return [{"plan": each.plan, "subject": each.subject} for each in queries]
