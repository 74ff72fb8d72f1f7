"""
Pulumi's command line as far as it is called here: replays a recorded run, checks its flags.

Runs as a program of its own. What it replays and how it behaves is in the directory
`FAKE_PULUMI`: preview.json, events.ndjson, plan.json, state.json, and settings.json with

    version     what `pulumi version` says
    unknown     flags an older CLI does not know
    code        exit code of the preview
    says        what the preview writes to standard error
    noise       what stands before its JSON
    export      exit code of `stack export`
    stacks      stacks that there are; none: any
    saves       whether it saves a plan that it is asked for
    sleep       seconds the preview takes; an interrupt ends it with 1

Every call is written to calls.ndjson.
"""

from __future__ import annotations

import json
import os
import signal
import stat
import sys
import time
from pathlib import Path
from typing import Any, NoReturn

PLACE = Path(os.environ["FAKE_PULUMI"])
SETTINGS: dict[str, Any] = json.loads((PLACE / "settings.json").read_bytes())
SWITCHES = {
    "--non-interactive", "--json", "--show-sames", "--refresh", "--show-secrets", "--yes",
    "--skip-preview", "--diff", "--continue-on-error",
}  # fmt: skip
VALUED = {
    "--stack", "--cwd", "--event-log", "--save-plan", "--plan", "--exec-kind", "--client",
    "--target", "--page-size", "--page", "--color", "--message",
}  # fmt: skip
HIDDEN = {"--event-log"}
"""Flags that are there for those alone who debug commands."""


def main() -> None:
    """Do as the words say."""
    words, flags = parse(sys.argv[1:])
    plan = flags.get("--save-plan")
    mode = stat.S_IMODE(Path(plan).parent.stat().st_mode) if plan else 0
    with (PLACE / "calls.ndjson").open("a", encoding="utf-8") as calls:
        calls.write(json.dumps({"words": words, "flags": flags, "mode": mode}) + "\n")
    match words:
        case ["version"]:
            say(SETTINGS["version"])
        case ["stack", "select" | "init"]:
            know(flags)
        case ["stack", "export"]:
            know(flags)
            say((PLACE / "state.json").read_text(encoding="utf-8"))
            sys.exit(SETTINGS["export"])
        case ["stack", "output"]:
            say("{}")
        case ["stack", "history"]:
            say(json.dumps([HISTORY]))
        case ["preview"]:
            know(flags)
            preview(flags)
        case ["up"]:
            know(flags)
            up(flags)
        case _:
            fail(f"unknown command {' '.join(words)!r}", 255)


HISTORY = {
    "kind": "update", "startTime": "2026-01-01T00:00:00.000Z", "message": "", "environment": {},
    "config": {}, "result": "succeeded", "endTime": "2026-01-01T00:00:01.000Z", "version": 2,
}  # fmt: skip


def parse(arguments: list[str]) -> tuple[list[str], dict[str, str]]:
    """Sort words and flags; those that are not known end the run as they do with cobra."""
    words: list[str] = []
    flags: dict[str, str] = {}
    rest = iter(arguments)
    for each in rest:
        name, equals, value = each.partition("=")
        if not each.startswith("-"):
            words.append(each)
        elif name not in known():
            fail(f"unknown flag: {name}", 255)
        elif name in flags and name in VALUED:
            fail(f"{name} is given twice", 2)
        else:
            flags[name] = value if equals else (next(rest) if name in VALUED else "true")
    return words, flags


def known() -> set[str]:
    """Give the flags of this version."""
    hidden = set() if os.environ.get("PULUMI_DEBUG_COMMANDS") == "true" else HIDDEN
    return (SWITCHES | VALUED) - hidden - set(SETTINGS["unknown"])


def know(flags: dict[str, str]) -> None:
    """Refuse a stack that is not there."""
    if "--cwd" in flags:
        os.chdir(flags["--cwd"])
    stack = flags.get("--stack", "")
    if SETTINGS["stacks"] and stack.rpartition("/")[2] not in SETTINGS["stacks"]:
        fail(f"no stack named '{stack}' found", 255)


def preview(flags: dict[str, str]) -> None:
    """Write the documents that are asked for, in the engine's order."""
    assert os.environ.get("PULUMI_ENABLE_STREAMING_JSON_PREVIEW", "false") == "false"
    sys.stderr.write(SETTINGS["says"])
    sys.stderr.flush()
    if SETTINGS["sleep"]:
        signal.signal(signal.SIGINT, lambda *_: sys.exit(1))
        (PLACE / "running").write_text(str(os.getpid()), encoding="utf-8")
        time.sleep(SETTINGS["sleep"])
    digest = PLACE / "preview.json"
    if not digest.exists():
        sys.exit(SETTINGS["code"])
    log(flags)
    if "--save-plan" in flags and SETTINGS["saves"]:
        target = Path(flags["--save-plan"])
        target.write_bytes((PLACE / "plan.json").read_bytes())
        target.chmod(0o600)
    if "--json" not in flags:
        say("Previewing update (prod):\n\nResources:\n    ~ 1 to update")
        sys.exit(SETTINGS["code"])
    document = json.loads(digest.read_bytes())
    if "--show-sames" not in flags:
        document["steps"] = [each for each in document["steps"] if each["op"] != "same"]
    say(SETTINGS["noise"] + json.dumps(document, indent=2))
    sys.exit(SETTINGS["code"])


def up(flags: dict[str, str]) -> None:
    """Make the changes of a saved plan, which has to be the one that was saved."""
    if "--plan" in flags and (
        Path(flags["--plan"]).read_bytes() != (PLACE / "plan.json").read_bytes()
    ):
        fail("resource violates plan", 255)
    log(flags)
    say("Updating (prod):\n\nResources:\n    ~ 1 updated")


def log(flags: dict[str, str]) -> None:
    """Write the events to the file or the server that is told."""
    target = flags.get("--event-log", "")
    events = (PLACE / "events.ndjson").read_text(encoding="utf-8")
    if target.startswith("tcp://"):
        stream(target.removeprefix("tcp://"), events.splitlines())
    elif target:
        Path(target).write_text(events, encoding="utf-8")


def stream(address: str, events: list[str]) -> None:
    """Send the events as the engine does."""
    import grpc  # noqa: PLC0415 - only for those who listen
    from pulumi.runtime.proto import events_pb2, events_pb2_grpc  # noqa: PLC0415

    with grpc.insecure_channel(address) as channel:
        stub = events_pb2_grpc.EventsStub(channel)
        stub.StreamEvents(events_pb2.EventRequest(event=each) for each in events)


def say(text: str) -> None:
    """Write a text and the end of its line."""
    sys.stdout.write(f"{text}\n")


def fail(problem: str, code: int) -> NoReturn:
    """End as the CLI does with an error."""
    sys.stderr.write(f"error: {problem}\n")
    sys.exit(code)


if __name__ == "__main__":
    main()
