from __future__ import annotations

import json
import re
from importlib import import_module
from pathlib import Path
from types import CodeType
from typing import TYPE_CHECKING

import pytest

from planguard.actions.taxonomy import ACTIONS
from planguard.cli import knowledge
from planguard.load.own_types import FINDINGS

if TYPE_CHECKING:
    from cli.conftest import Run


def test_every_action_is_listed(command: Run) -> None:
    ran = command("actions")
    assert ran.code == 0
    assert all(f"{name} " in ran.out for name in ACTIONS)
    assert "\naws: " in ran.out


def test_one_kind_of_one_provider(command: Run) -> None:
    listed = json.loads(
        command("actions", "--kind", "scale", "--provider", "aws", "-f", "json").out
    )
    assert {row["id"].partition(".")[0] for row in listed["actions"]} == {"scale"}
    assert all(row["types"] for row in listed["actions"])
    assert listed["types"]["aws"] > 150


def test_one_type(command: Run) -> None:
    ran = command("actions", "--type", "aws_db_instance")
    assert ran.out.startswith("aws_db_instance  (data-store)\n")
    assert "/hashicorp/aws/latest/docs/resources/db_instance\n" in ran.out
    assert re.search(r"\n  instance_class +rises +scale.resize-up +yes +a restart\n", ran.out)
    assert re.search(
        r"\n  data.delete +A store of data is .* data-store-deleted \(deny\)", ran.out
    )
    assert "means nothing: " in ran.out
    assert re.search(r"on delete +data.delete +yes .* if replicate_source_db is empty", ran.out)
    told = json.loads(command("actions", "--type", "aws_db_instance", "-f", "json").out)
    assert told["role"] == "data-store"
    assert {rule["attribute"] for rule in told["rules"]} >= {"instance_class", "storage_encrypted"}


def test_patterns(command: Run) -> None:
    assert "\nnumber\n  Compare a number" in command("actions", "--patterns").out
    assert "number" in json.loads(command("actions", "--patterns", "-f", "json").out)


def test_one_type_by_its_token(command: Run) -> None:
    ran = command("actions", "--type", "aws:rds/instance:Instance")
    assert ran.out.startswith(
        "aws:rds/instance:Instance  (data-store)\n  in policies: aws_db_instance\n"
    )
    assert "\n  instanceClass " in ran.out
    assert " instance_class  " in ran.out
    assert "if replicateSourceDb is empty" in ran.out
    ran = command("actions", "--type", "aws_db_instance")
    assert "  in Pulumi: aws:rds/instance:Instance\n" in ran.out
    assert "instanceClass" not in ran.out
    told = json.loads(command("actions", "--type", "aws_lb", "-f", "json").out)
    assert told["tokens"][0] == "aws:lb/loadBalancer:LoadBalancer"
    ran = command("actions", "--type", "aws:s3:BucketV2")
    assert ran.out.startswith("aws:s3/bucketV2:BucketV2 ")
    assert command("actions", "--type", "aws:Nothing").code == 2


def test_one_native_type(command: Run) -> None:
    ran = command("actions", "--type", "kubernetes:core/v1:Secret")
    assert ran.out.startswith("kubernetes:core:Secret  (secret)\n")
    assert re.search(r"\n  on create +secret.create ", ran.out)


def test_native_providers_are_named_by_their_package(command: Run) -> None:
    listed = json.loads(command("actions", "--provider", "azure-native", "-f", "json").out)
    assert {"access.grant", "exposure.public", "routing.rule"} <= {
        row["id"] for row in listed["actions"]
    }
    assert {"aws", "aws-native", "azure-native", "kubernetes"} <= listed["types"].keys()
    summary = command("actions", "--provider", "kubernetes").out
    assert "\nkubernetes: " in summary
    assert "\nkubernetes: 0 types" not in summary
    assert ", 0 rules" not in summary


