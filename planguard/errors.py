"""
What can go wrong, as one tree.

    PlanguardError
        InputError(where, problem, hint)    bad input: exit 2
            PlanFormatError                 a plan file that cannot be read
            PolicyError                     a policy file that cannot be used
            ConfigError                     planguard.yaml, a flag or an argument
        SourceError                         a live system that does not answer
"""

from __future__ import annotations


class PlanguardError(Exception):
    """Anything planguard itself reports; front doors catch this and nothing wider."""


class InputError(PlanguardError):
    """
    Input that cannot be used.

    `where` names the file, with a JSON path or a line when there is one; `problem` says what was
    found; `hint` says what to do next. None of the three may hold a value from the input that
    could be a secret.
    """

    def __init__(self, where: str, problem: str, hint: str = "") -> None:
        """Keep the place, the problem and the remedy."""
        super().__init__(where, problem, hint)
        self.where = where
        self.problem = problem
        self.hint = hint

    def __str__(self) -> str:
        """Give the message as one line: place, problem, remedy."""
        text = f"{self.where}: {self.problem}" if self.where else self.problem
        return f"{text} ({self.hint})" if self.hint else text


class PlanFormatError(InputError):
    """A file given as a plan is not one, is cut short, or is of a format not known here."""


class PolicyError(InputError):
    """A policy file is malformed, names what does not exist, or cannot be compiled."""


class ConfigError(InputError):
    """planguard.yaml, an environment variable, a flag or an argument cannot be used."""


class SourceError(PlanguardError):
    """A live system refused, timed out or answered with something that is not an answer."""


def origin_of(error: BaseException) -> str:
    """Name module and line where an error arose: enough to find it, nothing of the input."""
    step = error.__traceback__
    while step is not None and step.tb_next is not None:
        step = step.tb_next
    if step is None:
        return "an unknown place"
    return f"{step.tb_frame.f_globals.get('__name__', '?')}:{step.tb_lineno}"
