"""
What CI systems tell about a run, in their environment: one table for all of them.

It answers `{{ ci.NAME }}` and the source `ci`. Each entry follows the system's own list of
variables. What a system does not surely tell is left out: a tag is no branch, a fork's branch is
`owner:name`, and who wrote a commit is not who started the run.

Longer than most files here, for it holds ten systems.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from stat import S_ISREG
from typing import Any, TypeAlias

_LARGEST = 8 * 1024 * 1024
_PULL = re.compile(r"refs/pull/(\d+)/")
_PULL_URL = re.compile(r"/(?:pull|pull-requests|merge_requests)/(\d+)\Z")
_REPOSITORY = re.compile(r"(?:[a-z+]+://[^/]+/|[^/:]+:)(.+?)(?:\.git)?/?\Z")
_OF_DEFAULT_BRANCH = frozenset(
    {"issue_comment", "issues", "workflow_run", "check_run", "check_suite", "status", "discussion"}
)
"""Events of GitHub whose run stands on the default branch, whatever they are about."""
_EVENTS: Mapping[str, str] = {
    "merge_request_event": "pull_request",
    "external_pull_request_event": "pull_request",
    "pull_request_target": "pull_request",
    "pull_request_review": "pull_request",
    "PullRequest": "pull_request",
    "IndividualCI": "push",
    "BatchedCI": "push",
    "webhook": "push",
    "SCMTRIGGER": "push",
    "Schedule": "schedule",
    "TIMERTRIGGER": "schedule",
    "workflow_dispatch": "manual",
    "web": "manual",
    "ui": "manual",
    "Manual": "manual",
    "MANUALTRIGGER": "manual",
    "repository_dispatch": "api",
    "trigger": "api",
}
"""Words of the systems for what others have a word for too; the rest stays as it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run of a pipeline, as its environment shows it."""

    environ: Mapping[str, str]

    def first(self, *names: str) -> str:
        """Give the first of these variables that is set."""
        return next((text for name in names if (text := self.environ.get(name, "").strip())), "")

    def event(self, *keys: str) -> Any:
        """Give what lies at these keys in the file that GitHub writes of the event."""
        found: Any = _event_file(self.first("GITHUB_EVENT_PATH"))
        for key in keys:
            found = found.get(key) if isinstance(found, Mapping) else None
        return found

    def event_text(self, *keys: str) -> str:
        """Give a text or number of the event's file, as text."""
        found = self.event(*keys)
        is_plain = isinstance(found, str | int) and not isinstance(found, bool)
        return str(found) if is_plain else ""


