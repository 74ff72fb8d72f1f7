"""
What goes with AWS databases, caches, search and streams: endpoints, links, exports, reservations.

A table of one entry a type, hence its length.
"""

from __future__ import annotations

from planguard.actions.interface import (
    ARRIVING,
    Rule,
    TypeEntry,
    changed,
    choice,
    document,
    documented,
    entry,
    grants,
    happens,
    members,
    number,
    order,
    presence,
    secret,
    size,
    toggle,
    when,
)
from planguard.actions.providers.aws import assigned, groups
from planguard.actions.providers.aws_forms import (
    code,
    feed,
    key,
    label,
    permission,
    route,
    setting,
    targets,
    tie,
)
from planguard.actions.providers.forms import guard, parameters, store, wiring
from planguard.model.words import Disruption, Reversible, Role, Verb


def _reservation(type_: str, *rules: Rule) -> TypeEntry:
    """Describe units that are paid for in advance."""
    return entry(type_, Role.SCALING, *rules, _BOUGHT)


def _endpoint(type_: str, *rules: Rule) -> TypeEntry:
    """Describe a private way to a service."""
    return entry(
        type_, Role.NETWORK, *rules, delete="routing.remove", replace="routing.remove",
        replace_disruption=Disruption.OUTAGE,
    )  # fmt: skip


_BOUGHT = happens(
    "cost.up", Verb.CREATE, reversible=Reversible.NO,
    note="A reservation is paid for its whole term and cannot be given back.",
)  # fmt: skip
_SAML = (
    changed("saml_options.idp", "access.trust"),
    toggle("saml_options.enabled", on="access.trust", off="access.revoke"),
    grants("saml_options.master_backend_role"),
    changed("saml_options.master_user_name", "access.admin"),
    changed("saml_options.roles_key", "access.trust"),
    changed("saml_options.subject_key", "access.trust"),
    *parameters("saml_options.session_timeout_minutes"),
)
_VPC_OPTIONS = (
    groups("vpc_options.security_group_ids"),
    *wiring("vpc_options.subnet_ids"),
)
_FILES = (
    *("add_column_name", "add_trailing_padding_character", "bucket_folder", "compression_type"),
    *("cdc_inserts_and_updates", "cdc_inserts_only", "cdc_max_batch_interval"),
    *("cdc_min_file_size", "cdc_path", "csv_delimiter", "csv_no_sup_value", "csv_null_value"),
    *("csv_row_delimiter", "data_format", "data_page_size", "date_partition_delimiter"),
    *("date_partition_enabled", "date_partition_sequence", "date_partition_timezone"),
    *("detach_target_on_lob_lookup_failure_parquet", "dict_page_size_limit"),
    *("enable_statistics", "encoding_type", "external_table_definition"),
    *("glue_catalog_generation", "ignore_header_rows", "include_op_for_full_load"),
    *("max_file_size", "parquet_timestamp_in_millisecond", "parquet_version"),
    *("preserve_transactions", "rfc_4180", "row_group_length", "timestamp_column_name"),
    *("use_csv_no_sup_value", "use_task_start_time_for_full_load_timestamp"),
)
_PUBLIC_ACLS = dict.fromkeys(
    ("authenticated-read", "public-read", "public-read-write"), "exposure.public"
)

