"""Kubernetes cluster-wide: namespaces, custom resources, admission, nodes, the API itself."""

from __future__ import annotations

from collections.abc import Mapping

from planguard.actions.interface import (
    TypeEntry,
    changed,
    choice,
    documented,
    entry,
    happens,
    members,
    notes,
    order,
    presence,
    toggle,
    when,
)
from planguard.actions.providers.kubernetes_blocks import with_blocks
from planguard.model.words import Disruption, Role, Verb

_QUIET, _OUTAGE = Disruption.NONE, Disruption.OUTAGE
_LABELS = notes("metadata.labels", {})
_NOTES = notes("metadata.annotations", {})
_ALL = "Everything in the namespace goes with it: workloads, secrets, claims."
_OF_ITS_KIND = "All objects of the kind go with their definition, and what their controller made."
_STORED = (
    "https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/"
    "custom-resource-definition-versioning/"
)
_POD_SECURITY = "pod-security.kubernetes.io"
_ENFORCED = order(
    f'metadata.labels."{_POD_SECURITY}/enforce"', ("", "privileged", "baseline", "restricted"),
    up="protection.up", down="protection.guard-off",
)  # fmt: skip
_LEVELS: Mapping[str, str] = {}
"""What enforces is compared by its strength."""
_ADMISSION = "kubernetes:admissionregistration.k8s.io"

