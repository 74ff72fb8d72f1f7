"""
`postgres`: what a PostgreSQL server knows of its load, its tables and its ways back.

Reads: pg_stat_activity, pg_prepared_xacts, pg_locks, pg_stat_replication, pg_stat_wal_receiver,
pg_replication_slots, pg_stat_archiver, and sizes and estimates of pg_class, by fixed queries in
read-only transactions with a time limit. Database, schema and table are parameters of a query.
`connections` counts clients other than planguard; `rows` is the planner's estimate, scaled to the
table's size now; tables count with their partitions, sizes with their indexes; `replication_lag`
is none on a primary without replicas, `archived` is none where archiving is off.

Rights: a role that may connect, member of `pg_monitor`
(`CREATE ROLE planguard LOGIN PASSWORD '...'; GRANT pg_monitor TO planguard;`). Without pg_monitor
the longest transaction and the lag of replicas are unknown.
The password comes from `password_env` or `password_file`, else from where libpq looks
(`~/.pgpass`); or `dsn_env` names a variable with a whole connection string. To another machine
the connection is encrypted and the server's certificate and name are verified (`verify-full`),
by the system's trusted certificates or `ca_file`. `sslmode: require` encrypts but verifies
nothing: who can redirect the connection can answer in the server's place.

Unknown when: the server cannot be reached, refuses the login or is too slow; there is no such
database or table, or several tables of that name; the table was never analysed; it is locked; a
right is missing; a replica that has a replication slot is not connected.

    sources:
      orders: {type: postgres, host: db.internal, dbname: orders, user: planguard,
               password_env: ORDERS_PASSWORD}
    bindings:
      database.connections: {source: orders, except_users: [metrics]}
      database.rows: {source: orders, schema: public, table: '{{ attributes.name }}'}
"""

from __future__ import annotations

import math
import queue
import threading
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import Literal, Self

from pydantic import Field, model_validator

from planguard.sources.interface import Connection as SourceConnection
from planguard.sources.interface import Options as SourceOptions
from planguard.sources.interface import Question, Reply, SourceError, Surroundings
from planguard.sources.interface.login import variable
from planguard.sources.postgres.questions import ANSWERS, Wants

__all__ = ["Options", "Wants", "about_subject", "connect", "name", "topics"]

name = "postgres"
about_subject = False
topics = tuple(ANSWERS)
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_SAFE_MODES = frozenset({"verify-full", "verify-ca"})


class Options(SourceOptions):
    """Where the server is and how to log in."""

    concurrency: int = Field(default=4, ge=1, le=64, description="connections at once")
    host: str = Field(default="", description="host name, or the directory of a Unix socket")
    port: int = Field(default=5432, ge=1, le=65535, description="port")
    dbname: str = Field(default="", description="database to connect to")
    user: str = Field(default="", description="role to log in as")
    password_env: str = Field(default="", description="environment variable with the password")
    password_file: str = Field(default="", description="file with the password")
    dsn_env: str = Field(
        default="", description="environment variable with a connection string, instead of these"
    )
    sslmode: Literal["", "verify-full", "verify-ca", "require", "disable"] = Field(
        default="",
        description="verify-full unless the server is on this machine; require verifies nothing",
    )
    ca_file: str = Field(default="", description="file with the certificates to trust")

    @model_validator(mode="after")
    def check_login(self) -> Self:
        """Ask for one way to log in."""
        if bool(self.host) == bool(self.dsn_env):
            raise ValueError("give either `host` (with dbname and user) or `dsn_env`")
        given = {"dbname", "user", "password_env", "password_file"} & self.model_fields_set
        if self.dsn_env and given:
            raise ValueError(f"`dsn_env` holds the whole login: take {min(given)} out")
        if self.host and not (self.dbname and self.user):
            raise ValueError("`host` needs `dbname` and `user`")
        if self.password_env and self.password_file:
            raise ValueError("give one of `password_env` and `password_file`")
        return self


def connect(options: Options, around: Surroundings) -> SourceConnection:
    """Read the login. Raises `SourceError` when a part of it is missing."""
    try:
        import psycopg  # noqa: PLC0415 - an extra, and only live state needs it
    except ImportError:
        raise SourceError(
            "needs the extra postgres: pip install 'planguard-iac[postgres]'"
        ) from None
    return _Server(psycopg, _login(options, around, psycopg))


