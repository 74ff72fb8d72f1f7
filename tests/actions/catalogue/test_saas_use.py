"""What a reading of the types that people use most of other services than clouds put right."""

from __future__ import annotations

from typing import Any

import pytest

from planguard.actions.engine import classify
from planguard.graph import build
from planguard.model.source import NoSources
from planguard.testing import change, plan

_NONE: dict[str, Any] = {}
_GRANT, _REVOKE = {"access.grant"}, {"access.revoke"}
_OFF, _UP = {"protection.guard-off"}, {"protection.up"}
_PARAMETER = {"config.parameter"}
_LOOSE = {"observability.alarm-loosened"}
_BLOCKED = "oauth_add_privileged_roles_to_blocked_list"
_SHARED = ("entity_policies", "group_policies", "group_member_entity_ids",
           "group_member_group_ids")  # fmt: skip
Case = tuple[str, str, dict[str, Any], dict[str, Any], set[str]]


def _people(*names: str) -> dict[str, Any]:
    return {"members": [{"username": name, "role": "member"} for name in names]}


def _silent(duration: str, rule: str = "FREQ=WEEKLY") -> dict[str, Any]:
    recurrence = [{"duration": duration, "rrule": rule}]
    return {"recurring_schedule": {"recurrence": recurrence}}


def _reviews(**more: Any) -> dict[str, Any]:
    review = {"required_approving_review_count": 1, **more}
    return {"required_pull_request_reviews": [review]}


def _pushers(*names: str) -> dict[str, Any]:
    return {"restrict_pushes": [{"blocks_creations": True, "push_allowances": list(names)}]}


def _bypassed(*actors: int) -> dict[str, Any]:
    listed = [{"actor_id": actor, "bypass_mode": "pull_request"} for actor in actors]
    return {"enforcement": "active", "bypass_actors": listed}


def _allowed(which: str, *patterns: str) -> dict[str, Any]:
    config = [{"patterns_allowed": list(patterns), "github_owned_allowed": True}]
    return {"allowed_actions": which, "allowed_actions_config": config * bool(patterns)}


GITHUB: tuple[Case, ...] = (
    ("github_user_gpg_key", "replace", {"armored_public_key": "a"}, {"armored_public_key": "b"},
     {"access.trust", "access.revoke"}),
    ("github_team_members", "update", _people("a", "b"), _people("a", "c"), _GRANT | _REVOKE),
    ("github_team_repository", "replace", {"team_id": "1", "permission": "push"},
     {"team_id": "2", "permission": "push"}, _GRANT | _REVOKE),
    ("github_repository_collaborator", "replace", {"username": "a", "permission": "push"},
     {"username": "a", "permission": "pull"}, _REVOKE),
    ("github_repository_deploy_key", "replace", {"key": "a", "read_only": False},
     {"key": "a", "read_only": True}, _REVOKE),
    ("github_team", "update", {"parent_team_id": "1"}, {"parent_team_id": None}, _REVOKE),
    ("github_branch_protection", "update", _pushers("a"), {"restrict_pushes": []}, _OFF),
    ("github_branch_protection", "update", _pushers("a"), _pushers("a", "b"), _GRANT),
    ("github_branch_protection", "update", _reviews(dismissal_restrictions=["a"]), _reviews(),
     _OFF),
    ("github_branch_protection", "update", _reviews(), _reviews(dismissal_restrictions=["a"]),
     _UP),
    ("github_branch_protection", "update", _reviews(pull_request_bypassers=["a"]),
     {"required_pull_request_reviews": []}, _OFF),
    ("github_repository_ruleset", "update", _bypassed(), _bypassed(1), _OFF),
    ("github_repository_ruleset", "delete", {"enforcement": "disabled"}, _NONE, {"other"}),
    ("github_actions_repository_permissions", "update", _allowed("selected", "a"),
     _allowed("all"), _OFF),
    ("github_actions_organization_secret", "update",
     {"visibility": "selected", "selected_repository_ids": [1]},
     {"visibility": "all", "selected_repository_ids": []}, _GRANT),
    ("github_actions_organization_secret", "update",
     {"visibility": "all", "selected_repository_ids": []},
     {"visibility": "selected", "selected_repository_ids": [1]}, _REVOKE),
    ("github_branch_protection", "update", {"restrict_pushes": []}, _pushers("a"), _UP),
    ("github_organization_settings", "delete",
     {"default_repository_permission": "none", "members_can_create_repositories": False,
      "secret_scanning_enabled_for_new_repositories": True}, _NONE, _GRANT | _OFF),
    ("github_repository_ruleset", "update",
     {"enforcement": "active", "rules": [{"max_file_size": [{"max_file_size": 10}]}]},
     {"enforcement": "active", "rules": [{"max_file_size": []}]}, _OFF),
    ("github_actions_runner_group", "delete", {"name": "a"}, _NONE, _REVOKE),
)  # fmt: skip


