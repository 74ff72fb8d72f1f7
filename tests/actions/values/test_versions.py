from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planguard.actions.values.versions import (
    Image,
    compared,
    image_of,
    move_of,
    read_version,
    runtime_move_of,
    tag_move_of,
)


@pytest.mark.parametrize(
    ("before", "after", "older", "step"),
    [
        ("1.4.2", "1.4.3", False, "patch"),
        ("v1.9.0", "v1.10.0", False, "minor"),
        ("2.0", "v1.9", True, "major"),
        ("1.2.3.4", "1.2.3.5", False, "other"),
        ("1.2.3-rc1", "1.2.3", False, "other"),
        ("1.2.3", "1.2.3-rc1", True, "other"),
        ("8.0.35", "8.4.1", False, "minor"),
        ("1.2.3-rc2", "1.2.3-rc1", True, "other"),
        ("1.2.3-alpine", "1.2.3", False, "other"),
        ("1.2.3-alpine", "1.2.2-slim", True, "patch"),
        ("v1.11.4-eksbuild.10", "v1.11.4-eksbuild.2", True, "other"),
        ("15.4", "15", False, "other"),
        ("15", "15.4", False, "other"),
        ("15", "14", True, "major"),
        ("2024-02-01", "2024-01-31", True, "other"),
        ("20240131", "20240201", False, "other"),
        ("20240201", "20240131", True, "other"),
        ("abc1234", "1234abc", False, "other"),
        ("2b4f6a8c", "1b4f6a8c", False, "other"),
        ("7654321", "1234567", False, "other"),
        ("main", "latest", False, "other"),
        ("1.2.3", "main", False, "other"),
        ("OpenSearch_2.5", "OpenSearch_1.3", True, "major"),
        ("Elasticsearch_7.10", "OpenSearch_1.0", False, "major"),
    ],
)
def test_move(before: str, after: str, older: bool, step: str) -> None:  # noqa: FBT001 - a table
    move = move_of(before, after)
    assert (move.older, move.step) == (older, step)


@pytest.mark.parametrize(
    ("engine", "before", "after", "step"),
    [
        ("postgres", "15.3", "15.4", "minor"),
        ("aurora-postgresql", "14.9", "15.4", "major"),
        ("postgres", "9.5.1", "9.6.1", "major"),
        ("mysql", "5.7.44", "8.0.35", "major"),
        ("mysql", "8.0.34", "8.0.35", "minor"),
        ("mariadb", "10.5.1", "10.6.1", "major"),
        ("aurora-mysql", "5.7.mysql_aurora.2.11.2", "8.0.mysql_aurora.3.05.2", "major"),
        ("aurora-mysql", "8.0.mysql_aurora.3.04.0", "8.0.mysql_aurora.3.05.2", "patch"),
        ("sqlserver-se", "15.00.4043.16.v1", "16.00.4043.16.v1", "major"),
        ("oracle-ee", "19.0.0.0.ru-2023-10", "19.0.0.0.ru-2024-01", "other"),
    ],
)
def test_engines(engine: str, before: str, after: str, step: str) -> None:
    assert move_of(before, after, engine).step == step
    assert move_of(after, before, engine).older


@pytest.mark.parametrize(
    ("before", "after", "older", "step"),
    [
        ("python3.9", "python3.12", False, "minor"),
        ("nodejs20.x", "nodejs18.x", True, "major"),
        ("provided.al2023", "provided.al2", True, "major"),
        ("python312", "python39", True, "minor"),
        ("go1.x", "provided.al2023", False, "major"),
        ("java8.al2", "java11", False, "major"),
        ("dotnetcore3.1", "dotnet6", False, "major"),
        ("java8", "java8.al2", False, "other"),
        ("python3.9", "nodejs18.x", False, "major"),
    ],
)
def test_runtimes(before: str, after: str, older: bool, step: str) -> None:  # noqa: FBT001 - a table
    move = runtime_move_of(before, after)
    assert (move.older, move.step) == (older, step)


@pytest.mark.parametrize(
    ("name", "image", "mutable"),
    [
        ("r/a:1.2", ("r/a", "1.2", ""), False),
        ("host:5000/a", ("host:5000/a", "", ""), True),
        ("host:5000/a:x@sha256:f", ("host:5000/a", "x", "sha256:f"), False),
        ("a@sha256:f", ("a", "", "sha256:f"), False),
        ("a:Latest", ("a", "Latest", ""), True),
    ],
)
def test_image(name: str, image: tuple[str, str, str], mutable: bool) -> None:  # noqa: FBT001 - a table
    found = image_of(name)
    assert found == Image(repository=image[0], tag=image[1], digest=image[2])
    assert found.is_mutable is mutable


