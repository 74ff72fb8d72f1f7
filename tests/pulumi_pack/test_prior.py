"""Where the prior state comes from, and what is none."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from pulumi_pack.driver import PROJECT, STACK, Resource, export

from planguard.pulumi_pack.prior import Prior, PriorState, Stack, find_prior, prior_of

OURS = Stack(name=STACK, project=PROJECT, organization="acme")
TOPIC = Resource("aws:sns/topic:Topic", "events", {"name": "events"})
WHOLE = export(TOPIC)


def fake_pulumi(folder: Path, body: str) -> Mapping[str, str]:
    """Put a `pulumi` in front that does what a line of shell says."""
    (folder / "export.json").write_text(json.dumps(WHOLE), encoding="utf-8")
    command = folder / "pulumi"
    command.write_text(f'#!/bin/sh\necho "$@" >> called\n{body}\n', encoding="utf-8")
    command.chmod(0o755)
    return {"PATH": f"{folder}{os.pathsep}{os.defpath}"}


def test_pulumi_is_asked_with_secrets(tmp_path: Path) -> None:
    environ = fake_pulumi(tmp_path, "cat export.json")
    found = PriorState(OURS, environ, tmp_path).get()
    assert (len(found.resources), found.missing) == (3, "")
    called = (tmp_path / "called").read_text(encoding="utf-8").split()
    assert called == [
        "stack", "export", "--non-interactive", "--stack", "acme/shop/prod", "--show-secrets"
    ]  # fmt: skip


def test_without_secrets_where_they_may_not_be_seen(tmp_path: Path) -> None:
    environ = fake_pulumi(tmp_path, 'case "$*" in *show-secrets) exit 255;; esac; cat export.json')
    assert len(find_prior(OURS, environ, tmp_path).resources) == 3


def test_pulumi_fails(tmp_path: Path) -> None:
    found = find_prior(OURS, fake_pulumi(tmp_path, "echo secret >&2; exit 255"), tmp_path)
    assert found.missing.startswith("`pulumi stack export` ended with code 255 (PLANGUARD_PULUMI")
    assert "secret" not in found.missing


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (subprocess.TimeoutExpired("pulumi", 60), "no answer in 60 s"),
        (PermissionError(13, "Permission denied"), "pulumi cannot be run: Permission denied"),
    ],
)
def test_pulumi_does_not_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, told: str
) -> None:
    def run(*_: object, **__: object) -> None:
        raise error

    environ = fake_pulumi(tmp_path, "")
    monkeypatch.setattr(subprocess, "run", run)
    assert find_prior(OURS, environ, tmp_path).missing.startswith(told)


def test_looking_for_it_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PriorState, "_find", lambda *_: None)
    assert "failed" in PriorState(OURS, {}, tmp_path).get().missing


def test_a_file_goes_before_pulumi(tmp_path: Path) -> None:
    (tmp_path / "state.json").write_text(json.dumps(WHOLE), encoding="utf-8")
    environ = {"PLANGUARD_PULUMI_STATE": "state.json", "PATH": ""}
    assert len(find_prior(OURS, environ, tmp_path).resources) == 3
    environ["PLANGUARD_PULUMI_STATE"] = "none.json"
    missing = find_prior(OURS, environ, tmp_path).missing
    assert missing == "PLANGUARD_PULUMI_STATE cannot be read: No such file or directory"


@pytest.mark.parametrize(
    "document",
    [
        {"version": 3, "deployment": None},
        {"version": 3, "deployment": {"manifest": {}}},
        {"version": 3, "checkpoint": {"stack": "prod", "latest": None}},
        {"version": 3, "checkpoint": {"stack": "prod", "latest": {"resources": []}}},
    ],
)
def test_a_stack_with_nothing_in_it(document: Mapping[str, Any]) -> None:
    assert prior_of(json.dumps(document).encode(), OURS, "F") == Prior()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("error: no stack", "F holds no JSON"),
        ("[]", "F holds no stack export"),
        ('{"steps": []}', "F holds no stack export"),
        ('{"deployment": [1]}', "F holds no stack export"),
        ('{"deployment": {"resources": {"a": 1}}}', "F holds no stack export"),
        ('{"deployment": {"resources": ["a"]}}', "F holds no stack export"),
        ('{"deployment": {"resources": [{"type": "a"}]}}', "F holds no stack export"),
        (json.dumps(WHOLE).replace("::shop::", "::other::"), "F holds the state of another stack"),
    ],
)
def test_what_is_no_prior_state(text: str, told: str) -> None:
    found = prior_of(text.encode(), OURS, "F")
    assert found.missing.startswith(told)
    assert not found.resources


def test_leftovers_of_replacements_are_not_there() -> None:
    left = {**TOPIC.state, "delete": True}
    going = {**TOPIC.state, "urn": f"{TOPIC.urn}-2", "pendingReplacement": True}
    found = prior_of(json.dumps(export(TOPIC, left, going)).encode(), OURS, "F")
    assert [each["urn"] for each in found.resources].count(TOPIC.urn) == 1
    assert len(found.resources) == 3
