"""MongoDB Atlas's objects that belong to others and go with them: the whole speaks for them."""

from __future__ import annotations

from planguard.actions.interface import Part

PARTS: tuple[Part, ...] = (
    Part("mongodbatlas_", "project_id", "mongodbatlas_project"),
    Part("mongodbatlas_cloud_backup_schedule", "cluster_name", "mongodbatlas_advanced_cluster"),
    Part("mongodbatlas_cloud_backup_schedule", "cluster_name", "mongodbatlas_cluster"),
    Part("mongodbatlas_cloud_backup_snapshot", "cluster_name", "mongodbatlas_advanced_cluster"),
    Part("mongodbatlas_cloud_backup_snapshot", "cluster_name", "mongodbatlas_cluster"),
    Part(
        "mongodbatlas_cluster_outage_simulation", "cluster_name", "mongodbatlas_advanced_cluster"
    ),
    Part("mongodbatlas_cluster_outage_simulation", "cluster_name", "mongodbatlas_cluster"),
    Part("mongodbatlas_global_cluster_config", "cluster_name", "mongodbatlas_advanced_cluster"),
    Part("mongodbatlas_global_cluster_config", "cluster_name", "mongodbatlas_cluster"),
    Part("mongodbatlas_online_archive", "cluster_name", "mongodbatlas_advanced_cluster"),
    Part("mongodbatlas_online_archive", "cluster_name", "mongodbatlas_cluster"),
    Part(
        "mongodbatlas_privatelink_endpoint_service",
        "private_link_id",
        "mongodbatlas_privatelink_endpoint",
    ),
    Part("mongodbatlas_search_deployment", "cluster_name", "mongodbatlas_advanced_cluster"),
    Part("mongodbatlas_search_deployment", "cluster_name", "mongodbatlas_cluster"),
    Part("mongodbatlas_search_index", "cluster_name", "mongodbatlas_advanced_cluster"),
    Part("mongodbatlas_search_index", "cluster_name", "mongodbatlas_cluster"),
    Part("mongodbatlas_stream_connection", "instance_name", "mongodbatlas_stream_instance"),
    Part("mongodbatlas_stream_processor", "instance_name", "mongodbatlas_stream_instance"),
)
