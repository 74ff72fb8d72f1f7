"""
Azure: Kubernetes clusters, container apps, groups and registries, as Pulumi's provider names them.

A table of one entry a type, hence its length.
"""

from __future__ import annotations

from planguard.actions.interface import (
    ARRIVING,
    Rule,
    TypeEntry,
    changed,
    choice,
    entry,
    happens,
    members,
    number,
    order,
    presence,
    retention,
    secret,
    size,
    toggle,
    variables,
    version,
    weights,
    when,
)
from planguard.actions.providers.azure import (
    firewall,
    identities,
    no_keys,
    own_key,
    plain_allowed,
    reachable,
    restrictions,
    tiered,
)
from planguard.actions.providers.forms import floor, guard, image, room, units
from planguard.model.words import Disruption, Role, Verb

_AZ = "azure-native:"
_QUIET, _RESTART = Disruption.NONE, Disruption.RESTART
_REPLACE, _OUTAGE = Disruption.REPLACE, Disruption.OUTAGE
_ONE_WAY = "The control plane moves up one minor version at a time and never back."
_PATCHES = ("", "none", "node-image", "patch", "stable", "rapid")


def _nodes(at: str) -> tuple[Rule, ...]:
    """Describe a pool of nodes, inside its cluster or on its own."""
    return (
        when(units(f"{at}count"), unless={f"{at}enableAutoScaling": ("true",)}),
        room(f"{at}minCount"), room(f"{at}maxCount"),
        toggle(f"{at}enableAutoScaling", on="scale.limits-up", off="scale.limits-down"),
        size(f"{at}vmSize", disruption=_REPLACE),
        number(f"{at}osDiskSizeGB", up="scale.resize-up", down="scale.resize-down",
               disruption=_REPLACE),
        version(f"{at}orchestratorVersion", newer="dependency.cluster", disruption=_RESTART,
                note="Nodes are drained and replaced in turn."),
        toggle(f"{at}enableNodePublicIP", on="exposure.open", off="exposure.narrow"),
        guard(f"{at}enableEncryptionAtHost"), guard(f"{at}enableFIPS"),
        choice(f"{at}powerState.code", {"Stopped": "scale.to-zero", "Running": "scale.up"}),
        changed(f"{at}nodeTaints", "config.parameter"),
        changed(f"{at}nodeLabels", "config.parameter", disruption=_QUIET),
        changed(f"{at}vnetSubnetID", "routing.network", disruption=_REPLACE),
        changed(f"{at}podSubnetID", "routing.network", disruption=_REPLACE),
        changed(f"{at}osSKU", "deploy.version", disruption=_REPLACE),
        changed(f"{at}osDiskType", "config.parameter", disruption=_REPLACE),
        changed(f"{at}kubeletConfig", "config.parameter", disruption=_RESTART),
        changed(f"{at}linuxOSConfig", "config.parameter", disruption=_RESTART),
        changed(f"{at}upgradeSettings", "config.parameter", disruption=_QUIET),
        *(changed(f"{at}{name}", "config.parameter", disruption=_REPLACE)
          for name in ("maxPods", "availabilityZones")),
        changed(f"{at}creationData.sourceResourceId", "deploy.version", disruption=_REPLACE),
        members(f"{at}networkProfile.allowedHostPorts.portStart", came="exposure.open",
                gone="exposure.narrow"),
        choice(f"{at}mode", {"System": "config.parameter", "User": "config.parameter"}),
    )  # fmt: skip


def _containers(
    at: str, variables_at: str, *, cpu: str, memory: str, disruption: Disruption = _RESTART
) -> tuple[Rule, ...]:
    """Describe the containers of an app, a job or a group."""
    return (
        image(f"{at}.image"),
        changed(f"{at}.command", "deploy.version"),
        variables(f"{at}.{variables_at}"),
        size(f"{at}.{cpu}", disruption=disruption),
        size(f"{at}.{memory}", disruption=disruption),
    )


def _app(disruption: Disruption) -> tuple[Rule, ...]:
    return _containers("template.containers", "env", cpu="resources.cpu",
                       memory="resources.memory", disruption=disruption)  # fmt: skip


