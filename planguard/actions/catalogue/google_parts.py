"""Google Cloud's objects that belong to others and go with them: the whole speaks for them."""

from __future__ import annotations

from planguard.actions.interface import Part

_BY_NAME = (
    "access_context_manager_access_policy cloud_run_v2_job cloud_run_v2_worker_pool "
    "cloud_tasks_queue cloudbuildv2_connection clouddeploy_custom_target_type "
    "clouddeploy_delivery_pipeline clouddeploy_target compute_backend_bucket "
    "compute_backend_service compute_disk compute_instance_template compute_instant_snapshot "
    "compute_region_backend_service compute_region_disk compute_snapshot compute_storage_pool "
    "data_fusion_instance gke_backup_backup_plan gke_backup_restore_plan gke_hub_feature "
    "kms_ekm_connection logging_log_view network_security_address_group "
    "service_directory_namespace service_directory_service workbench_instance "
)
"""What those who hold a role on it know by its name."""
_BY_OTHER = (
    ("api_gateway_api_config", "api_config"),
    ("apigee_environment", "env_id"),
    ("beyondcorp_security_gateway", "security_gateway_id"),
    ("bigquery_analytics_hub_data_exchange", "data_exchange_id"),
    ("bigquery_datapolicy_data_policy", "data_policy_id"),
    ("colab_runtime_template", "runtime_template"),
    ("compute_machine_image", "machine_image"),
    ("data_catalog_entry_group", "entry_group"),
    ("data_catalog_policy_tag", "policy_tag"),
    ("data_catalog_tag_template", "tag_template"),
    ("dataplex_aspect_type", "aspect_type_id"),
    ("dataplex_datascan", "data_scan_id"),
    ("dataplex_entry_group", "entry_group_id"),
    ("dataplex_entry_type", "entry_type_id"),
    ("dataplex_zone", "dataplex_zone"),
    ("dns_managed_zone", "managed_zone"),
    ("gemini_repository_group", "repository_group_id"),
    ("healthcare_consent_store", "consent_store_id"),
    ("healthcare_dicom_store", "dicom_store_id"),
    ("healthcare_fhir_store", "fhir_store_id"),
    ("healthcare_hl7_v2_store", "hl7_v2_store_id"),
    ("iam_workforce_pool", "workforce_pool_id"),
    ("iam_workload_identity_pool", "workload_identity_pool_id"),
    ("iap_tunnel_dest_group", "dest_group"),
    ("kms_crypto_key", "crypto_key_id"),
    ("kms_key_ring", "key_ring_id"),
    ("privateca_ca_pool", "ca_pool"),
    ("privateca_certificate_template", "certificate_template"),
    ("service_account", "service_account_id"),
    ("storage_managed_folder", "managed_folder"),
    ("tags_tag_key", "tag_key"),
    ("tags_tag_value", "tag_value"),
    ("vertex_ai_feature_group", "feature_group"),
    ("vertex_ai_feature_online_store", "feature_online_store"),
    ("vertex_ai_feature_online_store_featureview", "feature_view"),
    ("workstations_workstation_config", "workstation_config_id"),
)
"""What they know otherwise."""

