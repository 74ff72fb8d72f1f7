from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import pytest

from planguard.actions.interface import routes
from planguard.model.action import Action
from planguard.model.value import Sensitive, Unknown, Value
from planguard.model.words import Confidence

Compare: TypeAlias = Callable[..., list[Action]]
Ids: TypeAlias = Callable[..., list[str]]
RULE = routes("spec")
HOST = "shop.example.com"


def _rule(path: str = "/", service: Value = "shop", host: str = HOST) -> dict[str, Value]:
    backend = {"service": {"name": service, "port": {"number": 80}}}
    return {"host": host, "http": {"paths": [{"path": path, "backend": backend}]}}


def _spec(*rules: Value, **more: Value) -> dict[str, Value]:
    return {"spec": {"rules": list(rules), **more}}


def _tls(*hosts: str, kept_in: str = "cert") -> list[Value]:
    return [{"hosts": list(hosts), "secretName": kept_in}]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (_spec(_rule()), _spec(_rule(service="new")), ["routing.rule"]),
        (_spec(_rule()), _spec(_rule("/new")), ["routing.remove", "routing.rule"]),
        (_spec(_rule(), _rule("/a")), _spec(_rule("/a"), _rule()), []),
        (_spec(_rule()), _spec(_rule(), _rule(host="b.example.com")), ["routing.rule"]),
        (_spec(defaultBackend={"service": {"name": "a"}}),
         _spec(defaultBackend={"service": {"name": "b"}}), ["routing.rule"]),
        (_spec(backend={"serviceName": "a", "servicePort": 80}),
         _spec(defaultBackend={"service": {"name": "a", "port": {"number": 80}}}), []),
        (_spec(defaultBackend={"resource": {"kind": "Bucket", "name": "a"}}),
         _spec(defaultBackend={"resource": {"kind": "Bucket", "name": "b"}}), ["routing.rule"]),
        (_spec(_rule(), tls=_tls(HOST)), _spec(_rule()), ["exposure.tls-weaken"]),
        (_spec(_rule(), tls=_tls(HOST)), _spec(_rule(), tls=_tls("*.example.com")), []),
        (_spec(_rule(), tls=_tls(HOST)), _spec(_rule(), tls=_tls()), []),
        (_spec(_rule()), _spec(_rule(), tls=_tls(HOST)), ["protection.up"]),
        (_spec(_rule(), tls=_tls(HOST)), _spec(_rule(), tls=_tls(HOST, kept_in="b")),
         ["routing.rule"]),
        (_spec(_rule()), _spec(_rule(service=Unknown())), ["routing.rule"]),
        (_spec(_rule()), {"spec": Sensitive({})}, ["routing.rule"]),
        (_spec("text"), _spec("other"), []),
    ],
)  # fmt: skip
def test_requests(
    ids: Ids, before: dict[str, Value], after: dict[str, Value], expected: list[str]
) -> None:
    assert ids(RULE, before, after) == expected


def test_what_is_told(compare: Compare) -> None:
    [action] = compare(RULE, _spec(_rule()), _spec(_rule(service="new")))
    assert action.before == {f"{HOST}/": "shop:80"}
    assert action.because == f"{HOST}/ goes to another backend"
    [action] = compare(RULE, _spec(_rule()), {"spec": Unknown()})
    assert action.confidence is Confidence.INFERRED
