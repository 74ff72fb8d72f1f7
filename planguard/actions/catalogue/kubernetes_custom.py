"""
Kubernetes kinds that operators bring: what the most used of them decide.

Longer than other files: one table, a row for each kind.

They stand in manifests and in Pulumi's custom resources, whose types end in the same kind. Names
are those of each project's own reference: argo-cd.readthedocs.io, cert-manager.io/docs,
external-secrets.io, prometheus-operator.dev, gateway-api.sigs.k8s.io, istio.io/latest/docs/reference,
keda.sh/docs, karpenter.sh/docs, kyverno.io/docs, velero.io/docs, cloudnative-pg.io/documentation,
fluxcd.io/flux, doc.traefik.io, strimzi.io/docs, docs.cilium.io, kubernetes-csi.github.io,
kubernetes-sigs.github.io/external-dns, metallb.io, elastic.co/guide/en/cloud-on-k8s,
projectcontour.io/docs, docs.nginx.com/nginx-ingress-controller,
kubernetes-sigs.github.io/aws-load-balancer-controller, cloud.google.com/kubernetes-engine/docs,
developer.hashicorp.com/vault/docs/platform/k8s/vso, cluster-api.sigs.k8s.io.
"""

from __future__ import annotations

from planguard.actions.interface import (
    Rule,
    TypeEntry,
    changed,
    chart,
    choice,
    documented,
    entry,
    happens,
    limit,
    members,
    notes,
    number,
    order,
    presence,
    retention,
    size,
    toggle,
    version,
    weights,
    when,
)
from planguard.actions.providers.aws import assigned
from planguard.actions.providers.forms import parameters
from planguard.actions.providers.kubernetes import pods, replicas
from planguard.model.words import Disruption, Reversible, Role, Verb

_QUIET = Disruption.NONE
_METADATA = (notes("metadata.annotations", {}), notes("metadata.labels", {}))
_DRIFT = "https://karpenter.sh/docs/concepts/disruption/"
_DRIFTED = "Nodes that differ from it drift, and are replaced one after another."
_KEPT = "https://cert-manager.io/docs/installation/reinstall/"
_ISSUED = "Certificates come from another issuer."
_CASCADE = "https://argo-cd.readthedocs.io/en/release-3.3/user-guide/app_deletion/"
_LEFT = "Without its finalizer, what it deployed stays as it is."
_CLAIMS = "The claims of its volumes stay, and a cluster of the same name takes them up."
_FINALIZER = "With its finalizer, what it deployed is deleted too."


def _kind(
    kind: str, role: Role, *rules: Rule, create: str = "", delete: str = "", replace: str = ""
) -> TypeEntry:
    return entry(
        f"kubernetes:{kind}", role, *rules, *_METADATA,
        create=create or (), delete=delete or (), replace=replace or delete or (),
        ignore=("status",),
    )  # fmt: skip


def _limits(*paths: str) -> tuple[Rule, ...]:
    return tuple(number(path, up="scale.limits-up", down="scale.limits-down") for path in paths)


def _floor(path: str) -> Rule:
    return number(path, up="scale.limits-up", down="scale.limits-down", cold="config.parameter",
                  note="With none ready, the first request or event waits for a pod to start.")  # fmt: skip


def _expiring(config: str, *keys: str) -> tuple[Rule, ...]:
    """Describe keys of a configuration that say how long, or how much, is kept."""
    return tuple(number(f'{config}."{key}"', down="data.retention-cut") for key in keys)


_GOING = (
    happens("data.delete", Verb.DELETE, note="Its volumes go with it unless they are kept."),
    happens("data.replace", Verb.REPLACE),
)


def _left(path: str) -> tuple[Rule, ...]:
    """Describe volumes that stay as claims unless the storage at `path` says they go."""
    stays = {f"{path}.type": ("persistent-claim", "jbod")}
    going = {f"{path}.deleteClaim": "true"}
    single = {f"{path}.volumes.deleteClaim": "true"}
    return (
        size(f"{path}.volumes.size", disruption=_QUIET),
        *(toggle(each, on="protection.guard-off", off="protection.up") for each in (*going, *single)),
        when(happens("data.delete", Verb.DELETE, reversible=Reversible.YES, note=_CLAIMS),
             only=stays, unless={**going, **single}),
        when(happens("data.delete", Verb.DELETE), unless=stays),
        when(happens("data.delete", Verb.DELETE), only=going),
        when(happens("data.delete", Verb.DELETE), only=single),
        happens("data.replace", Verb.REPLACE),
    )  # fmt: skip


def _store(
    kind: str,
    *rules: Rule,
    size_at: str = "",
    units: str = "",
    engine: str = "",
    volumes: tuple[Rule, ...] = (),
) -> TypeEntry:
    """Describe a database or broker that an operator runs: its volumes go with it, or `volumes`."""
    return _kind(
        kind, Role.DATA_STORE,
        *((size(size_at, disruption=_QUIET),) if size_at else ()),
        *((replicas(units),) if units else ()),
        *((version(engine, newer="schema.engine"),) if engine else ()),
        *(volumes or _GOING),
        *rules,
    )  # fmt: skip


def _source(path: str) -> tuple[Rule, ...]:
    return (
        version(f"{path}.targetRevision", newer="deploy.version", older="deploy.rollback"),
        *(changed(f"{path}.{name}", "deploy.version") for name in ("repoURL", "path", "chart")),
        changed(f"{path}.kustomize", "deploy.version"),
        changed(f"{path}.plugin", "config.parameter"),
    )


