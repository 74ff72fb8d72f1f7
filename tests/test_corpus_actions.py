"""How many changes of published plans planguard can name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

import pytest
from test_corpus import CHUNKS, CORPUS, _rows

from planguard.actions.catalogue import all_entries
from planguard.actions.engine import classify
from planguard.graph import build
from planguard.model.plan import Change, Plan
from planguard.model.source import NoSources
from planguard.model.words import Confidence, Verb
from planguard.readers import read_plan

FREQUENT = 60
INVENTED = ("test_", "mock_", "infracost_")
"""What types of providers that exist only in tests begin with."""
pytestmark = pytest.mark.skipif(
    not (CORPUS / "MANIFEST.tsv").is_file(), reason=f"no published plans in {CORPUS.name}/"
)


def plans() -> Iterator[Plan]:
    for chunk in range(CHUNKS):
        for row in _rows(chunk):
            if row.kind == "tfplan" and row.shape == "full":
                yield read_plan(row.path.read_bytes(), row.path.name)


def confidences(plan: Plan) -> Mapping[str, set[Confidence]]:
    """Give how sure the actions of each address are, `other` and cost left out."""
    told: dict[str, set[Confidence]] = defaultdict(set)
    for action in classify(plan, build(plan, NoSources())).items:
        if not action.id.startswith(("other", "plan.", "cost.")):
            told[action.address].add(action.confidence)
    return told


@pytest.fixture(scope="module")
def counted() -> tuple[Counter[str], Counter[str]]:
    """Count changes by type, and those that are named or rightly mean nothing more."""
    known, every, named = all_entries(), Counter[str](), Counter[str]()
    for plan in plans():
        told = confidences(plan)
        for change in filter(_is_real, plan.changes):
            every[change.resource.type] += 1
            sure = told[change.address] - {Confidence.GUESS}
            # A type that the catalogue describes is rightly `other` where none of its rules speaks.
            named[change.resource.type] += bool(sure or change.resource.type in known)
    return every, named


def _is_real(change: Change) -> bool:
    return change.verb not in {Verb.NO_OP, Verb.READ} and not change.resource.type.startswith(
        INVENTED
    )


def test_nearly_every_change_is_named(counted: tuple[Counter[str], Counter[str]]) -> None:
    every, named = counted
    assert named.total() / every.total() >= 0.95
    assert every.total() > 2000


def test_the_most_frequent_types_are_exact(counted: tuple[Counter[str], Counter[str]]) -> None:
    every, _ = counted
    frequent = [type_ for type_, _ in every.most_common(FREQUENT)]
    assert [type_ for type_ in frequent if type_ not in all_entries()] == []
