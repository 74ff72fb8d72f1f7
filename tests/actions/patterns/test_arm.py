"""Azure's resources written as Azure's own interface takes them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from planguard.actions.catalogue import all_entries
from planguard.actions.engine import classify
from planguard.actions.providers.azure_arm import token_of, tokens
from planguard.graph import build
from planguard.model.action import Action
from planguard.model.source import NoSources
from planguard.model.words import Confidence
from planguard.testing import change, plan

ACCOUNT = "Microsoft.Storage/storageAccounts@2023-05-01"
CLUSTER = "Microsoft.ContainerService/managedClusters@2024-09-01"
Case = tuple[str, str, dict[str, Any], dict[str, Any], set[str]]


def _actions(type_: str, verb: str, before: Any, after: Any, **more: Any) -> list[Action]:
    kind = more.pop("kind", "azapi_resource")
    sides = {
        side: {"type": type_, "name": "a", "body": body}
        for side, body in (("before", before), ("after", after))
        if body
    }
    made = plan(change(kind, verb=verb, **sides, **more))
    found = classify(made, build(made, NoSources())).items
    return [action for action in found if action.kind != "plan"]


def _held(**properties: Any) -> dict[str, Any]:
    return {"properties": properties}


CASES: tuple[Case, ...] = (
    (ACCOUNT, "delete", _held(minimumTlsVersion="TLS1_2"), {}, {"data.delete"}),
    (ACCOUNT, "replace", _held(isHnsEnabled=False), _held(isHnsEnabled=True), {"data.replace"}),
    (ACCOUNT, "create", {}, {"kind": "StorageV2", **_held(minimumTlsVersion="TLS1_2")},
     {"other"}),
    (ACCOUNT, "update", _held(minimumTlsVersion="TLS1_2"), _held(minimumTlsVersion="TLS1_0"),
     {"exposure.tls-weaken"}),
    (ACCOUNT, "update", _held(supportsHttpsTrafficOnly=True),
     _held(supportsHttpsTrafficOnly=False), {"exposure.tls-weaken"}),
    (ACCOUNT, "update", _held(networkAcls={"defaultAction": "Deny"}),
     _held(networkAcls={"defaultAction": "Allow"}), {"exposure.public"}),
    (ACCOUNT, "update",
     _held(networkAcls={"defaultAction": "Deny", "ipRules": [{"value": "192.0.2.1"}]}),
     _held(networkAcls={"defaultAction": "Deny",
                        "ipRules": [{"value": "192.0.2.1"}, {"value": "192.0.2.9"}]}),
     {"exposure.open"}),
    (ACCOUNT, "update", {"sku": {"name": "Standard_GRS"}}, {"sku": {"name": "Standard_LRS"}},
     {"protection.guard-off"}),
    ("Microsoft.Storage/storageAccounts/blobServices/containers@2023-05-01", "create", {},
     _held(publicAccess="Blob"), {"exposure.public"}),
    (CLUSTER, "update", _held(kubernetesVersion="1.30.1"), _held(kubernetesVersion="1.31.1"),
     {"dependency.cluster"}),
    (CLUSTER, "update", _held(disableLocalAccounts=True), _held(disableLocalAccounts=False),
     {"access.grant"}),
    ("Microsoft.KeyVault/vaults@2023-07-01", "update", _held(enablePurgeProtection=True),
     _held(enablePurgeProtection=False), {"protection.guard-off"}),
    ("Microsoft.Insights/components@2020-02-02", "update", _held(RetentionInDays=90),
     _held(RetentionInDays=30), {"observability.log-retention-cut"}),
    ("Microsoft.Network/networkSecurityGroups/securityRules@2024-01-01", "create", {},
     _held(access="Allow", direction="Inbound", protocol="Tcp", priority=100,
           sourceAddressPrefix="*", destinationPortRange="22"), {"exposure.public"}),
    ("Microsoft.Nobody/spacePods@2024-01-01", "update", _held(a=1), _held(a=2), {"other"}),
    ("Microsoft.Nobody/fancyDatabases@2024-01-01", "delete", _held(a=1), {}, {"data.delete"}),
)  # fmt: skip


@pytest.mark.parametrize(("type_", "verb", "before", "after", "expected"), CASES)
def test_a_body_means(
    type_: str, verb: str, before: dict[str, Any], after: dict[str, Any], expected: set[str]
) -> None:
    assert {action.id for action in _actions(type_, verb, before, after)} == expected


@pytest.mark.parametrize(("type_", "verb", "before", "after", "expected"), CASES)
def test_a_body_written_as_text_means_the_same(
    type_: str, verb: str, before: dict[str, Any], after: dict[str, Any], expected: set[str]
) -> None:
    texts = [json.dumps(side) if side else side for side in (before, after)]
    assert {action.id for action in _actions(type_, verb, *texts)} == expected


@pytest.mark.parametrize(
    ("before", "after", "path"),
    [
        (_held(supportsHttpsTrafficOnly=True), _held(supportsHttpsTrafficOnly=False),
         ("body", "properties", "supportsHttpsTrafficOnly")),
        ({"sku": {"name": "Standard_GRS"}}, {"sku": {"name": "Standard_LRS"}},
         ("body", "sku", "name")),
        (_held(networkAcls={"ipRules": [{"value": "192.0.2.1"}], "defaultAction": "Deny"}),
         _held(networkAcls={"ipRules": [{"value": "192.0.2.9"}], "defaultAction": "Deny"}),
         ("body", "properties", "networkAcls", "ipRules", 0, "value")),
    ],
)  # fmt: skip
def test_paths_lead_into_the_body_as_it_is_written(
    before: dict[str, Any], after: dict[str, Any], path: tuple[str | int, ...]
) -> None:
    found = _actions(ACCOUNT, "update", before, after)
    assert path in {each for action in found for each in action.paths}


def test_a_patch_neither_makes_nor_deletes() -> None:
    body = _held(minimumTlsVersion="TLS1_0")
    patch = {"kind": "azapi_update_resource"}
    assert [a.id for a in _actions(ACCOUNT, "delete", body, {}, **patch)] == ["other"]
    assert [a.id for a in _actions(ACCOUNT, "create", {}, body, **patch)] == ["other"]
    found = _actions(ACCOUNT, "update", _held(minimumTlsVersion="TLS1_2"), body, **patch)
    assert [action.id for action in found] == ["exposure.tls-weaken"]


def test_a_body_that_cannot_be_read_may_mean_all_there_is() -> None:
    found = _actions(ACCOUNT, "update", _held(publicNetworkAccess="Disabled"), {}, unknown=["body"],
                     references={"body": ["terraform_data.settings.output"]})  # fmt: skip
    assert {"exposure.public", "access.grant"} <= {action.id for action in found}
    assert {action.confidence for action in found} <= {Confidence.INFERRED, Confidence.GUESS}


def test_identities_stand_beside_the_body() -> None:
    told = [{"type": "UserAssigned", "identity_ids": [name]} for name in ("a", "b")]
    sides = [{"type": ACCOUNT, "body": _held(a=1), "identity": [each]} for each in told]
    made = plan(change("azapi_resource", verb="update", before=sides[0], after=sides[1]))
    found = classify(made, build(made, NoSources())).items
    assert {action.id for action in found} == {"access.grant", "access.revoke"}


def test_a_type_that_is_no_text_names_nothing() -> None:
    assert token_of(None) == ""
    assert [a.id for a in _actions("", "delete", _held(a=1), {})] == ["other"]
    assert [a.id for a in _actions(ACCOUNT, "update", "no JSON", "none either")] == ["other"]


def test_every_native_type_is_described() -> None:
    assert set(tokens().values()) <= all_entries().keys()
