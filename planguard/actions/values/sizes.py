"""
Reads how large the sizes are that providers sell by name: processors and memory, never prices.

Two sizes are compared only where they are of one kind: processors of general machines with each
other, graphics processors only within their family, database units with database units.

Longer than other files: the ladders are tables. Sources, read in November 2026:
https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/apply_ri.html (Amazon's normalisation factors),
https://docs.aws.amazon.com/redshift/latest/mgmt/working-with-clusters.html (node types),
https://learn.microsoft.com/azure/virtual-machines/vm-naming-conventions and the pages of the series
Dv2, Bs (virtual machines), https://learn.microsoft.com/azure/app-service/overview-hosting-plans with
https://azure.microsoft.com/pricing/details/app-service/linux/ (cores and memory of plans),
https://learn.microsoft.com/azure/azure-sql/database/resource-limits-dtu-single-databases (DTUs),
https://learn.microsoft.com/azure/azure-cache-for-redis/cache-planning-faq (caches),
https://cloud.google.com/compute/docs/general-purpose-machines (machine types),
https://cloud.google.com/sql/docs/postgres/instance-settings (tiers of Cloud SQL),
https://www.mongodb.com/docs/atlas/manage-clusters/ (tiers of Atlas, by memory),
https://docs.snowflake.com/en/user-guide/warehouses-overview (credits an hour).
"""

from __future__ import annotations

import re
from typing import NamedTuple


class Size(NamedTuple):
    """What a size is made of; 0 stands for what its name does not tell."""

    ladder: str
    """Only sizes of one ladder are compared."""
    units: float
    """Processors, or what the ladder counts."""
    memory: float = 0.0
    """GiB."""


WHOLE = float("inf")
"""Units of a whole machine, whose number its name does not tell."""

_STEPS = {
    "nano": 1 / 16, "micro": 1 / 8, "small": 1 / 4, "medium": 1 / 2, "large": 1.0, "xlarge": 2.0,
    "xlplus": 2.0,
}  # fmt: skip
_AWS_FAMILY = re.compile(r"[a-z][a-z0-9-]*\d[a-z0-9-]*\Z|u-\w+\Z")
_ALONE = re.compile(r"(?:p|g|gr|inf|trn|dl|vt|f|mac|hpc|dc|ds|ra|u|u7i?n?)\d|u-|mac")
"""Families with processors of their own: graphics, learning, whole Macs, Redshift's nodes."""

