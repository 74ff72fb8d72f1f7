"""
What AWS firewalls, directories, workspaces and authorizers are made of: sets, settings, aliases.

A table of one entry a type, hence its length.
"""

from __future__ import annotations

from planguard.actions.interface import (
    Rule,
    TypeEntry,
    changed,
    choice,
    entry,
    members,
    number,
    presence,
    secret,
)
from planguard.actions.providers.aws import groups
from planguard.actions.providers.aws_forms import (
    UNCOMPARED,
    key,
    permission,
    record,
    recorded,
    route,
    setting,
    targets,
    tie,
)
from planguard.actions.providers.forms import guard, parameters, units, wiring
from planguard.model.words import (
    Disruption,
    Role,
)


def _matches(name: str, *paths: str) -> TypeEntry:
    """Describe a set that rules of a firewall look for."""
    rules = (changed(path, "config.parameter", note=UNCOMPARED) for path in paths)
    return entry(
        f"aws_{name}_set", Role.PROTECTION, *rules,
        delete="protection.guard-off", replace="protection.guard-off",
    )  # fmt: skip


def _allowed(path: str) -> Rule:
    """Describe what people may do with what they see."""
    return choice(path, {"Disabled": "access.revoke", "Enabled": "access.grant"})


_SECURED = (key("customer_managed_key"),)
_CONTEXT = ("additional_encryption_context",)

