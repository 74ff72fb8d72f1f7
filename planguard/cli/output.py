"""Text out: to standard output or a file, in UTF-8, whatever the reader does."""

from __future__ import annotations

import contextlib
import difflib
import os
import re
import sys
from collections.abc import Iterable, Iterator
from io import TextIOWrapper
from pathlib import Path
from textwrap import wrap
from typing import Annotated

import typer

from planguard.errors import ConfigError

OutputOption = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", help="File to write to instead of the screen."),
]


def prepare_streams() -> None:
    """
    Write UTF-8 where nobody looks on, and nothing that stops on a character it cannot show.

    File names and addresses may hold any character; a report must not fail over one. A stream that
    the caller has closed takes everything and shows nothing.
    """
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            nowhere = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - open to the end
            setattr(sys, name, nowhere)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            encoding = None if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace")


def write_out(text: str, file: Path | None = None) -> None:
    """
    Write to a file, else to standard output.

    A reader that has gone away (`| head`) is no error: the exit code still tells the decision.
    Raises `ConfigError` when the file cannot be written.
    """
    if file is not None:
        try:
            file.write_text(text, encoding="utf-8", errors="backslashreplace")
        except OSError as error:
            raise ConfigError(str(file), f"cannot be written: {error.strerror}") from None
        return
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        # What is still in the buffer goes nowhere, so that the flush at exit is quiet.
        with contextlib.suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def plain(text: str) -> str:
    """Let nothing that a plan says steer a terminal or a runner that reads commands in a log."""
    told = "".join(
        sign if sign.isprintable() or sign == "\n" else ascii(sign)[1:-1] for sign in text
    )
    return _COMMAND.sub(r"\1: :", told)


_COMMAND = re.compile(r"^([ \t]*)::", re.MULTILINE)


def near(word: str, known: Iterable[str]) -> str:
    """Name what is spelt like `word`: `did you mean a or b?`, or nothing."""
    found = difflib.get_close_matches(word, list(known), n=3, cutoff=0.6)
    return f"did you mean {' or '.join(found)}?" if found else ""


def choice(option: str, word: str, known: Iterable[str]) -> ConfigError:
    """Make the error for a word that is none of those known."""
    words = list(known)
    return ConfigError(
        option, f"there is no {word!r}", near(word, words) or f"one of: {_few(words)}"
    )


def _few(words: list[str], most: int = 20) -> str:
    more = f" and {len(words) - most} more" if len(words) > most else ""
    return ", ".join(words[:most]) + more


def columns(rows: Iterable[tuple[str, ...]], indent: str = "") -> list[str]:
    """Set rows in columns as wide as their widest cell; the last one is not padded."""
    table = list(rows)
    widths = [max(map(len, cells)) for cells in zip(*(row[:-1] for row in table), strict=True)]
    return [
        indent
        + "  ".join(
            [cell.ljust(width) for cell, width in zip(row, widths, strict=False)] + [row[-1]]
        ).rstrip()
        for row in table
    ]


def filled(text: str, indent: int, *, hang: int = 2, width: int = 100) -> Iterator[str]:
    """Wrap a text at `width`; further lines stand `hang` further in, its own indents are kept."""
    for paragraph in text.splitlines():
        lines = (
            [paragraph]
            if paragraph.startswith(" ")
            else wrap(paragraph, width - indent, break_long_words=False, break_on_hyphens=False)
        )
        for place, line in enumerate(lines):
            yield " " * (indent + (hang if place else 0)) + line
