"""
How the names of a package differ from the plain rule: a table of JSON for each, read late.

Made by `python tests/pulumi_names.py` from Terraform's schema, or its CDK, and the
package's SDKs.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from functools import cache
from zlib import crc32

import msgspec

PACKAGES = frozenset(
    (
        *("aws", "azure", "azuread", "cloudflare", "datadog", "gcp", "github", "mongodbatlas"),
        *("okta", "pagerduty", "postgresql", "snowflake", "vault"),
    )
)
"""Packages that have a table."""
SHAPES = ("[]", "{}", ".")
"""
How a property is on the two sides.

`[]` is a block of which there is one at most, which Pulumi writes without the list, `{}` a map
with keys of the user, `.` an object on both sides.
"""

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"
_CHECKSUM_LENGTH = 3


class Direction(msgspec.Struct, frozen=True):
    """
    How names are spelt on the other side; a spelling is a name, a shape, or both.

    No name: by the plain rule; no shape: a list, or what is no object.
    """

    names: Mapping[str, str] = {}
    """Spellings wherever nothing else is said, those with a name."""
    shapes: Mapping[str, str] = {}
    """Names that are spelt by the plain rule wherever nothing else is said, by their shape."""
    types: Mapping[str, Mapping[str, str]] = {}
    """For one token or one type: spellings by name, or by place with a dot in front."""


class Table(msgspec.Struct, frozen=True):
    """What deviates, in one package."""

    older: tuple[str, ...] = ()
    """Tokens that the current SDK no longer has."""
    tokens: Mapping[str, Mapping[str, str]] = {}
    """Type without the provider's prefix, by module and name of the token."""
    forward: Direction = Direction()
    """From Pulumi's names to the catalogue's."""
    back: Direction = Direction()
    words: Mapping[str, str] = {}
    """Checksums of the attributes' names that have a `_`, by type without prefix."""


@cache
def table_of(package: str) -> Table:
    """Give the table of a package; an empty one where there is none."""
    if package not in PACKAGES:
        return Table()
    found = pkgutil.get_data(__name__, f"{package}.json")
    return msgspec.json.decode(found or b"{}", type=Table)


@cache
def tokens_by_type(package: str) -> Mapping[str, tuple[str, ...]]:
    """List the tokens of each type, named without prefix; those of the current SDK come first."""
    found: dict[str, list[str]] = {}
    for module, names in table_of(package).tokens.items():
        for name, type_ in names.items():
            file = name[:1].lower() + name[1:]
            found.setdefault(type_, []).append(f"{package}:{module}/{file}:{name}")
    older = frozenset(table_of(package).older)
    return {
        type_: tuple(sorted(tokens, key=lambda token: (token in older, token)))
        for type_, tokens in found.items()
    }


@cache
def spellings_of(package: str, side: str) -> Mapping[str, str]:
    """Give the spellings of a package by name, `forward` or `back`, for any type."""
    direction: Direction = getattr(table_of(package), side)
    plain = {name: shape for shape, names in direction.shapes.items() for name in names.split(" ")}
    return {**plain, **direction.names}


def checksum(name: str) -> str:
    """Give three letters that stand for a name: a type is told its names without being given them."""
    number = crc32(name.encode())
    return "".join(_DIGITS[number >> shift & 63] for shift in (0, 6, 12))


@cache
def words_of(package: str, type_: str) -> frozenset[str]:
    """Give the checksums of the attribute names of a type, named without prefix."""
    told = table_of(package).words.get(type_, "")
    return frozenset(
        told[start : start + _CHECKSUM_LENGTH] for start in range(0, len(told), _CHECKSUM_LENGTH)
    )
