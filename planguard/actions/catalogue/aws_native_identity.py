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
    presence,
    retention,
    secret,
    toggle,
    when,
)
from planguard.actions.providers.aws import assigned
from planguard.model.words import Disruption, Reversible, Role, Verb

_QUIET = Disruption.NONE
_ADMIN = ("AdministratorAccess", "IAMFullAccess", "PowerUserAccess")
_EKS = "arn:aws:eks::aws:cluster-access-policy/"
_BOUNDARY = presence(
    "permissionsBoundary", came="access.revoke", gone="access.grant", changed="access.grant",
    note="The boundaries are not compared.",
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
        happens("key.delete", Verb.DELETE, note=_PENDING),
        happens("key.delete", Verb.REPLACE, note=_PENDING),
        create="key.create", ignore=("description", "pendingWindowInDays"),
    )  # fmt: skip


ENTRIES: tuple[TypeEntry, ...] = (
    entry(
        "aws-native:iam:Role", Role.IDENTITY,
        document("assumeRolePolicyDocument", "trust"), _INLINE, _MANAGED, _BOUNDARY,
        changed("maxSessionDuration", "config.parameter", disruption=_QUIET),
        ignore=("description",),
    ),
    entry(
        "aws-native:iam:User", Role.IDENTITY,
        _INLINE, _MANAGED, _BOUNDARY, grants("groups"),
        secret("loginProfile.password"),
    ),
    entry("aws-native:iam:Group", Role.IDENTITY, _INLINE, _MANAGED),
    *(
        entry(f"aws-native:iam:{kind}", Role.IDENTITY,
              document("policyDocument", "identity"), changed(holder, "access.grant"))
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
        members("roles", came="access.grant", gone="access.revoke"),
        delete="access.revoke",
    ),
    entry(
        "aws-native:iam:OidcProvider", Role.IDENTITY,
        members("clientIdList", came="access.trust", gone="access.revoke"),
        changed("thumbprintList", "access.trust"),
        changed("url", "access.trust"),
        create="access.trust", delete="access.revoke",
    ),
    _key(
        "aws-native:kms:Key",
        toggle("enableKeyRotation", on="protection.up", off="key.rotation-off"),
        changed("rotationPeriodInDays", "config.parameter", disruption=_QUIET),
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
        retention("rotationRules.automaticallyAfterDays", cut="protection.up",
                  up="key.rotation-off"),
        changed("rotationRules.scheduleExpression", "config.parameter", disruption=_QUIET),
        changed("rotationLambdaArn", "config.parameter"),
        create="protection.up", delete="key.rotation-off",
    ),
    entry(
        "aws-native:ssm:Parameter", Role.CONFIG,
        changed("value", "config.parameter"),
        changed("type", "config.parameter"),
        delete="config.parameter", ignore=("description",),
    ),
    entry(
        "aws-native:eks:AccessEntry", Role.IDENTITY,
        grants("kubernetesGroups", admin=("system:masters",)),
        grants("accessPolicies.policyArn",
               admin=(f"{_EKS}AmazonEKSClusterAdminPolicy", f"{_EKS}AmazonEKSAdminPolicy")),
        presence("accessPolicies.accessScope", changed="access.grant"),
        assigned("principalArn"),
        choice("type", {}, otherwise="access.grant"),
        create="access.grant", delete="access.revoke",
    ),
)  # fmt: skip
