"""What a CI system tells about its run in the environment, under the names of `{{ ci.NAME }}`."""

from __future__ import annotations

import re
from collections.abc import Mapping

_SYSTEMS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "GITHUB_ACTIONS": {
        "commit": ("GITHUB_SHA",),
        "repository": ("GITHUB_REPOSITORY",),
        "branch": ("GITHUB_HEAD_REF", "GITHUB_REF_NAME"),
        "target": ("GITHUB_BASE_REF",),
        "pull_request": ("GITHUB_REF",),
        "actor": ("GITHUB_TRIGGERING_ACTOR", "GITHUB_ACTOR"),
        "run": ("GITHUB_RUN_ID",),
    },
    "GITLAB_CI": {
        "commit": ("CI_COMMIT_SHA",),
        "repository": ("CI_PROJECT_PATH",),
        "branch": (
            "CI_MERGE_REQUEST_SOURCE_BRANCH_NAME",
            "CI_COMMIT_BRANCH",
            "CI_COMMIT_REF_NAME",
        ),
        "target": ("CI_MERGE_REQUEST_TARGET_BRANCH_NAME",),
        "pull_request": ("CI_MERGE_REQUEST_IID",),
        "actor": ("GITLAB_USER_LOGIN",),
        "run": ("CI_PIPELINE_ID",),
    },
}
_PULL = re.compile(r"refs/pull/(\d+)/")


def pipeline_fields(environ: Mapping[str, str]) -> Mapping[str, str]:
    """Read what the CI system of this run tells; nothing where none is recognised."""
    for mark, names in _SYSTEMS.items():
        if environ.get(mark):
            told = {
                field: next((environ[name] for name in given if environ.get(name)), "")
                for field, given in names.items()
            }
            if mark == "GITHUB_ACTIONS":
                pull = _PULL.match(told["pull_request"])
                told["pull_request"] = pull[1] if pull else ""
            return {field: value for field, value in told.items() if value}
    return {}
