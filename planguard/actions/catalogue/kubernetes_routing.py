"""Kubernetes networking: services, ingresses, who may talk to whom."""

from __future__ import annotations

from collections.abc import Iterator

from planguard.actions.interface import (
    Rule,
    TypeEntry,
    changed,
    choice,
    documented,
    entry,
    isolation,
    limit,
    members,
    notes,
    presence,
    routes,
    service,
    toggle,
    when,
)
from planguard.actions.providers.kubernetes_blocks import with_blocks
from planguard.model.words import Disruption, Role

_BALANCER_CLASS = (
    "https://kubernetes.io/docs/concepts/services-networking/service/#load-balancer-class"
)

_OUTAGE = Disruption.OUTAGE
_LABELS = notes("metadata.labels", {})
_REDIRECT = {"false": "exposure.tls-weaken", "": "exposure.tls-weaken", "true": "protection.up"}
_SCHEME = {
    "internet-facing": "exposure.public",
    "internal": "exposure.narrow",
    "": "exposure.narrow",
}
"""An AWS balancer is internal where nothing else is said."""
_SCHEME_AT = 'metadata.annotations."alb.ingress.kubernetes.io/scheme"'
_NGINX, _ALB = "nginx.ingress.kubernetes.io", "alb.ingress.kubernetes.io"
_LISTED = (f"{_ALB}/inbound-cidrs",
           *(f"{_NGINX}/{word}-source-range" for word in ("whitelist", "allowlist")))  # fmt: skip


def _callers() -> Iterator[Rule]:
    """Compare the ranges that may come: everybody where an Ingress lists none."""
    for key in _LISTED:
        path, outward = f'metadata.annotations."{key}"', {_SCHEME_AT: "internet-facing"}
        yield when(limit(path, wider="exposure.open", narrower="exposure.narrow"),
                   unless={path: ("", "0.0.0.0/0")})  # fmt: skip
        everybody = choice(path, {"": "exposure.public", "0.0.0.0/0": "exposure.public"})
        if not key.startswith(_ALB):
            yield everybody
            continue
        yield when(everybody, only=outward)
        yield when(choice(path, {"": "exposure.open", "0.0.0.0/0": "exposure.open"}),
                   unless=outward)  # fmt: skip


_INGRESS_NOTES = notes(
    "metadata.annotations",
    {
        f"{_ALB}/scheme": _SCHEME,
        **{key: {} for key in _LISTED},
        f"{_ALB}/wafv2-acl-arn": {"": "protection.guard-off", "*": "protection.up"},
        f"{_ALB}/certificate-arn": {"": "exposure.tls-weaken", "*": "routing.rule"},
        f"{_ALB}/ssl-policy": "exposure.tls-weaken",
        f"{_ALB}/ssl-redirect": {"": "exposure.tls-weaken", "*": "protection.up"},
        f"{_ALB}/auth-*": "access.grant",
        f"{_NGINX}/ssl-redirect": _REDIRECT,
        f"{_NGINX}/force-ssl-redirect": _REDIRECT,
        f"{_NGINX}/canary*": "routing.traffic",
        f"{_NGINX}/auth-*": "access.grant",
        f"{_NGINX}/*-snippet": "routing.rule",
        "kubernetes.io/ingress.class": "routing.rule",
        "external-dns.alpha.kubernetes.io/*": "routing.dns",
        "cert-manager.io/*": "config.parameter",
        "*ingress.kubernetes.io/*": "routing.rule",
        "traefik.ingress.kubernetes.io/*": "routing.rule",
        "networking.gke.io/*": "routing.rule",
        "ingress.gcp.kubernetes.io/*": "routing.rule",
    },
)  # fmt: skip
_SERVICE_NOTES = notes(
    "metadata.annotations",
    {
        "external-dns.alpha.kubernetes.io/*": "routing.dns",
        "service.beta.kubernetes.io/aws-load-balancer-ssl-cert": {
            "": "exposure.tls-weaken", "*": "routing.rule"},
        "service.beta.kubernetes.io/aws-load-balancer-ssl-negotiation-policy":
            "exposure.tls-weaken",
        "service.beta.kubernetes.io/*": "routing.rule",
        "cloud.google.com/*": "routing.rule",
        "networking.gke.io/*": "routing.rule",
    },
)  # fmt: skip

