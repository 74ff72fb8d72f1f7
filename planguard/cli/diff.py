"""`planguard diff`: what a re-plan added or solved, of two reports in JSON."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from planguard.cli.output import OutputOption, choice, write_out
from planguard.errors import ConfigError

if TYPE_CHECKING:
    from planguard.formats.json.document import ReportDocument

_FORMATS = ("text", "json")
_VERSION = 1
_MAKE = "`planguard check --format json=REPORT.json PLAN` writes one"
_OTHERS = (
    ("a plan", {"format_version", "resource_changes"}),
    ("a plan", {"format_version", "planned_values"}),
    ("a state", {"format_version", "values"}),
    ("a state file", {"lineage", "serial"}),
    ("a SARIF report", {"runs"}),
    ("a graph", {"nodes", "edges"}),
    ("what `planguard diff` wrote", {"worse", "plans"}),
)
"""Documents that are easily given by mistake, and the keys that tell them."""


def diff(
    old: Annotated[str, typer.Argument(metavar="OLD.json", hidden=True)],
    new: Annotated[str, typer.Argument(metavar="NEW.json", hidden=True)],
    *,
    format_: Annotated[
        str, typer.Option("--format", "-f", metavar="NAME", help="text or json.")
    ] = "text",
    output: OutputOption = None,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="List everything, what is as before included.")
    ] = False,
) -> int:
    """
    Compare two reports: what a re-plan added or solved.

    OLD.json and NEW.json are what `planguard check --format json` wrote before and after, one of
    them may be - for standard input. Plans of the same name are compared; where each report has
    one plan, their names do not matter.

    Told are the verdict then and now; findings by policy, address and action that are new,
    severer, milder, solved or as before, and why if that is not for the plan itself (a policy that
    is not enforced, an override, another environment, a lane); changes that were added, are gone
    or became others; facts of live state that moved. --format json has the same, with every
    finding then and now.

    Exit codes: 0 nothing is held that was not, 1 it got worse: a new finding denies or needs
    approval, or one is severer, or the verdict is; 2 bad input or arguments, 70 a fault of
    planguard itself. New warnings alone are not worse.
    """
    # All of it imports pydantic.
    from planguard.cli.diff_compare import compare  # noqa: PLC0415
    from planguard.cli.diff_json import difference_document  # noqa: PLC0415
    from planguard.cli.diff_text import difference_text  # noqa: PLC0415

    if format_ not in _FORMATS:
        raise choice("--format", format_, _FORMATS)
    if old == new == "-":
        raise ConfigError("-", "standard input can be read only once")
    then, now = _read(old), _read(new)
    found = compare(then, now)
    if format_ == "json":
        told = difference_document(then, now, found)
        write_out(json.dumps(told, indent=2, ensure_ascii=False) + "\n", output)
    else:
        write_out(difference_text(then, now, found, verbose=verbose), output)
    return int(any(each.is_worse for each in found))


def _read(name: str) -> ReportDocument:
    """Read a report; raises `ConfigError` when the file is anything else, and says what it is."""
    from planguard.formats.json.document import read_report  # noqa: PLC0415 - imports pydantic

    where = "standard input" if name == "-" else name
    raw = sys.stdin.buffer.read() if name == "-" else _bytes(name)
    document = _json(raw, where)
    if not isinstance(document, dict):
        raise ConfigError(where, "is no report: it holds no JSON object", _MAKE)
    if "sections" not in document:
        for kind, keys in _OTHERS:
            if keys <= document.keys():
                raise ConfigError(where, f"is {kind}, not a report", _MAKE)
        raise ConfigError(where, "is no report of planguard", _MAKE)
    version = document.get("version")
    if type(version) is not int:
        raise ConfigError(where, "is a report without a version", _MAKE)
    if version != _VERSION:
        raise ConfigError(
            where,
            f"is a report of version {version}, and this planguard reads version {_VERSION}",
            "compare them with the newer of the two planguards that wrote them",
        )
    return read_report(document, where)


def _bytes(name: str) -> bytes:
    try:
        return Path(name).read_bytes()
    except FileNotFoundError:
        raise ConfigError(name, "does not exist", _MAKE) from None
    except OSError as error:
        raise ConfigError(name or "''", f"cannot be read: {error.strerror}", _MAKE) from None


def _json(raw: bytes, where: str) -> Any:
    if raw.startswith(b"PK\x03\x04"):
        raise ConfigError(where, "is a binary plan file, not a report", _MAKE)
    try:
        text = (
            raw.decode(json.detect_encoding(raw), "surrogatepass").removeprefix("\ufeff").strip()
        )
        if not text:
            raise ConfigError(where, "is empty", _MAKE)
        return json.loads(text)
    except json.JSONDecodeError as error:
        if text.startswith("{") and not text.endswith("}"):
            problem = (
                f"is cut short: it ends in line {text.count(chr(10)) + 1}, inside the document"
            )
            raise ConfigError(where, problem, "write it anew") from None
        problem = f"is no JSON (line {error.lineno}, column {error.colno})"
        raise ConfigError(where, problem, _MAKE) from None
    except (ValueError, RecursionError):
        raise ConfigError(where, "is no JSON", _MAKE) from None
