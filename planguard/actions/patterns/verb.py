"""
Give an action for what the provider does with the object, whatever its attributes say.

The rule's conditions on attributes decide whether it counts: deleting a log group that is kept in
the account (`skip_destroy`) ends no record. Details: `forced_by` of a replacement, `snapshot` of a
deletion.
"""

from __future__ import annotations

from collections.abc import Iterator

from planguard.actions.interface import Rule, Subject
from planguard.actions.verbs import by_verb
from planguard.model.action import Action


def compare(subject: Subject, rule: Rule) -> Iterator[Action]:
    """Give the rule's action for the verb of the change."""
    if action_id := rule.actions.get(subject.change.verb):
        yield by_verb(subject, action_id, rule=rule)
