"""`planguard topics`: what can be asked of live state, who answers it here and who asks."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from planguard.cli.inputs import ConfigOption, PolicyOption, Wanted, read_config, read_policies
from planguard.cli.output import OutputOption, choice, filled, write_out
from planguard.model.moment import span_text
from planguard.model.topic import TOPICS, Kind, Topic, fact_fields

if TYPE_CHECKING:
    from planguard.load.live import Live
    from planguard.policy.reading import Policy
    from planguard.sources.asking import Binding

_FORMATS = ("text", "json")
_KINDS = {
    Kind.NUMBER: "number",
    Kind.BOOLEAN: "true or false",
    Kind.TEXT: "text",
    Kind.TEXTS: "list of texts",
    Kind.TIME: "time",
    Kind.EVENTS: "list of events",
    Kind.RECORD: "record",
}


def topics(
    *,
    format_: Annotated[
        str, typer.Option("--format", "-f", metavar="NAME", help="text or json.")
    ] = "text",
    output: OutputOption = None,
    config: ConfigOption = None,
    policy: PolicyOption = None,
) -> int:
    """
    List what policies can ask of live state.

    Each topic with the kind and unit of its answer, what it means, which sources are bound to it
    here and which policies ask it; topics of your own (`topics:` in planguard.yaml) come last.
    A topic that nobody is bound to leaves its policies unenforced, unless they say `on_unbound`.

    Exit codes: 0 listed, 2 bad policy, configuration or arguments.
    """
    if format_ not in _FORMATS:
        raise choice("--format", format_, _FORMATS)
    settings = read_config(Wanted(config=config))
    policies, live = read_policies(settings, policy), settings.live
    known = [*TOPICS.values(), *live.topics.values()]
    if format_ == "json":
        rows = [_plain(each, live, policies) for each in known]
        write_out(json.dumps(rows, indent=2, ensure_ascii=False) + "\n", output)
    else:
        write_out("\n".join(_lines(known, live, policies)) + "\n", output)
    return 0


def kind_text(topic: Topic) -> str:
    """Say what the answer to a topic is: `number, in %`, `time, of the plan`."""
    unit = f", in {topic.unit}" if topic.unit else ""
    return f"{_KINDS[topic.kind]}{unit}{', of the plan' if topic.of_plan else ''}"


def bindings_of(topic: Topic, live: Live) -> tuple[Binding, ...]:
    """Give what is bound to a topic, in the order in which a subject is matched."""
    return tuple(each for each in live.bindings if each.topic.name == topic.name)


def askers_of(topic: Topic, policies: Iterable[Policy]) -> tuple[Policy, ...]:
    """Give the policies that ask a topic."""
    return tuple(
        each
        for each in policies
        if any(asked.topic.name == topic.name for asked in each.ask.values())
    )


def binding_text(binding: Binding) -> str:
    """Name who answers, and for whom: `prom (prometheus), for aws_ecs_*`."""
    own = f"{binding.name} by " if binding.name != binding.topic.name else ""
    limits = [
        f" {word} {', '.join(globs)}"
        for word, globs in (("for", binding.types), ("in", binding.environments))
        if globs != ("*",)
    ]
    return f"{own}{binding.link.label}{''.join(limits)}"


def _lines(known: Sequence[Topic], live: Live, policies: Sequence[Policy]) -> Iterator[str]:
    bound = asked = 0
    for topic in known:
        answered, asking = bindings_of(topic, live), askers_of(topic, policies)
        bound, asked = bound + bool(answered), asked + bool(asking)
        yield f"{topic.name}  {kind_text(topic)}"
        yield from filled(topic.about, 2)
        who = "; ".join(map(binding_text, answered)) or "nobody is bound"
        yield from filled(f"answered by: {who}", 2)
        if asking:
            yield from filled(f"asked by: {', '.join(each.id for each in asking)}", 2)
        yield ""
    yield f"{len(known)} topics, {bound} bound here, {asked} that policies ask"
    yield "More: planguard explain TOPIC; planguard questions PLAN tells what a plan leads to"


def _plain(topic: Topic, live: Live, policies: Sequence[Policy]) -> dict[str, object]:
    return {
        "name": topic.name,
        "kind": str(topic.kind),
        "unit": topic.unit,
        "about": topic.about,
        "per": "plan" if topic.of_plan else "object",
        "max_age": span_text(topic.fresh_for) if topic.fresh_for else "",
        "fields": dict(fact_fields(topic)),
        "own": topic.name in live.topics,
        "bound": [
            {
                "name": each.name,
                "source": each.link.name,
                "type": each.link.source.name,
                "types": list(each.types),
                "environments": list(each.environments),
            }
            for each in bindings_of(topic, live)
        ],
        "policies": [each.id for each in askers_of(topic, policies)],
        "example": topic.example,
    }
