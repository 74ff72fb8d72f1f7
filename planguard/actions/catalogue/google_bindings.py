"""
Who holds which role on what of Google Cloud, by any of the three ways to say so.

`..._iam_member` adds one member to a role, `..._iam_binding` rules the members of one role,
`..._iam_policy` all roles there are on a thing. There is a type of each for every thing that has a
policy of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planguard.actions.interface import (
    Rule,
    TypeEntry,
    changed,
    entry,
    members,
    presence,
    role_members,
    when,
)
from planguard.actions.providers.google import ADMIN_ROLES, EVERYBODY
from planguard.model.words import Role, Verb

_RULED = "Whoever is not named loses the role, also where something else had given it."
_THINGS = (
    "access_context_manager_access_policy name",
    "api_gateway_api api",
    "api_gateway_api_config api api_config",
    "api_gateway_gateway gateway",
    "apigee_environment env_id org_id",
    "artifact_registry_repository repository",
    "beyondcorp_application application_id security_gateways_id",
    "beyondcorp_security_gateway security_gateway_id",
    "beyondcorp_security_gateway_application application_id security_gateway_id",
    "bigquery_analytics_hub_data_exchange data_exchange_id",
    "bigquery_analytics_hub_listing data_exchange_id listing_id",
    "bigquery_connection connection_id",
    "bigquery_datapolicy_data_policy data_policy_id",
    "bigquery_dataset dataset_id",
    "bigquery_table dataset_id table_id",
    "bigtable_instance instance",
    "bigtable_table instance_name table",
    "billing_account billing_account_id",
    "binary_authorization_attestor attestor",
    "cloud_run_service service",
    "cloud_run_v2_job name",
    "cloud_run_v2_service name",
    "cloud_run_v2_worker_pool name",
    "cloud_tasks_queue name",
    "cloudbuildv2_connection name",
    "clouddeploy_custom_target_type name",
    "clouddeploy_delivery_pipeline name",
    "clouddeploy_target name",
    "cloudfunctions2_function cloud_function",
    "cloudfunctions_function cloud_function",
    "colab_runtime_template runtime_template",
    "compute_backend_bucket name",
    "compute_backend_service name",
    "compute_disk name",
    "compute_image image",
    "compute_instance instance_name",
    "compute_instance_template name",
    "compute_instant_snapshot name",
    "compute_machine_image machine_image",
    "compute_region_backend_service name",
    "compute_region_disk name",
    "compute_snapshot name",
    "compute_storage_pool name",
    "compute_subnetwork subnetwork",
    "container_analysis_note note",
    "data_catalog_entry_group entry_group",
    "data_catalog_policy_tag policy_tag",
    "data_catalog_tag_template tag_template",
    "data_catalog_taxonomy taxonomy",
    "data_fusion_instance name",
    "dataform_repository repository",
    "dataplex_aspect_type aspect_type_id",
    "dataplex_asset asset dataplex_zone lake",
    "dataplex_datascan data_scan_id",
    "dataplex_entry_group entry_group_id",
    "dataplex_entry_type entry_type_id",
    "dataplex_glossary glossary_id",
    "dataplex_lake lake",
    "dataplex_task lake task_id",
    "dataplex_zone dataplex_zone lake",
    "dataproc_autoscaling_policy policy_id",
    "dataproc_cluster cluster",
    "dataproc_job job_id",
    "dataproc_metastore_database database service_id",
    "dataproc_metastore_federation federation_id",
    "dataproc_metastore_service service_id",
    "dataproc_metastore_table database_id service_id table",
    "dns_managed_zone managed_zone",
    "endpoints_service service_name",
    "endpoints_service_consumers consumer_project service_name",
    "folder folder",
    "gemini_repository_group code_repository_index repository_group_id",
    "gke_backup_backup_plan name",
    "gke_backup_restore_plan name",
    "gke_hub_feature name",
    "gke_hub_membership membership_id",
    "gke_hub_scope scope_id",
    "healthcare_consent_store consent_store_id dataset",
    "healthcare_dataset dataset_id",
    "healthcare_dicom_store dicom_store_id",
    "healthcare_fhir_store fhir_store_id",
    "healthcare_hl7_v2_store hl7_v2_store_id",
    "iam_workforce_pool workforce_pool_id",
    "iam_workload_identity_pool workload_identity_pool_id",
    "iap_app_engine_service app_id service",
    "iap_app_engine_version app_id service version_id",
    "iap_tunnel project",
    "iap_tunnel_dest_group dest_group",
    "iap_tunnel_instance instance",
    "iap_web project",
    "iap_web_backend_service web_backend_service",
    "iap_web_cloud_run_service cloud_run_service_name",
    "iap_web_region_backend_service web_region_backend_service",
    "iap_web_type_app_engine app_id",
    "iap_web_type_compute project",
    "kms_crypto_key crypto_key_id",
    "kms_ekm_connection name",
    "kms_key_ring key_ring_id",
    "logging_log_view bucket name parent",
    "network_security_address_group name",
    "notebooks_instance instance_name",
    "notebooks_runtime runtime_name",
    "organization org_id",
    "privateca_ca_pool ca_pool",
    "privateca_certificate_template certificate_template",
    "project project",
    "pubsub_schema schema",
    "pubsub_subscription subscription",
    "pubsub_topic topic",
    "runtimeconfig_config config",
    "scc_source organization source",
    "scc_v2_organization_source organization source",
    "secret_manager_regional_secret secret_id",
    "secret_manager_secret secret_id",
    "secure_source_manager_instance instance_id",
    "secure_source_manager_repository repository_id",
    "service_account service_account_id",
    "service_directory_namespace name",
    "service_directory_service name",
    "sourcerepo_repository repository",
    "spanner_database database instance",
    "spanner_instance instance",
    "storage_bucket bucket",
    "storage_managed_folder bucket managed_folder",
    "tags_tag_key tag_key",
    "tags_tag_value tag_value",
    "vertex_ai_endpoint endpoint",
    "vertex_ai_feature_group feature_group",
    "vertex_ai_feature_online_store feature_online_store",
    "vertex_ai_feature_online_store_featureview feature_online_store feature_view",
    "vertex_ai_featurestore featurestore",
    "vertex_ai_featurestore_entitytype entitytype featurestore",
    "workbench_instance name",
    "workstations_workstation workstation_cluster_id workstation_config_id workstation_id",
    "workstations_workstation_config workstation_cluster_id workstation_config_id",
)
"""What has a policy of its own, and the attributes that say which one of them is meant."""
_AUDITED = ("folder", "organization", "project")
_WHOLES = (*_AUDITED, "billing_account")
_REPLACED = frozenset({Verb.REPLACE})
_ELSEWHERE = "It is taken away where it was, and given elsewhere."


def _elsewhere(thing: str, places: Iterable[str], kind: str) -> Iterator[Rule]:
    """Describe what is given of another thing than before: the rules for who has it see nothing."""
    for place in places:
        for action in ("access.revoke", "access.grant"):
            yield when(changed(place, action, note=_ELSEWHERE), verbs=_REPLACED)
        if kind == "member":
            public = changed(place, "access.public", note=_ELSEWHERE)
            yield when(public, only={"member": EVERYBODY}, verbs=_REPLACED)
        if kind != "policy" and thing in _WHOLES:
            admin = changed(place, "access.admin", note=_ELSEWHERE)
            yield when(admin, only={"role": ADMIN_ROLES}, verbs=_REPLACED)


def _entries() -> Iterator[TypeEntry]:
    for line in _THINGS:
        thing, *places = line.split()
        start = f"google_{thing}_iam"
        yield entry(
            f"{start}_member",
            Role.IDENTITY,
            *role_members("binding", "member", "role", "condition"),
            *_elsewhere(thing, places, "member"),
        )
        yield entry(
            f"{start}_binding",
            Role.IDENTITY,
            *role_members("binding", "members", "role", "condition", note=_RULED),
            *_elsewhere(thing, places, "binding"),
        )
        yield entry(
            f"{start}_policy",
            Role.IDENTITY,
            *role_members("policy", "policy_data"),
            *_elsewhere(thing, places, "policy"),
        )
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
