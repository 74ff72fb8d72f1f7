"""A real PostgreSQL server for tests: in a folder of its own, on a free port, with a replica."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest

PASSWORDS = {"admin": "admin-word", "watcher": "watch-word", "stranger": "strange-word"}
_WAIT = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A running server; `admin` is a superuser, `watcher` has pg_monitor, `stranger` nothing."""

    folder: Path
    port: int
    process: subprocess.Popen[bytes]

    def connect(self, user: str = "admin", dbname: str = "orders") -> psycopg.Connection[Any]:
        """Log in over TCP; statements commit at once."""
        return psycopg.connect(
            host="127.0.0.1",
            port=self.port,
            user=user,
            password=PASSWORDS[user],
            dbname=dbname,
            autocommit=True,
        )

    def run(self, *statements: str) -> None:
        """Run statements as the superuser."""
        with self.connect() as connection:
            for each in statements:
                connection.execute(each)

    def first(self, query: str) -> Any:
        """Give the first field of the first row."""
        with self.connect() as connection:
            row = connection.execute(query).fetchone()
            assert row is not None
            return row[0]

    def answers(self) -> bool:
        """Tell that it takes connections. Raises psycopg's errors when it does not."""
        with self.connect(dbname="postgres"):
            return True

    def stop(self) -> None:
        """End the server at once, as a crash would."""
        self.process.send_signal(signal.SIGQUIT)
        self.process.wait(_WAIT)


def wait_until(is_so: Any) -> None:
    """Wait until something holds; a failed connection is waited out too."""
    end = time.monotonic() + _WAIT
    while time.monotonic() < end:
        try:
            if is_so():
                return
        except psycopg.Error:
            pass
        time.sleep(0.05)
    raise TimeoutError("the server is not as the test needs it")


@contextmanager
def run_server(**settings: str) -> Iterator[Server]:
    """Run a primary with the database `orders` for as long as the block lasts."""
    with _folder() as folder:
        words = folder / "word"
        words.write_text(PASSWORDS["admin"], encoding="utf-8")
        words.chmod(0o644)
        _call(
            folder,
            "initdb",
            *("-D", str(folder / "main"), "-U", "admin", "--pwfile", str(words)),
            *("-A", "scram-sha-256", "--no-sync", "-E", "UTF8", "--locale", "C"),
        )
        with _running(folder, "main", settings) as server:
            with server.connect(dbname="postgres") as connection:
                connection.execute("create database orders")
                connection.execute("create role watcher login password 'watch-word'")
                connection.execute("grant pg_monitor to watcher")
                connection.execute("create role stranger login password 'strange-word'")
            yield server


@contextmanager
def run_replica(primary: Server) -> Iterator[Server]:
    """Run a streaming replica with a slot of its own for as long as the block lasts."""
    login = f"host=127.0.0.1 port={primary.port} user=admin password={PASSWORDS['admin']}"
    with _folder() as folder:
        _call(
            folder,
            "pg_basebackup",
            *("-d", login, "-D", str(folder / "copy"), "-R", "-X", "stream", "-c", "fast"),
            *("-C", "-S", "copy", "--no-sync"),
        )
        with _running(folder, "copy", {"archive_mode": "on"}) as server:
            yield server


@contextmanager
def run_receiver(primary: Server) -> Iterator[None]:
    """Run a program that copies the log and replays nothing, until the block ends."""
    login = f"host=127.0.0.1 port={primary.port} user=admin password={PASSWORDS['admin']}"
    with _folder() as folder:
        process = subprocess.Popen(
            [str(_programs() / "pg_receivewal"), "-d", login, "-D", str(folder)],
            stderr=subprocess.DEVNULL,
            **_account(),
        )
        try:
            ready = "select count(*) from pg_stat_replication where state = 'streaming'"
            wait_until(lambda: primary.first(ready) == 1)
            yield
        finally:
            process.terminate()
            process.wait(_WAIT)


def _programs() -> Path:
    for found in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True):
        if (found / "initdb").exists():
            return found
    beside = shutil.which("initdb")
    if beside is None:
        pytest.skip("there is no PostgreSQL server here (initdb is not installed)")
    return Path(beside).parent


def _account() -> dict[str, Any]:
    """Say as whom to run: the server refuses to be root."""
    if os.geteuid() != 0:
        return {}
    try:
        found = pwd.getpwnam("postgres")
    except KeyError:
        found = pwd.getpwnam("nobody")
    return {"user": found.pw_uid, "group": found.pw_gid, "extra_groups": []}


@contextmanager
def _folder() -> Iterator[Path]:
    # Not pytest's: that one is closed to the account the server runs as.
    with tempfile.TemporaryDirectory(prefix="pg-") as made:
        if account := _account():
            os.chown(made, account["user"], account["group"])
        yield Path(made)


def _call(folder: Path, program: str, *arguments: str) -> None:
    subprocess.run(
        [str(_programs() / program), *arguments],
        cwd=folder,
        check=True,
        capture_output=True,
        timeout=60,
        **_account(),
    )


@contextmanager
def _running(folder: Path, name: str, settings: dict[str, str]) -> Iterator[Server]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    given = {
        "port": str(port),
        "listen_addresses": "127.0.0.1,127.0.0.2",
        "unix_socket_directories": str(folder),
        "fsync": "off",
        "autovacuum": "off",
        "max_prepared_transactions": "5",
        "shared_buffers": "16MB",
        **settings,
    }
    with (folder / f"{name}.log").open("wb") as log:
        process = subprocess.Popen(
            [
                str(_programs() / "postgres"),
                *("-D", str(folder / name)),
                *(part for key, value in given.items() for part in ("-c", f"{key}={value}")),
            ],
            cwd=folder,
            stdout=log,
            stderr=log,
            **_account(),
        )
    server = Server(folder=folder, port=port, process=process)
    try:
        wait_until(server.answers)
        yield server
    finally:
        server.stop()
