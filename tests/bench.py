"""
Measures what checks of large plans take beside mere parsing, and questions asked at once or singly.

Usage: bench.py [RESOURCES ...]. Terraform's plans come from the generator that PLANGUARD_BENCH
names, by default `make-plan` in the folder `shared/bench` beside the checkout; Pulumi's previews
are made here, of a fixture's.
"""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import msgspec

from planguard.analyze import analyze
from planguard.formats import Style, format_named
from planguard.load import load_plan, load_policies
from planguard.load.config_reading import read_live
from planguard.model.fact import Fact, Query
from planguard.model.value import at
from planguard.sources.interface import Surroundings

SIZES = (100, 1_000, 10_000, 50_000)
ROUNDS = 5
RENDERED, RENDERED_SIZE = ("text", "json", "sarif", "markdown"), 10_000
QUESTIONS, DELAY, ONE_BY_ONE = 200, 0.1, 20
ROOT = Path(__file__).resolve().parent.parent
PREVIEW = ROOT / "fixtures" / "shop-mixed" / "pulumi" / "preview.json"
PREVIEW_SIZES, UNCHANGED = (1_000, 10_000), 9
"""One copy in ten of the fixture changes as it does; in the others everything stays as it is."""
ONE_OF_ALL = ("pulumi:pulumi:Stack::", "pulumi:providers:")
PARSE = "import sys, orjson; orjson.loads(open(sys.argv[1], 'rb').read())"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Best time of several runs in seconds, and peak memory in bytes."""

    seconds: float
    peak: int


def measure(command: list[str]) -> tuple[float, int]:
    """Run a command; give its wall time in seconds and its peak memory in bytes."""
    started = time.perf_counter()
    child = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=tempfile.gettempdir()
    )
    _, status, usage = os.wait4(child.pid, 0)
    taken = time.perf_counter() - started
    if os.waitstatus_to_exitcode(status) not in {0, 1, 3, 4}:
        message = f"{' '.join(command)} ended with {os.waitstatus_to_exitcode(status)}"
        raise SystemExit(message)
    return taken, usage.ru_maxrss * 1024


def race(commands: dict[str, list[str]]) -> dict[str, Run]:
    """Measure several commands turn by turn, so that all see the same machine."""
    found: dict[str, list[tuple[float, int]]] = {name: [] for name in commands}
    for _ in range(ROUNDS):
        for name, command in commands.items():
            found[name].append(measure(command))
    return {
        name: Run(seconds=min(t for t, _ in runs), peak=max(p for _, p in runs))
        for name, runs in found.items()
    }


def apart(work: Callable[..., None], *given: object) -> None:
    """Work in a process of its own: what a process holds counts as the memory of those it starts."""
    process = get_context("spawn").Process(target=work, args=given)
    process.start()
    process.join()
    if process.exitcode:
        raise SystemExit(process.exitcode)


@contextmanager
def slow_prometheus() -> Iterator[str]:
    """Run a server that answers as Prometheus does, each time after `DELAY` seconds."""
    answer = {"resultType": "vector", "result": [{"metric": {}, "value": [time.time(), "42"]}]}
    body = json.dumps({"status": "success", "data": answer}).encode()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            time.sleep(DELAY)
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name
            """Keep quiet."""

    class Server(ThreadingHTTPServer):
        request_queue_size = 128
        daemon_threads = True

    server = Server(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def ask(url: str, questions: int, concurrency: int) -> float:
    """Ask so many different questions in one round; give its time in seconds."""
    config = (
        f"sources: {{prom: {{type: prometheus, url: '{url}', concurrency: {concurrency}}}}}\n"
        "bindings: {load.cpu: {source: prom, query: 'cpu{name=\"{{ name }}\"}'}}"
    )
    live = read_live(config, "planguard.yaml", Surroundings())
    queries = [
        Query(topic="load.cpu", subject=f"aws_x.{n}", look=partial(at, {"name": n}))
        for n in range(questions)
    ]
    began = time.perf_counter()
    answers = live.round(seconds=60)(queries)
    taken = time.perf_counter() - began
    if not all(isinstance(answer, Fact) for answer in answers.values()):
        raise SystemExit("a question of the round was not answered")
    return taken


def rounds() -> None:
    """Print how long a round of questions takes beside asking one by one."""
    with slow_prometheus() as url:
        single = ask(url, ONE_BY_ONE, 1) / ONE_BY_ONE * QUESTIONS
        together = min(ask(url, QUESTIONS, 16) for _ in range(3))
    print(
        f"{QUESTIONS} questions to a source that takes {DELAY * 1000:.0f} ms: {together:.2f} s in "
        f"one round, {single:.1f} s one by one (of {ONE_BY_ONE}): {together / single:.2f}x"
    )


def rendering(plan: Path) -> None:
    """Print what writing a report takes beside the check it is of, all in this process."""
    gc.disable()
    began = time.perf_counter()
    report = analyze(load_plan(plan), policies=load_policies(), now=datetime.now(UTC))
    checked = time.perf_counter() - began
    told = []
    for name in RENDERED:
        writer = format_named(name)
        if writer is None:
            raise SystemExit(f"there is no format {name}")
        began = time.perf_counter()
        writer.write(report, Style())
        told.append(f"{name} {100 * (time.perf_counter() - began) / checked:.1f} %")
    gc.enable()
    print(f"rendering {plan.stem} resources beside their check: {', '.join(told)}")


def copied(value: Any, copy: int) -> Any:
    """Give one more copy of a part of a preview, with names of its own."""
    if isinstance(value, dict):
        return {copied(name, copy): copied(each, copy) for name, each in value.items()}
    if isinstance(value, list):
        return [copied(each, copy) for each in value]
    if isinstance(value, str) and value.startswith(("urn:pulumi:", "arn:")):
        return value if any(part in value for part in ONE_OF_ALL) else f"{value}-{copy}"
    return value


def unchanged(step: dict[str, Any]) -> dict[str, Any] | None:
    """Give a step as it is when the resource stays as it is; nothing for one not there yet."""
    old = step.get("oldState")
    if step["op"] == "same" or old is None:
        return step if old else None
    return {"op": "same", "urn": step["urn"], "oldState": old, "newState": old}


def write_preview(resources: int, path: Path) -> None:
    """Write the digest of a preview with so many resources: copies of those of a fixture."""
    digest = msgspec.json.decode(PREVIEW.read_bytes())
    root = [step for step in digest["steps"] if ONE_OF_ALL[0] in step["urn"]]
    rest = [step for step in digest["steps"] if step not in root]
    still = [step for step in map(unchanged, rest) if step]
    steps, copy = root, 0
    while len(steps) <= resources:
        steps = steps + copied(still if copy % (UNCHANGED + 1) else rest, copy)
        copy += 1
    digest |= {"steps": steps, "changeSummary": Counter(step["op"] for step in steps)}
    path.write_bytes(msgspec.json.encode(digest))


def previews() -> None:
    """Print what reading and checking of Pulumi's previews take beside parsing."""
    read = "import sys; from planguard.readers import read_plan\n"
    read += "import gc; gc.disable(); raw = open(sys.argv[1], 'rb').read()\n"
    print("preview of  file MB  orjson s   read s  ratio  check s  ratio  check MB  of file")
    with tempfile.TemporaryDirectory() as folder:
        for size in PREVIEW_SIZES:
            path = Path(folder) / f"{size}.json"
            apart(write_preview, size, path)
            runs = race(
                {
                    "orjson": [sys.executable, "-c", PARSE, str(path)],
                    "start": [sys.executable, "-c", read, str(path)],
                    "read": [sys.executable, "-c", f"{read}read_plan(raw, '')", str(path)],
                    "check": [sys.executable, "-m", "planguard", "check", str(path)],
                }
            )
            parse, check, size_bytes = runs["orjson"], runs["check"], path.stat().st_size
            # Imports take as long as a small preview, and are none of its reading.
            reading = runs["read"].seconds - runs["start"].seconds
            print(
                f"{size:10}{size_bytes / 1e6:9.1f}{parse.seconds:10.2f}{reading:9.2f}"
                f"{reading / parse.seconds:7.2f}{check.seconds:9.2f}"
                f"{check.seconds / parse.seconds:7.2f}{check.peak / 1e6:10.0f}"
                f"{check.peak / size_bytes:9.2f}",
                flush=True,
            )


