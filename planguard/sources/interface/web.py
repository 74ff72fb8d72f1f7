"""
HTTP for sources, with the precautions that all of them need.

Credentials come from the environment or from files, go to the configured host alone (redirects
are not followed) and are in no message; certificates are verified; an answer has a largest size
and a deadline; what is not the JSON asked for is said in words. The process's environment decides
nothing else: proxies and certificates to trust are named in planguard.yaml.
"""

from __future__ import annotations

import json
import re
import ssl
import time
import weakref
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, Self
from urllib.parse import unquote, urlencode, urlsplit

from pydantic import Field, field_validator, model_validator

from planguard.errors import SourceError
from planguard.sources.interface import Options, Surroundings
from planguard.sources.interface.login import read_login
from planguard.sources.interface.strict_json import read_json

LARGEST = 4 * 1024 * 1024
"""Bytes of an answer, decompressed."""
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_REFUSED = {
    401: "refused the login (401)",
    403: "refused access (403)",
    404: "has nothing at that address (404)",
    429: "is asked too often (429)",
}
_HEADER = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+\Z")
_OURS = frozenset({"host", "connection", "content-length", "transfer-encoding", "te", "upgrade"})
_SHORTEST = 8
"""Characters of a credential that is recognised in an answer; shorter ones are words as well."""


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
    proxy: str = Field(
        default="", description="address of a proxy; variables such as HTTPS_PROXY are not read"
    )
    plain_http_login: bool = Field(
        default=False, description="send credentials over http:// to another machine"
    )

    @field_validator("header_env")
    @classmethod
    def check_headers(cls, headers: dict[str, str]) -> dict[str, str]:
        """Refuse what is no header, or not to be chosen."""
        for name in headers:
            if not _HEADER.match(name):
                raise ValueError("`header_env` names something that is no HTTP header")
            if name.lower() in _OURS:
                raise ValueError(f"the header {name} is not to be set")
        return headers

    @model_validator(mode="after")
    def check_url(self) -> Self:
        """Refuse addresses that cannot be asked safely."""
        host = _checked(self.url, "url")
        if self.proxy:
            _checked(self.proxy, "proxy")
        in_header = any(name.lower() == "authorization" for name in self.header_env)
        if sum(map(bool, (self.token_env, self.token_file, self.user, in_header))) > 1:
            raise ValueError("more than one login: give one of token_env, token_file and user")
        if self.password_env and not self.user:
            raise ValueError("`password_env` needs `user`")
        is_open = urlsplit(self.url).scheme == "http" and host not in _LOOPBACK
        if self.logs_in and is_open and not self.plain_http_login:
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

    def __init__(
        self,
        options: WebOptions,
        around: Surroundings,
        *,
        scheme: str = "Bearer ",
        headers: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """
        Read the credentials. Raises `SourceError` when one is missing.

        `scheme` stands before the token in the header Authorization; `headers` are sent as well.
        """
        self._url, _, self._query = options.url.partition("?")
        login = read_login(options, around, scheme)
        self._secrets = tuple(each for each in login.secrets if len(each) >= _SHORTEST)
        context = _trusting(options, around)
        import httpx  # noqa: PLC0415 - costs 0.1 s, and only live state needs it

        from planguard.sources.interface.wire import Clock, Transport  # noqa: PLC0415 - as httpx

        self._clock = Clock()
        self._client = httpx.Client(
            transport=Transport(
                context, self._clock, most=options.concurrency, proxy=options.proxy
            ),
            follow_redirects=False,
            timeout=None,  # the transport keeps the time  # noqa: S113
            headers={
                "Accept": "application/json",
                "Accept-Encoding": "gzip",
                "User-Agent": "planguard",
                **headers,
                **login.headers,
            },
        )
        weakref.finalize(self, self._client.close)

    def json(
        self,
        path: str = "",
        params: Mapping[str, str] | Sequence[tuple[str, str]] | None = None,
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
            found = read_json(raw)
        except ValueError:
            looks = raw.lstrip()[:1] == b"<"
            thing = "a web page" if looks else "something"
            raise SourceError(f"answered with {thing} that is no JSON") from None
        if self._secrets and b"\\" in raw:
            # Escapes could hide what `read` looks for.
            self._refuse_echo(json.dumps(found, ensure_ascii=False).encode())
        return found

    def read(
        self,
        path: str = "",
        params: Mapping[str, str] | Sequence[tuple[str, str]] | None = None,
        *,
        seconds: float,
        body: object = None,
    ) -> bytes:
        """
        Ask for the bytes of an answer. Raises `SourceError` as `json` does.

        `path` is empty or begins with `/` or `?`; `params` join what it asks for.
        """
        import httpcore  # noqa: PLC0415 - imported before
        import httpx  # noqa: PLC0415 - imported before

        address = self._address(path, params)
        self._clock.deadline = time.monotonic() + seconds
        method = "GET" if body is None else "POST"
        try:
            with self._client.stream(method, address, json=body) as answer:
                _refuse_status(answer.status_code)
                coding = answer.headers.get("Content-Encoding", "")
                found = b"".join(_plain(answer.iter_raw(), coding.strip().lower()))
        except httpcore.TimeoutException:
            raise SourceError(f"did not answer within {seconds:.3g} s") from None
        except httpcore.ConnectError as error:
            trouble = "no connection"
            if "CERTIFICATE" in str(error):
                trouble = "its certificate is not trusted"
            raise SourceError(f"cannot be reached: {trouble}") from None
        except httpcore.ProxyError:
            raise SourceError("cannot be reached: the proxy does not let us through") from None
        except (
            httpcore.NetworkError,
            httpcore.ProtocolError,
            httpx.HTTPError,
            httpx.InvalidURL,
            zlib.error,
            ValueError,
        ):
            raise SourceError("broke off, or answered with something that is no HTTP") from None
        self._refuse_echo(found)
        return found

    def _address(
        self, path: str, params: Mapping[str, str] | Sequence[tuple[str, str]] | None
    ) -> str:
        """Put an address together, in which nothing but the path and query can be chosen."""
        if path and path[0] not in "/?":
            raise SourceError("is asked for a path that does not begin with /")
        steps, _, asked = path.partition("?")
        if any(step in {".", ".."} for step in re.split(r"[/\\]", unquote(steps))):
            raise SourceError("is asked for a path that leads elsewhere, with .. in it")
        query = "&".join(filter(None, (self._query, asked, urlencode(params or {}))))
        base = self._url.rstrip("/") if steps else self._url
        return f"{base}{steps}?{query}" if query else f"{base}{steps}"

    def _refuse_echo(self, body: bytes) -> None:
        if any(secret.encode() in body for secret in self._secrets):
            raise SourceError("repeats our credentials in its answer, which is not read further")


def _plain(chunks: Iterator[bytes], coding: str) -> Iterator[bytes]:
    """Give the answer decompressed, no more of it than is allowed."""
    if coding not in {"", "identity", "gzip"}:
        raise SourceError("answered in an encoding that was not asked for")
    inflater = zlib.decompressobj(16 + zlib.MAX_WBITS) if coding == "gzip" else None
    size = 0
    for chunk in chunks:
        # Limited, so that a small answer cannot become a huge one even for a moment.
        part = inflater.decompress(chunk, LARGEST + 1 - size) if inflater else chunk
        size += len(part)
        if size > LARGEST:
            raise SourceError(f"answered with more than {LARGEST // 1024**2} MiB")
        yield part
    if inflater and (not inflater.eof or inflater.unused_data):
        raise ValueError("cut short, or followed by something else")


def _refuse_status(status: int) -> None:
    match status // 100:
        case 2:
            return
        case 3:
            raise SourceError(
                f"redirects ({status}), which is not followed: give the final address as `url`"
            )
        case _:
            raise SourceError(_REFUSED.get(status, f"answered with status {status}"))


def _checked(url: str, key: str) -> str:
    """Give the host of an address in planguard.yaml. Raises `ValueError`."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise ValueError(f"`{key}` is no address") from None
    if parts.scheme not in {"http", "https"} or not host:
        raise ValueError(f"`{key}` must begin with http:// or https:// and name a host")
    if any(sign <= " " or sign in "\\#" for sign in url):
        raise ValueError(f"`{key}` holds a space, a backslash or a #")
    if parts.username is not None or parts.password is not None:
        raise ValueError(f"`{key}` holds credentials: use token_env, or user and password_env")
    return host


def _trusting(options: WebOptions, around: Surroundings) -> ssl.SSLContext:
    if not options.ca_file:
        import httpx  # noqa: PLC0415 - costs 0.1 s, and only live state needs it

        return httpx.create_ssl_context(trust_env=False)
    try:
        file = Path(around.home, options.ca_file).expanduser()
        return ssl.create_default_context(cafile=str(file))
    except (OSError, ValueError):
        raise SourceError("the file of `ca_file` holds no certificates that can be read") from None
