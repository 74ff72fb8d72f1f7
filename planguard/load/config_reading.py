"""Reads planguard.yaml: errors with line and column, and what follows from the document."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from planguard.actions.interface import Rule, TypeEntry
from planguard.actions.patterns import PATTERNS
from planguard.actions.taxonomy import ACTIONS
from planguard.errors import ConfigError, PolicyError
from planguard.load.codeowners import codeowners_home, read_codeowners
from planguard.load.config_document import (
    ConfigDocument,
    EnvironmentDocument,
    OverrideDocument,
    PatternDocument,
    TypeDocument,
)
from planguard.load.config_values import Config, Recognition
from planguard.model.action import ActionId
from planguard.model.settings import Override, OwnerRule, Ownership
from planguard.model.words import Decision, Verb
from planguard.policy.problems import describe
from planguard.policy.yaml_text import load_yaml, position


def read_config_file(path: Path) -> Config:
    """
    Read a configuration file.

    Raises `ConfigError` with line and column.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise ConfigError(str(path), "cannot be read as UTF-8 text") from None
    document = _validate(text, str(path))
    home = path.parent
    _check_catalogue(document, text, str(path))
    return Config(
        path=path,
        environments={name: _recognition(each) for name, each in document.environments.items()},
        policy_folders=tuple(home / folder for folder in document.policy_folders),
        shipped_policies=document.shipped_policies,
        overrides={name: _override(each) for name, each in document.overrides.items()},
        catalogue={name: _entry(name, each) for name, each in document.catalogue.items()},
        ownership=_ownership(document, home),
    )


def config_schema() -> str:
    """Give the JSON Schema of planguard.yaml as text."""
    return json.dumps(ConfigDocument.model_json_schema(), indent=2) + "\n"


def _validate(text: str, where: str) -> ConfigDocument:
    try:
        loaded = load_yaml(text, where)
    except PolicyError as error:
        raise ConfigError(error.where, error.problem, error.hint) from None
    try:
        return ConfigDocument.model_validate({} if loaded is None else _with_words(loaded))
    except ValidationError as error:
        first = error.errors()[0]
        place = position(text, where, first["loc"])
        hint = "see `planguard init` for a commented example"
        raise ConfigError(place, describe(first), hint) from None


def _with_words(value: Any) -> Any:
    """Write keys as people do: YAML 1.1 reads the keys `on` and `off` as booleans."""
    if isinstance(value, dict):
        words = {True: "on", False: "off"}
        return {
            words[key] if isinstance(key, bool) else key: _with_words(inner)
            for key, inner in value.items()
        }
    if isinstance(value, list):
        return [_with_words(inner) for inner in value]
    return value


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
    file = home / owners.codeowners if owners.codeowners else None
    return Ownership(
        owner_tags=tuple(owners.tags),
        service_tags=tuple(services.tags),
        owners=rules(owners.patterns),
        services=rules(services.patterns),
        codeowners=read_codeowners(file) if file else (),
        codeowners_home=codeowners_home(file) if file else "",
    )


def _recognition(document: EnvironmentDocument) -> Recognition:
    match = document.match
    return Recognition(
        protected=document.protected,
        live=document.live,
        workspace=tuple(match.workspace),
        path=tuple(match.path),
        variable={name: tuple(globs) for name, globs in match.variable.items()},
        tag={name: tuple(globs) for name, globs in match.tag.items()},
    )