def _lets_in(decision: str, *emails: str) -> dict[str, Any]:
    return {"decision": decision, "include": [{"email": {"email": each}} for each in emails]}


def _token(*groups: str) -> dict[str, Any]:
    given = [
        {"effect": "allow", "resources": {group: "*"}, "permission_groups": [{"id": group}]}
        for group in groups
    ]
    return {"policies": given}


def _recipient(name: str) -> dict[str, Any]:
    return {"enabled": True, "mechanisms": {"email": [{"id": name}]}}


def _locked(*ranges: str) -> dict[str, Any]:
    return {"configurations": [{"target": "ip", "value": each} for each in ranges]}


def _expiring(*, enabled: bool) -> dict[str, Any]:
    condition = {"max_age": 86400, "type": "Age"}
    rule = {"id": "a", "enabled": enabled, "delete_objects_transition": {"condition": condition}}
    return {"rules": [rule]}


def _kept(*prefixes: str) -> dict[str, Any]:
    rules = [
        {
            "id": f"r{prefix}",
            "enabled": True,
            "prefix": prefix,
            "condition": {"type": "Indefinite"},
        }
        for prefix in prefixes
    ]
    return {"rules": rules}


def _wall(*rules: tuple[str, bool]) -> dict[str, Any]:
    listed = [
        {"ref": f"{place}", "action": action, "enabled": enabled, "expression": f"{place}"}
        for place, (action, enabled) in enumerate(rules)
    ]
    return {"phase": "http_request_firewall_custom", "rules": listed}


