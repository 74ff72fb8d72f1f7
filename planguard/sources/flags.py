"""
`flags`: feature flags, through OpenFeature; flagd, or any vendor's provider by its class.

Reads: the boolean value of one flag, evaluated for the context given. Needs the extra `flags`.
Rights: those of the provider; flagd asks for none, others for an SDK key (`settings_env`).
Unknown when: the provider does not become ready in time, the flag does not exist, is disabled or
is not boolean, or the value that comes back is a default and not the flag's own.

flagd is asked at `host` and `port` (`mode: rpc` or `in-process`), or its file of flags is read
(`mode: file`). Another provider is named as `package.module:Class` and made with `settings` by
keyword; where a vendor's class wants more than plain values, name a subclass of your own. What is
named there runs as code.

    sources:
      flags: {type: flags, mode: rpc, host: flagd.internal, tls: true}
      vendor:
        type: flags
        provider: "acme.flags:Provider"
        settings: {environment: production}
        settings_env: {sdk_key: FLAGS_SDK_KEY}
    bindings:
      flag.guard: {source: flags, flag: "{{ tags.flag }}"}
      flag.*: {source: flags, context: {targetingKey: "{{ service }}"}}
"""

from __future__ import annotations

import importlib
import logging
import threading
import time
import weakref
from collections import deque
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Self

from pydantic import Field, model_validator

from planguard.sources.interface import (
    Connection,
    Data,
    Plain,
    Question,
    Reply,
    SourceError,
    Surroundings,
    seconds_of,
)
from planguard.sources.interface import Options as AnyOptions
from planguard.sources.interface import Wants as AnyWants
from planguard.sources.interface.login import variable_words

if TYPE_CHECKING:
    from openfeature.client import OpenFeatureClient
    from openfeature.evaluation_context import EvaluationContext
    from openfeature.provider import FeatureProvider

name = "flags"
topics = ("flag.*",)
about_subject = False

_EXTRA = "needs the extra flags: pip install 'planguard-iac[flags]'"
_PORTS = {"rpc": 8013, "in-process": 8015, "file": 0}
_KEY = "targetingKey"
_TROUBLES = {
    "FLAG_NOT_FOUND": "has no flag of that name",
    "TYPE_MISMATCH": "has that flag, but it is not true or false",
    "PARSE_ERROR": "cannot read its flags",
    "TARGETING_KEY_MISSING": "needs a `targetingKey` in `context` for this flag",
    "INVALID_CONTEXT": "refused the context",
    "PROVIDER_NOT_READY": "is not ready",
    "PROVIDER_FATAL": "refused to start",
}
_NO_ANSWER = frozenset({"ERROR", "DISABLED", "STALE"})
_numbers = count()
_free: deque[str] = deque()
"""Domains of OpenFeature that nobody uses; they cannot be deleted, only used again."""


class Options(AnyOptions):
    """Which provider, and how it is reached."""

    provider: Plain = Field(
        default="flagd",
        pattern=r"^(flagd|[A-Za-z_][\w.]*:[A-Za-z_]\w*)$",
        description="flagd, or an OpenFeature provider as package.module:Class",
    )
    mode: Literal["rpc", "in-process", "file"] = Field(
        default="rpc", description="flagd: who evaluates, flagd itself (rpc) or we; or its file"
    )
    host: Plain = Field(default="localhost", description="flagd: where it is")
    port: int = Field(
        default=0, ge=0, le=65535, description="flagd: its port; 0: 8013, in-process 8015"
    )
    tls: bool = Field(default=False, description="flagd: connect with TLS")
    ca_file: Plain = Field(default="", description="flagd: file with the certificates to trust")
    path: Plain = Field(default="", description="flagd: the file of flags, for `mode: file`")
    settings: dict[str, Any] = Field(
        default_factory=dict, description="what another provider's class is made with"
    )
    settings_env: dict[str, str] = Field(
        default_factory=dict, description="settings -> environment variable with the value"
    )

    @model_validator(mode="after")
    def check_provider(self) -> Self:
        """Refuse settings that belong to another provider."""
        is_flagd = self.provider == "flagd"
        if is_flagd and (self.settings or self.settings_env):
            raise ValueError("`settings` are for a provider named as package.module:Class")
        if is_flagd and (self.mode == "file") != bool(self.path):
            raise ValueError("`path` and `mode: file` belong together")
        if not is_flagd and self.model_fields_set & {*_FLAGD}:
            raise ValueError(f"{', '.join(_FLAGD)} are for flagd: use `settings`")
        return self


_FLAGD = ("mode", "host", "port", "tls", "ca_file", "path")


class Wants(AnyWants):
    """Which flag, and for whom."""

    flag: Data = Field(
        default="", description="the flag; empty: what follows `flag.` in the topic's name"
    )
    context: dict[str, Data] = Field(
        default_factory=dict, description="what the flag is evaluated for; `targetingKey` is whom"
    )


