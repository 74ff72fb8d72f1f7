"""GitHub and GitLab against a local server that answers as their public documentation says."""

from __future__ import annotations

import pytest
from sources.http_api import CI, GITLAB, SHAPE, Query, api, reason, value

from planguard.model.fact import Fact


def run(name: str, conclusion: str | None = "success", status: str = "completed") -> object:
    return {
        "id": 4,
        "name": name,
        "status": status,
        "conclusion": conclusion,
        "head_sha": "a" * 40,
    }


def github(
    runs: list[object], statuses: list[object] | None = None, sha: str = "a" * 40
) -> dict[str, object]:
    held = statuses or []
    commit = f"/repos/acme/shop/commits/{sha}"
    return {
        f"{commit}/check-runs": {"total_count": len(runs), "check_runs": runs},
        f"{commit}/status": {"state": "pending", "total_count": len(held), "statuses": held},
    }


@pytest.mark.parametrize(
    ("runs", "binding", "passed", "detail"),
    [
        ([run("unit"), run("docs", "skipped")], "", True, "2 checks passed"),
        ([run("unit"), run("lint", "failure")], "", False, "1 of 2 checks failed: lint"),
        ([run("unit"), run("unit", "timed_out")], "", False, "1 of 1 checks failed: unit"),
        ([run("unit"), run("e2e", None, "in_progress")], "", False, "1 of 2 checks still running: e2e"),
        ([run("unit", "cancelled")], "", False, "1 of 1 checks failed: unit"),
        ([run("unit", "brand_new")], "", False, "1 of 1 checks failed: unit"),
        ([run("unit"), run("planguard", None, "in_progress")], "", True, "1 checks passed"),
        ([run("unit"), run("gate", None, "queued")], ", except: [gate]", True, "1 checks passed"),
        ([run("unit"), run("lint", "failure")], ", checks: [un*]", True, "1 checks passed"),
        ([run("unit")], ", checks: [unit, e2e]", False, "not run: e2e"),
        ([run("unit"), run("e2e", "skipped")], ", checks: [unit, e2e]", False, "not run: e2e"),
        ([run("lint")], ", checks: [unit]", None, "no check ran"),
        ([run("unit", "skipped"), run("x", "neutral")], "", None, "no check ran"),
        ([], "", None, "no check ran"),
    ],
)  # fmt: skip
def test_github_says_whether_checks_passed(
    runs: list[object], binding: str, passed: object, detail: str
) -> None:
    with api(github(runs)) as server:
        answer = server.ask("github", "tests.passed", binding, CI)
    assert isinstance(answer, Fact), answer
    assert (answer.value, answer.detail) == (passed, detail)
    assert server.asked[0].headers["X-GitHub-Api-Version"] == "2022-11-28"


@pytest.mark.parametrize(
    ("state", "passed"),
    [("success", True), ("failure", False), ("error", False), ("pending", False)],
)
def test_github_counts_commit_statuses(state: str, passed: object) -> None:
    with api(github([run("unit")], [{"context": "ci/jenkins", "state": state}])) as server:
        assert value(server.ask("github", "tests.passed", "", CI)) is passed


def test_github_takes_the_head_of_a_pull_request() -> None:
    routes = github([run("unit")], sha="c" * 40)
    routes["/repos/acme/shop/pulls/12"] = {"number": 12, "head": {"sha": "c" * 40, "ref": "x"}}
    environ = {**CI, "GITHUB_REF": "refs/pull/12/merge"}
    with api(routes) as server:
        assert value(server.ask("github", "tests.passed", "", environ)) is True
    with api(github([run("unit")], sha="d" * 40)) as server:
        binding = f", commit: {'d' * 40}, repository: acme/shop"
        assert value(server.ask("github", "tests.passed", binding, environ)) is True
    with api({"/repos/acme/shop/pulls/12": {"head": {"sha": "../../x"}}}) as server:
        assert reason(server.ask("github", "tests.passed", "", environ)) == SHAPE


