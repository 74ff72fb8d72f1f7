"""
`gitlab`: jobs of a commit, approvals and labels of a merge request on GitLab.

Login: `token_env`, a token with the scope read_api. Servers of one's own set
`url: https://HOST/api/v4`. Project, commit and merge request are those that GitLab CI tells, or
`repository`, `commit` and `pull_request`. Jobs of later stages have not run yet: name the ones
that count in `checks`. A job that may fail does not count as failed.
https://docs.gitlab.com/api/commits/#list-commit-statuses
https://docs.gitlab.com/api/merge_request_approvals/ https://docs.gitlab.com/api/merge_requests/
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from planguard.errors import SourceError
from planguard.sources.http.preset import PAGES, Asking, Found, Preset, judged, rows, too_many

_SIZE = 100
_OVER = {"success": "passed", "skipped": "skipped", "failed": "failed", "canceled": "failed"}


def _tests(asking: Asking) -> Found:
    path = f"{_project(asking)}/repository/commits/{asking.commit}/statuses"
    results: list[tuple[str, str]] = []
    for page in range(1, PAGES + 1):
        found = rows(asking.ask(path, [("per_page", str(_SIZE)), ("page", str(page))]))
        results += [(str(each["name"]), _state(each)) for each in found]
        if len(found) < _SIZE:
            return judged(results, asking.wants)
    raise too_many("jobs")


def _state(job: dict[str, Any]) -> str:
    may_fail = job.get("allow_failure") is True
    if job["status"] == "manual" and may_fail:
        return "skipped"
    state = _OVER.get(job["status"], "running")
    return "skipped" if may_fail and state == "failed" else state


def _approvals(asking: Asking) -> Found:
    path = f"{_project(asking)}/merge_requests/{asking.pull_request}/approvals"
    found = rows(asking.ask(path, []), "approved_by")
    names = sorted({str(each["user"]["username"]) for each in found})
    return Found(value=len(names), detail=", ".join(names))


def _labels(asking: Asking) -> Found:
    found = asking.ask(f"{_project(asking)}/merge_requests/{asking.pull_request}", [])["labels"]
    if not isinstance(found, list):
        raise SourceError("answered in another shape than its documentation says")
    return Found(value=found)


def _project(asking: Asking) -> str:
    return f"/projects/{quote(asking.repository, safe='')}"


PRESET = Preset(
    name="gitlab",
    url="https://gitlab.com/api/v4",
    topics={
        "tests.passed": _tests,
        "change.approvals": _approvals,
        "change.labels": _labels,
    },
)
