"""
Runs other tools over the labelled plans of fixtures/ and counts what each holds, beside planguard.

Usage: rivals.py FOLDER [--write]. FOLDER holds a virtual environment for each tool, named as it is.
Prints the table; `--write` puts it on its page of the documentation.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from labelled import CASES, DANGEROUS, FIXTURES, HOLDS, ROUTINE, case, report

PAGE = Path(__file__).resolve().parent.parent / "docs" / "measured" / "rivals.md"
HEAD = """# Other tools on the same plans

The labelled plans of `fixtures/` (see [Accuracy](accuracy.md)) through other tools that read
Terraform's plan JSON, each with its own defaults. *Caught* are dangerous plans on which the tool
fails the pipeline, *held falsely* are routine ones on which it does. `nox -s rivals` installs them
and counts again; the versions are those of the last count.

Read the numbers for what they are. The plans were chosen by the makers of planguard, and ask what
planguard is for: is *this change* dangerous? Checkov answers another question, whether the
configuration as a whole is set up well, and is the better tool for it; it fails on what was there
before. The plans list under `resource_drift` what providers only write differently after a first
apply, as most real plans do; tools that take every entry there for drift hold nearly everything, so
they are counted once more with that section taken out.

"""
SECONDS = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class Rival:
    """A tool, how it is asked, and which of the plans it holds."""

    name: str
    how: str
    run: Callable[[Path, Mapping[str, Path]], frozenset[str]]
    package: str = ""
    """Its name on PyPI; empty for planguard."""
    bare: bool = False
    """Whether it gets the plans without `resource_drift`."""


def checkov(folder: Path, plans: Mapping[str, Path]) -> frozenset[str]:
    """List the plans in which a check fails, which makes its exit code 1."""
    files = [word for path in plans.values() for word in ("-f", str(path))]
    command = [folder / "checkov/bin/checkov", *files, "--framework", "terraform_plan"]
    done = _run([*command, "-o", "json", "--quiet", "--compact", "--skip-download"])
    told = json.loads(done.stdout)
    failed = {
        Path(str(each["file_abs_path"]))
        for part in (told if isinstance(told, list) else [told])
        for each in part.get("results", {}).get("failed_checks", ())
    }
    return frozenset(name for name, path in plans.items() if path.resolve() in failed)


def blastcheck(folder: Path, plans: Mapping[str, Path]) -> frozenset[str]:
    """List the plans that exceed `--fail-on caution`, exit code 2."""
    command = [str(folder / "blastcheck/bin/blastcheck"), "--json", "--fail-on", "caution"]
    return _each(command, plans, failing=2)


def pyrrho(folder: Path, plans: Mapping[str, Path]) -> frozenset[str]:
    """List the plans that it blocks, exit code 1."""
    return _each([str(folder / "pyrrho/bin/pyrrho"), "--quiet"], plans, failing=1)


def planguard(_folder: Path, plans: Mapping[str, Path]) -> frozenset[str]:
    """List the plans that are denied or need approval."""
    return frozenset(name for name in plans if str(report(name).decision) in HOLDS)


def _each(command: list[str], plans: Mapping[str, Path], failing: int) -> frozenset[str]:
    with ThreadPoolExecutor(2) as pool:
        codes = pool.map(lambda path: _run([*command, str(path)]).returncode, plans.values())
        return frozenset(name for name, code in zip(plans, codes, strict=True) if code == failing)


def _run(command: list[Any]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=SECONDS)


RIVALS = (
    Rival(name="planguard", how="`planguard check --env prod`, shipped policies", run=planguard),
    Rival(name="Checkov", how="`--framework terraform_plan`", run=checkov, package="checkov"),
    Rival(
        name="blastcheck", how="`--fail-on caution`; it fails on nothing by default",
        run=blastcheck, package="blastcheck",
    ),
    Rival(
        name="blastcheck", how="the same, without `resource_drift`",
        run=blastcheck, package="blastcheck", bare=True,
    ),
    Rival(name="pyrrho", how="its defaults: `--fail-on high`", run=pyrrho, package="pyrrho"),
    Rival(
        name="pyrrho", how="the same, without `resource_drift`",
        run=pyrrho, package="pyrrho", bare=True,
    ),
)  # fmt: skip


def rows(folder: Path, scratch: Path) -> Iterator[tuple[str, ...]]:
    """Give a row of the table for each way to ask."""
    whole = {name: FIXTURES / name / "plan.json" for name in CASES}
    bare = {name: _without_drift(path, scratch / f"{name}.json") for name, path in whole.items()}
    labels = {name: case(name).label for name in CASES}
    for rival in RIVALS:
        held = rival.run(folder, bare if rival.bare else whole)
        caught = sum(labels[name] == DANGEROUS for name in held)
        false = sum(labels[name] == ROUTINE for name in held)
        counts = [*labels.values()]
        yield (
            f"{rival.name} {_version(folder, rival.package)}".strip(),
            rival.how,
            f"{caught} of {counts.count(DANGEROUS)}",
            f"{false} of {counts.count(ROUTINE)}",
        )


def _without_drift(plan: Path, path: Path) -> Path:
    document = json.loads(plan.read_bytes())
    document.pop("resource_drift", None)
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def _version(folder: Path, package: str) -> str:
    if not package:
        return ""
    code = f"from importlib.metadata import version; print(version({package!r}))"
    return _run([folder / package / "bin/python", "-c", code]).stdout.strip()


def page(table: list[tuple[str, ...]]) -> str:
    """Write the table as a page of the documentation."""
    heads = ("tool", "asked with", "dangerous plans caught", "routine plans held falsely")
    lines = [heads, ("---", "---", "--:", "--:"), *table]
    return HEAD + "\n".join(f"| {' | '.join(row)} |" for row in lines) + "\n"


def main(arguments: list[str]) -> int:
    """Print the table, or write its page."""
    with tempfile.TemporaryDirectory() as scratch:
        text = page(list(rows(Path(arguments[0]).resolve(), Path(scratch))))
    if "--write" in arguments:
        PAGE.write_text(text, encoding="utf-8")
    sys.stdout.write(text)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
