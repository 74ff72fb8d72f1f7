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
from planguard.readers.terraform_hcl.blocks import JsonFile, NativeFile
from planguard.readers.terraform_hcl.headers import ANYTHING, cut, may_hide, scan_headers
from planguard.readers.terraform_hcl.tree import broken, parse

__all__ = ["ANYTHING", "FORMAT", "may_hide", "read_outline", "salvage_outline", "scan_headers"]

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
    try:
        if not name.endswith(".json"):
            return Outline(blocks=tuple(NativeFile(text).blocks(parse(text, name))))
        json.loads(text)
        tree = parse(JsonFile.PREFIX + text, name)
        return Outline(blocks=tuple(JsonFile(text).blocks(tree)))
    except json.JSONDecodeError as error:
        raise broken(name, error.lineno) from None
    except RecursionError:
        raise broken(name, 1) from None


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
            yield from tuple(
                NativeFile(piece.text, piece.line - 1).blocks(parse(piece.text, name))
            )
        except (InputError, RecursionError):
            if piece.header:
                alone = Span(line=piece.line, column=1, end_line=piece.line)
                yield Block(header=piece.header, what=piece.what, span=alone)
