"""The questions to PostgreSQL: for each topic a fixed query and what its row means."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, TypeAlias

from pydantic import Field

from planguard.model.moment import ago_text
from planguard.sources.interface import Data, Plain, Reply, SourceError
from planguard.sources.interface import Wants as SourceWants

Row: TypeAlias = tuple[Any, ...]
Fetch: TypeAlias = Callable[..., Row]
"""Runs one of the fixed queries with named parameters; gives its one row."""


class Wants(SourceWants):
    """Which database or table is asked about."""

    database: Data = Field(default="", description="another database of the same server")
    schema_name: Data = Field(
        default="", alias="schema", description="of the table; needed if several have one"
    )
    table: Data = Field(default="", description="table for `size` and `rows`, as it is called")
    except_users: list[Plain] = Field(
        default_factory=list, description="roles whose connections do not count"
    )


_NOT_OURS = "not (application_name = 'planguard' and usename = current_user)"

# Of others' sessions a role without pg_monitor sees neither kind nor state: both are null.
_CONNECTIONS = f"""
select count(*), count(*) filter (where state = 'active'),
    count(*) filter (where backend_type is null)
from pg_stat_activity
where datname = current_database() and usesysid is not null
    and coalesce(backend_type, 'client backend') = 'client backend' and {_NOT_OURS}
    and usename::text <> all (%(except_users)s::text[])"""  # noqa: S608 - of constants


def _connections(fetch: Fetch, wants: Wants) -> Reply:
    count, active, hidden = fetch(_CONNECTIONS, except_users=wants.except_users)
    if hidden:
        return Reply(value=count, detail=f"{hidden} of them unseen without the role pg_monitor")
    return Reply(value=count, detail=f"{active} of them active")


_LONGEST = f"""
with opened (since, state) as (
    select xact_start, state from pg_stat_activity
    where datname = current_database() and xact_start is not null and {_NOT_OURS}
        and backend_type not like 'autovacuum%%'
    union all
    select prepared, 'prepared, with no session' from pg_prepared_xacts
    where database = current_database()
)
select
    (select count(*) from pg_stat_activity
        where datname = current_database() and usesysid is not null and backend_type is null),
    (select extract(epoch from clock_timestamp() - min(since))::float8 from opened),
    (select state from opened order by since limit 1)"""  # noqa: S608 - of constants


def _longest_transaction(fetch: Fetch, _wants: Wants) -> Reply:
    hidden, seconds, state = fetch(_LONGEST)
    if hidden:
        raise SourceError("needs the role pg_monitor to see the transactions of others")
    if seconds is None:
        return Reply(value=0, detail="no transaction is open")
    return Reply(value=max(0.0, seconds), detail=f"its session is {state or 'at work'}")


_BLOCKED = """
select count(distinct pid) from pg_locks join pg_stat_activity using (pid)
where not granted and datname = current_database()"""


def _blocked(fetch: Fetch, _wants: Wants) -> Reply:
    return Reply(value=fetch(_BLOCKED)[0])


_TABLE = """
select count(*), min(pg_class.oid::bigint)
from pg_class join pg_namespace on pg_namespace.oid = relnamespace
where relname = %(table)s::text and relkind in ('r', 'p', 'm') and case
    when %(schema)s::text = '' then nspname <> 'information_schema' and nspname !~ '^pg_'
    else nspname = %(schema)s::text end"""
_PARTS = """
with recursive parts (oid) as (
    select %(table)s::oid union select inhrelid from pg_inherits join parts on inhparent = oid
)"""
_TABLE_SIZE = f"""{_PARTS}
select case when not bool_or(relkind = 'f') then sum(pg_total_relation_size(oid))::bigint end
from parts join pg_class using (oid)"""  # noqa: S608 - of constants
# As the planner does: rows for each page as of the last look, times the pages of now. Pages that
# came since an empty table was looked at tell nothing. Only a heap without pages is surely empty.
_ROWS = f"""{_PARTS}, estimates (rows) as (
    select case
        when relam <> (select oid from pg_am where amname = 'heap') then nullif(reltuples, -1)
        when pg_relation_size(oid) = 0 then 0
        when reltuples >= 0 and relpages > 0 then reltuples::float8 / relpages
            * (pg_relation_size(oid) / current_setting('block_size')::int)
        end
    from parts join pg_class using (oid) where relkind <> 'p'
)
select count(*), case when not coalesce(bool_or(rows is null), false)
    then coalesce(round(sum(rows)), 0)::bigint end
