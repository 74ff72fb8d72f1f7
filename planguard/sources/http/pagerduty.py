"""
`pagerduty`: open incidents of PagerDuty, with the service each is on.

Login: `token_env`, an API key that may read incidents. Add `params: {"service_ids[]": ...}` to ask
for some services alone. https://developer.pagerduty.com/api-reference/9d0b4b12e36f9-list-incidents
"""

from __future__ import annotations

from typing import Any

from planguard.model.value import Value
from planguard.sources.http.preset import PAGES, Asking, Found, Preset, rows, too_many

_OPEN = [
    ("statuses[]", "triggered"),
    ("statuses[]", "acknowledged"),
    # Without it, incidents that were opened more than a month ago are left out.
    ("date_range", "all"),
    ("limit", "100"),
]


def _incidents(asking: Asking) -> Found:
    found: list[Value] = []
    for _ in range(PAGES):
        answer = asking.ask("/incidents", [*_OPEN, ("offset", str(len(found)))])
        found += map(_event, rows(answer, "incidents"))
        if answer["more"] is False:
            return Found(value=found)
    raise too_many("open incidents")


def _event(incident: dict[str, Any]) -> Value:
    service = (incident.get("service") or {}).get("summary")
    return {
        "id": str(incident["incident_number"]),
        "title": incident["title"],
        "severity": (incident.get("priority") or {}).get("summary") or incident.get("urgency"),
        "services": [service] if service else [],
        "since": incident["created_at"],
        "url": incident.get("html_url"),
    }


PRESET = Preset(
    name="pagerduty",
    url="https://api.pagerduty.com",
    scheme="Token token=",
    headers={"Accept": "application/vnd.pagerduty+json;version=2"},
    topics={"incident.active": _incidents},
)