def connect(options: Options, around: Surroundings) -> Connection:
    """Start the provider. Raises `SourceError` when it cannot be made."""
    try:
        from openfeature import api  # noqa: PLC0415 - an extra
    except ImportError:
        raise SourceError(_EXTRA) from None
    # The SDK logs what we say in words; without a handler that goes to the terminal.
    logger = logging.getLogger("openfeature")
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())
    is_flagd = options.provider == "flagd"
    provider = _flagd(options, around.home) if is_flagd else _named(options, around)
    domain = _free.popleft() if _free else f"planguard-{next(_numbers)}"
    try:
        api.set_provider(provider, domain)
    except Exception as error:  # noqa: BLE001 - any vendor's code
        raise SourceError(f"cannot start the provider ({type(error).__name__})") from None
    connection = _Flags(api.get_client(domain))
    weakref.finalize(connection, _stop, domain).atexit = False
    return connection


def _stop(domain: str) -> None:
    """Shut the provider of a domain down, in the background."""
    from openfeature import api  # noqa: PLC0415 - imported before
    from openfeature.provider.no_op_provider import NoOpProvider  # noqa: PLC0415 - as above

    api.set_provider(NoOpProvider(), domain)
    _free.append(domain)


def _flagd(options: Options, home: Path) -> FeatureProvider:
    try:
        from openfeature.contrib.provider.flagd import FlagdProvider  # noqa: PLC0415 - an extra
        from openfeature.contrib.provider.flagd.config import (  # noqa: PLC0415 - as above
            CacheType,
            ResolverType,
        )
    except ImportError:
        raise SourceError(_EXTRA) from None
    path = home / Path(options.path).expanduser() if options.path else None
    if path is not None and not path.is_file():
        raise SourceError(f"finds no file {options.path}")
    try:
        return FlagdProvider(
            host=options.host,
            port=options.port or _PORTS[options.mode],
            tls=options.tls,
            cert_path=str(home / options.ca_file) if options.ca_file else None,
            # For a file this is how often a thread looks at it, and how long that outlives us.
            deadline_ms=200 if path else max(1, int(seconds_of(options.timeout) * 1000)),
            resolver_type=ResolverType(options.mode),
            offline_flag_source_path=str(path) if path else None,
            cache=CacheType.DISABLED,
            # Its timer for this span keeps the process alive.
            retry_grace_period=0,
        )
    except OSError:
        raise SourceError("the file of `ca_file` cannot be read") from None


def _named(options: Options, around: Surroundings) -> FeatureProvider:
    """Make the provider that the options name."""
    settings = dict(options.settings)
    for key, variable in options.settings_env.items():
        settings[key] = around.environ.get(variable, "")
        if not settings[key]:
            raise SourceError(f"has no login: {variable_words(variable)} is not set")
    module, _, cls = options.provider.partition(":")
    try:
        found: Any = getattr(importlib.import_module(module), cls)
    except Exception:  # noqa: BLE001 - any vendor's code
        raise SourceError(f"finds no provider {options.provider}: is it installed?") from None
    try:
        provider: FeatureProvider = found(**settings)
    except Exception as error:  # noqa: BLE001 - any vendor's code
        raise SourceError(f"cannot make the provider ({type(error).__name__})") from None
    if not hasattr(provider, "resolve_boolean_details"):
        raise SourceError(f"{options.provider} is no provider of OpenFeature")
    return provider


class _Flags:
    """A provider that becomes ready in the background."""

    def __init__(self, client: OpenFeatureClient) -> None:
        self._client = client
        self._ready = threading.Event()

    def answer(self, question: Question, seconds: float) -> Reply:
        """Evaluate a flag."""
        self._await(time.monotonic() + seconds)
        flag = question.wants.flag or question.name.removeprefix("flag.")
        context = _context(question.wants.context)
        # A provider that has no value gives back the default, and not all say so.
        value, detail = self._value(flag, context, default=False)
        if self._value(flag, context, default=True)[0] is not value:
            raise SourceError("gave the default back, so the flag has no value of its own")
        return Reply(value=value, detail=detail)

    def _await(self, deadline: float) -> None:
        from openfeature.provider import ProviderStatus  # noqa: PLC0415 - imported before

        waiting = {ProviderStatus.NOT_READY} if not self._ready.is_set() else set()
        while (status := self._client.get_provider_status()) in waiting:
            if time.monotonic() > deadline:
                raise SourceError("was not ready in time")
            time.sleep(0.005)
        if status is not ProviderStatus.READY:
            raise SourceError("cannot be reached, or cannot read its flags")
        self._ready.set()

    def _value(self, flag: str, context: EvaluationContext, *, default: bool) -> tuple[bool, str]:
        found = self._client.get_boolean_details(flag, default, context)
        code, reason = str(found.error_code or ""), str(found.reason or "")
        if found.error_code is not None or reason in _NO_ANSWER:
            code = getattr(found.error_code, "value", code)
            trouble = "says that the flag is disabled" if reason == "DISABLED" else ""
            raise SourceError(_TROUBLES.get(code) or trouble or "could not evaluate the flag")
        return found.value, f"variant {found.variant}" if found.variant else ""


def _context(fields: dict[str, str]) -> EvaluationContext:
    from openfeature.evaluation_context import EvaluationContext  # noqa: PLC0415 - imported before

    attributes = {key: text for key, text in fields.items() if key != _KEY}
    return EvaluationContext(targeting_key=fields.get(_KEY), attributes=attributes)
