from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, get_args

import pytest
from sources.rig import ask

from planguard.model.fact import Answer, Fact
from planguard.model.value import Unknown
from planguard.sources.ci import Options
from planguard.sources.interface.pipeline import SYSTEMS, pipeline_fields
from planguard.sources.interface.template import PIPELINE_FIELDS

Environ = Mapping[str, str]
SHA = "ffac537e6cbbf934b08745a378932722df287a53"


def told(environ: Environ, topic: str = "actor", options: str = "") -> Answer:
    config = f"""
sources: {{ci: {{type: ci{options}}}}}
bindings: {{{topic}: {{source: ci}}}}
"""
    return ask(config, topic, environ=environ)


def fact(environ: Environ, topic: str = "actor", options: str = "") -> Fact:
    answer = told(environ, topic, options)
    assert isinstance(answer, Fact), answer
    return answer


def reason(environ: Environ, topic: str = "actor", options: str = "") -> str:
    answer = told(environ, topic, options)
    assert isinstance(answer, Unknown), answer
    return answer.reason


PUSH = {
    "GITHUB_ACTIONS": "true", "GITHUB_SHA": SHA, "GITHUB_REPOSITORY": "acme/shop",
    "GITHUB_REF": "refs/heads/main", "GITHUB_REF_NAME": "main", "GITHUB_REF_TYPE": "branch",
    "GITHUB_EVENT_NAME": "push", "GITHUB_ACTOR": "jane", "GITHUB_TRIGGERING_ACTOR": "jane",
    "GITHUB_RUN_ID": "1658821493",
}  # fmt: skip
GITLAB = {
    "GITLAB_CI": "true", "CI_COMMIT_SHA": SHA, "CI_PROJECT_PATH": "acme/shop",
    "CI_COMMIT_BRANCH": "main", "CI_COMMIT_REF_NAME": "main", "CI_PIPELINE_SOURCE": "push",
    "GITLAB_USER_LOGIN": "jane", "CI_PIPELINE_ID": "77",
}  # fmt: skip
MERGE_REQUEST = {
    "GITLAB_CI": "true", "CI_COMMIT_SHA": "0" * 40, "CI_MERGE_REQUEST_SOURCE_BRANCH_SHA": SHA,
    "CI_PROJECT_PATH": "acme/shop", "CI_COMMIT_REF_NAME": "fix",
    "CI_PIPELINE_SOURCE": "merge_request_event", "GITLAB_USER_LOGIN": "jane",
    "CI_MERGE_REQUEST_IID": "5", "CI_MERGE_REQUEST_SOURCE_BRANCH_NAME": "fix",
    "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main", "CI_MERGE_REQUEST_PROJECT_PATH": "acme/shop",
    "CI_MERGE_REQUEST_SOURCE_PROJECT_PATH": "acme/shop",
    "CI_MERGE_REQUEST_LABELS": "db, urgent", "CI_MERGE_REQUEST_APPROVED": "true",
    "CI_PIPELINE_CREATED_AT": "2026-01-15T11:00:00Z", "CI_PIPELINE_ID": "78",
}  # fmt: skip
JENKINS = {
    "JENKINS_URL": "https://ci.example.com/", "GIT_COMMIT": SHA, "BUILD_NUMBER": "12",
    "GIT_URL": "https://token:secret@git.example.com/acme/shop.git", "GIT_BRANCH": "origin/main",
    "BUILD_USER_ID": "jane", "BUILD_CAUSE": "MANUALTRIGGER",
}  # fmt: skip
CHANGE = {
    "JENKINS_URL": "https://ci.example.com/", "CHANGE_ID": "5", "CHANGE_BRANCH": "fix",
    "CHANGE_TARGET": "main", "BRANCH_NAME": "PR-5", "CHANGE_AUTHOR": "mallory",
}  # fmt: skip
CIRCLE = {
    "CIRCLECI": "true", "CIRCLE_SHA1": SHA, "CIRCLE_PROJECT_USERNAME": "acme",
    "CIRCLE_PROJECT_REPONAME": "shop", "CIRCLE_BRANCH": "fix", "CIRCLE_USERNAME": "jane",
    "CIRCLE_PULL_REQUEST": "https://github.com/acme/shop/pull/5", "CIRCLE_BUILD_NUM": "9",
}  # fmt: skip
AZURE = {
    "TF_BUILD": "True", "BUILD_SOURCEVERSION": SHA, "BUILD_REPOSITORY_NAME": "acme/shop",
    "BUILD_SOURCEBRANCH": "refs/heads/release/7", "BUILD_SOURCEBRANCHNAME": "7",
    "BUILD_REQUESTEDFOR": "Jane", "BUILD_REQUESTEDFOREMAIL": "jane@example.com",
    "BUILD_BUILDID": "31", "BUILD_REASON": "IndividualCI",
}  # fmt: skip
AZURE_PULL = {
    **AZURE, "BUILD_REASON": "PullRequest", "BUILD_SOURCEBRANCH": "refs/pull/5/merge",
    "SYSTEM_PULLREQUEST_SOURCEBRANCH": "refs/heads/fix", "SYSTEM_PULLREQUEST_ISFORK": "False",
    "SYSTEM_PULLREQUEST_TARGETBRANCH": "refs/heads/main",
    "SYSTEM_PULLREQUEST_PULLREQUESTID": "5",
    "SYSTEM_PULLREQUEST_SOURCECOMMITID": "1" * 40,
}  # fmt: skip
BITBUCKET = {
    "BITBUCKET_PIPELINE_UUID": "{1}", "BITBUCKET_COMMIT": SHA, "BITBUCKET_BUILD_NUMBER": "3",
    "BITBUCKET_REPO_FULL_NAME": "acme/shop", "BITBUCKET_BRANCH": "fix", "BITBUCKET_PR_ID": "5",
    "BITBUCKET_PR_DESTINATION_BRANCH": "main", "BITBUCKET_STEP_TRIGGERER_UUID": "{abc-1}",
}  # fmt: skip
BUILDKITE = {
    "BUILDKITE": "true", "BUILDKITE_COMMIT": SHA, "BUILDKITE_BRANCH": "fix",
    "BUILDKITE_REPO": "git@github.com:acme/shop.git", "BUILDKITE_PULL_REQUEST": "5",
    "BUILDKITE_PULL_REQUEST_REPO": "git://github.com/acme/shop.git",
    "BUILDKITE_PULL_REQUEST_BASE_BRANCH": "main", "BUILDKITE_PULL_REQUEST_LABELS": "db,urgent",
    "BUILDKITE_BUILD_NUMBER": "4", "BUILDKITE_SOURCE": "webhook", "BUILDKITE_BUILD_CREATOR": "Jane",
    "BUILDKITE_UNBLOCKER_EMAIL": "jane@example.com",
}  # fmt: skip
ATLANTIS = {
    "ATLANTIS_TERRAFORM_VERSION": "1.9.0", "HEAD_COMMIT": SHA, "HEAD_BRANCH_NAME": "fix",
    "HEAD_REPO_OWNER": "acme", "HEAD_REPO_NAME": "shop", "BASE_REPO_OWNER": "acme",
    "BASE_REPO_NAME": "shop", "BASE_BRANCH_NAME": "main", "PULL_NUM": "5", "PULL_AUTHOR": "joe",
    "USER_NAME": "jane",
}  # fmt: skip
HCP = {
    "TFC_RUN_ID": "run-CKuwsxMGgMd4W7Ui", "TFC_CONFIGURATION_VERSION_GIT_BRANCH": "main",
    "TFC_CONFIGURATION_VERSION_GIT_COMMIT_SHA": SHA, "TFC_CONFIGURATION_VERSION_GIT_TAG": "",
}  # fmt: skip
SPACELIFT = {
    "TF_VAR_spacelift_run_id": "01JK", "TF_VAR_spacelift_commit_sha": SHA,
    "TF_VAR_spacelift_commit_branch": "main", "TF_VAR_spacelift_repository": "acme/shop",
    "TF_VAR_spacelift_run_trigger": "git commit",
}  # fmt: skip