@pytest.mark.parametrize(
    ("lower", "higher"),
    [
        ("1.27.3-alpine3.19", "1.27.4-alpine3.19"),
        ("1.27.3-alpine3.19", "1.27.3-alpine3.20"),
        ("3.9-slim", "3.12-alpine"),
        ("v2.9.0", "v2.10.0"),
        ("2.0.0-rc.1", "2.0.0"),
        ("2.0.0-beta", "2.0.0-rc"),
        ("1.0b1", "1.0"),
        ("1.2.3-dev", "1.2.3"),
        ("1.2.3", "1.2.3.post1"),
        ("20240131", "2024-02-01"),
        ("20240131.1", "20240131.2"),
        ("202401311200", "202402011200"),
        ("2024.1.3", "2024.2.0"),
        ("release-42", "release-43"),
        ("build-1812-abc1234", "build-1813-ffc1234"),
        ("8.0.mysql_aurora.3.05.2", "8.0.mysql_aurora.3.06.0"),
        ("5.7.mysql_aurora.2.11.4", "8.0.mysql_aurora.3.05.2"),
        ("3.6.0", "3.7.x.kraft"),
        ("6.2", "7.x"),
        ("1.29", "1.30.1-gke.123"),
        ("1.30.1-gke.122", "1.30.1-gke.123"),
        ("POSTGRES_9_6", "POSTGRES_15"),
        ("MYSQL_8_0_31", "MYSQL_8_0_36"),
        ("SQLSERVER_2019_STANDARD", "SQLSERVER_2022_STANDARD"),
        ("1.2.3+k3s1", "1.2.3+k3s2"),
        ("1.2.3+build", "1.2.4"),
        ("8u292-b10", "8u302-b08"),
        ("PYTHON|3.9", "PYTHON|3.11"),
        ("my-app-1.2.3", "my-app-1.2.10"),
    ],
)
def test_what_orders(lower: str, higher: str) -> None:
    assert compared(lower, higher) == -1
    assert move_of(lower, higher).order == "up"
    assert move_of(higher, lower).order == "down"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1.2.3-alpine", "1.2.3-slim"),
        ("1.2.3+1", "1.2.3+2"),
        ("1.2.3-abc1234", "1.2.3-bbc1234"),
        ("1.2.3-1234567", "1.2.3-2345678"),
        ("build-1812-abc1234", "build-1812-bbc1234"),
        ("v1.2.3-14-gabc1234", "v1.2.3-15-gabd1234"),
        ("1.2.3-dev", "1.2.3-beta"),
        ("1.0.2a", "1.0.2b"),
        ("1.4.2", "1.4"),
        ("7.x", "7.1"),
        ("3.7.x", "3.7.x.kraft"),
        ("1.2.3", "20240131"),
        ("2023.1", "15.0"),
        ("a1b2c3d4e5f6", "b1b2c3d4e5f6"),
        ("main-1234abc", "main-2234abc"),
        ("550e8400-e29b-41d4-a716-446655440000", "650e8400-e29b-41d4-a716-446655440000"),
        ("ami-0abcdef1234567890", "ami-0bbcdef1234567890"),
        ("ami-20240131", "ami-20240201"),
        ("sha-1234567", "sha-2345678"),
        ("sha256:0000001", "sha256:0000002"),
        ("20249931", "20249932"),
        ("latest", "stable"),
        ("$LATEST", "1"),
        ("release-42", "hotfix-43"),
        ("python3.9", "nodejs18.x"),
        ("Elasticsearch_7.10", "OpenSearch_2.11"),
    ],
)
def test_what_cannot_be_ordered(one: str, other: str) -> None:
    assert compared(one, other) is None
    assert (move_of(one, other).order, move_of(other, one).order) == ("", "")


@pytest.mark.parametrize(
    ("before", "after", "step"),
    [("141", "142", "other"), ("v1", "v2", "major"), ("feature-1", "fix-2", "other"),
     ("1.2.3", "1.2.4", "patch"), ("main", "dev", "other")],
)  # fmt: skip
def test_tags(before: str, after: str, step: str) -> None:
    assert tag_move_of(before, after).step == step


_NUMBERS = st.lists(st.integers(0, 12), min_size=1, max_size=4).map(
    lambda numbers: ".".join(map(str, numbers))
)
_RESTS = st.sampled_from(
    ["", "-rc1", "-rc.2", "-beta", "-dev", ".post1", "-alpine", "-alpine3.19", "-alpine3.20", "-slim",
     "-gke.12", "-gke.9", "+k3s1", "+k3s2", "+build7", "-abc1234", ".x", "-rc1-alpine"]
)  # fmt: skip
_FRONTS = st.sampled_from(["", "v", "release-", "POSTGRES_"])
_DATES = st.dates().filter(lambda day: day.year > 2000).map(lambda day: f"{day:%Y%m%d}")
_VERSIONS = st.one_of(
    st.tuples(_FRONTS, _NUMBERS, _RESTS).map("".join), _DATES, st.text(max_size=12)
)


@given(_VERSIONS)
def test_every_version_is_like_itself(version: str) -> None:
    assert compared(version, version) == 0
    assert move_of(version, version).order == ""


@given(_VERSIONS, _VERSIONS)
def test_an_order_turns_round_with_its_sides(one: str, other: str) -> None:
    there, back = compared(one, other), compared(other, one)
    assert (there is None and back is None) or there == -(back or 0)


@given(_VERSIONS, _VERSIONS, _VERSIONS)
def test_what_is_below_what_is_below_is_below(one: str, two: str, three: str) -> None:
    if compared(one, two) == -1 and compared(two, three) == -1:
        assert compared(one, three) == -1


@given(_NUMBERS, _NUMBERS, _NUMBERS, _RESTS)
def test_likeness_carries_order(one: str, two: str, three: str, rest: str) -> None:
    low, middle, high = (f"{numbers}{rest}" for numbers in (one, two, three))
    if compared(low, middle) == 0 and compared(middle, high) is not None:
        assert compared(low, high) == compared(middle, high)


def test_a_version_of_words_is_none() -> None:
    assert read_version("bookworm-slim") is None
