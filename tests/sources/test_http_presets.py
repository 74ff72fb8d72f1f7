"""Presets against a local server that answers as each system's public documentation says."""

from __future__ import annotations

from datetime import UTC, datetime
from importlib import import_module
from urllib.parse import parse_qs, urlsplit

import pytest
from sources.http_api import SHAPE, Query, api, ids, reason, value
from sources.rig import NOW

from planguard.errors import ConfigError
from planguard.model.fact import Fact
from planguard.model.topic import TOPICS
from planguard.sources.http import PRESETS, Options


@pytest.mark.parametrize("preset", sorted(PRESETS))
def test_a_preset_knows_its_address_and_says_what_it_reads(preset: str) -> None:
    known = PRESETS[preset]
    assert set(known.topics) <= set(TOPICS)
    if known.url:
        assert Options.model_validate({"preset": preset}).url == known.url
    module = import_module(f"planguard.sources.http.{preset.replace('.', '_')}")
    told = module.__doc__ or ""
    assert told.startswith(f"\n`{preset}`: ")
    assert "https://" in told


# PagerDuty


def pagerduty(number: int, **more: object) -> dict[str, object]:
    return {
        "id": f"PT4KHL{number}",
        "type": "incident",
        "summary": f"[#{number}] The server is on fire.",
        "html_url": f"https://acme.pagerduty.com/incidents/PT4KHL{number}",
        "incident_number": number,
        "title": "The server is on fire.",
        "created_at": "2026-01-15T10:12:27Z",
        "status": "triggered",
        "service": {"id": "PIJ90N7", "type": "service_reference", "summary": "checkout"},
        "urgency": "high",
        "priority": {"id": "P53ZZH5", "type": "priority_reference", "summary": "P1"},
        **more,
    }


def test_pagerduty_gives_open_incidents_with_their_service() -> None:
    def incidents(query: Query) -> object:
        assert query["statuses[]"] == ["triggered", "acknowledged"]
        assert query["date_range"] == ["all"]
        offset = int(query["offset"][0])
        page = [pagerduty(offset + 1), pagerduty(offset + 2, priority=None, service=None)]
        more = offset < 4
        return {"incidents": page, "limit": 2, "offset": offset, "total": None, "more": more}

    with api({"/incidents": incidents}) as server:
        answer = server.ask("pagerduty", "incident.active", ", params: {'service_ids[]': PIJ90N7}")
    assert ids(answer) == ["1", "2", "3", "4", "5", "6"]
    assert value(answer)[0] == {
        "id": "1",
        "title": "The server is on fire.",
        "severity": "P1",
        "services": ["checkout"],
        "since": datetime(2026, 1, 15, 10, 12, 27, tzinfo=UTC),
        "url": "https://acme.pagerduty.com/incidents/PT4KHL1",
    }
    assert (value(answer)[1]["severity"], value(answer)[1]["services"]) == ("high", [])
    headers = server.asked[0].headers
    assert headers["Authorization"] == "Token token=t0ken-of-the-api"
    assert headers["Accept"] == "application/vnd.pagerduty+json;version=2"
    assert "service_ids%5B%5D=PIJ90N7" in server.asked[0].path


def test_pagerduty_without_end_is_unknown() -> None:
    page = {"incidents": [pagerduty(1)], "limit": 1, "offset": 0, "total": None, "more": True}
    with api({"/incidents": page}) as server:
        told = reason(server.ask("pagerduty", "incident.active"))
    assert told == "has open incidents for more than 10 pages, which are not read to their end"
    assert len(server.asked) == 10


@pytest.mark.parametrize(
    "body",
    [
        {"incidents": {}, "more": False},
        {"incidents": None, "more": False},
        {"incidents": "", "more": False},
        {"incidents": ["x"], "more": False},
        {"incidents": [{"incident_number": 1}], "more": False},
        {"incidents": []},
        {},
        [],
        None,
        "ok",
    ],
)
def test_another_shape_is_unknown_and_never_no_incidents(body: object) -> None:
    with api({"/incidents": body}) as server:
        assert reason(server.ask("pagerduty", "incident.active")) == SHAPE


def test_a_preset_answers_its_own_topics_alone() -> None:
    told = "cannot answer tests.passed: the preset answers incident.active alone; `value` is"
    with api({}) as server, pytest.raises(ConfigError, match=told):
        server.ask("pagerduty", "tests.passed")


