"""
Azure: groups, locks, policies, roles and identities, as Terraform names them.

A table of one entry a type, hence its length.
"""

from __future__ import annotations

from planguard.actions.interface import (
    ARRIVING,
    Rule,
    TypeEntry,
    changed,
    choice,
    deadline,
    entry,
    grants,
    happens,
    limit,
    members,
    number,
    order,
    presence,
    retention,
    script,
    secret,
    toggle,
    variables,
    version,
    when,
)
from planguard.actions.providers.azure import (
    ADMIN_OPERATIONS,
    ADMIN_ROLES,
    GROUP_LOSS,
    identities,
    role_assignment,
)
from planguard.actions.providers.forms import parameters
from planguard.model.words import Disruption, Role, Verb

_AZ = "azurerm_"
_LOCK = "While a lock stands nobody can delete what it covers, whoever he is."
_BELOW = "A role holds for everything below the scope it is given at."
_UNLISTED = "The template makes changes that this plan does not list."
_UNNAMED = "The policy changes what is there already; this plan does not list it."
_PLACES = ("management_group_", "resource_", "resource_group_", "subscription_")
_GROUP = (
    f"{GROUP_LOSS} The provider refuses that unless its feature "
    "`prevent_deletion_if_contains_resources` is off."
)


def _held() -> tuple[Rule, Rule]:
    """Describe a role given by its name or by its id; the provider fills in the other."""
    named, by_id = (
        role_assignment(path, principal="principal_id", note=_BELOW)
        for path in ("role_definition_name", "role_definition_id")
    )
    unnamed = {"role_definition_name": ("",)}
    return when(named, unless=unnamed), when(by_id, only=unnamed)


def _assigned(place: str) -> TypeEntry:
    return entry(
        f"{_AZ}{place}policy_assignment", Role.PROTECTION,
        toggle("enforce", off="protection.guard-off", on="protection.up", default=True),
        members("not_scopes", came="protection.guard-off", gone="protection.up"),
        changed("policy_definition_id", "config.parameter"),
        changed("parameters", "config.parameter"), changed("overrides", "config.parameter"),
        presence("resource_selectors", came="protection.guard-off", gone="protection.up",
                 changed="config.parameter"),
        *identities("identity.identity_ids"),
        create="protection.up", delete="protection.guard-off", replace="protection.guard-off",
        ignore=("description", "display_name", "metadata", "non_compliance_message"),
    )  # fmt: skip


def _exempt(place: str) -> TypeEntry:
    return entry(
        f"{_AZ}{place}policy_exemption", Role.PROTECTION,
        deadline("expires_on", earlier="protection.up", later="protection.guard-off"),
        limit("policy_definition_reference_ids", narrower="protection.up",
              wider="protection.guard-off",
              note="None listed are all definitions of the initiative."),
        create="protection.guard-off", delete="protection.up", replace="protection.guard-off",
        ignore=("description", "display_name", "metadata", "exemption_category"),
    )  # fmt: skip


def _defined(name: str) -> TypeEntry:
    return entry(
        f"{_AZ}{name}", Role.PROTECTION,
        changed("policy_definition_reference" if "set" in name else "policy_rule",
                "config.parameter",
                note="What is checked, and whether it is refused, may change."),
        *((members("policy_definition_reference.policy_definition_id", came="protection.up",
                   gone="protection.guard-off"),) if "set" in name else ()),
        changed("parameters", "config.parameter"),
        delete="protection.guard-off", replace="protection.guard-off",
        ignore=("description", "display_name", "metadata"),
    )  # fmt: skip


def _template(place: str) -> TypeEntry:
    rules: tuple[Rule, ...] = (
        changed("template_content", "config.parameter", note=_UNLISTED),
        changed("template_spec_version_id", "config.parameter", note=_UNLISTED),
        changed("parameters_content", "config.parameter", note=_UNLISTED),
    )
    if place == "resource_group_":
        complete = choice("deployment_mode", {"Complete": "protection.guard-off"}, verbs=ARRIVING,
                          note="What the group holds and the template does not name is deleted.")  # fmt: skip
        gone = happens("data.delete", Verb.DELETE,
                       note="The provider deletes what the template had made.")  # fmt: skip
        again = happens("data.replace", Verb.REPLACE,
                        note="The provider deletes what the template had made, and makes it anew.")  # fmt: skip
        rules = (*rules, complete, gone, again)
    return entry(f"{_AZ}{place}template_deployment", Role.CONFIG, *rules)


