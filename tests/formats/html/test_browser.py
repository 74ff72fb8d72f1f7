"""The page in a real browser: it draws, answers to mouse and keyboard, and asks nobody for anything."""

from __future__ import annotations

import re
import shutil
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

import pytest
from formats.html.plans import tree_plan
from formats.report_rig import (
    HOSTILE,
    change,
    fact,
    finding,
    hostile,
    judged,
    live,
    report,
    section,
    written,
)
from playwright.sync_api import Browser, Page, expect, sync_playwright

from planguard.analyze import analyze
from planguard.load import load_policies
from planguard.model.picture import Edge, Line, Node, Picture
from planguard.model.report import Operation, Report
from planguard.model.settings import Environment, Settings
from planguard.model.words import Address, Decision, Outcome, Verb

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
TABLE = 'module.store.aws_dynamodb_table.this["baskets"]'
SLOWEST = 20
"""Seconds: far more than is meant, so that a busy machine fails no test."""


@dataclass
class Shown:
    """A page on the screen, with what it complained of and what it asked the network for."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def node(self, address: str) -> str:
        """Give the selector of a node."""
        return f"[data-address={_quoted(address)}].node"

    def count(self, selector: str) -> int:
        """Count what is there, seen or not."""
        return self.page.locator(selector).count()

    def text(self, selector: str) -> str:
        """Give what a reader sees, without the places where a word may break."""
        return self.page.locator(selector).inner_text().replace("\u200b", "")


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


class Screen:
    """Opens reports in a browser; a page that complains or asks the network fails the test."""

    def __init__(self, browser: Browser, folder: Path) -> None:
        """Keep where to open pages and where to put their files."""
        self.browser = browser
        self.folder = folder
        self.opened: list[Shown] = []

    def show(
        self, subject: Report, *, width: int = 1600, height: int = 1000, dark: bool = False
    ) -> Shown:
        """Open a report and wait until it is drawn."""
        file = self.folder / f"{len(self.opened)}.html"
        file.write_text(written("html", subject), encoding="utf-8")
        page = self.browser.new_page(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
        )
        shown = Shown(page)
        page.on("console", lambda each: shown.complaints.append(each.text))
        page.on("pageerror", lambda each: shown.complaints.append(str(each)))
        page.on("request", lambda each: shown.asked.append(each.url))
        page.goto(file.as_uri())
        page.wait_for_selector("html[data-ready]")
        self.opened.append(shown)
        return shown

    def close(self) -> None:
        """Close every page and see whether it was content."""
        for shown in self.opened:
            shown.page.close()
            assert shown.complaints == []
            assert [url for url in shown.asked[1:] if not url.startswith("data:")] == []


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def screen(browser: Browser, tmp_path: Path) -> Iterator[Screen]:
    opened = Screen(browser, tmp_path)
    yield opened
    opened.close()


@cache
def tree(size: int) -> Report:
    settings = Settings(environment=Environment(name="prod"))
    return analyze(tree_plan(size), policies=load_policies(), settings=settings, pictured=True)


def drawn(*addresses: str, edges: tuple[tuple[str, str], ...] = ()) -> Report:
    """Give a report of changed objects; each edge names a dependent and what it uses."""
    lines = (Line(attribute="role_arn", target="arn", via="reference"),)
    return report(
        changes=tuple(change(each) for each in addresses),
        picture=Picture(
            nodes=tuple(
                Node(address=Address(each), type="aws_x", verb=Verb.UPDATE) for each in addresses
            ),
            edges=tuple(
                Edge(dependent=Address(one), dependency=Address(other), lines=lines)
                for one, other in edges
            ),
        ),
    )


def test_the_verdict_and_the_counts_are_at_the_top(screen: Screen) -> None:
    subject = judged("shop-mixed")
    held = [each for each in subject.sections[0].findings if each.decision.rank > 1]
    shown = screen.show(subject)
    assert shown.text("#verdict") == "Denied\nexit code 1"
    assert shown.text("#label") == "shop-mixed/plan.json"
    assert shown.text("#facts") == "terraform 1.11.4 · prod, protected"
    assert shown.text("#counts").split() == [
        "12", "causes", "17", "changes", "22", "widest", "reach", str(len(held)), "findings", "hold", "it",
    ]  # fmt: skip


def test_findings_stand_most_severe_first(screen: Screen) -> None:
    subject = judged("shop-mixed")
    shown = screen.show(subject)
    cards = shown.page.locator("#list .card")
    order = [cards.nth(each).get_attribute("data-decision") for each in range(cards.count())]
    assert order == [each.decision for each in subject.sections[0].findings]
    assert list(dict.fromkeys(order)) == ["deny", "approve"]


def test_a_click_on_a_node_opens_its_details(screen: Screen) -> None:
    shown = screen.show(judged("shop-mixed"))
    shown.page.locator(shown.node(TABLE)).click()
    told = shown.text("#details")
    for part in (
        TABLE, "aws_dynamodb_table", "module.store", "deleted first", "modules/store/main.tf:14",
        "data-store-replaced", "Find out whether the attribute has to change at all",
        "data.replace", "undone only with loss of data", "outage", "hash_key", "basket_id",
        "customer_id", "because of policy", "Used by",
    ):  # fmt: skip
        assert part in told, part
    expect(shown.page.locator(shown.node(TABLE))).to_have_attribute("aria-current", "")
    assert shown.count(".edge.strong") > 0
    assert shown.text(".label >> nth=0") == "policy"


def test_an_unchanged_node_tells_how_a_change_gets_to_it(screen: Screen) -> None:
    shown = screen.show(judged("data-platform-mixed"))
    shown.page.locator(".node.fold").first.click()
    unchanged = shown.page.locator(".node[data-decision=none]:not(.fold)").first
    unchanged.click()
    assert "How a change gets here" in shown.text("#details")
    assert "because of" in shown.text("#details .way >> nth=0")


def test_a_finding_opens_its_object_and_one_without_opens_in_place(screen: Screen) -> None:
    whole = finding("", addresses=(), outcome=Outcome.UNKNOWN, reason="nobody knows")
    held = finding(facts=(fact(), fact(source="", value="unknown: off", detail="")))
    shown = screen.show(report(findings=(held, whole), decision=Decision.DENY))
    shown.page.locator(".card-head").first.click()
    assert "load.cpu 81 % > 60 %, prom, 40 s ago 3 series" in shown.text("#details .facts")
    assert "load.cpu: unknown: off" in shown.text("#details .facts")
    shown.page.locator("#list .card-head").nth(1).click()
    assert "Not decided because nobody knows" in shown.text("#list .card >> nth=1")
    expect(shown.page.locator("#details")).to_be_hidden()


def test_search_finds_addresses_types_actions_and_policies(screen: Screen) -> None:
    shown = screen.show(judged("shop-mixed"))
    for words, number in (
        ("baskets", 1), ("aws_ecs_service", 4), ("exposure.public", 1), ("table-keys", 1),
        ("no such thing", 0),
    ):  # fmt: skip
        shown.page.keyboard.press("/")
        shown.page.locator("#search").fill(words)
        told = f"{number} object{'' if number == 1 else 's'} found" if number else "Nothing found"
        expect(shown.page.locator("#matched")).to_have_text(told)
    assert shown.count(".node.hit") == 0
    shown.page.keyboard.press("Escape")
    expect(shown.page.locator("#search")).to_have_value("")
    assert shown.count(".node.far") == 0


def test_enter_in_the_search_opens_the_first_that_was_found(screen: Screen) -> None:
    shown = screen.show(judged("shop-mixed"))
    shown.page.locator("#search").fill("listener http")
    shown.page.keyboard.press("Enter")
    assert "module.edge.aws_lb_listener.http" in shown.text("#details-title")
    assert shown.count(shown.node("module.edge.aws_lb_listener.http")) == 1


def test_filters_by_decision_action_and_type(screen: Screen) -> None:
    subject = judged("shop-mixed")
    findings = subject.sections[0].findings
    denied = {each.address for each in findings if each.decision is Decision.DENY}
    held = {each.address for each in findings if each.decision.rank > 1}
    shown = screen.show(subject)
    page = shown.page
    page.locator(".chip[data-decision=deny]").click()
    assert shown.text("#matched") == f"{len(denied)} objects found"
    assert shown.count("#list .card") == sum(each.address in denied for each in findings)
    page.locator(".chip[data-decision=approve]").click()
    assert shown.text("#matched") == f"{len(held)} objects found"
    page.select_option("#type", "aws_dynamodb_table")
    assert shown.text("#matched") == "1 object found"
    page.select_option("#action", "data.replace")
    assert shown.count(".node.hit") == 1
    page.locator("#clear").click()
    assert shown.text("#matched") == ""
    assert shown.count("#list .card") == len(findings)


def test_the_keyboard_walks_opens_and_closes(screen: Screen) -> None:
    shown = screen.show(drawn("aws_x.a", "aws_x.b", "aws_x.c", edges=(("aws_x.b", "aws_x.a"),)))
    page = shown.page
    page.locator("#view").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(shown.node("aws_x.a"))).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.locator(shown.node("aws_x.b"))).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#details-title")).to_have_text("aws_x.\u200bb")
    assert "role_arn" in shown.text("#details")
    page.keyboard.press("Escape")
    expect(page.locator("#details")).to_be_hidden()
    expect(page.locator(shown.node("aws_x.b"))).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(shown.node("aws_x.c"))).not_to_be_focused()


def test_zoom_and_pan(screen: Screen) -> None:
    shown = screen.show(judged("shop-mixed"))
    page = shown.page

    def scale() -> int:
        return int(shown.text("#scale").removesuffix(" %"))

    def left() -> float:
        box = page.locator(shown.node(TABLE)).bounding_box()
        assert box
        return box["x"]

    first = scale()
    page.keyboard.press("+")
    assert scale() > first
    page.keyboard.press("-")
    assert scale() == first
    page.locator("#zoom-in").click()
    page.locator("#zoom-out").click()
    page.keyboard.press("0")
    assert scale() <= first
    page.mouse.move(900, 900)
    page.mouse.wheel(0, -240)
    assert scale() > first
    before = left()
    page.mouse.move(380, 950)
    page.mouse.down()
    page.mouse.move(480, 900, steps=4)
    page.mouse.up()
    assert left() == pytest.approx(before + 100, abs=2)
    page.locator("#view").focus()
    page.keyboard.press("Shift+ArrowRight")
    assert left() == pytest.approx(before + 40, abs=2)


@pytest.mark.parametrize("dark", [False, True])
def test_the_colours_follow_the_system_and_the_button(screen: Screen, dark: bool) -> None:  # noqa: FBT001 - parametrised
    shown = screen.show(judged("tags-only"), dark=dark)
    ground = "getComputedStyle(document.body).backgroundColor"
    light_and_dark = ["rgb(244, 245, 247)", "rgb(14, 17, 22)"]
    assert shown.page.evaluate(ground) == light_and_dark[dark]
    shown.page.locator("#theme").click()
    assert shown.page.evaluate(ground) == light_and_dark[not dark]
    assert shown.page.get_attribute("#theme", "aria-pressed") == str(not dark).lower()


def test_an_edge_says_its_attribute(screen: Screen) -> None:
    shown = screen.show(drawn("aws_x.a", "aws_x.b", edges=(("aws_x.b", "aws_x.a"),)))
    assert shown.count(".label") == 0
    left, right = (shown.page.locator(".node").nth(each).bounding_box() for each in (0, 1))
    assert left
    assert right
    between = (left["x"] + left["width"] + right["x"]) / 2
    shown.page.mouse.move(between, left["y"] + left["height"] / 2)
    assert shown.text(".label") == "role_arn"
    shown.page.mouse.move(800, 900)
    assert shown.count(".label") == 0


def test_an_inferred_edge_is_dashed(screen: Screen) -> None:
    shown = screen.show(judged("shop-mixed"))
    shown.page.locator(".node.fold", has_text="+2").click()
    dashes = "els => els.map(el => getComputedStyle(el).strokeDasharray)"
    assert set(shown.page.locator(".edge .inferred").evaluate_all(dashes)) == {"5px, 4px"}
    solid = ".edge .line:not(.inferred)"
    assert set(shown.page.locator(solid).evaluate_all(dashes)) == {"none"}


def test_the_attributes_tell_before_and_after(screen: Screen) -> None:
    subject = drawn("aws_x.a")
    told = (
        Operation(op="replace", path="/a~1b/0/c", before="1", after="2"),
        Operation(op="replace", path="/inner/c", before="", after="3"),
        Operation(op="remove", path="/gone", before="4", after="null"),
        Operation(op="add", path="/new", before="null", after="(sensitive)"),
        Operation(op="replace", path="/empty", before="", after="5"),
    )
    held = replace(subject.sections[0], changes=(change("aws_x.a", operations=told),))
    shown = screen.show(report(held))
    shown.page.locator(".node").click()
    assert " ".join(shown.text(".attributes tbody").split()) == (
        '["a/b"][0].c 1 2 inner.c … 3 gone 4 — new — (sensitive) empty "" 5'
    )


def test_grouping_draws_frames(screen: Screen) -> None:
    shown = screen.show(judged("shop-mixed"))
    assert shown.count(".frame") == 7
    shown.page.select_option("#group", "none")
    assert shown.count(".frame") == 0
    owned = screen.show(tree(200))
    for group, number in (("service", 7), ("owner", 5)):
        owned.page.select_option("#group", group)
        assert owned.count(".frame") == number


def test_boxes_do_not_overlap(screen: Screen) -> None:
    overlaps = """
      () => {
        const boxes = [...document.querySelectorAll(".node")].map((each) => each.getBoundingClientRect());
        const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
        return boxes.flatMap((a, i) => boxes.slice(i + 1).filter((b) => meet(a, b))).length;
      }"""
    for subject in (judged("shop-mixed"), judged("data-platform-mixed"), tree(20), tree(200)):
        shown = screen.show(subject)
        for group in ("none", "module", "service"):
            if shown.count(f"#group option[value={group}]"):
                shown.page.select_option("#group", group)
                assert shown.page.evaluate(overlaps) == 0


def test_effects_flow_to_the_right(screen: Screen) -> None:
    shown = screen.show(tree(20))
    x = {
        each: (shown.page.locator(shown.node(each)).bounding_box() or {"x": 0})["x"]
        for each in ("aws_security_group.r0", "aws_lb.r1", "aws_dynamodb_table.r5")
    }
    assert list(x.values()) == sorted(x.values())
    assert len(set(x.values())) == 3


def test_twenty_objects_are_read_without_zooming(screen: Screen) -> None:
    shown = screen.show(tree(20))
    assert shown.text("#scale") == "100 %"
    assert shown.count(".node.fold") == 0


def test_a_large_plan_opens_folded_and_at_once(screen: Screen) -> None:
    subject = tree(5200)
    picture = subject.sections[0].picture
    assert picture
    assert len(picture.nodes) >= 2000
    begun = time.monotonic()
    shown = screen.show(subject)
    shown.page.locator(".node:not(.fold)").first.click()
    shown.page.wait_for_selector("#details:not([hidden])")
    taken = time.monotonic() - begun
    ready = shown.page.get_attribute("html", "data-ready")
    sys.stdout.write(f"{len(picture.nodes)} nodes: drawn after {ready} ms, ")
    sys.stdout.write(f"written, loaded and clicked within {taken:.1f} s\n")
    assert taken < SLOWEST
    assert shown.count(".node") < 120
    assert f"of {len(picture.nodes):,} objects shown" in shown.text("#shown")
    assert shown.count(".node[data-decision=deny]") > 0


def test_a_click_unfolds_and_everything_can_be_folded_again(screen: Screen) -> None:
    shown = screen.show(tree(2000))
    page = shown.page
    first = shown.count(".node:not(.fold)")
    fold = page.locator(".node.fold", has_text="to update")
    number = int(fold.inner_text().split()[0].removeprefix("+").replace(",", ""))
    fold.click()
    assert shown.count(".node:not(.fold)") >= first + min(40, number)
    page.locator("#refold").click()
    assert shown.count(".node:not(.fold)") == first
    expect(page.locator("#refold")).to_be_hidden()


def test_the_changes_and_the_plan_have_lists_of_their_own(screen: Screen) -> None:
    shown = screen.show(live())
    page = shown.page
    page.locator("#tab-changes").click()
    assert shown.count("#list .row") == 1
    page.locator("#list .row").click()
    expect(page.locator("#details-title")).to_have_text("aws_ecs_service.\u200bexample")
    page.locator("#tab-changes").press("ArrowRight")
    told = shown.text("#list")
    assert "Let through for an urgent fix" in told
    assert "Relaxed: step" in told


def test_the_command_for_the_safe_part_is_told_as_it_is(screen: Screen) -> None:
    subject = judged("shop-mixed")
    safe = subject.sections[0].safe
    assert safe
    shown = screen.show(subject)
    shown.page.locator("#list .callout summary").click()
    assert shown.page.locator("#list .command pre").text_content() == safe.command
    shown.page.locator("#list .command button").click()
    expect(shown.page.locator("#list .command button")).to_have_text(re.compile("Copied|Selected"))


def test_five_plans_have_a_switch(screen: Screen) -> None:
    cases = ("tags-only", "shop-mixed", "image-bump", "capacity-cut", "drift-reverted")
    shown = screen.show(report(*(judged(case).sections[0] for case in cases)))
    assert shown.count("#plans [role=tab]") == 5
    assert shown.text("#label") == "shop-mixed/plan.json"
    shown.page.locator("#plan-3").click()
    assert shown.text("#label") == "capacity-cut/plan.json"
    shown.page.keyboard.press("ArrowRight")
    assert shown.text("#label") == "drift-reverted/plan.json"
    assert shown.page.get_attribute("#plan-4", "aria-selected") == "true"


def test_a_plan_without_changes(screen: Screen) -> None:
    bare = report(changes=(), actions=(), verbs={}, causes=0, picture=Picture(nodes=(), edges=()))
    shown = screen.show(bare)
    assert shown.count(".node") == 0
    assert shown.page.get_attribute("#stage", "data-empty") == "This plan changes nothing."
    shown.page.locator("#tab-findings").click()
    assert "No findings" in shown.text("#list")


def test_a_report_without_a_picture(screen: Screen) -> None:
    bare = replace(judged("shop-mixed").sections[0], picture=None)
    shown = screen.show(report(bare))
    assert shown.count(".node") == 17
    assert shown.count(".edge") == 0
    assert "holds no graph" in shown.text("#shown")


def test_one_node_and_a_cycle(screen: Screen) -> None:
    alone = screen.show(drawn("aws_x.a"))
    assert alone.count(".node") == 1
    around = (("aws_x.a", "aws_x.b"), ("aws_x.b", "aws_x.c"), ("aws_x.c", "aws_x.a"))
    ring = screen.show(drawn("aws_x.a", "aws_x.b", "aws_x.c", edges=around))
    assert ring.count(".edge") == 3
    ring.page.locator(ring.node("aws_x.b")).click()
    assert ring.count(".edge.far") == 0


def test_a_group_says_what_it_stands_for(screen: Screen) -> None:
    group = Node(address=Address("aws_x.many"), type="", members=12)
    subject = report(changes=(), picture=Picture(nodes=(group,), edges=()))
    shown = screen.show(subject)
    assert "stands for 12 objects" in shown.text(".node")
    assert shown.count(".node[data-stack]") == 1


def test_a_long_address_stays_in_its_box(screen: Screen) -> None:
    address = ".".join(f'module.{"long" * 9}{each}["{"key" * 12}"]' for each in range(4))
    shown = screen.show(drawn(f"{address}.aws_x.{'name' * 20}"), width=800)
    shown.page.locator(".node").click()
    wide = "document.documentElement.scrollWidth <= innerWidth"
    assert shown.page.evaluate(wide)
    inside = "el => el.scrollWidth <= el.clientWidth"
    assert shown.page.locator("#details").evaluate(inside)
    assert shown.page.locator("#list").evaluate(inside)


def test_a_pulumi_resource_goes_by_its_name(screen: Screen) -> None:
    told = {
        "acme:shop:Store$aws:rds/instance:Instance::db::main": "rds.Instance::db::main",
        "kubernetes:apps/v1:Deployment::web": "apps.Deployment::web",
        "random:index/randomId:RandomId::x": "RandomId::x",
    }
    nodes = tuple(
        Node(address=Address(each), type=each.partition("::")[0].rpartition("$")[2])
        for each in told
    )
    shown = screen.show(report(changes=(), picture=Picture(nodes=nodes, edges=())))
    assert {shown.text(f"{shown.node(each)} .name") for each in told} == set(told.values())


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_shown_as_they_are(screen: Screen, text: str) -> None:
    shown = screen.show(hostile(text))
    before = shown.count("script")
    shown.page.locator(".node").first.click()
    for tab in ("changes", "plan", "findings"):
        shown.page.locator(f"#tab-{tab}").click()
    shown.page.emulate_media(media="print")
    expect(shown.page.locator("#paper > *")).not_to_have_count(0)
    assert shown.count("script") == before == 2
    assert shown.count("#app img, #app a[href^=http], #paper img") == 0


def test_the_print_is_a_document(screen: Screen) -> None:
    shown = screen.show(judged("shop-mixed"), dark=True)
    shown.page.emulate_media(media="print", color_scheme="dark")
    expect(shown.page.locator("#app")).to_be_hidden()
    expect(shown.page.locator(".paper-change")).to_have_count(17)
    told = shown.text("#paper")
    assert told.startswith("Denied (exit 1)")
    for part in (
        "Ports become reachable",
        "Fix",
        "What can go alone",
        "customer_id",
        "Not enforced",
    ):
        assert part in told
    assert shown.page.pdf()[:5] == b"%PDF-"


def test_everything_has_a_name_for_those_who_listen(screen: Screen) -> None:
    shown = screen.show(judged("shop-mixed"))
    nameless = """
      () => [...document.querySelectorAll("button, input, select, [role=tab]")].filter((each) =>
        !(each.getAttribute("aria-label") || each.textContent.trim() || (each.labels && each.labels[0] && each.labels[0].textContent.trim())))
        .map((each) => each.outerHTML)"""
    assert shown.page.evaluate(nameless) == []
    label = shown.page.get_attribute(shown.node(TABLE), "aria-label")
    assert label is not None
    assert label.startswith(f"{TABLE}: replace, denied, ")


CONTRAST = """
  () => {
    const parse = (text) => {
      const found = text.match(/[\\d.]+/g).map(Number);
      return text.startsWith("color(") ? found.slice(0, 3).map((each) => each * 255).concat(found[3] ?? 1) : found;
    };
    const light = ([r, g, b]) => [r, g, b].map((each) => each / 255)
      .map((each) => (each <= 0.03928 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4))
      .reduce((sum, each, i) => sum + each * [0.2126, 0.7152, 0.0722][i], 0);
    const ground = (each) => {
      for (; each; each = each.parentElement) {
        const color = parse(getComputedStyle(each).backgroundColor);
        if (color[3] === undefined || color[3] === 1) return color;
      }
      return [255, 255, 255];
    };
    const poor = [];
    for (const each of document.querySelectorAll("#app *")) {
      const own = [...each.childNodes].some((child) => child.nodeType === 3 && child.textContent.trim());
      if (!own || !each.offsetParent || each.closest(":disabled, .far")) continue;
      const [one, other] = [light(parse(getComputedStyle(each).color)), light(ground(each))].sort((a, b) => b - a);
      const ratio = (one + 0.05) / (other + 0.05);
      if (ratio < 4.5) poor.push(`${each.className || each.tagName} ${each.textContent.slice(0, 20)} ${ratio.toFixed(2)}`);
    }
    return [...new Set(poor)];
  }"""
"""Texts whose contrast with what is behind them is below that of WCAG 2.2, 1.4.3 (AA)."""


@pytest.mark.parametrize("dark", [False, True])
def test_every_text_can_be_read(screen: Screen, dark: bool) -> None:  # noqa: FBT001 - parametrised
    shown = screen.show(judged("shop-mixed"), dark=dark)
    shown.page.locator("#legend summary").click()
    assert shown.page.evaluate(CONTRAST) == []
    shown.page.locator(shown.node(TABLE)).click()
    shown.page.locator("#tab-plan").click()
    assert shown.page.evaluate(CONTRAST) == []


def test_narrow_windows_show_everything(screen: Screen) -> None:
    for width in (800, 480):
        shown = screen.show(judged("shop-mixed"), width=width)
        assert shown.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        shown.page.locator("#list .card-head").first.click()
        expect(shown.page.locator("#details")).to_be_in_viewport()
        expect(shown.page.locator(".node[aria-current]")).to_be_in_viewport()


def test_a_label_is_not_cut_by_a_section(screen: Screen) -> None:
    shown = screen.show(report(section(label="a" * 200)), width=800)
    assert shown.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
