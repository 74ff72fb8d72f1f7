"""
The CEL interpreter, without the command line that its package brings along.

`import cel` also imports prompt-toolkit, rich and typer, which costs 0.15 s; the extension module
alone takes 0.02 s. It is registered under its own name, so a program that imports `cel` as well
gets the same one.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
from functools import cache
from importlib.machinery import PathFinder
from typing import Any


@cache
def cel() -> Any:
    """Give the extension module `cel.cel`: `compile`, `Context`, `Program`."""
    if "cel.cel" in sys.modules:
        return sys.modules["cel.cel"]
    package = PathFinder.find_spec("cel")
    folders = package.submodule_search_locations if package else None
    spec = PathFinder.find_spec("cel.cel", folders) if folders else None
    if spec is None or spec.loader is None:
        return importlib.import_module("cel")
    module = importlib.util.module_from_spec(spec)
    sys.modules["cel.cel"] = module
    spec.loader.exec_module(module)
    return module