_ACCESS = "cloudflare_zero_trust_access_"
_TUNNEL = "cloudflare_zero_trust_tunnel_cloudflared"
CLOUDFLARE: tuple[Case, ...] = (
    ("cloudflare_logpush_job", "replace", {"enabled": True, "dataset": "http_requests"},
     {"enabled": True, "dataset": "dns_logs"}, {"observability.logs-off"}),
    ("cloudflare_logpush_job", "update", {"enabled": True},
     {"enabled": True, "output_options": {"sample_rate": 0.1}}, {"observability.logs-off"}),
    (f"{_ACCESS}policy", "update", _lets_in("allow", "a"), _lets_in("allow", "b"),
     _GRANT | _REVOKE),
    (f"{_ACCESS}policy", "create", _NONE, _lets_in("deny", "a"), _REVOKE),
    (f"{_ACCESS}policy", "update",
     {"decision": "allow", "include": [{"everyone": {}}], "require": [{"group": {"id": "g"}}]},
     {"decision": "allow", "include": [{"everyone": {}}], "require": []},
     _GRANT | {"access.public"}),
    (f"{_ACCESS}policy", "delete", _lets_in("deny", "a"), _NONE, _GRANT),
    (f"{_ACCESS}policy", "update", _lets_in("bypass", "a"), _lets_in("allow", "a"), _REVOKE),
    (f"{_ACCESS}application", "delete", {"type": "saas"}, _NONE, _REVOKE),
    (f"{_ACCESS}application", "delete", {"type": "self_hosted"}, _NONE, _OFF),
    (f"{_ACCESS}application", "update", {"policies": [_lets_in("allow", "a", "b")]},
     {"policies": [_lets_in("allow", "a")]}, _REVOKE),
    ("cloudflare_api_token", "update", _token("a", "b"), _token("a"), _REVOKE),
    ("cloudflare_account_member", "replace", {"email": "a", "roles": ["r"]},
     {"email": "b", "roles": ["r"]}, _GRANT | _REVOKE),
    ("cloudflare_zero_trust_gateway_policy", "update", {"action": "allow", "enabled": True},
     {"action": "allow", "enabled": False}, _PARAMETER),
    ("cloudflare_load_balancer", "update", {"default_pools": ["a", "b"]},
     {"default_pools": ["b", "a"]}, {"routing.rule"}),
    ("cloudflare_list", "update", {"kind": "redirect", "items": []},
     {"kind": "redirect", "items": [{"redirect": {"source_url": "a"}}]}, {"routing.rule"}),
    ("cloudflare_r2_bucket_lifecycle", "update", {"rules": []}, _expiring(enabled=False),
     {"other"}),
    ("cloudflare_r2_bucket_lifecycle", "update", _expiring(enabled=False),
     _expiring(enabled=True), {"data.retention-cut"}),
    ("cloudflare_r2_bucket_lock", "update", _kept("a"), _kept("a", "b"), _UP),
    ("cloudflare_r2_bucket_lock", "update", _kept("a", "b"), _kept("a"), _OFF),
    ("cloudflare_ruleset", "update", _wall(("block", True)),
     _wall(("block", True), ("block", False)), _PARAMETER),
    ("cloudflare_ruleset", "update", _wall(("block", True), ("block", False)),
     _wall(("block", True)), _PARAMETER),
    ("cloudflare_ruleset", "update", _wall(("skip", False)), _wall(("skip", True)), _OFF),
    ("cloudflare_ruleset", "update", _wall(("block", True)), _wall(("block", False)), _OFF),
    ("cloudflare_r2_bucket_lock", "delete", _kept("a"), _NONE, {"other"}),
    ("cloudflare_bot_management", "delete", {"fight_mode": True}, _NONE, {"other"}),
    ("cloudflare_workers_cron_trigger", "delete", {"schedules": [{"cron": "0 0 * * *"}]}, _NONE,
     {"other"}),
    ("cloudflare_workers_cron_trigger", "delete", {"schedules": ["0 0 * * *"]}, _NONE,
     {"routing.remove"}),
    (f"{_TUNNEL}_config", "delete", {"created_at": "2026-01-01"}, _NONE, {"other"}),
    (f"{_TUNNEL}_config", "delete", {"tunnel_id": "t"}, _NONE, {"routing.remove"}),
    ("cloudflare_list", "delete", {"kind": "redirect"}, _NONE, {"routing.remove"}),
    ("cloudflare_notification_policy", "update", _recipient("a"), _recipient("b"),
     {"observability.alarm-loosened"}),
    ("cloudflare_zone_lockdown", "update", _locked("192.0.2.1", "192.0.2.2"),
     _locked("192.0.2.1", "192.0.2.3"), {"exposure.open", "exposure.narrow"}),
)  # fmt: skip


def _monitor(**more: Any) -> dict[str, Any]:
    return {"query": "avg(last_5m):avg:a{*} > 90", "message": "@pagerduty-a", **more}


def _watched(*regions: str) -> dict[str, Any]:
    return {"aws_regions": {"include_all": not regions, "include_only": list(regions)}}


