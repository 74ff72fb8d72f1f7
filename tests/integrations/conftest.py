"""A place to run in, and forges that answer as the real ones do."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from integrations.forge import Forge, serve
from integrations.runner import ROOT, Job

Use = Callable[..., Job]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Give a directory with the plans of a few fixtures."""
    for name in ("image-bump", "capacity-cut", "table-key-changed", "errored-plan"):
        shutil.copytree(ROOT / "fixtures" / name, tmp_path / name)
    return tmp_path


@pytest.fixture
def github() -> Iterator[Forge]:
    """Let GitHub's REST API answer about pull request 7."""
    issues = "/repos/acme/shop/issues"
    bot = {"login": "github-actions[bot]", "type": "Bot"}
    with serve(
        Forge(things=f"{issues}/7/comments", thing=f"{issues}/comments", who=bot, author="user")
    ) as forge:
        yield forge


@pytest.fixture
def use(place: Path, github: Forge) -> Use:
    """Use the action on a fixture's plan, as production."""

    def used(
        plan: str = "capacity-cut", *, with_: dict[str, str] | None = None, **job: object
    ) -> Job:
        path = plan if "\n" in plan or plan.endswith(".json") else f"{plan}/plan.json"
        inputs = {"plan": path, "env": "prod", **(with_ or {})}
        told = {"api": github.url, **job}
        return Job(inputs=inputs, place=place, **told).run()  # type: ignore[arg-type] # goes through

    return used
