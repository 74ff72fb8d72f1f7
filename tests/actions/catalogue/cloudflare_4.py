"""
What version 4 of Cloudflare's provider has and version 5 has not, of the types described.

The names stand in `cloudflare_4.txt`, out of cdktf-cdktf-provider-cloudflare 11.30.0: the CDK of
either version can be installed, never both.
"""

from __future__ import annotations

import re
from pathlib import Path

from provider_schemas import Property

_NAMES = Path(__file__).with_suffix(".txt")
_WORD = re.compile(r"[\w-]+|[{}]")


def types_of_4() -> dict[str, dict[str, Property]]:
    """Give the types with the attributes and blocks that only version 4 has."""
    lines = (line.partition(": ") for line in _NAMES.read_text("utf-8").splitlines())
    return {name: parts_of(told) for name, _, told in lines}


def parts_of(told: str) -> dict[str, Property]:
    """Read names, each with those inside it in braces behind: `action{mode} paused`."""
    return _read(_WORD.findall(told))


def _read(words: list[str]) -> dict[str, Property]:
    found: dict[str, Property] = {}
    name = ""
    while words:
        word = words.pop(0)
        if word == "}":
            break
        if word == "{":
            found[name] = Property("many", _read(words))
        else:
            name = word
            found[name] = Property("leaf")
    return found