_LOOSE = {"observability.alarm-loosened"}
DATADOG: tuple[Case, ...] = (
    ("datadog_compliance_custom_framework", "delete", {"handle": "a"}, _NONE, _PARAMETER),
    ("datadog_downtime_schedule", "update", _silent("1h"), _silent("4h"), _LOOSE),
    ("datadog_downtime_schedule", "update", _silent("4h"), _silent("1h"), _PARAMETER),
    ("datadog_downtime_schedule", "update", _silent("1h"), _silent("1h", "FREQ=DAILY"), _LOOSE),
    ("datadog_integration_pagerduty", "update", {"subdomain": "a"}, {"subdomain": "b"},
     {"routing.rule"}),
    ("datadog_monitor", "update", _monitor(renotify_interval=0), _monitor(renotify_interval=60),
     {"other"}),
    ("datadog_monitor", "update", _monitor(renotify_interval=60), _monitor(renotify_interval=0),
     _LOOSE),
    ("datadog_monitor", "update", _monitor(notify_no_data=True),
     _monitor(on_missing_data="show_and_notify_no_data"), {"other"}),
    ("datadog_monitor", "update", _monitor(notify_no_data=False),
     _monitor(on_missing_data="show_no_data"), {"other"}),
    ("datadog_monitor", "update", _monitor(on_missing_data="show_and_notify_no_data"),
     _monitor(on_missing_data="show_no_data"), _LOOSE),
    ("datadog_synthetics_test", "update", {"message": "@pagerduty-a @slack-b"},
     {"message": "@slack-b"}, _LOOSE | _PARAMETER),
    ("datadog_integration_aws_account", "update", _watched("eu-west-1"), _watched(), {"other"}),
    ("datadog_integration_aws_account", "update", _watched(), _watched("eu-west-1"),
     {"observability.logs-off"}),
    ("datadog_security_monitoring_default_rule", "delete", {"enabled": True}, _NONE, {"other"}),
    ("datadog_user_role", "replace", {"role_id": "r", "user_id": "u"},
     {"role_id": "r", "user_id": "v"}, _GRANT | _REVOKE),
    ("datadog_monitor_json", "update", {"monitor": '{"message": "@pagerduty-a @slack-b"}'},
     {"monitor": '{"message": "@slack-b"}'}, _LOOSE | _PARAMETER),
    ("datadog_team_membership", "replace", {"team_id": "a", "user_id": "u"},
     {"team_id": "a", "user_id": "v"}, _GRANT | _REVOKE),
)  # fmt: skip
VAULT: tuple[Case, ...] = (
    *(
        (f"vault_identity_{name}", "update", {"exclusive": False}, {"exclusive": None}, _REVOKE)
        for name in _SHARED
    ),
    *(
        (f"vault_identity_{name}", "update", {"exclusive": None}, {"exclusive": True}, {"other"})
        for name in _SHARED
    ),
    ("vault_identity_group_member_group_ids", "replace",
     {"member_group_ids": ["a"], "group_id": "1"}, {"member_group_ids": ["a"], "group_id": "2"},
     _GRANT | _REVOKE),
    ("vault_consul_secret_backend_role", "update", {"policies": ["a"]},
     {"consul_policies": ["a"]}, set()),
    ("vault_consul_secret_backend_role", "update", {"consul_namespace": "a"},
     {"consul_namespace": "b"}, _GRANT | _REVOKE),
    ("vault_ssh_secret_backend_role", "update", {"allowed_users": "a,b"}, {"allowed_users": "a"},
     _REVOKE),
    ("vault_ssh_secret_backend_role", "update", {"allowed_critical_options": ""},
     {"allowed_critical_options": "force-command"}, _REVOKE),
    ("vault_transit_secret_backend_key", "update", {"auto_rotate_period": 2592000},
     {"auto_rotate_period": 7776000}, _PARAMETER),
    ("vault_transit_secret_backend_key", "update", {"auto_rotate_period": 2592000},
     {"auto_rotate_period": 0}, {"key.rotation-off"}),
    ("vault_kv_secret_backend_v2", "update", {"max_versions": 0}, {"max_versions": 20}, {"other"}),
    ("vault_kv_secret_backend_v2", "update", {"max_versions": 0}, {"max_versions": 5},
     {"data.retention-cut"}),
    ("vault_kv_secret_backend_v2", "update", {"max_versions": 20}, {"max_versions": 10},
     {"data.retention-cut"}),
    ("vault_database_secret_backend_connection", "update",
     {"cassandra": [{"hosts": ["a"], "tls": True}]},
     {"cassandra": [{"hosts": ["a"], "tls": False}]}, {"exposure.tls-weaken"}),
    ("vault_generic_secret", "update", {"delete_all_versions": False},
     {"delete_all_versions": True}, _OFF),
    ("vault_azure_auth_backend_role", "update", {"bound_service_principal_ids": []},
     {"bound_service_principal_ids": ["a"]}, _REVOKE),
    ("vault_jwt_auth_backend_role", "update", {"bound_claims_type": "string"},
     {"bound_claims_type": None}, {"other"}),
    ("vault_kubernetes_auth_backend_config", "update", {"disable_iss_validation": False},
     {"disable_iss_validation": True}, _PARAMETER),
    ("vault_pki_secret_backend_role", "update", {"require_cn": True}, {"require_cn": False},
     _PARAMETER),
)  # fmt: skip


