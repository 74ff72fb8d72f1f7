"""`planguard actions`: what this build knows of actions, types and patterns."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from planguard.actions.catalogue import provider_of
from planguard.actions.taxonomy import ACTIONS
from planguard.cli import knowledge
from planguard.cli.inputs import ConfigOption, Wanted, read_config
from planguard.cli.output import choice, columns, write_out
from planguard.cli.tokens import spelling_of, tokens_of, type_named

if TYPE_CHECKING:
    from planguard.actions.interface import Rule, TypeEntry
    from planguard.model.plan import Naming

_FORMATS = ("text", "json")


def actions(
    *,
    provider: Annotated[
        str, typer.Option("--provider", metavar="NAME", help="Only what this provider's types do.")
    ] = "",
    type_: Annotated[
        str,
        typer.Option(
            "--type",
            metavar="TYPE",
            help="What is known of one resource type, by Terraform's name or Pulumi's.",
        ),
    ] = "",
    kind: Annotated[
        str, typer.Option("--kind", metavar="KIND", help="Only one kind: scale, data, access ...")
    ] = "",
    patterns: Annotated[
        bool, typer.Option("--patterns", help="What the patterns are that rules name.")
    ] = False,
    format_: Annotated[
        str, typer.Option("--format", "-f", metavar="NAME", help="text or json.")
    ] = "text",
    config: ConfigOption = None,
) -> int:
    """
    List what this build knows: actions, and what decides them.

    An action is what a change means, such as scale.down; policies name actions. Without options,
    every action with its meaning and the number of resource types that decide it; with --type, the
    rules of that type, attribute by attribute. Entries of planguard.yaml are included. Types that
    are not in the catalogue are judged from verbs, values and names.

    Exit codes: 0 listed, 2 bad arguments or configuration.
    """
    if format_ not in _FORMATS:
        raise choice("--format", format_, _FORMATS)
    if patterns:
        write_out(_patterns(format_))
        return 0
    known = knowledge.entries(read_config(Wanted(config=config)).catalogue)
    if type_:
        named = type_named(type_, known)
        if named not in known:
            raise choice("--type", type_, known)
        entry = known[named]
        write_out(_json(_plain_type(entry)) if format_ == "json" else _type(entry, type_, known))
        return 0
    if provider and provider not in knowledge.providers(known):
        raise choice("--provider", provider, knowledge.providers(known))
    if kind and kind not in knowledge.kinds():
        raise choice("--kind", kind, knowledge.kinds())
    write_out(_listing(known, provider, kind, format_))
    return 0


def _patterns(format_: str) -> str:
    documented = dict(knowledge.patterns())
    if format_ == "json":
        return _json(documented)
    blocks = []
    for name, text in documented.items():
        lines = [f"  {line}".rstrip() for line in text.splitlines()]
        blocks.append("\n".join([name, *lines]))
    return "\n\n".join(blocks) + "\n"


def _listing(known: Mapping[str, TypeEntry], provider: str, kind: str, format_: str) -> str:
    types: Counter[str] = Counter()
    for entry in known.values():
        if not provider or provider_of(entry.type) == provider:
            types.update(_reached(entry))
    rows = {
        name: meaning
        for name, meaning in ACTIONS.items()
        if (not kind or name.partition(".")[0] == kind) and (not provider or types[name])
    }
    counts = Counter(provider_of(name) for name in known)
    if format_ == "json":
        told = [
            {
                "id": name,
                "title": meaning.title,
                "reversible": meaning.reversible,
                "disruption": meaning.disruption,
                "types": types[name],
            }
            for name, meaning in rows.items()
        ]
        return _json({"actions": told, "types": dict(sorted(counts.items()))})
    table = columns(
        (name, meaning.title, _found_on(name, types[name])) for name, meaning in rows.items()
    )
    rules = Counter(
        {prefix: _rules(known, prefix) for prefix in counts if not provider or prefix == provider}
    )
    summary = [f"{prefix}: {counts[prefix]} types, {rules[prefix]} rules" for prefix in rules]
    return "\n".join([*table, "", *summary, "", _HINT]) + "\n"


_HINT = (
    "More: planguard explain ACTION, planguard actions --type TYPE, planguard actions --patterns"
)


def _reached(entry: TypeEntry) -> set[str]:
    by_verb = {name for _, ids in knowledge.verbs_of(entry) for name in ids}
    return by_verb | {name for rule in entry.rules for name in knowledge.actions_of(rule)}


def _rules(known: Mapping[str, TypeEntry], prefix: str) -> int:
    return sum(len(entry.rules) for name, entry in known.items() if provider_of(name) == prefix)


def _found_on(name: str, number: int) -> str:
    if name in knowledge.OF_ANY_TYPE:
        return "any type"
    if name.startswith("plan."):
        return "the plan as a whole"
    return f"{number} type{'' if number == 1 else 's'}"


def _type(entry: TypeEntry, word: str, known: Mapping[str, TypeEntry]) -> str:
    token, naming = spelling_of(word, known)
    return "\n".join(_type_lines(entry, token, naming)) + "\n"


def _type_lines(entry: TypeEntry, token: str, naming: Naming) -> Iterator[str]:
    yield f"{token or entry.type}  ({entry.role})"
    if token:
        yield f"  in policies: {entry.type}"
    elif tokens := tokens_of(entry):
        yield f"  in Pulumi: {', '.join(tokens)}"
    rows = [(verb, "", ", ".join(ids)) for verb, ids in knowledge.verbs_of(entry)]
    if rows:
        yield from columns(rows, "  ")
    rules = knowledge.attribute_rules(entry)
    if rules:
        yield ""
        heads = ("attribute", "in policies", "pattern", "actions")
        table = [heads, *(_rule_row(rule, naming) for rule in rules)]
        yield from columns(table if token else ((row[0], *row[2:]) for row in table), "  ")
    notes = [f"  {_place(rule, naming)}: {rule.note}" for rule in entry.rules if rule.note]
    if notes:
        yield from ("", *notes)
    if entry.ignore:
        yield ""
        yield f"  means nothing: {', '.join(sorted(_spelt(each, naming) for each in entry.ignore))}"


def _spelt(attribute: str, naming: Naming) -> str:
    return ".".join(map(str, naming.path(tuple(attribute.split(".")))))


def _place(rule: Rule, naming: Naming) -> str:
    told = knowledge.place_of(rule)
    return _spelt(told, naming) if told == rule.path else told


def _rule_row(rule: Rule, naming: Naming) -> tuple[str, str, str, str]:
    told = [f"{word} {name}" for word, name in rule.actions.items()]
    cost = f"  [{rule.disruption}]" if rule.disruption else ""
    condition = f"  {naming.text(knowledge.conditions(rule))}".rstrip()
    actions = f"{', '.join(told or knowledge.actions_of(rule))}{cost}{condition}"
    place, shown = knowledge.place_of(rule), _place(rule, naming)
    return shown, "" if place == shown else place, rule.pattern, actions


def _plain_type(entry: TypeEntry) -> dict[str, object]:
    return {
        "type": entry.type,
        "tokens": list(tokens_of(entry)),
        "role": entry.role,
        **{verb: list(ids) for verb, ids in knowledge.verbs_of(entry)},
        "rules": [
            {
                "attribute": rule.path,
                "only": {name: list(words) for name, words in rule.only.items()},
                "unless": {name: list(words) for name, words in rule.unless.items()},
                "pattern": rule.pattern,
                "actions": dict(rule.actions) or list(knowledge.actions_of(rule)),
                "verbs": sorted(rule.verbs),
                "disruption": rule.disruption or "",
                "note": rule.note,
            }
            for rule in knowledge.attribute_rules(entry)
        ],
        "ignore": sorted(entry.ignore),
    }


def _json(document: object) -> str:
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"
