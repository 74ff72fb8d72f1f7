"""
Fills the subject's fields into what a source is asked, so that no value can change the question.

A place is `{{ tags.team }}`. How a value is written there depends on the field it stands in: as
plain data, inside a quoted string of a query language, or as one part of a URL.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any, get_args
from urllib.parse import quote

from planguard.errors import SourceError
from planguard.model.fact import SUBJECT_FIELDS
from planguard.model.value import Path


class Dialect(StrEnum):
    """How a value is written where a place stands."""

    NONE = "none"
    DATA = "data"
    QUOTED = "quoted"
    URL = "url"


Plain = Annotated[str, Dialect.NONE]
"""Text without places."""
Data = Annotated[str, Dialect.DATA]
"""Text that no interpreter reads: a parameter, a value in JSON."""
Quoted = Annotated[str, Dialect.QUOTED]
"""A query; places stand inside quotes (PromQL, matchers)."""
Url = Annotated[str, Dialect.URL]
"""A URL or path; places are one part of the path or query each."""

PIPELINE_FIELDS: Mapping[str, str] = {
    "commit": "the commit the pipeline runs for",
    "repository": "owner/name of the repository, or its path",
    "branch": "branch the change comes from",
    "target": "branch the change goes to, for a pull request",
    "pull_request": "number of the pull or merge request",
    "actor": "who started the pipeline",
    "run": "number of the pipeline's run",
}
"""What `{{ ci.NAME }}` can be."""

_PLACE = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
_CHAIN = re.compile(r"""[A-Za-z_]\w*(?:\.[\w-]+|\[\s*(?:\d+|"[^"\\]*"|'[^'\\]*')\s*\])*\Z""")
_STEP = re.compile(r"""\[\s*(?:(\d+)|"([^"]*)"|'([^']*)')\s*\]|([\w-]+)""")
_OPEN = frozenset({"tags", "attributes", "before", "after", "ci"})
_LONGEST = 1_000
_REGEX_SIGNS = re.compile(r"([\\.+*?()|\[\]{}^$])")


class TemplateError(ValueError):
    """A text whose places cannot be filled safely; the message says what to write."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One place: what goes there, and how it is written."""

    path: Path
    write: Callable[[str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A text with places: texts and places in turn."""

    pieces: tuple[str | Place, ...]

    @property
    def paths(self) -> tuple[Path, ...]:
        """Give what the places ask for."""
        return tuple(piece.path for piece in self.pieces if isinstance(piece, Place))

    def fill(self, text_of: Callable[[Path], str]) -> str:
        """
        Give the text with every place filled.

        Raises `SourceError` when a value cannot be had or cannot stand there.
        """
        return "".join(
            piece if isinstance(piece, str) else piece.write(_checked(text_of(piece.path)))
            for piece in self.pieces
        )


def dialect_of(annotation: Any, metadata: object = ()) -> Dialect:
    """Find how places are written in a field with this annotation, in lists and mappings too."""
    for each in metadata if isinstance(metadata, list | tuple) else ():
        if isinstance(each, Dialect):
            return each
    for inner in get_args(annotation):
        if isinstance(inner, Dialect):
            return inner
        if (found := dialect_of(inner)) is not Dialect.NONE:
            return found
    return Dialect.NONE


def compile_template(text: str, dialect: Dialect) -> Template:
    """Find the places of a text. Raises `TemplateError`."""
    pieces: list[str | Place] = []
    end = 0
    for found in _PLACE.finditer(text):
        if dialect is Dialect.NONE:
            raise TemplateError("has no places to fill: take the {{ }} out")
        path = _path(found[1].strip())
        pieces += [
            text[end : found.start()],
            Place(path=path, write=_writer(text, found, dialect)),
        ]
        end = found.end()
    pieces.append(text[end:])
    return Template(pieces=tuple(piece for piece in pieces if piece != ""))


def _path(chain: str) -> Path:
    if not _CHAIN.match(chain):
        raise TemplateError(f"{{{{ {chain} }}}} is no field: write it as {{{{ tags.team }}}}")
    steps: list[str | int] = [
        int(number) if number else double or single or word
        for number, double, single, word in _STEP.findall(chain)
    ]
    root = str(steps[0])
    known = {**SUBJECT_FIELDS, "ci": ""}
    if root not in known:
        raise TemplateError(f"there is no field {root!r}{_near(root, known)}")
    if root in _OPEN and len(steps) == 1:
        raise TemplateError(f"{root!r} needs a name: {root}.NAME")
    if root not in _OPEN and len(steps) > 1:
        raise TemplateError(f"{root!r} has no fields of its own")
    if root == "ci" and steps[1] not in PIPELINE_FIELDS:
        raise TemplateError(f"there is no field {chain!r}{_near(str(steps[1]), PIPELINE_FIELDS)}")
    return tuple(steps)


def _near(word: str, known: Mapping[str, str]) -> str:
    near = difflib.get_close_matches(word, known, n=1)
    return f"; did you mean {near[0]!r}?" if near else f"; there are: {', '.join(sorted(known))}"


def _writer(text: str, found: re.Match[str], dialect: Dialect) -> Callable[[str], str]:
    if dialect is Dialect.QUOTED:
        return _in_quotes(text, found)
    if dialect is Dialect.URL:
        if "://" in text and text.find("/", text.find("://") + 3) not in range(found.start()):
            raise TemplateError("a place cannot stand in the host of a URL")
        return _url_part
    return str


def _in_quotes(text: str, found: re.Match[str]) -> Callable[[str], str]:
    """Say how to write a value inside the string literal around a place."""
    # What an earlier place names may hold quotes of its own, which are not the query's.
    head = _PLACE.sub(lambda place: "_" * len(place[0]), text[: found.start()])
    quote_sign, opened, position = "", 0, 0
    while position < len(head):
        sign = head[position]
        if sign == "#" and not quote_sign:
            raise TemplateError("holds a comment (#): write it in YAML, beside the query")
        if quote_sign:
            if sign == "\\" and quote_sign != "`":
                position += 1
            elif sign == quote_sign:
                quote_sign = ""
        elif sign in "\"'`":
            quote_sign, opened = sign, position
        position += 1
    if quote_sign not in {'"', "'"}:
        raise TemplateError(
            f'the place {found[0]} must stand inside double or single quotes, as in x="{found[0]}"'
        )
    is_regex = text[:opened].rstrip().endswith(("=~", "!~"))

    def write(value: str) -> str:
        if is_regex:
            value = _REGEX_SIGNS.sub(r"\\\1", value)
        return value.replace("\\", "\\\\").replace(quote_sign, f"\\{quote_sign}")

    return write


def _url_part(value: str) -> str:
    if value in {".", ".."}:
        raise SourceError("a value of the plan would lead to another address")
    return quote(value, safe="")


def _checked(value: str) -> str:
    if len(value) > _LONGEST:
        raise SourceError(f"a value of the plan is longer than {_LONGEST} characters")
    if any(sign < " " or sign == "\x7f" or "\ud800" <= sign <= "\udfff" for sign in value):
        raise SourceError("a value of the plan holds control characters")
    return value
