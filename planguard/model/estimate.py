"""What the objects of a plan cost a month, as somebody else estimated it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from planguard.model.action import NO_ESTIMATE
from planguard.model.value import Unknown, Value
from planguard.model.words import Address


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """Money a month before and after the change; unknown where nobody could tell."""

    before: float | Unknown
    after: float | Unknown

    @property
    def rise(self) -> float | Unknown:
        """By how much it rises; negative where it falls."""
        if isinstance(self.before, Unknown):
            return self.before
        return self.after if isinstance(self.after, Unknown) else self.after - self.before


NOBODY = Cost(before=NO_ESTIMATE, after=NO_ESTIMATE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """An estimate of one plan."""

    currency: str = ""
    """Three letters; empty where there is no estimate."""
    total: Cost = NOBODY
    objects: Mapping[Address, Cost] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    """What the estimate leaves out, a sentence each."""

    @property
    def told(self) -> Mapping[str, Value]:
        """What policies see of it."""
        return {
            "estimated": bool(self.currency),
            "currency": self.currency,
            "monthly_before": self.total.before,
            "monthly_after": self.total.after,
            "monthly_diff": self.total.rise,
            "remarks": list(self.remarks),
        }


NOT_ESTIMATED = Estimate()
