from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cli.live_state import BUSY, LANE, write_config, write_policies

if TYPE_CHECKING:
    from cli.conftest import Run, WritePlan


USES = {"role": {"references": ["aws_iam_role.r.arn", "aws_iam_role.r"]}}


def test_an_action(command: Run) -> None:
    ran = command("explain", "scale.down")
    assert ran.code == 0
    assert ran.out.startswith("scale.down: Fewer units run\n")
    assert "  aws_ecs_service " in ran.out
    assert "desired_count (number)" in ran.out
    assert "capacity-cut-sharply" in ran.out


def test_an_action_with_a_plan(command: Run, fewer: Path) -> None:
    ran = command("explain", "scale.down", fewer)
    assert "in plan.json: 1\n" in ran.out
    assert "aws_ecs_service.web: desired_count falls from 10 to 2" in ran.out
    assert "not in plan.json" in command("explain", "data.delete", fewer).out


@pytest.mark.parametrize("how", [("explain", "{}"), ("graph",), ("questions",)])
def test_no_value_steers_what_shows_it(
    command: Run, write_plan: WritePlan, how: tuple[str, ...]
) -> None:
    name = 'web["\x1b[8m\n::error::"]'
    plan = write_plan(
        ("aws_ecs_service", name, ["update"], {"desired_count": 3}, {"desired_count": 2})
    )
    words = [word.format(f"aws_ecs_service.{name}") for word in how]
    ran = command(*words, plan)
    assert (ran.code, "\x1b" in ran.out, "\n::" in ran.out) == (0, False, False)


def test_an_action_in_very_many_places(command: Run, write_plan: WritePlan) -> None:
    change = ({"desired_count": 3}, {"desired_count": 2})
    plan = write_plan(*(("aws_ecs_service", f"s{n}", ["update"], *change) for n in range(60)))
    assert "and 10 more\n" in command("explain", "scale.down", plan).out


@pytest.mark.parametrize(
    ("action", "said"),
    [
        ("secret.expose", "a secret's shape"),
        ("plan.index-shift", "Members of a `count` change places"),
        ("other", "a change for which nothing else is known"),
        ("dependency.module", "no type of the catalogue"),
        ("config.parameter", "more types"),
    ],
)
def test_what_decides_an_action(command: Run, action: str, said: str) -> None:
    assert said in command("explain", action).out


def test_an_action_that_no_policy_names(command: Run) -> None:
    Path("planguard.yaml").write_text("shipped_policies: false\n", encoding="utf-8")
    assert "no policy names it" in command("explain", "scale.up").out


def test_a_kind(command: Run) -> None:
    assert command("explain", "scale").out.startswith("scale: 7 actions\n  scale.up ")


def test_a_policy(command: Run) -> None:
    ran = command("explain", "capacity-cut-sharply")
    assert ran.out.startswith("capacity-cut-sharply: ")
    assert "  shipped:scale/capacity-cut-sharply.yaml\n" in ran.out
    assert "  max_cut = 0.5: " in ran.out
    assert "at most 0.5 of the units" in " ".join(ran.out.split())
    assert "unknown\n" in ran.out


def test_a_policy_as_it_was_changed(command: Run) -> None:
    Path("planguard.yaml").write_text(
        "overrides:\n"
        "  capacity-cut-sharply: {reason: calm, decision: warn, params: {max_cut: 0.9}}\n"
        "  required-tags: {reason: not ours, off: true}\n",
        encoding="utf-8",
    )
    ran = command("explain", "capacity-cut-sharply")
    assert "warn (changed from approve)" in ran.out
    assert "max_cut = 0.9 (default 0.5)" in ran.out
    ran = command("explain", "required-tags")
    assert "switched off: not ours" in ran.out
    assert "not enforced here until set" in ran.out


def test_a_policy_that_asks(command: Run) -> None:
    Path("p").mkdir()
    Path("p/fresh-backup.yaml").write_text(
        "id: fresh-backup\ntitle: No fresh backup\non: [data.*]\nask: {backup: backup.latest}\n"
        "where: env.protected\nwhen: |\n  has(backup.value)\n  && true\ndecision: deny\n"
        "message: m\nwhy: w\nfix: f\n",
        encoding="utf-8",
    )
    ran = command("explain", "fresh-backup", "-p", "p")
    assert "  ask         backup: backup.latest  (not older than 60 min)\n" in ran.out
    assert "              && true\n" in ran.out
    assert "on unbound  skip" in ran.out
    assert ran.out.endswith("0 examples\n")


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("scale.dwon", "did you mean scale.down"),
        ("capacity-cut-sharp", "did you mean capacity-cut-sharply"),
        ("?", "an address needs a plan"),
        ("load.cpus", "did you mean load.cpu"),
        ("incidents.active", "did you mean incident.active"),
        ("prometeus", "did you mean prometheus"),
        ("aws:rds/instance:Instance", "is a resource type"),
        ("aws_db_instance", "`planguard actions --type aws_db_instance`"),
    ],
)
def test_words_that_are_not_known(command: Run, word: str, said: str) -> None:
    ran = command("explain", word)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_a_topic(command: Run) -> None:
    write_policies(BUSY)
    write_config()
    ran = command("explain", "load.cpu")
    assert ran.out.startswith("load.cpu: processor load of ")
    assert "  number, in %\n  asked about each object" in ran.out
    assert "too old after 10 min" in ran.out
    assert "  x         the answer itself" in ran.out
    assert "answered by\n  prom (prometheus)\n" in ran.out
    assert "  busy-cut  unbound: skip  A busy service shrinks\n" in ran.out


