"""The shape of planguard.yaml; its JSON Schema is made from these models."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, StringConstraints, Tag

from planguard.model.topic import Kind
from planguard.model.words import Role

_STRICT = ConfigDict(extra="forbid", frozen=True)
Globs = Annotated[list[str], Field(min_length=1)]
SPAN = r"^(\d{1,7}(\.\d{1,3})?[smhdw]){1,10}$"
Word = str | bool | int | float | None
Words = Word | list[Word]


class Match(BaseModel):
    """How an environment is recognised; one of the ways is enough."""

    model_config = _STRICT

    workspace: list[str] = Field(default_factory=list, description="globs on the workspace's name")
    stack: list[str] = Field(
        default_factory=list, description="globs on Pulumi's stack, or on project/stack"
    )
    path: list[str] = Field(default_factory=list, description="globs on the plan's path")
    variable: dict[str, Globs] = Field(
        default_factory=dict, description="input variable -> globs on its value"
    )
    tag: dict[str, Globs] = Field(
        default_factory=dict, description="tag or label -> globs on the value all objects share"
    )


class EnvironmentDocument(BaseModel):
    """One environment."""

    model_config = _STRICT

    protected: bool = True
    live: bool = Field(default=False, description="in use: a plan that creates all lost its state")
    match: Match = Field(default_factory=Match)


class OverrideDocument(BaseModel):
    """A change to one policy; the reason is printed in reports."""

    model_config = _STRICT

    reason: Annotated[str, StringConstraints(strip_whitespace=True, min_length=3)]
    off: bool = False
    decision: Literal["warn", "approve", "deny"] | None = None
    params: dict[str, Any] = Field(default_factory=dict)


class RuleDocument(BaseModel):
    """One attribute that decides actions: see `planguard actions --patterns`."""

    model_config = _STRICT

    pattern: str
    path: str = Field(default="", description="dotted; only the pattern `verb` has none")
    actions: dict[str, str] = Field(default_factory=dict, description="finding -> action id")
    options: dict[str, Any] = Field(default_factory=dict)
    on_create: bool = Field(default=False, description="look at objects that are created, too")
    only: dict[str, Words] = Field(
        default_factory=dict,
        description="attribute -> word or words it must have; null stands for absent",
    )
    unless: dict[str, Words] = Field(
        default_factory=dict, description="attribute -> word or words it must not have"
    )
    was: dict[str, Words] = Field(
        default_factory=dict, description="attribute -> word or words it must have had before"
    )
    was_not: dict[str, Words] = Field(
        default_factory=dict, description="attribute -> word or words it must not have had"
    )
    beside: dict[str, Words] = Field(
        default_factory=dict,
        description="attribute of the block around `path`, written from the object on -> word or "
        "words it must have",
    )
    not_beside: dict[str, Words] = Field(
        default_factory=dict, description="the same -> word or words it must not have"
    )


class TypeDocument(BaseModel):
    """What a resource type means."""

    model_config = _STRICT

    role: Role
    create: list[str] = Field(default_factory=list)
    delete: list[str] = Field(default_factory=list)
    replace: list[str] = Field(default_factory=list)
    ignore: list[str] = Field(default_factory=list)
    rules: list[RuleDocument] = Field(default_factory=list)


class PatternDocument(BaseModel):
    """Addresses that belong to somebody."""

    model_config = _STRICT

    match: str = Field(description="glob on resource addresses")
    names: Globs


class OwnersDocument(BaseModel):
    """How owners are found: tags first, then patterns, then CODEOWNERS."""

    model_config = _STRICT

    tags: list[str] = Field(default_factory=lambda: ["owner", "team"])
    patterns: list[PatternDocument] = Field(default_factory=list)
    codeowners: str = Field(default="", description="path of a CODEOWNERS file")


class ServicesDocument(BaseModel):
    """How services are found: tags first, then patterns."""

    model_config = _STRICT

    tags: list[str] = Field(default_factory=lambda: ["service", "app", "application"])
    patterns: list[PatternDocument] = Field(default_factory=list)


class SourceDocument(BaseModel):
    """One live system; each type has keys of its own: `planguard explain TYPE`."""

    model_config = ConfigDict(extra="allow", frozen=True)

    type: str = Field(description="kind of source: `planguard sources` lists them")


class BindingDocument(BaseModel):
    """Who answers a topic; what is asked is in keys of the source's type."""

    model_config = ConfigDict(extra="allow", frozen=True)

    source: str = Field(description="name of a source")
    types: Globs = Field(
        default_factory=lambda: ["*"], description="globs on resource types it is for"
    )
    environments: Globs = Field(
        default_factory=lambda: ["*"], description="globs on environments it is for"
    )
    unit: str = Field(default="", description="unit of the answers when it is not the topic's")


Bindings = Annotated[
    Annotated[BindingDocument, Tag("{keys}")] | Annotated[list[BindingDocument], Tag("{list}")],
    Discriminator(lambda value: "{list}" if isinstance(value, list) else "{keys}"),
]


class TopicDocument(BaseModel):
    """A topic of your own."""

    model_config = _STRICT

    kind: Kind
    about: str
    unit: str = ""
    of_plan: bool = Field(default=False, description="asked once for the plan, not per object")
    fields: dict[str, str] = Field(
        default_factory=dict, description="of a record: name -> meaning"
    )
    max_age: Annotated[str, StringConstraints(pattern=SPAN)] | None = None


class LiveDocument(BaseModel):
    """How live state is asked."""

    model_config = _STRICT

    timeout: Annotated[str, StringConstraints(pattern=SPAN)] = Field(
        default="10s", description="time for all questions of a check together"
    )


class ConfigDocument(BaseModel):
    """planguard.yaml."""

    model_config = _STRICT

    environments: dict[str, EnvironmentDocument] = Field(default_factory=dict)
    policy_folders: list[str] = Field(
        default_factory=list, description="folders of policy files, relative to this file"
    )
    shipped_policies: bool = Field(default=True, description="use the policies that come along")
    overrides: dict[str, OverrideDocument] = Field(
        default_factory=dict, description="policy id -> change to it"
    )
    catalogue: dict[str, TypeDocument] = Field(
        default_factory=dict, description="resource type -> what it means"
    )
    owners: OwnersDocument = Field(default_factory=OwnersDocument)
    services: ServicesDocument = Field(default_factory=ServicesDocument)
    sources: dict[str, SourceDocument] = Field(
        default_factory=dict, description="live systems, by names of your own"
    )
    bindings: dict[str, Bindings] = Field(
        default_factory=dict, description="topic -> who answers it; of a list, the first that fits"
    )
    topics: dict[str, TopicDocument] = Field(
        default_factory=dict, description="topics of your own: name -> what is answered"
    )
    live: LiveDocument = Field(default_factory=LiveDocument)
