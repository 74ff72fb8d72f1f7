"""The commands, put together."""

from __future__ import annotations

from typing import Annotated

import typer

from planguard.cli import (
    actions,
    check,
    config,
    diff,
    explain,
    graph,
    init,
    policies,
    pulumi,
    questions,
    schema,
    sources,
    topics,
)

app = typer.Typer(
    name="planguard",
    help="Stands between an infrastructure plan and its apply.",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _version(asked: bool) -> None:  # noqa: FBT001 - typer calls it so
    if asked:
        from importlib.metadata import version  # noqa: PLC0415 - costs 20 ms

        typer.echo(f"planguard {version('planguard-iac')}")
        raise typer.Exit


@app.callback()
def top(
    *,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    """
    Stands between an infrastructure plan and its apply.

    Exit codes of check: 0 allowed (warnings included), 1 denied, 2 bad input, policy or arguments,
    3 approval needed, 4 cannot decide, 70 a fault of planguard itself.
    """


app.command("check")(check.check)
app.command("diff")(diff.diff)
app.command("graph")(graph.graph)
app.add_typer(pulumi.app, name="pulumi")
app.command("explain")(explain.explain)
app.command("actions")(actions.actions)
app.add_typer(policies.app, name="policies")
app.command("questions")(questions.questions)
app.command("topics")(topics.topics)
app.command("sources")(sources.sources)
app.command("init")(init.init)
app.add_typer(config.app, name="config")
app.command("schema")(schema.schema)
