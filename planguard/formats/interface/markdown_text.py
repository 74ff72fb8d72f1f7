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

_LINES = re.compile(r"[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_TRIMMED = re.compile(r"^([(\"']*)(.*?)([.,;:!?)\"']*)$", re.DOTALL)
_PLAIN = re.compile(
    r"[^\W_]+(?:[.,'’%/&+=-]+[^\W_]+)*[%+]?"  # words, numbers, and/or, 12.5%
    r"|\d+(?::\d+)+"  # times
    r"|[<>=%&–—…·→+-]+"  # signs between words  # noqa: RUF001 - that dash is meant
)
_LINKED = re.compile(
    r"(?=[a-f]*\d)[\da-f]{7,40}|gh-\d+|www\..*|.*\.(?:com|org|net|io|dev)", re.IGNORECASE
)
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


def code_html(text: str) -> str:
    """Write a text as code where HTML is read and Markdown is not, as in a `<summary>`."""
    return f"<code>{html.escape(clean(text), quote=False)}</code>"


def prose(text: str) -> str:
    """Write a sentence; every word that Markdown or a forge could take for syntax is code."""
    return " ".join(map(_word, clean(text).split()))


def _word(word: str) -> str:
    found = _TRIMMED.match(word)
    before, core, after = found.groups() if found else ("", word, "")
    if core and (not _PLAIN.fullmatch(core) or _LINKED.fullmatch(core)):
        core = code(core)
    return f"{before}{_entities(core)}{after}" if core[:1] != "`" else f"{before}{core}{after}"


def _entities(text: str) -> str:
    return html.escape(text, quote=False)


def paragraphs(text: str, indent: str = "") -> str:
    """Write a text of several paragraphs; one of several lines is a block to copy, and so code."""
    told = []
    for paragraph in re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n").strip("\n")):
        lines = paragraph.split("\n")
        told.append(prose(paragraph) if len(lines) == 1 else fenced(paragraph, "", indent))
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
