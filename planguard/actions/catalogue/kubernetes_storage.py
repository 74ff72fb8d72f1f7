"""Kubernetes storage: claims, volumes and their classes."""

from __future__ import annotations

from planguard.actions.interface import (
    TypeEntry,
    changed,
    choice,
    documented,
    entry,
    happens,
    members,
    notes,
    order,
    size,
    toggle,
    when,
)
from planguard.actions.providers.kubernetes_blocks import with_blocks
from planguard.model.words import Disruption, Role, Verb

_RECLAIMED = "https://kubernetes.io/docs/concepts/storage/persistent-volumes/#reclaiming"

_QUIET = Disruption.NONE
_LABELS = notes("metadata.labels", {})
_NOTES = notes("metadata.annotations", {})
_CLAIM = "Whether the volume goes with its claim is settled by the reclaim policy of the volume."
_RECYCLED = {"spec.persistentVolumeReclaimPolicy": ("Delete", "Recycle")}
_DISK = "With Retain the object is only the cluster's record of a disk, which stays."
_POLICY = {
    "Delete": "protection.guard-off",
    "Recycle": "protection.guard-off",
    "Retain": "protection.up",
}
_DEFAULT_CLASS = {"storageclass.kubernetes.io/is-default-class": "config.parameter"}

_TERRAFORM = {
    "core:PersistentVolumeClaim": "persistent_volume_claim persistent_volume_claim_v1",
    "core:PersistentVolume": "persistent_volume persistent_volume_v1",
    "storage.k8s.io:StorageClass": "storage_class storage_class_v1",
    "storage.k8s.io:CSIDriver": "csi_driver csi_driver_v1",
}
_OTHERWISE = {
    "core:PersistentVolumeClaim": {"spec.volumeAttributesClassName": "", "spec.dataSource": ""},
    "storage.k8s.io:StorageClass": {"provisioner": "storage_provisioner"},
}
_OBJECTS: tuple[TypeEntry, ...] = (
    *(
        entry(
            f"kubernetes:core:PersistentVolumeClaim{ending}", Role.DATA_STORE,
            size("spec.resources.requests.storage", disruption=_QUIET),
            changed("spec.volumeAttributesClassName", "config.parameter", disruption=_QUIET),
            changed("spec.storageClassName", "config.parameter"),
            changed("spec.dataSource", "config.parameter"),
            members("spec.accessModes", came="config.parameter", gone="config.parameter"),
            *(
                documented(
                    _RECLAIMED,
                    happens("data.delete", Verb.DELETE, note=_CLAIM),
                    happens("data.replace", Verb.REPLACE, note=_CLAIM),
                )
                if not ending
                else ()
            ),
            _NOTES, _LABELS, ignore=("status",),
        )
        for ending in ("", "Patch")
    ),
    entry(
        "kubernetes:core:PersistentVolume", Role.DATA_STORE,
        choice("spec.persistentVolumeReclaimPolicy", _POLICY),
        size("spec.capacity.storage", disruption=_QUIET),
        changed("spec.claimRef", "config.parameter"),
        *documented(
            _RECLAIMED,
            when(happens("data.delete", Verb.DELETE, note=_DISK), only=_RECYCLED),
            when(happens("data.replace", Verb.REPLACE, note=_DISK), only=_RECYCLED),
        ),
        _NOTES, _LABELS, ignore=("status",),
    ),
    entry(
        "kubernetes:core:PersistentVolumePatch", Role.DATA_STORE,
        choice("spec.persistentVolumeReclaimPolicy", _POLICY),
        size("spec.capacity.storage", disruption=_QUIET),
        _NOTES, _LABELS, ignore=("status",),
    ),
    entry(
        "kubernetes:storage.k8s.io:StorageClass", Role.CONFIG,
        order("reclaimPolicy", ("Delete", "Retain"), up="protection.up",
              down="protection.guard-off", note="Volumes that exist keep theirs."),
        toggle("parameters.encrypted", on="protection.up", off="protection.encryption-off"),
        changed("parameters.type", "config.parameter", disruption=_QUIET),
        changed("provisioner", "config.parameter", disruption=_QUIET),
        toggle("allowVolumeExpansion", on="config.parameter", off="config.parameter"),
        changed("volumeBindingMode", "config.parameter", disruption=_QUIET),
        notes("metadata.annotations", _DEFAULT_CLASS), _LABELS,
        delete="config.parameter", replace="config.parameter",
    ),
    entry(
        "kubernetes:storage.k8s.io:VolumeAttachment", Role.GLUE,
        delete="scale.to-zero", ignore=("status",),
    ),
    entry(
        "kubernetes:storage.k8s.io:CSIDriver", Role.CONFIG,
        changed("spec", "config.parameter"), delete="config.parameter",
    ),
)  # fmt: skip

ENTRIES = with_blocks(_OBJECTS, _TERRAFORM, _OTHERWISE)
