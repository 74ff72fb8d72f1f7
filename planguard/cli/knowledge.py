"""What this build knows: which types and attributes decide an action, and which policies name it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from types import MappingProxyType

from planguard.actions.catalogue import MODULES, all_entries, provider_of
from planguard.actions.interface import Rule, TypeEntry
from planguard.actions.patterns import NAMES
from planguard.actions.taxonomy import ACTIONS

_VERB = "verb"
_OF_AZURE = "arm"
_EXPOSURE = ("exposure.open", "exposure.public", "exposure.narrow")
_GRANTS = ("access.grant", "access.admin", "access.revoke")
_SECRETS = ("secret.create", "secret.change", "secret.delete")
BY_PATTERN: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "assignment": _GRANTS,
        "bindings": ("access.grant", "access.admin", "access.public", "access.revoke"),
        "chart": (
            *("config.env", "config.parameter", "secret.change", "secret.expose"),
            *("deploy.version", "deploy.rollback", "scale.up"),
            *("scale.down", "scale.to-zero", "scale.resize-up", "scale.resize-down"),
            *("scale.limits-up", "scale.limits-down", *_EXPOSURE, "exposure.tls-weaken"),
            *("routing.rule", "routing.remove", "protection.guard-off", "protection.up"),
            *("protection.backup-off", "data.delete"),
        ),
        "capabilities": _GRANTS,
        "containers": (
            "deploy.version", "deploy.rollback", "scale.resize-up", "scale.resize-down",
            "config.env", "secret.expose", "secret.change", "routing.rule",
            "observability.logs-off", "protection.guard-off", "protection.up", "access.grant",
            "config.parameter",
        ),
        "grants": _GRANTS,
        "ingress": (*_EXPOSURE, "routing.network"),
        "isolation": (
            *("exposure.open", "exposure.narrow", "routing.network", "protection.guard-off"),
        ),
        "manifest": (
            *("deploy.version", "deploy.rollback", "config.env", "config.parameter"),
            *("scale.up", "scale.down", "scale.to-zero", "scale.resize-up", "scale.resize-down"),
            *("scale.limits-up", "scale.limits-down", "data.delete", "data.replace"),
            *("schema.keys", *_GRANTS, *_EXPOSURE, "exposure.tls-weaken", *_SECRETS),
            *("secret.expose", "protection.guard-off", "protection.up", "routing.dns"),
            *("routing.network", "routing.remove", "routing.rule", "routing.traffic"),
        ),
        "rbac": _GRANTS,
        "permission": ("access.grant", "access.public", "access.revoke"),
        "role_members": (*_GRANTS, "access.public", "access.trust"),
        "routes": ("routing.rule", "routing.remove", "exposure.tls-weaken", "protection.up"),
        "secret_keys": _SECRETS,
        "service": (*_EXPOSURE, "routing.remove"),
        "settings": ("config.env", "secret.expose"),
        "template": ("deploy.version",),
        "variables": ("config.env", "secret.expose"),
    }
)  # fmt: skip
"""Actions of the patterns that decide by themselves; the others are told by each rule."""
BY_DOCUMENT: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "identity": _GRANTS,
        "boundary": ("access.grant", "access.revoke"),
        "resource": ("access.grant", "access.public", "access.revoke", "exposure.tls-weaken"),
        "key": (
            "access.grant",
            "access.public",
            "access.revoke",
            "exposure.tls-weaken",
            "protection.guard-off",
        ),
        "trust": ("access.trust", "access.public", "access.revoke"),
    }
)
OF_ANY_TYPE: Mapping[str, str] = MappingProxyType(
    {
        "cost.up": "follows from scale.up, scale.resize-up and scale.limits-up",
        "cost.runaway": "follows from scale.limits-up by more than a factor of 3",
        "secret.change": "any attribute marked sensitive that differs",
        "secret.create": "any attribute marked sensitive that comes in an update",
        "secret.delete": "any attribute marked sensitive that goes in an update",
        "secret.expose": "any attribute, tag or output that is sensitive elsewhere in the plan, "
        "or has a secret's shape",
        "other": "a change for which nothing else is known",
        "other.tags": "nothing but tags or labels differ",
    }
)
"""Actions that are found on every resource type."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decider:
    """One thing that decides an action: an attribute of a type, or a verb."""

    type: str
    what: str
    """`instance_class (order)`, or `on delete`, with its conditions."""


def entries(own: Mapping[str, TypeEntry]) -> dict[str, TypeEntry]:
    """Give every catalogue entry by type, a team's own before those shipped."""
    return dict(sorted({**all_entries(), **own}.items()))


def providers(known: Mapping[str, TypeEntry]) -> tuple[str, ...]:
    """List the prefixes that have entries, sorted."""
    return tuple(sorted({*MODULES, *map(provider_of, known)}))


