from __future__ import annotations

from typing import Any

import pytest

from planguard.model.value import Path, Sensitive, Unknown, Value
from planguard.readers.pulumi.naming import counterpart, tokens_of

NODES = "aws:eks/nodeGroup:NodeGroup"


@pytest.mark.parametrize(
    ("token", "type_", "provider"),
    [
        ("aws:rds/instance:Instance", "aws_db_instance", "registry.terraform.io/hashicorp/aws"),
        ("aws:s3/bucketV2:BucketV2", "aws_s3_bucket", "registry.terraform.io/hashicorp/aws"),
        ("aws:new/thing:Thing", "aws_new_thing", "registry.terraform.io/hashicorp/aws"),
        (
            "gcp:compute/firewall:Firewall",
            "google_compute_firewall",
            "registry.terraform.io/hashicorp/google",
        ),
        (
            "azure:storage/account:Account",
            "azurerm_storage_account",
            "registry.terraform.io/hashicorp/azurerm",
        ),
        (
            "random:index/randomPassword:RandomPassword",
            "random_password",
            "registry.terraform.io/hashicorp/random",
        ),
        ("acmecloud:index/box:Box", "acmecloud_box", "acmecloud"),
        ("kubernetes:apps/v1:Deployment", "kubernetes:apps:Deployment", "kubernetes"),
        ("kubernetes:helm.sh/v3:Release", "kubernetes:helm.sh:Release", "kubernetes"),
        (
            "azure-native:storage/v20230101:StorageAccount",
            "azure-native:storage:StorageAccount",
            "azure-native",
        ),
        ("aws-native:rds:DbInstance", "aws-native:rds:DbInstance", "aws-native"),
        ("pulumi:providers:aws", "pulumi:providers:aws", "pulumi"),
        ("plain", "plain", "plain"),
    ],
)
def test_types(token: str, type_: str, provider: str) -> None:
    found = counterpart(token)
    assert (found.token, found.type, found.provider) == (token, type_, provider)


def test_a_type_the_table_does_not_know_is_called_as_those_beside_it() -> None:
    assert counterpart("gcp:gkehub/new:New").type == "google_gke_hub_new"
    assert counterpart("azure:network/virtualNew:VirtualNew").type == "azurerm_virtual_new"


def test_blocks_of_other_clouds() -> None:
    database = counterpart("gcp:sql/databaseInstance:DatabaseInstance")
    settings: dict[str, Value] = {
        "ipConfiguration": {"ipv4Enabled": True},
        "userLabels": {"aB": "c"},
    }
    assert database.canonical({"settings": settings}) == {
        "settings": [{"ip_configuration": [{"ipv4_enabled": True}], "user_labels": {"aB": "c"}}]
    }
    cluster = counterpart("azure:containerservice/kubernetesCluster:KubernetesCluster")
    assert cluster.canonical({"defaultNodePool": {"vmSize": "a", "nodeLabels": {"aB": "c"}}}) == {
        "default_node_pool": [{"vm_size": "a", "node_labels": {"aB": "c"}}]
    }
    clusters = counterpart("gcp:container/cluster:Cluster")
    assert clusters.canonical({"networkPolicy": {"enabled": True}}) == {
        "network_policy": [{"enabled": True}]
    }
    assert cluster.naming.text("default_node_pool[0].vm_size differs") == (
        "defaultNodePool.vmSize differs"
    )


def test_blocks_get_their_lists_back_and_maps_keep_their_keys() -> None:
    values: dict[str, Value] = {
        "scalingConfig": {"desiredSize": 1},
        "taints": [{"key": "a", "effect": None}],
        "tags": {"ownerTeam": "web"},
        "subnetIds": ["a"],
    }
    assert counterpart(NODES).canonical(values) == {
        "scaling_config": [{"desired_size": 1}],
        "taint": [{"key": "a", "effect": None}],
        "tags": {"ownerTeam": "web"},
        "subnet_ids": ["a"],
    }


@pytest.mark.parametrize("hidden", [Unknown(), Sensitive({"desiredSize": 1}), None])
def test_marks_stay_as_they_are(hidden: Any) -> None:
    assert counterpart(NODES).canonical({"scalingConfig": hidden}) == {"scaling_config": hidden}
    assert counterpart(NODES).canonical({"taints": [hidden]}) == {"taint": [hidden]}


def test_an_object_on_both_sides_is_no_list() -> None:
    table_type = counterpart("aws:s3tables/table:Table")
    values = {"encryptionConfiguration": {"kmsKeyArn": "a"}}
    assert table_type.canonical(values) == {"encryption_configuration": {"kms_key_arn": "a"}}
    path = ("encryptionConfiguration", "kmsKeyArn")
    assert table_type.canonical_path(path) == ("encryption_configuration", "kms_key_arn")
    assert table_type.naming.path(("encryption_configuration", "kms_key_arn")) == path


def test_assets_are_left_whole() -> None:
    code = {"hash": "a", "path": "./b"}
    assert counterpart("aws:lambda/function:Function").canonical({"code": code}) == {
        "filename": code
    }
    assert counterpart("gcp:storage/bucketObject:BucketObject").canonical({"source": code}) == {
        "source": code
    }


