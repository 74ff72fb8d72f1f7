"""Azure's resources as its own interface takes them, written with the AzAPI provider."""

from __future__ import annotations

from planguard.actions.interface import TypeEntry, arm, changed, entry
from planguard.actions.providers.azure import identities
from planguard.model.words import Disruption, Role

_ABOUT = (
    *("ignore_casing", "ignore_missing_property", "locks", "retry", "response_export_values"),
    *("create_headers", "update_headers", "delete_headers", "read_headers"),
)
_RUNS = "What the action does, and to what, is not in the plan."

ENTRIES: tuple[TypeEntry, ...] = (
    entry("azapi_data_plane_resource", Role.CONFIG, arm("body"), ignore=_ABOUT),
    entry(
        "azapi_resource", Role.UNKNOWN, arm("body"), *identities("identity.identity_ids"),
        ignore=(*_ABOUT, "schema_validation_enabled", "ignore_body_changes"),
    ),
    entry(
        "azapi_resource_action", Role.CONFIG,
        *(changed(name, "config.parameter", disruption=Disruption.UNKNOWN, note=_RUNS)
          for name in ("action", "method", "body")),
    ),
    entry("azapi_update_resource", Role.UNKNOWN, arm("body", patch=True)),
)  # fmt: skip
