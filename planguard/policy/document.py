"""The policy file people write: its shape, its reading and its errors with line and column."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from planguard.errors import PolicyError
from planguard.model.value import Value
from planguard.model.words import Decision, Outcome
from planguard.policy.expression import Expression, ExpressionError, compile_expression

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
_STRICT = ConfigDict(extra="forbid", frozen=True)


class Param(BaseModel):
    """A number or word that a team may set in planguard.yaml."""

    model_config = _STRICT

    about: str
    default: Any = None
    """Absent: the policy is not enforced until the parameter is set."""


class ExampleChange(BaseModel):
    """A minimal change: what matters of it, the rest is made up."""

    model_config = _STRICT

    type: str
    name: str = "example"
    verb: Literal["create", "update", "replace", "delete", "forget", "read"] = "update"
    order: Literal["delete-first", "create-first"] = "delete-first"
    before: dict[str, Any] = Field(default_factory=dict)
    after: dict[str, Any] = Field(default_factory=dict)
    unknown: list[str] = Field(default_factory=list)
    """Top-level or dotted attributes known only after apply."""
    sensitive: list[str] = Field(default_factory=list)
    key: str | int = ""
    moved_from: str = ""
    references: dict[str, list[str]] = Field(default_factory=dict)
    """Attribute -> references, as `aws_kms_key.main.arn`."""


class Example(BaseModel):
    """A change and what the policy must say of it."""

    model_config = _STRICT

    name: str
    expect: Literal["fail", "pass", "unknown", "skip"]
    change: ExampleChange | None = None
    changes: list[ExampleChange] = Field(default_factory=list)
    unchanged: list[ExampleChange] = Field(default_factory=list)
    """Objects the plan knows and leaves alone; `before` holds their attributes."""
    drift: list[ExampleChange] = Field(default_factory=list)
    environment: str = "prod"
    protected: bool = True
    live: bool = False
    params: dict[str, Any] = Field(default_factory=dict)
    facts: dict[str, Any] = Field(default_factory=dict)
    """Topic -> value; a topic that is not listed is unknown."""
    plan: dict[str, Any] = Field(default_factory=dict)
    """Of the plan: `complete`, `errored`, `had_state`, `invocations`, `providers`, `modules`."""


class PolicyDocument(BaseModel):
    """One policy file."""

    model_config = _STRICT

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
    title: str
    on: Annotated[list[str], Field(min_length=1)]
    per: Literal["action", "change", "plan"] = "action"
    where: str = "true"
    ask: dict[Name, str] = Field(default_factory=dict)
    when: str
    params: dict[Name, Param] = Field(default_factory=dict)
    decision: Literal["warn", "approve", "deny"]
    on_unknown: Literal["allow", "warn", "approve", "deny"] = "approve"
    on_unbound: Literal["skip", "warn", "approve", "deny"] = "skip"
    message: str
    why: str
    fix: str
    examples: list[Example] = Field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message with its places to fill: texts and expressions in turn."""

    pieces: tuple[str | Expression, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """A policy ready to judge."""

    id: str
    title: str
    on: tuple[str, ...]
    per: str
    where: Expression
    ask: Mapping[str, str]
    when: Expression
    params: Mapping[str, Value]
    unset: tuple[str, ...]
    """Parameters without a default that nobody has set."""
    decision: Decision
    on_unknown: Decision
    on_unbound: Decision | None
    message: Message
    why: str
    fix: Message
    where_from: str
    """The file, for people."""

    def concerns(self, action_id: str) -> bool:
        """Tell whether an action is one that the policy names."""
        return any(fnmatchcase(action_id, glob) for glob in self.on)


EXPECTED = {
    "fail": Outcome.FAIL,
    "pass": Outcome.PASS,
    "unknown": Outcome.UNKNOWN,
    "skip": Outcome.SKIP,
}

_EXAMPLES = re.compile(r"^examples:", re.MULTILINE)
_TOP_KEY = re.compile(r"^\w+:", re.MULTILINE)


def read_policy(
    text: str, where: str, name: str, *, settings: Mapping[str, Value] | None = None
) -> Policy:
    """
    Read a policy file without its examples.

    `where` names the file in errors; `name` is the file's name without suffix, which must be the
    id; `settings` are the parameters a team has set. Raises `PolicyError` with line and column.
    """
    head = text
    examples = _EXAMPLES.search(text)
    if examples and not _TOP_KEY.search(text, examples.end()):
        head = text[: examples.start()]
    document = _validate(head, where)
    return _compile(document, where, name, head, settings or {})


def read_document(text: str, where: str) -> PolicyDocument:
    """Read a policy file whole, examples included. Raises `PolicyError`."""
    return _validate(text, where)


def _validate(text: str, where: str) -> PolicyDocument:
    loaded = load_yaml(text, where)
    if not isinstance(loaded, dict):
        raise PolicyError(where, "is no mapping of keys", "see `planguard init` for an example")
    if True in loaded:
        # YAML 1.1 reads the key `on` as a boolean.
        loaded = {("on" if key is True else key): value for key, value in loaded.items()}
    try:
        return PolicyDocument.model_validate(loaded)
    except ValidationError as error:
        first = error.errors()[0]
        place = position(text, where, first["loc"])
        raise PolicyError(place, describe(first), "see the policy format in the README") from None


def load_yaml(text: str, where: str) -> Any:
    """Parse YAML with the fast loader. Raises `PolicyError` with line and column."""
    try:
        return yaml.load(text, Loader=_LOADER)  # noqa: S506 - a safe loader, in C where there is one
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = f"{where}:{mark.line + 1}:{mark.column + 1}" if mark else where
        raise PolicyError(place, f"is no valid YAML: {error.problem}") from None
    except yaml.YAMLError:
        raise PolicyError(where, "is no valid YAML") from None


_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def position(text: str, where: str, keys: tuple[str | int, ...]) -> str:
    """Give `file:line:column` of what lies at `keys` in a YAML text."""
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    mark = node.start_mark if node else None
    for key in keys:
        if isinstance(node, yaml.MappingNode):
            found = [(k, v) for k, v in node.value if k.value == str(key)]
            if not found:
                break
            mark, node = found[0][0].start_mark, found[0][1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(key, int):
            if key >= len(node.value):
                break
            node = node.value[key]
            mark = node.start_mark
    return f"{where}:{mark.line + 1}:{mark.column + 1}" if mark else where


def describe(problem: Any) -> str:
    """Put a validation problem into words, without the value that was found."""
    path = ".".join(str(step) for step in problem["loc"])
    if problem["type"] == "extra_forbidden":
        return f"there is no key `{path}`"
    if problem["type"] == "missing":
        return f"the key `{path}` is missing"
    return f"`{path}`: {problem['msg'].removeprefix('Value error, ')}"


def _compile(
    document: PolicyDocument, where: str, name: str, text: str, settings: Mapping[str, Value]
) -> Policy:
    if document.id != name:
        raise PolicyError(
            position(text, where, ("id",)),
            f"the id is {document.id!r}, but the file is called {name!r}",
            "the id is the file's name",
        )
    facts, params = frozenset(document.ask), frozenset(document.params)
    if stray := sorted(set(settings) - params):
        raise PolicyError(
            where,
            f"there is no parameter {stray[0]!r} in policy {document.id}",
            f"it has: {', '.join(sorted(params)) or 'none'}",
        )

    def compiled(key: str, source: str) -> Expression:
        try:
            return compile_expression(source, facts, params)
        except ExpressionError as error:
            place = _inside(text, where, key, source, error.offset)
            raise PolicyError(place, f"`{key}`: {error.problem}") from None

    def message(key: str, source: str) -> Message:
        pieces = re.split(r"\{\{(.*?)\}\}", source, flags=re.DOTALL)
        return Message(
            pieces=tuple(
                compiled(key, piece.strip()) if odd % 2 else piece
                for odd, piece in enumerate(pieces)
                if piece
            )
        )

    values = {key: param.default for key, param in document.params.items()} | dict(settings)
    return Policy(
        id=document.id,
        title=document.title,
        on=tuple(document.on),
        per=document.per,
        where=compiled("where", document.where),
        ask=dict(document.ask),
        when=compiled("when", document.when),
        params=values,
        unset=tuple(sorted(key for key, value in values.items() if value is None)),
        decision=Decision(document.decision),
        on_unknown=Decision(document.on_unknown),
        on_unbound=None if document.on_unbound == "skip" else Decision(document.on_unbound),
        message=message("message", document.message),
        why=document.why.strip(),
        fix=message("fix", document.fix.strip()),
        where_from=where,
    )


def _inside(text: str, where: str, key: str, source: str, offset: int) -> str:
    """Find an offset of an expression in the file; plain one-line values keep their columns."""
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            if name.value == key:
                start = value.start_mark
                quoted = 1 if value.style in {"'", '"'} else 0
                if value.style in {"|", ">"}:
                    return f"{where}:{start.line + 2 + source[:offset].count(chr(10))}:1"
                return f"{where}:{start.line + 1}:{start.column + 1 + quoted + offset}"
    return where
