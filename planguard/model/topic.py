"""
The topics that policies may ask live state about: what kind of answer each has, in which unit.

Policies name topics, never products; which system answers is said in planguard.yaml. The list is
long because every topic stands here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum


class Kind(StrEnum):
    """What an answer is."""

    NUMBER = "number"
    BOOLEAN = "boolean"
    TEXT = "text"
    TEXTS = "texts"
    TIME = "time"
    EVENTS = "events"
    RECORD = "record"


MONEY = "money"
"""The unit of amounts in whichever currency the source counts; facts name the currency."""
COMMON_FIELDS: Mapping[str, str] = {
    "value": "the answer itself, as the bare name",
    "none": "whether the system answered that there is none",
    "age": "how old it is: a time's own age, otherwise that of the observation",
    "seen": "how long ago it was observed",
    "unit": "its unit",
    "source": "who answered",
    "detail": "what was found, in words",
}
"""What every fact can be asked for in an expression."""
LIST_FIELDS: Mapping[str, str] = {
    "count": "how many there are",
    "ids": "their ids, as a list",
    "titles": "their titles, as a list",
}
EVENT_GROUPS: Mapping[str, str] = {
    "certain": "those that name the subject's service: `.count`, `.ids`, `.titles`",
    "possible": "those, and the ones that name no service or whose service nobody knows",
}
EVENT_FIELDS: Mapping[str, str] = {
    "id": "what people call it by",
    "title": "one line",
    "severity": "as the system words it",
    "services": "the services it touches, as a list; empty when it does not say",
    "since": "when it began",
    "until": "when it ends, if that is known",
    "url": "where to read more",
}
"""What each event of an `events` topic may have; `id` is always there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """One thing that can be asked of live state."""

    name: str
    kind: Kind
    about: str
    unit: str = ""
    of_plan: bool = False
    """Asked once for the plan instead of for each object."""
    fields: Mapping[str, str] = field(default_factory=dict)
    """Of a record."""
    fresh_for: timedelta | None = None
    """An answer observed longer ago than this is too old, unless a policy says otherwise."""
    is_amount: bool = False
    """Of a number: it is none below zero, which many systems use for having no answer."""
    is_past: bool = False
    """Of a time: what it tells has happened, so that one ahead of us is no answer."""
    example: str = ""
    """A binding in planguard.yaml, as one line; its source is one of `EXAMPLE_SOURCES`."""

    @property
    def example_source(self) -> str:
        """Name of the source in `example`."""
        return self.example.partition("source: ")[2].partition(",")[0].rstrip("}")


_TEN_MINUTES = timedelta(minutes=10)
_HOUR = timedelta(hours=1)


def _topic(name: str, kind: Kind, about: str, unit: str = "", **rest: object) -> Topic:
    return Topic(name=name, kind=kind, about=about, unit=unit, **rest)  # type: ignore[arg-type]


