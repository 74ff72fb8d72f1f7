"""
Compare shares of traffic.

Written as blocks with a target and a weight, as a map of name to weight, as a list of numbers whose
places are the targets, or as one number. Weights of blocks, maps and lists are turned into shares of
their sum; a map of fractions (a Lambda alias), and blocks of which the rule says so, leave
the rest to the main target; where the rule says which attribute names the latest revision, a share
of the latest is one of that. `points` in the details are the percentage points of traffic that move
to other targets. One number has no sum: its points are the difference, and the magnitude is after
divided by before. Targets that come or go with one of several blocks around them (a route, with its
backends) are no shares that move. Weights or targets that are known only after apply give the action, `inferred`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from planguard.actions.interface import Pair, Rule, Subject
from planguard.actions.values.scalar import is_hidden, move, number_of, word_of
from planguard.model.action import NO_NUMBER, Action
from planguard.model.difference import is_nothing, same
from planguard.model.value import Unknown, Value, at, path_text
from planguard.model.words import Confidence

_REST = ""
_DOWN = ("forward", 0, "target_group")
"""How far below the block with the single target the blocks with weights stand."""
_ALL = 100.0


def compare(subject: Subject, rule: Rule) -> Iterator[Action]:
    """Give the rule's action for every place whose shares move."""
    action_id = rule.actions.get("changed")
    for pair in subject.pairs(rule.path):
        if not action_id:
            return
        before, after = number_of(pair.before), number_of(pair.after)
        if before is None and after is None and _is_one_of_several(subject, pair):
            continue
        magnitude: float | Unknown = NO_NUMBER
        points: float | Unknown | None
        if _is_hidden_in(pair, rule) or _is_main_hidden(subject, rule):
            points, said = Unknown(), f"{move(pair.before, pair.after)}"
        elif before is not None or after is not None:
            old, new = before or 0.0, after or 0.0
            points, said = min(abs(new - old), _ALL), f"goes from {old:g} to {new:g}"
            magnitude = new / old if old else NO_NUMBER
        else:
            points, said = _moved(
                *_latest_named(
                    subject,
                    rule,
                    _named_shares(subject.change.before, pair.before, pair, rule),
                    _named_shares(subject.change.after, pair.after, pair, rule),
                )
            )
        if points:
            yield subject.action(
                action_id,
                pair,
                f"{path_text(pair.path)} {said}",
                rule=rule,
                magnitude=magnitude,
                confidence=Confidence.INFERRED if isinstance(points, Unknown) else None,
                details={"points": points},
            )


def _is_one_of_several(subject: Subject, pair: Pair) -> bool:
    """Tell whether the targets came or went with one block of a list that has others."""
    change = subject.change
    for names, lacking in ((pair.ends_before, change.before), (pair.ends_after, change.after)):
        for length in range(len(pair.path) if names else 0, 0, -1):
            *around, step = pair.path[:length]
            if isinstance(step, int) and sum(isinstance(one, str) for one in around) == names:
                return bool(at(lacking, tuple(around)))
    return False


def _is_hidden_in(pair: Pair, rule: Rule) -> bool:
    """Tell whether a weight or a target on either side cannot be read."""
    names = [str(rule.options.get("target") or ""), str(rule.options.get("weight") or "")]
    for side in (pair.before, pair.after):
        blocks = side if isinstance(side, list | tuple) else (side,)
        for block in blocks:
            if is_hidden(block):
                return True
            if isinstance(block, Mapping) and any(
                is_hidden(value) for name, value in block.items() if name in names or not names[0]
            ):
                return True
    return False


def _is_main_hidden(subject: Subject, rule: Rule) -> bool:
    """Tell whether the main target, which takes what the weights leave, cannot be read."""
    name = str(rule.options.get("rest"))
    return is_hidden(subject.change.before.get(name)) or is_hidden(subject.change.after.get(name))