ENTRIES: tuple[TypeEntry, ...] = (
    store(
        "aws_cloudsearch_domain",
        guard("multi_az"),
        toggle("endpoint_options.enforce_https", on="protection.up", off="exposure.tls-weaken"),
        order("endpoint_options.tls_security_policy",
              ("Policy-Min-TLS-1-0-2019-07", "Policy-Min-TLS-1-2-2019-07"),
              up="protection.up", down="exposure.tls-weaken"),
        size("scaling_parameters.desired_instance_type", disruption=Disruption.UNKNOWN),
        *(
            when(number(path, up="scale.up", down="scale.down"), unless={path: ("", "0")})
            for path in ("scaling_parameters.desired_partition_count",
                         "scaling_parameters.desired_replication_count")
        ),
        *documented(
            "https://docs.aws.amazon.com/cloudsearch/latest/developerguide/indexing.html",
            presence("index_field.name", came="config.parameter", gone="schema.keys",
                     disruption=Disruption.NONE),
            presence("index_field.type", changed="schema.keys", disruption=Disruption.NONE,
                     note="Documents that do not fit the new type make indexing fail."),
            *(changed(f"index_field.{word}", "config.parameter", disruption=Disruption.NONE)
              for word in ("analysis_scheme", "default_value", "source_fields", "facet",
                           "highlight", "return", "search", "sort")),
        ),
    ),
    entry("aws_cloudsearch_domain_service_access_policy", Role.IDENTITY,
          document("access_policy", "resource")),
    entry("aws_dms_replication_subnet_group", Role.NETWORK, *wiring("subnet_ids"),
          ignore=("replication_subnet_group_description",)),
    route(
        "aws_dms_s3_endpoint",
        *targets("bucket_name", "endpoint_type"),
        order("ssl_mode", ("none", "require", "verify-ca", "verify-full"),
              up="protection.up", down="exposure.tls-weaken"),
        choice("canned_acl_for_objects", _PUBLIC_ACLS, verbs=ARRIVING),
        choice("encryption_mode", {"SSE_KMS": "protection.up",
                                   "SSE_S3": "protection.encryption-off"}),
        key("kms_key_arn"), key("server_side_encryption_kms_key_id"),
        assigned("service_access_role_arn"),
        changed("certificate_arn", "access.trust"),
        *parameters(*_FILES, "expected_bucket_owner"), ignore=(),
    ),
    entry(
        "aws_dsql_cluster_peering", Role.PROTECTION,
        members("clusters", came="protection.up", gone="protection.guard-off"),
        create="protection.up", delete="protection.guard-off",
    ),
    entry("aws_dynamodb_table_export", Role.PROTECTION),
    label("aws_dynamodb_tag"),
    label("aws_ecs_tag"),
    _reservation("aws_elasticache_reserved_cache_node"),
    entry("aws_elasticsearch_domain_saml_options", Role.IDENTITY, *_SAML, delete="access.revoke"),
    _endpoint("aws_elasticsearch_vpc_endpoint", *_VPC_OPTIONS),
    permission("aws_msk_single_scram_secret_association"),
    setting("aws_mskconnect_custom_plugin", *code("location")),
    setting("aws_mskconnect_worker_configuration", *parameters("properties_file_content")),
    permission("aws_opensearch_authorize_vpc_endpoint_access"),
    entry("aws_opensearch_inbound_connection_accepter", Role.GLUE, create="access.grant",
          delete="access.revoke", replace="access.grant"),
    _endpoint("aws_opensearch_outbound_connection",
              *targets("connection_properties", "remote_domain_info")),
    setting("aws_opensearch_package", *parameters("package_source"),
            ignore=("package_description",)),
    tie("aws_opensearch_package_association", gone="config.parameter"),
    _endpoint("aws_opensearch_vpc_endpoint", *_VPC_OPTIONS),
    feed("aws_qldb_stream", *targets("kinesis_configuration"), assigned("role_arn"),
         ignore=("exclusive_end_time", "inclusive_start_time")),
    entry("aws_rds_certificate", Role.KEY, changed("certificate_identifier", "key.rotate")),
    entry(
        "aws_rds_custom_db_engine_version", Role.SCHEMA,
        changed("status", "config.flag"),
        *code("database_installation_files_s3_bucket_name",
              "database_installation_files_s3_prefix", "manifest", "source_image_id"),
        key("kms_key_id"), ignore=("description", "filename", "manifest_hash"),
    ),
    entry("aws_rds_export_task", Role.PROTECTION),
    feed("aws_rds_integration", *targets("data_filter"), key("kms_key_id"),
         ignore=("additional_encryption_context",)),
    _reservation("aws_rds_reserved_instance"),
    entry("aws_redshift_authentication_profile", Role.IDENTITY,
          *parameters("authentication_profile_content")),
    permission(
        "aws_redshift_data_share_consumer_association",
        toggle("allow_writes", on="access.grant", off="access.revoke"),
        toggle("associate_entire_account", on="access.grant", off="access.revoke"),
    ),
    _endpoint("aws_redshift_endpoint_access", groups(), *wiring("subnet_group_name")),
    entry("aws_redshift_hsm_client_certificate", Role.KEY, create="key.create",
          replace="key.rotate"),
    entry(
        "aws_redshift_hsm_configuration", Role.KEY,
        secret("hsm_partition_password"),
        *parameters("hsm_ip_address", "hsm_partition_name"),
        changed("hsm_server_public_certificate", "access.trust"), ignore=("description",),
    ),
    feed("aws_redshift_integration", key("kms_key_id"),
         ignore=("additional_encryption_context", "description")),
    permission("aws_redshift_partner"),
    entry(
        "aws_redshiftdata_statement", Role.SCHEMA,
        changed("sql", "config.parameter",
                note="The statement runs when the object is made; what it does is not read."),
        *parameters("parameters"), ignore=("statement_name", "with_event"),
    ),
    route(
        "aws_redshiftserverless_custom_domain_association",
        changed("custom_domain_name", "routing.dns"),
        *targets("custom_domain_certificate_arn"), ignore=(),
    ),
    _endpoint("aws_redshiftserverless_endpoint_access", groups(), *wiring("subnet_ids")),
)  # fmt: skip
