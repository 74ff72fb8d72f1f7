"""
Google Cloud's keys, secrets and certificates: what changes to them mean.

A table of one entry a type, hence its length.
"""

from __future__ import annotations

from dataclasses import replace

from planguard.actions.interface import (
    Rule,
    TypeEntry,
    changed,
    choice,
    deadline,
    entry,
    happens,
    limit,
    members,
    presence,
    retention,
    secret,
    toggle,
    when,
)
from planguard.actions.providers.forms import danger, guard
from planguard.actions.providers.google import front, own_key, setting
from planguard.model.words import Disruption, Reversible, Role, Verb

_QUIET = Disruption.NONE
_STAYS = (
    "The key stays in the project and out of the state, but every version of its material is "
    "destroyed after the scheduled time (https://cloud.google.com/kms/docs/destroy-restore)."
)
_VERSIONS = (
    "Secret Manager keeps nothing of a deleted secret, unless versions are destroyed later."
)
_ELSEWHERE = "Keys that cannot be reached there decrypt nothing."
_KEPT = {"deletion_policy": ("abandon", "disable")}


def _secret(type_: str, *rules: Rule) -> TypeEntry:
    return entry(
        type_,
        Role.SECRET,
        guard("deletion_protection"),
        presence("rotation", gone="key.rotation-off", came="protection.up"),
        presence(
            "rotation.rotation_period",
            changed="config.parameter",
            note="The period is how often its keeper is told to rotate it.",
        ),
        deadline("expire_time", earlier="secret.delete", later="config.parameter"),
        retention("ttl", cut="secret.delete"),
        retention(
            "version_destroy_ttl",
            cut="protection.backup-cut",
            up="protection.up",
            zero_is="nothing",
            note=_VERSIONS,
        ),
        members("topics.name", gone="config.parameter", came="config.parameter"),
        presence("version_aliases.*", gone="secret.change", changed="secret.change"),
        *rules,
        delete="secret.delete",
        replace="secret.delete",
    )


def _version(type_: str, *rules: Rule) -> TypeEntry:
    """Describe a version of a secret: a new value is another version, in place of the old."""
    return entry(
        type_,
        Role.SECRET,
        secret("secret_data"),
        replace(
            toggle("enabled", off="secret.delete", on="secret.create", default=True),
            reversible=Reversible.YES,
        ),
        choice(
            "deletion_policy",
            {
                "DELETE": "protection.guard-off",
                "DISABLE": "protection.up",
                "ABANDON": "protection.up",
            },
            default="DELETE",
        ),
        when(happens("secret.delete", Verb.DELETE), unless=_KEPT),
        when(
            happens("secret.delete", Verb.DELETE, reversible=Reversible.YES),
            only={"deletion_policy": "disable"},
        ),
        *rules,
    )


def _certificate(type_: str, *rules: Rule, create: str = "") -> TypeEntry:
    return entry(
        type_, Role.KEY, *rules,
        create=create or (), delete="key.delete", replace="key.rotate", ignore=("description",),
    )  # fmt: skip


def _asked_of(at: str) -> tuple[Rule, ...]:
    """Describe for which names certificates may be had."""
    return (
        presence(at, came="access.revoke", gone="access.grant"),
        *(
            presence(
                f"{at}.allow_subject_{part}",
                came="access.grant",
                gone="access.revoke",
                empty=True,
            )
            for part in ("passthrough", "alt_names_passthrough")
        ),
        presence(
            f"{at}.cel_expression.expression",
            came="access.revoke",
            gone="access.grant",
            changed="access.grant",
            note="The two expressions are not compared.",
        ),
    )