from estimates"""  # noqa: S608 - of constants


def _table(fetch: Fetch, wants: Wants) -> int:
    count, oid = fetch(_TABLE, table=wants.table, schema=wants.schema_name)
    if count > 1:
        raise SourceError(f"has {count} tables of that name: set `schema` in the binding")
    if count == 0:
        raise SourceError("has no table of that name")
    return int(oid)


def _size(fetch: Fetch, wants: Wants) -> Reply:
    if not wants.table:
        return Reply(
            value=fetch("select pg_database_size(current_database())")[0],
            detail="the whole database",
        )
    size = fetch(_TABLE_SIZE, table=_table(fetch, wants))[0]
    if size is None:
        raise SourceError("keeps parts of the table elsewhere, and does not tell their size")
    return Reply(value=size, detail="the table with its indexes")


def _rows(fetch: Fetch, wants: Wants) -> Reply:
    if not wants.table:
        raise SourceError("needs `table` in the binding to tell the rows of one")
    parts, rows = fetch(_ROWS, table=_table(fetch, wants))
    if rows is None:
        raise SourceError("cannot estimate its rows: the table or a part of it was never analysed")
    return Reply(value=rows, detail=f"an estimate{f' over {parts} parts' if parts > 1 else ''}")


# `pg_receivewal` replays nothing and is no replica. A replica that has caught up reports no lag
# until there is more to replay; one within a segment of the end is taken for caught up.
_REPLICAS = """
with replicas (state, lag) as (
    select state, coalesce(extract(epoch from replay_lag)::float8, case
        when pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn) < 16777216 then 0 end)
    from pg_stat_replication
    where state is null or state <> 'backup' and (state <> 'streaming' or replay_lsn is not null)
)
select count(*), count(*) filter (where state is null), count(*) filter (where lag is null),
    max(lag), (select count(*) from pg_replication_slots
        where slot_type = 'physical' and not active)
from replicas"""
# Having replayed all that was received says something only while more can be received.
_STANDBY = """
select case
    when exists (select from pg_stat_wal_receiver)
        and pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() then 0
    else extract(epoch from clock_timestamp() - pg_last_xact_replay_timestamp())::float8 end"""


def _replication_lag(fetch: Fetch, _wants: Wants) -> Reply:
    if fetch("select pg_is_in_recovery()")[0]:
        lag = fetch(_STANDBY)[0]
        if lag is None:
            raise SourceError("is a standby and has replayed no transaction yet")
        return Reply(value=max(0.0, lag), detail="this server is a standby itself")
    count, hidden, untold, lag, unused = fetch(_REPLICAS)
    if hidden:
        raise SourceError("needs the role pg_monitor to see its replicas")
    if unused:
        raise SourceError(f"keeps {unused} replication slots for replicas that are not connected")
    if untold:
        raise SourceError("has a replica that does not tell how far it is")
    if count == 0:
        return Reply(value=None, detail="no replica is connected or expected")
    return Reply(value=max(0.0, lag), detail=f"the slowest of {count} replicas")


_ARCHIVER = """
select current_setting('archive_mode'), pg_is_in_recovery(), last_archived_time, last_failed_time,
    clock_timestamp()
from pg_stat_archiver"""


def _archived(fetch: Fetch, _wants: Wants) -> Reply:
    mode, is_standby, archived, failed, now = fetch(_ARCHIVER)
    if mode == "off":
        return Reply(value=None, detail="archiving is off")
    if is_standby and mode != "always":
        raise SourceError("is a standby that does not archive: ask its primary")
    fails = isinstance(failed, datetime) and (archived is None or failed > archived)
    trouble = f"the last try failed {ago_text(now - failed)}" if fails else ""
    if archived is None:
        raise SourceError(f"has archived no log segment yet{trouble and f'; {trouble}'}")
    return Reply(value=archived, detail=trouble)


ANSWERS: Mapping[str, Callable[[Fetch, Wants], Reply]] = {
    "database.connections": _connections,
    "database.size": _size,
    "database.rows": _rows,
    "database.longest_transaction": _longest_transaction,
    "database.blocked": _blocked,
    "database.replication_lag": _replication_lag,
    "database.archived": _archived,
}
"""What answers each topic."""
