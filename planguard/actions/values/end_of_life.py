"""
From when on versions get no more fixes: a table by product and release, each with its source.

The dates are those of endoflife.date (its data is under the MIT licence) and of the pages it
follows; `as_of` is the month of the newest entry in the copy a product's dates were read from, for
what came later is missing. Where a vendor sells longer support the date is the end of the
standard one. What could not be verified is left out. Longer than other files: it is a table.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

CHECKED = "2026-11-23"
"""When the table was last compared with its sources."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lifecycle:
    """The releases of one product, and the day from which each gets no more fixes."""

    source: str
    as_of: str
    """Month of the newest entry in the copy that was read, `YYYY-MM`."""
    ends: Mapping[str, str]


def ends_of(product: str, release: tuple[int, ...]) -> str:
    """
    Give the day from which a version gets no more fixes; `""` where the table does not tell.

    A version is of the longest release that its numbers begin with: 15.4 is of 15.
    """
    lifecycle = LIFECYCLES.get(product)
    if lifecycle is None:
        return ""
    known = {
        tuple(map(int, re.findall(r"\d+", name))): end for name, end in lifecycle.ends.items()
    }
    lengths = range(len(release), 0, -1)
    return next((known[release[:length]] for length in lengths if release[:length] in known), "")


def _ends(table: str) -> Mapping[str, str]:
    words = table.split()
    return MappingProxyType(dict(zip(words[::2], words[1::2], strict=True)))


def _of(product: str, as_of: str, table: str) -> Lifecycle:
    return Lifecycle(source=f"https://endoflife.date/{product}", as_of=as_of, ends=_ends(table))


