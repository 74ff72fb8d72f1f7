"""How Pulumi's types and properties are called in the catalogue, and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from planguard.model.plan import Naming
from planguard.model.value import Path, Value


class Counterpart(Protocol):
    """What one Pulumi type is to the catalogue."""

    token: str
    """`aws:rds/instance:Instance`"""
    type: str
    """The catalogue's type: `aws_db_instance`; the token's own, without version, where the
    provider is native (`kubernetes:apps:Deployment`, `azure-native:storage:StorageAccount`)."""
    provider: str
    """Name of the provider as Terraform's plans tell it, else Pulumi's package."""

    def canonical(self, values: Mapping[str, Value]) -> dict[str, Value]:
        """Give properties by the catalogue's names and in its shape."""

    def canonical_path(self, path: Path) -> Path:
        """Give the catalogue's path for one of Pulumi's."""

    @property
    def naming(self) -> Naming:
        """Give what leads back from the catalogue's names to Pulumi's."""


def counterpart(token: str) -> Counterpart:
    """Give what a Pulumi type is to the catalogue; a type nobody knows is spelt like others."""
    raise NotImplementedError(token)
