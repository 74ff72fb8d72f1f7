"""The policies in force for a stack, with the levels and parameters Pulumi was told."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from planguard.errors import ConfigError
from planguard.load.config import Config, find_config, load_config
from planguard.load.policies import policies_of
from planguard.model.settings import Override
from planguard.model.value import Unknown, Value, at
from planguard.model.words import Decision
from planguard.policy.expression import Expression, Steps
from planguard.policy.reading import Message, Policy
from planguard.pulumi_pack.verdict import PACK, Level, Severity

_WHERE = "policy pack configuration"
_LINK = re.compile(r"https?://[^\s)>\]]+[^\s)>\].,;:]")
_SETTLED = re.compile(r"\b(?:plan\.tool|params\.)")
"""What is known of a place to fill before there is a finding."""
_GRAVE = frozenset({"data", "secret", "exposure", "access"})
"""Kinds of action that cannot be taken back, or that everybody sees."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What Pulumi's configuration of a pack says of one policy."""

    level: Level
    params: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """A configuration and the policies in force under it."""

    config: Config
    policies: tuple[Policy, ...]
    levels: Mapping[str, Level] = field(default_factory=dict)
    """As configured; a policy that is not listed has its own."""

    def level_of(self, policy: str) -> Level:
        """Give a policy's level; that of the pack itself holds unless told otherwise."""
        return self.levels.get(policy, Level.MANDATORY)

    @property
    def judged(self) -> tuple[Policy, ...]:
        """
        The policies as they judge at their levels.

        They judge at those already, since one that only advises must not excuse another from
        holding the same action.
        """
        return tuple(
            _at(policy, self.level_of(policy.id))
            for policy in self.policies
            if self.level_of(policy.id) is not Level.DISABLED
        )


def load_rules(start: Path, environ: Mapping[str, str]) -> Rules:
    """
    Read planguard.yaml from `start` upwards, or from `PLANGUARD_CONFIG`, and every policy in force.

    Raises `ConfigError` or `PolicyError`.
    """
    told = environ.get("PLANGUARD_CONFIG", "")
    if told and not Path(told).is_file():
        raise ConfigError("PLANGUARD_CONFIG", "names no file", "give the path of a planguard.yaml")
    config = load_config(Path(told) if told else find_config(start))
    further = environ.get("PLANGUARD_POLICY", "").split(os.pathsep)
    folders = tuple(Path(folder) for folder in further if folder)
    config = replace(config, policy_folders=(*config.policy_folders, *folders))
    policies = policies_of(config)
    if any(policy.id == PACK for policy in policies):
        raise ConfigError("policies", f"{PACK!r} is the name of the pack", "call yours otherwise")
    levels = {policy.id: own_level(policy) for policy in policies}
    return Rules(config=config, policies=policies, levels=levels)


def configured(rules: Rules, settings: Mapping[str, Setting]) -> Rules:
    """
    Give the rules with what Pulumi's configuration says.

    Raises `ConfigError` for a policy or a parameter that does not exist.
    """
    known = {policy.id: policy for policy in rules.policies}
    for name in settings:
        if name not in known and name != PACK:
            hint = "`planguard policies` lists them"
            raise ConfigError(_WHERE, f"there is no policy {name!r}", hint)
    changed = {
        name: params
        for name, setting in settings.items()
        if name in known and (params := _different(known[name].params, setting.params))
    }
    levels = {**rules.levels, **{name: each.level for name, each in settings.items()}}
    if not changed:
        return replace(rules, levels=levels)
    overrides = dict(rules.config.overrides)
    for name, params in changed.items():
        there = overrides.get(name, Override(reason=f"set in the {_WHERE}"))
        overrides[name] = replace(there, params={**there.params, **params})
    config = replace(rules.config, overrides=overrides)
    try:
        policies = policies_of(config)
    except ConfigError as error:
        raise ConfigError(_WHERE, error.problem, error.hint) from None
    return Rules(config=config, policies=policies, levels=levels)


def own_level(policy: Policy) -> Level:
    """Give the level of a policy that nobody configured: what it decides."""
    weak = policy.decision.rank < Decision.APPROVE.rank or bool(policy.relax)
    return Level.ADVISORY if weak else Level.MANDATORY


def severity_of(policy: Policy) -> Severity:
    """Give how bad it is to violate a policy: by its decision, and whether it can be taken back."""
    if policy.relax or policy.decision.rank < Decision.APPROVE.rank:
        return Severity.LOW
    if policy.decision is Decision.APPROVE:
        return Severity.MEDIUM
    return Severity.CRITICAL if _GRAVE & set(kinds_of(policy)) else Severity.HIGH


def kinds_of(policy: Policy) -> tuple[str, ...]:
    """Name the kinds of action a policy is about: `data`, `scale` ..."""
    return tuple(sorted({glob.partition(".")[0] for glob in policy.on} - {"*"}))


def text_of(message: Message, policy: Policy) -> str:
    """Write a message as it reads for Pulumi, the places that a finding fills still open."""

    def look(steps: Steps) -> Value:
        if steps == ("plan", "tool"):
            return "pulumi"
        return at(policy.params, steps[1:]) if steps[0] == "params" else Unknown()

    def piece(each: str | Expression) -> str:
        if isinstance(each, str):
            return each
        told = each.evaluate(look) if _SETTLED.search(each.source) else None
        if isinstance(told, bool) or not isinstance(told, str | int | float):
            return f"{{{{ {each.source.strip()} }}}}"
        return str(told)

    return "".join(map(piece, message.pieces)).strip()


def link_of(policy: Policy) -> str:
    """Give the first address that a policy's reason points to; `""` when there is none."""
    found = _LINK.search(policy.why)
    return found[0] if found else ""


def _different(now: Mapping[str, Value], told: Mapping[str, Value]) -> Mapping[str, Value]:
    """Leave out what Pulumi only repeats, since it fills in the defaults it was given."""
    return {
        name: value
        for name, value in told.items()
        if value is not None and (name not in now or now[name] != value)
    }


def _at(policy: Policy, level: Level) -> Policy:
    if policy.relax:
        return policy
    if level is Level.ADVISORY:
        unbound = policy.on_unbound
        return replace(
            policy,
            decision=_at_most(policy.decision),
            on_unknown=_at_most(policy.on_unknown),
            on_unbound=None if unbound is None else _at_most(unbound),
        )
    if own_level(policy) is Level.ADVISORY:
        return replace(policy, decision=Decision.APPROVE)
    return policy


def _at_most(decision: Decision, most: Decision = Decision.WARN) -> Decision:
    return min(decision, most, key=lambda each: each.rank)
