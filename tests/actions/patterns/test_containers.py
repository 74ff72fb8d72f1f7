from __future__ import annotations

import json
from collections.abc import Callable
from typing import TypeAlias

import pytest

from planguard.actions.interface import containers
from planguard.model.action import Action
from planguard.model.value import Sensitive, Unknown, Value
from planguard.model.words import Confidence, Verb

Compare: TypeAlias = Callable[..., list[Action]]
Ids: TypeAlias = Callable[..., list[str]]
RULE = containers("defs")
APP: dict[str, Value] = {"name": "app", "image": "r/app:1.4.2", "cpu": 256, "memory": 512}
KEY = "AKIAQ3EGRZ7TVXNWB4LM"


def _defs(*blocks: dict[str, Value]) -> dict[str, Value]:
    return {"defs": json.dumps(blocks)}


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"image": "r/app:1.4.3"}, ["deploy.version"]),
        ({"image": "r/app:1.4.1"}, ["deploy.rollback"]),
        ({"image": "r/other:1.4.1"}, ["deploy.version"]),
        ({"cpu": "512", "memory": 256}, ["scale.resize-up", "scale.resize-down"]),
        ({"cpu": "256"}, []),
        ({"environment": [{"name": "A", "value": "1"}]}, ["config.env"]),
        ({"environment": [{"name": "A", "value": KEY}]}, ["secret.expose", "config.env"]),
        ({"secrets": [{"name": "S", "valueFrom": "arn:2"}]}, ["secret.change"]),
        ({"secrets": []}, ["config.env"]),
        ({"secrets": [{"name": "S", "valueFrom": "arn:1"}, {"name": "T"}, 5]}, ["config.env"]),
        ({"environment": [{"name": "S", "value": "1"}], "secrets": []}, ["config.env"]),
        ({"portMappings": [{"containerPort": 80}]}, ["routing.rule"]),
        ({"logConfiguration": None}, ["observability.logs-off"]),
        ({"command": ["run"]}, ["deploy.version"]),
        ({"privileged": True}, ["deploy.version", "protection.guard-off"]),
        ({"privileged": False}, []),
        ({"essential": None}, []),
    ],
)
def test_one_container(ids: Ids, changed: dict[str, Value], expected: list[str]) -> None:
    before = {
        **APP,
        "logConfiguration": {"logDriver": "awslogs"},
        "secrets": [{"name": "S", "valueFrom": "arn:1"}],
    }
    assert ids(RULE, _defs(before), _defs({**before, **changed})) == expected


def test_containers_are_matched_by_name(compare: Compare, ids: Ids) -> None:
    proxy: dict[str, Value] = {"name": "proxy", "image": "envoy:1.30"}
    assert ids(RULE, _defs(APP, proxy), _defs(proxy, APP)) == []
    [action] = compare(RULE, _defs(APP), _defs(proxy, APP))
    assert action.because == "container proxy: is added"
    [action] = compare(RULE, _defs(APP, proxy), _defs(APP))
    assert action.because == "container proxy: is removed"


def test_details(compare: Compare) -> None:
    [action] = compare(RULE, _defs(APP), _defs({**APP, "image": "r/app:latest"}))
    assert action.details["mutable_tag"] is True
    assert (action.before, action.after) == ("r/app:1.4.2", "r/app:latest")
    [action] = compare(RULE, _defs({**APP, "image": "a:7"}), _defs({**APP, "image": "a:8"}))
    assert action.details["version_step"] == "other"
    [action] = compare(RULE, _defs(APP), _defs({**APP, "cpu": 1024}))
    assert action.magnitude == 4


@pytest.mark.parametrize(
    "after", [Unknown(), Sensitive("[]"), "[{", '"text"', Sensitive(Unknown())]
)
def test_what_cannot_be_read(compare: Compare, ids: Ids, after: Value) -> None:
    [action] = compare(RULE, _defs(APP), {"defs": after})
    assert (action.id, action.confidence) == ("deploy.version", Confidence.INFERRED)
    assert ids(RULE, {}, {"defs": after}, verb=Verb.CREATE) == []


def test_creation_tells_of_secrets_only(compare: Compare, ids: Ids) -> None:
    app = {**APP, "environment": [{"name": "TOKEN", "value": KEY}]}
    [action] = compare(RULE, {}, _defs(app), verb=Verb.CREATE)
    assert action.id == "secret.expose"
    assert KEY not in repr(action)
    assert ids(RULE, {}, _defs(APP), verb=Verb.CREATE) == []


def test_no_secret_is_shown(compare: Compare) -> None:
    before, after = ([{"name": "TOKEN", "value": f"s3cret-{i}-value"}] for i in (1, 2))
    actions = compare(
        RULE, _defs({**APP, "environment": before}), _defs({**APP, "environment": after})
    )
    assert [action.id for action in actions] == ["secret.expose", "config.env"]
    assert "s3cret" not in repr(actions)


