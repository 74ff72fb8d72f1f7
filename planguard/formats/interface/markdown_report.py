"""Writes a report as Markdown for GitHub, in pieces that a long one can do without."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count

from planguard.formats.interface import Style
from planguard.formats.interface.markdown_actions import (
    ACTIONS_HEAD,
    action_rows,
    operation_told,
)
from planguard.formats.interface.markdown_fit import Frame, Note, Part, Piece, Rank, within
from planguard.formats.interface.markdown_picture import reach_drawn
from planguard.formats.interface.markdown_text import (
    code,
    fenced,
    paragraphs,
    prose,
)
from planguard.formats.interface.wording import (
    CANNOT,
    WHOLE,
    changes_told,
    counted,
    fact_told,
    findings_told,
    is_held,
    notices_told,
    place_told,
    reach_told,
    section_verdict,
    telling_ways,
    verdict,
    way_told,
)
from planguard.model.redaction import clipped
from planguard.model.report import Finding, Report, Section
from planguard.model.words import Confidence, Decision, Outcome

_SIGNS = {
    Decision.ALLOW: "✅",
    Decision.WARN: "⚠️",
    Decision.APPROVE: "✋",
    Decision.DENY: "⛔",
}
_UNSURE = "❓"
_HEADS = {
    Decision.ALLOW: "Let through",
    Decision.WARN: "Warning",
    Decision.APPROVE: "Needs approval",
    Decision.DENY: "Denied",
}
_MOST_OPEN_ROWS = 12
_TEXT, _MESSAGE = 2000, 1500
"""Characters of a policy's text, and of a message."""


def report_parts(report: Report, style: Style) -> Iterator[Part]:
    """Give the parts of the page in reading order."""
    yield from _Page(report, style).parts()


