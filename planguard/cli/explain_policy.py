"""What a policy says, in lines."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from planguard.cli.output import filled
from planguard.cli.policy_files import Listed
from planguard.model.moment import span_text
from planguard.model.value import Value
from planguard.policy.reading import Policy

_OUTCOMES = ("fail", "pass", "unknown", "skip")


def policy_lines(listed: Listed, policies: Iterable[Policy]) -> Iterator[str]:
    """Explain one policy; `policies` are all, which lanes are found among."""
    document, policy = listed.document, listed.policy
    yield f"{policy.id}: {policy.title}"
    yield f"  {policy.where_from}"
    if listed.off:
        yield f"  switched off: {listed.off}"
    if policy.unset:
        yield f"  not enforced here until set: {', '.join(policy.unset)}"
    yield ""
    yield f"  decision    {policy.decision}{_changed(listed)}"
    yield f"  on          {', '.join(policy.on)}  (judged per {policy.per})"
    if document.where != "true":
        yield from _expression("where", document.where)
    for alias, asked in policy.ask.items():
        age = f"  (not older than {span_text(asked.max_age)})" if asked.max_age else ""
        yield f"  ask         {alias}: {asked.name}{age}"
    yield from _expression("when", document.when)
    yield f"  on unknown  {policy.on_unknown}"
    if document.ask:
        yield f"  on unbound  {policy.on_unbound or 'skip'}"
    yield from _lanes(policy, policies)
    if document.params:
        yield ""
        yield "parameters"
        for name, param in sorted(document.params.items()):
            value = policy.params[name]
            shown = "not set" if value is None else _json(value)
            was = "" if value == param.default else f" (default {_default(param.default)})"
            yield from filled(f"{name} = {shown}{was}: {param.about}", 2)
    yield ""
    yield "why"
    yield from filled(policy.why, 2, hang=0)
    yield "fix"
    yield from filled(_with_params(document.fix.strip(), policy.params), 2, hang=0)
    counts: Counter[str] = Counter(example.expect for example in document.examples)
    told = ", ".join(f"{counts[word]} {word}" for word in _OUTCOMES if counts[word])
    yield ""
    yield f"{len(document.examples)} examples{f': {told}' if told else ''}"


def _lanes(policy: Policy, policies: Iterable[Policy]) -> Iterator[str]:
    """Say which groups a policy is in or relaxes, and what that means among the others."""
    if policy.groups:
        lanes = sorted(each.id for each in policies if set(each.relax) & set(policy.groups))
        by = f"  (relaxed by the lane {', '.join(lanes)})" if lanes else "  (no lane relaxes them)"
        yield f"  groups      {', '.join(policy.groups)}{by}"
    if policy.relax:
        yield f"  lane for    {', '.join(policy.relax)}"
        relaxed = sorted(each.id for each in policies if set(each.groups) & set(policy.relax))
        told = f"makes these {policy.decision}: {', '.join(relaxed) or 'no policy is in them'}"
        yield from filled(told, 14, hang=0)


def _expression(key: str, text: str) -> Iterator[str]:
    lines = text.strip().splitlines() or [""]
    yield f"  {key:12}{lines[0]}"
    yield from (f"  {'':12}{line}" for line in lines[1:])


def _with_params(text: str, params: Mapping[str, Value]) -> str:
    """Put the parameters' values where a text names them."""
    return re.sub(
        r"\{\{\s*params\.(\w+)\s*\}\}",
        lambda found: found[0] if params.get(found[1]) is None else _json(params[found[1]]),
        text,
    )


def _changed(listed: Listed) -> str:
    as_written = listed.document.decision
    return f" (changed from {as_written})" if as_written != listed.policy.decision else ""


def _default(value: object) -> str:
    return "none" if value is None else _json(value)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
