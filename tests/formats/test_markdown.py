from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from formats.report_rig import (
    HOSTILE,
    KEPT,
    action,
    change,
    fact,
    finding,
    hostile,
    judged,
    lane,
    live,
    reach,
    report,
    section,
    written,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from planguard.formats import github_summary, markdown
from planguard.formats.interface.markdown_fit import Frame, Note, Part, Piece, Rank, fit
from planguard.formats.interface.markdown_text import code, fenced, paragraphs, prose, row
from planguard.model.picture import Edge, Line, Node, Picture
from planguard.model.plan import Notice
from planguard.model.report import NotEnforced, Operation, Report, SafePart
from planguard.model.settings import Environment
from planguard.model.words import Address, Confidence, Decision, Outcome, ReplaceOrder, Verb

OURS = re.compile(
    r"<details><summary>[\w :,]+</summary>\n|</details>\n?"
    r"|<!-- planguard:report [\w./-]* [0-9a-f]{8} -->\n"
)
INLINE = {"text", "code_inline", "strong_open", "strong_close", "softbreak", "hardbreak"}
LINKED = re.compile(
    r"@\w|#\d|://|www\.|gh-\d|:\w+:|\$|\[|\b(?=\d*[a-f])(?=[a-f]*\d)[\da-f]{7,40}\b",
    re.IGNORECASE,
)
"""What GitHub makes a link, an emoji or a formula of where it is no code."""


class PlainFile(SingleFileSnapshotExtension):
    """One Markdown file for each snapshot."""

    _write_mode = WriteMode.TEXT
    file_extension = "md"


@pytest.fixture
def kept(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(PlainFile)


def parsed(text: str) -> list[Token]:
    """Parse as GitHub does: tables, links of bare addresses, HTML."""
    return MarkdownIt("gfm-like", {"html": True}).parse(text)


def inline(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield from token.children or ()


def blocks(text: str) -> list[str]:
    return [token.type for token in parsed(text)]


def check(text: str) -> None:
    """Hold the structure to what was meant: our HTML, no links, nothing that mentions anybody."""
    tokens = parsed(text)
    html = [token.content for token in tokens if token.type == "html_block"]
    assert [each for each in html if not OURS.fullmatch(each)] == []
    opened = sum("<details>" in each for each in html)
    assert opened == sum("</details>" in each for each in html)
    assert {token.type for token in inline(tokens)} <= INLINE
    told = [token.content for token in inline(tokens) if token.type == "text"]
    assert [each for each in told if LINKED.search(each)] == []


@pytest.mark.parametrize("case", KEPT)
def test_output(kept: SnapshotAssertion, case: str) -> None:
    text = written("markdown", judged(case))
    assert len(text) <= 65_536
    assert text == kept


def test_live_state(kept: SnapshotAssertion) -> None:
    text = written("markdown", live())
    check(text)
    assert "#### ❓ Needs approval (not known): `late`" in text
    assert "#### Let through for an urgent fix" in text
    assert text == kept


def test_the_summary_of_a_job_is_the_same_page_without_the_marker() -> None:
    comment = written("markdown", judged("shop-mixed"))
    assert comment == f"{markdown.marker(judged('shop-mixed'))}\n" + written(
        "github-summary", judged("shop-mixed")
    )


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("name", ["markdown", "github-summary"])
def test_hostile_texts_stay_text(name: str, text: str) -> None:
    told = written(name, hostile(text), verbose=True)
    check(told)
    plain = re.sub(r"[^\n]*\S[^\n]*", "word", text.replace("\r", "\n"))
    assert blocks(told) == blocks(written(name, hostile(plain), verbose=True))


@given(st.text(st.characters(exclude_characters="\n"), min_size=1))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_stays_text(text: str) -> None:
    told = written("markdown", hostile(f"a{text}"))
    tokens = parsed(told)
    assert {token.type for token in inline(tokens)} <= INLINE
    assert [t.type for t in tokens] == blocks(written("markdown", hostile("a")))


def test_a_table_keeps_its_cells_whatever_is_in_them() -> None:
    for text in (*HOSTILE, "\\|", "a\\\\|b|", "|"):
        (table,) = [row(code(text), "b", prose(text))]
        tokens = parsed(f"| a | b | c |\n| --- | --- | --- |\n{table}\n")
        cells = [token for token in tokens if token.type == "td_open"]
        assert len(cells) == 3
        assert tokens[-1].type == "table_close"


@pytest.mark.parametrize("text", ["a`b", "``", " a ", "x|y", "`a` and ``b``", "a\nb", "`"])
def test_code_spans_give_the_text_back(text: str) -> None:
    (token,) = inline(parsed(f"x {code(text)} y"[2:-2]))
    assert token.type == "code_inline"
    assert token.content.strip() == text.replace("\n", " ").strip()


def test_code_of_nothing_is_nothing() -> None:
    assert code(" \n") == ""
    assert prose("") == ""


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("it goes from 6 to 2 (x0.333), now.", "it goes from 6 to 2 (x0.333), now."),
        ("81 % > 60 %, and/or 12:30 & e.g. a", "81 % &gt; 60 %, and/or 12:30 &amp; e.g. a"),
        ("owned by @acme/x, see #12.", "owned by `@acme/x`, see `#12`."),
        ("set `lifecycle { a = b }`, then `c`d_e", "set `lifecycle { a = b }`, then `c` `d_e`"),
        ("- item", "`-` item"),
        ("1. item", "`1.` item"),
        ("=== a", "`===` a"),
        ("a `half", "a `` `half ``"),
        ("1209600 deadbeef1 GH-7 INC-7", "1209600 `deadbeef1` `GH-7` INC-7"),
    ],
)
def test_prose(text: str, told: str) -> None:
    assert prose(text) == told


def test_pages_are_links_where_a_policy_names_them() -> None:
    text = "see (https://docs.example/a_b?c=d#e)."
    assert prose(text, linked=True) == "see (<https://docs.example/a_b?c=d#e>)."
    assert prose(text) == "see (`https://docs.example/a_b?c=d#e`)."


def test_a_paragraph_of_several_lines_is_a_block_to_copy() -> None:
    text = paragraphs("paste:\n\nmoved {\n  from = a_b\n}\n\ndone", "  ")
    assert text == "paste:\n\n  ```\n  moved {\n    from = a_b\n  }\n  ```\n\n  done"
    assert paragraphs("a {\n}") == "\n\n```\na {\n}\n```"
    assert fenced("a\n```\nb", "hcl").startswith("````hcl\n")


def test_the_marker_is_of_the_plans_and_their_environments_alone() -> None:
    first, other = report(), report(decision=Decision.DENY, findings=(finding(),))
    assert markdown.marker(first) == markdown.marker(other)
    assert re.fullmatch(
        r"<!-- planguard:report prod/plan.json [0-9a-f]{8} -->", markdown.marker(first)
    )
    assert markdown.marker(report(label="b.json")) != markdown.marker(first)
    staging = report(environment=Environment(name="staging"))
    assert markdown.marker(staging) != markdown.marker(first)
    assert OURS.fullmatch(markdown.marker(report(label='--><b>"é\n' * 99)) + "\n")


@pytest.mark.parametrize(
    ("fields", "head"),
    [
        ({}, "## ✅ planguard: allowed\n"),
        ({"decision": Decision.WARN}, "## ⚠️ planguard: allowed, with warnings\n"),
        ({"decision": Decision.APPROVE}, "## ✋ planguard: approval needed\n"),
        ({"decision": Decision.DENY}, "## ⛔ planguard: denied\n"),
        ({"decision": Decision.DENY, "undecidable": True}, "## ❓ planguard: cannot decide\n"),
    ],
)
def test_the_verdict_is_said_in_words(fields: dict[str, Decision], head: str) -> None:
    assert written("markdown", report(**fields)).split("\n", 1)[1].startswith(head)


def test_a_summary_in_a_line() -> None:
    text = written(
        "markdown",
        report(
            verbs={Verb.UPDATE: 16, Verb.DELETE: 1, Verb.NO_OP: 103},
            causes=3,
            resources=120,
            decision=Decision.DENY,
            findings=(
                finding(),
                finding("aws_x.b"),
                finding(decision=Decision.APPROVE),
                finding(decision=Decision.WARN),
            ),
        ),
    )
    assert (
        "Environment `prod` (protected, from `--env`) · `plan.json` · terraform `1.11.4`\\\n"
        "3 causes, 17 changes (16 to update, 1 to delete), of 120 resources; "
        "**2 denied, 1 needs approval, 1 warning**\n"
    ).replace("`1.11.4`", "1.11.4") in text


def test_findings_of_one_policy_stand_together() -> None:
    row_ = (finding(), finding("aws_x.b", message="aws_x.b shrinks"), finding("", fix="run"))
    text = written("markdown", report(decision=Decision.DENY, findings=row_[:2]))
    assert text.count("#### ⛔ Denied: `no-less`\n") == 1
    assert "- `aws_x.a` (`main.tf:3`): it shrinks\n- `aws_x.b` (`main.tf:3`) shrinks\n" in text
    assert text.count("**Fix:** do not") == 1
    assert "Less. load stays\n" in text
    assert "  - replace `/count`: `4` → `1`\n" in text
    text = written("markdown", report(decision=Decision.DENY, findings=row_))
    assert "- The plan (`main.tf:3`): it shrinks\n  - **Fix:** run\n" in text


def test_what_a_finding_has_to_say() -> None:
    held = finding(
        outcome=Outcome.UNKNOWN,
        reason="nobody knows",
        facts=(fact(),),
        note="a lane is closed",
        confidence=Confidence.GUESS,
        reach=reach("aws_x.a aws_x.b aws_x.c", "aws_x.a aws_x.b"),
        locations=(),
        message="",
        fix="",
        evidence=(Operation(op="remove", path="/a", before="", after=""),),
    )
    text = written("markdown", report(decision=Decision.DENY, findings=(held,)))
    assert (
        "- `aws_x.a`\n"
        "  - not decided because nobody knows\n"
        "  - `load.cpu` 81 % &gt; 60 %, prom, 40 s ago (3 series)\n"
        "  - a lane is closed\n"
        "  - reaches 2 other resources, services shop, owners `@acme/platform`\n"
        "  - a guess from names: planguard does not know this resource type\n"
    ) in text
    assert "  - remove `/a`\n" in text
    assert text.count("  - reaches `aws_x.a.id -> ") == 1


def test_the_table_of_actions() -> None:
    rows = (
        action(magnitude=None, before="", reach=reach(count=7)),
        action(id="cost.up"),
        action("aws_x.b", paths=(), because="it is made anew", verb=Verb.REPLACE),
    )
    subject = report(
        changes=(
            change(),
            change(
                "aws_x.b",
                verb=Verb.REPLACE,
                order=ReplaceOrder.CREATE_FIRST,
                cause=Address("aws_x.a"),
            ),
        ),
        actions=(*rows, action("", id="plan.mass-change", because="very much")),
    )
    text = written("markdown", subject)
    assert '| update | `aws_x.a` | `scale.down` | `count`: `""` → `1` | 7 |\n' in text
    assert "| replace (create-first) | `aws_x.b` after `aws_x.a` |" in text
    assert "- `plan.mass-change`: very much\n" in text
    assert "cost.up" not in text
    assert "`cost.up`" in written("markdown", subject, verbose=True)
    tokens = parsed(text)
    assert sum(token.type == "tr_open" for token in tokens) == 3


def test_a_long_table_is_folded() -> None:
    names = [f"aws_x.a{place}" for place in range(20)]
    subject = report(changes=tuple(map(change, names)), actions=tuple(map(action, names)))
    text = written("markdown", subject)
    assert "<details><summary>What changes: 20 actions</summary>\n\n| Change |" in text
    assert "<details>" not in written("markdown", report())


def test_the_rest_of_the_page() -> None:
    off = NotEnforced(policy="tags", title="Tags", reason="no tags here", enable="a:\n  b")
    subject = report(
        decision=Decision.APPROVE,
        findings=(
            finding(decision=Decision.APPROVE),
            finding(decision=Decision.WARN, outcome=Outcome.ERROR),
        ),
        lanes=(lane(),),
        not_enforced=(off,),
        overridden=(off,),
        notices=(Notice(kind="drift", subject="aws_x.a", text="was changed"),) * 2,
        safe=SafePart(addresses=(Address("aws_x.z"),), command="tofu plan", caveat="mind"),
        environment=Environment(),
    )
    text = written("markdown", subject)
    check(text)
    assert "Environment not known, so taken as protected" in text
    assert "#### The rest: 1 change not held\n\n```sh\ntofu plan\n```\n\nmind\n" in text
    assert "<details><summary>1 warning</summary>\n\n#### ❓ Warning (policy error)" in text
    assert "- `incident-fix` for `aws_x.a`, `scale.up`: INC-7 is open\n  - relaxed:" in text
    assert "<summary>Overridden here: 1</summary>\n\n- `tags` (Tags): no tags here\n" in text
    assert "- `tags`: no tags here\n\n</details>" in text
    assert "- drift: `aws_x.a` was changed (1 more likewise)\n" in text
    verbose = written("markdown", subject, verbose=True)
    assert "  ```yaml\n  a:\n    b\n  ```\n" in verbose


def test_a_safe_part_without_a_command_lists_what_can_go() -> None:
    safe = SafePart(addresses=(Address("aws_x.z"),), command="", caveat="mind")
    text = written("markdown", report(safe=safe, decision=Decision.APPROVE))
    assert "```" not in text
    assert "- `aws_x.z`\n" in text


def test_several_plans_have_a_heading_each() -> None:
    worse = section(label="b.json", decision=Decision.DENY, findings=(finding(),))
    text = written("markdown", report(section(), worse))
    assert "## ⛔ planguard: denied\n\n### ✅ `plan.json`: allowed\n" in text
    assert "\n### ⛔ `b.json`: denied\n\nEnvironment `prod`" in text


def mermaid(text: str) -> str:
    (fence,) = [t.content for t in parsed(text) if t.type == "fence" and t.info == "mermaid"]
    return fence


def test_the_picture_of_what_is_held_and_who_depends_on_it() -> None:
    def node(name: str, **fields: object) -> Node:
        return Node(address=Address(name), type="aws_x", **fields)  # type: ignore[arg-type] # fields of a node

    nasty = 'aws_x.n["a|b`%%{init}<b>\\"]'
    users = [f"aws_x.u{place}" for place in range(7)]
    line = (Line(attribute="role", target="id", via="reference"),)
    inferred = (Line(attribute="", target="", via="inferred"),)
    picture = Picture(
        nodes=(
            node("aws_x.a", verb=Verb.UPDATE, actions=("scale.down",)),
            node(nasty, verb=Verb.CREATE),
            *map(node, users),
        ),
        edges=(
            *(
                Edge(dependent=Address(u), dependency=Address("aws_x.a"), lines=line)
                for u in users
            ),
            Edge(dependent=Address(users[0]), dependency=Address(nasty), lines=inferred),
        ),
    )
    held = report(decision=Decision.DENY, findings=(finding(),), picture=picture)
    drawn = mermaid(written("markdown", held))
    assert '  n0["aws_x.a<br/>update: scale.down"]:::deny\n' in drawn
    assert '  n0 -->|"role"| n1\n' in drawn
    assert '["and 3 more"]\n' in drawn
    assert '-.->|"inferred"|' in drawn
    assert not re.search(r"[|`%{}\\]", re.sub(r'-->\|"[^"]*"\||-\.->\|"[^"]*"\|', "", drawn))


def test_without_a_picture_the_ways_of_the_findings_are_drawn() -> None:
    held = finding(reach=reach("aws_x.a aws_x.b aws_x.c"))
    many = finding(reach=reach(*(f"aws_x.a aws_x.b{place}" for place in range(99))))
    drawn = mermaid(written("markdown", report(decision=Decision.DENY, findings=(held,))))
    assert '  n0["aws_x.a<br/>update"]:::deny\n  n1["aws_x.b"]\n  n2["aws_x.c"]\n' in drawn
    assert '  n0 -->|"role"| n1\n  n1 -->|"role"| n2\n' in drawn
    drawn = mermaid(written("markdown", report(decision=Decision.DENY, findings=(many,))))
    assert drawn.count("-->") == 60
    none = finding("", reach=reach("aws_x.a aws_x.b"))
    text = written("markdown", report(decision=Decision.DENY, findings=(none,)))
    assert "mermaid" not in text


def test_large_pictures_stay_within_what_github_draws() -> None:
    for case in KEPT:
        text = written("markdown", judged(case))
        if "```mermaid" in text:
            drawn = mermaid(text)
            assert drawn.count("-->") + drawn.count("-.->") <= 60
            assert len(drawn) < 20_000


def huge(number: int, size: int, rows: int, plans: int = 1) -> Report:
    words = ("capacity " * size)[: size + 1]
    names = [f"module.m[{place}].aws_x.a" for place in range(number)]
    acting = [f"aws_x.c{place}" for place in range(rows)]
    return report(
        *(
            section(
                label=f"stack-{place}/{words}",
                decision=Decision.DENY,
                findings=tuple(
                    finding(n, message=words, why=words, fix=f"{words}{n}", facts=(fact(),))
                    for n in names
                ),
                changes=tuple(map(change, acting)),
                actions=tuple(map(action, acting)),
                notices=(Notice(kind="drift", subject="", text=words),) * 3,
            )
            for place in range(plans)
        )
    )


@given(
    number=st.sampled_from([0, 1, 40, 400, 1200]),
    size=st.sampled_from([0, 10, 800, 30_000]),
    rows=st.sampled_from([0, 100, 2000]),
    plans=st.sampled_from([1, 2]),
)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_it_always_fits_and_the_verdict_stays(
    number: int, size: int, rows: int, plans: int
) -> None:
    subject = huge(number, size, rows, plans)
    text = written("markdown", subject)
    assert len(text.encode()) <= 65_536
    assert "\n## ⛔ planguard: denied\n" in text
    html = [token.content for token in parsed(text) if token.type == "html_block"]
    assert sum("<details>" in h for h in html) == sum("</details>" in h for h in html)
    assert len(written("github-summary", subject).encode()) <= 1024 * 1024


def test_the_least_important_goes_first() -> None:
    text = written("markdown", huge(300, 200, 100))
    assert "**Left out to fit the 65,536 characters of a comment:** " in text
    assert all(f"`module.m[{place}].aws_x.a`" in text for place in range(300))
    assert "`scale.down`" not in text
    assert "1 notice." in text
    assert len(text.encode()) > 55_000
    many = written("markdown", huge(3000, 10, 0))
    assert re.search(r"\*\*Left out to fit [^*]*:\*\* \d+ findings, 3000 messages, ", many)
    assert "Left out" not in written("github-summary", huge(300, 200, 100))


def test_four_thousand_plans_still_have_a_verdict() -> None:
    text = written("markdown", report(*[section(label="x" * 90)] * 4000))
    assert len(text.encode()) <= 65_536
    assert re.search(r"Left out to fit [^:]*:\*\* \d+ plans, ", text)


def test_frames_go_with_what_they_hold() -> None:
    parts: list[Part] = [
        Piece(text="verdict\n", rank=Rank.KEPT),
        Note(),
        Frame(text="<fold>", number=1),
        *(Piece(text=f"{place}" * 400, rank=Rank.FIX, frames=(1,)) for place in range(2)),
        Frame(text="</fold>", number=1),
    ]
    assert fit(parts, 3000, "it").count("fold") == 2
    cut = fit(parts, 1200, "it")
    assert cut.startswith("verdict\n**Left out to fit it:** 1 fix. ")
    assert cut.endswith(f"<fold>{'0' * 400}</fold>")
    assert "fold" not in fit(parts, 900, "it")
    assert "2 fixes" in fit(parts, 900, "it")


def test_the_limits_are_below_those_of_github() -> None:
    assert markdown.MOST < 65_536
    assert github_summary.MOST < 1024 * 1024
    assert markdown.pictured
    assert github_summary.pictured


def test_another_environment_is_another_comment_even_with_the_same_file() -> None:
    (told,) = judged("tags-only").sections
    one = Report(sections=(told,), decision=Decision.ALLOW, exit_code=0)
    other = replace(one, sections=(replace(told, environment=Environment(name="x")),))
    assert written("markdown", one).split("\n")[0] != written("markdown", other).split("\n")[0]
