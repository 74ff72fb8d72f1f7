"""
`text`: the report for people, in a terminal or a CI log.

What is held comes first, with the reason, the way it reaches and what to do; then what the plan
means, shortened to what fits a screen unless the style is verbose; the decision is the last line.

Longer than other files: the parts of one report are read, and changed, together.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from textwrap import wrap

from planguard.formats.interface import Style
from planguard.formats.interface.wording import (
    NOT_WHOLE,
    WHOLE,
    changes_told,
    counted,
    fact_told,
    in_telling_order,
    is_telling,
    place_told,
    telling_ways,
    verdict,
    way_told,
)
from planguard.model.report import (
    EXIT_CODES,
    ActionShown,
    FactShown,
    Finding,
    NotEnforced,
    Report,
    Section,
)
from planguard.model.words import Confidence, Decision, Disruption, Outcome, Reversible, Verb

name = "text"
pictured = False
proven = False

_MOST_FINDINGS = 20
_MOST_CHANGES = 30
_MOST_NOTICES = 15
_MOST_SAFE = 10
_COLORS = {
    Decision.ALLOW: "32",
    Decision.WARN: "33",
    Decision.APPROVE: "35",
    Decision.DENY: "31",
}
_VALUE_WIDTH = 60


def write(report: Report, style: Style) -> str:
    """Give the report as text."""
    whole = "\n".join(_Text(report, style).lines()) + "\n"
    # Neither a terminal nor a runner that reads commands in a log may obey what a plan says.
    control = _UNPAINTED if style.color else _CONTROL
    return _COMMAND.sub(r"\1: :", control.sub(_named, whole))


_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_UNPAINTED = re.compile(r"\x1b(?!\[(?:0|1|1;3[0-9])m)|[\x00-\x08\x0b-\x1a\x1c-\x1f\x7f-\x9f]")
"""All but what is painted here: no value may hide or move what stands beside it."""
_COMMAND = re.compile(r"^([ \t]*)::", re.MULTILINE)


def _named(found: re.Match[str]) -> str:
    return f"\\x{ord(found[0]):02x}"


class _Text:
    """One report on its way to lines."""

    def __init__(self, report: Report, style: Style) -> None:
        self.report = report
        self.style = style

    def lines(self) -> Iterator[str]:
        for number, section in enumerate(self.report.sections):
            if number:
                yield ""
            yield from self.section(section)
        yield ""
        yield self.verdict()

    def verdict(self) -> str:
        report = self.report
        undecidable = any(s.undecidable and s.decision is report.decision for s in report.sections)
        word = verdict(report)
        found = Counter(f.decision for s in report.sections for f in s.findings)
        because = ""
        if undecidable and not found[report.decision]:
            because = f": {NOT_WHOLE}"
        elif found[report.decision] and report.decision is not Decision.ALLOW:
            because = f": {counted(found[report.decision], 'finding')}"
            if report.exit_code == EXIT_CODES[Decision.DENY] and found[Decision.APPROVE]:
                because += f", and {found[Decision.APPROVE]} that would need approval"
        return self.paint(f"{word}{because} (exit {report.exit_code})", report.decision)

    def section(self, section: Section) -> Iterator[str]:
        yield self.title(section)
        yield f"  {changes_told(section)}"
        shown = section.findings if self.style.verbose else section.findings[:_MOST_FINDINGS]
        yield from self.findings(shown)
        if rest := section.findings[len(shown) :]:
            counts = Counter(finding.policy for finding in rest)
            yield ""
            yield f"  and {len(rest)} more findings (--verbose lists them):"
            yield from self.filled(", ".join(f"{p} {n}" for p, n in counts.most_common()), 4)
        yield from self.lanes(section)
        yield from self.safe(section)
        yield from self.changes(section)
        yield from self.whole(section)
        yield from self.notices(section)
        yield from self.left_out(section)

    def title(self, section: Section) -> str:
        env = section.environment
        known = env.name or "environment not known"
        guarded = "protected" if env.protected else "not protected"
        how = f", from {env.known_from}" if env.known_from else ""
        if not env.name:
            guarded, how = "so taken as protected", "; --env names it"
        tool = f"{section.tool} {section.tool_version}".strip()
        return f"{self.bold(section.label)}  ({tool}; {known}, {guarded}{how})"

    def findings(self, shown: Sequence[Finding]) -> Iterator[str]:
        """Give the findings; what several in a row have in common stands once, after the last."""
        given: set[str] = set()
        for place, finding in enumerate(shown):
            yield ""
            yield from self.finding(finding)
            if [_remedy(each) for each in shown[place + 1 : place + 2]] == [_remedy(finding)]:
                continue
            if finding.fix in given:
                yield f"  fix: as said above for {finding.policy}"
                continue
            given.add(finding.fix)
            if self.style.verbose:
                yield from self.filled(f"why: {finding.why}", 2)
            yield from self.filled(f"fix: {finding.fix}", 2)

    def finding(self, finding: Finding) -> Iterator[str]:
        word = finding.decision.upper()
        if finding.outcome is Outcome.UNKNOWN:
            word += " (not known)"
        elif finding.outcome is Outcome.ERROR:
            word += " (policy error)"
        place = f"  {place_told(finding.locations)}" if finding.locations else ""
        address = f"  {finding.address}" if finding.address else ""
        yield f"{self.paint(word, finding.decision)}  {self.bold(finding.policy)}{address}{place}"
        yield from self.filled(finding.message, 2)
        if finding.reason:
            yield from self.filled(f"not decided because {finding.reason}", 2)
        for fact in filter(partial(_is_told, finding), finding.facts):
            yield from self.filled(fact_told(fact), 2)
        if finding.note:
            yield from self.filled(finding.note, 2)
        if finding.confidence is Confidence.GUESS:
            yield "  this is a guess from names: planguard does not know this resource type"
        if self.style.verbose:
            for each in finding.evidence:
                values = " -> ".join(filter(None, (each.before, each.after)))
                yield f"  {each.op} {each.path}{f': {values}' if values else ''}"
        if finding.reach.count:
            yield from self.reach(finding)

    def reach(self, finding: Finding) -> Iterator[str]:
        reach = finding.reach
        services = f", services {', '.join(sorted(reach.services))}" if reach.services else ""
        owners = f", owners {', '.join(sorted(reach.owners))}" if reach.owners else ""
        ways = reach.paths if self.style.verbose else telling_ways(reach.paths)[:2]
        yield f"  reaches {counted(reach.count, 'other resource')}{services}{owners}"
        for way in ways:
            yield from self.filled(way_told(way), 4)

    def lanes(self, section: Section) -> Iterator[str]:
        if not section.lanes:
            return
        yield ""
        yield self.bold("Let through for an urgent fix")
        for use in section.lanes:
            yield from self.filled(f"{use.lane}  {use.address}  {use.action}: {use.message}", 2)
            yield from self.filled(f"relaxed: {', '.join(use.relaxed)}", 4)
            for fact in use.facts:
                if fact.source:
                    yield from self.filled(fact_told(fact), 4)

    def safe(self, section: Section) -> Iterator[str]:
        """Say aloud what need not wait for the rest."""
        part = section.safe
        if part is None:
            return
        yield ""
        told = counted(len(part.addresses), "change")
        yield self.bold(f"Not held, and needs nothing that is: {told}")
        shown = part.addresses if self.style.verbose else part.addresses[:_MOST_SAFE]
        yield from self.filled(", ".join(shown), 2)
        if rest := len(part.addresses) - len(shown):
            yield f"  and {rest} more (--verbose lists them)"
        if part.command:
            yield f"  {part.command}"
        yield from self.filled(part.caveat, 2)

    def changes(self, section: Section) -> Iterator[str]:
        by_address: dict[str, list[ActionShown]] = {}
        for action in section.actions:
            if not action.id.startswith(WHOLE):
                by_address.setdefault(action.address, []).append(action)
        rows = [change for change in section.changes if change.address in by_address]
        if not rows:
            return
        yield ""
        yield self.bold("What changes")
        ordered = in_telling_order(rows, by_address)
        shown = ordered if self.style.verbose else ordered[:_MOST_CHANGES]
        for change in shown:
            follows = "" if change.cause == change.address else f"  (follows from {change.cause})"
            order = f" ({change.order})" if change.verb is Verb.REPLACE else ""
            line = f"  {change.verb:8}{change.address}{order}"
            yield from self.continued(line, follows, 10)
            for action in by_address[change.address]:
                if self.style.verbose or is_telling(action):
                    yield from self.filled(_action(action), 10)
        if rest := len(rows) - len(shown):
            counts = Counter(action.id for action in section.actions)
            yield f"  and {rest} more changes (--verbose lists them); actions in all:"
            yield from self.filled(", ".join(f"{i} {n}" for i, n in counts.most_common()), 4)

    def whole(self, section: Section) -> Iterator[str]:
        rows = [action for action in section.actions if action.id.startswith(WHOLE)]
        if not rows:
            return
        yield ""
        yield self.bold("The plan as a whole")
        for action in rows:
            yield from self.filled(f"{action.id}: {action.because}", 2)

    def notices(self, section: Section) -> Iterator[str]:
        if not section.notices:
            return
        yield ""
        yield self.bold("Also in this plan")
        told: dict[tuple[str, str], list[str]] = {}
        for notice in section.notices:
            told.setdefault((notice.kind, notice.text), []).append(notice.subject)
        rows = list(told.items())
        shown = rows if self.style.verbose else rows[:_MOST_NOTICES]
        for (kind, text), subjects in shown:
            listed = subjects if self.style.verbose else subjects[:1]
            more = f" ({len(subjects) - 1} more likewise)" if len(subjects) > len(listed) else ""
            for subject in listed:
                yield from self.filled(f"{_notice(kind, subject, text)}{more}", 2)
        if rest := len(rows) - len(shown):
            yield f"  and {rest} more (--verbose lists them)"

    def left_out(self, section: Section) -> Iterator[str]:
        if section.overridden:
            yield ""
            yield self.bold("Overridden here")
        for each in section.overridden:
            yield from self.filled(f"{each.policy} ({each.title}): {each.reason}", 2)
        if not section.not_enforced:
            return
        yield ""
        if not self.style.verbose:
            told = _left_out(section.not_enforced)
            yield from self.filled(f"Not enforced here, waiting: {told} (--verbose tells how)", 0)
            return
        yield self.bold("Not enforced here")
        for each in section.not_enforced:
            yield from self.filled(f"{each.policy}: {each.reason}; planguard.yaml:", 2)
            yield from (f"    {line}" for line in each.enable.splitlines())

    def filled(self, text: str, indent: int) -> Iterator[str]:
        room = max(40, self.style.width - indent)
        for paragraph in text.splitlines() or [""]:
            lines = (
                wrap(paragraph, room, break_long_words=False, break_on_hyphens=False)
                if len(paragraph) > room and not paragraph.startswith(" ")
                else [paragraph]
            )
            for number, line in enumerate(lines):
                yield (" " * (indent + (2 if number else 0)) + line).rstrip()

    def continued(self, line: str, rest: str, indent: int) -> Iterator[str]:
        """Put `rest` behind a line that must not be broken, else below it."""
        if not rest or len(line) + len(rest) <= self.style.width:
            yield line + rest
            return
        yield line
        yield " " * indent + rest.strip()

    def paint(self, text: str, decision: Decision) -> str:
        return f"\x1b[1;{_COLORS[decision]}m{text}\x1b[0m" if self.style.color else text

    def bold(self, text: str) -> str:
        return f"\x1b[1m{text}\x1b[0m" if self.style.color else text


def _left_out(policies: Sequence[NotEnforced]) -> str:
    """Say in a line what is not enforced: whole names only of what is waited for."""
    topics = sorted({topic for each in policies for topic in each.topics})
    asking = sum(bool(each.topics) for each in policies)
    told = []
    if waiting := len(policies) - asking:
        told.append(f"{_policies(waiting)} for a parameter that your team sets")
    if asking:
        told.append(
            f"{_policies(asking)} for live state that no source answers: {', '.join(topics)}"
        )
    return ", ".join(told)


def _policies(number: int) -> str:
    return f"{number} {'policy' if number == 1 else 'policies'}"


def _is_told(finding: Finding, fact: FactShown) -> bool:
    """Tell whether a fact is worth a line: why it is not known may stand there already."""
    return bool(fact.source) or fact.value.removeprefix("unknown: ") not in finding.reason


def _remedy(finding: Finding) -> tuple[str, str]:
    return finding.policy, finding.fix


def _notice(kind: str, subject: str, text: str) -> str:
    if text.startswith(f"{kind} "):
        return text
    return f"{kind}: {subject} {text}" if subject else f"{kind}: {text}"


def _action(action: ActionShown) -> str:
    moved = ""
    sides = action.before, action.after
    documents = any(len(side) > _VALUE_WIDTH and side[0] in "{[" for side in sides)
    if action.paths and action.before != action.after and action.id != "other" and not documents:
        moved = f" {action.paths[0]}: {_short(action.before)} -> {_short(action.after)}"
    times = f" (x{action.magnitude:.3g})" if action.magnitude is not None else ""
    sure = "" if action.confidence is Confidence.EXACT else f" [{action.confidence}]"
    costs = []
    if action.disruption in {Disruption.RESTART, Disruption.OUTAGE, Disruption.REPLACE}:
        costs.append(str(action.disruption))
    if action.reversible in {Reversible.NO, Reversible.WITH_DATA_LOSS}:
        costs.append("irreversible" if action.reversible is Reversible.NO else "loses data")
    told = f"  ({', '.join(costs)})" if costs else ""
    return f"{action.id}{moved or f': {action.because}'}{times}{told}{sure}"


def _short(text: str) -> str:
    if not text:
        return '""'
    return text if len(text) <= _VALUE_WIDTH else f"{text[: _VALUE_WIDTH - 1]}…"
