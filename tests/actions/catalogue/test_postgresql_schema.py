"""The catalogue names nothing of PostgreSQL's that the provider's CDK does not have."""

from __future__ import annotations

from actions.catalogue.cdk_names import (
    described,
    disorder,
    known_types,
    unknown_names,
    unknown_parts,
)

ELSEWHERE: set[str] = set()
"""What other releases of the provider have than the one looked into here."""


def test_every_type_and_attribute_exists() -> None:
    assert unknown_names("postgresql", known_types("postgresql")) == ELSEWHERE


def test_every_type_is_described() -> None:
    assert known_types("postgresql").keys() - described("postgresql").keys() == set()


def test_entries_are_sorted_told_by_their_service_and_named_by_the_taxonomy() -> None:
    assert disorder("postgresql") == []


def test_parts_name_what_exists() -> None:
    assert unknown_parts("postgresql", known_types("postgresql")) == []
