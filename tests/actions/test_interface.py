from __future__ import annotations

from planguard.actions.entries import asked, by_rules, differing_of
from planguard.actions.interface import Pair, Rule, Subject, changed, number, steps_of, when
from planguard.actions.patterns import PATTERNS
from planguard.graph import DependencyGraph
from planguard.model.plan import Change, Resource
from planguard.model.value import Path, Sensitive, Unknown, Value
from planguard.model.words import Address, Disruption, Mode, Verb


class _Graph(DependencyGraph):
    def __init__(self) -> None:
        """Know nothing of a plan."""

    def origins(self, address: Address, path: Path) -> tuple[str, ...]:
        return (f"{address}.{path[0]}",)


def _subject(before: dict[str, Value], after: dict[str, Value]) -> Subject:
    resource = Resource(
        address=Address("t.a"),
        mode=Mode.MANAGED,
        type="t",
        name="a",
        module="",
        key="",
        provider="",
        values=lambda: before,
    )
    change = Change(resource=resource, verb=Verb.UPDATE, before=before, after=after)
    return Subject(change=change, graph=_Graph())


def test_pairs_differ_and_places_need_not() -> None:
    subject = _subject({"a": 1, "b": 1}, {"a": 1, "b": 2})
    assert list(subject.pairs("a")) == []
    assert list(subject.pairs("b")) == [Pair(path=("b",), before=1, after=2)]
    assert list(subject.places("a")) == [Pair(path=("a",), before=1, after=1)]


def test_a_step_in_quotes_has_points() -> None:
    before: dict[str, Value] = {"c": {"retention.ms": 9, "retention": {"ms": 1}}}
    after: dict[str, Value] = {"c": {"retention.ms": 5, "retention": {"ms": 2}}}
    subject = _subject(before, after)
    pair = Pair(path=("c", "retention.ms"), before=9, after=5)
    assert list(subject.pairs('c."retention.ms"')) == [pair]
    assert steps_of('a."b.c".*') == ("a", "b.c", "*")
    assert subject.meets(when(number("c", up="scale.up"), only={'c."retention.ms"': "5"}))


def test_map_keys_and_lists() -> None:
    subject = _subject({"m": {"x": {"v": 1}}}, {"m": {"x": {"v": 1}, "y": {"v": 2}}})
    assert [pair.path for pair in subject.pairs("m.*.v")] == [("m", "y", "v")]
    subject = _subject({"m": None}, {"m": [{"v": [1, 2]}]})
    assert [pair.path for pair in subject.pairs("m.v")] == [("m", 0, "v")]
    subject = _subject({"m": [{"v": 1}]}, {"m": None})
    assert [(pair.path, pair.after) for pair in subject.pairs("m.v")] == [(("m", 0, "v"), None)]
    assert list(_subject({"m": 5}, {}).pairs("m.*.v")) == []


def test_marks_are_passed_down() -> None:
    unknown = _subject({"m": [{"v": 1}]}, {"m": Unknown()})
    [pair] = unknown.pairs("m.v")
    assert pair.after == Unknown(origins=("t.a.m",))
    sensitive = _subject({"m": [{"v": 1}]}, {"m": Sensitive([])})
    [pair] = sensitive.pairs("m.v")
    assert pair.after == Sensitive([])


def test_action_takes_costs_from_rule_else_taxonomy() -> None:
    subject = _subject({}, {})
    pair = Pair(path=("n",), before=1, after=2)
    assert subject.action("scale.up", pair, "x").disruption is Disruption.NONE
    rule = number("n", up="scale.up", disruption=Disruption.OUTAGE)
    assert subject.action("scale.up", pair, "x", rule=rule).disruption is Disruption.OUTAGE


def test_json_text_is_descended_into() -> None:
    subject = _subject({"p": '{"r": [{"n": 1}]}'}, {"p": '{"r": [{"n": 2}]}'})
    assert [(pair.path, pair.after) for pair in subject.pairs("p.r.n")] == [
        (("p", "r", 0, "n"), 2)
    ]
    listed = _subject({"p": '[{"n": 1}]'}, {"p": '[{"n": 2}]'})
    assert [pair.after for pair in listed.pairs("p.n")] == [2]
    assert list(_subject({"p": "{broken"}, {"p": "[broken"}).pairs("p.n")) == []


def _seen(rule: Rule, before: dict[str, Value], after: dict[str, Value]) -> list[str]:
    subject = _subject(before, after)
    return [
        action.because
        for action in by_rules(
            subject, asked([rule], subject.change.verb), differing_of(subject.change), PATTERNS
        )
    ]


def test_conditions_on_the_value_before() -> None:
    rule = when(number("n", up="scale.up", down="scale.down"), was_not={"n": "-1"})
    assert _seen(rule, {"n": -1}, {"n": 4}) == []
    assert _seen(rule, {"n": 2}, {"n": 4}) == ["n rises from 2 to 4"]
    rule = when(number("n", up="scale.up"), was={"mode": "manual"})
    assert _seen(rule, {"n": 2, "mode": "Manual"}, {"n": 4, "mode": "auto"}) != []
    assert _seen(rule, {"n": 2, "mode": "auto"}, {"n": 4, "mode": "manual"}) == []


def _rules(*blocks: tuple[str, str, int]) -> dict[str, Value]:
    return {"rule": [{"name": n, "access": a, "port": {"from": p}} for n, a, p in blocks]}


def test_conditions_on_the_block_around_a_place() -> None:
    rule = when(changed("rule.port.from", "routing.rule"), beside={"rule.access": "allow"})
    before = _rules(("a", "Allow", 1), ("b", "Deny", 1))
    assert _seen(rule, before, _rules(("a", "Allow", 1), ("b", "Deny", 2))) == []
    both = _seen(rule, before, _rules(("b", "Deny", 2), ("a", "Allow", 2)))
    assert both == ["rule[1].port.from goes from 1 to 2"]
    assert len(_seen(rule, before, _rules(("b", "Deny", 1)))) == 1
    assert _seen(rule, before, _rules(("a", "Allow", 1))) == []


def test_a_condition_on_a_block_that_cannot_be_read_may_hold() -> None:
    before = _rules(("a", "Allow", 1))
    after: dict[str, Value] = {"rule": [{"name": "a", "access": Unknown(), "port": {"from": 2}}]}
    rule = changed("rule.port.from", "routing.rule")
    assert len(_seen(when(rule, beside={"rule.access": "allow"}), before, after)) == 1
    assert len(_seen(when(rule, not_beside={"rule.access": "deny"}), before, after)) == 1


def test_conditions_add_up() -> None:
    rule = when(when(number("a.n", up="scale.up"), was={"b": "x"}), beside={"a.c": ("Y", "z")})
    assert rule.elsewhere.was == {"b": ("x",)}
    assert list(rule.conditions) == ["b", "a.c"]
    assert when(rule).elsewhere is rule.elsewhere


def test_a_quoted_step_stays_one_in_a_block() -> None:
    rule = when(changed('m."x.y".v', "routing.rule"), beside={'m."x.y"."k.l"': "on"})
    before: dict[str, Value] = {"m": {"x.y": {"v": 1, "k.l": "on"}}}
    assert len(_seen(rule, before, {"m": {"x.y": {"v": 2, "k.l": "on"}}})) == 1
    assert _seen(rule, before, {"m": {"x.y": {"v": 2, "k.l": "off"}}}) == []
