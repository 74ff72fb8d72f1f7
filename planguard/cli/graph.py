"""`planguard graph`: draw what depends on what in a plan."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from planguard.cli import completion
from planguard.cli.inputs import (
    ConfigOption,
    EventsOption,
    PlansArgument,
    SourceOption,
    StateOption,
    ToolOption,
    Wanted,
    match_addresses,
    open_case,
    read_config,
    study,
)
from planguard.cli.output import OutputOption, choice, plain, write_out
from planguard.errors import ConfigError
from planguard.formats import GRAPH_FORMATS, graph_format_named
from planguard.impact.painting import Painted, around_changes, paint
from planguard.model.picture import Picture
from planguard.model.redaction import Redactor
from planguard.model.words import Address

if TYPE_CHECKING:
    from planguard.cli.inputs import Study

_RENDERED = 500
"""Edges up to which Mermaid renders a flowchart."""
_SVG = "svg"
_SECONDS = 60
"""That Graphviz may take to set a drawing."""
_SMALLER = "--changed and --focus make it smaller"
_CONTROLS = {code: "\ufffd" for code in range(32) if chr(code) not in "\t\n"}
"""What SVG, which is XML, cannot hold; Graphviz would write it as it is."""


def graph(  # noqa: PLR0913 - one parameter for each option
    plan: PlansArgument,
    *,
    format_: Annotated[
        str,
        typer.Option(
            "--format", "-f", metavar="NAME", help="text, json, dot, mermaid, graphml or svg.",
            autocompletion=completion.graph_formats,
        ),
    ] = "text",
    focus: Annotated[
        list[str] | None,
        typer.Option(
            "--focus", metavar="ADDRESS",
            help="Only what is near a resource (or URN), module or instance; repeatable.",
        ),
    ] = None,
    depth: Annotated[
        int, typer.Option("--depth", min=0, help="Edges to follow from --focus, both ways.")
    ] = 2,
    changed: Annotated[
        bool,
        typer.Option("--changed", help="Only what changes, what notices it and what joins them."),
    ] = False,
    output: OutputOption = None,
    state: StateOption = None,
    events: EventsOption = None,
    config: ConfigOption = None,
    source: SourceOption = None,
    tool: ToolOption = "",
) -> int:  # fmt: skip
    """
    Draw what depends on what in a plan.

    Arrows lead from the dependent to the dependency and name the attributes that carry them.
    Dashed ones (~> in text) are inferred: a value in the state names the other's id or ARN, but
    nobody wrote a reference. Where many objects use all of many others, one group node stands
    between them. Names, verbs and actions are drawn, values of attributes never are.

    PLAN is JSON (of `terraform show -json`) or a binary plan file, - for standard input; or what
    Pulumi writes about one stack, in several files or as its state alone.

    --format json has nodes (address, type, verb, actions) and edges (from, to, links); graphml is
    read by networkx, yEd and Gephi; dot is for Graphviz and mermaid for Markdown pages. svg is
    drawn by Graphviz's dot, which must be on the PATH and has 60 seconds for it.

    Exit codes: 0 drawn, 2 bad input or arguments (or svg without Graphviz, or too large for it),
    70 a fault of planguard itself.
    """
    drawer = graph_format_named("dot" if format_ == _SVG else format_)
    if drawer is None:
        raise choice("--format", format_, [*GRAPH_FORMATS, _SVG])
    graphviz = _graphviz() if format_ == _SVG else ""
    wanted = Wanted(
        config=config, source=source, tool=tool, states=state or (), events=events or ()
    )
    found = study(open_case(plan, wanted, read_config(wanted)))
    shown = _selection(found, focus or [], depth, changed=changed)
    picture = paint(_scene(found), shown)
    text = drawer.draw(picture)
    text = plain(text) if drawer.name == "text" else text
    write_out(_svg(graphviz, text, picture) if graphviz else text, output)
    if drawer.name == "mermaid" and len(picture.edges) > _RENDERED:
        sys.stderr.write(
            f"planguard: Mermaid renders {_RENDERED} edges, this graph has {len(picture.edges)} "
            f"({_SMALLER})\n"
        )
    return 0


def _graphviz() -> str:
    """Find Graphviz before the plan is read, which may take a while."""
    if found := shutil.which("dot"):
        return found
    raise ConfigError(
        "--format svg",
        "is drawn by Graphviz, and its `dot` is not on the PATH",
        "install graphviz (apt, dnf, apk, brew, choco: graphviz), or take --format dot",
    )


def _svg(graphviz: str, text: str, picture: Picture) -> str:
    """Have Graphviz set and draw a graph."""
    size = f"{len(picture.nodes)} objects and {len(picture.edges)} edges"
    try:
        done = subprocess.run(  # noqa: S603 - the one on the PATH, no shell
            [graphviz, "-Tsvg"],
            input=text.translate(_CONTROLS).encode("utf-8", "replace"),
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        problem = f"Graphviz did not set {size} in {_SECONDS} seconds"
        raise ConfigError("--format svg", problem, _SMALLER) from None
    except OSError as error:
        problem = f"{graphviz} cannot be run: {error.strerror}"
        raise ConfigError("--format svg", problem, "take --format dot") from None
    if done.returncode or not done.stdout:
        problem = f"Graphviz could not draw {size} (it ended with {done.returncode})"
        raise ConfigError("--format svg", problem, f"{_SMALLER}, or take --format dot")
    return done.stdout.decode("utf-8", "replace").replace("\r\n", "\n")


def _scene(found: Study) -> Painted:
    plan = found.case.loaded.plan
    return Painted(
        plan=plan,
        graph=found.graph,
        actions=found.actions,
        impact=found.impact,
        redactor=Redactor(plan.secrets | found.actions.secrets, public=plan.resources),
    )


def _selection(found: Study, focus: list[str], depth: int, *, changed: bool) -> frozenset[Address]:
    nodes = frozenset(found.graph.nodes)
    if focus:
        centres = [each for word in focus for each in match_addresses(word, found.graph.nodes)]
        near = set(found.graph.neighbourhood(centres, depth))
        # What stands for many is drawn where it joins two that are drawn.
        near |= {
            group
            for group in found.graph.groups
            if near.intersection(found.graph.users(group))
            and near.intersection(found.graph.uses(group))
        }
        nodes &= near
    if changed:
        nodes &= around_changes(_scene(found))
    return nodes
