"""What one change means, classified alone as in a plan without anything else."""

from __future__ import annotations

from typing import Any

from planguard.actions.engine import classify
from planguard.graph import build
from planguard.model.action import Actions
from planguard.model.source import NoSources
from planguard.testing import change, plan


def found(type_: str, verb: str, before: dict[str, Any], after: dict[str, Any]) -> Actions:
    """Give the actions of a change of one object."""
    subject = plan(change(type_, verb=verb, before=before, after=after))
    return classify(subject, build(subject, NoSources()))
