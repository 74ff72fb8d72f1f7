"""
Counts how often planguard is right about the labelled plans of fixtures/.

Usage: accuracy.py [--check | --write]. Prints the tables; `--write` puts them on their page of the
documentation, `--check` exits with 1 where that page says something else.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from labelled import CASES, DANGEROUS, HOLDS, ROUTINE, case, found, report

PAGE = Path(__file__).resolve().parent.parent / "docs" / "measured" / "accuracy.md"
HEAD = """# Accuracy

Every folder of `fixtures/` is a small real plan: made by Terraform with the AWS provider over a stack
that was applied before. Each carries a label that says what a careful reviewer would say before the
apply, with the expected actions and decision; the labels are written from the change, not from what
planguard says of it. `nox -s accuracy` counts, with the policies that planguard ships and without
live state. *Held* is a plan that is denied or needs approval; a *false hold* is a routine plan that
is held. A warning holds nothing.
"""
COLUMNS = (
    *("kind", "dangerous", "held", "routine", "held falsely", "warned"),
    *("actions expected", "found", "not expected", "precision", "recall"),
)
INCIDENTS = """
## Incidents that were published

The same change in terms of AWS, where it was made elsewhere; `why.md` of each folder says what was
recreated.
"""


@dataclass(slots=True)
class Row:
    """Counts of one kind."""

    dangerous: int = 0
    held: int = 0
    routine: int = 0
    warned: int = 0
    stopped: int = 0
    right: int = 0
    extra: int = 0
    missed: int = 0
    missing: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Share of the actions found that were expected."""
        return self.right / (self.right + self.extra) if self.right + self.extra else 1.0

    @property
    def recall(self) -> float:
        """Share of the actions expected that were found."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    def __add__(self, other: Row) -> Row:
        """Add the counts of two kinds."""
        return Row(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))


def measure() -> dict[str, Row]:
    """Count by kind: cases by what they are about, actions by their own kind."""
    rows: dict[str, Row] = {}
    for name in CASES:
        _judge(rows, name)
        expected, told = case(name).told, found(name)
        for _, id_ in expected & told:
            _row(rows, id_).right += 1
        for address, id_ in told - expected:
            _row(rows, id_).extra += 1
            _row(rows, id_).missing.append(f"{name}: {address or 'the plan'} is no {id_}")
        for address, id_ in expected - told:
            _row(rows, id_).missed += 1
            _row(rows, id_).missing.append(f"{name}: {address or 'the plan'} is {id_}")
    return dict(sorted(rows.items()))


def _judge(rows: dict[str, Row], name: str) -> None:
    row = _row(rows, case(name).kind)
    decision = str(report(name).decision)
    if case(name).label == DANGEROUS:
        row.dangerous += 1
        row.held += decision in HOLDS
        if decision not in HOLDS:
            row.missing.append(f"{name} is dangerous and not held")
    if case(name).label == ROUTINE:
        row.routine += 1
        row.warned += decision == "warn"
        row.stopped += decision in HOLDS
        if decision in HOLDS:
            row.missing.append(f"{name} is routine and held")


def _row(rows: dict[str, Row], kind: str) -> Row:
    return rows.setdefault(kind.partition(".")[0], Row())


def page(rows: dict[str, Row]) -> str:
    """Write the tables as a page of the documentation."""
    total = sum(rows.values(), Row())
    lines = [
        HEAD,
        f"| {' | '.join(COLUMNS)} |",
        "|---|" + "--:|" * (len(COLUMNS) - 1),
        *(_line(kind, row) for kind, row in rows.items()),
        _line("**all**", total),
        *(["", "## Where it is wrong", "", *(f"- {each}" for each in total.missing)]
          if total.missing else []),
        INCIDENTS,
        "| what | date | decision | fixture |", "|---|---|---|---|",
        *_incidents(),
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


def _line(kind: str, row: Row) -> str:
    cells = (
        *(row.dangerous, row.held, row.routine, row.stopped, row.warned),
        *(row.right + row.missed, row.right, row.extra),
        *(f"{row.precision:.3f}", f"{row.recall:.3f}"),
    )
    return f"| {kind} | " + " | ".join(map(str, cells)) + " |"


def _incidents() -> Iterator[str]:
    for name in CASES:
        told = case(name).incident
        if told:
            decision = report(name).decision
            yield f"| [{told['what']}]({told['source']}) | {told['date']} | {decision} | `{name}` |"


def main(arguments: list[str]) -> int:
    """Print the tables, or write or check their page."""
    rows = measure()
    text = page(rows)
    if "--write" in arguments:
        PAGE.write_text(text, encoding="utf-8")
    if "--check" in arguments:
        return int(PAGE.read_text(encoding="utf-8") != text)
    sys.stdout.write(text)
    labels = Counter(case(name).label for name in CASES)
    sys.stdout.write(f"\n{len(CASES)} plans, {dict(labels)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
