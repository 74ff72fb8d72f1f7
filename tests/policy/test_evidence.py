"""The operations that prove an action: RFC 6902, no more than needed, no secrets."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace

import jsonpatch
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planguard.model.action import Action, ActionId
from planguard.model.plan import Change
from planguard.model.redaction import Redactor
from planguard.model.report import Operation
from planguard.model.value import Path, Sensitive, Unknown, Value
from planguard.policy.evidence import operations
from planguard.readers.pulumi.naming import counterpart
from planguard.testing import change

SECRET = "Wx7-kQ9z/Lm2+Tr5"  # noqa: S105 - made up


def prove(
    before: Mapping[str, Value],
    after: Mapping[str, Value],
    *paths: Path,
    secrets: Sequence[str] = (),
) -> list[tuple[str, str, str, str]]:
    subject = change("a_b", before=dict(before), after=dict(after))
    return [(o.op, o.path, o.before, o.after) for o in proof(subject, *paths, secrets=secrets)]


def proof(subject: Change, *paths: Path, secrets: Sequence[str] = ()) -> tuple[Operation, ...]:
    action = Action(id=ActionId("other"), address=subject.address, because="b", paths=paths)
    return operations(action, subject, Redactor(secrets))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (1, 2, ("replace", "/a", "1", "2")),
        (None, 2, ("add", "/a", "null", "2")),
        (1, None, ("remove", "/a", "1", "null")),
        ("x", Unknown(), ("replace", "/a", "x", "(known after apply)")),
        (Sensitive("x"), Sensitive("y"), ("replace", "/a", "(sensitive)", "(sensitive)")),
        ("text", [1], ("replace", "/a", "text", "[1]")),
        ("{broken", "[1]", ("replace", "/a", "{broken", "[1]")),
    ],
)
def test_one_value(before: Value, after: Value, expected: tuple[str, str, str, str]) -> None:
    assert prove({"a": before}, {"a": after}, ("a",)) == [expected]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({"x": 1, "y": 2}, {"x": 1, "y": 3}, [("replace", "/a/y", "", "3")]),
        ({"x": 1}, {"x": 1, "y": 3}, [("add", "/a/y", "", "3")]),
        ({"x": 1, "y": 3}, {"x": 1}, [("remove", "/a/y", "", "")]),
        ([1, 2], [1, 2, 3], [("add", "/a/2", "", "3")]),
        ('{"x": [1]}', '{"x": [2]}', [("replace", "/a/x/0", "", "2")]),
        ({"a/b": 1}, {"a/b": 2}, [("replace", "/a/a~1b", "", "2")]),
        ({"x": Unknown()}, {"x": 1}, [("replace", "/a/x", "", "1")]),
        ({"x": 1}, {"x": Unknown()}, [("replace", "/a/x", "", "(known after apply)")]),
        ({"x": 1}, {"x": 1}, []),
        ('{"x": 1}', '{ "x": 1 }', []),
        ({"x": 7, "y": [0]}, {"y": [0, 7]}, [("move", "/a/y/1", "from /a/x", "")]),
    ],
)
def test_inside_a_structure(
    before: Value, after: Value, expected: list[tuple[str, str, str, str]]
) -> None:
    assert prove({"a": before}, {"a": after}, ("a",)) == expected


def test_paths_lead_into_lists_and_are_escaped() -> None:
    before = {"a": [{"x/y": 1}]}
    assert prove(before, {"a": [{"x/y": 2}]}, ("a", 0, "x/y")) == [
        ("replace", "/a/0/x~1y", "1", "2")
    ]
    assert prove({}, {}, ()) == []


@pytest.mark.parametrize(
    ("before", "after", "count"),
    [
        (Sensitive("x"), Sensitive("y"), 1),
        (Sensitive("x"), Sensitive("x"), 0),
        ("x", Sensitive("x"), 0),
        ("x", Sensitive("y"), 1),
        (SECRET, f"{SECRET}2", 1),
        (f"a {SECRET} b", f"c {SECRET} b", 1),
    ],
)
def test_a_hidden_value_that_changes_is_an_operation_without_it(
    before: Value, after: Value, count: int
) -> None:
    told = prove(
        {"a": [{"k": before}, {"k": 1}]},
        {"a": [{"k": after}, {"k": 1}]},
        ("a",),
        secrets=[SECRET, f"{SECRET}2", "see"],
    )
    assert len(told) == count
    assert all("(sensitive" in each[3] and SECRET not in str(each) for each in told)


@pytest.mark.parametrize("key", ["name", "Name", "key"])
def test_a_value_beside_a_name_that_tells_of_a_secret_is_hidden(key: str) -> None:
    value = "Value" if key == "Name" else "value"

    def text(secret: str) -> str:
        return json.dumps([{"environment": [{key: "DB_PASSWORD", value: secret}]}])

    before, after = {"a": text("Zx9-kQ2w/71")}, {"a": text("Zx9-kQ2w/72")}
    (told,) = prove(before, after, ("a",))
    assert told == ("replace", f"/a/0/environment/0/{value}", "", "(sensitive) (another value)")


def test_a_secret_key_is_hidden_in_the_pointer() -> None:
    told = prove({"a": {}}, {"a": {SECRET: 1}}, ("a",), secrets=[SECRET])
    assert told == [("add", "/a/(sensitive)", "", "1")]


def test_there_are_no_more_than_a_dozen() -> None:
    many = {f"k{place}": place for place in range(40)}
    assert len(prove({"a": {}}, {"a": many}, ("a",))) == 12
    paths: list[Path] = [(name,) for name in many]
    assert len(prove({}, many, *paths)) == 12
    twice = prove({"a": {}, "b": {}}, {"a": many, "b": many}, ("a",), ("b",))
    assert len(twice) == 12
    assert not [each for each in twice if each[1].startswith("/b")]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(0, 9) | st.sampled_from(["a", "b", "c d"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["x", "y", "z/"]), inner, max_size=3)
    ),
    max_leaves=6,
)


@given(
    st.dictionaries(st.sampled_from(["p", "q"]), JSON),
    st.dictionaries(st.sampled_from(["p", "q"]), JSON),
)
def test_the_operations_lead_from_before_to_after(
    before: dict[str, Value], after: dict[str, Value]
) -> None:
    subject = change("a_b", before={"a": before}, after={"a": after})
    told = proof(subject, ("a",))
    patch = []
    for each in told:
        step: dict[str, object] = {"op": each.op, "path": each.path.removeprefix("/a")}
        if each.op == "move":
            step["from"] = each.before.removeprefix("from /a")
        elif each.op != "remove":
            step["value"] = _read(each.after)
        patch.append(step)
    if len(told) < 12:
        assert jsonpatch.apply_patch(before, patch) == after


def _read(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError:
        return text


def test_names_are_those_of_the_program_but_in_json_text() -> None:
    rule = {"from_port": 22, "cidr_blocks": ["10.0.0.0/8"]}
    subject = change("aws_security_group", before={"ingress": []}, after={"ingress": [rule]})
    naming = counterpart("aws:ec2/securityGroup:SecurityGroup").naming
    subject = replace(subject, resource=replace(subject.resource, naming=naming))
    (told,) = proof(subject, ("ingress",))
    assert (told.path, told.after) == (
        "/ingress/0",
        '{"fromPort": 22, "cidrBlocks": ["10.0.0.0/8"]}',
    )
    texts = ('{"a_b": {"c_d": 1}}', '{"a_b": {"c_d": {"e_f": 2}}}')
    subject = replace(subject, before={"ingress": texts[0]}, after={"ingress": texts[1]})
    (told,) = proof(subject, ("ingress",))
    assert (told.path, told.after) == ("/ingress/a_b/c_d", '{"e_f": 2}')
