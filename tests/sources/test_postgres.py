"""The source `postgres`, against a real server, its replica and servers that are none."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sources.postgres_server import (
    PASSWORDS,
    Server,
    run_receiver,
    run_replica,
    run_server,
    wait_until,
)
from sources.rig import ask

from planguard.errors import ConfigError
from planguard.model.fact import Answer, Fact
from planguard.model.value import Unknown, Value
from planguard.sources import postgres
from planguard.sources.interface import Reply
from planguard.sources.postgres import questions

HOSTILE = 'x"; drop table plain; --'


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """Run one server with tables of all sorts."""
    with run_server() as running:
        running.run(
            "create schema other",
            "create table plain as select generate_series(1, 5000) as id",
            "create table unseen as select 1 as id",
            "create table hollow (id int)",
            "create table other.twice (id int primary key)",
            "create table twice (id int)",
            f'create table "{HOSTILE.replace(chr(34), chr(34) * 2)}" as select 1 as id',
            "create table parted (id int) partition by range (id)",
            "create table parted_low partition of parted for values from (0) to (100)",
            "create table parted_high partition of parted for values from (100) to (200)",
            "insert into parted select generate_series(0, 149)",
            "create table far (id int) partition by range (id)",
            "create foreign data wrapper nowhere",
            "create server elsewhere foreign data wrapper nowhere",
            "create foreign table far_part partition of far for values from (0) to (9) server elsewhere",
            "create database second",
            "create database closed",
            "revoke connect on database closed from public",
            "analyze plain, parted, hollow",
            f'analyze "{HOSTILE.replace(chr(34), chr(34) * 2)}"',
        )
        yield running


def asked(
    server: Server,
    topic: str,
    binding: str = "",
    *,
    user: str = "watcher",
    options: str = "",
    table: str = "",
    timeout: str = "5s",
) -> Answer:
    """Ask the server over TCP as `user`."""
    config = f"""
sources:
  pg: {{type: postgres, host: 127.0.0.1, port: {server.port}, dbname: orders, user: {user},
       password_env: PG_WORD, timeout: {timeout}{options}}}
bindings:
  {topic}: {{source: pg{binding}}}