_ALL = (
    # load and traffic
    _topic(
        "load.cpu", Kind.NUMBER, "processor load of the units that do the object's work", "%",
        fresh_for=_TEN_MINUTES,
        is_amount=True, example="{source: prom, query: 'avg(cpu_percent{service=\"{{ service }}\"})'}",
    ),
    _topic(
        "load.memory", Kind.NUMBER, "memory in use by the units that do the object's work", "%",
        fresh_for=_TEN_MINUTES,
        is_amount=True, example="{source: prom, query: 'avg(memory_percent{service=\"{{ service }}\"})'}",
    ),
    _topic(
        "traffic.rate", Kind.NUMBER, "requests that arrive", "1/s", fresh_for=_TEN_MINUTES,
        is_amount=True, example="{source: prom, query: 'sum(rate(http_requests_total{service=\"{{ service }}\"}[5m]))'}",
    ),
    _topic(
        "traffic.errors", Kind.NUMBER, "share of requests that fail", "%", fresh_for=_TEN_MINUTES,
        is_amount=True, example="{source: prom, unit: ratio, query: 'service:error_ratio:5m{service=\"{{ service }}\"}'}",
    ),
    _topic(
        "queue.depth", Kind.NUMBER, "messages that wait in a queue", "messages",
        fresh_for=_TEN_MINUTES, is_amount=True, example="{source: aws}",
    ),
    _topic(
        "units.running", Kind.NUMBER, "units that run now: tasks, instances, replicas", "units",
        fresh_for=_TEN_MINUTES, is_amount=True, example="{source: aws}",
    ),
    _topic(
        "targets.healthy", Kind.NUMBER, "healthy targets behind where traffic will go", "targets",
        fresh_for=_TEN_MINUTES, is_amount=True, example="{source: aws}",
    ),
    _topic(
        "error_budget.remaining", Kind.NUMBER, "what is left of the service's error budget", "%",
        fresh_for=_HOUR,
        example="{source: prom, query: 'slo:budget_remaining:percent{service=\"{{ service }}\"}'}",
    ),
    # what is going on
    _topic(
        "incident.active", Kind.EVENTS, "incidents that are open", fresh_for=_TEN_MINUTES,
        example="{source: pager}",
    ),
    _topic(
        "alarm.firing", Kind.EVENTS, "alarms that are firing and not silenced",
        fresh_for=_TEN_MINUTES,
        example="{source: alerts, matchers: ['service=\"{{ service }}\"']}",
    ),
    _topic(
        "freeze.active", Kind.EVENTS, "change freezes that hold now", example="{source: calendar}"
    ),
    _topic(
        "window.active", Kind.EVENTS, "windows for changes that are open now",
        example="{source: windows}",
    ),
    _topic(
        "deploy.running", Kind.EVENTS, "deployments that are under way", fresh_for=_TEN_MINUTES,
        example="{source: aws}",
    ),
    # ways back
    _topic(
        "backup.latest", Kind.TIME,
        "newest moment the store can be brought back to: a backup, a snapshot, or a log that reaches up to it",
        fresh_for=_HOUR, is_past=True, example="{source: aws}",
    ),
    _topic(
        "backup.kept", Kind.TIME,
        "newest backup that outlives the store itself: what is left when the store is deleted",
        fresh_for=_HOUR, is_past=True, example="{source: aws}",
    ),
    # databases
    _topic(
        "database.connections", Kind.NUMBER, "clients that are connected", "connections",
        fresh_for=_TEN_MINUTES, is_amount=True, example="{source: aws}",
    ),
    _topic(
        "database.size", Kind.NUMBER, "size of the database, or of one table", "bytes",
        is_amount=True, example="{source: postgres}",
    ),
    _topic(
        "database.rows", Kind.NUMBER, "rows of a table, as the planner estimates them", "rows",
        is_amount=True, example="{source: postgres, table: '{{ attributes.name }}'}",
    ),
    _topic(
        "database.longest_transaction", Kind.NUMBER, "age of the oldest open transaction", "s",
        fresh_for=_TEN_MINUTES, is_amount=True, example="{source: postgres}",
    ),
    _topic(
        "database.blocked", Kind.NUMBER, "sessions that wait for a lock", "sessions",
        fresh_for=_TEN_MINUTES, is_amount=True, example="{source: postgres}",
    ),
    _topic(
        "database.replication_lag", Kind.NUMBER, "how far the slowest replica is behind", "s",
        fresh_for=_TEN_MINUTES, is_amount=True, example="{source: postgres}",
    ),
    _topic(
        "database.archived", Kind.TIME, "when a log segment was last archived",
        fresh_for=_HOUR, is_past=True, example="{source: postgres}",
    ),
    # keys and secrets
    _topic(
        "secret.last_used", Kind.TIME, "when the secret was last read", is_past=True,
        example="{source: aws}",
    ),
    _topic(
        "key.last_used", Kind.TIME, "when the key was last used", is_past=True,
        example="{source: aws}",
    ),
    # the change itself
    _topic(
        "tests.passed", Kind.BOOLEAN, "whether the tests of this change passed; none: not run",
        of_plan=True, example="{source: github}",
    ),
    _topic(
        "change.ticket", Kind.RECORD, "the change request that this change belongs to",
        of_plan=True, example="{source: servicenow, number: CHG0030052}",
        fields={
            "id": "its number",
            "title": "one line",
            "state": "as the system words it",
            "approved": "whether it is approved",
            "starts": "when it may begin",
            "ends": "when it must be done",
            "url": "where to read it",
        },
    ),
    _topic(
        "change.approvals", Kind.NUMBER, "people who approved the change", "people", of_plan=True,
        is_amount=True, example="{source: ci}",
    ),
    _topic(
        "change.labels", Kind.TEXTS, "labels of the pull request", of_plan=True,
        example="{source: ci}",
    ),
    _topic(
        "change.branch", Kind.TEXT, "branch the change comes from", of_plan=True,
        example="{source: ci}",
    ),
    _topic(
        "change.event", Kind.TEXT, "what started the pipeline: push, pull_request, schedule ...",
        of_plan=True, example="{source: ci}",
    ),
    _topic(
        "actor", Kind.TEXT, "who asks for the apply", of_plan=True, example="{source: ci}"
    ),
    # money and age
    _topic(
        "cost.monthly", Kind.NUMBER, "what the stack costs a month after the change", MONEY,
        of_plan=True, example="{source: infracost}",
    ),
    _topic(
        "cost.monthly_delta", Kind.NUMBER, "what the change adds to the month's bill", MONEY,
        of_plan=True, example="{source: infracost}",
    ),
    _topic(
        "dependency.end_of_life", Kind.TIME,
        "when support ends for the version the object will stand on",
        example="{source: lifecycle, product: postgresql, version: '{{ after.engine_version }}'}",
    ),
    # flags
    _topic(
        "flag.guard", Kind.BOOLEAN, "whether the flag that sends work to the object is on",
        example="{source: flags, flag: '{{ tags.flag }}'}",
    ),
    _topic(
        "flag.*", Kind.BOOLEAN, "whether the feature flag of that name is on",
        example="{source: flags}",
    ),
)  # fmt: skip

