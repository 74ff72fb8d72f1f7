"""The page of commands: the help of each, as it is printed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import typer

from planguard.cli.app import app

from .text import anchor, code

_WIDTH = 88
_PAGE = """\
# Command line

Every command tells this with `--help`. `planguard --install-completion` completes commands and
options in your shell. The exit codes of `check`:

```{{include}} parts/exit-codes.md
```

{commands}"""


def pages() -> dict[str, str]:
    """Give the one page."""
    return {"commands.md": _PAGE.format(commands="\n".join(_sections()))}


def command_line() -> Any:
    """Give the whole command line, of whichever click typer uses."""
    return typer.main.get_command(app)


def _sections() -> Iterator[str]:
    for name, command, context in walk(command_line(), "planguard", None):
        text = command.get_help(context)
        yield f"({anchor('command', name)})=\n## `{name}`\n\n{code(text)}"


def walk(command: Any, name: str, parent: Any) -> Iterator[tuple[str, Any, Any]]:
    """Give every command with its name in full and a context, groups before what is in them."""
    context = command.context_class(
        command, parent=parent, info_name=name.rpartition(" ")[2],
        terminal_width=_WIDTH, max_content_width=_WIDTH,
    )  # fmt: skip
    yield name, command, context
    for each, inner in getattr(command, "commands", {}).items():
        yield from walk(inner, f"{name} {each}", context)