"""
    fields: Mapping[str, Value] = {"attributes": {"name": table}}
    return ask(config, topic, fields, environ={"PG_WORD": PASSWORDS.get(user, "wrong")})


def value_of(answer: Answer) -> float:
    """Give the number found."""
    assert isinstance(answer, Fact), answer
    assert isinstance(answer.value, int | float)
    return answer.value


def reason(answer: Answer) -> str:
    """Give why nothing was found; no message holds a password."""
    assert isinstance(answer, Unknown), answer
    assert not any(word in answer.reason for word in PASSWORDS.values())
    return answer.reason


def test_counts_clients_without_itself(server: Server) -> None:
    before = value_of(asked(server, "database.connections"))
    with server.connect(), server.connect("stranger"), server.connect(dbname="second"):
        answer = asked(server, "database.connections")
        assert value_of(answer) == before + 2
        assert isinstance(answer, Fact)
        assert answer.detail == "0 of them active"
        assert answer.unit == "connections"


def test_leaves_out_the_connections_of_named_users(server: Server) -> None:
    before = value_of(asked(server, "database.connections", ", except_users: [stranger]"))
    with server.connect("stranger"):
        after = value_of(asked(server, "database.connections", ", except_users: [stranger]"))
    assert after == before


def test_counts_clients_of_another_database(server: Server) -> None:
    with server.connect(dbname="second"):
        assert value_of(asked(server, "database.connections", ", database: second")) == 1


def test_counts_hidden_clients_without_pg_monitor(server: Server) -> None:
    with server.connect():
        answer = asked(server, "database.connections", user="stranger")
    assert value_of(answer) >= 1
    assert isinstance(answer, Fact)
    assert "unseen without the role pg_monitor" in answer.detail


def test_tells_the_age_of_the_oldest_transaction(server: Server) -> None:
    assert value_of(asked(server, "database.longest_transaction")) == 0
    with server.connect() as connection:
        connection.execute("begin")
        connection.execute("select pg_sleep(0.3)")
        answer = asked(server, "database.longest_transaction")
    assert 0.3 <= value_of(answer) < 30
    assert isinstance(answer, Fact)
    assert answer.detail == "its session is idle in transaction"
    assert answer.unit == "s"


def test_a_prepared_transaction_is_open_without_a_session(server: Server) -> None:
    server.run("begin; create table later (id int); prepare transaction 'later'")
    try:
        answer = asked(server, "database.longest_transaction")
    finally:
        server.run("rollback prepared 'later'")
    assert value_of(answer) > 0
    assert isinstance(answer, Fact)
    assert "prepared" in answer.detail


def test_does_not_guess_transactions_it_cannot_see(server: Server) -> None:
    with server.connect():
        answer = asked(server, "database.longest_transaction", user="stranger")
    assert "needs the role pg_monitor" in reason(answer)


def test_counts_sessions_that_wait_for_a_lock(server: Server) -> None:
    assert value_of(asked(server, "database.blocked")) == 0
    with server.connect() as waiting, server.connect() as holder:
        holder.execute("begin")
        holder.execute("lock table plain")
        thread = threading.Thread(target=lambda: waiting.execute("select count(*) from plain"))
        thread.start()
        wait_until(lambda: server.first("select count(*) from pg_locks where not granted") == 1)
        assert value_of(asked(server, "database.blocked", user="stranger")) == 1
        locked = asked(server, "database.size", ", table: plain", timeout="0.6s")
        assert "has the table locked" in reason(locked)
        holder.execute("rollback")
        thread.join()


def test_tells_the_size_of_the_database_and_of_tables(server: Server) -> None:
    whole = value_of(asked(server, "database.size"))
    one = value_of(asked(server, "database.size", ", table: plain"))
    assert whole > one > 5000 * 28
    assert value_of(asked(server, "database.size", ", table: hollow")) == 0
    assert value_of(asked(server, "database.size", ", table: parted")) == 2 * 8192


def test_the_size_of_a_table_counts_its_indexes(server: Server) -> None:
    answer = asked(server, "database.size", ", table: twice, schema: other")
    assert value_of(answer) == 8192
    assert isinstance(answer, Fact)
    assert answer.detail == "the table with its indexes"


def test_does_not_tell_the_size_of_what_lies_elsewhere(server: Server) -> None:
    assert "elsewhere" in reason(asked(server, "database.size", ", table: far"))


def test_estimates_rows(server: Server) -> None:
    answer = asked(server, "database.rows", ", table: '{{ attributes.name }}'", table="plain")
    assert value_of(answer) == 5000
    assert isinstance(answer, Fact)
    assert answer.detail == "an estimate"


def test_estimates_rows_over_partitions(server: Server) -> None:
    answer = asked(server, "database.rows", ", table: parted")
    assert value_of(answer) == 150
    assert isinstance(answer, Fact)
    assert answer.detail == "an estimate over 2 parts"


def test_an_empty_table_has_no_rows(server: Server) -> None:
    assert value_of(asked(server, "database.rows", ", table: hollow")) == 0


@pytest.mark.parametrize("table", ["unseen", "far"])
def test_does_not_guess_rows_of_what_was_never_analysed(server: Server, table: str) -> None:
    assert "never analysed" in reason(asked(server, "database.rows", f", table: {table}"))


def test_rows_that_came_after_the_last_look_are_not_none(server: Server) -> None:
    server.run("create table filled (id int)", "analyze filled", "insert into filled values (1)")
    assert "never analysed" in reason(asked(server, "database.rows", ", table: filled"))


def test_rows_grow_with_the_table(server: Server) -> None:
    server.run("create table grown as select generate_series(1, 1000) as id", "analyze grown")
    server.run("insert into grown select generate_series(1, 9000)")
    assert 8_000 < value_of(asked(server, "database.rows", ", table: grown")) < 12_000


def test_rows_need_a_table(server: Server) -> None:
    assert "needs `table`" in reason(asked(server, "database.rows"))


def test_several_tables_of_a_name_need_a_schema(server: Server) -> None:
    assert "2 tables of that name" in reason(asked(server, "database.rows", ", table: twice"))
    assert value_of(asked(server, "database.rows", ", table: twice, schema: public")) == 0


def test_a_hostile_name_is_a_name(server: Server) -> None:
    binding = ", table: '{{ attributes.name }}'"
    assert value_of(asked(server, "database.rows", binding, table=HOSTILE)) == 1
    assert value_of(asked(server, "database.rows", ", table: plain")) == 5000


@pytest.mark.parametrize(
    "table", ["nowhere", "plain'--", "PLAIN", "public.plain", "pg_class", "%s", "plain" * 30]
)
def test_a_table_that_is_not_there_is_said(server: Server, table: str) -> None:
    answer = asked(server, "database.size", ", table: '{{ attributes.name }}'", table=table)
    assert reason(answer) == "pg (postgres) has no table of that name"


@pytest.mark.parametrize(
    "database", ["nowhere", "orders host=192.0.2.1", "postgresql://192.0.2.1/orders"]
)
def test_a_database_that_is_not_there_is_said(server: Server, database: str) -> None:
    answer = asked(server, "database.size", ", database: '{{ attributes.name }}'", table=database)
    assert reason(answer) == "pg (postgres) has no database of that name"


def test_a_database_that_lets_nobody_in_is_said(server: Server) -> None:
    answer = asked(server, "database.size", ", database: closed")
    assert reason(answer) == "pg (postgres) refused access to the database"


def test_a_refused_login_is_said(server: Server) -> None:
    answer = asked(server, "database.size", user="nobody")
    assert reason(answer) == "pg (postgres) refused the login"


def test_a_missing_password_is_said(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGPASSFILE", "/nonexistent")
    config = f"""