def _deployed(path: str) -> tuple[Rule, ...]:
    """Give the rules of an Argo CD application; `path` is its `spec`."""
    return (
        *_source(f"{path}.source"),
        *_source(f"{path}.sources"),
        changed(f"{path}.destination", "scale.to-zero",
                note="What runs at the place before is left or deleted, and runs elsewhere."),
        changed(f"{path}.project", "access.grant", note="Another project allows other things."),
        toggle(f"{path}.syncPolicy.automated.selfHeal", on="config.parameter",
               off="config.parameter"),
        toggle(f"{path}.syncPolicy.automated.prune", on="protection.guard-off",
               off="protection.up", note="What leaves the repository is deleted by itself."),
        presence(f"{path}.syncPolicy.automated", came="config.parameter",
                 gone="config.parameter"),
        changed(f"{path}.syncPolicy.syncOptions", "config.parameter", disruption=_QUIET),
        changed(f"{path}.ignoreDifferences", "config.parameter", disruption=_QUIET),
    )  # fmt: skip


def _gate(kind: str, *rules: Rule) -> TypeEntry:
    return _kind(kind, Role.PROTECTION, *rules, delete="protection.guard-off")


def _secrets(kind: str, *paths: str) -> TypeEntry:
    return _kind(
        kind, Role.SECRET,
        *(presence(path, came="secret.change", gone="secret.change", changed="secret.change")
          for path in paths),
        create="secret.create", delete="secret.delete",
    )  # fmt: skip


def _synced(kind: str, *paths: str) -> TypeEntry:
    """Describe what copies secrets: what it made goes with it where it owns that."""
    policies = ("spec.target.creationPolicy", "spec.externalSecretSpec.target.creationPolicy")
    kept = dict.fromkeys(policies, ("orphan", "merge", "none"))
    return _kind(
        kind, Role.SECRET,
        *(presence(path, came="secret.change", gone="secret.change", changed="secret.change")
          for path in paths),
        when(happens("secret.delete", Verb.DELETE), unless=kept), create="secret.create",
        replace="secret.change",
    )  # fmt: skip


def _isolating(kind: str) -> TypeEntry:
    """Describe a network policy whose rules nobody compares: a change of who may come may open."""
    return _kind(
        kind, Role.NETWORK,
        *(
            rule
            for path in ("spec", "specs")
            for rule in (
                changed(path, "exposure.open", but=("description", "egress", "egressDeny"),
                        note="Its rules are not compared."),
                changed(f"{path}.egress", "routing.network"),
                changed(f"{path}.egressDeny", "routing.network"),
            )
        ),
        delete="exposure.open",
    )  # fmt: skip


def _route(kind: str, *rules: Rule) -> TypeEntry:
    return _kind(kind, Role.ROUTING, *rules, delete="routing.remove", replace="routing.rule")


def _forwarded(kind: str, *rules: Rule, path: str = "spec.rules") -> TypeEntry:
    return _route(
        kind, presence(path, came="routing.rule", gone="routing.remove"),
        changed(path, "routing.rule", both=True, but=("weight",)), *rules,
    )  # fmt: skip


_ISTIO, _ISTIO_SECURITY = "networking.istio.io", "security.istio.io"
_GATEWAY, _MONITORING = "gateway.networking.k8s.io", "monitoring.coreos.com"
_TRAEFIK = ("traefik.io", "traefik.containo.us")
_ASKED, _VERIFIED = "spec.clientAuth.clientAuthType", "RequireAndVerifyClientCert"
_ASKED_FOR = ("requests.cpu", "requests.memory")
_ACLS = "spec.authorization.acls"
_ELASTIC_KEPT = {"spec.volumeClaimDeletePolicy": "DeleteOnScaledownOnly"}
_ELASTIC_CLAIMS = (
    "https://www.elastic.co/guide/en/cloud-on-k8s/current/k8s-volume-claim-templates.html"
)

