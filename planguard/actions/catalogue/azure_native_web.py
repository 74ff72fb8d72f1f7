"""Azure: web apps, functions and their plans, as Pulumi's native provider names them."""

from __future__ import annotations

from planguard.actions.interface import (
    ARRIVING,
    Rule,
    TypeEntry,
    changed,
    choice,
    entry,
    members,
    number,
    order,
    presence,
    secret,
    size,
    toggle,
    variables,
    version,
    weights,
    when,
)
from planguard.actions.providers.azure import (
    APP_PLANS,
    https_only,
    identities,
    reachable,
    restrictions,
    tls,
)
from planguard.actions.providers.forms import backups, floor, guard, room, units
from planguard.model.words import Disruption, Role

_AZ = "azure-native:web:"
_QUIET, _RESTART, _OUTAGE = Disruption.NONE, Disruption.RESTART, Disruption.OUTAGE
_RUNTIMES = ("linuxFxVersion", "windowsFxVersion", "nodeVersion", "pythonVersion", "javaVersion",
             "phpVersion", "netFrameworkVersion", "powerShellVersion")  # fmt: skip
_CERTIFICATES = ("", "OptionalInteractiveUser", "Optional", "Required")
_PROVIDERS = ("apple", "azureActiveDirectory", "azureStaticWebApps", "facebook", "gitHub",
              "google", "legacyMicrosoftAccount", "twitter")  # fmt: skip
_FTP = ("AllAllowed", "FtpsOnly", "Disabled")

_SITE: tuple[Rule, ...] = (
    *(
        version(f"siteConfig.{name}", newer="dependency.runtime", disruption=_RESTART)
        for name in _RUNTIMES[2:]
    ),
    *(
        version(f"siteConfig.{name}", newer="deploy.version", older="deploy.rollback",
                what="image", note="It names an image (`DOCKER|...`) or a runtime (`NODE|20`).")
        for name in _RUNTIMES[:2]
    ),
    version("functionAppConfig.runtime.version", newer="dependency.runtime"),
    changed("functionAppConfig.deployment", "deploy.version"),
    number("functionAppConfig.scaleAndConcurrency.instanceMemoryMB",
           up="scale.resize-up", down="scale.resize-down"),
    room("functionAppConfig.scaleAndConcurrency.maximumInstanceCount"),
    room("siteConfig.functionAppScaleLimit", zero_is="no-limit"),
    room("siteConfig.elasticWebAppScaleLimit"),
    room("siteConfig.minimumElasticInstanceCount"), units("siteConfig.numberOfWorkers"),
    changed("siteConfig.appCommandLine", "deploy.version"),
    variables("siteConfig.appSettings"),
    secret("siteConfig.connectionStrings.connectionString"),
    toggle("httpsOnly", on="protection.up", off="exposure.tls-weaken"),
    tls("siteConfig.minTlsVersion"), tls("siteConfig.scmMinTlsVersion"),
    order("siteConfig.ftpsState", _FTP, up="protection.up", down="exposure.tls-weaken"),
    reachable(), reachable("siteConfig.publicNetworkAccess"),
    when(restrictions("siteConfig.ipSecurityRestrictions",
                      "siteConfig.ipSecurityRestrictionsDefaultAction"),
         unless={"publicNetworkAccess": ("Disabled",)}),
    choice("siteConfig.ipSecurityRestrictionsDefaultAction",
           {"Allow": "exposure.public", "Deny": "exposure.narrow"}),
    choice("siteConfig.scmIpSecurityRestrictionsDefaultAction",
           {"Allow": "exposure.public", "Deny": "exposure.narrow"}),
    when(restrictions("siteConfig.scmIpSecurityRestrictions",
                      "siteConfig.scmIpSecurityRestrictionsDefaultAction"),
         unless={"siteConfig.scmIpSecurityRestrictionsUseMain": ("true",)}),
    toggle("siteConfig.remoteDebuggingEnabled", on="access.grant", off="access.revoke",
           verbs=ARRIVING),
    toggle("sshEnabled", on="access.grant", off="access.revoke", default=True),
    toggle("clientCertEnabled", on="access.revoke", off="access.grant"),
    order("clientCertMode", _CERTIFICATES, up="access.revoke", down="access.grant"),
    members("clientCertExclusionPaths", came="access.grant", gone="access.revoke",
            within="[^;]+"),
    *(toggle(f"siteConfig.{name}", on="config.parameter", off="config.parameter")
      for name in ("http20Enabled", "webSocketsEnabled")),
    secret("siteConfig.azureStorageAccounts.*.accessKey"),
    room("dailyMemoryTimeQuota", zero_is="no-limit"),
    floor("functionAppConfig.scaleAndConcurrency.alwaysReady.instanceCount"),
    members("functionAppConfig.scaleAndConcurrency.alwaysReady.name", gone="scale.limits-down"),
    toggle("endToEndEncryptionEnabled", on="protection.up", off="protection.encryption-off"),
    toggle("enabled", on="scale.up", off="scale.to-zero", default=True),
    toggle("siteConfig.alwaysOn", on="config.parameter", off="config.parameter"),
    toggle("siteConfig.httpLoggingEnabled", off="observability.logs-off"),
    toggle("siteConfig.detailedErrorLoggingEnabled", off="observability.logs-off"),
    toggle("siteConfig.autoHealEnabled", on="protection.up", off="protection.guard-off"),
    presence("siteConfig.healthCheckPath", came="protection.up", gone="protection.guard-off",
             changed="config.parameter"),
    changed("siteConfig.autoSwapSlotName", "routing.traffic"),
    weights("siteConfig.experiments.rampUpRules", target="actionHostName",
            weight="reroutePercentage", rest="name", whole=100),
    changed("siteConfig.cors", "config.parameter", disruption=_QUIET),
    toggle("siteConfig.vnetRouteAllEnabled", on="routing.network", off="routing.network"),
    changed("virtualNetworkSubnetId", "routing.network"),
    changed("outboundVnetRouting", "routing.network"),
    changed("serverFarmId", "config.parameter", disruption=_RESTART,
            note="The app moves to another plan: other machines, other sizes."),
    changed("hostNameSslStates", "routing.rule"),
    changed("keyVaultReferenceIdentity", "config.parameter",
            note="It reads the secrets that settings refer to: without rights it cannot."),
    *identities(),
)  # fmt: skip


