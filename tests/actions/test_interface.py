from __future__ import annotations

from planguard.actions.interface import Pair, Subject, number, steps_of, when
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