@pytest.mark.parametrize(
    ("environ", "topic", "value"),
    [
        (PUSH, "actor", "jane"),
        (PUSH, "change.branch", "main"),
        (PUSH, "change.event", "push"),
        ({**PUSH, "GITHUB_EVENT_NAME": "workflow_dispatch"}, "change.event", "manual"),
        ({**PUSH, "GITHUB_EVENT_NAME": "merge_group"}, "change.event", "merge_group"),
        (GITLAB, "actor", "jane"),
        (GITLAB, "change.branch", "main"),
        (MERGE_REQUEST, "change.branch", "fix"),
        (MERGE_REQUEST, "change.event", "pull_request"),
        (MERGE_REQUEST, "change.labels", ["db", "urgent"]),
        ({**MERGE_REQUEST, "CI_MERGE_REQUEST_LABELS": ""}, "change.labels", []),
        (JENKINS, "actor", "jane"),
        (JENKINS, "change.branch", "main"),
        (JENKINS, "change.event", "manual"),
        (CHANGE, "change.branch", "fix"),
        (CHANGE, "change.event", "pull_request"),
        ({**JENKINS, "BRANCH_NAME": "release"}, "change.branch", "release"),
        (CIRCLE, "actor", "jane"),
        (CIRCLE, "change.branch", "fix"),
        (AZURE, "actor", "jane@example.com"),
        (AZURE, "change.branch", "release/7"),
        (AZURE, "change.event", "push"),
        (AZURE_PULL, "change.branch", "fix"),
        (AZURE_PULL, "change.event", "pull_request"),
        (BITBUCKET, "actor", "{abc-1}"),
        (BITBUCKET, "change.branch", "fix"),
        (BITBUCKET, "change.event", "pull_request"),
        (BUILDKITE, "actor", "jane@example.com"),
        (BUILDKITE, "change.branch", "fix"),
        (BUILDKITE, "change.event", "pull_request"),
        (BUILDKITE, "change.labels", ["db", "urgent"]),
        ({**BUILDKITE, "BUILDKITE_PULL_REQUEST": "false"}, "change.event", "push"),
        (ATLANTIS, "actor", "jane"),
        (ATLANTIS, "change.branch", "fix"),
        (ATLANTIS, "change.event", "pull_request"),
        (HCP, "change.branch", "main"),
        (SPACELIFT, "change.branch", "main"),
    ],
)
def test_what_each_system_tells(environ: Environ, topic: str, value: object) -> None:
    found = fact(environ, topic)
    assert found.value == value
    assert found.source == "ci"


