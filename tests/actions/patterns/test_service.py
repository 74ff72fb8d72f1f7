from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import pytest

from planguard.actions.interface import service
from planguard.model.action import Action
from planguard.model.value import Sensitive, Unknown, Value
from planguard.model.words import Confidence, Verb

Compare: TypeAlias = Callable[..., list[Action]]
Ids: TypeAlias = Callable[..., list[str]]
RULE, BY_NOTES = service("spec")
AWS = "service.beta.kubernetes.io/aws-load-balancer"
OPEN, PUBLIC, NARROW = ["exposure.open"], ["exposure.public"], ["exposure.narrow"]


def _service(
    kind: Value = "LoadBalancer", notes: Value = None, ports: tuple[int, ...] = (443,),
    **spec: Value,
) -> dict[str, Value]:  # fmt: skip
    return {
        "spec": {"type": kind, "ports": [{"port": port} for port in ports], **spec},
        "metadata": {"annotations": notes or {}},
    }


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (_service("ClusterIP"), _service("NodePort"), OPEN),
        (_service("NodePort"), _service("LoadBalancer"), PUBLIC),
        (_service("LoadBalancer"), _service("NodePort"), [*NARROW, "routing.remove"]),
        (_service(), _service(loadBalancerSourceRanges=["10.0.0.0/8"]), NARROW),
        (_service(loadBalancerSourceRanges=["10.0.0.0/8"]),
         _service(loadBalancerSourceRanges=["10.0.0.0/8", "11.0.0.0/8"]), OPEN),
        (_service(loadBalancerSourceRanges=["10.0.0.0/8"]),
         _service(loadBalancerSourceRanges=[Unknown()]), OPEN),
        (_service(notes={f"{AWS}-internal": "true"}), _service(), PUBLIC),
        (_service(notes={f"{AWS}-type": "external"}),
         _service(notes={f"{AWS}-type": "external", f"{AWS}-scheme": "internet-facing"}),
         PUBLIC),
        (_service("ClusterIP"), _service(loadBalancerClass="service.k8s.aws/nlb"), OPEN),
        (_service("ClusterIP"),
         _service(notes={f"{AWS}-type": "external", f"{AWS}-internal": "false"}), PUBLIC),
        (_service(), _service(ports=(443, 22)), PUBLIC),
        (_service("ClusterIP"), _service("ClusterIP", externalIPs=["192.0.2.1"]), OPEN),
        (_service("ClusterIP"), _service(Unknown()), OPEN),
        (_service("ClusterIP"), {"spec": Unknown()}, OPEN),
        (_service("ClusterIP"), _service(notes=Unknown()), OPEN),
        (_service(notes={"service.beta.kubernetes.io/load-balancer-source-ranges": "10.0.0.0/8"}),
         _service(loadBalancerSourceRanges=["10.0.0.0/8"]), []),
        (_service("ClusterIP"), _service("ClusterIP", ports=(80,)), []),
    ],
)  # fmt: skip
def test_who_can_reach_it(
    ids: Ids, before: dict[str, Value], after: dict[str, Value], expected: list[str]
) -> None:
    assert ids(RULE, before, after) == ids(BY_NOTES, before, after) == expected


def test_how_sure_it_is(compare: Compare) -> None:
    [action] = compare(RULE, {}, _service(), verb=Verb.CREATE)
    assert (action.confidence, action.details["cidrs"]) == (Confidence.INFERRED, ["0.0.0.0/0"])
    told = _service(notes={f"{AWS}-scheme": "internet-facing"}, ports=())
    [action] = compare(RULE, {}, told, verb=Verb.CREATE)
    assert (action.confidence, action.details["ports"]) == (Confidence.EXACT, ["all"])
    assert "on every port" in action.because


def test_the_place_that_decides(compare: Compare) -> None:
    [action] = compare(RULE, _service("ClusterIP"), _service("NodePort"))
    assert action.paths == (("spec", "type"),)
    rule, _ = service("manifest.spec")
    inside = _service(loadBalancerSourceRanges=Sensitive(["10.0.0.0/8"]))
    [action] = compare(rule, {"manifest": _service("ClusterIP")}, {"manifest": inside})
    assert action.id == "exposure.open"
    [action] = compare(RULE, _service(), _service(ports=(443, 80)))
    assert action.paths == (("spec",),)