class _Page:
    """One report on its way to parts."""

    def __init__(self, report: Report, style: Style) -> None:
        self.report = report
        self.style = style
        self.numbers = count(1)

    def parts(self) -> Iterator[Part]:
        sign = _UNSURE if verdict(self.report) == CANNOT else _SIGNS[self.report.decision]
        yield _kept(f"## {sign} planguard: {verdict(self.report)}\n\n")
        several = len(self.report.sections) > 1
        if several:
            yield Note()
        for section in self.report.sections:
            yield from self.heading(section, several=several)
            if not several:
                yield Note()
            yield from self.section(section)

    def heading(self, section: Section, *, several: bool) -> Iterator[Part]:
        label = code(clipped(section.label, 200))
        sign = _UNSURE if section.undecidable else _SIGNS[section.decision]
        rank = Rank.SECTION if several else Rank.KEPT
        title = f"### {sign} {label}: {section_verdict(section)}\n\n" if several else ""
        found = findings_told(section)
        yield Piece(
            text=f"{title}{self.whereabouts(section, '' if several else label)}\n"
            f"{changes_told(section)}{f'; **{found}**' if found else ''}\n\n",
            rank=rank,
        )

    def whereabouts(self, section: Section, label: str) -> str:
        env = section.environment
        if env.name:
            guarded = "protected" if env.protected else "not protected"
            how = f", from {prose(env.known_from)}" if env.known_from else ""
            known = f"Environment {code(clipped(env.name, 100))} ({guarded}{how})"
        else:
            known = "Environment not known, so taken as protected"
        tool = prose(clipped(f"{section.tool} {section.tool_version}".strip(), 100))
        return " · ".join(filter(None, (known, label, tool))) + "\\"

    def section(self, section: Section) -> Iterator[Part]:
        held = [finding for finding in section.findings if is_held(finding)]
        others = [finding for finding in section.findings if not is_held(finding)]
        for group in _grouped(held):
            yield from self.group(group, held=True)
        yield from self.safe(section)
        if others:
            yield from self.folded(counted(len(others), "warning"), self.warnings(others))
        yield from self.lanes(section)
        yield from self.actions(section)
        yield from self.picture(section)
        yield from self.settings(section)
        yield from self.notices(section)

    def folded(
        self, title: str, inner: Iterator[Part], before: str = "", after: str = "\n\n"
    ) -> Iterator[Part]:
        """Fold parts away under a title, which is HTML."""
        number = next(self.numbers)
        text = f"{before}<details><summary>{title}</summary>\n\n"
        yield Frame(text=text, number=number)
        yield from within(number, inner)
        yield Frame(text=f"\n</details>{after}", number=number)

    def warnings(self, others: Sequence[Finding]) -> Iterator[Part]:
        for group in _grouped(others):
            yield from self.group(group, held=False)

    def group(self, group: Sequence[Finding], *, held: bool) -> Iterator[Part]:
        """Write the findings of one policy; what they have in common stands once."""
        first = group[0]
        number = next(self.numbers)
        sign = _UNSURE if first.outcome is not Outcome.FAIL else _SIGNS[first.decision]
        why_not = {Outcome.UNKNOWN: " (not known)", Outcome.ERROR: " (policy error)"}
        head = f"{_HEADS[first.decision]}{why_not.get(first.outcome, '')}"
        policy = code(clipped(first.policy, 120))
        yield Frame(text=f"#### {sign} {head}: {policy}\n", number=number)
        alike = len({finding.fix for finding in group}) == 1
        for finding in group:
            yield from within(number, self.finding(finding, held=held, fix=not alike))
        yield from within(number, self.remedy(group, held=held, fix=alike))
        yield Frame(text="\n\n", number=number)

    def finding(self, finding: Finding, *, held: bool, fix: bool) -> Iterator[Part]:
        name, message, fact = (
            (Rank.NAME, Rank.MESSAGE, Rank.FACT)
            if held
            else (Rank.WARNING, Rank.ASIDE, Rank.ASIDE)
        )
        place = place_told(finding.locations)
        about = finding.address or "The plan"
        shown = code(clipped(about, 400)) if finding.address else about
        yield Piece(text=f"\n- {shown}{f' ({code(place)})' if place else ''}", rank=name)
        if finding.message:
            rest = finding.message.removeprefix(f"{about} ")
            gap = ": " if rest == finding.message else " "
            told = paragraphs(clipped(rest, _MESSAGE), "  ")
            yield Piece(text=f"{gap}{told}", rank=message)
        asides = [f"not decided because {finding.reason}"] if finding.reason else []
        asides += [*map(fact_told, finding.facts), finding.note, reach_told(finding)]
        if finding.confidence is Confidence.GUESS:
            asides.append("a guess from names: planguard does not know this resource type")
        for aside in filter(None, asides):
            yield Piece(text=f"\n  - {prose(clipped(aside, _MESSAGE))}", rank=fact)
        if fix and finding.fix:
            told = paragraphs(clipped(finding.fix, _TEXT), "    ")
            yield Piece(text=f"\n  - **Fix:** {told}", rank=Rank.FIX if held else Rank.ASIDE)

    def remedy(self, group: Sequence[Finding], *, held: bool, fix: bool) -> Iterator[Part]:
        first = group[0]
        if fix and first.fix:
            told = paragraphs(clipped(first.fix, _TEXT))
            yield Piece(text=f"\n\n**Fix:** {told}", rank=Rank.FIX if held else Rank.ASIDE)
        inner = self.details(group, held=held)
        yield from self.folded("Why, evidence and reach", inner, before="\n\n", after="")

    def details(self, group: Sequence[Finding], *, held: bool) -> Iterator[Part]:
        first = group[0]
        told = paragraphs(clipped(first.why, _TEXT), linked=True)
        title = prose(clipped(first.title, _TEXT))
        rank = Rank.WHY if held else Rank.ASIDE
        yield Piece(text=f"{title}. {told}\n\n", rank=rank)
        for finding in group:
            number = next(self.numbers)
            name = code(clipped(finding.address, 400)) or "The plan"
            yield Frame(text=f"- {name}\n", number=number)
            for each in finding.evidence:
                yield Piece(
                    text=f"  - {operation_told(each)}\n", rank=Rank.EVIDENCE, frames=(number,)
                )
            for way in telling_ways(finding.reach.paths):
                shown = code(clipped(way_told(way), _TEXT))
                yield Piece(text=f"  - reaches {shown}\n", rank=Rank.WAY, frames=(number,))

    def safe(self, section: Section) -> Iterator[Part]:
        safe = section.safe
        if safe is None:
            return
        number = len(safe.addresses)
        told = f"#### The rest: {counted(number, 'change')} not held\n\n"
        if safe.command:
            told += f"{fenced(safe.command, 'sh')}\n\n"
        yield Piece(text=f"{told}{prose(safe.caveat)}\n\n", rank=Rank.SAFE)
        listed = (
            Piece(text=f"- {code(each)}\n", rank=Rank.PICTURE if safe.command else Rank.ROW)
            for each in safe.addresses
        )
        yield from self.folded(f"{counted(number, 'change')} that can go alone", listed)

    def lanes(self, section: Section) -> Iterator[Part]:
        number = next(self.numbers)
        yield Frame(text="#### Let through for an urgent fix\n\n", number=number)
        for use in section.lanes:
            relaxed = ", ".join(map(code, use.relaxed))
            told = prose(clipped(use.message, _MESSAGE))
            facts = "".join(f"  - {prose(fact_told(fact))}\n" for fact in use.facts if fact.source)
            yield Piece(
                text=f"- {code(use.lane)} for {code(use.address)}, {code(use.action)}: {told}\n"
                f"  - relaxed: {relaxed}\n{facts}",
                rank=Rank.LANE,
                frames=(number,),
            )
        yield Frame(text="\n", number=number)

    def actions(self, section: Section) -> Iterator[Part]:
        rows = [
            Piece(text=f"{each}\n", rank=Rank.ROW) for each in action_rows(section, self.style)
        ]
        if rows and len(rows) <= _MOST_OPEN_ROWS:
            number = next(self.numbers)
            yield Frame(text=f"#### What changes\n\n{ACTIONS_HEAD}", number=number)
            yield from within(number, iter(rows))
            yield Frame(text="\n", number=number)
        elif rows:
            yield from self.folded(
                f"What changes: {counted(len(rows), 'action')}", self.table(rows)
            )
        number = next(self.numbers)
        yield Frame(text="#### The plan as a whole\n\n", number=number)
        for action in section.actions:
            if action.id.startswith(WHOLE):
                told = prose(clipped(action.because, _MESSAGE))
                text = f"- {code(action.id)}: {told}\n"
                yield Piece(text=text, rank=Rank.ROW, frames=(number,))
        yield Frame(text="\n", number=number)

    def table(self, rows: Sequence[Piece]) -> Iterator[Part]:
        number = next(self.numbers)
        yield Frame(text=ACTIONS_HEAD, number=number)
        yield from within(number, iter(rows))

    def picture(self, section: Section) -> Iterator[Part]:
        if drawn := reach_drawn(section):
            text = f"Arrows lead to what depends on it.\n\n{fenced(drawn, 'mermaid')}\n"
            inner = iter([Piece(text=text, rank=Rank.PICTURE)])
            yield from self.folded("Picture: what changes and what depends on it", inner)

    def settings(self, section: Section) -> Iterator[Part]:
        told = (
            f"- {code(each.policy)} ({prose(each.title)}): {prose(clipped(each.reason, _TEXT))}\n"
            for each in section.overridden
        )
        if section.overridden:
            title = f"Overridden here: {len(section.overridden)}"
            yield from self.folded(title, (Piece(text=t, rank=Rank.SETTING) for t in told))
        if section.not_enforced:
            title = f"Not enforced here: {len(section.not_enforced)}"
            yield from self.folded(title, self.not_enforced(section))

    def not_enforced(self, section: Section) -> Iterator[Part]:
        for each in section.not_enforced:
            text = f"- {code(each.policy)}: {prose(clipped(each.reason, _TEXT))}\n"
            if self.style.verbose and each.enable:
                text += f"\n  {fenced(each.enable, 'yaml', '  ')}\n\n"
            yield Piece(text=text, rank=Rank.SETTING)

    def notices(self, section: Section) -> Iterator[Part]:
        told = [prose(clipped(each, _MESSAGE)) for each in notices_told(section.notices)]
        inner = (Piece(text=f"- {each}\n", rank=Rank.NOTICE) for each in told)
        yield from self.folded(f"Also in this plan: {counted(len(told), 'notice')}", inner)


def _kept(text: str) -> Piece:
    return Piece(text=text, rank=Rank.KEPT)


def _grouped(findings: Sequence[Finding]) -> list[list[Finding]]:
    """Bring together what one policy says in one way, most severe first."""
    groups: dict[tuple[str, Decision, Outcome], list[Finding]] = {}
    for finding in findings:
        key = finding.policy, finding.decision, finding.outcome
        groups.setdefault(key, []).append(finding)
    return sorted(groups.values(), key=lambda group: -group[0].decision.rank)
