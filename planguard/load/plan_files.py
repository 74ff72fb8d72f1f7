"""Plan files: JSON, standard input, and the binary plan, which its own tool converts."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path

from planguard.errors import ConfigError, PlanFormatError
from planguard.model.plan import Plan
from planguard.readers import decode_text, kind_of, read_plan, read_plans

_ZIP = b"PK\x03\x04"
_TOOLS = ("terraform", "tofu")
_TIMEOUT = 300
_ALONE = ("terraform", "")
"""A plan by itself, or none at all, which its reader says best."""
_EXPECTED = {
    "state": (
        "--state", "is no state of Pulumi", "make one with `pulumi stack export > state.json`"
    ),
    "events": (
        "--events", "holds no events of Pulumi's engine",
        "make it with `pulumi preview --event-log FILE` (PULUMI_DEBUG_COMMANDS=true)",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A plan with what was done to get it."""

    plan: Plan
    path: Path | None
    """`None` for standard input."""
    converted_with: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Raw:
    """One document, not yet read."""

    content: bytes
    label: str
    path: Path | None
    converted_with: str = ""


def load_plan_file(name: str, *, tool: str = "") -> Loaded:
    """
    Read the plan at `name`; `-` is standard input.

    A binary plan file is converted by `tool`, else by `terraform` or `tofu` from the PATH, run in
    the directory that holds `.terraform`. Raises `PlanFormatError` or `ConfigError`.
    """
    return load_plan_files([name], tool=tool)[0]


def load_plan_files(
    names: Sequence[str],
    *,
    states: Sequence[str] = (),
    events: Sequence[str] = (),
    tool: str = "",
    state_alone: bool = False,
) -> tuple[Loaded, ...]:
    """
    Read the plans in several documents, in the order of the documents; `-` is standard input.

    What Pulumi wrote about one stack makes one plan, every other document is a plan by itself.
    `states` and `events` name documents that must be what they are given as. A state without
    anything else makes a plan without changes where it may be `state_alone`.
    Raises `PlanFormatError` or `ConfigError`.
    """
    given = [
        *((name, "") for name in names),
        *((name, "state") for name in states),
        *((name, "events") for name in events),
    ]
    if sum(name == "-" for name, _ in given) > 1:
        raise ConfigError("-", "standard input can be read only once")
    found: list[tuple[int, Loaded]] = []
    of_stacks: dict[int, _Raw] = {}
    for place, (name, expected) in enumerate(given):
        raw = _document(name, tool)
        kind = kind_of(decode_text(raw.content, raw.label))
        if expected and kind != expected:
            option, problem, hint = _EXPECTED[expected]
            raise PlanFormatError(f"{option} {name}", problem, hint)
        if kind in _ALONE:
            plan = read_plan(raw.content, raw.label)
            found.append(
                (place, Loaded(plan=plan, path=raw.path, converted_with=raw.converted_with))
            )
        else:
            of_stacks[place] = raw
    if of_stacks:
        _refuse_twice(of_stacks.values())
        found += _read_stacks(of_stacks, state_alone=state_alone)
    return tuple(each for _, each in sorted(found, key=itemgetter(0)))


def _document(name: str, tool: str) -> _Raw:
    """Fetch a document, the JSON of a binary plan."""
    if name == "-":
        content = sys.stdin.buffer.read()
        if content.startswith(_ZIP):
            raise PlanFormatError("standard input", "is a binary plan file", "give it as a file")
        return _Raw(content=content, label="standard input", path=None)
    if not name:
        raise PlanFormatError("", "the name of a plan is empty", "give the path of a plan file")
    path = Path(name)
    content = _bytes(path, name)
    if not content.startswith(_ZIP):
        return _Raw(content=content, label=name, path=path)
    command = _tool(tool, name)
    return _Raw(
        content=_show(command, path, name),
        label=name,
        path=path,
        converted_with=Path(command).name,
    )


def _refuse_twice(documents: Iterable[_Raw]) -> None:
    """Refuse what would be counted twice."""
    seen: set[Path] = set()
    for each in documents:
        path = each.path.resolve() if each.path else None
        if path in seen:
            raise ConfigError(each.label, "is given twice", "give every document once")
        if path is not None:
            seen.add(path)


def _read_stacks(documents: dict[int, _Raw], *, state_alone: bool) -> Iterator[tuple[int, Loaded]]:
    """Put together what Pulumi wrote; each plan stands where the document it is called by does."""
    plans = read_plans(
        [(each.content, each.label) for each in documents.values()], state_alone=state_alone
    )
    places = {each.label: place for place, each in reversed(documents.items())}
    first = next(iter(documents))
    for plan in plans:
        place = places.get(plan.label, first)
        yield place, Loaded(plan=plan, path=documents[place].path)


def _bytes(path: Path, name: str) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise PlanFormatError(name, "does not exist", "give the path of a plan file") from None
    except IsADirectoryError:
        raise PlanFormatError(name, "is a directory", "give the path of a plan file") from None
    except OSError as error:
        raise PlanFormatError(name, f"cannot be read: {error.strerror}") from None


def _tool(wanted: str, name: str) -> str:
    for command in (wanted,) if wanted else _TOOLS:
        if found := shutil.which(command):
            return found
    missing = wanted or "neither terraform nor tofu"
    raise ConfigError(
        name,
        f"is a binary plan file, and {missing} {'is not' if wanted else 'is'} on the PATH",
        "run `terraform show -json PLANFILE > plan.json` where the plan was made",
    )


def _show(command: str, path: Path, name: str) -> bytes:
    """Run `show` where the providers are, since it needs their schemas."""
    import subprocess  # noqa: PLC0415 - 3 ms that JSON does not need

    place = next(
        (
            folder
            for folder in (path.resolve().parent, Path.cwd())
            if (folder / ".terraform").is_dir()
        ),
        path.resolve().parent,
    )
    try:
        done = subprocess.run(  # noqa: S603 - the tool the user has on the PATH, no shell
            [command, "show", "-json", str(path.resolve())],
            cwd=place,
            capture_output=True,
            timeout=_TIMEOUT,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        raise PlanFormatError(name, f"{Path(command).name} show did not answer") from None
    if done.returncode:
        raise PlanFormatError(
            name,
            f"{Path(command).name} show -json cannot read it in {place.name or place}",
            f"run `{Path(command).name} init` there, or convert the plan where it was made",
        )
    return done.stdout
