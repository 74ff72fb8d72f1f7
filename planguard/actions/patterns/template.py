"""
Tell that pods are made anew for what no other rule of their template sees.

Another volume, node selector, affinity, security context or grace period, another label or
annotation (a checksum of the configuration, `kubectl rollout restart`) replaces every pod as a new
image does: `deploy.version`. Labels and annotations that change together with a container say
nothing of their own. A template that is known only after apply, or sensitive, is `inferred`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from planguard.actions.interface import Pair, Rule, Subject
from planguard.actions.providers.kubernetes_blocks import reads_blocks
from planguard.actions.values.blocks import block_of
from planguard.actions.values.scalar import is_hidden, listed
from planguard.model.action import Action
from planguard.model.difference import same
from planguard.model.value import Value
from planguard.model.words import Confidence

_CONTAINERS = ("containers", "initContainers")
_JUDGED = frozenset(
    {*_CONTAINERS, "hostNetwork", "hostPID", "hostIPC", "serviceAccountName", "serviceAccount"}
)
_METADATA = ("labels", "annotations")


@reads_blocks
def compare(subject: Subject, rule: Rule) -> Iterator[Action]:
    """Give `deploy.version` for the rest of every pod template under the rule's path."""
    for pair in subject.pairs(rule.path):
        if is_hidden(pair.before) or is_hidden(pair.after):
            yield subject.action(
                "deploy.version",
                pair,
                "the template of the pods becomes one that cannot be read",
                rule=rule,
                confidence=Confidence.INFERRED,
            )
            continue
        names = list(_differing(pair, "spec"))
        kept = [name for name in names if name not in _JUDGED]
        if not kept and not any(name in names for name in _CONTAINERS):
            kept = [name for name in _differing(pair, "metadata") if name in _METADATA]
        if kept:
            block = "metadata" if kept[0] in _METADATA else "spec"
            yield subject.action(
                "deploy.version",
                Pair(
                    path=(*pair.path, block, kept[0]),
                    before=_block(pair.before, block).get(kept[0]),
                    after=_block(pair.after, block).get(kept[0]),
                ),
                f"the pods are made anew: another {listed(kept)}",
                rule=rule,
            )


def _differing(pair: Pair, name: str) -> Iterator[str]:
    before, after = _block(pair.before, name), _block(pair.after, name)
    return (key for key in {**before, **after} if not same(before.get(key), after.get(key)))


def _block(value: Value, name: str) -> Mapping[str, Value]:
    return block_of(block_of(value).get(name))
