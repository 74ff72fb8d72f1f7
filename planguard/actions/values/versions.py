"""
Orders versions, image tags and runtimes, and says how big a step is.

Only what is certainly ordered is. A version is a name (`release-`, `python`, `POSTGRES_`), numbers,
and a rest. Two versions order by their numbers when their names agree; where one has fewer numbers
it stands for all that begin so (`15` for whichever 15.x is current, `7.x` likewise), and is neither
above nor below these. With the same numbers the rest decides, as far as it is of one kind: stages
(`-alpha` below `-beta` below `-rc`, any of them below the release, `.post1` above), then the numbers
in it (`-gke.123`, `-alpine3.19`, `-eksbuild.10`). Another flavour (`-slim` for `-alpine`) with the
same numbers cannot be ordered, nor can build metadata behind a `+`, which no order looks at
(https://semver.org/#spec-item-10) but that of k3s and rke2.

Dates, years and plain numbers do not order among each other: who changes from `1.4.2` to `20240131`
counts anew. Commits, digests, identifiers (`ami-...`) and words never order.

`packaging` and `semver` each know one of these forms and refuse or misread the others, such as
`1.27.3-alpine3.19`, `8.0.mysql_aurora.3.05.2`, `nodejs18.x` and `v1.30.1-gke.123`; hence own code.
Longer than other files: reading and comparing are of no use apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from itertools import zip_longest

_MOVING = frozenset(
    [
        *("", "latest", "main", "master", "trunk", "head", "stable", "edge", "nightly", "canary"),
        *("dev", "devel", "develop", "development", "staging", "test", "prod", "production"),
        *("live", "release", "current", "lts", "beta", "alpha", "rc", "next", "rolling"),
        *("mainline", "$latest"),
    ]
)
"""Tags that are moved from image to image as a matter of course."""

_CONTENT = frozenset(
    (
        "ami",
        "aki",
        "ari",
        "snap",
        "vol",
        "i",
        "lt",
        "sha",
        "git",
        "commit",
        "md5",
        "hash",
        "digest",
    )
)
"""Names before an identifier or digest, whose digits count nothing."""
_COUNTED = frozenset(("release", "build", "rev", "revision", "run", "job", "rel", "r", "b", "ci"))
"""Names before numbers that count builds, and have no major version."""
_CHAIN = {"alpha": 1, "a": 1, "beta": 2, "b": 2, "rc": 3, "cr": 3}
"""Stages that order among each other (https://semver.org/#spec-item-11, PEP 440)."""
_RELEASE, _POST = 9, 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """From one version to another."""

    older: bool
    """Whether the new version is certainly the lower one."""
    step: str
    """`major`, `minor`, `patch` or `other`."""
    newer: bool = False
    """Whether it is certainly the higher one; neither where the two cannot be ordered."""

    @property
    def order(self) -> str:
        """Write `up`, `down`, or nothing where the two cannot be ordered."""
        return "down" if self.older else "up" if self.newer else ""


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
class Version:
    """A version that can be compared."""

    product: str
    scheme: str
    """`number`, `year` or `date`: what the first number counts."""
    numbers: tuple[int, ...]
    stage: tuple[str, int]
    """Word of the stage and its number, -1 without one; `("", -1)` for a release."""
    flavour: str
    """The rest, with `#` for its numbers."""
    ordinals: tuple[int, ...]
    """The numbers in the rest."""


def image_of(name: str) -> Image:
    """Split `registry:5000/repository:tag@digest`."""
    name, _, digest = name.partition("@")
    repository, colon, tag = name.rpartition(":")
    if not colon or "/" in tag:
        repository, tag = name, ""
    return Image(repository=repository, tag=tag, digest=digest)


def compared(before: str, after: str) -> int | None:
    """Give -1, 0 or 1 as `before` is below, like or above `after`; `None`: it cannot be told."""
    if before.strip().lower() == after.strip().lower():
        return 0
    old, new = read_version(before), read_version(after)
    return None if old is None or new is None else _ordered(old, new)


def move_of(before: str, after: str, engine: str = "") -> Move:
    """
    Compare two versions.

    `engine` is a database engine's name where there is one: what a major version is differs
    (PostgreSQL from 10 on: the first number; MySQL and MariaDB: the first two).
    """
    old, new = read_version(before), read_version(after)
    if old is None or new is None or old.product != new.product:
        changed_product = old and new and (old.product and new.product)
        return Move(older=False, step="major" if changed_product else "other")
    order = _ordered(old, new)
    step = _step(old, new, engine.lower() or old.product)
    return Move(older=order == 1, newer=order == -1, step=step)


def tag_move_of(before: str, after: str) -> Move:
    """Compare two tags of an image; tags such as `142` count builds, `feature-7` those of a branch."""
    old, new = read_version(before), read_version(after)
    if old is None or new is None or old.product != new.product:
        return Move(older=False, step="other")
    move = move_of(before, after)
    return replace(move, step="other") if before.isdecimal() else move


def runtime_move_of(before: str, after: str) -> Move:
    """
    Compare two runtimes, `python3.9` with `python3.12`, `nodejs18.x` with `nodejs20.x`.

    Languages do not order. Google writes `python312` for 3.12, and Amazon Linux 2023 follows
    Amazon Linux 2.
    """
    return move_of(_runtime(before), _runtime(after))


def _runtime(text: str) -> str:
    text = text.strip().lower().replace("dotnetcore", "dotnet")
    text = re.sub(r"^(python|go|php|ruby)(\d)(\d+)$", r"\1-\2.\3", text)
    return re.sub(r"^provided\.al(?:20(\d\d)|(\d))$", r"provided-\1\2", text)


@cache
def _grammar() -> re.Pattern[str]:
    return re.compile(
        r"(?P<product>(?:[a-z][a-z_-]*?[-_|/ ]?)??)v?"
        r"(?P<numbers>\d{4}-\d\d-\d\d(?!\d)|\d+\.\d+\.mysql_aurora(?:\.\d+)+|\d+(?:[._]\d+)*)"
        r"(?P<rest>(?:[-+._~a-z].*)?)"
    )


@cache
def _stages() -> re.Pattern[str]:
    return re.compile(
        r"(?:[-._~]?(?P<word>alpha|beta|rc|cr|dev|snapshot|nightly|preview|pre|milestone|post)"
        r"|(?P<short>[ab](?=\d))|[-._]m(?=\d))[-._]?(?P<number>\d{0,4})(?=$|[-._+~])"
    )


def read_version(text: str) -> Version | None:
    """Take a version apart; `None` for what orders with nothing."""
    found = _grammar().fullmatch(text.strip().lower())
    if found is None:
        return None
    product = found["product"].rstrip("-_|/ ").removesuffix("-v").removesuffix("_v")
    token = re.split(r"[-_.+]", text.strip().lower()[found.start("numbers") :])[0]
    told = found["numbers"]
    when = _date(told)
    if product in _CONTENT or _is_hash(token, attached=product) or (not when and _is_long(token)):
        return None
    rest = found["rest"]
    if when and not told.isdecimal() and "-" not in told:
        rest = told[8:] + rest
    numbers = when or tuple(int(digits) for digits in re.findall(r"\d+", told))
    scheme = "date" if when else "year" if _is_year(numbers[0]) else "number"
    stage, rest = _stage(re.sub(r"^\.[x*](?=$|[-._+])", "", rest))
    rest = _unordered_build(rest)
    return Version(
        product=product,
        scheme=scheme,
        numbers=numbers,
        stage=stage,
        flavour=_skeleton(rest),
        ordinals=tuple(int(part) for part in _countable(rest)),
    )


_SHORT_HASH = 7
_FIRST_YEAR, _LAST_YEAR = 1900, 2199
_TIMES = (8, 10, 12, 14)
"""Digits of `20240131` and of the same with hours, minutes and seconds."""


def _is_year(number: int) -> bool:
    return _FIRST_YEAR <= number <= _LAST_YEAR


def _date(told: str) -> tuple[int, ...]:
    """Read `20240131`, `2024-01-31` or `20240131.2`, the time of day behind it too."""
    digits = re.split(r"[._]", told)[0].replace("-", "")
    if len(digits) not in _TIMES or not re.match(
        r"(19|20|21)\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])", digits
    ):
        return ()
    pairs = re.findall(r"\d\d", digits[4:])
    return (int(digits[:4]), *(int(pair) for pair in pairs))


def _is_long(token: str) -> bool:
    """Tell a hash that happens to have digits only from a number that counts."""
    return token.isdecimal() and len(token) >= _SHORT_HASH


def _is_hash(token: str, *, attached: str = "") -> bool:
    """Tell whether a piece of text is of a commit or digest: digits and letters up to `f`."""
    text = (attached if attached.isalpha() and len(attached) < _SHORT_HASH else "") + token
    found = re.fullmatch(r"g?([0-9a-f]{7,64})", text) or re.fullmatch(r"[0-9a-f]{7,64}", token)
    return bool(found) and not text.isdecimal() and bool(re.search(r"[a-f]", text))


def _stage(rest: str) -> tuple[tuple[str, int], str]:
    """Take the stage off the rest."""
    found = _stages().match(rest)
    if not found:
        return ("", -1), rest
    word = found["word"] or found["short"] or "milestone"
    word = {"a": "alpha", "b": "beta", "cr": "rc"}.get(word, word)
    return (word, int(found["number"] or -1)), rest[found.end() :]


def _unordered_build(rest: str) -> str:
    """Keep build metadata, which no order looks at, from being ordered by its numbers."""
    front, plus, build = rest.partition("+")
    if not plus or re.match(r"(k3s|rke2r)\d", build):
        return rest
    return f"{front}+{''.join(f'<{sign}>' for sign in build)}"


def _pieces(rest: str) -> list[str]:
    return re.split(r"([-_.+])", rest)


def _skeleton(rest: str) -> str:
    return "".join(
        piece if _is_hash(piece) or _is_long(piece) or piece.startswith("<")
        else re.sub(r"\d+", "#", piece)
        for piece in _pieces(rest)
    )  # fmt: skip


def _countable(rest: str) -> list[str]:
    return [
        digits
        for piece in _pieces(rest)
        if not (_is_hash(piece) or _is_long(piece) or piece.startswith("<"))
        for digits in re.findall(r"\d+", piece)
    ]


def _ordered(old: Version, new: Version) -> int | None:
    if (old.product, old.scheme) != (new.product, new.scheme):
        return None
    length = min(len(old.numbers), len(new.numbers))
    if old.numbers[:length] != new.numbers[:length]:
        return -1 if old.numbers < new.numbers else 1
    if old.numbers != new.numbers or old.flavour != new.flavour:
        return None
    if old.stage[0] != new.stage[0]:
        return _by_stage(old.stage[0], new.stage[0])
    before, after = (old.stage, old.ordinals), (new.stage, new.ordinals)
    return (before > after) - (before < after)


def _by_stage(old: str, new: str) -> int | None:
    ends = {"": _RELEASE, "post": _POST}
    ranks = [ends.get(word, _CHAIN.get(word, 0)) for word in (old, new)]
    if 0 in ranks and max(ranks) < _RELEASE:
        return None
    return (ranks[0] > ranks[1]) - (ranks[0] < ranks[1])


def _step(old: Version, new: Version, engine: str) -> str:
    pairs = zip_longest(old.numbers, new.numbers)
    place = next((at for at, (one, other) in enumerate(pairs) if one != other), None)
    by_years = old.scheme == new.scheme == "year" and "sqlserver" in engine
    if (
        place is None
        or old.scheme != new.scheme
        or place >= min(len(old.numbers), len(new.numbers))
    ):
        return "other"
    if (old.scheme != "number" and not by_years) or old.product in _COUNTED:
        return "other"
    place = max(0, place - _extra_major_numbers(old, engine))
    words = ("major", "minor", "patch")
    return words[place] if place < len(words) else "other"


_FIRST_POSTGRES_OF_TWO_NUMBERS = 10


def _extra_major_numbers(old: Version, engine: str) -> int:
    """Count the numbers behind the first that belong to a major version."""
    if "postgres" in engine:
        return 1 if old.numbers[0] < _FIRST_POSTGRES_OF_TWO_NUMBERS else 0
    return 1 if "mysql" in engine or "mariadb" in engine or engine == "aurora" else 0
