from __future__ import annotations

import json
from typing import Any

import pytest

from planguard.errors import ConfigError
from planguard.model.estimate import NOT_ESTIMATED, Cost
from planguard.model.value import Unknown
from planguard.model.words import Address
from planguard.readers.infracost import read_infracost

WEB, DB, FN = map(Address, ("aws_instance.web", "aws_db_instance.db", "aws_lambda_function.fn"))


def _resource(name: str, cost: object) -> dict[str, Any]:
    return {"name": name, "resourceType": "x", "monthlyCost": cost, "subresources": []}


def _side(total: object, *resources: dict[str, Any]) -> dict[str, Any]:
    return {"resources": list(resources), "totalMonthlyCost": total}


def _project(path: str = "plan.json", **fields: Any) -> dict[str, Any]:
    told = {
        "name": "shop",
        "metadata": {"path": path, "type": "terraform_plan_json"},
        "pastBreakdown": _side("100.5", _resource(WEB, "100.5")),
        "breakdown": _side(
            "912.5", _resource(WEB, "200.5"), _resource(DB, "712"), _resource(FN, None)
        ),
        "summary": {"totalUnsupportedResources": 1, "totalUsageBasedResources": 2},
    }
    return {key: value for key, value in {**told, **fields}.items() if value is not None}


def _report(*projects: Any, **fields: Any) -> bytes:
    return json.dumps(
        {"version": "0.2", "currency": "EUR", "projects": list(projects), **fields}
    ).encode()


def test_costs_by_address() -> None:
    estimate = read_infracost(_report(_project()), "r.json").estimate_of("plan.json")
    assert (estimate.currency, estimate.total) == ("EUR", Cost(before=100.5, after=912.5))
    assert estimate.objects[WEB].rise == 100.0
    assert estimate.objects[DB] == Cost(before=0.0, after=712.0)
    assert isinstance(estimate.objects[FN].rise, Unknown)
    assert estimate.remarks == ("1 resource has no price", "2 resources are priced by use")
    assert estimate.told["monthly_diff"] == 812.0


def test_without_a_past_nothing_is_compared() -> None:
    report = read_infracost(_report(_project(pastBreakdown=None)), "r.json")
    estimate = report.estimate_of("plan.json")
    assert isinstance(estimate.objects[WEB].before, Unknown)
    assert isinstance(estimate.total.rise, Unknown)
    assert estimate.objects[WEB].after == 200.5


def test_each_plan_gets_its_project() -> None:
    other = _project(
        "b/plan.json", breakdown=_side("1", _resource(WEB, "1")), pastBreakdown=_side("1")
    )
    report = read_infracost(_report(_project("a/plan.json"), other), "r.json")
    assert report.estimate_of("b/plan.json", alone=False).objects[WEB].after == 1.0
    both = report.estimate_of("elsewhere.json")
    assert isinstance(both.objects[WEB].after, Unknown)
    assert both.total.after == 913.5
    with pytest.raises(ConfigError, match=r"holds no project of c\.json"):
        report.estimate_of("c.json", alone=False)


def test_a_total_that_nobody_knows() -> None:
    report = read_infracost(_report(_project(breakdown=_side(None))), "r.json")
    assert isinstance(report.estimate_of("plan.json").total.after, Unknown)


def test_the_currency_goes_without_saying() -> None:
    report = read_infracost(_report(_project(), currency=""), "r.json")
    assert report.currency == "USD"


def test_no_estimate_tells_nothing() -> None:
    assert NOT_ESTIMATED.told["estimated"] is False
    assert isinstance(NOT_ESTIMATED.told["monthly_diff"], Unknown)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"{", "is no JSON"),
        (b"\xff\xfe", "is no JSON"),
        (b"[1]", "no list `projects`"),
        (b'{"format_version": "1.2"}', "no list `projects`"),
        (_report(), "holds no project"),
        (_report(_project(), currency="money"), "`currency`"),
        (_report("x"), "no `breakdown`"),
        (_report(_project(breakdown=None)), "no `breakdown`"),
        (_report(_project(metadata={"errors": [{"code": 1}]})), "could not be priced"),
        (_report(_project(breakdown={"resources": 3})), "no list `resources`"),
        (_report(_project(breakdown=_side("1", {"monthlyCost": "1"}))), "no `name`"),
        (_report(_project(breakdown=_side("1", _resource(WEB, "much")))), "is no amount"),
        (_report(_project(breakdown=_side("1", _resource(WEB, "NaN")))), "is no amount"),
        (_report(_project(breakdown=_side(bool(1)))), "is no amount"),
        (_report(_project(breakdown=_side([1]))), "is no amount"),
    ],
)
def test_anything_else_is_one_clear_error(content: bytes, problem: str) -> None:
    with pytest.raises(ConfigError) as caught:
        read_infracost(content, "r.json").estimate_of("plan.json")
    assert problem in str(caught.value)
    assert str(caught.value).startswith("r.json")
    assert "much" not in str(caught.value)
