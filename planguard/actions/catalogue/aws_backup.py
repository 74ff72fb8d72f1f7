"""AWS Backup, Data Lifecycle Manager and the recycle bin: what changes to them mean."""

from __future__ import annotations

from planguard.actions.interface import (
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
    retention,
    toggle,
    when,
)
from planguard.actions.providers.aws import assigned, own_key
from planguard.actions.providers.aws_forms import encrypted_within
from planguard.actions.providers.forms import at_least, copies
from planguard.model.words import Reversible, Role, Verb

_GOVERNED = {"changeable_for_days": ("", "0")}
_FOR_GOOD = "After that many days the lock can never be changed or removed."


def _kept(path: str) -> Rule:
    """Describe how long backups are kept; nothing set is for ever."""
    return retention(
        path,
        cut="protection.backup-cut",
        up="protection.up",
        block=path.removesuffix(".lifecycle.delete_after"),
    )


def _for_as_long(block: str) -> tuple[Rule, ...]:
    """Describe for how many days, weeks, months or years snapshots are kept, if not how many."""
    path = f"{block}.interval"
    return (
        when(
            retention(
                path,
                cut="protection.backup-cut",
                zero_is="nothing",
                block=block,
                arriving=False,
                unit="interval_unit",
            ),
            unless={path: ("", "0")},
        ),
        number(path, up="protection.up"),
    )


def _copies(path: str) -> Rule:
    return presence(path, came="protection.up", gone="protection.backup-cut")


def _condition(operator: str) -> tuple[Rule, Rule]:
    """Describe one operator of a selection's conditions, all of which a resource has to meet."""
    return (
        presence(
            f"condition.{operator}.key",
            came="protection.backup-cut",
            gone="protection.up",
            changed="protection.backup-cut",
        ),
        presence(f"condition.{operator}.value", changed="protection.backup-cut"),
    )


_OPERATORS = ("string_equals", "string_like", "string_not_equals", "string_not_like")

