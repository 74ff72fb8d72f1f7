"""What the catalogue says of changes to Cloudflare that break production, and of those that do not."""

from __future__ import annotations

from typing import Any

import pytest
from actions.catalogue.judged import Case, judged

from planguard.actions.engine import classify
from planguard.graph import build
from planguard.model.source import NoSources
from planguard.testing import change, plan

UP, OFF = "protection.up", "protection.guard-off"
PARAMETER, EXPOSED = "config.parameter", "exposure.open"
RECORD: dict[str, Any] = {
    "name": "www", "type": "A", "content": "192.0.2.1", "ttl": 300, "proxied": True,
}  # fmt: skip


def _rules(*rules: dict[str, Any], phase: str = "http_request_firewall_custom") -> dict[str, Any]:
    return {"kind": "zone", "phase": phase, "rules": list(rules)}


def _rule(action: str, expression: str = 'ip.src.country eq "XX"', **more: Any) -> dict[str, Any]:
    return {"ref": expression, "action": action, "expression": expression, "enabled": True, **more}


def _origins(*weights: float) -> dict[str, Any]:
    named = [
        {"name": f"o{at}", "address": f"192.0.2.{at}", "weight": weight, "enabled": True}
        for at, weight in enumerate(weights)
    ]
    return {"name": "shop", "enabled": True, "monitor": "m1", "origins": named}


def _access(decision: str, **include: Any) -> dict[str, Any]:
    return {"name": "staff", "decision": decision, "include": [include], "require": []}


def _zone(**settings: Any) -> dict[str, Any]:
    return {"zone_id": "z1", "settings": [settings]}


def _setting(name: str, value: Any) -> dict[str, Any]:
    return {"zone_id": "z1", "setting_id": name, "value": value}


def _ingress(*services: str) -> dict[str, Any]:
    named = [{"hostname": f"{each}.example.com", "service": f"http://{each}"} for each in services]
    return {"tunnel_id": "t1", "config": {"ingress": [*named, {"service": "http_status:404"}]}}


def _lifecycle(seconds: int) -> dict[str, Any]:
    condition = {"type": "Age", "max_age": seconds}
    rule = {"id": "logs", "enabled": True, "delete_objects_transition": {"condition": condition}}
    return {"bucket_name": "logs", "rules": [rule]}


def _redirects(*targets: str) -> dict[str, Any]:
    return {
        "phase": "http_request_dynamic_redirect",
        "rules": [
            {
                "ref": str(number),
                "action": "redirect",
                "expression": f"path {number}",
                "action_parameters": {"from_value": {"target_url": {"value": target}}},
            }
            for number, target in enumerate(targets)
        ],
    }


