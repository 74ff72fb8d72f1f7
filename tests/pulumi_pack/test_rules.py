"""Policies at the levels Pulumi was told."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from planguard.errors import ConfigError, PolicyError
from planguard.model.words import Decision
from planguard.policy.reading import Policy
from planguard.pulumi_pack.rules import (
    Rules,
    Setting,
    configured,
    link_of,
    load_rules,
    own_level,
    severity_of,
    text_of,
)
from planguard.pulumi_pack.verdict import PACK, Level, Severity


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Rules:
    """Give the shipped policies without a configuration."""
    return load_rules(tmp_path_factory.mktemp("empty"), {})


def one(rules: Rules, name: str) -> Policy:
    (found,) = [each for each in rules.judged if each.id == name]
    return found


def test_levels_follow_from_decisions(rules: Rules) -> None:
    levels = {each.id: own_level(each) for each in rules.policies}
    assert levels["data-store-deleted"] is Level.MANDATORY
    assert levels["incident-fix"] is Level.ADVISORY
    assert rules.level_of(PACK) is Level.MANDATORY
    assert {each.decision for each in rules.judged} == {each.decision for each in rules.policies}


def test_severities_follow_from_decisions_and_kinds(rules: Rules) -> None:
    severities = {each.id: severity_of(each) for each in rules.policies}
    assert severities["data-store-deleted"] is Severity.CRITICAL
    assert severities["index-shifted"] is Severity.HIGH
    assert severities["drift-reverted"] is Severity.MEDIUM
    assert severities["incident-fix"] is Severity.LOW


def test_what_only_advises_excuses_nothing(rules: Rules) -> None:
    told = configured(rules, {"backups-switched-off": Setting(level=Level.ADVISORY)})
    softened = one(told, "backups-switched-off")
    assert {softened.decision, softened.on_unknown} <= {Decision.WARN, Decision.ALLOW}
    asking = configured(
        rules, {each.id: Setting(level=Level.ADVISORY) for each in rules.policies}
    ).judged
    bound = [each.on_unbound for each in asking if each.on_unbound is not None]
    assert bound
    assert not {Decision.APPROVE, Decision.DENY} & set(bound)


def test_a_lane_is_open_or_disabled(rules: Rules) -> None:
    raised = configured(rules, {"incident-fix": Setting(level=Level.MANDATORY)})
    assert one(raised, "incident-fix").decision is Decision.WARN
    closed = configured(rules, {"incident-fix": Setting(level=Level.DISABLED)})
    assert "incident-fix" not in {each.id for each in closed.judged}


def test_parameters_are_set_and_may_be_again(rules: Rules) -> None:
    setting = {"required-tags": Setting(level=Level.MANDATORY, params={"tags": ["team"]})}
    told = configured(rules, setting)
    assert one(told, "required-tags").params["tags"] == ["team"]
    assert not one(told, "required-tags").unset
    assert configured(told, setting).policies is told.policies


def test_defaults_that_pulumi_repeats_change_nothing(rules: Rules) -> None:
    params: Mapping[str, float | None] = {"max_cut": 0.5, "other": None}
    told = configured(
        rules, {"capacity-cut-sharply": Setting(level=Level.MANDATORY, params=params)}
    )
    assert told.policies is rules.policies


def test_a_policy_that_does_not_exist(rules: Rules) -> None:
    with pytest.raises(ConfigError, match="there is no policy 'nothing'"):
        configured(rules, {"nothing": Setting(level=Level.ADVISORY)})


def test_messages_read_as_for_pulumi(rules: Rules) -> None:
    cut, deleted = one(rules, "capacity-cut-sharply"), one(rules, "data-store-deleted")
    assert "{{ change.address }}" in text_of(cut.message, cut)
    assert "0.5" in text_of(cut.fix, cut)
    assert "`aliases`" in text_of(deleted.fix, deleted)
    assert "moved" not in text_of(deleted.fix, deleted)
    assert link_of(deleted) == ""


def test_the_environment_leads_to_the_files(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text("shipped_policies: false", encoding="utf-8")
    (tmp_path / "more").mkdir()
    environ = {"PLANGUARD_CONFIG": str(tmp_path / "mine.yaml")}
    assert load_rules(Path("/"), environ).policies == ()
    environ["PLANGUARD_POLICY"] = os.pathsep.join([str(tmp_path / "more"), ""])
    (folder,) = load_rules(tmp_path, environ).config.policy_folders
    assert folder.name == "more"
    with pytest.raises(ConfigError, match="names no file"):
        load_rules(tmp_path, {"PLANGUARD_CONFIG": "absent.yaml"})


def test_the_name_of_the_pack_is_taken(tmp_path: Path) -> None:
    policy = "id: planguard\ntitle: t\non: ['*']\nwhen: 'true'\ndecision: warn\n"
    (tmp_path / "planguard.yaml").write_text(
        "policy_folders: [own]\nshipped_policies: false", encoding="utf-8"
    )
    (tmp_path / "own").mkdir()
    file = tmp_path / "own" / "planguard.yaml"
    file.write_text(f"{policy}message: m\nwhy: w\nfix: f\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="'planguard' is the name of the pack"):
        load_rules(tmp_path, {})
    file.write_text(policy, encoding="utf-8")
    with pytest.raises(PolicyError):
        load_rules(tmp_path, {})