def _site(name: str) -> TypeEntry:
    return entry(
        f"{_AZ}{name}", Role.COMPUTE, *_SITE,
        delete="scale.to-zero", replace="deploy.version", replace_disruption=_OUTAGE,
    )  # fmt: skip


def _settings(name: str) -> TypeEntry:
    return entry(
        f"{_AZ}{name}", Role.CONFIG,
        variables("properties", note="Every change restarts the app."),
        delete="config.env", replace="config.env",
    )  # fmt: skip


def _strings(name: str) -> TypeEntry:
    return entry(f"{_AZ}{name}", Role.SECRET, secret("properties.*.value"), delete="secret.delete")


ENTRIES: tuple[TypeEntry, ...] = (
    *map(_settings, ("WebAppApplicationSettings", "WebAppApplicationSettingsSlot")),
    *map(_strings, ("WebAppConnectionStrings", "WebAppConnectionStringsSlot")),
    *map(_site, ("WebApp", "WebAppSlot")),
    *(
        entry(
            f"{_AZ}{name}", Role.ROUTING,
            presence("thumbprint", changed="key.rotate"),
            choice("sslState", {"Disabled": "exposure.tls-weaken",
                                "SniEnabled": "protection.up", "IpBasedEnabled": "protection.up"}),
            create="routing.rule", delete="routing.remove", replace="routing.rule",
        )
        for name in ("WebAppHostNameBinding", "WebAppHostNameBindingSlot")
    ),
    *(
        entry(
            f"{_AZ}{name}", Role.NETWORK, changed("subnetResourceId", "routing.network"),
            create="routing.network", delete="routing.network", replace="routing.network",
        )
        for name in ("WebAppSwiftVirtualNetworkConnection",
                     "WebAppSwiftVirtualNetworkConnectionSlot")
    ),
    *(
        entry(
            f"{_AZ}{name}", Role.IDENTITY,
            toggle("allow", on="access.grant", off="access.revoke", default=True),
            delete="access.grant",
        )
        for name in ("WebAppFtpAllowed", "WebAppScmAllowed")
    ),
    entry(
        f"{_AZ}AppServicePlan", Role.COMPUTE,
        size("sku.name", order=APP_PLANS),
        when(units("sku.capacity"), unless={"sku.tier": ("Dynamic", "FlexConsumption")}),
        changed("hostingEnvironmentProfile.id", "routing.network", disruption=_OUTAGE),
        room("maximumElasticWorkerCount"), guard("zoneRedundant"),
        toggle("perSiteScaling", on="config.parameter", off="config.parameter"),
        toggle("elasticScaleEnabled", on="scale.limits-up", off="scale.limits-down"),
        delete="scale.to-zero", replace="scale.to-zero", replace_disruption=_OUTAGE,
    ),
    entry(
        f"{_AZ}Certificate", Role.KEY,
        changed("keyVaultSecretName", "key.rotate"), changed("keyVaultId", "key.rotate"),
        secret("pfxBlob"), secret("password"),
        create="key.create", delete="key.delete", replace="key.rotate",
    ),
    entry(
        f"{_AZ}StaticSite", Role.COMPUTE,
        changed("branch", "deploy.version"), changed("repositoryUrl", "deploy.version"),
        toggle("stagingEnvironmentPolicy", on="config.parameter", off="config.parameter",
               default=True, disruption=_QUIET),
        size("sku.name", order=("Free", "Standard")), reachable(), secret("repositoryToken"),
        *identities(), delete="scale.to-zero", replace="deploy.version",
        replace_disruption=_OUTAGE,
    ),
    entry(
        f"{_AZ}StaticSiteCustomDomain", Role.ROUTING,
        create="routing.dns", delete="routing.remove", replace="routing.dns",
    ),
    entry(
        f"{_AZ}WebAppAuthSettingsV2", Role.IDENTITY,
        toggle("platform.enabled", on="access.revoke", off="access.public"),
        toggle("globalValidation.requireAuthentication", on="access.revoke",
               off="access.public"),
        choice("globalValidation.unauthenticatedClientAction",
               {"AllowAnonymous": "access.public", "RedirectToLoginPage": "access.revoke",
                "Return401": "access.revoke", "Return403": "access.revoke"}),
        members("globalValidation.excludedPaths", came="access.public", gone="access.revoke"),
        https_only("httpSettings.requireHttps", default=True),
        *(when(rule, only={"platform.enabled": "true"}) for kind in _PROVIDERS for rule in (
            presence(f"identityProviders.{kind}.registration", came="access.trust",
                     gone="access.revoke", changed="access.trust"),
            toggle(f"identityProviders.{kind}.enabled", on="access.trust", off="access.revoke",
                   default=True))),
        when(presence("identityProviders.customOpenIdConnectProviders", came="access.trust",
                      gone="access.revoke", changed="access.trust"),
             only={"platform.enabled": "true"}),
        members("identityProviders.azureActiveDirectory.validation.allowedAudiences",
                came="access.trust", gone="access.revoke"),
        delete="access.public", create="access.trust",
    ),
    entry(
        f"{_AZ}WebAppBackupConfiguration", Role.PROTECTION,
        backups("backupSchedule.retentionPeriodInDays"),
        toggle("enabled", off="protection.backup-off", on="protection.up"),
        toggle("backupSchedule.keepAtLeastOneBackup", off="protection.backup-cut",
               on="protection.up"),
        *(
            when(number("backupSchedule.frequencyInterval", up="protection.backup-cut",
                        down="protection.up"),
                 only={"backupSchedule.frequencyUnit": unit},
                 was={"backupSchedule.frequencyUnit": unit})
            for unit in ("Day", "Hour")
        ),
        order("backupSchedule.frequencyUnit", ("Day", "Hour"), up="protection.up",
              down="protection.backup-cut"),
        members("databases.name", came="protection.up", gone="protection.backup-cut"),
        changed("storageAccountUrl", "config.parameter", disruption=_QUIET),
        delete="protection.backup-off", create="protection.up", replace="protection.backup-cut",
    ),
    entry(
        f"{_AZ}WebAppDiagnosticLogsConfiguration", Role.OBSERVABILITY,
        *(when(choice(f"applicationLogs.{store}.level",
                      {"Off": "observability.logs-off", "": "observability.logs-off"}),
               was_not={f"applicationLogs.{store}.level": ("", "Off")})
          for store in ("azureBlobStorage", "azureTableStorage", "fileSystem")),
        *(toggle(f"httpLogs.{store}.enabled", off="observability.logs-off")
          for store in ("azureBlobStorage", "fileSystem")),
        *(number(f"{log}.retentionInDays", up="observability.log-retention-up",
                 down="observability.log-retention-cut")
          for log in ("applicationLogs.azureBlobStorage", "httpLogs.azureBlobStorage",
                      "httpLogs.fileSystem")),
        toggle("failedRequestsTracing.enabled", off="observability.logs-off"),
        toggle("detailedErrorMessages.enabled", off="observability.logs-off"),
        delete="observability.logs-off", replace="observability.logs-off",
    ),
    entry(
        f"{_AZ}WebAppSlotConfigurationNames", Role.CONFIG,
        members("appSettingNames", came="config.env", gone="config.env",
                note="A setting no longer listed swaps along with its slot."),
        members("connectionStringNames", came="config.env", gone="config.env"),
        delete="config.env",
    ),
    entry(
        f"{_AZ}WebAppSourceControl", Role.CONFIG,
        changed("branch", "deploy.version"), changed("repoUrl", "deploy.version"),
        create="deploy.version", replace="deploy.version",
    ),
)  # fmt: skip