@pytest.mark.parametrize(
    ("environ", "branch"),
    [
        ({**MERGE_REQUEST, "CI_MERGE_REQUEST_SOURCE_PROJECT_PATH": "eve/shop"}, "eve/shop:fix"),
        ({**CHANGE, "CHANGE_FORK": "eve"}, "eve:fix"),
        ({**CIRCLE, "CIRCLE_PR_USERNAME": "eve"}, "eve:fix"),
        ({**AZURE_PULL, "SYSTEM_PULLREQUEST_ISFORK": "True"}, "fork:fix"),
        ({**BUILDKITE, "BUILDKITE_PULL_REQUEST_REPO": "https://github.com/eve/shop"}, "eve:fix"),
        ({**BUILDKITE, "BUILDKITE_PULL_REQUEST_REPO": "", "BUILDKITE_BRANCH": "eve:x"}, "eve:x"),
        ({**ATLANTIS, "HEAD_REPO_OWNER": "eve"}, "eve:fix"),
    ],
)
def test_a_branch_of_a_fork_passes_for_none_of_ours(environ: Environ, branch: str) -> None:
    assert fact(environ, "change.branch").value == branch


TAGS = [
    {**PUSH, "GITHUB_REF": "refs/tags/main", "GITHUB_REF_TYPE": "tag"},
    {**GITLAB, "CI_COMMIT_BRANCH": "", "CI_COMMIT_TAG": "main"},
    {**JENKINS, "TAG_NAME": "main", "BRANCH_NAME": "main"},
    {**JENKINS, "GIT_BRANCH": "tags/main"},
    {**JENKINS, "GIT_BRANCH": "detached"},
    {**CIRCLE, "CIRCLE_TAG": "main"},
    {**AZURE, "BUILD_SOURCEBRANCH": "refs/tags/main"},
    {**BITBUCKET, "BITBUCKET_TAG": "main"},
    {**BUILDKITE, "BUILDKITE_TAG": "main"},
    {**HCP, "TFC_CONFIGURATION_VERSION_GIT_TAG": "main"},
]


@pytest.mark.parametrize("environ", TAGS)
def test_a_tag_is_no_branch(environ: Environ) -> None:
    assert "does not tell the branch of this run" in reason(environ, "change.branch")


