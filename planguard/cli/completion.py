"""What the shell completes: words of options and arguments, those of the team's own included."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from planguard.errors import PlanguardError

if TYPE_CHECKING:
    from planguard.load.config import Config

_TOOLS = ("terraform", "tofu")


def report_formats(incomplete: str) -> list[str]:
    """Complete the name of a report format."""
    from planguard.formats import FORMATS  # noqa: PLC0415 - as all below: only when asked

    return _starting(FORMATS, incomplete)


def graph_formats(incomplete: str) -> list[str]:
    """Complete the name of a graph format."""
    from planguard.formats import GRAPH_FORMATS  # noqa: PLC0415

    return _starting([*GRAPH_FORMATS, "svg"], incomplete)


def environments(incomplete: str) -> list[str]:
    """Complete the name of a configured environment."""
    config = _configured()
    return _starting(config.environments if config else (), incomplete)


def tools(incomplete: str) -> list[str]:
    """Complete the command that converts binary plan files."""
    return _starting(_TOOLS, incomplete)


def words(incomplete: str) -> list[str]:
    """Complete what can be explained without a plan: actions, policies, topics and sources."""
    return _starting(sorted(set(_words())), incomplete)


def _words() -> Iterator[str]:
    from planguard.actions.taxonomy import ACTIONS  # noqa: PLC0415
    from planguard.load.policies import policy_files, shipped_folder  # noqa: PLC0415
    from planguard.model.topic import TOPICS, known_names  # noqa: PLC0415
    from planguard.sources import SOURCES  # noqa: PLC0415

    yield from ACTIONS
    yield from (name.partition(".")[0] for name in ACTIONS)
    yield from SOURCES
    config = _configured()
    folders = [shipped_folder()] if config is None or config.shipped_policies else []
    if config is None:
        yield from TOPICS
    else:
        yield from known_names(config.live.topics)
        yield from config.live.links
        folders += [folder for folder in config.policy_folders if folder.exists()]
    # The id of a policy is the name of its file; reading them would take a second.
    yield from (file.stem for folder in folders for file in policy_files(folder))


def _configured() -> Config | None:
    """Read the configuration found here or above; a mistake in it is told by the commands."""
    from planguard.load.config import find_config, load_config  # noqa: PLC0415

    try:
        found = find_config(Path.cwd())
        return load_config(found) if found else None
    except (PlanguardError, OSError):
        return None


def _starting(known: Iterable[str], incomplete: str) -> list[str]:
    return [each for each in known if each.startswith(incomplete)]
