"""What a configuration stands on and how it guards its objects, at one moment or at two."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from planguard.model.value import Unknown


class Requirement(NamedTuple):
    """What a module asks of a provider; `""` for what it does not say."""

    source: str = ""
    """Full name, `registry.terraform.io/hashicorp/aws`."""
    constraint: str = ""


class Called(NamedTuple):
    """What a call takes for its module."""

    source: str = ""
    """As written, without credentials; `""` when it is no plain text."""
    constraint: str = ""


class Block(NamedTuple):
    """A resource's block, by the path of its module and its local address."""

    module: str
    local: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Providers, modules and guards of a configuration, as far as its files or a plan tell."""

    required: Mapping[tuple[str, str], Requirement] = field(default_factory=dict)
    """By path of the module and local name of the provider."""
    locked: Mapping[str, str] = field(default_factory=dict)
    """Versions in the lock file, by the provider's full name; empty where there is none."""
    calls: Mapping[str, Called] = field(default_factory=dict)
    """By path of the called module, `module.a.module.b`."""
    blocks: Mapping[Block, bool | Unknown] | None = None
    """Whether each resource has `prevent_destroy`; `None` where blocks are not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """A configuration as it was and as it is, read by the same means."""

    label: str
    """What it is compared with, for people: `origin/main (1a2b3c4)`."""
    before: Standing
    now: Standing