def test_a_topic_that_nobody_answers_and_nobody_asks(command: Run) -> None:
    Path("planguard.yaml").write_text(
        "shipped_policies: false\ntopics: {queue.oldest: {kind: time, about: a, of_plan: true}}\n",
        encoding="utf-8",
    )
    told = command("explain", "incident.active").out
    assert "nobody is bound to it; in planguard.yaml" in told
    assert "    incident.active: {source: pager}\n" in told
    assert "  x.certain   those that name" in told
    assert "an event has\n  id        what people call it by\n" in told
    assert told.endswith("no policy asks it\n")
    told = command("explain", "queue.oldest").out
    assert "  a topic of your own (planguard.yaml)\n  asked about the plan, once\n" in told
    assert "    queue.oldest: {source: ...}\n" in told
    assert "    queue.oldest: 26h ago\n" in told


def test_the_topic_of_a_flag(command: Run) -> None:
    assert command("explain", "flag.checkout").out.startswith("flag.checkout: whether the feature")
    assert command("explain", "flag.*").out.startswith("flag.*: whether the feature")


def test_a_kind_of_source(command: Run) -> None:
    ran = command("explain", "prometheus")
    assert ran.code == 0
    assert ran.out.startswith("`prometheus`: ")
    assert "Unknown when: " in ran.out
    assert '  timeout: time, such as 5s or 15m, by default "5s"\n      how long' in ran.out
    assert "  url (needed): text\n" in ran.out
    assert "  query (needed): text\n" in ran.out
    assert '  reduce: "" or max or min or avg or last\n' in ran.out


def test_groups_and_lanes(command: Run) -> None:
    write_policies(BUSY, LANE)
    write_config()
    assert (
        "  groups      step-size  (relaxed by the lane calm-lane)\n"
        in command("explain", "busy-cut").out
    )
    told = command("explain", "calm-lane").out
    assert "  lane for    step-size\n              makes these warn: busy-cut\n" in told
    Path("own/busy-cut.yaml").unlink()
    assert "no policy is in them" in command("explain", "calm-lane").out
    write_policies(BUSY)
    Path("own/calm-lane.yaml").unlink()
    assert "step-size  (no lane relaxes them)\n" in command("explain", "busy-cut").out


def test_an_address_that_is_not_in_the_plan(command: Run, fewer: Path) -> None:
    ran = command("explain", "aws_ecs_service.wbe", fewer)
    assert (ran.code, "did you mean aws_ecs_service.web" in ran.err) == (2, True)


def test_a_module_that_is_not_in_the_plan(command: Run, write_plan: WritePlan) -> None:
    change = ("aws_sqs_queue", "q", ["create"], None, {"name": "q"})
    plan = write_plan(change)
    text = plan.read_text(encoding="utf-8").replace(
        '"aws_sqs_queue.q"', '"module.store.aws_sqs_queue.q"'
    )
    plan.write_text(text, encoding="utf-8")
    assert "did you mean module.store" in command("explain", "module.stor", plan).err


def test_what_several_actions_of_one_object_reach_is_told_once(command: Run) -> None:
    case = Path(__file__).resolve().parents[2] / "fixtures" / "shop-mixed"
    table = 'module.store.aws_dynamodb_table.this["baskets"]'
    ran = command("explain", table, case / "plan.json", "--source", case / "after")
    assert ran.out.count("    reaches the same as data.replace\n") == 2


def test_policies_about_every_action_come_last(command: Run) -> None:
    told = command("explain", "scale.down").out
    assert told.index("capacity-cut-sharply ") < told.index("account-not-allowed ")


def test_an_address(command: Run, fewer: Path) -> None:
    Path("main.tf").write_text('resource "aws_ecs_service" "web" {}\n', encoding="utf-8")
    ran = command("explain", "aws_ecs_service.web", fewer, "--env", "prod")
    assert ran.out.startswith("aws_ecs_service.web  (aws_ecs_service, compute)\n")
    assert "  main.tf:1  resource\n  update\n" in ran.out
    assert "    replace /desired_count: 10 -> 2\n" in ran.out
    assert "reaches nothing else" in ran.out
    assert "  approve  capacity-cut-sharply  (fail)\n" in ran.out


def test_causes_reach_and_unknowns(command: Run, fixture_plan: Callable[[str], Path]) -> None:
    plan = fixture_plan("shop-release")
    task = 'module.service["catalog"].aws_ecs_task_definition.this'
    service = 'module.service["catalog"].aws_ecs_service.this'
    ran = command("explain", task, plan)
    assert f"-> {service} because of task_definition" in " ".join(ran.out.split())
    assert f"  <- {service}  task_definition = arn\n" in ran.out
    assert "known only after apply\n" in ran.out
    assert f"task_definition, from {task}.arn" in " ".join(
        command("explain", service, plan).out.split()
    )