ENTRIES: tuple[TypeEntry, ...] = (
    _kind("argoproj.io:Application", Role.COMPUTE, *_deployed("spec"),
          *chart("spec.source.helm.valuesObject", "spec.source.helm.parameters"),
          *chart("spec.source.helm.values"),
          *documented(
              _CASCADE,
              when(happens("scale.to-zero", Verb.DELETE, note=_FINALIZER),
                   unless={"metadata.finalizers": ("", "[]")}),
              when(happens("config.parameter", Verb.DELETE, note=_LEFT),
                   only={"metadata.finalizers": ("", "[]")})),
          replace="deploy.version"),
    _kind("argoproj.io:ApplicationSet", Role.COMPUTE,
          changed("spec.generators", "deploy.version",
                  note="Applications that no generator gives any more are deleted."),
          *_deployed("spec.template.spec"),
          toggle("spec.syncPolicy.preserveResourcesOnDeletion", on="protection.up",
                 off="protection.guard-off"),
          when(happens("scale.to-zero", Verb.DELETE, note="Its applications go with it."),
               unless={"spec.syncPolicy.preserveResourcesOnDeletion": "true"}),
          replace="deploy.version"),
    _kind("argoproj.io:AppProject", Role.IDENTITY,
          members("spec.sourceRepos", came="access.grant", gone="access.revoke"),
          *(presence(f"spec.{name}", came="access.grant", gone="access.revoke",
                     changed="access.grant")
            for name in ("destinations.namespace", "destinations.server", "destinations.name",
                         "clusterResourceWhitelist.kind", "clusterResourceWhitelist.group")),
          *(members(f"spec.{name}", came="access.grant", gone="access.revoke")
            for name in ("sourceNamespaces", "roles.policies", "roles.groups")),
          *(presence(f"spec.{name}.kind", came="access.revoke", gone="access.grant",
                     changed="access.grant")
            for name in ("clusterResourceBlacklist", "namespaceResourceBlacklist")),
          delete="access.revoke"),
    _kind("argoproj.io:Rollout", Role.COMPUTE, *pods("spec.template"), replicas("spec.replicas"),
          changed("spec.strategy", "config.parameter"),
          toggle("spec.paused", on="config.parameter", off="deploy.version"),
          delete="scale.to-zero", replace="deploy.version"),
    _kind("source.toolkit.fluxcd.io:GitRepository", Role.CONFIG,
          *(version(f"spec.ref.{name}", newer="deploy.version", older="deploy.rollback")
            for name in ("tag", "semver")),
          *(changed(f"spec.{name}", "deploy.version") for name in ("url", "ref.branch", "ref.commit")),
          toggle("spec.suspend", on="config.parameter", off="deploy.version"),
          presence("spec.verify", gone="protection.guard-off", came="protection.up"),
          delete="config.parameter"),
    _kind("source.toolkit.fluxcd.io:OCIRepository", Role.CONFIG,
          *(version(f"spec.ref.{name}", newer="deploy.version", older="deploy.rollback")
            for name in ("tag", "semver")),
          *(changed(f"spec.{name}", "deploy.version") for name in ("url", "ref.digest")),
          toggle("spec.suspend", on="config.parameter", off="deploy.version"),
          toggle("spec.insecure", on="exposure.tls-weaken", off="protection.up"),
          presence("spec.verify", gone="protection.guard-off", came="protection.up"),
          delete="config.parameter"),
    _kind("source.toolkit.fluxcd.io:HelmRepository", Role.CONFIG,
          changed("spec.url", "deploy.version", note="Charts come from elsewhere."),
          toggle("spec.suspend", on="config.parameter", off="deploy.version"),
          toggle("spec.insecure", on="exposure.tls-weaken", off="protection.up"),
          toggle("spec.passCredentials", on="access.grant", off="access.revoke"),
          delete="config.parameter"),
    _kind("notification.toolkit.fluxcd.io:Alert", Role.OBSERVABILITY,
          toggle("spec.suspend", on="observability.alarm-off", off="protection.up"),
          *parameters("spec.eventSources", "spec.eventSeverity", "spec.providerRef"),
          delete="observability.alarm-off"),
    _kind("kustomize.toolkit.fluxcd.io:Kustomization", Role.COMPUTE,
          *(changed(f"spec.{name}", "deploy.version")
            for name in ("path", "sourceRef", "patches", "images", "postBuild")),
          toggle("spec.prune", on="protection.guard-off", off="protection.up",
                 note="What leaves the source is deleted by itself."),
          toggle("spec.suspend", on="config.parameter", off="deploy.version"),
          changed("spec.targetNamespace", "scale.to-zero"),
          when(happens("scale.to-zero", Verb.DELETE), only={"spec.prune": "true"})),
    _kind("helm.toolkit.fluxcd.io:HelmRelease", Role.COMPUTE,
          version("spec.chart.spec.version", newer="deploy.version", older="deploy.rollback"),
          *(changed(f"spec.chart.spec.{name}", "deploy.version")
            for name in ("chart", "sourceRef")),
          *chart("spec.values"), changed("spec.valuesFrom", "config.env"),
          changed("spec.targetNamespace", "scale.to-zero"),
          toggle("spec.suspend", on="config.parameter", off="deploy.version"),
          delete="scale.to-zero", replace="deploy.version"),
    _kind("cert-manager.io:Certificate", Role.KEY,
          members("spec.dnsNames", came="routing.rule", gone="exposure.tls-weaken"),
          changed("spec.secretName", "routing.rule"),
          changed("spec.issuerRef", "access.trust"),
          *parameters("spec.duration", "spec.renewBefore", "spec.privateKey"),
          *documented(_KEPT, happens("key.rotation-off", Verb.DELETE,
                                     note="Its secret stays, and nobody renews it.")),
          replace="routing.rule"),
    *(
        _kind(f"cert-manager.io:{kind}", Role.KEY,
              *(presence(f"spec.{name}", came="access.trust", changed="access.trust", note=_ISSUED)
                for name in ("acme.server", "ca.secretName", "vault.server", "vault.path",
                             "venafi", "selfSigned")),
              *parameters("spec.acme.email", "spec.acme.solvers", "spec.vault.auth"),
              happens("key.rotation-off", Verb.DELETE,
                      note="What it signed stays, and is not renewed."),
              replace="access.trust")
        for kind in ("Issuer", "ClusterIssuer")
    ),
    *(
        _synced(f"external-secrets.io:{kind}", "spec.data", "spec.dataFrom", "spec.target",
                 "spec.secretStoreRef", "spec.externalSecretSpec")
        for kind in ("ExternalSecret", "ClusterExternalSecret")
    ),
    *(
        _kind(f"external-secrets.io:{kind}", Role.SECRET,
              changed("spec.provider", "secret.change"),
              happens("config.parameter", Verb.DELETE,
                      note="Secrets that came from it stay, and are not refreshed."),
              replace="secret.change")
        for kind in ("SecretStore", "ClusterSecretStore")
    ),
    _kind("external-secrets.io:PushSecret", Role.SECRET,
          changed("spec.data", "secret.change"), changed("spec.selector", "secret.change"),
          changed("spec.secretStoreRefs", "secret.change"),
          when(happens("secret.delete", Verb.DELETE), only={"spec.deletionPolicy": "Delete"}),
          create="secret.create", replace="secret.change"),
    _secrets("bitnami.com:SealedSecret", "spec.encryptedData"),
    _secrets("secrets-store.csi.x-k8s.io:SecretProviderClass", "spec.parameters",
             "spec.secretObjects"),
    _kind(f"{_MONITORING}:PrometheusRule", Role.OBSERVABILITY,
          presence("spec.groups", gone="observability.alarm-off"),
          presence("spec.groups.rules.alert", gone="observability.alarm-off"),
          *(presence(f"spec.groups.rules.{name}", changed="config.parameter")
            for name in ("expr", "for")),
          delete="observability.alarm-off"),
    _kind(f"{_MONITORING}:AlertmanagerConfig", Role.OBSERVABILITY,
          presence("spec.receivers", gone="observability.alarm-off", changed="config.parameter"),
          presence("spec.receivers.name", gone="observability.alarm-off"),
          presence("spec.muteTimeIntervals", came="observability.alarm-loosened",
                   changed="config.parameter"),
          changed("spec.route", "config.parameter"), delete="observability.alarm-off"),
    _kind(f"{_MONITORING}:Alertmanager", Role.OBSERVABILITY, replicas("spec.replicas"),
          delete="observability.alarm-off"),
    _kind(f"{_MONITORING}:Prometheus", Role.OBSERVABILITY, replicas("spec.replicas"),
          version("spec.version", newer="deploy.version", older="deploy.rollback"),
          retention("spec.retention", cut="data.retention-cut"),
          number("spec.retentionSize", down="data.retention-cut"),
          delete="observability.alarm-off"),
    *(
        _kind(f"{_MONITORING}:{kind}", Role.OBSERVABILITY,
              changed("spec.selector", "config.parameter"),
              *parameters("spec.endpoints", "spec.podMetricsEndpoints"),
              delete="observability.alarm-off")
        for kind in ("ServiceMonitor", "PodMonitor")
    ),
    _route(f"{_GATEWAY}:Gateway",
           presence("spec.listeners.name", gone="routing.remove", came="routing.rule"),
           presence("spec.listeners.tls", gone="exposure.tls-weaken", changed="routing.rule",
                    empty=True),
           presence("spec.listeners.port", changed="routing.rule"),
           order("spec.listeners.allowedRoutes.namespaces.from", ("Same", "Selector", "All"),
                 up="exposure.open", down="exposure.narrow"),
           changed("spec.gatewayClassName", "routing.rule")),
    *(
        _forwarded(f"{_GATEWAY}:{kind}",
                   presence("spec.rules.backendRefs", gone="routing.remove"),
                   weights("spec.rules.backendRefs", target="name", weight="weight"),
                   members("spec.hostnames", came="routing.rule", gone="routing.remove"),
                   changed("spec.parentRefs", "routing.rule"))
        for kind in ("HTTPRoute", "GRPCRoute", "TLSRoute", "TCPRoute", "UDPRoute")
    ),
    _kind(f"{_GATEWAY}:ReferenceGrant", Role.IDENTITY,
          *(presence(f"spec.{name}", came="access.grant", gone="access.revoke",
                     changed="access.grant")
            for name in ("from.namespace", "from.kind", "to.kind", "to.name")),
          create="access.grant", delete="access.revoke"),
    _route(f"{_ISTIO}:VirtualService",
           presence("spec.http.route", gone="routing.remove"),
           weights("spec.http.route", target="destination", weight="weight"),
           *(rule for name in ("http", "tls", "tcp") for rule in (
               presence(f"spec.{name}", came="routing.rule", gone="routing.remove"),
               changed(f"spec.{name}", "routing.rule", both=True, but=("weight",)))),
           members("spec.hosts", came="routing.rule", gone="routing.remove"),
           changed("spec.gateways", "routing.rule")),
    _route(f"{_ISTIO}:DestinationRule",
           choice("spec.trafficPolicy.tls.mode",
                  {"DISABLE": "exposure.tls-weaken", "MUTUAL": "protection.up",
                   "ISTIO_MUTUAL": "protection.up"}),
           toggle("spec.trafficPolicy.tls.insecureSkipVerify", on="exposure.tls-weaken",
                  off="protection.up"),
           changed("spec.subsets", "routing.rule"),
           *parameters("spec.trafficPolicy.connectionPool", "spec.trafficPolicy.outlierDetection",
                       "spec.trafficPolicy.loadBalancer")),
    _route(f"{_ISTIO}:Gateway",
           members("spec.servers.hosts", came="routing.rule", gone="routing.remove"),
           presence("spec.servers.tls", gone="exposure.tls-weaken", changed="routing.rule",
                    empty=True),
           toggle("spec.servers.tls.httpsRedirect", on="protection.up", off="exposure.tls-weaken"),
           order("spec.servers.tls.minProtocolVersion",
                 ("TLSV1_0", "TLSV1_1", "TLSV1_2", "TLSV1_3"), up="protection.up",
                 down="exposure.tls-weaken"),
           changed("spec.selector", "routing.rule")),
    _route(f"{_ISTIO}:ServiceEntry",
           members("spec.hosts", came="routing.network", gone="routing.remove"),
           changed("spec.endpoints", "routing.network")),
    _kind(f"{_ISTIO_SECURITY}:AuthorizationPolicy", Role.PROTECTION,
          changed("spec.rules", "access.grant", note="Its rules are not compared."),
          choice("spec.action", {"DENY": "access.revoke"}, otherwise="access.grant"),
          changed("spec.selector", "access.grant"), delete="protection.guard-off"),
    _kind(f"{_ISTIO_SECURITY}:PeerAuthentication", Role.PROTECTION,
          *(order(path, ("DISABLE", "UNSET", "PERMISSIVE", "", "STRICT"),
                  up="protection.up", down="exposure.tls-weaken")
            for path in ("spec.mtls.mode", "spec.portLevelMtls.*.mode")), delete="exposure.tls-weaken"),
    _gate(f"{_ISTIO_SECURITY}:RequestAuthentication", changed("spec.jwtRules", "access.trust")),
    _kind("keda.sh:ScaledObject", Role.SCALING,
          *_limits("spec.maxReplicaCount"),
          _floor("spec.minReplicaCount"),
          *parameters("spec.triggers", "spec.pollingInterval", "spec.cooldownPeriod"),
          changed("spec.scaleTargetRef.name", "scale.limits-down"), delete="scale.limits-down"),
    _kind("serving.knative.dev:Service", Role.COMPUTE, *pods("spec.template"),
          weights("spec.traffic", target="revisionName", weight="percent"),
          *(_floor(f'spec.template.metadata.annotations."autoscaling.knative.dev/{word}"')
            for word in ("min-scale", "minScale")),
          *_limits(*(f'spec.template.metadata.annotations."autoscaling.knative.dev/{word}"'
                     for word in ("max-scale", "maxScale"))),
          delete="scale.to-zero", replace="deploy.version"),
    _kind("keda.sh:ScaledJob", Role.SCALING, *_limits("spec.maxReplicaCount"),
          *pods("spec.jobTargetRef.template"),
          *parameters("spec.triggers", "spec.pollingInterval", "spec.scalingStrategy"),
          delete="scale.limits-down"),
    _kind("karpenter.sh:NodePool", Role.SCALING, *_limits("spec.limits.*"),
          presence("spec.limits.*", gone="scale.limits-up"),
          *parameters("spec.template.spec.requirements"),
          *documented(_DRIFT, changed("spec.template.spec.nodeClassRef.name", "deploy.version",
                                      disruption=Disruption.REPLACE, note=_DRIFTED)),
          changed("spec.disruption", "config.parameter"),
          happens("scale.down", Verb.DELETE, note="Its nodes are drained and deleted with it."),
          replace="scale.limits-down"),
    _kind("karpenter.k8s.aws:EC2NodeClass", Role.SCALING,
          *documented(_DRIFT, *(changed(f"spec.{name}", "deploy.version",
                                        disruption=Disruption.REPLACE, note=_DRIFTED)
                                for name in ("amiSelectorTerms", "amiFamily", "userData"))),
          assigned("spec.role"), assigned("spec.instanceProfile"),
          changed("spec.subnetSelectorTerms", "routing.network"),
          *(presence(f"spec.securityGroupSelectorTerms.{name}", came="exposure.open",
                     gone="exposure.narrow", changed="exposure.open",
                     note="Which groups are attached decides who can reach the nodes; their "
                          "rules are not compared.")
            for name in ("id", "name", "tags")),
          toggle("spec.associatePublicIPAddress", on="exposure.open", off="exposure.narrow"),
          order("spec.metadataOptions.httpTokens", ("optional", "required"), up="protection.up",
                down="protection.guard-off"),
          order("spec.blockDeviceMappings.ebs.encrypted", ("false", "true"), up="protection.up",
                down="protection.encryption-off"),
          size("spec.blockDeviceMappings.ebs.volumeSize", disruption=Disruption.REPLACE,
               note=_DRIFTED),
          *parameters("spec.kubelet", "spec.instanceStorePolicy"),
          delete="scale.limits-down"),
    *(
        _gate(f"kyverno.io:{kind}",
              *(order(f"spec.{name}", ("Audit", "Enforce"), up="protection.up",
                      down="protection.guard-off")
                for name in ("validationFailureAction", "rules.validate.failureAction")),
              presence("spec.rules.name", gone="protection.guard-off"),
              presence("spec.rules.exclude", came="protection.guard-off", gone="protection.up",
                       empty=True),
              presence("spec.rules", changed="config.parameter"))
        for kind in ("ClusterPolicy", "Policy")
    ),
    _gate("templates.gatekeeper.sh:ConstraintTemplate",
          changed("spec.targets", "config.parameter")),
    _kind("velero.io:Schedule", Role.PROTECTION,
          toggle("spec.paused", on="protection.backup-off", off="protection.up"),
          changed("spec.schedule", "config.parameter"),
          retention("spec.template.ttl", cut="protection.backup-cut", up="protection.up"),
          limit("spec.template.includedNamespaces", narrower="protection.backup-cut",
                wider="protection.up"),
          members("spec.template.excludedNamespaces", came="protection.backup-cut",
                  gone="protection.up"),
          toggle("spec.template.snapshotVolumes", on="protection.up", off="protection.backup-cut",
                 default=True),
          delete="protection.backup-off"),
    _kind("velero.io:BackupStorageLocation", Role.PROTECTION,
          *(changed(f"spec.objectStorage.{name}", "protection.backup-cut",
                    note="Backups at the place before are not found any more.")
            for name in ("bucket", "prefix")),
          choice("spec.accessMode", {"ReadOnly": "protection.backup-off"}),
          when(choice("spec.accessMode", {"ReadWrite": "protection.up", "": "protection.up"}),
               was={"spec.accessMode": "ReadOnly"}),
          *parameters("spec.default", "spec.config", "spec.objectStorage.caCert"),
          delete="protection.backup-off"),
    _kind("snapshot.storage.k8s.io:VolumeSnapshot", Role.PROTECTION, create="protection.up",
          delete="protection.backup-cut"),
    _kind("snapshot.storage.k8s.io:VolumeSnapshotClass", Role.PROTECTION,
          choice("deletionPolicy", {"Delete": "protection.guard-off", "Retain": "protection.up"})),
    _kind("snapshot.storage.k8s.io:VolumeSnapshotContent", Role.PROTECTION,
          choice("spec.deletionPolicy",
                 {"Delete": "protection.guard-off", "Retain": "protection.up"}),
          when(happens("protection.backup-cut", Verb.DELETE),
               only={"spec.deletionPolicy": "Delete"})),
    _store("postgresql.cnpg.io:Cluster",
           version("spec.imageName", newer="schema.engine", what="image"),
           presence("spec.backup", gone="protection.backup-off", came="protection.up"),
           retention("spec.backup.retentionPolicy", cut="protection.backup-cut",
                     up="protection.up"),
           changed("spec.postgresql", "config.parameter"),
           presence("spec.superuserSecret", changed="secret.change"),
           size_at="spec.storage.size", units="spec.instances"),
    _kind("postgresql.cnpg.io:Database", Role.DATA_STORE,
          choice("spec.databaseReclaimPolicy",
                 {"delete": "protection.guard-off", "retain": "protection.up"}),
          choice("spec.ensure", {"absent": "data.delete"}),
          when(happens("data.delete", Verb.DELETE), only={"spec.databaseReclaimPolicy": "delete"}),
          changed("spec.owner", "access.grant")),
    _kind("postgresql.cnpg.io:ScheduledBackup", Role.PROTECTION,
          toggle("spec.suspend", on="protection.backup-off", off="protection.up"),
          changed("spec.schedule", "config.parameter"), delete="protection.backup-off"),
    _kind("postgresql.cnpg.io:Pooler", Role.ROUTING, replicas("spec.instances"),
          changed("spec.cluster.name", "routing.rule"), changed("spec.type", "routing.rule"),
          *parameters("spec.pgbouncer"), delete="routing.remove", replace="routing.rule"),
    _store("acid.zalan.do:postgresql",
           members("spec.users.*", came="access.grant", gone="access.revoke",
                   words={"superuser": "access.admin"}),
           presence("spec.databases.*", gone="config.parameter", changed="access.grant"),
           toggle("spec.enableLogicalBackup", on="protection.up", off="protection.backup-cut"),
           *(toggle(f"spec.enable{who}LoadBalancer", on="exposure.open", off="exposure.narrow")
             for who in ("Master", "Replica")),
           limit("spec.allowedSourceRanges", wider="exposure.open", narrower="exposure.narrow"),
           *parameters("spec.postgresql.parameters"),
           size_at="spec.volume.size", units="spec.numberOfInstances",
           engine="spec.postgresql.version"),
    _store("kafka.strimzi.io:Kafka", changed("spec.kafka.config", "config.parameter"),
           *_expiring("spec.kafka.config", "log.retention.hours", "log.retention.minutes",
                      "log.retention.ms", "log.retention.bytes"),
           number("spec.kafka.replicas", up="scale.up", down="scale.down"),
           engine="spec.kafka.version", size_at="spec.kafka.storage.size",
           volumes=_left("spec.kafka.storage")),
    _store("kafka.strimzi.io:KafkaNodePool",
           changed("spec.roles", "config.parameter", disruption=Disruption.RESTART),
           *(size(f"spec.resources.{name}") for name in _ASKED_FOR), size_at="spec.storage.size", units="spec.replicas",
           volumes=_left("spec.storage")),
    _kind("kafka.strimzi.io:KafkaUser", Role.IDENTITY,
          when(members(f"{_ACLS}.operations", came="access.grant", gone="access.revoke",
                       words={"All": "access.admin"}), not_beside={f"{_ACLS}.type": "deny"}),
          when(members(f"{_ACLS}.operations", came="access.revoke", gone="access.grant"),
               beside={f"{_ACLS}.type": "deny"}),
          *(presence(f"{_ACLS}.{name}", changed="access.grant",
                     note="Which topics and groups it is about changes.")
            for name in ("resource", "host", "type")),
          number("spec.quotas.*", up="scale.limits-up", down="scale.limits-down"),
          changed("spec.authentication.type", "secret.change"),
          happens("secret.delete", Verb.DELETE), delete="access.revoke"),
    _kind("kafka.strimzi.io:KafkaTopic", Role.MESSAGING,
          number("spec.partitions", up="schema.keys", disruption=_QUIET,
                 note="Keys go to other partitions than before."),
          number("spec.replicas", up="protection.up", down="protection.guard-off"),
          *_expiring("spec.config", "retention.ms", "retention.bytes"),
          happens("data.delete", Verb.DELETE)),
    _kind("kafka.strimzi.io:KafkaConnect", Role.COMPUTE, replicas("spec.replicas"),
          version("spec.version", newer="deploy.version", older="deploy.rollback"),
          version("spec.image", newer="deploy.version", older="deploy.rollback", what="image"),
          changed("spec.build", "deploy.version"), changed("spec.bootstrapServers", "routing.rule"),
          presence("spec.tls", came="protection.up", gone="exposure.tls-weaken",
                   changed="access.trust"),
          *parameters("spec.config"), delete="scale.to-zero", replace="deploy.version"),
    _kind("kafka.strimzi.io:KafkaConnector", Role.MESSAGING,
          choice("spec.state", {"stopped": "scale.to-zero", "paused": "scale.to-zero"}),
          when(choice("spec.state", {"running": "scale.up", "": "scale.up"}),
               was={"spec.state": ("paused", "stopped")}),
          number("spec.tasksMax", up="scale.limits-up", down="scale.limits-down"),
          changed("spec.class", "deploy.version"), changed("spec.config", "config.parameter"),
          delete="scale.to-zero", replace="config.parameter"),
    _store("elasticsearch.k8s.elastic.co:Elasticsearch",
           presence("spec.nodeSets.name", came="scale.up", gone="scale.down"),
           toggle("spec.http.tls.selfSignedCertificate.disabled", on="exposure.tls-weaken",
                  off="protection.up"),
           choice("spec.volumeClaimDeletePolicy",
                  {"DeleteOnScaledownOnly": "protection.up",
                   "DeleteOnScaledownAndClusterDeletion": "protection.guard-off",
                   "": "protection.guard-off"}, default="DeleteOnScaledownAndClusterDeletion"),
           presence("spec.nodeSets.config", changed="config.parameter"),
           *parameters("spec.secureSettings", "spec.updateStrategy"),
           engine="spec.version", units="spec.nodeSets.count",
           volumes=documented(
               _ELASTIC_CLAIMS,
               when(happens("data.delete", Verb.DELETE), unless=_ELASTIC_KEPT),
               when(happens("data.replace", Verb.REPLACE), unless=_ELASTIC_KEPT),
               when(happens("data.delete", Verb.DELETE, reversible=Reversible.YES, note=_CLAIMS),
                    only=_ELASTIC_KEPT))),
    _kind("kibana.k8s.elastic.co:Kibana", Role.COMPUTE, replicas("spec.count"),
          version("spec.version", newer="deploy.version", older="deploy.rollback"),
          toggle("spec.http.tls.selfSignedCertificate.disabled", on="exposure.tls-weaken",
                 off="protection.up"),
          changed("spec.elasticsearchRef", "routing.rule"), *parameters("spec.config"),
          delete="scale.to-zero", replace="deploy.version"),
    _store("mongodbcommunity.mongodb.com:MongoDBCommunity",
           toggle("spec.security.tls.enabled", on="protection.up", off="exposure.tls-weaken"),
           presence("spec.users.name", came="access.grant", gone="access.revoke",
                    changed="access.grant"),
           presence("spec.users.roles.name", came="access.grant", gone="access.revoke",
                    changed="access.grant", empty=True),
           number("spec.arbiters", up="scale.up", down="scale.down"),
           *parameters("spec.additionalMongodConfig"),
           engine="spec.version", units="spec.members"),
    _store("rabbitmq.com:RabbitmqCluster",
           version("spec.image", newer="schema.engine", what="image"),
           presence("spec.tls.secretName", came="protection.up", gone="exposure.tls-weaken",
                    changed="key.rotate"),
           toggle("spec.tls.disableNonTLSListeners", on="protection.up", off="exposure.tls-weaken"),
           order("spec.service.type", ("ClusterIP", "NodePort", "LoadBalancer"),
                 up="exposure.open", down="exposure.narrow"),
           *parameters("spec.rabbitmq.additionalConfig", "spec.rabbitmq.additionalPlugins"),
           size_at="spec.persistence.storage", units="spec.replicas"),
    *(
        _isolating(kind)
        for kind in ("cilium.io:CiliumNetworkPolicy", "cilium.io:CiliumClusterwideNetworkPolicy",
                     "crd.projectcalico.org:NetworkPolicy",
                     "crd.projectcalico.org:GlobalNetworkPolicy",
                     "projectcalico.org:NetworkPolicy", "projectcalico.org:GlobalNetworkPolicy")
    ),
    *(
        _forwarded(f"{group}:{kind}",
                   presence("spec.tls", came="protection.up", gone="exposure.tls-weaken",
                            changed="routing.rule"),
                   presence("spec.routes.match", gone="routing.remove"),
                   weights("spec.routes.services", target="name", weight="weight"),
                   members("spec.entryPoints", came="routing.rule", gone="routing.remove"),
                   path="spec.routes")
        for group in _TRAEFIK
        for kind in ("IngressRoute", "IngressRouteTCP", "IngressRouteUDP")
    ),
    *(
        _kind(f"{group}:{kind}", Role.PROTECTION,
              *(rule for words in ("ipAllowList", "ipWhiteList") for rule in (
                  presence(f"spec.{words}", came="exposure.narrow", gone="exposure.public"),
                  members(f"spec.{words}.sourceRange", came="exposure.open",
                          gone="exposure.narrow", standing=True))),
              *(presence(f"spec.{name}", came="access.revoke", gone="access.public",
                         changed="config.parameter")
                for name in ("basicAuth", "digestAuth", "forwardAuth")),
              presence("spec.redirectScheme", came="protection.up", gone="exposure.tls-weaken"),
              *(presence(f"spec.{name}", came="protection.up", gone="protection.guard-off",
                         changed="config.parameter")
                for name in ("rateLimit", "inFlightReq")),
              changed("spec.headers", "config.parameter"),
              *(changed(f"spec.{name}", "routing.rule")
                for name in ("stripPrefix", "stripPrefixRegex", "addPrefix", "replacePath",
                             "replacePathRegex", "redirectRegex", "chain")),
              delete="routing.remove", replace="routing.rule")
        for group in _TRAEFIK
        for kind in ("Middleware", "MiddlewareTCP")
    ),
    *(
        _kind(f"{group}:TLSOption", Role.PROTECTION,
              order("spec.minVersion",
                    ("VersionTLS10", "VersionTLS11", "VersionTLS12", "VersionTLS13"),
                    up="protection.up", down="exposure.tls-weaken"),
              choice(_ASKED, {_VERIFIED: "protection.up"}),
              when(choice(_ASKED, {}, otherwise="protection.guard-off"), was={_ASKED: _VERIFIED}),
              when(changed(_ASKED, "config.parameter", both=True),
                   unless={_ASKED: _VERIFIED}, was_not={_ASKED: _VERIFIED}),
              when(presence(_ASKED, gone="protection.guard-off"), was={_ASKED: _VERIFIED}),
              members("spec.clientAuth.secretNames", came="access.trust", gone="access.revoke",
                      standing=True),
              toggle("spec.sniStrict", on="protection.up", off="exposure.tls-weaken"),
              changed("spec.cipherSuites", "config.parameter"), delete="exposure.tls-weaken")
        for group in _TRAEFIK
    ),
    *(
        _kind(f"{group}:TraefikService", Role.ROUTING,
              weights("spec.weighted.services", target="name", weight="weight"),
              presence("spec.weighted.services.name", came="routing.rule", gone="routing.remove"),
              changed("spec.mirroring", "routing.rule"),
              delete="routing.remove", replace="routing.rule")
        for group in _TRAEFIK
    ),
    _kind("externaldns.k8s.io:DNSEndpoint", Role.ROUTING,
          presence("spec.endpoints.dnsName", came="routing.dns", gone="routing.remove"),
          *(presence(f"spec.endpoints.{name}", changed="routing.dns")
            for name in ("targets", "recordType")),
          presence("spec.endpoints.recordTTL", changed="routing.ttl"),
          delete="routing.remove", replace="routing.dns"),
    _forwarded("projectcontour.io:HTTPProxy",
               changed("spec.virtualhost.fqdn", "routing.rule"),
               presence("spec.virtualhost.tls", came="protection.up", gone="exposure.tls-weaken",
                        changed="routing.rule"),
               presence("spec.routes.services", gone="routing.remove"),
               weights("spec.routes.services", target="name", weight="weight"),
               toggle("spec.routes.permitInsecure", on="exposure.tls-weaken", off="protection.up"),
               changed("spec.includes", "routing.rule"), path="spec.routes"),
    _forwarded("k8s.nginx.org:VirtualServer",
               changed("spec.host", "routing.rule"),
               presence("spec.tls.secret", came="protection.up", gone="exposure.tls-weaken",
                        changed="routing.rule"),
               toggle("spec.tls.redirect.enable", on="protection.up", off="exposure.tls-weaken"),
               presence("spec.routes.path", gone="routing.remove"),
               presence("spec.upstreams.service", gone="routing.remove", changed="routing.rule"),
               weights("spec.routes.splits", target="action", weight="weight"),
               presence("spec.policies.name", came="config.parameter",
                        gone="protection.guard-off"),
               path="spec.routes"),
    _route("elbv2.k8s.aws:TargetGroupBinding",
           *(changed(f"spec.{name}", "routing.rule")
             for name in ("targetGroupARN", "serviceRef", "targetType")),
           changed("spec.networking", "config.parameter")),
    _kind("vpcresources.k8s.aws:SecurityGroupPolicy", Role.NETWORK,
          members("spec.securityGroups.groupIds", came="exposure.open", gone="exposure.narrow",
                  note="Which groups are attached decides who can reach the pods; their rules "
                       "are not compared."),
          *parameters("spec.podSelector", "spec.serviceAccountSelector"),
          delete="routing.network"),
    _kind("cloud.google.com:BackendConfig", Role.PROTECTION,
          toggle("spec.iap.enabled", on="access.revoke", off="access.public"),
          presence("spec.securityPolicy.name", came="protection.up", gone="protection.guard-off",
                   changed="config.parameter"),
          toggle("spec.logging.enable", off="observability.logs-off"),
          *parameters("spec.cdn", "spec.healthCheck", "spec.timeoutSec", "spec.sessionAffinity",
                      "spec.connectionDraining"),
          delete="config.parameter"),
    _kind("networking.gke.io:FrontendConfig", Role.PROTECTION,
          presence("spec.sslPolicy", came="protection.up", gone="exposure.tls-weaken",
                   changed="config.parameter", note="The two policies are not compared."),
          toggle("spec.redirectToHttps.enabled", on="protection.up", off="exposure.tls-weaken"),
          delete="config.parameter"),
    _kind("networking.gke.io:ManagedCertificate", Role.KEY,
          members("spec.domains", came="routing.rule", gone="exposure.tls-weaken"),
          delete="exposure.tls-weaken"),
    _route(f"{_GATEWAY}:GatewayClass", changed("spec.controllerName", "routing.rule"),
           changed("spec.parametersRef", "config.parameter")),
    _kind(f"{_GATEWAY}:BackendTLSPolicy", Role.PROTECTION,
          changed("spec.validation", "access.trust"), changed("spec.targetRefs", "config.parameter"),
          create="protection.up", delete="exposure.tls-weaken"),
    _kind(f"{_ISTIO}:EnvoyFilter", Role.ROUTING, changed("spec.configPatches", "routing.rule"),
          changed("spec.workloadSelector", "routing.rule"), delete="config.parameter"),
    _kind("telemetry.istio.io:Telemetry", Role.OBSERVABILITY,
          order("spec.accessLogging.disabled", ("true", "false"), down="observability.logs-off"),
          presence("spec.accessLogging", gone="observability.logs-off"),
          *parameters("spec.metrics", "spec.tracing", "spec.selector"),
          delete="observability.logs-off"),
    *(
        _kind(f"{_MONITORING}:{kind}", Role.OBSERVABILITY,
              *parameters("spec.targets", "spec.prober", "spec.staticConfigs",
                          "spec.scrapeInterval", "spec.interval", "spec.metricsPath"),
              delete="observability.alarm-off")
        for kind in ("Probe", "ScrapeConfig")
    ),
    *(
        _kind(f"secrets.hashicorp.com:{kind}", Role.SECRET,
              *(changed(f"spec.{name}", "secret.change")
                for name in ("path", "mount", "version", "vaultAuthRef", "destination.name")),
              *parameters("spec.refreshAfter", "spec.rolloutRestartTargets"),
              when(happens("secret.delete", Verb.DELETE),
                   only={"spec.destination.create": "true"}),
              create="secret.create", replace="secret.change")
        for kind in ("VaultStaticSecret", "VaultDynamicSecret")
    ),
    _kind("secrets.hashicorp.com:VaultConnection", Role.SECRET,
          changed("spec.address", "secret.change"), changed("spec.caCertSecretRef", "access.trust"),
          toggle("spec.skipTLSVerify", on="exposure.tls-weaken", off="protection.up"),
          delete="config.parameter"),
    _kind("argoproj.io:CronWorkflow", Role.COMPUTE,
          toggle("spec.suspend", on="scale.to-zero", off="scale.up"),
          changed("spec.workflowSpec", "deploy.version"),
          *parameters("spec.schedule", "spec.schedules", "spec.timezone",
                      "spec.concurrencyPolicy"),
          delete="scale.to-zero", replace="deploy.version"),
    _kind("cluster.x-k8s.io:MachineDeployment", Role.COMPUTE, replicas("spec.replicas"),
          version("spec.template.spec.version", newer="dependency.cluster",
                  disruption=Disruption.REPLACE),
          changed("spec.template.spec.infrastructureRef.name", "deploy.version",
                  disruption=Disruption.REPLACE),
          changed("spec.template.spec.bootstrap", "deploy.version",
                  disruption=Disruption.REPLACE),
          delete="scale.to-zero", replace="deploy.version"),
    _kind("cluster.x-k8s.io:Cluster", Role.COMPUTE,
          version("spec.topology.version", newer="dependency.cluster"),
          toggle("spec.paused", on="config.parameter", off="config.parameter"),
          changed("spec.clusterNetwork", "routing.network"),
          happens("data.delete", Verb.DELETE, note="The whole cluster is destroyed."),
          delete="scale.to-zero"),
    _kind("metallb.io:IPAddressPool", Role.NETWORK,
          members("spec.addresses", came="routing.network", gone="routing.network"),
          delete="routing.remove", replace="routing.network"),
    *(
        _kind(f"keda.sh:{kind}", Role.SECRET,
              changed("spec", "secret.change", note="Triggers log in with something else."),
              delete="config.parameter")
        for kind in ("TriggerAuthentication", "ClusterTriggerAuthentication")
    ),
)  # fmt: skip