ENTRIES: tuple[TypeEntry, ...] = (
    entry(
        "google_apikeys_key",
        Role.SECRET,
        presence(
            "restrictions",
            gone="access.grant",
            came="access.revoke",
            note="Without restrictions the key opens every API of the project, to anybody.",
        ),
        limit(
            "restrictions.api_targets",
            note="Where no target is listed, the key opens every API of the project.",
        ),
        limit("restrictions.browser_key_restrictions.allowed_referrers"),
        limit("restrictions.server_key_restrictions.allowed_ips"),
        limit("restrictions.ios_key_restrictions.allowed_bundle_ids"),
        create="secret.create",
        delete="secret.delete",
        replace="secret.change",
    ),
    _certificate(
        "google_certificate_manager_certificate",
        members("managed.domains", came="key.rotate", gone="key.rotate"),
        changed("self_managed.pem_certificate", "key.rotate"),
        secret("self_managed.pem_private_key"),
    ),
    setting(
        "google_certificate_manager_certificate_issuance_config",
        changed("lifetime", "config.parameter", disruption=_QUIET),
        changed("certificate_authority_config", "access.trust"),
    ),
    front("google_certificate_manager_certificate_map"),
    front(
        "google_certificate_manager_certificate_map_entry",
        members("certificates", came="routing.rule", gone="routing.rule", swapped="routing.rule"),
        changed("hostname", "routing.rule"),
    ),
    entry(
        "google_certificate_manager_dns_authorization",
        Role.KEY,
        happens(
            "key.rotation-off",
            Verb.DELETE,
            note="Certificates that rest on it are no longer renewed.",
        ),
        happens(
            "key.rotation-off",
            Verb.REPLACE,
            note="Certificates are not renewed until the new record stands in the zone.",
        ),
        ignore=("description",),
    ),
    entry(
        "google_certificate_manager_trust_config",
        Role.IDENTITY,
        *(
            presence(
                f"{trusted}.pem_certificate",
                came="access.trust",
                changed="access.trust",
                gone="access.revoke",
            )
            for trusted in (
                *("trust_stores.trust_anchors", "trust_stores.intermediate_cas"),
                "allowlisted_certificates",
            )
        ),
        delete="access.revoke",
        ignore=("description",),
    ),
    *(
        entry(
            f"google_compute_{whole}_signed_url_key",
            Role.SECRET,
            create="secret.create",
            delete="secret.delete",
            replace="secret.change",
        )
        for whole in ("backend_bucket", "backend_service")
    ),
    _certificate(
        "google_compute_managed_ssl_certificate",
        members("managed.domains", came="key.rotate", gone="key.rotate"),
    ),
    _certificate(
        "google_compute_region_ssl_certificate",
        changed("certificate", "key.rotate"),
        secret("private_key"),
    ),
    _certificate(
        "google_compute_ssl_certificate",
        changed("certificate", "key.rotate"),
        secret("private_key"),
    ),
    setting(
        "google_kms_autokey_config",
        changed("key_project", "config.parameter"),
        happens("config.parameter", Verb.DELETE, disruption=_QUIET),
    ),
    entry(
        "google_kms_crypto_key",
        Role.KEY,
        presence("rotation_period", came="protection.up"),
        when(
            retention(
                "rotation_period",
                cut="protection.up",
                off="key.rotation-off",
                up="config.parameter",
                zero_is="nothing",
                note="The period is how often a new version is made.",
            ),
            was_not={"rotation_period": ""},
        ),
        retention(
            "destroy_scheduled_duration",
            cut="protection.guard-off",
            up="protection.up",
            zero_is="nothing",
        ),
        changed(
            "version_template.algorithm",
            "config.parameter",
            both=True,
            disruption=_QUIET,
            note="It holds for versions made from then on.",
        ),
        choice(
            "version_template.protection_level",
            {"SOFTWARE": "protection.encryption-off"},
            otherwise="protection.up",
        ),
        changed("purpose", "key.rotate"),
        limit("key_access_justifications_policy.allowed_access_reasons"),
        happens("key.delete", Verb.DELETE, note=_STAYS),
        happens("key.delete", Verb.REPLACE, note=_STAYS),
        create="key.create",
    ),
    entry(
        "google_kms_crypto_key_version",
        Role.KEY,
        choice(
            "state",
            {
                "DISABLED": "key.disable",
                "ENABLED": "protection.up",
                "DESTROY_SCHEDULED": "key.delete",
                "DESTROYED": "key.delete",
            },
        ),
        create="key.rotate",
        delete="key.delete",
        replace="key.delete",
    ),
    entry(
        "google_kms_ekm_connection",
        Role.KEY,
        *(
            changed(f"service_resolvers.{part}", "routing.rule", note=_ELSEWHERE)
            for part in ("hostname", "service_directory_service", "endpoint_filter")
        ),
        presence(
            "service_resolvers.server_certificates.raw_der",
            came="access.trust",
            changed="access.trust",
            gone="access.revoke",
            note="The external manager is known by its certificate.",
        ),
        changed("key_management_mode", "config.parameter"),
        changed("crypto_space_path", "config.parameter"),
    ),
    entry(
        "google_kms_key_handle",
        Role.KEY,
        happens("other", Verb.DELETE, note="A handle cannot be deleted, nor is its key."),
        create="key.create",
    ),
    entry(
        "google_kms_key_ring",
        Role.KEY,
        happens(
            "other",
            Verb.DELETE,
            note="A ring cannot be deleted: it only leaves the state.",
        ),
    ),
    entry("google_kms_key_ring_import_job", Role.KEY),
    entry(
        "google_kms_secret_ciphertext",
        Role.SECRET,
        secret("plaintext"),
        changed("crypto_key", "secret.change"),
    ),
    setting(
        "google_parameter_manager_parameter",
        own_key("kms_key"),
        happens("config.parameter", Verb.DELETE),
    ),
    setting(
        "google_parameter_manager_parameter_version",
        changed("parameter_data", "config.parameter"),
        toggle("disabled", on="config.parameter", off="config.parameter"),
        happens("config.parameter", Verb.DELETE),
    ),
    setting(
        "google_parameter_manager_regional_parameter",
        own_key("kms_key"),
        happens("config.parameter", Verb.DELETE),
    ),
    setting(
        "google_parameter_manager_regional_parameter_version",
        changed("parameter_data", "config.parameter"),
        toggle("disabled", on="config.parameter", off="config.parameter"),
        happens("config.parameter", Verb.DELETE),
    ),
    entry(
        "google_privateca_ca_pool",
        Role.KEY,
        *_asked_of("issuance_policy.identity_constraints"),
        *(
            presence(
                f"issuance_policy.{part}",
                came="access.revoke",
                gone="access.grant",
                changed="access.grant",
                note="Those it had before are not compared.",
            )
            for part in ("allowed_issuance_modes", "allowed_key_types", "baseline_values")
        ),
        changed("issuance_policy.maximum_lifetime", "config.parameter", disruption=_QUIET),
        toggle("publishing_options.publish_crl", off="protection.guard-off", on="protection.up"),
        delete="key.delete",
        replace="key.delete",
    ),
    entry(
        "google_privateca_certificate",
        Role.KEY,
        changed("pem_csr", "key.rotate"),
        create="key.create",
        delete="key.delete",
        replace="key.rotate",
    ),
    entry(
        "google_privateca_certificate_authority",
        Role.KEY,
        choice(
            "desired_state",
            {"DISABLED": "key.disable", "STAGED": "key.disable", "ENABLED": "protection.up"},
        ),
        guard("deletion_protection", default=True),
        danger("skip_grace_period"),
        danger("ignore_active_certificates_on_deletion"),
        create="key.create",
        delete="key.delete",
        replace="key.delete",
    ),
    entry(
        "google_privateca_certificate_template",
        Role.KEY,
        *_asked_of("identity_constraints"),
        changed("predefined_values", "access.grant"),
        ignore=("description",),
    ),
    _secret(
        "google_secret_manager_regional_secret",
        own_key("customer_managed_encryption.kms_key_name"),
    ),
    _version("google_secret_manager_regional_secret_version"),
    _secret(
        "google_secret_manager_secret",
        own_key("replication.auto.customer_managed_encryption.kms_key_name"),
        own_key("replication.user_managed.replicas.customer_managed_encryption.kms_key_name"),
        members("replication.user_managed.replicas.location", gone="protection.guard-off"),
    ),
    _version(
        "google_secret_manager_secret_version",
        changed("secret_data_wo_version", "secret.change"),
    ),
    entry(
        "google_service_account_key",
        Role.SECRET,
        changed("keepers", "key.rotate"),
        create="secret.create",
        delete="secret.delete",
        replace="secret.change",
    ),
)
