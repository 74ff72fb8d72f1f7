"""Who answers, as the environment variables of the front doors inside Pulumi say."""

from __future__ import annotations

from pathlib import Path

import pytest

from planguard.errors import ConfigError
from planguard.load.asking import asking_by_environment
from planguard.load.config_reading import read_live
from planguard.load.live import Live
from planguard.model.fact import Fact, Query, Unbound
from planguard.model.value import Unknown
from planguard.sources.interface import Surroundings

CPU = Query(topic="load.cpu", subject="aws_x.a")
BOUND = read_live(
    "sources: {f: {type: file, path: f}}\nbindings: {load.cpu: {source: f}}",
    "planguard.yaml",
    Surroundings(),
)


def test_nobody_answers_what_nobody_is_bound_to() -> None:
    assert asking_by_environment(Live(), {}).ask([CPU])[CPU] == Unbound(topic="load.cpu")


def test_a_file_of_facts_answers(tmp_path: Path) -> None:
    (tmp_path / "facts.yaml").write_text("facts: {load.cpu: 81}\n", encoding="utf-8")
    environ = {"PLANGUARD_FACTS": "facts.yaml", "PLANGUARD_OFFLINE": "no"}
    answer = asking_by_environment(Live(), environ, folder=tmp_path).ask([CPU])[CPU]
    assert isinstance(answer, Fact)
    assert answer.value == 81


@pytest.mark.parametrize("word", ["1", "TRUE", " yes ", "on"])
def test_offline_asks_nobody(word: str) -> None:
    answer = asking_by_environment(BOUND, {"PLANGUARD_OFFLINE": word}).ask([CPU])[CPU]
    assert answer == Unknown(reason="not asked: the check is offline")


def test_options_that_do_not_fit() -> None:
    with pytest.raises(ConfigError, match="does not go with --facts"):
        asking_by_environment(Live(), {"PLANGUARD_FACTS": "f", "PLANGUARD_OFFLINE": "1"})
    with pytest.raises(ConfigError, match="is no span of time"):
        asking_by_environment(BOUND, {"PLANGUARD_TIMEOUT": "soon"})
