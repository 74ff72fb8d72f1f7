"""What the policies ask of live state, about whom, and how an answer is taken."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from planguard.model.fact import Answer, Fact, Look, Query, Unbound
from planguard.model.moment import ago_text, span_text
from planguard.model.redaction import HIDDEN, Redactor, name_of
from planguard.model.value import Path, Sensitive, Unknown, Value, at
from planguard.policy.expression import Failed, Lookup
from planguard.policy.reading import Asked, Policy
from planguard.policy.scope import Scene, Subject, tags_of
from planguard.policy.whereabouts import account_of, region_of

_ACTOR = "actor"
_OF_THE_PLAN = frozenset({"actor", "env", "now", "params", "plan"})
_OF_THE_CHANGE = _OF_THE_PLAN | {"change", "resource"}
"""Names that are the same for every action, and for every action of one change."""
_SKEW = timedelta(minutes=5)
"""How far another clock may be ahead of ours."""


def subjects(policy: Policy, scene: Scene) -> Iterator[Subject]:
    """Give what a policy is judged about: the plan, changes or actions."""
    if policy.per == "plan":
        yield Subject(scene=scene)
        return
    if policy.per == "change":
        yield from (
            Subject(scene=scene, change=change)
            for change in scene.plan.changes
            if any(map(policy.concerns, scene.action_ids(change.address)))
        )
        return
    for action in scene.actions_on(policy.on):
        yield Subject(scene=scene, action=action, change=scene.change_of(action))


def needed(policies: Sequence[Policy], scene: Scene, redactor: Redactor) -> tuple[Query, ...]:
    """List every question the policies have about this plan, each once."""
    found: dict[Query, Query] = {}
    for policy in policies:
        if policy.ask and not policy.unset:
            unasked = dict.fromkeys(policy.ask, Unknown(reason="not asked yet"))
            for subject in subjects(policy, scene):
                if where(policy, subject, subject.lookup(policy.params, unasked)) is not False:
                    for asked in policy.ask.values():
                        query = _query(asked, subject, redactor)
                        found.setdefault(query, query)
    return tuple(each for each in found if not (each.topic == _ACTOR and scene.actor))


def where(policy: Policy, subject: Subject, lookup: Lookup) -> Value | Failed:
    """Tell whether a policy is for a subject; without facts in it, the answer is kept."""
    roots = policy.where.roots
    if not roots.isdisjoint(policy.ask):
        return policy.where.evaluate(lookup)
    # Most ask for the environment alone, many for the object: one answer does for all its actions.
    action = id(subject.action) if not roots <= _OF_THE_CHANGE else 0
    change = id(subject.change) if not roots <= _OF_THE_PLAN else 0
    key = policy.id, action, change
    known = subject.scene.applies
    if key not in known:
        known[key] = policy.where.evaluate(lookup)
    return known[key]


def facts_of(
    policy: Policy, subject: Subject, answers: Mapping[Query, Answer]
) -> Mapping[str, Answer]:
    """Give the answer to each question of a policy about one subject, by its alias."""
    return {alias: _taken(asked, subject, answers) for alias, asked in policy.ask.items()}


def _taken(asked: Asked, subject: Subject, answers: Mapping[Query, Answer]) -> Answer:
    query, now = _bare(asked, subject), subject.scene.now
    if asked.name == _ACTOR and subject.scene.actor:
        seen = datetime.fromtimestamp(0, UTC) if isinstance(now, Unknown) else now
        who = subject.scene.actor
        return Fact(query=query, value=who, unit="", observed_at=seen, source="--actor")
    answer = answers.get(query, Unbound(topic=asked.name))
    if not isinstance(answer, Fact):
        return answer
    if isinstance(now, Unknown):
        return answer if asked.max_age is None else now
    if asked.topic.is_past and isinstance(answer.value, datetime) and answer.value - now > _SKEW:
        return Unknown(reason=f"says {ago_text(now - answer.value)}, where it is about the past")
    if asked.max_age is None:
        return answer
    age = now - answer.observed_at
    if age > asked.max_age:
        limit = span_text(asked.max_age)
        return Unknown(reason=f"too old: observed {span_text(age)} ago, and {limit} is the limit")
    if age < -_SKEW:
        return Unknown(reason=f"observed {span_text(age)} in the future: the clocks disagree")
    return answer


def screened(answers: Mapping[Query, Answer], redactor: Redactor) -> dict[Query, Answer]:
    """Hide in the answers what is secret in the plan or has a secret's shape."""
    return {query: _screened(answer, redactor) for query, answer in answers.items()}


def _screened(answer: Answer, redactor: Redactor) -> Answer:
    if isinstance(answer, Unknown):
        return replace(answer, reason=_printable(redactor.text(answer.reason)))
    if isinstance(answer, Fact):
        # Text takes the place of text, so that what is recorded is what was judged.
        value = (
            answer.value if isinstance(answer.value, datetime) else redactor.plain(answer.value)
        )
        if _is_lost(answer.value, value):
            return Unknown(reason="not told: the answer holds what is sensitive in the plan")
        source, detail = redactor.text(answer.source), redactor.text(answer.detail)
        told = value if isinstance(value, datetime) else _in_lines(value)
        return replace(answer, value=told, source=_printable(source), detail=_printable(detail))
    return answer


