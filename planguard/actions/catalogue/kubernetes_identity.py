"""Kubernetes identities: roles, who has them, service accounts, certificates asked for."""

from __future__ import annotations

from collections.abc import Mapping

from planguard.actions.interface import (
    TypeEntry,
    bindings,
    changed,
    choice,
    entry,
    members,
    notes,
    presence,
    rbac,
    toggle,
)
from planguard.actions.providers.kubernetes_blocks import with_blocks
from planguard.model.words import Role

_RBAC = "kubernetes:rbac.authorization.k8s.io"
_NOTES = notes("metadata.annotations", {})
_LABELS = notes("metadata.labels", {})
_AGGREGATED = notes(
    "metadata.labels",
    {"rbac.authorization.k8s.io/aggregate-to-*": {"true": "access.grant", "": "access.revoke",
                                                  "false": "access.revoke"}},
)  # fmt: skip
_FILLED = "The controller fills the rules from the roles that are selected; they are not compared."
_LOGIN: Mapping[str, str | Mapping[str, str]] = {
    "eks.amazonaws.com/role-arn": {"": "access.revoke", "*": "access.grant"},
    "iam.gke.io/gcp-service-account": {"": "access.revoke", "*": "access.grant"},
    "azure.workload.identity/client-id": {"": "access.revoke", "*": "access.grant"},
    "azure.workload.identity/tenant-id": {"": "access.revoke", "*": "access.grant"},
}
"""Annotations with which a service account acts as an identity of the cloud."""

_TERRAFORM = {
    "rbac.authorization.k8s.io:Role": "role role_v1",
    "rbac.authorization.k8s.io:ClusterRole": "cluster_role cluster_role_v1",
    "rbac.authorization.k8s.io:RoleBinding": "role_binding role_binding_v1",
    "rbac.authorization.k8s.io:ClusterRoleBinding":
        "cluster_role_binding cluster_role_binding_v1",
    "core:ServiceAccount": "service_account service_account_v1",
    "core:ServiceAccountPatch": "default_service_account default_service_account_v1",
    "certificates.k8s.io:CertificateSigningRequest":
        "certificate_signing_request certificate_signing_request_v1",
}  # fmt: skip
_ACCOUNT = {"imagePullSecrets": "image_pull_secret", "secrets": "secret"}
_OTHERWISE = {
    "core:ServiceAccount": _ACCOUNT,
    "core:ServiceAccountPatch": _ACCOUNT,
    "certificates.k8s.io:CertificateSigningRequest": {"spec.groups": ""},
}
_OBJECTS: tuple[TypeEntry, ...] = (
    *(
        entry(f"{_RBAC}:Role{ending}", Role.IDENTITY, rbac("rules"), _NOTES, _LABELS)
        for ending in ("", "Patch")
    ),
    *(
        entry(
            f"{_RBAC}:ClusterRole{ending}", Role.IDENTITY,
            rbac("rules", everywhere=True),
            presence("aggregationRule", came="access.grant", gone="access.revoke",
                     changed="access.grant", note=_FILLED),
            _NOTES, _AGGREGATED,
        )
        for ending in ("", "Patch")
    ),
    *(
        entry(
            f"{_RBAC}:{kind}{ending}", Role.IDENTITY,
            *bindings("subjects", role="roleRef"), _NOTES, _LABELS,
        )
        for kind in ("RoleBinding", "ClusterRoleBinding")
        for ending in ("", "Patch")
    ),
    *(
        entry(
            f"kubernetes:core:ServiceAccount{ending}", Role.IDENTITY,
            toggle("automountServiceAccountToken", on="access.grant", off="access.revoke",
                   default=True),
            changed("imagePullSecrets", "config.parameter"),
            presence("secrets", changed="secret.change", gone="access.revoke"),
            notes("metadata.annotations", _LOGIN), _LABELS,
            delete=() if ending else "access.revoke",
            replace=() if ending else ("access.revoke", "access.grant"),
        )
        for ending in ("", "Patch")
    ),
    entry(
        "kubernetes:certificates.k8s.io:CertificateSigningRequest", Role.IDENTITY,
        changed("spec.usages", "access.grant"),
        members("spec.groups", came="access.grant", gone="access.revoke",
                words={"system:masters": "access.admin"}),
        choice("spec.signerName", {}, otherwise="access.grant"),
        create="access.grant", ignore=("status",),
    ),
)  # fmt: skip

ENTRIES = with_blocks(_OBJECTS, _TERRAFORM, _OTHERWISE)