DANGEROUS: tuple[Case, ...] = (
    ("cloudflare_record", "update", RECORD, {**RECORD, "content": "192.0.2.9"},
     {"routing.dns"}, "approve"),
    ("cloudflare_record", "update", {"type": "A", "value": "192.0.2.1"},
     {"type": "A", "value": "192.0.2.9"}, {"routing.dns"}, "approve"),
    ("cloudflare_record", "update", RECORD, {**RECORD, "proxied": False}, {EXPOSED, OFF},
     "approve"),
    ("cloudflare_dns_record", "update", RECORD, {**RECORD, "proxied": False}, {EXPOSED, OFF},
     "approve"),
    ("cloudflare_dns_record", "update", RECORD, {**RECORD, "content": "192.0.2.9"},
     {"routing.dns"}, "approve"),
    ("cloudflare_dns_record", "update", {**RECORD, "ttl": 300}, {**RECORD, "ttl": 86400},
     {"routing.ttl"}, "warn"),
    ("cloudflare_dns_record", "delete", RECORD, {}, {"routing.remove"}, "approve"),
    ("cloudflare_zone", "delete", {"zone": "example.com"}, {}, {"routing.remove"}, "approve"),
    ("cloudflare_zone", "update", {"paused": False}, {"paused": True}, {OFF, EXPOSED}, "approve"),
    ("cloudflare_zone_dnssec", "delete", {"zone_id": "z1"}, {}, {OFF}, "approve"),
    ("cloudflare_zone_settings_override", "update", _zone(ssl="strict"), _zone(ssl="flexible"),
     {"exposure.tls-weaken"}, "approve"),
    ("cloudflare_zone_settings_override", "update", _zone(min_tls_version="1.2"),
     _zone(min_tls_version="1.0"), {"exposure.tls-weaken"}, "approve"),
    ("cloudflare_zone_settings_override", "update", _zone(waf="on"), _zone(waf="off"), {OFF},
     "approve"),
    ("cloudflare_zone_setting", "update", _setting("ssl", "full"), _setting("ssl", "off"),
     {"exposure.tls-weaken"}, "approve"),
    ("cloudflare_zone_setting", "update", _setting("always_use_https", "on"),
     _setting("always_use_https", "off"), {"exposure.tls-weaken"}, "approve"),
    ("cloudflare_zone_setting", "update", _setting("security_level", "high"),
     _setting("security_level", "off"), {OFF}, "approve"),
    ("cloudflare_ruleset", "update", _rules(_rule("block")), _rules(_rule("log")), {OFF},
     "approve"),
    ("cloudflare_ruleset", "update", _rules(_rule("block"), _rule("block", "b")),
     _rules(_rule("block")), {OFF, PARAMETER}, "approve"),
    ("cloudflare_ruleset", "update", _rules(_rule("block")),
     _rules(_rule("block"), _rule("skip", "true", action_parameters={"ruleset": "current"})),
     {OFF, PARAMETER}, "approve"),
    ("cloudflare_ruleset", "update", _rules(_rule("block")),
     _rules(_rule("block", enabled=False)), {OFF}, "approve"),
    ("cloudflare_ruleset", "delete", _rules(_rule("block")), {}, {OFF}, "approve"),
    ("cloudflare_ruleset", "update",
     _rules(_rule("block", ratelimit={"requests_per_period": 50}), phase="http_ratelimit"),
     _rules(_rule("block", ratelimit={"requests_per_period": 5000}), phase="http_ratelimit"),
     {OFF}, "approve"),
    ("cloudflare_ruleset", "update",
     _rules(_rule("rewrite", "a"), phase="http_request_transform"),
     _rules(_rule("rewrite", "b"), phase="http_request_transform"), {"routing.rule"}, "allow"),
    ("cloudflare_ruleset", "update", _redirects("https://example.com/a"),
     _redirects("https://example.com/b"), {"routing.rule"}, "approve"),
    ("cloudflare_ruleset", "update", _redirects("https://example.com/a", "https://example.com/b"),
     _redirects("https://example.com/a"), {"routing.remove"}, "approve"),
    ("cloudflare_workers_route", "update", {"pattern": "example.com/*", "script": "shop"},
     {"pattern": "example.com/*", "script": "next"}, {"routing.rule"}, "approve"),
    ("cloudflare_load_balancer", "update", {"name": "shop", "default_pools": ["blue"]},
     {"name": "shop", "default_pools": ["green"]}, {"routing.rule"}, "approve"),
    ("cloudflare_firewall_rule", "delete", {"action": "block", "filter_id": "f1"}, {}, {OFF},
     "approve"),
    ("cloudflare_access_rule", "update", {"mode": "block"}, {"mode": "whitelist"}, {OFF},
     "approve"),
    ("cloudflare_rate_limit", "update", {"threshold": 100}, {"threshold": 10000}, {OFF},
     "approve"),
    ("cloudflare_page_rule", "delete",
     {"actions": [{"forwarding_url": [{"url": "https://a", "status_code": 301}]}]}, {},
     {"routing.remove"}, "approve"),
    ("cloudflare_load_balancer", "update", {"enabled": True}, {"enabled": False},
     {"routing.remove"}, "approve"),
    ("cloudflare_load_balancer_pool", "update", _origins(1, 0), _origins(0, 1),
     {"routing.traffic"}, "approve"),
    ("cloudflare_load_balancer_pool", "update", _origins(1, 1),
     {**_origins(1, 1), "monitor": None}, {OFF}, "approve"),
    ("cloudflare_certificate_pack", "delete", {"hosts": ["example.com"]}, {}, {"key.delete"},
     "approve"),
    ("cloudflare_tunnel", "update", {"secret": "before-1"}, {"secret": "after-22"},
     {"secret.change"}, "allow"),
    ("cloudflare_zero_trust_tunnel_cloudflared", "delete", {"name": "office"}, {},
     {"routing.remove"}, "approve"),
    ("cloudflare_zero_trust_tunnel_cloudflared_config", "update", _ingress("a", "b"),
     _ingress("a"), {"routing.remove"}, "approve"),
    ("cloudflare_access_policy", "update", _access("allow", email=["a@example.com"]),
     _access("allow", email=["a@example.com"], everyone=True), {"access.public"}, "deny"),
    ("cloudflare_zero_trust_access_policy", "update",
     _access("allow", email={"email": "a@example.com"}), _access("allow", everyone={}),
     {"access.public", "access.revoke"}, "deny"),
    ("cloudflare_zero_trust_access_policy", "create", {}, _access("bypass", everyone={}),
     {"access.public", "access.grant"}, "deny"),
    ("cloudflare_zero_trust_access_policy", "update", _access("allow", ip={"ip": "192.0.2.0/24"}),
     _access("bypass", ip={"ip": "192.0.2.0/24"}), {OFF}, "approve"),
    ("cloudflare_zero_trust_access_application", "delete", {"domain": "admin.example.com"}, {},
     {OFF}, "approve"),
    ("cloudflare_account_member", "create", {},
     {"email": "a@example.com", "roles": ["33666b9c79b9a5273fc7344ff42f953d"]},
     {"access.grant", "access.admin"}, "deny"),
    ("cloudflare_api_token", "delete", {"name": "ci"}, {}, {"secret.delete"}, "approve"),
    ("cloudflare_api_token", "update", {"expires_on": "2027-01-01T00:00:00Z"},
     {"expires_on": None}, {OFF}, "approve"),
    ("cloudflare_logpush_job", "update", {"enabled": True}, {"enabled": False},
     {"observability.logs-off"}, "approve"),
    ("cloudflare_notification_policy", "delete", {"enabled": True}, {},
     {"observability.alarm-off"}, "approve"),
    ("cloudflare_healthcheck", "update", {"suspended": False}, {"suspended": True},
     {"observability.alarm-off"}, "approve"),
    ("cloudflare_workers_script", "delete", {"script_name": "shop"}, {}, {"scale.to-zero"},
     "approve"),
    ("cloudflare_workers_script", "update", {"content": "a", "migrations": {}},
     {"content": "b", "migrations": {"deleted_classes": ["Cart"]}},
     {"deploy.version", "data.delete"}, "deny"),
    ("cloudflare_workers_route", "update", {"pattern": "a/*", "script": "shop"},
     {"pattern": "a/*", "script": None}, {"routing.remove"}, "approve"),
    ("cloudflare_workers_secret", "delete", {"name": "KEY"}, {}, {"secret.delete"}, "approve"),
    ("cloudflare_workers_deployment", "replace",
     {"versions": [{"version_id": "a", "percentage": 100}]},
     {"versions": [{"version_id": "b", "percentage": 100}]},
     {"routing.traffic", "deploy.version"}, "approve"),
    ("cloudflare_workers_kv_namespace", "delete", {"title": "carts"}, {}, {"data.delete"}, "deny"),
    ("cloudflare_d1_database", "replace", {"name": "a"}, {"name": "b"}, {"data.replace"}, "deny"),
    ("cloudflare_r2_bucket", "delete", {"name": "media"}, {}, {"data.delete"}, "deny"),
    ("cloudflare_r2_bucket_lifecycle", "update", _lifecycle(31536000), _lifecycle(86400),
     {"data.retention-cut"}, "approve"),
    ("cloudflare_r2_managed_domain", "update", {"enabled": False}, {"enabled": True},
     {"exposure.public"}, "deny"),
    ("cloudflare_queue", "delete", {"queue_name": "orders"}, {}, {"data.delete"}, "deny"),
)  # fmt: skip
ROUTINE: tuple[Case, ...] = (
    ("cloudflare_record", "create", {}, RECORD, {"other"}, "allow"),
    ("cloudflare_dns_record", "create", {}, {**RECORD, "proxied": False}, {"other"}, "allow"),
    ("cloudflare_dns_record", "update", {**RECORD, "comment": "a"}, {**RECORD, "comment": "b"},
     set(), "allow"),
    ("cloudflare_dns_record", "update", {**RECORD, "ttl": 3600}, {**RECORD, "ttl": 300},
     {"routing.ttl"}, "allow"),
    ("cloudflare_dns_record", "update", {**RECORD, "proxied": False}, RECORD, {UP}, "allow"),
    ("cloudflare_zone", "create", {}, {"name": "example.com"}, {"other"}, "allow"),
    ("cloudflare_zone_settings_override", "update", _zone(ssl="full"), _zone(ssl="strict"), {UP},
     "allow"),
    ("cloudflare_zone_settings_override", "update", _zone(http3="off"), _zone(http3="on"),
     {PARAMETER}, "allow"),
    ("cloudflare_zone_setting", "update", _setting("min_tls_version", "1.2"),
     _setting("min_tls_version", "1.3"), {UP}, "allow"),
    ("cloudflare_zone_setting", "update", _setting("brotli", "off"), _setting("brotli", "on"),
     {PARAMETER}, "allow"),
    ("cloudflare_ruleset", "create", {}, _rules(_rule("block")), {"other"}, "allow"),
    ("cloudflare_ruleset", "update", _rules(_rule("block")),
     _rules(_rule("block"), _rule("block", "b")), {UP, PARAMETER}, "allow"),
    ("cloudflare_ruleset", "update",
     _rules(_rule("set_cache_settings", "a"), phase="http_request_cache_settings"),
     _rules(_rule("set_cache_settings", "b"), phase="http_request_cache_settings"), {PARAMETER},
     "allow"),
    ("cloudflare_ruleset", "update", _redirects("https://example.com/a"),
     _redirects("https://example.com/a", "https://example.com/b"), {"routing.rule"}, "allow"),
    ("cloudflare_load_balancer", "update", {"name": "shop", "default_pools": ["blue"]},
     {"name": "shop", "default_pools": ["blue", "green"]}, {"routing.rule"}, "allow"),
    ("cloudflare_access_rule", "create", {}, {"mode": "block"}, {"other"}, "allow"),
    ("cloudflare_load_balancer_pool", "update", _origins(1, 1),
     {**_origins(1, 1), "description": "b"}, set(), "allow"),
    ("cloudflare_certificate_pack", "create", {}, {"hosts": ["example.com"]}, {"key.create"},
     "allow"),
    ("cloudflare_zero_trust_tunnel_cloudflared_config", "update", _ingress("a"),
     _ingress("a", "b"), {"routing.rule"}, "allow"),
    ("cloudflare_zero_trust_access_policy", "create", {},
     _access("allow", email_domain={"domain": "example.com"}), {"access.grant"}, "allow"),
    ("cloudflare_access_policy", "update", _access("allow", email=["a@example.com"]),
     _access("allow", email=["a@example.com", "b@example.com"]), {"access.grant"}, "allow"),
    ("cloudflare_zero_trust_access_policy", "update",
     _access("allow", email={"email": "a@example.com"}),
     {**_access("allow", email={"email": "a@example.com"}), "name": "all staff"}, set(), "allow"),
    ("cloudflare_account_member", "create", {}, {"email": "a@example.com", "roles": ["0f"]},
     {"access.grant"}, "allow"),
    ("cloudflare_api_token", "create", {}, {"name": "ci"}, {"secret.create"}, "allow"),
    ("cloudflare_workers_script", "update", {"content": "a"}, {"content": "b"},
     {"deploy.version"}, "allow"),
    ("cloudflare_workers_script", "update", {"compatibility_date": "2025-01-01"},
     {"compatibility_date": "2026-01-01"}, {"dependency.runtime"}, "allow"),
    ("cloudflare_workers_route", "create", {}, {"pattern": "a/*", "script": "shop"}, {"other"},
     "allow"),
    ("cloudflare_r2_bucket", "create", {}, {"name": "media"}, {"other"}, "allow"),
    ("cloudflare_queue", "update", {"settings": {"message_retention_period": 86400}},
     {"settings": {"message_retention_period": 345600}}, {"other"}, "allow"),
    ("cloudflare_logpush_job", "create", {}, {"enabled": True}, {"other"}, "allow"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("type_", "verb", "before", "after", "expected", "decision"), DANGEROUS + ROUTINE
)
def test_meaning(
    type_: str,
    verb: str,
    before: dict[str, Any],
    after: dict[str, Any],
    expected: set[str],
    decision: str,
) -> None:
    assert judged(type_, verb, before, after) == (expected, decision)


def test_what_goes_with_its_zone_is_not_told_again() -> None:
    gone = change("cloudflare_zone", verb="delete", before={"id": "z1", "zone": "example.com"})
    record = change("cloudflare_record", verb="delete", before={**RECORD, "zone_id": "z1"})
    other = change(
        "cloudflare_record", verb="delete", name="b", before={**RECORD, "zone_id": "z2"}
    )
    subject = plan(gone, record, other)
    found = classify(subject, build(subject, NoSources())).items
    assert [a.id for a in found if a.kind != "plan"] == [
        "routing.remove",
        "other",
        "routing.remove",
    ]
