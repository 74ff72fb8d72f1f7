"""The page of expressions, and the table of exit codes that other pages include."""

from __future__ import annotations

import inspect
import re
from collections.abc import Mapping

from planguard.cli import BAD_INPUT, OUR_FAULT
from planguard.model import action
from planguard.model.fact import SUBJECT_FIELDS
from planguard.model.report import CANNOT_DECIDE, EXIT_CODES
from planguard.model.topic import COMMON_FIELDS, EVENT_GROUPS, LIST_FIELDS
from planguard.model.words import Decision
from planguard.policy.vocabulary import ROOTS
from planguard.sources.interface.template import PIPELINE_FIELDS

from .text import table, written

_OPEN = "*"
_NAMED = {
    "before": "attributes before the change, by name: `.NAME`",
    "after": "attributes after the change, by name: `.NAME`",
    "tags": "tags or labels, by name: `.NAME`",
    "variables": "input variables, by name: `.NAME`",
    "types": "number of those of a type: `.aws_ecs_service`",
}
_ABOUT = {
    "action": "The action that is judged. Absent from policies that are judged per change.",
    "change": "The change behind it.",
    "resource": "The object that is changed.",
    "plan": "The plan as a whole.",
    "env": "The environment the plan is for.",
    "impact": "How far the change reaches.",
    "actor": "Who asks for the apply.",
    "now": "The time of the check, in UTC, to compare with `timestamp(...)`.",
    "params": "The policy's own parameters: `params.NAME`.",
}
_FRONT = """\
# Names in expressions

`where` and `when` of a policy, and the places in its texts, are expressions in
[CEL](https://cel.dev). They may use these names; another one is an error when the file is read, with
line and column. A value that is known only after the apply, or that nobody can tell, makes what
depends on it unknown.

{roots}
## Facts

What a policy asks under `ask:` is a name of its own, such as `cpu` with `ask: {{cpu: load.cpu}}`. The
bare name is the answer. [Topics](topics.md) tells which fields each one has.

{facts}
A fact that is a list of events also has:

{events}
## Places in bindings

What a source is asked may hold places such as `{{{{ service }}}}` for the object in question. A value
is written there so that it cannot change the question. `{{{{ tags.team }}}}`, `{{{{ attributes.name }}}}`,
`{{{{ before.NAME }}}}` and `{{{{ after.NAME }}}}` name what is inside.

{places}
`{{{{ ci.NAME }}}}` tells of the pipeline that planguard runs in:

{pipeline}"""

MEANINGS = (
    (EXIT_CODES[Decision.ALLOW], "allowed, warnings included"),
    (EXIT_CODES[Decision.DENY], "denied"),
    (BAD_INPUT, "bad input, policy, configuration or arguments"),
    (EXIT_CODES[Decision.APPROVE], "approval needed"),
    (CANNOT_DECIDE, "cannot decide: the plan is not whole, or a policy cannot be evaluated"),
    (OUR_FAULT, "a fault of planguard itself; nothing was allowed"),
)


def pages() -> dict[str, str]:
    """Give the page of names and the included table of exit codes."""
    codes = table(("exit code", "meaning"), [(f"`{code}`", meaning) for code, meaning in MEANINGS])
    return {"expressions.md": _expressions(), "parts/exit-codes.md": codes}


def _expressions() -> str:
    return _FRONT.format(
        roots="\n".join(_root(root) for root in ROOTS),
        facts=_names({f"cpu.{name}": what for name, what in COMMON_FIELDS.items()}),
        events=_names(
            {f"incident.{name}": what for name, what in {**LIST_FIELDS, **EVENT_GROUPS}.items()}
        ),
        places=_names(SUBJECT_FIELDS),
        pipeline=_names({f"ci.{name}": what for name, what in PIPELINE_FIELDS.items()}),
    )


def _root(root: str) -> str:
    fields = {f"{root}.{name}": _told(name, what) for name, what in ROOTS[root].items() if name}
    text = f"## `{root}`\n\n{_ABOUT[root]}\n\n"
    if root == "action":
        del fields["action.details"]
        fields |= {f"action.details.{name}": what for name, what in _details().items()}
    return text + _names(fields)


def _told(name: str, what: str) -> str:
    return _NAMED[name] if what == _OPEN else what


def _details() -> Mapping[str, str]:
    """Give the meaning of an action's details, which stands beside each name as a comment."""
    found = re.findall(r'"(\w+)": .*?,(?:  # (.+))?\n', inspect.getsource(action))
    told = {name: what for name, what in found if name in action.DETAILS}
    return {name: told[name] or name.replace("_", " ") for name in action.DETAILS}


def _names(fields: Mapping[str, str]) -> str:
    rows = [(f"`{name}`", written(what)) for name, what in fields.items()]
    return table(("name", "what it is"), rows)
