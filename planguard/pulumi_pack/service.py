"""
The analyzer protocol of Pulumi's engine: its messages to what a session takes, and back.

`proto/pulumi/analyzer.proto` in pulumi/pulumi; the stubs are those of its Python SDK, which is an
extra, so this module is imported late.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from importlib.metadata import version
from threading import Event
from typing import Any, TypeVar

import grpc
from google.protobuf import empty_pb2, struct_pb2
from pulumi.runtime.proto import analyzer_pb2 as wire
from pulumi.runtime.proto import analyzer_pb2_grpc, plugin_pb2

from planguard.errors import InputError, PlanguardError, origin_of
from planguard.policy.reading import Policy
from planguard.pulumi_pack.goal import Seen
from planguard.pulumi_pack.prior import Stack
from planguard.pulumi_pack.rules import (
    Rules,
    Setting,
    kinds_of,
    link_of,
    own_level,
    severity_of,
    text_of,
)
from planguard.pulumi_pack.session import Session
from planguard.pulumi_pack.telling import TITLE
from planguard.pulumi_pack.verdict import PACK, Level, Severity, Verdict

_Answer = TypeVar("_Answer")
_ABOUT = "What the changes of a stack mean, how far they reach, and whether they may go ahead now"


class Analyzer(analyzer_pb2_grpc.AnalyzerServicer):
    """Answers the engine. No fault of ours is ever an answer: it is an error of the call."""

    def __init__(self, session: Session, stop: Event) -> None:
        """Answer out of a session until told to stop."""
        self._session = session
        self._stop = stop
        self._version = version("planguard-iac")

    def Handshake(self, request: Any, context: Any) -> Any:  # noqa: ARG002, N802 - the protocol's
        """Agree on the protocol; nothing is needed of the engine."""
        return wire.AnalyzerHandshakeResponse()

    def GetPluginInfo(self, request: Any, context: Any) -> Any:  # noqa: ARG002, N802 - the protocol's
        """Name the version."""
        return plugin_pb2.PluginInfo(version=self._version)

    def Cancel(self, request: Any, context: Any) -> Any:  # noqa: ARG002, N802 - the protocol's
        """Stop serving."""
        self._stop.set()
        return empty_pb2.Empty()

    def Remediate(self, request: Any, context: Any) -> Any:  # noqa: ARG002, N802 - the protocol's
        """Change nothing: policies judge."""
        return wire.RemediateResponse()

    def ConfigureStack(self, request: Any, context: Any) -> Any:  # noqa: N802 - the protocol's
        """Take in the stack."""
        stack = Stack(
            name=request.stack,
            project=request.project,
            organization=request.organization,
            dry_run=request.dry_run,
            config=dict(request.config),
            secret_keys=frozenset(request.config_secret_keys),
        )
        _guarded(context, lambda: self._session.begin(stack))
        return wire.AnalyzerStackConfigureResponse()

    def GetAnalyzerInfo(self, request: Any, context: Any) -> Any:  # noqa: ARG002, N802 - the protocol's
        """List the policies in force."""
        return _guarded(context, lambda: self._described(self._session.rules))

    def Configure(self, request: Any, context: Any) -> Any:  # noqa: N802 - the protocol's
        """Take in levels and parameters."""
        _guarded(context, lambda: self._session.configure(_settings(request.policyConfig)))
        return empty_pb2.Empty()

    def Analyze(self, request: Any, context: Any) -> Any:  # noqa: N802 - the protocol's
        """Look at one resource before it is made."""
        return _guarded(context, lambda: self._told(self._session.look(_registered(request))))

    def AnalyzeStack(self, request: Any, context: Any) -> Any:  # noqa: N802 - the protocol's
        """Judge the run."""
        return _guarded(
            context,
            lambda: self._told(self._session.look_at_all([_shown(r) for r in request.resources])),
        )

    def _described(self, rules: Rules) -> Any:
        return wire.AnalyzerInfo(
            name=PACK,
            displayName=PACK,
            description=_ABOUT,
            version=self._version,
            supportsConfig=True,
            policies=[_own_policy(), *map(_described, rules.policies)],
        )

    def _told(self, verdict: Verdict) -> Any:
        return wire.AnalyzeResponse(
            diagnostics=[
                wire.AnalyzeDiagnostic(
                    policyName=each.policy,
                    policyPackName=PACK,
                    policyPackVersion=self._version,
                    description=each.description,
                    message=each.message,
                    enforcementLevel=_level(each.level),
                    urn=each.urn,
                    severity=_severity(each.severity),
                )
                for each in verdict.diagnostics
            ],
            not_applicable=[
                wire.PolicyNotApplicable(policy_name=each.policy, reason=each.reason)
                for each in verdict.inapplicable
            ],
        )


def _guarded(context: Any, answer: Callable[[], _Answer]) -> _Answer:
    """Answer, or end the call with an error: an input error as it is, a fault without its text."""
    try:
        return answer()
    except PlanguardError as error:
        code = grpc.StatusCode.INVALID_ARGUMENT
        text = " ".join(str(error).split())
        if not isinstance(error, InputError):
            code = grpc.StatusCode.FAILED_PRECONDITION
        context.abort(code, f"planguard: {text}")
    except Exception as error:  # noqa: BLE001 - the last line of defence: never a pass, never a secret
        context.abort(
            grpc.StatusCode.INTERNAL,
            f"planguard: a fault in planguard itself ({type(error).__name__} in {origin_of(error)}); "
            "nothing was allowed. Please report it",
        )
    raise AssertionError("abort raises")


def _described(policy: Policy) -> Any:
    stack = wire.PolicyType.POLICY_TYPE_STACK
    return wire.PolicyInfo(
        name=policy.id,
        displayName=policy.title,
        description=policy.why,
        message=text_of(policy.message, policy),
        enforcementLevel=_level(own_level(policy)),
        severity=_severity(severity_of(policy)),
        policy_type=stack,
        remediation_steps=text_of(policy.fix, policy),
        tags=[*kinds_of(policy), *policy.groups],
        url=link_of(policy),
        configSchema=_schema(policy) if policy.params else None,
    )


def _own_policy() -> Any:
    return wire.PolicyInfo(
        name=PACK,
        displayName=TITLE,
        description="What planguard cannot judge, for want of a prior state or of a whole run, it "
        "does not let pass.",
        message=TITLE,
        enforcementLevel=_level(Level.MANDATORY),
        severity=_severity(Severity.HIGH),
        policy_type=wire.PolicyType.POLICY_TYPE_STACK,
    )


def _level(level: Level) -> wire.EnforcementLevel.ValueType:
    return wire.EnforcementLevel.ValueType(level.value)


def _severity(severity: Severity) -> wire.PolicySeverity.ValueType:
    return wire.PolicySeverity.ValueType(severity.value)


_TYPES: tuple[tuple[type, str], ...] = (
    (bool, "boolean"),
    (int, "number"),
    (float, "number"),
    (str, "string"),
    (Mapping, "object"),
    (list, "array"),
)


def _schema(policy: Policy) -> Any:
    """Describe a policy's parameters; those that are not set may be of any type."""
    properties: dict[str, Any] = {}
    for name, value in policy.params.items():
        type_ = next((word for kind, word in _TYPES if isinstance(value, kind)), "")
        properties[name] = {"type": type_, "default": value} if type_ else {}
    struct = struct_pb2.Struct()
    struct.update(properties)
    return wire.PolicyConfigSchema(properties=struct)


