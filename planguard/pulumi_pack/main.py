"""
`planguard-analyzer`: the executable that Pulumi's engine starts as a policy pack.

    pulumi preview --policy-pack "$(which planguard-analyzer)"

The engine reads the port from the first line of standard output, so that nothing else is ever
written there, and calls back on it. A pack in a folder starts the same with `serve`.
"""

from __future__ import annotations

import os
import signal
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from types import FrameType

_LARGEST = 400 * 1024 * 1024
"""Bytes of one message, as in Pulumi's own plugins."""
_GRACE = 2.0
"""Seconds for calls under way when told to stop; the engine kills after five."""
_WITHOUT = "planguard: Pulumi's protocol is missing; install it with `pip install 'planguard-iac[pulumi]'`"
_USAGE = (
    "planguard: planguard-analyzer is started by Pulumi: "
    'pulumi preview --policy-pack "$(which planguard-analyzer)"'
)


def main() -> None:
    """Serve as the executable, called as `planguard-analyzer [FLAGS] ENGINE_ADDRESS`."""
    if not sys.argv[1:] or sys.argv[-1].startswith("-"):
        sys.exit(_fail(_USAGE))
    sys.exit(serve())


def serve() -> int:
    """
    Serve the engine until it cancels or signals; gives the exit code.

    It is 2, with one line on standard error, where Pulumi's SDK is not installed.
    """
    stop = Event()

    def stop_serving(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 - a signal's
        stop.set()

    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, stop_serving)
    try:
        # All of the protocol is an extra, and takes longest to import.
        import grpc  # noqa: PLC0415
        from pulumi.runtime.proto import analyzer_pb2_grpc  # noqa: PLC0415
    except ImportError:
        return _fail(_WITHOUT)
    sizes = [(f"grpc.max_{way}_message_length", _LARGEST) for way in ("receive", "send")]
    server = grpc.server(ThreadPoolExecutor(max_workers=4), options=sizes)
    port = server.add_insecure_port("127.0.0.1:0")
    sys.stdout.write(f"{port}\n")
    sys.stdout.flush()
    # The engine dials now, and waits for an answer until all of planguard is imported.
    from planguard.pulumi_pack.service import Analyzer  # noqa: PLC0415
    from planguard.pulumi_pack.session import Session  # noqa: PLC0415

    session = Session(folder=Path.cwd(), environ=dict(os.environ))
    analyzer_pb2_grpc.add_AnalyzerServicer_to_server(Analyzer(session, stop), server)
    server.start()
    while not stop.wait(1):
        pass
    server.stop(_GRACE).wait()
    return 0


def _fail(message: str) -> int:
    sys.stderr.write(f"{message}\n")
    return 2
