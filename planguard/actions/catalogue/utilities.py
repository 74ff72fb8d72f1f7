"""
Resources that exist in the state alone, or on the machine that applies.

Providers: archive, cloudinit, local, null, random, terraform, time and tls. What else uses their
values changes in the same plan and says what that means; what they mean by themselves is little.
Sources: https://registry.terraform.io/namespaces/hashicorp, the pages of each provider.
"""

from __future__ import annotations

from planguard.actions.interface import Rule, TypeEntry, changed, entry, happens, toggle
from planguard.model.words import Reversible, Role, Verb

_KEPT = "The old one is in the state's earlier versions only."
_MADE = ("id", "result", "rfc3339")


def _value(type_: str, *ignore: str) -> TypeEntry:
    """Describe a value that is made once and then kept; who uses it tells what a new one means."""
    return entry(type_, Role.CONFIG, ignore=(*_MADE, *ignore))


def _drawn(type_: str) -> TypeEntry:
    """Describe a secret that is drawn at random and lives in the state."""
    return entry(
        type_,
        Role.SECRET,
        happens("secret.change", Verb.REPLACE, reversible=Reversible.NO, note=_KEPT),
        create="secret.create",
        ignore=(*_MADE, "bcrypt_hash", "base64", "hex"),
    )


def _run(type_: str) -> TypeEntry:
    """Describe what does nothing by itself; programs it runs are told of the whole plan."""
    return entry(type_, Role.GLUE, ignore=("id", "output"))


def _certificate(type_: str, *more: Rule) -> TypeEntry:
    return entry(
        type_,
        Role.KEY,
        changed("private_key_pem", "key.rotate"),
        changed("ca_private_key_pem", "key.rotate"),
        *more,
        replace="key.rotate",
        ignore=("cert_pem", "id", "ready_for_renewal", "validity_end_time", "validity_start_time"),
    )


_AUTHORITY = toggle(
    "is_ca_certificate",
    on="access.grant",
    off="access.revoke",
    note="A certificate of an authority signs others.",
)

ENTRIES: tuple[TypeEntry, ...] = (
    entry("archive_file", Role.CONFIG, ignore=("output_md5", "output_sha", "output_size", "id")),
    entry("cloudinit_config", Role.CONFIG, ignore=("boundary", "id", "rendered")),
    entry("local_file", Role.CONFIG),
    entry("local_sensitive_file", Role.CONFIG),
    _run("null_resource"),
    _run("terraform_data"),
    _value("random_id"),
    _value("random_integer"),
    _value("random_pet"),
    _value("random_shuffle"),
    _value("random_string"),
    _value("random_uuid"),
    _value("random_uuid4"),
    _value("random_uuid7"),
    _drawn("random_bytes"),
    _drawn("random_password"),
    _value("time_offset", "base_rfc3339"),
    _value("time_rotating", "base_rfc3339", "rotation_rfc3339"),
    _value("time_sleep", "create_duration", "destroy_duration"),
    _value("time_static"),
    entry(
        "tls_private_key",
        Role.KEY,
        happens("key.rotate", Verb.REPLACE, reversible=Reversible.NO, note=_KEPT),
        create="key.create",
        ignore=("id", "public_key_openssh", "public_key_pem"),
    ),
    _certificate("tls_self_signed_cert", _AUTHORITY),
    _certificate("tls_locally_signed_cert", _AUTHORITY),
    entry("tls_cert_request", Role.KEY, changed("private_key_pem", "key.rotate")),
)
