"""`planguard pulumi`: a preview that is judged at once, and the files of a policy pack."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from planguard.cli.check import (
    ColorOption,
    FormatsOption,
    VerboseOption,
    judge_cases,
    shown_as,
)
from planguard.cli.inputs import (
    ActorOption,
    ConfigOption,
    EnvOption,
    PolicyOption,
    Wanted,
    case_of,
    read_config,
    read_policies,
)
from planguard.cli.live import (
    FactsOption,
    OfflineOption,
    RecordOption,
    TimeoutOption,
    asking,
)
from planguard.cli.output import OutputOption, write_out

app = typer.Typer(no_args_is_help=True, help="Judge what Pulumi is about to do.")


@app.command("preview")
def preview(  # noqa: PLR0913 - one parameter for each option
    arguments: Annotated[
        list[str] | None, typer.Argument(metavar="[-- ARGS]", hidden=True)
    ] = None,
    *,
    pulumi: Annotated[
        str,
        typer.Option(
            "--pulumi", envvar="PLANGUARD_PULUMI", metavar="COMMAND", help="Pulumi's CLI."
        ),
    ] = "pulumi",
    formats: FormatsOption = None,
    output: OutputOption = None,
    env: EnvOption = "",
    config: ConfigOption = None,
    policy: PolicyOption = None,
    actor: ActorOption = "",
    facts: FactsOption = None,
    record: RecordOption = None,
    offline: OfflineOption = False,
    timeout: TimeoutOption = "",
    verbose: VerboseOption = False,
    color: ColorOption = None,
) -> int:
    """
    Run `pulumi preview` and judge what it says, as check does.

    ARGS, after --, are those of `pulumi preview`: -- --stack prod --refresh. The preview is taken
    with everything it can tell (--json, --show-sames, --event-log, --save-plan) and the stack's
    state is exported; the documents lie in a private directory that is gone afterwards. With
    --save-plan FILE or --event-log FILE among ARGS these documents are kept there, too; `pulumi up
    --plan FILE` then does no more than what was judged.

    Exit codes: those of check; never 0 when the preview failed, 2 when there is none at all.
    """
    from planguard.load.pulumi_run import load_preview  # noqa: PLC0415 - only here

    shown = shown_as(formats, output, color=color, verbose=verbose)
    wanted = Wanted(config=config, env=env, actor=actor)
    settings = read_config(wanted)
    policies = read_policies(settings, policy)
    asked = asking(settings.live, facts=facts, offline=offline, timeout=timeout)
    loaded = load_preview(arguments or (), command=pulumi)
    cases = [case_of(each, wanted, settings) for each in loaded]
    return judge_cases(cases, policies, asked, shown, record)


@app.command("init-pack")
def init_pack(
    directory: Annotated[Path, typer.Argument(metavar="DIR", hidden=True)],
) -> int:
    """
    Write a policy pack that runs planguard inside Pulumi's engine.

    DIR gets the three files of a pack, for `pulumi preview --policy-pack DIR`. A CLI from 3.255 on
    needs no pack: `pulumi preview --policy-pack "$(which planguard-analyzer)"`.

    Exit codes: 0 written, 2 DIR holds such files already or cannot be written.
    """
    from planguard.pulumi_pack.files import write_pack  # noqa: PLC0415 - only here

    for path in write_pack(directory):
        write_out(f"{path}\n")
    return 0
