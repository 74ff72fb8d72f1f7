"""AWS by its own interface: HTTP APIs, logins of users, certificates, workflows and schedules."""

from __future__ import annotations

from collections.abc import Iterator

from planguard.actions.interface import (
    ARRIVING,
    Rule,
    TypeEntry,
    changed,
    choice,
    entry,
    grants,
    limit,
    members,
    number,
    order,
    presence,
    retention,
    toggle,
    variables,
    version,
    when,
)
from planguard.actions.providers.aws import assigned, own_key
from planguard.actions.providers.aws_forms import addressed, targets
from planguard.actions.providers.forms import at_least, guard, parameters, room
from planguard.model.words import Disruption, Role

_QUIET, _OUTAGE = Disruption.NONE, Disruption.OUTAGE
_LOGS = ("", "OFF", "ERROR", "INFO")
_WORDS = "policies.passwordPolicy"
_RUN = "target.ecsParameters"


def _tokens(kind: str, unit: str) -> Rule:
    """Describe how long a token is good for; 0 and absence stand for the service's default."""
    path = f"{kind}TokenValidity"
    rule = retention(path, cut="access.revoke", up="access.grant",
                     unit=f"tokenValidityUnits.{kind}Token", unit_is=unit)  # fmt: skip
    return when(rule, unless={path: ("", "0")}, was_not={path: ("", "0")})


def _limited(block: str) -> Iterator[Rule]:
    """Describe how many requests the routes of a stage take, and what is written of them."""
    for name in ("throttlingBurstLimit", "throttlingRateLimit"):
        yield room(f"{block}.{name}", zero="scale.to-zero")
    yield order(f"{block}.loggingLevel", _LOGS, down="observability.logs-off")
    for name in ("dataTraceEnabled", "detailedMetricsEnabled"):
        yield changed(f"{block}.{name}", "config.flag")


