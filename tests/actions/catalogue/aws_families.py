"""
Attributes whose name says what they decide, and those of them that decide nothing.

Longer than other files: a table of exceptions, each with its reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from planguard.actions.interface import TypeEntry

FAMILIES: Mapping[str, str] = {
    "guard": r"deletion_protection.*|.*_protection(_enabled)?",
    "last snapshot": r"skip_final_.*|.*final_snapshot.*",
    "force": r"force_destroy|force_delete|.*recovery_window.*",
    "retention": r".*retention.*",
    "backup": r".*backup.*",
    "encryption": r".*kms.*|.*encrypt.*|.*customer_managed_key.*",
    "public": r"publicly_.*|public_.*|.*_public_.*|endpoint_type|public|internal",
    "capacity": (
        r"(min|max|desired)_?.*(capacity|size|count|units?|acu|nodes?|instances|concurrency)|"
        r".*_count|min|max|desired"
    ),
    "size": r"instance_types?|instance_class|node_type|.*_size|.*_instance_type|worker_type|compute_type",
    "version": r"engine_version|.*runtime.*|.*_version|version|release_label",
    "policy": r"policy|.*_policy|policy_document|access_policies|.*_policy_document",
    "TLS": r"tls.*|.*ssl_policy|.*security_policy.*|minimum_protocol_version|.*tls_.*|.*ssl_.*",
    "records": (
        r"logging.*|.*_logs?_?.*enabled.*|.*_logs.*|enable_logging|logs?_.*|.*_logging.*|.*_log"
    ),
    "switch": (
        r"enabled?|status|state|disabled|active|.*_state|is_enabled|.*_enabled|enable_.*|suspended"
    ),
    "network": r".*security_groups?(_ids?|_arns?)?|.*subnets?(_ids?|_arns?)?",
    "environment": r"environment|environment_variables?",
    "image": r"image.*|.*_image.*|source_code_hash|ami.*|.*_hash|s3_key|s3_object_version",
}
"""What the last part of an attribute's path tells, of any type."""
_MATCHERS = tuple(map(re.compile, FAMILIES.values()))


class Exempt(NamedTuple):
    """Attributes that a family's name fits, and that need no rule."""

    type: str
    path: str
    reason: str


