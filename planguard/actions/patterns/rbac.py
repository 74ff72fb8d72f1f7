"""
Compare the rules of a Role or ClusterRole by what they permit.

A permission is a verb on a resource of an API group, or on a path that is no resource. One that no
rule allowed before is `access.grant`, one that no rule allows any more `access.revoke`; `*` is
understood. What newly gives everything, or lets its holder give themselves more (`bind` and
`escalate` on roles, `impersonate`), is `access.admin` too. Rules that are sensitive or known only
after apply count as a grant, `inferred`, or as a loss where the role goes.

Source: https://kubernetes.io/docs/reference/access-authn-authz/rbac/#privilege-escalation-prevention-and-bootstrapping
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from planguard.actions.interface import Pair, Rule, Subject
from planguard.actions.providers.kubernetes_blocks import reads_blocks
from planguard.actions.values.blocks import holds_hidden
from planguard.actions.values.documents import Names, Statement, contrast
from planguard.actions.values.scalar import listed, shown, words_of
from planguard.actions.values.wildcard import any_covers
from planguard.model.action import Action
from planguard.model.value import Unknown, Value, path_text
from planguard.model.words import Confidence, Verb

_NOBODY = Names(patterns=frozenset(("",)))
_ANY = "*"
_SELF_GRANTING = (
    *(
        (verb, f"rbac.authorization.k8s.io/{kind}")
        for verb in ("bind", "escalate")
        for kind in ("roles", "clusterroles")
    ),
    *(("impersonate", f"/{kind}") for kind in ("users", "groups", "serviceaccounts")),
)


@reads_blocks
def compare(subject: Subject, rule: Rule) -> Iterator[Action]:
    """Give the `access` actions of every list of rules under the rule's path."""
    for pair in subject.pairs(rule.path):
        if holds_hidden(pair.before) or holds_hidden(pair.after):
            yield subject.action(
                "access.revoke" if subject.change.verb is Verb.DELETE else "access.grant",
                pair,
                f"{path_text(pair.path)} becomes {shown(pair.after)}",
                rule=rule,
                confidence=Confidence.INFERRED,
                details={
                    "statements": Unknown(), "permissions": Unknown(), "principals": [],
                    "document": "identity",
                },
            )  # fmt: skip
            continue
        found = contrast(_statements(pair.before), _statements(pair.after))
        admin = [one for one in found.granted if _is_admin(one)]
        yield from _give(subject, rule, pair, "access.grant", found.granted)
        yield from _give(subject, rule, pair, "access.admin", admin)
        yield from _give(subject, rule, pair, "access.revoke", found.revoked)


def _statements(value: Value) -> Iterator[Statement]:
    for rule in value if isinstance(value, list | tuple) else ():
        if not isinstance(rule, Mapping):
            continue
        resources = {
            f"{group}/{resource}#{name}"
            for group in words_of(rule.get("apiGroups")) or [""]
            for resource in words_of(rule.get("resources"))
            for name in words_of(rule.get("resourceNames")) or [_ANY]
        }
        resources |= {f"url:{url}" for url in words_of(rule.get("nonResourceURLs"))}
        verbs = frozenset(map(str.lower, words_of(rule.get("verbs"))))
        if resources and verbs:
            yield Statement(
                allows=True,
                actions=Names(patterns=verbs),
                resources=Names(patterns=frozenset(resources)),
                principals=_NOBODY,
                conditions=frozenset(),
            )


def _is_admin(statement: Statement) -> bool:
    verbs, resources = statement.actions.patterns, statement.resources.patterns
    if _ANY in verbs and "*/*#*" in resources:
        return True
    return any(
        any_covers(verbs, verb) and any_covers(resources, f"{resource}#*")
        for verb, resource in _SELF_GRANTING
    )


def _give(
    subject: Subject, rule: Rule, pair: Pair, action_id: str, statements: Iterable[Statement]
) -> Iterator[Action]:
    found = list(statements)
    if not found:
        return
    verbs = _distinct(text for one in found for text in one.actions.texts())
    resources = _distinct(map(_shown, (text for one in found for text in one.resources.texts())))
    said = "no longer lets" if action_id == "access.revoke" else "lets"
    yield subject.action(
        action_id,
        pair,
        f"{path_text(pair.path)} {said} its holder {listed(verbs)} {listed(resources, 3)}",
        rule=rule,
        details={
            "statements": [
                f"{', '.join(one.actions.texts())}: {', '.join(map(_shown, one.resources.texts()))}"
                for one in found
            ],
            "permissions": [f"{verb}:{resource}" for verb in verbs for resource in resources],
            "principals": [],
            "document": "identity",
        },
    )


def _shown(resource: str) -> str:
    """Word a resource: `pods`, `apps/deployments`, `secrets#token`, `/healthz`; `*` for all."""
    text = resource.removeprefix("url:").removesuffix("#*")
    if text == "*/*":
        return _ANY
    return text if resource.startswith("url:") else text.removeprefix("/")


def _distinct(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(texts))
