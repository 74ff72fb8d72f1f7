"""`planguard sources`: the systems that can answer, those configured, and the rights they need."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import typer

from planguard.cli.inputs import ConfigOption, Wanted, read_config
from planguard.cli.output import OutputOption, choice, columns, filled, write_out
from planguard.errors import ConfigError
from planguard.model.redaction import HIDDEN, Redactor
from planguard.model.secret_shape import looks_secret, names_secret

if TYPE_CHECKING:
    from planguard.load.config import Config
    from planguard.load.live import Live
    from planguard.sources.asking import Link
    from planguard.sources.interface import Source

_FORMATS = ("text", "json")
_DISTRIBUTION = "planguard-iac"
_REQUIREMENT = re.compile(r"([\w.-]+).*;\s*extra\s*==\s*['\"]([\w-]+)['\"]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One option of a configured source; a variable is named, what it holds is not told."""

    name: str
    value: object
    variables: Mapping[str, bool]
    """Environment variables that it names -> whether they are set."""


def sources(
    *,
    iam_policy: Annotated[
        bool,
        typer.Option(
            "--iam-policy", help="Print the IAM policy that the bound topics need of AWS, as JSON."
        ),
    ] = False,
    format_: Annotated[
        str, typer.Option("--format", "-f", metavar="NAME", help="text or json.")
    ] = "text",
    output: OutputOption = None,
    config: ConfigOption = None,
) -> int:
    """
    List the sources of live state: those configured here and every kind there is.

    A configured source is shown with its options and the topics bound to it; of credentials only
    the names of variables and files, and whether the variables are set. A kind is shown with the
    extra it needs (`pip install 'planguard-iac[EXTRA]'`) and whether that is installed. Nothing is
    asked.

    `--iam-policy` prints the policy document with the least rights that the topics bound to
    sources of type aws need: read-only, for the role planguard runs as.

    Exit codes: 0 listed or printed, 2 bad configuration or arguments, or no aws source is bound.
    """
    if format_ not in _FORMATS:
        raise choice("--format", format_, _FORMATS)
    settings = read_config(Wanted(config=config))
    if iam_policy:
        write_out(json.dumps(_iam_policy(settings), indent=2) + "\n", output)
        return 0
    if format_ == "json":
        write_out(json.dumps(_plain(settings.live), indent=2, ensure_ascii=False) + "\n", output)
    else:
        write_out("\n".join(_lines(settings.live)) + "\n", output)
    return 0


def kinds() -> tuple[Source, ...]:
    """Give every kind of source."""
    from planguard.sources import SOURCES, source_named  # noqa: PLC0415 - only for live state

    return tuple(source for name in SOURCES if (source := source_named(name)) is not None)


def summary_of(source: Source) -> str:
    """Give the one line that a source's documentation begins with, without its name."""
    first = documentation_of(source).partition("\n\n")[0]
    return " ".join(first.split()).removeprefix(f"`{source.name}`: ").rstrip(".")


def documentation_of(source: Source) -> str:
    """Give the documentation of a kind of source."""
    return (source.__doc__ or "").strip()


def extra_of(source: Source) -> tuple[str, bool]:
    """Name the extra that a source needs, `""` for none, and tell whether it is installed."""
    needs: list[str] = []
    for requirement in _distribution_of(_DISTRIBUTION) or ():
        found = _REQUIREMENT.match(requirement)
        if found and found[2] == source.name:
            needs.append(found[1])
    installed = all(_distribution_of(each) is not None for each in needs)
    return (source.name if needs else ""), installed


def _distribution_of(name: str) -> Sequence[str] | None:
    """Give what an installed distribution requires; `None` when it is not installed."""
    from importlib.metadata import PackageNotFoundError, distribution  # noqa: PLC0415 - costs 20 ms

    try:
        return distribution(name).requires or ()
    except PackageNotFoundError:
        return None


def settings_of(link: Link, environ: Mapping[str, str]) -> Iterator[Setting]:
    """Give the options of a source that are not left at their defaults, secrets hidden."""
    from planguard.sources.interface.login import is_variable  # noqa: PLC0415 - imports pydantic

    redactor = Redactor(())
    told: Mapping[str, Any] = link.options.model_dump(
        mode="json", by_alias=True, exclude_defaults=True
    )
    for name, value in told.items():
        named = _texts(value) if name == "env" or name.endswith("_env") else []
        if not all(map(is_variable, named)):
            # Somebody wrote the secret where its variable's name belongs.
            yield Setting(name=name, value=HIDDEN, variables={})
            continue
        kept = value if named else _kept(value, name)
        yield Setting(
            name=name,
            value=redactor.plain(kept, "" if named or name.endswith("_file") else name),
            variables={redactor.text(each): bool(environ.get(each)) for each in named},
        )