def _named_shares(
    side: Mapping[str, Value], value: Value, pair: Pair, rule: Rule
) -> dict[str, float]:
    """Give the percentage of traffic of every target, the main one by its name where it has one."""
    shares = _shares(value, rule) or _alone(side, pair, rule)
    return _called(shares, word_of(side.get(str(rule.options.get("rest")))))


def _alone(side: Mapping[str, Value], pair: Pair, rule: Rule) -> dict[str, float]:
    """Give all traffic to the single target that is named where there are no blocks."""
    name = rule.options.get("alone")
    if not isinstance(name, str):
        return {}
    block = tuple(pair.path[: -len(_DOWN)])
    target = word_of(at(side, (*block, name)))
    return {target: _ALL} if target else {}


def _latest_named(
    subject: Subject, rule: Rule, before: dict[str, float], after: dict[str, float]
) -> tuple[dict[str, float], dict[str, float]]:
    """Call the latest revision by its name, after the change too where no new one is made."""
    steps, made_of = str(rule.options.get("latest") or ""), str(rule.options.get("made_of"))
    change = subject.change
    path = tuple(int(step) if step.isdecimal() else step for step in steps.split("."))
    latest = word_of(at(change.before, path)).rpartition("/")[2] if steps else ""
    if not latest:
        return before, after
    stays = same(change.before.get(made_of), change.after.get(made_of))
    return _called(before, latest), _called(after, latest) if stays else after


def _called(shares: Mapping[str, float], latest: str) -> dict[str, float]:
    called: dict[str, float] = {}
    for name, share in shares.items():
        called[name or latest] = called.get(name or latest, 0.0) + share
    return called


def _named(target: Value) -> str:
    """Name a target; one that is a block of names goes by all of them."""
    if not isinstance(target, Mapping):
        return word_of(target)
    told = {name: value for name, value in sorted(target.items()) if not is_nothing(value)}
    plain = all(isinstance(value, str | int) for value in told.values())
    if not plain:
        return json.dumps(told, sort_keys=True, default=str)
    return ", ".join(f"{name} {value}" for name, value in told.items())


def _shares(value: Value, rule: Rule) -> dict[str, float]:
    """Give the percentage of traffic of every target."""
    target, weight = str(rule.options.get("target")), str(rule.options.get("weight"))
    weights: dict[str, float] = {}
    if isinstance(value, Mapping) and not rule.options.get("target"):
        weights = {name: number_of(one) or 0.0 for name, one in value.items()}
        given = sum(weights.values())
        if 0 < given < 1 or (not given and rule.options.get("rest")):
            weights[_REST] = 1 - given
    else:
        blocks = value if isinstance(value, list | tuple) else (value,)
        for position, block in enumerate(blocks, 1):
            if (alone := number_of(block)) is not None:
                weights[f"number {position}"] = alone
            elif isinstance(block, Mapping):
                number = number_of(block.get(weight))
                name = _named(block.get(target))
                weights[name] = weights.get(name, 0.0) + (1.0 if number is None else number)
        whole = number_of(rule.options.get("whole")) or 1
        if rule.options.get("rest") and (left := whole - sum(weights.values())) > 0:
            weights[_REST] = left
    total = sum(weights.values())
    return {name: _ALL * one / total for name, one in weights.items()} if total else {}


def _moved(before: Mapping[str, float], after: Mapping[str, float]) -> tuple[float, str]:
    """Give the percentage points that move, and a sentence about the largest move."""
    steps = {name: after.get(name, 0.0) - before.get(name, 0.0) for name in {**before, **after}}
    gained = sum(step for step in steps.values() if step > 0)
    lost = -sum(step for step in steps.values() if step < 0)
    points = round(max(gained, lost), 2)
    if not points:
        return 0.0, ""
    name = max(steps, key=lambda target: abs(steps[target]))
    share = f"{before.get(name, 0.0):g} % to {after.get(name, 0.0):g} %"
    who = name.rpartition(":")[2] or "the main target"
    return points, f"moves {points:g} points of traffic; {who} goes from {share}"