_PLANS = {
    "f1": (0.1, 1.0), "d1": (0.2, 1.0), "free": (0.1, 1.0), "shared": (0.2, 1.0),
    "b1": (1, 1.75), "b2": (2, 3.5), "b3": (4, 7),
    "s1": (1, 1.75), "s2": (2, 3.5), "s3": (4, 7),
    "p1": (1, 1.75), "p2": (2, 3.5), "p3": (4, 7),
    "p1v2": (1, 3.5), "p2v2": (2, 7), "p3v2": (4, 14),
    **{f"p0v{v}": (1, 4) for v in (3, 4)},
    **{f"p{n}v{v}": (2**n, 4 * 2**n) for n in (1, 2, 3) for v in (3, 4)},
    **{f"p{n}mv{v}": (2**n, 8 * 2**n) for n in (1, 2, 3, 4, 5) for v in (3, 4)},
    "i1": (1, 3.5), "i2": (2, 7), "i3": (4, 14),
    **{f"i{n}v2": (2**n, 4 * 2**n) for n in range(1, 7)},
    **{f"i{n}mv2": (2**n, 8 * 2**n) for n in range(1, 6)},
    "ep1": (1, 3.5), "ep2": (2, 7), "ep3": (4, 14),
    "ws1": (1, 3.5), "ws2": (2, 7), "ws3": (4, 14),
}  # fmt: skip
_DTUS = {
    "basic": 5, "s0": 10, "s1": 20, "s2": 50, "s3": 100, "s4": 200, "s6": 400, "s7": 800,
    "s9": 1600, "s12": 3000,
    "p1": 125, "p2": 250, "p4": 500, "p6": 1000, "p11": 1750, "p15": 4000,
}  # fmt: skip
_CACHES = {
    "c0": 0.25, "c1": 1, "c2": 2.5, "c3": 6, "c4": 13, "c5": 26, "c6": 53,
    "p1": 6, "p2": 13, "p3": 26, "p4": 53, "p5": 120,
}  # fmt: skip
_ATLAS = {
    "m0": 0.5, "m2": 1, "m5": 1.5, "m10": 2, "m20": 4, "m30": 8, "m40": 16, "m50": 32, "m60": 64,
    "m80": 128, "m140": 192, "m200": 256, "m300": 384, "m400": 488, "m700": 768,
    "r40": 16, "r50": 32, "r60": 64, "r80": 128, "r200": 256, "r300": 384, "r400": 512, "r700": 768,
}  # fmt: skip
_CREDITS = {
    word: 2.0**power
    for power, words in enumerate(
        (
            ("xsmall", "xs"), ("small", "s"), ("medium", "m"), ("large", "l"), ("xlarge", "xl"),
            ("xxlarge", "2xlarge", "x2large"), ("xxxlarge", "3xlarge", "x3large"),
            ("x4large", "4xlarge"), ("x5large", "5xlarge"), ("x6large", "6xlarge"),
        )
    )
    for word in words
}  # fmt: skip
_SHARED_CORES = {
    "f1-micro": (0.2, 0.6), "g1-small": (0.5, 1.7), "e2-micro": (0.25, 1), "e2-small": (0.5, 2),
    "e2-medium": (1, 4),
}  # fmt: skip
_PER_CORE = {"standard": 4.0, "highmem": 8.0, "highcpu": 1.0, "ultramem": 24.0, "megamem": 15.0}
"""GiB for each processor, with little difference between families."""
_OLD_AZURE = {1: 1, 2: 2, 3: 4, 4: 8, 5: 16, 11: 2, 12: 4, 13: 8, 14: 16, 15: 20}
"""Processors of Azure's D and DS sizes up to their second version, by number."""
_BURSTABLE = {"1ls": 0.5, "1s": 1, "1ms": 2, "2s": 4, "2ms": 8}

_AZURE = re.compile(
    r"(?:standard_|basic_)?(?P<family>[a-z]{1,2}?)(?P<cores>\d+)(?:-(?P<used>\d+))?"
    r"(?P<features>[a-z]*)(?P<chip>_(?!v\d+\Z)[a-z][a-z0-9]*)?(?P<version>_v\d+)?\Z"
)
_AZURE_VCORES = re.compile(
    r"(?P<tier>[a-z]+(?:_s)?)_(?P<chip>gen\d|fsv2|dc|prms|moprms|8im)_(?P<cores>\d+)\Z"
)
_AZURE_TIER = re.compile(r"(?:b|gp|mo|bc)_(?=standard_)")
_GOOGLE = re.compile(
    r"(?:db-)?(?P<family>[a-z]\d[a-z]?|t2[ad])-(?P<kind>standard|highmem|highcpu|ultramem|megamem)-"
    r"(?P<cores>\d+)(?:-lssd|-metal|-\w*lssd)?\Z"
)
_GOOGLE_CUSTOM = re.compile(
    r"(?:db-)?(?:[a-z]\d[a-z]?-)?custom-(?P<cores>\d+)-(?P<memory>\d+)(?:-ext)?\Z"
)
_GOOGLE_ALONE = re.compile(
    r"(?P<family>[ag]\d[a-z]?|ct\w+)-(?P<kind>[a-z]+)-(?P<number>\d+)[a-z]?\Z"
)
_GOOGLE_TUNED = re.compile(r"db-perf-optimized-n-(?P<cores>\d+)\Z")
_SPELT = re.compile(r"(?P<kind>[a-z-]*?)-?(?P<cores>\d+)vcpu-(?P<memory>\d+)gb(?:-[a-z]+)*\Z")


def size_of(word: str, type_: str = "") -> Size | None:
    """
    Say what a size is made of, by its name in lower case; `None` where the name does not tell.

    `type_` is the resource's type: `S1` is one thing for a database and another for a plan.
    """
    for read in _READERS:
        if (size := read(word, type_)) is not None:
            return size
    return None


