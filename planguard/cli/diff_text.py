"""The difference of two reports in lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from planguard.cli.diff_compare import ChangeTurn, FindingTurn, SectionDifference, Turn, verdict
from planguard.formats.interface.wording import counted
from planguard.model.report import CANNOT_DECIDE
from planguard.model.words import Decision, Outcome, ReplaceOrder

if TYPE_CHECKING:
    from planguard.formats.json.document import (
        ChangeDocument,
        FindingDocument,
        ReportDocument,
        SectionDocument,
    )

_MOST = 20
"""Findings of one turn, changes and facts that are listed where not everything is asked for."""
_VERDICTS = {
    Decision.ALLOW: "allowed",
    Decision.WARN: "allowed with warnings",
    Decision.APPROVE: "approval needed",
    Decision.DENY: "denied",
}
_OUTCOMES = {Outcome.UNKNOWN: " (not known)", Outcome.ERROR: " (policy error)"}
_TURNS = {
    Turn.NEW: "New findings",
    Turn.SEVERER: "Severer than before",
    Turn.MILDER: "Milder than before",
    Turn.SOLVED: "Solved",
    Turn.SAME: "As before",
}


def difference_text(
    old: ReportDocument,
    new: ReportDocument,
    differences: Sequence[SectionDifference],
    *,
    verbose: bool,
) -> str:
    """Write the difference for a terminal."""
    lines = [f"then: {_told(old)}", f"now:  {_told(new)}"]
    for each in differences:
        lines += ["", *_section(each, verbose=verbose)]
    lines += ["", _summary(differences)]
    return "\n".join(map(_plain, lines)) + "\n"


def _told(report: ReportDocument) -> str:
    cannot = report.exit_code == CANNOT_DECIDE
    word = "cannot decide" if cannot else _VERDICTS[report.decision]
    return f"{word} (exit {report.exit_code})"


def _section(difference: SectionDifference, *, verbose: bool) -> Iterator[str]:
    yield _heading(difference)
    blocks = [
        _environment(difference),
        _changes(difference, verbose=verbose),
        *(_turned(difference, turn, verbose=verbose) for turn in _TURNS),
        _live(difference, verbose=verbose),
    ]
    told = [block for block in blocks if block]
    if not told:
        yield "  nothing is different"
    for place, block in enumerate(told):
        if place:
            yield ""
        yield from (f"  {line}" for line in block)


def _heading(difference: SectionDifference) -> str:
    then, now = difference.then, difference.now
    one, other = (_VERDICTS[verdict(each)] for each in (then, now))
    if then is None:
        return f"{now.label if now else ''}: {other}; this plan is new"
    if now is None:
        return f"{then.label}: was {one}; this plan is not in the second report"
    name = now.label if then.label == now.label else f"{then.label} -> {now.label}"
    return f"{name}: {other}" if one == other else f"{name}: {one} -> {other}"


def _environment(difference: SectionDifference) -> list[str]:
    if difference.then is None or difference.now is None:
        return []
    one, other = _place(difference.then), _place(difference.now)
    return [] if one == other else [f"environment: {one} -> {other}"]


def _place(section: SectionDocument) -> str:
    environment = section.environment
    kind = "protected" if environment.protected else "not protected"
    return ", ".join(filter(None, (environment.name or "not known", kind)))


def _changes(difference: SectionDifference, *, verbose: bool) -> list[str]:
    changes = difference.changes
    if not changes:
        return []
    added = sum(each.then is None for each in changes)
    gone = sum(each.now is None for each in changes)
    told = {
        "added": added,
        "gone": gone,
        "different": len(changes) - added - gone,
        "as before": difference.unchanged,
    }
    counts = ", ".join(f"{number} {word}" for word, number in told.items() if number)
    return [f"Changes: {counts}", *_listed(map(_change, changes), len(changes), verbose=verbose)]


def _change(each: ChangeTurn) -> str:
    then, now = each.then, each.now
    if then is None or now is None:
        sign, told = ("-", then) if now is None else ("+", now)
        return f"  {sign} {_verb(told)}  {each.address}{_actions(told)}"
    verb = _verb(now) if _verb(then) == _verb(now) else f"{_verb(then)} -> {_verb(now)}"
    if then.actions == now.actions:
        return f"  ~ {verb}  {each.address}{_actions(now)}"
    one, other = (_actions(side).strip() or "no action" for side in (then, now))
    return f"  ~ {verb}  {each.address}  {one} -> {other}"


def _verb(change: ChangeDocument | None) -> str:
    if change is None:
        return ""
    order = "" if change.order is ReplaceOrder.NOT_REPLACED else f" ({change.order})"
    return f"{change.verb}{order}"


def _actions(change: ChangeDocument | None) -> str:
    return f"  [{', '.join(change.actions)}]" if change and change.actions else ""


def _turned(difference: SectionDifference, turn: Turn, *, verbose: bool) -> list[str]:
    found = [each for each in difference.findings if each.turn is turn]
    if turn is not Turn.SAME or verbose:
        shown = found
    else:
        shown = [each for each in found if _standing(each.then) != _standing(each.now)]
    rest = len(found) - len(shown)
    if not shown:
        return [f"{counted(rest, 'finding')} as before (--verbose lists them)"] if rest else []
    lines = [_TURNS[turn], *_listed(map(_finding, shown), len(shown), verbose=verbose)]
    return [*lines, f"  {rest} more as before (--verbose lists them)"] if rest else lines


def _finding(each: FindingTurn) -> str:
    told, standing = each.told, _standing(each.now or each.then)
    if each.then and each.now and _standing(each.then) != standing:
        standing = f"{_standing(each.then)} -> {standing}"
    action = f"  ({told.action})" if told.action else ""
    because = f": {each.because}" if each.because else ""
    head = f"  {standing}  {told.policy}  {told.address or 'the plan'}{action}{because}"
    if each.turn is Turn.SOLVED:
        return head
    more = f"; not decided because {told.reason}" if told.reason else ""
    return f"{head}\n      {_flat(told.message)}{_flat(more)}"


def _standing(finding: FindingDocument | None) -> str:
    if finding is None:
        return ""
    return f"{finding.decision.upper()}{_OUTCOMES.get(finding.outcome, '')}"


def _live(difference: SectionDifference, *, verbose: bool) -> list[str]:
    facts = [
        f"  {each.topic}  {each.address or 'the plan'}: {each.then} -> {each.now}"
        for each in difference.facts
    ]
    return ["Live state", *_listed(facts, len(facts), verbose=verbose)] if facts else []


def _listed(lines: Iterable[str], number: int, *, verbose: bool) -> Iterator[str]:
    for place, line in enumerate(lines):
        if place == _MOST and not verbose:
            yield f"  and {number - _MOST} more (--verbose lists them)"
            return
        yield line


def _summary(differences: Sequence[SectionDifference]) -> str:
    worse = any(each.is_worse for each in differences)
    found = [each for difference in differences for each in difference.findings]
    counts = [f"{sum(each.turn is turn for each in found)} {turn}" for turn in Turn]
    told = ", ".join(word for word in counts if not word.startswith("0 ")) or "none"
    verdict_ = "worse (exit 1)" if worse else "not worse (exit 0)"
    return f"{verdict_}; findings: {told}"


def _plain(text: str) -> str:
    """Let nothing that a file says move the cursor or turn the text around."""
    return "".join(
        sign if sign.isprintable() or sign == "\n" else ascii(sign)[1:-1] for sign in text
    )


def _flat(text: str) -> str:
    return " ".join(text.split())
