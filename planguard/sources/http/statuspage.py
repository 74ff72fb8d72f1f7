"""
`statuspage`: unresolved incidents on a public status page; its components are the services.

Set `url` to the page, such as `https://status.example.com`; no login is needed.
https://metastatuspage.com/api
"""

from __future__ import annotations

from typing import Any

from planguard.errors import SourceError
from planguard.model.value import Value
from planguard.sources.http.preset import Asking, Found, Preset, rows

_MOST = 50
"""A page lists no more than these and does not say whether there are others."""


def _incidents(asking: Asking) -> Found:
    found = rows(asking.ask("/api/v2/incidents/unresolved.json", []), "incidents")
    if len(found) >= _MOST:
        raise SourceError(f"has {_MOST} or more unresolved incidents, which it may not list all")
    return Found(value=[_event(each) for each in found])


def _event(incident: dict[str, Any]) -> Value:
    return {
        "id": incident["id"],
        "title": incident["name"],
        "severity": incident.get("impact"),
        "services": [each["name"] for each in incident.get("components") or []],
        "since": incident.get("started_at") or incident["created_at"],
        "url": incident.get("shortlink"),
    }


PRESET = Preset(name="statuspage", url="", topics={"incident.active": _incidents})
