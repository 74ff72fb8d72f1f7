"""
Kubernetes as Terraform's provider alone has it: whole manifests, and single fields of objects.

A type for fields sets some of an object that stands elsewhere, and gives them up when deleted.
"""

from __future__ import annotations

from collections.abc import Mapping

from planguard.actions.interface import (
    TypeEntry,
    changed,
    entry,
    happens,
    manifest,
    members,
    notes,
    number,
    order,
    presence,
    toggle,
    variables,
    when,
)
from planguard.model.words import Disruption, Role, Verb

_LEVELS = ("", "privileged", "baseline", "restricted")
_NAMESPACE = {"kind": "Namespace"}
_ACCOUNT = {"kind": "ServiceAccount"}
_LOGIN: Mapping[str, str] = {"": "access.revoke", "*": "access.grant"}
_LOGINS = (
    *("eks.amazonaws.com/role-arn", "iam.gke.io/gcp-service-account"),
    *("azure.workload.identity/client-id", "azure.workload.identity/tenant-id"),
)
"""Annotations with which a service account acts as an identity of the cloud."""
_RESTART = "Pods are made anew when the template of their workload changes."

ENTRIES: tuple[TypeEntry, ...] = (
    entry(
        "kubernetes_manifest", Role.COMPUTE,
        manifest("manifest"),
        toggle("field_manager.force_conflicts", on="protection.guard-off", off="protection.up",
               note="It takes fields from whoever else manages them."),
        ignore=("object", "computed_fields", "wait", "wait_for", "timeouts"),
    ),
    entry(
        "kubernetes_labels", Role.CONFIG,
        when(order('labels."pod-security.kubernetes.io/enforce"', _LEVELS, up="protection.up",
                   down="protection.guard-off"), only=_NAMESPACE),
        when(notes("labels", {"pod-security.kubernetes.io/enforce": {},
                              "pod-security.kubernetes.io/*": "config.parameter",
                              "istio-injection": "config.parameter"}), only=_NAMESPACE),
        when(notes("labels", {}), unless=_NAMESPACE),
        when(happens("protection.guard-off", Verb.DELETE),
             only={**_NAMESPACE,
                   "labels.pod-security.kubernetes.io/enforce": ("restricted", "baseline")}),
    ),
    entry(
        "kubernetes_annotations", Role.CONFIG,
        when(notes("annotations", dict.fromkeys(_LOGINS, _LOGIN)), only=_ACCOUNT),
        when(notes("annotations",
                   {"*ingress.kubernetes.io/*": "routing.rule",
                    "service.beta.kubernetes.io/*": "routing.rule",
                    "external-dns.alpha.kubernetes.io/*": "routing.dns",
                    "*storageclass.kubernetes.io/is-default-class": "config.parameter"}),
             unless=_ACCOUNT),
        changed("template_annotations", "deploy.version", note=_RESTART),
        *(
            when(happens(action, verb), only=_ACCOUNT, unless={f'annotations."{name}"': ""})
            for name in _LOGINS[:3]
            for action, verb in (("access.grant", Verb.CREATE), ("access.revoke", Verb.DELETE))
        ),
    ),
    entry(
        "kubernetes_env", Role.CONFIG,
        variables("env", note=_RESTART),
        presence("env.value_from.secret_key_ref", changed="secret.change"),
        changed("container", "config.env"),
        delete="config.env", replace="config.env",
    ),
    entry(
        "kubernetes_node_taint", Role.SCALING,
        presence("taint.key", came="scale.limits-down", gone="scale.limits-up",
                 changed="config.parameter"),
        presence("taint.effect", changed="config.parameter",
                 note="`NoExecute` drives pods off the node that run already."),
        create="scale.limits-down", delete="scale.limits-up",
    ),
    entry(
        "kubernetes_token_request_v1", Role.SECRET,
        number("spec.expiration_seconds", up="access.grant", down="access.revoke"),
        members("spec.audiences", came="access.grant", gone="access.revoke"),
        create="secret.create", replace="secret.change",
    ),
    *(
        entry(
            f"kubernetes_pod_security_policy{version}", Role.PROTECTION,
            *(
                toggle(f"spec.{name}", on="protection.guard-off", off="protection.up")
                for name in ("privileged", "host_network", "host_pid", "host_ipc",
                             "default_allow_privilege_escalation")
            ),
            toggle("spec.allow_privilege_escalation", on="protection.guard-off",
                   off="protection.up", default=True),
            toggle("spec.read_only_root_filesystem", on="protection.up",
                   off="protection.guard-off"),
            members("spec.allowed_capabilities", came="protection.guard-off",
                    gone="protection.up"),
            members("spec.required_drop_capabilities", came="protection.up",
                    gone="protection.guard-off"),
            members("spec.volumes", came="config.parameter", gone="config.parameter",
                    words={"*": "protection.guard-off", "hostPath": "protection.guard-off"}),
            presence("spec.allowed_host_paths", came="protection.up",
                     gone="protection.guard-off", changed="config.parameter"),
            changed("spec.run_as_user", "config.parameter", disruption=Disruption.NONE),
            notes("metadata.annotations", {}), notes("metadata.labels", {}),
            delete="protection.guard-off", replace="protection.guard-off",
        )
        for version in ("", "_v1beta1")
    ),
)  # fmt: skip
