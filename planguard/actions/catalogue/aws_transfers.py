"""
AWS transfers between stores, replication of servers, modernised mainframes, and bucket settings.

A table of one entry a type, hence its length.
"""

from __future__ import annotations

from planguard.actions.interface import (
    Rule,
    TypeEntry,
    changed,
    choice,
    entry,
    limit,
    members,
    number,
    order,
    presence,
    retention,
    secret,
    size,
    toggle,
    version,
    when,
)
from planguard.actions.providers.aws import assigned, groups
from planguard.actions.providers.aws_forms import (
    addressed,
    code,
    key,
    label,
    record,
    route,
    setting,
    targets,
    tie,
    view,
    worker,
)
from planguard.actions.providers.forms import (
    guard,
    parameters,
    public,
    records,
    units,
    wiring,
)
from planguard.model.words import Disruption, Role


def _location(name: str, *rules: Rule) -> TypeEntry:
    """Describe one end of a transfer: the data itself stays where it is."""
    return entry(f"aws_datasync_location_{name}", Role.GLUE, *_PLACE, *rules)


_PLACE = targets("subdirectory")
_REACHING = wiring("security_group_arns")
"""Groups by which the transfer reaches a file system; who else reaches that stays as it is."""
_AGENTS = parameters("agent_arns")
_LOGIN = (secret("password"), changed("user", "secret.change"), *parameters("domain"))
_MOUNT = "mount_options.version"
_CONNECTORS = (
    "TransferSFTPConnectorSecurityPolicy-2023-07",
    "TransferSFTPConnectorSecurityPolicy-2024-03",
    "TransferSFTPConnectorSecurityPolicy-FIPS-2024-10",
)

