from __future__ import annotations

import json
import textwrap
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
import yaml

from cli.live_state import BUSY, write_config, write_policies
from planguard.cli import sources
from planguard.model.topic import TOPICS
from planguard.sources import SOURCES, source_named

if TYPE_CHECKING:
    from cli.conftest import Run

OWN = "topics:\n  queue.oldest: {kind: number, about: age of the oldest, unit: s}\n"
AWS = """\
sources: {aws: {type: aws, region: eu-west-1}, other: {type: aws}}
bindings:
  backup.latest: {source: aws}
  backup.kept: {source: other, environments: [prod]}
"""


def test_every_topic_is_listed(command: Run) -> None:
    ran = command("topics")
    assert (ran.code, ran.err) == (0, "")
    assert all(f"{topic.name}  " in ran.out for topic in TOPICS.values())
    assert "load.cpu  number, in %\n  processor load " in ran.out
    assert "tests.passed  true or false, of the plan\n" in ran.out
    assert f"\n{len(TOPICS)} topics, 0 bound here, " in ran.out


def test_who_answers_and_who_asks(command: Run) -> None:
    write_policies(BUSY)
    write_config(more="  flag.checkout: {source: prom, query: f, environments: [prod]}\n" + OWN)
    told = command("topics").out
    assert "  answered by: prom (prometheus)\n  asked by: busy-cut\n" in told
    assert "  answered by: prom (prometheus) for aws_lb*\n" in told
    assert "  answered by: flag.checkout by prom (prometheus) in prod\n" in told
    assert "queue.oldest  number, in s\n  age of the oldest\n" in told
    assert f"{len(TOPICS) + 1} topics, 4 bound here, 1 that policies ask\n" in told


def test_topics_as_json(command: Run) -> None:
    write_policies(BUSY)
    write_config(more=OWN)
    told = {each["name"]: each for each in json.loads(command("topics", "-f", "json").out)}
    load, own = told["load.cpu"], told["queue.oldest"]
    assert (load["kind"], load["unit"], load["per"], load["max_age"]) == (
        "number", "%", "object", "10 min",
    )  # fmt: skip
    assert load["policies"] == ["busy-cut"]
    assert load["bound"][0] == {
        "name": "load.cpu", "source": "prom", "type": "prometheus", "types": ["*"],
        "environments": ["*"],
    }  # fmt: skip
    assert (own["own"], load["own"]) == (True, False)
    assert "certain" in told["incident.active"]["fields"]


def test_every_kind_of_source_is_listed(command: Run) -> None:
    ran = command("sources")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("configured: none; every topic is unbound")
    assert all(f"\n  {name} " in ran.out for name in SOURCES)


@pytest.mark.parametrize("name", SOURCES)
def test_every_source_documents_itself(command: Run, name: str) -> None:
    source = source_named(name)
    assert source is not None
    assert sources.documentation_of(source).startswith(f"`{name}`: ")
    assert len(sources.summary_of(source)) < 100
    ran = command("explain", name)
    assert (ran.code, ran.err) == (0, "")
    for model in (source.Options, source.Wants):
        for key, field in model.model_fields.items():
            assert f"  {field.alias or key}" in ran.out
            assert field.description, f"{name}: {key} has no description"


