"""
AWS autoscaling: groups, policies, schedules, scalable targets, fleets and quotas.

A table of one entry a type, hence its length.
"""

from __future__ import annotations

from planguard.actions.interface import (
    ARRIVING,
    Rule,
    TypeEntry,
    Words,
    changed,
    choice,
    documented,
    entry,
    happens,
    members,
    number,
    order,
    presence,
    toggle,
    when,
)
from planguard.actions.providers.aws import assigned
from planguard.actions.providers.forms import parameters
from planguard.model.words import Disruption, Role, Verb

_QUIET, _REPLACE, _OUTAGE = Disruption.NONE, Disruption.REPLACE, Disruption.OUTAGE

_NEXT_LAUNCH = (
    "Without `instance_refresh`, machines that run already keep the old one until they go."
)
_UNREFRESHED: Words = {"instance_refresh.strategy": ""}
_REFRESH = "https://docs.aws.amazon.com/autoscaling/ec2/userguide/asg-instance-refresh.html"
_KEEP = "-1 leaves the size as it is."
_SCHEDULE = "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/autoscaling_schedule"
_RUN_ON = "The machines run on and are paid for, and nothing replaces those that fail."
_DELETED_FLEET = "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/delete-fleet.html"
_CANCELLED_FLEET = "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/cancel-spot-fleet.html"


def _launched(path: str) -> tuple[Rule, ...]:
    """Describe what new machines are made from; a refresh replaces those that run."""
    return documented(
        _REFRESH,
        when(changed(path, "deploy.version", disruption=_REPLACE), unless=_UNREFRESHED),
        when(
            changed(path, "deploy.version", disruption=_QUIET, note=_NEXT_LAUNCH),
            only=_UNREFRESHED,
        ),
    )


def _scheduled(rule: Rule) -> tuple[Rule, ...]:
    """Describe a number that a scheduled action sets, unless it is -1."""
    kept = {rule.path: "-1"}
    zero = rule.actions.get("zero", "config.parameter")
    return (
        when(rule, unless=kept, was_not=kept),
        choice(rule.path, {"-1": "config.parameter"}, disruption=_QUIET, note=_KEEP),
        when(
            choice(rule.path, {"0": zero}, otherwise="config.parameter", disruption=_QUIET),
            was=kept,
        ),
    )


def _with_machines(only: Words, unless: Words | None = None) -> tuple[Rule, ...]:
    """Describe a fleet whose machines end with it."""
    return (
        when(happens("scale.to-zero", Verb.DELETE), only=only, unless=unless),
        when(
            happens("deploy.version", Verb.REPLACE, disruption=_OUTAGE), only=only, unless=unless
        ),
    )


def _without_machines(only: Words | None, unless: Words | None = None) -> tuple[Rule, ...]:
    """Describe a fleet whose machines stay when it goes."""
    return (
        when(
            happens("protection.guard-off", Verb.DELETE, note=_RUN_ON), only=only, unless=unless
        ),
        when(
            happens("deploy.version", Verb.REPLACE, disruption=_QUIET, note=_RUN_ON),
            only=only, unless=unless,
        ),
    )  # fmt: skip


_FLEET_ENDS = (
    *_with_machines({"terminate_instances": "true"}),
    *_with_machines({"type": "instant"}, unless={"terminate_instances": "true"}),
    *_without_machines(None, unless={"terminate_instances": "true", "type": "instant"}),
)
_ON_DELETE, _ON_EXPIRY = "terminate_instances_on_delete", "terminate_instances_with_expiration"
_SPOT_FLEET_ENDS = (
    *_with_machines({_ON_DELETE: "true"}),
    *_with_machines({_ON_DELETE: "", _ON_EXPIRY: "true"}),
    *_without_machines({_ON_DELETE: "false"}),
    *_without_machines({_ON_DELETE: "", _ON_EXPIRY: ("", "false")}),
)

