"""Which secrets the engine shows to a pack."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from planguard.pulumi_pack.goal import Seen
from planguard.pulumi_pack.hidden import secret_settings, secrets_in
from planguard.pulumi_pack.prior import Stack
from planguard.pulumi_pack.session import Session

CLEAR = "correct-horse-battery-staple"
MARKED = {
    "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
    "value": {"a": [CLEAR]},
}
PREFIX = "urn:pulumi:prod::shop::"
PROVIDER = "pulumi:providers:aws"
FUNCTION = "aws:lambda/function:Function"


@pytest.mark.parametrize(
    "seen",
    [
        Seen(urn=f"{PREFIX}{PROVIDER}::default_7", type=PROVIDER, inputs={"secretKey": MARKED}),
        Seen(urn=f"{PREFIX}{PROVIDER}::default_7", type=PROVIDER, inputs={"secretKey": CLEAR}),
        Seen(urn=f"{PREFIX}a:b:C::c", type="a:b:C", inputs={}, outputs={"result": MARKED}),
        Seen(
            urn=f"{PREFIX}a:b:C::c",
            type="a:b:C",
            outputs={"result": CLEAR},
            secret_outputs=("result",),
        ),
    ],
    ids=["provider", "provider in clear", "output", "output by option"],
)
def test_a_secret_of_anything_is_one_everywhere(seen: Seen, tmp_path: Path) -> None:
    assert secrets_in(seen) == {CLEAR}
    urn = f"{PREFIX}{FUNCTION}::f"
    before = {"urn": urn, "type": FUNCTION, "custom": True, "id": "f", "inputs": {"handler": "a"}}
    state = {"version": 3, "deployment": {"resources": [before]}}
    (tmp_path / "state.json").write_text(json.dumps(state), "utf-8")
    policy = """
        id: everything-shown
        title: Everything is shown
        on: ["*"]
        when: "true"
        decision: deny
        message: "{{ change.after }}"
        why: to see it
        fix: none
    """
    (tmp_path / "everything-shown.yaml").write_text(policy, "utf-8")
    environ = {"PLANGUARD_PULUMI_STATE": "state.json", "PLANGUARD_POLICY": str(tmp_path)}
    session = Session(folder=tmp_path, environ=environ)
    session.begin(Stack(name="prod", project="shop"))
    told = {"handler": "a", "environment": {"variables": {"A": f"as {CLEAR}"}}}
    shown = Seen(urn=urn, type=FUNCTION, inputs=told)
    for each in (seen, shown):
        session.look(each)
    verdict = session.look_at_all([seen, shown])
    assert "as (sensitive)" in str(verdict)
    assert CLEAR not in str(verdict)


def test_settings_that_are_secrets() -> None:
    config = {
        "shop:list": json.dumps({"a": [CLEAR]}), "shop:bad": "{", "shop:plain": "x",
        "shop:dbPassword": "hunter2-Zx9", "shop:size": "large",
    }  # fmt: skip
    stack = Stack(
        name="prod",
        project="shop",
        config=config,
        secret_keys=frozenset(("shop:list", "shop:bad", "shop:plain")),
    )
    told = {config["shop:list"], CLEAR, "{", "x", "hunter2-Zx9"}
    assert set(secret_settings(stack)) == told
