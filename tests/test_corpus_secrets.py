"""What is called an exposed secret on published plans is one: a list reviewed by hand."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from planguard.actions.engine import classify
from planguard.errors import InputError
from planguard.graph import build
from planguard.model.plan import Change, Plan
from planguard.model.source import NoSources
from planguard.model.value import path_text
from planguard.model.words import Mode, Verb
from planguard.readers import read_plan

CORPUS = Path(os.environ.get("PLANGUARD_CORPUS", Path(__file__).parents[2] / "shared" / "corpus"))
REVIEWED: dict[str, Any] = json.loads(Path(__file__).with_name("corpus_secrets.json").read_text())
PRECISION = 0.95
pytestmark = pytest.mark.skipif(
    not (CORPUS / "MANIFEST.tsv").is_file(), reason=f"no published plans in {CORPUS.name}/"
)


@cache
def _plans() -> tuple[tuple[str, Plan], ...]:
    return tuple(_read())


def _read() -> Iterator[tuple[str, Plan]]:
    with (CORPUS / "MANIFEST.tsv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t") if row["shape"] == "full"]
    for row in rows:
        path = CORPUS / row["local_path"]
        try:
            yield f"{path.parent.name}/{path.name}", read_plan(path.read_bytes(), path.name)
        except InputError:
            continue


def _as_new(plan: Plan) -> Plan:
    """Take every object of a plan as if it was created now."""
    changes = {change.address: change for change in plan.changes}
    made = []
    for address, resource in plan.resources.items():
        known = changes.get(address)
        values = (known.after or known.before) if known else resource.values()
        if values and resource.mode is Mode.MANAGED:
            made.append(Change(resource=resource, verb=Verb.CREATE, before={}, after=values))
    return replace(plan, changes=tuple(made))


def _found(name: str, plan: Plan) -> Iterator[tuple[str, str, str]]:
    for action in classify(plan, build(plan, NoSources())).items:
        if action.id == "secret.expose":
            place = f"{action.address} {path_text(action.paths[0])}" if action.paths else ""
            where = place or action.because.partition(" shows")[0].removeprefix("the ")
            yield name, where, str(action.details.get("secret_kind", ""))


@pytest.mark.parametrize(("part", "taken"), [("changes", lambda plan: plan), ("objects", _as_new)])
def test_the_reviewed_list_is_what_is_found(
    part: str, taken: Callable[[Plan], Plan], record_property: Callable[[str, object], None]
) -> None:
    found = {each for name, plan in _plans() for each in _found(name, taken(plan))}
    reviewed = {(row["plan"], row["where"], row["kind"]): row for row in REVIEWED[part]}
    assert found == set(reviewed)
    right = sum(row["true"] for row in reviewed.values())
    record_property(f"corpus exposed secrets in {part}", len(found))
    record_property(f"corpus exposed secrets in {part} rightly so", right)
    assert right >= PRECISION * len(found)
