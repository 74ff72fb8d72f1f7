"""What several test files share: real plans, the shipped policies, one way to judge."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import pytest

with warnings.catch_warnings():
    # typer still imports names that click has deprecated; that is for the two to settle.
    warnings.filterwarnings("ignore", category=DeprecationWarning, module="click")
    warnings.filterwarnings("ignore", category=DeprecationWarning, message="'click")
    import typer  # noqa: F401

from planguard.analyze import analyze
from planguard.formats import FORMATS, Format, format_named
from planguard.load import load_policies
from planguard.model.plan import Plan
from planguard.model.report import Report
from planguard.model.settings import Environment, Settings
from planguard.policy.reading import Policy

PRODUCTION = Settings(environment=Environment(name="prod"))


@pytest.fixture(scope="session")
def shipped() -> tuple[Policy, ...]:
    """Give the shipped policies, compiled once."""
    return load_policies()


@pytest.fixture(scope="session")
def formats() -> Mapping[str, Format]:
    """Give every report format by name."""
    found = {name: format_named(name) for name in FORMATS}
    return {name: each for name, each in found.items() if each is not None}


@pytest.fixture(scope="session")
def judge_plan(shipped: tuple[Policy, ...]) -> Callable[[Plan], Report]:
    """Give what judges a plan as production by the shipped policies."""
    return partial(analyze, policies=shipped, settings=PRODUCTION, pictured=True)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Add what the corpus tests counted."""
    counts: dict[str, int] = {}
    for report in terminalreporter.getreports("passed"):
        if report.when == "call":
            for name, number in report.user_properties:
                if str(name).startswith("corpus "):
                    counts[name] = counts.get(name, 0) + int(str(number))
    if counts:
        told = ", ".join(
            f"{name.removeprefix('corpus ')} {counts[name]}" for name in sorted(counts)
        )
        terminalreporter.write_line(f"corpus: {told}")
