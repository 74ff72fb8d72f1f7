"""Azure's resources as its own interface takes them, written with the AzAPI provider."""

from __future__ import annotations

from planguard.actions.interface import TypeEntry, arm, changed, entry, happens, when
from planguard.actions.providers.azure import identities
from planguard.model.words import Disruption, Role, Verb

_ABOUT = (
    *("ignore_casing", "ignore_missing_property", "ignore_null_property", "locks", "retry"),
    "response_export_values",
    *("create_headers", "update_headers", "delete_headers", "read_headers"),
)
_RUNS = "What the action does, and to what, is not in the plan."
_AT_THE_END = {"when": ("destroy",)}
_SECRET = changed("sensitive_body_version", "secret.change",
                  note="The part of the body that is in no plan is sent anew.")  # fmt: skip

ENTRIES: tuple[TypeEntry, ...] = (
    entry("azapi_data_plane_resource", Role.CONFIG, arm("body"), ignore=_ABOUT),
    entry(
        "azapi_resource", Role.UNKNOWN, arm("body"), _SECRET,
        *identities("identity.identity_ids"),
        ignore=(*_ABOUT, "schema_validation_enabled", "ignore_body_changes"),
    ),
    entry(
        "azapi_resource_action", Role.CONFIG,
        *(changed(name, "config.parameter", disruption=Disruption.UNKNOWN, note=_RUNS)
          for name in ("action", "method", "body", "resource_id")), _SECRET,
        when(happens("config.parameter", Verb.CREATE, disruption=Disruption.UNKNOWN, note=_RUNS),
             unless=_AT_THE_END),
        when(happens("config.parameter", Verb.DELETE, disruption=Disruption.UNKNOWN, note=_RUNS),
             only=_AT_THE_END),
        ignore=_ABOUT,
    ),
    entry("azapi_update_resource", Role.UNKNOWN, arm("body", patch=True), _SECRET, ignore=_ABOUT),
)  # fmt: skip