_STARTS = (
    image("template.initContainers.image"), variables("template.initContainers.env"),
    *(changed(f"template.initContainers.{name}", "deploy.version")
      for name in ("command", "args")),
    *(changed(f"template.{kind}.volumeMounts", "config.parameter")
      for kind in ("containers", "initContainers")),
    changed("template.containers.args", "deploy.version"),
    changed("template.containers.probes", "config.parameter"),
    changed("template.volumes", "config.parameter"),
)  # fmt: skip
_SECRETS = (
    secret("configuration.secrets.value"),
    changed("configuration.secrets.keyVaultUrl", "secret.change"),
    changed("configuration.registries", "config.parameter", disruption=_QUIET),
)

ENTRIES: tuple[TypeEntry, ...] = (
    entry(
        f"{_AZ}app:ContainerApp", Role.COMPUTE, *_app(_RESTART), *_STARTS, *_SECRETS,
        changed("configuration.dapr", "config.parameter"),
        room("template.scale.maxReplicas"), floor("template.scale.minReplicas"),
        changed("template.scale.rules", "config.parameter", disruption=_QUIET),
        changed("template.revisionSuffix", "deploy.version"),
        toggle("configuration.ingress.external", on="exposure.public", off="exposure.narrow"),
        presence("configuration.ingress", came="routing.rule", gone="routing.remove"),
        plain_allowed("configuration.ingress.allowInsecure"),
        changed("configuration.ingress.targetPort", "routing.rule"),
        changed("configuration.ingress.transport", "routing.rule"),
        weights("configuration.ingress.traffic", target="revisionName", weight="weight"),
        members("configuration.ingress.customDomains.name",
                came="routing.rule", gone="routing.remove"),
        when(restrictions("configuration.ingress.ipSecurityRestrictions"),
             only={"configuration.ingress.external": ("true",)}),
        order("configuration.ingress.clientCertificateMode", ("ignore", "accept", "require"),
              up="access.revoke", down="access.grant"),
        choice("configuration.activeRevisionsMode",
               {"Single": "config.parameter", "Multiple": "config.parameter"}),
        changed("managedEnvironmentId", "routing.network", disruption=_OUTAGE),
        changed("workloadProfileName", "config.parameter"), *identities(),
        delete="scale.to-zero", replace="deploy.version", replace_disruption=_OUTAGE,
    ),
    entry(
        f"{_AZ}app:Job", Role.COMPUTE, *_app(_QUIET), *_STARTS, *_SECRETS,
        changed("configuration.scheduleTriggerConfig", "config.parameter", disruption=_QUIET),
        changed("configuration.manualTriggerConfig", "config.parameter", disruption=_QUIET),
        *(changed(f"configuration.eventTriggerConfig.{name}", "config.parameter",
                  disruption=_QUIET)
          for name in ("parallelism", "replicaCompletionCount", "scale.pollingInterval",
                       "scale.rules")),
        room("configuration.eventTriggerConfig.scale.minExecutions"),
        changed("configuration.triggerType", "config.parameter"),
        changed("configuration.replicaTimeout", "config.parameter", disruption=_QUIET),
        changed("configuration.replicaRetryLimit", "config.parameter", disruption=_QUIET),
        room("configuration.eventTriggerConfig.scale.maxExecutions"), *identities(),
        delete="scale.to-zero", replace="deploy.version",
    ),
    entry(
        f"{_AZ}app:ManagedEnvironment", Role.COMPUTE, reachable(),
        toggle("vnetConfiguration.internal", on="exposure.narrow", off="exposure.public"),
        changed("vnetConfiguration.infrastructureSubnetId", "routing.network"),
        presence("appLogsConfiguration.destination", gone="observability.logs-off"),
        choice("appLogsConfiguration.destination", {"none": "observability.logs-off"}),
        secret("appLogsConfiguration.logAnalyticsConfiguration.sharedKey"),
        changed("appLogsConfiguration.logAnalyticsConfiguration.customerId", "config.parameter"),
        secret("daprAIConnectionString"), *identities(),
        toggle("peerAuthentication.mtls.enabled", on="protection.up",
               off="protection.encryption-off"),
        room("workloadProfiles.maximumCount"), room("workloadProfiles.minimumCount"),
        guard("zoneRedundant"),
        delete="scale.to-zero", replace="scale.to-zero", replace_disruption=_OUTAGE,
    ),
    entry(
        f"{_AZ}containerinstance:ContainerGroup", Role.COMPUTE,
        *_containers("containers", "environmentVariables",
                     cpu="resources.requests.cpu", memory="resources.requests.memoryInGB"),
        image("initContainers.image"), variables("initContainers.environmentVariables"),
        secret("containers.environmentVariables.secureValue"),
        toggle("containers.securityContext.privileged", on="protection.guard-off",
               off="protection.up", verbs=ARRIVING),
        choice("ipAddress.type", {"Public": "exposure.public"}, verbs=ARRIVING),
        choice("ipAddress.type", {"Private": "exposure.narrow", "": "exposure.narrow"}),
        changed("ipAddress.ports", "routing.rule"),
        presence("diagnostics.logAnalytics", gone="observability.logs-off"),
        secret("diagnostics.logAnalytics.workspaceKey"),
        secret("imageRegistryCredentials.password"),
        secret("volumes.azureFile.storageAccountKey"),
        own_key("encryptionProperties.keyName"),
        changed("ipAddress.dnsNameLabel", "routing.dns"), changed("subnetIds", "routing.network"),
        changed("containers.ports", "routing.rule"),
        changed("restartPolicy", "config.parameter"), changed("volumes", "config.parameter"),
        *identities(),
        delete="scale.to-zero", replace="deploy.version", replace_disruption=_OUTAGE,
    ),
    entry(
        f"{_AZ}containerregistry:Registry", Role.DATA_STORE, reachable(),
        *firewall("networkRuleSet.", "defaultAction", "ipRules.iPAddressOrRange"),
        toggle("adminUserEnabled", on="access.grant", off="access.revoke", verbs=ARRIVING),
        toggle("anonymousPullEnabled", on="access.public", off="access.revoke", verbs=ARRIVING),
        choice("encryption.status", {"disabled": "protection.encryption-off"}),
        own_key("encryption.keyVaultProperties.keyIdentifier"),
        toggle("policies.exportPolicy.status", on="exposure.open", off="exposure.narrow",
               default=True),
        toggle("policies.quarantinePolicy.status", on="protection.up",
               off="protection.guard-off"),
        toggle("policies.trustPolicy.status", on="protection.up", off="protection.guard-off"),
        toggle("policies.softDeletePolicy.status", on="protection.up",
               off="protection.guard-off"),
        number("policies.softDeletePolicy.retentionDays",
               up="protection.up", down="protection.backup-cut"),
        when(retention("policies.retentionPolicy.days", cut="data.retention-cut",
                       block="policies.retentionPolicy"),
             only={"policies.retentionPolicy.status": ("enabled",)}),
        toggle("policies.retentionPolicy.status", on="data.retention-cut"),
        choice("networkRuleBypassOptions", {"AzureServices": "exposure.open",
                                            "None": "exposure.narrow"}),
        tiered("sku.name", disruption=_QUIET), guard("zoneRedundancy"), *identities(),
        happens("data.delete", Verb.DELETE), happens("data.replace", Verb.REPLACE),
    ),
    entry(
        f"{_AZ}containerregistry:Replication", Role.PROTECTION,
        toggle("regionEndpointEnabled", off="routing.remove", on="routing.rule", default=True),
        create="protection.up", delete="protection.backup-cut", replace="protection.backup-cut",
    ),
    entry(
        f"{_AZ}containerregistry:ScopeMap", Role.IDENTITY,
        members("actions", came="access.grant", gone="access.revoke", verbs=ARRIVING),
        delete="access.revoke",
    ),
    entry(
        f"{_AZ}containerregistry:Token", Role.IDENTITY,
        members("scopeMapId", came="access.grant", gone="access.revoke"),
        toggle("status", on="access.grant", off="access.revoke", default=True),
        create="access.grant", delete="access.revoke", replace="access.grant",
    ),
    entry(
        f"{_AZ}containerservice:AgentPool", Role.COMPUTE, *_nodes(""),
        delete="scale.to-zero", replace="deploy.version", replace_disruption=_REPLACE,
    ),
    entry(
        f"{_AZ}containerservice:ManagedCluster", Role.COMPUTE,
        version("kubernetesVersion", newer="dependency.cluster", disruption=_QUIET,
                note=_ONE_WAY),
        *_nodes("agentPoolProfiles."),
        members("agentPoolProfiles.name", came="scale.up", gone="scale.down"),
        toggle("apiServerAccessProfile.enablePrivateCluster",
               on="exposure.narrow", off="exposure.public"),
        when(restrictions("apiServerAccessProfile.authorizedIPRanges"),
             unless={"apiServerAccessProfile.enablePrivateCluster": ("true",)}),
        toggle("apiServerAccessProfile.disableRunCommand",
               on="access.revoke", off="access.grant"),
        reachable(), no_keys("disableLocalAccounts"),
        toggle("enableRBAC", on="access.revoke", off="access.admin", default=True,
               note="Without it every user of the cluster may do everything."),
        presence("aadProfile", came="access.trust", gone="access.revoke"),
        toggle("aadProfile.enableAzureRBAC", on="access.trust", off="access.trust"),
        toggle("apiServerAccessProfile.enablePrivateClusterPublicFQDN", on="routing.dns",
               off="routing.dns"),
        changed("apiServerAccessProfile.privateDNSZone", "routing.dns"),
        members("linuxProfile.ssh.publicKeys.keyData", came="access.grant",
                gone="access.revoke", disruption=_OUTAGE),
        members("securityProfile.customCATrustCertificates", came="access.trust",
                gone="access.revoke"),
        guard("securityProfile.imageCleaner.enabled"),
        toggle("addonProfiles.azureKeyvaultSecretsProvider.enabled", on="config.parameter",
               off="secret.delete",
               note="Workloads that mount secrets from the vault no longer can."),
        *(toggle(f"storageProfile.{name}.enabled", on="config.parameter", off="config.parameter",
                 default=name != "blobCSIDriver")
          for name in ("blobCSIDriver", "diskCSIDriver", "fileCSIDriver", "snapshotController")),
        toggle("workloadAutoScalerProfile.verticalPodAutoscaler.enabled", on="config.parameter",
               off="config.parameter"),
        toggle("ingressProfile.webAppRouting.enabled", on="routing.rule", off="routing.remove"),
        changed("serviceMeshProfile", "routing.rule"),
        changed("httpProxyConfig", "routing.network"),
        changed("networkProfile.natGatewayProfile", "routing.network"),
        changed("networkProfile.podCidr", "routing.network", disruption=_REPLACE),
        changed("networkProfile.serviceCidr", "routing.network", disruption=_OUTAGE),
        changed("servicePrincipalProfile.clientId", "access.trust"),
        members("aadProfile.adminGroupObjectIDs", came="access.admin", gone="access.revoke"),
        own_key("diskEncryptionSetID"),
        toggle("securityProfile.azureKeyVaultKms.enabled",
               on="protection.up", off="protection.encryption-off"),
        changed("securityProfile.azureKeyVaultKms.keyId", "key.rotate"),
        presence("securityProfile.defender.logAnalyticsWorkspaceResourceId",
                 gone="observability.logs-off"),
        toggle("securityProfile.workloadIdentity.enabled", on="access.trust",
               off="access.revoke"),
        toggle("oidcIssuerProfile.enabled", on="access.trust", off="access.revoke"),
        toggle("addonProfiles.omsagent.enabled", off="observability.logs-off"),
        toggle("addonProfiles.azurepolicy.enabled", off="protection.guard-off",
               on="protection.up"),
        toggle("azureMonitorProfile.metrics.enabled", off="observability.logs-off"),
        order("autoUpgradeProfile.upgradeChannel", _PATCHES, up="config.parameter",
              down="config.parameter", note="What is upgraded, and when, without a plan."),
        changed("autoUpgradeProfile.nodeOSUpgradeChannel", "config.parameter",
                disruption=_QUIET),
        toggle("upgradeSettings.overrideSettings.forceUpgrade", on="protection.guard-off"),
        choice("networkProfile.networkPolicy", {"none": "exposure.open", "": "exposure.open"}),
        changed("networkProfile.outboundType", "routing.network", disruption=_OUTAGE),
        changed("networkProfile.networkPlugin", "routing.network", disruption=_OUTAGE),
        changed("networkProfile.networkPluginMode", "routing.network", disruption=_REPLACE),
        changed("networkProfile.networkDataplane", "routing.network", disruption=_REPLACE),
        changed("networkProfile.loadBalancerProfile", "routing.network"),
        order("sku.tier", ("Free", "Standard", "Premium"),
              up="protection.up", down="protection.guard-off"),
        changed("autoScalerProfile", "config.parameter", disruption=_QUIET),
        toggle("workloadAutoScalerProfile.keda.enabled", on="scale.limits-up",
               off="scale.limits-down"),
        secret("servicePrincipalProfile.secret"), secret("windowsProfile.adminPassword"),
        *identities(),
        delete=("data.delete", "scale.to-zero"), replace=("data.replace", "scale.to-zero"),
        replace_disruption=_OUTAGE,
    ),
)  # fmt: skip