@pytest.mark.parametrize(
    ("environ", "topic", "words"),
    [
        ({}, "actor", "no CI system is recognised in the environment"),
        ({"GITHUB_ACTIONS": "false"}, "actor", "no CI system is recognised"),
        ({**GITLAB, **JENKINS}, "actor", "variables of GitLab CI and Jenkins: say which one"),
        (PUSH, "change.labels", "GitHub Actions does not tell labels in this run"),
        (PUSH, "change.approvals", "source of type http (preset github)"),
        (GITLAB, "change.labels", "GitLab CI does not tell labels"),
        (MERGE_REQUEST, "change.approvals", "which may ask for nobody; bind it"),
        (CHANGE, "actor", "plugin build-user-vars alone"),
        ({**JENKINS, "BUILD_CAUSE": ""}, "change.event", "plugin envinject alone"),
        (CIRCLE, "change.event", "CircleCI does not tell what started the run"),
        (CIRCLE, "change.labels", "CircleCI does not tell labels"),
        (BITBUCKET, "change.approvals", "bind it to a source of type http"),
        ({**BITBUCKET, "BITBUCKET_PR_ID": ""}, "change.event", "pull requests from the rest"),
        ({**BUILDKITE, "BUILDKITE_UNBLOCKER_EMAIL": ""}, "actor", "a commit's author, unverified"),
        ({"BUILDKITE": "true", "BUILDKITE_PULL_REQUEST": "5"}, "change.labels", "Buildkite does"),
        (HCP, "actor", "HCP Terraform does not tell who started the run"),
        (SPACELIFT, "actor", "may be a person or not"),
    ],
)
def test_what_is_not_told_is_unknown(environ: Environ, topic: str, words: str) -> None:
    assert words in reason(environ, topic)


def test_the_system_can_be_said() -> None:
    assert fact({**GITLAB, **JENKINS}, "actor", ", system: gitlab").detail == "GitLab CI"
    assert "GitLab CI does not tell" in reason({}, "actor", ", system: gitlab")


def test_the_option_names_every_system() -> None:
    names = get_args(Options.model_fields["system"].annotation)
    assert {*names} == {"", *SYSTEMS}


def test_a_run_started_again_is_of_who_started_it_again() -> None:
    found = fact({**PUSH, "GITHUB_TRIGGERING_ACTOR": "joe"})
    assert found.value == "joe"
    assert found.detail == "GitHub Actions; the first run was started by jane"


PULL: dict[str, Any] = {
    "number": 5,
    "updated_at": "2026-01-15T11:30:00Z",
    "labels": [{"id": 1, "name": "db, big"}, {"id": 2, "name": "urgent"}],
    "head": {
        "ref": "main",
        "sha": SHA,
        "user": {"login": "acme"},
        "repo": {"full_name": "acme/shop"},
    },
    "base": {"ref": "main", "sha": "0" * 40, "repo": {"full_name": "acme/shop"}},
}
FORKED = {**PULL, "head": {**PULL["head"], "user": {"login": "eve"}, "repo": {"full_name": "e/s"}}}
REVIEW = {"state": "approved", "author_association": "MEMBER", "commit_id": SHA}


def event(folder: Path, kind: str, document: object) -> dict[str, str]:
    """Give the environment of a run on GitHub for an event."""
    path = folder / "event.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    of_pull = kind.startswith("pull_request")
    return {
        **PUSH,
        "GITHUB_SHA": "9" * 40,
        "GITHUB_EVENT_NAME": kind,
        "GITHUB_EVENT_PATH": str(path),
        "GITHUB_REF": "refs/pull/5/merge" if of_pull else "refs/heads/main",
        "GITHUB_REF_NAME": "5/merge" if of_pull else "main",
        "GITHUB_HEAD_REF": "main" if kind in {"pull_request", "pull_request_target"} else "",
        "GITHUB_BASE_REF": "main" if kind in {"pull_request", "pull_request_target"} else "",
    }


def test_github_tells_a_pull_request_by_its_event(tmp_path: Path) -> None:
    ours = event(tmp_path, "pull_request", {"pull_request": PULL})
    labels = fact(ours, "change.labels")
    assert labels.value == ["db, big", "urgent"]
    assert labels.observed_at == datetime(2026, 1, 15, 11, 30, tzinfo=UTC)
    assert fact(ours, "change.branch").value == "main"
    assert fact(ours, "change.event").value == "pull_request"


@pytest.mark.parametrize("kind", ["pull_request", "pull_request_target", "pull_request_review"])
def test_a_fork_on_github_passes_for_no_branch_of_ours(tmp_path: Path, kind: str) -> None:
    environ = event(tmp_path, kind, {"pull_request": FORKED})
    assert fact(environ, "change.branch").value == "eve:main"
    assert fact(environ, "change.event").value == "pull_request"


