from __future__ import annotations

import pytest

from planguard.policy.mirrored import is_mirrored


@pytest.mark.parametrize(
    ("type_", "attribute", "others", "expected"),
    [
        ("aws_security_group", "ingress", {"aws_security_group_rule"}, True),
        ("aws_security_group", "ingress", {"aws_vpc_security_group_ingress_rule"}, True),
        ("aws_security_group", "ingress", {"aws_vpc_security_group_egress_rule"}, False),
        ("aws_security_group", "description", {"aws_security_group_rule"}, False),
        ("aws_iam_role", "inline_policy", {"aws_iam_role_policy"}, True),
        ("aws_iam_role", "inline_policy", {"aws_iam_role"}, False),
        ("aws_made_up", "ingress", {"aws_security_group_rule"}, False),
    ],
)
def test_what_others_manage(
    type_: str, attribute: str, others: set[str], expected: object
) -> None:
    assert is_mirrored(type_, attribute, others) is expected
