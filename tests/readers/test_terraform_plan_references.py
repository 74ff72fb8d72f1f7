"""What a plan's document says of references and identities."""

from __future__ import annotations

import json
from typing import Any

from planguard.model.plan import ConfigBlock, Plan
from planguard.readers.terraform_plan import read


def document(**parts: Any) -> Plan:
    return read(
        json.dumps({"format_version": "1.2", "resource_changes": [], **parts}).encode(), ""
    )


def block(**parts: Any) -> ConfigBlock:
    wire = {"type": "t", "name": "a", "mode": "managed", **parts}
    found = document(configuration={"root_module": {"resources": [wire]}})
    return found.configuration.modules[""].blocks["t.a"]


def test_references_of_nested_blocks_are_dotted_without_positions() -> None:
    found = block(
        expressions={
            "flat": {"references": ["t.b.id", "t.b"]},
            "fixed": {"constant_value": {"references": ["no"]}},
            "nothing": {},
            "rule": [
                {"to": {"references": ["t.c.id"]}, "by": {"constant_value": 1}},
                {"to": {"references": ["t.d.id"]}, "deep": {"in": {"references": ["t.e"]}}},
            ],
            "odd": {"references": [1]},
            "odder": 5,
        }
    )
    assert found.references == {
        "flat": ("t.b.id", "t.b"),
        "rule.to": ("t.c.id", "t.d.id"),
        "rule.deep.in": ("t.e",),
    }


def test_expressions_that_are_no_object_say_nothing() -> None:
    assert block(expressions=["references", {"references": ["t.b"]}]).references == {}


def test_repetition_and_provisioners_refer_too() -> None:
    found = block(
        for_each_expression={"references": ["var.teams"]},
        provisioners=[
            {"type": "local-exec", "expressions": {"command": {"references": ["t.b.id"]}}}
        ],
    )
    assert found.repetition == ("var.teams",)
    assert found.references == {"provisioner.command": ("t.b.id",)}


def stored(**values: dict[str, Any]) -> set[tuple[str, str]]:
    changes = [
        {
            "address": f"t.{name}",
            "type": "t",
            "name": name,
            "change": {"actions": ["no-op"], "before": value, "after": value},
        }
        for name, value in values.items()
    ]
    return set(document(resource_changes=changes).mentions())


def test_identities_are_found_whole_in_texts_and_in_json_inside_texts() -> None:
    arn = "arn:aws:s3:::bucket"
    found = stored(
        a={"id": "bucket-of-a", "arn": arn},
        b={"x": ["bucket-of-a"]},
        c={"policy": json.dumps({"Resource": [arn], "Note": "line\nbreak"})},
        d={"x": "bucket-of-a/*", "y": "say bucket-of-a", "z": "bucket-of-a\n"},
        e={"x": json.dumps(json.dumps({"a": arn}))},
    )
    assert found == {("t.b", "bucket-of-a"), ("t.c", arn)}


def test_text_after_a_closing_quote_is_no_identity() -> None:
    found = stored(a={"id": "12345678"}, b={"n": 1, "long_enough_key": 12345678, "x": "12345678"})
    assert found == {("t.b", "12345678")}
