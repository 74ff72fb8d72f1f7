"""
Compare versions: newer, or older where versions certainly order and the new one is lower.

The details `from_version`, `to_version` and `version_step` (`major`, `minor`, `patch`, `other`)
say how big the step is, `version_order` whether it goes `up` or `down`, and nothing where versions
cannot be ordered; ranges (`~> 1.2`) order where no version is in both. For a database the engine
decides what a major version is. An `image` is compared
by its tag, and `mutable_tag` tells that the new tag is one that moves (`latest`, `main`, none at
all). A `hash` is never ordered, a `revision` (`family:12`) by its number within a family.

`end_of_life` gives the date from which the *new* version gets no more fixes, where planguard has it:
runtimes of Lambda and of Google's functions, clusters of EKS, GKE and AKS, the managed databases of
AWS and Azure, languages on App Service, MongoDB Atlas, and official images of languages and
distributions. The dates are those of endoflife.date and the vendors' pages, last compared on
2026-11-23. A new version that is known only after apply or is sensitive counts as newer, `inferred`.
"""

from __future__ import annotations

from collections.abc import Iterator

from planguard.actions.interface import Pair, Rule, Subject
from planguard.actions.providers.lifecycles import end_of_life, image_end_of_life
from planguard.actions.values.constraints import constraint_move_of
from planguard.actions.values.scalar import is_hidden, move, word_of
from planguard.actions.values.versions import (
    Move,
    image_of,
    move_of,
    runtime_move_of,
    tag_move_of,
)
from planguard.model.action import Action
from planguard.model.difference import is_nothing
from planguard.model.value import Unknown, Value, path_text
from planguard.model.words import Confidence

_RANGE = frozenset("<>=~!,")
"""Signs of a range of versions, as charts and constraints have them."""


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
        elif _RANGE.intersection(before + after):
            way = constraint_move_of(before, after)
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
                details=_details(subject, pair, way, str(what)),
            )


def _text(value: Value) -> str:
    is_text = isinstance(value, str | int | float) and not isinstance(value, bool)
    return str(value) if is_text else ""


def _image_move(before: str, after: str) -> Move:
    old, new = image_of(before), image_of(after)
    if old.repository != new.repository or old.tag == new.tag:
        return Move(older=False, step="other")
    return tag_move_of(old.tag, new.tag)


def _revision_move(before: str, after: str) -> Move:
    (family, _, old), (other, _, new) = before.rpartition(":"), after.rpartition(":")
    ordered = family == other and old.isdecimal() and new.isdecimal()
    if not ordered:
        return Move(older=False, step="other")
    return Move(older=int(new) < int(old), newer=int(new) > int(old), step="other")


def _engine(subject: Subject) -> str:
    return word_of(subject.change.after.get("engine")) or word_of(
        subject.change.before.get("engine")
    )


def _details(subject: Subject, pair: Pair, move: Move, what: str) -> dict[str, Value]:
    after: Value = _text(pair.after)
    if is_hidden(pair.after):
        after = pair.after if isinstance(pair.after, Unknown) else Unknown(reason="sensitive")
    details: dict[str, Value] = {
        "from_version": _text(pair.before),
        "to_version": after,
        "version_step": move.step,
        "version_order": move.order,
    }
    if what == "image" and isinstance(after, str) and after:
        image = image_of(after)
        details["mutable_tag"] = image.is_mutable
        details["to_version"] = image.tag or image.digest
        old = image_of(_text(pair.before))
        details["from_version"] = old.tag or old.digest
    if isinstance(after, str) and after and what in {"image", "runtime", "version"}:
        change = subject.change
        end = (
            image_end_of_life(after)
            if what == "image"
            else end_of_life(change.type, pair.path, after, {**change.before, **change.after})
        )
        details |= {"end_of_life": end} if end else {}
    return details
