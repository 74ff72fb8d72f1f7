from __future__ import annotations

from pathlib import Path

import pytest

from planguard.actions import interface
from planguard.actions.interface import ALWAYS, ARRIVING, CHANGING, Rule
from planguard.actions.patterns import NAMES
from planguard.actions.providers import aws
from planguard.errors import ConfigError, PolicyError
from planguard.load.config import load_config, settings_for
from planguard.load.own_types import FINDINGS, OPTIONS, VERBS
from planguard.load.policies import load_policies
from planguard.model.plan import Change
from planguard.model.settings import Override
from planguard.model.words import Verb
from planguard.testing import change, plan

TYPE = "catalogue:\n  acme_database:\n    role: data-store\n    rules:\n"


def written(folder: Path, text: str) -> Path:
    path = folder / "planguard.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def rules(folder: Path, *lines: str) -> tuple[Rule, ...]:
    text = TYPE + "".join(f"      - {{{line}}}\n" for line in lines)
    return load_config(written(folder, text)).catalogue["acme_database"].rules


@pytest.mark.parametrize(
    ("text", "at", "said"),
    [
        ("environments:\n  prod:\n    protect: true\n", "3:5", "did you mean `protected`?"),
        ("zzz: 1\n", "1:1", "`planguard init` writes"),
        ("environments:\n  prod: {protected: maybe}\n", "2:10", "must be true or false"),
        ("environments:\n  prod: {match: {workspace: p}}\n", "2:18", "must be a list"),
        ("environments:\n  prod: {match: {tag: {t: []}}}\n", "2:24", "must not be empty"),
        ("environments: [prod]\n", "1:1", "`environments` must hold keys"),
        ("environments: {1: {}}\n", "1:16", "the key `environments.1` is no text"),
        ("hello\n", "1:1", "must hold keys"),
        ("overrides:\n  a: {reason: because, decision: no}\n", "2:24", "must be 'warn'"),
        ("overrides:\n  a: {reason: x}\n", "2:7", "says too little"),
        ("overrides:\n  a: {reason: }\n", "2:7", "must be text"),
        ("environments:\n\tprod: {}\n", "2:1", "a tab stands there"),
        ("environments:\n  a:\n    live: true\n   b: {}\n", "4:4", "compare the indentation"),
        ("environments:\n  a: {}\n  a: {}\n", "3:3", "`a` is given twice (first on line 2)"),
        ("environments: {no: {}}\n", "1:16", 'write "no"'),
        ("? [a]\n: b\n", "", "YAML"),
        ("environments: &a [*a]\n", "", "holds itself"),
        ('environments: "\x01"\n', "", "control characters"),
    ],
)
def test_a_mistake_is_told_with_its_place(tmp_path: Path, text: str, at: str, said: str) -> None:
    with pytest.raises(ConfigError) as found:
        load_config(written(tmp_path, text))
    assert f"planguard.yaml:{at}" in str(found.value)
    assert said in str(found.value)


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("pattern: numbr, path: n", "did you mean number?"),
        ("pattern: number, actions: {up: scale.up}", "the key `path` is missing"),
        ("pattern: number, path: n", "`actions` is missing (it finds: up, down, zero)"),
        ("pattern: choice, path: n", "actions: {WORD: ACTION}"),
        ("pattern: number, path: n, actions: {upp: scale.up}", "never finds 'upp'"),
        ("pattern: number, path: n, actions: {up: zzz}", "see `planguard actions`"),
        ("pattern: grants, path: n, actions: {up: scale.up}", "decides by itself"),
        ("pattern: grants, path: n, options: {x: y}", "no option 'x' (it has: admin)"),
        ("pattern: ingress, path: n", "the option `shape` is missing"),
        ("pattern: order, path: n, actions: {up: scale.up}", "options: {words: ...}"),
        ("pattern: ingress, path: n, options: {shape: round}", "there is no shape 'round'"),
        ("pattern: containers, path: n, options: {shape: box}", "there is no shape 'box'"),
        ("pattern: service, path: spec", "options: {spec: ...}"),
        ("pattern: assignment, path: r, options: {scope: s}", "the option `principal` is missing"),
        ("pattern: rbac, path: n, options: {admin: [a]}", "no option 'admin' (it has: none)"),
        (
            "pattern: annotations, path: a, options: {meanings: [b]}",
            "`meanings` must hold keys (meanings: {KEY: ACTION})",
        ),
        (
            "pattern: annotations, path: a, options: {meanings: {k: {on: data.delet}}}",
            "did you mean data.delete",
        ),
        (
            "pattern: grants, path: n, only: {a: {b: c}}",
            "`catalogue.acme_database.rules.0.only.a`",
        ),
    ],
)
def test_a_mistake_in_a_rule_is_told_with_its_place(tmp_path: Path, rule: str, said: str) -> None:
    with pytest.raises(ConfigError) as found:
        rules(tmp_path, rule)
    assert "planguard.yaml:5:" in str(found.value)
    assert said in str(found.value)


