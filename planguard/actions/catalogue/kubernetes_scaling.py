"""Kubernetes scaling and protection: autoscalers, disruption budgets, quotas, priorities."""

from __future__ import annotations

from planguard.actions.interface import (
    TypeEntry,
    changed,
    choice,
    entry,
    notes,
    number,
    presence,
    when,
)
from planguard.actions.providers.kubernetes_blocks import with_blocks
from planguard.model.words import Disruption, Role

_QUIET = Disruption.NONE
_METADATA = (notes("metadata.annotations", {}), notes("metadata.labels", {}))

_TERRAFORM = {
    "autoscaling:HorizontalPodAutoscaler":
        "horizontal_pod_autoscaler horizontal_pod_autoscaler_v1 horizontal_pod_autoscaler_v2 "
        "horizontal_pod_autoscaler_v2beta2",
    "policy:PodDisruptionBudget": "pod_disruption_budget pod_disruption_budget_v1",
    "core:ResourceQuota": "resource_quota resource_quota_v1",
    "core:LimitRange": "limit_range limit_range_v1",
    "scheduling.k8s.io:PriorityClass": "priority_class priority_class_v1",
}  # fmt: skip
_OTHERWISE = {"horizontal_pod_autoscaler_v1": {"spec.metrics": "", "spec.behavior": ""}}
_OBJECTS: tuple[TypeEntry, ...] = (
    *(
        entry(
            f"kubernetes:autoscaling:HorizontalPodAutoscaler{ending}", Role.SCALING,
            number("spec.maxReplicas", up="scale.limits-up", down="scale.limits-down"),
            number("spec.minReplicas", up="scale.limits-up", down="scale.limits-down"),
            changed("spec.metrics", "config.parameter", disruption=_QUIET),
            number("spec.targetCPUUtilizationPercentage",
                   up="config.parameter", down="config.parameter"),
            choice("spec.behavior.scaleUp.selectPolicy", {"Disabled": "scale.limits-down"}),
            changed("spec.behavior.scaleDown", "config.parameter", disruption=_QUIET),
            changed("spec.scaleTargetRef.kind", "scale.limits-down"),
            changed("spec.scaleTargetRef.name", "scale.limits-down"),
            *_METADATA,
            delete=() if ending else "scale.limits-down",
            replace=() if ending else "scale.limits-down", ignore=("status",),
        )
        for ending in ("", "Patch")
    ),
    *(
        entry(
            f"kubernetes:policy:PodDisruptionBudget{ending}", Role.PROTECTION,
            number("spec.minAvailable", up="protection.up", down="protection.guard-off"),
            number("spec.maxUnavailable", up="protection.guard-off", down="protection.up"),
            when(presence("spec.minAvailable", gone="protection.guard-off"),
                 only={"spec.maxUnavailable": ""}),
            when(presence("spec.minAvailable", gone="config.parameter"),
                 unless={"spec.maxUnavailable": ""}),
            when(presence("spec.maxUnavailable", gone="protection.guard-off"),
                 only={"spec.minAvailable": ""}),
            changed("spec.selector", "protection.guard-off",
                    note="Pods it does not select any more may all be evicted at once."),
            *_METADATA,
            create=() if ending else "protection.up",
            delete=() if ending else "protection.guard-off", ignore=("status",),
        )
        for ending in ("", "Patch")
    ),
    *(
        entry(
            f"kubernetes:core:ResourceQuota{ending}", Role.SCALING,
            number("spec.hard.*", up="scale.limits-up", down="scale.limits-down"),
            presence("spec.hard.*", came="config.parameter", gone="scale.limits-up",
                     note="What runs stays; what is new counts against the quota."),
            changed("spec.scopes", "config.parameter"),
            *_METADATA,
            delete=() if ending else "scale.limits-up", ignore=("status",),
        )
        for ending in ("", "Patch")
    ),
    *(
        entry(
            f"kubernetes:core:LimitRange{ending}", Role.SCALING,
            changed("spec.limits", "config.parameter", disruption=_QUIET),
            *_METADATA,
            delete=() if ending else "protection.guard-off",
        )
        for ending in ("", "Patch")
    ),
    entry(
        "kubernetes:scheduling.k8s.io:PriorityClass", Role.CONFIG,
        changed("value", "config.parameter", disruption=_QUIET),
        changed("globalDefault", "config.parameter", disruption=_QUIET),
        changed("preemptionPolicy", "config.parameter", disruption=_QUIET),
        *_METADATA,
        delete="config.parameter", replace="config.parameter", ignore=("description",),
    ),
)  # fmt: skip

ENTRIES = with_blocks(_OBJECTS, _TERRAFORM, _OTHERWISE)
