"""The analyzer as Pulumi's engine starts and asks it: as executable and as a pack in a folder."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import grpc
import pytest
from google.protobuf import empty_pb2
from pulumi.runtime.proto import analyzer_pb2 as wire
from pulumi_pack.driver import (
    EXECUTABLE,
    ROOT,
    UNKNOWN_NUMBER,
    Engine,
    Resource,
    engine,
    executable_command,
    export,
    pack_command,
    secret,
)

from planguard.pulumi_pack.files import write_pack
from planguard.pulumi_pack.verdict import Level

CLEAR = "correct-horse-battery-staple"
DATABASE = Resource(
    "aws:rds/instance:Instance",
    "db",
    {
        "instanceClass": "db.r6g.xlarge", "allocatedStorage": 100, "engine": "postgres",
        "skipFinalSnapshot": True, "password": secret(CLEAR),
    },
    {"arn": "arn:aws:rds:eu-west-1:123456789012:db:db"},
    protect=True,
)  # fmt: skip
SERVICE = Resource("aws:ecs/service:Service", "checkout", {"name": "checkout", "desiredCount": 10})
CLOSED = {"fromPort": 443, "toPort": 443, "protocol": "tcp", "cidrBlocks": ["10.0.0.0/8"]}
GROUP = Resource("aws:ec2/securityGroup:SecurityGroup", "web", {"name": "w", "ingress": [CLOSED]})
STATE = export(DATABASE, SERVICE, GROUP)
CUT = SERVICE._replace(inputs={"name": "checkout", "desiredCount": 2})

Run = Callable[..., AbstractContextManager[Engine]]


@pytest.fixture(params=["executable", "folder"])
def run(request: pytest.FixtureRequest, tmp_path: Path) -> Run:
    """Give what starts the analyzer in one of the two ways, where there is no pulumi."""
    folder = tmp_path
    if request.param == "folder":
        folder = tmp_path / "pack"
        write_pack(folder)

    def start(
        state: Mapping[str, Any] | None = STATE, config: str = "", **environ: str
    ) -> AbstractContextManager[Engine]:
        if state is not None:
            (folder / "state.json").write_text(json.dumps(state), encoding="utf-8")
            environ["PLANGUARD_PULUMI_STATE"] = "state.json"
        (folder / "planguard.yaml").write_text(config or "{}", encoding="utf-8")
        command = executable_command() if folder == tmp_path else pack_command(folder)
        return engine(command, folder, environ)

    return start


@pytest.fixture
def executable(tmp_path: Path) -> Run:
    """Give what starts the executable with a state and a configuration."""

    def start(
        state: Mapping[str, Any] | None = STATE, config: str = "{}", **environ: str
    ) -> AbstractContextManager[Engine]:
        if state is not None:
            (tmp_path / "state.json").write_text(json.dumps(state), encoding="utf-8")
            environ["PLANGUARD_PULUMI_STATE"] = "state.json"
        (tmp_path / "planguard.yaml").write_text(config, encoding="utf-8")
        return engine(executable_command(), tmp_path, environ)

    return start


def of(response: Any, policy: str) -> Any:
    """Give the one diagnostic of a policy."""
    (found,) = [each for each in response.diagnostics if each.policyName == policy]
    return found


def reasons(response: Any) -> dict[str, str]:
    return {each.policy_name: each.reason for each in response.not_applicable}


def levels(response: Any) -> set[int]:
    return {each.enforcementLevel for each in response.diagnostics}


def test_a_run_from_the_first_call_to_the_last(run: Run) -> None:
    with run() as it:
        it.start()
        it.configure()
        told = it.preview(CUT, GROUP)
        gone, cut = of(told, "data-store-deleted"), of(told, "capacity-cut-sharply")
        assert it.stop() == 0
    assert it.port_line.isdigit()
    assert gone.urn == ROOT
    assert DATABASE.urn in gone.message
    assert gone.severity in {wire.POLICY_SEVERITY_HIGH, wire.POLICY_SEVERITY_CRITICAL}
    assert cut.urn == CUT.urn
    assert "desiredCount falls from 10 to 2" in cut.message
    assert cut.enforcementLevel == wire.MANDATORY
    assert (it.stdout, it.stderr) == ("", "")
    assert CLEAR not in str(it.told)


def test_nothing_changes(run: Run) -> None:
    with run() as it:
        it.start()
        it.configure()
        assert not it.preview(DATABASE, SERVICE, GROUP).diagnostics
        assert it.stop(cancel=False) == 0


def test_the_pack_says_what_it_is(executable: Run) -> None:
    with executable() as it:
        it.start()
        policies = {each.name: each for each in it.info.policies}
        version = it.stub.GetPluginInfo(empty_pb2.Empty()).version
    assert (it.info.name, it.info.version, it.info.supportsConfig) == ("planguard", version, True)
    cut = policies["capacity-cut-sharply"]
    assert cut.displayName
    assert cut.description
    assert cut.remediation_steps
    assert next(iter(cut.tags)) == "scale"
    assert cut.policy_type == wire.POLICY_TYPE_STACK
    assert cut.configSchema.properties["max_cut"]["type"] == "number"
    assert policies["planguard"].enforcementLevel == wire.MANDATORY
    assert policies["incident-fix"].enforcementLevel == wire.ADVISORY
    assert policies["index-shifted"].url.startswith("https://developer.hashicorp.com/")


def test_the_configuration_decides_which_policies_there_are(executable: Run) -> None:
    config = """
    overrides:
      capacity-cut-sharply: {reason: "fast to start", decision: warn}
      data-store-deleted: {reason: "backups elsewhere", off: true}
    """
    with executable(config=config) as it:
        it.start()
        own = {each.name: each.enforcementLevel for each in it.info.policies}
    assert own["capacity-cut-sharply"] == wire.ADVISORY
    assert "data-store-deleted" not in own


def test_an_exposed_security_group(executable: Run) -> None:
    opened = [{**CLOSED, "cidrBlocks": ["0.0.0.0/0"], "fromPort": 22, "toPort": 22}]
    with executable() as it:
        it.start()
        it.configure()
        told = it.preview(
            DATABASE, SERVICE, GROUP._replace(inputs={"name": "w", "ingress": opened})
        )
    found = of(told, "ingress-opened-to-the-world")
    assert found.urn == GROUP.urn
    assert found.enforcementLevel == wire.MANDATORY


def test_a_guard_that_only_the_options_hold(executable: Run) -> None:
    with executable() as it:
        it.start()
        it.configure()
        told = it.preview(DATABASE._replace(protect=False), SERVICE, GROUP)
    assert of(told, "deletion-guard-removed").urn == DATABASE.urn


def test_levels_of_policies(executable: Run) -> None:
    with executable() as it:
        it.start()
        it.configure(
            data_store_deleted=Level.DISABLED,
            service_scaled_to_zero=Level.DISABLED,
            capacity_cut_sharply=Level.ADVISORY,
        )
        told = it.preview(CUT, GROUP)
    assert "data-store-deleted" not in {each.policyName for each in told.diagnostics}
    assert of(told, "capacity-cut-sharply").enforcementLevel == wire.ADVISORY


def test_a_policy_may_be_made_mandatory(executable: Run) -> None:
    config = 'overrides: {capacity-cut-sharply: {reason: "advice for now", decision: warn}}'
    with executable(config=config) as it:
        it.start()
        it.configure()
        assert of(it.preview(CUT, GROUP, DATABASE), "capacity-cut-sharply").enforcementLevel == 0
        it.configure(capacity_cut_sharply=Level.REMEDIATE)
        assert of(it.preview(CUT, GROUP, DATABASE), "capacity-cut-sharply").enforcementLevel == 1


def test_parameters_of_a_policy(executable: Run) -> None:
    with executable() as it:
        it.start()
        it.configure(capacity_cut_sharply=(Level.MANDATORY, {"max_cut": 0.9}))
        told = it.preview(CUT, GROUP, DATABASE)
    assert "capacity-cut-sharply" not in {each.policyName for each in told.diagnostics}


@pytest.mark.parametrize(
    ("params", "problem"),
    [({"max_cut": "much"}, "must be a number"), ({"most": 1}, "there is no parameter 'most'")],
)
def test_parameters_that_cannot_be(
    executable: Run, params: Mapping[str, object], problem: str
) -> None:
    with executable() as it:
        it.start()
        with pytest.raises(grpc.RpcError, match=problem):
            it.configure(capacity_cut_sharply=(Level.MANDATORY, params))


def test_what_is_not_known_is_held(executable: Run) -> None:
    unknown = SERVICE._replace(inputs={"name": "checkout", "desiredCount": UNKNOWN_NUMBER})
    with executable() as it:
        it.start()
        it.configure()
        told = it.preview(unknown, GROUP, DATABASE)
    found = of(told, "capacity-cut-sharply")
    assert "Not known: " in found.message
    assert found.enforcementLevel == wire.MANDATORY
    assert reasons(told)["capacity-cut-sharply"]


def test_what_nobody_answers_does_not_apply(executable: Run) -> None:
    with executable() as it:
        it.start()
        it.configure()
        told = reasons(it.preview(CUT, GROUP, DATABASE))
    assert told["required-tags"] == "not enforced here: parameter tags is not set"
    assert told["capacity-cut-under-load"].startswith("not enforced here: no source is bound to")


def test_live_state_is_asked(executable: Run, tmp_path: Path) -> None:
    (tmp_path / "facts.yaml").write_text("facts: {load.cpu: 81}", encoding="utf-8")
    with executable(PLANGUARD_FACTS="facts.yaml", PLANGUARD_ENV="prod") as it:
        it.start()
        it.configure()
        told = it.preview(CUT, GROUP, DATABASE)
    assert "81" in of(told, "capacity-cut-under-load").message


def test_without_a_prior_state_nothing_passes(run: Run) -> None:
    with run(state=None) as it:
        it.start()
        it.configure()
        told = it.preview(SERVICE)
        assert it.stop() == 0
    quiet = of(told, "data-store-deleted")
    assert "no prior state: pulumi is not on the PATH" in quiet.message
    assert "PLANGUARD_PULUMI_STATE" in quiet.message
    assert quiet.urn == ROOT
    assert wire.MANDATORY in levels(told)
    spoken = {each.policyName for each in told.diagnostics} | set(reasons(told))
    assert {each.name for each in it.info.policies} - spoken <= {"incident-fix"}


def test_a_stack_that_has_nothing_yet_is_known(executable: Run) -> None:
    with executable(state={"version": 3, "deployment": None}) as it:
        it.start()
        it.configure()
        told = it.preview(SERVICE)
    assert wire.MANDATORY not in levels(told)


def test_an_update_stops_what_is_denied_before_it_is_made(executable: Run) -> None:
    with executable() as it:
        it.start(dry_run=False)
        it.configure()
        assert not it.analyze(GROUP).diagnostics
        told = it.analyze(CUT)
        assert of(told, "capacity-cut-sharply").urn == CUT.urn
        assert {each.policyName for each in it.analyze_stack([CUT, GROUP]).diagnostics} >= {
            "data-store-deleted"
        }


def test_an_update_without_a_prior_state_is_held(executable: Run) -> None:
    with executable(state=None) as it:
        it.start(dry_run=False)
        it.configure()
        assert "no prior state" in of(it.analyze(SERVICE), "planguard").message


def test_secrets_are_in_nothing_that_is_told(executable: Run) -> None:
    other = {**DATABASE.inputs, "password": secret("another-one-entirely"), "name": CLEAR}
    key = "sk-live-of-the-settings"
    service = CUT._replace(inputs={"name": key, "desiredCount": 2})
    with executable() as it:
        it.start(secrets={"shop:key": key})
        it.configure()
        it.preview(DATABASE._replace(inputs=other), service, GROUP)
        it.stop()
    everything = f"{it.told}{it.info}{it.stdout}{it.stderr}"
    assert "capacity-cut-sharply" in everything
    for hidden in (CLEAR, "another-one-entirely", key):
        assert hidden not in everything


def test_encrypted_secrets_are_neither_equal_nor_different(executable: Run) -> None:
    encrypted = {**secret(None), "ciphertext": "AAABAGf5"}
    del encrypted["value"]
    before = DATABASE._replace(inputs={**DATABASE.inputs, "password": encrypted})
    with executable(state=export(before, SERVICE, GROUP)) as it:
        it.start()
        it.configure()
        told = it.preview(DATABASE, SERVICE, GROUP)
    (said,) = [each for each in told.diagnostics if each.policyName == "planguard"]
    assert "--show-secrets" in said.message
    assert said.enforcementLevel == wire.MANDATORY


def test_a_broken_configuration_is_one_error(executable: Run) -> None:
    with executable(config="overrides: {no-such-policy: {reason: none, off: true}}") as it:
        with pytest.raises(grpc.RpcError, match="there is no policy 'no-such-policy'") as error:
            it.start()
        assert error.value.code() is grpc.StatusCode.INVALID_ARGUMENT
        with pytest.raises(grpc.RpcError, match="no-such-policy"):
            it.preview(SERVICE)
        assert it.stop() == 0
    assert it.stderr == ""


def test_a_fault_of_ours_is_an_error_of_the_call(executable: Run) -> None:
    broken = {**DATABASE.state, "inputs": f"not what Pulumi writes {CLEAR}"}
    with executable(state=export(broken, SERVICE)) as it:
        it.start()
        it.configure()
        with pytest.raises(grpc.RpcError, match="planguard") as error:
            it.preview(DATABASE, SERVICE)
        assert it.stop() == 0
    assert CLEAR not in f"{error.value}{it.stderr}"


def test_it_serves_only_an_engine(tmp_path: Path) -> None:
    done = subprocess.run([EXECUTABLE], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert "--policy-pack" in done.stderr


def test_without_the_extra_it_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "pulumi.py").write_text("raise ImportError", encoding="utf-8")
    done = subprocess.run(
        [EXECUTABLE, "127.0.0.1:1"], cwd=tmp_path, capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert "pip install 'planguard-iac[pulumi]'" in done.stderr


@pytest.mark.parametrize("what", ["import planguard", "check"])
def test_nothing_else_imports_pulumi(what: str, tmp_path: Path) -> None:
    plan = Path(__file__).parents[2] / "fixtures" / "capacity-cut" / "plan.json"
    program = "import planguard, sys\n"
    if what == "check":
        program += f"from planguard.cli import run\nrun(['check', {str(plan)!r}])\n"
    program += "print('found', sorted({'pulumi', 'grpc'} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "found []"