def test_conditions_and_what_rules_need_not_say(tmp_path: Path) -> None:
    number, ingress, secret, verb, choice, keyed, service = rules(
        tmp_path,
        "pattern: number, path: n, actions: {up: scale.up}, only: {tier: [Gold, 1]}, "
        "unless: {gone: null, on: true}, on_create: true",
        "pattern: ingress, path: i, options: {shape: ranges}",
        "pattern: secret, path: s",
        "pattern: verb, actions: {delete: data.delete}",
        "pattern: choice, path: c, actions: {Off: protection.guard-off}",
        "pattern: annotations, path: a, "
        "options: {meanings: {k: data.delete, l: {x: scale.up, '': scale.down}}}",
        "pattern: service, path: metadata, options: {spec: spec}",
    )
    assert number.only == {"tier": ("gold", "1")}
    assert number.unless == {"gone": ("",), "on": ("true",)}
    assert number.verbs == CHANGING | {Verb.CREATE}
    assert ingress.verbs == ALWAYS
    assert secret.actions["changed"] == "secret.change"
    assert verb.verbs == {Verb.DELETE}
    assert choice.actions == {"off": "protection.guard-off"}
    assert keyed.actions == {"changed": "other.tags"}
    assert service.verbs == ARRIVING


def test_conditions_on_the_former_value_and_on_blocks(tmp_path: Path) -> None:
    further, plain = rules(
        tmp_path,
        "pattern: number, path: rule.port, actions: {up: scale.up}, was: {mode: Auto}, "
        "was_not: {n: -1}, beside: {rule.access: [Allow, null]}, not_beside: {rule.kind: test}",
        "pattern: changed, path: c, actions: {changed: config.parameter}",
    )
    assert further.elsewhere.was == {"mode": ("auto",)}
    assert further.elsewhere.was_not == {"n": ("-1",)}
    assert further.elsewhere.beside == {"rule.access": ("allow", "")}
    assert further.elsewhere.not_beside == {"rule.kind": ("test",)}
    assert plain.elsewhere is interface.NOWHERE_ELSE


def test_sections_whose_lines_are_all_commented_out_are_empty(tmp_path: Path) -> None:
    assert not load_config(written(tmp_path, "environments:\noverrides:\n")).overrides


def _of_every_pattern() -> list[Rule]:
    return [
        interface.number("p", up="a", down="a", zero="a", whole=100, absent=0, zero_is="no-limit"),
        interface.retention(
            "p",
            cut="a",
            up="a",
            unbounded="a",
            off="a",
            block="b",
            unit="u",
            unit_is="days",
            arriving=False,
        ),
        interface.size("p", up="a", down="a"),
        interface.version("p", newer="a", older="a"),
        interface.toggle("p", on="a", off="a"),
        interface.presence("p", came="a", gone="a", changed="a", empty=True),
        interface.members("p", came="a", gone="a", swapped="a"),
        interface.limit("p"),
        interface.capabilities("p"),
        *aws.permission("p", action="q", thing="t", ties={}),
        interface.order("p", ("a",), up="a", down="a"),
        interface.changed("p", "a", both=True, but=("q",)),
        interface.prefix("p", wider="a", narrower="a"),
        interface.deadline("p", earlier="a", later="a", both=True),
        interface.script("p"),
        interface.secret("p"),
        interface.document("p", "identity"),
        interface.grants("p"),
        interface.containers("p"),
        interface.variables("p"),
        interface.ingress("p", "restrictions", default="d"),
        interface.notes("p", {}),
        interface.settings("p"),
        interface.template("p"),
        interface.assignment("p", scope="s", principal="w"),
        interface.rbac("p"),
        interface.isolation("p"),
        interface.routes("p"),
        *interface.role_members("binding", "p"),
        *interface.bindings("p", role="r"),
        *interface.secret_keys("p", plain="q"),
        *interface.service("p"),
        *interface.chart("p", "q", rendered="r"),
        interface.arm("p", patch=True),
        interface.manifest("p"),
        interface.weights("p", target="a", weight="b"),
        interface.threshold("p", comparison="c"),
    ]


def test_the_words_of_rules_are_those_of_the_patterns() -> None:
    made = _of_every_pattern()
    assert set(FINDINGS) == set(NAMES)
    assert {rule.pattern for rule in made} | {"choice", "verb"} == set(NAMES)
    for rule in made:
        assert set(rule.actions) == set(FINDINGS[rule.pattern]), rule.pattern
        assert set(rule.options) == set(OPTIONS.get(rule.pattern, {})), rule.pattern
        assert rule.verbs == VERBS.get(rule.pattern, CHANGING), rule.pattern


