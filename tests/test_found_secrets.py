"""A secret that nothing marks, once it is found, is in no output."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from planguard.cli import run
from planguard.formats import GRAPH_FORMATS, Format, Style
from planguard.model.plan import OutputChange, Plan
from planguard.model.report import Report
from planguard.model.words import Verb
from planguard.testing import change, plan

SECRETS = ("tr0ub4dor-and-3-horses", "Zq9!kkdTr2&", "hvs.CAESIJ4f9c2e7b81d05a63c2e9")


def _plan() -> Plan:
    """Give away secrets, and let them stand elsewhere under names that say nothing."""
    password, sa, token = SECRETS
    script = base64.b64encode(f"#!/bin/sh\nrun --password {sa}\n".encode()).decode()
    made = plan(
        change(
            "aws_lambda_function",
            name="api",
            before={"description": f"old {password}", "environment": []},
            after={
                "description": f"uses {password}",
                "environment": [{"variables": {"DB_PASSWORD": password, "NOTE": f"a {password}"}}],
            },
        ),
        change("aws_instance", name="web", verb="create", after={"user_data": script, "ami": sa}),
        change(
            "aws_sns_topic",
            name="x",
            before={"tags": {"a": "b"}, "policy": json.dumps({"a": password})},
            after={"tags": {"vault": token, token: sa}, "policy": json.dumps({"a": sa})},
        ),
    )
    shown = OutputChange(name="address", verb=Verb.CREATE, before=None, after=f"https://{token}@h")
    return replace(made, outputs=(shown,))


@pytest.fixture(scope="module")
def report(judge_plan: Callable[[Plan], Report]) -> Report:
    """Give the report on a plan that gives secrets away."""
    return judge_plan(_plan())


def test_all_are_found(report: Report) -> None:
    exposed = [each for each in report.sections[0].findings if each.policy == "secret-exposed"]
    assert len(exposed) >= len(SECRETS)


def test_no_format_shows_what_was_found(report: Report, formats: Mapping[str, Format]) -> None:
    for each in formats.values():
        for verbose in (False, True):
            text = each.write(report, Style(verbose=verbose))
            for secret in SECRETS:
                forms = (secret, json.dumps(secret)[1:-1], secret.replace("&", "&amp;"))
                assert not [form for form in forms if form in text], each.name


def _file(folder: Path) -> Path:
    """Write the plan as Terraform does."""
    made = _plan()
    changes: list[dict[str, Any]] = [
        {
            "address": each.address, "mode": "managed", "type": each.type,
            "name": each.resource.name, "provider_name": "registry.terraform.io/hashicorp/aws",
            "change": {
                "actions": [str(each.verb)], "before": each.before or None, "after": each.after,
                "after_unknown": {}, "before_sensitive": {}, "after_sensitive": {},
            },
        }
        for each in made.changes
    ]  # fmt: skip
    path = folder / "plan.json"
    path.write_text(
        json.dumps(
            {"format_version": "1.2", "terraform_version": "1.9.0", "resource_changes": changes}
        )
    )
    return path


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "--verbose"],
        ["explain", "aws_lambda_function.api"],
        ["explain", "aws_sns_topic.x"],
        ["explain", "secret.expose"],
        *(["graph", "--format", name] for name in GRAPH_FORMATS),
    ],
    ids=" ".join,
)
def test_no_command_shows_what_was_found(
    arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*arguments, str(_file(tmp_path))]) in {0, 1, 3, 4}
    told = capsys.readouterr()
    assert not [secret for secret in SECRETS if secret in told.out + told.err]
