"""The arguments of `pulumi preview`: which are ours to give, and what `stack export` needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from planguard.errors import ConfigError

_OURS = ("--json", "-j", "--show-sames", "--non-interactive")
_VALUED = {
    "--stack": "--stack",
    "-s": "--stack",
    "--cwd": "--cwd",
    "-C": "--cwd",
    "--event-log": "--event-log",
    "--save-plan": "--save-plan",
}
_REFUSED = {
    "--output": "the preview is read as --json",
    "--remote": "the preview has to run here, where its documents are",
}
_COMMANDS = ("pulumi", "preview", "up", "update", "destroy", "refresh")


@dataclass(frozen=True, slots=True, kw_only=True)
class Arguments:
    """The user's arguments of a preview, without those that are given anyway."""

    words: tuple[str, ...]
    stack_words: tuple[str, ...]
    """Those that say which stack, for other commands on it."""
    cwd: Path | None = None
    """Where Pulumi runs; `None` for here."""
    event_log: Path | None = None
    save_plan: Path | None = None
    """Where the user wants these documents."""


def arguments_of(words: Sequence[str]) -> Arguments:
    """Sort the arguments. Raises `ConfigError` for those that do not go with being read."""
    if words and words[0] in _COMMANDS:
        raise ConfigError(
            words[0],
            "stands where arguments of `pulumi preview` are expected",
            "planguard pulumi preview -- --stack NAME",
        )
    kept: list[str] = []
    values: dict[str, str] = {}
    rest = iter(words)
    for word in rest:
        name, value = _split(word)
        if name in _REFUSED:
            raise ConfigError(name, "cannot be given to the preview", _REFUSED[name])
        if name in _OURS:
            _refuse_off(name, value)
            continue
        if flag := _VALUED.get(name):
            values[flag] = next(rest, "") if value is None else value
            if not values[flag]:
                raise ConfigError(name, "needs a value", f"`-- {flag} VALUE`")
            continue
        kept.append(word)
    if "://" in values.get("--event-log", ""):
        raise ConfigError("--event-log", "must be a file here", "leave it out, or name a file")
    return _arguments(kept, values)


def _arguments(kept: list[str], values: dict[str, str]) -> Arguments:
    cwd = Path(values["--cwd"]) if "--cwd" in values else None

    def file(flag: str) -> Path | None:
        return (cwd or Path()).resolve() / values[flag] if flag in values else None

    stack_words = tuple(
        word for flag in ("--stack", "--cwd") if flag in values for word in (flag, values[flag])
    )
    return Arguments(
        words=(*stack_words, *kept),
        stack_words=stack_words,
        cwd=cwd,
        event_log=file("--event-log"),
        save_plan=file("--save-plan"),
    )


def _split(word: str) -> tuple[str, str | None]:
    """Take a flag and its value apart: `--stack=dev`, `-sdev`, `-s=dev`."""
    if word.startswith("--"):
        name, equals, value = word.partition("=")
        return name, value if equals else None
    if word[:2] in {"-s", "-C"} and len(word) > 2:  # noqa: PLR2004 - a dash and a letter
        return word[:2], word[2:].removeprefix("=")
    if word.startswith("-j="):
        return "-j", word[3:]
    return word, None


def _refuse_off(name: str, value: str | None) -> None:
    if value not in {None, "true", "1"}:
        raise ConfigError(name, "cannot be switched off", "the preview is read with it")
