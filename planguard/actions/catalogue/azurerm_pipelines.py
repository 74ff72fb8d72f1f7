"""Azure: where data pipelines, streams and learning read from and write to, as Terraform names it."""

from __future__ import annotations

from planguard.actions.interface import TypeEntry, changed, entry, presence, secret
from planguard.actions.providers.forms import parameters, way
from planguard.model.words import Role

_AZ = "azurerm_"
_READS = "It says where data are read from and written to."
_SAID = ("description", "annotations", "folder")


def _dataset(name: str, *paths: str) -> TypeEntry:
    """Describe what a data factory's pipelines call a table, a file or a set of files."""
    linked = {"custom_dataset": "linked_service", "dataset_azure_sql_table": "linked_service_id"}
    return entry(
        f"{_AZ}data_factory_{name}", Role.CONFIG,
        changed(linked.get(name, "linked_service_name"), "config.parameter", note=_READS),
        *parameters(*paths, "parameters", note=_READS),
        delete="config.parameter", replace="config.parameter", ignore=_SAID,
    )  # fmt: skip


def _stream(name: str, *places: str, key: str = "", mode: bool = True) -> TypeEntry:
    """Describe where a stream's events come from, or go; `key` is what it logs in with."""
    return entry(
        f"{_AZ}stream_analytics_{name}", Role.ROUTING,
        *(changed(place, "routing.rule", note=_READS) for place in places),
        *((changed("authentication_mode", "config.parameter"),) if mode else ()),
        *((secret(key),) if key else ()),
        create="routing.rule", delete="routing.remove", replace="routing.rule",
    )  # fmt: skip


def _datastore(name: str, place: str, reader: str, *secrets: str) -> TypeEntry:
    """Describe where data stand; `reader` says as whom they are read."""
    return entry(
        f"{_AZ}machine_learning_datastore_{name}", Role.CONFIG, *map(secret, secrets),
        changed(place, "config.parameter", note=_READS),
        changed(reader, "access.trust", note="Data are read as somebody else than before."),
        delete="routing.remove", replace="config.parameter", ignore=("description",),
    )  # fmt: skip


_BUS = ("servicebus_namespace", "shared_access_policy_name")
_SHARED = "shared_access_policy_key"
_STORED = ("storage_account_name", "storage_container_name", "path_pattern")

ENTRIES: tuple[TypeEntry, ...] = (
    _dataset("custom_dataset", "type_properties_json"),
    _dataset("dataset_azure_blob", "path", "filename"),
    _dataset("dataset_azure_sql_table", "schema", "table"),
    _dataset("dataset_binary", "azure_blob_storage_location", "sftp_server_location",
             "http_server_location"),
    _dataset("dataset_cosmosdb_sqlapi", "collection_name"),
    _dataset("dataset_delimited_text", "azure_blob_fs_location", "azure_blob_storage_location",
             "http_server_location", "column_delimiter", "encoding"),
    _dataset("dataset_http", "relative_url", "request_method", "request_body"),
    _dataset("dataset_json", "azure_blob_storage_location", "http_server_location"),
    _dataset("dataset_parquet", "azure_blob_fs_location", "azure_blob_storage_location",
             "http_server_location"),
    _dataset("dataset_snowflake", "schema_name", "table_name"),
    *(_dataset(f"dataset_{kind}", "table_name")
      for kind in ("mysql", "postgresql", "sql_server_table")),
    entry(
        f"{_AZ}data_factory_credential_user_managed_identity", Role.IDENTITY,
        presence("identity_id", changed="access.grant"), delete="access.revoke",
        ignore=("description", "annotations"),
    ),
    _datastore("blobstorage", "storage_container_id", "service_data_auth_identity",
               "account_key", "shared_access_signature"),
    _datastore("datalake_gen2", "storage_container_id", "service_data_identity", "client_secret"),
    _datastore("fileshare", "storage_fileshare_id", "service_data_identity",
               "account_key", "shared_access_signature"),
    _stream("output_blob", *_STORED, key="storage_account_key"),
    _stream("output_cosmosdb", "cosmosdb_sql_database_id", "container_name",
            key="cosmosdb_account_key"),
    _stream("output_eventhub", *_BUS, "eventhub_name", key=_SHARED),
    _stream("output_function", "function_app", "function_name", key="api_key", mode=False),
    _stream("output_mssql", "server", "database", "table", key="password"),
    _stream("output_powerbi", "dataset", "table", "group_id", mode=False),
    _stream("output_servicebus_queue", *_BUS, "queue_name", key=_SHARED),
    _stream("output_servicebus_topic", *_BUS, "topic_name", key=_SHARED),
    _stream("output_synapse", "server", "database", "table", key="password", mode=False),
    _stream("output_table", "storage_account_name", "table", key="storage_account_key",
            mode=False),
    _stream("reference_input_blob", *_STORED, key="storage_account_key"),
    _stream("reference_input_mssql", "server", "database", "full_snapshot_query",
            key="password", mode=False),
    _stream("stream_input_blob", *_STORED, key="storage_account_key"),
    *(_stream(f"stream_input_{kind}", *_BUS, "eventhub_name", "eventhub_consumer_group_name",
              key=_SHARED) for kind in ("eventhub", "eventhub_v2")),
    _stream("stream_input_iothub", "iothub_namespace", "endpoint",
            "eventhub_consumer_group_name", key=_SHARED, mode=False),
    entry(
        f"{_AZ}synapse_linked_service", Role.CONFIG,
        *parameters("type_properties_json", "integration_runtime", note=_READS),
        delete="routing.remove", replace="config.parameter", ignore=("description",
                                                                      "annotations"),
    ),
    way(f"{_AZ}synapse_managed_private_endpoint"),
)  # fmt: skip
