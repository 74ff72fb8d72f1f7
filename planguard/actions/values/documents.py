"""
IAM policy documents: read, normalised and compared by what they permit.

A document permits combinations of an action, a resource, a principal and conditions. One that
allows `s3:Get*` covers `s3:GetObject`: what the new document allows and no statement of the old
one covers is granted, and the other way round revoked. Where coverage cannot be proved (unions of
several statements, `NotAction` against overlapping patterns) a permission counts as not covered,
so that nothing that widens is missed.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from planguard.actions.values.wildcard import any_covers, overlap
from planguard.model.value import Value

ANYONE = "*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What a statement is about in one respect: these patterns, or all but these."""

    patterns: frozenset[str]
    inverted: bool = False

    def parts(self) -> Iterator[Names]:
        """Give each pattern on its own; what is inverted stays whole."""
        if self.inverted:
            yield self
        for pattern in () if self.inverted else sorted(self.patterns):
            yield Names(patterns=frozenset((pattern,)))

    def covers(self, other: Names) -> bool:
        """Tell whether everything `other` is about is in here."""
        if other.inverted:
            if not self.inverted:
                return ANYONE in self.patterns
            return all(any_covers(other.patterns, pattern) for pattern in self.patterns)
        if self.inverted:
            return not any(overlap(a, b) for a in self.patterns for b in other.patterns)
        return all(any_covers(self.patterns, pattern) for pattern in other.patterns)

    @property
    def is_everything(self) -> bool:
        """Whether nothing, or only exceptions, are left out."""
        return self.inverted or any(set(pattern) == {"*"} for pattern in self.patterns)

    def texts(self) -> list[str]:
        """Give the patterns for people."""
        return [
            f"all but {pattern}" if self.inverted else pattern for pattern in sorted(self.patterns)
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One statement, or one permission of it; what it does not say covers everything."""

    allows: bool
    actions: Names
    resources: Names
    principals: Names
    conditions: frozenset[tuple[str, str, frozenset[str]]]
    """Operator, key (both in lower case) and values."""

    def covers(self, other: Statement) -> bool:
        """Tell whether every request `other` matches is matched here."""
        return (
            self.actions.covers(other.actions)
            and self.resources.covers(other.resources)
            and self.principals.covers(other.principals)
            and all(_is_implied(condition, other.conditions) for condition in self.conditions)
        )

    def touches(self, other: Statement) -> bool:
        """Tell whether it can cover a permission of `other` at all."""
        return (
            any(map(self.actions.covers, other.actions.parts()))
            and any(map(self.resources.covers, other.resources.parts()))
            and any(map(self.principals.covers, other.principals.parts()))
        )

    def permissions(self) -> Iterator[Statement]:
        """Give each combination of action, resource and principal on its own."""
        for action in self.actions.parts():
            for resource in self.resources.parts():
                for principal in self.principals.parts():
                    yield Statement(
                        allows=self.allows,
                        actions=action,
                        resources=resource,
                        principals=principal,
                        conditions=self.conditions,
                    )

    def text(self) -> str:
        """Give the statement as compact JSON."""
        said: dict[str, object] = {"Effect": "Allow" if self.allows else "Deny"}
        for name, names in (
            ("Action", self.actions),
            ("Resource", self.resources),
            ("Principal", self.principals),
        ):
            if names.patterns != {""}:
                said[f"Not{name}" if names.inverted else name] = sorted(names.patterns)
        if self.conditions:
            conditions = sorted((o, k, sorted(v)) for o, k, v in self.conditions)
            said["Condition"] = {f"{operator} {key}": v for operator, key, v in conditions}
        return json.dumps(said, separators=(",", ":"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What changes from one document to another."""

    granted: tuple[Statement, ...] = ()
    """Permissions that are newly allowed."""
    revoked: tuple[Statement, ...] = ()
    denied: tuple[Statement, ...] = ()
    """Permissions that are newly denied."""
    undenied: tuple[Statement, ...] = ()


def statements_of(value: Value) -> tuple[Statement, ...] | None:
    """Read a document, as JSON text or as a mapping; `None` when it is none."""
    if isinstance(value, str):
        try:
            value = json.loads(value) if value.strip() else None
        except ValueError:
            return None
    if value is None:
        return ()
    if not isinstance(value, Mapping):
        return None
    blocks = value.get("Statement", None if value else ())
    items = blocks if isinstance(blocks, list | tuple) else (blocks,)
    statements = [block for block in items if isinstance(block, Mapping) and _is_statement(block)]
    return tuple(map(_statement, statements)) if len(statements) == len(items) else None


def _is_statement(block: Mapping[str, Value]) -> bool:
    """Tell whether its effect can be read: what is no permission for sure may be one."""
    return str(block.get("Effect")).lower() in {"allow", "deny"}


def contrast(before: Iterable[Statement], after: Iterable[Statement]) -> Comparison:
    """Compare two documents by what they permit and forbid."""
    old, new = tuple(before), tuple(after)
    return Comparison(
        granted=_beyond(new, old, allows=True),
        revoked=_beyond(old, new, allows=True),
        denied=_beyond(new, old, allows=False),
        undenied=_beyond(old, new, allows=False),
    )


def _beyond(
    these: tuple[Statement, ...], those: tuple[Statement, ...], *, allows: bool
) -> tuple[Statement, ...]:
    """List the permissions of `these` that no statement of `those` covers."""
    known = [statement for statement in those if statement.allows is allows]
    same = frozenset(known)
    found: dict[Statement, None] = {}
    for statement in these:
        if statement.allows is not allows or statement in same:
            continue
        touching = [other for other in known if other.touches(statement)]
        if any(other.covers(statement) for other in touching):
            continue
        for permission in statement.permissions() if touching else (statement,):
            if not any(other.covers(permission) for other in touching):
                found[permission] = None
    return tuple(found)


def _statement(block: Mapping[str, Value]) -> Statement:
    return Statement(
        allows=str(block.get("Effect")).lower() == "allow",
        actions=_names(block, "Action", lower=True),
        resources=_names(block, "Resource"),
        principals=_principals(block),
        conditions=frozenset(_conditions(block.get("Condition"))),
    )


def _names(block: Mapping[str, Value], name: str, *, lower: bool = False) -> Names:
    inverted = f"Not{name}" in block
    texts = _texts(block.get(f"Not{name}" if inverted else name))
    # "*:*" and "**" say the same as "*".
    plain = (ANYONE if text and set(text) <= {"*", ":"} else text for text in texts)
    patterns = frozenset(text.lower() if lower else text for text in plain)
    return Names(patterns=patterns or frozenset(("",)), inverted=inverted)


def _principals(block: Mapping[str, Value]) -> Names:
    inverted = "NotPrincipal" in block
    value = block.get("NotPrincipal" if inverted else "Principal")
    if isinstance(value, Mapping):
        named = {_principal(kind, name) for kind, names in value.items() for name in _texts(names)}
    else:
        named = {_principal("AWS", name) for name in _texts(value)}
    return Names(patterns=frozenset(named) or frozenset(("",)), inverted=inverted)


def _principal(kind: str, name: str) -> str:
    if name == ANYONE and kind == "AWS":
        return ANYONE
    if kind == "AWS" and name.isdecimal():
        return f"AWS:arn:aws:iam::{name}:root"
    return f"{kind}:{name}"


def _conditions(value: Value) -> Iterator[tuple[str, str, frozenset[str]]]:
    for operator, keys in value.items() if isinstance(value, Mapping) else ():
        for key, values in keys.items() if isinstance(keys, Mapping) else ():
            yield operator.lower(), key.lower(), frozenset(_texts(values))


def _texts(value: Value) -> list[str]:
    items = value if isinstance(value, list | tuple) else (value,)
    return [
        str(item).lower() if isinstance(item, bool) else str(item)
        for item in items
        if item is not None
    ]


_MORE_VALUES_LOOSEN = ("equals", "like", "ipaddress", "bool")


def _is_implied(
    condition: tuple[str, str, frozenset[str]],
    others: frozenset[tuple[str, str, frozenset[str]]],
) -> bool:
    """Tell whether whoever meets all of `others` meets `condition` too."""
    if condition in others:
        return True
    operator, key, values = condition
    for other_operator, other_key, other_values in others:
        if (other_operator, other_key) != (operator, key):
            continue
        if "not" in operator:
            if values <= other_values:
                return True
        elif any(word in operator for word in _MORE_VALUES_LOOSEN) and _are_covered(
            other_values, values, wild="like" in operator or operator.startswith("arn")
        ):
            return True
    return False


def _are_covered(values: frozenset[str], by: frozenset[str], *, wild: bool) -> bool:
    return values <= by or (wild and all(any_covers(by, value) for value in values))


def account_of(arn: str) -> str:
    """Give the account in an ARN; `""` when there is none."""
    parts = arn.split(":")
    return parts[4] if len(parts) > _ACCOUNT_PART and parts[0] == "arn" else ""


_ACCOUNT_PART = 4