EXEMPT: tuple[Exempt, ...] = tuple(
    Exempt(*row)
    for row in (
        (r".*", r".*(address|contact|subject)\.state", "a province of a postal address"),
        (
            r"sagemaker_(domain|user_profile|space)",
            r".*(resource_spec|custom_image).*",
            "what a person's next notebook starts with, not what runs",
        ),
        (
            r".*",
            r".*(batch|buffering|chunk|page|compression|file|part|array|window|object|upload)_size|.*\.max_file_size",
            "how much is handled at a time, not how big a unit is",
        ),
        (r".*", r".*(batching|batch_count|batch_size).*", "how much is handled at a time"),
        (
            r"cloudformation_stack_.*|servicecatalog_provisioned_product",
            r".*_preferences\..*",
            "how a rollout proceeds",
        ),
        (
            r"launch_template|network_interface|instance|spot_instance_request|nat_gateway",
            r".*(ipv[46]_\w+_count|private_ips?_count|private_ip_address_count|primary_ipv6|_list_enabled|ena_srd.*)",
            "addresses of an interface",
        ),
        (r"placement_group", r"partition_count", "how instances are spread over racks"),
        (
            r"alb_listener|lb_listener",
            r"routing_http_(request|response)_.*",
            "names and values of headers",
        ),
        (
            r"rds_reserved_instance|elasticache_reserved_cache_node",
            r".*_count",
            "a purchase is not changed",
        ),
        (r"(db_instance|rds_cluster)", r"s3_import\..*", "what it is made from"),
        (
            r".*",
            r"(.*\.)?(backup_id|source_backup_identifier|source_db_instance_automated_backups_arn)",
            "what it is made from",
        ),
        (r"backup_vault_.*", r"backup_vault_name", "names the whole it is part of"),
        (r"fsx_.*", r"final_backup_tags", "tags"),
        (r".*", r".*enable_ecs_managed_tags", "tags"),
        (
            r".*",
            r"(.*\.)?(ami_tags|ami_account_id|disk_image_format|image_repository_type|image_pull_credentials_type|image_pull_secret|image_location|ecr_image_puller_role|image_config|app_image_config_name)",
            "how or where an image is kept, not which",
        ),
        (
            r"(ami_launch_permission|sagemaker_image|sagemaker_image_version)",
            r"image_(id|name)",
            "names the image the object is about",
        ),
        (
            r"(db_instance|docdb_cluster|neptune_cluster|rds_cluster|redshift_cluster|lightsail_database)",
            r"final_snapshot_(identifier|name)",
            "whether there is one is said by skip_final_snapshot",
        ),
        (r"neptune_cluster_instance", r"skip_final_snapshot", "the cluster keeps the data"),
        (r"neptune_cluster_instance", r"engine_version", "follows the cluster's"),
        (r"cloudwatch_event_target", r"force_destroy", "lets a rule go that AWS manages"),
        (r"lightsail_database", r"preferred_backup_window", "when, not how long"),
        (r"rbin_rule", r"retention_period\.retention_period_unit", "days is the only unit"),
        (
            r".*",
            r"(.*\.)?(endpoint_type)",
            "public and private are told by other attributes, or it is of one kind for life",
        ),
        (r"(ivs_playback_key_pair)", r"public_key", "another key is another object"),
        (r"redshift_cluster", r"cluster_public_key", "Redshift makes it"),
        (
            r"api_gateway_documentation_version|bedrockagent_agent_.*|lexv2models_.*|signer_.*|imagebuilder_.*|rds_custom_db_engine_version|securitylake_custom_log_source",
            r".*version",
            "names a version the object is about, for life",
        ),
        (
            r".*",
            r".*(orc_ser_de\.format_version|writer_version|parquet_version|log_version|protocol_version|event_structure_version|ip_address_version|iceberg_input\.version|nfs\.version|signature_version|update_default_version|payload_format_version|_launch_template\.launch_template_version|launch_template\.launch_template_version)",
            "version of a format or protocol",
        ),
        (r"xray_sampling_rule", r"version", "version of a format"),
        (r"(cognito_user_pool_domain)", r"managed_login_version", "which sign-in pages are shown"),
        (r"networkmanager_core_network", r".*base_policy.*", "stands in until there is a policy"),
        (
            r"lakeformation_(permissions|opt_in)",
            r".*lf_tag_policy",
            "another one is another object",
        ),
        (
            r"shield_drt_access_log_bucket_association",
            r"log_bucket",
            "another one is another object",
        ),
        (r"paymentcryptography_key", r".*encrypt", "another one is another object"),
        (r"redshift_snapshot_copy_grant", r"kms_key_id", "another one is another object"),
        (r"(directory_service_shared_directory)", r"notes", "a remark"),
        (
            r"s3_bucket_(object_lock|replication)_configuration",
            r"token",
            "support's leave to switch it on",
        ),
        (r"s3_object_copy", r"kms_encryption_context", "what a key is asked with"),
        (
            r"(security_group_rule|vpc_security_group_.*)",
            r".*security_group_id",
            "compared as part of the rule",
        ),
        (r"(elb)", r"source_security_group", "for rules of others to name"),
        (r"lambda_function", r"replacement_security_group_ids", "for the time after its end"),
        (
            r"(flow_log|vpc_block_public_access_exclusion|ec2_subnet_cidr_reservation|networkmanager_.*)",
            r".*subnet_(id|arn)",
            "names the subnet the object is about",
        ),
        (
            r"(cloudwatch_log_.*|cloudwatch_query_definition|directory_service_log_subscription)",
            r"log_(group_names?|group_arn_list|type)",
            "names the log the object is about",
        ),
        (
            r"(sfn_.*|sqs_queue)",
            r".*kms_data_key_reuse_period_seconds",
            "how often a key is asked for",
        ),
        (
            r"(s3_bucket_object|s3_object|s3_object_copy|s3_bucket_server_side_encryption_configuration)",
            r".*bucket_key_enabled",
            "how often a key is asked for",
        ),
        (r"(rds_export_task|dynamodb_table_export)", r".*kms_key_id", "a copy is made once"),
        (r"codegurureviewer_repository_association", r".*encryption_option", "told by the key"),
        (
            r"(glue_data_catalog_encryption_settings)",
            r".*catalog_encryption_service_role",
            "who encrypts",
        ),
        (
            r"batch_job_queue",
            r"job_state_time_limit_action\.state",
            "the state that is looked for",
        ),
        (r"securityhub_account", r"enable_default_standards", "looked at once, at creation"),
        (r"(db_instance)", r"blue_green_update\.enabled", "how the provider carries a change out"),
        (
            r"ec2_client_vpn_endpoint",
            r"client_login_banner_options\.enabled",
            "a text that is shown",
        ),
        (r"route53_health_check", r"enable_sni", "how it asks"),
        (r"glue_resource_policy", r"enable_hybrid", "leave to have two kinds of policies"),
        (
            r"opsworks_.*_layer",
            r".*log_streams.*",
            "which files, where records go is switched beside",
        ),
        (r"s3_bucket_object_lock_configuration", r"object_lock_enabled", "has one value"),
        (r"opensearch_domain", r".*node_options\.node_type", "has one value"),
        (r"(storagegateway_.*)", r"guess_mime_type_enabled", "a guess at a type"),
        (r"(default_)?vpc", r"enable_network_address_usage_metrics", "counts addresses"),
        (
            r"elasticsearch_domain|opensearch_domain",
            r".*ebs_options\.ebs_enabled",
            "told by the volume's size",
        ),
        (
            r"kinesis_firehose_delivery_stream",
            r".*(log_stream_name|log_group_name)",
            "where its errors go",
        ),
        (r"instance", r"cpu_core_count", "told by the size"),
        (r"spot_instance_request", r"cpu_core_count", "told by the size"),
        (r"launch_template", r"cpu_options\.core_count", "told by the size"),
        (r"msk_cluster", r".*provisioned_throughput\.enabled", "told by the throughput"),
        (
            r"imagebuilder_distribution_configuration",
            r".*target_resource_count",
            "how many snapshots are kept ready",
        ),
    )
)
"""Types (without the provider's prefix), paths, and why; all expressions match in full."""


