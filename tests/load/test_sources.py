"""The configuration's files beside a plan."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from planguard.errors import ConfigError
from planguard.load.source_files import find_sources
from planguard.load.sources import open_sources
from planguard.model.source import Location, NoSources

FIXTURES = Path(__file__).parents[2] / "fixtures"


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    directory = tmp_path / "cache"
    monkeypatch.setenv("PLANGUARD_CACHE_DIR", str(directory))
    return directory


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Lay out a root module, a local one that calls another, and an installed one."""
    write(
        tmp_path / "root",
        {
            "main.tf": 'module "a" {\n  source = "./modules/a"\n}\n\n'
            'module "far" {\n  source = "example.com/far"\n}\n\n'
            'resource "aws_x" "y" {\n  name = "n"\n  ingress {\n    port = 1\n  }\n}\n',
            "locals.tf": "locals {\n  x = aws_x.y.id\n}\n",
            "modules/a/main.tf": 'module "b" {\n  source = "../b"\n}\n',
            "modules/b/main.tf": 'resource "aws_x" "z" {\n  name = local.n\n}\n'
            "locals {\n  n = var.n\n}\n",
            ".terraform/modules/far/main.tf": 'output "o" {\n  value = 1\n}\n'
            'module "in" {\n  source = "./in"\n}\n',
            ".terraform/modules/far/in/main.tf": 'data "t" "n" {}\n',
            ".terraform/modules/modules.json": json.dumps(
                {
                    "Modules": [
                        {"Key": "", "Source": "", "Dir": "."},
                        {"Key": "far", "Source": "x", "Dir": ".terraform/modules/far"},
                        {"Key": "far.in", "Source": "./in", "Dir": ".terraform/modules/far/in"},
                    ]
                }
            ),
        },
    )
    return tmp_path / "root"


