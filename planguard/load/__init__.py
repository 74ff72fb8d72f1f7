"""Paths to values: plan files, policy files, configuration and the sources beside a plan."""

from __future__ import annotations

from pathlib import Path

from planguard.load.plan_files import load_plan_file
from planguard.load.policies import load_policies
from planguard.model.plan import Plan

__all__ = ["load_plan", "load_policies"]


def load_plan(path: str | Path) -> Plan:
    """
    Read a Terraform or OpenTofu plan: the JSON of `show -json`, or the binary plan file.

    Raises `PlanFormatError` when it is no plan, `ConfigError` when a binary plan file cannot be
    converted because neither tool is on the PATH.
    """
    return load_plan_file(str(path)).plan