def test_a_preset_can_be_asked_something_else_with_an_expression() -> None:
    with api({"/oncalls": {"oncalls": [1, 2]}}) as server:
        binding = ", path: /oncalls, value: 'size(answer.oncalls)'"
        assert value(server.ask("pagerduty", "queue.depth", binding)) == 2
    assert server.asked[0].headers["Authorization"].startswith("Token token=")


# Opsgenie


def opsgenie(tiny: str, **more: object) -> dict[str, object]:
    return {
        "id": f"70413a06-38d6-4c85-92b8-{tiny}",
        "tinyId": tiny,
        "message": "Our servers are in danger",
        "status": "open",
        "tags": [],
        "createdAt": "2026-01-15T08:34:46.181Z",
        "updatedAt": "2026-01-15T08:34:46.181Z",
        "priority": "P2",
        **more,
    }


def test_opsgenie_gives_open_incidents_and_names_their_services() -> None:
    def incidents(query: Query) -> object:
        assert query["query"] == ["status:open"]
        if query["offset"] == ["0"]:
            links = {"web": "https://acme.app.opsgenie.com/incident/detail/1", "api": "x"}
            first = opsgenie("1", impactedServices=["s-1"], links=links)
            following = {"next": "https://api.opsgenie.com/v1/incidents?offset=1", "first": "x"}
            return {"data": [first], "paging": following, "took": 0.1, "requestId": "r"}
        last = opsgenie("2", tags=["service:search", "urgent"], impactedServices=[])
        return {"data": [last], "paging": {"first": "x", "last": "y"}, "took": 0.1}

    service = {"data": {"id": "s-1", "name": "checkout", "teamId": "t"}, "requestId": "r"}
    with api({"/v1/incidents": incidents, "/v1/services/s-1": service}) as server:
        answer = server.ask("opsgenie", "incident.active")
    assert [(each["id"], each["services"]) for each in value(answer)] == [
        ("1", ["checkout"]),
        ("2", ["search"]),
    ]
    assert value(answer)[0]["url"] == "https://acme.app.opsgenie.com/incident/detail/1"
    assert server.asked[0].headers["Authorization"] == "GenieKey t0ken-of-the-api"


def test_opsgenie_whose_services_cannot_be_named_is_unknown() -> None:
    many = [opsgenie("1", impactedServices=[str(number) for number in range(30)])]
    with api({"/v1/incidents": {"data": many, "paging": {}}}) as server:
        assert "on more than 20 services" in reason(server.ask("opsgenie", "incident.active"))
    one = [opsgenie("1", impactedServices=["../x"])]
    with api({"/v1/incidents": {"data": one, "paging": {}}}) as server:
        assert "leads elsewhere" in reason(server.ask("opsgenie", "incident.active"))


def test_opsgenie_gives_alerts_that_are_not_snoozed() -> None:
    data = [opsgenie("8", snoozed=False, acknowledged=True), opsgenie("9", snoozed=True)]
    body = {"data": data, "paging": {"first": "x", "last": "x"}, "took": 0.6, "requestId": "r"}
    with api({"/v2/alerts": body}) as server:
        assert ids(server.ask("opsgenie", "alarm.firing")) == ["8"]


def test_opsgenie_without_end_is_unknown() -> None:
    body = {"data": [opsgenie("8")], "paging": {"next": "https://elsewhere.example/steal"}}
    with api({"/v2/alerts": body}) as server:
        assert "more than 10 pages" in reason(server.ask("opsgenie", "alarm.firing"))
    assert server.asked[1].path.endswith("&offset=1")


# incident.io


def incident_io(number: int, **more: object) -> dict[str, object]:
    team = {"custom_field": {"name": "Affected Team"}, "values": [{"value_text": "x"}]}
    services = {
        "custom_field": {"id": "01F", "name": "Impacted services", "field_type": "multi_select"},
        "values": [
            {"value_catalog_entry": {"id": "01G", "name": "checkout"}},
            {"value_option": {"id": "01H", "value": "search"}},
            {"value_text": ""},
        ],
    }
    return {
        "id": f"01FDAG4SAP5TYPT98WGR2N7W9{number}",
        "reference": f"INC-{number}",
        "name": "Our database is sad",
        "mode": "standard",
        "incident_status": {"category": "live", "name": "Investigating"},
        "severity": {"name": "Minor", "rank": 1},
        "created_at": "2026-01-15T09:28:00Z",
        "permalink": f"https://app.incident.io/incidents/{number}",
        "custom_field_entries": [team, services],
        **more,
    }


