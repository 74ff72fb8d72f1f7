"""Credentials for HTTP: only from the environment and from files that planguard.yaml names."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from planguard.errors import SourceError
from planguard.model.secret_shape import secret_shapes
from planguard.sources.interface import Surroundings


class Logins(Protocol):
    """Where planguard.yaml says that credentials are; see `WebOptions`."""

    @property
    def token_env(self) -> str: ...  # noqa: D102 - described at WebOptions
    @property
    def token_file(self) -> str: ...  # noqa: D102 - described at WebOptions
    @property
    def user(self) -> str: ...  # noqa: D102 - described at WebOptions
    @property
    def password_env(self) -> str: ...  # noqa: D102 - described at WebOptions
    @property
    def header_env(self) -> dict[str, str]: ...  # noqa: D102 - described at WebOptions


@dataclass(frozen=True, slots=True, kw_only=True)
class Login:
    """What proves who we are: the headers to send, and the secrets in them."""

    headers: Mapping[str, str] = field(repr=False)
    secrets: tuple[str, ...] = field(repr=False)


def read_login(options: Logins, around: Surroundings, scheme: str) -> Login:
    """
    Read the credentials that `options` name; `scheme` stands before the token.

    Raises `SourceError` when one is missing or no header can carry it.
    """
    headers: dict[str, str] = {}
    secrets: list[str] = []
    if options.token_env or options.token_file:
        token = (
            variable(options.token_env, around)
            if options.token_env
            else _file(options.token_file, around)
        )
        headers["Authorization"] = f"{scheme}{token}"
        secrets.append(token)
    if options.user:
        password = variable(options.password_env, around) if options.password_env else ""
        pair = base64.b64encode(f"{options.user}:{password}".encode()).decode()
        headers["Authorization"] = f"Basic {pair}"
        secrets += [password, pair]
    for header, name in options.header_env.items():
        headers[header] = variable(name, around)
        secrets += headers[header].split()
    if any(not each.isprintable() or not each.isascii() for each in headers.values()):
        raise SourceError("a credential holds characters that no HTTP header can carry")
    return Login(headers=headers, secrets=tuple(secrets))


def variable_words(name: str) -> str:
    """Name an environment variable for people, unless a secret was written in its place."""
    return f"the environment variable {name}" if is_variable(name) else "a variable it names"


def is_variable(name: str) -> bool:
    """Tell whether a text is the name of an environment variable, and no token in its place."""
    is_name = _NAME.match(name) and not _LIKE_A_TOKEN.search(name)
    return bool(is_name) and not secret_shapes(name)


_NAME = re.compile(r"[A-Za-z_]\w{0,63}\Z", re.ASCII)
_LIKE_A_TOKEN = re.compile(r"[a-z][A-Z_]*\d|\d[A-Z_]*[a-z]", re.ASCII)


def variable(name: str, around: Surroundings) -> str:
    """Read an environment variable. Raises `SourceError` where it is not set."""
    value = around.environ.get(name, "").strip()
    if not value:
        raise SourceError(f"has no login: {variable_words(name)} is not set")
    return value


def _file(name: str, around: Surroundings) -> str:
    try:
        value = Path(around.home, name).expanduser().read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise SourceError("has no login: the file of `token_file` cannot be read") from None
    if not value:
        raise SourceError("has no login: the file of `token_file` is empty")
    return value
