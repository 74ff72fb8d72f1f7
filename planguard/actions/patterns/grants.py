"""
Compare a name or list of granted policies or roles.

A name that came is `access.grant`, one that went `access.revoke`; a name among the rule's
all-powerful ones, or ending in `AdministratorAccess`, is `access.admin` as well. A list that is
known only after apply, or sensitive, counts as a grant, `inferred`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planguard.actions.interface import Pair, Rule, Subject
from planguard.actions.values.scalar import is_hidden, listed, shown, words_of
from planguard.model.action import Action
from planguard.model.value import Unknown, Value, path_text
from planguard.model.words import Confidence


def compare(subject: Subject, rule: Rule) -> Iterator[Action]:
    """Give `access.grant`, `access.revoke` and `access.admin` for names that came or went."""
    for pair in subject.pairs(rule.path):
        before, after = words_of(pair.before), words_of(pair.after)
        came = [name for name in after if name not in before]
        gone = [name for name in before if name not in after]
        powerful = [name for name in came if _is_admin(name, rule)]
        hidden = _hidden(pair.after)
        where = path_text(pair.path)
        if came:
            yield _action(subject, rule, pair, "access.grant", f"{where} gains", came)
        elif hidden is not None:
            yield subject.action(
                "access.grant",
                pair,
                f"{where} gains {shown(hidden)}",
                rule=rule,
                confidence=Confidence.INFERRED,
                details={"permissions": hidden if isinstance(hidden, Unknown) else Unknown()},
            )
        if powerful:
            yield _action(subject, rule, pair, "access.admin", f"{where} gains", powerful)
        if gone and hidden is None:
            yield _action(subject, rule, pair, "access.revoke", f"{where} loses", gone)


def _hidden(after: Value) -> Value:
    """Give what cannot be read of the new names; `None` when all can."""
    items = after if isinstance(after, list | tuple) else (after,)
    return next((item for item in items if is_hidden(item)), None)


def _is_admin(name: str, rule: Rule) -> bool:
    listed_names = rule.options.get("admin")
    names = listed_names if isinstance(listed_names, Sequence) else ()
    return (
        (listed_names is True)
        or name.endswith("AdministratorAccess")
        or any(name == admin or name.endswith(f"/{admin}") for admin in names)
    )


def _action(
    subject: Subject, rule: Rule, pair: Pair, action_id: str, said: str, names: list[str]
) -> Action:
    return subject.action(
        action_id, pair, f"{said} {listed(names)}", rule=rule, details={"permissions": names}
    )
