"""
`opsgenie`: open incidents of Opsgenie with the services they impact, and open alerts.

Login: `token_env`, an API key with read access, and for the services' names with configuration
access. Accounts in the EU set `url: https://api.eu.opsgenie.com`. An alert tagged `service:NAME`
is about that service; snoozed alerts do not fire. https://docs.opsgenie.com/docs/incident-api
https://docs.opsgenie.com/docs/alert-api
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from planguard.errors import SourceError
from planguard.model.value import Value
from planguard.sources.http.preset import PAGES, Asking, Found, Preset, rows, too_many

_MARK = "service:"
_MOST_SERVICES = 20


def _incidents(asking: Asking) -> Found:
    found = _open(asking, "/v1/incidents", "open incidents")
    ids = sorted({str(id_) for each in found for id_ in each.get("impactedServices") or []})
    if len(ids) > _MOST_SERVICES:
        raise SourceError(f"has incidents on more than {_MOST_SERVICES} services")
    names = {
        id_: asking.ask(f"/v1/services/{quote(id_, safe='')}", [])["data"]["name"] for id_ in ids
    }
    return Found(value=[_event(each, names) for each in found])


def _alerts(asking: Asking) -> Found:
    found = _open(asking, "/v2/alerts", "open alerts")
    return Found(value=[_event(each, {}) for each in found if each.get("snoozed") is not True])


def _open(asking: Asking, path: str, what: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for _ in range(PAGES):
        asked = [("query", "status:open"), ("limit", "100"), ("offset", str(len(found)))]
        answer = asking.ask(path, asked)
        page = rows(answer, "data")
        found += page
        if not page or not (answer.get("paging") or {}).get("next"):
            return found
    raise too_many(what)


def _event(each: dict[str, Any], names: Mapping[str, str]) -> Value:
    tagged = [tag.removeprefix(_MARK) for tag in each.get("tags") or [] if tag.startswith(_MARK)]
    return {
        "id": str(each["tinyId"]),
        "title": each["message"],
        "severity": each.get("priority"),
        "services": [*(names[str(id_)] for id_ in each.get("impactedServices") or []), *tagged],
        "since": each["createdAt"],
        "url": (each.get("links") or {}).get("web"),
    }


PRESET = Preset(
    name="opsgenie",
    url="https://api.opsgenie.com",
    scheme="GenieKey ",
    topics={"incident.active": _incidents, "alarm.firing": _alerts},
)
