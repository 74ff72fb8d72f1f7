"""The front door for people who write policies: small plans and examples that hold."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from planguard.errors import PolicyError
from planguard.model.plan import Plan
from planguard.model.settings import Environment
from planguard.model.value import Sensitive, Unknown
from planguard.model.words import Mode, Outcome, ReplaceOrder, Verb
from planguard.policy.document import Example
from planguard.policy.reading import read_policy
from planguard.testing import change, example_plan, judge, plan, run_examples

POLICY = """\
id: cut
title: A big cut
on: [scale.down]
where: env.protected
when: action.magnitude < params.factor
decision: deny
message: m
why: w
fix: f
params:
  factor: {about: a, default: 0.5}
"""
CUT = change("aws_ecs_service", before={"desired_count": 9}, after={"desired_count": 2})


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "cut.yaml"
    path.write_text(POLICY, encoding="utf-8")
    return path


def test_judge_takes_a_path_or_a_policy(file: Path) -> None:
    assert judge(file, plan(CUT)) is Outcome.FAIL
    assert judge(str(file), plan(CUT)) is Outcome.FAIL
    assert judge(read_policy(POLICY, "cut", "cut"), plan(CUT)) is Outcome.FAIL
    assert judge(file, plan(CUT), environment=Environment(protected=False)) is Outcome.PASS
    assert judge(file, plan()) is Outcome.PASS


@pytest.mark.parametrize(
    ("when", "outcome"),
    [
        ("change.type > 3", Outcome.ERROR),
        ("change.after.x == 1", Outcome.UNKNOWN),
        ("true", Outcome.FAIL),
        ("false", Outcome.PASS),
        ("params.unset == 1", Outcome.SKIP),
    ],
)
def test_the_most_severe_outcome_counts(when: str, outcome: Outcome) -> None:
    text = POLICY.replace("action.magnitude < params.factor", when) + "  unset: {about: a}\n"
    if outcome is not Outcome.SKIP:
        text = text.replace("  unset: {about: a}\n", "")
    cut = change(
        "aws_ecs_service", before={"desired_count": 9}, after={"desired_count": 2}, unknown=["x"]
    )
    assert judge(read_policy(text, "cut", "cut"), plan(cut)) is outcome


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match="cannot be read as UTF-8 text"):
        judge(tmp_path / "none.yaml", plan())
    (tmp_path / "cut.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(PolicyError, match="cannot be read as UTF-8 text"):
        run_examples(tmp_path / "cut.yaml")


@pytest.mark.parametrize(
    ("fields", "verb", "before", "after"),
    [
        ({"before": {"a": 1}, "after": {"a": 2}}, Verb.UPDATE, {"a": 1}, {"a": 2}),
        ({"verb": "create", "before": {"a": 1}, "after": {"a": 2}}, Verb.CREATE, {}, {"a": 2}),
        ({"verb": "delete", "before": {"a": 1}, "after": {"a": 2}}, Verb.DELETE, {"a": 1}, {}),
        ({"verb": "forget", "before": {"a": 1}, "unknown": ["b"]}, Verb.FORGET, {"a": 1}, {}),
        ({"verb": "read", "unknown": ["b"]}, Verb.READ, {}, {"b": Unknown()}),
        ({"before": {"a": 1}, "after": {"a": 1}, "moved_from": "o"}, Verb.MOVE, {"a": 1}, {"a": 1}),
        ({"before": {"a": 1}, "after": {"a": 2}, "moved_from": "o"}, Verb.UPDATE, {"a": 1}, {"a": 2}),
        ({"after": {"a": "s"}, "sensitive": ["a", "b"]}, Verb.UPDATE, {}, {"a": Sensitive("s")}),
        ({"after": {"a": None}, "sensitive": ["a"]}, Verb.UPDATE, {}, {"a": None}),
        ({"after": {"a": {"b": 1}}, "unknown": ["a.c"]}, Verb.UPDATE, {},
         {"a": {"b": 1, "c": Unknown()}}),
        ({"after": {"a": [{"b": 1}, 2]}, "unknown": ["a.b"]}, Verb.UPDATE, {},
         {"a": [{"b": Unknown()}, 2]}),
        ({"unknown": ["a.b.c"]}, Verb.UPDATE, {}, {"a": {"b": {"c": Unknown()}}}),
    ],
)  # fmt: skip
def test_changes(fields: dict[str, Any], verb: Verb, before: object, after: object) -> None:
    made = change("aws_x", **fields)
    assert (made.verb, made.before, made.after) == (verb, before, after)


def test_a_replacement_names_what_forces_it() -> None:
    made = change("aws_x", verb="replace", before={"b": 1, "a": 1, "c": 3}, after={"c": 3})
    assert made.replace_paths == (("a",), ("b",))
    assert made.order is ReplaceOrder.DELETE_FIRST
    first = change("aws_x", verb="replace", order="create-first")
    assert first.order is ReplaceOrder.CREATE_FIRST
    assert change("aws_x").order is ReplaceOrder.NOT_REPLACED


@pytest.mark.parametrize(
    ("key", "address"),
    [("", "aws_x.a"), (0, "aws_x.a[0]"), (3, "aws_x.a[3]"), ("k", 'aws_x.a["k"]')],
)
def test_addresses(key: str | int, address: str) -> None:
    made = change("aws_x", name="a", key=key)
    assert made.address == address
    assert made.resource.provider.endswith("/aws")


def test_a_misspelt_field_is_refused() -> None:
    with pytest.raises(ValidationError):
        change("aws_x", bfore={})


def test_what_is_marked_in_a_plan_is_a_secret() -> None:
    made = plan(change("aws_x", before={"a": "one"}, after={"a": ["two"]}, sensitive=["a"]))
    assert made.secrets == {"one", "two"}
    assert plan(label="other").label == "other"


def described(**fields: Any) -> Plan:
    return example_plan(Example(name="n", expect="fail", **fields))


def test_the_plan_of_an_example() -> None:
    made = described(
        change={"type": "aws_a", "after": {"x": 1}, "references": {"x": ["aws_c.example.id"]}},
        changes=[{"type": "aws_b", "verb": "read"}],
        unchanged=[{"type": "aws_c", "before": {"id": "i"}}],
        drift=[{"type": "aws_a", "before": {"x": 1}, "after": {"x": 2}}],
        plan={
            "complete": False, "errored": True, "had_state": False, "invocations": ["action.a"],
            "variables": {"v": 1}, "providers": ["registry.x/hashicorp/aws ~> 5", "p"],
            "modules": ["acme/vpc 1.2.0", "./m"],
        },
    )  # fmt: skip
    assert [c.address for c in made.changes] == ["aws_a.example", "aws_b.example"]
    assert made.changes[1].resource.mode is Mode.DATA
    assert len(made.drift) == 1
    assert made.resources[made.changes[0].address].in_state
    assert {r.type: dict(r.values()) for r in made.resources.values()}["aws_c"] == {"id": "i"}
    assert (made.completeness.errored, made.completeness.complete) == (True, False)
    assert made.completeness.reasons
    assert not made.had_state
    assert [i.address for i in made.invocations] == ["action.a"]
    assert made.variables == {"v": 1}
    root = made.configuration.modules[""]
    assert root.blocks["aws_a.example"].references == {"x": ("aws_c.example.id",)}
    modules = [(m.source, m.version) for m in made.configuration.modules.values()]
    assert modules == [("", ""), ("acme/vpc", "1.2.0"), ("./m", "")]
    providers = made.configuration.providers.values()
    assert [(p.name, p.full_name, p.version) for p in providers] == [
        ("aws", "registry.x/hashicorp/aws", "~> 5"), ("p", "p", ""),
    ]  # fmt: skip


def test_a_whole_plan_has_no_reasons() -> None:
    assert described().completeness.reasons == ()


EXAMPLES = """\
examples:
  - name: a big cut
    expect: fail
    change: &cut {type: aws_ecs_service, before: {desired_count: 9}, after: {desired_count: 2}}
  - name: elsewhere
    expect: pass
    protected: false
    change: *cut
  - name: a parameter of the example
    expect: pass
    params: {factor: 0.1}
    change: *cut
  - name: wrong on purpose
    expect: unknown
    change: *cut
