"""
The documents planguard reads, one file each.

`read_plan` takes the bytes of any of them; what is none of them gets an error of its own.
"""

from __future__ import annotations

import codecs
import json
import re
from dataclasses import replace

import msgspec

from planguard.errors import PlanFormatError
from planguard.model.plan import Plan
from planguard.readers import terraform_plan
from planguard.readers.interface import Reader

_ZIP = b"PK\x03\x04"
READERS: tuple[Reader, ...] = (terraform_plan,)

_SHOW = "make one with `terraform plan -out=tfplan` and `terraform show -json tfplan > plan.json`"


def read_plan(raw: bytes, label: str) -> Plan:
    """
    Read a plan document in UTF-8 or UTF-16, with or without BOM.

    Raises `PlanFormatError` naming `label`, what was found and what to do.
    """
    document = decode_text(raw, label)
    if noise := _NOISE.match(document):
        plan = _read(document[noise.end() :], label)
        return _doubted(plan, "there is other text before the JSON, as wrapper scripts print it")
    return _read(document, label)


_NOISE = re.compile(rb"[^{\s][^\0]{0,10000}?(?=\{\s*\"format_version\")")


def _read(document: bytes, label: str) -> Plan:
    for reader in READERS:
        if not reader.recognise(document):
            continue
        try:
            return reader.read(document, label)
        except msgspec.DecodeError as error:
            if "trailing characters" not in str(error):
                raise _broken(label, error) from None
            plan = reader.read(_first_value(document), label)
            return _doubted(plan, "there is other text behind the JSON")
        except RecursionError:
            raise PlanFormatError(label, "the JSON is nested too deeply") from None
    raise _unrecognised(document, label)


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