def test_blocks_and_one_block(ids: Ids) -> None:
    assert ids(RULE, {"defs": [APP]}, {"defs": [{**APP, "cpu": 512}]}) == ["scale.resize-up"]
    assert ids(RULE, _defs(APP), {"defs": json.dumps({**APP, "cpu": 512})}) == ["scale.resize-up"]
    assert ids(RULE, {"defs": "[]"}, {"defs": " "}) == []


def test_a_single_container(ids: Ids) -> None:
    before, after = '{"image": "a:1", "vcpus": 2}', '{"image": "a:2", "vcpus": 1}'
    found = ids(containers("c"), {"c": before}, {"c": after})
    assert found == ["deploy.version", "scale.resize-down"]


def test_sizes_of_a_batch_job(compare: Compare) -> None:
    def job(memory: str) -> str:
        needs = [{"type": "VCPU", "value": "1"}, {"type": "MEMORY", "value": memory}, "x"]
        return json.dumps({"image": "a:1", "resourceRequirements": needs})

    [action] = compare(containers("c"), {"c": job("2048")}, {"c": job("4096")})
    assert (action.id, action.magnitude) == ("scale.resize-up", 2.0)
    assert action.because == "container 1: memory goes from 2048 to 4096"


POD = containers("containers", shape="pod")
IN_POD: dict[str, Value] = {"name": "app", "image": "r/app:1.4.2"}


def _pod(**more: Value) -> dict[str, Value]:
    return {"containers": [{**IN_POD, **more}]}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({}, {"args": ["a"]}, ["deploy.version"]),
        ({}, {"lifecycle": {"preStop": {"sleep": {"seconds": 5}}}}, ["deploy.version"]),
        ({}, {"imagePullPolicy": "IfNotPresent"}, []),
        ({"resources": {"limits": {"memory": "1Gi"}}},
         {"resources": {"limits": {"memory": "1024Mi"}}}, []),
        ({"resources": {"limits": {"memory": "1Gi"}}}, {}, ["protection.guard-off"]),
        ({}, {"resources": {"requests": {"memory": "1Gi"}}}, ["config.parameter"]),
        ({"resources": {"requests": {"cpu": 1}, "limits": {"cpu": 2}}},
         {"resources": {"requests": {"cpu": 2}, "limits": {"cpu": 1}}},
         ["scale.resize-up", "scale.resize-down"]),
        ({"envFrom": [{"secretRef": {"name": "a"}}]}, {"envFrom": [{"secretRef": {"name": "b"}}]},
         ["secret.change"]),
        ({"envFrom": [{"configMapRef": {"name": "a"}, "prefix": "A_"}]},
         {"envFrom": [{"configMapRef": {"name": "b"}, "prefix": "A_"}]}, ["config.env"]),
        ({"securityContext": {"runAsNonRoot": True}}, {"securityContext": {"runAsNonRoot": False}},
         ["protection.guard-off"]),
        ({"securityContext": {"allowPrivilegeEscalation": True}}, {}, ["protection.up"]),
        ({"securityContext": {"runAsUser": 1000}}, {"securityContext": {"runAsUser": 0}},
         ["deploy.version", "protection.guard-off"]),
        ({}, {"securityContext": {"privileged": Unknown()}}, ["protection.guard-off"]),
    ],
)  # fmt: skip
def test_a_container_of_a_pod(
    ids: Ids, before: dict[str, Value], after: dict[str, Value], expected: list[str]
) -> None:
    assert sorted(ids(POD, _pod(**before), _pod(**after))) == sorted(expected)


def test_a_new_pod_with_liberties(compare: Compare) -> None:
    free = _pod(securityContext={"capabilities": {"add": ["CAP_SYS_ADMIN"]}})
    [action] = compare(POD, {}, free, verb=Verb.CREATE)
    assert action.id == "access.grant"
    assert action.because == "container app: it has the capability SYS_ADMIN"


@pytest.mark.parametrize(
    ("mode", "port", "expected"),
    [("awsvpc", 80, []), ("bridge", 0, []), ("bridge", 80, ["routing.rule"])],
)
def test_ports_that_the_service_fills_in(
    ids: Ids, mode: str, port: int, expected: list[str]
) -> None:
    told: dict[str, Value] = {**APP, "portMappings": [{"containerPort": 80}]}
    filled: Value = [{"containerPort": 80, "hostPort": port, "protocol": "tcp"}]
    before = {"network_mode": mode, **_defs({**APP, "portMappings": filled})}
    assert ids(RULE, before, {"network_mode": mode, **_defs(told)}) == expected
    assert ids(RULE, before, {"network_mode": mode, **_defs({**told, "portMappings": [5]})})
