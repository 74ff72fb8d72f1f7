"""
`http`: any system that answers in JSON over HTTP, several of them known by a preset.

Reads: GET (or POST with a `body`) of the address; without a preset, `value` picks the answer out
of the JSON: a CEL expression over `answer` and `now`, which gives a number, a text, a list of
{id, title, services, since, url} for events, or keys and values for a record. Presets, with the
topics they answer: pagerduty (incident.active), opsgenie (incident.active, alarm.firing),
incident.io (incident.active), statuspage (incident.active), servicenow (change.ticket), github and
gitlab (tests.passed, change.approvals, change.labels), endoflife (dependency.end_of_life).
Rights: a token that may read, named by `token_env` or `token_file`, or `user` and `password_env`;
it goes to the host of `url` alone. The environment's proxies are not used: `proxy` names one.
Unknown when: the answer is no JSON, is no answer to the question, is longer than 4 MiB or ten
pages, comes late, or the expression does not fit it.

    sources:
      pager: {type: http, preset: pagerduty, token_env: PAGERDUTY_TOKEN}
      queue: {type: http, url: https://queue.example.com/api, token_env: QUEUE_TOKEN}
    bindings:
      incident.active: {source: pager}
      queue.depth:
        source: queue
        path: /queues/{{ name }}
        value: answer.messages.ready
        observed_at: answer.sampled_at
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Annotated, Any, Self

from pydantic import Field, JsonValue, field_validator, model_validator

from planguard.sources.http import (
    endoflife,
    github,
    gitlab,
    incident_io,
    opsgenie,
    pagerduty,
    servicenow,
    statuspage,
)
from planguard.sources.http.preset import Asking, Preset
from planguard.sources.interface import (
    Connection,
    Data,
    Plain,
    Question,
    Reply,
    SourceError,
    Surroundings,
    Url,
)
from planguard.sources.interface import Wants as InterfaceWants
from planguard.sources.interface.pick import compile_pick
from planguard.sources.interface.pipeline import pipeline_fields
from planguard.sources.interface.template import Dialect
from planguard.sources.interface.web import Web, WebOptions

name = "http"
topics = ("*",)
about_subject = False

PRESETS: Mapping[str, Preset] = {
    module.PRESET.name: module.PRESET
    for module in (
        pagerduty,
        opsgenie,
        incident_io,
        statuspage,
        servicenow,
        github,
        gitlab,
        endoflife,
    )
}
"""Every API that is known, by name."""


class Options(WebOptions):
    """An API, known or not."""

    preset: str = Field(default="", description=f"an API that is known: {', '.join(PRESETS)}")
    url: str = Field(default="", description="address of the API; most presets know theirs")

    @model_validator(mode="before")
    @classmethod
    def fill_url(cls, told: Any) -> Any:
        """Take the preset's address where none is given."""
        if isinstance(told, dict) and not told.get("url"):
            preset = PRESETS.get(str(told.get("preset")))
            if preset is not None and not preset.url:
                raise ValueError(f"the preset {preset.name} needs `url`: everyone has their own")
            if preset is not None:
                return {**told, "url": preset.url}
            if not told.get("preset"):
                raise ValueError("needs `url` or `preset`")
        return told

    def refuse(self, wants: InterfaceWants, topic: str) -> str:
        """Say what a preset cannot answer, and what is missing without one."""
        preset = PRESETS.get(self.preset)
        if getattr(wants, "value", "") or (preset is not None and topic in preset.topics):
            return ""
        known = f"the preset answers {', '.join(preset.topics)} alone; " if preset else ""
        return f"{known}`value` is missing, a CEL expression over `answer`"

    @field_validator("preset")
    @classmethod
    def check_preset(cls, word: str) -> str:
        """Refuse presets that do not exist."""
        if word and word not in PRESETS:
            near = get_close_matches(word, PRESETS, n=1)
            hint = f"did you mean {near[0]}?" if near else f"there are: {', '.join(PRESETS)}"
            raise ValueError(f"there is no preset {word!r}; {hint}")
        return word


