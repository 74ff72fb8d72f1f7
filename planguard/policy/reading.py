"""
Reads policy files: text to a policy that is ready to judge, errors with line and column.

Files that come with planguard are checked by its tests, so they are taken as they are; importing
pydantic for them would cost more than judging a small plan.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from difflib import get_close_matches
from functools import cache, partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from planguard.errors import PolicyError
from planguard.model.action import is_one_of
from planguard.model.moment import span_of
from planguard.model.topic import Topic, known_names, topic_named
from planguard.model.value import Value
from planguard.model.words import Decision, Outcome
from planguard.policy.expression import Expression, ExpressionError, compile_expression
from planguard.policy.yaml_text import load_yaml, position, scalar_position

if TYPE_CHECKING:
    from planguard.policy.document import PolicyDocument


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message with its places to fill; it is compiled when it is first told, as few are."""

    compiled: Callable[[], tuple[str | Expression, ...]] = field(repr=False, compare=False)

    @property
    def pieces(self) -> tuple[str | Expression, ...]:
        """Texts and expressions in turn."""
        return self.compiled()


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A topic that a policy asks for, and how old its answer may be."""

    topic: Topic
    name: str
    """As asked for: `flag.checkout` is of the topic `flag.*`."""
    max_age: timedelta | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """A policy ready to judge; one with `relax` is a lane."""

    id: str
    title: str
    on: tuple[str, ...]
    per: str
    where: Expression
    ask: Mapping[str, Asked]
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
    groups: tuple[str, ...] = ()
    """What lanes may relax it as."""
    relax: tuple[str, ...] = ()
    """Groups whose findings become `decision` while this lane is open."""

    def concerns(self, action_id: str) -> bool:
        """Tell whether an action is one that the policy names."""
        return is_one_of(action_id, self.on)


EXPECTED = {
    "fail": Outcome.FAIL,
    "pass": Outcome.PASS,
    "unknown": Outcome.UNKNOWN,
    "skip": Outcome.SKIP,
}

_EXAMPLES = re.compile(r"^examples:", re.MULTILINE)
_PLACES = re.compile(r"\{\{\s*(.*?)\s*\}\}", re.DOTALL)
_TOP_KEY = re.compile(r"^[^\s#-]", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A policy file's keys, validated or trusted, not yet compiled."""

    id: str
    title: str
    on: Sequence[str]
    when: str
    decision: str
    message: str
    why: str
    fix: str
    per: str = "action"
    where: str = "true"
    ask: Mapping[str, Any] = field(default_factory=dict)
    """Alias -> topic, or a mapping with `topic` and `max_age`."""
    params: Mapping[str, Value] = field(default_factory=dict)
    """Defaults; `None` where there is none."""
    on_unknown: str = "approve"
    on_unbound: str = "skip"
    groups: Sequence[str] = ()
    relax: Sequence[str] = ()


def read_policy(
    text: str,
    where: str,
    name: str,
    *,
    settings: Mapping[str, Value] | None = None,
    topics: Mapping[str, Topic] = MappingProxyType({}),
    trusted: bool = False,
) -> Policy:
    """
    Read a policy file without its examples.

    `where` names the file in errors; `name` is the file's name without suffix, which must be the
    id; `settings` are the parameters a team has set, `topics` the topics it has declared; `trusted`
    leaves the validation out. Raises `PolicyError` with line and column.
    """
    head = text
    examples = _EXAMPLES.search(text)
    if examples and not _TOP_KEY.search(text, examples.end()):
        head = text[: examples.start()]
    draft = _trusted(head, where) if trusted else _draft(_validate(head, where))
    ask = {alias: _asked(alias, each, head, where, topics) for alias, each in draft.ask.items()}
    source = _Source(text=head, where=where, document=draft, ask=ask, trusted=trusted)
    return _compile(source, name, settings or {})


def read_document(text: str, where: str) -> PolicyDocument:
    """Read a policy file whole, examples included. Raises `PolicyError`."""
    return _validate(text, where)


def _validate(text: str, where: str) -> PolicyDocument:
    """Validate what people wrote; pydantic is imported here, when there is something to validate."""
    from pydantic import ValidationError  # noqa: PLC0415 - costs 60 ms

    from planguard.policy import document as models  # noqa: PLC0415
    from planguard.policy.problems import in_words, keys_of  # noqa: PLC0415

    loaded = _mapping(text, where)
    try:
        return models.PolicyDocument.model_validate(loaded)
    except ValidationError as error:
        first = error.errors()[0]
        place = position(text, where, keys_of(first))
        hint = "`planguard policies schema` prints the format"
        raise PolicyError(place, *in_words(first, models, hint)) from None


