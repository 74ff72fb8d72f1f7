"""Draws fixtures/terminal.svg: what a terminal really shows for one fixture."""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path

from rich.console import Console
from rich.text import Text

ROOT = Path(__file__).resolve().parent.parent
CASE = "table-key-changed"
WIDTH = 100


def transcript() -> str:
    """Give the terminal's text, escape codes included, as the command line writes it."""
    from planguard.cli import run  # noqa: PLC0415 - after the arguments are known

    plan = f"fixtures/{CASE}/plan.json"
    arguments = ["check", plan, "--env", "prod", "--source", f"fixtures/{CASE}/after", "--color"]
    kept, sys.stdout = sys.stdout, io.StringIO()
    try:
        run(arguments)
        written = sys.stdout.getvalue()
    finally:
        sys.stdout = kept
    return f"$ planguard {' '.join(arguments[:4])}\n{written}"


def picture() -> str:
    """Draw the transcript as SVG."""
    console = Console(record=True, width=WIDTH + 4, file=io.StringIO(), force_terminal=True)
    console.print(Text.from_ansi(transcript()))
    drawn = console.export_svg(title="planguard", unique_id="planguard")
    # rich names a web font; a picture in a README must not load anything.
    return re.sub(r"@font-face \{.*?\}\s*", "", drawn, flags=re.DOTALL)


if __name__ == "__main__":
    (ROOT / "fixtures" / "terminal.svg").write_text(picture(), encoding="utf-8")
