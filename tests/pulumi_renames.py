"""What neither names nor properties tell of how Pulumi calls types and properties."""

TOLD = {
    "aws:amp/resourcePolicy:ResourcePolicy": "aws_prometheus_resource_policy",
    "aws:ec2/imageBlockPublicAccess:ImageBlockPublicAccess": "aws_ec2_image_block_public_access",
    "aws:fms/adminAccount:AdminAccount": "aws_fms_admin_account",
    "aws:lambda/capacityProvider:CapacityProvider": "aws_lambda_capacity_provider",
    "aws:s3/bucketObjectv2:BucketObjectv2": "aws_s3_object",
    "aws:servicecatalog/organizationsAccess:OrganizationsAccess": "aws_servicecatalog_organizations_access",
    "aws:vpclattice/domainVerification:DomainVerification": "aws_vpclattice_domain_verification",
    **dict.fromkeys(
        (
            "cloudflare:index/dlpPredefinedProfile:DlpPredefinedProfile",
            "cloudflare:index/zeroTrustDlpPredefinedProfile:ZeroTrustDlpPredefinedProfile",
        ),
        "cloudflare_zero_trust_dlp_predefined_profile",
    ),
}
"""What neither names nor properties tell apart."""

RENAMED = {
    ("aws_api_gateway_base_path_mapping", "restApi"): "api_id",
    ("aws_api_gateway_stage", "deployment"): "deployment_id",
    ("aws_cloudwatch_log_subscription_filter", "logGroup"): "log_group_name",
    ("aws_cloudwatch_metric_alarm", "name"): "alarm_name",
    ("aws_eks_cluster", "certificateAuthorities"): "certificate_authority",
    ("aws_elastic_beanstalk_environment", "version"): "version_label",
    ("aws_glue_catalog_table", "partitionIndices"): "partition_index",
    ("aws_iot_topic_rule", "kineses"): "kinesis",
    ("aws_lambda_function", "code"): "filename",
    ("aws_lambda_function", "name"): "function_name",
    ("aws_lambda_layer_version", "code"): "filename",
    ("aws_lambda_permission", "function"): "function_name",
    ("aws_s3_bucket_website_configuration", "routingRuleDetails"): "routing_rules",
    ("aws_s3_bucket_website_configuration", "routingRules"): "routing_rule",
    ("aws_sns_topic_subscription", "topic"): "topic_arn",
    ("azurerm_chaos_studio_capability", "capabilityUrn"): "urn",
    ("azurerm_frontdoor", "backendPoolHealthProbes"): "backend_pool_health_probe",
    ("azurerm_frontdoor", "backendPoolHealthProbesMap"): "backend_pool_health_probes",
    (
        "azurerm_frontdoor",
        "backendPoolLoadBalancingSettingsMap",
    ): "backend_pool_load_balancing_settings",
    ("azurerm_frontdoor", "backendPools"): "backend_pool",
    ("azurerm_frontdoor", "backendPoolsMap"): "backend_pools",
    ("azurerm_frontdoor", "frontendEndpoints"): "frontend_endpoint",
    ("azurerm_frontdoor", "frontendEndpointsMap"): "frontend_endpoints",
    ("azurerm_frontdoor", "routingRules"): "routing_rule",
    ("azurerm_frontdoor", "routingRulesMap"): "routing_rules",
    ("azurerm_storage_account_network_rules", "privateLinkAccessRules"): "private_link_access",
    ("azurerm_storage_blob", "content"): "source",
    ("google_bigquery_dataset_access", "authorizedDataset"): "dataset",
    ("vault_database_secrets_mount", "redisElasticaches"): "redis_elasticache",
    ("vault_pki_secret_backend_role", "organizationUnit"): "ou",
}
"""Properties that Pulumi calls otherwise, at the top of a type; those of any type follow."""
RENAMED_ANYWHERE = {
    "compositeIndices": "composite_index",
    "indices": "index",
    "prves": "prf",
    "pulumiLabels": "terraform_labels",
    "restApi": "rest_api_id",
    "spatialIndices": "spatial_index",
}
