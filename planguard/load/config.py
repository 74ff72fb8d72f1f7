"""planguard.yaml: its shape, where it is found, and what follows from it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from planguard.actions.interface import Rule, TypeEntry
from planguard.actions.patterns import PATTERNS
from planguard.actions.taxonomy import ACTIONS
from planguard.errors import ConfigError, PolicyError
from planguard.load.codeowners import read_codeowners
from planguard.model.action import ActionId
from planguard.model.plan import Plan
from planguard.model.settings import Environment, Override, OwnerRule, Ownership, Settings
from planguard.model.value import Value
from planguard.model.words import Decision, Role, Verb
from planguard.policy.document import describe, load_yaml, position
from planguard.policy.scope import tags_of

FILE_NAME = "planguard.yaml"
UNPROTECTED = ("dev", "development", "test", "testing", "sandbox", "local", "preview", "ephemeral")
"""Names of environments that are not protected unless the configuration says so."""

_STRICT = ConfigDict(extra="forbid", frozen=True)
Globs = Annotated[list[str], Field(min_length=1)]


class Match(BaseModel):
    """How an environment is recognised; one of the ways is enough."""

    model_config = _STRICT

    workspace: list[str] = Field(default_factory=list, description="globs on the workspace's name")
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

    reason: Annotated[str, Field(min_length=3)]
    off: bool = False
    decision: Literal["warn", "approve", "deny"] | None = None
    params: dict[str, Any] = Field(default_factory=dict)


class RuleDocument(BaseModel):
    """One attribute that decides actions: see `planguard actions --patterns`."""

    model_config = _STRICT

    pattern: str
    path: str
    actions: dict[str, str] = Field(default_factory=dict, description="finding -> action id")
    options: dict[str, Any] = Field(default_factory=dict)
    on_create: bool = False


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The configuration as the pipeline takes it."""

    path: Path | None = None
    environments: Mapping[str, EnvironmentDocument] = field(default_factory=dict)
    policy_folders: tuple[Path, ...] = ()
    shipped_policies: bool = True
    overrides: Mapping[str, Override] = field(default_factory=dict)
    catalogue: Mapping[str, TypeEntry] = field(default_factory=dict)
    ownership: Ownership = field(default_factory=Ownership)


def find_config(start: Path) -> Path | None:
    """Look for planguard.yaml in `start` and upwards."""
    for folder in (start, *start.parents):
        if (folder / FILE_NAME).is_file():
            return folder / FILE_NAME
    return None


def load_config(path: Path | None) -> Config:
    """
    Read a configuration file; `None` gives the defaults.

    Raises `ConfigError` with line and column.
    """
    if path is None:
        return Config()
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise ConfigError(str(path), "cannot be read as UTF-8 text") from None
    document = _validate(text, str(path))
    home = path.parent
    _check_catalogue(document, text, str(path))
    return Config(
        path=path,
        environments=document.environments,
        policy_folders=tuple(home / folder for folder in document.policy_folders),
        shipped_policies=document.shipped_policies,
        overrides={name: _override(each) for name, each in document.overrides.items()},
        catalogue={name: _entry(name, each) for name, each in document.catalogue.items()},
        ownership=_ownership(document, home),
    )


def config_schema() -> str:
    """Give the JSON Schema of planguard.yaml as text."""
    return json.dumps(ConfigDocument.model_json_schema(), indent=2) + "\n"


def settings_for(
    config: Config,
    plan: Plan,
    *,
    env: str = "",
    env_from: str = "",
    workspace: str = "",
    path: str = "",
    actor: str = "",
) -> Settings:
    """Give the settings for one plan: `env` as told, else recognised by the configuration."""
    environment = (
        _named(config, env, env_from)
        if env
        else _recognised(config, plan, workspace=workspace, path=path)
    )
    return Settings(
        environment=environment,
        ownership=config.ownership,
        overrides=config.overrides,
        actor=actor,
    )


def _validate(text: str, where: str) -> ConfigDocument:
    try:
        loaded = load_yaml(text, where)
    except PolicyError as error:
        raise ConfigError(error.where, error.problem, error.hint) from None
    try:
        return ConfigDocument.model_validate({} if loaded is None else loaded)
    except ValidationError as error:
        first = error.errors()[0]
        place = position(text, where, first["loc"])
        hint = "see `planguard init` for a commented example"
        raise ConfigError(place, describe(first), hint) from None


