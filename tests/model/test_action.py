"""How actions are named."""

from __future__ import annotations

from fnmatch import fnmatchcase

import pytest

from planguard.actions.taxonomy import ACTIONS
from planguard.model.action import is_one_of


@pytest.mark.parametrize(
    "globs",
    [
        ("scale.down",),
        ("scale.*", "data.delete"),
        ("*",),
        ("*.down",),
        ("sc*",),
        ("scale.limits-*", "?ata.delete"),
        ("scale.limits-down",),
        ("scale",),
        (),
    ],
)
def test_globs_name_what_they_match(globs: tuple[str, ...]) -> None:
    for action in ACTIONS:
        assert is_one_of(action, globs) is any(fnmatchcase(action, each) for each in globs)
