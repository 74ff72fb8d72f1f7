"""Identities and mentions, found without decoding what nobody asks for."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec import Raw
from readers.pulumi_rig import BUCKET, CIPHER, UNKNOWN, export, plan_from, state

from planguard.model.value import Sensitive
from planguard.readers.pulumi.properties import Properties

ARN = "arn:aws:s3:::acme-bucket"
A = f"{BUCKET}::a"


def identities(outputs: Any, **keys: Any) -> dict[str, str]:
    plan = plan_from(export(state("a", outputs=outputs, **keys)), state_alone=True)
    return dict(plan.identities)


def mentioned(value: Any, identity: str = ARN) -> list[tuple[str, str]]:
    owner = state("a", id=identity, outputs={})
    user = state("user", inputs={"value": value}, outputs={"value": value})
    return list(plan_from(export(owner, user), state_alone=True).mentions())


@pytest.mark.parametrize(
    "outputs",
    [
        *({"arn": UNKNOWN}, {"arn": None}, {"arn": {"a": 1}}, {"arn": 12345678}, {"arn": "short"}),
        *([ARN], "text", None, {"arn": CIPHER}, {"arn": ARN, "password": ARN}),
    ],
)
def test_what_names_no_resource(outputs: Any) -> None:
    assert identities(outputs) == {}


def test_what_names_one_beside_a_secret_or_none() -> None:
    assert identities({"arn": ARN, "name": "a"}) == {ARN: A}
    assert identities({"arn": ARN, "password": "hunter2hunter2"}) == {ARN: A}
    assert identities({"arn": ARN}, additionalSecretOutputs=["arn"]) == {}


@pytest.mark.parametrize(
    ("value", "identity"),
    [
        (ARN, ARN),
        ({"deep": [{"er": ARN}]}, ARN),
        (f'{{"Resource":"{ARN}","Effect":"Allow"}}', ARN),
        (f'{ARN}" and more', ARN),
        ("zone/Zürich-1", "zone/Zürich-1"),
        ("a & b <c>", "a & b <c>"),
        ('it"s a name', 'it"s a name'),
        (":starts-oddly", ":starts-oddly"),
        ("tab\tinside-it", "tab\tinside-it"),
    ],
)
def test_who_mentions_whom(value: Any, identity: str) -> None:
    assert mentioned(value, identity) == [(f"{BUCKET}::user", identity)]


@pytest.mark.parametrize("value", [f"{ARN}-2", {ARN: 1}, {"password": ARN}, f"see {ARN}", 7])
def test_what_mentions_nobody(value: Any) -> None:
    plan = plan_from(
        export(state("a", id=ARN, outputs={}), state("user", outputs=_as_outputs(value))),
        state_alone=True,
    )
    assert list(plan.mentions()) == []


def _as_outputs(value: Any) -> Any:
    return value if isinstance(value, dict) else {"value": value}


def test_properties_tell_nothing_of_themselves() -> None:
    properties = Properties(raw_inputs=Raw(b'{"password":"hunter2hunter2"}'))
    assert isinstance(properties.inputs()["password"], Sensitive)
    assert repr(properties) == "Properties()"
    assert properties.secrets() == {"hunter2hunter2"}
    assert not properties.tells_outputs
