"""Starts an analyzer and speaks with it exactly as Pulumi's engine does."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import grpc
from google.protobuf import empty_pb2, struct_pb2
from pulumi.runtime.proto import analyzer_pb2 as wire
from pulumi.runtime.proto import analyzer_pb2_grpc

STACK, PROJECT = "prod", "shop"
SECRET_MARK = {"4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270"}
UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
UNKNOWN_NUMBER = "3eeb2bf0-c639-47a8-9e75-3b44932eb421"
EXECUTABLE = Path(sys.executable).parent / "planguard-analyzer"
_ENGINE = "127.0.0.1:1"
"""The engine's address, which nobody calls."""


def urn(type_: str, name: str) -> str:
    return f"urn:pulumi:{STACK}::{PROJECT}::{type_}::{name}"


ROOT = urn("pulumi:pulumi:Stack", f"{PROJECT}-{STACK}")
PROVIDER = urn("pulumi:providers:aws", "default_7_0_0")


def secret(value: object) -> dict[str, object]:
    return {**SECRET_MARK, "value": value}


class Resource(NamedTuple):
    """One resource of the program, and its state."""

    type: str
    name: str
    inputs: Mapping[str, Any]
    outputs: Mapping[str, Any] = {}
    protect: bool = False
    aliases: Sequence[str] = ()
    dependencies: Sequence[str] = ()
    uses: Mapping[str, Sequence[str]] = {}
    component: bool = False

    @property
    def urn(self) -> str:
        """Name it as the engine does."""
        return urn(self.type, self.name)

    @property
    def state(self) -> dict[str, Any]:
        """Give it as a stack export tells it."""
        told = {
            "urn": self.urn, "custom": not self.component, "type": self.type, "parent": ROOT,
            "inputs": self.inputs, "outputs": {**self.inputs, **self.outputs},
            "protect": self.protect, "dependencies": list(self.dependencies),
            "propertyDependencies": {name: list(urns) for name, urns in self.uses.items()},
        }  # fmt: skip
        if not self.component:
            told |= {"id": f"{self.name}-1f2e3d4", "provider": f"{PROVIDER}::known"}
        return told


def export(*resources: Resource | Mapping[str, Any]) -> dict[str, Any]:
    """Give a stack export."""
    stack = {"urn": ROOT, "custom": False, "type": "pulumi:pulumi:Stack"}
    provider = {
        "urn": PROVIDER, "custom": True, "id": "known", "type": "pulumi:providers:aws",
        "inputs": {"region": "eu-west-1"}, "outputs": {"region": "eu-west-1"},
    }  # fmt: skip
    told = [r.state if isinstance(r, Resource) else r for r in resources]
    manifest = {"time": "2026-01-15T12:00:00Z", "magic": "", "version": "v3.260.0"}
    inside = {"manifest": manifest, "resources": [stack, provider, *told]}
    return {"version": 3, "deployment": inside}


def _struct(values: Mapping[str, Any]) -> struct_pb2.Struct:
    struct = struct_pb2.Struct()
    struct.update(dict(values))
    return struct


