"""`planguard init`: a commented planguard.yaml and a first policy of one's own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from planguard.cli.output import write_out
from planguard.errors import ConfigError

CONFIG = """\
# planguard.yaml: what planguard should know of this repository.
# It is found from the directory planguard runs in, or any below it. Unknown keys are errors.
# For completion in editors: planguard config schema -o planguard.schema.json, then
# yaml-language-server: $schema=planguard.schema.json

# Environments: how the one a plan is for is recognised, in this order; the first that matches
# counts, and one way to match is enough. A plan that matches none is treated as protected.
# `--env NAME` or PLANGUARD_ENV goes before all of this.
environments:
  prod:
    protected: true           # policies hold back what is dangerous
    # live: true              # in use: a plan that creates everything means a lost state
    match:
      workspace: ["prod*", "production*"]       # globs on the Terraform workspace
      # stack: ["prod*"]                        # globs on the Pulumi stack, or project/stack
      # path: ["envs/prod/*"]                   # globs on the plan's path
      # variable: {environment: ["prod*"]}      # input variable -> globs on its value
      # tag: {environment: ["prod*"]}           # tag that all changed objects share -> globs
  dev:
    protected: false          # most policies let everything through
    match:
      workspace: ["dev*", "test*", "sandbox*"]

# Folders of your own policies, relative to this file. `planguard policies test` runs their examples.
policy_folders: [policies]

# The policies that come with planguard. `planguard policies` lists them all.
shipped_policies: true

# Changes to single policies. Each needs a reason, which reports print.
overrides: {}
#  capacity-cut-sharply:
#    reason: batch workers come and go
#    params: {max_cut: 0.8}   # see `planguard policies` for parameters and their defaults
#  record-ttl-raised:
#    reason: our names never move
#    decision: warn           # warn, approve or deny
#  mutable-image-tag:
#    reason: images are pinned by the deployer
#    off: true

# What resource types mean that planguard does not know, or that you see otherwise.
# `planguard actions --patterns` explains the patterns, `planguard actions` lists the actions.
catalogue: {}
#  acme_queue:
#    role: messaging          # data-store, compute, network, secret, observability ...
#    delete: [data.delete]    # actions that follow from the verb alone; also create, replace
#    ignore: [description]    # attributes that mean nothing
#    rules:
#      - {pattern: number, path: workers, actions: {up: scale.up, down: scale.down}}
#      - pattern: retention
#        path: retention_seconds
#        actions: {cut: data.retention-cut}
#        options: {zero_is: nothing}
#        only: {tier: [gold, silver]}    # counts where the attribute has one of these words;
#        unless: {kind: test}            # not where it has this one; null stands for absent

# Who owns what, so that reports say whom a change reaches: tags first, then patterns on
# addresses, then CODEOWNERS.
owners:
  tags: [owner, team]
  patterns: []
  #  - {match: "module.checkout*", names: [team-checkout]}
  # codeowners: .github/CODEOWNERS

# Which service something belongs to: tags first, then patterns.
services:
  tags: [service, app, application]
  patterns: []
  #  - {match: "module.checkout*", names: [checkout]}

# Live state: what policies ask of your systems at the time of the check (load, incidents, freezes,
# backups ...). All of this may stay empty: policies that ask what nobody answers are not enforced.
# `planguard topics` lists what can be asked and which policies ask it, `planguard questions PLAN`
# what would be asked about a plan, `planguard sources` who can answer, `planguard explain
# prometheus` its keys. To try it without any system write a file, `planguard check PLAN --facts
# facts.yaml`, that holds `facts: {load.cpu: 81, backup.latest: 26h ago, incident.active: []}`.

# The systems that answer, by names of your own. Credentials never stand here: a key that ends in
# `_env` names the environment variable that holds one.
sources: {}
#  prom: {type: prometheus, url: "https://prometheus.example.com", token_env: PROM_TOKEN}
#  alerts: {type: alertmanager, url: "https://alerts.example.com"}
#  tickets: {type: file, path: facts.yaml}