def test_own_types_are_included(command: Run) -> None:
    Path("planguard.yaml").write_text(
        "catalogue: {acme_box: {role: compute, delete: [scale.to-zero]}, b_c: {role: glue}}\n",
        encoding="utf-8",
    )
    told = command("actions", "--type", "acme_box").out
    assert told.startswith("acme_box  (compute)\n\n  attribute ")
    assert re.search(r"\n  on delete +scale.to-zero +yes +an outage\n", told)
    assert command("actions", "--type", "b_c").out.startswith("b_c  (glue)\n  no change ")
    ran = command("actions", "--provider", "acme")
    assert ran.out.startswith("scale.to-zero  No unit runs any more  1 type\n")
    assert "acme: 1 types, 0 rules" in ran.out


@pytest.mark.parametrize(
    "options",
    [
        ("--type", "aws_db_instanc"),
        ("--type", "aws:rds/instance:Instanc"),
        ("--provider", "asw"),
        ("--kind", "scales"),
        ("--format", "xml"),
    ],
)
def test_wrong_words(command: Run, options: tuple[str, ...]) -> None:
    ran = command("actions", *options)
    assert (ran.code, ran.out) == (2, "")
    assert "there is no" in ran.err


def constants(code: CodeType) -> set[str]:
    found: set[str] = set()
    for each in code.co_consts:
        if isinstance(each, str):
            found.add(each)
        elif isinstance(each, tuple):
            found.update(item for item in each if isinstance(item, str))
        elif isinstance(each, CodeType):
            found |= constants(each)
    return found


@pytest.mark.parametrize("name", [name for name, found in FINDINGS.items() if not found])
def test_patterns_that_decide_by_themselves_are_told_right(name: str) -> None:
    module = import_module(f"planguard.actions.patterns.{name}")
    source = Path(str(module.__file__)).read_text(encoding="utf-8")
    named = {str(each) for each in constants(compile(source, name, "exec")) if each in ACTIONS} - {
        "other"
    }
    if name == "arm":  # it leaves all to the entries of the types a body is of
        return
    told = knowledge.BY_PATTERN.get(name) or {
        each for ids in knowledge.BY_DOCUMENT.values() for each in ids
    }
    # Two name by themselves only what they do not leave to others: the kinds, and the pods' rules.
    assert named == set(told) if name not in {"chart", "manifest"} else named <= set(told)


def test_every_rule_leads_to_actions() -> None:
    entries = knowledge.entries({})
    silent = [
        (entry.type, rule.path)
        for entry in entries.values()
        for rule in entry.rules
        if not knowledge.actions_of(rule)
    ]
    assert silent == []
    named = {
        action
        for entry in entries.values()
        for rule in entry.rules
        for action in knowledge.actions_of(rule)
    }
    assert named <= ACTIONS.keys()


def test_every_plan_action_is_documented() -> None:
    assert all(knowledge.plan_pattern(name) for name in ACTIONS if name.startswith("plan."))
    assert knowledge.plan_pattern("plan.nothing") == ""


def test_a_type_of_terraform_names_its_kind_in_pulumi(command: Run) -> None:
    told = command("actions", "--type", "kubernetes_deployment_v1").out
    assert told.splitlines()[1] == "  in Pulumi: kubernetes:apps:Deployment"
    kinds = {
        entry.kind
        for type_, entry in knowledge.entries({}).items()
        if type_.startswith("kubernetes_") and entry.kind
    }
    assert kinds <= knowledge.entries({}).keys()
    assert len(kinds) > 30


def test_what_a_verb_alone_costs_is_the_types_own(command: Run) -> None:
    told = command("actions", "--type", "aws_kms_key").out
    rows = (line.split() for line in told.splitlines())
    assert next(row for row in rows if row[:2] == ["on", "delete"]) == [
        "on",
        "delete",
        "key.delete",
        "yes",
        "an",
        "outage",
    ]
