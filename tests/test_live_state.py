"""
The same plan at different moments: everything real, from Terraform to the firing alert.

A service and a database are planned by Terraform and the AWS provider against a local AWS (with
a front that answers for AWS Backup); Prometheus scrapes an exporter, and an Alertmanager gets the alert that fires.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator, MutableMapping
from dataclasses import dataclass
from functools import partial
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from sources.aws_server import forward
from sources.rig import serve
from sources.servers import Server, alertmanager, eventually, exporter, prometheus, series

ROOT = Path(__file__).parents[1]
CPU = series("cpu_percent", service="checkout")
ERRORS = series("error_ratio", service="checkout")
RULE = {
    "alert": "CheckoutFailing",
    "expr": "error_ratio > 0.05",
    "labels": {"severity": "page"},
    "annotations": {"summary": "checkout fails for one in ten"},
}
STACK = """\
data "aws_subnets" "default" {{
  filter {{
    name   = "default-for-az"
    values = ["true"]
  }}
}}
resource "aws_ecs_cluster" "shop" {{
  name = "shop"
}}
resource "aws_ecs_task_definition" "checkout" {{
  family                = "checkout"
  network_mode          = "awsvpc"
  container_definitions = jsonencode([{{ name = "a", image = "a:1", memory = 128 }}])
}}
resource "aws_ecs_service" "checkout" {{
  name            = "checkout"
  cluster         = aws_ecs_cluster.shop.id
  task_definition = aws_ecs_task_definition.checkout.arn
  desired_count   = {tasks}
  tags            = {{ service = "checkout" }}
  network_configuration {{
    subnets = slice(sort(data.aws_subnets.default.ids), 0, 2)
  }}
  lifecycle {{
    ignore_changes = [availability_zone_rebalancing]
  }}
}}
resource "aws_db_instance" "orders" {{
  identifier              = "orders"
  engine                  = "postgres"
  engine_version          = "{version}"
  instance_class          = "db.t3.medium"
  allocated_storage       = 20
  username                = "shop"
  backup_retention_period = 0
  skip_final_snapshot     = true
  tags                    = {{ service = "checkout" }}
}}
"""
CONFIG = """\
services: {tags: [service]}
sources:
  prom: {type: prometheus, url: "%(prometheus)s"}
  alerts: {type: alertmanager, url: "%(alertmanager)s", settle: 0s}
  aws: {type: aws, endpoint_url: "%(aws)s", region: us-east-1}
  year: {type: calendar, windows: [{name: frozen, from: "2020-01-01T00:00", until: "2199-01-01T00:00"}]}
bindings:
  load.cpu:
    {source: prom, types: [aws_ecs_*], query: 'cpu_percent{service="{{ service }}"}[1m]', reduce: last}
  incident.active: {source: alerts, matchers: ['severity="page"', 'service="{{ service }}"']}
  backup.latest: {source: aws}
"""
FREEZE = "  freeze.active: {source: year}\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """All that runs, and where the plans and configurations lie."""

    folder: Path
    aws: str
    environment: dict[str, str]
    values: MutableMapping[str, float]
    prometheus: Server
    alertmanager: Server

    def check(self, plan: str, config: str = "live.yaml", *more: str) -> tuple[int, str]:
        """Run the command as a pipeline does; gives its exit code and report."""
        done = subprocess.run(
            [sys.executable, "-m", "planguard", "check", f"{plan}.json", "--env", "prod",
             "--config", config, *more],
            cwd=self.folder, env=self.environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.stderr == ""
        return done.returncode, " ".join(done.stdout.split())

    def load(self, percent: float) -> None:
        """Have the service loaded, and wait until Prometheus knows."""
        self.values[CPU] = percent
        query = f"{self.prometheus.url}/api/v1/query?query=cpu_percent"
        eventually(lambda: _value(query), lambda found: found == percent)

    def incident(self, *, firing: bool) -> None:
        """Have the service fail or recover, and wait until the alert says so."""
        self.values[ERRORS] = 0.1 if firing else 0.0
        url = f"{self.alertmanager.url}/api/v2/alerts?active=true"
        eventually(lambda: len(_fetch(url)), lambda found: bool(found) == firing)


def _fetch(url: str) -> Any:
    done = subprocess.run(["curl", "-sg", url], capture_output=True, check=True)
    return json.loads(done.stdout)


def _value(query: str) -> float:
    found = _fetch(query)["data"]["result"]
    return float(found[0]["value"][1]) if found else -1.0


@pytest.fixture(scope="module")
def lab() -> ModuleType:
    """Give the script that runs Terraform against a local AWS."""
    spec = spec_from_file_location("lab", ROOT / "fixtures" / "lab.py")
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    sys.modules["lab"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def world(lab: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Start everything, apply the stack, and plan what the tests judge."""
    try:
        tools = lab.find_tools()
    except lab.MissingToolError as missing:
        pytest.skip(str(missing))
    folder = tmp_path_factory.mktemp("live")
    values = {CPU: 20.0, ERRORS: 0.0}
    with (
        lab.aws_server(tools.moto_server, folder / "moto.log") as aws,
        exporter(values) as target,
        alertmanager() as alerts,
        prometheus([target], rules=[RULE], alertmanagers=[alerts.address]) as prom,
        serve(partial(forward, aws)) as front,
    ):
        environment = _plans(lab, tools, aws, folder)
        config = CONFIG % {"prometheus": prom.url, "alertmanager": alerts.url, "aws": front}
        (folder / "live.yaml").write_text(config, encoding="utf-8")
        (folder / "frozen.yaml").write_text(config + FREEZE, encoding="utf-8")
        yield World(
            folder=folder, aws=aws, environment=environment, values=values, prometheus=prom,
            alertmanager=alerts,
        )  # fmt: skip


