"""The action ids, what each means, and what it usually costs to live through or take back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from planguard.model.action import ActionId
from planguard.model.words import Disruption, Reversible

_YES, _NO = Reversible.YES, Reversible.NO
_LOSS, _MAYBE = Reversible.WITH_DATA_LOSS, Reversible.UNKNOWN
_QUIET, _RESTART = Disruption.NONE, Disruption.RESTART
_OUTAGE, _UNSURE = Disruption.OUTAGE, Disruption.UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What an action is, and what holds for it where a catalogue entry says nothing else."""

    title: str
    reversible: Reversible
    disruption: Disruption


def _table(
    rows: tuple[tuple[str, str, Reversible, Disruption], ...],
) -> Mapping[ActionId, Meaning]:
    return MappingProxyType(
        {
            ActionId(name): Meaning(title=title, reversible=back, disruption=noticed)
            for name, title, back, noticed in rows
        }
    )


ACTIONS: Mapping[ActionId, Meaning] = _table(
    (
        ("deploy.version", "New code, image or template reaches workloads", _YES, _RESTART),
        ("deploy.rollback", "Older code, image or template comes back", _YES, _RESTART),
        ("scale.up", "More units run", _YES, _QUIET),
        ("scale.down", "Fewer units run", _YES, _QUIET),
        ("scale.to-zero", "No unit runs any more", _YES, _OUTAGE),
        ("scale.resize-up", "Each unit gets bigger", _YES, _RESTART),
        ("scale.resize-down", "Each unit gets smaller", _YES, _RESTART),
        ("scale.limits-up", "Autoscaling or a quota gets more room", _YES, _QUIET),
        ("scale.limits-down", "Autoscaling or a quota gets less room", _YES, _QUIET),
        ("secret.create", "A secret is stored", _YES, _QUIET),
        ("secret.change", "A stored secret gets another value", _MAYBE, _UNSURE),
        ("secret.delete", "A stored secret goes away", _NO, _OUTAGE),
        ("secret.expose", "A secret moves to where it can be read", _NO, _QUIET),
        ("key.create", "A cryptographic key is made", _YES, _QUIET),
        ("key.rotate", "A key gets new material", _MAYBE, _QUIET),
        ("key.rotation-off", "A key is no longer rotated", _YES, _QUIET),
        ("key.disable", "A key can no longer be used", _YES, _OUTAGE),
        ("key.delete", "A key goes away, and what it encrypts with it", _LOSS, _OUTAGE),
        ("routing.dns", "A name points somewhere else", _YES, _UNSURE),
        ("routing.ttl", "Answers are cached for longer or shorter", _YES, _QUIET),
        ("routing.traffic", "The share of traffic per target moves", _YES, _QUIET),
        ("routing.rule", "Requests go elsewhere", _YES, _UNSURE),
        ("routing.network", "Packets take another way", _YES, _UNSURE),
        ("routing.remove", "A record, rule, route or balancer goes away", _YES, _OUTAGE),
        ("schema.keys", "Stored records change identity or shape", _LOSS, _OUTAGE),
        ("schema.engine", "The database engine or its parameters change", _NO, _RESTART),
        ("data.delete", "A store of data is destroyed", _LOSS, _OUTAGE),
        ("data.replace", "A store is destroyed and made again, empty", _LOSS, _OUTAGE),
        ("data.retention-cut", "Data will expire sooner", _LOSS, _QUIET),
        ("protection.backup-cut", "Fewer backups are kept", _LOSS, _QUIET),
        ("protection.backup-off", "No backups are made or kept", _LOSS, _QUIET),
        ("protection.guard-off", "A guard against loss is removed", _YES, _QUIET),
        ("protection.encryption-off", "Encryption is weakened or lost", _MAYBE, _QUIET),
        ("protection.up", "Backups, guards or encryption get stronger", _YES, _QUIET),
        ("access.grant", "Permissions are widened", _YES, _QUIET),
        ("access.revoke", "Permissions are narrowed", _YES, _UNSURE),
        ("access.admin", "Wildcard or administrator rights are given", _YES, _QUIET),
        ("access.public", "Anyone may use it", _NO, _QUIET),
        ("access.trust", "Who may assume an identity changes", _YES, _QUIET),
        ("exposure.open", "More of the network can reach it", _YES, _QUIET),
        ("exposure.narrow", "Less of the network can reach it", _YES, _UNSURE),
        ("exposure.public", "A store or endpoint becomes reachable by all", _NO, _QUIET),
        ("exposure.tls-weaken", "Older protocols or none are accepted", _YES, _QUIET),
        ("observability.logs-off", "A record of what happened ends", _NO, _QUIET),
        ("observability.log-retention-cut", "Logs will expire sooner", _LOSS, _QUIET),
        ("observability.log-retention-up", "Logs are kept longer", _YES, _QUIET),
        ("observability.log-unbounded", "Logs are kept for ever", _YES, _QUIET),
        ("observability.alarm-off", "Nobody is told any more", _YES, _QUIET),
        ("observability.alarm-loosened", "People are told later", _YES, _QUIET),
        ("config.env", "Environment variables of a workload change", _YES, _RESTART),
        ("config.flag", "A feature flag changes", _YES, _QUIET),
        ("config.parameter", "A parameter or setting changes", _YES, _UNSURE),
        ("dependency.runtime", "The language runtime changes", _YES, _RESTART),
        ("dependency.cluster", "The cluster's version changes", _NO, _RESTART),
        ("dependency.provider", "The provider's version changes", _MAYBE, _QUIET),
        ("dependency.module", "A module's source or version changes", _YES, _QUIET),
        ("cost.up", "Spend rises", _YES, _QUIET),
        ("cost.runaway", "A ceiling on spend is lifted by a lot", _YES, _QUIET),
        ("plan.rename-without-move", "An object is renamed by destroying it", _LOSS, _OUTAGE),
        ("plan.index-shift", "Members of a count move and are replaced", _LOSS, _OUTAGE),
        ("plan.drift-revert", "A change made outside the tool is undone", _YES, _UNSURE),
        ("plan.state-lost", "Everything is created where much exists", _MAYBE, _UNSURE),
        ("plan.mass-change", "A large part of the stack goes or is replaced", _MAYBE, _OUTAGE),
        ("plan.partial", "The plan does not tell the whole story", _MAYBE, _UNSURE),
        ("plan.invokes", "The apply runs programs", _MAYBE, _UNSURE),
        ("plan.forgets", "Objects leave the state and stay in the world", _YES, _QUIET),
        ("other", "A change with no meaning known here", _MAYBE, _UNSURE),
        ("other.tags", "Only tags or labels change", _YES, _QUIET),
    )
)
"""Every action id there is. Ids are for ever."""
