"""
Who holds which role on what of Google Cloud, by any of the three ways to say so.

`..._iam_member` adds one member to a role, `..._iam_binding` rules the members of one role,
`..._iam_policy` all roles there are on a thing. There is a type of each for every thing that has a
policy of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from planguard.actions.interface import TypeEntry, entry, members, presence, role_members
from planguard.model.words import Role

_RULED = "Whoever is not named loses the role, also where something else had given it."
_THINGS = (
    "access_context_manager_access_policy api_gateway_api api_gateway_api_config "
    "api_gateway_gateway apigee_environment artifact_registry_repository "
    "beyondcorp_application beyondcorp_security_gateway "
    "beyondcorp_security_gateway_application bigquery_analytics_hub_data_exchange "
    "bigquery_analytics_hub_listing bigquery_connection bigquery_datapolicy_data_policy "
    "bigquery_dataset bigquery_table bigtable_instance bigtable_table billing_account "
    "binary_authorization_attestor cloud_run_service cloud_run_v2_job cloud_run_v2_service "
    "cloud_run_v2_worker_pool cloud_tasks_queue cloudbuildv2_connection "
    "clouddeploy_custom_target_type clouddeploy_delivery_pipeline clouddeploy_target "
    "cloudfunctions2_function cloudfunctions_function colab_runtime_template "
    "compute_backend_bucket compute_backend_service compute_disk compute_image "
    "compute_instance compute_instance_template compute_instant_snapshot "
    "compute_machine_image compute_region_backend_service compute_region_disk "
    "compute_snapshot compute_storage_pool compute_subnetwork container_analysis_note "
    "data_catalog_entry_group data_catalog_policy_tag data_catalog_tag_template "
    "data_catalog_taxonomy data_fusion_instance dataform_repository dataplex_aspect_type "
    "dataplex_asset dataplex_datascan dataplex_entry_group dataplex_entry_type "
    "dataplex_glossary dataplex_lake dataplex_task dataplex_zone dataproc_autoscaling_policy "
    "dataproc_cluster dataproc_job dataproc_metastore_database dataproc_metastore_federation "
    "dataproc_metastore_service dataproc_metastore_table dns_managed_zone endpoints_service "
    "endpoints_service_consumers folder gemini_repository_group gke_backup_backup_plan "
    "gke_backup_restore_plan gke_hub_feature gke_hub_membership gke_hub_scope "
    "healthcare_consent_store healthcare_dataset healthcare_dicom_store healthcare_fhir_store "
    "healthcare_hl7_v2_store iam_workforce_pool iam_workload_identity_pool "
    "iap_app_engine_service iap_app_engine_version iap_tunnel iap_tunnel_dest_group "
    "iap_tunnel_instance iap_web iap_web_backend_service iap_web_cloud_run_service "
    "iap_web_region_backend_service iap_web_type_app_engine iap_web_type_compute "
    "kms_crypto_key kms_ekm_connection kms_key_ring logging_log_view "
    "network_security_address_group notebooks_instance notebooks_runtime organization "
    "privateca_ca_pool privateca_certificate_template project pubsub_schema "
    "pubsub_subscription pubsub_topic runtimeconfig_config scc_source "
    "scc_v2_organization_source secret_manager_regional_secret secret_manager_secret "
    "secure_source_manager_instance secure_source_manager_repository service_account "
    "service_directory_namespace service_directory_service sourcerepo_repository "
    "spanner_database spanner_instance storage_bucket storage_managed_folder tags_tag_key "
    "tags_tag_value vertex_ai_endpoint vertex_ai_feature_group vertex_ai_feature_online_store "
    "vertex_ai_feature_online_store_featureview vertex_ai_featurestore "
    "vertex_ai_featurestore_entitytype workbench_instance workstations_workstation "
    "workstations_workstation_config"
)
_AUDITED = ("folder", "organization", "project")


def _entries() -> Iterator[TypeEntry]:
    for thing in _THINGS.split():
        start = f"google_{thing}_iam"
        yield entry(
            f"{start}_member",
            Role.IDENTITY,
            *role_members("binding", "member", "role", "condition"),
        )
        yield entry(
            f"{start}_binding",
            Role.IDENTITY,
            *role_members("binding", "members", "role", "condition", note=_RULED),
        )
        yield entry(f"{start}_policy", Role.IDENTITY, *role_members("policy", "policy_data"))
    for thing in _AUDITED:
        yield entry(
            f"google_{thing}_iam_audit_config",
            Role.OBSERVABILITY,
            presence("audit_log_config.log_type", gone="observability.logs-off"),
            members(
                "audit_log_config.exempted_members",
                came="observability.logs-off",
                standing=True,
            ),
            delete="observability.logs-off",
            replace="observability.logs-off",
        )


ENTRIES: tuple[TypeEntry, ...] = tuple(sorted(_entries(), key=lambda found: found.type))