def _kept(value: Any, name: str) -> Any:
    """Hide what somebody may have written down although it is secret, by where it stands."""
    if isinstance(value, Mapping):
        return {key: _kept(inner, key) for key, inner in value.items()}
    if isinstance(value, list):
        # Of a command: what follows `--token`.
        before = ["", *value[:-1]]
        return [
            _kept(each, str(last).lstrip("-") if str(last).startswith("-") else "")
            for last, each in zip(before, value, strict=True)
        ]
    if not isinstance(value, str):
        return value
    if name.endswith("_file"):
        return HIDDEN if looks_secret("secret", value) else value
    option, sign, _ = value.partition("=")
    if value.startswith("-") and sign and names_secret(option):
        return f"{option}={HIDDEN}"
    is_telling = names_secret(name) or name.lower().endswith("key")
    if is_telling and not value.startswith("-"):
        return HIDDEN
    address, sign, _ = value.partition("?")
    return f"{address}?{HIDDEN}" if sign and "://" in address else value


def _texts(value: object) -> list[str]:
    if isinstance(value, Mapping):
        return [str(each) for each in value.values()]
    return list(map(str, value)) if isinstance(value, list) else [str(value)]


def setting_text(setting: Setting) -> str:
    """Write an option as people read it."""
    value = setting.value
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    if not setting.variables:
        return text
    if len(setting.variables) == 1 and isinstance(value, str):
        return f"{text} ({_set(is_set=setting.variables[text])})"
    told = ", ".join(f"{name} {_set(is_set=is_set)}" for name, is_set in setting.variables.items())
    return f"{text} ({told})"


def _set(*, is_set: bool) -> str:
    return "set" if is_set else "not set"


def topics_of(link: Link, live: Live) -> tuple[str, ...]:
    """List the topics that are bound to a source."""
    return tuple(dict.fromkeys(each.name for each in live.bindings if each.link.name == link.name))


def _iam_policy(config: Config) -> object:
    live, where = config.live, str(config.path or "--iam-policy")
    if not any(link.source.name == "aws" for link in live.links.values()):
        hint = "`planguard explain aws` shows how: a source `type: aws`, and bindings to it"
        raise ConfigError(where, "no source of type aws is configured", hint)
    bound = {each.topic.name for each in live.bindings if each.link.source.name == "aws"}
    if not bound:
        hint = "such as `bindings: {backup.latest: {source: aws}}`"
        raise ConfigError(where, "no topic is bound to a source of type aws", hint)
    from planguard.sources.aws import iam_policy  # noqa: PLC0415 - only for this option

    return iam_policy(sorted(bound))


def _lines(live: Live) -> Iterator[str]:
    if live.links:
        yield "configured"
        for link in live.links.values():
            yield f"  {link.name}: {link.source.name}"
            rows = [(each.name, setting_text(each)) for each in settings_of(link, os.environ)]
            yield from columns(rows, "    ") if rows else ()
            yield from filled(f"answers: {', '.join(topics_of(link, live)) or 'nothing'}", 4)
    else:
        yield "configured: none; every topic is unbound (`planguard init` shows how to begin)"
    yield ""
    yield "kinds of sources"
    yield from columns(
        [(each.name, f"{summary_of(each)}{_extra_text(each)}") for each in kinds()], "  "
    )
    yield ""
    yield "More: planguard explain KIND tells what it reads, its rights and its keys"


def _extra_text(source: Source) -> str:
    extra, installed = extra_of(source)
    if not extra:
        return ""
    how = "installed" if installed else f"not installed: pip install '{_DISTRIBUTION}[{extra}]'"
    return f" (extra {extra}, {how})"


def _plain(live: Live) -> dict[str, object]:
    return {
        "configured": [
            {
                "name": link.name,
                "type": link.source.name,
                "options": {each.name: each.value for each in settings_of(link, os.environ)},
                "variables": {
                    name: is_set
                    for each in settings_of(link, os.environ)
                    for name, is_set in each.variables.items()
                },
                "topics": list(topics_of(link, live)),
            }
            for link in live.links.values()
        ],
        "kinds": [
            {
                "type": each.name,
                "about": summary_of(each),
                "topics": list(each.topics),
                "extra": extra_of(each)[0],
                "installed": extra_of(each)[1],
            }
            for each in kinds()
        ],
    }
