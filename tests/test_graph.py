"""The dependency graph: references, state, identities, and Terraform's own graph as the judge."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planguard.graph import DependencyGraph, Link, Via, build, reached, spread
from planguard.load.outline_cache import OutlineCache
from planguard.load.sources import DirectorySources
from planguard.model.plan import (
    ConfigBlock,
    ConfigModule,
    ConfigProvider,
    Configuration,
    Plan,
    Resource,
)
from planguard.model.source import NoSources
from planguard.model.words import Address, Mode
from planguard.readers.terraform_plan import read

HERE = Path(__file__).parent
STACKS = sorted(
    path.parent
    for folder in (HERE / "graph_stacks", HERE.parent / "fixtures")
    for path in folder.glob("*/graph.dot")
    if (path.parent / "plan.json").exists()
)


class Locals(NoSources):
    """Knows the locals it is given."""

    def __init__(
        self,
        known: Mapping[tuple[str, str], tuple[str, ...]],
        hidden: Mapping[tuple[str, str], Mapping[str, tuple[str, ...]]] | None = None,
    ) -> None:
        """Take the references of each (module, local), and those hidden in (module, block)."""
        super().__init__()
        self.known = known
        self.hidden = hidden or {}

    def references_of(self, module: str, local: str) -> Mapping[str, tuple[str, ...]]:
        """Give what is known."""
        return self.hidden.get((module, local), {})

    def locals_of(self, module: str, name: str) -> tuple[str, ...]:
        """Give what is known."""
        return self.known.get((module, name), ())


def resource(address: str, *depends_on: str) -> Resource:
    module, _, last = address.rpartition("module.")
    head, _, local = last.partition(".") if module or "module." in address else ("", "", address)
    if "module." in address:
        module = f"{module}module.{head}"
    found = re.fullmatch(r'((?:data\.)?)([^.]+)\.([^.\[]+)(?:\[(?:(\d+)|"(.*)")\])?', local)
    assert found, address
    data, type_, name, number, text = found.groups()
    return Resource(
        address=Address(address),
        mode=Mode.DATA if data else Mode.MANAGED,
        type=type_,
        name=name,
        module=module,
        key=int(number) if number else (text or ""),
        provider="",
        values=dict,
        depends_on=depends_on,
        in_state=True,
    )


def module(
    path: str,
    blocks: Mapping[str, ConfigBlock],
    calls: Mapping[str, ConfigBlock] | None = None,
    outputs: Mapping[str, tuple[str, ...]] | None = None,
    after: Mapping[str, tuple[str, ...]] | None = None,
) -> ConfigModule:
    return ConfigModule(
        path=path,
        blocks=blocks,
        calls=calls or {},
        outputs=outputs or {},
        output_depends_on=after or {},
    )


def block(
    repetition: tuple[str, ...] = (),
    depends_on: tuple[str, ...] = (),
    provider: str = "",
    **references: tuple[str, ...],
) -> ConfigBlock:
    return ConfigBlock(
        references=references, repetition=repetition, depends_on=depends_on, provider=provider
    )


def plan(
    *modules: ConfigModule,
    resources: tuple[Resource | str, ...],
    providers: Mapping[str, ConfigProvider] | None = None,
    identities: Mapping[str, Address] | None = None,
    mentions: tuple[tuple[Address, str], ...] = (),
) -> Plan:
    known = [resource(item) if isinstance(item, str) else item for item in resources]
    return Plan(
        label="plan.json",
        tool="terraform",
        tool_version="1.11.4",
        format_version="1.2",
        changes=(),
        resources={item.address: item for item in known},
        configuration=Configuration(
            modules={item.path: item for item in modules}, providers=providers or {}
        ),
        identities=identities or {},
        mentions=lambda: mentions,
    )


def edges(graph: DependencyGraph) -> set[tuple[str, str]]:
    return {(str(a), str(b)) for a, b, _ in graph.edges()}


A, B = Address("t.a"), Address("t.b")


def test_reference_carries_attribute_and_target() -> None:
    root = module("", {"t.b": block(x=("t.a.net.id", "t.a.net", "t.a"))})
    graph = build(plan(root, resources=("t.a", "t.b")), NoSources())
    assert graph.links(B, A) == (Link(attribute="x", target="net.id", via=Via.REFERENCE),)
    assert graph.dependencies(B) == (A,)
    assert graph.dependents(A) == (B,)
    assert graph.nodes == (A, B)
    assert A in graph
    assert len(graph) == 2


@pytest.mark.parametrize(
    ("references", "keys"),
    [
        (("t.a[0].id", "t.a[0]", "t.a"), [0]),
        (("t.a", "count.index"), [1]),
        (("t.a",), [0, 1, 2]),
        (("t.a[9].id", "t.a[9]", "t.a"), []),
        (("self.id", "path.module", "count.index", "t", "", "var.x"), []),
    ],
)
def test_keys_of_count(references: tuple[str, ...], keys: list[int]) -> None:
    root = module("", {"t.b": block(x=references)})
    graph = build(plan(root, resources=("t.a[0]", "t.a[1]", "t.a[2]", "t.b[1]")), NoSources())
    assert graph.dependencies(Address("t.b[1]")) == tuple(f"t.a[{key}]" for key in keys)


def test_each_value_is_the_member_with_the_same_key() -> None:
    root = module("", {"t.b": block(repetition=("t.a",), x=("each.value.id", "each.value"))})
    graph = build(plan(root, resources=('t.a["k"]', 't.a["l"]', 't.b["k"]')), NoSources())
    assert edges(graph) == {('t.b["k"]', 't.a["k"]')}
    links = graph.links(Address('t.b["k"]'), Address('t.a["k"]'))
    assert {(link.attribute, link.target, link.via) for link in links} == {
        ("x", "id", Via.REFERENCE),
        ("", "", Via.REPETITION),
    }


def test_each_key_and_other_keys_mean_all_instances() -> None:
    root = module("", {"t.b": block(repetition=("t.a.names", "t.a"), x=("each.key",))})
    graph = build(plan(root, resources=("t.a", 't.b["k"]')), NoSources())
    assert {link.target for link in graph.links(Address('t.b["k"]'), A)} == {"names"}
    root = module("", {"t.b": block(x=("t.a", "each.key"))})
    graph = build(plan(root, resources=('t.a["x"]', 't.a["y"]', 't.b["k"]')), NoSources())
    assert len(edges(graph)) == 2


def test_inputs_and_outputs_of_nested_modules() -> None:
    modules = (
        module(
            "",
            {"t.b": block(x=('module.m["k"].out', 'module.m["k"]', "module.m"))},
            {"m": block(repetition=("local.names",), value=("t.a", "each.key"))},
        ),
        module("module.m", {}, {"n": block(given=("var.value",))}, {"out": ("module.n.out",)}),
        module(
            "module.m.module.n",
            {"t.c": block(x=("var.given",))},
            outputs={"out": ("t.c.id", "t.c", "var.given")},
            after={"out": ("t.d",)},
        ),
    )
    inside = [f'module.m["{key}"].module.n.t.{name}' for key in "kl" for name in "cd"]
    graph = build(plan(*modules, resources=('t.a["k"]', 't.a["l"]', "t.b", *inside)), NoSources())
    assert edges(graph) == {
        ('module.m["k"].module.n.t.c', 't.a["k"]'),
        ('module.m["l"].module.n.t.c', 't.a["l"]'),
        ("t.b", 'module.m["k"].module.n.t.c'),
        ("t.b", 'module.m["k"].module.n.t.d'),
        ("t.b", 't.a["k"]'),
    }
    (link,) = graph.links(B, Address('module.m["k"].module.n.t.c'))
    assert (link.target, link.through) == ("id", ("module.m.out", "module.m.module.n.out"))
    (waits,) = graph.links(B, Address('module.m["k"].module.n.t.d'))
    assert (waits.via, waits.attribute) == (Via.DEPENDS_ON, "")


def test_modules_wait_for_what_their_call_names() -> None:
    root = module(
        "",
        {"t.z": block(depends_on=("module.m",))},
        {"m": block(repetition=("t.a.n", "t.a"), depends_on=("t.b",))},
    )
    inner = module("module.m", {"t.c": block()})
    graph = build(
        plan(root, inner, resources=("t.a", "t.b", "module.m[0].t.c", "t.z")), NoSources()
    )
    (inside,) = graph.dependencies(Address("t.z"))
    assert graph.dependencies(inside) == (A, B)
    assert [link.via for link in graph.links(inside, A)] == [Via.REPETITION]
    assert [link.via for link in graph.links(inside, B)] == [Via.DEPENDS_ON]


def test_whole_modules_by_key() -> None:
    root = module(
        "",
        {"t.b": block(x=("module.m", "each.key")), "t.e": block(repetition=("module.m",))},
        {"m": block()},
    )
    inner = module("module.m", {})
    names = tuple(f'module.m["{key}"].t.c' for key in "kl")
    graph = build(plan(root, inner, resources=(*names, 't.b["k"]', 't.e["l"]')), NoSources())
    assert edges(graph) == {('t.b["k"]', names[0]), ('t.e["l"]', names[1])}


def test_siblings_in_a_repeated_module_stay_in_their_instance() -> None:
    inner = module("module.m", {"t.b": block(x=("t.a.id", "t.a"))})
    names = tuple(f"module.m[{key}].t.{name}" for key in (0, 1) for name in "ab")
    graph = build(plan(module("", {}), inner, resources=names), NoSources())
    assert edges(graph) == {(names[1], names[0]), (names[3], names[2])}


def test_provider_configured_from_a_resource() -> None:
    provider = ConfigProvider(
        name="k8s", full_name="", module="", references={"host": ("t.a.url", "t.a")}
    )
    root = module("", {"t.b": block(provider="k8s"), "t.c": block(provider="gone")})
    graph = build(
        plan(root, resources=("t.a", "t.b", "t.c"), providers={"k8s": provider}), NoSources()
    )
    assert graph.links(B, A) == (Link(attribute="", target="url", via=Via.PROVIDER),)
    assert not graph.dependencies(Address("t.c"))


def test_data_source_and_objects_passed_through() -> None:
    root = module(
        "",
        {"t.b": block(x=("data.t.d.id", "data.t.d")), "data.t.d": block(y=("resource.t.a.arn",))},
        {"m": block(net=("t.a",))},
    )
    inner = module("module.m", {"t.c": block(x=("var.net.id", "var.net"))})
    graph = build(
        plan(root, inner, resources=("t.a", "t.b", "data.t.d", "module.m.t.c")), NoSources()
    )
    assert graph.path(B, A) == (B, Address("data.t.d"), A)
    assert graph.origins(Address("module.m.t.c"), ("x",)) == ("t.a.id",)


def test_locals_come_from_sources() -> None:
    root = module("", {"t.b": block(x=("local.one",))})
    sources = Locals({("", "one"): ("local.two",), ("", "two"): ("t.a.id", "local.one")})
    graph = build(plan(root, resources=("t.a", "t.b")), sources)
    (link,) = graph.links(B, A)
    assert (link.via, link.through) == (Via.REFERENCE, ("local.one", "local.two"))


def test_dynamic_blocks_come_from_sources() -> None:
    hidden = {("", "t.a"): {"rule": ("t.b.id",), "rule.cidr": ("each.value.id",)}}
    root = module("", {"t.a": block(repetition=("t.c",)), "t.b": block(), "t.c": block()})
    known = plan(root, resources=('t.a["x"]', "t.b", 't.c["x"]', 't.c["y"]'))
    graph = build(known, Locals({}, hidden))
    assert ('t.a["x"]', 't.c["y"]') not in edges(graph)
    told = {(link.attribute, link.target) for _, _, links in graph.edges() for link in links}
    assert {("rule", "id"), ("rule.cidr", "id")} <= told


def test_state_fills_in_what_no_reference_explains() -> None:
    root = module("", {"t.c": block(x=("t.b.id", "t.b")), "t.b": block(x=("local.x",))})
    known = (
        "t.a",
        resource("t.b", "t.a", "t.gone"),
        resource("t.c", "t.a", "t.b"),
        resource("module.old.t.d", "t.a", "t.b", "module.old.t.e"),
        "module.old.t.e",
    )
    graph = build(plan(root, resources=known), NoSources())
    assert edges(graph) == {
        ("t.b", "t.a"),
        ("t.c", "t.b"),
        ("module.old.t.d", "t.b"),
        ("module.old.t.d", "module.old.t.e"),
    }
    assert [link.via for link in graph.links(B, A)] == [Via.STATE]


def test_state_list_behind_data_sources_is_explained_by_them() -> None:
    root = module("", {"t.b": block(x=("data.t.d.id",)), "data.t.d": block(x=("t.a.id",))})
    known = ("t.a", "data.t.d", resource("t.b", "data.t.d", "t.a"))
    graph = build(plan(root, resources=known), NoSources())
    assert graph.dependencies(B) == (Address("data.t.d"),)


def test_inferred_edges_join_only_what_nothing_else_joins() -> None:
    root = module("", {"t.b": block(x=("t.a.id",))})
    found = {"sg-12345678": A, "arn:aws:x:1": B, "gone": Address("t.gone")}
    said = (
        (Address("t.c"), "sg-12345678"),
        (A, "arn:aws:x:1"),
        (Address("t.c"), "arn:aws:x:1"),
        (A, "sg-12345678"),
        (Address("t.c"), "gone"),
        (Address("t.c"), "never seen"),
    )
    graph = build(
        plan(root, resources=("t.a", "t.b", "t.c"), identities=found, mentions=said), NoSources()
    )
    assert edges(graph) == {("t.b", "t.a"), ("t.c", "t.a"), ("t.c", "t.b")}
    links = [link for b in (A, B) for link in graph.links(Address("t.c"), b)]
    assert [(link.via, link.target) for link in links] == [
        (Via.INFERRED, "id"),
        (Via.INFERRED, "arn"),
    ]


def test_many_to_many_goes_through_one_node() -> None:
    root = module("", {"t.b": block(x=("t.a.id", "t.a"))})
    names = [f"t.{name}[{key}]" for name in "ab" for key in range(60)]
    graph = build(
        plan(
            root,
            resources=tuple(names),
            identities={"id-00000001": Address("t.a[3]")},
            mentions=((Address("t.b[7]"), "id-00000001"),),
        ),
        NoSources(),
    )
    b7, a3 = Address("t.b[7]"), Address("t.a[3]")
    assert sum(1 for _ in graph.edges()) == 120
    assert graph.groups[A][3] == a3
    assert len(graph.dependencies(b7)) == len(graph.dependents(a3)) == 60
    assert graph.links(b7, a3) == (Link(attribute="x", target="id", via=Via.REFERENCE),)
    assert graph.path(b7, a3) == (b7, a3)
    assert graph.origins(b7, ("x",)) == ("t.a.id",)


def test_origins_take_the_longest_attribute() -> None:
    root = module(
        "",
        {
            "t.b": ConfigBlock(
                references={"ingress.groups": ("t.a.id",), "ingress": ("t.c.id",)},
                depends_on=("t.c",),
            )
        },
    )
    graph = build(plan(root, resources=("t.a", "t.b", "t.c")), NoSources())
    assert graph.origins(B, ("ingress", 0, "groups", 1)) == ("t.a.id",)
    assert graph.origins(B, ("ingress", 0, "port")) == ("t.c.id",)
    assert graph.origins(B, ("other",)) == ()
    assert graph.origins(Address("nowhere"), ("x",)) == ()


def test_origins_of_a_container_are_those_inside() -> None:
    root = module("", {"t.b": ConfigBlock(references={"ingress.groups": ("t.a",)})})
    graph = build(plan(root, resources=("t.a", "t.b")), NoSources())
    assert graph.origins(B, ("ingress",)) == ("t.a",)


def test_neighbourhood_and_paths() -> None:
    root = module("", {"t.b": block(x=("t.a.id",)), "t.c": block(x=("t.b.id",))})
    graph = build(plan(root, resources=("t.a", "t.b", "t.c", "t.d")), NoSources())
    assert graph.neighbourhood([A], 0) == (A,)
    assert graph.neighbourhood([B, Address("no")], 1) == (A, B, Address("t.c"))
    assert graph.path(A, B) == ()
    assert graph.path(A, Address("no")) == ()
    assert graph.order.index(B) < graph.order.index(A)
    assert not graph.users(Address("no"))


def test_keys_with_quotes_and_points() -> None:
    names = ('module.m["a.b\\"c"].t.a', 'module.m["a.b\\"c"].t.b')
    known = [
        Resource(
            address=Address(name),
            mode=Mode.MANAGED,
            type="t",
            name=name[-1],
            module=name[:-4],
            key="",
            provider="",
            values=dict,
        )
        for name in names
    ]
    inner = module("module.m", {"t.b": block(x=("t.a.id",))}, outputs={"o": ("t.b.id",)})
    root = module("", {"t.z": block(x=('module.m["a.b\\"c"].o',))}, {"m": block()})
    graph = build(plan(root, inner, resources=(*known, "t.z")), NoSources())
    assert edges(graph) == {(names[1], names[0]), ("t.z", names[1])}


words = st.one_of(
    st.text(max_size=12),
    st.lists(
        st.sampled_from(
            ["t", "a", "b", "data", "var", "x", "local", "module", "m", "out", "each", "value"]
        ),
        max_size=6,
    ).map(".".join),
    st.sampled_from(['t.a["', "t.a[0", 'module.m["k"].out.x', "module.m[0]", "each.value.x"]),
)
many = st.lists(words, max_size=4).map(tuple)


@given(many, many, many, many)
@settings(max_examples=150, deadline=None)
def test_no_reference_string_raises(
    one: tuple[str, ...], two: tuple[str, ...], three: tuple[str, ...], four: tuple[str, ...]
) -> None:
    root = module(
        "",
        {"t.a": block(repetition=two, depends_on=three, x=one), "t.b": block(x=four)},
        {"m": block(repetition=one, depends_on=two, x=three)},
        {"out": one},
    )
    inner = module("module.m", {"t.c": block(repetition=one, x=four)}, outputs={"out": two})
    known = ("t.a[0]", "t.a[1]", 't.b["k"]', 'module.m["k"].t.c[0]', resource("t.d", *one))
    graph = build(plan(root, inner, resources=known), Locals({("", "x"): four}))
    assert all(a != b for a, b, _ in graph.edges())
    assert sorted(graph.order) == list(graph.nodes)


arcs = st.integers(1, 12).flatmap(
    lambda size: st.lists(
        st.lists(st.integers(0, size - 1), max_size=3, unique=True), min_size=size, max_size=size
    )
)


@given(arcs, st.booleans(), st.sampled_from([0, spread.MOST_ROUNDED]))
@settings(deadline=None)
def test_bit_sets_equal_a_search(
    rows: list[list[int]],
    forward: bool,  # noqa: FBT001
    most: int,
) -> None:
    if forward:
        rows = [[target for target in row if target < node] for node, row in enumerate(rows)]

    def search(start: list[int]) -> set[int]:
        seen = set(start)
        stack = list(start)
        while stack:
            for target in set(rows[stack.pop()]) - seen:
                seen.add(target)
                stack.append(target)
        return seen

    with patch.object(spread, "MOST_ROUNDED", most):
        found = reached(rows.__getitem__, [*rows, []])
    assert found == [sum(1 << node for node in search(start)) for start in [*rows, []]]


def folded(address: str) -> str:
    return re.sub(r'\[(?:"[^"]*"|\d+)\]', "", address)


@pytest.fixture(scope="module")
def outlines(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("outlines")


@pytest.mark.parametrize("stack", STACKS, ids=lambda path: path.name)
def test_every_edge_of_terraform_graph_is_in_ours(stack: Path, outlines: Path) -> None:
    known = read((stack / "plan.json").read_bytes(), stack.name)
    modules = {path: each.source for path, each in known.configuration.modules.items()}
    sources = DirectorySources(stack / "after", modules, OutlineCache(outlines))
    ours: dict[str, set[str]] = {folded(address): set() for address in known.resources}
    for a, b, _ in build(known, sources).edges():
        ours[folded(a)].add(folded(b))
    text = (stack / "graph.dot").read_text().replace('\\"', "'")
    wanted = {
        (folded(a.replace("'", '"')), folded(b.replace("'", '"')))
        for a, b in re.findall(r'^\s*"([^"]+)" -> "([^"]+)"', text, re.MULTILINE)
    }
    missing = []
    for user, used in wanted:
        if user != used and {user, used} <= ours.keys():
            seen, todo = {user}, [user]
            while todo:
                new = ours[todo.pop()] - seen
                seen |= new
                todo += new
            if used not in seen:
                missing.append((user, used))
    assert not missing


def test_what_a_whole_repeats_of_its_part_is_no_edge() -> None:
    table, role, policy = "aws_dynamodb_table.t", "aws_iam_role.r", "aws_iam_role_policy.p"
    root = module("", {policy: block(policy=(f"{table}.arn",), role=(f"{role}.id",))})
    known = plan(
        root,
        resources=(table, role, policy),
        identities={"arn:aws:x:1": Address(table)},
        mentions=((Address(role), "arn:aws:x:1"),),
    )
    assert edges(build(known, NoSources())) == {(policy, table), (policy, role)}
