"""
Compare the rules of a Role or ClusterRole by what they permit.

A permission is a verb on a resource of an API group, or on a path that is no resource. One that no
rule allowed before is `access.grant`, one that no rule allows any more `access.revoke`; `*` is
understood. What newly gives everything, or lets its holder give themselves more (`bind` and
`escalate` on roles, `impersonate`), is `access.admin` too. The detail `escalation` tells other ways
to further rights: tokens of any service account, the kubelet behind `nodes/proxy`, certificates
signed at will, webhooks that see and change every request; `levels` tells whether all secrets are
read (and `reads` by which permissions, of a ClusterRole: those of every namespace) and whether pods are started, which runs them under any account of their namespace. Rules
that are sensitive or known only after apply count as a grant, `inferred`, or as a loss where the
role goes.

Sources: https://kubernetes.io/docs/reference/access-authn-authz/rbac/#privilege-escalation-prevention-and-bootstrapping,
https://kubernetes.io/docs/concepts/security/rbac-good-practices/#privilege-escalation-risks
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

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
_HOOKS = "admissionregistration.k8s.io/{}webhookconfigurations"
_WAYS = (
    ("create", "/serviceaccounts/token", "token request: create serviceaccounts/token"),
    ("get", "/nodes/proxy", "kubelet API: get nodes/proxy"),
    ("create", "/nodes/proxy", "kubelet API: create nodes/proxy"),
    *(
        (verb, "certificates.k8s.io/certificatesigningrequests/approval",
         "certificate signing: approve certificatesigningrequests")
        for verb in ("update", "patch")
    ),
    *(
        (verb, _HOOKS.format(kind), f"admission webhooks: {verb} {kind}webhookconfigurations")
        for kind in ("mutating", "validating")
        for verb in ("create", "update", "patch")
    ),
)  # fmt: skip
"""What a page of Kubernetes names as risks: verb, resource, and words for both."""
_LEVELS = (
    *((verb, "/secrets", "Reads secrets") for verb in ("get", "list", "watch")),
    ("create", "/pods", "Starts pods"),
    ("create", "/pods/exec", "Runs commands in pods"),
    *(
        ("create", resource, "Starts pods")
        for resource in ("apps/deployments", "apps/daemonsets", "apps/statefulsets", "batch/jobs",
                         "batch/cronjobs")
    ),
)  # fmt: skip


_READING = frozenset({"get", "list", "watch", _ANY})
_SECRETS = frozenset({"secrets", "*", "/*"})


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
        yield from _reading(rule, _give(subject, rule, pair, "access.grant", found.granted))
        yield from _give(subject, rule, pair, "access.admin", admin)
        yield from _give(subject, rule, pair, "access.revoke", found.revoked)


def _statements(value: Value) -> Iterator[Statement]:
    for rule in value if isinstance(value, list | tuple) else ():
        if not isinstance(rule, Mapping):
            continue
        resources = {
            f"{group}/{resource}#{name}"
            for group in _groups(rule.get("apiGroups"))
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


def _groups(value: Value) -> list[str]:
    """List the API groups of a rule; `""` is the core one, also among others."""
    written = value if isinstance(value, list | tuple) else ()
    return [*words_of(value), *([""] if not words_of(value) or "" in written else [])]


def _is_admin(statement: Statement) -> bool:
    if _ANY in statement.actions.patterns and "*/*#*" in statement.resources.patterns:
        return True
    return any(_gives(statement, verb, resource) for verb, resource in _SELF_GRANTING)


def _gives(statement: Statement, verb: str, resource: str) -> bool:
    """Tell whether a permission is for a verb on all objects of a kind."""
    return any_covers(statement.actions.patterns, verb) and any_covers(
        statement.resources.patterns, f"{resource}#*"
    )


def _ways(found: list[Statement], known: tuple[tuple[str, str, str], ...]) -> list[str]:
    return _distinct(
        text for verb, resource, text in known if any(_gives(one, verb, resource) for one in found)
    )


def _give(
    subject: Subject, rule: Rule, pair: Pair, action_id: str, statements: Iterable[Statement]
) -> Iterator[Action]:
    found = list(statements)
    if not found:
        return
    verbs = _distinct(text for one in found for text in one.actions.texts())
    resources = _distinct(map(_shown, (text for one in found for text in one.resources.texts())))
    loses = action_id == "access.revoke"
    said = "no longer lets" if loses else "lets"
    told = {"escalation": _ways(found, _WAYS), "levels": _ways(found, _LEVELS)}
    if action_id == "access.admin" or all(map(_is_admin, found)):
        # Who has everything comes by nothing further.
        told["escalation"] = []
    more = f"; further rights can be had by {listed(told['escalation'], 2)}"
    yield subject.action(
        action_id,
        pair,
        f"{path_text(pair.path)} {said} its holder {listed(verbs)} {listed(resources, 3)}"
        + (more if told["escalation"] and not loses else ""),
        rule=rule,
        details={
            "statements": [
                f"{', '.join(one.actions.texts())}: {', '.join(map(_shown, one.resources.texts()))}"
                for one in found
            ],
            "permissions": [f"{verb}:{resource}" for verb in verbs for resource in resources],
            "principals": [],
            "document": "identity",
            "extent": "gone" if loses else "new",
            **({} if loses else {name: value for name, value in told.items() if value}),
        },
    )


def _reading(rule: Rule, actions: Iterable[Action]) -> Iterator[Action]:
    """Name the permissions by which the holder of a role for the cluster reads every secret."""
    for action in actions:
        levels = action.details.get("levels")
        named = action.details.get("permissions")
        if not rule.options.get("everywhere") or "Reads secrets" not in words_of(levels):
            yield action
            continue
        reads = [word for word in words_of(named) if word.partition(":")[0] in _READING]
        reads = [word for word in reads if word.partition(":")[2] in _SECRETS]
        yield replace(action, details={**action.details, "reads": reads})


def _shown(resource: str) -> str:
    """Word a resource: `pods`, `apps/deployments`, `secrets#token`, `/healthz`; `*` for all."""
    text = resource.removeprefix("url:").removesuffix("#*")
    if text == "*/*":
        return _ANY
    return text if resource.startswith("url:") else text.removeprefix("/")


def _distinct(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(texts))
