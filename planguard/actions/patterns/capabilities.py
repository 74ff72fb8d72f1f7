"""
Compare a policy of Vault path by path: which capabilities it gives there.

Of the paths that match a request the closest speaks, and a `deny` takes everything: so a path that
is told apart may narrow what a wider one gives, and widens it when it goes. A capability that comes is
`access.grant`, one that goes `access.revoke`. Capabilities newly given with which the holder can
write policies of any name, and `sudo` on more than a single path, are `access.admin` too. Fewer
limits on the parameters of a request grant, further ones revoke, others do both. A policy that is
sensitive, known only after apply or cannot be read counts as a grant, `inferred`.

Source: https://developer.hashicorp.com/vault/docs/concepts/policies
"""

from __future__ import annotations

from collections.abc import Iterator

from planguard.actions.interface import Pair, Rule, Subject
from planguard.actions.providers.vault_policy import (
    Stanza,
    conditions,
    effective,
    is_admin,
    paths_of,
    stanzas_of,
)
from planguard.actions.values.scalar import listed, shown
from planguard.model.action import Action
from planguard.model.value import Unknown, path_text
from planguard.model.words import Confidence


def compare(subject: Subject, rule: Rule) -> Iterator[Action]:
    """Give `access.grant`, `access.admin` and `access.revoke`."""
    for pair in subject.pairs(rule.path):
        before, after = stanzas_of(pair.before), stanzas_of(pair.after)
        if before is None or after is None:
            yield _unclear(subject, rule, pair)
        else:
            yield from _compare(subject, rule, pair, before, after)


def _compare(
    subject: Subject, rule: Rule, pair: Pair, before: tuple[Stanza, ...], after: tuple[Stanza, ...]
) -> Iterator[Action]:
    given: dict[str, list[str]] = {"access.grant": [], "access.admin": [], "access.revoke": []}
    for path in paths_of(before, after):
        old, new = effective(before, path), effective(after, path)
        came, gone = new - old, old - new
        if came:
            given["access.grant"].append(_told(path, came))
        if is_admin(path, came) and not is_admin(path, old):
            given["access.admin"].append(_told(path, came))
        if gone:
            given["access.revoke"].append(_told(path, gone))
        limits = conditions(before, path), conditions(after, path)
        if old & new and limits[0] != limits[1]:
            said = f"other parameters on {path}"
            given["access.grant"] += [said] if limits[0] else []
            given["access.revoke"] += [said] if limits[1] else []
    for action_id, paths in given.items():
        if paths:
            verb = "loses" if action_id == "access.revoke" else "gains"
            yield subject.action(
                action_id,
                pair,
                f"{path_text(pair.path)} {verb} {listed(paths)}",
                rule=rule,
                details={"permissions": list(paths)},
            )


def _told(path: str, capabilities: frozenset[str]) -> str:
    return f"{'/'.join(sorted(capabilities))} on {path}"


def _unclear(subject: Subject, rule: Rule, pair: Pair) -> Action:
    unread = pair.after if isinstance(pair.after, Unknown) else Unknown(reason="cannot be read")
    said = shown(pair.after) if not isinstance(pair.after, str) else "a text that cannot be read"
    return subject.action(
        "access.grant",
        pair,
        f"{path_text(pair.path)} becomes {said}",
        rule=rule,
        confidence=Confidence.INFERRED,
        details={"permissions": unread},
    )
