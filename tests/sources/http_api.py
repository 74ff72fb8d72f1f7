"""A local server for tests of presets, which answers from a table of paths."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from sources.rig import NOW, Asked, Given, ask, serve

from planguard.model.fact import Answer, Fact
from planguard.model.value import Unknown

Query = Mapping[str, list[str]]
Route = Callable[[Query], object]
CI = {"GITHUB_ACTIONS": "true", "GITHUB_REPOSITORY": "acme/shop", "GITHUB_SHA": "a" * 40}
GITLAB = {
    "GITLAB_CI": "true",
    "CI_PROJECT_PATH": "acme/infra/shop",
    "CI_COMMIT_SHA": "b" * 40,
    "CI_MERGE_REQUEST_IID": "7",
}


@dataclass(kw_only=True)
class Api:
    """A server that answers from a table of paths, and what was asked of it."""

    routes: Mapping[str, object]
    asked: list[Asked] = field(default_factory=list)
    url: str = ""

    def respond(self, request: Asked) -> Given:
        """Answer one request."""
        self.asked.append(request)
        parts = urlsplit(request.path)
        if parts.path not in self.routes:
            return Given(status=404, body=b'{"message": "Not Found"}')
        route = self.routes[parts.path]
        body = route(parse_qs(parts.query)) if callable(route) else route
        return Given(body=json.dumps(body).encode())

    def ask(
        self,
        preset: str,
        topic: str,
        binding: str = "",
        environ: Mapping[str, str] | None = None,
        fields: Mapping[str, Any] | None = None,
    ) -> Answer:
        """Ask a preset that is bound to this server."""
        config = f"sources: {{api: {{type: http, preset: {preset}, url: '{self.url}',"
        config += " token_env: TOKEN}}\n"
        config += f"bindings: {{{topic}: {{source: api{binding}}}}}\n"
        environ = {"TOKEN": "t0ken-of-the-api", **(environ or {})}
        return ask(config, topic, fields, environ=environ, now=NOW)


@contextmanager
def api(routes: Mapping[str, object]) -> Iterator[Api]:
    """Run a server for these paths."""
    made = Api(routes=routes)
    with serve(made.respond) as made.url:
        yield made


def value(answer: Answer) -> Any:
    assert isinstance(answer, Fact), answer
    return answer.value


def reason(answer: Answer) -> str:
    assert isinstance(answer, Unknown), answer
    return answer.reason.removeprefix("api (http) ")


def ids(answer: Answer) -> list[str]:
    return [each["id"] for each in value(answer)]


SHAPE = "answered in another shape than its documentation says"