def write(root: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def told(places: tuple[Location, ...]) -> list[tuple[str, str, int]]:
    return [(place.what, place.file, place.line) for place in places]


def test_the_attribute_comes_before_its_block(root: Path) -> None:
    sources = open_sources(root, {})
    assert sources.locate("", "aws_x.y", "ingress.port") == (
        Location(file="main.tf", line=12, column=5, end_line=12, what="attribute"),
        Location(file="main.tf", line=9, column=1, end_line=14, what="resource"),
    )
    assert sources.missing == ""


@pytest.mark.parametrize(
    ("attribute", "line"),
    [("name", 10), ("ingress.0.port", 12), ("ingress.0.gone.deep", 11), ("ingress", 11)],
)
def test_an_attribute_that_is_not_there_falls_back(root: Path, attribute: str, line: int) -> None:
    places = told(open_sources(root, {}).locate("", "aws_x.y", attribute))
    assert places == [("attribute", "main.tf", line), ("resource", "main.tf", 9)]


@pytest.mark.parametrize("attribute", ["", "gone", "gone.name"])
def test_without_the_attribute_there_is_the_block(root: Path, attribute: str) -> None:
    assert told(open_sources(root, {}).locate("", "aws_x.y", attribute)) == [
        ("resource", "main.tf", 9)
    ]


@pytest.mark.parametrize("modules", [{}, {"module.a": "./modules/a", "module.a.module.b": "../b"}])
def test_a_resource_in_local_modules_is_found_with_its_calls(
    root: Path, modules: dict[str, str]
) -> None:
    sources = open_sources(root, modules)
    assert told(sources.locate("module.a.module.b", "aws_x.z", "name")) == [
        ("attribute", "modules/b/main.tf", 2),
        ("resource", "modules/b/main.tf", 1),
        ("module call", "modules/a/main.tf", 1),
        ("module call", "main.tf", 1),
    ]
    assert sources.locals_of("module.a.module.b", "n") == ("var.n",)


@pytest.mark.parametrize("modules", [{}, {"module.far": "example.com/far"}])
def test_installed_modules_are_found(root: Path, modules: dict[str, str]) -> None:
    sources = open_sources(root, modules)
    assert told(sources.locate("module.far", "output.o", "value")) == [
        ("attribute", ".terraform/modules/far/main.tf", 2),
        ("output", ".terraform/modules/far/main.tf", 1),
        ("module call", "main.tf", 5),
    ]
    assert told(sources.locate("module.far.module.in", "data.t.n", ""))[0][0] == "data"


@pytest.mark.parametrize("listing", ["", "{", "[]", '{"Modules": [{"Key": 1}]}', "{}", "null"])
def test_a_module_that_is_not_at_hand_is_told_once(root: Path, listing: str) -> None:
    write(root, {".terraform/modules/modules.json": listing})
    sources = open_sources(root, {})
    for _ in range(2):
        assert told(sources.locate("module.far.module.in", "data.t.n", "x")) == [
            ("module call", "main.tf", 5)
        ]
    assert sources.locals_of("module.far", "x") == ()
    assert sources.missing.count("module.far are not at hand") == 1
    assert "terraform init" in sources.missing


def test_a_local_module_that_was_removed_is_not_at_hand(root: Path) -> None:
    sources = open_sources(root, {"module.a": "./gone"})
    assert told(sources.locate("module.a", "aws_x.y", "")) == [("module call", "main.tf", 1)]
    assert "module.a" in sources.missing


def test_a_module_that_calls_itself_ends(tmp_path: Path) -> None:
    write(tmp_path / "r", {"main.tf": 'module "a" {\n  source = "./"\n}\n'})
    sources = open_sources(tmp_path / "r", {})
    places = sources.locate("module.a.module.a.module.a", "module.a", "source")
    assert len(places) == 5


def test_a_module_above_the_source_directory_is_named_relative_to_it(tmp_path: Path) -> None:
    write(
        tmp_path, {"r/main.tf": 'module "m" {\n  source = "../m"\n}\n', "m/a.tf": 'output "o" {}'}
    )
    assert (
        open_sources(tmp_path / "r", {}).locate("module.m", "output.o", "")[0].file == "../m/a.tf"
    )


def test_locals_are_the_references_in_them(root: Path) -> None:
    sources = open_sources(root, {})
    assert sources.locals_of("", "x") == ("aws_x.y.id",)
    assert sources.locals_of("", "gone") == ()
    assert sources.locals_of("module.gone", "x") == ()


def test_overrides_win(root: Path) -> None:
    write(
        root,
        {
            "override.tf": 'resource "aws_x" "y" {\n  name = "o"\n'
            "  lifecycle {\n    prevent_destroy = false\n  }\n}\n",
            "lifecycle.tf": 'resource "aws_x" "w" {\n  lifecycle {\n'
            "    prevent_destroy = true\n    ignore_changes = [a]\n  }\n}\n",
            "w_override.tf.json": '{"resource": {"aws_x": {"w": {"lifecycle":'
            ' {"prevent_destroy": false}}}}}',
        },
    )
    sources = open_sources(root, {})
    assert told(sources.locate("", "aws_x.y", "name")) == [
        ("attribute", "override.tf", 2),
        ("resource", "main.tf", 9),
    ]
    assert told(sources.locate("", "aws_x.y", "ingress"))[0][1] == "main.tf"
    assert sources.lifecycle("", "aws_x.w") == {"prevent_destroy": False, "ignore_changes": ("a",)}
    assert sources.lifecycle("", "aws_x.gone") == {}


def test_opentofus_own_files_come_first(root: Path) -> None:
    write(root, {"locals.tofu": "locals {\n  x = var.tofu\n}\n"})
    assert open_sources(root, {}).locals_of("", "x") == ("var.tofu",)


def test_a_broken_file_is_told_and_the_others_are_read(root: Path) -> None:
    write(root, {"broken.tf": 'resource "aws_x" "b" {\n  x = "${"\n  password = secret ]\n}\n'})
    sources = open_sources(root, {})
    assert told(sources.locate("", "aws_x.b", "x")) == [("resource", "broken.tf", 1)]
    assert sources.locals_of("", "x") == ("aws_x.y.id",)
    assert sources.missing.startswith("cannot read broken.tf:")
    assert "secret" not in sources.missing


def test_files_that_hold_nothing_asked_for_are_not_read(root: Path) -> None:
    write(root, {"broken.tf": 'resource "aws_x" "b" {\n  x = ]\n}\n', "bytes.tf": ""})
    (root / "bytes.tf").write_bytes(b'output "o" {} # \xff')
    sources = open_sources(root, {})
    assert sources.locals_of("", "x") == ("aws_x.y.id",)
    assert sources.missing == ""
    assert sources.locate("", "output.o", "") == ()
    assert sources.missing == "cannot read bytes.tf: this is not UTF-8 text"


def test_broken_json_is_told(root: Path) -> None:
    write(root, {"a.tf.json": '{"locals": '})
    sources = open_sources(root, {})
    assert sources.locals_of("", "x") == ("aws_x.y.id",)
    assert sources.missing.startswith("cannot read a.tf.json:1")


def test_a_file_that_cannot_be_opened_is_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    sources = open_sources(root, {})
    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert sources.locals_of("", "x") == ()
    assert "cannot read locals.tf: Permission denied" in sources.missing


def test_another_drive_gives_the_whole_path(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> str:
        raise ValueError

    monkeypatch.setattr("os.path.relpath", refuse)
    place = open_sources(root, {}).locate("", "aws_x.y", "")[0]
    assert place.file == (root / "main.tf").as_posix()


def test_a_second_look_needs_no_grammar(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = open_sources(root, {}).locate("module.a.module.b", "aws_x.z", "name")
    monkeypatch.setitem(sys.modules, "hcl2", None)
    assert open_sources(root, {}).locate("module.a.module.b", "aws_x.z", "name") == first


@pytest.mark.parametrize("name", ["main.txt", ".hidden.tf", "main.tf/inner.txt"])
def test_without_configuration_there_are_no_sources(tmp_path: Path, name: str) -> None:
    write(tmp_path / "r", {name: ""})
    sources = open_sources(tmp_path / "r", {})
    assert isinstance(sources, NoSources)
    assert sources.missing == f"no .tf files in {tmp_path / 'r'}"
    assert not sources.locate("", "a.b", "c")
    assert not sources.locals_of("", "x")
    assert sources.lifecycle("", "a.b") == {}


def test_a_directory_that_is_not_there_holds_no_sources(tmp_path: Path) -> None:
    assert open_sources(tmp_path / "gone", {}).missing != ""


def test_sources_are_found_as_told_then_beside_the_plan_then_here(tmp_path: Path) -> None:
    names = ("told", "plan", "here")
    write(tmp_path, {"plan/a.tf": "", "here/a.tofu": "", "told/b": "", "none/b": ""})
    explicit, plan, here = (tmp_path / name for name in names)
    assert find_sources(explicit, plan / "p.json", here) == explicit
    assert find_sources(None, plan / "p.json", here) == plan
    assert find_sources(None, tmp_path / "none" / "p.json", here) == here
    assert find_sources(None, None, here) == here
    assert find_sources(None, None, tmp_path / "none") is None


def test_a_source_directory_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no such directory"):
        find_sources(tmp_path / "gone", None, tmp_path)


CASES = sorted(
    path.parent for path in FIXTURES.glob("*/plan.json") if (path.parent / "after").is_dir()
)


def configured(
    module: dict[str, Any], path: str = ""
) -> Iterator[tuple[str, str, dict[str, Any]]]:
    yield path, "", module
    for resource in module.get("resources", []):
        yield path, resource["address"], resource
    for name, call in module.get("module_calls", {}).items():
        inner = f"{path}.module.{name}" if path else f"module.{name}"
        yield inner, "call", call
        yield from configured(call["module"], inner)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_block_of_a_real_plan_is_found(case: Path) -> None:
    plan = json.loads((case / "plan.json").read_bytes())
    found = list(configured(plan["configuration"]["root_module"]))
    modules = {path: call["source"] for path, local, call in found if local == "call"}
    for asked in (modules, {}):
        sources = open_sources(case / "after", asked)
        for path, local, resource in found:
            if "." in local:
                places = sources.locate(
                    path, local, next(iter(resource.get("expressions", [])), "")
                )
                assert places[0].what in {"attribute", "resource", "data"}, (path, local)
        assert sources.missing == ""


HIDING = """
resource "aws_x" "y" {
  dynamic "rule" {
    for_each = local.rules
    content {
      group = aws_g.a.id
    }
  }
  name = aws_n.n.name
}
resource "aws_x" "plain" {
  name = aws_n.n.name
}
"""


def test_references_that_a_plan_leaves_out(tmp_path: Path) -> None:
    override = 'resource "aws_x" "y" {\n  dynamic "rule" {\n    for_each = var.own\n  }\n}\n'
    write(tmp_path, {"main.tf": HIDING, "main_override.tf": override})
    sources = open_sources(tmp_path, {})
    assert sources.references_of("", "aws_x.y") == {
        "rule": ("var.own",),
        "rule.group": ("aws_g.a.id",),
    }
    assert sources.references_of("", "aws_x.plain") == {}
    assert sources.references_of("module.gone", "aws_x.y") == {}


def test_files_without_such_references_are_not_read(root: Path) -> None:
    write(root, {"odd.tf": 'resource "aws_x" "odd" {\n  a = = 1\n}\n'})
    sources = open_sources(root, {})
    assert sources.references_of("", "aws_x.odd") == {}
    assert sources.missing == ""


def test_files_are_named_without_being_read(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sources = open_sources(root, {"module.a": "./modules/a", "module.a.module.b": "../b"})
    monkeypatch.setitem(sys.modules, "hcl2", None)
    found = sources.files("module.a.module.b", "aws_x.z")
    assert found == ("modules/b/main.tf", "modules/a/main.tf", "main.tf")
    assert sources.files("", "aws_x.gone") == ()
    assert Path(sources.directory) == root.resolve()


def test_a_block_that_seems_to_be_in_two_files_is_looked_up(root: Path) -> None:
    write(root, {"also.tf": '/*\nresource "aws_x" "y" {\n}\n*/\n'})
    assert open_sources(root, {}).files("", "aws_x.y") == ("main.tf",)
