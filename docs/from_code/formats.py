"""The page of formats: reports, then graphs."""

from __future__ import annotations

import importlib

from planguard.formats import FORMATS, GRAPH_FORMATS

from .text import documentation, headed, link, table, written

_PAGE = """\
# Formats

`planguard check PLAN --format NAME` writes a report to standard output, `--format NAME=FILE` to a
file; the option is repeatable. A sensitive value is in none of them.

{table}
## Reports

{reports}
## Graphs

`planguard graph PLAN --format NAME` draws what depends on what; `svg` is drawn by Graphviz out of
`dot`.

{graphs}"""


def pages() -> dict[str, str]:
    """Give the one page."""
    told = {name: _documentation(module) for name, module in FORMATS.items()}
    rows = [(link("format", name), written(_summary(text))) for name, text in told.items()]
    graphs = {name: _documentation(module) for name, module in GRAPH_FORMATS.items()}
    return {
        "formats.md": _PAGE.format(
            table=table(("report format", "what it is"), rows),
            reports="\n".join(_section("format", *each) for each in told.items()),
            graphs="\n".join(_section("graph-format", *each) for each in graphs.items()),
        )
    }


def _documentation(module: str) -> str:
    return (importlib.import_module(module).__doc__ or "").strip()


def _summary(text: str) -> str:
    first = " ".join(text.partition("\n\n")[0].split()).partition(": ")[2].rstrip(".")
    return first[:1].upper() + first[1:]


def _section(kind: str, name: str, text: str) -> str:
    rest = documentation(text.partition("\n\n")[2])
    return f"{headed(kind, name, 3)}\n{written(_summary(text))}.\n\n{rest}"
