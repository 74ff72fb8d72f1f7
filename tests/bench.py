"""
Measures whole checks of large plans beside the mere parsing of them, in one run.

Usage: bench.py [RESOURCES ...]. The plans come from the generator that PLANGUARD_BENCH names,
by default `make-plan` in the folder `shared/bench` beside the checkout.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

SIZES = (100, 1_000, 10_000, 50_000)
ROUNDS = 5
ROOT = Path(__file__).resolve().parent.parent
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


def main() -> None:
    """Print one row for each size, then the growth of time per resource."""
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
            plan.unlink()
    if len(sizes) > 1:
        first = next((size for size in sizes if size >= SIZES[1]), sizes[0])
        growth = per_resource[sizes[-1]] / per_resource[first]
        print(f"time per resource, {sizes[-1]} against {first}: {growth:.2f}x")


if __name__ == "__main__":
    main()