def _remedied(place: str) -> TypeEntry:
    """Describe a policy that is carried out on what was there before it."""
    return entry(
        f"{_AZ}{place}policy_remediation", Role.CONFIG,
        *parameters("resource_count", "parallel_deployments", "failure_percentage",
                    "location_filters"),
        happens("config.parameter", Verb.CREATE, note=_UNNAMED),
        happens("config.parameter", Verb.REPLACE, note=_UNNAMED),
    )  # fmt: skip


def _scripted(shell: str) -> TypeEntry:
    """Describe a script that Azure runs when it is made, and whenever it is made anew."""
    return entry(
        f"{_AZ}resource_deployment_script_azure_{shell}", Role.CONFIG, script("script_content"),
        *(changed(name, "deploy.version", disruption=Disruption.UNKNOWN, note=_UNLISTED)
          for name in ("script_content", "primary_script_uri", "command_line",
                       "force_update_tag")),
        variables("environment_variable"), secret("environment_variable.secure_value"),
        secret("storage_account.key"), *identities("identity.identity_ids"),
        create="config.parameter",
    )  # fmt: skip


def _operations(at: str) -> tuple[Rule, ...]:
    return tuple(
        rule
        for name in ("actions", "data_actions")
        for rule in (
            members(f"{at}.{name}", came="access.grant", gone="access.revoke",
                    words=ADMIN_OPERATIONS, verbs=ARRIVING),
            members(f"{at}.not_{name}", came="access.revoke", gone="access.grant"),
        )
    )  # fmt: skip


_WITHIN = ("require_approval", "require_multifactor_authentication", "require_justification",
           "require_ticket_info")  # fmt: skip

