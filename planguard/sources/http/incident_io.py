"""
`incident.io`: live incidents of incident.io; tests and tutorials are left out.

Login: `token_env`, an API key that may view incidents. The services are those in custom fields
with `service` in their name. https://docs.incident.io/api-reference/incidents-v2/list
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from planguard.model.value import Value
from planguard.sources.http.preset import PAGES, Asking, Found, Preset, rows, too_many

_LIVE = [("status_category[one_of]", "live"), ("page_size", "250")]
_UNREAL = frozenset({"test", "tutorial"})


def _incidents(asking: Asking) -> Found:
    found: list[dict[str, Any]] = []
    after: list[tuple[str, str]] = []
    for _ in range(PAGES):
        answer = asking.ask("/v2/incidents", [*_LIVE, *after])
        found += rows(answer, "incidents")
        following = answer["pagination_meta"].get("after")
        if not following:
            return Found(value=[_event(each) for each in found if each.get("mode") not in _UNREAL])
        after = [("after", str(following))]
    raise too_many("live incidents")


def _event(incident: dict[str, Any]) -> Value:
    return {
        "id": str(incident["reference"]),
        "title": incident["name"],
        "severity": (incident.get("severity") or {}).get("name"),
        "services": list(_services(incident)),
        "since": incident["created_at"],
        "url": incident.get("permalink"),
    }


def _services(incident: dict[str, Any]) -> Iterator[str]:
    for entry in incident.get("custom_field_entries") or []:
        if "service" in entry["custom_field"]["name"].lower():
            for value in entry["values"]:
                entry_name = (value.get("value_catalog_entry") or {}).get("name")
                name = entry_name or (value.get("value_option") or {}).get("value")
                if name:
                    yield name


PRESET = Preset(
    name="incident.io",
    url="https://api.incident.io",
    topics={"incident.active": _incidents},
)
