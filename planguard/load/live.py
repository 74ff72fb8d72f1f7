"""
Live state as planguard.yaml binds it: sources, bindings and topics of a team's own, checked.

Every mistake is told with line and column before anything is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from fnmatch import fnmatchcase
from types import ModuleType
from typing import TYPE_CHECKING, Any

from planguard.errors import ConfigError
from planguard.model.moment import span_of
from planguard.model.topic import MONEY, TOPICS, Topic, known_names, topic_named
from planguard.model.value import Path

if TYPE_CHECKING:
    from planguard.load.config_document import BindingDocument, ConfigDocument
    from planguard.sources.asking import Binding, Link, Progress, Round
    from planguard.sources.interface import Surroundings
    from planguard.sources.interface.template import Template

PlaceOf = Callable[[tuple[str | int, ...]], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Live:
    """What is configured of live state."""

    links: Mapping[str, Link] = field(default_factory=dict)
    bindings: tuple[Binding, ...] = ()
    topics: Mapping[str, Topic] = field(default_factory=dict)
    """Those that the team declared."""
    seconds: float = 10.0
    around: Surroundings | None = None

    def round(self, *, seconds: float | None = None, progress: Progress | None = None) -> Round:
        """Give what answers the questions of one check."""
        from planguard.sources.asking import Round  # noqa: PLC0415 - only for live state
        from planguard.sources.interface import Surroundings  # noqa: PLC0415

        return Round(
            bindings=self.bindings,
            around=self.around or Surroundings(),
            seconds=self.seconds if seconds is None else seconds,
            progress=progress,
        )

    def is_bound(self, name: str) -> bool:
        """Tell whether some source answers a topic."""
        return any(each.answers(name) for each in self.bindings)


def live_of(document: ConfigDocument, place_of: PlaceOf, around: Surroundings) -> Live:
    """Check what a configuration says of live state. Raises `ConfigError`."""
    topics = _own_topics(document, place_of)
    links = {name: _link(name, document, place_of) for name in document.sources}
    bindings: list[Binding] = []
    for name, bound in document.bindings.items():
        topic = _topic(name, topics, place_of)
        several = isinstance(bound, list)
        for number, each in enumerate(bound if isinstance(bound, list) else [bound]):
            keys = ("bindings", name, number) if several else ("bindings", name)
            bindings.append(_binding(name, topic, each, links, keys, place_of))
    span = span_of(document.live.timeout)
    return Live(
        links=links,
        bindings=tuple(bindings),
        topics=topics,
        seconds=span.total_seconds() if span else 0.0,
        around=around,
    )


def _own_topics(document: ConfigDocument, place_of: PlaceOf) -> Mapping[str, Topic]:
    found: dict[str, Topic] = {}
    for name, each in document.topics.items():
        if topic_named(name) is not None or "*" in name:
            problem = (
                f"there is a topic {name!r} already" if "*" not in name else "has a `*` in it"
            )
            raise ConfigError(place_of(("topics", name)), problem, "call yours otherwise")
        found[name] = Topic(
            name=name,
            kind=each.kind,
            about=each.about,
            unit=each.unit,
            of_plan=each.of_plan,
            fields=each.fields,
            fresh_for=span_of(each.max_age) if each.max_age else None,
        )
    return found


def _topic(name: str, own: Mapping[str, Topic], place_of: PlaceOf) -> Topic:
    topic = TOPICS.get(name) if "*" in name else topic_named(name, own)
    if topic is None:
        near = get_close_matches(name, known_names(own), n=2)
        raise ConfigError(
            place_of(("bindings", name)),
            f"there is no topic {name!r}",
            f"did you mean {' or '.join(near)}?"
            if near
            else "`planguard topics` lists them; declare your own under `topics:`",
        )
    return topic


def _link(name: str, document: ConfigDocument, place_of: PlaceOf) -> Link:
    from planguard.sources import SOURCES, source_named  # noqa: PLC0415 - only for live state
    from planguard.sources.asking import Link  # noqa: PLC0415

    told = document.sources[name]
    keys = ("sources", name)
    source = source_named(told.type)
    if source is None:
        near = get_close_matches(told.type, SOURCES, n=1)
        raise ConfigError(
            place_of((*keys, "type")),
            f"there is no kind of source {told.type!r}",
            f"did you mean {near[0]}?" if near else f"there are: {', '.join(SOURCES)}",
        )
    options = _validated(source.Options, told.model_extra or {}, source, keys, place_of)
    return Link(name=name, source=source, options=options)


def _binding(
    name: str,
    topic: Topic,
    told: BindingDocument,
    links: Mapping[str, Link],
    keys: tuple[str | int, ...],
    place_of: PlaceOf,
) -> Binding:
    from planguard.sources.asking import Binding  # noqa: PLC0415 - only for live state
    from planguard.sources.interface.shape import units_for  # noqa: PLC0415

    link = links.get(told.source)
    if link is None:
        hint = f"there are: {', '.join(links)}" if links else "name it under `sources:`"
        raise ConfigError(place_of((*keys, "source")), f"there is no source {told.source!r}", hint)
    if not any(fnmatchcase(name, glob) for glob in link.source.topics):
        raise ConfigError(
            place_of((*keys, "source")),
            f"a source of type {link.source.name} cannot answer {name}",
            f"it answers: {', '.join(link.source.topics)}",
        )
    if told.unit and told.unit not in units_for(topic) and topic.unit != MONEY:
        raise ConfigError(
            place_of((*keys, "unit")),
            f"{told.unit} cannot be turned into {topic.unit or 'a plain number'}",
            f"one of: {', '.join(filter(None, units_for(topic))) or 'none'}",
        )
    wants = _validated(link.source.Wants, told.model_extra or {}, link.source, keys, place_of)
    if problem := link.options.refuse(wants, name):
        hint = f"`planguard explain {link.source.name}` tells more"
        raise ConfigError(place_of((*keys, "source")), f"cannot answer {name}: {problem}", hint)
    return Binding(
        topic=topic,
        name=name,
        link=link,
        wants=wants,
        templates=_templates(wants, keys, place_of),
        types=tuple(told.types),
        environments=tuple(told.environments),
        unit=told.unit,
    )


def _validated(
    model: Any,
    told: Mapping[str, Any],
    source: Any,
    keys: tuple[str | int, ...],
    place_of: PlaceOf,
) -> Any:
    from pydantic import ValidationError  # noqa: PLC0415 - only for live state

    from planguard.policy.problems import in_words, keys_of  # noqa: PLC0415

    try:
        return model.model_validate(dict(told))
    except ValidationError as error:
        first = error.errors()[0]
        models = ModuleType(source.name)
        models.__dict__["Model"] = model
        hint = f"`planguard explain {source.name}` tells its keys"
        place = place_of((*keys, *keys_of(first)))
        raise ConfigError(place, *in_words(first, models, hint)) from None


def _templates(
    wants: Any, keys: tuple[str | int, ...], place_of: PlaceOf
) -> Mapping[Path, Template]:
    from planguard.sources.interface.template import (  # noqa: PLC0415 - only for live state
        TemplateError,
        compile_template,
        dialect_of,
    )

    found: dict[Path, Template] = {}
    for name, described in type(wants).model_fields.items():
        dialect = dialect_of(described.annotation, described.metadata)
        for path, text in _texts(getattr(wants, name), (name,)):
            if "{{" in text:
                try:
                    found[path] = compile_template(text, dialect)
                except TemplateError as error:
                    key = described.alias or name
                    place = place_of((*keys, key, *path[1:]))
                    raise ConfigError(place, f"`{key}` {error}") from None
    return found


def _texts(value: object, path: Path) -> Collection[tuple[Path, str]]:
    if isinstance(value, str):
        return [(path, value)]
    if isinstance(value, Mapping):
        return [found for key, inner in value.items() for found in _texts(inner, (*path, key))]
    if isinstance(value, list | tuple):
        return [found for n, inner in enumerate(value) for found in _texts(inner, (*path, n))]
    return []
