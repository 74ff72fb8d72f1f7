from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema
import pytest
import yaml

from planguard.load.config_document import ConfigDocument
from planguard.sources import SOURCES

if TYPE_CHECKING:
    from cli.conftest import Run


EMPTY = {f"{key}: {{}}" for key in ("overrides", "catalogue", "sources", "bindings", "topics")}


def test_init_writes_what_works(command: Run) -> None:
    ran = command("init")
    assert ran.code == 0
    assert "wrote  planguard.yaml\n" in ran.out
    assert command("policies", "test", "policies").code == 0
    assert command("config", "show").code == 0
    text = Path("planguard.yaml").read_text(encoding="utf-8")
    assert all(f"\n{key}:" in text for key in ConfigDocument.model_fields)


def test_the_examples_in_the_comments_work_too(command: Run) -> None:
    command("init")
    path = Path("planguard.yaml")
    lines = path.read_text(encoding="utf-8").splitlines()
    start = next(at for at, line in enumerate(lines) if line == "overrides: {}")
    opened = []
    for line in lines[start:]:
        bare = line.removesuffix(" {}") if line in EMPTY else line
        bare = bare.removesuffix(" []") if bare == "  patterns: []" else bare
        is_example = bare.startswith(("#  ", "  #  ", "  # codeowners"))
        opened.append(bare.replace("#", " ", 1) if is_example else bare)
    Path(".github").mkdir()
    Path(".github/CODEOWNERS").write_text("* @all\n", encoding="utf-8")
    text = "\n".join([*lines[:start], *opened])
    path.write_text(text.replace("    codeowners:", "  codeowners:"), encoding="utf-8")
    ran = command("config", "show")
    assert ran.code == 0, ran.err
    assert "max_cut = 0.8" in ran.out
    assert "acme_queue" in ran.out
    assert "CODEOWNERS: 1 rule\n" in ran.out
    assert "then 1 pattern" in ran.out
    assert "  alerts   alertmanager\n" in ran.out
    assert "  queue.oldest    prom (prometheus)\n" in ran.out
    assert "  queue.oldest  number, in s  age of the oldest message that waits\n" in ran.out


def test_init_elsewhere_touches_nothing_that_exists(command: Run) -> None:
    Path("new").mkdir()
    Path("new/planguard.yaml").write_text("# mine\n", encoding="utf-8")
    ran = command("init", "new")
    assert "kept   new/planguard.yaml (it exists)" in ran.out
    assert Path("new/planguard.yaml").read_text(encoding="utf-8") == "# mine\n"
    assert Path("new/policies/database-resized.yaml").is_file()
    assert "kept   new/policies/database-resized.yaml" in command("init", "new").out


def test_init_leaves_a_folder_that_holds_something_alone(command: Run) -> None:
    Path("policies").mkdir()
    Path("policies/rules.yaml").write_text("- not: ours\n", encoding="utf-8")
    assert "kept   policies (it exists)" in command("init").out
    assert [each.name for each in Path("policies").iterdir()] == ["rules.yaml"]
    assert command("config", "show").code == 0


def test_init_where_nothing_can_be_written(command: Run) -> None:
    Path("file").write_text("", encoding="utf-8")
    ran = command("init", "file/below")
    assert (ran.code, "cannot be written" in ran.err) == (2, True)


def test_show_without_a_configuration(command: Run) -> None:
    ran = command("config", "show")
    assert ran.out.startswith("configuration: none found here or above")
    assert "environments: none configured" in ran.out
    assert "live state: no sources" in ran.out


def test_show(command: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    far = tmp_path / "far"
    far.mkdir()
    Path("planguard.yaml").write_text(
        "environments:\n"
        "  prod: {live: true, match: {workspace: [p*], path: [x], variable: {v: [w]}, tag: {t: [u]}}}\n"
        "  other: {protected: false}\n"
        f"policy_folders: ['{far.as_posix()}']\n"
        "overrides:\n"
        "  capacity-cut-sharply: {reason: calm, decision: warn, params: {max_cut: 0.8}}\n"
        "  mutable-image-tag: {reason: pinned, off: true}\n"
        "  required-tags: {reason: as it is}\n"
        "owners: {tags: []}\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("PLANGUARD_ENV", "prod")
    ran = command("config", "show")
    assert "live; workspace p* or path x or variable v = w or tag t = u\n" in ran.out
    assert "not protected  only by --env\n" in ran.out
    assert "  capacity-cut-sharply: decision warn, max_cut = 0.8 (calm)\n" in ran.out
    assert "  mutable-image-tag: off (pinned)\n" in ran.out
    assert "  required-tags: as shipped (as it is)\n" in ran.out
    assert f"  {far.as_posix()}\n" in ran.out
    assert "owners: tags none\n" in ran.out
    assert "set in the environment: PLANGUARD_CACHE_DIR, PLANGUARD_ENV\n" in ran.out


def test_the_schema_accepts_what_init_writes(command: Run) -> None:
    command("init")
    command("config", "schema", "-o", "schema.json")
    schema = json.loads(Path("schema.json").read_text(encoding="utf-8"))
    written = yaml.safe_load(Path("planguard.yaml").read_text(encoding="utf-8"))
    jsonschema.validate(written, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"enviroments": {}}, schema)


LIVE = """\
sources: {prom: {type: prometheus, url: "http://127.0.0.1:1"}}
bindings:
  load.cpu: {source: prom, query: up, types: [aws_ecs_*]}
  traffic.rate:
    - {source: prom, query: up, environments: [prod], range: 5m, reduce: max}
    - {source: prom, query: up}
topics: {queue.oldest: {kind: number, about: age of the oldest, unit: s}}
live: {timeout: 4s}
"""


def test_show_live_state(command: Run) -> None:
    Path("planguard.yaml").write_text(LIVE, encoding="utf-8")
    told = command("config", "show").out
    assert "live state: 1 source, 4 s for all questions\n  prom  prometheus\n" in told
    assert "  load.cpu      prom (prometheus) for aws_ecs_*\n" in told
    assert "  traffic.rate  prom (prometheus) in prod\n" in told


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("type: prometheus", "type: prometeus"),
        ("url:", "ulr:"),
        ('url: "http://127.0.0.1:1"', "url: 7"),
        ("reduce: max", "reduce: most"),
        ("query: up}", "quary: up}"),
        ("{source: prom, query: up}", "{query: up}"),
        ("kind: number", "kind: figure"),
        ("timeout: 4s", "timeout: soon"),
    ],
)
def test_the_schema_knows_the_keys_of_sources(command: Run, was: str, becomes: str) -> None:
    schema = json.loads(command("config", "schema").out)
    jsonschema.validate(yaml.safe_load(LIVE), schema)
    assert was in LIVE
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(yaml.safe_load(LIVE.replace(was, becomes)), schema)
    Path("planguard.yaml").write_text(LIVE.replace(was, becomes), encoding="utf-8")
    assert command("config", "show").code == 2


def test_the_schema_knows_every_kind_of_source(command: Run) -> None:
    schema = json.loads(command("config", "schema").out)
    kinds = schema["$defs"]["SourceDocument"]["oneOf"]
    assert [each["properties"]["type"]["const"] for each in kinds] == list(SOURCES)
    assert all("type" in each["required"] for each in kinds)
    jsonschema.Draft202012Validator.check_schema(schema)
