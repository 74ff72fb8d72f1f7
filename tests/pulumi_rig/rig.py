"""A fake `pulumi` on the PATH and the recorded runs that it replays."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

FIXTURES = Path(__file__).parents[2] / "fixtures"
DEFAULTS: dict[str, Any] = {
    "version": "v3.263.0", "unknown": [], "code": 0, "says": "", "noise": "", "export": 0,
    "stacks": [], "sleep": 0, "saves": True,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class FakePulumi:
    """What the fake replays, and how it was called."""

    place: Path
    tools: Path

    def set(self, **settings: Any) -> None:
        """Change how it behaves."""
        file = self.place / "settings.json"
        file.write_text(json.dumps({**json.loads(file.read_bytes()), **settings}), "utf-8")

    def edit(self, name: str, change: Callable[[Any], object]) -> None:
        """Change a recorded document in place."""
        file = self.place / name
        document = json.loads(file.read_bytes())
        change(document)
        file.write_text(json.dumps(document), "utf-8")

    @property
    def calls(self) -> list[dict[str, Any]]:
        """Give all calls so far."""
        file = self.place / "calls.ndjson"
        return (
            [json.loads(line) for line in file.read_bytes().splitlines()] if file.exists() else []
        )

    def called(self, *words: str) -> list[dict[str, str]]:
        """Give the flags of each call of a command."""
        return [each["flags"] for each in self.calls if each["words"] == list(words)]


def install(folder: Path, case: str, monkeypatch: pytest.MonkeyPatch) -> FakePulumi:
    """Put a `pulumi` on the PATH that replays the run recorded for a case of fixtures/."""
    place, tools = folder / "fake-pulumi", folder / "fake-tools"
    place.mkdir()
    tools.mkdir()
    recorded = FIXTURES / case / "pulumi"
    for name in ("preview.json", "events.ndjson", "state.json"):
        (place / name).write_bytes((recorded / name).read_bytes())
    (place / "plan.json").write_text(json.dumps(update_plan(place / "preview.json")), "utf-8")
    (place / "settings.json").write_text(json.dumps(DEFAULTS), "utf-8")
    script = tools / "pulumi"
    program = Path(__file__).with_name("fake_cli.py")
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{program}" "$@"\n', "utf-8")
    script.chmod(0o755)
    monkeypatch.setenv("FAKE_PULUMI", str(place))
    monkeypatch.setenv("PATH", f"{tools}{os.pathsep}{os.environ['PATH']}")
    return FakePulumi(place=place, tools=tools)


def update_plan(preview: Path) -> dict[str, Any]:
    """Give the update plan that the engine saves with a preview, as far as steps tell it."""
    steps = json.loads(preview.read_bytes())["steps"]
    return {
        "manifest": {"time": "2026-01-01T00:00:00Z", "magic": "", "version": "v3.263.0"},
        "resourcePlans": {each["urn"]: _resource_plan(each) for each in steps},
    }


def _resource_plan(step: dict[str, Any]) -> dict[str, Any]:
    new = step.get("newState")
    if new is None:
        return {"steps": [step["op"]], "state": None}
    before, after = step.get("oldState", {}).get("inputs", {}), new.get("inputs", {})
    goal = {
        "type": new["type"],
        "name": step["urn"].split("::", 3)[3],
        "custom": new["custom"],
        "inputDiff": {
            "adds": {key: value for key, value in after.items() if key not in before},
            "deletes": [key for key in before if key not in after],
            "updates": {
                key: value for key, value in after.items() if before.get(key, value) != value
            },
        },
        "outputDiff": {},
        **{
            key: new[key]
            for key in ("parent", "provider", "dependencies", "propertyDependencies")
            if key in new
        },
        "protect": new.get("protect", False),
    }
    return {"goal": goal, "steps": [step["op"]], "state": {}}
