"""The command line: arguments in, text and exit code out; no decisions."""

from __future__ import annotations

import gc
import sys

from planguard.cli.app import app
from planguard.errors import PlanguardError

OUR_FAULT = 70
BAD_INPUT = 2
INTERRUPTED = 130


def main() -> None:
    """Run the command line and exit with its code."""
    # Nothing here makes reference cycles worth collecting, and the collector costs a third of
    # the time on a large plan.
    gc.disable()
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """
    Run one command and give its exit code.

    An input error is one message on standard error and code 2; a fault of planguard's own is 70,
    never 0, and never a traceback, since that could quote a secret.
    """
    import click  # noqa: PLC0415 - only needed once arguments are parsed

    try:
        code = app(args=arguments, standalone_mode=False)
    except PlanguardError as error:
        return _fail(str(error), BAD_INPUT)
    except click.ClickException as error:
        error.show()
        return BAD_INPUT
    except click.exceptions.Abort:
        return INTERRUPTED
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()
        return OUR_FAULT
    except Exception as error:  # noqa: BLE001 - the last line of defence: never 0, never a traceback
        where = _origin(error)
        return _fail(
            f"a fault in planguard itself ({type(error).__name__} in {where}); nothing was allowed. "
            "Please report it with the command you ran",
            OUR_FAULT,
        )
    return code if isinstance(code, int) else 0


def _fail(message: str, code: int) -> int:
    sys.stderr.write(f"planguard: {message}\n")
    return code


def _origin(error: BaseException) -> str:
    """Name module and line where an error arose: enough to find it, nothing of the input."""
    step = error.__traceback__
    while step is not None and step.tb_next is not None:
        step = step.tb_next
    if step is None:
        return "an unknown place"
    return f"{step.tb_frame.f_globals.get('__name__', '?')}:{step.tb_lineno}"