# Which source answers a topic, and with which question. {{ service }}, {{ tags.team }}, {{ id }},
# {{ attributes.name }} and the like are filled in for each object. Of a list, the first counts
# whose `types` (of resources) and `environments` fit.
bindings: {}
#  load.cpu: {source: prom, query: 'max(cpu_percent{service="{{ service }}"})'}
#  traffic.errors:
#    - {source: prom, types: [aws_lb*], unit: ratio, query: 'lb:errors{id="{{ id }}"}'}
#    - {source: prom, unit: ratio, query: 'service:errors{service="{{ service }}"}'}
#  alarm.firing: {source: alerts, matchers: ['service="{{ service }}"']}
#  change.ticket: {source: tickets}
#  queue.oldest: {source: prom, query: 'max(queue_oldest_seconds{queue="{{ attributes.name }}"})'}

# Topics of your own, for policies of your own: `ask: {oldest: queue.oldest}`.
topics: {}
#  queue.oldest:
#    kind: number             # number, boolean, text, texts, time, events or record
#    unit: s
#    about: age of the oldest message that waits
#    max_age: 10m             # an answer observed longer ago is unknown

live:
  timeout: 10s                # for all questions of a check together; what is late is unknown
"""
POLICY_NAME = "database-resized.yaml"
POLICY = """\
# A policy of your own. The file's name is the id; it names the offence.
# `planguard policies test policies` runs the examples below.
id: database-resized
title: A database on a protected environment gets another size
on: [scale.resize-*]                    # the actions it is about; `planguard actions` lists them
where: env.protected && resource.role == "data-store"
when: action.settled && change.verb == "update"    # true: the policy fails
decision: approve                       # warn, approve or deny
on_unknown: approve                     # what follows when a value is known only after apply
message: "{{ change.address }} is resized: {{ action.because }}"
why: >-
  Another size restarts the database. That wants a quiet hour, and somebody who knows of it.
fix: Have the team that owns the database agree on a time, then approve.
examples:                               # at least one each of fail, pass and unknown
  - name: another instance class
    expect: fail
    change:
      type: aws_db_instance
      before: {instance_class: db.r6g.large}
      after: {instance_class: db.r6g.xlarge}
  - name: the same on an environment that is not protected
    expect: pass
    protected: false
    change:
      type: aws_db_instance
      before: {instance_class: db.r6g.large}
      after: {instance_class: db.r6g.xlarge}
  - name: the new class is known only after apply
    expect: unknown
    change:
      type: aws_db_instance
      before: {instance_class: db.r6g.large}
      unknown: [instance_class]
      references: {instance_class: [terraform_data.settings.output]}
"""


def init(
    folder: Annotated[Path, typer.Argument(metavar="[DIR]", hidden=True)] = Path(),
) -> int:
    """
    Write a commented planguard.yaml and a first policy of your own.

    DIR is where they go, the current directory by default. Nothing that exists is touched: an
    existing planguard.yaml stays as it is, and so does a policies folder that holds anything.

    Exit codes: 0 written or nothing to do, 2 a file cannot be written.
    """
    policies = folder / "policies"
    taken = policies.exists() and (not policies.is_dir() or any(policies.iterdir()))
    text = CONFIG
    if taken:
        text = text.replace(
            "policy_folders: [policies]",
            "policy_folders: []            # such as [policies], which holds something else so far",
        )
    said = []
    for path, content in ((folder / "planguard.yaml", text), (policies / POLICY_NAME, POLICY)):
        exists = path.exists() or (path.parent == policies and taken)
        if not exists:
            _write(path, content)
        kept = policies if path.parent == policies and taken and not path.exists() else path
        said.append(f"kept   {kept} (it exists)" if exists else f"wrote  {path}")
    write_out("\n".join([*said, "", _next(folder, taken=taken), ""]))
    return 0


def _next(folder: Path, *, taken: bool) -> str:
    steps = [f"edit {folder / 'planguard.yaml'}: say how your environments are recognised"]
    if not taken:
        steps.append("planguard policies test        runs the examples of all policies")
    steps += [
        "planguard config show          shows what applies",
        "terraform plan -out tf.plan && planguard check tf.plan",
    ]
    return "\n".join(["Next:", *(f"  {step}" for step in steps)])


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise ConfigError(str(path), f"cannot be written: {error.strerror}") from None