def test_github_reads_every_page() -> None:
    def runs(query: Query) -> object:
        start = (int(query["page"][0]) - 1) * 100
        names = [f"job-{number}" for number in range(start, min(start + 100, 250))]
        held = [run(name, "failure" if name == "job-249" else "success") for name in names]
        return {"total_count": 250, "check_runs": held}

    with api({**github([]), f"/repos/acme/shop/commits/{'a' * 40}/check-runs": runs}) as server:
        answer = server.ask("github", "tests.passed", "", CI)
    assert isinstance(answer, Fact)
    assert answer.detail == "1 of 250 checks failed: job-249"


@pytest.mark.parametrize(
    ("total", "runs", "words"),
    [
        (5_000, [run(f"job-{number}") for number in range(100)], "checks for more than 10 pages"),
        (5, [], "fewer checks than it says"),
        ("5", [run("unit")], SHAPE),
    ],
)
def test_github_with_checks_out_of_sight_is_unknown(
    total: object, runs: list[object], words: str
) -> None:
    routes = github([])
    routes[f"/repos/acme/shop/commits/{'a' * 40}/check-runs"] = {
        "total_count": total,
        "check_runs": runs,
    }
    with api(routes) as server:
        assert words in reason(server.ask("github", "tests.passed", "", CI))


@pytest.mark.parametrize(
    ("binding", "words"),
    [
        (", repository: '../../user'", "is asked about a `repository` of a form"),
        (", repository: acme", "is asked about a `repository` of a form"),
        (", repository: 'acme/shop?x='", "is asked about a `repository` of a form"),
        (", commit: 'HEAD/../x'", "is asked about a `commit` of a form"),
        (", pull_request: '1/files'", "is asked about a `pull_request` of a form"),
    ],
)
def test_github_is_not_led_elsewhere(binding: str, words: str) -> None:
    with api(github([run("unit")])) as server:
        assert reason(server.ask("github", "tests.passed", binding, CI)).startswith(words)
    assert server.asked == []


def test_github_without_a_pipeline_needs_to_be_told() -> None:
    with api({}) as server:
        told = reason(server.ask("github", "change.labels", ", repository: acme/shop"))
    assert told == "needs `pull_request`: no CI system tells it"


def review(user: str | None, state: str, of: str = "MEMBER") -> object:
    who = {"login": user} if user else None
    return {"id": 80, "user": who, "state": state, "author_association": of}


def test_github_counts_the_latest_review_of_each() -> None:
    first = [review("ann", "APPROVED"), review("bob", "APPROVED"), review("cid", "APPROVED")]
    first += [review("ann", "COMMENTED")] * 95
    first += [review("bob", "CHANGES_REQUESTED"), review(None, "APPROVED")]
    last = [
        review("cid", "DISMISSED"),
        review("dee", "CHANGES_REQUESTED"),
        review("dee", "APPROVED"),
    ]

    def reviews(query: Query) -> object:
        return first if query["page"] == ["1"] else last

    with api({"/repos/acme/shop/pulls/12/reviews": reviews}) as server:
        answer = server.ask("github", "change.approvals", ", pull_request: '12'", CI)
    assert isinstance(answer, Fact)
    assert (answer.value, answer.detail) == (2, "ann, dee")


def test_github_counts_no_approval_of_anybody() -> None:
    reviews = [review("ann", "APPROVED"), review("eve", "APPROVED", "NONE")]
    with api({"/repos/acme/shop/pulls/12/reviews": reviews}) as server:
        answer = server.ask("github", "change.approvals", ", pull_request: '12'", CI)
    assert isinstance(answer, Fact)
    told = "ann, not counted, for the token sees no member: eve"
    assert (answer.value, answer.detail) == (1, told)


def test_github_with_reviews_without_end_is_unknown() -> None:
    with api({"/repos/acme/shop/pulls/12/reviews": [review("ann", "APPROVED")] * 100}) as server:
        told = reason(server.ask("github", "change.approvals", ", pull_request: '12'", CI))
    assert "reviews for more than 10 pages" in told


