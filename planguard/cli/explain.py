"""`planguard explain`: what an action, a topic, a source, a policy or an object of a plan means."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from planguard.actions.taxonomy import ACTIONS
from planguard.cli import completion, knowledge
from planguard.cli.inputs import (
    ConfigOption,
    EnvOption,
    EventsOption,
    PolicyOption,
    SourceOption,
    StateOption,
    Study,
    ToolOption,
    Wanted,
    WorkspaceOption,
    match_addresses,
    open_case,
    read_config,
    read_policies,
    study,
)
from planguard.cli.output import near, plain, write_out
from planguard.cli.tokens import type_named
from planguard.errors import ConfigError
from planguard.load.config import Config
from planguard.model.topic import TOPICS, known_names, topic_named
from planguard.model.words import Address


def explain(  # noqa: PLR0913 - one parameter for each option
    word: Annotated[
        str,
        typer.Argument(
            metavar="ACTION|POLICY|TOPIC|SOURCE|ADDRESS",
            hidden=True,
            autocompletion=completion.words,
        ),
    ],
    plan: Annotated[list[str] | None, typer.Argument(metavar="[PLAN]", hidden=True)] = None,
    *,
    state: StateOption = None,
    events: EventsOption = None,
    env: EnvOption = "",
    workspace: WorkspaceOption = "",
    config: ConfigOption = None,
    policy: PolicyOption = None,
    source: SourceOption = None,
    tool: ToolOption = "",
) -> int:
    """
    Explain an action, a policy, a topic, a source or an object of a plan.

    ACTION is an action or a kind of them (scale.down, scale): what it means, what decides it,
    which policies name it and, with a PLAN, where it occurs.

    POLICY is an id: what the policy holds back and why, its conditions, parameters and remedy,
    what it asks of live state and which lanes relax it.

    TOPIC is what can be asked of live state (load.cpu): what the answer is, what expressions see
    of it, how it is bound and which policies ask it.

    SOURCE is a kind of source (prometheus) or the name of a configured one: what it reads, with
    which rights, when it does not know, and its keys in planguard.yaml.

    ADDRESS is a resource (or its URN), an instance or a module, and needs a PLAN: its change and
    what that means, with evidence, what it follows from and what follows, how far it reaches and
    by which way, what is not known yet, and every finding.

    PLAN is JSON (of `terraform show -json`) or a binary plan file, - for standard input; or what
    Pulumi writes about one stack, in several files or as its state alone.

    Exit codes: 0 explained, 2 unknown word, bad input or arguments.
    """
    wanted = Wanted(
        config=config,
        env=env,
        workspace=workspace,
        source=source,
        tool=tool,
        states=state or (),
        events=events or (),
    )
    told = bool(plan or state or events)
    settings = read_config(wanted)
    if word in ACTIONS or word in knowledge.kinds():
        found = study(open_case(plan or (), wanted, settings)) if told else None
        write_out(plain(_action(word, settings, policy, found)))
        return 0
    text = _policy(word, settings, policy) or _live(word, settings, policy)
    if text is None:
        if not told:
            raise _not_known(word, settings, policy)
        text = _address(word, study(open_case(plan or (), wanted, settings)), policy)
    write_out(plain(text))
    return 0


def _action(word: str, config: Config, folders: list[Path] | None, found: Study | None) -> str:
    from planguard.cli.explain_action import action_lines, kind_lines  # noqa: PLC0415 - only here

    if word not in ACTIONS:
        return "\n".join(kind_lines(word)) + "\n"
    policies = read_policies(config, folders)
    return "\n".join(action_lines(word, config, policies, found)) + "\n"


def _policy(word: str, config: Config, folders: list[Path] | None) -> str | None:
    from planguard.cli.explain_policy import policy_lines  # noqa: PLC0415 - only here
    from planguard.cli.policy_files import list_policies  # noqa: PLC0415

    listed = next(
        (each for each in list_policies(config, folders) if each.policy.id == word), None
    )
    if listed is None:
        return None
    return "\n".join(policy_lines(listed, read_policies(config, folders))) + "\n"


def _live(word: str, config: Config, folders: list[Path] | None) -> str | None:
    """Explain a topic, a kind of source or a configured source."""
    live = config.live
    topic = TOPICS.get(word) or topic_named(word, live.topics)
    if topic is not None:
        from planguard.cli.explain_topic import topic_lines  # noqa: PLC0415 - only here

        return "\n".join(topic_lines(word, topic, live, read_policies(config, folders))) + "\n"
    from planguard.sources import SOURCES, source_named  # noqa: PLC0415 - imports pydantic

    named = live.links[word].source.name if word in live.links else word
    if named not in SOURCES:
        return None
    from planguard.cli.explain_source import source_lines  # noqa: PLC0415 - only here

    source = source_named(named)
    return "\n".join(source_lines(source, live)) + "\n" if source else None


def _address(word: str, found: Study, folders: list[Path] | None) -> str:
    from planguard.cli.explain_address import Explained  # noqa: PLC0415 - only here
    from planguard.cli.inputs import judge_case  # noqa: PLC0415

    resources = found.case.loaded.plan.resources
    known = [*resources, *(change.address for change in found.case.loaded.plan.changes)]
    addresses = match_addresses(word, dict.fromkeys(known))
    if len(addresses) > 1:
        return _several(word, addresses)
    policies = read_policies(found.case.config, folders)
    report = judge_case(found.case, policies)
    return "\n".join(Explained(found, report.sections[0], addresses[0]).lines()) + "\n"


def _several(word: str, addresses: tuple[Address, ...]) -> str:
    rows = "".join(f"  {each}\n" for each in addresses)
    return f"{word} stands for {len(addresses)} objects; explain one of them:\n{rows}"


def _not_known(word: str, config: Config, folders: list[Path] | None) -> ConfigError:
    known = knowledge.entries(config.catalogue)
    if type_named(word, known) in known:
        return ConfigError(
            word, "is a resource type", f"`planguard actions --type {word}` tells its rules"
        )
    from planguard.sources import SOURCES  # noqa: PLC0415 - imports pydantic

    names = [*ACTIONS, *known_names(config.live.topics), *SOURCES, *config.live.links]
    names += [each.id for each in read_policies(config, folders)]
    advice = near(word, names) or "an address needs a plan: planguard explain ADDRESS PLAN"
    return ConfigError(word, "is no action, policy, topic or source", advice)