@pytest.mark.parametrize(
    ("override", "at", "said"),
    [
        ("capacity-cut-sharpl: {reason: calm, off: true}", "2:3", "did you mean capacity-cut"),
        ("zzz: {reason: calm, off: true}", "2:3", "`planguard policies` lists them"),
        ("capacity-cut-sharply: {reason: calm, params: {m: 1}}", "2:49", "it has: max_cut"),
        ("service-scaled-to-zero: {reason: calm, params: {m: 1}}", "2:51", "it has: none"),
        ("capacity-cut-sharply: {reason: calm, params: {max_cut: a}}", "2:49", "must be a number"),
        ("capacity-cut-sharply: {reason: calm, params: {max_cut: {}}}", "2:49", "such as 0.5"),
        ("capacity-cut-sharply: {reason: calm, params: {max_cut: .nan}}", "2:49", "be a number"),
    ],
)
def test_an_override_that_does_not_fit(tmp_path: Path, override: str, at: str, said: str) -> None:
    path = written(tmp_path, f"overrides:\n  {override}\n")
    with pytest.raises(ConfigError) as found:
        load_policies((), load_config(path).overrides, config_file=path)
    assert f"planguard.yaml:{at}: " in str(found.value)
    assert said in str(found.value)


def test_an_override_from_nowhere_names_itself() -> None:
    with pytest.raises(ConfigError, match=r"^overrides: there is no policy 'zzz'"):
        load_policies((), {"zzz": Override(reason="calm")})


def test_a_policy_with_a_key_given_twice_is_refused(tmp_path: Path) -> None:
    (tmp_path / "twice.yaml").write_text("id: twice\nid: twice\n", encoding="utf-8")
    with pytest.raises(PolicyError, match=r"twice.yaml:2:1: the key `id` is given twice"):
        load_policies([tmp_path], shipped=False)


@pytest.mark.parametrize(
    ("name", "said"),
    [("scale.dwn", "did you mean scale.down or scale.up?"), ("zzz.*", "see `planguard actions`")],
)
def test_a_policy_about_no_action_is_refused(tmp_path: Path, name: str, said: str) -> None:
    text = f"id: p\ntitle: t\non: [plan.*, {name}]\nwhen: 'true'\ndecision: warn\n"
    text += "message: m\nwhy: w\nfix: f\n"
    (tmp_path / "p.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(PolicyError) as found:
        load_policies([tmp_path], shipped=False)
    assert f"p.yaml:3:14: there is no action {name!r} ({said})" in str(found.value)


def test_a_reason_is_more_than_blanks(tmp_path: Path) -> None:
    with pytest.raises(ConfigError):
        load_config(written(tmp_path, "overrides: {mass-change: {reason: '    '}}\n"))


BY_TAG = """\
environments:
  dev: {protected: false, match: {tag: {env: [dev]}}}
  prod: {live: true, match: {tag: {env: [prod]}}}
"""
DEV, PROD = {"tags": {"env": "dev"}}, {"tags": {"env": "prod"}}
IN_DEV = change("aws_sqs_queue", before={"a": 1, **DEV}, after={"a": 2, **DEV})
IN_PROD = change("aws_sqs_queue", before={"a": 1, **PROD}, after={"a": 2, **PROD})
UNTAGGED = change("aws_db_instance", verb="delete", before={"a": 1, "tags": None})
CANNOT_BE_TAGGED = change("aws_route", verb="delete", before={"a": 1})


@pytest.mark.parametrize(
    ("changes", "name", "protected"),
    [
        ((IN_DEV,), "dev", False),
        ((IN_DEV, CANNOT_BE_TAGGED), "dev", False),
        ((IN_DEV, UNTAGGED), "", True),
        ((IN_DEV, IN_PROD), "", True),
        ((change("aws_db_instance", verb="replace", before=PROD, after=DEV),), "", True),
        ((change("aws_db_instance", before=DEV, after=DEV, sensitive=["tags"]),), "", True),
        ((IN_PROD, UNTAGGED), "prod", True),
        ((), "", True),
    ],
)
def test_a_tag_takes_protection_away_only_when_all_have_it(
    tmp_path: Path,
    changes: tuple[Change, ...],
    name: str,
    protected: bool,  # noqa: FBT001 - a table
) -> None:
    config = load_config(written(tmp_path, BY_TAG))
    found = settings_for(config, plan(*changes)).environment
    assert (found.name, found.protected) == (name, protected)
