"""
AWS keys, certificates with their keys, and stored secrets: what changes to them mean.

A table of one entry a type, hence its length.
"""

from __future__ import annotations

from planguard.actions.interface import (
    ARRIVING,
    Rule,
    TypeEntry,
    changed,
    deadline,
    document,
    documented,
    entry,
    grants,
    happens,
    members,
    number,
    presence,
    secret,
    toggle,
    when,
)
from planguard.actions.providers.aws import inline
from planguard.actions.providers.aws_forms import key_within
from planguard.model.words import Disruption, Reversible, Role, Verb

_REGISTRY = "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources"
_KMS_END = "https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html"
_RECOVERY = "https://docs.aws.amazon.com/secretsmanager/latest/userguide/manage_delete-secret.html"


def _waits(path: str) -> Rule:
    """Describe the time in which a deletion can still be taken back."""
    return number(
        path, up="protection.up", down="protection.guard-off", zero="protection.guard-off"
    )


def _usable(path: str) -> Rule:
    return toggle(path, off="key.disable", default=True)


def _key(
    type_: str, *rules: Rule, ignore: tuple[str, ...] = ("description",), page: str = _KMS_END
) -> TypeEntry:
    """Describe a key that waits for some days, of no use, before it is gone."""
    return entry(
        type_,
        Role.KEY,
        *rules,
        *documented(
            page,
            *(
                happens("key.delete", verb, reversible=Reversible.YES, note=_CANCELLED)
                for verb in (Verb.DELETE, Verb.REPLACE)
            ),
        ),
        create="key.create",
        ignore=ignore,
    )


_CANCELLED = "Until its waiting period is over the deletion can be cancelled."


def _certificate(type_: str, *rules: Rule) -> TypeEntry:
    """Describe a certificate: what is replaced is renewed, with another key."""
    return entry(
        type_, Role.KEY, *rules, create="key.create", delete="key.delete", replace="key.rotate"
    )


def _policy(type_: str, path: str = "policy", *rules: Rule) -> TypeEntry:
    return entry(type_, Role.IDENTITY, document(path, "resource"), *rules)


_LOCKOUT = toggle(
    "bypass_policy_lockout_safety_check",
    on="protection.guard-off",
    off="protection.up",
    note="A policy that leaves nobody in charge of the key is then accepted.",
)
_KMS = (
    when(document("policy", "key"), verbs=ARRIVING),
    _LOCKOUT,
    _waits("deletion_window_in_days"),
)
_MATERIAL = (
    _usable("enabled"),
    secret("key_material_base64"),
    deadline(
        "valid_to",
        earlier="key.disable",
        note="At that time the key's material is deleted, and what it encrypts cannot be read.",
    ),
)

_DEFAULT_POLICY = "The key gets the default policy: the account's own policies say who may use it."
_AT_ONCE = {"recovery_window_in_days": "0"}

