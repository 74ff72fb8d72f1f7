"""
Helm releases by Terraform's provider.

Deleting a release deletes what its chart made; claims that a StatefulSet asked for stay.
Source: https://registry.terraform.io/providers/hashicorp/helm/latest/docs/resources/release
"""

from __future__ import annotations

from planguard.actions.interface import (
    TypeEntry,
    changed,
    chart,
    documented,
    entry,
    toggle,
    version,
    when,
)
from planguard.model.words import Disruption, Role, Verb

_QUIET, _OUTAGE = Disruption.NONE, Disruption.OUTAGE
_RELEASE = "https://registry.terraform.io/providers/hashicorp/helm/latest/docs/resources/release"
_REPLACED = frozenset({Verb.REPLACE})

ENTRIES: tuple[TypeEntry, ...] = (
    entry(
        "helm_release", Role.COMPUTE,
        version("version", newer="deploy.version", older="deploy.rollback"),
        changed("chart", "deploy.version"),
        changed("repository", "deploy.version", note="The chart comes from elsewhere."),
        *chart("values", "set", "set_list", "set_sensitive", rendered="manifest"),
        changed("set_wo_revision", "config.env",
                note="Values that are written and never read back are sent anew."),
        when(changed("namespace", "scale.to-zero",
                     note="In the namespace it leaves nothing runs any more."),
             verbs=_REPLACED),
        toggle("atomic", on="protection.up", off="protection.guard-off",
               note="A release that fails is rolled back only where it is atomic."),
        toggle("wait", on="config.parameter", off="config.parameter", default=True,
               note="Without waiting a release counts as done that never starts."),
        toggle("verify", on="protection.up", off="protection.guard-off"),
        toggle("disable_openapi_validation", on="protection.guard-off", off="protection.up"),
        toggle("disable_webhooks", on="config.parameter", off="config.parameter"),
        toggle("force_update", on="protection.guard-off", off="protection.up",
               note="Objects that cannot be changed in place are deleted and made again."),
        toggle("take_ownership", on="protection.guard-off", off="protection.up",
               note="Objects that another release or somebody's hand made become part of it."),
        *documented(_RELEASE, toggle("recreate_pods", on="deploy.version", disruption=_OUTAGE)),
        toggle("skip_crds", on="config.parameter", off="config.parameter"),
        toggle("reuse_values", on="config.parameter", off="config.parameter"),
        toggle("reset_values", on="config.parameter", off="config.parameter"),
        *(
            changed(path, "config.parameter", disruption=_QUIET)
            for path in ("timeout", "max_history", "postrender", "wait_for_jobs",
                         "cleanup_on_fail", "replace", "devel", "dependency_update")
        ),
        delete="scale.to-zero", replace="deploy.version", replace_disruption=_OUTAGE,
        ignore=("metadata", "status", "description", "resources", "keyring", "lint",
                "render_subchart_notes", "pass_credentials", "repository_ca_file",
                "repository_cert_file", "repository_key_file", "repository_username",
                "repository_password", "timeouts"),
    ),
)  # fmt: skip
