"""Versions of the providers that the engine makes itself."""

from __future__ import annotations

import pytest
from readers.pulumi_rig import plan_from, preview, state, step

URN = "urn:pulumi:dev::shop::pulumi:providers:"
ID = "0f2a5e3c-8d5b-4c0e-9d53-3d6c8a3d8a10"


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("aws::default_5_42_0", "aws::default_6_0_1", [("aws", "5.42.0", "6.0.1")]),
        ("aws::default_6_0_0_alpha_1", "aws::default_6_0_0", [("aws", "6.0.0-alpha.1", "6.0.0")]),
        ("aws::default_5_42_0", "aws::default_5_42_0", []),
        ("aws::default_5_42_0", "aws::mine", []),
        ("aws::default", "aws::default_6_0_1", []),
        ("aws::default_5_42_0", "gcp::default_6_0_1", []),
    ],
)
def test_versions_are_told_by_names(
    before: str, after: str, expected: list[tuple[str, str, str]]
) -> None:
    sides = [
        state(name, id="b", inputs={"a": 1}, provider=f"{URN}{told}::{ID}")
        for name, told in (("logs", before), ("logs", after))
    ]
    plan = plan_from(preview(step("update", *sides)))
    assert list(plan.provider_moves) == expected


def test_what_comes_or_goes_has_no_other_version() -> None:
    made = state("logs", inputs={"a": 1}, provider=f"{URN}aws::default_6_0_1::{ID}")
    assert plan_from(preview(step("create", None, made))).provider_moves == ()