def ratio_of(old: Size, new: Size) -> float | None:
    """
    Give how many times the size the new one is; `None` where the two cannot be ordered.

    Processors count first; where they stay, memory does. More of one and less of the other is no
    order.
    """
    if old.ladder != new.ladder or not old.units:
        return None
    if WHOLE in (old.units, new.units):
        return 1.0 if old.units == new.units else WHOLE if new.units == WHOLE else 0.0
    units = new.units / old.units
    memory = new.memory / old.memory if old.memory and new.memory else 1.0
    if (units - 1) * (memory - 1) < 0:
        return None
    return units if units != 1 else memory


def _amazon(word: str, type_: str) -> Size | None:
    parts = word.replace("_", ".").split(".")
    for at, part in enumerate(parts):
        step = _step(part)
        if step is None:
            continue
        before = parts[at - 1] if at else ""
        family = before if _AWS_FAMILY.match(before) else ""
        if "snowflake" in type_ or not (family or at or part in _STEPS):
            return None
        return Size(f"aws {family}" if _ALONE.match(family) else "aws", step)
    return None


def _step(part: str) -> float | None:
    if part in _STEPS:
        return _STEPS[part]
    if part == "metal":
        return WHOLE
    count = part.removeprefix("metal-")
    for ending in ("xlarge", "xl"):
        digits = count.removesuffix(ending)
        if digits != count and digits.isdecimal():
            return 2.0 * int(digits)
    return None


def _azure_machine(word: str, type_: str) -> Size | None:  # noqa: ARG001 - one signature for all
    found = _AZURE.match(_AZURE_TIER.sub("", word))
    if found is None or not word.startswith(("standard_", "basic_", "b_", "gp_", "mo_")):
        return None
    family, cores = found["family"], int(found["used"] or found["cores"])
    old = found["version"] in (None, "_v2")
    if family in {"d", "ds"} and old and found["features"] in {"", "s"} and cores in _OLD_AZURE:
        cores = _OLD_AZURE[cores]
    alone = family[0] in "nhm" or (family == "d" and "c" in found["features"])
    memory = 0.0
    if family == "b" and found["version"] is None:
        memory = float(_BURSTABLE.get(f"{cores}{found['features']}", 0))
    return Size(f"azure {family}{found['features']}" if alone else "azure", float(cores), memory)


def _azure_vcores(word: str, type_: str) -> Size | None:  # noqa: ARG001 - one signature for all
    found = _AZURE_VCORES.match(word)
    return Size(f"azure {found['tier']}", float(found["cores"])) if found else None


def _azure_words(word: str, type_: str) -> Size | None:
    kind = type_.lower()
    if "redis" in kind:
        return Size("cache", _CACHES[word]) if word in _CACHES else None
    if "sql" in kind:
        return Size("dtu", float(_DTUS[word])) if word in _DTUS else None
    planned = "service_plan" in kind or "serverfarm" in kind or "serviceplan" in kind
    if word in _PLANS and planned:
        cores, memory = _PLANS[word]
        return Size("app plan", float(cores), float(memory))
    return None


def _google(word: str, type_: str) -> Size | None:  # noqa: ARG001 - one signature for all
    name = word.removeprefix("db-")
    if name in _SHARED_CORES:
        return Size("google", *_SHARED_CORES[name])
    if found := _GOOGLE_CUSTOM.match(word):
        return Size("google", float(found["cores"]), int(found["memory"]) / 1024)
    if (found := _GOOGLE.match(word)) and found["family"] not in {"g2", "a2", "a3"}:
        cores = float(found["cores"])
        return Size("google", cores, cores * _PER_CORE[found["kind"]])
    if found := _GOOGLE_TUNED.match(word):
        return Size("google tuned", float(found["cores"]))
    if found := _GOOGLE_ALONE.match(word):
        return Size(f"google {found['family']}-{found['kind']}", float(found["number"]))
    return None


def _others(word: str, type_: str) -> Size | None:
    if found := _SPELT.match(word):
        return Size(f"spelt {found['kind']}", float(found["cores"]), float(found["memory"]))
    if "mongodbatlas" in type_:
        plain = word.removesuffix("_nvme")
        if plain in _ATLAS:
            return Size("atlas" if plain == word else "atlas nvme", _ATLAS[plain])
    if "snowflake" in type_:
        credits_ = _CREDITS.get(word.replace("-", "").replace("_", ""))
        return Size("snowflake", credits_) if credits_ else None
    return None


_READERS = (_others, _azure_words, _azure_vcores, _azure_machine, _google, _amazon)
