from __future__ import annotations

from typing import Any

import pytest

from planguard.actions.belonging import Wholes
from planguard.actions.catalogue import all_entries, parts_of
from planguard.actions.engine import classify
from planguard.graph import build
from planguard.model.plan import Change
from planguard.model.source import NoSources
from planguard.testing import change, plan

BUCKET = change("aws_s3_bucket", verb="delete", before={"id": "b", "bucket": "b"})


def _gone(type_: str, **before: Any) -> Change:
    return change(type_, verb="delete", before=before)


def _ids(*changes: Change) -> dict[str, list[str]]:
    found = plan(*changes)
    actions = classify(found, build(found, NoSources())).items
    return {
        each.type: [a.id for a in actions if a.address == each.address and a.kind != "plan"]
        for each in changes
    }


@pytest.mark.parametrize(
    ("whole", "part"),
    [
        (_gone("github_repository", id="shop", name="shop", node_id="R_1"),
         _gone("github_branch_protection", repository_id="R_1", enforce_admins=True)),
        (BUCKET, _gone("aws_s3_bucket_versioning", bucket="b", versioning_configuration=[])),
        (BUCKET, _gone("aws_s3_bucket_public_access_block", bucket="b", block_public_acls=True)),
        (_gone("aws_security_group", id="sg-1"),
         _gone("aws_security_group_rule", security_group_id="sg-1", type="ingress",
               cidr_blocks=["10.0.0.0/8"])),
        (_gone("aws_iam_role", id="r", name="r"),
         _gone("aws_iam_role_policy_attachment", role="r", policy_arn="arn:aws:iam::1:policy/p")),
        (_gone("aws_lb", id="arn:lb", arn="arn:lb"),
         _gone("aws_lb_listener", load_balancer_arn="arn:lb", port=443)),
        (_gone("aws_route53_zone", id="Z1"),
         _gone("aws_route53_record", zone_id="Z1", name="a", records=["b"])),
        (_gone("aws_ecs_service", id="s", cluster="arn:aws:ecs:x:1:cluster/main", name="web"),
         _gone("aws_appautoscaling_target", resource_id="service/main/web", max_capacity=4)),
        (_gone("aws_rds_cluster", id="db", cluster_identifier="db"),
         _gone("aws_appautoscaling_target", resource_id="cluster:db", max_capacity=4)),
        (_gone("aws_dynamodb_table", id="t", name="t"),
         _gone("aws_appautoscaling_policy", resource_id="table/t", policy_type="x")),
        (_gone("google_compute_network", self_link="https://a/networks/n", name="n"),
         _gone("google_compute_subnetwork", network="https://a/networks/n")),
        (_gone("google_project", project_id="shop"),
         _gone("google_compute_instance", project="shop")),
        (_gone("google_storage_bucket", id="b", name="b"),
         _gone("google_storage_bucket_iam_member", bucket="b", role="a", member="user:a")),
        (_gone("azure-native:sql:Server", name="s"),
         _gone("azure-native:sql:FirewallRule", serverName="s", startIpAddress="10.0.0.1",
               endIpAddress="10.0.0.9")),
        (_gone("azure-native:network:NetworkSecurityGroup", name="g"),
         _gone("azure-native:network:SecurityRule", networkSecurityGroupName="g", access="Allow",
               direction="Inbound", sourceAddressPrefix="*", destinationPortRange="443")),
        (_gone("aws-native:s3:Bucket", id="b"),
         _gone("aws-native:s3:BucketPolicy", bucket="b", policyDocument={"Statement": [
             {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}]})),
    ],
)  # fmt: skip
def test_a_part_goes_with_its_whole(whole: Change, part: Change) -> None:
    assert _ids(whole, part)[part.type] == ["other"]
    assert _ids(part)[part.type] != ["other"]
    subject = plan(whole, part)
    shown = [a for a in classify(subject, build(subject, NoSources())).items
             if a.address == part.address and a.kind != "plan"]  # fmt: skip
    assert shown[0].because == f"it goes with {whole.address}"


