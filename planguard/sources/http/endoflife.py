"""
`endoflife`: when support ends for a version, as endoflife.date collects it; no login is needed.

`product` is its name there, `version` a full version or a release: 15.4 is of release 15. None
where support goes on and nobody has said when it ends; now where it is over since an unknown day.
https://endoflife.date/docs/api/v1/
"""

from __future__ import annotations

import re
from typing import Any

from planguard.errors import SourceError
from planguard.sources.http.preset import Asking, Found, Preset, rows

_PRODUCT = re.compile(r"[a-z0-9][a-z0-9.+_-]*\Z")


def _end(asking: Asking) -> Found:
    product, version = asking.wants.product, asking.wants.version
    if not product or not version:
        raise SourceError("needs `product` and `version`")
    if not _PRODUCT.match(product):
        raise SourceError("is asked about a `product` of a form that none has")
    answer = asking.ask(f"/api/v1/products/{product}", [])
    release = _release(rows(answer, "result", "releases"), version)
    name = f"{product} {release['name']}"
    if release["eolFrom"]:
        return Found(value=release["eolFrom"], detail=name)
    if release["isEol"] is False:
        return Found(value=None, detail=f"{name} has no end yet")
    return Found(value=asking.now, detail=f"{name} is over, since when is not known")


def _release(releases: list[dict[str, Any]], version: str) -> dict[str, Any]:
    """Give the release that a version is of: the longest name that it begins with."""
    version = version.removeprefix("v")
    fitting = [each for each in releases if f"{version}.".startswith(f"{each['name']}.")]
    if not fitting:
        raise SourceError("knows no release of the product that the version belongs to")
    return max(fitting, key=lambda each: len(each["name"]))


PRESET = Preset(
    name="endoflife",
    url="https://endoflife.date",
    topics={"dependency.end_of_life": _end},
)
