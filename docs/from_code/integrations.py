"""The tables that recipes include: what the action, the component and the hooks take."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from .text import flat, table, written

_ROOT = Path(__file__).resolve().parents[2]


def pages() -> dict[str, str]:
    """Give one part for each file at the root of the repository that others take."""
    action = _first("action.yml")
    component = _first("templates/planguard.yml")["spec"]
    hooks = yaml.safe_load((_ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    outputs = [
        (f"`{name}`", written(flat(each["description"])))
        for name, each in action["outputs"].items()
    ]
    return {
        "parts/action-inputs.md": _inputs(action["inputs"]),
        "parts/action-outputs.md": table(("output", "what it is"), outputs),
        "parts/component-inputs.md": _inputs(component["inputs"]),
        "parts/hooks.md": table(
            ("hook", "what it does"),
            [(f"`{each['id']}`", written(each["description"])) for each in hooks],
        ),
    }


def _first(name: str) -> Mapping[str, Any]:
    """Read the first document of a YAML file."""
    found: Mapping[str, Any] = next(yaml.safe_load_all((_ROOT / name).read_text(encoding="utf-8")))
    return found


def _inputs(inputs: Mapping[str, Any]) -> str:
    rows = [
        (f"`{name}`", written(flat(each["description"])), _default(each))
        for name, each in inputs.items()
    ]
    return table(("input", "what it is", "default"), rows)


def _default(each: Mapping[str, Any]) -> str:
    if "default" not in each:
        return "needed"
    return f"`{each['default']}`" if each["default"] != "" else "none"
