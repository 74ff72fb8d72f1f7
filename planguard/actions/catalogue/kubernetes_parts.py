"""What belongs to another Kubernetes object: to the namespace it is in, to the workload it scales."""

from __future__ import annotations

from planguard.actions.interface import Part

_SCALED = ("deployment", "deployment_v1", "stateful_set", "stateful_set_v1")
_SCALERS = ("", "_v1", "_v2", "_v2beta2")
_NAMESPACES = ("kubernetes_namespace", "kubernetes_namespace_v1")

PARTS: tuple[Part, ...] = (
    *(Part("kubernetes_", "metadata.namespace", whole) for whole in _NAMESPACES),
    *(Part("kubernetes_manifest", "manifest.metadata.namespace", whole) for whole in _NAMESPACES),
    Part("kubernetes:", "metadata.namespace", "kubernetes:core:Namespace"),
    Part("kubernetes:helm.sh:Release", "namespace", "kubernetes:core:Namespace"),
    *(
        Part(f"kubernetes_horizontal_pod_autoscaler{version}", "spec.scale_target_ref.name",
             f"kubernetes_{workload}")
        for version in _SCALERS
        for workload in _SCALED
    ),
    *(
        Part("kubernetes:autoscaling:HorizontalPodAutoscaler", "spec.scaleTargetRef.name",
             f"kubernetes:apps:{workload}")
        for workload in ("Deployment", "StatefulSet")
    ),
    *(
        Part(f"kubernetes_{kind}_v1_data", "metadata.name", f"kubernetes_{kind}{version}")
        for kind in ("config_map", "secret")
        for version in ("", "_v1")
    ),
)  # fmt: skip