def test_a_part_of_something_that_stays_is_a_loss() -> None:
    part = _gone("aws_s3_bucket_versioning", bucket="c")
    assert _ids(BUCKET, part)[part.type] == ["protection.guard-off"]
    assert _ids(BUCKET, _gone("aws_s3_bucket_versioning", bucket=None)) != {}


def test_a_target_of_a_service_in_another_cluster_is_a_loss() -> None:
    service = _gone("aws_ecs_service", id="s", cluster="other", name="web")
    part = _gone("aws_appautoscaling_target", resource_id="service/main/web", max_capacity=4)
    assert _ids(service, part)[part.type] == ["scale.limits-down"]


def test_a_target_is_no_whole() -> None:
    part = _gone("aws_s3_bucket_logging", bucket="c", target_bucket="b")
    assert _ids(BUCKET, part)[part.type] == ["observability.logs-off"]


def test_records_are_lost_whoever_loses_them() -> None:
    part = _gone("aws_s3_bucket_object", bucket="b", key="a")
    assert _ids(BUCKET, part)[part.type] == ["data.delete"]


def test_a_part_replaced_because_its_whole_is() -> None:
    zone = change("aws_route53_zone", verb="replace", before={"id": "Z1", "name": "a"},
                  after={"id": "Z2", "name": "b"})  # fmt: skip
    moved = change("aws_route53_record", verb="replace", before={"zone_id": "Z1", "ttl": 60},
                   after={"zone_id": "Z2", "ttl": 60})  # fmt: skip
    other = change("aws_route53_record", verb="replace", name="o",
                   before={"zone_id": "Z1", "name": "x"},
                   after={"zone_id": "Z2", "name": "y"})  # fmt: skip
    wholes = Wholes([zone, moved, other])
    assert wholes.whole_of(moved) == (zone.address, "zone_id")
    assert wholes.whole_of(other) is None
    assert _ids(zone, moved)[moved.type] == ["other"]


def test_a_part_deleted_while_its_whole_is_replaced_is_a_loss() -> None:
    bucket = change("aws_s3_bucket", verb="replace", before={"id": "b", "region": "x"},
                    after={"id": "c", "region": "y"})  # fmt: skip
    part = _gone("aws_s3_bucket_versioning", bucket="b")
    assert Wholes([bucket, part]).whole_of(part) is None


def test_other_verbs_go_with_nothing() -> None:
    made = change("aws_s3_bucket_versioning", verb="create", after={"bucket": "b"})
    assert Wholes([BUCKET, made]).whole_of(made) is None


def test_the_catalogue_knows_the_types_of_parts() -> None:
    types = set(all_entries())
    for part in parts_of("aws"):
        assert part.whole in types, part
        assert any(name.startswith(part.prefix) for name in types), part
    assert parts_of("acme") == ()


def test_what_lies_in_a_group_that_is_deleted_says_so_and_speaks_for_itself() -> None:
    group = _gone("azurerm_resource_group", name="shop")
    store = _gone("azurerm_storage_account", resource_group_name="shop", name="a")
    other = _gone("azurerm_storage_account", resource_group_name="office", name="b")
    assert Wholes([group, store]).around(store) == group.address
    assert Wholes([group, other]).around(other) is None
    assert Wholes([store]).around(store) is None
    assert _ids(group, store)[store.type] == ["data.delete"]
    subject = plan(group, store)
    told = {
        each.address: each.because for each in classify(subject, build(subject, NoSources())).items
    }
    assert told[store.address] == f"it is deleted with {group.address}"
    assert told[group.address] == "it is deleted"


def test_a_project_that_stays_takes_nothing_along() -> None:
    project = {"project_id": "shop", "deletion_policy": "DELETE"}
    machine = _gone("google_compute_instance", project="shop", name="a")
    gone, left = (
        _gone("google_project", **{**project, "deletion_policy": word})
        for word in ("DELETE", "ABANDON")
    )
    assert Wholes([gone, machine]).around(machine) == gone.address
    assert Wholes([left, machine]).around(machine) is None