sources: {{pg: {{type: postgres, host: 127.0.0.1, port: {server.port}, dbname: orders, user: watcher}}}}
bindings: {{database.size: {{source: pg}}}}
"""
    assert "asks for a password" in reason(ask(config, "database.size"))


def test_a_full_server_is_said() -> None:
    with run_server(max_connections="8", superuser_reserved_connections="2") as small:
        held = [small.connect("stranger") for _ in range(6)]
        answer = asked(small, "database.connections")
        for each in held:
            each.close()
    assert reason(answer) == "pg (postgres) has no connection left for us"


def test_a_server_without_replicas_has_no_lag(server: Server) -> None:
    answer = asked(server, "database.replication_lag")
    assert isinstance(answer, Fact)
    assert answer.value is None


def test_a_receiver_of_the_log_is_no_replica(server: Server) -> None:
    with run_receiver(server):
        answer = asked(server, "database.replication_lag")
    assert isinstance(answer, Fact)
    assert answer.value is None


def test_archiving_that_is_off_archives_nothing(server: Server) -> None:
    answer = asked(server, "database.archived")
    assert isinstance(answer, Fact)
    assert (answer.value, answer.detail) == (None, "archiving is off")


def test_a_paused_replica_lags_behind(server: Server) -> None:
    with run_replica(server) as replica:
        wait_until(lambda: server.first("select count(*) from pg_stat_replication") == 1)
        assert "needs the role pg_monitor" in reason(
            asked(server, "database.replication_lag", user="stranger")
        )
        server.run("create table copied (id int)")
        wait_until(lambda: replica.first("select to_regclass('copied') is not null"))
        calm = asked(server, "database.replication_lag")
        assert 0 <= value_of(calm) < 5
        assert isinstance(calm, Fact)
        assert calm.detail == "the slowest of 1 replicas"
        assert value_of(asked(replica, "database.replication_lag")) == 0
        assert "ask its primary" in reason(asked(replica, "database.archived"))

        replica.run("select pg_wal_replay_pause()")
        server.run("insert into copied values (1)")
        replica_reached = (
            "select pg_last_wal_receive_lsn() > pg_last_wal_replay_lsn()"
            " and clock_timestamp() - pg_last_xact_replay_timestamp() > interval '0.5 s'"
        )
        wait_until(lambda: replica.first(replica_reached))
        assert value_of(asked(replica, "database.replication_lag")) > 0.4
    answer = asked(server, "database.replication_lag")
    assert "1 replication slots for replicas that are not connected" in reason(answer)
    server.run("select pg_drop_replication_slot('copy')")


def test_tells_when_a_segment_was_archived_and_that_the_next_failed() -> None:
    command = 'test ! -e broken && test -n "%p"'
    with run_server(archive_mode="on", archive_command=command) as server:
        assert "has archived no log segment yet" in reason(asked(server, "database.archived"))
        server.run("create table one (id int)", "select pg_switch_wal()")
        wait_until(lambda: server.first("select archived_count from pg_stat_archiver") > 0)
        answer = asked(server, "database.archived", user="stranger")
        assert isinstance(answer, Fact)
        assert isinstance(answer.value, datetime)
        assert abs(datetime.now(UTC) - answer.value) < timedelta(minutes=1)
        assert answer.detail == ""

        (server.folder / "main" / "broken").touch()
        server.run("create table two (id int)", "select pg_switch_wal()")
        wait_until(lambda: server.first("select failed_count from pg_stat_archiver") > 0)
        answer = asked(server, "database.archived")
        assert isinstance(answer, Fact)
        assert answer.detail.startswith("the last try failed ")

        server.run("select pg_stat_reset_shared('archiver')")
        wait_until(lambda: server.first("select failed_count from pg_stat_archiver") > 0)
        assert "yet; the last try failed" in reason(asked(server, "database.archived"))


def test_a_server_that_goes_away_is_unknown() -> None:
    with run_server() as server:
        assert value_of(asked(server, "database.size")) > 0
        server.stop()
        answer = asked(server, "database.size")
    assert reason(answer) == "pg (postgres) cannot be reached: no connection"


def login(
    options: str, environ: Mapping[str, str] | None = None, home: Path | None = None
) -> Answer:
    """Ask for the size with these options of the source."""
    config = f"""
