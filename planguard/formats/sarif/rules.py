"""A rule for each policy that did not pass: what GitHub shows beside its alerts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from planguard.formats.sarif.message import MOST_TEXT
from planguard.model.redaction import clipped
from planguard.model.report import Finding
from planguard.model.words import Confidence, Decision

LEVELS = {Decision.DENY: "error", Decision.APPROVE: "warning"}
"""What SARIF calls decisions; the others are notes."""
_MOST_TAGS = 10
_MOST_DESCRIPTION = 1_024
_SECURITY = frozenset({"access", "exposure", "secret", "key", "protection"})
_SCORES = {Decision.DENY: "8.0", Decision.APPROVE: "5.0"}
_PRECISION = {
    Confidence.GUESS: "medium",
    Confidence.INFERRED: "high",
    Confidence.EXACT: "very-high",
}
"""The least certain result of a rule counts."""
_CODE_OR_MARKUP = re.compile(r"(`[^`\n]+`)|[\\`*\[\]<>#|~]")


def rules(findings: Iterable[Finding]) -> Mapping[str, Mapping[str, Any]]:
    """Give a `reportingDescriptor` for each policy, by its id, sorted."""
    by_policy: dict[str, list[Finding]] = {}
    for each in findings:
        by_policy.setdefault(each.policy, []).append(each)
    return {policy: _rule(of_policy) for policy, of_policy in sorted(by_policy.items())}


def _rule(findings: Sequence[Finding]) -> Mapping[str, Any]:
    first = findings[0]
    worst = max((each.decision for each in findings), key=lambda decision: decision.rank)
    known = {each.confidence for each in findings}
    fixes = {each.fix for each in findings}
    # What a fix names differs from result to result; a rule is the same for all of them.
    fix = first.fix if len(fixes) == 1 else "See the result: it differs."
    properties: dict[str, Any] = {
        "tags": _tags(findings),
        "precision": next(word for how, word in _PRECISION.items() if how in known),
        "problem.severity": LEVELS.get(worst, "recommendation"),
    }
    if properties["tags"][:1] == ["security"]:
        properties["security-severity"] = _SCORES.get(worst, "3.0")
    return {
        "id": first.policy,
        "name": "".join(word.capitalize() for word in first.policy.split("-")),
        "shortDescription": {"text": clipped(first.title or first.policy, _MOST_DESCRIPTION)},
        "fullDescription": {"text": clipped(first.why or first.title, _MOST_DESCRIPTION)},
        "help": {
            "text": clipped(f"Why: {first.why}\n\nFix: {fix}", MOST_TEXT),
            "markdown": _help(first.why, fix),
        },
        "defaultConfiguration": {"level": LEVELS.get(worst, "note")},
        "properties": properties,
    }


def _tags(findings: Iterable[Finding]) -> list[str]:
    actions = sorted({each.action for each in findings if each.action})
    kinds = sorted({action.partition(".")[0] for action in actions})
    security = ["security"] if _SECURITY.intersection(kinds) else []
    return list(dict.fromkeys((*security, *kinds, *actions)))[:_MOST_TAGS]


def _help(why: str, fix: str) -> str:
    """Write Markdown in which a policy's texts, and values filled into them, are only text."""
    return f"**Why**\n\n{_markdown(why)}\n\n**Fix**\n\n{_markdown(fix)}"


def _markdown(text: str) -> str:
    text = clipped(text.strip(), MOST_TEXT)
    if "\n" not in text:
        return _CODE_OR_MARKUP.sub(lambda found: found[1] or f"\\{found[0]}", text)
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
    return f"{fence}text\n{text}\n{fence}"
