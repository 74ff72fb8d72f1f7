"""What a reader is: one document format in, one `Plan` out."""

from __future__ import annotations

from typing import Protocol

from planguard.model.plan import Plan


class Reader(Protocol):
    """
    Reads one kind of document.

    `recognise` is cheap and never raises; `read` raises `PlanFormatError` with a JSON path, and
    never shows a value of the document except words from closed sets.
    """

    name: str

    def recognise(self, document: bytes) -> bool:
        """Tell whether `document` (UTF-8, no BOM) looks like this format."""

    def read(self, document: bytes, label: str) -> Plan:
        """Give the plan; `label` is how reports and errors call the document."""