def _check_catalogue(document: ConfigDocument, text: str, where: str) -> None:
    for type_, each in document.catalogue.items():
        place = position(text, where, ("catalogue", type_))
        named = [*each.create, *each.delete, *each.replace]
        named += [name for rule in each.rules for name in rule.actions.values()]
        for name in named:
            if ActionId(name) not in ACTIONS:
                raise ConfigError(place, f"there is no action {name!r}", "see `planguard actions`")
        for rule in each.rules:
            if rule.pattern not in PATTERNS:
                known = ", ".join(sorted(PATTERNS))
                raise ConfigError(
                    place, f"there is no pattern {rule.pattern!r}", f"one of {known}"
                )


def _override(document: OverrideDocument) -> Override:
    return Override(
        reason=document.reason,
        off=document.off,
        decision=Decision(document.decision) if document.decision else None,
        params=document.params,
    )


def _entry(type_: str, document: TypeDocument) -> TypeEntry:
    changing = {Verb.UPDATE, Verb.REPLACE}
    return TypeEntry(
        type=type_,
        role=document.role,
        create=tuple(map(ActionId, document.create)),
        delete=tuple(map(ActionId, document.delete)),
        replace=tuple(map(ActionId, document.replace)),
        ignore=frozenset(document.ignore),
        rules=tuple(
            Rule(
                pattern=rule.pattern,
                path=rule.path,
                actions={word: ActionId(name) for word, name in rule.actions.items()},
                verbs=frozenset(changing | ({Verb.CREATE} if rule.on_create else set())),
                options=rule.options,
            )
            for rule in document.rules
        ),
    )


def _ownership(document: ConfigDocument, home: Path) -> Ownership:
    def rules(patterns: Iterable[PatternDocument]) -> tuple[OwnerRule, ...]:
        return tuple(OwnerRule(pattern=each.match, names=tuple(each.names)) for each in patterns)

    owners, services = document.owners, document.services
    return Ownership(
        owner_tags=tuple(owners.tags),
        service_tags=tuple(services.tags),
        owners=rules(owners.patterns),
        services=rules(services.patterns),
        codeowners=read_codeowners(home / owners.codeowners) if owners.codeowners else (),
    )


def _named(config: Config, name: str, known_from: str) -> Environment:
    known = config.environments.get(name)
    return Environment(
        name=name,
        protected=known.protected if known else name.lower() not in UNPROTECTED,
        live=known.live if known else False,
        known_from=known_from,
    )


def _recognised(config: Config, plan: Plan, *, workspace: str, path: str) -> Environment:
    for name, known in config.environments.items():
        if how := _matches(known.match, plan, workspace, path):
            return replace(_named(config, name, how), name=name)
    return Environment()


def _matches(match: Match, plan: Plan, workspace: str, path: str) -> str:
    if workspace and any(fnmatchcase(workspace, glob) for glob in match.workspace):
        return f"workspace {workspace}"
    if path and any(_path_matches(path, glob) for glob in match.path):
        return "the plan's path"
    for variable, globs in match.variable.items():
        value = plan.variables.get(variable)
        if isinstance(value, str) and any(fnmatchcase(value, glob) for glob in globs):
            return f"variable {variable}"
    for tag, globs in match.tag.items():
        value = _shared_tag(plan, tag)
        if value and any(fnmatchcase(value, glob) for glob in globs):
            return f"tag {tag}"
    return ""


def _path_matches(path: str, glob: str) -> bool:
    return fnmatchcase(path, glob) or fnmatchcase(path, f"*/{glob}")


def _shared_tag(plan: Plan, tag: str) -> str:
    """Give the value that every changed object with this tag has; `""` when they differ."""
    values: Counter[str] = Counter()
    for change in plan.changes:
        tags: Value = tags_of(change.after or change.before)
        value = tags.get(tag) if isinstance(tags, Mapping) else None
        if isinstance(value, str):
            values[value] += 1
    return next(iter(values)) if len(values) == 1 else ""
