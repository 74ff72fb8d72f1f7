"""
How the names of a package differ from the plain rule: a table of JSON for each, read late.

Made by `python tests/pulumi_names.py` from Terraform's schema and the package's SDKs.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from functools import cache

import msgspec

PACKAGES = frozenset[str]()
"""Packages that have a table."""


class Table(msgspec.Struct, frozen=True):
    """
    What deviates, in one package.

    A spelling is the catalogue's name (nothing: by the plain rule) and the shape: `[]` a block of
    which there is one at most, which Pulumi writes without the list, `{}` a map with keys of the
    user, `.` an object on both sides, nothing for the rest.
    """

    tokens: Mapping[str, Mapping[str, str]] = {}
    """Type without the provider's prefix, by module and name of the token."""
    names: Mapping[str, str] = {}
    """Spelling of a property's name wherever nothing else is said."""
    types: Mapping[str, Mapping[str, str]] = {}
    """Spellings by dotted path or by name, for one token or one type."""


@cache
def table_of(package: str) -> Table:
    """Give the table of a package; an empty one where there is none."""
    if package not in PACKAGES:
        return Table()
    found = pkgutil.get_data(__name__, f"{package}.json")
    return msgspec.json.decode(found or b"{}", type=Table)
