from __future__ import annotations

from datetime import date

import pytest

from planguard.actions.values.versions import (
    LAMBDA_END_OF_LIFE,
    Image,
    image_of,
    move_of,
    runtime_move_of,
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
        ("provided.al2023", "provided.al2", True, "other"),
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


def test_dates_are_dates() -> None:
    assert all(date.fromisoformat(day).year > 2010 for day in LAMBDA_END_OF_LIFE.values())
