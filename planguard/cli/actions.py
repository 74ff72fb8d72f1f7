"""`planguard actions`: what this build knows of actions, types and patterns."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from planguard.actions.catalogue import provider_of
from planguard.actions.taxonomy import ACTIONS
from planguard.cli import knowledge
from planguard.cli.explain_type import Told, plain_type, type_lines
from planguard.cli.inputs import ConfigOption, Wanted, read_config, read_policies
from planguard.cli.output import choice, columns, write_out
from planguard.cli.tokens import spelling_of, type_named

if TYPE_CHECKING:
    from pathlib import Path

    from planguard.actions.interface import TypeEntry

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
            raise choice("--type", type_, _of_provider(type_, known))
        write_out(_one_type(named, type_, known, config, format_))
        return 0
    if provider and provider not in knowledge.providers(known):
        raise choice("--provider", provider, knowledge.providers(known))
    if kind and kind not in knowledge.kinds():
        raise choice("--kind", kind, knowledge.kinds())
    write_out(_listing(known, provider, kind, format_))
    return 0


def _of_provider(word: str, known: Mapping[str, TypeEntry]) -> list[str]:
    """List the types of the provider that a word names; the providers, where it names none."""
    of_it = [name for name in known if provider_of(name) == provider_of(word)]
    return of_it or [f"{prefix}_..." for prefix in knowledge.providers(known)]


def _one_type(
    named: str, word: str, known: Mapping[str, TypeEntry], config: Path | None, format_: str
) -> str:
    if format_ == "json":
        return _json(plain_type(known[named]))
    token, naming = spelling_of(word, known)
    policies = read_policies(read_config(Wanted(config=config)), None)
    told = Told(entry=known[named], token=token, naming=naming, policies=policies)
    return "\n".join(type_lines(told)) + "\n"


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


def _json(document: object) -> str:
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"
