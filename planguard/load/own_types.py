"""Catalogue entries of a team's own: checked word by word, made into what the actions stage takes."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping

from planguard.actions.interface import (
    ALWAYS,
    ARRIVING,
    CHANGING,
    NOWHERE_ELSE,
    OTHERWISE,
    Elsewhere,
    Rule,
    TypeEntry,
)
from planguard.actions.patterns import PATTERNS
from planguard.actions.taxonomy import ACTIONS
from planguard.errors import ConfigError
from planguard.load.config_document import RuleDocument, TypeDocument, Word, Words
from planguard.model.action import ActionId
from planguard.model.words import Verb

PlaceOf = Callable[[tuple[str | int, ...]], str]
"""Gives `file:line:column` of what lies at some keys of the document."""

FINDINGS: Mapping[str, tuple[str, ...]] = {
    "annotations": ("changed",),
    "arm": (),
    "assignment": (),
    "bindings": (),
    "capabilities": (),
    "changed": ("changed",),
    "chart": (),
    "choice": (OTHERWISE,),
    "containers": (),
    "deadline": ("earlier", "later"),
    "document": (),
    "grants": (),
    "ingress": (),
    "isolation": (),
    "limit": ("narrower", "wider"),
    "manifest": (),
    "members": ("came", "gone", "swapped"),
    "number": ("up", "down", "zero"),
    "order": ("up", "down"),
    "permission": (),
    "prefix": ("wider", "narrower"),
    "presence": ("came", "gone", "changed"),
    "rbac": (),
    "retention": ("cut", "up", "unbounded", "off"),
    "role_members": (),
    "routes": (),
    "script": ("expose",),
    "secret": ("came", "gone", "changed"),
    "secret_keys": (),
    "service": (),
    "settings": (),
    "size": ("up", "down"),
    "template": (),
    "threshold": ("loosened",),
    "toggle": ("on", "off"),
    "variables": (),
    "verb": ("create", "update", "replace", "delete"),
    "version": ("newer", "older"),
    "weights": ("changed",),
}
"""What each pattern can find; one with nothing names its actions by itself."""
OPTIONS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "annotations": {"meanings": ()},
    "arm": {"patch": ()},
    "assignment": {"scope": (), "principal": (), "admin": ()},
    "bindings": {"subjects": (), "role": ()},
    "changed": {"both": (), "but": ()},
    "chart": {"values": (), "single": (), "rendered": ()},
    "choice": {"default": (), "both": ()},
    "containers": {"shape": ("task", "pod")},
    "deadline": {"both": ()},
    "document": {"kind": ("identity", "resource", "key", "trust", "boundary")},
    "grants": {"admin": ()},
    "ingress": {
        "shape": (
            *("blocks", "rule", "vpc-rule", "acl-rule", "ranges"),
            *("azure", "azure-rule", "span", "restrictions", "gate"),
            *("google", "google-rule", "google-rules"),
            *("google-armor", "google-masters", "google-networks"),
        ),
        "default": (),
    },
    "manifest": {"shown": ()},
    "number": {"whole": (), "absent": (), "zero_is": ("no-limit",)},
    "order": {"words": ()},
    "permission": {"principal": (), "action": (), "thing": (), "ties": (), "roots": ()},
    "presence": {"empty": ()},
    "retention": {
        "zero_is": ("for-ever", "nothing"),
        "block": (),
        "arriving": (),
        "unit": (),
        "unit_is": (),
    },
    "role_members": {
        "shape": ("binding", "policy", "access", "acl"),
        "role": (),
        "roots": (),
    },
    "secret_keys": {"encoded": (), "plain": ()},
    "service": {"spec": ()},
    "settings": {"nested": ()},
    "size": {"order": ()},
    "threshold": {"comparison": ()},
    "toggle": {"default": ()},
    "version": {"what": ("version", "image", "hash", "revision", "runtime")},
    "weights": {"target": (), "weight": ()},
}
"""Options of the patterns, with the words that are possible where these are few."""
_NEEDED: Mapping[str, tuple[str, ...]] = {
    "assignment": ("scope", "principal"),
    "bindings": ("subjects", "role"),
    "document": ("kind",),
    "ingress": ("shape",),
    "order": ("words",),
    "permission": ("principal", "action", "thing", "ties", "roots"),
    "role_members": ("shape", "role", "roots"),
    "secret_keys": ("encoded", "plain"),
    "service": ("spec",),
    "threshold": ("comparison",),
}
_USUAL = {
    "annotations": {"changed": "other.tags"},
    "limit": {"narrower": "access.revoke", "wider": "access.grant"},
    "script": {"expose": "secret.expose"},
    "secret": {"came": "secret.create", "gone": "secret.delete", "changed": "secret.change"},
    "threshold": {"loosened": "observability.alarm-loosened"},
    "weights": {"changed": "routing.traffic"},
}
VERBS: Mapping[str, frozenset[Verb]] = {
    **dict.fromkeys(
        (
            *("arm", "assignment", "bindings", "capabilities", "document", "grants", "ingress"),
            *("isolation", "manifest", "permission", "rbac", "role_members"),
        ),
        ALWAYS,
    ),
    **dict.fromkeys(
        ("chart", "containers", "script", "secret", "service", "settings", "variables"), ARRIVING
    ),
}
"""In which changes the patterns look; the others where something differs."""


def own_entries(
    documents: Mapping[str, TypeDocument], place_of: PlaceOf
) -> Mapping[str, TypeEntry]:
    """Make the entries. Raises `ConfigError` with line and column for a word that nobody knows."""
    for type_, document in documents.items():
        _check_type(document, lambda *keys, at=type_: place_of(("catalogue", at, *keys)))
    return {type_: _entry(type_, document) for type_, document in documents.items()}


def _check_type(document: TypeDocument, place: Callable[..., str]) -> None:
    for verb in ("create", "delete", "replace"):
        for position, name in enumerate(getattr(document, verb)):
            _known_action(name, place(verb, position))
    for position, rule in enumerate(document.rules):
        _check_rule(rule, lambda *keys, at=position: place("rules", at, *keys))


def _check_rule(rule: RuleDocument, place: Callable[..., str]) -> None:
    if rule.pattern not in PATTERNS:
        raise _not_one_of(place("pattern"), "pattern", rule.pattern, PATTERNS)
    if not rule.path and rule.pattern != "verb":
        raise ConfigError(place(), "the key `path` is missing", "it names the attribute")
    _check_actions(rule, place)
    _check_options(rule, place)


def _check_actions(rule: RuleDocument, place: Callable[..., str]) -> None:
    found = FINDINGS[rule.pattern]
    if rule.actions and not found:
        raise ConfigError(
            place("actions"),
            f"the pattern {rule.pattern} decides by itself which actions follow",
            "leave `actions` out",
        )
    if found and not (rule.actions or rule.pattern in _USUAL):
        raise ConfigError(place(), "the key `actions` is missing", _can_find(rule.pattern))
    for word, name in rule.actions.items():
        free = rule.pattern == "choice" or (rule.pattern == "members" and word.startswith("came "))
        if word not in found and not free:
            problem = f"the pattern {rule.pattern} never finds {word!r}"
            raise ConfigError(place("actions", word), problem, _can_find(rule.pattern))
        _known_action(name, place("actions", word))


def _check_options(rule: RuleDocument, place: Callable[..., str]) -> None:
    known = OPTIONS.get(rule.pattern, {})
    for option, value in rule.options.items():
        if option not in known:
            hint = f"it has: {', '.join(known) or 'none'}"
            problem = f"the pattern {rule.pattern} has no option {option!r}"
            raise ConfigError(place("options", option), problem, hint)
        if known[option] and value not in known[option]:
            raise _not_one_of(place("options", option), option, str(value), known[option])
    for needed in _NEEDED.get(rule.pattern, ()):
        if needed not in rule.options:
            words = f" ({', '.join(known[needed])})" if known[needed] else ""
            raise ConfigError(
                place(), f"the option `{needed}` is missing", f"options: {{{needed}: ...}}{words}"
            )
    if rule.pattern == "annotations":
        _check_meanings(rule.options.get("meanings", {}), place)


def _check_meanings(meanings: object, place: Callable[..., str]) -> None:
    """Check the actions of keys: one for a key, or one for each word it may change to."""
    if not isinstance(meanings, Mapping):
        raise ConfigError(
            place("options", "meanings"), "`meanings` must hold keys", "meanings: {KEY: ACTION}"
        )
    for key, meaning in meanings.items():
        words = meaning if isinstance(meaning, Mapping) else {"": meaning}
        for name in words.values():
            _known_action(str(name), place("options", "meanings", key))


def _can_find(pattern: str) -> str:
    if pattern == "choice":
        return "actions: {WORD: ACTION} for the words the attribute changes to"
    return f"it finds: {', '.join(FINDINGS[pattern])}"


def _known_action(name: str, place: str) -> None:
    if name not in ACTIONS:
        raise _not_one_of(place, "action", name, ACTIONS, "see `planguard actions`")


def _not_one_of(
    place: str, what: str, word: str, known: Iterable[str], otherwise: str = ""
) -> ConfigError:
    near = difflib.get_close_matches(word, list(known), n=3)
    hint = f"did you mean {' or '.join(near)}?" if near else ""
    hint = hint or otherwise or f"one of: {', '.join(sorted(known))}"
    return ConfigError(place, f"there is no {what} {word!r}", hint)


def _entry(type_: str, document: TypeDocument) -> TypeEntry:
    return TypeEntry(
        type=type_,
        role=document.role,
        create=tuple(map(ActionId, document.create)),
        delete=tuple(map(ActionId, document.delete)),
        replace=tuple(map(ActionId, document.replace)),
        ignore=frozenset(document.ignore),
        rules=tuple(map(_rule, document.rules)),
    )


def _rule(document: RuleDocument) -> Rule:
    actions = document.actions or _USUAL.get(document.pattern, {})
    if document.pattern in {"choice", "members"}:
        actions = {word.lower(): name for word, name in actions.items()}
    verbs = VERBS.get(document.pattern, CHANGING)
    if document.pattern == "verb":
        verbs = frozenset(map(Verb, actions))
    return Rule(
        pattern=document.pattern,
        path=document.path,
        actions={word: ActionId(name) for word, name in actions.items()},
        verbs=verbs | {Verb.CREATE} if document.on_create else verbs,
        options=document.options,
        only=_conditions(document.only),
        unless=_conditions(document.unless),
        elsewhere=_elsewhere(document),
    )


def _elsewhere(document: RuleDocument) -> Elsewhere:
    """Give the conditions on the object before the change, and on blocks."""
    written = (document.was, document.was_not, document.beside, document.not_beside)
    if not any(written):
        return NOWHERE_ELSE
    was, was_not, beside, not_beside = map(_conditions, written)
    return Elsewhere(was=was, was_not=was_not, beside=beside, not_beside=not_beside)


def _conditions(written: Mapping[str, Words]) -> Mapping[str, tuple[str, ...]]:
    return {
        path: tuple(map(_word, words if isinstance(words, list) else [words]))
        for path, words in written.items()
    }


def _word(value: Word) -> str:
    return "" if value is None else str(value).strip().lower()