def test_incident_io_gives_live_incidents_page_by_page() -> None:
    def incidents(query: Query) -> object:
        assert query["status_category[one_of]"] == ["live"]
        if "after" not in query:
            page = [incident_io(1), incident_io(2, mode="test"), incident_io(3, mode="tutorial")]
            return {"incidents": page, "pagination_meta": {"after": "01F&x=1", "page_size": 250}}
        assert query["after"] == ["01F&x=1"]
        bare = incident_io(4, severity=None, custom_field_entries=[])
        return {"incidents": [bare], "pagination_meta": {"page_size": 250}}

    with api({"/v2/incidents": incidents}) as server:
        answer = server.ask("incident.io", "incident.active")
    assert ids(answer) == ["INC-1", "INC-4"]
    assert value(answer)[0]["services"] == ["checkout", "search"]
    assert value(answer)[0]["severity"] == "Minor"
    assert value(answer)[1]["services"] == []
    assert server.asked[0].headers["Authorization"] == "Bearer t0ken-of-the-api"


def test_incident_io_without_end_is_unknown() -> None:
    body = {"incidents": [], "pagination_meta": {"after": "x"}}
    with api({"/v2/incidents": body}) as server:
        assert "more than 10 pages" in reason(server.ask("incident.io", "incident.active"))


# Statuspage


def statuspage(number: int) -> dict[str, object]:
    return {
        "id": f"cp306tmzcl0{number}",
        "name": "Unplanned Database Outage",
        "status": "identified",
        "impact": "critical",
        "created_at": "2026-01-15T09:00:00.000Z",
        "started_at": "2026-01-15T08:50:00.000Z",
        "shortlink": "http://stspg.co:5000/Q0E",
        "components": [{"id": "ftgks51sfs2d", "name": "API", "status": "degraded_performance"}],
    }


def test_statuspage_gives_unresolved_incidents_with_their_components() -> None:
    body = {"page": {"id": "xyz"}, "incidents": [statuspage(1)]}
    with api({"/api/v2/incidents/unresolved.json": body}) as server:
        (event,) = value(server.ask("statuspage", "incident.active"))
    assert (event["id"], event["services"], event["severity"]) == (
        "cp306tmzcl01",
        ["API"],
        "critical",
    )
    assert event["since"] == datetime(2026, 1, 15, 8, 50, tzinfo=UTC)


def test_statuspage_that_may_not_list_all_is_unknown() -> None:
    body = {"incidents": [statuspage(number) for number in range(50)]}
    with api({"/api/v2/incidents/unresolved.json": body}) as server:
        assert "may not list all" in reason(server.ask("statuspage", "incident.active"))


# ServiceNow


def servicenow(**more: str) -> dict[str, object]:
    held = {
        "number": "CHG0030052",
        "short_description": "Resize the checkout fleet",
        "state": "-1",
        "approval": "approved",
        "start_date": "2026-01-15 11:00:00",
        "end_date": "",
        "sys_id": "c286d61347c12200e0ef563dbb9a71df",
        **more,
    }
    shown = {**held, "state": "Implement", "start_date": "2026-01-15 03:00:00"}
    return {key: {"display_value": shown[key], "value": held[key]} for key in held}


TABLE = "/api/now/table/change_request"


def test_servicenow_gives_the_change_request() -> None:
    with api({TABLE: {"result": [servicenow()]}}) as server:
        ticket = value(server.ask("servicenow", "change.ticket", ", number: CHG0030052"))
    assert ticket == {
        "id": "CHG0030052",
        "title": "Resize the checkout fleet",
        "state": "Implement",
        "approved": True,
        "starts": datetime(2026, 1, 15, 11, tzinfo=UTC),
        "url": f"{server.url}/nav_to.do?uri=change_request.do%3Fsys_id%3D"
        "c286d61347c12200e0ef563dbb9a71df",
    }
    query = parse_qs(urlsplit(server.asked[0].path).query)
    assert query["sysparm_query"] == ["number=CHG0030052"]
    assert query["sysparm_display_value"] == ["all"]


