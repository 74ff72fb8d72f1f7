"""What would be asked of live state about plans, and what nobody could answer."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from planguard.analyze import Prepared
from planguard.model.fact import Query
from planguard.model.redaction import HIDDEN
from planguard.model.secret_shape import names_secret
from planguard.model.topic import Topic, topic_named
from planguard.model.value import Unknown
from planguard.policy.questions import needed
from planguard.policy.reading import Policy

if TYPE_CHECKING:
    from planguard.load.live import Live
    from planguard.sources.asking import Planned


_PARAMETER = re.compile(r"([?&]([^=&\s]+)=)[^&\s]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One thing that a source would be asked, or why it could not be; secrets hidden."""

    source: str
    """Its name for people, as `prom (prometheus)`."""
    topic: str
    wants: Mapping[str, object]
    """What of the binding is not left at its default, places filled."""
    queries: tuple[Query, ...]
    """All that this question answers."""
    policies: tuple[str, ...]
    reason: str = ""
    """Why it cannot be asked; empty when it can."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unanswered:
    """A topic that no source answers, for some subjects or for all."""

    name: str
    topic: Topic
    queries: tuple[Query, ...]
    outcomes: Mapping[str, str]
    """Policy -> what becomes of it: `skipped`, `closed` (a lane), or its decision."""
    elsewhere: bool
    """Whether sources answer it for other types or environments."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What a round of questions would be."""

    plans: tuple[str, ...]
    total: int
    """Questions of all policies before those that come to the same are put together."""
    asked: tuple[Question, ...]
    unknown: tuple[Question, ...]
    unanswered: tuple[Unanswered, ...]
    seconds: float


def outlook(prepared: Sequence[Prepared], live: Live) -> Outlook:
    """Find out what would be asked about several plans in one round."""
    asked_by: dict[Query, list[Policy]] = {}
    homes: dict[Query, Prepared] = {}
    total = 0
    for each in prepared:
        for policy in each.policies:
            for query in needed((policy,), each.scene, each.redactor):
                asked_by.setdefault(query, []).append(policy)
                homes.setdefault(query, each)
                total += 1
    planned = live.round().plan(list(asked_by))
    groups: dict[str, list[Planned]] = {}
    for found in planned.values():
        groups.setdefault(_key(found), []).append(found)
    told = [_question(group, asked_by, homes) for group in groups.values()]
    told.sort(key=lambda each: (each.source, each.topic))
    return Outlook(
        plans=tuple(each.scene.plan.label for each in prepared),
        total=total,
        asked=tuple(each for each in told if not each.reason),
        unknown=tuple(each for each in told if each.reason),
        unanswered=tuple(_unanswered(asked_by, planned, live)),
        seconds=live.seconds,
    )


def _key(planned: Planned) -> str:
    if isinstance(planned.question, Unknown):
        return json.dumps(
            [planned.binding.link.name, planned.query.topic, planned.question.reason]
        )
    return planned.key


def _question(
    group: Sequence[Planned],
    asked_by: Mapping[Query, Sequence[Policy]],
    homes: Mapping[Query, Prepared],
) -> Question:
    first = group[0]
    redactor = homes[first.query].redactor
    unknown = first.question if isinstance(first.question, Unknown) else None
    wants = first.binding.wants if isinstance(first.question, Unknown) else first.question.wants
    told = wants.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return Question(
        source=first.binding.link.label,
        topic=first.query.topic,
        wants={}
        if unknown
        else {name: _without_logins(redactor.plain(each)) for name, each in told.items()},
        queries=tuple(each.query for each in group),
        policies=tuple(sorted({each.id for one in group for each in asked_by[one.query]})),
        reason=redactor.text(unknown.reason) if unknown else "",
    )


def _without_logins(value: Any) -> Any:
    """Hide the parameters of a path that somebody wrote a secret into."""
    if not isinstance(value, str):
        return value
    return _PARAMETER.sub(
        lambda each: f"{each[1]}{HIDDEN}" if names_secret(each[2]) else each[0], value
    )


def _unanswered(
    asked_by: Mapping[Query, Sequence[Policy]], planned: Mapping[Query, Planned], live: Live
) -> Iterator[Unanswered]:
    by_topic: dict[str, list[Query]] = {}
    for query in asked_by:
        if query not in planned:
            by_topic.setdefault(query.topic, []).append(query)
    for name, queries in sorted(by_topic.items()):
        topic = topic_named(name, live.topics)
        assert topic is not None  # noqa: S101 - a policy cannot be read otherwise
        policies = {each.id: each for query in queries for each in asked_by[query]}
        yield Unanswered(
            name=name,
            topic=topic,
            queries=tuple(queries),
            outcomes={each: _outcome(policies[each]) for each in sorted(policies)},
            elsewhere=live.is_bound(name),
        )


def _outcome(policy: Policy) -> str:
    if policy.relax:
        return "closed"
    return "skipped" if policy.on_unbound is None else str(policy.on_unbound)
