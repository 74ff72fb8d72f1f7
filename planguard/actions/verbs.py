"""Actions that follow from the verb of a change alone."""

from __future__ import annotations

from dataclasses import replace

from planguard.actions.interface import Pair, Rule, Subject
from planguard.model.action import Action, ActionId
from planguard.model.plan import Change
from planguard.model.value import Path, at, path_text
from planguard.model.words import Disruption, ReplaceOrder, Verb


def by_verb(
    subject: Subject,
    action_id: ActionId,
    *,
    rule: Rule | None = None,
    disruption: Disruption | None = None,
) -> Action:
    """Make the action of a verb; `disruption` is that of a replacement, when it is known."""
    change = subject.change
    paths = change.replace_paths
    pair = Pair(path=paths[0] if paths else (), before=None, after=None)
    action = subject.action(action_id, pair, because_of_verb(change), rule=rule)
    if change.verb is Verb.REPLACE:
        forced = [path_text(path) for path in paths]
        return replace(
            action,
            disruption=_noticed(change, action, disruption),
            details={"forced_by": forced},
            paths=paths,
        )
    if change.verb is Verb.DELETE:
        return replace(action, details={"snapshot": _snapshot(change)})
    return action


_EMPTY = frozenset({"data", "key", "schema", "secret"})
"""Kinds of actions after which the new object lacks what the old one held."""


def _noticed(change: Change, action: Action, told: Disruption | None) -> Disruption:
    """
    Say what is noticed of a replacement.

    With the new object made first (`create_before_destroy`) there is always one to answer, unless
    what the old one held is what is asked for.
    """
    noticed = told or action.disruption
    first = change.order in {ReplaceOrder.CREATE_FIRST, ReplaceOrder.CREATE_THEN_FORGET}
    if first and noticed is Disruption.OUTAGE and action.kind not in _EMPTY:
        return Disruption.REPLACE
    return noticed


def because_of_verb(change: Change) -> str:
    """Say what the provider does with the object."""
    if change.verb is Verb.REPLACE:
        forced = ", ".join(path_text(path) for path in change.replace_paths)
        order = change.order.value.replace("-", " ")
        why = f", forced by {forced}" if forced else ""
        return f"it is replaced ({order}){why}{_refused(change)}"
    it = "what an earlier replacement left over" if change.deposed else "it"
    if change.verb is Verb.DELETE:
        return f"{it} is deleted{_refused(change)}"
    return f"{it} is {change.verb}d" if change.verb.endswith("e") else f"{it} is {change.verb}ed"


_GUARDED = ("aws_", "google_")
_GUARDS = ("deletion_protection", "deletion_protection_enabled", "enable_deletion_protection")
_ON = (True, "ACTIVE", "ENABLED")


def _refused(change: Change) -> str:
    """Say that the apply stops at a guard, where the object has one that is on."""
    if not change.type.startswith(_GUARDED):
        return ""
    before = change.before
    guard = next((name for name in _GUARDS if before.get(name) in _ON), "")
    return f"; the apply stops at that while {guard} is on" if guard else ""


def why_nothing_goes(change: Change) -> str:
    """Say what the provider does, and what it leaves where a switch tells it to."""
    said = because_of_verb(change)
    if change.verb not in {Verb.DELETE, Verb.REPLACE}:
        return said
    before = change.before
    for name, word in _SWITCHES.items():
        if name in before and str(before[name]).lower() == word:
            kept = f"{name} is {word}"
            if change.verb is Verb.REPLACE:
                return f"{said}; the old one stays in the world: {kept}"
            return f"it leaves the state and stays in the world: {kept}"
    for path in _RECLAIMS:
        if at(before, path) == "Retain":
            return f"{said}; the disk it records stays: {path_text(path)} is Retain"
    return said


def is_abandoned(change: Change) -> bool:
    """
    Tell whether a deletion only takes it out of the state, as it may be with any of Google's types.

    Source: https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/pubsub_topic
    """
    policy = change.before.get("deletion_policy")
    return isinstance(policy, str) and policy.lower() == "abandon" and change.type[:7] == "google_"


_SWITCHES = {
    "skip_destroy": "true",
    "skip_delete": "true",
    "noop_on_destroy": "true",
    "disable_on_destroy": "false",
    "retain_stack": "true",
    "retain_stacks": "true",
    "preserve": "true",
    "deletion_policy": "abandon",
}
"""Attributes that leave the object as it is when it is deleted, with the word that does."""
_RECLAIMS: tuple[Path, ...] = (
    ("spec", "persistentVolumeReclaimPolicy"),
    ("spec", 0, "persistent_volume_reclaim_policy"),
    ("manifest", "spec", "persistentVolumeReclaimPolicy"),
)


def _snapshot(change: Change) -> str:
    skips = change.before.get("skip_final_snapshot")
    if skips is None:
        return ""
    return "skipped" if skips is True else "kept"
