"""Front door for Pulumi: its engine calls us, and programs that drive the engine do."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planguard.pulumi_pack.automation import Held, guard

__all__ = ["Held", "guard"]


def __getattr__(name: str) -> object:
    """Import what reads and judges when it is asked for: the analyzer's port comes first."""
    if name not in __all__:
        raise AttributeError(name)
    from planguard.pulumi_pack import automation  # noqa: PLC0415 - see above

    return getattr(automation, name)
