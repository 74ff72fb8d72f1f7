"""
Orders versions, image tags and runtimes, and says how big a step is.

Only what is certainly ordered is: dotted numbers with an optional name or `v` in front and an
optional pre-release behind, and dates. Hashes, digests and words never are.

The end of life of Lambda runtimes is the deprecation date of
https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html: from then on a runtime gets no
more fixes. Dates of runtimes still supported are forecasts of that page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

LAMBDA_END_OF_LIFE: Mapping[str, str] = MappingProxyType(
    {
        "dotnet10": "2028-11-14",
        "dotnet5.0": "2022-05-10",
        "dotnet6": "2024-12-20",
        "dotnet7": "2024-05-14",
        "dotnet8": "2026-11-10",
        "dotnetcore1.0": "2019-07-30",
        "dotnetcore2.0": "2019-05-30",
        "dotnetcore2.1": "2022-01-05",
        "dotnetcore3.1": "2023-04-03",
        "go1.x": "2024-01-08",
        "java11": "2026-06-30",
        "java17": "2026-06-30",
        "java21": "2029-06-30",
        "java25": "2029-06-30",
        "java8": "2024-01-08",
        "java8.al2": "2026-06-30",
        "nodejs": "2016-10-31",
        "nodejs10.x": "2021-07-30",
        "nodejs12.x": "2023-03-31",
        "nodejs14.x": "2023-12-04",
        "nodejs16.x": "2024-06-12",
        "nodejs18.x": "2025-09-01",
        "nodejs20.x": "2026-04-30",
        "nodejs22.x": "2027-04-30",
        "nodejs24.x": "2028-04-30",
        "nodejs4.3": "2020-03-05",
        "nodejs4.3-edge": "2020-03-05",
        "nodejs6.10": "2019-08-12",
        "nodejs8.10": "2020-03-06",
        "provided": "2024-01-08",
        "provided.al2": "2026-06-30",
        "provided.al2023": "2029-06-30",
        "python2.7": "2021-07-15",
        "python3.10": "2026-06-30",
        "python3.11": "2026-06-30",
        "python3.12": "2028-10-31",
        "python3.13": "2029-06-30",
        "python3.14": "2029-06-30",
        "python3.6": "2022-07-18",
        "python3.7": "2023-12-04",
        "python3.8": "2024-10-14",
        "python3.9": "2025-12-15",
        "ruby2.5": "2021-07-30",
        "ruby2.7": "2023-12-07",
        "ruby3.2": "2026-03-31",
        "ruby3.3": "2027-03-31",
        "ruby3.4": "2028-03-31",
    }
)

_MOVING = frozenset(
    [
        *("", "latest", "main", "master", "trunk", "head", "stable", "edge", "nightly", "canary"),
        *("dev", "devel", "develop", "development", "staging", "test", "prod", "production"),
        *("live", "release", "current", "lts", "beta", "alpha", "rc", "next", "rolling"),
    ]
)
"""Tags that are moved from image to image as a matter of course."""

_PRE_RELEASES = ("alpha", "beta", "rc", "pre", "dev", "snapshot", "preview", "a", "b", "m")


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """From one version to another."""

    older: bool
    """Whether the new version is certainly the lower one."""
    step: str
    """`major`, `minor`, `patch` or `other`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """The parts of a container image's name."""

    repository: str
    tag: str
    digest: str

    @property
    def is_mutable(self) -> bool:
        """Whether the name can mean another image tomorrow."""
        return not self.digest and self.tag.lower() in _MOVING


@dataclass(frozen=True, slots=True, kw_only=True)
class _Version:
    product: str
    numbers: tuple[int, ...]
    rest: str

    @property
    def is_pre_release(self) -> bool:
        word = re.match(r"[-._]?([a-z]+)", self.rest)
        return bool(word) and word[1] in _PRE_RELEASES if word else False


def image_of(name: str) -> Image:
    """Split `registry:5000/repository:tag@digest`."""
    name, _, digest = name.partition("@")
    repository, colon, tag = name.rpartition(":")
    if not colon or "/" in tag:
        repository, tag = name, ""
    return Image(repository=repository, tag=tag, digest=digest)


