"""
`github`: checks of a commit, approvals and labels of a pull request on GitHub.

Login: `token_env`, a token that may read checks, commit statuses and pull requests. Servers of
one's own set `url: https://HOST/api/v3`. Repository, commit and pull request are those that
GitHub Actions tells, or `repository`, `commit` and `pull_request`. Of a pull request it is the
head whose checks count, as they do not run for the merge commit that Actions names. A job that
runs planguard is still running while it asks: name it in `except`.
https://docs.github.com/en/rest/checks/runs https://docs.github.com/en/rest/commits/statuses
https://docs.github.com/en/rest/pulls/reviews https://docs.github.com/en/rest/issues/labels
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from planguard.errors import SourceError
from planguard.sources.http.preset import PAGES, Asking, Found, Preset, judged, rows, too_many

_SIZE = 100
_STATUSES = {"success": "passed", "pending": "running"}
_CONCLUSIONS = {"success": "passed", "neutral": "skipped", "skipped": "skipped"}
_STRANGERS = frozenset({"NONE", "FIRST_TIMER", "FIRST_TIME_CONTRIBUTOR", "MANNEQUIN"})
"""Those who may be anybody: on a public repository everyone can approve. A token without the right
to read members sees them as such as well, unless they have contributed."""
_VERDICTS = frozenset({"APPROVED", "CHANGES_REQUESTED", "DISMISSED"})


def _tests(asking: Asking) -> Found:
    commit = f"/repos/{asking.repository}/commits/{_commit(asking)}"
    results = [
        (str(each["name"]), _state(each))
        for each in _counted(asking, f"{commit}/check-runs", "check_runs")
    ]
    results += [
        (str(each["context"]), _STATUSES.get(each["state"], "failed"))
        for each in _counted(asking, f"{commit}/status", "statuses")
    ]
    return judged(results, asking.wants)


def _commit(asking: Asking) -> str:
    if asking.wants.commit or not (asking.wants.pull_request or "pull_request" in asking.pipeline):
        return asking.commit
    pull = asking.ask(f"/repos/{asking.repository}/pulls/{asking.pull_request}", [])
    head = pull["head"]["sha"]
    if not isinstance(head, str) or not head.isalnum():
        raise SourceError("answered in another shape than its documentation says")
    return head


def _state(run: dict[str, Any]) -> str:
    if run["status"] != "completed":
        return "running"
    return _CONCLUSIONS.get(run["conclusion"], "failed")


def _counted(asking: Asking, path: str, key: str) -> Iterator[dict[str, Any]]:
    """Give the rows of a list that tells how many there are."""
    seen = 0
    for page in range(1, PAGES + 1):
        answer = asking.ask(path, [("per_page", str(_SIZE)), ("page", str(page))])
        found = rows(answer, key)
        yield from found
        seen += len(found)
        if seen >= answer["total_count"]:
            return
        if not found:
            raise SourceError("answered with fewer checks than it says there are")
    raise too_many("checks")


def _approvals(asking: Asking) -> Found:
    path = f"/repos/{asking.repository}/pulls/{asking.pull_request}/reviews"
    latest: dict[str, str] = {}
    strangers: set[str] = set()
    for page in range(1, PAGES + 1):
        found = rows(asking.ask(path, [("per_page", str(_SIZE)), ("page", str(page))]))
        for each in found:
            # A comment after an approval leaves it standing; a deleted account has no name.
            if each["state"] in _VERDICTS and each["user"]:
                latest[each["user"]["login"]] = each["state"]
                if each["author_association"] in _STRANGERS:
                    strangers.add(each["user"]["login"])
        if len(found) < _SIZE:
            names = sorted(name for name, state in latest.items() if state == "APPROVED")
            counted = [name for name in names if name not in strangers]
            others = ", ".join(name for name in names if name in strangers)
            told = [*counted, f"not counted, for the token sees no member: {others}"]
            return Found(value=len(counted), detail=", ".join(told if others else counted))
    raise too_many("reviews")


def _labels(asking: Asking) -> Found:
    path = f"/repos/{asking.repository}/issues/{asking.pull_request}/labels"
    found = rows(asking.ask(path, [("per_page", str(_SIZE))]))
    if len(found) >= _SIZE:
        raise SourceError(f"has {_SIZE} or more labels on the pull request")
    return Found(value=[each["name"] for each in found])


PRESET = Preset(
    name="github",
    url="https://api.github.com",
    headers={"Accept": "application/vnd.github+json", "X-GitHub-Api-Version": "2022-11-28"},
    topics={
        "tests.passed": _tests,
        "change.approvals": _approvals,
        "change.labels": _labels,
    },
)
