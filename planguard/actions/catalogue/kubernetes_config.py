"""Kubernetes configuration: config maps and secrets."""

from __future__ import annotations

from planguard.actions.interface import (
    TypeEntry,
    changed,
    entry,
    happens,
    notes,
    presence,
    secret_keys,
    settings,
    toggle,
    when,
)
from planguard.actions.providers.kubernetes_blocks import with_blocks
from planguard.model.words import Role, Verb

_METADATA = (notes("metadata.annotations", {}), notes("metadata.labels", {}))
_FIXED = toggle("immutable", on="config.parameter", off="config.parameter")
_AWS_AUTH = (
    *(
        presence(f"data.{name}", came="access.grant", gone="access.revoke",
                 changed="access.grant",
                 note="It says which identities of AWS may do what in the cluster; the two texts "
                      "are not compared.")
        for name in ("mapRoles", "mapUsers", "mapAccounts")
    ),
    happens("access.revoke", Verb.DELETE),
)  # fmt: skip

_TERRAFORM = {
    "core:ConfigMap": "config_map config_map_v1",
    "core:ConfigMapPatch": "config_map_v1_data",
    "core:Secret": "secret secret_v1",
    "core:SecretPatch": "secret_v1_data",
}
_TEXTS = {"data": "binary_data", "stringData": "data"}
"""Terraform takes a secret in clear, and encodes it."""
_DATA_ALONE = dict.fromkeys(
    ("binaryData", "immutable", "type", "metadata.annotations", "metadata.labels"), ""
)
_OTHERWISE = {
    "core:ConfigMapPatch": _DATA_ALONE,
    "core:Secret": _TEXTS,
    "core:SecretPatch": {**_DATA_ALONE, "data": "", "stringData": "data"},
}
_OBJECTS: tuple[TypeEntry, ...] = (
    *(
        entry(
            f"kubernetes:core:ConfigMap{ending}", Role.CONFIG,
            settings("data"),
            changed("binaryData", "config.env"),
            changed("metadata.namespace", "config.env"),
            *(when(rule, only={"metadata.name": "aws-auth"}) for rule in _AWS_AUTH),
            _FIXED, *_METADATA,
            delete=() if ending else "config.env",
        )
        for ending in ("", "Patch")
    ),
    *(
        entry(
            f"kubernetes:core:Secret{ending}", Role.SECRET,
            *secret_keys("data", plain="stringData"),
            changed("metadata.namespace", "secret.delete"),
            changed("type", "config.parameter"),
            _FIXED, *_METADATA,
            create="secret.create", delete=() if ending else "secret.delete",
        )
        for ending in ("", "Patch")
    ),
)  # fmt: skip

ENTRIES = with_blocks(_OBJECTS, _TERRAFORM, _OTHERWISE)
