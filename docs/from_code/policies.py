"""The pages of shipped policies, one for each kind."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping

from planguard.cli.policy_files import Listed, file_of, list_policies
from planguard.load.config import Config
from planguard.model.moment import span_text
from planguard.policy.reading import Policy

from .text import code, flat, folded, headed, link, table, written

_KEY = re.compile(r"^(?=[a-z_]+:)", re.MULTILINE)
_RULE = (
    "on", "per", "where", "ask", "when", "params", "decision", "on_unknown", "on_unbound", "groups",
    "relax", "message",
)  # fmt: skip
_NOT_TOLD = {
    "skip": "not enforced",
    "allow": "allowed",
    "warn": "a warning",
    "approve": "approval needed",
    "deny": "denied",
}
_FRONT = """\
# Policies

{count} policies come along. A policy that asks live state is enforced when somebody answers its
topics; one whose parameter has no default is enforced when `overrides` sets it. Everything else
works at once.

`planguard policies` lists them as they apply in your repository, `planguard explain` tells one, and
`planguard policies test` runs the examples that stand in every file.

{tables}
```{{toctree}}
:hidden:

{names}
```
"""


def pages() -> dict[str, str]:
    """Give one page for each kind of policies and the list of all."""
    listed = list_policies(Config())
    by_kind: dict[str, list[Listed]] = {}
    for each in listed:
        by_kind.setdefault(_kind(each.policy), []).append(each)
    found = {
        f"policies/{kind}.md": "\n".join(
            [f"# Policies: {kind}\n", *(_section(one, listed) for one in those)]
        )
        for kind, those in by_kind.items()
    }
    tables = "\n".join(_overview(kind, those) for kind, those in sorted(by_kind.items()))
    names = "\n".join(f"{kind} <{kind}>" for kind in sorted(by_kind))
    front = _FRONT.format(count=len(listed), tables=tables, names=names)
    return {"policies/index.md": front, **found}


def _kind(policy: Policy) -> str:
    return policy.where_from.partition(":")[2].partition("/")[0]


def _overview(kind: str, those: Iterable[Listed]) -> str:
    rows = [
        (link("policy", each.policy.id), written(each.policy.title), _short(each.policy))
        for each in those
    ]
    return f"## [{kind}]({kind}.md)\n\n" + table(
        ("policy", "what it holds back", "decision"), rows, "of-policies"
    )


def _short(policy: Policy) -> str:
    marks = [
        mark for mark, holds in (("live", policy.ask), ("off until set", policy.unset)) if holds
    ]
    word = f"lane, {policy.decision}" if policy.relax else str(policy.decision)
    return ", ".join([word, *marks])


def _section(listed: Listed, all_: Iterable[Listed]) -> str:
    policy, document = listed.policy, listed.document
    raw = file_of(policy).read_text(encoding="utf-8")
    parts = {piece.partition(":")[0]: piece for piece in _KEY.split(raw) if piece.strip()}
    rule = "".join(parts[key] for key in _RULE if key in parts)
    examples = parts.get("examples", "").partition("\n")[2]
    return "\n".join(
        [
            headed("policy", policy.id),
            f"{written(policy.title)}.\n",
            *_fields(listed, [each.policy for each in all_]),
            "",
            f"**Why.** {written(flat(_with_defaults(document.why, policy)))}\n",
            f"**Fix.** {written(flat(_with_defaults(document.fix, policy)))}\n",
            folded("The rule", code(rule, "yaml")),
            folded(f"{len(document.examples)} examples", code(f"examples:\n{examples}", "yaml")),
        ]
    )


def _fields(listed: Listed, all_: Iterable[Policy]) -> Iterator[str]:
    policy = listed.policy
    yield f":decision: {policy.decision}"
    yield f":actions: {', '.join(map(_action, policy.on))}; judged once for each {policy.per}"
    if policy.ask:
        asked = [
            f"{link('topic', each.topic.name)} as `{alias}`"
            + (f", not older than {span_text(each.max_age)}" if each.max_age else "")
            for alias, each in policy.ask.items()
        ]
        yield f":asks: {'; '.join(asked)}"
    yield f":if something is not known: {_NOT_TOLD[policy.on_unknown]}"
    if policy.ask and not policy.relax:
        yield f":if nobody is bound: {_NOT_TOLD[policy.on_unbound or 'skip']}"
    if policy.groups:
        lanes = [each.id for each in all_ if set(each.relax) & set(policy.groups)]
        by = ", ".join(link("policy", each) for each in lanes) or "no lane that comes along"
        yield f":groups: {', '.join(policy.groups)}; relaxed by {by}"
    if policy.relax:
        relaxed = [each.id for each in all_ if set(each.groups) & set(policy.relax)]
        named = ", ".join(link("policy", each) for each in relaxed)
        yield f":lane: makes findings of these policies a warning: {named}"
    if policy.params:
        yield ":parameters:"
        yield from (f"  - {each}" for each in _params(listed))


def _action(glob: str) -> str:
    return f"`{glob}`" if "*" in glob else link("action", glob)


def _params(listed: Listed) -> Iterator[str]:
    policy, told = listed.policy, listed.document.params
    for name, value in policy.params.items():
        default = "needed" if name in policy.unset else f"by default `{_json(value)}`"
        yield f"`{name}`, {default}: {written(flat(told[name].about))}"


def _with_defaults(text: str, policy: Policy) -> str:
    """Put parameters' defaults where a text names them; other places are shown as code."""
    params: Mapping[str, object] = policy.params

    def value(found: re.Match[str]) -> str:
        default = params.get(found[1].removeprefix("params."))
        return f"`{found[1]}`" if default is None else _json(default)

    return re.sub(r"\{\{\s*(.+?)\s*\}\}", value, text)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
