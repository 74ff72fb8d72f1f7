"""
`ci`: what the CI system tells of the run that planguard is part of.

Reads: environment variables of GitHub Actions, GitLab CI, Jenkins, CircleCI, Azure Pipelines,
Bitbucket Pipelines, Buildkite, Atlantis, HCP Terraform and Spacelift; on GitHub also the file of
the event.
Rights: none.
Unknown when: no system is recognised, or several are (say `system:`); the system does not surely
tell it. Few tell labels (GitHub, GitLab and Buildkite, in runs for a pull request), none tells
how many people approved: bind those to a source of type http.

`actor` is who started the run, or who started it again: a login on GitHub, GitLab, CircleCI and
Atlantis, the user id on Jenkins, the e-mail address on Azure Pipelines and Buildkite, a UUID on
Bitbucket. `change.branch` of a fork is `owner:branch`; a tag is no branch. `change.event` is
push, pull_request, schedule, manual or api, or the system's own word.

A change to the pipeline's own definition can set any variable: this is as trustworthy as the
pipeline is. Labels are those of the moment at which the run was started first.

    sources:
      ci: {type: ci}
    bindings:
      actor: {source: ci}
      change.branch: {source: ci}
      change.labels: {source: ci}
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from pydantic import Field

from planguard.model.moment import moment_of
from planguard.sources.interface import (
    Connection,
    Question,
    Reply,
    SourceError,
    Surroundings,
)
from planguard.sources.interface import Options as AnyOptions
from planguard.sources.interface import Wants as AnyWants
from planguard.sources.interface.pipeline import SYSTEMS, Run, System, recognised

name = "ci"
topics = ("actor", "change.branch", "change.event", "change.labels", "change.approvals")
about_subject = False

_WORDS: Mapping[str, str] = {
    "actor": "who started the run",
    "branch": "the branch of this run, which may be for a tag or for no change",
    "event": "what started the run",
    "labels": "labels in this run, which may be for no pull request",
    "approvals": "how many people approved",
}
_MEMBERS = frozenset({"OWNER", "MEMBER", "COLLABORATOR"})


class Options(AnyOptions):
    """Which system it is."""

    system: Literal[
        "",
        "github",
        "gitlab",
        "jenkins",
        "circleci",
        "azure",
        "bitbucket",
        "buildkite",
        "atlantis",
        "hcp",
        "spacelift",
    ] = Field(default="", description="the CI system; empty: the one whose variables are set")


class Wants(AnyWants):
    """Nothing beside the topic."""


def connect(options: Options, around: Surroundings) -> Connection:
    """Find the system. Raises `SourceError` when it is not clear which one it is."""
    found = (SYSTEMS[options.system],) if options.system else recognised(around.environ)
    if not found:
        raise SourceError("no CI system is recognised in the environment")
    if len(found) > 1:
        names = " and ".join(each.name for each in found)
        raise SourceError(f"finds the variables of {names}: say which one with `system:`")
    return _Pipeline(found[0], Run(environ=around.environ))


class _Pipeline:
    """The run that this is part of."""

    def __init__(self, system: System, run: Run) -> None:
        self._system = system
        self._run = run

    def answer(self, question: Question, seconds: float) -> Reply:  # noqa: ARG002 - nothing waits
        """Read the environment."""
        wanted = question.name.removeprefix("change.")
        if wanted == "labels":
            labels = self._system.labels(self._run)
            if labels is None:
                raise self._silence(wanted)
            return Reply(value=labels, observed_at=self._snapshot())
        if wanted == "approvals":
            return self._approval()
        tell = self._system.tells.get(wanted)
        text = tell(self._run) if tell else ""
        if not text:
            raise self._silence(wanted)
        return Reply(value=text, detail=self._detail(wanted, text))

    def _silence(self, wanted: str) -> SourceError:
        system = self._system
        why = system.silent.get(wanted, f"does not tell {_WORDS[wanted]}")
        hint = ""
        if wanted in {"labels", "approvals"}:
            preset = system.key if system.key in {"github", "gitlab"} else ""
            hint = f"; bind it to a source of type http{f' (preset {preset})' if preset else ''}"
        return SourceError(f"{system.name} {why}{hint}")

    def _approval(self) -> Reply:
        """Count the one review that a run of GitHub may be for; the others are not told."""
        run = self._run
        review = run.event("review") if self._system.key == "github" else None
        if not isinstance(review, Mapping):
            raise self._silence("approvals")
        # An older commit's approval, or anybody's on a public repository, is none.
        stands = (
            str(review.get("state")).lower() == "approved"
            and review.get("author_association") in _MEMBERS
            and run.event_text("pull_request", "head", "sha") == review.get("commit_id")
        )
        if not stands:
            raise self._silence("approvals")
        return Reply(value=1, detail="at least: the review that this run is for")

    def _snapshot(self) -> datetime | None:
        """Say when the labels were as they are told."""
        when = {
            "github": self._run.event_text("pull_request", "updated_at"),
            "gitlab": self._run.first("CI_PIPELINE_CREATED_AT"),
        }.get(self._system.key, "")
        return moment_of(when) if when else None

    def _detail(self, wanted: str, text: str) -> str:
        first = self._run.first("GITHUB_ACTOR") if self._system.key == "github" else ""
        if wanted == "actor" and first and first != text:
            return f"{self._system.name}; the first run was started by {first}"
        return self._system.name
