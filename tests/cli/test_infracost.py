"""`planguard check --infracost`: money beside the actions, and in policies."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from planguard.cli import run

PLAN = {
    "format_version": "1.2",
    "terraform_version": "1.9.0",
    "resource_changes": [
        {
            "address": address, "mode": "managed", "type": address.partition(".")[0],
            "name": "web", "provider_name": "registry.terraform.io/hashicorp/aws",
            "change": {"actions": actions, "before": before, "after": after, "after_unknown": {}},
        }
        for address, actions, before, after in (
            ("aws_instance.web", ["update"], {"instance_type": "m5.large"}, {"instance_type": "m5.4xlarge"}),
            ("aws_nat_gateway.web", ["create"], None, {"subnet_id": "subnet-1"}),
            ("aws_sqs_queue.web", ["create"], None, {"name": "a"}),
        )
    ],
}  # fmt: skip
REPORT = {
    "version": "0.2",
    "currency": "USD",
    "projects": [
        {
            "name": "shop",
            "metadata": {"path": "plan.json"},
            "pastBreakdown": {
                "resources": [{"name": "aws_instance.web", "monthlyCost": "70.08"}],
                "totalMonthlyCost": "70.08",
            },
            "breakdown": {
                "resources": [
                    {"name": "aws_instance.web", "monthlyCost": "560.64"},
                    {"name": "aws_nat_gateway.web", "monthlyCost": "32.85"},
                    {"name": "aws_sqs_queue.web", "monthlyCost": None},
                ],
                "totalMonthlyCost": "593.49",
            },
        }
    ],
}


@pytest.fixture
def check(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, dict[str, Any], str]]:
    """Give what checks the plan with a report beside it."""
    plan, report = tmp_path / "plan.json", tmp_path / "infracost.json"
    plan.write_text(json.dumps(PLAN))

    def run_check(content: object, *further: str) -> tuple[int, dict[str, Any], str]:
        report.write_text(content if isinstance(content, str) else json.dumps(content))
        code = run(["check", str(plan), "--format", "json", "--infracost", str(report), *further])
        told = capsys.readouterr()
        return code, json.loads(told.out) if told.out else {}, told.err

    return run_check


def test_money_stands_beside_what_costs_more(check: Callable[..., Any]) -> None:
    code, report, _ = check(REPORT)
    assert code in {0, 1, 3}
    text = json.dumps(report)
    assert "by the estimate 70.08 USD a month become 560.64" in text
    assert "by the estimate 0.00 USD a month become 32.85" in text
    assert "monthly-cost-jump" in text


def test_a_report_that_compares_with_nothing_is_unknown(check: Callable[..., Any]) -> None:
    alone = json.loads(json.dumps(REPORT))
    del alone["projects"][0]["pastBreakdown"]
    code, report, _ = check(alone, "--verbose")
    assert code in {0, 1, 3}
    assert "compares with nothing" in json.dumps(report)
    assert "by the estimate" not in json.dumps(report)


def test_a_small_rise_is_no_news(check: Callable[..., Any]) -> None:
    small = json.loads(json.dumps(REPORT).replace('"593.49"', '"103.49"'))
    assert "monthly-cost-jump" not in json.dumps(check(small)[1].get("findings", []))


@pytest.mark.parametrize("content", ["{", "[]", {"projects": [{"breakdown": None}]}])
def test_a_bad_report_is_one_error(check: Callable[..., Any], content: object) -> None:
    code, _, told = check(content)
    assert code == 2
    assert told.count("\n") == 1
    assert "infracost.json" in told


def test_a_report_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "plan.json").write_text(json.dumps(PLAN))
    for name in ("none.json", "."):
        assert (
            run(["check", str(tmp_path / "plan.json"), "--infracost", str(tmp_path / name)]) == 2
        )
    assert "no such file" in capsys.readouterr().err
