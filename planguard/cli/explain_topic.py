"""What a topic of live state means, in lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planguard.cli.output import columns, filled
from planguard.cli.topics import askers_of, binding_text, bindings_of, kind_text
from planguard.load.live import Live
from planguard.model.moment import span_text
from planguard.model.topic import EVENT_FIELDS, Kind, Topic, fact_fields
from planguard.policy.reading import Policy


def topic_lines(name: str, topic: Topic, live: Live, policies: Sequence[Policy]) -> Iterator[str]:
    """Explain one topic; `name` is as asked for, such as `flag.checkout`."""
    yield f"{name}: {topic.about}"
    yield f"  {kind_text(topic)}"
    if topic.name in live.topics:
        yield "  a topic of your own (planguard.yaml)"
    about = "the plan, once" if topic.of_plan else "each object that a policy is judged about"
    yield f"  asked about {about}"
    if topic.fresh_for:
        yield f"  too old after {span_text(topic.fresh_for)}, unless a policy says otherwise"
    yield ""
    yield f"in expressions, with `ask: {{x: {name}}}`"
    yield from columns(
        [(_written(field), what) for field, what in fact_fields(topic).items()], "  "
    )
    if topic.kind is Kind.EVENTS:
        yield ""
        yield "an event has"
        yield from columns(list(EVENT_FIELDS.items()), "  ")
    yield ""
    yield from _answered(name, topic, live)
    yield ""
    yield from _asked(topic, policies)


def _written(field: str) -> str:
    return "x" if field == "value" else f"x.{field}"


def _answered(name: str, topic: Topic, live: Live) -> Iterator[str]:
    bound = bindings_of(topic, live)
    if bound:
        yield "answered by"
        yield from (f"  {binding_text(each)}" for each in bound)
    else:
        yield "nobody is bound to it; in planguard.yaml, with a source of yours"
        example = topic.example or "{source: ...}"
        yield from ("  bindings:", f"    {name}: {example}")
    yield "in a file for --facts"
    yield from ("  facts:", f"    {name}: {_EXAMPLES[topic.kind]}")


_EXAMPLES = {
    Kind.NUMBER: "42",
    Kind.BOOLEAN: "true",
    Kind.TEXT: "a word",
    Kind.TEXTS: "[one, two]",
    Kind.TIME: "26h ago",
    Kind.EVENTS: "[{id: INC-7, title: checkout is slow, services: [checkout]}]",
    Kind.RECORD: "{id: CHG1, approved: true}",
}


def _asked(topic: Topic, policies: Sequence[Policy]) -> Iterator[str]:
    asking = askers_of(topic, policies)
    if not asking:
        yield "no policy asks it"
        return
    yield "policies that ask it"
    rows = [(each.id, _unbound(each), each.title) for each in asking]
    yield from (line for row in columns(rows, "  ") for line in filled(row, 0, hang=4))


def _unbound(policy: Policy) -> str:
    if policy.relax:
        return "lane"
    return f"unbound: {policy.on_unbound or 'skip'}"
