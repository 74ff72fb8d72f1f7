"""What the pipeline finds out about a plan before any policy: who owns what."""

from __future__ import annotations

from pathlib import Path

import pytest

from planguard.analyze import files_of, observe
from planguard.load.codeowners import codeowners_home
from planguard.load.sources import open_sources
from planguard.model.settings import OwnerRule, Ownership, Settings
from planguard.model.source import NoSources
from planguard.model.words import Address
from planguard.policy.scope import Subject
from planguard.testing import change, plan

RULES = (OwnerRule(pattern="/stacks/net/", names=("@net", "@ops")),)


@pytest.fixture
def stack(tmp_path: Path) -> Path:
    folder = tmp_path / "stacks" / "net"
    folder.mkdir(parents=True)
    (folder / "main.tf").write_text('resource "aws_vpc" "this" {\n}\n', encoding="utf-8")
    return folder


def test_owner_by_file_below_the_repository(stack: Path) -> None:
    home = codeowners_home(stack.parents[1] / ".github" / "CODEOWNERS")
    ownership = Ownership(codeowners=RULES, codeowners_home=home)
    subject = plan(change("aws_vpc", name="this", after={"tags": {"app": "shop"}}))
    scene = observe(
        subject, settings=Settings(ownership=ownership), sources=open_sources(stack, {})
    )
    (only,) = subject.changes
    look = Subject(scene=scene, change=only).lookup({}, {})
    assert look(("resource", "owner")) == "@net, @ops"
    assert look(("resource", "service")) == "shop"


def test_files_without_a_repository_are_named_from_the_sources(stack: Path) -> None:
    subject = plan(change("aws_vpc", name="this"))
    found = files_of(subject, open_sources(stack, {}), Ownership())(Address("aws_vpc.this"))
    assert found == ("main.tf",)
    assert files_of(subject, NoSources(), Ownership())(Address("aws_vpc.this")) == ()


def test_patterns_start_from_the_repository(tmp_path: Path) -> None:
    home = tmp_path.resolve().as_posix()
    for place in ("CODEOWNERS", ".github/CODEOWNERS", "docs/CODEOWNERS"):
        assert codeowners_home(tmp_path / place) == home
