"""Faults of ours, and the shape of messages."""

from __future__ import annotations

from pathlib import Path
from threading import Event
from typing import Any, NoReturn

import grpc
import pytest
from google.protobuf import struct_pb2
from pulumi.runtime.proto import analyzer_pb2 as wire

from planguard.errors import SourceError
from planguard.pulumi_pack.service import Analyzer, properties
from planguard.pulumi_pack.session import Session

SECRET = "correct-horse-battery-staple"  # noqa: S105 - what must not come out


class Aborted(Exception):  # noqa: N818 - what a call ends with
    """The call ended with an error."""


class Context:
    """A call of the engine."""

    def abort(self, code: grpc.StatusCode, details: str) -> NoReturn:
        """End the call."""
        raise Aborted(code, details)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (RuntimeError(SECRET), grpc.StatusCode.INTERNAL),
        (SourceError("no answer"), grpc.StatusCode.FAILED_PRECONDITION),
    ],
)
def test_no_fault_is_an_answer(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, error: Exception, code: grpc.StatusCode
) -> None:
    def fail(*_: object) -> NoReturn:
        raise error

    monkeypatch.setattr(Session, "look_at_all", fail)
    analyzer = Analyzer(Session(folder=tmp_path, environ={}), Event())
    with pytest.raises(Aborted) as ended:
        analyzer.AnalyzeStack(wire.AnalyzeStackRequest(), Context())
    assert ended.value.args[0] is code
    assert SECRET not in ended.value.args[1]


def test_an_engine_that_names_no_stack(tmp_path: Path) -> None:
    analyzer = Analyzer(Session(folder=tmp_path, environ={}), Event())
    with pytest.raises(Aborted, match="did not say which stack"):
        analyzer.Analyze(wire.AnalyzeRequest(), Context())


def test_numbers_are_whole_where_they_are() -> None:
    struct = struct_pb2.Struct()
    values: dict[str, Any] = {"a": 22, "b": 0.5, "c": None, "d": [True, {"e": "f"}]}
    struct.update(values)
    told = properties(struct)
    assert told == values
    assert isinstance(told["a"], int)
    struct["n"] = float("inf")
    assert properties(struct)["n"] == float("inf")
    del struct["n"]
    struct.fields["empty"].CopyFrom(struct_pb2.Value())
    assert properties(struct)["empty"] is None
