"""Policy files: those shipped, and a team's own folders."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from planguard.errors import ConfigError, PolicyError
from planguard.model.settings import Override
from planguard.policy.reading import Policy, read_policy

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


def load_policies(
    folders: Sequence[Path] = (),
    overrides: Mapping[str, Override] | None = None,
    *,
    shipped: bool = True,
) -> tuple[Policy, ...]:
    """
    Read every policy of the shipped pack and of `folders`, overrides applied.

    Those switched off are left out; each of `folders` may be a single file. Raises `PolicyError`
    for a bad file or an id given twice, `ConfigError` for a folder or an overridden policy that
    does not exist.
    """
    overrides = overrides or {}
    found: dict[str, Policy] = {}
    for folder in ((shipped_folder(),) if shipped else ()) + tuple(folders):
        if not folder.exists():
            raise ConfigError(
                str(folder), "does not exist", "see `policy_folders` in the configuration"
            )
        for path in policy_files(folder):
            policy = _read(path, folder, overrides.get(path.stem))
            if policy.id in found:
                raise PolicyError(
                    policy.where_from,
                    f"policy {policy.id} is also in {found[policy.id].where_from}",
                    "rename one; to change a shipped policy use an override",
                )
            found[policy.id] = policy
    if stray := sorted(set(overrides) - set(found)):
        raise ConfigError(
            "planguard.yaml", f"there is no policy {stray[0]!r}", "see `planguard policies`"
        )
    return tuple(
        policy for name, policy in found.items() if not (name in overrides and overrides[name].off)
    )


def _read(path: Path, folder: Path, override: Override | None) -> Policy:
    shown = (
        f"{SHIPPED}:{path.relative_to(folder).as_posix()}"
        if folder == shipped_folder()
        else path.as_posix()
    )
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise PolicyError(shown, "cannot be read as UTF-8 text") from None
    settings = override.params if override else {}
    trusted = folder == shipped_folder()
    policy = read_policy(text, shown, path.stem, settings=settings, trusted=trusted)
    if override and override.decision:
        policy = replace(policy, decision=override.decision)
    return policy
