"""Any bytes to a plan or to one clear error: encodings, noise, wrong files."""

from __future__ import annotations

import codecs
import json
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planguard.errors import InputError, PlanFormatError
from planguard.model.plan import Plan
from planguard.readers import decode_text, read_plan

PLAN: dict[str, Any] = {
    "format_version": "1.2",
    "terraform_version": "1.11.4",
    "resource_changes": [
        {
            "address": "aws_s3_bucket.ä",
            "mode": "managed",
            "type": "aws_s3_bucket",
            "name": "ä",
            "provider_name": "registry.terraform.io/hashicorp/aws",
            "change": {"actions": ["create"], "before": None, "after": {"bucket": "b"}},
        }
    ],
}
TEXT = json.dumps(PLAN, ensure_ascii=False)
RAW = TEXT.encode()


def refusal(raw: bytes) -> str:
    with pytest.raises(PlanFormatError) as caught:
        read_plan(raw, "plan.json")
    assert caught.value.where.startswith("plan.json")
    return caught.value.problem


def doubts(plan: Plan) -> tuple[str, ...]:
    return plan.completeness.doubts


@pytest.mark.parametrize(
    "raw",
    [
        RAW,
        codecs.BOM_UTF8 + RAW,
        TEXT.encode("utf-16"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        b"\n  " + RAW + b"\r\n\n",
    ],
    ids=["utf8", "bom", "utf16", "utf16-be-bom", "utf16-le", "utf16-be", "space"],
)
def test_encodings(raw: bytes) -> None:
    plan = read_plan(raw, "p")
    assert [each.address for each in plan.changes] == ["aws_s3_bucket.ä"]
    assert doubts(plan) == ()


def test_half_a_utf16_character() -> None:
    assert refusal(TEXT.encode("utf-16")[:-1]) == "is cut short inside a UTF-16 character"
    assert decode_text(b"", "p") == b""


@pytest.mark.parametrize(
    ("before", "behind", "count"),
    [
        ("Initializing...\nRunning plan\n", "", 1),
        ("[command]/usr/bin/terraform show -json tfplan\n", "", 1),
        ("", "\n::set-output name=exitcode::0\n", 1),
        ("::debug::x\n", "\nTerraform exited with code 0.", 2),
        ("", "{}", 1),
        ("", RAW.decode(), 1),
    ],
)
def test_what_a_wrapper_prints_around_is_read_past_but_doubted(
    before: str, behind: str, count: int
) -> None:
    plan = read_plan(f"{before}{TEXT}{behind}".encode(), "p")
    assert len(plan.changes) == 1
    assert len(doubts(plan)) == count


def changed(**keys: Any) -> bytes:
    return json.dumps({**PLAN, **keys}).encode()


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        (b"", "is empty"),
        (b" \n\t", "is empty"),
        (b"PK\x03\x04rest", "is a binary plan file"),
        (b"hello", "is neither JSON nor a binary plan file"),
        (b"\x00\x01\x02\x03", "is "),
        (b"\xff\xff\xff\xff", "is text neither in UTF-8 nor in UTF-16"),
        (b"Terraform used the selected providers\nTerraform will perform the following actions:",
         "is the text of a plan, made for people"),
        (b"OpenTofu will perform the following actions:", "is the text of a plan"),
        (b"No changes. Your infrastructure matches", "is the text of a plan"),
        (b'{"@level":"info","@message":"Terraform 1.5.7"}\n{"@level":"info"}\n',
         "is the log of `terraform plan -json`"),
        (b'{"@level":"info","@message":"Terraform 1.5.7"}', "is the log of"),
        (b'{"version":4,"serial":3,"lineage":"a","resources":[]}', "is a state file"),
        (b'{"version":4,"serial":3,"resources":[]}', "is a state file"),
        (b'{"format_version":"1.0","values":{"root_module":{}}}', "is the JSON of a state"),
        (b'{"root_module":{"resources":[]}}', "holds planned values alone"),
        (b'{"format_version":"1.0"}', "has no `resource_changes`"),
        (b"{}", "it has no `format_version`"),
        (RAW.decode().encode("latin-1"), "is text neither in UTF-8 nor in UTF-16"),
        (b"PK\x03\x04\xff\xfe", "is a binary plan file"),
        (b"[]", "the top is no object"),
        (b"[1, 2", "the JSON is cut short"),
        (b"{", "the JSON is cut short"),
        (b'{"a": tru}', "is no valid JSON: "),
        (b'{"a": 1,}', "is no valid JSON: "),
        (b'{"a": "\\q"}', "is no valid JSON: "),
        (b'"text"', "is neither JSON nor"),
        (b"[" * 5000 + b"]" * 5000, "is nested too deeply"),
        (RAW[:-30], "the JSON is cut short"),
        (changed(format_version="2.0"), "plan format 2.0 is newer than the 1.x known here"),
        (changed(format_version="banana" * 9), "no version of the plan format"),
        (changed(format_version=None), "no `format_version`: this is no plan"),
        (changed(format_version=1), "Expected `str | null`, got `int`"),
        (changed(resource_changes=None), "no `resource_changes`: this is no plan"),
        (changed(resource_changes={}), "Expected `array | null`, got `object`"),
        (changed(resource_changes=[{}]), "Object missing required field `change`"),
        (changed(resource_changes=[{"change": {}}]), "Object missing required field `actions`"),
    ],
)  # fmt: skip
def test_each_wrong_file_has_an_error_of_its_own(raw: bytes, problem: str) -> None:
    assert problem in refusal(raw)


def test_json_that_is_nested_too_deeply_inside_a_plan() -> None:
    deep = b'{"a":' * 3000 + b"1" + b"}" * 3000
    raw = RAW.replace(b'"create"', b'"update"').replace(b'"before": null', b'"before": ' + deep)
    assert refusal(raw) == "the JSON is nested too deeply"


def test_an_error_says_where_and_what_to_do() -> None:
    with pytest.raises(InputError) as caught:
        read_plan(changed(resource_changes=[{"change": {"actions": 3}}]), "p.json")
    assert str(caught.value) == (
        "p.json: $.resource_changes[0].change.actions: Expected `array`, got `int` "
        "(a plan as `terraform show -json` writes it)"
    )


def test_an_error_quotes_nothing() -> None:
    raw = RAW.replace(b'"b"', b'"hunter2hunter2\\q"')
    assert "hunter2" not in refusal(raw)
    assert not re.search("[{}]", refusal(raw))


@given(st.binary(max_size=60))
def test_no_bytes_are_read_as_a_plan_by_chance(raw: bytes) -> None:
    with pytest.raises(PlanFormatError):
        read_plan(raw, "p")


@settings(max_examples=400)
@given(st.integers(0, len(RAW) - 1), st.integers(0, 255))
def test_one_wrong_byte_is_an_error_or_a_plan(place: int, byte: int) -> None:
    problem = "none"
    try:
        read_plan(RAW[:place] + bytes([byte]) + RAW[place + 1 :], "p")
    except InputError as error:
        problem = error.problem
    assert problem != ""