def actions_of(rule: Rule) -> tuple[str, ...]:
    """List the actions a rule can lead to."""
    if rule.pattern == "document":
        return BY_DOCUMENT.get(str(rule.options.get("kind")), ())
    if rule.pattern == _OF_AZURE:
        return _azure()
    named = [*rule.actions.values(), *_meanings(rule)]
    return BY_PATTERN.get(rule.pattern) or tuple(dict.fromkeys(named))


@cache
def _azure() -> tuple[str, ...]:
    """List what the entries can find that a body of Azure's own interface is judged by."""
    found: dict[str, None] = {}
    for type_, entry in all_entries().items():
        if type_.startswith("azure-native:"):
            found |= dict.fromkeys((*entry.create, *entry.delete, *entry.replace))
            for rule in entry.rules:
                found |= dict.fromkeys(actions_of(rule))
    return tuple(sorted(found))


def _meanings(rule: Rule) -> Iterator[str]:
    """Give the actions that a rule has for keys, or for the words keys may change to."""
    meanings = rule.options.get("meanings")
    for meaning in meanings.values() if isinstance(meanings, Mapping) else ():
        words = meaning.values() if isinstance(meaning, Mapping) else (meaning,)
        yield from (str(name) for name in words if name)


def deciders(action_id: str, known: Mapping[str, TypeEntry]) -> Iterator[Decider]:
    """Give everything in the catalogue that decides an action, by type."""
    for type_, entry in known.items():
        for verb, ids in verbs_of(entry):
            if action_id in ids:
                yield Decider(type=type_, what=f"on {verb}")
        for rule in attribute_rules(entry):
            if action_id in actions_of(rule):
                yield Decider(type=type_, what=_what(rule, action_id))


def verbs_of(entry: TypeEntry) -> tuple[tuple[str, Sequence[str]], ...]:
    """Give the verbs that mean something whatever the attributes say, with their actions."""
    told: dict[str, list[str]] = {
        "create": [*entry.create],
        "replace": [*entry.replace],
        "delete": [*entry.delete],
    }
    for rule in verb_rules(entry):
        for verb, action_id in rule.actions.items():
            told[verb].append(action_id)
    return tuple((verb, ids) for verb, ids in told.items() if ids)


def verb_rules(entry: TypeEntry) -> tuple[Rule, ...]:
    """Give the rules that look at the verb alone."""
    return tuple(rule for rule in entry.rules if _is_plain_verb(rule))


def attribute_rules(entry: TypeEntry) -> tuple[Rule, ...]:
    """Give the rules that look at attributes."""
    return tuple(rule for rule in entry.rules if not _is_plain_verb(rule))


def conditions(rule: Rule) -> str:
    """Say when a rule counts: `if type is SecureString`, or nothing."""
    told = [
        f"{name} {_WORDED[condition]} {_or(words)}"
        for condition, each in conditions_of(rule).items()
        for name, words in each.items()
    ]
    return f"if {' and '.join(told)}" if told else ""


_WORDED = {
    "only": "is", "unless": "is not", "was": "was", "was_not": "was not",
    "beside": "beside it is", "not_beside": "beside it is not",
}  # fmt: skip


def conditions_of(rule: Rule) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Give the conditions of a rule by their kind; those on other places only where it has some."""
    far = rule.elsewhere
    further = {
        "was": far.was,
        "was_not": far.was_not,
        "beside": far.beside,
        "not_beside": far.not_beside,
    }
    return {
        "only": rule.only,
        "unless": rule.unless,
        **{name: told for name, told in further.items() if told},
    }


def _or(words: Sequence[str]) -> str:
    return " or ".join(word or "empty" for word in words)


def place_of(rule: Rule) -> str:
    """Give the attribute a rule looks at; of a verb's rule `on delete`."""
    return f"on {' or '.join(rule.actions)}" if rule.pattern == _VERB else rule.path


def _is_plain_verb(rule: Rule) -> bool:
    return rule.pattern == _VERB and not any(rule.conditions)


def _what(rule: Rule, action_id: str) -> str:
    if rule.pattern == _VERB:
        found = " or ".join(verb for verb, name in rule.actions.items() if name == action_id)
        return f"on {found} {conditions(rule)}".rstrip()
    return f"{rule.path} ({rule.pattern}) {conditions(rule)}".rstrip()


def patterns() -> Iterator[tuple[str, str]]:
    """Give every pattern with its documentation."""
    for name in NAMES:
        yield name, (import_module(f"planguard.actions.patterns.{name}").__doc__ or "").strip()


def plan_pattern(action_id: str) -> str:
    """Give the documentation of what finds a `plan.*` action."""
    name = action_id.partition(".")[2].replace("-", "_")
    try:
        return (import_module(f"planguard.actions.plan_patterns.{name}").__doc__ or "").strip()
    except ModuleNotFoundError:
        return ""


def kinds() -> tuple[str, ...]:
    """List the kinds of actions in the taxonomy's order."""
    return tuple(dict.fromkeys(name.partition(".")[0] for name in ACTIONS))
