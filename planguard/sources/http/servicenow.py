"""
`servicenow`: a change request of ServiceNow, by its number.

Set `url` to the instance, such as `https://example.service-now.com`. Login: `user` and
`password_env`, or `token_env`; it needs to read the table change_request. `number` is the
request's, or a text with one in it such as `{{ ci.branch }}`.
https://www.servicenow.com/docs/bundle/zurich-api-reference/page/integrate/inbound-rest/concept/c_TableAPI.html
"""

from __future__ import annotations

import re
from typing import Any

from planguard.errors import SourceError
from planguard.model.value import Value
from planguard.sources.http.preset import Asking, Found, Preset, rows

_SEPARATORS = re.compile(r"[/_\-. :#]+")
_NUMBER = re.compile(r"[A-Z]{2,10}[0-9]{1,15}\Z")
_FIELDS = ("number", "short_description", "state", "approval", "start_date", "end_date", "sys_id")


def _ticket(asking: Asking) -> Found:
    number = _number(asking.wants.number)
    asked = [
        # Nothing but letters and digits comes here: `^` would begin another condition.
        ("sysparm_query", f"number={number}"),
        ("sysparm_fields", ",".join(_FIELDS)),
        # Both what people see and what the table holds: times are in UTC there.
        ("sysparm_display_value", "all"),
        ("sysparm_exclude_reference_link", "true"),
        ("sysparm_limit", "2"),
    ]
    found = rows(asking.ask("/api/now/table/change_request", asked), "result")
    if not found:
        return Found(value=None, detail=f"{number} does not exist")
    if len(found) > 1 or found[0]["number"]["value"] != number:
        # An instance may answer a query that it does not understand with every row.
        raise SourceError("answered with other change requests than the one asked for")
    return Found(value=_record(found[0], asking.url))


def _number(text: str) -> str:
    if not text:
        raise SourceError("needs `number`, the change request's")
    numbers = {word for word in _SEPARATORS.split(text) if _NUMBER.match(word)}
    if len(numbers) != 1:
        raise SourceError("is given a `number` that does not hold the one of a change request")
    return numbers.pop()


def _record(row: dict[str, Any], url: str) -> Value:
    held = {name: str(row[name]["value"] or "") for name in _FIELDS}
    return {
        "id": held["number"],
        "title": held["short_description"],
        "state": str(row["state"]["display_value"]),
        "approved": held["approval"] == "approved",
        "starts": held["start_date"] or None,
        "ends": held["end_date"] or None,
        "url": f"{url}/nav_to.do?uri=change_request.do%3Fsys_id%3D{held['sys_id']}",
    }


PRESET = Preset(name="servicenow", url="", topics={"change.ticket": _ticket})