_TERRAFORM = {
    "core:Service": "service service_v1",
    "networking.k8s.io:Ingress": "ingress_v1",
    "extensions:Ingress": "ingress",
    "networking.k8s.io:IngressClass": "ingress_class ingress_class_v1",
    "networking.k8s.io:NetworkPolicy": "network_policy network_policy_v1",
    "core:Endpoints": "endpoints endpoints_v1",
    "discovery.k8s.io:EndpointSlice": "endpoint_slice_v1",
}
_OBJECTS: tuple[TypeEntry, ...] = (
    *(
        entry(
            f"kubernetes:core:Service{ending}", Role.ROUTING,
            *service("spec"),
            changed("spec.selector", "routing.rule"),
            presence("spec.ports", gone="routing.remove"),
            presence("spec.ports.port", gone="routing.remove"),
            presence("spec.ports.targetPort", changed="routing.rule"),
            presence("spec.ports.nodePort", changed="routing.rule"),
            changed("spec.externalName", "routing.dns"),
            presence("spec.clusterIP", changed="routing.dns"),
            presence("spec.loadBalancerIP", gone="routing.dns", changed="routing.dns"),
            *documented(
                _BALANCER_CLASS,
                changed("spec.loadBalancerClass", "routing.rule", disruption=_OUTAGE),
            ),
            changed("spec.externalTrafficPolicy", "routing.network",
                    note="`Local` keeps the caller's address and drops what reaches nodes "
                         "without a pod."),
            changed("spec.internalTrafficPolicy", "routing.network"),
            choice("spec.sessionAffinity", {"ClientIP": "routing.rule"}),
            when(presence("spec.sessionAffinity", gone="routing.rule", changed="routing.rule"),
                 unless={"spec.sessionAffinity": "ClientIP"}),
            toggle("spec.publishNotReadyAddresses", on="routing.rule", off="routing.rule"),
            _SERVICE_NOTES, _LABELS,
            delete=() if ending else "routing.remove", replace=() if ending else "routing.dns",
            replace_disruption=_OUTAGE, ignore=("status",),
        )
        for ending in ("", "Patch")
    ),
    *(
        entry(
            f"kubernetes:{kind}{ending}", Role.ROUTING,
            routes("spec"),
            changed("spec.ingressClassName", "routing.rule", disruption=_OUTAGE),
            *_callers(), _INGRESS_NOTES, _LABELS,
            delete=() if ending else "routing.remove", replace=() if ending else "routing.rule",
            replace_disruption=_OUTAGE, ignore=("status",),
        )
        for kind in ("networking.k8s.io:Ingress", "extensions:Ingress")
        for ending in ("", "Patch")
    ),
    entry(
        "kubernetes:networking.k8s.io:IngressClass", Role.ROUTING,
        changed("spec.controller", "routing.rule"),
        changed("spec.parameters", "routing.rule"),
        notes("metadata.annotations",
              {"ingressclass.kubernetes.io/is-default-class": "routing.rule"}),
        _LABELS,
        delete="routing.remove", replace="routing.rule", replace_disruption=_OUTAGE,
    ),
    *(
        entry(
            f"kubernetes:{kind}{ending}", Role.NETWORK,
            isolation("spec"),
            notes("metadata.annotations", {}), _LABELS,
            replace=() if ending else "routing.network",
        )
        for kind in ("networking.k8s.io:NetworkPolicy", "extensions:NetworkPolicy")
        for ending in ("", "Patch")
    ),
    entry(
        "kubernetes:core:Endpoints", Role.ROUTING,
        presence("subsets", came="routing.rule", gone="routing.remove", changed="routing.rule"),
        delete="routing.remove", replace="routing.rule",
    ),
    entry(
        "kubernetes:discovery.k8s.io:EndpointSlice", Role.ROUTING,
        presence("endpoints", came="routing.rule", gone="routing.remove", changed="routing.rule"),
        members("endpoints.addresses", came="routing.rule", gone="routing.rule"),
        changed("ports", "routing.rule"),
        delete="routing.remove", replace="routing.rule",
    ),
)  # fmt: skip

ENTRIES = with_blocks(_OBJECTS, _TERRAFORM, {})
