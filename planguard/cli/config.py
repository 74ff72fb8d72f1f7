"""`planguard config`: what is configured, and the schema of planguard.yaml."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from planguard.cli.inputs import ConfigOption, Wanted, read_config
from planguard.cli.output import OutputOption, columns, write_out
from planguard.formats.interface.wording import counted

if TYPE_CHECKING:
    from planguard.load.config import Config, Recognition
    from planguard.load.live import Live
    from planguard.model.settings import Override

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def config() -> None:
    """Show what is configured, and how planguard.yaml is written."""


@app.command("schema")
def schema(output: OutputOption = None) -> int:
    """
    Print the JSON Schema of planguard.yaml, for editors and checks.

    The keys of every kind of source, and of bindings to it, are in it.

    Exit codes: 0 printed, 2 the file cannot be written.
    """
    from planguard.load.config_reading import config_schema  # noqa: PLC0415 - imports pydantic

    write_out(config_schema(), output)
    return 0


@app.command("show")
def show(*, config: ConfigOption = None) -> int:
    """
    Show which configuration was found and what applies.

    The file is --config, else PLANGUARD_CONFIG, else the planguard.yaml of this directory or the
    nearest one above. A flag goes before an environment variable, and that before the file.
    Environments, policies and overrides, own types, sources, bindings and topics of live state,
    owners and services are told. `planguard sources` tells more of the sources.

    Exit codes: 0 shown, 2 the configuration cannot be used.
    """
    write_out("\n".join(_lines(read_config(Wanted(config=config)), os.environ)) + "\n")
    return 0


def _lines(config: Config, environ: Mapping[str, str]) -> Iterator[str]:
    found = "none found here or above; defaults apply (`planguard init` writes one)"
    yield f"configuration: {config.path or found}"
    yield ""
    yield from _environments(config)
    yield ""
    yield from _policies(config)
    if config.catalogue:
        yield ""
        yield "own catalogue entries:"
        rows = (
            (name, str(each.role), counted(len(each.rules), "rule"))
            for name, each in config.catalogue.items()
        )
        yield from columns(rows, "  ")
    yield ""
    yield from _live(config.live)
    yield ""
    owners = config.ownership
    yield f"owners: tags {', '.join(owners.owner_tags) or 'none'}{_more(len(owners.owners))}"
    if owners.codeowners:
        yield f"  CODEOWNERS: {counted(len(owners.codeowners), 'rule')}"
    yield f"services: tags {', '.join(owners.service_tags) or 'none'}{_more(len(owners.services))}"
    told = {name for name in environ if name.startswith("PLANGUARD_") and environ[name]}
    if told:
        yield ""
        yield f"set in the environment: {', '.join(sorted(told))}"


def _environments(config: Config) -> Iterator[str]:
    if not config.environments:
        yield "environments: none configured; every plan counts as protected unless --env says"
        return
    yield "environments, the first that matches counts; any other is protected:"
    rows = (
        (name, "protected" if each.protected else "not protected", _ways(each))
        for name, each in config.environments.items()
    )
    yield from columns(rows, "  ")


def _ways(each: Recognition) -> str:
    ways = [f"{key} {', '.join(globs)}" for key, globs in (
        ("workspace", each.workspace), ("stack", each.stack), ("path", each.path),
    ) if globs]  # fmt: skip
    ways += [f"variable {name} = {', '.join(globs)}" for name, globs in each.variable.items()]
    ways += [f"tag {name} = {', '.join(globs)}" for name, globs in each.tag.items()]
    live = "live; " if each.live else ""
    return live + (" or ".join(ways) if ways else "only by --env")


def _policies(config: Config) -> Iterator[str]:
    from planguard.cli.policy_files import list_policies  # noqa: PLC0415 - only here

    found = list_policies(config)
    shipped = sum(each.policy.where_from.startswith("shipped:") for each in found)
    yield f"policies: {shipped} shipped, {len(found) - shipped} of your own"
    for folder in config.policy_folders:
        yield f"  {_relative(folder)}"
    for name, override in config.overrides.items():
        yield f"  {name}: {_change(override)} ({override.reason})"


def _live(live: Live) -> Iterator[str]:
    from planguard.cli.topics import binding_text, kind_text  # noqa: PLC0415 - only here

    if not live.links:
        yield "live state: no sources; policies that ask are not enforced, unless they say otherwise"
    else:
        yield f"live state: {counted(len(live.links), 'source')}, {live.seconds:g} s for all questions"
        yield from columns([(name, each.source.name) for name, each in live.links.items()], "  ")
    if live.bindings:
        yield "bindings, of several for a topic the first that fits:"
        yield from columns([(each.topic.name, binding_text(each)) for each in live.bindings], "  ")
    if live.topics:
        yield "own topics:"
        rows = [(name, kind_text(each), each.about) for name, each in live.topics.items()]
        yield from columns(rows, "  ")


def _change(override: Override) -> str:
    if override.off:
        return "off"
    parts = [f"decision {override.decision}"] if override.decision else []
    parts += [
        f"{name} = {json.dumps(value, ensure_ascii=False)}"
        for name, value in override.params.items()
    ]
    return ", ".join(parts) or "as shipped"


def _relative(folder: Path) -> str:
    try:
        return folder.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return folder.as_posix()


def _more(number: int) -> str:
    return f", then {counted(number, 'pattern')}" if number else ""
