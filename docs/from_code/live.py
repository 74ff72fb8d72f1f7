"""The pages of live state: topics, and the sources that answer them."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Sequence

import planguard.sources.http
from planguard.cli.sources import documentation_of, extra_of, kinds, summary_of
from planguard.cli.topics import askers_of, kind_text
from planguard.load import load_policies
from planguard.model.moment import span_text
from planguard.model.topic import EVENT_FIELDS, EXAMPLE_SOURCES, TOPICS, Kind, Topic, fact_fields
from planguard.policy.reading import Policy
from planguard.sources.interface import Source

from .schema import keys_of
from .text import code, documentation, headed, link, table, written

FACTS = {
    Kind.NUMBER: "42",
    Kind.BOOLEAN: "true",
    Kind.TEXT: "a word",
    Kind.TEXTS: "[one, two]",
    Kind.TIME: "26h ago",
    Kind.EVENTS: "[{id: INC-7, title: checkout is slow, services: [checkout]}]",
    Kind.RECORD: "{id: CHG0030052, approved: true}",
}
_TOPICS = """\
# Topics

A topic is what policies may ask of live state. It names what is asked, never a product; which
source answers is said under `bindings:` in `planguard.yaml`. A team declares topics of its own under
`topics:`.

{table}
{sections}"""
_BINDINGS = """\
## Keys under `bindings:`

Beside `source`, `types`, `environments` and `unit`, which every binding may have.
"""
_SOURCES = """\
# Sources

A source is one live system. It is configured under `sources:` in `planguard.yaml`, by a name of
your own, and bound to topics under `bindings:`. Every source only reads.

{table}
An extra brings the libraries that a source needs: `pip install 'planguard-iac[aws]'`, or
`planguard-iac[live]` for all of them.

```{{toctree}}
:hidden:

{names}
```
"""


def pages() -> dict[str, str]:
    """Give the page of topics, one page for each source, and the list of sources."""
    found = kinds()
    rows = [
        (f"[`{each.name}`]({each.name}.md)", written(summary_of(each)), _extra(each))
        for each in found
    ]
    names = "\n".join(each.name for each in found)
    front = _SOURCES.format(table=table(("type", "what it reads", "extra"), rows), names=names)
    return {
        "topics.md": _topics(),
        "sources/index.md": front,
        **{f"sources/{each.name}.md": _source(each) for each in found},
    }


def _extra(source: Source) -> str:
    extra, _ = extra_of(source)
    return f"`{extra}`" if extra else ""


def _topics() -> str:
    policies = load_policies()
    rows = [
        (link("topic", each.name), kind_text(each), written(each.about))
        for each in TOPICS.values()
    ]
    sections = "\n".join(_topic(each, policies) for each in TOPICS.values())
    return _TOPICS.format(table=table(("topic", "answer", "meaning"), rows), sections=sections)


def _topic(topic: Topic, policies: Sequence[Policy]) -> str:
    name = topic.name.replace("*", "checkout")
    asking = [link("policy", each.id) for each in askers_of(topic, policies)]
    about = "the plan, once" if topic.of_plan else "each object that a policy is judged about"
    lines = [
        headed("topic", topic.name),
        f"{written(topic.about[:1].upper() + topic.about[1:])}.\n",
        f":answer: {kind_text(topic).removesuffix(', of the plan')}",
        f":asked about: {about}",
    ]
    if topic.fresh_for:
        lines.append(
            f":too old after: {span_text(topic.fresh_for)}, unless a policy says otherwise"
        )
    lines.append(f":policies: {', '.join(asking) or 'none that come along ask it'}")
    fields = {each: what for each, what in fact_fields(topic).items() if each != "value"}
    rows = [("`x`", written(fact_fields(topic)["value"]))]
    rows += [(f"`x.{each}`", written(what)) for each, what in fields.items()]
    lines += [
        "",
        f"In expressions, with `ask: {{x: {name}}}`:\n",
        table(("name", "meaning"), rows),
    ]
    if topic.kind is Kind.EVENTS:
        told = ", ".join(f"`{each}` ({what})" for each, what in EVENT_FIELDS.items())
        lines.append(f"An event has {told}.\n")
    source = topic.example_source
    binding = (
        f"sources:\n  {source}: {EXAMPLE_SOURCES[source]}\nbindings:\n  {name}: {topic.example}"
    )
    lines += [
        "Who answers, in `planguard.yaml`:\n",
        code(binding, "yaml"),
        "In a file for `--facts`:\n",
        code(f"facts:\n  {name}: {FACTS[topic.kind]}", "yaml"),
    ]
    return "\n".join(lines)


def _source(source: Source) -> str:
    extra = _extra(source)
    text = documentation_of(source)
    told = text.partition("\n\n")[2]
    return "\n".join(
        [
            f"(source-{source.name})=\n# {source.name}\n",
            f"{written(summary_of(source)[:1].upper() + summary_of(source)[1:])}.\n",
            f":can answer: {', '.join(_answers(source))}",
            f":extra: {f'{extra}: `pip install planguard-iac[{source.name}]`' if extra else 'none is needed'}",
            "",
            documentation(told),
            *_presets(source),
            f"## Keys under `sources:`\n\nWith `type: {source.name}`.\n",
            keys_of(source.Options.model_json_schema()) or "None of its own.\n",
            _BINDINGS,
            keys_of(source.Wants.model_json_schema()) or "None of its own.\n",
        ]
    )


def _answers(source: Source) -> Iterator[str]:
    for glob in source.topics:
        yield "any topic" if glob == "*" else link("topic", glob)


def _presets(source: Source) -> Iterator[str]:
    """Tell the presets of the source http, one module each."""
    if source.name != "http":
        return
    yield "## Presets\n"
    for found in pkgutil.iter_modules(planguard.sources.http.__path__):
        text = (
            importlib.import_module(f"planguard.sources.http.{found.name}").__doc__ or ""
        ).strip()
        if text.startswith("`"):
            name, _, rest = text.partition(": ")
            yield f"{headed('preset', name.strip('`'), 3)}\n{documentation(rest[:1].upper() + rest[1:])}"