def move_of(before: str, after: str, engine: str = "") -> Move:
    """
    Compare two versions.

    `engine` is a database engine's name where there is one: what a major version is differs
    (PostgreSQL from 10 on: the first number; MySQL and MariaDB: the first two).
    """
    old, new = _parsed(before), _parsed(after)
    if old is None or new is None or old.product != new.product:
        changed_product = old and new and (old.product and new.product)
        return Move(older=False, step="major" if changed_product else "other")
    return Move(older=_is_older(old, new), step=_step(old, new, engine.lower()))


def runtime_move_of(before: str, after: str) -> Move:
    """Compare two Lambda runtimes, `python3.9` with `python3.12`; languages do not order."""
    old, new = (
        text.replace("dotnetcore", "dotnet").replace("provided.al", "provided")
        for text in (before, after)
    )
    return move_of(_spaced(old), _spaced(new))


def _spaced(runtime: str) -> str:
    return re.sub(r"^([a-z]+)(\d)", r"\1-\2", runtime)


@cache
def _grammar() -> re.Pattern[str]:
    return re.compile(
        r"(?P<product>[a-z]+[-_])?v?"
        r"(?P<numbers>\d{4}-\d\d-\d\d|\d+\.\d+\.mysql_aurora(?:\.\d+)+|\d+(?:[._]\d+)*)"
        r"(?P<rest>(?:[-+._a-z].*)?)"
    )


def _parsed(text: str) -> _Version | None:
    found = _grammar().fullmatch(text.strip().lower())
    if found is None:
        return None
    numbers = tuple(int(digits) for digits in re.findall(r"\d+", found["numbers"]))
    if len(numbers) == 1 and not _is_count_or_date(found["numbers"]):
        return None
    if re.match(r"[a-f]", found["rest"]) and len(text) >= _SHORT_HASH and "." not in text:
        return None
    product = (found["product"] or "").rstrip("-_")
    return _Version(product=product, numbers=numbers, rest=found["rest"])


_SHORT_HASH = 7


def _is_count_or_date(digits: str) -> bool:
    """Tell a build number or a date from a hash that happens to have digits only."""
    return len(digits) < _SHORT_HASH or (
        len(digits) in (8, 10, 12, 14) and digits.startswith(("19", "20"))
    )


def _is_older(old: _Version, new: _Version) -> bool:
    length = min(len(old.numbers), len(new.numbers))
    if old.numbers[:length] != new.numbers[:length]:
        return new.numbers < old.numbers
    if old.numbers != new.numbers:
        # 1.4.2 -> 1.4: a shorter version stands for whichever patch is current.
        return False
    if old.is_pre_release != new.is_pre_release:
        return new.is_pre_release and not old.rest
    skeletons = {re.sub(r"\d+", "#", side.rest) for side in (old, new)}
    if len(skeletons) > 1:
        return False
    ordinals = [tuple(map(int, re.findall(r"\d+", side.rest))) for side in (old, new)]
    return ordinals[1] < ordinals[0]


_FIRST_YEAR = 1900
"""Where the first number is this high it counts years, or nothing that has major versions."""


def _step(old: _Version, new: _Version, engine: str) -> str:
    pairs = zip(old.numbers, new.numbers, strict=False)
    place = next((at for at, (one, other) in enumerate(pairs) if one != other), None)
    if place is None or old.numbers[0] >= _FIRST_YEAR:
        return "other"
    place = max(0, place - _extra_major_numbers(old, engine))
    return (
        ("major", "minor", "patch")[place] if place < len(("major", "minor", "patch")) else "other"
    )


_FIRST_POSTGRES_OF_TWO_NUMBERS = 10


def _extra_major_numbers(old: _Version, engine: str) -> int:
    """Count the numbers behind the first that belong to a major version."""
    if "postgres" in engine:
        return 1 if old.numbers[0] < _FIRST_POSTGRES_OF_TWO_NUMBERS else 0
    return 1 if "mysql" in engine or "mariadb" in engine or engine == "aurora" else 0
