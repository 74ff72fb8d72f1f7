"""Files that give variables of the root module their values, as far as the tool reads them itself."""

from __future__ import annotations

import re
from pathlib import Path

from planguard.model.source import Span


def assigned(directory: Path, variable: str) -> tuple[str, Span] | None:
    """
    Find where a variable is set: the file, as named in `directory`, and the place.

    What `-var`, `-var-file` and the environment set is not told anywhere. Order:
    https://developer.hashicorp.com/terraform/language/values/variables#variable-definition-precedence
    """
    assignment = re.compile(rf"[ \t]*{re.escape(variable)}[ \t]*=(?!=)")
    for path in _value_files(directory):
        try:
            lines = path.read_text(encoding="utf-8-sig", errors="replace").splitlines()
        except OSError:
            continue
        for number, line in enumerate(lines, start=1):
            if assignment.match(line):
                column = len(line) - len(line.lstrip()) + 1
                return path.name, Span(line=number, column=column, end_line=number)
    return None


def _value_files(directory: Path) -> list[Path]:
    """List the files, those that win first."""
    return [*sorted(directory.glob("*.auto.tfvars"), reverse=True), directory / "terraform.tfvars"]