ENTRIES: tuple[TypeEntry, ...] = (
    *map(_assigned, _PLACES), *map(_exempt, _PLACES),
    *map(_defined, ("policy_definition", "policy_set_definition",
                    "management_group_policy_set_definition")),
    *map(_template, ("management_group_", "resource_group_", "subscription_", "tenant_")),
    *map(_remedied, _PLACES), *map(_scripted, ("cli", "power_shell")),
    entry(
        f"{_AZ}template_deployment", Role.CONFIG,
        choice("deployment_mode", {"Complete": "protection.guard-off"}, verbs=ARRIVING,
               note="What the group holds and the template does not name is deleted."),
        changed("template_body", "config.parameter", note=_UNLISTED),
        changed("parameters_body", "config.parameter", note=_UNLISTED),
        changed("parameters", "config.parameter", note=_UNLISTED),
    ),
    entry(
        f"{_AZ}management_lock", Role.PROTECTION,
        order("lock_level", ("CanNotDelete", "ReadOnly"),
              up="protection.up", down="protection.guard-off", note=_LOCK),
        create="protection.up", delete="protection.guard-off", replace="protection.guard-off",
        ignore=("notes",),
    ),
    entry(
        f"{_AZ}management_group", Role.IDENTITY,
        *(changed("parent_management_group_id", action, both=action != "access.grant",
                  note="What holds for the new parent, roles and policies, holds for the group.")
          for action in ("access.grant", "access.revoke")),
        members("subscription_ids", came="access.grant", gone="access.revoke"),
        delete="access.revoke", replace="access.revoke", ignore=("display_name",),
    ),
    entry(
        f"{_AZ}management_group_subscription_association", Role.IDENTITY,
        create="access.grant", delete="access.revoke",
        replace=("access.grant", "access.revoke"),
    ),
    entry(
        f"{_AZ}subscription", Role.GLUE,
        happens("data.delete", Verb.DELETE,
                note="The subscription is cancelled, with all that is in it, unless the provider's "
                "feature `prevent_cancellation_on_destroy` is on."),
        happens("data.replace", Verb.REPLACE),
        ignore=("subscription_name",),
    ),
    entry(
        f"{_AZ}resource_group", Role.GLUE,
        happens("data.delete", Verb.DELETE, note=_GROUP),
        happens("data.replace", Verb.REPLACE, note=_GROUP),
        ignore=("managed_by",),
    ),
    entry(
        f"{_AZ}role_assignment", Role.IDENTITY, *_held(),
        presence("condition", came="access.revoke", gone="access.grant", changed="access.grant"),
        ignore=("description", "condition_version", "name", "principal_type"),
    ),
    entry(
        f"{_AZ}marketplace_role_assignment", Role.IDENTITY,
        *(grants(path, admin=ADMIN_ROLES) for path in ("role_definition_name",
                                                       "role_definition_id")),
        ignore=("description", "condition_version", "name"),
    ),
    *(
        entry(
            f"{_AZ}pim_{kind}_role_assignment", Role.IDENTITY,
            role_assignment("role_definition_id", principal="principal_id", note=_BELOW),
            presence("schedule.expiration", came="access.revoke", gone="access.grant"),
            *(number(f"schedule.expiration.duration_{unit}", up="access.grant",
                     down="access.revoke") for unit in ("days", "hours")),
            deadline("schedule.expiration.end_date_time",
                     earlier="access.revoke", later="access.grant", both=True),
            ignore=("justification", "ticket"),
        )
        for kind in ("active", "eligible")
    ),
    entry(
        f"{_AZ}role_definition", Role.IDENTITY, *_operations("permissions"),
        members("assignable_scopes", came="access.grant", gone="access.revoke"),
        delete="access.revoke", replace="access.revoke", ignore=("description",),
    ),
    entry(
        f"{_AZ}role_management_policy", Role.IDENTITY,
        *(toggle(f"{rules}.{name}", on="access.revoke", off="access.grant")
          for rules, names in (("activation_rules", _WITHIN),
                               ("active_assignment_rules", _WITHIN[1:])) for name in names),
        *(toggle(f"{kind}_assignment_rules.expiration_required",
                 on="access.revoke", off="access.grant") for kind in ("active", "eligible")),
        members("activation_rules.approval_stage.primary_approver.object_id",
                came="access.grant", gone="access.revoke", note="One approval suffices."),
        retention("activation_rules.maximum_duration", cut="access.revoke", up="access.grant",
                  zero_is="nothing", arriving=False),
        *(
            rule
            for of in ("active_assignments", "eligible_activations", "eligible_assignments")
            for who in ("admin", "approver", "assignee")
            for at in (f"notification_rules.{of}.{who}_notifications",)
            for rule in (
                members(f"{at}.additional_recipients", gone="observability.alarm-loosened"),
                toggle(f"{at}.default_recipients", off="observability.alarm-loosened"),
                order(f"{at}.notification_level", ("Critical", "All"),
                      down="observability.alarm-loosened"),
            )
        ),
    ),
    entry(
        f"{_AZ}user_assigned_identity", Role.IDENTITY,
        delete="access.revoke", replace="access.revoke", replace_disruption=Disruption.OUTAGE,
    ),
    entry(
        f"{_AZ}federated_identity_credential", Role.IDENTITY,
        changed("issuer", "access.trust"), changed("subject", "access.trust"),
        changed("audience", "access.trust"),
        create="access.trust", delete="access.revoke", replace="access.trust",
    ),
    entry(
        f"{_AZ}lighthouse_assignment", Role.IDENTITY,
        create="access.trust", delete="access.revoke", replace="access.trust",
    ),
    entry(
        f"{_AZ}lighthouse_definition", Role.IDENTITY,
        changed("managing_tenant_id", "access.trust"),
        members("authorization.role_definition_id", came="access.grant", gone="access.revoke"),
        members("authorization.principal_id", came="access.grant", gone="access.revoke"),
        *(members(path, came="access.grant", gone="access.revoke")
          for path in ("authorization.delegated_role_definition_ids",
                       "eligible_authorization.role_definition_id",
                       "eligible_authorization.principal_id")),
        create="access.trust", delete="access.revoke", replace="access.trust",
        ignore=("description", "name"),
    ),
    entry(
        f"{_AZ}automation_account", Role.COMPUTE,
        toggle("public_network_access_enabled", on="exposure.public", off="exposure.narrow",
               default=True),
        toggle("local_authentication_enabled", on="access.grant", off="access.revoke",
               default=True),
        presence("encryption.key_vault_key_id", came="protection.up",
                 gone="protection.encryption-off", changed="key.rotate"),
        *identities("identity.identity_ids"),
        delete="scale.to-zero", replace="scale.to-zero", replace_disruption=Disruption.OUTAGE,
    ),
    entry(
        f"{_AZ}automation_credential", Role.SECRET, secret("password"),
        changed("username", "secret.change"), delete="secret.delete", replace="secret.change",
        ignore=("description",),
    ),
    *(
        entry(
            f"{_AZ}automation_connection{name}", Role.SECRET, *rules, delete="secret.delete",
            ignore=("description",),
        )
        for name, rules in (
            ("", (secret("values.*"),)),
            *((f"_{kind}", tuple(presence(path, changed="secret.change") for path in paths))
              for kind, paths in (
                  ("certificate", ("automation_certificate_name",)),
                  ("classic_certificate", ("certificate_asset_name",)),
                  ("service_principal", ("application_id", "certificate_thumbprint")))),
        )
    ),
    *(
        entry(f"{_AZ}automation_{name}_module" if name else f"{_AZ}automation_module",
              Role.CONFIG, changed("module_link.uri", "deploy.version"), delete="deploy.version")
        for name in ("", "powershell72")
    ),
    entry(
        f"{_AZ}automation_python3_package", Role.CONFIG, changed("content_uri", "deploy.version"),
        version("content_version", newer="deploy.version", older="deploy.rollback"),
        delete="deploy.version",
    ),
    entry(
        f"{_AZ}automation_certificate", Role.KEY, secret("base64"),
        toggle("exportable", on="protection.guard-off", off="protection.up"),
        create="key.create", delete="key.delete", replace="key.rotate", ignore=("description",),
    ),
    entry(
        f"{_AZ}automation_runbook", Role.COMPUTE,
        changed("content", "deploy.version", disruption=Disruption.NONE),
        changed("publish_content_link", "deploy.version", disruption=Disruption.NONE),
        changed("job_schedule", "config.parameter", disruption=Disruption.NONE),
        delete="scale.to-zero", replace="deploy.version", ignore=("description",),
    ),
    entry(
        f"{_AZ}automation_schedule", Role.CONFIG,
        *(changed(name, "config.parameter", disruption=Disruption.NONE)
          for name in ("frequency", "interval", "start_time", "expiry_time", "week_days",
                       "month_days", "monthly_occurrence", "timezone")),
        delete="config.parameter", replace="config.parameter", ignore=("description",),
    ),
    entry(
        f"{_AZ}automation_job_schedule", Role.GLUE,
        create="config.parameter", delete="config.parameter", replace="config.parameter",
    ),
    *(
        entry(
            f"{_AZ}automation_variable_{kind}", Role.CONFIG,
            when(happens("secret.delete", Verb.DELETE), only={"encrypted": ("true",)}),
            when(secret("value"), only={"encrypted": ("true",)}),
            when(changed("value", "config.parameter"), unless={"encrypted": ("true",)}),
            toggle("encrypted", on="protection.up", off="secret.expose"),
            delete="config.parameter", replace="config.parameter", ignore=("description",),
        )
        for kind in ("bool", "datetime", "int", "object", "string")
    ),
    entry(
        f"{_AZ}automation_webhook", Role.ROUTING,
        toggle("enabled", on="access.grant", off="access.revoke", default=True),
        deadline("expiry_time", earlier="access.revoke", later="access.grant"),
        create="access.grant", delete="routing.remove", replace="routing.rule",
    ),
)  # fmt: skip
