from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema
import pytest

if TYPE_CHECKING:
    from cli.conftest import Run


def test_the_schema_of_a_report(command: Run, fewer: Path) -> None:
    ran = command("schema", "report")
    assert ran.code == 0
    schema = json.loads(ran.out)
    jsonschema.Draft202012Validator.check_schema(schema)
    report = json.loads(command("check", fewer, "--env", "prod", "--format", "json").out)
    jsonschema.validate(report, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**report, "decision": "maybe"}, schema)


def test_the_older_ways_give_the_same(command: Run) -> None:
    assert command("schema", "config").out == command("config", "schema").out
    assert command("schema", "policy").out == command("policies", "schema").out


def test_to_a_file(command: Run) -> None:
    assert command("schema", "report", "-o", "schema.json").out == ""
    told = json.loads(Path("schema.json").read_text(encoding="utf-8"))
    assert told["title"] == "planguard report, version 1"


def test_there_is_no_other(command: Run) -> None:
    ran = command("schema", "reports")
    assert (ran.code, ran.out) == (2, "")
    assert "schema: there is no 'reports' (did you mean report?)" in ran.err
    assert command("schema").code == 2
