"""What is known of one resource type, attribute by attribute, in lines and for programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from planguard.actions.documentation import page_of
from planguard.actions.interface import OTHERWISE, Rule, TypeEntry, steps_of
from planguard.actions.taxonomy import ACTIONS
from planguard.cli import knowledge
from planguard.cli.output import columns, filled
from planguard.cli.tokens import tokens_of
from planguard.model.action import ActionId
from planguard.model.plan import Naming
from planguard.policy.reading import Policy

_WHEN: Mapping[str, str] = MappingProxyType(
    {
        "came": "comes",
        "changed": "changes",
        "cut": "gets shorter",
        "down": "falls",
        "expose": "holds a secret",
        "gone": "goes",
        "loosened": "is loosened",
        "newer": "gets newer",
        "off": "is switched off",
        "older": "gets older",
        "on": "is switched on",
        "swapped": "is swapped",
        "unbounded": "has no end",
        "up": "rises",
        "zero": "falls to 0",
        OTHERWISE: "becomes another",
        "": "becomes empty",
    }
)
"""What patterns find, as people say it."""
_BACK = MappingProxyType(
    {"yes": "yes", "no": "no", "with-data-loss": "with loss of data", "unknown": "depends"}
)
_NOTICED = MappingProxyType({"none": "nothing", "replace": "a replacement", "unknown": "depends"})

_MOST_POLICIES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A type as somebody asked for it."""

    entry: TypeEntry
    token: str
    """Pulumi's name, where that was asked for."""
    naming: Naming
    policies: Sequence[Policy] = ()


def type_lines(told: Told) -> Iterator[str]:
    """Explain every attribute a type is watched by, and why."""
    entry, token = told.entry, told.token
    yield f"{token or entry.type}  ({entry.role})"
    if token:
        yield f"  in policies: {entry.type}"
    elif tokens := tokens_of(entry):
        yield f"  in Pulumi: {', '.join(tokens)}"
    if page := page_of(entry.type):
        yield f"  documented at {page}"
    rows = [*_verb_rows(entry), *(row for rule in _rules(entry) for row in _rows(rule, told))]
    if not rows:
        yield "  no change of it means anything but itself"
    if rows:
        yield ""
        heads = ("attribute", "in policies", "when it", "that is", "way back", "users notice", "")
        table = [heads, *rows]
        yield from columns(table if token else ((row[0], *row[2:]) for row in table), "  ")
    yield from _notes(told)
    yield from _why(told)
    if entry.ignore:
        yield ""
        names = sorted(_spelt(each, told.naming) for each in entry.ignore)
        yield from filled(f"means nothing: {', '.join(names)}", 2)


def _rules(entry: TypeEntry) -> Sequence[Rule]:
    return knowledge.attribute_rules(entry)


_Row = tuple[str, str, str, str, str, str, str]


def _verb_rows(entry: TypeEntry) -> Iterator[_Row]:
    replaced = {"replace": entry.replace_disruption}
    rules = knowledge.verb_rules(entry)
    for verb, ids in (
        ("create", entry.create),
        ("replace", entry.replace),
        ("delete", entry.delete),
    ):
        told = [(name, _costs(name, None, replaced.get(verb))) for name in ids]
        told += [
            (rule.actions[verb], _costs(rule.actions[verb], rule.reversible, rule.disruption))
            for rule in rules
            if verb in rule.actions
        ]
        yield from ((f"on {verb}", "", "", name, *costs, "") for name, costs in told)


def _rows(rule: Rule, told: Told) -> Iterator[_Row]:
    place, shown = knowledge.place_of(rule), _place(rule, told.naming)
    condition = told.naming.text(knowledge.conditions(rule))
    found: list[tuple[str, str]] = [*rule.actions.items()]
    found = found or [("", name) for name in knowledge.actions_of(rule)]
    for position, (word, name) in enumerate(found):
        first = not position
        yield (
            shown if first else "",
            place if first and place != shown else "",
            _when(rule, word) if rule.actions else f"({rule.pattern})",
            name,
            *_costs(name, rule.reversible, rule.disruption),
            condition if first else "",
        )


def _when(rule: Rule, word: str) -> str:
    if rule.pattern == "verb":
        return ""
    if rule.pattern == "members" and " " in word:
        return f"gains {word.partition(' ')[2]}"
    return _WHEN.get(word) or f"becomes {word}"


def _costs(name: str, back: object, noticed: object) -> tuple[str, str]:
    meaning = ACTIONS[ActionId(name)]
    word = str(noticed or meaning.disruption)
    return _BACK[str(back or meaning.reversible)], _NOTICED.get(word, f"a {word}").replace(
        "a outage", "an outage"
    )


def _notes(told: Told) -> Iterator[str]:
    rules = told.entry.rules
    notes = [f"{_place(each, told.naming)}: {each.note}" for each in rules if each.note]
    pages: dict[str, list[str]] = {}
    for each in rules:
        if each.source:
            pages.setdefault(each.source, []).append(_place(each, told.naming))
    notes += [f"{', '.join(dict.fromkeys(places))}: see {page}" for page, places in pages.items()]
    if notes:
        yield ""
    for note in dict.fromkeys(notes):
        yield from filled(note, 2)


def _why(told: Told) -> Iterator[str]:
    """Say what each action means, and who acts on it."""
    ids = [name for _, names in knowledge.verbs_of(told.entry) for name in names]
    ids += [name for rule in told.entry.rules for name in knowledge.actions_of(rule)]
    if not ids:
        return
    yield from ("", "  why they are watched")
    yield from columns(
        (
            (name, meaning.title, _acting(name, told.policies))
            for name, meaning in ACTIONS.items()
            if name in ids
        ),
        "  ",
    )


def _acting(name: str, policies: Sequence[Policy]) -> str:
    """List the policies that name an action, not every action, those that ask nothing first."""
    acting = [each for each in policies if each.concerns(name) and "*" not in each.on]
    acting.sort(key=lambda each: len(each.ask))
    told = [f"{each.id} ({each.decision})" for each in acting[:_MOST_POLICIES]]
    if len(acting) > _MOST_POLICIES:
        told.append(f"{len(acting) - _MOST_POLICIES} more")
    return ", ".join(told) or "no policy names it"


def _spelt(attribute: str, naming: Naming) -> str:
    steps = map(str, naming.path(steps_of(attribute)))
    return ".".join(f'"{step}"' if "." in step else step for step in steps)


def _place(rule: Rule, naming: Naming) -> str:
    told = knowledge.place_of(rule)
    return _spelt(told, naming) if told == rule.path else told


def plain_type(entry: TypeEntry) -> dict[str, object]:
    """Give what is known of a type for programs."""
    return {
        "type": entry.type,
        "tokens": list(tokens_of(entry)),
        "role": entry.role,
        "documentation": page_of(entry.type),
        **{verb: list(ids) for verb, ids in knowledge.verbs_of(entry)},
        "rules": [_plain_rule(rule) for rule in _rules(entry)],
        "ignore": sorted(entry.ignore),
    }


def _plain_rule(rule: Rule) -> dict[str, object]:
    names = knowledge.actions_of(rule)
    return {
        "attribute": rule.path,
        **{
            condition: {name: list(words) for name, words in told.items()}
            for condition, told in knowledge.conditions_of(rule).items()
        },
        "pattern": rule.pattern,
        "actions": dict(rule.actions) or list(names),
        "meaning": {name: ACTIONS[ActionId(name)].title for name in names},
        "verbs": sorted(rule.verbs),
        "disruption": rule.disruption or "",
        "reversible": rule.reversible or "",
        "note": rule.note,
        "source": rule.source,
    }