def exemption(type_: str, path: str) -> Exempt | None:
    """Give the reviewed exception for an attribute."""
    name = type_.removeprefix("aws_")
    return next(
        (row for row in EXEMPT if re.fullmatch(row.type, name) and re.fullmatch(row.path, path)),
        None,
    )


def telling(block: Mapping[str, Any], before: str = "") -> Iterator[str]:
    """List the paths that a configuration may set and whose name or mark tells their meaning."""
    for name, found in sorted(block.get("attributes", {}).items()):
        if not (found.get("optional") or found.get("required")) or found.get("write_only"):
            continue
        if found.get("sensitive") or name.endswith("_wo_version") or _fits(name):
            yield before + name
        if "nested_type" in found:
            yield from telling(found["nested_type"], f"{before}{name}.")
    for name, found in sorted(block.get("block_types", {}).items()):
        if name == "timeouts":
            continue
        if _fits(name):
            yield before + name
        yield from telling(found["block"], f"{before}{name}.")


def _fits(name: str) -> bool:
    return any(matcher.fullmatch(name) for matcher in _MATCHERS)


def is_heeded(entry: TypeEntry, path: str) -> bool:
    """Tell whether a rule reads what is at a path, around it or in it, or the entry ignores it."""
    return path.partition(".")[0] in entry.ignore or any(
        _meet(read, path) for read in _read(entry)
    )


def _read(entry: TypeEntry) -> Iterator[str]:
    for rule in entry.rules:
        if rule.path:
            yield rule.path.removesuffix(".*")
            yield from (
                f"{rule.path}.{rule.options[name]}"
                for name in ("target", "weight")
                if rule.options.get(name)
            )


def _meet(read: str, path: str) -> bool:
    return read == path or path.startswith(f"{read}.") or read.startswith(f"{path}.")
