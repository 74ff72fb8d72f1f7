"""The shape of the policy file people write; its JSON Schema is made from these models."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Span = Annotated[str, Field(pattern=r"^(\d{1,7}(\.\d{1,3})?[smhdw]){1,10}$")]
Group = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
_STRICT = ConfigDict(extra="forbid", frozen=True)


class Param(BaseModel):
    """A number or word that a team may set in planguard.yaml."""

    model_config = _STRICT

    about: str
    default: Any = None
    """Absent: the policy is not enforced until the parameter is set."""


class AskDocument(BaseModel):
    """One question to live state."""

    model_config = _STRICT

    topic: str
    max_age: Span | None = None
    """An answer observed longer ago is unknown; absent: as the topic says."""


Asks = Annotated[
    Annotated[str, Tag("{text}")] | Annotated[AskDocument, Tag("{keys}")],
    Discriminator(lambda value: "{text}" if isinstance(value, str) else "{keys}"),
]


class ExampleChange(BaseModel):
    """A minimal change: what matters of it, the rest is made up."""

    model_config = _STRICT

    type: str
    name: str = "example"
    verb: Literal["create", "update", "replace", "delete", "forget", "read"] = "update"
    order: Literal["delete-first", "create-first"] = "delete-first"
    before: dict[str, Any] = Field(default_factory=dict)
    after: dict[str, Any] = Field(default_factory=dict)
    unknown: list[str] = Field(default_factory=list)
    """Top-level or dotted attributes known only after apply."""
    sensitive: list[str] = Field(default_factory=list)
    key: str | int = ""
    moved_from: str = ""
    references: dict[str, list[str]] = Field(default_factory=dict)
    """Attribute -> references, as `aws_kms_key.main.arn`."""


class Example(BaseModel):
    """A change and what the policy must say of it."""

    model_config = _STRICT

    name: str
    expect: Literal["fail", "pass", "unknown", "skip"]
    change: ExampleChange | None = None
    changes: list[ExampleChange] = Field(default_factory=list)
    unchanged: list[ExampleChange] = Field(default_factory=list)
    """Objects the plan knows and leaves alone; `before` holds their attributes."""
    drift: list[ExampleChange] = Field(default_factory=list)
    environment: str = "prod"
    protected: bool = True
    live: bool = False
    params: dict[str, Any] = Field(default_factory=dict)
    facts: dict[str, Any] = Field(default_factory=dict)
    """Topic -> answer, as in a file for `--facts`; a topic that is not listed is unknown."""
    unbound: list[str] = Field(default_factory=list)
    """Topics that no source is bound to."""
    plan: dict[str, Any] = Field(default_factory=dict)
    """
    Of the plan: `complete`, `errored`, `had_state`, `unlisted` (why what stays is not listed),
    `invocations`, `providers`, `modules`, in `before` the providers and modules it stood on, and in
    `estimate` what it costs: `currency`, `monthly_before`, `monthly_after`.
    """


class PolicyDocument(BaseModel):
    """One policy file."""

    model_config = _STRICT

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
    title: str
    on: Annotated[list[str], Field(min_length=1)]
    per: Literal["action", "change", "plan"] = "action"
    where: str = "true"
    ask: dict[Name, Asks] = Field(default_factory=dict)
    """Name in the expressions -> topic of live state."""
    when: str
    params: dict[Name, Param] = Field(default_factory=dict)
    decision: Literal["warn", "approve", "deny"]
    on_unknown: Literal["allow", "warn", "approve", "deny"] = "approve"
    on_unbound: Literal["skip", "warn", "approve", "deny"] = "skip"
    groups: list[Group] = Field(default_factory=list)
    """What a lane names to relax this policy."""
    relax: list[Group] = Field(default_factory=list)
    """Makes the policy a lane: where `when` is true, findings of these groups become `decision`."""
    message: str
    why: str
    fix: str
    examples: list[Example] = Field(default_factory=list)
