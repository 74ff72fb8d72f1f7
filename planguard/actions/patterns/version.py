"""
Compare versions: newer, or older where versions certainly order and the new one is lower.

The details `from_version`, `to_version` and `version_step` (`major`, `minor`, `patch`, `other`)
say how big the step is; for a database the engine decides what a major version is. An `image` is
compared by its tag, and `mutable_tag` tells that the new tag is one that moves (`latest`, `main`,
none at all). A `hash` is never ordered, a `revision` (`family:12`) by its number within a family. For a Lambda `runtime`, `end_of_life` gives the date from
which the *new* runtime gets no more fixes. A new version that is known only after apply or is
sensitive counts as newer, `inferred`.
"""

from __future__ import annotations

from collections.abc import Iterator

from planguard.actions.interface import Pair, Rule, Subject
from planguard.actions.values.scalar import is_hidden, move, word_of
from planguard.actions.values.versions import (
    LAMBDA_END_OF_LIFE,
    Move,
    image_of,
    move_of,
    runtime_move_of,
)
from planguard.model.action import Action
from planguard.model.difference import is_nothing
from planguard.model.value import Unknown, Value, path_text
from planguard.model.words import Confidence


def compare(subject: Subject, rule: Rule) -> Iterator[Action]:
    """Give `newer` or `older` for every version under the rule's path."""
    what = rule.options.get("what")
    for pair in subject.pairs(rule.path):
        before, after = _text(pair.before), _text(pair.after)
        hidden = is_hidden(pair.before) or is_hidden(pair.after)
        if what == "hash" or hidden or not before or not after:
            way = Move(older=False, step="other")
        elif what == "image":
            way = _image_move(before, after)
        elif what == "revision":
            way = _revision_move(before, after)
        elif what == "runtime":
            way = runtime_move_of(before, after)
        else:
            way = move_of(before, after, _engine(subject))
        if action_id := rule.actions.get("older" if way.older else "newer"):
            unset = is_nothing(pair.after)
            yield subject.action(
                action_id,
                pair,
                f"{path_text(pair.path)} {move(pair.before, pair.after)}",
                rule=rule,
                confidence=Confidence.INFERRED if hidden or unset else None,
                details=_details(pair, way, str(what)),
            )


def _text(value: Value) -> str:
    is_text = isinstance(value, str | int | float) and not isinstance(value, bool)
    return str(value) if is_text else ""


def _image_move(before: str, after: str) -> Move:
    old, new = image_of(before), image_of(after)
    if old.repository != new.repository or old.tag == new.tag:
        return Move(older=False, step="other")
    move = move_of(old.tag, new.tag)
    # Tags such as 142 count builds.
    return Move(older=move.older, step="other") if old.tag.isdecimal() else move


def _revision_move(before: str, after: str) -> Move:
    (family, _, old), (other, _, new) = before.rpartition(":"), after.rpartition(":")
    ordered = family == other and old.isdecimal() and new.isdecimal()
    return Move(older=ordered and int(new) < int(old), step="other")


def _engine(subject: Subject) -> str:
    return word_of(subject.change.after.get("engine")) or word_of(
        subject.change.before.get("engine")
    )


def _details(pair: Pair, move: Move, what: str) -> dict[str, Value]:
    after: Value = _text(pair.after)
    if is_hidden(pair.after):
        after = pair.after if isinstance(pair.after, Unknown) else Unknown(reason="sensitive")
    details: dict[str, Value] = {
        "from_version": _text(pair.before),
        "to_version": after,
        "version_step": move.step,
    }
    if what == "image" and isinstance(after, str) and after:
        image = image_of(after)
        details["mutable_tag"] = image.is_mutable
        details["to_version"] = image.tag or image.digest
        old = image_of(_text(pair.before))
        details["from_version"] = old.tag or old.digest
    if what == "runtime" and isinstance(after, str) and after in LAMBDA_END_OF_LIFE:
        details["end_of_life"] = LAMBDA_END_OF_LIFE[after]
    return details