PARTS: tuple[Part, ...] = (
    Part("google_", "project", "google_project"),
    Part(
        "google_access_context_manager_", "parent", "google_access_context_manager_access_policy"
    ),
    Part(
        "google_access_context_manager_service_perimeter_",
        "perimeter_name",
        "google_access_context_manager_service_perimeter",
    ),
    Part(
        "google_access_context_manager_service_perimeter_",
        "perimeter",
        "google_access_context_manager_service_perimeter",
    ),
    Part("google_alloydb_instance", "cluster", "google_alloydb_cluster"),
    Part("google_alloydb_user", "cluster", "google_alloydb_cluster"),
    Part("google_api_gateway_api_config", "api", "google_api_gateway_api"),
    Part("google_api_gateway_gateway", "api_config", "google_api_gateway_api_config"),
    Part("google_apigee_endpoint_attachment", "org_id", "google_apigee_organization"),
    Part("google_apigee_envgroup", "org_id", "google_apigee_organization"),
    Part("google_apigee_envgroup_attachment", "envgroup_id", "google_apigee_envgroup"),
    Part("google_apigee_environment", "org_id", "google_apigee_organization"),
    Part("google_apigee_instance", "org_id", "google_apigee_organization"),
    Part("google_apigee_instance_attachment", "instance_id", "google_apigee_instance"),
    Part("google_apigee_target_server", "env_id", "google_apigee_environment"),
    Part("google_bigquery_dataset_", "dataset_id", "google_bigquery_dataset"),
    Part("google_bigquery_routine", "dataset_id", "google_bigquery_dataset"),
    Part("google_bigquery_row_access_policy", "table_id", "google_bigquery_table"),
    Part("google_bigquery_table", "dataset_id", "google_bigquery_dataset"),
    Part("google_bigtable_app_profile", "instance", "google_bigtable_instance"),
    Part("google_bigtable_authorized_view", "table_name", "google_bigtable_table"),
    Part("google_bigtable_gc_policy", "table", "google_bigtable_table"),
    Part("google_bigtable_logical_view", "instance", "google_bigtable_instance"),
    Part("google_bigtable_materialized_view", "instance", "google_bigtable_instance"),
    Part("google_bigtable_table", "instance_name", "google_bigtable_instance"),
    Part(
        "google_certificate_manager_certificate_map_entry",
        "map",
        "google_certificate_manager_certificate_map",
    ),
    Part("google_cloud_run_v2_service_", "name", "google_cloud_run_v2_service"),
    Part("google_cloudbuildv2_repository", "parent_connection", "google_cloudbuildv2_connection"),
    Part("google_cloudfunctions2_function_", "cloud_function", "google_cloudfunctions2_function"),
    Part("google_cloudfunctions_function_", "cloud_function", "google_cloudfunctions_function"),
    Part("google_compute_attached_disk", "instance", "google_compute_instance"),
    Part("google_compute_autoscaler", "target", "google_compute_instance_group_manager"),
    Part(
        "google_compute_backend_bucket_signed_url_key",
        "backend_bucket",
        "google_compute_backend_bucket",
    ),
    Part(
        "google_compute_backend_service_signed_url_key",
        "backend_service",
        "google_compute_backend_service",
    ),
    Part("google_compute_disk_resource_policy_attachment", "disk", "google_compute_disk"),
    Part("google_compute_firewall", "network", "google_compute_network"),
    Part("google_compute_firewall_policy_", "firewall_policy", "google_compute_firewall_policy"),
    Part(
        "google_compute_global_network_endpoint",
        "global_network_endpoint_group",
        "google_compute_global_network_endpoint_group",
    ),
    Part("google_compute_instance_group_", "instance_group", "google_compute_instance_group"),
    Part("google_compute_instance_group_", "group", "google_compute_instance_group"),
    Part(
        "google_compute_network_endpoint",
        "network_endpoint_group",
        "google_compute_network_endpoint_group",
    ),
    Part(
        "google_compute_network_endpoints",
        "network_endpoint_group",
        "google_compute_network_endpoint_group",
    ),
    Part(
        "google_compute_network_firewall_policy_",
        "firewall_policy",
        "google_compute_network_firewall_policy",
    ),
    Part("google_compute_network_peering", "network", "google_compute_network"),
    Part(
        "google_compute_per_instance_config",
        "instance_group_manager",
        "google_compute_instance_group_manager",
    ),
    Part(
        "google_compute_region_autoscaler",
        "target",
        "google_compute_region_instance_group_manager",
    ),
    Part(
        "google_compute_region_disk_resource_policy_attachment",
        "disk",
        "google_compute_region_disk",
    ),
    Part(
        "google_compute_region_network_firewall_policy_",
        "firewall_policy",
        "google_compute_region_network_firewall_policy",
    ),
    Part(
        "google_compute_region_per_instance_config",
        "region_instance_group_manager",
        "google_compute_region_instance_group_manager",
    ),
    Part(
        "google_compute_region_security_policy_rule",
        "security_policy",
        "google_compute_region_security_policy",
    ),
    Part("google_compute_route", "network", "google_compute_network"),
    Part("google_compute_router", "network", "google_compute_network"),
    Part("google_compute_router_", "router", "google_compute_router"),
    Part(
        "google_compute_security_policy_rule", "security_policy", "google_compute_security_policy"
    ),
    Part(
        "google_compute_shared_vpc_service_project",
        "host_project",
        "google_compute_shared_vpc_host_project",
    ),
    Part("google_compute_subnetwork", "network", "google_compute_network"),
    Part("google_compute_subnetwork_", "subnetwork", "google_compute_subnetwork"),
    Part("google_compute_vpn_tunnel", "vpn_gateway", "google_compute_ha_vpn_gateway"),
    Part("google_container_node_pool", "cluster", "google_container_cluster"),
    Part("google_dataplex_asset", "dataplex_zone", "google_dataplex_zone"),
    Part("google_dataplex_asset", "lake", "google_dataplex_lake"),
    Part("google_dataplex_zone", "lake", "google_dataplex_lake"),
    Part("google_dns_record_set", "managed_zone", "google_dns_managed_zone"),
    Part("google_dns_response_policy_rule", "response_policy", "google_dns_response_policy"),
    Part("google_filestore_snapshot", "instance", "google_filestore_instance"),
    Part("google_firestore_", "database", "google_firestore_database"),
    Part("google_folder_", "folder", "google_folder"),
    Part("google_gke_hub_feature_membership", "feature", "google_gke_hub_feature"),
    Part("google_gke_hub_feature_membership", "membership", "google_gke_hub_membership"),
    Part("google_gke_hub_membership_", "membership_id", "google_gke_hub_membership"),
    Part("google_healthcare_consent_store", "dataset", "google_healthcare_dataset"),
    Part("google_healthcare_dicom_store", "dataset", "google_healthcare_dataset"),
    Part("google_healthcare_fhir_store", "dataset", "google_healthcare_dataset"),
    Part("google_healthcare_hl7_v2_store", "dataset", "google_healthcare_dataset"),
    Part("google_iam_workforce_pool_provider", "workforce_pool_id", "google_iam_workforce_pool"),
    Part(
        "google_iam_workload_identity_pool_provider",
        "workload_identity_pool_id",
        "google_iam_workload_identity_pool",
    ),
    Part("google_identity_platform_tenant_", "tenant", "google_identity_platform_tenant"),
    Part("google_kms_crypto_key", "key_ring", "google_kms_key_ring"),
    Part("google_kms_crypto_key_", "crypto_key_id", "google_kms_crypto_key"),
    Part("google_kms_crypto_key_version", "crypto_key", "google_kms_crypto_key"),
    Part("google_kms_key_ring_", "key_ring_id", "google_kms_key_ring"),
    Part("google_logging_log_view", "bucket", "google_logging_project_bucket_config"),
    Part("google_managed_kafka_acl", "cluster", "google_managed_kafka_cluster"),
    Part(
        "google_managed_kafka_connector", "connect_cluster", "google_managed_kafka_connect_cluster"
    ),
    Part("google_managed_kafka_topic", "cluster", "google_managed_kafka_cluster"),
    Part("google_monitoring_slo", "service", "google_monitoring_custom_service"),
    Part("google_monitoring_slo", "service", "google_monitoring_service"),
    Part("google_netapp_volume_", "volume_name", "google_netapp_volume"),
    Part("google_network_connectivity_group", "hub", "google_network_connectivity_hub"),
    Part("google_network_connectivity_spoke", "hub", "google_network_connectivity_hub"),
    Part(
        "google_network_security_gateway_security_policy_rule",
        "gateway_security_policy",
        "google_network_security_gateway_security_policy",
    ),
    Part("google_privateca_certificate", "pool", "google_privateca_ca_pool"),
    Part("google_privateca_certificate_authority", "pool", "google_privateca_ca_pool"),
    Part(
        "google_secret_manager_regional_secret_version",
        "secret",
        "google_secret_manager_regional_secret",
    ),
    Part("google_secret_manager_secret_version", "secret", "google_secret_manager_secret"),
    Part("google_service_account_", "service_account_id", "google_service_account"),
    Part("google_spanner_backup_schedule", "database", "google_spanner_database"),
    Part("google_spanner_database", "instance", "google_spanner_instance"),
    Part("google_spanner_instance_partition", "instance", "google_spanner_instance"),
    Part("google_sql_database", "instance", "google_sql_database_instance"),
    Part("google_sql_ssl_cert", "instance", "google_sql_database_instance"),
    Part("google_sql_user", "instance", "google_sql_database_instance"),
    Part("google_storage_bucket_", "bucket", "google_storage_bucket"),
    Part("google_storage_default_object_", "bucket", "google_storage_bucket"),
    Part("google_storage_folder", "bucket", "google_storage_bucket"),
    Part("google_storage_managed_folder", "bucket", "google_storage_bucket"),
    Part("google_storage_notification", "bucket", "google_storage_bucket"),
    Part("google_storage_object_", "bucket", "google_storage_bucket"),
    Part("google_tags_tag_value", "parent", "google_tags_tag_key"),
    Part(
        "google_vertex_ai_featurestore_entitytype", "featurestore", "google_vertex_ai_featurestore"
    ),
    Part(
        "google_vertex_ai_index_endpoint_deployed_index",
        "index_endpoint",
        "google_vertex_ai_index_endpoint",
    ),
    Part("google_vmwareengine_cluster", "parent", "google_vmwareengine_private_cloud"),
    Part(
        "google_workstations_workstation",
        "workstation_cluster_id",
        "google_workstations_workstation_cluster",
    ),
    Part(
        "google_workstations_workstation_config",
        "workstation_cluster_id",
        "google_workstations_workstation_cluster",
    ),
    *(
        Part(f"google_{thing}_iam_", attribute, f"google_{thing}")
        for thing, attribute in (*((thing, "name") for thing in _BY_NAME.split()), *_BY_OTHER)
    ),
)
