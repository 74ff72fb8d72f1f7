"""The pages of actions, and that of patterns."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from types import MappingProxyType

from planguard.actions.taxonomy import ACTIONS, Meaning
from planguard.cli import knowledge
from planguard.load import load_policies
from planguard.model.words import Disruption, Reversible
from planguard.policy.reading import Policy

from .text import documentation, folded, headed, link, table, written

_BACK = MappingProxyType(
    {
        Reversible.YES: "yes",
        Reversible.NO: "no",
        Reversible.WITH_DATA_LOSS: "with loss of data",
        Reversible.UNKNOWN: "depends",
    }
)
_NOTICED = MappingProxyType(
    {
        Disruption.NONE: "nothing",
        Disruption.RESTART: "a restart",
        Disruption.REPLACE: "a replacement",
        Disruption.OUTAGE: "an outage",
        Disruption.UNKNOWN: "depends",
    }
)
_FRONT = """\
# Actions

An action is what a change means in the world. Policies name actions, never resource types alone;
one change can have several. {count} actions in {kinds} kinds are known, and {types} resource types
are in the catalogue with the attributes that decide them. What is said of going back and of what
users notice holds where a type says nothing else.

`planguard actions` lists them, `planguard actions --type aws_db_instance` tells the rules of one
type, and `planguard explain scale.down` tells one action.

{tables}
```{{toctree}}
:hidden:

{names}
```
"""
_EVERY = """\
Policies about every change, such as those about freezes and tickets, are not repeated below.
"""
_PATTERNS = """\
# Patterns

A rule of the catalogue names an attribute and a pattern: how the values before and after are
compared. The same patterns serve for types of your own, under `catalogue:` in `planguard.yaml`.

{patterns}
## Patterns of the whole plan

These look at all changes together. Their actions begin with `plan.`.

{plan_patterns}"""


def pages() -> dict[str, str]:
    """Give one page for each kind of actions, the list of all, and the patterns."""
    policies = load_policies()
    known = knowledge.entries({})
    by_kind = {
        kind: list(those)
        for kind, those in groupby(ACTIONS.items(), lambda each: each[0].partition(".")[0])
    }
    tables = "\n".join(
        f"## [{kind}]({kind}.md)\n\n"
        + table(
            ("action", "what it means", "the way back", "users notice"),
            [(link("action", name), written(each.title), *_costs(each)) for name, each in those],
            "of-actions",
        )
        for kind, those in by_kind.items()
    )
    front = _FRONT.format(
        count=len(ACTIONS),
        kinds=len(by_kind),
        types=len(known),
        tables=tables,
        names="\n".join(f"{kind} <{kind}>" for kind in by_kind),
    )
    return {
        "actions/index.md": front,
        **{
            f"actions/{kind}.md": "\n".join(
                [
                    f"# Actions: {kind}\n",
                    _EVERY,
                    *(_section(name, each, policies) for name, each in those),
                ]
            )
            for kind, those in by_kind.items()
        },
        "patterns.md": _patterns(),
    }


def _costs(meaning: Meaning) -> tuple[str, str]:
    return _BACK[meaning.reversible], _NOTICED[meaning.disruption]


def _section(name: str, meaning: Meaning, policies: Sequence[Policy]) -> str:
    back, noticed = _costs(meaning)
    naming = [
        link("policy", each.id) for each in policies if "*" not in each.on and each.concerns(name)
    ]
    found = list(knowledge.deciders(name, knowledge.entries({})))
    by_type: dict[str, list[str]] = {}
    for each in found:
        by_type.setdefault(each.type, []).append(written(each.what))
    lines = [
        headed("action", name),
        f"{written(meaning.title)}.\n",
        f":the way back: {back}",
        f":users notice: {noticed}",
        f":policies: {', '.join(naming) or 'none that comes along names it'}",
        "",
    ]
    if everywhere := knowledge.OF_ANY_TYPE.get(name):
        lines.append(f"Of any type: {written(everywhere)}.\n")
    if pattern := knowledge.plan_pattern(name) if name.startswith("plan.") else "":
        lines.append(documentation(pattern))
    if by_type:
        rows = [(f"`{type_}`", "; ".join(each)) for type_, each in by_type.items()]
        listed = table(("type", "decided by"), rows, "of-types")
        lines.append(folded(f"{len(by_type)} resource types, {len(found)} rules", listed))
    return "\n".join(lines)


def _patterns() -> str:
    plain = "\n".join(
        f"{headed('pattern', name)}\n{documentation(text)}" for name, text in knowledge.patterns()
    )
    of_plan = "\n".join(
        f"{headed('plan-pattern', name, 3)}\n{documentation(text)}"
        for name in ACTIONS
        if name.startswith("plan.") and (text := knowledge.plan_pattern(name))
    )
    return _PATTERNS.format(patterns=plain, plan_patterns=of_plan)
