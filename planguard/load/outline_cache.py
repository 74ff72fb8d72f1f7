"""
Outlines of configuration files, kept in the user's cache directory by content.

What is kept is structure alone, as `Block` says, with the line of what could not be read. Without a directory, or with one that cannot be written to, nothing is kept.
"""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from planguard.errors import InputError
from planguard.model.source import Block, Outline, Span
from planguard.model.value import Unknown
from planguard.readers.terraform_hcl import FORMAT, read_outline, salvage_outline


def cache_directory(environ: Mapping[str, str], platform: str) -> Path | None:
    """
    Give the directory for what can be made again, `None` when the user has no home.

    `PLANGUARD_CACHE_DIR` overrides the platform's custom; `platform` is as in `sys.platform`.
    """
    if own := environ.get("PLANGUARD_CACHE_DIR"):
        return Path(own)
    if platform == "win32":
        local = environ.get("LOCALAPPDATA")
        return Path(local, "planguard", "cache") if local else None
    xdg = environ.get("XDG_CACHE_HOME", "")
    if xdg.startswith("/") and platform != "darwin":
        return Path(xdg, "planguard")
    home = environ.get("HOME")
    if not home:
        return None
    customary = ("Library", "Caches") if platform == "darwin" else (".cache",)
    return Path(home, *customary, "planguard")


class OutlineCache:
    """Outlines by the content of their files; what is not there yet is read."""

    def __init__(self, directory: Path | None) -> None:
        """Keep outlines under `directory`, or not at all."""
        self._directory = None if directory is None else directory / "outlines"

    def outline(self, content: bytes, name: str) -> tuple[Outline, str]:
        """
        Give the outline of a file and, when part of it cannot be read, what is wrong.

        `name` tells the syntax and goes into what is wrong.
        """
        syntax = "json" if name.endswith(".json") else "native"
        digest = sha256(f"{FORMAT} {syntax}\n".encode() + content).hexdigest()
        kept = self._find(digest, name)
        if kept is not None:
            return kept
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            return Outline(), f"{name}: this is not UTF-8 text"
        outline, error = _read(text, name)
        entry: dict[str, object] = {"blocks": [_encode(block) for block in outline.blocks]}
        if error is not None:
            line = int(error.where.rpartition(":")[2])
            entry["error"] = {"line": line, "problem": error.problem, "hint": error.hint}
        self._keep(digest, entry)
        return outline, "" if error is None else str(error)

    def _find(self, digest: str, name: str) -> tuple[Outline, str] | None:
        """Give what is kept; nothing when it is damaged."""
        if self._directory is None:
            return None
        try:
            entry = json.loads((self._directory / f"{digest}.json").read_bytes())
            outline = Outline(blocks=tuple(_decode(*block) for block in entry["blocks"]))
            if "error" not in entry:
                return outline, ""
            error = entry["error"]
            where = f"{name}:{error['line']}"
            return outline, str(InputError(where, error["problem"], error["hint"]))
        except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
            return None

    def _keep(self, digest: str, entry: Mapping[str, object]) -> None:
        """Write an entry whole or not at all; nobody else may read it."""
        if self._directory is None:
            return
        with contextlib.suppress(OSError):
            self._directory.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._directory, suffix=".new")
            try:
                with os.fdopen(handle, "w", encoding="utf-8") as file:
                    json.dump(entry, file, separators=(",", ":"))
                Path(name).replace(self._directory / f"{digest}.json")
            except OSError:
                Path(name).unlink(missing_ok=True)


def _read(text: str, name: str) -> tuple[Outline, InputError | None]:
    try:
        return read_outline(text, name), None
    except InputError as error:
        return salvage_outline(text, name), error


def _encode(block: Block) -> list[object]:
    spans = {path: _numbers(span) for path, span in block.attributes.items()}
    words = {
        word: {"origins": value.origins} if isinstance(value, Unknown) else value
        for word, value in block.lifecycle.items()
    }
    span = _numbers(block.span)
    references, hidden = dict(block.references), dict(block.hidden)
    return [block.header, block.what, span, spans, references, words, hidden, block.source]


def _numbers(span: Span) -> tuple[int, int, int]:
    return span.line, span.column, span.end_line


def _decode(
    header: str,
    what: str,
    span: Iterable[int],
    attributes: Mapping[str, Iterable[int]],
    references: Mapping[str, Iterable[str]],
    lifecycle: Mapping[str, Any],
    hidden: Mapping[str, Iterable[str]],
    source: str,
) -> Block:
    return Block(
        header=header,
        what=what,
        span=_span(*span),
        attributes={path: _span(*numbers) for path, numbers in attributes.items()},
        references={path: tuple(names) for path, names in references.items()},
        lifecycle={word: _word(value) for word, value in lifecycle.items()},
        hidden={path: tuple(names) for path, names in hidden.items()},
        source=source,
    )


def _span(line: int, column: int, end_line: int) -> Span:
    return Span(line=line, column=column, end_line=end_line)


def _word(value: Any) -> object:
    if isinstance(value, bool):
        return value
    if isinstance(value, list):
        return tuple(value)
    return Unknown(reason="set by an expression", origins=tuple(value["origins"]))
