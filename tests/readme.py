"""Writes the generated parts of the README: `python tests/readme.py`; a test keeps them true."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from planguard.actions.catalogue import all_entries, provider_of
from planguard.actions.interface import TypeEntry
from planguard.actions.patterns import PATTERNS
from planguard.actions.taxonomy import ACTIONS
from planguard.cli import BAD_INPUT, OUR_FAULT
from planguard.cli.sources import kinds, summary_of
from planguard.cli.topics import kind_text
from planguard.formats import FORMATS, format_named
from planguard.load import load_policies
from planguard.model.report import CANNOT_DECIDE, EXIT_CODES
from planguard.model.topic import TOPICS
from planguard.model.words import Decision
from planguard.readers.pulumi.naming import tokens_of

CHECKED_AGAINST = {
    "aws": "the schema of hashicorp/aws 5.100",
    "aws-native (native)": "Pulumi's SDK pulumi-aws-native",
    "azure-native (native)": "Pulumi's SDK pulumi-azure-native",
    "kubernetes (native)": "Pulumi's SDK pulumi-kubernetes, but for the kinds operators bring",
    "kubernetes": "the CDK of hashicorp/kubernetes",
    "helm": "the CDK of hashicorp/helm",
    "azurerm": "the CDK of hashicorp/azurerm",
    "google": "the CDK of hashicorp/google-beta",
    "azuread": "Pulumi's SDK pulumi-azuread",
    "cloudflare": "the CDK of cloudflare/cloudflare, versions 4 and 5",
    "datadog": "the CDK of DataDog/datadog",
    "github": "the CDK of integrations/github",
    "launchdarkly": "the CDK of launchdarkly/launchdarkly",
    "mongodbatlas": "the CDK of mongodb/mongodbatlas",
    "okta": "the CDK of okta/okta",
    "pagerduty": "the CDK of PagerDuty/pagerduty",
    "postgresql": "the CDK of cyrilgdn/postgresql",
    "snowflake": "the CDK of snowflakedb/snowflake, but for what it had before 1.0",
    "vault": "the CDK of hashicorp/vault",
}
"""Where the tests look up every type and attribute that the catalogue names."""
README = Path(__file__).resolve().parent.parent / "README.md"
_BLOCK = re.compile(r"(<!-- generated: ([a-z-]+) -->\n)(.*?)(<!-- end -->)", re.DOTALL)

MEANINGS = (
    (EXIT_CODES[Decision.ALLOW], "allowed, warnings included"),
    (EXIT_CODES[Decision.DENY], "denied"),
    (BAD_INPUT, "bad input, policy, configuration or arguments"),
    (EXIT_CODES[Decision.APPROVE], "approval needed"),
    (
        CANNOT_DECIDE,
        "cannot decide: something that must be known is not (the plan is not whole, a policy failed)",
    ),
    (OUR_FAULT, "a fault of planguard itself; nothing was allowed"),
)


def exit_codes() -> str:
    """Tell what each exit code of `check` means."""
    rows = "".join(f"| {code} | {meaning} |\n" for code, meaning in MEANINGS)
    return f"| exit code | meaning |\n|---|---|\n{rows}"


def policies() -> str:
    """List the shipped policies by what they are about."""
    shipped = load_policies()
    by_kind: dict[str, list[str]] = {}
    for policy in shipped:
        kind = policy.where_from.partition(":")[2].partition("/")[0]
        mark = " (off until set)" if policy.unset else ""
        word = "lane" if policy.relax else f"{policy.decision}{'*' if policy.ask else ''}"
        by_kind.setdefault(kind, []).append(f"`{policy.id}` {word}{mark}")
    rows = "".join(f"| {kind} | {', '.join(found)} |\n" for kind, found in sorted(by_kind.items()))
    return f"{len(shipped)} policies, those with * ask live state:\n\n| kind | policies |\n|---|---|\n{rows}"


def topics() -> str:
    """List what policies can ask of live state."""
    rows = "".join(
        f"| `{topic.name}` | {kind_text(topic)} | {topic.about} |\n" for topic in TOPICS.values()
    )
    asking = sum(bool(policy.ask) for policy in load_policies())
    return (
        f"{len(TOPICS)} topics that policies can ask, and {asking} of the shipped policies do:\n\n"
        f"| topic | answer | meaning |\n|---|---|---|\n{rows}"
    )


def sources() -> str:
    """List the kinds of sources with what they can answer."""
    rows = "".join(
        f"| `{kind.name}` | {summary_of(kind)} | {_answers(kind.topics)} | {_extra(kind.name)} |\n"
        for kind in kinds()
    )
    return f"| type | what it reads | can answer | extra |\n|---|---|---|---|\n{rows}"


def _answers(globs: Sequence[str]) -> str:
    return "any topic" if "*" in globs else ", ".join(f"`{each}`" for each in globs)


def _extra(name: str) -> str:
    project = tomllib.loads((README.parent / "pyproject.toml").read_text(encoding="utf-8"))
    return f"`{name}`" if name in project["project"]["optional-dependencies"] else ""


def catalogue() -> str:
    """Count what the catalogue holds, by provider."""
    entries = all_entries().values()
    by_provider: dict[str, list[TypeEntry]] = {}
    for entry in entries:
        native = " (native)" if ":" in entry.type else ""
        by_provider.setdefault(f"{provider_of(entry.type)}{native}", []).append(entry)
    rows = "".join(
        f"| {name} | {len(those)} | {sum(len(each.rules) for each in those)} | "
        f"{CHECKED_AGAINST.get(name, '')} |\n"
        for name, those in sorted(by_provider.items(), key=lambda row: -len(row[1]))
    )
    roles = Counter(str(entry.role) for entry in entries)
    by_role = ", ".join(f"{role} {number}" for role, number in roles.most_common())
    bridged = [each for name in ("aws", "google", "azurerm") for each in by_provider[name]]
    known = sum(bool(tokens_of(entry.type)) for entry in bridged)
    return (
        f"{len(ACTIONS)} actions, {len(PATTERNS)} patterns that compare attributes, and "
        f"{len(entries)} resource types ({by_role}):\n\n"
        f"| provider | types | rules | names checked against |\n|---|---|---|---|\n{rows}\n"
        f"The types of Pulumi's bridged providers are the same entries: {known} of the {len(bridged)} "
        "of AWS, Google Cloud and Azure are known by their tokens (`aws:rds/instance:Instance` is "
        "`aws_db_instance`). "
        "Native providers have entries of their own, by the names of their own APIs.\n"
    )


def formats() -> str:
    """Say in a line what each report format is for."""
    rows = "".join(f"| `{name}` | {_first_line(name)} |\n" for name in FORMATS)
    return f"| format | what it is |\n|---|---|\n{rows}"


def _first_line(name: str) -> str:
    text = " ".join((format_named(name).__doc__ or "").strip().partition("\n\n")[0].split())
    return text.partition(": ")[2].partition(". ")[0].rstrip(".")


BLOCKS: Mapping[str, Callable[[], str]] = {
    "exit-codes": exit_codes,
    "formats": formats,
    "policies": policies,
    "topics": topics,
    "sources": sources,
    "catalogue": catalogue,
}


def written(text: str) -> str:
    """Give the README with every generated part made anew."""
    return _BLOCK.sub(lambda found: f"{found[1]}{BLOCKS[found[2]]()}{found[4]}", text)


if __name__ == "__main__":
    README.write_text(written(README.read_text(encoding="utf-8")), encoding="utf-8")