class Wants(InterfaceWants):
    """What to ask, and what of the answer counts; a preset knows both."""

    path: Url = Field(default="", description="what to ask for, below `url`; begins with /")
    params: dict[str, Data] = Field(
        default_factory=dict, description="parameters of the query; added to a preset's own"
    )
    body: Annotated[JsonValue, Dialect.DATA] = Field(
        default=None, description="JSON to send by POST"
    )
    value: Plain = Field(
        default="", description="CEL over `answer` and `now` that gives the value"
    )
    observed_at: Plain = Field(
        default="", description="CEL that gives the time at which it was true; now without it"
    )
    number: Data = Field(default="", description="servicenow: number of the change request")
    product: Data = Field(default="", description="endoflife: name of the product")
    version: Data = Field(default="", description="endoflife: version or release")
    repository: Data = Field(default="", description="github, gitlab: owner/name")
    commit: Data = Field(default="", description="github, gitlab: the commit")
    pull_request: Data = Field(default="", description="github, gitlab: number of the request")
    checks: list[Plain] = Field(
        default_factory=list, description="github, gitlab: checks that must pass, globs allowed"
    )
    except_: list[Plain] = Field(
        default=["planguard*"], alias="except", description="github, gitlab: checks to leave out"
    )

    @field_validator("path")
    @classmethod
    def check_path(cls, path: str) -> str:
        """Refuse what could become part of the host."""
        if path and path[0] not in "/?":
            raise ValueError("`path` begins with /")
        return path

    @field_validator("value", "observed_at")
    @classmethod
    def check_expression(cls, text: str) -> str:
        """Refuse expressions that are no CEL."""
        compile_pick(text)
        return text

    @model_validator(mode="after")
    def check_parts(self) -> Self:
        """Refuse a question whose answer nobody would look at."""
        if not self.value and (self.path or self.body is not None or self.observed_at):
            raise ValueError("needs `value`, which picks the answer out of the JSON")
        return self


@dataclass(frozen=True, slots=True, kw_only=True)
class _Api:
    web: Web
    preset: Preset | None
    url: str
    around: Surroundings

    def answer(self, question: Question, seconds: float) -> Reply:
        wants = question.wants
        if wants.value:
            return self._picked(wants, seconds)
        if self.preset is None:
            raise SourceError("needs `value`, which picks the answer out of the JSON")
        ask = self.preset.topics.get(question.name)
        if ask is None:
            known = ", ".join(self.preset.topics)
            raise SourceError(f"cannot answer {question.name} by the preset, only {known}")
        asking = Asking(
            ask=self._asker(wants, time.monotonic() + seconds),
            wants=wants,
            pipeline=pipeline_fields(self.around.environ),
            now=self.around.now(),
            url=self.url,
        )
        try:
            found = ask(asking)
        except (LookupError, TypeError, AttributeError):
            raise SourceError("answered in another shape than its documentation says") from None
        return Reply(value=found.value, detail=found.detail)

    def _picked(self, wants: Wants, seconds: float) -> Reply:
        answer = self.web.json(wants.path, wants.params, seconds=seconds, body=wants.body)
        now = self.around.now()
        seen = compile_pick(wants.observed_at).moment(answer, now) if wants.observed_at else None
        return Reply(value=compile_pick(wants.value).value(answer, now), observed_at=seen)

    def _asker(self, wants: Wants, deadline: float) -> Any:
        def ask(path: str, params: Sequence[tuple[str, str]]) -> Any:
            left = max(deadline - time.monotonic(), 0.0)
            return self.web.json(path, [*params, *wants.params.items()], seconds=left)

        return ask


def connect(options: Options, around: Surroundings) -> Connection:
    """Open the API without asking anything. Raises `SourceError`."""
    preset = PRESETS.get(options.preset)
    web = (
        Web(options, around, scheme=preset.scheme, headers=preset.headers)
        if preset
        else Web(options, around)
    )
    return _Api(web=web, preset=preset, url=options.url.rstrip("/"), around=around)