@dataclass(kw_only=True)
class Engine:
    """An engine with one pack."""

    process: subprocess.Popen[bytes]
    stub: Any
    port_line: bytes
    info: Any = None
    stderr: str = ""
    stdout: str = ""
    told: list[Any] = field(default_factory=list)

    def start(self, *, dry_run: bool = True, secrets: Mapping[str, str] | None = None) -> None:
        """Say which stack it is, and ask who the pack is."""
        self.stub.ConfigureStack(
            wire.AnalyzerStackConfigureRequest(
                stack=STACK, project=PROJECT, organization="acme", dry_run=dry_run,
                config={"shop:region": "eu-west-1", **(secrets or {})},
                config_secret_keys=list(secrets or {}), tags={"team": "checkout"},
            )
        )  # fmt: skip
        self.info = self.stub.GetAnalyzerInfo(empty_pb2.Empty())

    def configure(self, **levels: int | tuple[int, Mapping[str, Any]]) -> None:
        """Send an entry for every policy, as the engine does; `_` in a name stands for `-`."""
        given = {name.replace("_", "-"): told for name, told in levels.items()}
        configs = {}
        for policy in self.info.policies:
            told = given.get(policy.name, policy.enforcementLevel)
            level, params = told if isinstance(told, tuple) else (told, {})
            declared = policy.configSchema.properties
            defaults = {
                name: each["default"] for name, each in declared.items() if "default" in each
            }
            configs[policy.name] = wire.PolicyConfig(
                enforcementLevel=wire.EnforcementLevel.ValueType(level),
                properties=_struct({**defaults, **params}),
            )
        self.stub.Configure(wire.ConfigureAnalyzerRequest(policyConfig=configs))

    def analyze(self, resource: Resource) -> Any:
        """Show one resource before it is made."""
        request = wire.AnalyzeRequest(properties=_struct(resource.inputs), **_common(resource))
        assert not self.stub.Remediate(request).remediations
        return self._kept(self.stub.Analyze(request))

    def analyze_stack(self, resources: Iterable[Resource]) -> Any:
        """Show all that will be there."""
        stack = Resource("pulumi:pulumi:Stack", f"{PROJECT}-{STACK}", {}, component=True)
        provider = Resource("pulumi:providers:aws", "default_7_0_0", {"region": "eu-west-1"})
        shown = [
            wire.AnalyzerResource(
                properties=_struct({**each.inputs, **each.outputs}),
                parent=ROOT,
                dependencies=each.dependencies,
                propertyDependencies={
                    name: wire.AnalyzerPropertyDependencies(urns=urns)
                    for name, urns in each.uses.items()
                },
                **_common(each),
            )
            for each in (stack, provider, *resources)
        ]
        return self._kept(self.stub.AnalyzeStack(wire.AnalyzeStackRequest(resources=shown)))

    def preview(self, *resources: Resource) -> Any:
        """Run a program."""
        for each in resources:
            assert not self.analyze(each).diagnostics
        return self.analyze_stack(resources)

    def _kept(self, response: Any) -> Any:
        self.told.append(response)
        return response

    def stop(self, *, cancel: bool = True) -> int:
        """End it as the engine does."""
        if cancel:
            self.stub.Cancel(empty_pb2.Empty())
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        out, err = self.process.communicate(timeout=10)
        self.stdout, self.stderr = out.decode(), err.decode()
        return self.process.returncode


def _common(resource: Resource) -> dict[str, Any]:
    internal = resource.component or resource.type.startswith("pulumi:providers:")
    return {
        "urn": resource.urn,
        "type": resource.type,
        "name": resource.name,
        "options": wire.AnalyzerResourceOptions(
            protect=resource.protect, aliases=resource.aliases, parent=ROOT
        ),
        "provider": None
        if internal
        else wire.AnalyzerProviderResource(
            type="pulumi:providers:aws", urn=PROVIDER, name="default_7_0_0"
        ),
    }


def pack_command(pack: Path) -> list[str]:
    """Start a pack in a folder as the language host of Python does."""
    return [sys.executable, "-u", "-m", "pulumi.policy", "--logtostderr", _ENGINE, str(pack)]


def executable_command() -> list[str]:
    """Start the executable as the engine does."""
    return [str(EXECUTABLE), "--logtostderr", "-v=3", _ENGINE]


@contextmanager
def engine(
    command: Sequence[str], cwd: Path, environ: Mapping[str, str] | None = None
) -> Iterator[Engine]:
    """Start a pack, read its port and shake hands; it is ended whatever happens."""
    kept = {name: value for name, value in os.environ.items() if "PLANGUARD" not in name}
    process = subprocess.Popen(
        command, cwd=cwd, env={**kept, "PATH": os.defpath, **(environ or {})},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0,
    )  # fmt: skip
    try:
        line = _first_line(process)
        with grpc.insecure_channel(f"127.0.0.1:{int(line)}") as channel:
            grpc.channel_ready_future(channel).result(timeout=20)
            stub = analyzer_pb2_grpc.AnalyzerStub(channel)
            stub.Handshake(
                wire.AnalyzerHandshakeRequest(engine_address=_ENGINE, root_directory=str(cwd))
            )
            yield Engine(process=process, stub=stub, port_line=line)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        _ended(process)
        for stream in (process.stdout, process.stderr):
            assert stream
            stream.close()


def _ended(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        raise


def _first_line(process: subprocess.Popen[bytes]) -> bytes:
    """Read byte by byte, as the engine does, which must not take more than the line."""
    assert process.stdout
    line = b""
    while (byte := process.stdout.read(1)) not in (b"\n", b""):
        line += byte
    assert line, process.stderr.read().decode() if process.stderr else ""
    return line
