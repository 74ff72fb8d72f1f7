from __future__ import annotations

from collections.abc import Callable

import pytest

from planguard.actions.plan_patterns.invokes import find
from planguard.model.action import Action
from planguard.model.plan import Change, ConfigBlock, ConfigModule, Configuration, Invocation
from planguard.model.words import Confidence, Verb

Make = Callable[..., Change]
Look = Callable[..., list[Action]]


@pytest.fixture
def provisioned() -> Configuration:
    """`null_resource.a` with two provisioners, in module a of module b."""
    block = ConfigBlock(references={}, provisioners=("remote-exec", "local-exec"))
    path = "module.a.module.b"
    module = ConfigModule(
        path=path, blocks={"null_resource.a": block}, calls={}, outputs={}, output_depends_on={}
    )
    return Configuration(modules={path: module})


def test_provisioners_of_what_is_made(
    change: Make, look: Look, provisioned: Configuration
) -> None:
    address = 'module.a["x.y"].module.b[0].null_resource.a'
    (action,) = look(find, [change(address, after={})], configuration=provisioned)
    assert action.because == "the apply provisions 1 object with local-exec, remote-exec"
    assert action.confidence is Confidence.EXACT
    assert action.addresses == (address,)


def test_destruction_may_run_a_provisioner(
    change: Make, look: Look, provisioned: Configuration
) -> None:
    changes = [change(f"module.a.module.b.null_resource.a[{n}]", {}) for n in (1, 2)]
    (action,) = look(find, changes, configuration=provisioned)
    assert "may provision, on destruction, 2 objects" in action.because
    assert action.confidence is Confidence.INFERRED


def test_an_update_runs_none_and_other_modules_have_none(
    change: Make, look: Look, provisioned: Configuration
) -> None:
    updated = change("module.a.module.b.null_resource.a", {"x": 1}, {"x": 2})
    elsewhere = change("null_resource.a", after={})
    assert not look(find, [updated, elsewhere], configuration=provisioned)


def test_actions_and_external_programs(change: Make, look: Look) -> None:
    changes = [
        change("data.external.ip", after={}, verb=Verb.READ),
        change("data.http.ip", after={}, verb=Verb.READ),
    ]
    invocations = tuple(Invocation(address=f"action.t.{n}", kind="action") for n in "ab")
    (action,) = look(find, changes, invocations=invocations)
    assert action.addresses == ("action.t.a", "action.t.b", "data.external.ip")
    assert action.details == {"count": 3}
    assert action.because == (
        "the apply runs 2 provider actions; runs 1 program of external data sources"
    )


def test_commands_of_pulumi(change: Make, look: Look) -> None:
    made = change("command:local:Command.a", after={"create": "make"})
    run = change("command:remote:Command.b", {"triggers": [1]}, {"triggers": [2]})
    kept = change("command:local:Command.c", {"pulumi_protect": True}, {"pulumi_protect": False})
    gone = change("command:local:Command.d", {"create": "make"})
    left = change("command:local:Command.e", {"create": "make", "delete": "make clean"})
    (action,) = look(find, [made, run, kept, gone, left])
    assert action.because == "the apply runs 3 commands"
    assert action.addresses == (made.address, run.address, left.address)
