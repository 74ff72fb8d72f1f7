"""
An output shows a secret: everybody who may read the state's outputs, and every log that prints them.

An output counts when it was sensitive and is no longer, when its value has a secret's shape, or when
it is a literal of some randomness that is sensitive elsewhere in the plan or stands under a name that
suggests a secret. What the output showed before is not told again.
"""

from __future__ import annotations

from collections.abc import Iterator

from planguard.actions.interface import Overview
from planguard.actions.values.plain_secrets import Exposure, exposure, kinds
from planguard.model.action import Action
from planguard.model.plan import OutputChange
from planguard.model.value import Sensitive, Value, strings_of
from planguard.model.words import Confidence, Verb


def find(overview: Overview) -> Iterator[Action]:
    """Give `secret.expose` for every output that shows a secret."""
    for output in overview.plan.outputs:
        if output.verb is Verb.DELETE:
            continue
        shows = _shown(output, overview.plan.secrets)
        if shows or _is_opened(output):
            said = f"a secret ({kinds(shows)})" if shows else "what was sensitive"
            yield overview.action(
                "secret.expose",
                (),
                f"the output {output.name} shows in clear {said}",
                confidence=shows[0].confidence if shows else Confidence.GUESS,
                after=Sensitive([each.text for each in shows]),
                details=shows[0].details if len(shows) == 1 else None,
            )


def _is_opened(output: OutputChange) -> bool:
    """Tell whether all of it was sensitive and nothing is; what it holds may be no secret."""
    return isinstance(output.before, Sensitive) and bool(_open_strings(output.after))


def _shown(output: OutputChange, secrets: frozenset[str]) -> list[Exposure]:
    known = set(_open_strings(output.before))
    found = [
        exposure(output.name, text, secrets)
        for text in _open_strings(output.after)
        if text not in known
    ]
    order = list(Confidence)
    return sorted(filter(None, found), key=lambda each: order.index(each.confidence))


def _open_strings(value: Value) -> list[str]:
    """List the strings that stand under no mark."""
    if isinstance(value, Sensitive):
        return []
    if isinstance(value, dict):
        return [text for inner in value.values() for text in _open_strings(inner)]
    if isinstance(value, list):
        return [text for inner in value for text in _open_strings(inner)]
    return strings_of(value)