def _privileges(*names: str, every: bool = False) -> dict[str, Any]:
    return {"account_role_name": "R", "privileges": list(names), "all_privileges": every}


SNOWFLAKE: tuple[Case, ...] = (
    ("snowflake_current_account", "update", {_BLOCKED: None}, {_BLOCKED: True}, {"other"}),
    ("snowflake_current_account", "update", {_BLOCKED: None}, {_BLOCKED: False}, _OFF),
    ("snowflake_current_account", "delete", {"network_policy": "a"}, _NONE, _OFF | _PARAMETER),
    ("snowflake_current_account", "update", {"packages_policy": "a"}, {"packages_policy": None},
     _OFF),
    ("snowflake_account_parameter", "delete", {"key": _BLOCKED.upper(), "value": "false"}, _NONE,
     _PARAMETER),
    ("snowflake_warehouse", "update", {"auto_suspend": 0}, {"auto_suspend": 60}, _PARAMETER),
    ("snowflake_warehouse", "update", {"auto_suspend": 60}, {"auto_suspend": 0}, {"cost.runaway"}),
    ("snowflake_warehouse", "update", {"auto_suspend": 60}, {"auto_suspend": 600}, {"cost.up"}),
    ("snowflake_database", "update", {"data_retention_time_in_days": 7},
     {"data_retention_time_in_days": -1}, {"other"}),
    ("snowflake_grant_privileges_to_account_role", "update", _privileges("SELECT"),
     _privileges(every=True), _GRANT),
    ("snowflake_user", "update", {"disabled": "default"}, {"disabled": "false"}, {"other"}),
    ("snowflake_user", "update", {"disabled": "default"}, {"disabled": "true"}, _REVOKE),
    ("snowflake_resource_monitor", "update", {"notify_triggers": [50, 80]},
     {"notify_triggers": [50, 90]}, _LOOSE),
    ("snowflake_saml2_integration", "update", {"allowed_user_domains": []},
     {"allowed_user_domains": ["example.com"]}, _REVOKE),
    ("snowflake_grant_database_role", "create", _NONE,
     {"database_role_name": "D.R", "parent_role_name": "PUBLIC"}, _GRANT | {"access.public"}),
)  # fmt: skip
OKTA: tuple[Case, ...] = (
    ("okta_app_bookmark", "delete", {"label": "a"}, _NONE, _PARAMETER),
    ("okta_app_access_policy_assignment", "delete", {"app_id": "a"}, _NONE, {"other"}),
    ("okta_auth_server_default", "delete", {"name": "default"}, _NONE, {"other"}),
    ("okta_user_base_schema_property", "delete", {"index": "a"}, _NONE, {"other"}),
    ("okta_app_saml", "update", {"accessibility_self_service": False},
     {"accessibility_self_service": True}, _GRANT),
    ("okta_app_shared_credentials", "update", {"shared_password": "before-1"},
     {"shared_password": "after-22"}, {"secret.change"}),
    ("okta_group_rule", "delete", {"remove_assigned_users": False}, _NONE, _PARAMETER),
    ("okta_group_rule", "delete", {"remove_assigned_users": True}, _NONE, _REVOKE),
    ("okta_app_group_assignment", "delete", {"group_id": "g", "retain_assignment": True}, _NONE,
     _PARAMETER),
    ("okta_app_group_assignment", "delete", {"group_id": "g", "retain_assignment": False}, _NONE,
     _REVOKE),
    ("okta_auth_server_policy", "update", {"client_whitelist": ["ALL_CLIENTS"]},
     {"client_whitelist": ["a"]}, _REVOKE),
    ("okta_auth_server_policy_rule", "update", {"group_whitelist": ["g"]},
     {"group_whitelist": ["EVERYONE"]}, _GRANT),
    ("okta_policy_rule_signon", "update", {"access": "DENY"}, {"access": "CHALLENGE"}, _GRANT),
    ("okta_policy_rule_signon", "update", {"access": None}, {"access": "ALLOW"}, {"other"}),
    ("okta_app_saml", "update", {"attribute_statements": [{"name": "a"}, {"name": "b"}]},
     {"attribute_statements": [{"name": "a"}]}, _REVOKE),
    ("okta_app_oauth", "update", {"groups_claim": [{"name": "g", "value": ".*"}]},
     {"groups_claim": []}, _REVOKE),
    ("okta_idp_saml", "update", {"groups_action": "SYNC"}, {"groups_action": "NONE"}, _REVOKE),
)  # fmt: skip


