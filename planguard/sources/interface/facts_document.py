"""
The document of facts: what people write by hand, what a check records and what it replays.

    now: 2026-11-23T07:00:00Z            # the time of the check; may be left out
    facts:
      load.cpu: 81
      backup.latest: 26h ago             # times: ISO 8601, `26h ago`, `in 3d`
      incident.active: [{id: INC-7, title: checkout is slow, services: [checkout]}]
      targets.healthy: {value: 3, age: 2m, source: alb}
      database.connections: {unknown: it timed out}
      tests.passed: null                 # the system says that there is none
      change.ticket: {id: CHG1, approved: true}

or `facts:` as a list, where a topic may come once for each subject:

      - {topic: load.cpu, subject: aws_ecs_service.*, value: 81, age: 40s}

Longer than most files here: reading and writing of one format stand together.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, ValuesView
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from fnmatch import fnmatchcase
from itertools import chain
from math import isfinite
from typing import TypeAlias

from planguard.model.fact import Answer, Fact, Query, Unbound
from planguard.model.moment import moment_of, span_of
from planguard.model.topic import EVENT_FIELDS, MONEY, Kind, Topic, known_names, topic_named
from planguard.model.value import Sensitive, Unknown, Value
from planguard.sources.interface.shape import ShapeError, shaped, unit_of, units_for

Keys: TypeAlias = tuple[str | int, ...]

_ABOUT = frozenset({"subject", "plan"})
_SAYS: Mapping[str, frozenset[str]] = {
    "value": frozenset({"value", "unit", "age", "observed_at", "source", "detail"}),
    "unknown": frozenset({"unknown"}),
    "unbound": frozenset({"unbound"}),
}
_CURRENCY = re.compile(r"[A-Z]{3}\Z")
_DEEPEST, _MOST = 40, 1_000_000
_UNWRITTEN = "it is sensitive, and was not recorded"


class FactsError(ValueError):
    """What is wrong in a document of facts, and where; no value is quoted."""

    def __init__(self, keys: Keys, problem: str, hint: str = "") -> None:
        """Keep the way to the place, the problem and the remedy."""
        super().__init__(f"{problem} ({hint})" if hint else problem)
        self.keys = keys
        self.problem = problem
        self.hint = hint


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One fact of a document: a value, the reason why there is none, or `unbound`."""

    topic: str
    """As asked for: `flag.checkout`."""
    subject: str = "*"
    """An address or a glob of addresses; only `*` and `?` are signs."""
    plan: str = ""
    """Label of the plan it is about; empty for any."""
    value: Value | datetime = None
    """Of the topic's kind; `None` where the system says that there is none."""
    unit: str = ""
    """The topic's own, or of an amount the currency; empty where the document does not say."""
    observed_at: datetime | None = None
    """`None` for the time of the check."""
    source: str = ""
    """Who said so; empty for the document itself."""
    detail: str = ""
    unknown: str = ""
    """Why nobody knows; empty when the entry holds a value."""
    unbound: bool = False

    def answer_to(
        self, query: Query, *, own: Mapping[str, Topic], now: datetime, document: str
    ) -> Answer:
        """
        Give the entry as the answer to a question.

        `now` is when it was seen and `document` who says so, where the entry tells neither; `own`
        are the team's topics.
        """
        if self.unbound:
            return Unbound(topic=query.topic)
        if self.unknown:
            return Unknown(reason=self.unknown)
        topic = topic_named(query.topic, own)
        return Fact(
            query=query,
            value=self.value,
            unit=self.unit or (topic.unit if topic else ""),
            observed_at=self.observed_at or now,
            source=self.source or document,
            detail=self.detail,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class FactsDocument:
    """A document that was read."""

    now: datetime | None
    entries: tuple[Entry, ...]
    _exact: dict[tuple[str, str], list[Entry]] = field(init=False, compare=False, repr=False)
    _globs: dict[str, list[Entry]] = field(init=False, compare=False, repr=False)
    _told: frozenset[str] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Put the entries where questions find them."""
        object.__setattr__(self, "_exact", {})
        object.__setattr__(self, "_globs", {})
        told = frozenset(each.topic for each in self.entries if not each.unbound)
        object.__setattr__(self, "_told", told)
        for each in self.entries:
            self._exact.setdefault((each.topic, each.subject), []).append(each)
            if "*" in each.subject or "?" in each.subject:
                self._globs.setdefault(each.topic, []).append(each)

    def answer(self, topic_name: str, subject: str, plan: str = "") -> Entry | None:
        """Find the answer to a question: the entry of that very subject, else the first glob."""
        exact = self._exact.get((topic_name, subject), ())
        of_plan = [each for each in exact if each.plan == plan]
        globs = (
            each for each in self._globs.get(topic_name, ()) if _matches(subject, each.subject)
        )
        fitting = (each for each in chain(of_plan, exact, globs) if each.plan in {"", plan})
        return next(fitting, None)

    def tells(self, topic_name: str) -> bool:
        """Tell whether the document answers a topic for anybody."""
        return topic_name in self._told


def _matches(subject: str, glob: str) -> bool:
    # The brackets of `aws_instance.a[0]` are its own and no set of characters.
    return fnmatchcase(subject, glob.replace("[", "[[]"))


def read_facts(
    document: object, *, now: datetime | None, own: Mapping[str, Topic]
) -> FactsDocument:
    """
    Read a parsed YAML or JSON document.

    `now` is what `26h ago` counts from where the document has no `now`; `own` are the team's
    topics. Raises `FactsError`.
    """
    if not isinstance(document, Mapping):
        raise FactsError((), "holds no facts", "write `facts:` with topics and values below")
    for key in document:
        if key not in {"now", "facts"}:
            is_topic = isinstance(key, str) and topic_named(key, own) is not None
            hint = "put the topics below `facts:`" if is_topic else "there are: now, facts"
            raise FactsError((_step(key),), f"there is no key {key!r} here", hint)
    if "facts" not in document:
        raise FactsError((), "has no `facts:`", "write `facts:` with topics and values below")
    _refuse_bomb(document)
    told = _moment(document["now"], ("now",), None) if "now" in document else None
    reading = _Reading(now=told or now, own=own)
    entries: list[Entry] = []
    seen: set[tuple[str, str, str]] = set()
    for keys, entry in reading.entries(document["facts"]):
        same = (entry.topic, entry.subject, entry.plan)
        if same in seen:
            raise FactsError(keys, f"{entry.topic} is given twice for the same subject")
        seen.add(same)
        entries.append(entry)
    return FactsDocument(now=told, entries=tuple(entries))


def _refuse_bomb(document: object) -> None:
    """Refuse what anchors of YAML fold into itself or into more than can be read."""
    stack, count = [(document, 0)], 0
    while stack:
        value, depth = stack.pop()
        inner = value.values() if isinstance(value, Mapping) else value
        if isinstance(inner, list | ValuesView):
            count += len(inner)
            if depth > _DEEPEST or count > _MOST:
                raise FactsError((), "is nested too deep or too large", "write less, or flatter")
            stack.extend((each, depth + 1) for each in inner)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """What the reading of every entry needs."""

    now: datetime | None
    own: Mapping[str, Topic]

    def entries(self, facts: object) -> Iterator[tuple[Keys, Entry]]:
        """Give each entry with the way to it."""
        if isinstance(facts, Mapping):
            for name, given in facts.items():
                keys: Keys = ("facts", _step(name))
                topic = self._topic(name, keys)
                said = given if _is_entry(given) else {"value": given}
                yield keys, self._entry(topic, name, said, keys, short=said is not given)
        elif isinstance(facts, list):
            for place, given in enumerate(facts):
                yield ("facts", place), self._listed(given, ("facts", place))
        elif facts is not None:
            raise FactsError(("facts",), "`facts` holds neither topics nor a list of entries")

    def _listed(self, given: object, keys: Keys) -> Entry:
        if not isinstance(given, Mapping) or "topic" not in given:
            hint = "write each as {topic: load.cpu, value: 81}"
            raise FactsError(keys, "this entry names no topic", hint)
        name = given["topic"]
        topic = self._topic(name, (*keys, "topic"))
        said = {key: value for key, value in given.items() if key != "topic"}
        return self._entry(topic, str(name), said, keys)

    def _topic(self, name: object, keys: Keys) -> Topic:
        topic = topic_named(name, self.own) if isinstance(name, str) else None
        if topic is None:
            near = difflib.get_close_matches(str(name), known_names(self.own), n=1)
            hint = f"did you mean {near[0]!r}?" if near else "`planguard topics` lists them"
            raise FactsError(keys, f"there is no topic {name!r}", hint)
        return topic

    def _entry(
        self,
        topic: Topic,
        name: str,
        said: Mapping[object, object],
        keys: Keys,
        *,
        short: bool = False,
    ) -> Entry:
        ways = [way for way in _SAYS if way in said]
        if len(ways) != 1:
            problem = "says nothing" if not ways else f"says both {ways[0]} and {ways[1]}"
            raise FactsError(keys, f"{name} {problem}", "give one of: value, unknown, unbound")
        allowed = _SAYS[ways[0]] | _ABOUT
        for key in said:
            if key not in allowed:
                raise FactsError((*keys, _step(key)), *_stray(key, allowed, "an entry"))
        entry = Entry(
            topic=name,
            subject=_text(said, "subject", keys) or "*",
            plan=_text(said, "plan", keys),
        )
        if "unknown" in said:
            reason = _text(said, "unknown", keys)
            if not reason:
                raise FactsError((*keys, "unknown"), "`unknown` gives no reason")
            return replace(entry, unknown=reason)
        if "unbound" in said:
            if said["unbound"] is not True:
                raise FactsError((*keys, "unbound"), "`unbound` can only be true")
            return replace(entry, unbound=True)
        unit = self._unit(topic, said, keys)
        place = keys if short else (*keys, "value")
        return replace(
            entry,
            value=self._value(topic, name, said["value"], unit, place),
            unit=unit_of(topic, unit) if "unit" in said else "",
            observed_at=self._observed_at(said, keys),
            source=_text(said, "source", keys),
            detail=_text(said, "detail", keys),
        )

    def _unit(self, topic: Topic, said: Mapping[object, object], keys: Keys) -> str:
        unit = _text(said, "unit", keys) or topic.unit
        known = units_for(topic)
        if unit in known or (topic.unit == MONEY and _CURRENCY.match(unit)):
            return unit
        words = "a currency such as EUR" if topic.unit == MONEY else ", ".join(known)
        hint = f"it can be in {words}" if topic.unit else "it has no unit"
        raise FactsError((*keys, "unit"), f"{topic.name} cannot be in that unit", hint)

    def _value(
        self, topic: Topic, name: str, given: object, unit: str, keys: Keys
    ) -> Value | datetime:
        fields = {Kind.EVENTS: EVENT_FIELDS, Kind.RECORD: topic.fields}.get(topic.kind, {})
        value = _plain(given, keys)
        each = value if isinstance(value, list) else [value]
        for place, inner in enumerate(each):
            for key in inner if isinstance(inner, Mapping) and fields else ():
                if key not in fields:
                    way = (*keys, place, key) if isinstance(value, list) else (*keys, key)
                    raise FactsError(way, *_stray(key, fields, name))
        try:
            return shaped(topic, value, unit=unit, now=self.now)
        except ShapeError as error:
            problem = str(error).replace("answered", "holds", 1)
        except OverflowError:
            problem = "holds a number or a time that is out of range"
        hint = ""
        if self.now is None and "a time" in problem:
            hint = "`26h ago` needs `now:` at the top of the document"
        raise FactsError(keys, f"{name} {problem}", hint)

    def _observed_at(self, said: Mapping[object, object], keys: Keys) -> datetime | None:
        if "age" not in said:
            given = said.get("observed_at")
            return None if given is None else _moment(given, (*keys, "observed_at"), self.now)
        if "observed_at" in said:
            raise FactsError((*keys, "age"), "says both `age` and `observed_at`", "keep one")
        span = span_of(said["age"]) if isinstance(said["age"], str) else None
        if span is None:
            raise FactsError((*keys, "age"), "`age` is no span of time", "write it as 40s or 2h")
        if self.now is None:
            hint = "write `now:` at the top of the document"
            raise FactsError((*keys, "age"), "`age` counts from a time that is not given", hint)
        try:
            return self.now - span
        except OverflowError:
            raise FactsError((*keys, "age"), "`age` is out of range") from None


def _is_entry(given: object) -> bool:
    return isinstance(given, Mapping) and any(way in given for way in _SAYS)


def _step(key: object) -> str | int:
    return key if isinstance(key, str | int) and not isinstance(key, bool) else str(key)


def _stray(key: object, known: Iterable[str], what: str) -> tuple[str, str]:
    near = difflib.get_close_matches(str(key), list(known), n=1)
    hint = f"did you mean {near[0]!r}?" if near else f"there are: {', '.join(sorted(known))}"
    return f"{what} has no key {key!r}", hint


def _text(said: Mapping[object, object], key: str, keys: Keys) -> str:
    found = said.get(key, "")
    if not isinstance(found, str):
        raise FactsError((*keys, key), f"`{key}` is no text", "put it in quotes")
    return found


def _moment(given: object, keys: Keys, now: datetime | None) -> datetime:
    text = given.isoformat() if isinstance(given, date) else given
    try:
        found = moment_of(text, now) if isinstance(text, str) else None
    except OverflowError:
        found = None
    if found is None:
        raise FactsError(keys, f"`{keys[-1]}` is no time", "write it as 2026-11-23T07:00:00Z")
    return found


def _plain(given: object, keys: Keys) -> Value:
    """Give a value as JSON has it: YAML's dates as text, nothing that JSON cannot hold."""
    match given:
        case None | bool() | int() | str():
            return given
        case float() if isfinite(given):
            return given
        case date():
            return given.isoformat()
        case Mapping() if all(isinstance(key, str) for key in given):
            return {key: _plain(inner, (*keys, key)) for key, inner in given.items()}
        case list():
            return [_plain(inner, (*keys, place)) for place, inner in enumerate(given)]
        case _:
            raise FactsError(keys, "is nothing that a fact can hold", "put it in quotes")


def write_facts(now: datetime | None, entries: Iterable[Entry]) -> dict[str, object]:
    """
    Give a document, as plain data, that reads back to the same entries.

    What is sensitive is not written: it reads back as unknown, or as `(sensitive)` inside a list
    or record.
    """
    facts = [_written(entry) for entry in entries]
    return {**({"now": now.isoformat()} if now else {}), "facts": facts}


def _written(entry: Entry) -> dict[str, object]:
    about = {
        "topic": entry.topic,
        **({"subject": entry.subject} if entry.subject != "*" else {}),
        **({"plan": entry.plan} if entry.plan else {}),
    }
    if entry.unbound:
        return {**about, "unbound": True}
    if entry.unknown or isinstance(entry.value, Sensitive):
        return {**about, "unknown": entry.unknown or _UNWRITTEN}
    rest = {
        "unit": entry.unit,
        "observed_at": entry.observed_at.isoformat() if entry.observed_at else "",
        "source": entry.source,
        "detail": entry.detail,
    }
    return {**about, "value": _bare(entry.value), **{k: v for k, v in rest.items() if v}}


def _bare(value: Value | datetime) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: _bare(inner) for key, inner in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_bare(inner) for inner in value]
    if value is None or isinstance(value, bool | int | float | str):
        return value
    return str(value)