ENTRIES: tuple[TypeEntry, ...] = (
    entry(
        "aws_appautoscaling_policy", Role.SCALING,
        changed("target_tracking_scaling_policy_configuration.target_value", "config.parameter",
                disruption=_QUIET),
        toggle("target_tracking_scaling_policy_configuration.disable_scale_in",
               on="config.parameter", off="config.parameter"),
        changed("target_tracking_scaling_policy_configuration.predefined_metric_specification",
                "config.parameter"),
        changed("target_tracking_scaling_policy_configuration.customized_metric_specification",
                "config.parameter"),
        changed("target_tracking_scaling_policy_configuration.scale_out_cooldown",
                "config.parameter", disruption=_QUIET),
        changed("target_tracking_scaling_policy_configuration.scale_in_cooldown",
                "config.parameter", disruption=_QUIET),
        changed("step_scaling_policy_configuration.step_adjustment", "config.parameter"),
        changed("step_scaling_policy_configuration.cooldown", "config.parameter",
                disruption=_QUIET),
        *parameters("policy_type", *(f"step_scaling_policy_configuration.{name}" for name in (
            "adjustment_type", "metric_aggregation_type", "min_adjustment_magnitude"))),
        changed("resource_id", "scale.limits-down"),
        delete="scale.limits-down", replace="config.parameter",
        ignore=("alarm_arns",),
    ),
    entry(
        "aws_appautoscaling_scheduled_action", Role.SCALING,
        number("scalable_target_action.max_capacity", up="scale.limits-up",
               down="scale.limits-down", zero="scale.to-zero"),
        number("scalable_target_action.min_capacity", up="scale.limits-up",
               down="scale.limits-down"),
        choice("scalable_target_action.max_capacity", {"0": "scale.to-zero"}, verbs=ARRIVING),
        changed("schedule", "config.parameter", disruption=_QUIET),
        changed("start_time", "config.parameter", disruption=_QUIET),
        changed("timezone", "config.parameter", disruption=_QUIET),
        changed("end_time", "config.parameter", disruption=_QUIET),
        delete="scale.limits-down", replace="config.parameter",
    ),
    entry(
        "aws_appautoscaling_target", Role.SCALING,
        number("max_capacity", up="scale.limits-up", down="scale.limits-down",
               zero="scale.to-zero"),
        number("min_capacity", up="scale.limits-up", down="scale.limits-down"),
        toggle("suspended_state.dynamic_scaling_out_suspended",
               on="scale.limits-down", off="scale.limits-up"),
        toggle("suspended_state.dynamic_scaling_in_suspended",
               on="config.parameter", off="config.parameter"),
        toggle("suspended_state.scheduled_scaling_suspended",
               on="scale.limits-down", off="scale.limits-up"),
        delete="scale.limits-down", replace="scale.limits-down",
    ),
    entry(
        "aws_autoscaling_group", Role.SCALING,
        changed("instance_maintenance_policy", "config.parameter"),
        number("desired_capacity", up="scale.up", down="scale.down", zero="scale.to-zero"),
        number("min_size", up="scale.limits-up", down="scale.limits-down"),
        number("max_size", up="scale.limits-up", down="scale.limits-down", zero="scale.to-zero"),
        *_launched("launch_template.version"), *_launched("launch_template.id"),
        *_launched("launch_template.name"), *_launched("launch_configuration"),
        *_launched("mixed_instances_policy.launch_template.launch_template_specification.version"),
        *_launched("mixed_instances_policy.launch_template.launch_template_specification"
                   ".launch_template_id"),
        *_launched("mixed_instances_policy.launch_template.launch_template_specification"
                   ".launch_template_name"),
        changed("mixed_instances_policy.launch_template.override", "config.parameter",
                note=_NEXT_LAUNCH),
        number("mixed_instances_policy.instances_distribution.on_demand_base_capacity",
               up="cost.up", down="config.parameter"),
        number("mixed_instances_policy.instances_distribution"
               ".on_demand_percentage_above_base_capacity",
               up="cost.up", down="config.parameter"),
        changed("mixed_instances_policy.instances_distribution.spot_max_price",
                "config.parameter"),
        *parameters(*(f"mixed_instances_policy.instances_distribution.{name}"
                      for name in ("on_demand_allocation_strategy", "spot_allocation_strategy",
                                   "spot_instance_pools")),
                    "availability_zone_distribution", "capacity_rebalance",
                    "capacity_reservation_specification", "default_cooldown",
                    "default_instance_warmup", "desired_capacity_type",
                    "instance_refresh.preferences"),
        number("warm_pool.min_size", up="cost.up", down="config.parameter"),
        number("warm_pool.max_group_prepared_capacity", up="cost.up", down="config.parameter"),
        assigned("service_linked_role_arn"),
        changed("vpc_zone_identifier", "routing.network", disruption=_QUIET),
        changed("availability_zones", "routing.network"),
        members("target_group_arns", came="routing.rule", gone="routing.remove",
                swapped="routing.rule"),
        members("load_balancers", came="routing.rule", gone="routing.remove",
                swapped="routing.rule"),
        presence("traffic_source.identifier", came="routing.rule", gone="routing.remove",
                 changed="routing.rule"),
        toggle("protect_from_scale_in", on="protection.up", off="protection.guard-off"),
        toggle("force_delete", on="protection.guard-off", off="protection.up"),
        members("suspended_processes", came="scale.limits-down", gone="scale.limits-up",
                words={"AddToLoadBalancer": "routing.rule", "AZRebalance": "config.parameter",
                       "HealthCheck": "protection.guard-off",
                       "InstanceRefresh": "config.parameter",
                       "ReplaceUnhealthy": "protection.guard-off",
                       "Terminate": "config.parameter"},
                note="While a process is suspended nobody launches, heals or terminates."),
        order("health_check_type", ("EC2", "ELB"), up="protection.up",
              down="protection.guard-off"),
        changed("health_check_grace_period", "config.parameter", disruption=_QUIET),
        changed("max_instance_lifetime", "config.parameter"),
        changed("termination_policies", "config.parameter", disruption=_QUIET),
        presence("instance_refresh", came="config.parameter", gone="config.parameter"),
        presence("warm_pool", came="cost.up", gone="scale.limits-down"),
        members("enabled_metrics", gone="observability.logs-off"),
        changed("placement_group", "config.parameter"),
        delete="scale.to-zero", replace="deploy.version", replace_disruption=_OUTAGE,
        ignore=("context", "force_delete_warm_pool", "ignore_failed_scaling_activities",
                "metrics_granularity", "min_elb_capacity", "predicted_capacity", "tag",
                "wait_for_capacity_timeout", "wait_for_elb_capacity", "warm_pool_size"),
    ),
    entry(
        "aws_autoscaling_lifecycle_hook", Role.SCALING,
        changed("default_result", "config.parameter", disruption=_QUIET),
        changed("heartbeat_timeout", "config.parameter", disruption=_QUIET),
        changed("notification_target_arn", "config.parameter", disruption=_QUIET),
        changed("notification_metadata", "config.parameter", disruption=_QUIET),
        assigned("role_arn"),
        delete="protection.guard-off", replace="config.parameter",
    ),
    entry(
        "aws_autoscaling_notification", Role.OBSERVABILITY,
        members("notifications", came="config.parameter", gone="observability.alarm-loosened"),
        members("group_names", came="config.parameter", gone="observability.alarm-loosened"),
        delete="observability.alarm-off", replace="observability.alarm-loosened",
    ),
    entry(
        "aws_autoscaling_policy", Role.SCALING,
        toggle("enabled", on="scale.limits-up", off="scale.limits-down", default=True),
        changed("target_tracking_configuration.target_value", "config.parameter",
                disruption=_QUIET),
        toggle("target_tracking_configuration.disable_scale_in",
               on="config.parameter", off="config.parameter"),
        changed("target_tracking_configuration.predefined_metric_specification",
                "config.parameter"),
        changed("target_tracking_configuration.customized_metric_specification",
                "config.parameter"),
        changed("predictive_scaling_configuration", "config.parameter"),
        changed("step_adjustment", "config.parameter"),
        changed("scaling_adjustment", "config.parameter"),
        changed("adjustment_type", "config.parameter"),
        *parameters("policy_type", "estimated_instance_warmup", "metric_aggregation_type",
                    "min_adjustment_magnitude"),
        changed("cooldown", "config.parameter", disruption=_QUIET),
        delete="scale.limits-down", replace="config.parameter",
    ),
    entry(
        "aws_autoscaling_schedule", Role.SCALING,
        *documented(
            _SCHEDULE,
            *(_scheduled(number("desired_capacity", up="scale.up", down="scale.down",
                                zero="scale.to-zero"))),
            *(_scheduled(number("min_size", up="scale.limits-up", down="scale.limits-down"))),
            *(_scheduled(number("max_size", up="scale.limits-up", down="scale.limits-down",
                                zero="scale.to-zero"))),
        ),
        changed("recurrence", "config.parameter", disruption=_QUIET),
        changed("start_time", "config.parameter", disruption=_QUIET),
        changed("end_time", "config.parameter", disruption=_QUIET),
        changed("time_zone", "config.parameter", disruption=_QUIET),
        delete="scale.limits-down", replace="config.parameter",
    ),
    entry(
        "aws_autoscalingplans_scaling_plan", Role.SCALING,
        number("scaling_instruction.max_capacity", up="scale.limits-up",
               down="scale.limits-down", zero="scale.to-zero"),
        number("scaling_instruction.min_capacity", up="scale.limits-up",
               down="scale.limits-down"),
        toggle("scaling_instruction.disable_dynamic_scaling",
               on="scale.limits-down", off="scale.limits-up"),
        changed("scaling_instruction.target_tracking_configuration.target_value",
                "config.parameter", disruption=_QUIET),
        delete="scale.limits-down", replace="config.parameter",
    ),
    entry(
        "aws_ec2_fleet", Role.SCALING,
        number("target_capacity_specification.total_target_capacity",
               up="scale.up", down="scale.down", zero="scale.to-zero"),
        number("target_capacity_specification.on_demand_target_capacity",
               up="cost.up", down="config.parameter"),
        changed("launch_template_config.launch_template_specification.version",
                "deploy.version"),
        changed("launch_template_config.launch_template_specification.launch_template_id",
                "deploy.version"),
        changed("launch_template_config.launch_template_specification.launch_template_name",
                "deploy.version"),
        changed("launch_template_config.override", "config.parameter"),
        changed("excess_capacity_termination_policy", "config.parameter"),
        choice("target_capacity_specification.default_target_capacity_type",
               {"on-demand": "cost.up", "spot": "config.parameter"}),
        toggle("replace_unhealthy_instances", on="protection.up", off="protection.guard-off"),
        number("target_capacity_specification.spot_target_capacity",
               up="config.parameter", down="config.parameter"),
        *parameters("on_demand_options", "spot_options"),
        changed("valid_until", "config.parameter"),
        *documented(_DELETED_FLEET, *_FLEET_ENDS),
        ignore=("fleet_state", "fulfilled_capacity", "fulfilled_on_demand_capacity",
                "fleet_instance_set"),
    ),
    entry(
        "aws_servicequotas_service_quota", Role.SCALING,
        number("value", up="scale.limits-up", down="scale.limits-down"),
        ignore=("request_status", "request_id"),
    ),
    entry(
        "aws_spot_fleet_request", Role.SCALING,
        changed("excess_capacity_termination_policy", "config.parameter"),
        number("target_capacity", up="scale.up", down="scale.down", zero="scale.to-zero"),
        number("on_demand_target_capacity", up="cost.up", down="config.parameter"),
        changed("launch_specification", "deploy.version", disruption=_OUTAGE),
        changed("launch_template_config", "deploy.version"),
        changed("spot_price", "config.parameter"),
        assigned("iam_fleet_role"),
        *(members(behind, came="routing.rule", gone="routing.remove", swapped="routing.rule")
          for behind in ("target_group_arns", "load_balancers")),
        toggle("replace_unhealthy_instances", on="protection.up", off="protection.guard-off"),
        *parameters("allocation_strategy", "on_demand_allocation_strategy",
                    "instance_interruption_behaviour", "instance_pools_to_use_count",
                    "on_demand_max_total_price", "spot_maintenance_strategies"),
        changed("valid_until", "config.parameter"),
        *documented(_CANCELLED_FLEET, *_SPOT_FLEET_ENDS),
        ignore=("spot_request_state", "client_token", "wait_for_fulfillment"),
    ),
)  # fmt: skip