LIFECYCLES: Mapping[str, Lifecycle] = MappingProxyType(
    {
        "aws-lambda": Lifecycle(
            source="https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html",
            as_of="2026-10",
            ends=_ends("""
                dotnet10 2028-11-14  dotnet5.0 2022-05-10  dotnet6 2024-12-20  dotnet7 2024-05-14
                dotnet8 2026-11-10  dotnetcore1.0 2019-07-30  dotnetcore2.0 2019-05-30
                dotnetcore2.1 2022-01-05  dotnetcore3.1 2023-04-03  go1.x 2024-01-08
                java11 2026-06-30  java17 2026-06-30  java21 2029-06-30  java25 2029-06-30
                java8 2024-01-08  java8.al2 2026-06-30  nodejs 2016-10-31  nodejs10.x 2021-07-30
                nodejs12.x 2023-03-31  nodejs14.x 2023-12-04  nodejs16.x 2024-06-12
                nodejs18.x 2025-09-01  nodejs20.x 2026-04-30  nodejs22.x 2027-04-30
                nodejs24.x 2028-04-30  nodejs4.3 2020-03-05  nodejs4.3-edge 2020-03-05
                nodejs6.10 2019-08-12  nodejs8.10 2020-03-06  provided 2024-01-08
                provided.al2 2026-06-30  provided.al2023 2029-06-30  python2.7 2021-07-15
                python3.10 2026-06-30  python3.11 2026-06-30  python3.12 2028-10-31
                python3.13 2029-06-30  python3.14 2029-06-30  python3.6 2022-07-18
                python3.7 2023-12-04  python3.8 2024-10-14  python3.9 2025-12-15
                ruby2.5 2021-07-30  ruby2.7 2023-12-07  ruby3.2 2026-03-31  ruby3.3 2027-03-31
                ruby3.4 2028-03-31
            """),
        ),
        "google-functions": Lifecycle(
            source="https://docs.cloud.google.com/functions/1stgendocs/runtime-support",
            as_of="2026-04",
            ends=_ends("""
                nodejs6 2019-04-17  nodejs8 2020-06-05  nodejs10 2024-01-30  nodejs12 2024-01-30
                nodejs14 2024-01-30  nodejs16 2024-01-30  nodejs18 2025-04-30  nodejs20 2026-04-30
                nodejs22 2027-04-30  nodejs24 2028-04-30
            """),
        ),
        "amazon-eks": _of("amazon-eks", "2025-12", """
            1.18 2022-08-15  1.19 2022-08-01  1.20 2022-11-01  1.21 2023-02-16  1.22 2023-06-04
            1.23 2023-10-11  1.24 2024-01-31  1.25 2024-05-01  1.26 2024-06-11  1.27 2024-07-24
            1.28 2024-11-26  1.29 2025-03-23  1.30 2025-07-23  1.31 2025-11-26  1.32 2026-03-23
            1.33 2026-07-29  1.34 2026-12-02
        """),
        "google-kubernetes-engine": _of("google-kubernetes-engine", "2026-02", """
            1.17 2021-11-01  1.18 2022-03-01  1.19 2022-06-01  1.20 2022-08-01  1.21 2023-01-31
            1.22 2023-04-30  1.23 2023-07-31  1.24 2023-10-31  1.25 2024-03-30  1.26 2024-06-30
            1.27 2024-10-01  1.28 2025-02-04  1.29 2025-04-12  1.30 2025-09-30  1.31 2026-01-16
            1.32 2026-04-11  1.33 2026-08-03  1.34 2026-10-01  1.35 2027-04-11
        """),
        "azure-kubernetes-service": Lifecycle(
            # Months alone from 1.30 on: the last day of each.
            source="https://learn.microsoft.com/azure/aks/supported-kubernetes-versions",
            as_of="2024-10",
            ends=_ends("""
                1.21 2022-07-31  1.22 2022-12-04  1.23 2023-04-02  1.24 2023-07-31  1.25 2024-01-14
                1.26 2024-04-11  1.27 2024-07-31  1.28 2025-01-31  1.29 2025-03-31  1.30 2025-07-31
                1.31 2025-11-30  1.32 2026-03-31
            """),
        ),
        "amazon-rds-postgresql": _of("amazon-rds-postgresql", "2025-02", """
            9.6 2022-04-30  10 2023-04-30  11 2024-02-29  12 2025-02-28  13 2026-02-28
            14 2027-02-28  15 2028-02-29  16 2029-02-28  17 2030-02-28
        """),
        "amazon-rds-mysql": _of("amazon-rds-mysql", "2026-05", """
            5.6 2022-03-01  5.7 2024-02-29  8.0 2026-07-31  8.4 2029-07-31
        """),
        "amazon-rds-mariadb": _of("amazon-rds-mariadb", "2025-08", """
            10.3 2023-10-23  10.4 2025-02-28  10.5 2026-02-28  10.6 2026-07-31  10.11 2028-02-29
            11.4 2029-05-31
        """),
        "amazon-aurora-mysql": _of("amazon-aurora-mysql", "2026-05", """
            5.6 2023-02-28  5.7 2024-10-31  8.0 2028-04-30
        """),
        "amazon-aurora-postgresql": Lifecycle(
            source="https://aws.amazon.com/blogs/database/upgrade-strategies-for-amazon-aurora-postgresql-and-amazon-rds-for-postgresql-12",
            as_of="2025-02",
            ends=_ends("11 2024-02-29  12 2025-02-28"),
        ),
        "amazon-elasticache-redis": _of("amazon-elasticache-redis", "2026-02", """
            4 2026-01-31  5 2026-01-31  6 2027-01-31
        """),
        "amazon-opensearch": _of("amazon-opensearch", "2026-02", """
            1.0 2025-11-07  1.1 2025-11-07  1.2 2025-11-07  2.3 2025-11-07  2.5 2025-11-07
            2.7 2025-11-07  2.9 2025-11-07
        """),
        "amazon-msk": _of("amazon-msk", "2025-05", """
            2.2 2024-06-08  2.3 2024-06-08  2.4 2024-06-08  2.5 2024-06-08  2.6 2024-09-11
            2.7 2024-09-11  2.8 2025-01-14  3.1 2024-09-11  3.2 2024-09-11  3.3 2024-09-11
            3.4 2025-08-04  3.5 2025-10-23
        """),
        "amazon-documentdb": _of("amazon-documentdb", "2025-12", "3.6 2026-03-30"),
        "amazon-neptune": _of("amazon-neptune", "2026-09", """
            1.0.2.0 2020-05-19  1.0.2.1 2022-07-29  1.0.2.2 2022-07-29  1.0.3 2023-01-30
            1.0.4 2023-01-30  1.0.5 2023-01-30  1.1.0 2025-03-15  1.1.1 2026-12-04
            1.2.0 2026-12-04  1.2.1 2026-12-04  1.3 2027-03-06  1.4.0 2027-03-06
            1.4.1 2027-03-06  1.4.2 2027-03-06  1.4.3 2027-03-06  1.4.4 2027-03-06
            1.4.5 2027-03-06  1.4.6.0 2027-03-06  1.4.6.1 2027-03-06  1.4.6.2 2027-06-03
            1.4.6.3 2027-06-03  1.4.7 2027-06-03  1.4.8.0 2027-10-27
        """),
        "azure-database-for-postgresql": _of("azure-database-for-postgresql", "2026-04", """
            11 2026-07-31  12 2026-07-31  13 2026-07-31  14 2026-11-12  15 2027-11-11
            16 2028-11-09  17 2029-11-08  18 2030-11-14
        """),
        "azure-database-for-mysql": _of("azure-database-for-mysql", "2026-04", """
            5.7 2026-09-30  8.0 2027-01-31
        """),
        "mongodb": _of("mongodb", "2026-02", """
            3.6 2021-04-30  4.0 2022-04-30  4.2 2023-04-30  4.4 2024-02-29  5.0 2024-10-31
            6.0 2025-07-31  7.0 2027-08-31  8.0 2029-10-31
        """),
        "postgresql": _of("postgresql", "2024-05", """
            9.4 2020-02-13  9.5 2021-02-11  9.6 2021-11-11  10 2022-11-10  11 2023-11-09
            12 2024-11-14  13 2025-11-13  14 2026-11-12  15 2027-11-11  16 2028-11-09
        """),
        "nodejs": _of("nodejs", "2025-02", """
            4 2018-04-30  5 2016-06-30  6 2019-04-30  7 2017-06-30  8 2019-12-31  9 2018-06-30
            10 2021-04-30  11 2019-06-30  12 2022-04-30  13 2020-06-01  14 2023-04-30
            15 2021-06-01  16 2023-09-11  17 2022-06-01  18 2025-04-30  19 2023-06-01
            20 2026-04-30  21 2024-06-01  22 2027-04-30  23 2025-06-01
        """),
        "python": _of("python", "2025-02", """
            2.6 2013-10-29  2.7 2020-01-01  3.3 2017-09-29  3.4 2019-03-18  3.5 2020-09-30
            3.6 2021-12-23  3.7 2023-06-27  3.8 2024-10-07  3.9 2025-10-31  3.10 2026-10-31
            3.11 2027-10-31  3.12 2028-10-31  3.13 2029-10-31
        """),
        "php": _of("php", "2026-02", """
            5.4 2015-09-14  5.5 2016-07-21  5.6 2018-12-31  7.0 2019-01-10  7.1 2019-12-01
            7.2 2020-11-30  7.3 2021-12-06  7.4 2022-11-28  8.0 2023-11-26  8.1 2025-12-31
            8.2 2026-12-31  8.3 2027-12-31  8.4 2028-12-31  8.5 2029-12-31
        """),
        "dotnet": _of("dotnet", "2026-02", """
            1.0 2019-06-27  1.1 2019-06-27  2.0 2018-10-01  2.1 2021-08-21  2.2 2019-12-23
            3.0 2020-03-03  3.1 2022-12-13  5 2022-05-10  6 2024-11-12  7 2024-05-14  8 2026-11-10
            9 2026-11-10  10 2028-11-14
        """),
        "ubuntu": _of("ubuntu", "2026-05", """
            14.04 2019-04-02  16.04 2021-04-02  16.10 2017-07-20  17.04 2018-01-13
            17.10 2018-07-19  18.04 2023-05-31  18.10 2019-07-18  19.04 2020-01-23
            19.10 2020-07-06  20.04 2025-05-31  20.10 2021-07-22  21.04 2022-01-20
            21.10 2022-07-14  22.04 2027-04-01  22.10 2023-07-20  23.04 2024-01-20
            23.10 2024-07-12  24.04 2029-05-31  24.10 2025-07-10  25.04 2026-01-17
            25.10 2026-07-01  26.04 2031-04-30
        """),
        "debian": Lifecycle(
            # The end of long term support by volunteers, which the images get too.
            source="https://endoflife.date/debian",
            as_of="2025-05",
            ends=_ends("""
                7 2018-05-31  8 2020-06-30  9 2022-07-01  10 2024-06-30  11 2026-08-31
                12 2028-06-10
            """),
        ),
        "alpine": _of("alpine-linux", "2026-01", """
            3.6 2019-05-01  3.7 2019-11-01  3.8 2020-05-01  3.9 2020-11-01  3.10 2021-05-01
            3.11 2021-11-01  3.12 2022-05-01  3.13 2022-11-01  3.14 2023-05-01  3.15 2023-11-01
            3.16 2024-05-23  3.17 2024-11-22  3.18 2025-05-09  3.19 2025-11-01  3.20 2026-04-01
            3.21 2026-11-01  3.22 2027-05-01  3.23 2027-11-01
        """),
    }
)  # fmt: skip
"""Every product that the table knows; runtimes of functions are listed by their identifiers."""
