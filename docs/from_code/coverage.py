"""The page that counts what the catalogue knows, by provider, role and action."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from planguard.actions.catalogue import provider_of
from planguard.actions.interface import TypeEntry
from planguard.actions.taxonomy import ACTIONS
from planguard.cli import knowledge
from planguard.model.words import Role

from .text import link, table

_FRONT = """\
# Coverage

What the catalogue knows of {types} resource types. An action is **exact** on a type whose entry says
which attribute or verb decides it; **inferred** where planguard finds it by values, marks of the
provider's schema or references, on any type; **none** where no change of the type can be that
action, as far as the catalogue knows. Types that are not in the catalogue are judged by values,
marks and names, and never more surely than *inferred*.

AWS is whole: every type of hashicorp/aws 5.100 has an entry. Having an entry is not being right:
how right planguard is on labelled plans is counted in [Accuracy](../measured/accuracy.md), and what
was wrong with types drawn by lot in [Samples reviewed by hand](../measured/review.md).

## By provider

{providers}
## By role

*Exact* are types with an attribute or verb that decides an action; *nothing of their own* are those
whose changes mean nothing beyond what any type's can, such as associations.

{roles}
## By role and kind of action

Each cell counts the types of the role on which an action of the kind is exact.

{kinds}
## By action

{actions}"""


def pages() -> dict[str, str]:
    """Give the page of what is covered."""
    known = knowledge.entries({})
    exact = {name: _exact(entry) for name, entry in known.items()}
    return {
        "coverage.md": _FRONT.format(
            types=len(known),
            providers=_providers(known, exact),
            roles=_roles(known, exact),
            kinds=_kinds(known, exact),
            actions=_actions(known, exact),
        )
    }


def _exact(entry: TypeEntry) -> frozenset[str]:
    by_verb = (name for _, names in knowledge.verbs_of(entry) for name in names)
    by_rule = (name for rule in entry.rules for name in knowledge.actions_of(rule))
    return frozenset((*by_verb, *by_rule))


_Exact = Mapping[str, frozenset[str]]
_Types = Mapping[str, TypeEntry]


def _providers(known: _Types, exact: _Exact) -> str:
    rows = []
    for prefix, names in _grouped((provider_of(name), name) for name in known).items():
        deciding = sum(bool(exact[name]) for name in names)
        rules = sum(len(known[name].rules) for name in names)
        rows.append((f"`{prefix}`", len(names), deciding, len(names) - deciding, rules))
    heads = ("provider", "types", "exact", "nothing of their own", "rules")
    return table(heads, _text(rows), "of-providers")


def _roles(known: _Types, exact: _Exact) -> str:
    rows = []
    for role, names in _grouped((known[name].role, name) for name in known).items():
        deciding = sum(bool(exact[name]) for name in names)
        rows.append((role, len(names), deciding, len(names) - deciding))
    return table(("role", "types", "exact", "nothing of their own"), _text(rows), "of-roles")


def _kinds(known: _Types, exact: _Exact) -> str:
    kinds = [kind for kind in knowledge.kinds() if kind not in {"plan", "other"}]
    count: Counter[tuple[str, str]] = Counter()
    for name, entry in known.items():
        for kind in {each.partition(".")[0] for each in exact[name]}:
            count[entry.role, kind] += 1
    present = [role for role in Role if any(entry.role is role for entry in known.values())]
    rows = [(role, *(count[role, kind] or "" for kind in kinds)) for role in present]
    return table(("role", *kinds), _text(rows), "of-kinds")


def _actions(known: _Types, exact: _Exact) -> str:
    count = Counter(name for names in exact.values() for name in names)
    rows = []
    for name in ACTIONS:
        if name.startswith("plan."):
            continue
        inferred = len(known) - count[name] if name in knowledge.OF_ANY_TYPE else 0
        rest = len(known) - count[name] - inferred
        rows.append((link("action", name), count[name], inferred, rest))
    return table(("action", "exact", "inferred", "none"), _text(rows), "of-coverage")


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for key, name in sorted(pairs):
        found.setdefault(key, []).append(name)
    return found


def _text(rows: Iterable[tuple[object, ...]]) -> list[tuple[str, ...]]:
    return [tuple(map(str, row)) for row in rows]