"""


def test_examples_are_run(file: Path) -> None:
    file.write_text(POLICY + EXAMPLES, encoding="utf-8")
    results = run_examples(file)
    assert [(r.name, r.outcome, r.holds) for r in results] == [
        ("a big cut", Outcome.FAIL, True),
        ("elsewhere", Outcome.PASS, True),
        ("a parameter of the example", Outcome.PASS, True),
        ("wrong on purpose", Outcome.FAIL, False),
    ]
    assert {r.policy for r in results} == {"cut"}
    assert results[0].report.exit_code == 1


@pytest.mark.parametrize(
    ("facts", "outcome"),
    [
        ("{backup.latest: 30h ago}", Outcome.FAIL),
        ("{backup.latest: {value: 90m ago, age: 1m}}", Outcome.PASS),
        ("{backup.latest: {value: 90m ago, age: 3h}}", Outcome.UNKNOWN),
        ("{backup.latest: {unknown: it timed out}}", Outcome.UNKNOWN),
        ("{backup.latest: {unbound: true}}", Outcome.SKIP),
        ("{backup.latest: 30h ago}\n    unbound: [backup.latest]", Outcome.SKIP),
        ("{}", Outcome.UNKNOWN),
    ],
)
def test_facts_of_examples(facts: str, outcome: Outcome, file: Path) -> None:
    text = POLICY.replace("when: action.magnitude < params.factor",
                          'ask: {backup: backup.latest}\nwhen: backup.age > duration("24h")')  # fmt: skip
    file.write_text(text + EXAMPLES.replace("  - name: elsewhere", f"    facts: {facts}\n  - name: e"),
                    encoding="utf-8")  # fmt: skip
    assert run_examples(file)[0].outcome is outcome


def test_facts_that_are_none_are_refused(file: Path) -> None:
    text = POLICY.replace("when:", "ask: {b: load.cpu}\nwhen: b > 60 ||")
    told = "    facts: {load.cpu: much}\n  - name: e"
    file.write_text(text + EXAMPLES.replace("  - name: elsewhere", told), encoding="utf-8")
    with pytest.raises(PolicyError, match=r"example 'a big cut': .*where a number belongs"):
        run_examples(file)