def _plans(lab: ModuleType, tools: Any, aws: str, folder: Path) -> dict[str, str]:
    cli = folder / "cli.tfrc"
    cli.write_text(lab.CLI_CONFIG.format(mirror=tools.mirror.as_posix()), encoding="utf-8")
    environment: dict[str, str] = lab.environment(aws, cli)
    (folder / "stack").mkdir()
    shop = lab.Workshop(terraform=tools.terraform, stack=folder / "stack", environment=environment)
    _database(aws)
    _configure(shop, folder, tasks=10, version="16.3")
    # The provider waits minutes for a database to come; one that is there is only read.
    shop.tf("import", "-input=false", "-no-color", "aws_db_instance.orders", "orders")
    shop.tf(
        "apply", "-auto-approve", "-input=false", "-no-color", "-target=aws_ecs_service.checkout"
    )
    for name, told in {
        "down": {"tasks": 6, "version": "16.3"},
        "up": {"tasks": 14, "version": "16.3"},
        "upgrade": {"tasks": 10, "version": "16.4"},
    }.items():
        _configure(shop, folder, **told)
        (folder / f"{name}.json").write_text(
            lab.plan(shop, ["-refresh=false"])[0], encoding="utf-8"
        )
    return environment


def _configure(shop: Any, folder: Path, **told: Any) -> None:
    source = folder / "source"
    source.mkdir(exist_ok=True)
    (source / "main.tf").write_text(STACK.format(**told), encoding="utf-8")
    shop.configure(source)


def _rds(aws: str) -> Any:
    import boto3  # noqa: PLC0415 - only here

    return boto3.client(
        "rds", endpoint_url=aws, region_name="us-east-1", aws_access_key_id="test",
        aws_secret_access_key="test",  # noqa: S106 - of the local AWS
    )  # fmt: skip


def _database(aws: str) -> None:
    rds = _rds(aws)
    rds.create_db_instance(
        DBInstanceIdentifier="orders",
        Engine="postgres",
        EngineVersion="16.3",
        DBInstanceClass="db.t3.medium",
        AllocatedStorage=20,
        MasterUsername="shop",
        MasterUserPassword="not-a-real-one",
        BackupRetentionPeriod=0,
        Tags=[{"Key": "service", "Value": "checkout"}],
    )
    # The local AWS takes one by itself, which the real one does not without a retention period.
    for each in rds.describe_db_snapshots(DBInstanceIdentifier="orders")["DBSnapshots"]:
        rds.delete_db_snapshot(DBSnapshotIdentifier=each["DBSnapshotIdentifier"])


def test_a_cut_is_judged_by_load_and_by_incidents(world: World) -> None:
    world.load(20)
    calm, report = world.check("down")
    assert (calm, "DENY" in report) == (0, False)

    world.load(81)
    loaded, report = world.check("down")
    assert loaded == 1
    assert "DENY capacity-cut-under-load aws_ecs_service.checkout" in report
    assert re.search(r"load\.cpu 81 % > 60 %, prom \(prometheus\), \d s ago", report)

    world.load(20)
    world.incident(firing=True)
    burning, report = world.check("down")
    assert burning == 1
    assert "DENY capacity-cut-in-incident aws_ecs_service.checkout" in report
    assert "CheckoutFailing (checkout fails for one in ten)" in report

    world.incident(firing=False)
    code, report = world.check("down")
    assert code == 0, report


def test_the_fix_passes_on_the_lane_and_only_in_the_incident(world: World) -> None:
    world.load(20)
    frozen, report = world.check("up", "frozen.yaml")
    assert frozen == 1, report
    assert "DENY change-in-freeze aws_ecs_service.checkout" in report

    world.incident(firing=True)
    fixing, report = world.check("up", "frozen.yaml")
    assert fixing == 0, report
    assert "Let through for an urgent fix" in report
    assert "incident-fix aws_ecs_service.checkout scale.up" in report
    assert "CheckoutFailing" in report
    assert world.check("upgrade", "frozen.yaml")[0] == 1
    world.incident(firing=False)


def test_a_database_waits_for_its_snapshot(world: World) -> None:
    denied, report = world.check("upgrade")
    assert denied == 1, report
    assert "engine-patched-without-backup aws_db_instance.orders" in report
    _rds(world.aws).create_db_snapshot(
        DBInstanceIdentifier="orders", DBSnapshotIdentifier="before-upgrade"
    )
    allowed, report = world.check("upgrade")
    assert (allowed, "DENY" in report) == (0, False)


def test_a_record_tells_the_same_without_any_server(world: World) -> None:
    world.load(81)
    live, _ = world.check("down", "live.yaml", "--record", "facts.yaml", "--output", "one.txt")
    again, _ = world.check("down", "live.yaml", "--facts", "facts.yaml", "--output", "two.txt")
    assert (live, again) == (1, 1)
    assert (world.folder / "one.txt").read_bytes() == (world.folder / "two.txt").read_bytes()


def test_servers_that_die_leave_a_question_and_no_pass(world: World) -> None:
    """Last of all: nothing is left to ask afterwards."""
    world.load(20)
    code, report = world.check("down")
    assert code == 0, report
    world.prometheus.kill()
    code, report = world.check("down")
    assert code == 3
    assert "APPROVE (not known) capacity-cut-under-load" in report
    assert "prom (prometheus) cannot be reached" in report
    world.alertmanager.kill()
    code, report = world.check("up", "frozen.yaml")
    assert code == 1
    assert "Let through" not in report
