"""
AWS filters on the network: security groups, access lists, prefix lists, firewalls, WAF, Shield.

One table of data; it is long because every type of the area stands in it.
"""

from __future__ import annotations

from collections.abc import Iterator

from planguard.actions.interface import (
    ARRIVING,
    CHANGING,
    Rule,
    TypeEntry,
    changed,
    choice,
    document,
    entry,
    happens,
    ingress,
    members,
    number,
    order,
    presence,
    toggle,
    when,
)
from planguard.actions.providers.aws import own_key
from planguard.actions.providers.forms import guard, records
from planguard.model.words import Disruption, Role, Verb

_QUIET, _OUTAGE = Disruption.NONE, Disruption.OUTAGE

_DOMAINS = "rules_source.rules_source_list"
_LISTED = f"rule_group.{_DOMAINS}.generated_rules_type"
_OUT = "Outgoing traffic: what the members reach, not who reaches them."
_UNCOMPARED = "Whether the new rules let more or less through is not compared."


def _web_acl(rules: str) -> tuple[Rule, ...]:
    """Describe a web ACL of the first generation."""
    return (
        choice("default_action.type", {"ALLOW": "protection.guard-off", "BLOCK": "protection.up"}),
        *_activated(rules),
        order(f"{rules}.override_action.type", ("COUNT", "NONE"),
              up="protection.up", down="protection.guard-off"),
        presence("logging_configuration", gone="observability.logs-off"),
    )  # fmt: skip


def _activated(rules: str) -> tuple[Rule, ...]:
    """Describe the rules that a web ACL or a group of the first generation has at work."""
    return (
        presence(f"{rules}.rule_id", came="config.parameter", gone="protection.guard-off",
                 changed="protection.guard-off",
                 note="A new rule may block requests or let them past the others."),
        order(f"{rules}.action.type", ("ALLOW", "COUNT", "BLOCK"),
              up="protection.up", down="protection.guard-off"),
    )  # fmt: skip


_OUTGOING = when(ingress("egress", "egress", note=_OUT), verbs=CHANGING)
_INCOMING = ingress("ingress", "blocks")
_DEFAULT_LIST = "Its subnets go by the default list of the VPC, which lets everything through."
_SUBNETS = changed("subnet_ids", "routing.network")
_NONE = ("", "[]", "()")
_STOPS = ("action.block", "action.captcha", "action.challenge")
_PASSES = ("action.allow", "action.count")


def _filters(stops: tuple[str, ...] = _STOPS, passes: tuple[str, ...] = _PASSES) -> Iterator[Rule]:
    """Describe rules of a web ACL that come or go, by what they do with requests."""
    for act in stops:
        yield when(
            presence("rule.name", came="protection.up", gone="protection.guard-off"),
            not_beside={f"rule.{act}": _NONE},
        )
    for act in passes:
        yield when(
            presence("rule.name", came="config.parameter", gone="config.parameter",
                     note="It only counts, or lets requests past the rules behind it."),
            not_beside={f"rule.{act}": _NONE},
        )  # fmt: skip
    yield when(
        presence("rule.name", came="config.parameter", gone="protection.guard-off"),
        beside={f"rule.{act}": _NONE for act in (*stops, *passes)},
    )


_WAF = (
    changed("rule.statement", "config.parameter", both=True, note=_UNCOMPARED),
    presence("rule.action.count", came="protection.guard-off", gone="protection.up", empty=True),
    presence("rule.action.allow", came="protection.guard-off", empty=True),
    *(
        presence(f"rule.action.{puzzle}", came="config.parameter", gone="config.parameter",
                 empty=True, note=_UNCOMPARED)
        for puzzle in ("captcha", "challenge")
    ),
    number("rule.statement.rate_based_statement.limit",
           up="protection.guard-off", down="protection.up"),
    changed("rule.priority", "config.parameter", both=True),
    changed("custom_response_body", "config.parameter"),
    order("rule.visibility_config.cloudwatch_metrics_enabled", ("false", "true"),
          down="observability.logs-off"),
    order("rule.visibility_config.sampled_requests_enabled", ("false", "true"),
          down="observability.logs-off"),
)  # fmt: skip
_INSPECTED = ("api_gateway", "app_runner_service", "cloudfront", "cognito_user_pool",
              "verified_access_instance")  # fmt: skip

