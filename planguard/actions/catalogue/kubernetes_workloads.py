"""
Kubernetes workloads: what runs pods, and how many.

A type that ends in `Patch` sets some fields of an object that stands elsewhere. Deleting one gives
the fields up, and the object stays.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from planguard.actions.interface import (
    Rule,
    TypeEntry,
    Words,
    changed,
    chart,
    choice,
    documented,
    entry,
    happens,
    notes,
    number,
    presence,
    size,
    toggle,
    version,
    when,
)
from planguard.actions.providers.forms import parameters
from planguard.actions.providers.kubernetes import pods, replicas
from planguard.actions.providers.kubernetes_blocks import with_blocks
from planguard.model.words import Disruption, Role, Verb

_CONTROLLERS = "https://kubernetes.io/docs/concepts/workloads/controllers"

_QUIET, _OUTAGE, _REPLACE = Disruption.NONE, Disruption.OUTAGE, Disruption.REPLACE
_REMAKING = frozenset({"containers", "template"})
_ALL_AT_ONCE: Words = {"spec.strategy.type": "Recreate"}
_PAGES = {
    "apps:Deployment": f"{_CONTROLLERS}/deployment/",
    "apps:StatefulSet": f"{_CONTROLLERS}/statefulset/",
    "apps:DaemonSet": "https://kubernetes.io/docs/tasks/manage-daemon/update-daemon-set/",
}
"""What says how the pods of each kind are made anew."""
_RETENTION = "spec.persistentVolumeClaimRetentionPolicy"
_EMPTIES = {f"{_RETENTION}.whenDeleted": "Delete"}
_SHRINKS = {f"{_RETENTION}.whenScaled": "Delete"}
_METADATA = (notes("metadata.annotations", {}), notes("metadata.labels", {}))
_MOVED = changed(
    "metadata.namespace",
    "scale.to-zero",
    note="In the namespace it leaves nothing runs any more.",
)
"""In another namespace it is another object: the one before is deleted."""


def _missing(path: str) -> Iterator[Rule]:
    """Describe how many pods a rollout may take away at once: all of them is no guard."""
    yield choice(path, {"100%": "protection.guard-off"})
    yield when(number(path, up="config.parameter", down="config.parameter", disruption=_QUIET),
               unless={path: "100%"})  # fmt: skip


def _selected(path: str = "spec.selector") -> Rule:
    return changed(path, "routing.rule")


def _rolled(kind: str) -> tuple[Rule, ...]:
    """Describe the template of pods: how they are made anew is for the kind and its strategy."""
    rules = tuple(pods("spec.template"))
    if kind != "apps:Deployment":
        return documented(_PAGES[kind], *rules) if kind in _PAGES else rules
    return documented(
        _PAGES[kind],
        *(when(rule, unless=_ALL_AT_ONCE) if rule.pattern in _REMAKING else rule for rule in rules),
        *(when(replace(rule, disruption=_OUTAGE), only=_ALL_AT_ONCE)
          for rule in rules if rule.pattern in _REMAKING),
    )  # fmt: skip


def _workload(kind: str, *rules: Rule, delete: bool = True) -> Iterator[TypeEntry]:
    """Describe what keeps pods running, and the patch of one."""
    shared = (*_rolled(kind), *rules, *_METADATA)
    yield entry(
        f"kubernetes:{kind}", Role.COMPUTE, *shared, _MOVED,
        delete="scale.to-zero" if delete else (), replace="deploy.version",
        replace_disruption=_REPLACE, ignore=("status",),
    )  # fmt: skip
    kept = (rule for rule in shared if rule.pattern != "verb")
    yield entry(f"kubernetes:{kind}Patch", Role.COMPUTE, *kept, ignore=("status",))


_TERRAFORM = {
    "apps:Deployment": "deployment deployment_v1",
    "apps:StatefulSet": "stateful_set stateful_set_v1",
    "apps:DaemonSet": "daemonset daemon_set_v1",
    "core:ReplicationController": "replication_controller replication_controller_v1",
    "batch:Job": "job job_v1",
    "batch:CronJob": "cron_job cron_job_v1",
    "core:Pod": "pod pod_v1",
}
_OTHERWISE = {
    "apps:DaemonSet": {"spec.updateStrategy": "spec.strategy"},
    "batch:CronJob": {"spec.timeZone": "spec.timezone"},
    "batch:Job": {"spec.suspend": ""},
    "cron_job": {"spec.timeZone": ""},
}
_OBJECTS: tuple[TypeEntry, ...] = (
    *_workload(
        "apps:Deployment",
        replicas("spec.replicas"),
        choice("spec.strategy.type",
               {"Recreate": "protection.guard-off", "RollingUpdate": "protection.up"},
               note="With `Recreate` every pod stops before the first new one starts."),
        *_missing("spec.strategy.rollingUpdate.maxUnavailable"),
        *parameters("spec.strategy.rollingUpdate.maxSurge", "spec.minReadySeconds",
                    "spec.progressDeadlineSeconds", "spec.revisionHistoryLimit"),
        toggle("spec.paused", on="config.parameter", off="deploy.version",
               note="What changes while it is paused reaches the pods when it no longer is."),
        _selected(),
    ),
    *_workload(
        "apps:StatefulSet",
        replicas("spec.replicas"),
        when(number("spec.replicas", down="data.delete", zero="data.delete",
                    note="The claims of the pods that go are deleted."), only=_SHRINKS),
        when(happens("data.delete", Verb.DELETE,
                     note="The claims of its pods are deleted with it."), only=_EMPTIES),
        when(happens("data.replace", Verb.REPLACE), only=_EMPTIES),
        choice(f"{_RETENTION}.whenDeleted",
               {"Delete": "protection.guard-off", "Retain": "protection.up",
                "": "protection.up"}),
        choice(f"{_RETENTION}.whenScaled",
               {"Delete": "protection.guard-off", "Retain": "protection.up",
                "": "protection.up"}),
        presence("spec.volumeClaimTemplates.spec.storageClassName", changed="config.parameter",
                 note="Claims that exist keep their class; the set has to be made anew."),
        size("spec.volumeClaimTemplates.spec.resources.requests.storage", disruption=_QUIET),
        choice("spec.updateStrategy.type",
               {"OnDelete": "config.parameter", "RollingUpdate": "deploy.version"},
               note="With `OnDelete` pods get a new template only when somebody deletes them."),
        number("spec.updateStrategy.rollingUpdate.partition",
               up="config.parameter", down="deploy.version", zero="deploy.version"),
        *parameters("spec.podManagementPolicy", "spec.minReadySeconds",
                    "spec.revisionHistoryLimit"),
        changed("spec.serviceName", "routing.dns"),
        _selected(),
    ),
    *_workload(
        "apps:DaemonSet",
        choice("spec.updateStrategy.type",
               {"OnDelete": "config.parameter", "RollingUpdate": "deploy.version"},
               note="With `OnDelete` pods get a new template only when somebody deletes them."),
        *_missing("spec.updateStrategy.rollingUpdate.maxUnavailable"),
        *parameters("spec.minReadySeconds", "spec.revisionHistoryLimit",
                    "spec.updateStrategy.rollingUpdate.maxSurge"),
        _selected(),
    ),
    *_workload(
        "apps:ReplicaSet",
        replicas("spec.replicas"), *parameters("spec.minReadySeconds"), _selected(),
    ),
    *_workload(
        "core:ReplicationController",
        replicas("spec.replicas"), *parameters("spec.minReadySeconds"), _selected(),
    ),
    *_workload(
        "batch:Job",
        replicas("spec.parallelism"),
        toggle("spec.suspend", on="scale.to-zero", off="scale.up"),
        happens("config.parameter", Verb.DELETE,
                note="A job ends by itself; what still runs of it is stopped."),
        *parameters("spec.backoffLimit", "spec.activeDeadlineSeconds", "spec.completions",
                    "spec.ttlSecondsAfterFinished"),
        delete=False,
    ),
    *(
        entry(
            f"kubernetes:batch:CronJob{ending}", Role.COMPUTE,
            *pods("spec.jobTemplate.spec.template"),
            changed("spec.schedule", "config.parameter", disruption=_QUIET),
            changed("spec.timeZone", "config.parameter", disruption=_QUIET),
            choice("spec.concurrencyPolicy",
                   {"Allow": "config.parameter", "Forbid": "config.parameter",
                    "Replace": "config.parameter"}, disruption=_QUIET),
            toggle("spec.suspend", on="scale.to-zero", off="scale.up"),
            replicas("spec.jobTemplate.spec.parallelism"),
            *parameters("spec.startingDeadlineSeconds", "spec.successfulJobsHistoryLimit",
                        "spec.failedJobsHistoryLimit", "spec.jobTemplate.spec.backoffLimit",
                        "spec.jobTemplate.spec.activeDeadlineSeconds"),
            *_METADATA,
            delete=() if ending else "scale.to-zero",
            replace=() if ending else "deploy.version", ignore=("status",),
        )
        for ending in ("", "Patch")
    ),
    entry(
        "kubernetes:core:Pod", Role.COMPUTE,
        *pods(""), *_METADATA, _MOVED,
        delete="scale.to-zero", replace="deploy.version", replace_disruption=_OUTAGE,
        ignore=("status",),
    ),
    entry(
        "kubernetes:core:PodPatch", Role.COMPUTE, *pods(""), *_METADATA, ignore=("status",),
    ),
    entry(
        "kubernetes:core:PodTemplate", Role.COMPUTE, *_METADATA, ignore=("template",),
    ),
    entry(
        "kubernetes:helm.sh:Release", Role.COMPUTE,
        version("version", newer="deploy.version", older="deploy.rollback"),
        changed("chart", "deploy.version"),
        changed("repositoryOpts.repo", "deploy.version"),
        *chart("values", rendered="manifest"),
        changed("valueYamlFiles", "config.parameter"),
        toggle("atomic", on="protection.up", off="protection.guard-off"),
        toggle("forceUpdate", on="protection.guard-off", off="protection.up",
               note="Objects that cannot be changed in place are deleted and made again."),
        toggle("recreatePods", on="deploy.version"),
        toggle("verify", on="protection.up", off="protection.guard-off"),
        toggle("skipCrds", on="config.parameter", off="config.parameter"),
        *parameters("timeout", "maxHistory", "postrender", "skipAwait", "waitForJobs"),
        when(changed("namespace", "scale.to-zero"), verbs=frozenset({Verb.REPLACE})),
        delete="scale.to-zero", replace="deploy.version", replace_disruption=_OUTAGE,
        ignore=("status", "description", "manifest", "resourceNames"),
    ),
    *(
        # They hold the objects they render, each of which is a change of its own.
        entry(f"kubernetes:{token}", Role.GLUE)
        for token in ("helm.sh:Chart", "kustomize:Directory", "yaml:ConfigFile",
                      "yaml:ConfigGroup")
    ),
)  # fmt: skip

ENTRIES = with_blocks(_OBJECTS, _TERRAFORM, _OTHERWISE)
