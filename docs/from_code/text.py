"""Markdown out of texts that were written for people who read them elsewhere."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator, Sequence

import yaml

_CODE = re.compile(r"(`+)(?:.|\n)+?\1")
_ADDRESS = re.compile(r"https?://[^\s)>,]*[^\s)>,.;:]")
_SIGNS = re.compile(r"([\\*\[\]{}<>|#~])")
_LABEL = re.compile(
    r"^(Reads|Rights|Unknown when|Login|Details|The promise)\b([^:\n]{0,12}):", re.MULTILINE
)
_OF_THE_HOUSE = re.compile(r"^Longer than\b")


def written(text: str) -> str:
    """Give a text in which nothing but `code` and addresses of pages is syntax."""
    pieces, end = [], 0
    for found in _CODE.finditer(text):
        pieces += [_linked(text[end : found.start()]), found[0]]
        end = found.end()
    return "".join([*pieces, _linked(text[end:])])


def _linked(text: str) -> str:
    pieces, end = [], 0
    for found in _ADDRESS.finditer(text):
        pieces += [_SIGNS.sub(r"\\\1", text[end : found.start()]), f"<{found[0]}>"]
        end = found.end()
    return "".join([*pieces, _SIGNS.sub(r"\\\1", text[end:])])


def flat(text: str) -> str:
    """Give a text on one line."""
    return " ".join(text.split())


def cell(text: str) -> str:
    """Give Markdown as it stands in a table; a bar in it separates no columns."""
    return re.sub(r"(?<!\\)\|", r"\\|", flat(text))


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], kind: str = "") -> str:
    """Write a table of Markdown cells, without rows nothing; site.css sets columns by `kind`."""
    lines = [f"| {' | '.join(map(cell, row))} |" for row in rows]
    if not lines:
        return ""
    text = "\n".join([f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}", *lines]) + "\n"
    return f"```{{table}}\n:class: {kind}\n\n{text}```\n" if kind else text


def code(text: str, language: str = "text") -> str:
    """Write a block of code."""
    fence = "`" * max(3, *(len(each) + 1 for each in re.findall(r"`{3,}", text)), 3)
    return f"{fence}{language}\n{text.rstrip()}\n{fence}\n"


def folded(title: str, inside: str) -> str:
    """Write something that is shown on a click."""
    return f"<details><summary>{title}</summary>\n\n{inside}\n</details>\n"


def documentation(text: str) -> str:
    """Turn a docstring into Markdown: indented blocks are code, what else is written stays."""
    parts: list[str] = []
    for is_code, lines in _blocks(text.strip("\n")):
        block = "\n".join(lines)
        if is_code:
            block = textwrap.dedent(block)
            parts.append(code(block, language_of(block)))
        elif not _OF_THE_HOUSE.match(block):
            parts.append(_LABEL.sub(r"\n**\1\2:**", written(block)).lstrip() + "\n")
    return "\n".join(parts)


def _blocks(text: str) -> Iterator[tuple[bool, list[str]]]:
    """Give paragraphs and indented blocks in turn."""
    lines: list[str] = []
    is_code = False
    for line in [*text.splitlines(), ""]:
        if line.strip():
            if not lines:
                is_code = line.startswith("    ")
            elif is_code and not line.startswith("    "):
                yield is_code, _trimmed(lines)
                lines, is_code = [], False
            lines.append(line)
        elif is_code:
            lines.append(line)
        elif lines:
            yield is_code, lines
            lines = []
    if any(line.strip() for line in lines):
        yield is_code, _trimmed(lines)


def _trimmed(lines: list[str]) -> list[str]:
    while lines and not lines[-1].strip():
        lines.pop()
    return lines


def language_of(block: str) -> str:
    """Tell what a block of a docstring is written in."""
    if block.startswith(("planguard ", "terraform ")):
        return "sh"
    try:
        return "yaml" if isinstance(yaml.safe_load(block), dict | list) else "text"
    except yaml.YAMLError:
        return "text"


def anchor(kind: str, name: str) -> str:
    """Give the target of one thing, such as `action-scale-down`."""
    return f"{kind}-{re.sub(r'[^a-z0-9]+', '-', name.lower()).strip('-')}"


def link(kind: str, name: str) -> str:
    """Link to one thing by its name in code."""
    return f"[`{name}`](#{anchor(kind, name)})"


def headed(kind: str, name: str, level: int = 2) -> str:
    """Write the heading of one thing, which others link to."""
    return f"({anchor(kind, name)})=\n{'#' * level} {written(name)}\n"
