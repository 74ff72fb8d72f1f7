"""The command line: arguments in, text and exit code out; no decisions."""

from __future__ import annotations

import gc
import sys
from typing import Any

import typer

from planguard.cli.app import app
from planguard.cli.output import prepare_streams
from planguard.errors import PlanguardError, origin_of

OUR_FAULT = 70
BAD_INPUT = 2
INTERRUPTED = 130
_USAGE: Any = typer.BadParameter.__mro__[2]
"""`ClickException` of the click that typer uses, which may be one of its own."""


def main() -> None:
    """Run the command line and exit with its code."""
    # Nothing here makes reference cycles worth collecting, and the collector costs a third of
    # the time on a large plan.
    gc.disable()
    prepare_streams()
    code = run(sys.argv[1:])
    # The interpreter looks for cycles once more on its way out, in all that a plan became.
    gc.freeze()
    sys.exit(code)


def run(arguments: list[str]) -> int:
    """
    Run one command and give its exit code.

    An input error is one message on standard error and code 2; a fault of planguard's own is 70,
    never 0, and never a traceback, since that could quote a secret.
    """
    try:
        code = app(args=arguments, prog_name="planguard", standalone_mode=False)
    except PlanguardError as error:
        return _fail(str(error), BAD_INPUT)
    except (typer.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except SystemExit as stop:
        # The reader of a help text went away, which typer calls 1: a denial to our readers.
        return stop.code if stop.code == 0 else OUR_FAULT
    except Exception as error:  # noqa: BLE001 - the last line of defence: never 0, never a traceback
        if isinstance(error, _USAGE):
            error.show()
            return BAD_INPUT
        where = origin_of(error)
        return _fail(
            f"a fault in planguard itself ({type(error).__name__} in {where}); nothing was allowed. "
            "Please report it with the command you ran",
            OUR_FAULT,
        )
    return code if isinstance(code, int) else 0


def _fail(message: str, code: int) -> int:
    sys.stderr.write(f"planguard: {message}\n")
    return code
