"""Firewalls that are spread over several objects: what a plan lets in as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from planguard.actions.engine import classify
from planguard.graph import DependencyGraph, Link, Via
from planguard.model.action import Action
from planguard.model.plan import Change, Resource
from planguard.model.value import Value
from planguard.model.words import Address, Confidence, Mode
from planguard.testing import change, plan

_Values = Mapping[str, Value]
OPEN, PUBLIC, NARROW = "exposure.open", "exposure.public", "exposure.narrow"
WORLD, OFFICE = "0.0.0.0/0", "203.0.113.0/24"
GROUP, RULE = "aws_security_group", "aws_vpc_security_group_ingress_rule"
OLD_RULE, ACL, ACL_RULE = "aws_security_group_rule", "aws_network_acl", "aws_network_acl_rule"
LIST, ENTRY = "aws_ec2_managed_prefix_list", "aws_ec2_managed_prefix_list_entry"
NSG, NSG_RULE = "azurerm_network_security_group", "azurerm_network_security_rule"
FIREWALL = "google_compute_firewall"


def _stays(address: str, values: _Values) -> Resource:
    mode = Mode.DATA if address.startswith("data.") else Mode.MANAGED
    type_, name = address.removeprefix("data.").split(".")
    return Resource(
        address=Address(address), mode=mode, type=type_, name=name, module="", key="",
        provider="", values=lambda: values, in_state=True,
    )  # fmt: skip


def _actions(
    *changes: Change,
    stays: Mapping[str, _Values] | None = None,
    refs: Mapping[str, Mapping[str, str]] | None = None,
) -> dict[str, list[Action]]:
    """Classify a plan; `refs` says by address and attribute what an unknown value comes from."""
    kept = [_stays(address, values) for address, values in (stays or {}).items()]
    resources = {each.address: each for each in [*kept, *(one.resource for one in changes)]}
    sides = [(each.address, each.values()) for each in kept]
    sides += [(one.address, one.before) for one in changes]
    identities = {str(side["id"]): address for address, side in sides if side.get("id")}
    edges: dict[Address, dict[Address, tuple[Link, ...]]] = {each: {} for each in resources}
    for user, used in (refs or {}).items():
        for attribute, origin in used.items():
            address, _, target = origin.rpartition(".")
            link = Link(attribute=attribute, target=target, via=Via.REFERENCE)
            edges[Address(user)][Address(address)] = (link,)
    subject = plan(*changes, resources=resources, identities=identities)
    found: dict[str, list[Action]] = {}
    for action in classify(subject, DependencyGraph(edges)).items:
        if action.kind in {"exposure", "routing"}:
            found.setdefault(str(action.address), []).append(action)
    return found


def _ids(*changes: Change, **more: Any) -> dict[str, list[str]]:
    found = _actions(*changes, **more)
    return {address: [action.id for action in actions] for address, actions in found.items()}


def _rule(cidr: str, port: int = 22, group: str = "sg-0123456", **more: Any) -> dict[str, Any]:
    rule = {"security_group_id": group, "cidr_ipv4": cidr, "ip_protocol": "tcp"}
    return {**rule, "from_port": port, "to_port": port, **more}


def _inline(*cidrs: str, port: int = 22, **more: Any) -> dict[str, Any]:
    rule = {"cidr_blocks": list(cidrs), "protocol": "tcp", "from_port": port, "to_port": port}
    return {**rule, **more}


def _group(*blocks: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"id": "sg-0123456", "vpc_id": "vpc-0123456", "ingress": list(blocks), **more}


STAYS = {f"{GROUP}.a": _group(_inline(OFFICE))}


def _new(type_: str, values: dict[str, Any], name: str = "a", **more: Any) -> Change:
    return change(type_, name=name, verb="create", after=values, **more)


def _gone(type_: str, values: dict[str, Any], name: str = "a") -> Change:
    return change(type_, name=name, verb="delete", before=values)


def test_what_the_group_lets_in_already_is_nothing_new() -> None:
    assert _ids(_new(RULE, _rule(OFFICE)), stays=STAYS) == {}
    assert _ids(_new(RULE, _rule("203.0.113.0/25")), stays=STAYS) == {}
    assert _ids(_new(RULE, _rule(OFFICE, 23)), stays=STAYS) == {f"{RULE}.a": [OPEN]}
    other = {f"{GROUP}.a": {**STAYS[f"{GROUP}.a"], "id": "sg-other"}}
    assert _ids(_new(RULE, _rule(OFFICE)), stays=other) == {f"{RULE}.a": [OPEN]}


def test_a_rule_moves_from_one_kind_of_object_to_another() -> None:
    old = {**_inline(WORLD), "type": "ingress", "security_group_id": "sg-0123456"}
    stays = {f"{GROUP}.a": _group(_inline(WORLD))}
    assert _ids(_gone(OLD_RULE, old), _new(RULE, _rule(WORLD)), stays=stays) == {}
    assert _ids(_gone(OLD_RULE, old), stays=stays) == {f"{OLD_RULE}.a": [NARROW]}
    assert _ids(_gone(OLD_RULE, old)) == {f"{OLD_RULE}.a": [NARROW]}


def test_one_rule_becomes_two() -> None:
    halves = [_new(RULE, _rule("203.0.113.0/25"), "b"), _new(RULE, _rule("203.0.113.128/25"), "c")]
    assert _ids(_gone(RULE, _rule(OFFICE)), *halves) == {}
    assert _ids(_gone(RULE, _rule(OFFICE)), halves[0]) == {f"{RULE}.a": [NARROW]}


def test_inline_rules_become_objects() -> None:
    emptied = change(GROUP, name="a", before=_group(_inline(OFFICE)), after=_group())
    assert _ids(emptied, _new(RULE, _rule(OFFICE), "b")) == {}
    assert _ids(emptied) == {f"{GROUP}.a": [NARROW]}


def test_a_group_that_is_made_with_its_rules() -> None:
    made = _new(GROUP, {"ingress": [_inline(OFFICE)]}, unknown=["id"])
    rule = _new(RULE, _rule(WORLD, 443, ""), unknown=["security_group_id"])
    refs = {f"{RULE}.a": {"security_group_id": f"{GROUP}.a.id"}}
    assert _ids(made, rule, refs=refs) == {f"{GROUP}.a": [OPEN], f"{RULE}.a": [PUBLIC]}


def test_a_rule_that_goes_to_another_group() -> None:
    stays = {**STAYS, f"{GROUP}.b": _group(_inline(WORLD), id="sg-6543210")}
    moved = change(RULE, verb="replace", before=_rule("198.51.100.0/24"),
                   after=_rule("198.51.100.0/24", group="sg-6543210"))  # fmt: skip
    assert _ids(moved, stays=stays) == {f"{RULE}.example": [NARROW]}
    stays[f"{GROUP}.b"] = _group(id="sg-6543210")
    assert _ids(moved, stays=stays) == {f"{RULE}.example": [OPEN, NARROW]}


def test_groups_are_known_by_their_address() -> None:
    rule = {**_rule("", 5432), "cidr_ipv4": None}
    made = _new(RULE, rule, unknown=["referenced_security_group_id"])
    refs = {f"{RULE}.a": {"referenced_security_group_id": f"{GROUP}.web.id"}}
    stays: dict[str, _Values] = {f"{GROUP}.web": {"id": "sg-0000web"}}
    [action] = _actions(made, stays=stays, refs=refs)[f"{RULE}.a"]
    assert action.because == f"{GROUP}.web can reach it on port 5432"
    assert action.confidence is Confidence.EXACT
    known = {**rule, "referenced_security_group_id": "sg-0000web"}
    later = change(RULE, verb="replace", before=known, after=rule, name="a",
                   unknown=["referenced_security_group_id"])  # fmt: skip
    assert _ids(later, stays=stays, refs=refs) == {}


def test_a_group_that_lets_itself_in() -> None:
    before = _group(_inline(self=True))
    rule = {**_rule("", 22), "cidr_ipv4": None, "referenced_security_group_id": "sg-0123456"}
    assert _ids(_new(RULE, rule), stays={f"{GROUP}.a": before}) == {}


def _by_list(**more: Any) -> dict[str, Any]:
    return {**_rule("", 22), "cidr_ipv4": None, "prefix_list_id": "pl-0123456", **more}


def _list(*cidrs: str, **more: Any) -> dict[str, Any]:
    return {"id": "pl-0123456", "entry": [{"cidr": cidr} for cidr in cidrs], **more}


def test_a_prefix_list_is_its_ranges() -> None:
    stays = {**STAYS, f"{LIST}.a": _list(OFFICE)}
    assert _ids(_new(RULE, _by_list()), stays=stays) == {}
    stays[f"{LIST}.a"] = _list(OFFICE, WORLD)
    assert _ids(_new(RULE, _by_list()), stays=stays) == {f"{RULE}.a": [PUBLIC]}
    [action] = _actions(_new(RULE, _by_list()))[f"{RULE}.a"]
    assert action.id == OPEN
    assert action.because == (
        "pl-0123456 can reach it on port 22; which ranges the list holds is not told"
    )


def test_a_list_of_awss_own() -> None:
    name = "com.amazonaws.global.cloudfront.origin-facing"
    told: dict[str, Any] = {
        "id": "pl-0123456",
        "name": name,
        "entries": [{"cidr": "120.52.22.96/27"}],
    }
    found = _actions(_new(RULE, _by_list()), stays={f"data.{LIST}.cdn": told})
    [action] = found[f"{RULE}.a"]
    assert action.because == f"data.{LIST}.cdn ({name}) can reach it on port 22"
    theirs: dict[str, Any] = {"id": "pl-0123456", "name": "office", "entries": [{"cidr": WORLD}]}
    found = _actions(_new(RULE, _by_list()), stays={f"data.{LIST}.office": theirs})
    assert [action.id for action in found[f"{RULE}.a"]] == [PUBLIC]


def test_a_list_that_changes_alone() -> None:
    wider = change(LIST, name="a", before=_list(OFFICE), after=_list(OFFICE, WORLD))
    stays = {f"{GROUP}.a": _group(), f"{RULE}.a": _by_list()}
    [action] = _actions(wider, stays=stays)[f"{LIST}.a"]
    assert (action.id, action.details["ports"]) == (PUBLIC, ["22"])
    assert action.details["users"] == [f"{GROUP}.a"]
    assert action.because == f"{WORLD} can reach {GROUP}.a on port 22"
    entry = _new(ENTRY, {"prefix_list_id": "pl-0123456", "cidr": "198.51.100.0/24"}, "b")
    stays[f"{LIST}.a"] = _list(OFFICE)
    assert _ids(entry, stays=stays) == {f"{ENTRY}.b": [OPEN]}
    assert _ids(_new(ENTRY, {"prefix_list_id": "pl-0123456", "cidr": OFFICE}), stays=stays) == {}


def test_a_list_that_nobody_lets_in_by() -> None:
    wider = change(LIST, name="a", before=_list(OFFICE), after=_list(OFFICE, WORLD))
    [action] = _actions(wider)[f"{LIST}.a"]
    assert (action.id, action.confidence) == (OPEN, Confidence.INFERRED)
    assert _ids(_new(LIST, _list(WORLD))) == {}
    refs = {"aws_route.a": {"destination_prefix_list_id": f"{LIST}.a.id"}}
    stays = {"aws_route.a": {"destination_prefix_list_id": "pl-0123456"}}
    assert _ids(wider, stays=stays, refs=refs) == {f"{LIST}.a": ["routing.network"]}


def _acl_rule(number: int, cidr: str, action: str = "allow", **more: Any) -> dict[str, Any]:
    rule = {"rule_number": number, "rule_action": action, "cidr_block": cidr, "egress": False}
    ports = {"protocol": "tcp", "from_port": 22, "to_port": 22, "network_acl_id": "acl-012345"}
    return {**rule, **ports, **more}


def _acl_block(number: int, cidr: str, action: str = "allow") -> dict[str, Any]:
    block = {"rule_no": number, "action": action, "cidr_block": cidr, "protocol": "tcp"}
    return {**block, "from_port": 22, "to_port": 22, "icmp_type": 0}


def _acl(*blocks: dict[str, Any]) -> dict[str, _Values]:
    return {f"{ACL}.a": {"id": "acl-012345", "ingress": list(blocks)}}


@pytest.mark.parametrize(
    ("made", "stays", "expected"),
    [
        (_acl_rule(100, WORLD), _acl(), [PUBLIC]),
        (_acl_rule(100, WORLD), _acl(_acl_block(50, WORLD, "deny")), []),
        (_acl_rule(40, WORLD), _acl(_acl_block(50, WORLD, "deny")), [PUBLIC]),
        (_acl_rule(100, OFFICE), _acl(_acl_block(50, "203.0.113.0/25", "deny")), [OPEN]),
        (_acl_rule(10, OFFICE, "deny"), _acl(_acl_block(50, WORLD)), [NARROW]),
        (_acl_rule(60, OFFICE, "deny"), _acl(_acl_block(50, WORLD)), []),
        (_acl_rule(10, OFFICE, "deny"), _acl(), []),
        (_acl_rule(10, WORLD, egress=True), _acl(), []),
    ],
)
def test_access_lists_speak_in_order(
    made: dict[str, Any], stays: dict[str, _Values], expected: list[str]
) -> None:
    assert _ids(_new(ACL_RULE, made), stays=stays).get(f"{ACL_RULE}.a", []) == expected


def test_a_refusal_that_goes_opens_what_stands_behind_it() -> None:
    deny = _acl_rule(10, WORLD, "deny")
    stays = _acl(_acl_block(10, WORLD, "deny"), _acl_block(50, OFFICE))
    [action] = _actions(_gone(ACL_RULE, deny), stays=stays)[f"{ACL_RULE}.a"]
    assert (action.id, action.details["cidrs"]) == (OPEN, [OFFICE])
    assert _ids(_gone(ACL_RULE, deny), stays=_acl(_acl_block(10, WORLD, "deny"))) == {}


def _nsg_rule(priority: int, source: str, access: str = "Allow", **more: Any) -> dict[str, Any]:
    rule = {"priority": priority, "source_address_prefix": source, "access": access}
    where = {"network_security_group_name": "web", "resource_group_name": "shop"}
    ports = {"direction": "Inbound", "protocol": "Tcp", "destination_port_range": "22"}
    return {**rule, **where, **ports, **more}


def _nsg(*rules: dict[str, Any]) -> dict[str, _Values]:
    own = {"id": "/subscriptions/x/web", "name": "web", "resource_group_name": "shop"}
    return {f"{NSG}.a": {**own, "security_rule": list(rules)}}


@pytest.mark.parametrize(
    ("changed", "stays", "expected"),
    [
        (_new(NSG_RULE, _nsg_rule(200, "*")), _nsg(), [PUBLIC]),
        (_new(NSG_RULE, _nsg_rule(200, "*")), _nsg(_nsg_rule(100, "Internet", "Deny")), []),
        (_new(NSG_RULE, _nsg_rule(200, OFFICE)), _nsg(_nsg_rule(300, "*")), []),
        (_gone(NSG_RULE, _nsg_rule(100, "*", "Deny")),
         _nsg(_nsg_rule(100, "*", "Deny"), _nsg_rule(200, OFFICE)), [OPEN]),
        (_gone(NSG_RULE, _nsg_rule(100, "Internet", "Deny")),
         _nsg(_nsg_rule(100, "Internet", "Deny")), []),
        (_gone(NSG_RULE, _nsg_rule(100, "Internet", "Deny")), {}, [OPEN]),
        (change(NSG_RULE, name="a", before=_nsg_rule(200, "*"), after=_nsg_rule(90, "*")),
         _nsg(_nsg_rule(100, "*", "Deny"), _nsg_rule(200, "*")), [PUBLIC]),
    ],
)  # fmt: skip
def test_priorities_of_azure(
    changed: Change, stays: dict[str, _Values], expected: list[str]
) -> None:
    found = _ids(changed, stays=stays).get(f"{NSG_RULE}.a", [])
    assert found[: len(expected) or None] == expected


def _firewall(ranges: list[str], priority: int = 1000, **more: Any) -> dict[str, Any]:
    allow = [{"protocol": "tcp", "ports": ["22"]}]
    base = {"network": "default", "project": "p", "direction": "INGRESS", "priority": priority}
    return {**base, "source_ranges": ranges, "allow": allow, **more}


def test_firewalls_of_one_google_network() -> None:
    wide = {f"{FIREWALL}.b": _firewall([WORLD])}
    assert _ids(_new(FIREWALL, _firewall([OFFICE])), stays=wide) == {}
    tagged = {f"{FIREWALL}.b": _firewall([WORLD], target_tags=["web"])}
    assert _ids(_new(FIREWALL, _firewall([OFFICE])), stays=tagged) == {f"{FIREWALL}.a": [OPEN]}
    other = {f"{FIREWALL}.b": _firewall([WORLD], network="other")}
    assert _ids(_new(FIREWALL, _firewall([OFFICE])), stays=other) == {f"{FIREWALL}.a": [OPEN]}
    deny = [{"protocol": "all"}]
    refused = {f"{FIREWALL}.b": _firewall([WORLD], 10, allow=[], deny=deny)}
    assert _ids(_new(FIREWALL, _firewall([WORLD])), stays=refused) == {}
    behind = {f"{FIREWALL}.b": _firewall([OFFICE])}
    gone = _gone(FIREWALL, _firewall([WORLD], 10, allow=[], deny=deny))
    assert OPEN in _ids(gone, stays=behind)[f"{FIREWALL}.a"]


def _egress(*cidrs: str, port: int = 443) -> dict[str, Any]:
    return {"id": "sg-0123456", "egress": [_inline(*cidrs, port=port)], "ingress": []}


def test_outgoing_traffic_lets_nobody_in() -> None:
    assert _ids(_new(GROUP, _egress(WORLD))) == {}
    wider = change(GROUP, name="a", before=_egress(OFFICE), after=_egress(WORLD))
    [action] = _actions(wider)[f"{GROUP}.a"]
    assert action.id == "routing.network"
    assert action.because == (
        "its members can send to 0.0.0.0/0 on port 443; who reaches them stays"
    )
    halves = _egress("0.0.0.0/1", "128.0.0.0/1")
    assert _ids(change(GROUP, name="a", before=_egress(WORLD), after=halves)) == {}
    rule = {**_inline(OFFICE), "type": "egress", "security_group_id": "sg-0123456"}
    assert _ids(_new(OLD_RULE, rule)) == {}
    assert _ids(_gone(OLD_RULE, rule)) == {f"{OLD_RULE}.a": ["routing.network"]}
    mine = _rule(OFFICE)
    type_ = "aws_vpc_security_group_egress_rule"
    assert _ids(_gone(type_, mine)) == {f"{type_}.a": ["routing.network"]}
    other = change(type_, name="a", before=mine, after={**mine, "description": "x"})
    assert _ids(other) == {}
    acl = _acl_rule(10, WORLD, egress=True)
    assert _ids(_gone(ACL_RULE, acl)) == {f"{ACL_RULE}.a": ["routing.network"]}


def test_ranges_of_one_server_of_azure() -> None:
    type_ = "azurerm_mssql_firewall_rule"
    server = {"server_id": "/subscriptions/x/servers/shop"}
    wide = {**server, "start_ip_address": "203.0.113.0", "end_ip_address": "203.0.113.255"}
    one = {**server, "start_ip_address": "203.0.113.7", "end_ip_address": "203.0.113.7"}
    assert _ids(_new(type_, one), stays={f"{type_}.b": wide}) == {}
    assert _ids(_new(type_, wide), stays={f"{type_}.b": one}) == {f"{type_}.a": [OPEN]}
    assert _ids(_gone(type_, one), _new(type_, wide, "b")) == {f"{type_}.b": [OPEN]}
    other = {f"{type_}.b": {**wide, "server_id": "/subscriptions/x/servers/other"}}
    assert _ids(_new(type_, one), stays=other) == {f"{type_}.a": [OPEN]}


def test_groups_within_a_block() -> None:
    block = {"security_groups": [], "protocol": "tcp", "from_port": 22, "to_port": 22}
    made = _new(GROUP, {"ingress": [block]}, "b", unknown=["ingress.security_groups"])
    stays = {f"{GROUP}.web": {"id": "sg-0000web"}}
    refs = {f"{GROUP}.b": {"ingress.security_groups": f"{GROUP}.web.id"}}
    [action] = _actions(made, stays=stays, refs=refs)[f"{GROUP}.b"]
    assert (action.id, action.confidence) == (OPEN, Confidence.EXACT)
    assert action.because == f"{GROUP}.web can reach it on port 22"
    refs = {f"{GROUP}.b": {"ingress.security_groups": "data.external.x.result"}}
    [action] = _actions(made, stays={"data.external.x": {}}, refs=refs)[f"{GROUP}.b"]
    assert (action.id, action.confidence) == (OPEN, Confidence.INFERRED)


def test_rules_by_the_names_of_azures_own_interface() -> None:
    group, rule = "azure-native:network:NetworkSecurityGroup", "azure-native:network:SecurityRule"
    of = {"networkSecurityGroupName": "web", "resourceGroupName": "shop"}
    own: dict[str, Any] = {
        "access": "Allow", "direction": "Inbound", "protocol": "Tcp", "priority": 200,
        "sourceAddressPrefix": "*", "destinationPortRange": "22",
    }  # fmt: skip
    deny = {**own, "access": "Deny", "priority": 100}
    changed = change(group, name="a", before={**of, "securityRules": [deny]},
                     after={**of, "securityRules": [deny], "tags": {"a": "b"}})  # fmt: skip
    assert _ids(changed, _new(rule, {**of, **own})) == {}
    assert _ids(_new(rule, {**of, **own})) == {f"{rule}.a": [PUBLIC]}


def test_a_refusal_to_send_that_comes_or_goes() -> None:
    deny = _acl_rule(10, OFFICE, "deny", egress=True)
    [action] = _actions(_gone(ACL_RULE, deny), stays=_acl())[f"{ACL_RULE}.a"]
    assert (action.id, action.confidence) == ("routing.network", Confidence.INFERRED)
    assert f"can send to what {OFFICE} covers" in action.because
    [action] = _actions(_new(ACL_RULE, deny), stays=_acl())[f"{ACL_RULE}.a"]
    assert f"can no longer send to what {OFFICE} covers" in action.because
