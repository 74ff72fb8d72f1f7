"""Actions: what a change means in the world."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from types import MappingProxyType
from typing import NewType

from planguard.model.value import Path, Sensitive, Unknown, Value
from planguard.model.words import Address, Confidence, Disruption, Reversible, Role

ActionId = NewType("ActionId", str)
"""`kind.direction`, such as `scale.down`."""


def is_one_of(action: str, globs: Collection[str]) -> bool:
    """Tell whether an action is one of those that `globs` name: `scale.down`, `scale.*`, `*`."""
    if action in globs or "*" in globs or f"{action.partition('.')[0]}.*" in globs:
        return True
    odd = (glob for glob in globs if not glob.removesuffix(".*").replace(".", "").isalpha())
    return any(fnmatchcase(action, glob) for glob in odd if glob != "*")


NO_NUMBER = Unknown(reason="no number moves")
NO_ESTIMATE = Unknown(reason="no estimate of what it costs was given")

DETAILS: Mapping[str, Value] = MappingProxyType(
    {
        "block": "",  # text to paste into the configuration
        "cidrs": [],  # ranges that become reachable, in CIDR notation
        "ports": [],  # ports that become reachable; `all` stands for every one
        "added": [],  # what is let in now, by ports, in words: 22/tcp from 10.0.0.0/8, was nobody
        "addresses": 0,  # IPv4 addresses that come to reach something they did not
        "users": [],  # firewalls that use what changed
        "principals": [],  # who is granted, or who may assume
        "statements": [],  # statements of a policy document that came, went or changed
        "document": "",  # kind of policy document: identity, resource, trust or boundary
        "permissions": [],  # actions granted or revoked
        "resources": [],  # what they are granted on, or revoked
        "extent": "",  # new, wider, gone or narrower, against what was granted before
        "scope": "",  # place at which a role is given
        "reach": "",  # how far that goes: tenant, management-group, subscription, resource-group ...
        "accounts": [],  # accounts granted that are none of the plan's own
        "services": [],  # services granted that may act for any customer of the cloud
        "escalation": [],  # published ways by which the holder comes by further rights
        "weaknesses": [],  # what a trust does not compare
        "reads": [],  # actions by which everything of a kind can be read, in every store
        "names": [],  # what a wildcard newly stands for, the first of it
        "levels": [],  # access levels of what is granted: Read, Write, Permissions management ...
        "unheard_of": [],  # actions that the cloud has not, as after a slip of the pen
        "from_version": "",
        "to_version": "",
        "version_step": "",  # major, minor, patch, other
        "version_order": "",  # up, down, or empty where the versions cannot be ordered
        "dependency": "",  # full name of a provider, or path of a module
        "dependency_change": "",  # version, constraint, widened, source, host, ref, unpinned, added
        "source_from": "",
        "source_to": "",
        "unpinned": False,  # the next init may take another version of the module
        "end_of_life": "",  # date from which a version gets no more fixes, YYYY-MM-DD
        "mutable_tag": False,  # the image is named by a tag that can move
        "running": 0,  # units running now, where a limit is about to go below it
        "share": 0.0,  # part of the stack concerned, 0 to 1
        "count": 0,  # objects concerned
        "removed_key": "",  # instance key that went out of a `count`
        "moved_by": 0,  # positions that members of a `count` move
        "secret_from": "",  # where the exposed value is kept as a secret
        "secret_kind": "",  # what is exposed: GitHub token, password in a URL ...
        "secret_length": "",  # how long it is, in characters: 16 to 31
        "size_class": "",  # how far the size or the room moves: slight, notable, large
        "monthly_before": NO_ESTIMATE,  # what the object costs a month, in money
        "monthly_after": NO_ESTIMATE,
        "currency": "",  # of the estimate, in three letters; empty when there is none
        "forced_by": [],  # attributes that force a replacement
        "points": 0.0,  # percentage points of traffic that move
        "snapshot": "",  # kept, skipped, or empty when the type has none
    }
)
"""Names an action's details may have, each with the value that stands for "nothing to say"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One meaning of one change."""

    id: ActionId
    address: Address
    paths: tuple[Path, ...] = ()
    """Attributes that prove it."""
    before: Value = None
    after: Value = None
    magnitude: float | Unknown = NO_NUMBER
    """After divided by before, where a number moves."""
    because: str
    confidence: Confidence = Confidence.EXACT
    reversible: Reversible = Reversible.YES
    disruption: Disruption = Disruption.NONE
    source: str = ""
    """Page of the provider or vendor that says how the change is made; empty unless exact."""
    details: Mapping[str, Value] = field(default_factory=dict)
    """Further facts, by a name of `DETAILS`."""
    addresses: tuple[Address, ...] = ()
    """Everything concerned, for actions of the plan as a whole."""

    @property
    def kind(self) -> str:
        """The part of the id before the point."""
        return self.id.partition(".")[0]

    @property
    def direction(self) -> str:
        """The part of the id behind the point; empty for `other`."""
        return self.id.partition(".")[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Actions:
    """Every action of a plan, in plan order, those of the whole plan last."""

    items: tuple[Action, ...]
    roles: Mapping[str, Role]
    """Role of every resource type in the plan."""

    @property
    def secrets(self) -> frozenset[str]:
        """Texts that were found to be secrets though nothing marks them, for the redactor alone."""
        return frozenset(
            text
            for action in self.items
            if action.id.startswith("secret.")
            for side in (action.before, action.after)
            if isinstance(side, Sensitive)
            for text in side.strings()
        )