def _roles(*databases: str, **more: str) -> dict[str, Any]:
    held = [{"role_name": "read", "database_name": each, **more} for each in databases]
    return {"username": "app", "roles": held}


def _advanced(**more: Any) -> dict[str, Any]:
    return {"advanced_configuration": [more]}


_CIPHERS = "custom_openssl_cipher_config_tls12"
ATLAS: tuple[Case, ...] = (
    ("mongodbatlas_database_user", "update", _roles("a", "b"), _roles("a"), _REVOKE),
    ("mongodbatlas_database_user", "update", _roles("a"), _roles("b"), _GRANT | _REVOKE),
    ("mongodbatlas_database_user", "update", _roles("a", collection_name="c"), _roles("a"),
     _GRANT),
    ("mongodbatlas_alert_configuration", "update", {"matcher": []},
     {"matcher": [{"field_name": "a", "operator": "EQUALS", "value": "b"}]}, _LOOSE),
    ("mongodbatlas_alert_configuration", "update",
     {"notification": [{"type_name": "EMAIL"}, {"type_name": "GROUP"}]},
     {"notification": [{"type_name": "EMAIL"}]}, _LOOSE),
    ("mongodbatlas_cluster", "update", {"backup_enabled": True, "cloud_backup": False},
     {"backup_enabled": False, "cloud_backup": True}, _UP),
    ("mongodbatlas_cluster", "update", {"encryption_at_rest_provider": None},
     {"encryption_at_rest_provider": "NONE"}, {"other"}),
    ("mongodbatlas_cluster", "update", _advanced(minimum_enabled_tls_protocol=None),
     _advanced(minimum_enabled_tls_protocol="TLS1_2"), {"other"}),
    ("mongodbatlas_cluster", "update", _advanced(minimum_enabled_tls_protocol=None),
     _advanced(minimum_enabled_tls_protocol="TLS1_1"), {"exposure.tls-weaken"}),
    ("mongodbatlas_cluster", "update", _advanced(**{_CIPHERS: []}),
     _advanced(**{_CIPHERS: ["TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"]}), _UP),
    ("mongodbatlas_backup_compliance_policy", "delete", {"project_id": "p"}, _NONE, {"other"}),
    ("mongodbatlas_search_index", "update", {"mappings_dynamic": False},
     {"mappings_dynamic": True}, _PARAMETER),
)  # fmt: skip
PAGERDUTY: tuple[Case, ...] = (
    ("pagerduty_team", "update", {"parent": "a"}, {"parent": None}, _REVOKE),
    ("pagerduty_team_membership", "replace", {"team_id": "a", "user_id": "u"},
     {"team_id": "a", "user_id": "v"}, _GRANT | _REVOKE),
    ("pagerduty_service", "update", {"auto_resolve_timeout": "null"},
     {"auto_resolve_timeout": "14400"}, _LOOSE),
    ("pagerduty_event_orchestration_service", "delete", {"service": "s"}, _NONE, _PARAMETER),
    ("pagerduty_slack_connection", "update", {"config": [{"priorities": ["a"]}]},
     {"config": [{"priorities": ["*"]}]}, {"other"}),
)  # fmt: skip


def _role(effect: str, *actions: str) -> dict[str, Any]:
    statement = {"effect": effect, "actions": list(actions), "resources": ["proj/*"]}
    return {"key": "r", "policy_statements": [statement]}


def _approved(**more: Any) -> dict[str, Any]:
    return {"approval_settings": [{"required": True, **more}]}


def _weekly(*days: int) -> dict[str, Any]:
    items = [
        {
            "id": f"{day}",
            "frequency_interval": day,
            "retention_unit": "weeks",
            "retention_value": 4,
        }
        for day in days
    ]
    return {"cluster_name": "c", "policy_item_weekly": items}


def _spread(*regions: str) -> dict[str, Any]:
    placed = [{"region_name": region, "priority": 7} for region in regions]
    return {"replication_specs": [{"region_configs": placed}]}


def _admitted(*ranges: str, enabled: bool = True) -> dict[str, Any]:
    return {"enabled": enabled, "entry": [{"cidr_block": each} for each in ranges]}


