"""The accounts of AWS that a plan is about."""

from __future__ import annotations

import re

from planguard.model.plan import Plan

_ACCOUNT = re.compile(r"arn:[^:]*:[^:]*:[^:]*:(\d{12}):")


def own_accounts(plan: Plan) -> frozenset[str]:
    """
    Give the accounts that the provider's identity, or the ARNs of what is changed, tell.

    Empty where the plan has neither, as one that creates everything.
    """
    found = {
        resource.values().get("account_id")
        for resource in plan.resources.values()
        if resource.type == "aws_caller_identity"
    }
    for change in plan.changes:
        for side in (change.before, change.after):
            arn = side.get("arn")
            told = _ACCOUNT.match(arn) if isinstance(arn, str) else None
            if told and change.type.startswith("aws_"):
                found.add(told[1])
    return frozenset(account for account in found if isinstance(account, str) and account)
