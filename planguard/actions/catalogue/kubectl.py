"""kubectl: manifests as text, applied as they stand (the providers by gavinbunney and alekc)."""

from __future__ import annotations

from planguard.actions.interface import ALWAYS, TypeEntry, entry, manifest, toggle, when
from planguard.model.words import Role, Verb

_KEPT = {"apply_only": "true"}
"""Deleting it leaves the object in the cluster."""

ENTRIES: tuple[TypeEntry, ...] = (
    entry(
        "kubectl_manifest", Role.COMPUTE,
        when(manifest("yaml_body", shown="yaml_body_parsed"), verbs=ALWAYS - {Verb.DELETE}),
        when(manifest("yaml_body", shown="yaml_body_parsed"), unless=_KEPT,
             verbs=frozenset({Verb.DELETE})),
        toggle("force_new", on="protection.guard-off", off="protection.up",
               note="Whatever changes, the object is deleted and made again."),
        toggle("force_conflicts", on="protection.guard-off", off="protection.up",
               note="It takes fields from whoever else manages them."),
        toggle("validate_schema", on="protection.up", off="protection.guard-off", default=True),
        toggle("apply_only", on="protection.up", off="protection.guard-off"),
        ignore=("yaml_incluster", "live_manifest_incluster", "uid", "live_uid", "wait",
                "wait_for", "wait_for_rollout", "sensitive_fields", "timeouts",
                "yaml_body_parsed"),
    ),
    entry("kubectl_server_version", Role.GLUE),
)  # fmt: skip
