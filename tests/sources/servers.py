"""Real monitoring for tests: a Prometheus, an Alertmanager, and an exporter to scrape."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

import pytest
import yaml
from sources.rig import Asked, Given, serve

T = TypeVar("T")
_PATIENCE = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A program that listens on loopback."""

    address: str
    """`127.0.0.1:port`, as a target or an Alertmanager is given to Prometheus."""
    process: subprocess.Popen[bytes]

    @property
    def url(self) -> str:
        """Give where its API is."""
        return f"http://{self.address}"

    def kill(self) -> None:
        """End it the hard way, as a crash would."""
        self.process.kill()
        self.process.wait()


def eventually(ask: Callable[[], T], until: Callable[[T], bool], *, seconds: float = 20.0) -> T:
    """Ask again and again until the answer is as wanted, and give it; the last one at the end."""
    end = time.monotonic() + seconds
    while not until(found := ask()) and time.monotonic() < end:
        time.sleep(0.05)
    return found


def series(name: str, **labels: str) -> str:
    """Write a series as an exporter shows it, whatever its labels hold."""
    signs = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n"})
    inner = ",".join(f'{label}="{value.translate(signs)}"' for label, value in labels.items())
    return f"{name}{{{inner}}}"


@contextmanager
def exporter(values: Mapping[str, float]) -> Iterator[str]:
    """
    Show numbers for Prometheus to scrape; gives the target, `127.0.0.1:port`.

    `values` is by series as `series` writes it, and is read again at each scrape.
    """

    def respond(_: Asked) -> Given:
        text = "".join(f"{each} {value}\n" for each, value in dict(values).items())
        return Given(body=text.encode(), headers={"Content-Type": "text/plain; version=0.0.4"})

    with serve(respond) as url:
        yield url.removeprefix("http://")


@contextmanager
def prometheus(
    targets: Sequence[str] = (),
    *,
    rules: Sequence[Mapping[str, Any]] = (),
    alertmanagers: Sequence[str] = (),
    login: Mapping[str, str] | None = None,
    every: str = "200ms",
) -> Iterator[Server]:
    """
    Run a Prometheus that has scraped all `targets` once.

    `rules` are those of one group, as in a rules file; `login` is by user a bcrypt hash.
    """
    config = {
        "global": {
            "scrape_interval": every,
            "scrape_timeout": every,
            "evaluation_interval": every,
        },
        "rule_files": ["rules.yaml"],
        "scrape_configs": [{"job_name": "test", "static_configs": [{"targets": list(targets)}]}],
        "alerting": {"alertmanagers": [{"static_configs": [{"targets": list(alertmanagers)}]}]},
    }
    groups = [{"name": "test", "rules": [dict(each) for each in rules]}] if rules else []
    files = {
        "prometheus.yaml": config,
        "rules.yaml": {"groups": groups},
        "web.yaml": {"basic_auth_users": dict(login)} if login else {},
    }
    flags = (
        "--config.file=prometheus.yaml",
        "--web.config.file=web.yaml",
        "--storage.tsdb.path=stored",
        "--rules.alert.resend-delay=1s",
    )
    with _running("prometheus", flags, files) as server:
        if targets and not login:
            wanted = len(targets)
            eventually(lambda: _scraped(server), lambda states: len(states) == wanted)
        yield server


@contextmanager
def alertmanager(*, inhibit: Sequence[Mapping[str, Any]] = ()) -> Iterator[Server]:
    """Run an Alertmanager that notifies nobody; `inhibit` are rules as in its configuration."""
    config = {
        "route": {"receiver": "nobody", "group_wait": "0s"},
        "receivers": [{"name": "nobody"}],
        "inhibit_rules": [dict(each) for each in inhibit],
    }
    flags = (
        "--config.file=alertmanager.yaml",
        "--storage.path=stored",
        "--cluster.listen-address=",
    )
    with _running("prometheus-alertmanager", flags, {"alertmanager.yaml": config}) as server:
        yield server


def send(url: str, body: object) -> Any:
    """Post JSON to a server and give the JSON it answers, `None` for nothing."""
    request = urllib.request.Request(  # noqa: S310 - a server of the test
        url, json.dumps(body).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310 - as above
        return json.loads(answer.read() or b"null")


def _scraped(server: Server) -> list[str]:
    with urllib.request.urlopen(f"{server.url}/api/v1/targets", timeout=10) as answer:  # noqa: S310 - a server of the test
        states = [each["health"] for each in json.load(answer)["data"]["activeTargets"]]
    return [each for each in states if each != "unknown"]


@contextmanager
def _running(program: str, flags: Sequence[str], files: Mapping[str, object]) -> Iterator[Server]:
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not installed")
    with TemporaryDirectory() as folder:
        for name, document in files.items():
            Path(folder, name).write_text(yaml.safe_dump(document), encoding="utf-8")
        server = _started(program, flags, folder)
        try:
            yield server
        finally:
            server.kill()


def _started(program: str, flags: Sequence[str], folder: str) -> Server:
    """Start a program on a free port; another may take the port first, so try again."""
    for _ in range(3):
        with socket.socket() as found:
            found.bind(("127.0.0.1", 0))
            address = f"127.0.0.1:{found.getsockname()[1]}"
        with Path(folder, "log").open("wb") as log:
            process = subprocess.Popen(
                [program, f"--web.listen-address={address}", *flags],
                cwd=folder,
                stdout=log,
                stderr=log,
            )
        server = Server(address=address, process=process)
        ready = partial(_ready, server)
        if eventually(ready, bool, seconds=_PATIENCE) and process.poll() is None:
            return server
        server.kill()
    pytest.fail(f"{program} did not start: {Path(folder, 'log').read_text()[-2000:]}")


def _ready(server: Server) -> bool:
    """Tell whether it answers, or has ended."""
    if server.process.poll() is not None:
        return True
    try:
        with urllib.request.urlopen(f"{server.url}/-/ready", timeout=1) as answer:  # noqa: S310 - as above
            return bool(answer.status == 200)
    except urllib.error.HTTPError as error:
        with error:
            return error.code == 401
    except OSError:
        return False
