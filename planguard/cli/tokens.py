"""Resource types as Pulumi calls them, for the commands that are told or tell a type."""

from __future__ import annotations

from collections.abc import Container
from typing import TYPE_CHECKING

from planguard.model.plan import SAME_NAMES, Naming

if TYPE_CHECKING:
    from planguard.actions.interface import TypeEntry
    from planguard.readers.pulumi.naming import Counterpart


def type_named(word: str, known: Container[str]) -> str:
    """Give the catalogue's type for a word that is one already, or a token of Pulumi's."""
    if word in known or ":" not in word:
        return word
    return _kin(word, known).type


def spelling_of(word: str, known: Container[str]) -> tuple[str, Naming]:
    """Give the token a word stands for, with the names of its attributes; `""` where they agree."""
    if word in known or ":" not in word:
        return "", SAME_NAMES
    kin = _kin(word, known)
    return ("", SAME_NAMES) if ":" in kin.type else (kin.token, kin.naming)


def _kin(word: str, known: Container[str]) -> Counterpart:
    from planguard.readers.pulumi.naming import counterpart  # noqa: PLC0415 - only for tokens

    kin = [counterpart(token) for token in (word, *_whole(word))]
    return next((each for each in kin if each.type in known), kin[0])


def _whole(token: str) -> tuple[str, ...]:
    """Give the token that programs shorten: `aws:rds/instance:Instance` of `aws:rds:Instance`."""
    package, _, rest = token.partition(":")
    module, _, name = rest.rpartition(":")
    file = name[:1].lower() + name[1:]
    return () if "/" in module or not name else (f"{package}:{module or 'index'}/{file}:{name}",)


def tokens_of(entry: TypeEntry) -> tuple[str, ...]:
    """List Pulumi's names of a type; none where they are its own, or nobody knows them."""
    from planguard.readers.pulumi import naming  # noqa: PLC0415 - reads a table

    if entry.kind or ":" in entry.type:
        return (entry.kind,) if entry.kind else ()
    return naming.tokens_of(entry.type)
