"""CODEOWNERS files: which team owns which path."""

from __future__ import annotations

from pathlib import Path

from planguard.errors import ConfigError
from planguard.model.settings import OwnerRule

_FOLDERS = frozenset({".github", ".gitlab", "docs"})


def read_codeowners(path: Path) -> tuple[OwnerRule, ...]:
    """
    Read a CODEOWNERS file in GitHub's syntax: a pattern and its owners a line.

    https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise ConfigError(str(path), "cannot be read", "see `owners.codeowners`") from None
    rules = []
    for line in text.splitlines():
        words = line.split("#", 1)[0].split()
        if words and not words[0].startswith("["):
            rules.append(OwnerRule(pattern=words[0], names=tuple(words[1:])))
    return tuple(rules)


def codeowners_home(path: Path) -> str:
    """Give the directory that the patterns start from: the repository's, absolute, with `/`."""
    folder = path.resolve().parent
    return (folder.parent if folder.name in _FOLDERS else folder).as_posix()