ENTRIES: tuple[TypeEntry, ...] = (
    entry(
        "aws_acmpca_certificate",
        Role.KEY,
        create="key.create",
        delete="key.disable",
        replace="key.rotate",
    ),
    _key(
        "aws_acmpca_certificate_authority",
        _usable("enabled"),
        _waits("permanent_deletion_time_in_days"),
        toggle(
            "revocation_configuration.crl_configuration.enabled",
            on="protection.up",
            off="protection.guard-off",
        ),
        toggle(
            "revocation_configuration.ocsp_configuration.enabled",
            on="protection.up",
            off="protection.guard-off",
        ),
        ignore=(),
        page=f"{_REGISTRY}/acmpca_certificate_authority",
    ),
    entry("aws_acmpca_certificate_authority_certificate", Role.KEY, replace="key.rotate"),
    entry(
        "aws_acmpca_permission",
        Role.IDENTITY,
        grants("actions"),
        *(
            changed(what, "access.grant")
            for what in ("certificate_authority_arn", "principal", "source_account")
        ),
    ),
    entry(
        "aws_acmpca_policy",
        Role.IDENTITY,
        document("policy", "resource"),
        replace=("access.grant", "access.revoke"),
    ),
    entry(
        "aws_cloudhsm_v2_cluster",
        Role.KEY,
        changed("subnet_ids", "routing.network"),
        create="key.create",
        delete="key.delete",
        replace="key.delete",
    ),
    entry(
        "aws_cloudhsm_v2_hsm",
        Role.KEY,
        changed("subnet_id", "routing.network"),
        create="scale.up",
        delete="scale.down",
        replace="deploy.version",
        replace_disruption=Disruption.OUTAGE,
    ),
    _certificate(
        "aws_dms_certificate",
        changed("certificate_pem", "key.rotate"),
        secret("certificate_wallet"),
    ),
    _certificate("aws_iam_server_certificate", secret("private_key")),
    entry(
        "aws_kms_alias",
        Role.KEY,
        changed(
            "target_key_id",
            "key.rotate",
            note="What was encrypted under the alias still needs the key it pointed to before.",
        ),
        delete="key.disable",
        replace="key.disable",
    ),
    entry(
        "aws_kms_custom_key_store",
        Role.KEY,
        secret("key_store_password"),
        secret("xks_proxy_authentication_credential.raw_secret_access_key"),
        changed("xks_proxy_uri_endpoint", "routing.rule"),
        changed("xks_proxy_uri_path", "routing.rule"),
        changed("xks_proxy_connectivity", "routing.rule"),
        changed("xks_proxy_vpc_endpoint_service_name", "routing.rule"),
        # It can be deleted only when no key is in it any more, so that no key ends with it.
        changed("trust_anchor_certificate", "access.trust"),
    ),
    _key("aws_kms_external_key", *_KMS, *_MATERIAL),
    entry(
        "aws_kms_grant",
        Role.IDENTITY,
        members("operations", came="access.grant", gone="access.revoke"),
        *(
            changed(path, action)
            for path in ("grantee_principal", "key_id", "constraints", "retiring_principal")
            for action in ("access.grant", "access.revoke")
        ),
        create="access.grant",
        delete="access.revoke",
        ignore=("name", "grant_creation_tokens", "retire_on_delete"),
    ),
    _key(
        "aws_kms_key",
        toggle("enable_key_rotation", on="protection.up", off="key.rotation-off"),
        _usable("is_enabled"),
        changed("rotation_period_in_days", "config.parameter", disruption=Disruption.NONE),
        *_KMS,
    ),
    entry(
        "aws_kms_key_policy",
        Role.IDENTITY,
        when(document("policy", "key"), verbs=ARRIVING),
        *(
            when(
                happens(action, Verb.DELETE, note=_DEFAULT_POLICY),
                unless={"bypass_policy_lockout_safety_check": "true"},
            )
            for action in ("access.revoke", "access.grant")
        ),
        _LOCKOUT,
    ),
    _key("aws_kms_replica_external_key", *_KMS, *_MATERIAL),
    _key("aws_kms_replica_key", *_KMS, _usable("enabled")),
    _key(
        "aws_paymentcryptography_key",
        _usable("enabled"),
        _waits("deletion_window_in_days"),
        ignore=(),
        page=f"{_REGISTRY}/paymentcryptography_key",
    ),
    entry(
        "aws_paymentcryptography_key_alias",
        Role.KEY,
        changed("key_arn", "key.rotate"),
        delete="key.disable",
        replace="key.disable",
    ),
    entry(
        "aws_secretsmanager_secret",
        Role.SECRET,
        inline("policy"),
        presence(
            "kms_key_id",
            came="protection.up",
            gone="protection.encryption-off",
            note="Without a key of one's own the account's default key is used.",
        ),
        number(
            "recovery_window_in_days",
            up="protection.up",
            down="protection.guard-off",
            zero="protection.guard-off",
            note="At 0 a deleted secret is gone at once.",
        ),
        presence("replica.region", came="protection.up", gone="protection.backup-cut"),
        key_within("replica.kms_key_id"),
        toggle(
            "force_overwrite_replica_secret",
            on="protection.guard-off",
            off="protection.up",
            note="A secret of the same name in the region of a replica is then overwritten.",
        ),
        *documented(
            _RECOVERY,
            *(
                when(
                    happens(
                        "secret.delete",
                        verb,
                        reversible=Reversible.YES,
                        note="It can be restored until its recovery window has passed.",
                    ),
                    unless=_AT_ONCE,
                )
                for verb in (Verb.DELETE, Verb.REPLACE)
            ),
            *(
                when(happens("secret.delete", v), only=_AT_ONCE)
                for v in (Verb.DELETE, Verb.REPLACE)
            ),
        ),
        ignore=("description",),
    ),
    _policy(
        "aws_secretsmanager_secret_policy",
        "policy",
        toggle("block_public_policy", on="protection.up", off="protection.guard-off"),
    ),
    entry(
        "aws_secretsmanager_secret_rotation",
        Role.PROTECTION,
        toggle("rotate_immediately", on="secret.change", verbs=ARRIVING),
        *(
            when(
                changed(path, "secret.change", note="Another schedule rotates it at once."),
                unless={"rotate_immediately": "false"},
            )
            for path in ("rotation_rules", "rotation_lambda_arn")
        ),
        changed("rotation_rules.duration", "config.parameter"),
        number(
            "rotation_rules.automatically_after_days",
            up="protection.guard-off",
            down="protection.up",
        ),
        changed("rotation_rules.schedule_expression", "config.parameter"),
        changed("rotation_lambda_arn", "config.parameter"),
        delete="protection.guard-off",
    ),
    entry(
        "aws_secretsmanager_secret_version",
        Role.SECRET,
        secret("secret_string"),
        secret("secret_binary"),
        changed("secret_string_wo_version", "secret.change"),
        changed("version_stages", "secret.change"),
        happens(
            "secret.delete",
            Verb.DELETE,
            disruption=Disruption.NONE,
            reversible=Reversible.YES,
            note="The version in use cannot lose its label: its value stays until the secret goes.",
        ),
    ),
    entry(
        "aws_signer_signing_profile",
        Role.KEY,
        changed("signing_material.certificate_arn", "key.rotate"),
        delete="key.disable",
        replace="key.disable",
    ),
    entry(
        "aws_signer_signing_profile_permission",
        Role.IDENTITY,
        create="access.grant",
        delete="access.revoke",
        replace=("access.grant", "access.revoke"),
    ),
    entry(
        "aws_transfer_certificate",
        Role.KEY,
        changed("certificate", "key.rotate"),
        changed("certificate_chain", "key.rotate"),
        secret("private_key"),
        delete="key.delete",
        replace="key.rotate",
        ignore=("description",),
    ),
)
