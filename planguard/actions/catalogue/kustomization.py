"""Kustomize: objects rendered from overlays, each a JSON text (the provider by kbst)."""

from __future__ import annotations

from planguard.actions.interface import TypeEntry, entry, manifest
from planguard.model.words import Role

ENTRIES: tuple[TypeEntry, ...] = (
    entry("kustomization_resource", Role.COMPUTE, manifest("manifest"), ignore=("wait",)),
)
