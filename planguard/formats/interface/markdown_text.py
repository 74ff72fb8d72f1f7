"""
Text that stays text in Markdown as GitHub and GitLab read it.

They make links of mentions, issue numbers, hashes and addresses of pages even where the character
that starts them is escaped or written as an entity (https://github.com/github/cmark-gfm/issues/181);
only code is left alone. So whatever could be taken for syntax is written as code.
"""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache

_LINES = re.compile(r"[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_TRIMMED = re.compile(r"^([(\"']*)(.*?)([.,;:!?)\"']*)$", re.DOTALL)
_PLAIN = re.compile(
    r"[^\W_]+(?:(?:['\u2019/&-]|(?<=\d)[.,](?=\d))[^\W_]+)*%?"  # words, and/or, 12.5%
    r"|(?:[^\W\d_]\.)+[^\W\d_]"  # e.g, i.e
    r"|\d+(?::\d+)+"  # times
    r"|[-+=<>%&\u2013\u2014\u2026\u2192]{1,2}"  # signs between words
)
_LINKED = re.compile(r"(?=\d*[a-f])(?=[a-f]*\d)[\da-f]{7,40}|gh-\d+", re.IGNORECASE)
_OPENING = re.compile(r"(?:[-+=]+|\d+[.)])(?= |$)")
"""What would make a list, or a heading of the line above, of the line it begins."""
_CODE = re.compile("`([^`]+)`")
_PAGE = re.compile(r"https://[\w./~%#?=&+:-]+", re.ASCII)
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def clean(text: str) -> str:
    """Make one line of a text, without control characters and without a change of direction."""
    line = _LINES.sub(" ", text).replace("\t", " ")
    if line.isascii() and line.isprintable():
        return line
    return "".join(_shown(sign) for sign in line)


def _shown(sign: str) -> str:
    return "\ufffd" if sign in _BIDI or unicodedata.category(sign) in {"Cc", "Cs"} else sign


def code(text: str) -> str:
    """Write a text as a code span; nothing in it can end the span."""
    line = clean(text)
    if not line.strip():
        return ""
    ticks = _ticks(line, 1)
    pad = " " if "`" in line or line != line.strip() else ""
    return f"{ticks}{pad}{line}{pad}{ticks}"


def prose(text: str, *, linked: bool = False) -> str:
    """
    Write a sentence; every word that Markdown or a forge could take for syntax is code.

    What stands in backticks is code already. Pages are links only where `linked` says so, which is
    for texts that come from a policy's file alone.
    """
    told = ""
    for place, part in enumerate(_CODE.split(clean(text).strip())):
        piece = code(part) if place % 2 else _words(part, linked=linked)
        gap = " " if told.endswith("`") and piece.startswith("`") else ""
        told += gap + piece
    opening = _OPENING.match(told)
    return f"{code(opening[0])}{told[opening.end() :]}" if opening else told


def _words(part: str, *, linked: bool) -> str:
    told = " ".join(_word(word, linked=linked) for word in part.split())
    before, after = (" " if side.isspace() else "" for side in (part[:1], part[-1:]))
    return f"{before}{told}{after if told else ''}"


@lru_cache(maxsize=4096)
def _word(word: str, *, linked: bool) -> str:
    found = _TRIMMED.match(word)
    before, core, after = found.groups() if found else ("", word, "")
    if linked and _PAGE.fullmatch(core):
        return f"{before}<{core}>{after}"
    if _PLAIN.fullmatch(core) and not _LINKED.fullmatch(core):
        return f"{before}{html.escape(core, quote=False)}{after}"
    return f"{before}{code(core)}{after}"


def paragraphs(text: str, indent: str = "", *, linked: bool = False) -> str:
    """Write a text of several paragraphs; one of several lines is a block to copy, and so code."""
    told: list[str] = []
    for paragraph in re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n").strip("\n")):
        if "\n" in paragraph:
            # It begins a line of its own, also where it is the first.
            told += [*([] if told else [""]), fenced(paragraph, "", indent)]
        else:
            told.append(prose(paragraph, linked=linked))
    return f"\n\n{indent}".join(told)


def fenced(text: str, language: str, indent: str = "") -> str:
    """Write lines as a code block; nothing in them can end the block."""
    lines = [clean(line) for line in text.split("\n")]
    ticks = _ticks(text, 3)
    return f"\n{indent}".join([f"{ticks}{language}", *lines, ticks])


def _ticks(text: str, fewest: int) -> str:
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    return "`" * (longest + 1 if longest >= fewest else fewest)


def row(*cells: str) -> str:
    """Write a row of a table; the cells are Markdown."""
    return f"| {' | '.join(map(_cell, cells))} |"


def _cell(text: str) -> str:
    """Escape bars, also after backslashes, as the table's own reader wants them, even in code."""
    return re.sub(r"(\\*)\|", lambda found: rf"{found[1] * 2}\|", text)
