from __future__ import annotations

from datetime import date

from planguard.actions.values.end_of_life import CHECKED, LIFECYCLES, ends_of


def test_dates_are_dates_and_sources_are_pages() -> None:
    for lifecycle in LIFECYCLES.values():
        assert lifecycle.source.startswith("https://")
        assert date.fromisoformat(f"{lifecycle.as_of}-01") <= date.fromisoformat(CHECKED)
        assert all(2010 < date.fromisoformat(day).year < 2040 for day in lifecycle.ends.values())


def test_releases_are_versions_or_identifiers() -> None:
    by_number = set(LIFECYCLES) - {"aws-lambda", "google-functions"}
    assert all(
        release.replace(".", "").isdecimal()
        for name in by_number
        for release in LIFECYCLES[name].ends
    )


def test_the_longest_release_counts() -> None:
    assert ends_of("amazon-neptune", (1, 4, 6, 2)) == "2027-06-03"
    assert ends_of("amazon-rds-postgresql", (15, 4)) == "2028-02-29"
    assert ends_of("ubuntu", (22, 4)) == "2027-04-01"
    assert ends_of("amazon-rds-mysql", (8,)) == ""
    assert ends_of("nobody", (8,)) == ""