ENTRIES: tuple[TypeEntry, ...] = (
    entry(
        "aws_backup_framework",
        Role.OBSERVABILITY,
        changed("control", "config.parameter"),
        delete="observability.alarm-off",
        ignore=("description",),
    ),
    entry(
        "aws_backup_global_settings", Role.CONFIG, changed("global_settings", "config.parameter")
    ),
    entry(
        "aws_backup_logically_air_gapped_vault",
        Role.PROTECTION,
        at_least("min_retention_days"),
        at_least("max_retention_days"),
        create="protection.up",
        delete="protection.backup-off",
        replace="protection.backup-off",
    ),
    entry(
        "aws_backup_plan",
        Role.PROTECTION,
        _kept("rule.lifecycle.delete_after"),
        _kept("rule.copy_action.lifecycle.delete_after"),
        _copies("rule.copy_action.destination_vault_arn"),
        presence("rule.rule_name", came="protection.up", gone="protection.backup-cut"),
        *(
            changed(f"rule.{path}", "config.parameter", both=True)
            for path in (
                "copy_action.lifecycle.cold_storage_after",
                "lifecycle.cold_storage_after",
                "schedule_expression_timezone",
                "start_window",
            )
        ),
        changed(
            "rule.schedule",
            "config.parameter",
            note="The two schedules are not compared: backups may become fewer.",
        ),
        changed("rule.target_vault_name", "config.parameter"),
        number("rule.completion_window", down="config.parameter"),
        toggle(
            "rule.enable_continuous_backup",
            on="protection.up",
            off="protection.backup-cut",
            note="Without it there is no restore to a point in time.",
        ),
        changed("advanced_backup_setting", "config.parameter"),
        create="protection.up",
        delete="protection.backup-off",
        replace="protection.backup-off",
    ),
    entry(
        "aws_backup_region_settings",
        Role.PROTECTION,
        toggle(
            "resource_type_opt_in_preference.*", on="protection.up", off="protection.backup-off"
        ),
        toggle(
            "resource_type_management_preference.*", on="protection.up", off="config.parameter"
        ),
    ),
    entry(
        "aws_backup_report_plan",
        Role.OBSERVABILITY,
        changed("report_setting", "config.parameter"),
        changed("report_delivery_channel", "config.parameter"),
        delete="observability.logs-off",
        ignore=("description",),
    ),
    entry(
        "aws_backup_restore_testing_plan",
        Role.PROTECTION,
        changed("schedule_expression", "config.parameter"),
        changed("recovery_point_selection", "config.parameter"),
        create="protection.up",
        delete="protection.guard-off",
    ),
    entry(
        "aws_backup_restore_testing_selection",
        Role.PROTECTION,
        members("protected_resource_arns", came="protection.up", gone="protection.guard-off"),
        assigned("iam_role_arn"),
        create="protection.up",
        delete="protection.guard-off",
    ),
    entry(
        "aws_backup_selection",
        Role.PROTECTION,
        members(
            "resources",
            came="protection.up",
            gone="protection.backup-cut",
            note="What is no longer selected is no longer backed up.",
        ),
        members(
            "not_resources",
            came="protection.backup-cut",
            gone="protection.up",
        ),
        presence(
            "selection_tag.key",
            came="protection.up",
            gone="protection.backup-cut",
            changed="protection.backup-cut",
            note="A resource with any one of the tags is selected.",
        ),
        presence("selection_tag.value", changed="protection.backup-cut"),
        *(rule for operator in _OPERATORS for rule in _condition(operator)),
        assigned("iam_role_arn"),
        create="protection.up",
        delete="protection.backup-off",
    ),
    entry(
        "aws_backup_vault",
        Role.DATA_STORE,
        own_key("kms_key_arn"),
        toggle("force_destroy", on="protection.guard-off", off="protection.up"),
        delete="protection.backup-off",
        replace="protection.backup-off",
    ),
    entry(
        "aws_backup_vault_lock_configuration",
        Role.PROTECTION,
        at_least("min_retention_days"),
        at_least("max_retention_days"),
        presence(
            "changeable_for_days",
            came="protection.up",
            gone="protection.guard-off",
            note=_FOR_GOOD,
        ),
        when(happens("protection.up", Verb.CREATE), only=_GOVERNED),
        when(
            happens("protection.up", Verb.CREATE, reversible=Reversible.NO, note=_FOR_GOOD),
            unless=_GOVERNED,
        ),
        delete="protection.guard-off",
        replace="protection.guard-off",
    ),
    entry(
        "aws_backup_vault_notifications",
        Role.OBSERVABILITY,
        members("backup_vault_events", gone="observability.alarm-loosened"),
        changed("sns_topic_arn", "config.parameter"),
        delete="observability.alarm-off",
    ),
    entry("aws_backup_vault_policy", Role.IDENTITY, document("policy", "resource")),
    entry(
        "aws_dlm_lifecycle_policy",
        Role.PROTECTION,
        encrypted_within(
            "policy_details.action.cross_region_copy.encryption_configuration.encrypted"
        ),
        choice("state", {"DISABLED": "protection.backup-off", "ENABLED": "protection.up"}),
        copies("policy_details.schedule.retain_rule.count"),
        *_for_as_long("policy_details.schedule.retain_rule"),
        *_for_as_long("policy_details.schedule.cross_region_copy_rule.retain_rule"),
        *_for_as_long("policy_details.action.cross_region_copy.retain_rule"),
        number(
            "policy_details.schedule.create_rule.interval",
            up="protection.backup-cut",
            down="protection.up",
        ),
        presence(
            "policy_details.schedule.name", came="protection.up", gone="protection.backup-cut"
        ),
        _copies("policy_details.schedule.cross_region_copy_rule.target"),
        encrypted_within("policy_details.schedule.cross_region_copy_rule.encrypted"),
        grants("policy_details.schedule.share_rule.target_accounts"),
        presence(
            "policy_details.target_tags.*",
            came="protection.up",
            gone="protection.backup-cut",
            changed="protection.backup-cut",
            note="What carries any one of the tags is backed up.",
        ),
        toggle(
            "policy_details.parameters.exclude_boot_volume",
            on="protection.backup-cut",
            off="protection.up",
        ),
        assigned("execution_role_arn"),
        changed("policy_details.schedule.create_rule.cron_expression", "config.parameter"),
        create="protection.up",
        delete="protection.backup-off",
        ignore=("description",),
    ),
    entry(
        "aws_rbin_rule",
        Role.PROTECTION,
        at_least("retention_period.retention_period_value"),
        presence("lock_configuration", came="protection.up", gone="protection.guard-off"),
        changed("resource_tags", "config.parameter"),
        create="protection.up",
        delete="protection.guard-off",
        replace="protection.guard-off",
        ignore=("description",),
    ),
)
