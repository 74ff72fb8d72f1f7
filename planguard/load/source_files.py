"""Where the configuration beside a plan is: its directory, its files, its repository."""

from __future__ import annotations

from pathlib import Path

from planguard.errors import ConfigError

SUFFIXES = (".tf", ".tofu", ".tf.json", ".tofu.json")


def find_sources(explicit: Path | None, plan_file: Path | None, cwd: Path) -> Path | None:
    """
    Say where the configuration is: as told, else beside the plan, else where we are.

    Raises:
        ConfigError: the directory that was told is none.

    """
    if explicit is not None:
        if not explicit.is_dir():
            raise ConfigError(f"--source {explicit}", "there is no such directory")
        return explicit
    beside = [] if plan_file is None else [plan_file.parent]
    return next((place for place in (*beside, cwd) if configuration_files(place)), None)


def find_repository(directory: Path) -> Path | None:
    """Give the root of the working copy that a directory lies in, if it is in one."""
    above = directory.resolve()
    return next((each for each in (above, *above.parents) if (each / ".git").exists()), None)


def configuration_files(directory: Path) -> list[Path]:
    """List the files the tool would read, those that override others first."""
    try:
        found = [
            path
            for path in directory.iterdir()
            if path.name.endswith(SUFFIXES) and not path.name.startswith(".") and path.is_file()
        ]
    except OSError:
        return []
    return sorted(found, key=lambda path: (not _overrides(path), ".tofu" not in path.name, path))


def _overrides(path: Path) -> bool:
    stem = path.name.partition(".")[0]
    return stem == "override" or stem.endswith("_override")
