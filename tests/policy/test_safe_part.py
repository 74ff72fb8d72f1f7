"""The part of a plan that may be applied while the rest is held; the real Terraform agrees."""

from __future__ import annotations

import json
import shlex
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from planguard.analyze import analyze
from planguard.model.plan import Completeness, Plan
from planguard.model.report import SafePart
from planguard.model.settings import Environment, Settings
from planguard.policy.reading import Policy, read_policy
from planguard.readers import read_plan
from planguard.testing import change, plan

STACK = """\
resource "terraform_data" "base" {
  for_each = toset(["a", "b"])
  input    = "base-${each.key}-%(word)s"
}
resource "terraform_data" "middle" {
  input = "middle-%(word)s-${terraform_data.base["b"].id}"
}
resource "terraform_data" "top" {
  input = "top-%(word)s-${terraform_data.middle.id}"
}
resource "terraform_data" "alone" {
  input = "alone-%(word)s"
}
"""
BASE_B = 'terraform_data.base["b"]'


def holding(*addresses: str, decision: str = "deny") -> Policy:
    listed = json.dumps(list(addresses))
    return read_policy(
        f"id: held\ntitle: t\non: ['*']\nper: change\nwhen: 'change.address in {listed}'\n"
        f"decision: {decision}\nmessage: m\nwhy: w\nfix: f\n",
        "held.yaml",
        "held",
    )


def part(subject: Plan, *held: str, decision: str = "deny") -> SafePart | None:
    settings = Settings(environment=Environment(name="prod"))
    policies = [holding(*held, decision=decision)]
    return analyze(subject, policies=policies, settings=settings).sections[0].safe


def chain(tool: str = "terraform", **verbs: str) -> Plan:
    """Plan three services: b uses a, c is alone."""
    changes = [
        change(
            "aws_ecs_service",
            name=name,
            verb=verbs.get(name, "update"),
            before={"desired_count": 1, "name": name},
            after={"desired_count": 2, "name": name},
            references={"name": ["aws_ecs_service.a.id"]} if name == "b" else {},
        )
        for name in "abc"
    ]
    return plan(*changes, tool=tool, configuration=_configured(changes))


def _configured(changes: list[Any]) -> Any:
    from planguard.model.plan import ConfigBlock, ConfigModule, Configuration  # noqa: PLC0415

    blocks = {
        each.resource.local: ConfigBlock(
            references={"name": ("aws_ecs_service.a.id",)} if each.resource.name == "b" else {}
        )
        for each in changes
    }
    root = ConfigModule(path="", blocks=blocks, calls={}, outputs={}, output_depends_on={})
    return Configuration(modules={"": root}, providers={})


def test_what_depends_on_what_is_held_waits_too() -> None:
    found = part(chain(), "aws_ecs_service.a")
    assert found is not None
    assert found.addresses == ("aws_ecs_service.c",)
    assert found.command == "terraform plan -out=part.tfplan -target=aws_ecs_service.c"


def test_what_others_depend_on_does_not() -> None:
    found = part(chain(), "aws_ecs_service.b")
    assert found is not None
    assert found.addresses == ("aws_ecs_service.a", "aws_ecs_service.c")


def test_what_goes_away_waits_for_those_that_use_it() -> None:
    found = part(chain(a="delete"), "aws_ecs_service.b")
    assert found is not None
    assert found.addresses == ("aws_ecs_service.c",)


def test_opentofu_leaves_out_what_is_held() -> None:
    found = part(chain("opentofu"), "aws_ecs_service.a")
    assert found is not None
    assert found.command == "tofu plan -out=part.tfplan -exclude=aws_ecs_service.a"


def test_pulumi_is_told_urns() -> None:
    found = part(replace(chain("pulumi"), stack="prod", project="shop"), "aws_ecs_service.a")
    assert found is not None
    assert found.command == (
        "pulumi preview --save-plan=part.json --target=urn:pulumi:prod::shop::aws_ecs_service.c"
    )


def test_there_is_no_part_where_nothing_or_everything_is_held() -> None:
    every = [f"aws_ecs_service.{name}" for name in "abc"]
    assert part(chain()) is None
    assert part(chain(), *every) is None
    assert part(chain(), every[0], decision="warn") is None


def test_a_finding_about_the_whole_plan_holds_it_whole() -> None:
    whole = read_policy(
        "id: w\ntitle: t\non: ['*']\nper: plan\nwhen: 'true'\ndecision: deny\n"
        "message: m\nwhy: w\nfix: f\n",
        "w.yaml",
        "w",
    )
    assert analyze(chain(), policies=[whole]).sections[0].safe is None


def test_a_plan_that_is_not_whole_has_no_part() -> None:
    from dataclasses import replace  # noqa: PLC0415

    partial = replace(chain(), completeness=Completeness(complete=False, reasons=("targeted",)))
    assert part(partial, "aws_ecs_service.a") is None


def test_a_command_that_is_too_long_is_not_given() -> None:
    many = plan(
        *(
            change(
                "aws_ecs_service",
                name=f"n{n}",
                before={"desired_count": 1},
                after={"desired_count": 2},
            )
            for n in range(40)
        )
    )
    found = part(many, "aws_ecs_service.n1")
    assert found is not None
    assert (len(found.addresses), found.command) == (39, "")


def _terraform(folder: Path, *arguments: str) -> str:
    command = shutil.which("terraform")
    if command is None:
        pytest.skip("terraform is not installed")
    done = subprocess.run(
        [command, *arguments], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_terraform_touches_nothing_that_is_held(tmp_path: Path) -> None:
    def planned(*flags: str) -> Plan:
        _terraform(tmp_path, "plan", "-input=false", "-out=plan.tfplan", *flags)
        return read_plan(_terraform(tmp_path, "show", "-json", "plan.tfplan").encode(), "plan")

    (tmp_path / "main.tf").write_text(STACK % {"word": "old"}, encoding="utf-8")
    _terraform(tmp_path, "init", "-input=false")
    _terraform(tmp_path, "apply", "-auto-approve", "-input=false")
    (tmp_path / "main.tf").write_text(STACK % {"word": "new"}, encoding="utf-8")
    found = part(planned(), BASE_B)
    assert found is not None
    assert found.addresses == ("terraform_data.alone", 'terraform_data.base["a"]')
    flags = [word for word in shlex.split(found.command) if word.startswith("-target=")]
    assert sorted(each.address for each in planned(*flags).changes) == list(found.addresses)
