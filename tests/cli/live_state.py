"""What tests of live state share: policies that ask, and a configuration that binds."""

from __future__ import annotations

from pathlib import Path

ASKS = """\
id: {name}
title: {title}
on: [{on}]
{keys}
decision: {decision}
message: "{{{{ change.address }}}}: {message}"
why: because
fix: wait
"""
BUSY = ASKS.format(
    name="busy-cut", title="A busy service shrinks", on="scale.down", decision="deny",
    message="load is {{ cpu }}",
    keys="ask: {cpu: load.cpu}\nwhen: cpu > 60.0\ngroups: [step-size]",
)  # fmt: skip
INCIDENT = ASKS.format(
    name="incident-cut", title="A service shrinks in an incident", on="scale.down",
    decision="approve", message="open: {{ incidents.ids }}",
    keys="ask: {incidents: incident.active}\nwhen: incidents.possible.count > 0\n"
    "on_unbound: approve",
)  # fmt: skip
LANE = ASKS.format(
    name="calm-lane", title="A lane while nobody is there", on="scale.down", decision="warn",
    message="traffic is {{ rate }}",
    keys="ask: {rate: traffic.rate}\nwhen: rate < 1.0\nrelax: [step-size]",
)  # fmt: skip
TAGGED = ASKS.format(
    name="tagged-cut", title="Asks by a tag", on="scale.down", decision="warn",
    message="memory is {{ memory }}",
    keys="ask: {memory: load.memory}\nwhen: memory > 90.0",
)  # fmt: skip
CONFIG = """\
shipped_policies: false
policy_folders: [own]
sources:
  prom: {{type: prometheus, url: "{url}", token_env: PROM_TOKEN}}
bindings:
  load.cpu: {{source: prom, query: 'avg(cpu{{name="{{{{ attributes.name }}}}"}})'}}
  load.memory: {{source: prom, query: 'avg(memory{{team="{{{{ tags.team }}}}"}})'}}
  traffic.rate: {{source: prom, query: 'rate', types: [aws_lb*]}}
"""


def write_policies(*texts: str) -> None:
    """Write policies into own/, each as the file of its id."""
    Path("own").mkdir(exist_ok=True)
    for text in texts:
        name = text.partition("\n")[0].removeprefix("id: ")
        Path("own", f"{name}.yaml").write_text(text, encoding="utf-8")


def write_config(url: str = "http://127.0.0.1:1", more: str = "") -> None:
    """Write a planguard.yaml with a Prometheus at `url`."""
    Path("planguard.yaml").write_text(CONFIG.format(url=url) + more, encoding="utf-8")
