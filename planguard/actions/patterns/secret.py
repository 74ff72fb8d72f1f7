"""
Follow a secret value: stored, changed or deleted.

Values are compared, never shown. A value that is known only after apply counts as a change,
`inferred`, when the dependency graph names where it comes from (a `random_password` that is made
anew) or when the object is replaced (a provider that makes the secret makes another one). On a
plain update, a secret that nothing in the configuration feeds is merely computed again and gives
no action. On creation any value, known or not, is a secret being stored.
"""

from __future__ import annotations

from collections.abc import Iterator

from planguard.actions.interface import Pair, Rule, Subject
from planguard.actions.values.scalar import is_unknown
from planguard.model.action import Action
from planguard.model.difference import is_nothing
from planguard.model.value import Sensitive, Value, path_text
from planguard.model.words import Confidence, Verb

_SAID = {"came": "is stored", "gone": "is deleted", "changed": "gets another value"}


def compare(subject: Subject, rule: Rule) -> Iterator[Action]:
    """Give `came`, `gone` or `changed` for every secret under the rule's path."""
    for pair in subject.pairs(rule.path):
        finding = _finding(subject, pair)
        if action_id := rule.actions.get(finding):
            origins = subject.graph.origins(subject.change.address, pair.path)
            source = f", from {', '.join(origins)}" if origins and is_unknown(pair.after) else ""
            yield subject.action(
                action_id,
                Pair(path=pair.path, before=_hidden(pair.before), after=_hidden(pair.after)),
                f"the secret in {path_text(pair.path)} {_SAID[finding]}{source}",
                rule=rule,
                confidence=Confidence.INFERRED if is_unknown(pair.after) else None,
            )


def _finding(subject: Subject, pair: Pair) -> str:
    was_set = not is_nothing(pair.before)
    if not is_unknown(pair.after):
        if is_nothing(pair.after):
            return "gone"
        return "changed" if was_set else "came"
    if not was_set:
        return "came"
    fed = subject.graph.origins(subject.change.address, pair.path)
    return "changed" if fed or subject.change.verb is Verb.REPLACE else ""


def _hidden(value: Value) -> Value:
    """Mark a secret that the provider does not mark itself."""
    marked = is_nothing(value) or isinstance(value, Sensitive) or is_unknown(value)
    return value if marked else Sensitive(value)
