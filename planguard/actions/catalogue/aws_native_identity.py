"""AWS by its own interface: identities, keys, secrets and parameters."""

from __future__ import annotations

from planguard.actions.interface import (
    ARRIVING,
    Rule,
    TypeEntry,
    changed,
    choice,
    document,
    entry,
    grants,
    happens,
    members,
    number,
    presence,
    secret,
    toggle,
    when,
)
from planguard.actions.providers.aws import assigned
from planguard.actions.providers.aws_forms import key_within
from planguard.actions.providers.forms import danger, parameters
from planguard.model.words import Disruption, Reversible, Role, Verb

_QUIET = Disruption.NONE
_ADMIN = ("AdministratorAccess", "IAMFullAccess", "PowerUserAccess")
_EKS = "arn:aws:eks::aws:cluster-access-policy/"
_BOUNDARY = presence(
    "permissionsBoundary", came="access.revoke", gone="protection.guard-off",
    changed="access.grant", note="The boundaries are not compared.",
)  # fmt: skip
_INLINE = document("policies.policyDocument", "identity")
_MANAGED = grants("managedPolicyArns", admin=_ADMIN)
_PENDING = "The key can be called back until its waiting period is over."


def _key(type_: str, *rules: Rule) -> TypeEntry:
    return entry(
        type_, Role.KEY,
        toggle("enabled", off="key.disable", on="protection.up", default=True),
        when(document("keyPolicy", "key"), verbs=ARRIVING),
        *rules,
        number("pendingWindowInDays", up="protection.up", down="protection.guard-off"),
        happens("key.delete", Verb.DELETE, reversible=Reversible.YES, note=_PENDING),
        happens("key.delete", Verb.REPLACE, reversible=Reversible.YES, note=_PENDING),
        create="key.create", ignore=("description",),
    )  # fmt: skip


ENTRIES: tuple[TypeEntry, ...] = (
    entry(
        "aws-native:iam:Role", Role.IDENTITY,
        document("assumeRolePolicyDocument", "trust"), _INLINE, _MANAGED, _BOUNDARY,
        number("maxSessionDuration", up="access.grant", down="access.revoke"),
        delete="access.revoke", replace="access.revoke", replace_disruption=Disruption.OUTAGE,
        ignore=("description",),
    ),
    entry(
        "aws-native:iam:User", Role.IDENTITY,
        _INLINE, _MANAGED, _BOUNDARY, grants("groups"),
        secret("loginProfile.password"),
        delete="access.revoke", replace="access.revoke", replace_disruption=Disruption.OUTAGE,
    ),
    entry(
        "aws-native:iam:Group", Role.IDENTITY, _INLINE, _MANAGED,
        delete="access.revoke", replace="access.revoke", replace_disruption=Disruption.OUTAGE,
    ),
    *(
        entry(f"aws-native:iam:{kind}", Role.IDENTITY,
              document("policyDocument", "identity"),
              changed(holder, "access.grant"), changed(holder, "access.revoke"))
        for kind, holder in (("RolePolicy", "roleName"), ("UserPolicy", "userName"),
                             ("GroupPolicy", "groupName"))
    ),
    entry(
        "aws-native:iam:ManagedPolicy", Role.IDENTITY,
        document("policyDocument", "identity"),
        *(members(path, came="access.grant", gone="access.revoke")
          for path in ("roles", "users", "groups")),
        ignore=("description",),
    ),
    entry(
        "aws-native:iam:InstanceProfile", Role.IDENTITY,
        grants("roles"), replace_disruption=Disruption.OUTAGE,
    ),
    entry(
        "aws-native:iam:OidcProvider", Role.IDENTITY,
        *(members(path, came="access.trust", gone="access.revoke", swapped="access.trust")
          for path in ("clientIdList", "thumbprintList")),
        changed("url", "access.trust"),
        delete="access.revoke", replace="access.trust",
    ),
    _key(
        "aws-native:kms:Key",
        toggle("enableKeyRotation", on="protection.up", off="key.rotation-off"),
        changed("rotationPeriodInDays", "config.parameter", disruption=_QUIET),
        danger("bypassPolicyLockoutSafetyCheck"),
    ),
    _key("aws-native:kms:ReplicaKey"),
    entry(
        "aws-native:kms:Alias", Role.KEY,
        changed("targetKeyId", "key.rotate"),
        delete="key.disable", replace="key.disable",
    ),
    entry(
        "aws-native:secretsmanager:Secret", Role.SECRET,
        secret("secretString"),
        presence("generateSecretString", came="secret.change", changed="secret.change"),
        presence("kmsKeyId", came="protection.up", gone="protection.encryption-off"),
        presence("replicaRegions.region", came="protection.up", gone="protection.backup-cut"),
        key_within("replicaRegions.kmsKeyId"),
        happens("secret.delete", Verb.DELETE, reversible=Reversible.UNKNOWN,
                note="It can be restored while its recovery window lasts."),
        create="secret.create", replace=("secret.delete", "secret.create"),
        ignore=("description",),
    ),
    entry(
        "aws-native:secretsmanager:ResourcePolicy", Role.IDENTITY,
        document("resourcePolicy", "resource"),
        toggle("blockPublicPolicy", on="protection.up", off="protection.guard-off"),
    ),
    entry(
        "aws-native:secretsmanager:RotationSchedule", Role.PROTECTION,
        number("rotationRules.automaticallyAfterDays", up="protection.guard-off",
               down="protection.up"),
        *parameters("rotationRules.scheduleExpression", "rotationRules.duration",
                    "rotationLambdaArn"),
        *(
            when(changed(path, "secret.change", note="The secret is rotated at once."),
                 unless={"rotateImmediatelyOnUpdate": "false"})
            for path in ("rotationRules", "rotationLambdaArn")
        ),
        create="protection.up", delete="protection.guard-off",
    ),
    entry(
        "aws-native:ssm:Parameter", Role.CONFIG,
        changed("value", "config.parameter"),
        changed("type", "config.parameter"),
        changed("name", "config.parameter", disruption=Disruption.OUTAGE),
        *parameters("allowedPattern", "dataType"),
        choice("tier", {"Advanced": "cost.up"}),
        delete="config.parameter", replace="config.parameter", ignore=("description",),
    ),
    entry(
        "aws-native:eks:AccessEntry", Role.IDENTITY,
        grants("kubernetesGroups", admin=("system:masters",)),
        grants("accessPolicies.policyArn",
               admin=(f"{_EKS}AmazonEKSClusterAdminPolicy", f"{_EKS}AmazonEKSAdminPolicy")),
        choice("accessPolicies.accessScope.type",
               {"cluster": "access.grant", "namespace": "access.revoke"}, both=True),
        when(members("accessPolicies.accessScope.namespaces", came="access.grant",
                     gone="access.revoke", standing=True),
             beside={"accessPolicies.accessScope.type": "namespace"}),
        assigned("principalArn"), assigned("username"),
        changed("type", "access.grant"),
        delete="access.revoke",
    ),
)  # fmt: skip
