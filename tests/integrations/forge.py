"""Answers as the comments of GitHub's and the notes of GitLab's REST API do."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

MOST = 65_536
"""Characters that GitHub takes: https://github.com/orgs/community/discussions/41331"""


@dataclass(kw_only=True)
class Forge:
    """The comments of one pull request or merge request."""

    things: str
    """Path of the list of comments."""
    thing: str
    """Path of one comment, without its number."""
    who: Mapping[str, Any]
    """Whom the token belongs to."""
    author: str
    """Name of the field with the author of a comment."""
    status: int = 0
    """What every writing is answered with, if it is not 0."""
    token: str = "t0ken"  # noqa: S105 - opens nothing
    url: str = ""
    comments: list[dict[str, Any]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def add(self, body: str, who: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Let somebody comment."""
        number = 1000 + len(self.comments)
        made = {
            "id": number,
            "body": body,
            self.author: who or self.who,
            "html_url": f"https://forge.example/{number}",
        }
        self.comments.append(made)
        return made

    def answer(
        self, method: str, path: str, token: str, body: bytes
    ) -> tuple[int, Any, Mapping[str, str]]:
        """Answer one request."""
        parts = urlsplit(path)
        self.asked.append(f"{method} {parts.path}")
        if token != self.token:
            return 401, {"message": "Bad credentials"}, {}
        if method == "GET":
            return self._listed(parts.path, parse_qs(parts.query))
        if self.status:
            return self.status, {"message": "Resource not accessible by integration"}, {}
        text = json.loads(body)["body"]
        if len(text) > MOST:
            return 422, {"message": "Body is too long (maximum is 65536 characters)"}, {}
        if method == "POST" and parts.path == self.things:
            return 201, self.add(text), {}
        head, _, number = parts.path.rpartition("/")
        found = [each for each in self.comments if str(each["id"]) == number]
        if method not in {"PATCH", "PUT"} or head != self.thing or not found:
            return 404, {"message": "Not Found"}, {}
        found[0]["body"] = text
        return 200, found[0], {}

    def _listed(
        self, path: str, query: Mapping[str, list[str]]
    ) -> tuple[int, Any, Mapping[str, str]]:
        if path.endswith("/user"):
            return 200, self.who, {}
        if path != self.things:
            return 404, {"message": "Not Found"}, {}
        size, page = int(query.get("per_page", ["30"])[0]), int(query.get("page", ["1"])[0])
        more = len(self.comments) > page * size
        link = f'<{self.url}{path}?per_page={size}&page={page + 1}>; rel="next"'
        return 200, self.comments[(page - 1) * size : page * size], {"Link": link} if more else {}


@contextmanager
def serve(forge: Forge) -> Iterator[Forge]:
    """Let a forge be asked on a free local port."""

    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            token = self.headers.get("Authorization", "").removeprefix("Bearer ")
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            token = self.headers.get("PRIVATE-TOKEN", token)
            status, told, headers = forge.answer(self.command, self.path, token, body)
            text = json.dumps(told).encode()
            self.send_response(status)
            for name, value in {"Content-Length": str(len(text)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(text)

        do_GET = do_POST = do_PATCH = do_PUT = _answer  # noqa: N815 - names of the standard library

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    forge.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield forge
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