sources: {{pg: {{type: postgres, timeout: 2s, {options}}}}}
bindings: {{database.size: {{source: pg}}}}
"""
    return ask(config, "database.size", environ=environ, home=home)


def test_logs_in_with_a_connection_string(server: Server) -> None:
    dsn = f"postgresql://watcher:watch-word@127.0.0.1:{server.port}/orders"
    assert value_of(login("dsn_env: DSN", {"DSN": dsn})) > 0
    assert "refused the login" in reason(login("dsn_env: DSN", {"DSN": dsn.replace("h-w", "-")}))


def test_logs_in_over_a_unix_socket_with_a_password_from_a_file(
    server: Server, tmp_path: Path
) -> None:
    (tmp_path / "word").write_text("watch-word\n", encoding="utf-8")
    options = f"host: {server.folder}, port: {server.port}, dbname: orders, user: watcher"
    assert value_of(login(f"{options}, password_file: word", home=tmp_path)) > 0
    assert "`password_file` cannot be read" in reason(login(f"{options}, password_file: gone"))


def test_never_writes(server: Server) -> None:
    """The fixed queries run where writing is refused and no schema of others is searched."""
    server.run("create schema watcher", "grant all on schema watcher to watcher")
    server.run("create function watcher.pg_database_size(oid) returns bigint return 1")
    server.run("alter role watcher set search_path to watcher, pg_catalog")
    try:
        assert value_of(asked(server, "database.size")) > 1000
    finally:
        server.run("alter role watcher reset search_path")


@pytest.mark.parametrize(
    ("dsn", "told"),
    [
        ("", "the environment variable DSN is not set"),
        ("watcher watch-word", "`dsn_env` holds no connection string"),
        ("host=db.invalid user=a sslmode=prefer", "sslmode=prefer falls back to clear text"),
        ("host=db.invalid,localhost sslmode=allow", "sslmode=allow falls back to clear text"),
    ],
)
def test_an_unusable_connection_string_is_said(dsn: str, told: str) -> None:
    assert told in reason(login("dsn_env: DSN", {"DSN": dsn}))


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ("port: 5432", "either `host`"),
        ("host: db, dsn_env: DSN", "either `host`"),
        ("dsn_env: DSN, user: a", "take user out"),
        ("host: db, user: a", "needs `dbname` and `user`"),
        ("host: db, dbname: d, user: a, password_env: A, password_file: b", "one of"),
        ("host: db, dbname: d, user: a, password: secret", "password"),
        ("host: db, dbname: d, user: a, sslmode: prefer", "sslmode"),
    ],
)
def test_unclear_options_are_refused(options: str, told: str) -> None:
    with pytest.raises(ConfigError, match=told):
        login(options)


@pytest.mark.parametrize("mode", ["", ", sslmode: require"])
def test_a_server_elsewhere_without_encryption_is_not_spoken_to(server: Server, mode: str) -> None:
    """127.0.0.2 is not known to be this machine."""
    options = f"host: 127.0.0.2, port: {server.port}, dbname: orders, user: watcher{mode}"
    answer = login(f"{options}, password_env: W", {"W": "watch-word"})
    assert reason(answer) == "pg (postgres) cannot be reached: it offers no encryption"


def test_a_password_in_clear_is_not_sent_where_nothing_is_verified() -> None:
    """A server on 127.0.0.2 that asks for it in clear, as one in between would."""
    asks = b"R\0\0\0\x08\0\0\0\x03"
    with _listening("127.0.0.2", asks) as (port, heard):
        options = f"host: 127.0.0.2, port: {port}, dbname: d, user: a, sslmode: disable"
        answer = login(f"{options}, password_env: W", {"W": "watch-word"})
    assert "asks for the password over a connection that is not verified" in reason(answer)
    assert b"watch-word" not in b"".join(heard)


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl makes the certificates")
def test_verifies_the_certificate_and_the_name(tmp_path: Path) -> None:
    right, wrong = (_certificate(tmp_path, each) for each in ("right", "wrong"))
    with run_server() as server:
        for suffix in ("crt", "key"):
            target = server.folder / "main" / f"server.{suffix}"
            target.touch(0o600)
            shutil.chown(target, (server.folder / "main").stat().st_uid)
            target.write_bytes(right.with_suffix(f".{suffix}").read_bytes())
        server.run("alter system set ssl = on", "select pg_reload_conf()")
        wait_until(lambda: server.first("show ssl") == "on")
        options = f"port: {server.port}, dbname: orders, user: watcher, password_env: W"
        word = {"W": "watch-word"}

        verified = f"sslmode: verify-full, {options}, ca_file"
        assert value_of(login(f"host: localhost, {verified}: {right}", word)) > 0
        for told in (
            login(f"host: localhost, {verified}: {wrong}", word),
            login(f"host: localhost, {verified}: /nowhere.crt", word),
            login(f"host: localhost, sslmode: verify-full, {options}", word),
            login(f"host: 127.0.0.1, {verified}: {right}", word),
            login(f"host: 127.0.0.2, {options}, ca_file: {right}", word),
        ):
            assert "its certificate is not trusted" in reason(told)


def _certificate(folder: Path, name: str) -> Path:
    path = folder / f"{name}.crt"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
            *("-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"),
            *("-keyout", str(path.with_suffix(".key")), "-out", str(path)),
        ],
        check=True,
        capture_output=True,
    )
    return path


@contextmanager
def _listening(host: str, says: bytes) -> Iterator[tuple[int, list[bytes]]]:
    """Take connections and say one thing to each; gives what was heard."""
    heard: list[bytes] = []
    with socket.create_server((host, 0)) as server:

        def serve() -> None:
            with server.accept()[0] as peer:
                heard.append(peer.recv(4096))
                peer.sendall(says)
                while found := peer.recv(4096):
                    heard.append(found)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield server.getsockname()[1], heard
        thread.join(5)


def test_a_server_that_takes_connections_and_is_silent_is_late() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        options = f"host: 127.0.0.1, port: {silent.getsockname()[1]}, dbname: d, user: a"
        config = f"""
