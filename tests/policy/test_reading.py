"""Policy files: what they may hold, and errors with line and column."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest

from planguard.errors import PolicyError
from planguard.model.topic import Kind, Topic
from planguard.model.words import Decision
from planguard.policy.expression import Expression
from planguard.policy.reading import Policy, read_document, read_policy
from planguard.policy.yaml_text import position, scalar_position

TEN_MINUTES = timedelta(minutes=10)
TEXT = """\
id: sample
title: A sample
on: [scale.*]
when: action.magnitude < 0.5
decision: deny
message: "{{ change.address }} shrinks to {{ action.after }}"
why: Because.
fix: |
  Do less of {{ action.id }}.
"""


def read(text: str, **fields: Any) -> Policy:
    return read_policy(text, "p/sample.yaml", "sample", **fields)


def refusal(text: str, **fields: Any) -> PolicyError:
    with pytest.raises(PolicyError) as caught:
        read(text, **fields)
    return caught.value


def test_defaults() -> None:
    policy = read(TEXT)
    assert (policy.id, policy.title, policy.on, policy.per) == (
        "sample", "A sample", ("scale.*",), "action",
    )  # fmt: skip
    assert policy.decision is Decision.DENY
    assert policy.on_unknown is Decision.APPROVE
    assert policy.on_unbound is None
    assert policy.where.source == "true"
    assert (policy.params, policy.unset, policy.ask) == ({}, (), {})
    assert policy.where_from == "p/sample.yaml"


def test_a_message_is_texts_and_expressions_in_turn() -> None:
    pieces = read(TEXT).message.pieces
    assert [p.source if isinstance(p, Expression) else p for p in pieces] == [
        "change.address", " shrinks to ", "action.after",
    ]  # fmt: skip
    assert read(TEXT).fix.pieces[-1] == "."


def test_trusted_and_validated_files_read_alike() -> None:
    text = TEXT + "params:\n  max: {about: The most, default: 3}\n  min: {about: The least}\n"
    one, other = read(text), read(text, trusted=True)
    assert one.params == other.params == {"max": 3, "min": None}
    assert one.unset == other.unset == ("min",)
    assert one.when.variables == other.when.variables


@pytest.mark.parametrize("quote", ["on", '"on"', "'on'"])
def test_the_key_on_is_no_boolean(quote: str) -> None:
    assert read(TEXT.replace("\non:", f"\n{quote}:")).on == ("scale.*",)


def test_a_condition_may_be_a_plain_truth() -> None:
    text = TEXT.replace("when: action.magnitude < 0.5", "where: true\nwhen: false")
    assert (read(text).where.source, read(text).when.source) == ("true", "false")
    assert read(text, trusted=True).when.source == "false"


def test_concerns_by_glob() -> None:
    policy = read(TEXT.replace("[scale.*]", "[scale.*, data.delete]"))
    assert policy.concerns("scale.down")
    assert policy.concerns("data.delete")
    assert not policy.concerns("data.replace")


EXAMPLES = "examples:\n  - name: n\n    expect: fail\n    change: {type: a_b}\n"


@pytest.mark.parametrize("place", ["first", "middle", "last"])
def test_examples_may_stand_anywhere(place: str) -> None:
    head, tail = TEXT.split("decision:")
    text = {
        "first": EXAMPLES + TEXT,
        "middle": f"{head}{EXAMPLES}decision:{tail}",
        "last": TEXT + EXAMPLES + "# the end\n",
    }[place]
    assert read(text).id == "sample"
    assert len(read_document(text, "sample.yaml").examples) == 1


def test_examples_before_a_quoted_key_do_not_swallow_it() -> None:
    text = TEXT.replace("fix:", f'{EXAMPLES}"fix":')
    assert read(text).fix.pieces


def test_broken_examples_do_not_stop_a_check_but_are_found() -> None:
    text = TEXT + EXAMPLES.replace("expect: fail", "expect: maybe")
    assert read(text).id == "sample"
    with pytest.raises(PolicyError, match=r"sample.yaml:12:5: `examples.0.expect`"):
        read_document(text, "sample.yaml")


@pytest.mark.parametrize(
    ("old", "new", "where", "problem"),
    [
        ("id: sample", "id: other", ":1:1", "the id is 'other', but the file is called 'sample'"),
        ("id: sample", "id: Not Good", ":1:1", "`id` "),
        ("decision: deny", "decision: maybe", ":5:1", "`decision` "),
        ("decision: deny", "descision: deny", "", "the key `decision` is missing"),
        ("decision: deny", "decision: deny\nextra: 1", ":6:1", "there is no key `extra`"),
        ("on: [scale.*]", "on: []", ":3:1", "`on` "),
        ("on: [scale.*]", "on: [1]", ":3:6", "`on.0` "),
        ("on: [scale.*]", "on: scale.*", ":3:1", "`on` "),
        ("why: Because.", "why: [", "", "is no valid YAML"),
        ("why: Because.", "why: a: b", ":7:7", "is no valid YAML"),
        ("why: Because.", "why: \x07", "", "is no valid YAML"),
        ("why: Because.", "ask: {Bad Name: a.b}\nwhy: w", ":7:7", "`ask.Bad Name"),
        (TEXT, "- a\n- b\n", "", "is no mapping of keys"),
        (TEXT, "", "", "is no mapping of keys"),
        ("action.magnitude <", "acton.magnitude <", ":4:7", "did you mean `action`?"),
        ("when: action.magnitude", "when: true && action.magnitud", ":4:15", "magnitude"),
        ("when: action.magnitude < 0.5", "when: 'true && acton.id == 1'", ":4:16", "acton"),
        ("when: action.magnitude < 0.5", 'when: "acton.id == \\"acton\\""', ":4:8", "acton"),
        ("when: action", "when: |\n  true\n  && acton", ":6:6", "acton"),
        ("when: action", "when: >-\n  true\n  && action.id != ''\n  && acton", ":7:6", "acton"),
        ("when: action", "when: true\n  && acton", ":5:6", "acton"),
        ("action.magnitude < 0.5", "1 +", ":4:7", "`when`: is no valid CEL"),
        ("{{ action.after }}", "{{ action.afer }}", ":6:46", "`message`: there is no `afer`"),
        ("{{ action.id }}", "{{ acton.id }}", ":9:17", "`fix`: there is no `acton`"),
        ("{{ action.id }}", "{{ }}", ":8:6", "`fix`: is no valid CEL"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(
    old: str, new: str, where: str, problem: str
) -> None:
    assert old in TEXT
    error = refusal(TEXT.replace(old, new, 1))
    assert problem in error.problem
    assert error.where.startswith("p/sample.yaml")
    assert not where or error.where == f"p/sample.yaml{where}"


def test_parameters_set_unset_and_stray() -> None:
    text = TEXT + "params:\n  max: {about: The most}\n"
    assert read(text).unset == ("max",)
    assert read(text, settings={"max": 3}).params == {"max": 3}
    assert read(text, settings={"max": 3}).unset == ()
    error = refusal(text, settings={"mux": 3})
    assert (
        str(error) == "p/sample.yaml: there is no parameter 'mux' in policy sample (it has: max)"
    )
    assert "it has: none" in str(refusal(TEXT, settings={"a": 1}))


def test_names_a_policy_declares_may_be_used() -> None:
    text = TEXT.replace(
        "when: action", "ask: {load: traffic.rate}\nwhen: load.value > 3 && action"
    )
    text = text.replace("0.5", "params.max") + "params:\n  max: {about: m, default: 1}\n"
    assert [v.steps[0] for v in read(text).when.variables] == ["load", "action", "params"]
    asked = read(text).ask["load"]
    assert (asked.name, asked.topic.unit, asked.max_age) == ("traffic.rate", "1/s", TEN_MINUTES)


@pytest.mark.parametrize(
    ("ask", "problem"),
    [
        (
            "{load: load.cpuu}",
            "p/sample.yaml:10:7: there is no topic 'load.cpuu' (did you mean load.cpu?)",
        ),
        ("{load: nonsense}", "there is no topic 'nonsense' (`planguard topics` lists them"),
        ("{load: 'flag.*'}", "there is no topic 'flag.*'"),
        ("{load: {topic: load.cpu, max_age: soon}}", "`ask.load.max_age`"),
    ],
)
def test_topics_that_do_not_exist(ask: str, problem: str) -> None:
    with pytest.raises(PolicyError) as told:
        read(TEXT.rstrip() + f"\nask: {ask}\n")
    assert problem in str(told.value)


@pytest.mark.parametrize(
    ("when", "problem"),
    [
        ("load.valeu > 3", "there is no `valeu` in `load`; did you mean `value`?"),
        ("busy.count > 3 && load.count > 3", "there is no `count` in `load`"),
        ("busy.certain > 3", "there is no `` in `certain`"),
        ("busy.possible.ids[0] == 'a' && busy.possible.x", "there is no `x` in `possible`"),
        ("busy[0].idd == 'a' && ticket.approvd", "did you mean `approved`?"),
    ],
)
def test_fields_of_facts_that_do_not_exist(when: str, problem: str) -> None:
    asks = "{load: load.cpu, busy: incident.active, ticket: change.ticket}"
    text = re.sub("(?m)^when: .*$", f'ask: {asks}\nwhen: "{when}"', TEXT)
    with pytest.raises(PolicyError) as told:
        read(text)
    assert problem in str(told.value)


def test_a_team_declares_topics_and_ages() -> None:
    own = {"tier": Topic(name="tier", kind=Kind.TEXT, about="a")}
    asks = "ask: {tier: {topic: tier, max_age: 90s}}\nwhen: tier == 'gold' && action"
    policy = read(TEXT.replace("when: action", asks), topics=own)
    assert policy.ask["tier"].max_age == timedelta(seconds=90)


@pytest.mark.parametrize("keys", ["decision: deny", "per: change\ndecision: warn"])
def test_a_lane_is_judged_per_action_and_relaxes(keys: str) -> None:
    text = re.sub("(?m)^decision: .*$", f"{keys}\nrelax: [freeze]", TEXT)
    with pytest.raises(PolicyError, match="a lane is judged per action and relaxes to"):
        read(text)


def test_a_place_that_is_not_there_is_the_nearest_one() -> None:
    assert position(TEXT, "f", ("nothing", 3)) == "f:1:1"
    assert position(TEXT, "f", ("on", 7)) == "f:3:1"
    assert position(TEXT, "f", ("title", "deeper")) == "f:2:1"
    assert position("", "f", ("a",)) == "f"
    assert scalar_position(TEXT, "f", "nothing", "a", 0) == "f"
    assert scalar_position("- a", "f", "when", "a", 0) == "f"
    assert scalar_position('when: "\\x61b"', "f", "when", "ab", 0) == "f:1:7"