def _settings(told: Mapping[str, Any]) -> dict[str, Setting]:
    return {
        name: Setting(
            level=Level(each.enforcementLevel),
            params=properties(each.properties),
        )
        for name, each in told.items()
    }


def _registered(request: Any) -> Seen:
    return Seen(inputs=properties(request.properties), **_common(request))


def _shown(resource: Any) -> Seen:
    return Seen(
        outputs=properties(resource.properties),
        dependencies=tuple(resource.dependencies),
        property_dependencies={
            name: tuple(each.urns) for name, each in resource.propertyDependencies.items()
        },
        **{**_common(resource), "parent": resource.parent or resource.options.parent},
    )


def _common(told: Any) -> dict[str, Any]:
    options = told.options
    return {
        "urn": told.urn,
        "type": told.type,
        "provider": told.provider.urn,
        "parent": options.parent,
        "protect": options.protect,
        "aliases": tuple(options.aliases),
        "secret_outputs": tuple(options.additionalSecretOutputs),
    }


def properties(struct: Any) -> dict[str, Any]:
    """Give a message's properties as JSON: its numbers are all fractions, ours need not be."""
    return {name: _value(each) for name, each in struct.fields.items()}


def _value(value: Any) -> Any:
    kind = value.WhichOneof("kind")
    if kind == "struct_value":
        return properties(value.struct_value)
    if kind == "list_value":
        return [_value(each) for each in value.list_value.values]
    if kind == "number_value":
        number: float = value.number_value
        whole = math.isfinite(number) and number.is_integer()
        return int(number) if whole else number
    return None if kind in {"null_value", None} else getattr(value, kind)
