"""Policy files: those shipped, and a team's own folders."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from fnmatch import fnmatchcase
from functools import cache
from math import isfinite
from pathlib import Path
from types import MappingProxyType

from planguard.actions.taxonomy import ACTIONS
from planguard.errors import ConfigError, PolicyError
from planguard.load.config_values import Config
from planguard.load.yaml_checks import refuse_surprises
from planguard.model.settings import Override
from planguard.model.topic import Topic
from planguard.model.value import Value
from planguard.policy.reading import Policy, read_policy
from planguard.policy.yaml_text import position

SHIPPED = "shipped"
_SUFFIXES = (".yaml", ".yml")


@cache
def shipped_folder() -> Path:
    """Give the folder of the shipped policies: in the wheel, else beside the package."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "policies"
    return inside if inside.is_dir() else package.parent / "policies"


def policy_files(folder: Path) -> Iterator[Path]:
    """List the policy files below a folder, sorted; a file stands for itself."""
    if folder.is_file():
        yield folder
    yield from sorted(path for path in folder.rglob("*") if path.suffix in _SUFFIXES)


def policies_of(config: Config, further: Sequence[Path] = ()) -> tuple[Policy, ...]:
    """
    Read the policies in force under a configuration, and those in `further` folders or files.

    Raises as `load_policies` does.
    """
    return load_policies(
        [*config.policy_folders, *further],
        config.overrides,
        shipped=config.shipped_policies,
        config_file=config.path,
        topics=config.live.topics,
    )


def load_policies(
    folders: Sequence[Path] = (),
    overrides: Mapping[str, Override] | None = None,
    *,
    shipped: bool = True,
    config_file: Path | None = None,
    topics: Mapping[str, Topic] = MappingProxyType({}),
) -> tuple[Policy, ...]:
    """
    Read every policy of the shipped pack and of `folders`, overrides applied.

    Those switched off are left out; each of `folders` may be a single file. `config_file` is where
    the overrides are written, `topics` are those that the team declared. Raises `PolicyError` for a bad file or an id given twice,
    `ConfigError` for a folder or an overridden policy that does not exist, or a parameter that the
    policy does not have or cannot take.
    """
    overrides = overrides or {}
    found: dict[str, Policy] = {}
    for folder in ((shipped_folder(),) if shipped else ()) + tuple(folders):
        if not folder.exists():
            raise ConfigError(
                str(folder), "does not exist", "give a folder of policy files, or one file"
            )
        for path in policy_files(folder):
            policy = _read(path, folder, overrides.get(path.stem), config_file, topics)
            if policy.id in found:
                raise PolicyError(
                    policy.where_from,
                    f"policy {policy.id} is also in {found[policy.id].where_from}",
                    "rename one; to change a shipped policy use an override",
                )
            found[policy.id] = policy
    if stray := sorted(set(overrides) - set(found)):
        near = get_close_matches(stray[0], found, n=2)
        raise ConfigError(
            _place(config_file, stray[0]),
            f"there is no policy {stray[0]!r}",
            f"did you mean {' or '.join(near)}?" if near else "`planguard policies` lists them",
        )
    return tuple(
        policy for name, policy in found.items() if not (name in overrides and overrides[name].off)
    )


def _read(
    path: Path,
    folder: Path,
    override: Override | None,
    config_file: Path | None,
    topics: Mapping[str, Topic],
) -> Policy:
    shown = (
        f"{SHIPPED}:{path.relative_to(folder).as_posix()}"
        if folder == shipped_folder()
        else path.as_posix()
    )
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise PolicyError(shown, "cannot be read as UTF-8 text", "save it as UTF-8") from None
    trusted = folder == shipped_folder()
    if not trusted:
        refuse_surprises(text, shown, PolicyError)
    policy = read_policy(text, shown, path.stem, topics=topics, trusted=trusted)
    if not trusted:
        _check_actions(policy, text)
        _check_lane(policy, text)
    if override and override.params:
        _check_params(policy, override.params, config_file)
        policy = read_policy(
            text, shown, path.stem, settings=override.params, topics=topics, trusted=trusted
        )
    if override and override.decision:
        policy = replace(policy, decision=override.decision)
    return policy


def _check_actions(policy: Policy, text: str) -> None:
    """Refuse the name of an action that does not exist: the policy would never speak."""
    for number, glob in enumerate(policy.on):
        if not any(fnmatchcase(action, glob) for action in ACTIONS):
            near = get_close_matches(glob, ACTIONS, n=2)
            raise PolicyError(
                position(text, policy.where_from, ("on", number)),
                f"there is no action {glob!r}",
                f"did you mean {' or '.join(near)}?" if near else "see `planguard actions`",
            )


_NEVER_RELAXED = frozenset({"data", "protection", "secret", "key", "access", "exposure", "schema"})
"""Kinds of action that no urgent fix consists of: what they do cannot be taken back."""


def _check_lane(policy: Policy, text: str) -> None:
    """Refuse a lane that would let through what is no fix."""
    for number, glob in enumerate(policy.on if policy.relax else ()):
        kinds = {a.partition(".")[0] for a in ACTIONS if fnmatchcase(a, glob)} & _NEVER_RELAXED
        if kinds:
            raise PolicyError(
                position(text, policy.where_from, ("on", number)),
                f"a lane cannot be for {min(kinds)} actions, which {glob!r} names",
                "lanes are for fixes: scale.up, scale.limits-up, deploy.rollback ...",
            )


def _check_params(policy: Policy, params: Mapping[str, Value], config_file: Path | None) -> None:
    for name, value in params.items():
        place = _place(config_file, policy.id, "params", name)
        if name not in policy.params:
            raise ConfigError(
                place,
                f"there is no parameter {name!r} in policy {policy.id}",
                f"it has: {', '.join(sorted(policy.params)) or 'none'}",
            )
        default = policy.params[name]
        if default is not None and _kind(value) != _kind(default):
            raise ConfigError(
                place, f"parameter {name!r} must be {_kind(default)}", f"such as {default!r}"
            )


def _kind(value: Value) -> str:
    kinds = {bool: "true or false", int: "a number", float: "a number", str: "text"}
    if isinstance(value, Mapping):
        return "keys and values"
    if isinstance(value, float) and not isfinite(value):
        return "infinite"
    return kinds.get(type(value), "a list")


def _place(config_file: Path | None, *keys: str) -> str:
    if config_file is None:
        return "overrides"
    text = config_file.read_text(encoding="utf-8-sig")
    return position(text, str(config_file), ("overrides", *keys))