def main() -> None:
    """Print one row for each size, then the growth of time per resource."""
    previews()
    sizes = [int(word) for word in sys.argv[1:]] or list(SIZES)
    default = ROOT.parent / "shared" / "bench" / "make-plan"
    generator = Path(os.environ.get("PLANGUARD_BENCH", default))
    if not generator.exists():
        raise SystemExit(f"no generator of plans at {generator}: set PLANGUARD_BENCH")
    print(
        "resources   file MB  orjson s  check s  ratio  orjson MB  check MB  of file  us/resource"
    )
    per_resource: dict[int, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            plan = Path(folder) / f"{size}.json"
            subprocess.run([sys.executable, str(generator), str(size), str(plan)], check=True)
            runs = race(
                {
                    "orjson": [sys.executable, "-c", PARSE, str(plan)],
                    "check": [sys.executable, "-m", "planguard", "check", str(plan)],
                }
            )
            parse, check, size_bytes = runs["orjson"], runs["check"], plan.stat().st_size
            per_resource[size] = check.seconds / size * 1e6
            print(
                f"{size:9}{size_bytes / 1e6:10.1f}{parse.seconds:10.2f}{check.seconds:9.2f}"
                f"{check.seconds / parse.seconds:7.2f}{parse.peak / 1e6:11.0f}"
                f"{check.peak / 1e6:10.0f}{check.peak / size_bytes:9.2f}{per_resource[size]:13.1f}",
                flush=True,
            )
            if size == RENDERED_SIZE:
                apart(rendering, plan)
            plan.unlink()
    if len(sizes) > 1:
        first = next((size for size in sizes if size >= SIZES[1]), sizes[0])
        growth = per_resource[sizes[-1]] / per_resource[first]
        print(f"time per resource, {sizes[-1]} against {first}: {growth:.2f}x")
    rounds()


if __name__ == "__main__":
    main()
