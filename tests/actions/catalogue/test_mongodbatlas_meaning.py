"""What changes to MongoDB Atlas mean, and what the shipped policies decide of them."""

from __future__ import annotations

from typing import Any

import pytest
from actions.catalogue.judged import Case, judged

from planguard.actions.engine import classify
from planguard.graph import build
from planguard.model.source import NoSources
from planguard.testing import change, plan

HELD: tuple[Case, ...] = (
    ("mongodbatlas_advanced_cluster", "delete", {"name": "orders"}, {}, {"data.delete"}, "deny"),
    (
        "mongodbatlas_advanced_cluster",
        "replace",
        {"name": "orders"},
        {"name": "orders2"},
        {"data.replace"},
        "deny",
    ),
    (
        "mongodbatlas_advanced_cluster",
        "update",
        {
            "replication_specs": [
                {
                    "region_configs": [
                        {
                            "region_name": "EU_WEST_1",
                            "electable_specs": [
                                {"instance_size": "M40", "node_count": 3, "disk_size_gb": 100}
                            ],
                        }
                    ]
                }
            ]
        },
        {
            "replication_specs": [
                {
                    "region_configs": [
                        {
                            "region_name": "EU_WEST_1",
                            "electable_specs": [
                                {"instance_size": "M10", "node_count": 3, "disk_size_gb": 100}
                            ],
                        }
                    ]
                }
            ]
        },
        {"scale.resize-down"},
        "approve",
    ),
    (
        "mongodbatlas_advanced_cluster",
        "update",
        {"backup_enabled": True},
        {"backup_enabled": False},
        {"protection.backup-off"},
        "deny",
    ),
    (
        "mongodbatlas_advanced_cluster",
        "update",
        {"pit_enabled": True},
        {"pit_enabled": False},
        {"protection.backup-cut"},
        "approve",
    ),
    (
        "mongodbatlas_advanced_cluster",
        "update",
        {"termination_protection_enabled": True},
        {"termination_protection_enabled": False},
        {"protection.guard-off"},
        "approve",
    ),
    (
        "mongodbatlas_advanced_cluster",
        "update",
        {"mongo_db_major_version": "7.0"},
        {"mongo_db_major_version": "8.0"},
        {"schema.engine"},
        "approve",
    ),
    (
        "mongodbatlas_advanced_cluster",
        "update",
        {"paused": False},
        {"paused": True},
        {"scale.to-zero"},
        "approve",
    ),
    (
        "mongodbatlas_advanced_cluster",
        "update",
        {"advanced_configuration": [{"minimum_enabled_tls_protocol": "TLS1_2"}]},
        {"advanced_configuration": [{"minimum_enabled_tls_protocol": "TLS1_0"}]},
        {"exposure.tls-weaken"},
        "approve",
    ),
    (
        "mongodbatlas_cluster",
        "update",
        {"cloud_backup": True, "provider_instance_size_name": "M30"},
        {"cloud_backup": False, "provider_instance_size_name": "M20"},
        {"protection.backup-off", "scale.resize-down"},
        "deny",
    ),
    ("mongodbatlas_flex_cluster", "delete", {"name": "a"}, {}, {"data.delete"}, "deny"),
    ("mongodbatlas_serverless_instance", "delete", {"name": "a"}, {}, {"data.delete"}, "deny"),
    (
        "mongodbatlas_cloud_backup_schedule",
        "delete",
        {"cluster_name": "a"},
        {},
        {"protection.backup-off"},
        "deny",
    ),
    (
        "mongodbatlas_cloud_backup_schedule",
        "update",
        {
            "policy_item_daily": [
                {"frequency_interval": 1, "retention_unit": "days", "retention_value": 30}
            ]
        },
        {
            "policy_item_daily": [
                {"frequency_interval": 1, "retention_unit": "days", "retention_value": 7}
            ]
        },
        {"protection.backup-cut"},
        "approve",
    ),
    (
        "mongodbatlas_cloud_backup_schedule",
        "update",
        {"restore_window_days": 7},
        {"restore_window_days": 2},
        {"protection.backup-cut"},
        "approve",
    ),
    (
        "mongodbatlas_cloud_backup_schedule",
        "update",
        {
            "policy_item_weekly": [
                {"frequency_interval": 1, "retention_unit": "weeks", "retention_value": 4}
            ]
        },
        {"policy_item_weekly": []},
        {"protection.backup-cut"},
        "approve",
    ),
    (
        "mongodbatlas_project_ip_access_list",
        "create",
        {},
        {"cidr_block": "0.0.0.0/0"},
        {"exposure.public"},
        "deny",
    ),
    (
        "mongodbatlas_database_user",
        "update",
        {"username": "app", "roles": [{"role_name": "read", "database_name": "orders"}]},
        {"username": "app", "roles": [{"role_name": "atlasAdmin", "database_name": "admin"}]},
        {"access.admin", "access.grant", "access.revoke"},
        "deny",
    ),
    ("mongodbatlas_network_peering", "delete", {"vpc_id": "v"}, {}, {"routing.remove"}, "approve"),
    (
        "mongodbatlas_privatelink_endpoint",
        "delete",
        {"region": "v"},
        {},
        {"routing.remove"},
        "approve",
    ),
    (
        "mongodbatlas_encryption_at_rest",
        "update",
        {"aws_kms_config": [{"enabled": True, "customer_master_key_id": "a"}]},
        {"aws_kms_config": [{"enabled": False, "customer_master_key_id": "a"}]},
        {"protection.encryption-off"},
        "deny",
    ),
    (
        "mongodbatlas_encryption_at_rest",
        "delete",
        {"aws_kms_config": [{"enabled": True}]},
        {},
        {"protection.encryption-off"},
        "deny",
    ),
    (
        "mongodbatlas_auditing",
        "update",
        {"enabled": True},
        {"enabled": False},
        {"observability.logs-off"},
        "approve",
    ),
    (
        "mongodbatlas_alert_configuration",
        "update",
        {"enabled": True},
        {"enabled": False},
        {"observability.alarm-off"},
        "approve",
    ),
    (
        "mongodbatlas_project_invitation",
        "create",
        {},
        {"username": "a@example.com", "roles": ["GROUP_OWNER"]},
        {"access.admin", "access.grant"},
        "deny",
    ),
    (
        "mongodbatlas_online_archive",
        "update",
        {"coll_name": "a", "data_expiration_rule": [{"expire_after_days": 365}]},
        {"coll_name": "a", "data_expiration_rule": [{"expire_after_days": 30}]},
        {"data.retention-cut"},
        "approve",
    ),
    (
        "mongodbatlas_online_archive",
        "update",
        {"coll_name": "a", "data_expiration_rule": []},
        {"coll_name": "a", "data_expiration_rule": [{"expire_after_days": 30}]},
        {"data.retention-cut"},
        "approve",
    ),
    ("mongodbatlas_search_index", "delete", {"name": "a"}, {}, {"schema.keys"}, "deny"),
    (
        "mongodbatlas_federated_settings_org_config",
        "update",
        {"domain_restriction_enabled": True},
        {"domain_restriction_enabled": False},
        {"protection.guard-off"},
        "approve",
    ),
    (
        "mongodbatlas_cloud_backup_snapshot_restore_job",
        "create",
        {},
        {
            "cluster_name": "a",
            "delivery_type_config": [{"automated": True, "target_cluster_name": "a"}],
        },
        {"data.replace"},
        "deny",
    ),
    (
        "mongodbatlas_global_cluster_config",
        "delete",
        {"cluster_name": "a"},
        {},
        {"schema.keys"},
        "deny",
    ),
    (
        "mongodbatlas_third_party_integration",
        "delete",
        {"type": "PAGER_DUTY"},
        {},
        {"observability.alarm-off"},
        "approve",
    ),
)
"""What waits for a person, or does not happen."""
LET_THROUGH: tuple[Case, ...] = (
    (
        "mongodbatlas_cloud_backup_schedule",
        "update",
        {"policy_item_daily": [{"id": "a", "retention_unit": "days", "retention_value": 7}]},
        {"policy_item_daily": [{"id": "a", "retention_unit": "weeks", "retention_value": 1}]},
        {"other"},
        "allow",
    ),
    (
        "mongodbatlas_cloud_backup_schedule",
        "update",
        {"policy_item_daily": [{"id": "a", "retention_unit": "days", "retention_value": 7}]},
        {"policy_item_daily": [{"id": "a", "retention_unit": "weeks", "retention_value": 2}]},
        {"protection.up"},
        "allow",
    ),
    (
        "mongodbatlas_advanced_cluster",
        "update",
        {
            "replication_specs": [
                {
                    "region_configs": [
                        {
                            "region_name": "EU_WEST_1",
                            "electable_specs": [
                                {"instance_size": "M10", "node_count": 3, "disk_size_gb": 100}
                            ],
                        }
                    ]
                }
            ]
        },
        {
            "replication_specs": [
                {
                    "region_configs": [
                        {
                            "region_name": "EU_WEST_1",
                            "electable_specs": [
                                {"instance_size": "M40", "node_count": 3, "disk_size_gb": 100}
                            ],
                        }
                    ]
                }
            ]
        },
        {"cost.up", "scale.resize-up"},
        "allow",
    ),
    (
        "mongodbatlas_advanced_cluster",
        "update",
        {
            "replication_specs": [
                {
                    "region_configs": [
                        {
                            "region_name": "EU_WEST_1",
                            "electable_specs": [
                                {"instance_size": "M30", "node_count": 3, "disk_size_gb": 100}
                            ],
                        }
                    ]
                }
            ]
        },
        {
            "replication_specs": [
                {
                    "region_configs": [
                        {
                            "region_name": "EU_WEST_1",
                            "electable_specs": [
                                {"instance_size": "M30", "node_count": 5, "disk_size_gb": 100}
                            ],
                        }
                    ]
                }
            ]
        },
        {"cost.up", "scale.up"},
        "allow",
    ),
    (
        "mongodbatlas_advanced_cluster",
        "update",
        {
            "replication_specs": [
                {
                    "region_configs": [
                        {
                            "region_name": "EU_WEST_1",
                            "electable_specs": [
                                {"instance_size": "M30", "node_count": 3, "disk_size_gb": 100}
                            ],
                            "auto_scaling": [
                                {"compute_max_instance_size": "M40", "compute_enabled": True}
                            ],
                        }
                    ]
                }
            ]
        },
        {
            "replication_specs": [
                {
                    "region_configs": [
                        {
                            "region_name": "EU_WEST_1",
                            "electable_specs": [
                                {"instance_size": "M30", "node_count": 3, "disk_size_gb": 100}
                            ],
                            "auto_scaling": [
                                {"compute_max_instance_size": "M200", "compute_enabled": True}
                            ],
                        }
                    ]
                }
            ]
        },
        {"cost.runaway", "scale.limits-up"},
        "allow",
    ),
    (
        "mongodbatlas_advanced_cluster",
        "update",
        {"tags": [{"key": "a", "value": "b"}]},
        {"tags": [{"key": "a", "value": "c"}]},
        {"other.tags"},
        "allow",
    ),
    (
        "mongodbatlas_project_ip_access_list",
        "create",
        {},
        {"cidr_block": "203.0.113.0/24", "comment": "office"},
        {"exposure.open"},
        "allow",
    ),
    (
        "mongodbatlas_project_ip_access_list",
        "create",
        {},
        {"ip_address": "203.0.113.7"},
        {"exposure.open"},
        "allow",
    ),
    (
        "mongodbatlas_project_ip_access_list",
        "delete",
        {"cidr_block": "203.0.113.7/32", "ip_address": "203.0.113.7"},
        {},
        {"exposure.narrow"},
        "allow",
    ),
    (
        "mongodbatlas_database_user",
        "create",
        {},
        {
            "username": "app",
            "password": "x1y2z3",
            "roles": [{"role_name": "readWrite", "database_name": "orders"}],
        },
        {"access.grant", "secret.create"},
        "allow",
    ),
    (
        "mongodbatlas_database_user",
        "update",
        {"username": "app", "password": "a1"},
        {"username": "app", "password": "b1"},
        {"secret.change"},
        "allow",
    ),
    ("mongodbatlas_database_user", "delete", {"username": "app"}, {}, {"access.revoke"}, "allow"),
    (
        "mongodbatlas_alert_configuration",
        "update",
        {
            "enabled": True,
            "metric_threshold_config": [{"operator": "GREATER_THAN", "threshold": 80}],
        },
        {
            "enabled": True,
            "metric_threshold_config": [{"operator": "GREATER_THAN", "threshold": 95}],
        },
        {"observability.alarm-loosened"},
        "allow",
    ),
    (
        "mongodbatlas_team",
        "update",
        {"usernames": ["a"]},
        {"usernames": ["a", "b"]},
        {"access.grant"},
        "allow",
    ),
    (
        "mongodbatlas_maintenance_window",
        "update",
        {"day_of_week": 1},
        {"day_of_week": 3},
        {"config.parameter"},
        "allow",
    ),
    (
        "mongodbatlas_cloud_backup_snapshot_restore_job",
        "create",
        {},
        {"cluster_name": "a", "delivery_type_config": [{"download": True}]},
        {"other"},
        "allow",
    ),
)
"""What may happen by itself."""


@pytest.mark.parametrize(
    ("type_", "verb", "before", "after", "expected", "decision"), [*HELD, *LET_THROUGH]
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


def test_a_schedule_goes_with_its_cluster() -> None:
    cluster = change("mongodbatlas_advanced_cluster", verb="delete", before={"name": "orders"})
    schedule = change(
        "mongodbatlas_cloud_backup_schedule", verb="delete", before={"cluster_name": "orders"}
    )
    subject = plan(cluster, schedule)
    found = classify(subject, build(subject, NoSources())).items
    assert [action.id for action in found if action.kind != "plan"] == ["data.delete", "other"]
