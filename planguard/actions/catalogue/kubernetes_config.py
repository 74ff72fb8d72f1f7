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

ENTRIES: tuple[TypeEntry, ...] = (
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
