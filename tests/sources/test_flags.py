from __future__ import annotations

import json
import logging
import socket
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import grpc
import pytest
from openfeature.evaluation_context import EvaluationContext
from openfeature.flag_evaluation import FlagResolutionDetails, Reason
from openfeature.provider.no_op_provider import NoOpProvider
from openfeature.schemas.protobuf.flagd.evaluation.v2 import evaluation_pb2, evaluation_pb2_grpc
from openfeature.schemas.protobuf.flagd.sync.v1 import sync_pb2, sync_pb2_grpc
from pydantic import ValidationError
from sources.rig import ask

from planguard.model.fact import Answer, Fact
from planguard.model.value import Unknown
from planguard.sources.flags import Options

ON_OFF = {"variants": {"on": True, "off": False}, "state": "ENABLED"}
PRODUCTION = {"==": [{"var": "environment"}, "prod"]}
BY_KEY = {"==": [{"var": "targetingKey"}, "checkout"]}
FLAGS = {
    "flags": {
        "new-cart": {**ON_OFF, "defaultVariant": "on"},
        "old-cart": {**ON_OFF, "defaultVariant": "off"},
        "disabled": {**ON_OFF, "defaultVariant": "on", "state": "DISABLED"},
        "undecided": {**ON_OFF, "defaultVariant": None},
        "colour": {"variants": {"a": "red"}, "state": "ENABLED", "defaultVariant": "a"},
        "guarded": {
            **ON_OFF,
            "defaultVariant": "off",
            "targeting": {"if": [PRODUCTION, "on", BY_KEY, "on", "off"]},
        },
    }
}
OFFLINE = "mode: file, path: flags.json"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "flags.json").write_text(json.dumps(FLAGS), encoding="utf-8")
    return tmp_path


def told(
    home: Path, topic: str = "flag.new-cart", options: str = OFFLINE, wants: str = "", **rest: Any
) -> Answer:
    config = f"""
sources: {{flags: {{type: flags, {options}}}}}
bindings: {{{topic}: {{source: flags{wants}}}}}
"""
    return ask(config, topic, home=home, **rest)


def value(answer: Answer) -> object:
    assert isinstance(answer, Fact), answer
    return answer.value


def reason(answer: Answer) -> str:
    assert isinstance(answer, Unknown), answer
    return answer.reason


def test_a_flag_is_named_by_its_topic(home: Path) -> None:
    answer = told(home)
    assert value(answer) is True
    assert isinstance(answer, Fact)
    assert (answer.detail, answer.source) == ("variant on", "flags")
    assert value(told(home, "flag.old-cart")) is False


def test_a_flag_can_be_named_by_the_object(home: Path) -> None:
    wants = ', flag: "{{ tags.flag }}"'
    answer = told(home, "flag.guard", wants=wants, fields={"tags": {"flag": "new-cart"}})
    assert value(answer) is True


@pytest.mark.parametrize(
    ("context", "expected"),
    [
        ("{environment: '{{ environment }}'}", True),
        ("{environment: lab}", False),
        ("{targetingKey: '{{ service }}'}", True),
        ("{}", False),
    ],
)
def test_the_context_decides(home: Path, context: str, *, expected: bool) -> None:
    fields = {"environment": "prod", "service": "checkout"}
    answer = told(home, "flag.guarded", wants=f", context: {context}", fields=fields)
    assert value(answer) is expected


def test_a_changed_file_is_read_anew(home: Path) -> None:
    assert value(told(home)) is True
    changed = json.dumps(FLAGS).replace('"defaultVariant": "on"', '"defaultVariant": "off"')
    (home / "flags.json").write_text(changed, encoding="utf-8")
    assert value(told(home)) is False


@pytest.mark.parametrize(
    ("flag", "words"),
    [
        ("none", "has no flag of that name"),
        ("disabled", "the flag is disabled"),
        ("undecided", "gave the default back"),
        ("colour", "it is not true or false"),
    ],
)
def test_a_default_is_no_answer(home: Path, flag: str, words: str) -> None:
    assert words in reason(told(home, f"flag.{flag}"))


@pytest.mark.parametrize("text", ["", "{", "[]", '{"flags": []}', '{"flags": {"a": {}}}'])
def test_a_broken_file_is_unknown(home: Path, text: str) -> None:
    (home / "flags.json").write_text(text, encoding="utf-8")
    assert "cannot read its flags" in reason(told(home))


def test_yaml_is_read_and_an_absent_file_is_unknown(home: Path) -> None:
    (home / "flags.yaml").write_text(json.dumps(FLAGS), encoding="utf-8")
    assert value(told(home, options="mode: file, path: flags.yaml")) is True
    assert "finds no file no.json" in reason(told(home, options="mode: file, path: no.json"))