class _Server:
    """One server; each question has a connection of its own."""

    def __init__(self, psycopg: ModuleType, login: Mapping[str, str]) -> None:
        self._psycopg = psycopg
        self._login = login

    def answer(self, question: Question, seconds: float) -> Reply:
        """Ask in a thread of its own: a name that resolves slowly or a dead peer keeps no limit."""
        found: queue.SimpleQueue[Reply | Exception] = queue.SimpleQueue()

        def work() -> None:
            try:
                found.put(self._ask(question, seconds))
            except Exception as error:  # noqa: BLE001 - raised again where the answer is awaited
                found.put(error)

        threading.Thread(target=work, daemon=True).start()
        try:
            reply = found.get(timeout=seconds)
        except queue.Empty:
            raise _late(seconds) from None
        if isinstance(reply, Exception):
            raise reply
        return reply

    def _ask(self, question: Question, seconds: float) -> Reply:
        login = {**self._login, "connect_timeout": str(max(2, math.ceil(seconds)))}
        if question.wants.database:
            login["dbname"] = question.wants.database
        psycopg = self._psycopg
        try:
            connection = psycopg.connect(
                psycopg.conninfo.make_conninfo(**login), prepare_threshold=None
            )
        except psycopg.Error as error:
            raise SourceError(_refusal(str(error))) from None
        try:
            with connection:
                connection.read_only = True
                limit = f"{max(1, int(seconds * 1000))}ms"
                connection.execute(_LIMITS, {"limit": limit, "lock": f"{seconds * 500:.0f}ms"})
                return ANSWERS[question.topic.name](
                    lambda query, **named: connection.execute(query, named).fetchone(),
                    question.wants,
                )
        except psycopg.errors.LockNotAvailable:
            raise SourceError("has the table locked, so that nobody can look at it") from None
        except psycopg.errors.QueryCanceled:
            raise _late(seconds) from None
        except psycopg.Error as error:
            raise SourceError(f"broke off or refused the question ({error.sqlstate})") from None


def _late(seconds: float) -> SourceError:
    return SourceError(f"did not answer within {seconds:.3g} s")


def _login(options: Options, around: Surroundings, psycopg: ModuleType) -> Mapping[str, str]:
    if options.dsn_env:
        try:
            login = psycopg.conninfo.conninfo_to_dict(variable(options.dsn_env, around))
        except psycopg.Error:
            raise SourceError("has no login: `dsn_env` holds no connection string") from None
    else:
        login = {"host": options.host, "dbname": options.dbname, "user": options.user}
        login["port"] = str(options.port)
        if options.password_env:
            login["password"] = variable(options.password_env, around)
        if options.password_file:
            login["password"] = _file(options.password_file, around)
    host = login.get("host", "")
    is_near = host in _LOOPBACK or host.startswith(("/", "@"))
    mode = options.sslmode or login.get("sslmode", "prefer" if is_near else "verify-full")
    if mode in {"prefer", "allow"} and not is_near:
        raise SourceError(f"has an unsafe login: sslmode={mode} falls back to clear text")
    if options.ca_file:
        login["sslrootcert"] = str(Path(around.home, options.ca_file).expanduser())
    elif mode == "verify-full":
        login.setdefault("sslrootcert", "system")
    if mode not in _SAFE_MODES and not is_near:
        # Whoever sits in between could ask for the password in clear.
        login["require_auth"] = "!password"
    # Kerberos encryption would come before TLS and its certificates.
    return {"gssencmode": "disable", **login, "sslmode": mode, "application_name": "planguard"}


def _file(path: str, around: Surroundings) -> str:
    try:
        return Path(around.home, path).expanduser().read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise SourceError("has no login: the file of `password_file` cannot be read") from None


_REFUSALS: Mapping[str, str] = {
    "password authentication failed": "refused the login",
    "no password supplied": "asks for a password, and none is configured",
    "authentication method requirement": "asks for the password over a connection that is not verified",
    'FATAL:  role "': "refused the login: it has no such role",
    'FATAL:  database "': "has no database of that name",
    "permission denied for database": "refused access to the database",
    "no pg_hba.conf entry": "lets nobody in from here as this role",
    "too many c": "has no connection left for us",
    "connection slots": "has no connection left for us",
    "starting up": "is starting or stopping",
    "shutting down": "is starting or stopping",
    "certificate": "cannot be reached: its certificate is not trusted",
    "does not support SSL": "cannot be reached: it offers no encryption",
    "timeout": "cannot be reached: no answer in time",
    "FATAL": "refused the connection",
}
"""What libpq says of a failed connection (which has no code) and what that means; first fit."""


def _refusal(text: str) -> str:
    return next(
        (told for sign, told in _REFUSALS.items() if sign in text),
        "cannot be reached: no connection",
    )


# `pg_catalog` comes first and alone: no schema of a hostile role can stand in for its functions.
_LIMITS = """
select pg_catalog.set_config('search_path', 'pg_catalog', true),
    pg_catalog.set_config('statement_timeout', %(limit)s, true),
    pg_catalog.set_config('lock_timeout', %(lock)s, true)"""
