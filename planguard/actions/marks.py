"""
Follows what is marked sensitive, and finds secrets that stand in clear, in objects of any type.

What a rule of the type's entry has looked into is left to it. Everywhere else a text counts that
has a secret's shape, or is a secret elsewhere in the plan, or holds one: in descriptions, names,
templates, tags and blocks of any depth. Where people choose the names themselves (tags, settings,
parameters, metadata) a literal under a name that suggests a secret counts as well; where they write
whole files, so do the literals in them. What the attribute held before is not told again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from planguard.actions.interface import Pair, Subject, TypeEntry
from planguard.actions.values.plain_secrets import Exposure, exposure, kinds
from planguard.actions.values.scripts import come_new, secrets_in
from planguard.model.action import Action
from planguard.model.secret_shape import names_secret, secret_kind
from planguard.model.value import PLAIN, Path, Sensitive, Unknown, Value, at, path_text
from planguard.model.words import Confidence, Role, Verb

TAG_NAMES = frozenset({"tags", "tags_all", "labels", "effective_labels", "terraform_labels"})
_UPDATES = frozenset({Verb.UPDATE, Verb.REPLACE})
_LOOKING = frozenset(
    ("variables", "script", "settings", "secret", "secret_keys", "containers", "chart", "manifest",
     "arm")
)  # fmt: skip
"""Patterns that look for secrets themselves."""
_PUBLIC = frozenset(
    {"id", "arn", "address", "endpoint", "dns_name", "region", "fingerprint", "etag"}
)
_CHOSEN = TAG_NAMES | {
    "annotations", "app_settings", "connection_string", "custom_parameters", "env", "env_vars",
    "environment", "environment_variables", "labels", "metadata", "parameters", "setting",
    "settings", "set", "site_config", "substitutions", "variables", "vars",
}  # fmt: skip
"""Attributes below which people choose the names."""
_WRITTEN = frozenset(
    ("body", "build_spec", "buildspec", "command", "commands", "config", "content", "custom_data",
     "definition", "inline", "manifest", "parameters_body", "parameters_content", "rendered", "script",
     "startup_script", "template",
     "template_body", "template_content", "user_data", "user_data_base64", "userdata", "values",
     "yaml_body", "yaml_body_parsed")
)  # fmt: skip
"""Attributes in which people write whole files."""
_KEEPERS = frozenset({Role.SECRET, Role.KEY})
_NOTHING: frozenset[str] = frozenset()
_NO_TEXT = PLAIN - {str}
_VALUES = frozenset({"value", "insecure_value"})
"""What a thing holds that people name."""


class _Text(NamedTuple):
    path: Path
    name: str
    """What people call it; empty where the provider does."""
    text: str


def by_marks(
    subject: Subject,
    entry: TypeEntry,
    differing: Mapping[str, tuple[Value, Value]],
    found: Iterable[Action],
) -> Iterator[Action]:
    """Give `secret.change` for what is marked, and `secret.expose` for what stands in clear."""
    actions = tuple(found)
    yield from _parameter(subject, differing)
    covered = {str(action.paths[0][0]) for action in actions if action.paths and action.paths[0]}
    covered |= {*_read_elsewhere(subject, entry)}
    looked = {rule.path.partition(".")[0] for rule in entry.rules if rule.pattern in _LOOKING}
    looked |= {
        str(action.paths[0][0])
        for action in actions
        if action.kind == "secret" and action.paths and action.paths[0]
    }
    told = {
        text
        for action in actions
        if action.id == "secret.expose" and isinstance(action.after, Sensitive)
        for text in action.after.strings()
    }
    for name in sorted(differing, key=lambda each: (each in TAG_NAMES, each)):
        before, after = differing[name]
        if after.__class__ in _NO_TEXT and not isinstance(before, Sensitive):
            continue
        if isinstance(before, Sensitive) or isinstance(after, Sensitive):
            if name not in covered and name not in TAG_NAMES and name not in entry.ignore:
                yield from _marked(subject, name, before, after)
            if isinstance(after, Sensitive):
                continue
        if subject.change.verb is not Verb.DELETE and name not in looked:
            yield from _in_clear(subject, entry, name, (before, after), told)


def _read_elsewhere(subject: Subject, entry: TypeEntry) -> Iterator[str]:
    """Name marked texts that a rule has read beside them, where they stand without the secrets."""
    for rule in entry.rules:
        if rule.pattern == "manifest":
            shown = str(rule.options.get("shown") or "")
            if isinstance(subject.change.after.get(shown), str):
                yield rule.path


def _parameter(subject: Subject, differing: Mapping[str, tuple[Value, Value]]) -> Iterator[Action]:
    """Find a secret in a parameter that keeps none, though the provider marks its value."""
    after = subject.change.after
    if subject.change.type != "aws_ssm_parameter" or after.get("type") == "SecureString":
        return
    before, value = differing.get("value", (None, None))
    name = str(after.get("name") or "").rpartition("/")[2]
    for text in value.strings() if isinstance(value, Sensitive) and before != value else ():
        kind = secret_kind(name, text)
        if kind and not isinstance(after.get("type"), Unknown):
            made_up = kind in {"chosen", "worded"}
            one = Exposure(
                text,
                "secret by its name" if made_up else kind,
                Confidence.GUESS if kind == "worded" else Confidence.INFERRED,
            )
            yield subject.action(
                "secret.expose",
                Pair(path=("value",), before=None, after=Sensitive(text)),
                f"the parameter is no SecureString and holds a secret ({one.said})",
                confidence=one.confidence,
                details=one.details,
            )


def _marked(subject: Subject, name: str, before: Value, after: Value) -> Iterator[Action]:
    if subject.change.verb not in _UPDATES or isinstance(after, str):
        return
    word = "secret.change" if before is not None and after is not None else (
        "secret.create" if before is None else "secret.delete"
    )  # fmt: skip
    yield subject.action(
        word,
        Pair(path=(name,), before=before, after=after),
        f"the sensitive attribute {name} differs",
        confidence=Confidence.INFERRED,
    )


def _in_clear(
    subject: Subject, entry: TypeEntry, root: str, sides: tuple[Value, Value], told: set[str]
) -> Iterator[Action]:
    """Give what is exposed below one attribute; `told` are the secrets of the change so far."""
    before, after = sides
    after_all = subject.change.after
    label = (after_all.get("name") or after_all.get("key")) if root in _VALUES else ""
    called = label if isinstance(label, str) else ""
    held = frozenset(_open_strings(before)) if before is not None else _NOTHING
    for place, name, text in _texts((root,), called, after, entry.role in _KEEPERS):
        if root in TAG_NAMES:
            # A tag is a place of its own; elsewhere what moves within the attribute is not new.
            held = frozenset(_open_strings(at(before, place[1:])))
        if text in held:
            continue
        came = [each for each in _found(subject, place, name, text, held) if each.text not in told]
        if came:
            told.update(each.text for each in came)
            where = f"the tag {place[-1]}" if root in TAG_NAMES else path_text(place)
            yield subject.action(
                "secret.expose",
                Pair(path=place, before=None, after=Sensitive([each.text for each in came])),
                f"{where} holds in clear what is a secret ({kinds(came)})",
                confidence=came[0].confidence,
                details=came[0].details if len(came) == 1 else None,
            )


def _found(
    subject: Subject, place: Path, name: str, text: str, held: frozenset[str]
) -> list[Exposure]:
    written = next((step for step in reversed(place) if isinstance(step, str)), "")
    if written in _WRITTEN or (_WRITTEN.intersection(place) and "\n" in text):
        before: set[Exposure] = set()
        for old in held:
            before |= secrets_in(old, subject.secrets)
        return come_new(before, secrets_in(text, subject.secrets))
    one = exposure(name, text, subject.secrets)
    if one is None or any(one.text in old for old in held):
        return []
    return [one]


def _open_strings(value: Value) -> Iterator[str]:
    """Give the texts under no mark: what loses its mark did not stand in clear before."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | Mapping):
        for inner in value.values():
            yield from _open_strings(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _open_strings(inner)


def _texts(path: Path, name: str, value: Value, keeps: bool) -> Iterator[_Text]:  # noqa: FBT001 - handed down
    """Give every text in clear that is not in the place the provider keeps secrets in."""
    if isinstance(value, str):
        own = next((step for step in reversed(path) if isinstance(step, str)), "")
        chosen = bool(name)
        if own in _PUBLIC or own.endswith(("_arn", "_fingerprint", "_hash", "_sha256", "_md5")):
            return
        if not chosen and (keeps or names_secret(own)):
            return
        yield _Text(path, name, value)
    elif isinstance(value, dict | Mapping):
        mine = _CHOSEN.intersection(path)
        label = value.get("name") or value.get("key")
        for key, inner in value.items():
            if inner.__class__ in _NO_TEXT:
                continue
            word = label if key == "value" and isinstance(label, str) else key if mine else ""
            yield from _texts((*path, key), word if isinstance(inner, str) else "", inner, keeps)
    elif isinstance(value, list | tuple):
        for position, inner in enumerate(value):
            if inner.__class__ not in _NO_TEXT:
                yield from _texts((*path, position), name, inner, keeps)
