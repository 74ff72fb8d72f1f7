"""Reads planguard.yaml: errors with line and column, and what follows from the document."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ValidationError

from planguard.errors import ConfigError, PolicyError
from planguard.load import config_document
from planguard.load.codeowners import codeowners_home, read_codeowners
from planguard.load.config_document import (
    BindingDocument,
    ConfigDocument,
    EnvironmentDocument,
    OverrideDocument,
    PatternDocument,
    SourceDocument,
)
from planguard.load.config_values import Config, Recognition
from planguard.load.live import Live, live_of
from planguard.load.own_types import PlaceOf, own_entries
from planguard.load.yaml_checks import refuse_surprises
from planguard.model.settings import Override, OwnerRule, Ownership
from planguard.model.words import Decision
from planguard.policy.problems import in_words, keys_of
from planguard.policy.yaml_text import load_yaml, position

if TYPE_CHECKING:
    from planguard.sources.interface import Surroundings

_EXAMPLE = "`planguard init` writes a commented example"


def read_config_file(path: Path) -> Config:
    """
    Read a configuration file.

    Raises `ConfigError` with line and column.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise ConfigError(
            str(path), "cannot be read as UTF-8 text", "save it as UTF-8, and see who may read it"
        ) from None
    document = read_config_document(text, str(path))
    home, place_of = path.parent, place_in(text, str(path))
    _check_paths(document, home, place_of)
    return Config(
        path=path,
        environments={name: _recognition(each) for name, each in document.environments.items()},
        policy_folders=tuple(home / folder for folder in document.policy_folders),
        shipped_policies=document.shipped_policies,
        overrides={name: _override(each) for name, each in document.overrides.items()},
        catalogue=own_entries(document.catalogue, place_of),
        ownership=_ownership(document, home),
        live=_live(document, place_of, home),
    )


def read_live(text: str, where: str, around: Surroundings) -> Live:
    """
    Read what the text of a planguard.yaml says of live state.

    Raises `ConfigError` with line and column.
    """
    return live_of(read_config_document(text, where), place_in(text, where), around)


def place_in(text: str, where: str) -> PlaceOf:
    """Give the function that finds the line and column of keys."""

    def place_of(keys: tuple[str | int, ...]) -> str:
        return position(text, where, keys)

    return place_of


def _live(document: ConfigDocument, place_of: PlaceOf, home: Path) -> Live:
    if not (document.sources or document.bindings or document.topics):
        return Live()
    from planguard.sources.interface import Surroundings  # noqa: PLC0415 - only for live state

    return live_of(document, place_of, Surroundings(environ=os.environ, home=home))


def config_schema() -> str:
    """Give the JSON Schema of planguard.yaml, with the keys of every kind of source, as text."""
    from pydantic.json_schema import models_json_schema  # noqa: PLC0415 - only for the schema

    from planguard.sources import SOURCES, source_named  # noqa: PLC0415 - imports every source

    kinds = [kind for name in SOURCES if (kind := source_named(name)) is not None]
    models: list[type[BaseModel]] = [ConfigDocument, SourceDocument, BindingDocument]
    models += [model for kind in kinds for model in (kind.Options, kind.Wants)]
    places, whole = models_json_schema([(model, "validation") for model in models])
    defs = whole["$defs"]

    def name_of(model: type[BaseModel]) -> str:
        return str(places[(model, "validation")]["$ref"]).rpartition("/")[2]

    source, binding = defs[name_of(SourceDocument)], defs[name_of(BindingDocument)]
    ways_of: tuple[list[object], list[object]] = ([], [])
    for kind in kinds:
        type_ = {"type": {**source["properties"]["type"], "const": kind.name}}
        options, wants = defs.pop(name_of(kind.Options)), defs.pop(name_of(kind.Wants))
        ways_of[0].append(_with_keys(options, type_, ["type"]))
        ways_of[1].append(_with_keys(wants, binding["properties"], ["source"]))
    for schema, word, ways in zip((source, binding), ("oneOf", "anyOf"), ways_of, strict=True):
        about = {key: schema[key] for key in ("title", "description")}
        schema.clear()
        schema.update({**about, word: ways})
    return json.dumps({**defs.pop(name_of(ConfigDocument)), "$defs": defs}, indent=2) + "\n"


def _with_keys(
    schema: Mapping[str, Any], keys: Mapping[str, Any], needed: list[str]
) -> dict[str, Any]:
    """Put the keys that all kinds have before those of one kind."""
    return {
        **schema,
        "properties": {**keys, **schema.get("properties", {})},
        "required": [*needed, *schema.get("required", [])],
    }


def read_config_document(text: str, where: str) -> ConfigDocument:
    """Read the keys of a planguard.yaml. Raises `ConfigError` with line and column."""
    refuse_surprises(text, where, ConfigError)
    try:
        loaded = load_yaml(text, where)
    except PolicyError as error:
        raise ConfigError(error.where, error.problem, error.hint) from None
    if isinstance(loaded, dict):
        # A section whose lines are all commented out.
        loaded = {key: value for key, value in loaded.items() if value is not None}
    try:
        return ConfigDocument.model_validate({} if loaded is None else _with_words(loaded))
    except ValidationError as error:
        first = error.errors()[0]
        raise ConfigError(
            position(text, where, keys_of(first)), *in_words(first, config_document, _EXAMPLE)
        ) from None


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


def _check_paths(document: ConfigDocument, home: Path, place_of: PlaceOf) -> None:
    for number, folder in enumerate(document.policy_folders):
        if not (home / folder).exists():
            raise ConfigError(
                place_of(("policy_folders", number)),
                f"there is no folder {home / folder}",
                "make it, or take it out of `policy_folders`",
            )
    file = document.owners.codeowners
    if file and not (home / file).is_file():
        raise ConfigError(
            place_of(("owners", "codeowners")),
            f"there is no file {home / file}",
            "the path is relative to this file",
        )


def _override(document: OverrideDocument) -> Override:
    return Override(
        reason=document.reason,
        off=document.off,
        decision=Decision(document.decision) if document.decision else None,
        params=document.params,
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
        stack=tuple(match.stack),
        path=tuple(match.path),
        variable={name: tuple(globs) for name, globs in match.variable.items()},
        tag={name: tuple(globs) for name, globs in match.tag.items()},
    )
