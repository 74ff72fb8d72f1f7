"""A pack finds what a check of the preview finds, but for what the engine does not show."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from planguard.analyze import analyze
from planguard.policy.reading import Policy
from planguard.pulumi_pack.goal import Seen
from planguard.pulumi_pack.prior import Stack
from planguard.pulumi_pack.session import Session
from planguard.pulumi_pack.verdict import PACK, Verdict
from planguard.readers import read_plans

FOLDERS = sorted((Path(__file__).parents[2] / "fixtures").glob("*/pulumi"))
NOT_SHOWN = {
    "shop-mixed": {"data-store-replaced"},
    "table-key-changed": {"data-store-replaced"},
}
"""Only the provider knows that a change replaces."""
ENCRYPTED = frozenset({PACK})
"""What is found besides where the recorded state holds secrets encrypted."""
Found = set[tuple[str, str]]


def shown(document: Mapping[str, Any]) -> Iterator[tuple[Seen, Seen]]:
    """Give what the engine shows of each resource of a preview: registered, and at the end."""
    for step in document["steps"]:
        new = step.get("newState")
        if not new or new.get("external"):
            continue
        common = {
            "urn": new["urn"], "type": new["type"], "parent": new.get("parent", ""),
            "provider": new.get("provider", "").rpartition("::")[0],
            "protect": new.get("protect", False), "aliases": tuple(new.get("aliases", ())),
        }  # fmt: skip
        uses = new.get("propertyDependencies", {})
        yield (
            Seen(inputs=new.get("inputs", {}), **common),
            Seen(
                dependencies=tuple(new.get("dependencies", ())),
                property_dependencies={name: tuple(urns or ()) for name, urns in uses.items()},
                **common,
            ),
        )


def in_the_engine(folder: Path, home: Path) -> Found:
    document = json.loads((folder / "preview.json").read_text(encoding="utf-8"))
    prefix, project, *_ = document["steps"][0]["urn"].split("::")
    stack = Stack(name=prefix.rpartition(":")[2], project=project)
    state = str((folder / "state.json").resolve())
    session = Session(folder=home, environ={"PLANGUARD_PULUMI_STATE": state})
    session.begin(stack)
    told = list(shown(document))
    assert all(session.look(registered) == Verdict() for registered, _ in told)
    verdict = session.look_at_all([at_the_end for _, at_the_end in told])
    found = set()
    for each in verdict.diagnostics:
        gone = re.search(r"^Concerns urn:pulumi:[^:]*::[^:]*::(.*)$", each.message, re.MULTILINE)
        urn = "" if each.urn == stack.root else each.urn.removeprefix(stack.prefix)
        found.add((each.policy, gone[1] if gone else urn))
    return found


def in_a_check(folder: Path, policies: tuple[Policy, ...]) -> Found:
    names = ("preview.json", "state.json")
    (plan,) = read_plans([((folder / name).read_bytes(), name) for name in names])
    (section,) = analyze(plan, policies=policies, now=datetime.now(UTC)).sections
    return {(each.policy, each.address) for each in section.findings if each.decision.rank}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.parent.name)
def test_the_same_is_found(folder: Path, tmp_path: Path, shipped: tuple[Policy, ...]) -> None:
    found, wanted = in_the_engine(folder, tmp_path), in_a_check(folder, shipped)
    not_shown = NOT_SHOWN.get(folder.parent.name, set())
    assert {policy for policy, _ in wanted - found} == not_shown
    assert {policy for policy, _ in found - wanted} <= ENCRYPTED
