"""Tells parts that are deleted together with the whole they belong to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from planguard.model.plan import Change
from planguard.model.words import Verb

_IDENTITIES = ("id", "arn", "name", "key_id")


class Departures:
    """The deleted objects of a plan, by what others call them."""

    def __init__(self, changes: Iterable[Change]) -> None:
        """Note the identities of every deleted object."""
        self._types: Mapping[str, set[str]] = defaultdict(set)
        for change in changes:
            if change.verb is Verb.DELETE and not change.deposed:
                for name in _IDENTITIES:
                    if isinstance(identity := change.before.get(name), str) and identity:
                        self._types[identity].add(change.type)

    def take_along(self, change: Change) -> bool:
        """
        Tell whether a deleted object names another deleted one that it is a part of.

        Parts are told by their type: `aws_s3_bucket_versioning` of `aws_s3_bucket`, and the alias
        of a key.
        """
        if change.verb is not Verb.DELETE:
            return False
        return any(
            _is_part(change.type, whole)
            for value in change.before.values()
            if isinstance(value, str)
            for whole in self._types.get(value, ())
        )


def _is_part(type_: str, whole: str) -> bool:
    alias = type_.endswith("_alias") and whole == f"{type_.removesuffix('_alias')}_key"
    return alias or type_.startswith(f"{whole}_")
