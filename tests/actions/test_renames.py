"""An attribute under another name is the same attribute."""

from __future__ import annotations

from typing import Any

import pytest

from planguard.actions.renames import under_new_names
from planguard.testing import change

_TABLE = "azurerm_route_table"
_OLD, _NEW = "disable_bgp_route_propagation", "bgp_route_propagation_enabled"


@pytest.mark.parametrize(
    ("type_", "before", "after", "told"),
    [
        ("azurerm_network_interface", {"enable_ip_forwarding": True},
         {"ip_forwarding_enabled": True}, {"ip_forwarding_enabled": True}),
        ("azurerm_network_interface", {"enable_ip_forwarding": True},
         {"ip_forwarding_enabled": False}, {"ip_forwarding_enabled": True}),
        (_TABLE, {_OLD: True}, {_NEW: False, _OLD: None}, {_NEW: False}),
        ("cloudflare_dns_record", {"value": "192.0.2.1"}, {"content": "192.0.2.2"},
         {"content": "192.0.2.1"}),
        # Without the new name, or with both from the start, nothing was renamed.
        (_TABLE, {_OLD: True}, {}, {_OLD: True}),
        (_TABLE, {_OLD: True, _NEW: False}, {_NEW: True}, {_OLD: True, _NEW: False}),
        ("aws_instance", {"enable_x": True}, {"x_enabled": True}, {"enable_x": True}),
    ],
)  # fmt: skip
def test_what_was_is_called_by_the_new_name(
    type_: str, before: dict[str, Any], after: dict[str, Any], told: dict[str, Any]
) -> None:
    named = under_new_names(change(type_, before=before, after=after))
    assert named.before == told
    assert _OLD not in named.after


def test_what_is_made_has_no_other_name() -> None:
    made = change(_TABLE, verb="create", after={_NEW: False})
    assert under_new_names(made) is made
