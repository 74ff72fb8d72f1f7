"""The catalogue names nothing of Snowflake's that the provider's CDK does not have."""

from __future__ import annotations

from actions.catalogue.cdk_names import (
    described,
    disorder,
    known_types,
    unknown_names,
    unknown_parts,
)

ELSEWHERE = {
    f"snowflake_{name}"
    for name in (
        *("database_old", "function", "grant_privileges_to_role", "oauth_integration"),
        *("procedure", "role", "role_grants", "role_ownership_grant", "saml_integration"),
        *("session_parameter", "stream", "tag_masking_policy_association", "unsafe_execute"),
        "user_ownership_grant",
        *(
            f"{kind}_grant"
            for kind in (
                *("account", "database", "external_table", "failover_group", "file_format"),
                *("function", "integration", "masking_policy", "materialized_view", "pipe"),
                *("procedure", "resource_monitor", "row_access_policy", "schema", "sequence"),
                *("stage", "stream", "table", "tag", "task", "user", "view", "warehouse"),
            )
        ),
    )
}
"""What the provider had before 1.0."""


def test_every_type_and_attribute_exists() -> None:
    assert unknown_names("snowflake", known_types("snowflake")) == ELSEWHERE


def test_every_type_is_described() -> None:
    assert known_types("snowflake").keys() - described("snowflake").keys() == set()


def test_entries_are_sorted_told_by_their_service_and_named_by_the_taxonomy() -> None:
    assert disorder("snowflake") == []


def test_parts_name_what_exists() -> None:
    assert unknown_parts("snowflake", known_types("snowflake")) == []