def test_one_token_of_two_versions_of_its_provider() -> None:
    bucket = counterpart("aws:s3/bucketV2:BucketV2")
    for name in ("versioning", "versionings"):
        assert bucket.canonical({name: [{"mfaDelete": True}]}) == {
            "versioning": [{"mfa_delete": True}]
        }


def test_packages_without_a_table_go_by_the_plain_rule() -> None:
    values: dict[str, Value] = {
        "metadata": {"aB": 1},
        "bootDisk": {"autoDelete": True},
        "labels": {"aB": "c"},
    }
    disk = counterpart("acmecloud:compute/instance:Instance")
    assert disk.canonical(values) == {
        "metadata": {"aB": 1},
        "boot_disk": [{"auto_delete": True}],
        "labels": {"aB": "c"},
    }
    assert disk.naming.text("boot_disk[0].size goes from a_b to b_c") == (
        "bootDisk[0].size goes from a_b to b_c"
    )


def test_native_types_keep_their_names() -> None:
    secret = counterpart("kubernetes:core/v1:Secret")
    values = {"stringData": {"a_b": 1}}
    assert secret.canonical(values) == values
    assert secret.canonical_path(("stringData", "a_b")) == ("stringData", "a_b")
    assert secret.naming.path(("stringData", "a_b")) == ("stringData", "a_b")
    assert secret.naming.path(("pulumi_protect",)) == ("protect",)
    assert secret.naming.text("pulumi_protect goes, a_b stays") == "protect goes, a_b stays"


@pytest.mark.parametrize(
    ("own", "path"),
    [
        (("scalingConfig", "desiredSize"), ("scaling_config", 0, "desired_size")),
        (("taints", 1, "key"), ("taint", 1, "key")),
        (("tags", "owner_team"), ("tags", "owner_team")),
        (("subnetIds", 0), ("subnet_ids", 0)),
        (("scalingConfig",), ("scaling_config",)),
    ],
)
def test_paths_lead_both_ways(own: Path, path: Path) -> None:
    assert counterpart(NODES).canonical_path(own) == path
    assert counterpart(NODES).naming.path(path) == own


def test_options_of_a_resource_have_pulumis_names() -> None:
    naming = counterpart(NODES).naming
    assert naming.path(("pulumi_retain_on_delete",)) == ("retainOnDelete",)
    assert naming.text("pulumi_deleted_with goes away") == "deletedWith goes away"
    assert naming.path(()) == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("subnet_ids[0] goes away", "subnetIds[0] goes away"),
        ("scaling_config[0].desired_size: 4", "scalingConfig.desiredSize: 4"),
        ("taint[0].key comes", "taints[0].key comes"),
        ("it is an aws_eks_node_group", f"it is an {NODES}"),
        ("ami_type goes from ami_type to disk_size", "amiType goes from ami_type to disk_size"),
        ("differs in ami_type, disk_size", "differs in amiType, diskSize"),
        ("labels.my_label differs", "labels.my_label differs"),
        (
            "my_database and scaling_config[0].my_thing",
            "my_database and scaling_config[0].my_thing",
        ),
        ('"ami_type", x/ami_type, ami_type/x', '"ami_type", x/ami_type, ami_type/x'),
        ("the key, the taint, the version", "the key, the taint, the version"),
    ],
)
def test_only_attributes_are_renamed_in_a_text(text: str, said: str) -> None:
    assert counterpart(NODES).naming.text(text) == said


def test_tokens_of_a_type() -> None:
    assert tokens_of("aws_db_instance") == ("aws:rds/instance:Instance",)
    assert tokens_of("aws_s3_bucket")[0] == "aws:s3/bucket:Bucket"
    assert tokens_of("kubernetes:core:Secret") == ("kubernetes:core:Secret",)
    assert tokens_of("google_compute_instance") == ("gcp:compute/instance:Instance",)
    assert tokens_of("azurerm_kubernetes_cluster") == (
        "azure:containerservice/kubernetesCluster:KubernetesCluster",
    )
    assert tokens_of("acmecloud_box") == tokens_of("aws_nothing") == ()


def test_a_list_of_one_value_that_pulumi_writes_without_the_list() -> None:
    link = counterpart("aws:apigateway/vpcLink:VpcLink")
    assert link.canonical({"targetArn": "a"}) == {"target_arns": ["a"]}
    assert link.canonical({"targetArn": Unknown()}) == {"target_arns": Unknown()}
    assert link.naming.path(("target_arns", 0)) == ("targetArn",)


def test_a_name_that_means_something_else_deeper_down() -> None:
    acl = counterpart("aws:wafv2/webAcl:WebAcl")
    values = {"rules": [{"statement": {"andStatement": {"statements": [{"a": 1}]}}}]}
    assert acl.canonical(values) == {
        "rule": [{"statement": [{"and_statement": [{"statement": [{"a": 1}]}]}]}]
    }