sources: {{pg: {{type: postgres, timeout: 0.3s, {options}}}}}
bindings: {{database.size: {{source: pg}}}}
"""
        started = time.monotonic()
        answer = ask(config, "database.size")
    assert time.monotonic() - started < 1.5
    assert reason(answer) == "pg (postgres) did not answer within 0.3 s"


def test_something_that_is_no_postgres_is_said() -> None:
    with _listening("127.0.0.1", b"HTTP/1.1 400 Bad Request\r\n\r\n<html>") as (port, _):
        answer = login(f"host: 127.0.0.1, port: {port}, dbname: d, user: a, sslmode: disable")
    assert "cannot be reached" in reason(answer)


def test_a_query_that_takes_too_long_is_cut_off(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(questions.ANSWERS, "database.size", _slow)
    assert "did not answer within" in reason(asked(server, "database.size", timeout="0.5s"))


def _slow(fetch: questions.Fetch, _wants: questions.Wants) -> Reply:
    return Reply(value=fetch("select 1 from pg_sleep(20)")[0])


@pytest.mark.parametrize(
    "query",
    [
        "create table made (id int)",
        "select nothing",
        "select pg_terminate_backend(pg_backend_pid())",
    ],
)
def test_what_the_server_refuses_is_said_by_its_code(
    server: Server, monkeypatch: pytest.MonkeyPatch, query: str
) -> None:
    monkeypatch.setitem(
        questions.ANSWERS,
        "database.size",
        lambda fetch, _wants: Reply(value=fetch(query)[0]),
    )
    assert "broke off or refused the question" in reason(asked(server, "database.size"))


def test_without_the_library_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    assert "planguard-iac[postgres]" in reason(login("host: /tmp, dbname: d, user: a"))


def test_says_what_a_server_that_starts_says() -> None:
    told = postgres._refusal("FATAL:  the database system is starting up")  # noqa: SLF001 - too short a moment to catch
    assert told == "is starting or stopping"