def _in_lines(value: Value) -> Value:
    if isinstance(value, str):
        return _printable(value)
    if isinstance(value, Mapping):
        return {_printable(key): _in_lines(inner) for key, inner in value.items()}
    return [_in_lines(inner) for inner in value] if isinstance(value, list) else value


def _printable(text: str) -> str:
    """
    Give text of others as one line without signs that steer.

    A line of its own could be a command to the CI system that shows the log.
    """
    if text.isprintable():
        return text
    return "".join(sign if sign.isprintable() else " " for sign in text)


_FOR_PEOPLE = frozenset({"title", "url"})


def _is_lost(value: object, shown: object) -> bool:
    """Tell whether a text that expressions compare is hidden: it would be equal to nothing."""
    if isinstance(value, Mapping) and isinstance(shown, Mapping):
        # A key may be hidden as well, so the fields are taken in order.
        pairs = zip(value.items(), shown.values(), strict=False)
        return any(_is_hidden(old, new) for (key, old), new in pairs if key not in _FOR_PEOPLE)
    if isinstance(value, list | tuple) and isinstance(shown, list):
        return any(map(_is_hidden, value, shown))
    return _is_hidden(value, shown)


def _is_hidden(value: object, shown: object) -> bool:
    return isinstance(value, str) and value != shown and HIDDEN in str(shown)


def _hide(value: Value, redactor: Redactor, name: str = "") -> Value:
    if isinstance(value, str):
        return Sensitive(value) if _is_hidden(value, redactor.plain(value, name)) else value
    if isinstance(value, Mapping):
        return {
            redactor.text(key): _hide(inner, redactor, name_of(value, key))
            for key, inner in value.items()
        }
    if isinstance(value, list | tuple):
        return [_hide(inner, redactor, name) for inner in value]
    return value


def _bare(asked: Asked, subject: Subject) -> Query:
    scene = subject.scene
    address = "" if asked.topic.of_plan else subject.address
    return Query(
        topic=asked.name, subject=address or scene.environment.name, plan=scene.plan.label
    )


def _query(asked: Asked, subject: Subject, redactor: Redactor) -> Query:
    about = Subject(scene=subject.scene) if asked.topic.of_plan else subject
    return replace(_bare(asked, subject), look=_screen(_look(about), redactor))


def _screen(look: Look, redactor: Redactor) -> Look:
    """Let nothing through that may not be told to another system."""

    def screened_look(path: Path) -> Value:
        if path[0] in _NO_SECRETS:
            return look(path)
        return _hide(look(path), redactor, _name(path, look))

    return screened_look


_NO_SECRETS = frozenset({"environment", "type"})
"""Names that the configuration and the provider give; were they hidden, no binding would fit."""


def _name(path: Path, look: Look) -> str:
    """Give the name that a value stands under, which may tell that it is a secret."""
    words = [step for step in path if isinstance(step, str)]
    beside = look(path[:-1]) if path[-1] == words[-1] == "value" and len(path) > 1 else None
    return name_of(beside, words[-1]) if isinstance(beside, Mapping) else words[-1]


def _look(subject: Subject) -> Look:
    scene, change = subject.scene, subject.change
    impact = scene.impact

    def look(path: Path) -> Value:
        root, rest = str(path[0]), path[1:]
        if root == "environment":
            return scene.environment.name
        if root == "plan":
            return scene.plan.label
        if change is None:
            return scene.environment.name if root == "address" else None
        if made := _FIELDS.get(root):
            return at(made(subject), rest)
        # A change must not choose by the tag that it sets whose state is looked at.
        if root == "service":
            return _only(subject.services_before, subject.services, "service")
        if root == "owner":
            now, planned = impact.owner_before(change.address), impact.owner(change.address)
            return _only(now, planned, "owner")
        return at(change.before or change.after, (root,))

    return look


def _only(now: Sequence[str], planned: Sequence[str], what: str) -> Value:
    if now != planned:
        return Unknown(reason=f"the change gives it another {what}")
    if len(now) > 1:
        return Unknown(reason=f"it has {len(now)} {what}s, not one")
    return now[0] if now else None


def _sides(subject: Subject) -> tuple[Mapping[str, Value], Mapping[str, Value]]:
    change = subject.change
    return (change.before, change.after) if change else ({}, {})


def _now_or_planned(subject: Subject) -> Value:
    before, after = _sides(subject)
    return before or after


_FIELDS: Mapping[str, Callable[[Subject], Value]] = {
    "address": lambda subject: subject.address,
    "type": lambda subject: subject.change.type if subject.change else None,
    "name": lambda subject: subject.change.resource.name if subject.change else None,
    "module": lambda subject: subject.change.resource.module if subject.change else None,
    "region": lambda subject: region_of(*_sides(subject)) or None,
    "account": lambda subject: account_of(*_sides(subject)) or None,
    "tags": lambda subject: tags_of(_now_or_planned(subject)),  # type: ignore[arg-type]
    "attributes": _now_or_planned,
    "before": lambda subject: _sides(subject)[0],
    "after": lambda subject: _sides(subject)[1],
}
