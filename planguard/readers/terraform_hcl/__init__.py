"""
Configuration files of Terraform and OpenTofu: text to the structure of their blocks.

A package, because the native and the JSON syntax share one grammar and one idea of what a
reference is.
"""

from __future__ import annotations

import json

from planguard.model.source import Outline
from planguard.readers.terraform_hcl.blocks import JsonFile, NativeFile
from planguard.readers.terraform_hcl.headers import ANYTHING, scan_headers
from planguard.readers.terraform_hcl.tree import broken, parse

__all__ = ["ANYTHING", "FORMAT", "read_outline", "scan_headers"]

FORMAT = 1
"""Raised with every change to what an outline holds, so that kept ones are read anew."""


def read_outline(text: str, name: str) -> Outline:
    """
    Read the structure of a configuration file; `name` tells the syntax (`.json`) and goes in errors.

    A byte order mark is ignored.

    Raises:
        InputError: the text is no configuration. Names the line, never quotes it.

    """
    text = text.removeprefix("\ufeff")
    if not name.endswith(".json"):
        return Outline(blocks=tuple(NativeFile(text).blocks(parse(text, name))))
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        raise broken(name, error.lineno) from None
    except RecursionError:
        raise broken(name, 1) from None
    return Outline(blocks=tuple(JsonFile(text).blocks(parse(JsonFile.PREFIX + text, name))))