def test_github_gives_labels() -> None:
    labels = [{"id": 1, "name": "urgent", "color": "f29513"}, {"id": 2, "name": "db"}]
    with api({"/repos/acme/shop/issues/12/labels": labels}) as server:
        answer = server.ask("github", "change.labels", ", pull_request: '12'", CI)
        assert value(answer) == ["urgent", "db"]
    with api({"/repos/acme/shop/issues/12/labels": labels * 50}) as server:
        told = reason(server.ask("github", "change.labels", ", pull_request: '12'", CI))
        assert told == "has 100 or more labels on the pull request"


def test_github_that_does_not_know_the_commit_is_unknown() -> None:
    with api({}) as server:
        assert "(404)" in reason(server.ask("github", "tests.passed", "", CI))


# GitLab

PROJECT = "/projects/acme%2Finfra%2Fshop"
STATUSES = f"{PROJECT}/repository/commits/{'b' * 40}/statuses"
MERGE_REQUEST = f"{PROJECT}/merge_requests/7"


def job(name: str, status: str = "success", *, allow_failure: bool = False) -> object:
    return {"id": 93, "name": name, "status": status, "allow_failure": allow_failure, "ref": "x"}


@pytest.mark.parametrize(
    ("jobs", "binding", "passed", "detail"),
    [
        ([job("unit"), job("lint", "failed", allow_failure=True)], "", True, "2 checks passed"),
        ([job("unit"), job("lint", "failed")], "", False, "1 of 2 checks failed: lint"),
        ([job("unit"), job("e2e", "canceled")], "", False, "1 of 2 checks failed: e2e"),
        ([job("unit"), job("apply", "created")], "", False, "1 of 2 checks still running: apply"),
        ([job("unit"), job("apply", "created")], ", checks: [unit]", True, "1 checks passed"),
        ([job("unit"), job("undo", "manual", allow_failure=True)], "", True, "2 checks passed"),
        ([job("unit"), job("gate", "manual")], "", False, "1 of 2 checks still running: gate"),
        ([job("unit"), job("planguard", "running")], "", True, "1 checks passed"),
        ([job("unit", "skipped")], "", None, "no check ran"),
    ],
)
def test_gitlab_says_whether_jobs_passed(
    jobs: list[object], binding: str, passed: object, detail: str
) -> None:
    with api({STATUSES: jobs}) as server:
        answer = server.ask("gitlab", "tests.passed", binding, GITLAB)
    assert isinstance(answer, Fact), answer
    assert (answer.value, answer.detail) == (passed, detail)
    assert server.asked[0].headers["Authorization"] == "Bearer t0ken-of-the-api"


def test_gitlab_reads_every_page_and_no_endless_ones() -> None:
    def statuses(query: Query) -> object:
        return (
            [job(f"job-{n}") for n in range(100)]
            if query["page"] == ["1"]
            else [job("e2e", "failed")]
        )

    with api({STATUSES: statuses}) as server:
        assert value(server.ask("gitlab", "tests.passed", "", GITLAB)) is False
    with api({STATUSES: [job("unit")] * 100}) as server:
        told = reason(server.ask("gitlab", "tests.passed", "", GITLAB))
        assert "jobs for more than 10 pages" in told


def test_gitlab_gives_approvals_and_labels() -> None:
    approvals = {
        "iid": 7,
        "approvals_required": 2,
        "approvals_left": 1,
        "approved_by": [{"user": {"id": 1, "username": "root", "name": "Administrator"}}],
    }
    request = {"iid": 7, "labels": ["Community contribution", "urgent"], "state": "opened"}
    with api({f"{MERGE_REQUEST}/approvals": approvals, MERGE_REQUEST: request}) as server:
        answer = server.ask("gitlab", "change.approvals", "", GITLAB)
        assert isinstance(answer, Fact)
        assert (answer.value, answer.detail) == (1, "root")
        assert value(server.ask("gitlab", "change.labels", "", GITLAB)) == [
            "Community contribution",
            "urgent",
        ]
    with api({MERGE_REQUEST: {"labels": None}}) as server:
        assert reason(server.ask("gitlab", "change.labels", "", GITLAB)) == SHAPE
