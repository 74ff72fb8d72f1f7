"""
HTTP for sources, with the precautions that all of them need.

Credentials come from the environment or from files, go to the configured host alone (redirects
are not followed) and are in no message; certificates are verified; an answer has a largest size
and a deadline; what is not the JSON asked for is said in words.
"""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

from pydantic import Field, model_validator

from planguard.errors import SourceError
from planguard.sources.interface import Options, Surroundings

LARGEST = 4 * 1024 * 1024
"""Bytes of an answer, decompressed."""
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_REFUSED = {401: "refused the login (401)", 403: "refused access (403)"}


class WebOptions(Options):
    """A source that is asked over HTTP."""

    url: str = Field(description="address of the API, without credentials in it")
    token_env: str = Field(default="", description="environment variable with a bearer token")
    token_file: str = Field(default="", description="file with a bearer token")
    user: str = Field(default="", description="user name for basic authentication")
    password_env: str = Field(default="", description="environment variable with its password")
    header_env: dict[str, str] = Field(
        default_factory=dict, description="HTTP header -> environment variable with its value"
    )
    ca_file: str = Field(default="", description="file with the certificates to trust")
    plain_http_login: bool = Field(
        default=False, description="send credentials over http:// to another machine"
    )

    @model_validator(mode="after")
    def check_url(self) -> Self:
        """Refuse addresses that cannot be asked safely."""
        try:
            parts = urlsplit(self.url)
            host = parts.hostname
        except ValueError:
            raise ValueError("`url` is no address") from None
        if parts.scheme not in {"http", "https"} or not host:
            raise ValueError("`url` must begin with http:// or https:// and name a host")
        if parts.username or parts.password:
            raise ValueError("`url` holds credentials: use token_env, or user and password_env")
        if self.logs_in and parts.scheme == "http" and host not in _LOOPBACK:
            if not self.plain_http_login:
                raise ValueError(
                    "credentials would go over http:// unencrypted: use https://, or set "
                    "`plain_http_login: true`"
                )
        return self

    @property
    def logs_in(self) -> bool:
        """Whether credentials are sent."""
        return bool(self.token_env or self.token_file or self.user or self.header_env)


class Web:
    """One HTTP API; used by several threads at once."""

    def __init__(self, options: WebOptions, around: Surroundings) -> None:
        """Read the credentials. Raises `SourceError` when one is missing."""
        self._url = options.url.rstrip("/")
        self._headers = _credentials(options, around)
        self._secrets = [
            word for each in self._headers.values() for word in each.split() if len(word) > 3
        ]
        verify: Any = str(around.home / options.ca_file) if options.ca_file else True
        import httpx  # noqa: PLC0415 - costs 0.1 s, and only live state needs it

        try:
            context = httpx.create_ssl_context(verify=verify) if options.ca_file else True
            self._client = httpx.Client(
                verify=context, follow_redirects=False, headers={"Accept": "application/json"}
            )
        except OSError:
            raise SourceError("the file of `ca_file` cannot be read") from None

    def json(
        self,
        path: str = "",
        params: Mapping[str, str] | list[tuple[str, str]] | None = None,
        *,
        seconds: float,
        body: object = None,
    ) -> Any:
        """
        Ask for JSON: GET, or POST with a `body`.

        Raises `SourceError` in words that name the trouble and never quote the answer.
        """
        raw = self.read(path, params, seconds=seconds, body=body)
        try:
            return json.loads(raw)
        except (ValueError, RecursionError):
            looks = raw.lstrip()[:1] == b"<"
            found = "a web page" if looks else "something"
            raise SourceError(f"answered with {found} that is no JSON") from None

    def read(
        self,
        path: str = "",
        params: Mapping[str, str] | list[tuple[str, str]] | None = None,
        *,
        seconds: float,
        body: object = None,
    ) -> bytes:
        """Ask for the bytes of an answer. Raises `SourceError` as `json` does."""
        import httpx  # noqa: PLC0415 - imported before

        deadline = time.monotonic() + seconds
        method = "GET" if body is None else "POST"
        try:
            with self._client.stream(
                method,
                f"{self._url}{path}",
                params=params,  # type: ignore[arg-type] # pairs of text are taken as well
                json=body,
                headers=self._headers,
                timeout=max(seconds, 0.01),
            ) as answer:
                _refuse_status(answer.status_code)
                return self._body(answer, deadline)
        except httpx.TimeoutException:
            raise SourceError(f"did not answer within {seconds:.3g} s") from None
        except httpx.ConnectError as error:
            trouble = (
                "its certificate is not trusted"
                if "CERTIFICATE" in str(error)
                else "no connection"
            )
            raise SourceError(f"cannot be reached: {trouble}") from None
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, ValueError):
            raise SourceError("broke off, or answered with something that is no HTTP") from None

    def _body(self, answer: Any, deadline: float) -> bytes:
        found = bytearray()
        for chunk in answer.iter_bytes(65_536):
            found += chunk
            if len(found) > LARGEST:
                raise SourceError(f"answered with more than {LARGEST // 1024**2} MiB")
            if time.monotonic() > deadline:
                raise SourceError("was still answering when the time was over")
        body = bytes(found)
        if any(secret.encode() in body for secret in self._secrets):
            raise SourceError("repeats our credentials in its answer, which is not read further")
        return body


def _refuse_status(status: int) -> None:
    if 200 <= status < 300:
        return
    if 300 <= status < 400:
        raise SourceError(
            f"redirects ({status}), which is not followed: give the final address as `url`"
        )
    raise SourceError(_REFUSED.get(status, f"answered with status {status}"))


def _credentials(options: WebOptions, around: Surroundings) -> dict[str, str]:
    headers: dict[str, str] = {}
    if options.token_env:
        headers["Authorization"] = f"Bearer {_variable(options.token_env, around)}"
    if options.token_file:
        headers["Authorization"] = f"Bearer {_file(options.token_file, around)}"
    if options.user:
        password = _variable(options.password_env, around) if options.password_env else ""
        pair = base64.b64encode(f"{options.user}:{password}".encode()).decode()
        headers["Authorization"] = f"Basic {pair}"
    for header, name in options.header_env.items():
        headers[header] = _variable(name, around)
    if any(not each.isprintable() or not each.isascii() for each in headers.values()):
        raise SourceError("a credential holds characters that no HTTP header can carry")
    return headers


def _variable(name: str, around: Surroundings) -> str:
    value = around.environ.get(name, "").strip()
    if not value:
        raise SourceError(f"has no login: the environment variable {name} is not set")
    return value


def _file(name: str, around: Surroundings) -> str:
    try:
        value = Path(around.home, name).expanduser().read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise SourceError(f"has no login: {name} cannot be read") from None
    if not value:
        raise SourceError(f"has no login: {name} is empty")
    return value
