"""Commands run in an empty directory with nothing of the caller's environment."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from planguard.cli import run

FIXTURES = Path(__file__).parents[2] / "fixtures"


class Ran(NamedTuple):
    """What a command did."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]
WritePlan = Callable[..., Path]


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in list(os.environ):
        if name.startswith("PLANGUARD_") or name in {"TF_WORKSPACE", "TF_DATA_DIR", "NO_COLOR"}:
            monkeypatch.delenv(name)
    monkeypatch.setenv("PLANGUARD_CACHE_DIR", str(tmp_path / "cache"))
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    return here


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in this process."""

    def ran(*arguments: str | Path) -> Ran:
        code = run([str(each) for each in arguments])
        out, err = capsys.readouterr()
        return Ran(code, out, err)

    return ran


@pytest.fixture
def write_plan() -> WritePlan:
    """Write a plan with these changes: (type, name, verbs, before, after)."""

    def write(
        *changes: tuple[str, str, Sequence[str], Any, Any], to: str = "plan.json", **fields: Any
    ) -> Path:
        document = {
            "format_version": "1.2",
            "terraform_version": "1.11.4",
            "resource_changes": [_change(*each) for each in changes],
            "prior_state": {"format_version": "1.0", "values": {"root_module": {}}},
            "configuration": {"root_module": {}},
            "complete": True,
            "applyable": True,
            "errored": False,
        }
        Path(to).write_text(json.dumps({**document, **fields}), encoding="utf-8")
        return Path(to)

    return write


def _change(type_: str, name: str, verbs: Sequence[str], before: Any, after: Any) -> object:
    return {
        "address": f"{type_}.{name}",
        "mode": "managed",
        "type": type_,
        "name": name,
        "provider_name": f"registry.terraform.io/hashicorp/{type_.partition('_')[0]}",
        "change": {
            "actions": list(verbs),
            "before": before,
            "after": after,
            "after_unknown": {},
            "before_sensitive": {},
            "after_sensitive": {},
        },
    }


@pytest.fixture
def fewer(write_plan: WritePlan) -> Path:
    """Write a plan that the shipped policies hold back on a protected environment."""
    before = {"desired_count": 10, "name": "web", "tags": {"environment": "production"}}
    after = {**before, "desired_count": 2}
    return write_plan(("aws_ecs_service", "web", ["update"], before, after))


@pytest.fixture
def fixture_plan() -> Callable[[str], Path]:
    """Give the plan of a case in fixtures/."""
    return lambda name: FIXTURES / name / "plan.json"