ENTRIES: tuple[TypeEntry, ...] = (
    entry(
        "aws-native:apigatewayv2:Api", Role.ROUTING,
        *targets("body", "bodyS3Location", "routeSelectionExpression", "routeKey", "target"),
        toggle("disableExecuteApiEndpoint", on="exposure.narrow", off="exposure.public"),
        members("corsConfiguration.allowOrigins", came="access.grant", gone="access.revoke"),
        toggle("corsConfiguration.allowCredentials", on="access.grant", off="access.revoke"),
        *parameters(*(f"corsConfiguration.{name}"
                      for name in ("allowHeaders", "allowMethods", "exposeHeaders", "maxAge"))),
        changed("ipAddressType", "routing.network"), changed("protocolType", "routing.dns"),
        assigned("credentialsArn"),
        delete="routing.remove", replace="routing.dns", replace_disruption=_OUTAGE,
        ignore=("description", "version"),
    ),
    entry(
        "aws-native:apigatewayv2:Route", Role.ROUTING,
        when(choice("authorizationType", {"NONE": "access.public"}, verbs=ARRIVING),
             unless={"routeKey": "$disconnect"}),
        choice("authorizationType",
               dict.fromkeys(("AWS_IAM", "CUSTOM", "JWT"), "access.trust")),
        changed("authorizerId", "access.trust"),
        limit("authorizationScopes"),
        toggle("apiKeyRequired", on="access.revoke", off="access.grant"),
        *targets("target", "routeKey"),
        *(changed(name, "config.parameter")
          for name in ("modelSelectionExpression", "requestModels", "requestParameters",
                       "routeResponseSelectionExpression")),
        delete="routing.remove", replace="routing.rule", ignore=("operationName",),
    ),
    entry(
        "aws-native:apigatewayv2:Integration", Role.ROUTING,
        *targets("integrationUri", "integrationType", "integrationMethod", "integrationSubtype",
                 "connectionId", "connectionType", "requestParameters"),
        *(changed(name, "config.parameter")
          for name in ("payloadFormatVersion", "requestTemplates", "responseParameters",
                       "passthroughBehavior", "templateSelectionExpression",
                       "contentHandlingStrategy")),
        *parameters("timeoutInMillis"),
        assigned("credentialsArn"),
        presence("tlsConfig.serverNameToVerify", came="protection.up",
                 gone="exposure.tls-weaken"),
        delete="routing.remove", replace="routing.rule", ignore=("description",),
    ),
    entry(
        "aws-native:apigatewayv2:Stage", Role.ROUTING,
        *_limited("defaultRouteSettings"),
        changed("routeSettings", "config.parameter"),
        changed("deploymentId", "deploy.version", disruption=_QUIET),
        toggle("autoDeploy", on="config.parameter", off="config.parameter"),
        variables("stageVariables"),
        presence("accessLogSettings", gone="observability.logs-off"),
        presence("clientCertificateId", came="protection.up", gone="protection.guard-off"),
        delete="routing.remove", replace="routing.rule", replace_disruption=_OUTAGE,
        ignore=("description",),
    ),
    entry(
        "aws-native:certificatemanager:Certificate", Role.KEY,
        members("subjectAlternativeNames", gone="routing.remove",
                note="The certificate is issued anew and has to be validated again."),
        changed("keyAlgorithm", "key.rotate"),
        changed("certificateAuthorityArn", "access.trust"),
        choice("certificateTransparencyLoggingPreference", {"DISABLED": "observability.logs-off"}),
        create="key.create", delete="key.delete", replace="key.rotate",
        ignore=("domainValidationOptions",),
    ),
    entry(
        "aws-native:cognito:UserPool", Role.DATA_STORE,
        choice("deletionProtection",
               {"ACTIVE": "protection.up", "INACTIVE": "protection.guard-off"}),
        order("mfaConfiguration", ("OFF", "OPTIONAL", "ON"), up="protection.up",
              down="protection.guard-off"),
        order("userPoolAddOns.advancedSecurityMode", ("OFF", "AUDIT", "ENFORCED"),
              up="protection.up", down="protection.guard-off"),
        presence("userPoolAddOns.advancedSecurityMode", gone="protection.guard-off"),
        toggle("adminCreateUserConfig.allowAdminCreateUserOnly", on="access.revoke",
               off="access.public"),
        at_least(f"{_WORDS}.minimumLength"), at_least(f"{_WORDS}.passwordHistorySize"),
        *(guard(f"{_WORDS}.require{kind}")
          for kind in ("Lowercase", "Numbers", "Symbols", "Uppercase")),
        members("policies.signInPolicy.allowedFirstAuthFactors", came="access.trust",
                gone="access.revoke", swapped="access.trust"),
        members("userAttributeUpdateSettings.attributesRequireVerificationBeforeUpdate",
                came="protection.up", gone="protection.guard-off"),
        guard("deviceConfiguration.challengeRequiredOnNewDevice"),
        presence("schema.name", gone="schema.keys"),
        *parameters("accountRecoverySetting", "autoVerifiedAttributes", "lambdaConfig",
                    "emailConfiguration", "smsConfiguration", "userPoolTier",
                    f"{_WORDS}.temporaryPasswordValidityDays", "webAuthnRelyingPartyId"),
        delete="data.delete", replace="data.replace",
        ignore=("emailVerificationMessage", "emailVerificationSubject",
                "smsAuthenticationMessage", "smsVerificationMessage"),
    ),
    entry(
        "aws-native:cognito:UserPoolClient", Role.IDENTITY,
        when(grants("allowedOAuthScopes"), verbs=ARRIVING),
        *(members(name, came="access.trust", gone="access.revoke", swapped="access.trust")
          for name in ("callbackUrls", "explicitAuthFlows", "allowedOAuthFlows",
                       "supportedIdentityProviders")),
        order("preventUserExistenceErrors", ("LEGACY", "ENABLED"), up="protection.up",
              down="protection.guard-off"),
        guard("enableTokenRevocation", default=True),
        _tokens("access", "hours"), _tokens("id", "hours"), _tokens("refresh", "days"),
        *(members(name, came="access.grant", gone="access.revoke")
          for name in ("readAttributes", "writeAttributes")),
        choice("refreshTokenRotation.feature",
               {"ENABLED": "protection.up", "DISABLED": "protection.guard-off"}),
        *parameters("allowedOAuthFlowsUserPoolClient", "defaultRedirectUri", "logoutUrls",
                    "authSessionValidity"),
        toggle("generateSecret", on="secret.create", off="secret.delete"),
        delete="access.revoke", replace="access.revoke", replace_disruption=_OUTAGE,
    ),
    entry(
        "aws-native:scheduler:Schedule", Role.MESSAGING,
        choice("state", {"ENABLED": "routing.rule", "DISABLED": "routing.remove"},
               default="ENABLED"),
        *targets("target.arn"), assigned("target.roleArn"), own_key("kmsKeyArn"),
        version(f"{_RUN}.taskDefinitionArn", newer="deploy.version", older="deploy.rollback",
                what="revision", disruption=_QUIET),
        version(f"{_RUN}.platformVersion", newer="dependency.runtime"),
        number(f"{_RUN}.taskCount", up="scale.up", down="scale.down"),
        toggle(f"{_RUN}.enableExecuteCommand", on="access.grant", off="access.revoke"),
        addressed(f"{_RUN}.networkConfiguration.awsvpcConfiguration.assignPublicIp"),
        members(f"{_RUN}.networkConfiguration.awsvpcConfiguration.securityGroups",
                came="exposure.open", gone="exposure.narrow"),
        changed(f"{_RUN}.networkConfiguration.awsvpcConfiguration.subnets", "routing.network"),
        presence("target.deadLetterConfig.arn", came="protection.up",
                 gone="protection.guard-off", changed="config.parameter"),
        *parameters("scheduleExpression", "scheduleExpressionTimezone", "startDate", "endDate",
                    "flexibleTimeWindow", "target.input", "target.retryPolicy",
                    "target.eventBridgeParameters", "target.kinesisParameters",
                    "target.sqsParameters"),
        delete="routing.remove", replace="routing.remove", ignore=("description",),
    ),
    entry(
        "aws-native:stepfunctions:StateMachine", Role.COMPUTE,
        *(changed(name, "deploy.version", disruption=_QUIET)
          for name in ("definition", "definitionString", "definitionS3Location",
                       "definitionSubstitutions")),
        assigned("roleArn"),
        order("loggingConfiguration.level", ("", "OFF", "FATAL", "ERROR", "ALL"),
              down="observability.logs-off"),
        toggle("tracingConfiguration.enabled", off="observability.logs-off"),
        *parameters("loggingConfiguration.destinations",
                    "loggingConfiguration.includeExecutionData"),
        own_key("encryptionConfiguration.kmsKeyId"),
        delete="scale.to-zero", replace="deploy.version", replace_disruption=_OUTAGE,
    ),
)  # fmt: skip
