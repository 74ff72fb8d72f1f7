"""
Configuration files of Terraform and OpenTofu: text to the structure of their blocks.

A package, because the native and the JSON syntax share one grammar and one idea of what a
reference is.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from planguard.errors import InputError
from planguard.model.source import Block, Outline, Span
from planguard.readers.terraform_hcl.headers import ANYTHING, broken, cut, may_hide, scan_headers
from planguard.readers.terraform_hcl.passing import passed_on, removed_blocks, settings_line

__all__ = [
    "ANYTHING",
    "FORMAT",
    "may_hide",
    "passed_on",
    "read_outline",
    "removed_blocks",
    "salvage_outline",
    "scan_headers",
    "settings_line",
]

FORMAT = 2
"""Raised with every change to what an outline holds, so that kept ones are read anew."""


def read_outline(text: str, name: str) -> Outline:
    """
    Read the structure of a configuration file; `name` tells the syntax (`.json`) and goes in errors.

    A byte order mark is ignored.

    Raises:
        InputError: the text is no configuration. Names the line, never quotes it.

    """
    text = text.removeprefix("\ufeff")
    read = _json_blocks if name.endswith(".json") else _native_blocks
    try:
        return Outline(blocks=read(text, name))
    except json.JSONDecodeError as error:
        raise broken(name, error.lineno) from None
    except RecursionError:
        raise broken(name, 1) from None


def _native_blocks(text: str, name: str, lines_above: int = 0) -> tuple[Block, ...]:
    from planguard.readers.terraform_hcl import blocks, tree  # noqa: PLC0415 - most checks read no file

    return tuple(blocks.NativeFile(text, lines_above).blocks(tree.parse(text, name)))


def _json_blocks(text: str, name: str) -> tuple[Block, ...]:
    from planguard.readers.terraform_hcl import blocks, tree  # noqa: PLC0415 - most checks read no file

    json.loads(text)
    parsed = tree.parse(blocks.JsonFile.PREFIX + text, name)
    return tuple(blocks.JsonFile(text).blocks(parsed))


def salvage_outline(text: str, name: str) -> Outline:
    """
    Read a broken file block by block; of those that cannot be read the first line remains.

    The grammar lacks some of what the tools accept (an interpolation over several lines, a letter
    beyond ASCII in a name), and one such expression should not hide a whole file.
    """
    if name.endswith(".json"):
        return Outline()
    return Outline(blocks=tuple(_salvage(text.removeprefix("\ufeff"), name)))


def _salvage(text: str, name: str) -> Iterator[Block]:
    for piece in cut(text):
        try:
            yield from _native_blocks(piece.text, name, piece.line - 1)
        except (InputError, RecursionError):
            if piece.header:
                alone = Span(line=piece.line, column=1, end_line=piece.line)
                yield Block(header=piece.header, what=piece.what, span=alone)
