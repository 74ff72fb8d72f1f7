"""
planguard: stands between an infrastructure plan and its apply.

    from datetime import UTC, datetime

    import planguard

    plan = planguard.load_plan("plan.json")
    report = planguard.analyze(plan, policies=planguard.load_policies(), now=datetime.now(UTC))
    for finding in report.sections[0].findings:
        print(finding.decision, finding.address, finding.message)
"""

from planguard.analyze import analyze, combine_reports
from planguard.errors import (
    ConfigError,
    InputError,
    PlanFormatError,
    PlanguardError,
    PolicyError,
    SourceError,
)
from planguard.load import load_plan, load_policies
from planguard.model.plan import Change, Plan
from planguard.model.report import Finding, Report, Section
from planguard.model.settings import Environment, Override, Ownership, Settings
from planguard.model.words import Decision, Outcome, Verb
from planguard.policy.reading import Policy

__all__ = [
    "Change",
    "ConfigError",
    "Decision",
    "Environment",
    "Finding",
    "InputError",
    "Outcome",
    "Override",
    "Ownership",
    "Plan",
    "PlanFormatError",
    "PlanguardError",
    "Policy",
    "PolicyError",
    "Report",
    "Section",
    "Settings",
    "SourceError",
    "Verb",
    "analyze",
    "combine_reports",
    "load_plan",
    "load_policies",
]
