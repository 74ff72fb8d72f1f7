"""What the tests of sources share: the whole way from planguard.yaml to an answer, a local server."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from planguard.load.config_reading import read_live
from planguard.model.fact import Answer, Query
from planguard.model.value import Path as Steps
from planguard.model.value import Value, at
from planguard.sources.interface import Surroundings

NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)


def ask(
    config: str,
    topic: str,
    fields: Mapping[str, Value] | None = None,
    *,
    environ: Mapping[str, str] | None = None,
    home: Path | None = None,
    now: datetime | None = None,
    seconds: float = 10.0,
) -> Answer:
    """
    Ask one question of the sources and bindings in a planguard.yaml.

    `fields` are those of the subject: `{"service": "checkout", "tags": {"team": "a"}}`. `now` is
    the sources' clock, the real one when it is not given.
    """
    given: Mapping[str, Value] = {"address": "aws_x.example", "type": "aws_x", **(fields or {})}

    def look(path: Steps) -> Value:
        return at(given, path)

    clock: dict[str, Any] = {"now": lambda: now} if now else {}
    around = Surroundings(environ=environ or {}, home=home or Path(), **clock)
    live = read_live(config, "planguard.yaml", around)
    query = Query(topic=topic, subject=str(given["address"]), look=look)
    return live.round(seconds=seconds)([query])[query]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request that the local server got."""

    method: str
    path: str
    """With the query string."""
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What the local server answers."""

    status: int = 200
    body: bytes = b"{}"
    headers: Mapping[str, str] = field(default_factory=dict)


@contextmanager
def serve(respond: Callable[[Asked], Given]) -> Iterator[str]:
    """Run a local HTTP server for as long as the block lasts; gives its URL."""

    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            given = respond(
                Asked(
                    method=self.command,
                    path=self.path,
                    headers=dict(self.headers.items()),
                    body=self.rfile.read(length),
                )
            )
            self.send_response(given.status)
            for name, value in {"Content-Length": str(len(given.body)), **given.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(given.body)

        do_GET = do_POST = _answer  # noqa: N815 - names of the standard library

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name
            """Keep quiet."""

    class Server(ThreadingHTTPServer):
        request_queue_size = 128

    server = Server(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