def test_providers_are_shut_down_when_the_round_is_over(home: Path) -> None:
    assert value(told(home)) is True
    until = time.monotonic() + 10
    while (left := _watchers()) and time.monotonic() < until:
        time.sleep(0.02)
    assert not left


def _watchers() -> list[str]:
    return [each.name for each in threading.enumerate() if "FileWatcher" in each.name]


def _lasting() -> set[threading.Thread]:
    return {each for each in threading.enumerate() if not each.daemon}


@pytest.mark.parametrize("mode", ["rpc", "in-process"])
def test_no_thread_keeps_the_process_alive(home: Path, mode: str) -> None:
    before = _lasting()
    assert "cannot be reached" in reason(told(home, options=f"mode: {mode}, port: 1"))
    until = time.monotonic() + 2
    while _lasting() - before and time.monotonic() < until:
        time.sleep(0.02)
    assert not _lasting() - before


def test_what_the_sdk_logs_stays_off_the_terminal(home: Path) -> None:
    assert "has no flag" in reason(told(home, "flag.none"))
    assert logging.getLogger("openfeature").handlers


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"mode": "file"}, "`path` and `mode: file` belong together"),
        ({"path": "x.json"}, "`path` and `mode: file` belong together"),
        ({"settings": {"a": 1}}, "named as package.module:Class"),
        ({"provider": "a.b:C", "host": "x"}, "are for flagd: use `settings`"),
        ({"provider": "a.b"}, "pattern"),
    ],
    ids=str,
)
def test_options_that_do_not_go_together_are_refused(options: dict[str, Any], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        Options(**options)


class _Flagd(evaluation_pb2_grpc.ServiceServicer, sync_pb2_grpc.FlagSyncServiceServicer):
    """The protocols of flagd, for evaluation there (rpc) and here (in-process)."""

    def __init__(self) -> None:
        self.over = threading.Event()

    def EventStream(self, _request: Any, _context: Any) -> Iterator[Any]:  # noqa: N802 - of the protocol
        yield evaluation_pb2.EventStreamResponse(type="provider_ready")
        self.over.wait()

    def ResolveBoolean(self, request: Any, context: Any) -> Any:  # noqa: N802 - of the protocol
        flag: Any = FLAGS["flags"].get(request.flag_key)
        if flag is None:
            context.abort(grpc.StatusCode.NOT_FOUND, "no such flag")
        is_production = request.context.fields["environment"].string_value == "prod"
        on = flag["defaultVariant"] == "on" or is_production
        return evaluation_pb2.ResolveBooleanResponse(
            value=on, reason="STATIC", variant="on" if on else "off"
        )

    def SyncFlags(self, _request: Any, _context: Any) -> Iterator[Any]:  # noqa: N802 - of the protocol
        yield sync_pb2.SyncFlagsResponse(flag_configuration=json.dumps(FLAGS))
        self.over.wait()

    def GetMetadata(self, _request: Any, _context: Any) -> Any:  # noqa: N802 - of the protocol
        response = sync_pb2.GetMetadataResponse()
        response.metadata.update({"providerId": "flagd"})
        return response


@contextmanager
def flagd() -> Iterator[int]:
    """Run a server that speaks flagd's protocols; gives its port."""
    served = _Flagd()  # type: ignore[abstract] # the other methods are not asked
    workers = ThreadPoolExecutor(max_workers=8)
    server = grpc.server(workers)
    evaluation_pb2_grpc.add_ServiceServicer_to_server(served, server)
    sync_pb2_grpc.add_FlagSyncServiceServicer_to_server(served, server)
    port: int = server.add_insecure_port("127.0.0.1:0")
    server.start()
    try:
        yield port
    finally:
        served.over.set()
        server.stop(0).wait()
        workers.shutdown()


@pytest.mark.parametrize("mode", ["rpc", "in-process"])
def test_flagd_is_asked_over_its_protocols(home: Path, mode: str) -> None:
    with flagd() as port:
        options = f"mode: {mode}, host: 127.0.0.1, port: {port}"
        assert value(told(home, options=options)) is True
        production = ", context: {environment: prod}"
        assert value(told(home, "flag.guarded", options=options, wants=production)) is True
        assert "no flag of that name" in reason(told(home, "flag.none", options=options))
    gone = reason(told(home, options=f"{options}, timeout: 1s"))
    assert "cannot be reached" in gone


@pytest.mark.parametrize("mode", ["rpc", "in-process"])
def test_a_flagd_that_hangs_is_unknown_in_time(home: Path, mode: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        options = f"mode: {mode}, host: 127.0.0.1, port: {silent.getsockname()[1]}, timeout: 1s"
        begun = time.monotonic()
        answer = reason(told(home, options=options, seconds=3))
    assert time.monotonic() - begun < 2.5
    assert "not ready in time" in answer or "cannot be reached" in answer


def test_a_missing_certificate_is_unknown(home: Path) -> None:
    assert "`ca_file` cannot be read" in reason(told(home, options="tls: true, ca_file: no.pem"))


class Vendor(NoOpProvider):
    """A provider of somebody else, made with settings."""

    def __init__(
        self, *, sdk_key: str, answers: Any = True, slow: float = 0, ready: bool = True
    ) -> None:
        """Keep what the test says."""
        if sdk_key != "s3cret":
            raise PermissionError(sdk_key)
        self.answers, self.slow, self.ready = answers, slow, ready

    def initialize(self, evaluation_context: EvaluationContext) -> None:  # noqa: ARG002 - its signature
        """Take a while, or fail."""
        time.sleep(self.slow)
        if not self.ready:
            raise PermissionError("s3cret")

    def resolve_boolean_details(
        self,
        flag_key: str,
        default_value: bool,  # noqa: FBT001 - its signature
        evaluation_context: EvaluationContext | None = None,  # noqa: ARG002 - as above
    ) -> FlagResolutionDetails[bool]:
        """Answer with what the test says, or as a provider without a word for a missing flag."""
        if flag_key == "broken":
            raise RuntimeError("s3cret")
        if flag_key == "stale":
            return FlagResolutionDetails(value=True, reason=Reason.STALE)
        missing = flag_key == "missing"
        return FlagResolutionDetails(value=default_value if missing else self.answers)


class Unattached(Vendor):
    """A provider that refuses to be set."""

    def attach(self, _on_emit: Any) -> None:
        """Fail with a secret in the message."""
        raise ValueError("s3cret")


class NoProvider:
    """Something that is no provider."""


def vendor(
    home: Path, topic: str = "flag.any", settings: str = "{}", cls: str = "Vendor"
) -> Answer:
    """Ask a provider class of this file."""
    sys.modules["flags_of_a_vendor"] = sys.modules[__name__]
    key = "" if cls == "NoProvider" else ", settings_env: {sdk_key: VENDOR_KEY}"
    options = f"provider: 'flags_of_a_vendor:{cls}', settings: {settings}{key}, timeout: 1s"
    return told(home, topic, options, environ={"VENDOR_KEY": "s3cret"})


def test_any_provider_can_be_named(home: Path) -> None:
    assert value(vendor(home)) is True
    assert value(vendor(home, settings="{answers: false}")) is False


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"topic": "flag.missing"}, "gave the default back"),
        ({"topic": "flag.broken"}, "could not evaluate the flag"),
        ({"topic": "flag.stale"}, "could not evaluate the flag"),
        ({"settings": "{answers: 'on'}"}, "not true or false"),
        ({"settings": "{slow: 30}"}, "was not ready in time"),
        ({"settings": "{ready: false}"}, "cannot be reached"),
        ({"settings": "{more: 1}"}, "cannot make the provider (TypeError)"),
        ({"cls": "Unattached"}, "cannot start the provider (ValueError)"),
        ({"cls": "Gone"}, "is it installed?"),
        ({"cls": "NoProvider"}, "is no provider of OpenFeature"),
    ],
    ids=str,
)
def test_what_a_provider_does_wrong_is_unknown(
    home: Path, asked: dict[str, str], words: str
) -> None:
    answer = reason(vendor(home, **asked))
    assert words in answer
    assert "s3cret" not in answer


def test_a_provider_that_is_not_there_is_unknown(home: Path) -> None:
    assert "is it installed?" in reason(told(home, options="provider: 'no.such:Thing'"))
    keyed = "provider: 'a:B', settings_env: {k: NO_KEY}"
    assert "variable NO_KEY is not set" in reason(told(home, options=keyed))


def test_a_refused_key_is_told_by_the_kind_of_error(home: Path) -> None:
    sys.modules["flags_of_a_vendor"] = sys.modules[__name__]
    options = "provider: 'flags_of_a_vendor:Vendor', settings: {sdk_key: wrong}"
    answer = reason(told(home, options=options))
    assert "cannot make the provider (PermissionError)" in answer
    assert "wrong" not in answer


@pytest.mark.parametrize("absent", ["openfeature", "openfeature.contrib.provider.flagd"])
def test_the_extra_is_named(home: Path, absent: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, absent, None)
    assert "pip install 'planguard-iac[flags]'" in reason(told(home))


def test_every_option_says_what_it_is() -> None:
    assert all(field.description for field in Options.model_fields.values())