ENTRIES: tuple[TypeEntry, ...] = (
    setting("aws_api_gateway_documentation_part", *parameters("location", "properties"),
            ignore=()),
    setting("aws_api_gateway_documentation_version"),
    permission("aws_api_gateway_domain_name_access_association"),
    entry("aws_apigatewayv2_integration_response", Role.ROUTING,
          *targets("integration_response_key"),
          *parameters("content_handling_strategy", "response_templates",
                      "template_selection_expression"),
          delete="config.parameter", replace="config.parameter"),
    entry("aws_apigatewayv2_model", Role.SCHEMA, *parameters("content_type", "schema"),
          delete="config.parameter", replace="config.parameter", ignore=("description",)),
    entry("aws_apigatewayv2_route_response", Role.ROUTING,
          *parameters("model_selection_expression", "response_models", "route_response_key"),
          delete="config.parameter", replace="config.parameter"),
    entry(
        "aws_directory_service_conditional_forwarder", Role.ROUTING,
        changed("dns_ips", "routing.dns"), changed("remote_domain_name", "routing.dns"),
        delete="routing.remove",
    ),
    entry(
        "aws_directory_service_region", Role.IDENTITY,
        units("desired_number_of_domain_controllers"),
        *wiring("vpc_settings.subnet_ids", "vpc_settings.vpc_id"),
        delete="scale.down",
    ),
    tie("aws_directory_service_shared_directory_accepter", gone="access.revoke"),
    route("aws_iam_account_alias", changed("account_alias", "routing.dns"), ignore=()),
    entry("aws_iam_security_token_service_preferences", Role.IDENTITY,
          *parameters("global_endpoint_token_version")),
    entry("aws_kms_ciphertext", Role.SECRET, secret("plaintext"),
          *parameters("context", "key_id")),
    entry("aws_verifiedaccess_instance", Role.NETWORK, guard("fips_enabled"),
          changed("cidr_endpoints_custom_subdomain", "routing.dns"), delete="routing.remove",
          replace="routing.network", replace_disruption=Disruption.OUTAGE,
          ignore=("description",)),
    entry(
        "aws_verifiedpermissions_policy_template", Role.IDENTITY,
        changed("statement", "access.grant",
                note="Cedar policies are not compared; every policy of the template changes."),
        delete="access.revoke", replace="access.revoke",
        ignore=("description",),
    ),
    entry("aws_verifiedpermissions_schema", Role.SCHEMA, *parameters("definition")),
    _matches("waf_byte_match", "byte_match_tuples"),
    _matches("waf_geo_match", "geo_match_constraint"),
    _matches("waf_regex_match", "regex_match_tuple"),
    _matches("waf_regex_pattern", "regex_pattern_strings"),
    _matches("waf_size_constraint", "size_constraints"),
    _matches("waf_sql_injection_match", "sql_injection_match_tuples"),
    _matches("waf_xss_match", "xss_match_tuples"),
    _matches("wafregional_byte_match", "byte_match_tuples"),
    _matches("wafregional_geo_match", "geo_match_constraint"),
    _matches("wafregional_regex_match", "regex_match_tuple"),
    _matches("wafregional_regex_pattern", "regex_pattern_strings"),
    _matches("wafregional_size_constraint", "size_constraints"),
    _matches("wafregional_sql_injection_match", "sql_injection_match_tuple"),
    _matches("wafregional_xss_match", "xss_match_tuple"),
    entry(
        "aws_wafv2_api_key", Role.KEY,
        members("token_domains", came="access.grant", gone="access.revoke"),
        create="key.create", delete="access.revoke", replace="key.rotate",
    ),
    entry(
        "aws_worklink_fleet", Role.NETWORK,
        recorded("audit_stream_arn"),
        changed("identity_provider", "access.trust"),
        changed("device_ca_certificate", "access.trust"),
        groups("network.security_group_ids"),
        *wiring("network.subnet_ids", "network.vpc_id"),
        delete="routing.remove", ignore=("display_name", "optimize_for_end_user_location"),
    ),
    tie("aws_worklink_website_certificate_authority_association",
        changed("certificate", "access.trust"), gone="access.revoke", ignore=("display_name",)),
    route("aws_workspaces_connection_alias", changed("connection_string", "routing.dns"),
          ignore=()),
    entry(
        "aws_workspacesweb_browser_settings", Role.PROTECTION, *_SECURED,
        changed("browser_policy", "config.parameter", note=UNCOMPARED),
        delete="protection.guard-off", ignore=_CONTEXT,
    ),
    entry(
        "aws_workspacesweb_data_protection_settings", Role.PROTECTION, *_SECURED,
        *(presence(f"inline_redaction_configuration.inline_redaction_pattern.{what}",
                   came="protection.up", gone="protection.guard-off",
                   changed="config.parameter")
          for what in ("built_in_pattern_id", "custom_pattern.pattern_name")),
        members("inline_redaction_configuration.global_exempt_urls",
                came="protection.guard-off", gone="protection.up"),
        number("inline_redaction_configuration.global_confidence_level",
               up="protection.guard-off", down="protection.up"),
        *parameters("inline_redaction_configuration.global_enforced_urls"),
        delete="protection.guard-off", ignore=(*_CONTEXT, "description", "display_name"),
    ),
    entry(
        "aws_workspacesweb_ip_access_settings", Role.NETWORK, *_SECURED,
        members("ip_rule.ip_range", came="exposure.open", gone="exposure.narrow"),
        delete="exposure.open", ignore=(*_CONTEXT, "description", "display_name"),
    ),
    entry(
        "aws_workspacesweb_network_settings", Role.NETWORK,
        groups("security_group_ids"), *wiring("subnet_ids", "vpc_id"), delete="routing.network",
    ),
    record("aws_workspacesweb_user_access_logging_settings", *parameters("kinesis_stream_arn"),
           ignore=()),
    entry(
        "aws_workspacesweb_user_settings", Role.PROTECTION, *_SECURED,
        *(_allowed(f"{name}_allowed")
          for name in ("copy", "deep_link", "download", "paste", "print", "upload")),
        number("disconnect_timeout_in_minutes", up="protection.guard-off", down="protection.up"),
        number("idle_disconnect_timeout_in_minutes",
               up="protection.guard-off", down="protection.up"),
        *parameters("cookie_synchronization_configuration", "toolbar_configuration"),
        ignore=_CONTEXT,
    ),
)  # fmt: skip
