"""
Attributes of an object that providers fill with what other resources of the plan manage.

After such a resource is made, refreshing finds it in the object it belongs to, and lists that under
`resource_drift` although nobody touched anything. Source: the notes on inline blocks and separate
resources in the documentation of each type, such as
https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/security_group
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType

_RULES = ("aws_security_group_rule", "aws_vpc_security_group_ingress_rule")
_OUTBOUND = ("aws_security_group_rule", "aws_vpc_security_group_egress_rule")
_BUCKET = {
    "acceleration_status": "aws_s3_bucket_accelerate_configuration",
    "acl": "aws_s3_bucket_acl",
    "cors_rule": "aws_s3_bucket_cors_configuration",
    "grant": "aws_s3_bucket_acl",
    "lifecycle_rule": "aws_s3_bucket_lifecycle_configuration",
    "logging": "aws_s3_bucket_logging",
    "object_lock_configuration": "aws_s3_bucket_object_lock_configuration",
    "policy": "aws_s3_bucket_policy",
    "replication_configuration": "aws_s3_bucket_replication_configuration",
    "request_payer": "aws_s3_bucket_request_payment_configuration",
    "server_side_encryption_configuration": "aws_s3_bucket_server_side_encryption_configuration",
    "versioning": "aws_s3_bucket_versioning",
    "website": "aws_s3_bucket_website_configuration",
    "website_domain": "aws_s3_bucket_website_configuration",
    "website_endpoint": "aws_s3_bucket_website_configuration",
}
MIRRORED: Mapping[str, Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "aws_autoscaling_group": {
            "load_balancers": ("aws_autoscaling_attachment",),
            "target_group_arns": ("aws_autoscaling_attachment",),
        },
        "aws_default_security_group": {"egress": _OUTBOUND, "ingress": _RULES},
        "aws_iam_role": {
            "inline_policy": ("aws_iam_role_policy",),
            "managed_policy_arns": ("aws_iam_role_policy_attachment", "aws_iam_policy_attachment"),
        },
        "aws_instance": {
            "associate_public_ip_address": ("aws_eip", "aws_eip_association"),
            "ebs_block_device": ("aws_volume_attachment",),
            "public_dns": ("aws_eip", "aws_eip_association"),
            "public_ip": ("aws_eip", "aws_eip_association"),
        },
        "aws_network_acl": {
            "egress": ("aws_network_acl_rule",),
            "ingress": ("aws_network_acl_rule",),
        },
        "aws_route_table": {"propagating_vgws": ("aws_vpn_gateway_route_propagation",),
                            "route": ("aws_route",)},
        "aws_s3_bucket": {name: (type_,) for name, type_ in _BUCKET.items()},
        "aws_security_group": {"egress": _OUTBOUND, "ingress": _RULES},
        "aws_sns_topic": {"policy": ("aws_sns_topic_policy",)},
        "aws_sqs_queue": {
            "policy": ("aws_sqs_queue_policy",),
            "redrive_allow_policy": ("aws_sqs_queue_redrive_allow_policy",),
            "redrive_policy": ("aws_sqs_queue_redrive_policy",),
        },
        "azurerm_network_security_group": {"security_rule": ("azurerm_network_security_rule",)},
        "azurerm_route_table": {"route": ("azurerm_route",)},
        "azurerm_virtual_network": {"subnet": ("azurerm_subnet",)},
        "google_compute_instance": {"attached_disk": ("google_compute_attached_disk",)},
        "google_container_cluster": {"node_pool": ("google_container_node_pool",)},
    }
)  # fmt: skip
"""Types, their attributes, and the types of resources that show up there."""


def is_mirrored(type_: str, attribute: str, types: Collection[str]) -> bool:
    """Tell whether an attribute holds what resources of `types` manage."""
    return any(each in types for each in MIRRORED.get(type_, {}).get(attribute, ()))
