"""What the documentation shows: commands are run, YAML is read, generated pages are whole."""

from __future__ import annotations

import ast
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import yaml

from planguard.actions.patterns import PATTERNS
from planguard.actions.taxonomy import ACTIONS
from planguard.cli import run
from planguard.formats import FORMATS, GRAPH_FORMATS
from planguard.load import load_policies
from planguard.load.config_document import ConfigDocument
from planguard.model.topic import TOPICS
from planguard.policy.cel_engine import cel
from planguard.policy.vocabulary import ROOTS
from planguard.sources import SOURCES

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
WRITTEN = sorted(
    path
    for path in DOCS.rglob("*.md")
    if path.relative_to(DOCS).parts[0] not in {"reference", "_build"}
)
FOLLOWED = ("index", "start", "policies", "live")
"""Pages whose commands are typed, from the top to the end, in a checkout."""
_BLOCK = re.compile(
    r"^(?P<fence>`{3,})(?:\{code-block\} )?(?P<language>[\w{}-]+)\n"
    r"(?::caption: (?P<caption>\S+)\n\n)?(?P<text>.*?)^(?P=fence)$",
    re.MULTILINE | re.DOTALL,
)
_DIRECTIVES = {"{toctree}", "{include}", "{table}"}
_MARK = "--- the end of what is typed ---"
_ELSEWHERE = ("pip ", "terraform ", "tofu ", "podman ")
"""Commands that need the network or a cloud."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One block of a page: its language, the file it is to be written to, its text."""

    page: str
    language: str
    caption: str
    text: str


def blocks(path: Path) -> Iterator[Block]:
    for found in _BLOCK.finditer(path.read_text(encoding="utf-8")):
        yield Block(
            page=path.relative_to(DOCS).as_posix(),
            language=found["language"],
            caption=found["caption"] or "",
            text=found["text"],
        )


ALL = [block for path in WRITTEN for block in blocks(path)]
YAML = [block for block in ALL if block.language == "yaml"]