ENTRIES: tuple[TypeEntry, ...] = (
    worker("aws_datasync_agent", *wiring("private_link_endpoint", "subnet_arns",
                                         "vpc_endpoint_id"),
           groups("security_group_arns"), ignore=("activation_key", "ip_address")),
    _location(
        "azure_blob", secret("sas_configuration.token"), *_AGENTS, *targets("container_url"),
        *parameters("access_tier", "authentication_type", "blob_type"),
    ),
    _location(
        "efs", *targets("access_point_arn", "efs_file_system_arn"),
        order("in_transit_encryption", ("NONE", "TLS1_2"),
              up="protection.up", down="exposure.tls-weaken"),
        assigned("file_system_access_role_arn"),
        *wiring("ec2_config.security_group_arns", "ec2_config.subnet_arn"),
    ),
    _location("fsx_lustre_file_system", *targets("fsx_filesystem_arn"),
              *_REACHING),
    _location(
        "fsx_ontap_file_system", *targets("storage_virtual_machine_arn"),
        *_REACHING,
        secret("protocol.smb.password"), changed("protocol.smb.user", "secret.change"),
        *parameters("protocol.nfs", "protocol.smb.domain", "protocol.smb.mount_options"),
    ),
    _location("fsx_openzfs_file_system", *targets("fsx_filesystem_arn"),
              *_REACHING, *parameters("protocol")),
    _location("fsx_windows_file_system", *targets("fsx_filesystem_arn"),
              *_REACHING, *_LOGIN),
    _location(
        "hdfs", *_AGENTS, *targets("name_node"),
        *(changed(path, "secret.change") for path in (
            "kerberos_keytab", "kerberos_keytab_base64", "kerberos_principal", "simple_user")),
        *parameters("authentication_type", "block_size", "kerberos_krb5_conf",
                    "kerberos_krb5_conf_base64", "replication_factor"),
        key("kms_key_provider_uri"),
        order("qop_configuration.data_transfer_protection",
              ("DISABLED", "AUTHENTICATION", "INTEGRITY", "PRIVACY"),
              up="protection.up", down="exposure.tls-weaken"),
        order("qop_configuration.rpc_protection",
              ("DISABLED", "AUTHENTICATION", "INTEGRITY", "PRIVACY"),
              up="protection.up", down="exposure.tls-weaken"),
    ),
    _location("nfs", *targets("server_hostname"),
              *parameters(_MOUNT, "on_prem_config.agent_arns")),
    _location(
        "object_storage", *_AGENTS, *targets("bucket_name", "server_hostname", "server_port"),
        secret("secret_key"), changed("access_key", "secret.change"),
        changed("server_certificate", "access.trust"),
        choice("server_protocol", {"HTTP": "exposure.tls-weaken", "HTTPS": "protection.up"}),
    ),
    _location("s3", *_AGENTS, *targets("s3_bucket_arn"), *parameters("s3_storage_class"),
              assigned("s3_config.bucket_access_role_arn")),
    _location("smb", *_AGENTS, *targets("server_hostname"), *_LOGIN, *parameters(_MOUNT)),
    entry(
        "aws_drs_replication_configuration_template", Role.PROTECTION,
        retention("pit_policy.retention_duration", cut="protection.backup-cut",
                  up="protection.up", off="protection.backup-off", zero_is="nothing",
                  unit="units"),
        toggle("pit_policy.enabled", on="protection.up", off="protection.backup-off",
               default=True),
        number("pit_policy.interval", up="protection.backup-cut", down="protection.up"),
        guard("auto_replicate_new_disks"),
        addressed("create_public_ip"),
        choice("data_plane_routing", {"PRIVATE_IP": "exposure.narrow",
                                      "PUBLIC_IP": "exposure.open"}),
        order("ebs_encryption", ("NONE", "DEFAULT", "CUSTOM"), up="protection.up",
              down="protection.encryption-off"),
        key("ebs_encryption_key_arn"),
        size("replication_server_instance_type"),
        groups("replication_servers_security_groups_ids"),
        toggle("associate_default_security_group", on="exposure.open", off="exposure.narrow"),
        *wiring("staging_area_subnet_id"),
        *parameters("bandwidth_throttling", "default_large_staging_disk_type",
                    "use_dedicated_replication_server"),
        ignore=("staging_area_tags",),
    ),
    entry(
        "aws_ebs_fast_snapshot_restore", Role.PROTECTION,
        create="cost.up",
    ),
    entry("aws_m2_application", Role.COMPUTE, *code("definition", "engine_type"),
          key("kms_key_id"), assigned("role_arn"),
          delete="scale.to-zero", replace="scale.to-zero", replace_disruption=Disruption.OUTAGE,
          ignore=("description",)),
    worker(
        "aws_m2_deployment",
        version("application_version", newer="deploy.version", older="deploy.rollback"),
        toggle("start", on="scale.up", off="scale.to-zero"),
        ignore=("force_stop",),
        serves=True,
    ),
    worker(
        "aws_m2_environment",
        version("engine_version", newer="dependency.runtime"),
        changed("engine_type", "dependency.runtime"),
        size("instance_type"),
        units("high_availability_config.desired_capacity"),
        public("publicly_accessible"),
        groups("security_group_ids"),
        *wiring("subnet_ids"),
        key("kms_key_id"),
        *parameters("storage_configuration"),
        ignore=("apply_changes_during_maintenance_window", "description", "force_update",
                "preferred_maintenance_window"),
        serves=True,
    ),
    setting("aws_s3_bucket_accelerate_configuration", changed("status", "routing.rule"),
            ignore=()),
    view("aws_s3_bucket_analytics_configuration", *parameters("filter", "storage_class_analysis"),
         ignore=()),
    setting("aws_s3_bucket_intelligent_tiering_configuration", changed("status", "config.flag"),
            *parameters("filter", "tiering"), ignore=()),
    record("aws_s3_bucket_inventory", records("enabled", default=True),
           *parameters("destination", "filter", "included_object_versions", "optional_fields",
                       "schedule"), ignore=()),
    record("aws_s3_bucket_metric", *parameters("filter"), ignore=()),
    entry(
        "aws_s3control_directory_bucket_access_point_scope", Role.IDENTITY,
        limit("scope.permissions"),
        limit("scope.prefixes"),
        delete="access.grant",
    ),
    record(
        "aws_s3control_storage_lens_configuration",
        records("storage_lens_configuration.enabled"),
        *parameters("storage_lens_configuration.account_level",
                    "storage_lens_configuration.data_export",
                    "storage_lens_configuration.exclude", "storage_lens_configuration.include"),
        ignore=(),
    ),
    entry(
        "aws_s3outposts_endpoint", Role.NETWORK, groups("security_group_id"),
        *wiring("access_type", "customer_owned_ipv4_pool", "subnet_id"),
        delete="routing.remove", replace="routing.remove",
    ),
    tie("aws_storagegateway_cache", *parameters("disk_id")),
    tie("aws_storagegateway_upload_buffer", *parameters("disk_id", "disk_path")),
    tie("aws_storagegateway_working_storage", *parameters("disk_id")),
    route(
        "aws_transfer_agreement", assigned("access_role"),
        changed("base_directory", "access.grant"),
        *targets("local_profile_id", "partner_profile_id"),
    ),
    route(
        "aws_transfer_connector", *targets("url"), assigned("access_role"),
        presence("logging_role", gone="observability.logs-off", came="protection.up"),
        order("security_policy_name", _CONNECTORS, up="protection.up",
              down="exposure.tls-weaken"),
        members("sftp_config.trusted_host_keys", came="access.trust", gone="access.revoke",
                swapped="access.trust"),
        changed("sftp_config.user_secret_id", "secret.change"),
        choice("as2_config.encryption_algorithm", {"NONE": "exposure.tls-weaken"},
               otherwise="config.parameter"),
        when(choice("as2_config.encryption_algorithm", {"DES_EDE3_CBC": "exposure.tls-weaken"}),
             was_not={"as2_config.encryption_algorithm": ("NONE", "")}),
        choice("as2_config.signing_algorithm", {"NONE": "protection.guard-off"},
               otherwise="config.parameter"),
        *parameters("as2_config.compression", "as2_config.local_profile_id",
                    "as2_config.mdn_response", "as2_config.mdn_signing_algorithm",
                    "as2_config.partner_profile_id"), ignore=(),
    ),
    entry("aws_transfer_profile", Role.IDENTITY,
          members("certificate_ids", came="access.trust", gone="access.revoke"),
          changed("as2_id", "access.trust")),
    label("aws_transfer_tag"),
    worker("aws_transfer_workflow", *code("on_exception_steps", "steps"),
           ignore=("description",)),
)  # fmt: skip
