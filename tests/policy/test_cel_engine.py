"""The CEL interpreter is loaded without what its package brings along."""

from __future__ import annotations

import sys
from importlib.machinery import PathFinder

import pytest

from planguard.policy.cel_engine import cel


@pytest.fixture
def afresh(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget what was loaded, for one test."""
    cel.cache_clear()
    monkeypatch.setattr(sys, "modules", {**sys.modules})


def test_it_is_loaded_once() -> None:
    assert cel() is cel()
    assert cel().compile("1 + 1").execute(cel().Context()) == 2


@pytest.mark.usefixtures("afresh")
def test_it_is_what_the_program_already_has() -> None:
    sys.modules["cel.cel"] = sys
    assert cel() is sys
    cel.cache_clear()


@pytest.mark.usefixtures("afresh")
def test_it_is_imported_as_a_whole_where_the_extension_cannot_be_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sys.modules.pop("cel.cel", None)
    sys.modules["cel"] = sys
    monkeypatch.setattr(PathFinder, "find_spec", lambda *_: None)
    assert cel() is sys
    cel.cache_clear()