@pytest.mark.parametrize("text", ["", "[", "[1]", '{"pull_request": {"labels": [7]}}'])
def test_a_broken_event_file_tells_nothing(tmp_path: Path, text: str) -> None:
    environ = event(tmp_path, "pull_request", {})
    Path(environ["GITHUB_EVENT_PATH"]).write_text(text, encoding="utf-8")
    assert "does not tell the branch" in reason(environ, "change.branch")
    assert "does not tell labels" in reason(environ, "change.labels")
    missing = {**environ, "GITHUB_EVENT_PATH": str(tmp_path / "none")}
    assert "does not tell the branch" in reason(missing, "change.branch")
    assert "does not tell labels" in reason({**environ, "GITHUB_EVENT_PATH": ""}, "change.labels")


def test_a_comment_is_no_run_for_the_default_branch(tmp_path: Path) -> None:
    document = {"issue": {"number": 5, "pull_request": {"url": "https://api.github.com/x"}}}
    environ = event(tmp_path, "issue_comment", document)
    assert "does not tell the branch" in reason(environ, "change.branch")
    told = pipeline_fields(environ)
    assert told["pull_request"] == "5"
    assert "commit" not in told


def test_a_finished_workflow_is_about_its_own_commit(tmp_path: Path) -> None:
    environ = event(tmp_path, "workflow_run", {"workflow_run": {"head_sha": SHA}})
    assert pipeline_fields(environ)["commit"] == SHA


def test_the_review_that_a_run_is_for_counts(tmp_path: Path) -> None:
    document = {"review": REVIEW, "pull_request": PULL}
    found = fact(event(tmp_path, "pull_request_review", document), "change.approvals")
    assert (found.value, found.detail) == (1, "at least: the review that this run is for")


@pytest.mark.parametrize(
    "review",
    [
        {**REVIEW, "state": "changes_requested"},
        {**REVIEW, "author_association": "NONE"},
        {**REVIEW, "commit_id": "0" * 40},
        None,
    ],
)
def test_other_reviews_count_for_nothing(tmp_path: Path, review: object) -> None:
    environ = event(tmp_path, "pull_request_review", {"review": review, "pull_request": PULL})
    assert "how many people approved" in reason(environ, "change.approvals")


FIELDS = {
    "commit": SHA, "repository": "acme/shop", "branch": "fix", "target": "main",
    "pull_request": "5", "actor": "jane",
}  # fmt: skip


@pytest.mark.parametrize(
    ("environ", "fields"),
    [
        (PUSH, {"branch": "main", "target": "", "pull_request": "", "run": "1658821493"}),
        (GITLAB, {"branch": "main", "target": "", "pull_request": "", "run": "77"}),
        (MERGE_REQUEST, {"run": "78"}),
        (JENKINS, {"branch": "main", "target": "", "pull_request": "", "run": "12"}),
        (CHANGE, {"commit": "", "repository": "", "actor": ""}),
        (CIRCLE, {"target": "", "run": "9"}),
        (AZURE_PULL, {"commit": "1" * 40, "actor": "jane@example.com", "run": "31"}),
        (BITBUCKET, {"actor": "{abc-1}", "run": "3"}),
        (BUILDKITE, {"actor": "jane@example.com", "run": "4"}),
        ({**BUILDKITE, "BUILDKITE_COMMIT": "HEAD"},
         {"actor": "jane@example.com", "run": "4", "commit": ""}),
        (ATLANTIS, {}),
        (HCP, {"repository": "", "branch": "main", "target": "", "pull_request": "",
               "actor": "", "run": "run-CKuwsxMGgMd4W7Ui"}),
        (SPACELIFT, {"branch": "main", "target": "", "pull_request": "", "actor": "",
                     "run": "01JK"}),
    ],
)  # fmt: skip
def test_what_templates_get(environ: Environ, fields: dict[str, str]) -> None:
    expected = {name: text for name, text in {**FIELDS, **fields}.items() if text}
    assert pipeline_fields(environ) == expected


def test_templates_get_the_commit_of_a_pull_request(tmp_path: Path) -> None:
    told = pipeline_fields(event(tmp_path, "pull_request", {"pull_request": PULL}))
    assert (told["commit"], told["pull_request"]) == (SHA, "5")


def test_templates_get_nothing_where_it_is_not_clear() -> None:
    assert pipeline_fields({}) == pipeline_fields({**GITLAB, **JENKINS}) == {}


def test_the_table_tells_no_other_fields_than_templates_know() -> None:
    told = {name for system in SYSTEMS.values() for name in system.tells}
    assert told == {*PIPELINE_FIELDS, "event"}
