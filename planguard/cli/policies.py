"""`planguard policies`: list the policies, run their examples, print their schema."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from planguard.cli.inputs import ConfigOption, PolicyOption, Wanted, read_config
from planguard.cli.output import OutputOption, choice, write_out
from planguard.errors import ConfigError, PolicyError

if TYPE_CHECKING:
    from planguard.cli.policy_files import Listed
    from planguard.load.live import Live
    from planguard.model.topic import Topic
    from planguard.policy.reading import Policy
    from planguard.testing import ExampleResult

app = typer.Typer(rich_markup_mode=None)
_FORMATS = ("text", "json")


@app.callback(invoke_without_command=True)
def policies(
    context: typer.Context,
    *,
    format_: Annotated[
        str, typer.Option("--format", "-f", metavar="NAME", help="text or json.")
    ] = "text",
    config: ConfigOption = None,
    policy: PolicyOption = None,
) -> int:
    """
    List the policies that apply here.

    Each with its decision, the actions it is about, its parameters and where it comes from:
    shipped with planguard, or a file of your own. A parameter without a value leaves its policy
    out until planguard.yaml sets it; what planguard.yaml changed or switched off is said. A policy
    that asks live state names its topics, and those that no source answers here; a lane names the
    groups of policies it relaxes.

    Exit codes: 0 listed, 2 bad policy, configuration or arguments.
    """
    if context.invoked_subcommand is not None:
        return 0
    from planguard.cli.policy_files import list_policies  # noqa: PLC0415 - only for the listing

    if format_ not in _FORMATS:
        raise choice("--format", format_, _FORMATS)
    settings = read_config(Wanted(config=config))
    found = list_policies(settings, policy)
    if format_ == "json":
        rows = [_plain(each, settings.live) for each in found]
        write_out(json.dumps(rows, indent=2, ensure_ascii=False) + "\n")
    else:
        write_out("\n".join(_listing(found, settings.live)) + "\n")
    return 0


@app.command("test")
def run_all(
    folder: Annotated[Path | None, typer.Argument(metavar="[DIR]", hidden=True)] = None,
    *,
    config: ConfigOption = None,
) -> int:
    """
    Run the examples inside policy files.

    DIR is a folder of policy files, or one file; without it, the shipped policies and the folders
    of planguard.yaml are tested. Every example is a small plan and the outcome it must have.

    Exit codes: 0 all hold, 1 an example has another outcome, 2 a file cannot be used.
    """
    from planguard.load.policies import policy_files, shipped_folder  # noqa: PLC0415

    settings = read_config(Wanted(config=config))
    if folder is not None:
        folders = [folder]
    else:
        shipped = [shipped_folder()] if settings.shipped_policies else []
        folders = [*shipped, *settings.policy_folders]
    for each in folders:
        if not each.exists():
            raise ConfigError(str(each), "does not exist", "give a folder of policy files")
    files = [file for each in folders for file in policy_files(each)]
    if not files:
        raise ConfigError(
            ", ".join(map(str, folders)), "there are no policy files", "they end in .yaml or .yml"
        )
    codes = [_test_one(file, settings.live.topics) for file in files]
    write_out(f"\n{_counted(len(files), 'policy', 'policies')}: {_verdict(codes)}\n")
    return max(codes)


@app.command("schema")
def schema(output: OutputOption = None) -> int:
    """
    Print the JSON Schema of a policy file.

    Exit codes: 0 printed, 2 the file cannot be written.
    """
    from planguard.policy.document import PolicyDocument  # noqa: PLC0415 - imports pydantic

    write_out(json.dumps(PolicyDocument.model_json_schema(), indent=2) + "\n", output)
    return 0


def _listing(found: tuple[Listed, ...], live: Live) -> Iterator[str]:
    for each in found:
        policy = each.policy
        word = "off" if each.off else policy.decision
        yield f"{policy.id}  {word}  on {', '.join(policy.on)}  ({policy.where_from})"
        yield f"  {policy.title}"
        yield from _asking(policy, live)
        if each.off:
            yield f"  switched off: {each.off}"
        for name in sorted(policy.params):
            yield f"  {name} {_param(each, name)}  {each.document.params[name].about}"
        if policy.unset:
            yield f"  not enforced until set: {', '.join(policy.unset)}"
        yield ""
    left_out = sum(bool(each.policy.unset) for each in found)
    off = sum(bool(each.off) for each in found)
    said = [_counted(len(found), "policy", "policies")]
    said += [f"{left_out} not enforced until a parameter is set"] if left_out else []
    said += [f"{off} switched off"] if off else []
    yield f"{', '.join(said)}. More: planguard explain POLICY"


def _asking(policy: Policy, live: Live) -> Iterator[str]:
    if policy.ask:
        yield f"  asks {', '.join(each.name for each in policy.ask.values())}"
    if unbound := _unbound(policy, live):
        fate = f"leads to {policy.on_unbound}" if policy.on_unbound else "not enforced then"
        fate = "the lane stays closed" if policy.relax else fate
        yield f"  no source is bound to {', '.join(unbound)}: {fate}"
    if policy.groups:
        yield f"  in the groups {', '.join(policy.groups)}"
    if policy.relax:
        yield f"  a lane for the groups {', '.join(policy.relax)}"


def _unbound(policy: Policy, live: Live) -> list[str]:
    return [each.name for each in policy.ask.values() if not live.is_bound(each.name)]


def _param(each: Listed, name: str) -> str:
    value, default = each.policy.params[name], each.document.params[name].default
    if value is None:
        return "(not set)"
    shown = json.dumps(value, ensure_ascii=False)
    if value == default:
        return f"= {shown}"
    was = "" if default is None else f", default {json.dumps(default, ensure_ascii=False)}"
    return f"= {shown} (set{was})"


def _plain(each: Listed, live: Live) -> dict[str, object]:
    policy = each.policy
    return {
        "id": policy.id,
        "title": policy.title,
        "decision": policy.decision,
        "on": list(policy.on),
        "asks": {alias: asked.name for alias, asked in policy.ask.items()},
        "unbound": _unbound(policy, live),
        "on_unbound": str(policy.on_unbound or "skip"),
        "groups": list(policy.groups),
        "relax": list(policy.relax),
        "params": [
            {
                "name": name,
                "about": each.document.params[name].about,
                "value": policy.params[name],
                "default": each.document.params[name].default,
                "set": policy.params[name] != each.document.params[name].default,
            }
            for name in sorted(policy.params)
        ],
        "enforced": not policy.unset and not each.off,
        "off": each.off,
        "source": policy.where_from,
    }


def _test_one(file: Path, topics: Mapping[str, Topic]) -> int:
    from planguard.load.policies import load_policies  # noqa: PLC0415
    from planguard.testing import run_examples  # noqa: PLC0415 - imports pydantic

    try:
        # Run examples of what `check` would take, no more.
        load_policies([file], shipped=False, topics=topics)
        results = run_examples(file, topics)
    except PolicyError as error:
        write_out(f"error  {file.stem}\n  {error}\n")
        return 2
    failed = [each for each in results if not each.holds]
    word = "FAIL" if failed else "ok"
    told = _counted(len(results), "example", "examples") if results else "no examples"
    write_out(f"{word:5}  {file.stem}  {told}\n")
    for each in failed:
        write_out(f"  {each.name}: expected {each.expected}, found {each.outcome}{_why(each)}\n")
    return 1 if failed else 0


def _why(result: ExampleResult) -> str:
    (section,) = result.report.sections
    for finding in section.findings:
        return f": {finding.reason or finding.message}"
    named = ", ".join(sorted({action.id for action in section.actions})) or "none"
    return f" (actions of the example: {named})"


def _verdict(codes: list[int]) -> str:
    if not any(codes):
        return "all examples hold"
    parts = [
        f"{codes.count(code)} {words}"
        for code, words in ((1, "with another outcome"), (2, "not usable"))
        if code in codes
    ]
    return ", ".join(parts)


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