Tell: TypeAlias = Callable[[Run], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """One CI system and what it tells; a field that it does not tell is absent, or empty."""

    key: str
    """As `system:` calls it."""
    name: str
    mark: str
    """The variable that is set in its runs alone."""
    tells: Mapping[str, Tell]
    labels: Callable[[Run], list[str] | None] = lambda run: None  # noqa: ARG005 - tells none
    """Labels of the pull request; `None` where they are not told."""
    silent: Mapping[str, str] = field(default_factory=dict)
    """Why a field is not told, where that needs a word."""


def pipeline_fields(environ: Mapping[str, str]) -> Mapping[str, str]:
    """Read what the CI system of this run tells; nothing where none, or several, are recognised."""
    found = recognised(environ)
    if len(found) != 1:
        return {}
    run = Run(environ=environ)
    told = {name: tell(run) for name, tell in found[0].tells.items() if name != "event"}
    return {name: text for name, text in told.items() if text}


def recognised(environ: Mapping[str, str]) -> tuple[System, ...]:
    """Find the CI systems whose marks are set."""
    unset = {"", "false", "0"}
    return tuple(
        each for each in SYSTEMS.values() if environ.get(each.mark, "").lower() not in unset
    )


def _event_file(path: str) -> Any:
    """Read a JSON file once for as long as it does not change; `None` when that fails."""
    try:
        state = Path(path).stat()
    except (OSError, ValueError):
        return None
    if not S_ISREG(state.st_mode) or state.st_size > _LARGEST:
        return None
    return _parsed(path, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=4)
def _parsed(path: str, _changed: int, _size: int) -> Any:
    try:
        return json.loads(Path(path).read_bytes())
    except (OSError, ValueError, RecursionError):
        return None


def _any_of(*names: str) -> Tell:
    return lambda run: run.first(*names)


def _event_word(*names: str) -> Tell:
    def tell(run: Run) -> str:
        word = run.first(*names)
        return _EVENTS.get(word, word)

    return tell


def _path_of(*names: str) -> Tell:
    """Give `owner/name` of a repository's address; what may be a login in it is left out."""
    return lambda run: _repository(run.first(*names))


def _repository(address: str) -> str:
    found = _REPOSITORY.match(address)
    return found[1] if found else ""


def _branch(reference: str) -> str:
    """Give the branch of `refs/heads/main` or `main`; of another kind of reference none."""
    name = reference.removeprefix("refs/heads/")
    return "" if name.startswith("refs/") else name


def _of_fork(owner: str, branch: str) -> str:
    # A colon cannot be in a branch, so that no fork passes for one of ours.
    return f"{owner or 'fork'}:{branch}" if branch and ":" not in branch else branch


def _listed(text: str) -> list[str]:
    return [label.strip() for label in text.split(",") if label.strip()]


def _github_branch(run: Run) -> str:
    if run.first("GITHUB_EVENT_NAME") in _OF_DEFAULT_BRANCH:
        return ""
    if run.first("GITHUB_HEAD_REF") or run.event("pull_request") is not None:
        head = run.event_text("pull_request", "head", "ref")
        ours = run.event_text("pull_request", "base", "repo", "full_name")
        if ours and run.event_text("pull_request", "head", "repo", "full_name") == ours:
            return head
        return _of_fork(run.event_text("pull_request", "head", "user", "login"), head)
    reference = run.first("GITHUB_REF")
    return _branch(reference) if reference.startswith("refs/heads/") else ""


def _github_commit(run: Run) -> str:
    # On a pull request GITHUB_SHA is a merge that no check result is about.
    if head := run.event_text("pull_request", "head", "sha"):
        return head
    event = run.first("GITHUB_EVENT_NAME")
    if event in _OF_DEFAULT_BRANCH:
        return run.event_text(event, "head_sha")
    return run.first("GITHUB_SHA")


def _github_pull(run: Run) -> str:
    if found := _PULL.match(run.first("GITHUB_REF")):
        return found[1]
    is_comment = run.event("issue", "pull_request") is not None
    return run.event_text("issue" if is_comment else "pull_request", "number")


def _github_labels(run: Run) -> list[str] | None:
    labels = run.event("pull_request", "labels")
    if not isinstance(labels, list) or not all(isinstance(each, Mapping) for each in labels):
        return None
    return [str(each.get("name")) for each in labels]


def _gitlab_branch(run: Run) -> str:
    source = run.first("CI_MERGE_REQUEST_SOURCE_BRANCH_NAME")
    if not source:
        # CI_COMMIT_REF_NAME may be a tag.
        return run.first("CI_COMMIT_BRANCH")
    project = run.first("CI_MERGE_REQUEST_SOURCE_PROJECT_PATH")
    ours = run.first("CI_MERGE_REQUEST_PROJECT_PATH")
    return source if ours and project == ours else _of_fork(project, source)


def _gitlab_labels(run: Run) -> list[str] | None:
    # The variable is absent when the merge request has no label.
    is_merge = run.first("CI_MERGE_REQUEST_IID")
    return _listed(run.first("CI_MERGE_REQUEST_LABELS")) if is_merge else None


def _azure_branch(run: Run) -> str:
    source = run.first("SYSTEM_PULLREQUEST_SOURCEBRANCH")
    if not source:
        return _branch(run.first("BUILD_SOURCEBRANCH"))
    is_fork = run.first("SYSTEM_PULLREQUEST_ISFORK").lower() != "false"
    return _of_fork("", _branch(source)) if is_fork else _branch(source)


def _jenkins_branch(run: Run) -> str:
    if change := run.first("CHANGE_BRANCH"):
        fork = run.first("CHANGE_FORK")
        return _of_fork(fork, change) if fork else change
    if run.first("CHANGE_ID", "TAG_NAME"):
        return ""
    checked_out = run.first("GIT_BRANCH").removeprefix("origin/")
    is_none = checked_out == "detached" or checked_out.startswith(("tags/", "refs/"))
    return run.first("BRANCH_NAME") or ("" if is_none else checked_out)


def _jenkins_event(run: Run) -> str:
    if run.first("CHANGE_ID"):
        return "pull_request"
    return _EVENTS.get(run.first("BUILD_CAUSE"), "")


def _circle_branch(run: Run) -> str:
    owner, branch = run.first("CIRCLE_PR_USERNAME"), run.first("CIRCLE_BRANCH")
    if run.first("CIRCLE_TAG"):
        return ""
    return _of_fork(owner, branch) if owner else branch


def _circle_pull(run: Run) -> str:
    found = _PULL_URL.search(run.first("CIRCLE_PULL_REQUEST"))
    return found[1] if found else run.first("CIRCLE_PR_NUMBER")


def _buildkite_pull(run: Run) -> str:
    number = run.first("BUILDKITE_PULL_REQUEST")
    return number if number.isdecimal() else ""


def _buildkite_branch(run: Run) -> str:
    if run.first("BUILDKITE_TAG"):
        return ""
    branch = run.first("BUILDKITE_BRANCH")
    ours = _repository(run.first("BUILDKITE_REPO"))
    theirs = _repository(run.first("BUILDKITE_PULL_REQUEST_REPO"))
    if not _buildkite_pull(run) or (ours and theirs.lower() == ours.lower()):
        return branch
    return _of_fork(theirs.partition("/")[0], branch)


def _buildkite_commit(run: Run) -> str:
    commit = run.first("BUILDKITE_COMMIT")
    return commit if commit != "HEAD" else ""


def _buildkite_event(run: Run) -> str:
    word = run.first("BUILDKITE_SOURCE")
    return "pull_request" if _buildkite_pull(run) else _EVENTS.get(word, word)


def _buildkite_labels(run: Run) -> list[str] | None:
    told = "BUILDKITE_PULL_REQUEST_LABELS" in run.environ and _buildkite_pull(run)
    return _listed(run.first("BUILDKITE_PULL_REQUEST_LABELS")) if told else None


def _atlantis_branch(run: Run) -> str:
    owner, branch = run.first("HEAD_REPO_OWNER"), run.first("HEAD_BRANCH_NAME")
    is_ours = owner and all(
        run.first(f"HEAD_REPO_{part}") == run.first(f"BASE_REPO_{part}")
        for part in ("OWNER", "NAME")
    )
    return branch if is_ours else _of_fork(owner, branch)


def _atlantis_repository(run: Run) -> str:
    owner, name = run.first("BASE_REPO_OWNER"), run.first("BASE_REPO_NAME")
    return f"{owner}/{name}" if owner and name else ""


def _circle_repository(run: Run) -> str:
    owner, name = run.first("CIRCLE_PROJECT_USERNAME"), run.first("CIRCLE_PROJECT_REPONAME")
    return f"{owner}/{name}" if owner and name else ""


def _hcp_branch(run: Run) -> str:
    is_tag = run.first("TFC_CONFIGURATION_VERSION_GIT_TAG")
    return "" if is_tag else run.first("TFC_CONFIGURATION_VERSION_GIT_BRANCH")


_ALL = (
    System(
        key="github", name="GitHub Actions", mark="GITHUB_ACTIONS",
        tells={
            "commit": _github_commit,
            "repository": _any_of("GITHUB_REPOSITORY"),
            "branch": _github_branch,
            "target": _any_of("GITHUB_BASE_REF"),
            "pull_request": _github_pull,
            # On a re-run GITHUB_ACTOR is still the one who started the first.
            "actor": _any_of("GITHUB_TRIGGERING_ACTOR", "GITHUB_ACTOR"),
            "run": _any_of("GITHUB_RUN_ID"),
            "event": _event_word("GITHUB_EVENT_NAME"),
        },
        labels=_github_labels,
    ),
    System(
        key="gitlab", name="GitLab CI", mark="GITLAB_CI",
        tells={
            # In pipelines for merged results CI_COMMIT_SHA is a commit that is in no branch.
            "commit": _any_of("CI_MERGE_REQUEST_SOURCE_BRANCH_SHA", "CI_COMMIT_SHA"),
            "repository": _any_of("CI_PROJECT_PATH"),
            "branch": _gitlab_branch,
            "target": _any_of("CI_MERGE_REQUEST_TARGET_BRANCH_NAME"),
            "pull_request": _any_of("CI_MERGE_REQUEST_IID"),
            "actor": _any_of("GITLAB_USER_LOGIN"),
            "run": _any_of("CI_PIPELINE_ID"),
            "event": _event_word("CI_PIPELINE_SOURCE"),
        },
        labels=_gitlab_labels,
        silent={"approvals": "tells whether the rules for approval are met, which may ask for nobody"},
    ),
    System(
        key="jenkins", name="Jenkins", mark="JENKINS_URL",
        tells={
            "commit": _any_of("GIT_COMMIT"),
            "repository": _path_of("GIT_URL"),
            "branch": _jenkins_branch,
            "target": _any_of("CHANGE_TARGET"),
            "pull_request": _any_of("CHANGE_ID"),
            "actor": _any_of("BUILD_USER_ID", "gitlabUserUsername"),
            "run": _any_of("BUILD_NUMBER"),
            "event": _jenkins_event,
        },
        silent={
            "actor": "tells who started a build with the plugin build-user-vars alone",
            "event": "tells what started a build with the plugin envinject alone",
        },
    ),
    System(
        key="circleci", name="CircleCI", mark="CIRCLECI",
        tells={
            "commit": _any_of("CIRCLE_SHA1"),
            "repository": _circle_repository,
            "branch": _circle_branch,
            "pull_request": _circle_pull,
            "actor": _any_of("CIRCLE_USERNAME"),
            "run": _any_of("CIRCLE_BUILD_NUM"),
        },
        silent={"actor": "names users with a CircleCI account on GitHub OAuth or Bitbucket alone"},
    ),
    System(
        key="azure", name="Azure Pipelines", mark="TF_BUILD",
        tells={
            "commit": _any_of("SYSTEM_PULLREQUEST_SOURCECOMMITID", "BUILD_SOURCEVERSION"),
            "repository": _any_of("BUILD_REPOSITORY_NAME"),
            "branch": _azure_branch,
            "target": lambda run: _branch(run.first("SYSTEM_PULLREQUEST_TARGETBRANCH")),
            "pull_request": _any_of(
                "SYSTEM_PULLREQUEST_PULLREQUESTNUMBER", "SYSTEM_PULLREQUEST_PULLREQUESTID"
            ),
            # BUILD_REQUESTEDFOR is a name to show, which several people may have.
            "actor": _any_of("BUILD_REQUESTEDFOREMAIL", "BUILD_REQUESTEDFOR"),
            "run": _any_of("BUILD_BUILDID"),
            "event": _event_word("BUILD_REASON"),
        },
    ),
    System(
        key="bitbucket", name="Bitbucket Pipelines", mark="BITBUCKET_PIPELINE_UUID",
        tells={
            "commit": _any_of("BITBUCKET_COMMIT"),
            "repository": _any_of("BITBUCKET_REPO_FULL_NAME"),
            "branch": lambda run: "" if run.first("BITBUCKET_TAG") else run.first("BITBUCKET_BRANCH"),
            "target": _any_of("BITBUCKET_PR_DESTINATION_BRANCH"),
            "pull_request": _any_of("BITBUCKET_PR_ID"),
            "actor": _any_of("BITBUCKET_STEP_TRIGGERER_UUID"),
            "run": _any_of("BITBUCKET_BUILD_NUMBER"),
            "event": lambda run: "pull_request" if run.first("BITBUCKET_PR_ID") else "",
        },
        silent={"event": "tells pull requests from the rest alone"},
    ),
    System(
        key="buildkite", name="Buildkite", mark="BUILDKITE",
        tells={
            "commit": _buildkite_commit,
            "repository": _path_of("BUILDKITE_REPO"),
            "branch": _buildkite_branch,
            "target": _any_of("BUILDKITE_PULL_REQUEST_BASE_BRANCH"),
            "pull_request": _buildkite_pull,
            # The creator of a build is the author that its commit claims, whoever that is.
            "actor": _any_of("BUILDKITE_UNBLOCKER_EMAIL"),
            "run": _any_of("BUILDKITE_BUILD_NUMBER"),
            "event": _buildkite_event,
        },
        labels=_buildkite_labels,
        silent={"actor": "names who unblocked a step, and otherwise a commit's author, unverified"},
    ),
    System(
        key="atlantis", name="Atlantis", mark="ATLANTIS_TERRAFORM_VERSION",
        tells={
            "commit": _any_of("HEAD_COMMIT"),
            "repository": _atlantis_repository,
            "branch": _atlantis_branch,
            "target": _any_of("BASE_BRANCH_NAME"),
            "pull_request": _any_of("PULL_NUM"),
            "actor": _any_of("USER_NAME"),
            "event": lambda run: "pull_request",  # noqa: ARG005 - it runs for nothing else
        },
    ),
    System(
        key="hcp", name="HCP Terraform", mark="TFC_RUN_ID",
        tells={
            "commit": _any_of("TFC_CONFIGURATION_VERSION_GIT_COMMIT_SHA"),
            "branch": _hcp_branch,
            "run": _any_of("TFC_RUN_ID"),
        },
    ),
    System(
        key="spacelift", name="Spacelift", mark="TF_VAR_spacelift_run_id",
        tells={
            "commit": _any_of("TF_VAR_spacelift_commit_sha"),
            "repository": _any_of("TF_VAR_spacelift_repository"),
            "branch": _any_of("TF_VAR_spacelift_commit_branch"),
            "run": _any_of("TF_VAR_spacelift_run_id"),
        },
        silent={"actor": "tells what triggered a run, which may be a person or not"},
    ),
)  # fmt: skip

SYSTEMS: Mapping[str, System] = {each.key: each for each in _ALL}
"""Every system, as `system:` of the source `ci` calls it."""
