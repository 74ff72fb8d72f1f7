"""The pages of what people write and programs read: policy file, planguard.yaml, JSON report."""

from __future__ import annotations

import ast
import inspect
import json
import textwrap
from collections.abc import Mapping
from itertools import pairwise

from pydantic import BaseModel

from planguard.cli.init import CONFIG, POLICY, POLICY_NAME
from planguard.formats.json.document import report_schema
from planguard.load.config_document import ConfigDocument
from planguard.load.config_reading import config_schema
from planguard.policy import document
from planguard.policy.document import PolicyDocument

from .schema import fields_of, keys_of
from .text import anchor, code, written

_OF_POLICIES: Mapping[str, str] = {
    "id": 'the file\'s name; it names the offence, so that "allow ID" reads right',
    "title": "what is held back, in one line",
    "on": "actions the policy is about; globs such as `scale.*` are allowed",
    "per": "judged for each action, once for each changed object, or once for the plan",
    "where": "expression: which subjects the policy is about",
    "ask.NAME": "a topic, or one with `max_age`",
    "ask.NAME.topic": "what is asked",
    "when": "expression: true means that the policy fails",
    "params": "numbers and words that a team may set under `overrides`",
    "params.NAME.about": "what it sets",
    "params.NAME.default": "its value; without one the policy is off until it is set",
    "decision": "what a failure leads to",
    "on_unknown": "what follows when the outcome depends on something unknown",
    "on_unbound": "what follows when no source answers a topic; `skip`: listed as not enforced",
    "message": "what people read; `{{ expression }}` is filled in",
    "why": "why this is held back",
    "fix": "what to do",
    "examples": "changes with the outcome they must have",
    "examples[].name": "what the example shows",
    "examples[].expect": "the outcome of the policy",
    "examples[].change": "the one change of the plan",
    "examples[].changes": "several changes",
    "examples[].drift": "what was found changed outside the tool",
    "examples[].environment": "name of the environment",
    "examples[].protected": "whether it is protected",
    "examples[].live": "whether it is declared live",
    "examples[].params": "parameters that differ from their defaults",
    "type": "resource type",
    "verb": "what the provider does",
    "before": "attributes before",
    "after": "attributes after",
    "sensitive": "attributes marked sensitive",
    "name": "name of the resource",
    "order": "which half of a replacement comes first",
    "key": "instance key, of `count` or `for_each`",
    "moved_from": "address it was moved from",
}
_POLICY = """\
# Policy file

A policy is one YAML file. [Writing a policy](../policies.md) is the tutorial; this page lists every
key. `planguard policies schema` prints the JSON Schema, also here:
{{download}}`policy.schema.json <schemas/policy.schema.json>`.

## An example

`planguard init` writes this one as `policies/{name}`.

{example}
## Keys

`examples[].unchanged[]` and `examples[].drift[]` have the keys of `examples[].change`.

{keys}"""
_CONFIG = """\
# Configuration

`planguard.yaml` is looked for in the working directory and above it; `--config` names another file.
Flags win over `PLANGUARD_*` variables, those over the file. Unknown keys are errors, told with line and column.
`planguard config schema` prints the JSON Schema, also here:
{{download}}`config.schema.json <schemas/config.schema.json>`. `planguard config show` tells what
applies.

## The file that `planguard init` writes

{example}
## Keys

The keys of a source and of its bindings depend on its type: see [Sources](sources/index.md).

{keys}"""
_REPORT = """\
# JSON report

`planguard check PLAN --format json` writes it. Within version 1 fields may be added; none is
removed, none changes its meaning. `planguard schema report` prints the JSON Schema, also here:
{{download}}`report.schema.json <schemas/report.schema.json>`.

## The report

{top}
{objects}"""


def pages() -> dict[str, str]:
    """Give the pages of the three documents, and their schemas as files."""
    policy = PolicyDocument.model_json_schema()
    return {
        "policy-file.md": _POLICY.format(
            name=POLICY_NAME,
            example=code(POLICY, "yaml"),
            keys=keys_of(_short(policy), told=_told),
        ),
        "configuration.md": _CONFIG.format(
            example=code(CONFIG, "yaml"), keys=keys_of(ConfigDocument.model_json_schema())
        ),
        "report.md": _report(),
        "schemas/policy.schema.json": json.dumps(policy, indent=2) + "\n",
        "schemas/config.schema.json": config_schema(),
        "schemas/report.schema.json": report_schema(),
    }


def _short(policy: dict[str, object]) -> Mapping[str, object]:
    """Leave the keys of a change out where they are those of another change."""
    short: dict[str, object] = json.loads(json.dumps(policy))
    properties = short["$defs"]["Example"]["properties"]  # type: ignore[index]
    for name in ("changes", "unchanged", "drift"):
        properties[name]["items"] = {"type": "object"}
    return short


def _told(key: str) -> str:
    """Give the meaning of a key of a policy: told here, or beside the model's field."""
    name = key.rpartition(".")[2].removesuffix("[]")
    found = _OF_POLICIES.get(key) or _beside().get(name) or _OF_POLICIES.get(name)
    if not found:
        raise KeyError(key)
    return found


def _beside() -> Mapping[str, str]:
    """Read the docstrings below the fields of the policy document."""
    found: dict[str, str] = {}
    for each in vars(document).values():
        if not (inspect.isclass(each) and issubclass(each, BaseModel) and each is not BaseModel):
            continue
        (tree,) = ast.parse(textwrap.dedent(inspect.getsource(each))).body
        body = tree.body if isinstance(tree, ast.ClassDef) else []
        for field, text in pairwise(body):
            if (
                isinstance(field, ast.AnnAssign)
                and isinstance(field.target, ast.Name)
                and isinstance(text, ast.Expr)
                and isinstance(text.value, ast.Constant)
            ):
                found[field.target.id] = str(text.value.value).strip().rstrip(".")
    return found


def _report() -> str:
    schema = json.loads(report_schema())
    defs = schema["$defs"]

    def link_of(name: str) -> str:
        if "enum" in defs[name]:
            return " or ".join(f"`{word}`" for word in defs[name]["enum"])
        return f"[{_plain(name)}](#{anchor('report', name)})"

    objects = [
        f"({anchor('report', name)})=\n## {_plain(name)}\n\n"
        f"{written(each.get('description', ''))}\n\n{fields_of(each, link_of)}"
        for name, each in defs.items()
        if "enum" not in each
    ]
    return _REPORT.format(top=fields_of(schema, link_of), objects="\n".join(objects))


def _plain(name: str) -> str:
    """Write `NotEnforcedDocument` as people say it."""
    words = "".join(f" {each.lower()}" if each.isupper() else each for each in name)
    return words.strip().removesuffix(" document")