def _draft(document: PolicyDocument) -> Draft:
    defaults = {key: param.default for key, param in document.params.items()}
    keys = document.model_dump(exclude={"examples", "params"})
    return Draft(**keys, params=defaults)


def _trusted(text: str, where: str) -> Draft:
    keys = _mapping(text, where)
    params = keys.pop("params", {})
    defaults = {key: param.get("default") for key, param in params.items()}
    return Draft(**keys, params=defaults)


def _mapping(text: str, where: str) -> dict[str, Any]:
    loaded = load_yaml(text, where)
    if not isinstance(loaded, dict):
        raise PolicyError(where, "is no mapping of keys", "see `planguard init` for an example")
    # YAML 1.1 reads the key `on` as a boolean, and `when: true` holds one.
    keys = {("on" if key is True else key): value for key, value in loaded.items()}
    plain = {key: keys[key] for key in ("where", "when") if isinstance(keys.get(key), bool)}
    return {**keys, **{key: str(value).lower() for key, value in plain.items()}}


def _compile(source: _Source, name: str, settings: Mapping[str, Value]) -> Policy:
    document, text, where = source.document, source.text, source.where
    if document.id != name:
        raise PolicyError(
            position(text, where, ("id",)),
            f"the id is {document.id!r}, but the file is called {name!r}",
            "the id is the file's name",
        )
    if stray := sorted(set(settings) - set(document.params)):
        raise PolicyError(
            where,
            f"there is no parameter {stray[0]!r} in policy {document.id}",
            f"it has: {', '.join(sorted(document.params)) or 'none'}",
        )
    if document.relax and (document.decision == "deny" or document.per != "action"):
        raise PolicyError(
            position(text, where, ("relax",)),
            "a lane is judged per action and relaxes to `warn` or `approve`",
            "leave `per` out, and set `decision: warn`",
        )
    values = {**document.params, **settings}
    return Policy(
        id=document.id,
        title=document.title,
        on=tuple(document.on),
        per=document.per,
        where=source.expression("where", document.where),
        ask=source.ask,
        when=source.expression("when", document.when),
        params=values,
        unset=tuple(sorted(key for key, value in values.items() if value is None)),
        decision=Decision(document.decision),
        on_unknown=Decision(document.on_unknown),
        on_unbound=None if document.on_unbound == "skip" else Decision(document.on_unbound),
        message=source.message("message", document.message),
        why=document.why.strip(),
        fix=source.message("fix", document.fix.rstrip()),
        where_from=where,
        groups=tuple(document.groups),
        relax=tuple(document.relax),
    )


def _asked(alias: str, asked: Any, text: str, where: str, own: Mapping[str, Topic]) -> Asked:
    """Find the topic. Raises `PolicyError` when there is none of that name."""
    name, max_age = (
        (asked, None) if isinstance(asked, str) else (asked["topic"], asked.get("max_age"))
    )
    topic = topic_named(name, own)
    if topic is None:
        near = get_close_matches(name, known_names(own), n=2)
        raise PolicyError(
            position(text, where, ("ask", alias)),
            f"there is no topic {name!r}",
            f"did you mean {' or '.join(near)}?"
            if near
            else "`planguard topics` lists them; your own go under `topics:` in planguard.yaml",
        )
    limit = span_of(max_age) if max_age else topic.fresh_for
    return Asked(topic=topic, name=name, max_age=limit)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    """One file on its way to expressions."""

    text: str
    where: str
    document: Draft
    ask: Mapping[str, Asked]
    trusted: bool

    def expression(self, key: str, source: str, start: int = 0) -> Expression:
        """Compile what begins at `start` of the text under `key`."""
        facts = {alias: asked.topic for alias, asked in self.ask.items()}
        params = frozenset(self.document.params)
        try:
            return compile_expression(source, facts, params, trusted=self.trusted)
        except ExpressionError as error:
            whole = str(getattr(self.document, key))
            place = scalar_position(self.text, self.where, key, whole, start + error.offset)
            raise PolicyError(place, f"`{key}`: {error.problem}") from None

    def message(self, key: str, source: str) -> Message:
        compiled = cache(partial(self._pieces, key, source))
        if not self.trusted:
            compiled()
        return Message(compiled=compiled)

    def _pieces(self, key: str, source: str) -> tuple[str | Expression, ...]:
        pieces: list[str | Expression] = []
        end = 0
        for found in _PLACES.finditer(source):
            pieces.append(source[end : found.start()])
            pieces.append(self.expression(key, found[1], found.start(1)))
            end = found.end()
        pieces.append(source[end:])
        return tuple(piece for piece in pieces if piece)
