from __future__ import annotations

import subprocess
import sys

import pytest

from planguard.actions.patterns import NAMES, PATTERNS

IMPORTED = "import sys, planguard.actions.patterns as p; print(*sorted(sys.modules))"


def test_every_name_is_a_pattern() -> None:
    assert list(PATTERNS) == sorted(NAMES)
    assert len(PATTERNS) == len(set(NAMES))
    assert all(pattern.__doc__ for pattern in PATTERNS.values())


def test_unknown_name() -> None:
    with pytest.raises(KeyError):
        PATTERNS["numbers"]


def test_patterns_are_imported_late() -> None:
    done = subprocess.run(
        [sys.executable, "-c", IMPORTED], capture_output=True, text=True, check=True
    )
    assert "planguard.actions.patterns" in done.stdout.split()
    assert "planguard.actions.patterns.document" not in done.stdout.split()
