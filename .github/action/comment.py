"""Keeps one comment on the pull request up to date: that of the same marker and author."""  # noqa: INP001 - a script

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx

_MOST = 65_536
_MOST_PAGES = 100
_FORBIDDEN = frozenset({401, 403, 404})


def main() -> int:
    """Create the comment or write over it; nothing that goes wrong here changes the verdict."""
    environ = os.environ
    token, (number, commit) = environ.get("WITH_TOKEN", ""), _pull_request()
    if number is None:
        return _say("notice", "no comment: this is not about a pull request")
    if not token:
        return _say("notice", "no comment: there is no token")
    body = _body(Path(environ["COMMENT"]).read_text(encoding="utf-8"), commit)
    if len(body) > _MOST:
        return _say("warning", f"no comment: it would have {len(body)} characters")
    try:
        with _client(environ["GITHUB_API_URL"], token) as client:
            repository = f"/repos/{environ['GITHUB_REPOSITORY']}/issues"
            return _keep(client, repository, number, body, environ["WITH_AUTHOR"])
    except httpx.HTTPStatusError as error:
        status = error.response.status_code
        if status in _FORBIDDEN:
            told = f"no comment: the token may not ({status}); it needs `pull-requests: write`"
            return _say("notice", f"{told}, which pull requests from forks do not get")
        return _say("warning", f"no comment: GitHub answered {status}")
    except (httpx.HTTPError, ValueError) as error:
        return _say("warning", f"no comment: {type(error).__name__}")


def _client(url: str, token: str) -> httpx.Client:
    return httpx.Client(
        base_url=url,
        headers={
            "Accept": "application/vnd.github+json",
            "Authorization": f"Bearer {token}",
            "X-GitHub-Api-Version": "2022-11-28",
        },
        timeout=20,
        transport=httpx.HTTPTransport(retries=2),
    )


def _keep(client: httpx.Client, issues: str, number: int, body: str, author: str) -> int:
    marker = body.partition("\n")[0]
    mine = next(
        (
            each
            for each in _comments(client, f"{issues}/{number}/comments")
            if each["user"] and each["user"]["login"] == author
            if (each["body"] or "").partition("\n")[0].strip() == marker
        ),
        None,
    )
    if mine is None:
        answer = client.post(f"{issues}/{number}/comments", json={"body": body})
    else:
        answer = client.patch(f"{issues}/comments/{mine['id']}", json={"body": body})
    written = answer.raise_for_status().json()
    sys.stdout.write(f"{'updated' if mine else 'created'} {written['html_url']}\n")
    if written["user"]["login"] != author:
        told = f"the token writes as {written['user']['login']}: say so by `comment-author`"
        return _say("warning", f"{told}, or every run leaves a comment of its own")
    return 0


def _comments(client: httpx.Client, path: str) -> Iterator[dict[str, Any]]:
    """Give every comment, page by page."""
    for page in range(1, _MOST_PAGES + 1):
        answer = client.get(path, params={"per_page": 100, "page": page}).raise_for_status()
        yield from answer.json()
        if "next" not in answer.links:
            return


def _pull_request() -> tuple[int | None, str]:
    """Give the number of the pull request that the event is about, and its newest commit."""
    event = json.loads(Path(os.environ["GITHUB_EVENT_PATH"]).read_text(encoding="utf-8"))
    issue = event.get("issue", {})
    about = event.get("pull_request") or (issue if "pull_request" in issue else {})
    number, commit = about.get("number"), str(about.get("head", {}).get("sha", ""))
    return number if isinstance(number, int) else None, commit[:7] if commit.isalnum() else ""


def _body(report: str, commit: str) -> str:
    """Add where the whole report is and which commit it judged, if there is room."""
    environ = os.environ
    run = f"{environ['GITHUB_REPOSITORY']}/actions/runs/{environ['GITHUB_RUN_ID']}"
    about = f" of `{commit}`" if commit else ""
    last = f"[The run]({environ['GITHUB_SERVER_URL']}/{run}){about} has the whole report."
    text = f"{report.rstrip()}\n\n{last}\n"
    return text if len(text) <= _MOST else report


def _say(kind: str, text: str) -> int:
    sys.stdout.write(f"::{kind} title=planguard::{text}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