def test_everything_is_explained(command: Run, fixture_plan: Callable[[str], Path]) -> None:
    for case in ("shop-release", "rename-with-move", "import-existing", "mass-change"):
        plan = fixture_plan(case)
        nodes = command("graph", plan).out.splitlines()
        for line in nodes:
            words = line.split()
            if len(words) > 1 and not line.startswith(" ") and "objects," not in line:
                assert command("explain", words[1], plan).code == 0


def test_several_instances(command: Run, fixture_plan: Callable[[str], Path]) -> None:
    ran = command("explain", "module.service", fixture_plan("shop-release"))
    assert ran.code == 0
    assert ran.out.startswith("module.service stands for ")


def test_an_object_that_does_not_change(command: Run, fixture_plan: Callable[[str], Path]) -> None:
    ran = command("explain", "module.network.aws_vpc.this", fixture_plan("shop-release"))
    assert "  no change\n" in ran.out
    assert ran.out.endswith("no findings\n")


def test_what_is_left_over_and_what_is_not_decided(command: Run, write_plan: WritePlan) -> None:
    plan = write_plan(
        ("aws_ecs_service", "web", ["update"], {"desired_count": 9}, {"name": "w"}),
        ("aws_ecs_service", "web", ["delete"], {"desired_count": 9}, None),
    )
    document = json.loads(plan.read_text(encoding="utf-8"))
    first, second = document["resource_changes"]
    first["change"]["after_unknown"] = {
        "desired_count": True,
        **{f"a{place:02}": True for place in range(30)},
        "blocks": [{"x": True}],
    }
    first["change"]["after"]["blocks"] = [{}]
    first["action_reason"] = "replace_by_request"
    second["deposed"] = "abcd1234"
    plan.write_text(json.dumps(document), encoding="utf-8")
    ran = command("explain", "aws_ecs_service.web", plan, "--env", "prod")
    assert "delete of the object left over as abcd1234" in ran.out
    assert "because replace_by_request" in ran.out
    assert "  and 12 more\n" in ran.out


def test_long_lists_are_cut(command: Run, write_plan: WritePlan) -> None:
    names = [f"f{number:02}" for number in range(30)]
    blocks = [
        {
            "mode": "managed",
            "type": type_,
            "name": name,
            "address": f"{type_}.{name}",
            **expressions,
        }
        for type_, name, expressions in [
            ("aws_iam_role", "r", {}),
            *(("aws_lambda_function", each, {"expressions": USES}) for each in names),
        ]
    ]
    plan = write_plan(
        ("aws_iam_role", "r", ["delete", "create"], {"name": "a"}, {"name": "b"}),
        *(("aws_lambda_function", each, ["no-op"], {"n": each}, {"n": each}) for each in names),
        configuration={"root_module": {"resources": blocks}},
    )
    ran = command("explain", "aws_iam_role.r", plan)
    assert "  <- aws_lambda_function.f19  role = arn\n  and 10 more\n" in ran.out
    assert "reaches 30: 30 aws_lambda_function\n" in ran.out
    assert "      and 25 more\n" in ran.out


def test_no_command_shows_a_secret_beside_the_values(command: Run, write_plan: WritePlan) -> None:
    secret = "zQ01wert!Xy"  # noqa: S105 - made up
    tags = {"service": secret, "owner": secret, secret: "1"}
    machine = {"password": secret, "instance_type": "m5.large", "tags": tags}
    plan = write_plan(
        ("aws_instance", "web", ["delete", "create"], machine,
         {"password": secret, "instance_type": "t2.nano", "tags": {**tags, secret: "2"}}),
        ("aws_eip", "web", ["update"], {"instance": "i-1", "tags": tags}, {"tags": tags}),
        checks=[{"address": {"to_display": f"check.{secret}"}, "status": "fail"}],
        configuration={"root_module": {"resources": [
            {"mode": "managed", "type": "aws_eip", "name": "web",
             "expressions": {"instance": {"references": ["aws_instance.web.id"]}}}]}},
    )  # fmt: skip
    document = json.loads(plan.read_text(encoding="utf-8"))
    first, second = document["resource_changes"]
    first["change"]["before_sensitive"] = {"password": True}
    first["change"]["replace_paths"] = [["tags", secret]]
    first["action_reason"] = f"for {secret}"
    first["previous_address"] = f"aws_instance.old[{json.dumps(secret)}]"
    second["change"]["after_unknown"] = {"instance": True}
    plan.write_text(json.dumps(document), encoding="utf-8")
    for arguments in (["check", plan, "-v"], ["check", plan, "-f", "json"], ["graph", plan],
                      ["explain", "aws_instance.web", plan], ["explain", "aws_eip.web", plan]):  # fmt: skip
        ran = command(*arguments)
        assert ran.code in {0, 1, 3, 4}
        assert secret not in ran.out + ran.err
