"""The patterns that rules name: one file for each piece of comparing logic."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from planguard.actions.interface import Pattern
from planguard.actions.patterns import (
    changed,
    choice,
    containers,
    document,
    grants,
    ingress,
    number,
    order,
    presence,
    retention,
    secret,
    size,
    threshold,
    toggle,
    variables,
    version,
    weights,
)

PATTERNS: Mapping[str, Pattern] = MappingProxyType(
    {
        "changed": changed.compare,
        "choice": choice.compare,
        "containers": containers.compare,
        "document": document.compare,
        "grants": grants.compare,
        "ingress": ingress.compare,
        "number": number.compare,
        "order": order.compare,
        "presence": presence.compare,
        "retention": retention.compare,
        "secret": secret.compare,
        "size": size.compare,
        "threshold": threshold.compare,
        "toggle": toggle.compare,
        "variables": variables.compare,
        "version": version.compare,
        "weights": weights.compare,
    }
)
"""Every pattern, by the name rules have for it."""
