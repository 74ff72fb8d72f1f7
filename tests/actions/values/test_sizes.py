from __future__ import annotations

import pytest

from planguard.actions.values.sizes import WHOLE, Size, ratio_of, size_of

SQL, PLAN, ATLAS = (
    "azurerm_mssql_database",
    "azurerm_service_plan",
    "mongodbatlas_advanced_cluster",
)
REDIS, SNOW = "azurerm_redis_cache", "snowflake_warehouse"


@pytest.mark.parametrize(
    ("old", "new", "type_", "ratio"),
    [
        ("m5.large", "m6i.large", "", 1),
        ("t3.micro", "m5.4xlarge", "", 64),
        ("db.r6g.2xlarge", "db.r6g.xlarge", "", 0.5),
        ("cache.t4g.micro", "cache.t4g.medium", "", 4),
        ("r5.large.search", "r6g.2xlarge.search", "", 4),
        ("m7i.metal-24xl", "m7i.48xlarge", "", 2),
        ("m5.24xlarge", "m5.metal", "", WHOLE),
        ("m5.metal", "m5.large", "", 0),
        ("i3.metal", "m5.metal", "", 1),
        ("g5.xlarge", "g5.4xlarge", "", 4),
        ("g5.xlarge", "m5.4xlarge", "", None),
        ("p3.2xlarge", "p4d.24xlarge", "", None),
        ("dc2.large", "ra3.4xlarge", "", None),
        ("ra3.xlplus", "ra3.4xlarge", "", 4),
        ("small_2_0", "large_2_0", "", 4),
        ("standard_d4s_v5", "standard_d16s_v5", "", 4),
        ("standard_d4s_v3", "standard_e4s_v5", "", 1),
        ("standard_ds2_v2", "standard_ds4_v2", "", 4),
        ("standard_ds3_v2", "standard_d4s_v5", "", 1),
        ("standard_d32-8s_v3", "standard_d16s_v3", "", 2),
        ("standard_b2s", "standard_b2ms", "", 2),
        ("standard_b1ms", "standard_b4ms", "", 4),
        ("standard_nc6s_v3", "standard_d8s_v3", "", None),
        ("standard_nc6s_v3", "standard_nc12s_v3", "", 2),
        ("gp_standard_d2s_v3", "mo_standard_e8ds_v4", "", 4),
        ("b_standard_b1ms", "gp_standard_d2s_v3", "", 2),
        ("gp_gen5_4", "gp_gen5_8", SQL, 2),
        ("gp_gen5_4", "bc_gen5_4", SQL, None),
        ("gp_s_gen5_2", "gp_s_gen5_4", SQL, 2),
        ("s1", "s3", SQL, 5),
        ("s3", "p1", SQL, 1.25),
        ("s1", "s3", PLAN, 4),
        ("p1v2", "p1v3", PLAN, 2),
        ("p1v3", "p1mv3", PLAN, 2),
        ("p3v3", "p1v3", PLAN, 0.25),
        ("p1v2", "s1", PLAN, 0.5),
        ("c1", "c3", REDIS, 6),
        ("n2-standard-8", "n2-standard-2", "", 0.25),
        ("e2-standard-4", "n2-standard-4", "", 1),
        ("e2-standard-4", "e2-highmem-4", "", 2),
        ("e2-micro", "e2-medium", "", 4),
        ("custom-4-8192", "custom-8-16384", "", 2),
        ("n2-custom-4-8192", "n2-standard-8", "", 2),
        ("db-custom-2-7680", "db-custom-4-15360", "", 2),
        ("db-custom-2-15360", "db-custom-4-7680", "", None),
        ("db-f1-micro", "db-custom-2-7680", "", 10),
        ("db-perf-optimized-n-8", "db-perf-optimized-n-16", "", 2),
        ("a2-highgpu-1g", "a2-highgpu-4g", "", 4),
        ("a2-highgpu-1g", "n2-standard-8", "", None),
        ("m10", "m40", ATLAS, 8),
        ("m40", "m40_nvme", ATLAS, None),
        ("x-small", "medium", SNOW, 4),
        ("xsmall", "2x-large", SNOW, 32),
        ("s-1vcpu-1gb", "s-4vcpu-8gb", "", 4),
    ],
)
def test_how_many_times_the_size(old: str, new: str, type_: str, ratio: float | None) -> None:
    before, after = size_of(old, type_), size_of(new, type_)
    assert before
    assert after
    assert ratio_of(before, after) == (ratio if ratio is None else pytest.approx(ratio))


@pytest.mark.parametrize(
    ("word", "type_"),
    [("s1", ""), ("premium", ""), ("db.serverless", ""), ("", ""), ("standard", SQL), ("m10", ""),
     ("standard_lrs", ""), ("x9", SNOW), ("y1", PLAN), ("gp3", "")],
)  # fmt: skip
def test_names_that_tell_no_size(word: str, type_: str) -> None:
    assert size_of(word, type_) is None


def test_nothing_is_no_base() -> None:
    assert ratio_of(Size("a", 0), Size("a", 1)) is None