@pytest.fixture(scope="module")
def generated() -> Mapping[str, str]:
    """Write the pages that come from the code."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(DOCS))
        pages: Mapping[str, str] = import_module("from_code").pages()
    return pages


def test_every_block_is_of_a_kind_that_is_checked() -> None:
    kinds = {block.language for block in ALL}
    assert kinds <= {"sh", "text", "yaml", "groovy", "python", *_DIRECTIVES}
    assert len(YAML) > 20


@pytest.mark.parametrize("block", [block for block in ALL if block.language == "python"])
def test_the_python_of_a_page_names_what_exists(block: Block) -> None:
    tree = ast.parse(block.text, block.page)
    ours = [
        (node.module, alias.name)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("planguard")
        for alias in node.names
    ]
    assert ours
    for module, name in ours:
        assert hasattr(import_module(str(module)), name), f"{block.page}: {module}.{name}"


# What people are told to type.


def typed_in(page: str) -> list[tuple[str, str]]:
    """Give the commands of a page with what they show; files are written where they stand."""
    steps: list[tuple[str, str]] = []
    for block in blocks(DOCS / f"{page}.md"):
        if block.caption:
            folder = shlex.quote(str(Path(block.caption).parent))
            text = f"mkdir -p {folder}\ncat > {block.caption} <<'END OF FILE'\n{block.text}END OF FILE\n"
            steps.append((text, ""))
        elif block.language == "sh":
            steps.append(("" if elsewhere(block.text) else block.text, ""))
        elif block.language == "text":
            steps[-1] = (steps[-1][0], block.text)
    return steps


def elsewhere(text: str) -> bool:
    return text.startswith(_ELSEWHERE)


@pytest.mark.parametrize("page", FOLLOWED)
def test_a_page_can_be_followed_word_by_word(page: str, tmp_path: Path) -> None:
    (tmp_path / "fixtures").symlink_to(ROOT / "fixtures")
    steps = typed_in(page)
    script = f"echo '{_MARK}'\n".join(typed for typed, _ in steps)
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environ = {name: value for name, value in os.environ.items() if "PLANGUARD" not in name}
    ran = subprocess.run(
        ["bash", "-c", script], cwd=tmp_path, env={**environ, "PATH": path},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.stderr == ""
    outputs = ran.stdout.split(f"{_MARK}\n")
    assert len(outputs) == len(steps)
    for (typed, expected), output in zip(steps, outputs, strict=True):
        at = 0
        for piece in re.split(r"(?m)^\.\.\.\n", expected):
            found = output.find(piece, at)
            assert found >= 0, f"{typed}\n{output}\nholds no\n{piece}"
            at = found + len(piece)


def commands_in(text: str) -> Iterator[str]:
    """Give every call of planguard in a script, without what follows it on the line."""
    for line in text.replace("\\\n", " ").splitlines():
        for piece in re.split(r"\|\||&&|[|;]", line):
            if found := re.search(r"(?:^|['\s])(planguard [^'#]*)", piece.strip()):
                yield re.sub(r"(?<=\s)>.*", "", found[1]).strip()


def scripts() -> Iterator[tuple[str, str]]:
    """Give everything in the pages that a shell would run, with the name of the page."""
    for block in ALL:
        if block.language in {"sh", "groovy"}:
            yield block.page, block.text
        elif block.language == "yaml" and not block.caption:
            yield from ((block.page, text) for text in texts(yaml.safe_load(block.text)))
    for path in WRITTEN:
        for found in re.findall(r"`(planguard [^`]+)`", path.read_text(encoding="utf-8")):
            yield path.name, found


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from texts(each)
    elif isinstance(value, str) and "planguard " in value:
        yield value


def commands() -> list[tuple[str, str]]:
    return sorted({(page, each) for page, text in scripts() for each in commands_in(text)})


def parse(command: str) -> None:
    """Let the command line read a command without running it."""
    import typer  # noqa: PLC0415 - takes time that collecting the tests need not

    from planguard.cli.app import app  # noqa: PLC0415

    here: Any = typer.main.get_command(app)
    words = shlex.split(command)[1:]
    context = here.context_class(here, info_name="planguard")
    while hasattr(here, "commands") and words and not words[0].startswith("-"):
        assert words[0] in here.commands, f"there is no {words[0]} in {command}"
        here, words = here.commands[words[0]], words[1:]
        context = here.context_class(here, info_name=here.name, parent=context)
    if not hasattr(here, "commands"):
        here.parse_args(context, words)


def test_every_command_that_is_shown_exists() -> None:
    found = commands()
    assert len(found) > 30
    for page, command in found:
        try:
            parse(command)
        except Exception as error:
            if type(error).__name__ == "MissingParameter":
                continue  # a command that is only named
            raise AssertionError(f"{page}: {command}: {error}") from error


def test_every_format_that_a_recipe_names_exists() -> None:
    named = {
        name
        for _, command in commands()
        for name in re.findall(r"--format[ =]['\"]?([a-z-]+)", command)
    }
    assert len(named) > 6
    assert named <= {*FORMATS, "svg", *GRAPH_FORMATS}


# What people are shown to write.


def kind_of(text: str) -> str:
    document = yaml.safe_load(text)
    keys = {str(key) for key in document}
    if "id" in keys:
        return "policy"
    if keys == {"facts"}:
        return "facts"
    if {"jobs", "name"} <= keys:
        return "workflow"
    if keys <= set(ConfigDocument.model_fields):
        return "config"
    if "workflows" in keys:
        return "atlantis"
    kinds = {"repos": "pre-commit", "planguard": "gitlab", "include": "gitlab"}
    return kinds.get(next(iter(document)), "unknown")


KINDS = {"policy", "facts", "workflow", "config", "pre-commit", "gitlab", "atlantis"}


def test_every_yaml_that_is_shown_is_of_a_kind_that_is_known() -> None:
    assert {kind_of(block.text) for block in YAML} == KINDS


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "policies").mkdir()
    for name in ("policies/service-cut-in-half.yaml",):
        *_, text = (block.text for block in YAML if block.caption == name)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_every_configuration_that_is_shown_is_right(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    configs = [block for block in YAML if kind_of(block.text) == "config"]
    assert len(configs) > 6
    for block in configs:
        (place / "planguard.yaml").write_text(block.text, encoding="utf-8")
        code = run(["config", "show"])
        assert (code, capsys.readouterr().err) == (0, ""), f"{block.page}: {block.text}"


def shown(kind: str) -> list[Any]:
    return [yaml.safe_load(block.text) for block in YAML if kind_of(block.text) == kind]


def test_workflows_give_the_action_what_it_takes() -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    jobs = [job for flow in shown("workflow") for job in flow["jobs"].values()]
    steps = [step for job in jobs for step in job["steps"]]
    ours = [step for step in steps if "OWNER/planguard" in step.get("uses", "")]
    assert all({"run", "uses"} & set(step) for step in steps)
    assert len(ours) > 2
    assert all(step["with"].keys() <= action["inputs"].keys() for step in ours)
    outputs = {name for job in jobs for name in job.get("outputs", {})}
    assert outputs <= set(action["outputs"])


def test_a_pipeline_gives_the_component_what_it_takes() -> None:
    text = (ROOT / "templates/planguard.yml").read_text(encoding="utf-8")
    takes = next(yaml.safe_load_all(text))["spec"]["inputs"]
    given = [each for flow in shown("gitlab") for each in flow.get("include", ())]
    assert given
    assert all(each["inputs"].keys() <= takes.keys() for each in given)


def test_hooks_that_are_named_exist() -> None:
    offered = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    repos = [each for flow in shown("pre-commit") for each in flow["repos"]]
    named = {hook["id"] for each in repos if each["repo"] != "local" for hook in each["hooks"]}
    assert named == {each["id"] for each in offered}


def test_expressions_that_are_shown_compile() -> None:
    page = (DOCS / "policies.md").read_text(encoding="utf-8")
    table = page[page.index("| expression |") : page.index("## Parameters")]
    found = re.findall(r"^\| `(.+?)` \|", table, re.MULTILINE)
    assert len(found) > 10
    for expression in found:
        program = cel().compile(expression.replace("\\|", "|"))
        assert set(program.variables()) <= {*ROOTS, "a", "c"}, expression


# What is written from the code.


def headings(text: str) -> set[str]:
    found = re.findall(r"^#+ `?(.+?)`?$", text, re.MULTILINE)
    return {each.replace("\\", "") for each in found}


def test_every_thing_has_its_place(generated: Mapping[str, str]) -> None:
    of_policies = {p.id for p in load_policies()}
    wanted: dict[str, set[str]] = {
        "policies/": of_policies,
        "actions/": set(ACTIONS),
        "patterns.md": set(PATTERNS),
        "topics.md": set(TOPICS),
        "sources/": set(SOURCES),
        "formats.md": {*FORMATS, *GRAPH_FORMATS},
        "expressions.md": set(ROOTS),
    }
    for start, names in wanted.items():
        found = set[str]().union(
            *(headings(text) for name, text in generated.items() if name.startswith(start))
        )
        assert names - found == set(), start


def test_every_command_has_its_help(generated: Mapping[str, str]) -> None:
    page = generated["commands.md"]
    for command in ("planguard check", "planguard policies test", "planguard schema"):
        assert f"## `{command}`" in page
        assert f"Usage: {command}" in page


def test_yaml_in_generated_pages_can_be_read(generated: Mapping[str, str]) -> None:
    blocks_of = [
        found["text"]
        for text in generated.values()
        for found in _BLOCK.finditer(text)
        if found["language"] == "yaml"
    ]
    assert len(blocks_of) > 2 * len(load_policies())
    assert all(isinstance(yaml.safe_load(text), dict) for text in blocks_of)


def test_configurations_in_generated_pages_are_right(
    generated: Mapping[str, str], place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pages = [text for name, text in generated.items() if name.startswith(("sources/", "topics"))]
    texts_of = [found["text"] for page in pages for found in _BLOCK.finditer(page)]
    configs = [text for text in texts_of if text.startswith("sources:")]
    assert len(configs) >= len(SOURCES) + len(TOPICS)
    for text in configs:
        (place / "planguard.yaml").write_text(text, encoding="utf-8")
        code = run(["config", "show"])
        assert (code, capsys.readouterr().err) == (0, ""), text


def test_pages_are_the_same_each_time_and_tell_of_no_machine(generated: Mapping[str, str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(DOCS))
        assert import_module("from_code").pages() == generated
    everything = "\n".join([*generated.values(), *(path.read_text("utf-8") for path in WRITTEN)])
    assert str(ROOT) not in everything
    assert str(Path.home()) + "/" not in everything