def test_configured_sources_name_variables_and_tell_no_secret(
    command: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_policies(BUSY)
    write_config()
    assert "    token_env  PROM_TOKEN (not set)\n" in command("sources").out
    monkeypatch.setenv("PROM_TOKEN", "hunter2hunter2")
    told = command("sources")
    assert told.out.startswith(
        "configured\n  prom: prometheus\n    url        http://127.0.0.1:1\n"
    )
    assert "    token_env  PROM_TOKEN (set)\n" in told.out
    assert "    answers: load.cpu, load.memory, traffic.rate\n" in told.out
    (prom,) = json.loads(command("sources", "-f", "json").out)["configured"]
    assert prom["variables"] == {"PROM_TOKEN": True}
    assert "hunter2" not in told.out + json.dumps(prom)
    assert "configured here as prom\n  url        http://" in command("explain", "prom").out


def test_several_variables_and_a_secret_in_the_wrong_place(
    command: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KEY_A", "x")
    Path("planguard.yaml").write_text(
        "sources:\n"
        "  one: {type: prometheus, url: 'https://h', header_env: {X-A: KEY_A, X-B: KEY_B}}\n"
        "  two: {type: prometheus, url: 'https://h', token_env: 'pa55-w0rd/x'}\n"
        "  three: {type: prometheus, url: 'https://h', token_file: /run/token}\n",
        encoding="utf-8",
    )
    told = command("sources").out
    assert '{"X-A": "KEY_A", "X-B": "KEY_B"} (KEY_A set, KEY_B not set)\n' in told
    assert "token_env  (sensitive)\n    answers: nothing\n" in told
    assert "token_file  /run/token\n" in told
    assert "pa55" not in told


SECRET = "hunter2hunter2q9"  # noqa: S105 - of these tests


@pytest.mark.parametrize(
    "options",
    [
        f"type: http, url: 'https://a.example.com/?x={SECRET}'",
        f"type: calendar, url: 'https://a.example.com/a.ics?pvttk={SECRET}'",
        f"type: prometheus, url: 'https://a.example.com', token_env: {SECRET}",
        f"type: prometheus, url: 'https://a.example.com', token_file: {SECRET}",
        f"type: prometheus, url: 'https://a.example.com', header_env: {{X-A: {SECRET}}}",
        f"type: postgres, dsn_env: 'postgres://a:{SECRET}@a/a'",
        f"type: flags, provider: 'a:B', settings: {{sdk_key: {SECRET}, kept: [1, two]}}",
        f"type: flags, provider: 'a:B', settings_env: {{sdk_key: {SECRET}}}",
        f"type: command, argv: [./a, --token, {SECRET}, -v]",
        f"type: command, argv: [./a, --token={SECRET}]",
    ],
)
def test_a_secret_in_the_config_itself_is_not_told(command: Run, options: str) -> None:
    text = f"sources: {{a: {{{options}}}}}\nbindings: {{}}\n"
    Path("planguard.yaml").write_text(text, encoding="utf-8")
    for arguments in (["sources"], ["sources", "--format", "json"], ["config", "show"]):
        ran = command(*arguments)
        assert ran.code == 0
        assert SECRET not in ran.out + ran.err


def test_an_extra_that_is_not_installed(command: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def nearly(name: str) -> Any:
        if name == "boto3":
            raise PackageNotFoundError
        return distribution(name)

    monkeypatch.setattr("importlib.metadata.distribution", nearly)
    wanted = "(extra aws, not installed: pip install 'planguard-iac[aws]')"
    assert wanted in command("sources").out
    assert "needs the extra aws (not installed)" in command("explain", "aws").out
    kinds = json.loads(command("sources", "-f", "json").out)["kinds"]
    told = {each["type"]: (each["extra"], each["installed"]) for each in kinds}
    assert (told["aws"], told["prometheus"]) == (("aws", False), ("", True))


def test_the_rights_that_the_bound_topics_need(command: Run) -> None:
    Path("planguard.yaml").write_text(AWS, encoding="utf-8")
    ran = command("sources", "--iam-policy")
    assert (ran.code, ran.err) == (0, "")
    policy = json.loads(ran.out)
    allowed = [each for one in policy["Statement"] for each in one["Action"]]
    assert policy["Version"] == "2012-10-17"
    assert "rds:DescribeDBInstances" in allowed
    assert not [each for each in allowed if each.startswith("cloudwatch:")]
    assert {one["Effect"] for one in policy["Statement"]} == {"Allow"}


@pytest.mark.parametrize(
    ("config", "said"),
    [
        ("", "no source of type aws is configured (`planguard explain aws` shows how"),
        ("sources: {a: {type: aws}}\n", "no topic is bound to a source of type aws (such as "),
    ],
)
def test_no_aws_to_need_rights_for(command: Run, config: str, said: str) -> None:
    if config:
        Path("planguard.yaml").write_text(config, encoding="utf-8")
    ran = command("sources", "--iam-policy")
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


@pytest.mark.parametrize("word", ["topics", "sources"])
def test_wrong_formats(command: Run, word: str) -> None:
    assert "no 'xml'" in command(word, "--format", "xml").err


def test_a_source_without_documentation() -> None:
    assert sources.documentation_of(ModuleType("x")) == ""  # type: ignore[arg-type]


@pytest.mark.parametrize("name", SOURCES)
def test_the_example_of_every_source_is_right(command: Run, name: str) -> None:
    source = source_named(name)
    assert source is not None
    lines = sources.documentation_of(source).splitlines()
    start = lines.index("    sources:")
    text = textwrap.dedent("\n".join(lines[start:])) + "\n"
    Path("planguard.yaml").write_text(text, encoding="utf-8")
    ran = command("sources")
    assert (ran.code, ran.err) == (0, "")
    assert f": {name}\n" in ran.out
    schema = json.loads(command("config", "schema").out)
    # As editors see it: dates are text.
    jsonschema.validate(json.loads(json.dumps(yaml.safe_load(text), default=str)), schema)


OFFERED = """\
sources:
  prom: {type: prometheus, url: "https://prom.example.com"}
  alerts: {type: alertmanager, url: "https://alerts.example.com"}
  aws: {type: aws}
  postgres: {type: postgres, host: localhost, dbname: a, user: b}
  calendar: {type: calendar, file: freezes.ics}
  windows: {type: calendar, file: windows.ics}
  flags: {type: flags, mode: file, path: flags.json}
  pager: {type: http, preset: pagerduty, token_env: A}
  servicenow: {type: http, preset: servicenow, url: "https://a.example.com", token_env: A}
  github: {type: http, preset: github, token_env: A}
  lifecycle: {type: http, preset: endoflife}
  infracost: {type: file, path: infracost.json, format: infracost}
  ci: {type: ci}
bindings:
"""


def test_the_bindings_that_are_offered_can_be_used(command: Run) -> None:
    offered = [f"  {each.name}: {each.example}\n" for each in TOPICS.values()]
    Path("planguard.yaml").write_text(OFFERED + "".join(offered), encoding="utf-8")
    ran = command("config", "show")
    assert (ran.code, ran.err) == (0, "")
    assert all(each.example for each in TOPICS.values())
