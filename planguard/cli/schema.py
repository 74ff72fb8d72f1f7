"""`planguard schema`: the JSON Schemas of what is written and read."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from planguard.cli.output import OutputOption, choice, write_out

_NAMES = ("report", "config", "policy")


def schema(
    name: Annotated[str, typer.Argument(metavar="report|config|policy", hidden=True)],
    *,
    output: OutputOption = None,
) -> int:
    """
    Print a JSON Schema (2020-12), for editors, checks and programs.

    report is what `check --format json` writes, version 1: fields may be added to it, none is
    removed or changes its meaning. config is planguard.yaml with the keys of every kind of source
    (also `planguard config schema`), policy a policy file (also `planguard policies schema`).

    Exit codes: 0 printed, 2 there is no such schema, or the file cannot be written.
    """
    write_out(_text(name), output)
    return 0


def _text(name: str) -> str:
    if name == "report":
        from planguard.formats.json.document import report_schema  # noqa: PLC0415 - pydantic

        return report_schema()
    if name == "config":
        from planguard.load.config_reading import config_schema  # noqa: PLC0415 - pydantic

        return config_schema()
    if name == "policy":
        from planguard.policy.document import PolicyDocument  # noqa: PLC0415 - pydantic

        return json.dumps(PolicyDocument.model_json_schema(), indent=2) + "\n"
    raise choice("schema", name, _NAMES)
