"""The page as text: what is in the file, and that nothing in a report can break out of its place."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from typing import Any

import pytest
from formats.report_rig import (
    HOSTILE,
    KEPT,
    finding,
    hostile,
    judged,
    live,
    report,
    section,
    written,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from planguard.analyze import combine_reports
from planguard.formats.html import SCRIPTS
from planguard.model.report import Report
from planguard.model.words import Decision, Outcome


class DataFile(SingleFileSnapshotExtension):
    """One JSON file for each snapshot: the page's data, not its scripts."""

    _write_mode = WriteMode.TEXT
    file_extension = "json"


class Elements(HTMLParser):
    """What elements a page has, and the text of its scripts and styles."""

    def __init__(self, page: str) -> None:
        """Parse the page at once."""
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep an element."""
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        """Keep the text of a script or style."""
        if self.tags and self.tags[-1][0] in {"script", "style"}:
            self.texts.append((self.tags[-1][0], data))


def data_of(page: str) -> dict[str, Any]:
    (text,) = re.findall(r'<script type="application/json" id="report">(.*)</script>', page)
    assert not re.search(r"[<>&\u2028\u2029]|[^\x20-\x7e]", text)
    found: dict[str, Any] = json.loads(text)
    return found


def skeleton(page: str) -> list[str]:
    """Name the elements outside the plain text for where no script runs."""
    return [tag for tag, _ in Elements(re.sub(r"(?s)<noscript>.*</noscript>", "", page)).tags]


@pytest.mark.parametrize("case", KEPT)
def test_the_data_of_the_page(case: str, snapshot: SnapshotAssertion) -> None:
    told = data_of(written("html", judged(case)))
    for each in told["sections"]:  # these two change with every policy that is added elsewhere
        assert each.pop("passed") >= 0
        assert {"policy", "title", "reason", "enable"} <= each.pop("not_enforced")[0].keys()
    kept = snapshot.use_extension(DataFile)
    assert json.dumps(told, indent=1, ensure_ascii=False) + "\n" == kept


def test_the_data_of_live_state(snapshot: SnapshotAssertion) -> None:
    told = data_of(written("html", live()))
    (one, *_) = told["sections"]
    assert one["lanes"]
    assert {each["outcome"] for each in one["findings"]} == {"fail", "unknown"}
    kept = snapshot.use_extension(DataFile)
    assert json.dumps(told, indent=1, ensure_ascii=False) + "\n" == kept


def test_the_file_needs_nothing_else() -> None:
    page = written("html", judged("shop-mixed"))
    found = Elements(page)
    for tag, fields in found.tags:
        assert not {"src", "srcset", "data", "action"} & fields.keys(), tag
        assert tag not in {"iframe", "object", "embed", "base", "form", "img"}
    links = [fields["href"] for tag, fields in found.tags if tag in {"link", "a"}]
    assert links == ["data:,", "#findings-start"]
    style = "".join(text for tag, text in found.texts if tag == "style")
    assert "url(" not in style
    assert "@import" not in style


def test_the_policy_admits_these_scripts_and_styles_alone() -> None:
    page = written("html", judged("tags-only"))
    found = Elements(page)
    (policy,) = [
        fields["content"] or ""
        for tag, fields in found.tags
        if tag == "meta" and fields.get("http-equiv") == "Content-Security-Policy"
    ]
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules["default-src"] == "'none'"
    assert "unsafe" not in policy
    script, style = re.findall(r"<(?:script|style)>(.*?)</(?:script|style)>", page, re.DOTALL)[
        ::-1
    ]
    for rule, text in (("script-src", script), ("style-src", style)):
        digest = b64encode(sha256(text.encode()).digest()).decode()
        assert rules[rule] == f"'sha256-{digest}'"


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_breaks_out(text: str) -> None:
    page = written("html", hostile(text))
    assert skeleton(page) == skeleton(written("html", hostile("plain")))
    (one,) = data_of(page)["sections"]
    assert one["label"] == text
    assert one["findings"][0]["message"] == text
    plain = page[page.index("<noscript>") : page.index("</noscript>")]
    assert {tag for tag, _ in Elements(plain).tags} <= {"noscript", "div", "h1", "h2", "h3", "p"}


@given(st.text(alphabet="<>/-!&\"'{}script\u2028\u2029\x00\ud800]", max_size=30))
@settings(max_examples=60, deadline=None)
def test_no_made_up_text_breaks_out(text: str) -> None:
    page = written("html", hostile(text))
    assert skeleton(page).count("script") == 2
    assert data_of(page)["sections"][0]["label"] == text


def test_a_text_that_looks_like_a_place_stays_text() -> None:
    page = written("html", report(label="{{script}} {{sheet}}"))
    assert data_of(page)["sections"][0]["label"] == "{{script}} {{sheet}}"
    assert page.count("var dagre=") == 1


def test_no_script_writes_markup() -> None:
    page = written("html", judged("tags-only"))
    own = page[page.rindex('\n(() => {\n"use strict";') :]
    assert not re.search(r"innerHTML|outerHTML|insertAdjacent|document\.write|\beval\b", own)
    assert not re.search(r"fetch\(|XMLHttpRequest|WebSocket|sendBeacon|import\(", own)
    assert own.count("// ") > len(SCRIPTS)


def test_the_licence_of_the_library_is_in_the_page() -> None:
    page = written("html", judged("tags-only"))
    assert "Copyright (c) 2012-2014 Chris Pettitt" in page
    assert "sourceMappingURL" not in page


def test_the_same_report_gives_the_same_bytes() -> None:
    assert written("html", judged("shop-mixed")) == written("html", judged("shop-mixed"))


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({}, "Allowed"),
        ({"decision": Decision.WARN}, "Allowed, with warnings"),
        ({"decision": Decision.APPROVE}, "Approval needed"),
        ({"decision": Decision.DENY}, "Denied"),
        ({"decision": Decision.DENY, "undecidable": True}, "Cannot decide"),
    ],
)
def test_the_verdict(fields: dict[str, Any], word: str) -> None:
    page = written("html", report(**fields))
    assert f"<title>{word}: plan.json - planguard</title>" in page
    assert f"<h1>{word}</h1>" in page
    assert data_of(page)["verdict"] == word


def test_the_title_counts_other_plans() -> None:
    assert "plan.json and 1 more - planguard</title>" in written(
        "html", report(section(), section())
    )


def test_without_scripts_the_findings_are_text() -> None:
    held = finding(outcome=Outcome.UNKNOWN, message="it <b>shrinks</b>")
    page = written("html", report(findings=(held,), decision=Decision.DENY))
    plain = page[page.index("<noscript>") : page.index("</noscript>")]
    assert "<h3>DENY (not known) no-less</h3><p>aws_x.a main.tf:3</p>" in plain
    assert "it &lt;b&gt;shrinks&lt;/b&gt;" in plain
    assert "Nothing was found." in written("html", report())


def test_a_report_without_a_picture_is_written_too() -> None:
    subject = judged("shop-mixed")
    bare = replace(subject.sections[0], picture=None)
    assert "picture" not in data_of(written("html", report(bare)))["sections"][0]


def test_numbers_are_kept_though_they_are_nothing() -> None:
    subject: Report = combine_reports([judged("tags-only")])
    (one,) = data_of(written("html", subject))["sections"]
    assert one["causes"] == subject.sections[0].causes
    assert one["passed"] == subject.sections[0].passed
