"""The commands, put together; each is imported when it is called, since each has its own parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from types import MappingProxyType
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

COMMANDS: Mapping[str, str] = MappingProxyType(
    {
        "check": "check",
        "diff": "diff",
        "graph": "graph",
        "pulumi": "app",
        "explain": "explain",
        "actions": "actions",
        "policies": "app",
        "questions": "questions",
        "topics": "topics",
        "sources": "sources",
        "init": "init",
        "config": "app",
        "schema": "schema",
    }
)
"""The module below `planguard.cli` and what it calls its command: a function, or several as an app."""


class _Late(Mapping[str, Any]):
    """Commands by name, in the order of the help text."""

    def __init__(self) -> None:
        self._made: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._made:
            attribute = COMMANDS[name]
            found = getattr(import_module(f"planguard.cli.{name}"), attribute)
            # A callback makes a group of an app with one command, which the one is taken from.
            around = typer.Typer(
                add_completion=False, rich_markup_mode=None, callback=lambda: None
            )
            if isinstance(found, typer.Typer):
                around.add_typer(found, name=name)
            else:
                around.command(name)(found)
            group: Any = typer.main.get_command(around)
            self._made[name] = group.commands[name]
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)


class _Commands(TyperGroup):
    """The group at the top."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        self.commands: Any = _Late()
        self.suggest_commands = False  # click does that itself, and one suggestion is enough


app = typer.Typer(
    name="planguard",
    help="Stands between an infrastructure plan and its apply.",
    cls=_Commands,
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
