"""
The documents planguard reads, one file each.

`read_plans` takes the bytes of any of them; what is none of them gets an error of its own.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec

from planguard.errors import PlanFormatError
from planguard.model.plan import Plan
from planguard.readers import terraform_plan

if TYPE_CHECKING:
    from planguard.readers.pulumi.steps import Document

_ZIP = b"PK\x03\x04"

_SHOW = (
    "make one with `terraform plan -out=tfplan` and `terraform show -json tfplan > plan.json`, "
    "or with `pulumi preview --json --show-sames > preview.json`"
)


def read_plan(raw: bytes, label: str) -> Plan:
    """
    Read one plan document in UTF-8 or UTF-16, with or without BOM.

    Raises `PlanFormatError` naming `label`, what was found and what to do.
    """
    return read_plans([(raw, label)])[0]


def read_plans(
    documents: Sequence[tuple[bytes, str]], *, state_alone: bool = False
) -> tuple[Plan, ...]:
    """
    Read plan documents, each with its label, into plans.

    Each of Terraform's is a plan; those of Pulumi's that tell of one stack are one together. A
    stack export holds no changes: alone it is refused, but for `state_alone`, which gives a plan
    without any. Plans are in the order of their first documents. Raises `PlanFormatError`.
    """
    plans: list[Plan | list[Document]] = []
    by_stack: dict[tuple[str, str], list[Document]] = {}
    for raw, label in documents:
        read = _read_any(decode_text(raw, label), label)
        if isinstance(read, Plan):
            plans.append(read)
            continue
        stack = (read.stack, read.project)
        if stack not in by_stack:
            plans.append(by_stack.setdefault(stack, []))
        by_stack[stack].append(read)
    groups = _named(by_stack)
    return tuple(
        each if isinstance(each, Plan) else _plan_of(each, groups, state_alone=state_alone)
        for each in plans
        if isinstance(each, Plan) or each
    )


def kind_of(document: bytes) -> str:
    """
    Tell what a document (UTF-8, no BOM) is, as far as its keys say.

    One of `terraform`, `preview`, `events`, `update plan` and `state`; `""` for anything else.
    """
    if terraform_plan.recognise(document):
        return "terraform"
    from planguard.readers.pulumi.recognition import kind_in  # noqa: PLC0415 - most are Terraform's

    return kind_in(document) or ""


def _named(by_stack: Mapping[tuple[str, str], list[Document]]) -> list[list[Document]]:
    """Put documents that name no stack, as those of an empty run, to the only ones that do."""
    named = [group for stack, group in by_stack.items() if stack != ("", "")]
    nameless = by_stack.get(("", ""), [])
    if len(named) == 1 and nameless:
        named[0].extend(nameless)
        nameless.clear()
    return [group for group in by_stack.values() if group]


def _plan_of(group: list[Document], groups: list[list[Document]], *, state_alone: bool) -> Plan:
    from planguard.readers.pulumi.run import plan_of  # noqa: PLC0415 - most are Terraform's
    from planguard.readers.pulumi.steps import Kind  # noqa: PLC0415

    states = [each for each in group if each.kind is Kind.STATE]
    if len(states) < len(group) or state_alone:
        return plan_of(group)
    other = next((each[0] for each in groups if each is not group), None)
    state = states[0]
    if other is not None:
        raise PlanFormatError(
            state.label,
            f"is of stack {state.project}/{state.stack}, "
            f"but {other.label} is of {other.project}/{other.stack}",
            "give the documents of one stack",
        )
    raise PlanFormatError(
        state.label,
        "is a stack export, which holds no changes",
        "give the preview with it: `planguard check preview.json --state FILE`",
    )


def _read_any(document: bytes, label: str) -> Plan | Document:
    if not terraform_plan.recognise(document) and (found := _read_pulumi(document, label)):
        return found
    if noise := _NOISE.match(document):
        plan = _read(document[noise.end() :], label)
        return _doubted(plan, "there is other text before the JSON, as wrapper scripts print it")
    return _read(document, label)


def _read_pulumi(document: bytes, label: str) -> Document | None:
    from planguard.readers.pulumi.recognition import (  # noqa: PLC0415 - most are Terraform's
        read_document,
    )

    try:
        return read_document(document, label)
    except msgspec.DecodeError as error:
        raise _broken(label, error) from None
    except RecursionError:
        raise PlanFormatError(label, "the JSON is nested too deeply") from None


_NOISE = re.compile(rb"[^{\s][^\0]{0,10000}?(?=\{\s*\"format_version\")")


def _read(document: bytes, label: str) -> Plan:
    if not terraform_plan.recognise(document):
        raise _unrecognised(document, label)
    try:
        return terraform_plan.read(document, label)
    except msgspec.DecodeError as error:
        if "trailing characters" not in str(error):
            raise _broken(label, error) from None
        plan = terraform_plan.read(_first_value(document), label)
        return _doubted(plan, "there is other text behind the JSON")
    except RecursionError:
        raise PlanFormatError(label, "the JSON is nested too deeply") from None


def _first_value(document: bytes) -> bytes:
    text = document.decode(errors="surrogateescape").lstrip()
    _, end = json.JSONDecoder().raw_decode(text)
    return text[:end].encode(errors="surrogateescape")


def _doubted(plan: Plan, doubt: str) -> Plan:
    known = plan.completeness
    return replace(plan, completeness=replace(known, doubts=(*known.doubts, doubt)))


def decode_text(raw: bytes, label: str) -> bytes:
    """Give the document as UTF-8 without BOM, whatever PowerShell or an editor made of it."""
    if raw.startswith(codecs.BOM_UTF8):
        return _utf8(raw[3:], label)
    utf16 = raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if not utf16 and raw[1:2] == b"\0" and raw[:1].strip():
        raw, utf16 = codecs.BOM_UTF16_LE + raw, True
    elif not utf16 and raw[:1] == b"\0":
        raw, utf16 = codecs.BOM_UTF16_BE + raw, True
    if not utf16:
        return _utf8(raw, label)
    try:
        return raw.decode("utf-16").encode()
    except UnicodeDecodeError:
        raise PlanFormatError(label, "is cut short inside a UTF-16 character", _SHOW) from None


def _utf8(raw: bytes, label: str) -> bytes:
    """Check all text at once: values are decoded late, when an error could not be told so well."""
    if not raw.isascii() and not raw.startswith(_ZIP):
        try:
            raw.decode()
        except UnicodeDecodeError:
            raise PlanFormatError(
                label, "is text neither in UTF-8 nor in UTF-16", "write it again as UTF-8"
            ) from None
    return raw


def _broken(label: str, error: Exception) -> PlanFormatError:
    text = str(error)
    if "truncated" in text:
        return PlanFormatError(label, "the JSON is cut short", "write the file again, whole")
    return PlanFormatError(label, f"is no valid JSON: {_without_value(text)}", _SHOW)


def _without_value(text: str) -> str:
    """Keep the place of a syntax error and drop whatever it quotes."""
    return text.replace("JSON is malformed: ", "").partition(" '")[0]


def _unrecognised(document: bytes, label: str) -> PlanFormatError:
    head = document[:4096].lstrip()
    if not head:
        return PlanFormatError(label, "is empty", _SHOW)
    if head.startswith(_ZIP):
        return PlanFormatError(
            label, "is a binary plan file", "run `terraform show -json` on it where it was made"
        )
    if head[:1] not in b"{[":
        return _not_json(document, head, label)
    try:
        parsed = msgspec.json.decode(document)
    except msgspec.DecodeError as error:
        if b"@level" in head or b'"@message"' in head:
            return _log(label)
        return _broken(label, error)
    except RecursionError:
        return PlanFormatError(label, "the JSON is nested too deeply")
    return _wrong_json(parsed, label)


def _log(label: str) -> PlanFormatError:
    return PlanFormatError(
        label, "is the log of `terraform plan -json`, which lacks the values", _SHOW
    )


def _not_json(document: bytes, head: bytes, label: str) -> PlanFormatError:
    if b"Terraform will perform" in document or b"OpenTofu will perform" in document:
        return PlanFormatError(label, "is the text of a plan, made for people", _SHOW)
    if b"No changes." in head:
        return PlanFormatError(label, "is the text of a plan, made for people", _SHOW)
    return PlanFormatError(label, "is neither JSON nor a binary plan file", _SHOW)


def _wrong_json(parsed: object, label: str) -> PlanFormatError:
    if not isinstance(parsed, dict):
        return PlanFormatError(label, "is JSON, but no plan: the top is no object", _SHOW)
    if "@level" in parsed:
        return _log(label)
    if "lineage" in parsed or ("serial" in parsed and "resources" in parsed):
        return PlanFormatError(label, "is a state file, not a plan", _SHOW)
    if "values" in parsed and "format_version" in parsed:
        return PlanFormatError(label, "is the JSON of a state, not of a plan", _SHOW)
    if "root_module" in parsed:
        return PlanFormatError(label, "holds planned values alone, without the changes", _SHOW)
    if "format_version" in parsed:
        return PlanFormatError(label, "has no `resource_changes`: it is no plan", _SHOW)
    return PlanFormatError(label, "is JSON, but no plan: it has no `format_version`", _SHOW)