_TERRAFORM = {
    "core:Namespace": "namespace namespace_v1",
    "admissionregistration.k8s.io:MutatingWebhookConfiguration":
        "mutating_webhook_configuration mutating_webhook_configuration_v1",
    "admissionregistration.k8s.io:ValidatingWebhookConfiguration":
        "validating_webhook_configuration validating_webhook_configuration_v1",
    "apiregistration.k8s.io:APIService": "api_service api_service_v1",
    "node.k8s.io:RuntimeClass": "runtime_class_v1",
}  # fmt: skip
_OBJECTS: tuple[TypeEntry, ...] = (
    entry(
        "kubernetes:core:Namespace", Role.DATA_STORE,
        happens("data.delete", Verb.DELETE, note=_ALL),
        happens("data.replace", Verb.REPLACE, note=_ALL),
        happens("scale.to-zero", Verb.DELETE),
        _ENFORCED,
        notes("metadata.labels",
              {f"{_POD_SECURITY}/enforce": _LEVELS, f"{_POD_SECURITY}/*": "config.parameter",
               "istio-injection": "config.parameter"}),
        notes("metadata.annotations",
              {"scheduler.alpha.kubernetes.io/*": "config.parameter"}),
        ignore=("status",),
    ),
    entry(
        "kubernetes:core:NamespacePatch", Role.DATA_STORE,
        _ENFORCED,
        notes("metadata.labels",
              {f"{_POD_SECURITY}/enforce": _LEVELS, f"{_POD_SECURITY}/*": "config.parameter"}),
        _NOTES, ignore=("status",),
    ),
    entry(
        "kubernetes:apiextensions.k8s.io:CustomResourceDefinition", Role.SCHEMA,
        happens("data.delete", Verb.DELETE, note=_OF_ITS_KIND),
        happens("data.replace", Verb.REPLACE, note=_OF_ITS_KIND),
        presence("spec.versions", gone="schema.keys"),
        presence("spec.versions.name", gone="schema.keys"),
        toggle("spec.versions.served", on="config.parameter", off="schema.keys"),
        *documented(
            _STORED,
            toggle("spec.versions.storage", on="config.parameter", disruption=_QUIET,
                   note="Objects that exist are stored anew when they are next written."),
            presence("spec.versions.schema", changed="config.parameter", disruption=_QUIET,
                     note="Objects that exist stay as they are until they are next written."),
            changed("spec.conversion", "config.parameter", disruption=_QUIET),
        ),
        toggle("spec.preserveUnknownFields", on="config.parameter", off="schema.keys"),
        _NOTES, _LABELS, ignore=("status",),
    ),
    *(
        entry(
            f"{_ADMISSION}:{kind}", Role.PROTECTION,
            presence("webhooks", gone="protection.guard-off"),
            presence("webhooks.rules", gone="protection.guard-off", changed="config.parameter"),
            when(members("webhooks.rules.operations", gone="protection.guard-off",
                         swapped="protection.guard-off",
                         note="What it is no longer asked about passes unseen."),
                 not_beside={"webhooks.rules.operations": ("['*']", "('*',)")}),
            changed("webhooks.clientConfig", "config.parameter"),
            presence("webhooks.matchConditions", came="protection.guard-off", gone="protection.up",
                     changed="config.parameter", empty=True),
            order("webhooks.matchPolicy", ("Exact", "Equivalent"), up="protection.up",
                  down="protection.guard-off"),
            order("webhooks.failurePolicy", ("Ignore", "Fail"), up="protection.up",
                  down="protection.guard-off"),
            changed("webhooks.namespaceSelector", "protection.guard-off",
                    note="Which namespaces are judged changes; selectors are not compared."),
            changed("webhooks.objectSelector", "protection.guard-off",
                    note="Which objects are judged changes; selectors are not compared."),
            changed("webhooks.timeoutSeconds", "config.parameter", disruption=_QUIET),
            _NOTES, _LABELS,
            delete="protection.guard-off", replace="protection.guard-off",
        )
        for kind in ("ValidatingWebhookConfiguration", "MutatingWebhookConfiguration")
    ),
    entry(
        f"{_ADMISSION}:ValidatingAdmissionPolicy", Role.PROTECTION,
        order("spec.failurePolicy", ("Ignore", "Fail"), up="protection.up",
              down="protection.guard-off"),
        presence("spec.validations", gone="protection.guard-off", changed="config.parameter"),
        changed("spec.matchConstraints", "config.parameter"),
        changed("spec.matchConditions", "config.parameter"),
        _NOTES, _LABELS,
        delete="protection.guard-off", replace="protection.guard-off", ignore=("status",),
    ),
    entry(
        f"{_ADMISSION}:ValidatingAdmissionPolicyBinding", Role.PROTECTION,
        members("spec.validationActions", came="protection.up", gone="protection.guard-off",
                within="Deny", note="Only `Deny` turns a request away."),
        presence("spec.validationActions", changed="config.parameter"),
        changed("spec.policyName", "config.parameter"),
        changed("spec.matchResources", "config.parameter"),
        _NOTES, _LABELS,
        delete="protection.guard-off", replace="protection.guard-off",
    ),
    entry(
        "kubernetes:apiregistration.k8s.io:APIService", Role.ROUTING,
        changed("spec.service", "routing.rule"),
        toggle("spec.insecureSkipTLSVerify", on="exposure.tls-weaken", off="protection.up"),
        changed("spec.caBundle", "access.trust"),
        _NOTES, _LABELS,
        delete="routing.remove", replace="routing.rule", replace_disruption=_OUTAGE,
        ignore=("status",),
    ),
    *(
        entry(
            f"kubernetes:core:Node{ending}", Role.COMPUTE,
            toggle("spec.unschedulable", on="scale.limits-down", off="scale.limits-up"),
            presence("spec.taints.key", came="scale.limits-down", gone="scale.limits-up",
                     changed="config.parameter"),
            presence("spec.taints.effect", changed="config.parameter"),
            _NOTES, _LABELS,
            delete=() if ending else "scale.down", ignore=("status",),
        )
        for ending in ("", "Patch")
    ),
    entry(
        "kubernetes:node.k8s.io:RuntimeClass", Role.CONFIG,
        choice("handler", {}, otherwise="dependency.runtime"),
        delete="config.parameter",
    ),
)  # fmt: skip

_OTHERWISE = {
    f"admissionregistration.k8s.io:{kind}WebhookConfiguration": {"webhooks.matchConditions": ""}
    for kind in ("Mutating", "Validating")
}
ENTRIES = with_blocks(_OBJECTS, _TERRAFORM, _OTHERWISE)
