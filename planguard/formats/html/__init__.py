"""
`html`: the blast-radius page, one self-contained file.

For people: open it from disk, from a CI artefact or from any web server. It shows what changes,
what that reaches and along which attributes, coloured by decision; a click on an object tells its
actions, attributes, findings with their fix, and facts. It can be searched, filtered, grouped by
module, service or owner, used from the keyboard, switched between light and dark, and printed:
the print is a document of all findings and changes.

It asks the network for nothing: scripts and styles are in the file and a content security policy
admits only these (https://www.w3.org/TR/CSP3/). Where scripts are not run, as on servers that
sandbox artefacts, the verdict and the findings are shown as plain text.

A large plan opens on what is held, what changes and what uses that at once; the rest is folded and
counted, and a click unfolds it. Nothing is left out of the file but what the report itself
shortens: 60 attributes of a change, the five nearest objects in a finding's reach.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from importlib.resources import files

from planguard.formats.html.embedding import embedded
from planguard.formats.html.plain import document_title, plain_findings, verdict
from planguard.formats.interface import Style
from planguard.model.report import Report

name = "html"
pictured = True
proven = True

SCRIPTS = (
    "words", "model", "folding", "frames", "layout", "moving", "canvas", "lists", "sections",
    "details", "paper", "header", "page",
)  # fmt: skip
"""The page's own scripts, in the order in which they build on one another."""
_PLACE = re.compile(r"\{\{(\w+)\}\}")


def write(report: Report, style: Style) -> str:  # noqa: ARG001 - one signature for all formats
    """Give the report as one page that needs nothing else."""
    script, sheet = _script(), _read("page.css")
    parts = {
        "policy": _policy(script, sheet),
        "title": document_title(report),
        "verdict": verdict(report),
        "sheet": sheet,
        "plain": plain_findings(report),
        "report": embedded(report),
        "script": script,
    }
    return _filled(_read("page.html"), parts)


def _filled(template: str, parts: Mapping[str, str]) -> str:
    """Put each part in its place, once: a part may hold what looks like a place."""
    return _PLACE.sub(lambda found: parts[found[1]], template)


def _script() -> str:
    """Join the layout library, with its licence, and the page's scripts in one closure."""
    library = f"/*!\n{_read('vendor/LICENSE')}*/\n{_read('vendor/dagre.min.js')}"
    own = "\n".join(_read(f"scripts/{each}.js") for each in SCRIPTS)
    return f'{library}\n(() => {{\n"use strict";\n{own}\n}})();\n'


def _policy(script: str, sheet: str) -> str:
    """Allow this very script and this very style sheet, and nothing else."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src '{_digest(script)}'",
            f"style-src '{_digest(sheet)}'",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _digest(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _read(part: str) -> str:
    return files(__name__).joinpath(part).read_text(encoding="utf-8")