ENTRIES: tuple[TypeEntry, ...] = (
    entry(
        # Amazon made it, open to everybody; its rules stay when the resource is deleted.
        "aws_default_network_acl", Role.NETWORK,
        when(_INCOMING, verbs=CHANGING), _OUTGOING, _SUBNETS,
        changed("default_network_acl_id", "routing.network"),
    ),
    entry(
        # Its rules, too, stay when the resource is deleted.
        "aws_default_security_group", Role.NETWORK,
        when(_INCOMING, verbs=ARRIVING), _OUTGOING,
    ),
    entry(
        "aws_ec2_managed_prefix_list", Role.NETWORK,
        ingress("entry", "list"),
        number("max_entries", up="scale.limits-up", down="scale.limits-down"),
        delete="routing.remove", replace="routing.network", ignore=("version",),
    ),
    entry(
        "aws_ec2_managed_prefix_list_entry", Role.NETWORK,
        ingress("cidr", "list"),
        ignore=("description",),
    ),
    entry(
        # Its subnets had the default list before, and get it back: that one lets everything through.
        "aws_network_acl", Role.NETWORK,
        when(_INCOMING, verbs=CHANGING), _OUTGOING, _SUBNETS,
        when(happens("exposure.open", Verb.DELETE, note=_DEFAULT_LIST),
             unless={"subnet_ids": ("", "[]", "()")}),
        delete="routing.network", replace="routing.network",
    ),
    entry(
        "aws_network_acl_rule", Role.NETWORK,
        ingress("cidr_block", "acl-rule"),
        when(ingress("cidr_block", "egress", note=_OUT), only={"egress": "true"},
             verbs=CHANGING | {Verb.DELETE}),
        when(ingress("cidr_block", "egress", note=_OUT),
             only={"egress": "true", "rule_action": "deny"}, verbs=frozenset({Verb.CREATE})),
    ),
    entry(
        "aws_networkfirewall_firewall", Role.PROTECTION,
        guard("delete_protection"),
        guard("subnet_change_protection"),
        guard("firewall_policy_change_protection"),
        changed("firewall_policy_arn", "routing.rule", note=_UNCOMPARED),
        presence("subnet_mapping.subnet_id", came="routing.network", gone="routing.remove",
                 changed="routing.network"),
        presence("encryption_configuration.key_id",
                 came="protection.up", gone="protection.encryption-off"),
        delete=("protection.guard-off", "routing.remove"), replace="routing.network",
        replace_disruption=_OUTAGE, ignore=("description", "update_token", "firewall_status"),
    ),
    entry(
        "aws_networkfirewall_firewall_policy", Role.PROTECTION,
        own_key("encryption_configuration.key_id"),
        *(members(f"firewall_policy.{which}", came="routing.rule",
                  words={"aws:pass": "protection.guard-off"})
          for which in ("stateless_default_actions", "stateless_fragment_default_actions")),
        members("firewall_policy.stateful_default_actions", came="protection.up",
                gone="protection.guard-off", swapped="routing.rule"),
        changed("firewall_policy.policy_variables", "routing.rule", note=_UNCOMPARED),
        *(changed(f"firewall_policy.{which}_rule_group_reference.priority", "routing.rule",
                  both=True) for which in ("stateful", "stateless")),
        presence("firewall_policy.stateful_rule_group_reference.resource_arn",
                 came="protection.up", gone="protection.guard-off", changed="routing.rule"),
        presence("firewall_policy.stateless_rule_group_reference.resource_arn",
                 came="protection.up", gone="protection.guard-off", changed="routing.rule"),
        choice("firewall_policy.stateful_rule_group_reference.override.action",
               {"DROP_TO_ALERT": "protection.guard-off"}),
        presence("firewall_policy.tls_inspection_configuration_arn",
                 came="protection.up", gone="protection.guard-off"),
        choice("firewall_policy.stateful_engine_options.stream_exception_policy",
               {"CONTINUE": "protection.guard-off", "DROP": "protection.up"}),
        delete="protection.guard-off", replace="routing.rule",
        ignore=("description", "update_token"),
    ),
    entry(
        "aws_networkfirewall_logging_configuration", Role.OBSERVABILITY,
        presence("logging_configuration.log_destination_config.log_type",
                 came="protection.up", gone="observability.logs-off",
                 changed="observability.logs-off"),
        presence("logging_configuration.log_destination_config.log_destination_type",
                 changed="config.parameter", disruption=_QUIET),
        presence("logging_configuration.log_destination_config.log_destination",
                 changed="config.parameter", disruption=_QUIET),
        delete="observability.logs-off", replace="observability.logs-off",
    ),
    entry(
        "aws_networkfirewall_resource_policy", Role.IDENTITY,
        document("policy", "resource"),
    ),
    entry(
        "aws_networkfirewall_rule_group", Role.PROTECTION,
        own_key("encryption_configuration.key_id"),
        changed("rules", "routing.rule", note=_UNCOMPARED),
        *(changed(f"rule_group.{what}", "routing.rule", note=_UNCOMPARED)
          for what in ("reference_sets", "rule_variables", "stateful_rule_options",
                       "rules_source.rules_string", "rules_source.stateful_rule",
                       "rules_source.stateless_rules_and_custom_actions",
                       f"{_DOMAINS}.generated_rules_type", f"{_DOMAINS}.target_types")),
        when(members(f"rule_group.{_DOMAINS}.targets", came="routing.rule",
                     gone="protection.up"), only={_LISTED: "ALLOWLIST"}),
        when(members(f"rule_group.{_DOMAINS}.targets", came="protection.up",
                     gone="protection.guard-off"), unless={_LISTED: "ALLOWLIST"}),
        delete="protection.guard-off", replace="routing.rule",
        ignore=("description", "update_token"),
    ),
    entry(
        "aws_networkfirewall_tls_inspection_configuration", Role.PROTECTION,
        own_key("encryption_configuration.key_id"),
        changed("tls_inspection_configuration", "routing.rule", note=_UNCOMPARED),
        delete="protection.guard-off", ignore=("description", "update_token"),
    ),
    entry(
        "aws_route53_resolver_firewall_config", Role.PROTECTION,
        choice("firewall_fail_open", {"ENABLED": "protection.guard-off"}, verbs=ARRIVING),
        choice("firewall_fail_open", {"DISABLED": "protection.up"}),
    ),
    entry(
        "aws_route53_resolver_firewall_domain_list", Role.PROTECTION,
        changed("domains", "routing.dns", note=_UNCOMPARED),
        delete="protection.guard-off",
    ),
    entry(
        "aws_route53_resolver_firewall_rule", Role.PROTECTION,
        order("action", ("ALLOW", "ALERT", "BLOCK"), down="protection.guard-off"),
        choice("action", {"BLOCK": "routing.dns"}),
        *(
            changed(path, "routing.dns")
            for path in ("priority", "block_response", "block_override_dns_type",
                         "block_override_domain", "block_override_ttl",
                         "firewall_domain_redirection_action", "q_type")
        ),
        delete="protection.guard-off", replace="routing.dns",
    ),
    entry(
        "aws_route53_resolver_firewall_rule_group", Role.PROTECTION,
        delete="protection.guard-off", replace="protection.guard-off",
    ),
    entry(
        "aws_route53_resolver_firewall_rule_group_association", Role.PROTECTION,
        choice("mutation_protection",
               {"DISABLED": "protection.guard-off", "ENABLED": "protection.up"}),
        changed("priority", "routing.dns"),
        delete="protection.guard-off", replace="protection.guard-off",
    ),
    entry(
        "aws_security_group", Role.NETWORK, _INCOMING, _OUTGOING,
        changed("vpc_id", "routing.network", disruption=_OUTAGE),
        replace="routing.network", ignore=("description", "name", "revoke_rules_on_delete"),
    ),
    entry(
        "aws_security_group_rule", Role.NETWORK,
        ingress("cidr_blocks", "rule"),
        when(ingress("cidr_blocks", "egress", note=_OUT), only={"type": "egress"},
             verbs=CHANGING | {Verb.DELETE}),
        ignore=("description", "security_group_rule_id"),
    ),
    entry(
        "aws_shield_application_layer_automatic_response", Role.PROTECTION,
        choice("action", {"COUNT": "protection.guard-off", "BLOCK": "protection.up"}),
        delete="protection.guard-off",
    ),
    entry(
        "aws_shield_drt_access_role_arn_association", Role.IDENTITY,
        create="access.grant", delete="access.revoke",
        replace=("access.grant", "access.revoke"),
    ),
    entry(
        "aws_shield_proactive_engagement", Role.OBSERVABILITY,
        toggle("enabled", on="protection.up", off="observability.alarm-off"),
        presence("emergency_contact.email_address", gone="observability.alarm-loosened",
                 changed="observability.alarm-loosened"),
        delete="observability.alarm-off",
    ),
    entry(
        "aws_shield_protection", Role.PROTECTION,
        create="protection.up", delete="protection.guard-off", replace="protection.guard-off",
    ),
    entry(
        "aws_shield_protection_group", Role.PROTECTION,
        changed("members", "config.parameter"),
        *(changed(path, "config.parameter") for path in ("aggregation", "pattern",
                                                         "resource_type")),
        delete="protection.guard-off",
    ),
    entry(
        "aws_shield_subscription", Role.PROTECTION,
        choice("auto_renew", {"DISABLED": "protection.guard-off", "ENABLED": "protection.up"}),
        when(happens("protection.guard-off", Verb.DELETE), unless={"skip_destroy": "true"}),
        create="cost.up",
    ),
    entry(
        "aws_vpc_block_public_access_exclusion", Role.PROTECTION,
        order("internet_gateway_exclusion_mode", ("allow-egress", "allow-bidirectional"),
              up="exposure.open", down="exposure.narrow"),
        create="exposure.open", delete="exposure.narrow",
        replace=("exposure.open", "exposure.narrow"),
    ),
    entry(
        "aws_vpc_block_public_access_options", Role.PROTECTION,
        order("internet_gateway_block_mode", ("off", "block-ingress", "block-bidirectional"),
              up="exposure.narrow", down="exposure.open"),
        *(when(happens(action, verb), unless={"internet_gateway_block_mode": "off"})
          for action, verb in (("exposure.narrow", Verb.CREATE), ("exposure.open", Verb.DELETE))),
    ),
    entry(
        "aws_vpc_security_group_egress_rule", Role.NETWORK,
        when(ingress("cidr_ipv4", "egress", note=_OUT), verbs=CHANGING | {Verb.DELETE}),
        ignore=("description", "security_group_rule_id"),
    ),
    entry(
        "aws_vpc_security_group_ingress_rule", Role.NETWORK,
        ingress("cidr_ipv4", "vpc-rule"),
        ignore=("description", "security_group_rule_id"),
    ),
    entry(
        "aws_waf_ipset", Role.PROTECTION,
        changed("ip_set_descriptors", "config.parameter", note=_UNCOMPARED),
        delete="protection.guard-off",
    ),
    entry(
        "aws_waf_rate_based_rule", Role.PROTECTION,
        number("rate_limit", up="protection.guard-off", down="protection.up"),
        changed("predicates", "config.parameter", note=_UNCOMPARED),
        delete="protection.guard-off", replace="protection.guard-off",
    ),
    entry(
        "aws_waf_rule", Role.PROTECTION,
        changed("predicates", "config.parameter", note=_UNCOMPARED),
        delete="protection.guard-off", replace="protection.guard-off",
    ),
    entry(
        "aws_waf_rule_group", Role.PROTECTION,
        *_activated("activated_rule"),
        delete="protection.guard-off", replace="protection.guard-off",
    ),
    entry(
        "aws_waf_web_acl", Role.PROTECTION, *_web_acl("rules"),
        delete="protection.guard-off", replace="protection.guard-off",
    ),
    entry(
        "aws_wafregional_ipset", Role.PROTECTION,
        changed("ip_set_descriptor", "config.parameter", note=_UNCOMPARED),
        delete="protection.guard-off",
    ),
    entry(
        "aws_wafregional_rate_based_rule", Role.PROTECTION,
        number("rate_limit", up="protection.guard-off", down="protection.up"),
        changed("predicate", "config.parameter", note=_UNCOMPARED),
        delete="protection.guard-off", replace="protection.guard-off",
    ),
    entry(
        "aws_wafregional_rule", Role.PROTECTION,
        changed("predicate", "config.parameter", note=_UNCOMPARED),
        delete="protection.guard-off", replace="protection.guard-off",
    ),
    entry(
        "aws_wafregional_rule_group", Role.PROTECTION,
        *_activated("activated_rule"),
        delete="protection.guard-off", replace="protection.guard-off",
    ),
    entry(
        "aws_wafregional_web_acl", Role.PROTECTION, *_web_acl("rule"),
        delete="protection.guard-off", replace="protection.guard-off",
    ),
    entry(
        "aws_wafregional_web_acl_association", Role.PROTECTION,
        create="protection.up", delete="protection.guard-off", replace="protection.guard-off",
    ),
    entry(
        "aws_wafv2_ip_set", Role.PROTECTION,
        changed("addresses", "config.parameter",
                note="Whether the rules that use the set allow or block it is not known here."),
        delete="protection.guard-off", replace="protection.guard-off",
        ignore=("description", "lock_token"),
    ),
    entry(
        "aws_wafv2_regex_pattern_set", Role.PROTECTION,
        changed("regular_expression", "config.parameter", note=_UNCOMPARED),
        delete="protection.guard-off", replace="protection.guard-off",
        ignore=("description", "lock_token"),
    ),
    entry(
        "aws_wafv2_rule_group", Role.PROTECTION,
        records("visibility_config.cloudwatch_metrics_enabled"),
        records("visibility_config.sampled_requests_enabled"), *_WAF, *_filters(),
        delete="protection.guard-off", replace="protection.guard-off",
        ignore=("description", "lock_token"),
    ),
    entry(
        "aws_wafv2_web_acl", Role.PROTECTION,
        records("visibility_config.cloudwatch_metrics_enabled"),
        records("visibility_config.sampled_requests_enabled"), *_WAF,
        *_filters((*_STOPS, "override_action.none"), (*_PASSES, "override_action.count")),
        changed("rule_json", "config.parameter", note=_UNCOMPARED),
        presence("rule.override_action.count",
                 came="protection.guard-off", gone="protection.up", empty=True),
        presence("default_action.allow",
                 came="protection.guard-off", gone="protection.up", empty=True),
        presence("association_config", came="protection.up", gone="protection.guard-off"),
        *(
            order(f"association_config.request_body.{service}.default_size_inspection_limit",
                  ("KB_16", "KB_32", "KB_48", "KB_64"),
                  up="protection.up", down="protection.guard-off")
            for service in _INSPECTED
        ),
        presence("data_protection_config", came="protection.up", gone="protection.guard-off",
                 changed="config.parameter"),
        *(
            number(f"{puzzle}_config.immunity_time_property.immunity_time",
                   up="protection.guard-off", down="protection.up")
            for puzzle in ("captcha", "challenge")
        ),
        changed("token_domains", "config.parameter"),
        delete="protection.guard-off", replace="protection.guard-off",
        ignore=("description", "lock_token"),
    ),
    entry(
        "aws_wafv2_web_acl_association", Role.PROTECTION,
        create="protection.up", delete="protection.guard-off", replace="protection.guard-off",
    ),
    entry(
        "aws_wafv2_web_acl_logging_configuration", Role.OBSERVABILITY,
        changed("log_destination_configs", "config.parameter", disruption=_QUIET),
        presence("logging_filter", came="observability.logs-off", changed="config.parameter"),
        changed("redacted_fields", "config.parameter", disruption=_QUIET,
                note="Fields that are redacted do not stand in the logs."),
        delete="observability.logs-off", replace="observability.logs-off",
    ),
)  # fmt: skip
