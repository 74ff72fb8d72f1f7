"""The configuration as the pipeline takes it: where planguard.yaml is found, what applies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fnmatch import fnmatchcase
from pathlib import Path

from planguard.load.config_values import Config, Recognition
from planguard.model.plan import Plan
from planguard.model.settings import Environment, Settings
from planguard.model.value import Value
from planguard.policy.scope import TAG_ATTRIBUTES, tags_of

__all__ = [
    "FILE_NAME",
    "UNPROTECTED",
    "Config",
    "Recognition",
    "find_config",
    "load_config",
    "settings_for",
]

FILE_NAME = "planguard.yaml"
UNPROTECTED = ("dev", "development", "test", "testing", "sandbox", "local", "preview", "ephemeral")
"""Names of environments that are not protected unless the configuration says so."""


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
    from planguard.load.config_reading import read_config_file  # noqa: PLC0415 - imports pydantic

    return read_config_file(path)


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
        if how := _matches(known, plan, workspace, path):
            return replace(_named(config, name, how), name=name)
    return Environment()


def _matches(match: Recognition, plan: Plan, workspace: str, path: str) -> str:
    if workspace and any(fnmatchcase(workspace, glob) for glob in match.workspace):
        return f"workspace {workspace}"
    stacks = (plan.stack, f"{plan.project}/{plan.stack}") if plan.stack else ()
    if any(fnmatchcase(stack, glob) for stack in stacks for glob in match.stack):
        return f"stack {plan.stack}"
    if path and any(_path_matches(path, glob) for glob in match.path):
        return "the plan's path"
    for variable, globs in match.variable.items():
        value = plan.variables.get(variable)
        if isinstance(value, str) and any(fnmatchcase(value, glob) for glob in globs):
            return f"variable {variable}"
    for tag, globs in match.tag.items():
        value = _shared_tag(plan, tag, surely=not match.protected)
        if value and any(fnmatchcase(value, glob) for glob in globs):
            return f"tag {tag}"
    return ""


def _path_matches(path: str, glob: str) -> bool:
    return fnmatchcase(path, glob) or fnmatchcase(path, f"*/{glob}")


def _shared_tag(plan: Plan, tag: str, *, surely: bool) -> str:
    """
    Give the value that every changed object with this tag has; `""` when they differ.

    `surely` asks for more, since it takes away protection: everything that can have tags must
    have it, before the change as well as after.
    """
    values: set[str] = set()
    for change in plan.changes:
        sides = (change.before, change.after) if surely else (change.after or change.before,)
        for side in filter(None, sides):
            tags: Value = tags_of(side)
            value = tags.get(tag) if isinstance(tags, Mapping) else None
            if isinstance(value, str):
                values.add(value)
            elif surely and any(name in side for name in TAG_ATTRIBUTES):
                return ""
    return values.pop() if len(values) == 1 else ""