_BOUND = "bound_service_account_names"
FURTHER: tuple[Case, ...] = (
    ("vault_kubernetes_auth_backend_role", "update", {_BOUND: ["*"]}, {_BOUND: ["a"]}, _REVOKE),
    ("vault_database_secret_backend_connection", "update", {"allowed_roles": ["a", "b"]},
     {"allowed_roles": ["*"]}, _GRANT),
    ("mongodbatlas_resource_policy", "update", {"policies": [{"body": "a"}, {"body": "b"}]},
     {"policies": [{"body": "a"}]}, _OFF),
    ("mongodbatlas_global_cluster_config", "update", {"managed_namespaces": []},
     {"managed_namespaces": [{"collection": "c", "custom_shard_key": "k"}]}, _PARAMETER),
    ("mongodbatlas_cloud_backup_schedule", "update", _weekly(1, 3), _weekly(1),
     {"protection.backup-cut"}),
    ("mongodbatlas_advanced_cluster", "update", _spread("A", "B"), _spread("A"),
     {"scale.down"}),
    ("pagerduty_user", "update", {"role": "admin"}, {"role": "user"}, _REVOKE),
    ("launchdarkly_team_member", "update", {"role": "writer"}, {"role": "reader"}, _REVOKE),
    ("launchdarkly_custom_role", "update", _role("allow", "a", "b"), _role("allow", "a"), _REVOKE),
    ("launchdarkly_custom_role", "update", _role("deny", "a", "b"), _role("deny", "a"), _GRANT),
    ("launchdarkly_custom_role", "update", _role("allow", "a"), _role("deny", "a"), _REVOKE),
    ("launchdarkly_environment", "update", {"approval_settings": []},
     _approved(can_review_own_request=True), _UP),
    ("launchdarkly_environment", "update", _approved(), _approved(can_review_own_request=True),
     _OFF),
    ("datadog_appsec_waf_custom_rule", "delete", {"enabled": True}, _NONE, _OFF),
    ("datadog_team_permission_setting", "update", {"value": "members"}, {"value": "admins"},
     _REVOKE),
    ("datadog_ip_allowlist", "update", _admitted("192.0.2.1/32"), _admitted("192.0.2.2/32"),
     {"exposure.open", "exposure.narrow"}),
    ("datadog_ip_allowlist", "update", _admitted(enabled=False),
     _admitted("192.0.2.2/32", enabled=False), {"other"}),
    ("snowflake_authentication_policy", "update", {"authentication_methods": ["ALL"]},
     {"authentication_methods": ["SAML"]}, _REVOKE),
    ("snowflake_authentication_policy", "update",
     {"pat_policy": [{"network_policy_evaluation": "NOT_ENFORCED"}]},
     {"pat_policy": [{"network_policy_evaluation": "ENFORCED_NOT_REQUIRED"}]}, _UP),
    ("snowflake_email_notification_integration", "update", {"allowed_recipients": ["a", "b"]},
     {"allowed_recipients": ["a"]}, _LOOSE),
    ("snowflake_external_oauth_integration", "update", {"external_oauth_allowed_roles_list": []},
     {"external_oauth_allowed_roles_list": ["R"]}, _REVOKE),
    ("postgresql_grant", "create", _NONE, {"role": "public", "privileges": []}, _REVOKE),
    ("snowflake_storage_integration", "update",
     {"storage_aws_object_acl": "bucket-owner-full-control"}, {"storage_aws_object_acl": ""},
     _REVOKE),
)  # fmt: skip
CASES = (
    *(*GITHUB, *CLOUDFLARE, *DATADOG, *VAULT, *SNOWFLAKE, *OKTA, *ATLAS, *PAGERDUTY),
    *FURTHER,
)


@pytest.mark.parametrize(("type_", "verb", "before", "after", "expected"), CASES)
def test_that_changes_mean_what_the_documentation_says(
    type_: str, verb: str, before: dict[str, Any], after: dict[str, Any], expected: set[str]
) -> None:
    subject = plan(change(type_, verb=verb, before=before, after=after))
    found = classify(subject, build(subject, NoSources())).items
    assert {str(action.id) for action in found if action.kind != "plan"} == expected
