"""What a source is: queries in, answers out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from planguard.model.fact import Answer, Query


class Source(Protocol):
    """
    One live system.

    `answer` gives a `Fact` for what it can tell and an `Unknown` with the reason for everything
    else; it raises nothing and never writes.
    """

    name: str

    def answer(self, queries: Sequence[Query]) -> Mapping[Query, Answer]:
        """Answer queries within the time the source is given."""