EXAMPLE_SOURCES: Mapping[str, str] = {
    "prom": "{type: prometheus, url: 'https://prometheus.example.com', token_env: PROM_TOKEN}",
    "alerts": "{type: alertmanager, url: 'https://alertmanager.example.com'}",
    "aws": "{type: aws}",
    "postgres": "{type: postgres, host: db.example.com, dbname: shop, user: planguard, password_env: PGPASSWORD}",
    "pager": "{type: http, preset: pagerduty, token_env: PAGERDUTY_TOKEN}",
    "calendar": "{type: calendar, url: 'https://calendar.example.com/freezes.ics'}",
    "windows": "{type: calendar, windows: [{name: office hours, weekdays: [mon, tue, wed, thu], hours: '09:00-16:00', zone: Europe/Berlin}]}",
    "github": "{type: http, preset: github, token_env: GITHUB_TOKEN}",
    "servicenow": "{type: http, preset: servicenow, url: 'https://example.service-now.com', user: planguard, password_env: SERVICENOW_PASSWORD}",
    "lifecycle": "{type: http, preset: endoflife}",
    "infracost": "{type: file, format: infracost, path: infracost.json}",
    "flags": "{type: flags, mode: file, path: flags.json}",
    "ci": "{type: ci}",
}
"""The sources of the examples, as they stand in planguard.yaml."""

TOPICS: Mapping[str, Topic] = {topic.name: topic for topic in _ALL}
"""Every topic by name; `flag.*` stands for all flags."""


def topic_named(name: str, own: Mapping[str, Topic] | None = None) -> Topic | None:
    """Find a topic, among a team's own ones first; a flag's topic has the flag's name."""
    if own and name in own:
        return own[name]
    if name in TOPICS and "*" not in name:
        return TOPICS[name]
    if name.startswith("flag.") and len(name) > len("flag.") and "*" not in name:
        return TOPICS["flag.*"]
    return None


def fact_fields(topic: Topic) -> Mapping[str, str]:
    """Give what a fact of this topic can be asked for in an expression, with the meaning."""
    if topic.kind is Kind.EVENTS:
        return {**COMMON_FIELDS, **LIST_FIELDS, **EVENT_GROUPS}
    if topic.kind is Kind.TEXTS:
        return {**COMMON_FIELDS, "count": LIST_FIELDS["count"]}
    return {**COMMON_FIELDS, **topic.fields}


def known_names(own: Iterable[str] = ()) -> list[str]:
    """List the names of all topics, sorted."""
    return sorted({*TOPICS, *own})
