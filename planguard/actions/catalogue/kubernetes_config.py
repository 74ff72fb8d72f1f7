"""Kubernetes configuration: config maps and secrets."""

from __future__ import annotations

from planguard.actions.interface import TypeEntry, changed, entry, toggle
from planguard.actions.kubernetes_rules import notes, secret_keys, settings
from planguard.model.words import Role

_METADATA = (notes("metadata.annotations", {}), notes("metadata.labels", {}))
_FIXED = toggle("immutable", on="config.parameter", off="config.parameter")

ENTRIES: tuple[TypeEntry, ...] = (
    *(
        entry(
            f"kubernetes:core:ConfigMap{ending}", Role.CONFIG,
            settings("data"),
            changed("binaryData", "config.env"),
            changed("metadata.namespace", "config.env"),
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
