"""Policies with the files they come from, for commands that show more than judging needs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from planguard.load.config import Config
from planguard.load.policies import SHIPPED, policies_of, shipped_folder
from planguard.policy.reading import Policy, read_document

if TYPE_CHECKING:
    from planguard.policy.document import PolicyDocument


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One policy as it applies here, with its file."""

    policy: Policy
    document: PolicyDocument
    off: str = ""
    """Why it is switched off; empty when it is not."""


def list_policies(config: Config, folders: list[Path] | None = None) -> tuple[Listed, ...]:
    """Read every policy, those switched off included, sorted by id."""
    switched = {name: each.reason for name, each in config.overrides.items() if each.off}
    overrides = {name: replace(each, off=False) for name, each in config.overrides.items()}
    policies = policies_of(replace(config, overrides=overrides), folders or ())
    return tuple(
        Listed(policy=each, document=document_of(each), off=switched.get(each.id, ""))
        for each in sorted(policies, key=lambda policy: policy.id)
    )


def document_of(policy: Policy) -> PolicyDocument:
    """Read the whole file of a policy, examples included."""
    return read_document(file_of(policy).read_text(encoding="utf-8-sig"), policy.where_from)


def file_of(policy: Policy) -> Path:
    """Give the path of a policy's file."""
    kind, _, name = policy.where_from.partition(":")
    return shipped_folder() / name if kind == SHIPPED else Path(policy.where_from)