def test_servicenow_finds_the_number_in_a_branch() -> None:
    requested = servicenow(approval="requested")
    fields = {"tags": {"branch": "fix/CHG0030052-resize"}}
    binding = ", number: '{{ tags.branch }}'"
    with api({TABLE: {"result": [requested]}}) as server:
        answer = server.ask("servicenow", "change.ticket", binding, fields=fields)
    assert value(answer)["approved"] is False


def test_servicenow_without_such_a_request_is_none() -> None:
    with api({TABLE: {"result": []}}) as server:
        answer = server.ask("servicenow", "change.ticket", ", number: CHG1")
    assert isinstance(answer, Fact)
    assert (answer.value, answer.detail) == (None, "CHG1 does not exist")


@pytest.mark.parametrize(
    "number",
    [
        "CHG1^ORnumberISNOTEMPTY",
        "CHG1^NQapproval=approved",
        "numberLIKECHG",
        "CHG1&sysparm_limit=1",
        "CHG1%5EORactive=true",
        "javascript:gs.getUserID()",
        "CHG1 CHG2",
        "CHG\u0661",
        "chg1",
        "main",
    ],
)
def test_servicenow_is_asked_for_nothing_but_a_number(number: str) -> None:
    with api({TABLE: {"result": [servicenow()]}}) as server:
        binding = ", number: '{{ tags.change }}'"
        answer = server.ask(
            "servicenow", "change.ticket", binding, fields={"tags": {"change": number}}
        )
    assert reason(answer) == "is given a `number` that does not hold the one of a change request"
    assert server.asked == []


def test_servicenow_that_answers_with_other_requests_is_unknown() -> None:
    for rows in ([servicenow(), servicenow()], [servicenow(number="CHG2")]):
        with api({TABLE: {"result": rows}}) as server:
            answer = server.ask("servicenow", "change.ticket", ", number: CHG0030052")
        assert "other change requests than the one asked for" in reason(answer)


def test_servicenow_needs_a_number() -> None:
    with api({}) as server:
        assert "needs `number`" in reason(server.ask("servicenow", "change.ticket"))


# endoflife.date


def release(name: str, *, over: bool, since: str | None) -> object:
    return {"name": name, "label": name, "isEol": over, "eolFrom": since, "isMaintained": not over}


RELEASES = [
    release("16", over=False, since="2028-11-09"),
    release("1", over=True, since="2001-01-01"),
    release("9.6", over=True, since="2021-11-11"),
    release("8", over=True, since=None),
    release("17", over=False, since=None),
]


@pytest.mark.parametrize(
    ("version", "end", "detail"),
    [
        ("16", datetime(2028, 11, 9, tzinfo=UTC), "postgresql 16"),
        ("16.4", datetime(2028, 11, 9, tzinfo=UTC), "postgresql 16"),
        ("v9.6.24", datetime(2021, 11, 11, tzinfo=UTC), "postgresql 9.6"),
        ("8.4", NOW, "postgresql 8 is over, since when is not known"),
        ("17.1", None, "postgresql 17 has no end yet"),
    ],
)
def test_endoflife_gives_when_support_ends(version: str, end: object, detail: str) -> None:
    body = {"schema_version": "1.2.0", "result": {"name": "postgresql", "releases": RELEASES}}
    with api({"/api/v1/products/postgresql": body}) as server:
        binding = ", product: postgresql, version: '{{ after.engine_version }}'"
        fields = {"after": {"engine_version": version}}
        answer = server.ask("endoflife", "dependency.end_of_life", binding, fields=fields)
    assert isinstance(answer, Fact), answer
    assert (answer.value, answer.detail) == (end, detail)


@pytest.mark.parametrize(
    ("binding", "words"),
    [
        (", product: postgresql", "needs `product` and `version`"),
        (", product: ../all, version: '1'", "is asked about a `product` of a form"),
        (", product: postgresql, version: '19.1'", "knows no release"),
        (", product: postgres, version: '16'", "has nothing at that address (404)"),
    ],
)
def test_endoflife_that_cannot_tell_is_unknown(binding: str, words: str) -> None:
    body = {"schema_version": "1.2.0", "result": {"name": "postgresql", "releases": RELEASES}}
    with api({"/api/v1/products/postgresql": body}) as server:
        answer = server.ask("endoflife", "dependency.end_of_life", binding)
    assert reason(answer).startswith(words)
