"""Attributes that a release of a provider calls by another name: one side is told by the other's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from planguard.model.plan import Change
from planguard.model.value import Value
from planguard.model.words import Verb

_SWITCHED = "azurerm_"
"""
Provider whose version 4 turned `enable_x` and `disable_x` into `x_enabled`.

Source: https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/guides/4.0-upgrade-guide
"""
_TOLD = {
    ("cloudflare_record", "value"): "content",
    ("cloudflare_dns_record", "value"): "content",
    ("vault_consul_secret_backend_role", "policies"): "consul_policies",
}
"""
Names that follow no rule.

Source: https://registry.terraform.io/providers/cloudflare/cloudflare/4.52.0/docs/resources/record
and https://registry.terraform.io/providers/hashicorp/vault/latest/docs/resources/consul_secret_backend_role
"""
_RENAMING = (_SWITCHED, "cloudflare_", "vault_consul_")
_VERBS = frozenset({Verb.UPDATE, Verb.REPLACE})


def under_new_names(change: Change) -> Change:
    """
    Call what stood there before as the same attribute is called afterwards.

    Only an attribute counts that went at the moment at which the one with the new name came.
    """
    type_ = change.type
    if change.verb not in _VERBS or not type_.startswith(_RENAMING):
        return change
    moved = list(_moved(change))
    if not moved:
        return change
    before = dict(change.before)
    after = dict(change.after)
    for old, new, value in moved:
        del before[old]
        after.pop(old, None)
        before[new] = value
    return replace(change, before=before, after=after)


def _moved(change: Change) -> Iterator[tuple[str, str, Value]]:
    """Give the old name, the new one and the value under the new one."""
    for old, value in change.before.items():
        new, turned = _called(change.type, old)
        gone = value is not None and change.after.get(old) is None
        came = change.before.get(new) is None and change.after.get(new) is not None
        if new and gone and came and (not turned or isinstance(value, bool)):
            yield old, new, not value if turned else value


def _called(type_: str, name: str) -> tuple[str, bool]:
    """Give the new name of an attribute, `""` for none, and whether it says the contrary."""
    if not type_.startswith(_SWITCHED):
        return _TOLD.get((type_, name), ""), False
    for prefix in ("enable_", "disable_"):
        if name.startswith(prefix):
            return f"{name.removeprefix(prefix)}_enabled", prefix == "disable_"
    return "", False
