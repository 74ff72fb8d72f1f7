"""The pack of three files."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from planguard.errors import ConfigError
from planguard.pulumi_pack.files import write_pack


def test_three_files_are_written_and_may_be_again(tmp_path: Path) -> None:
    names = [path.name for path in write_pack(tmp_path / "deep" / "pack")]
    assert names == ["PulumiPolicy.yaml", "__main__.py", "requirements.txt"]
    written = write_pack(tmp_path / "deep" / "pack")
    told = yaml.safe_load(written[0].read_text(encoding="utf-8"))
    assert told["runtime"] == "python"
    assert written[2].read_text(encoding="utf-8").startswith("planguard-iac[pulumi]>=")


def test_nothing_of_others_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "requirements.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(ConfigError, match="is there already"):
        write_pack(tmp_path)
    assert not (tmp_path / "__main__.py").exists()


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(ConfigError, match="cannot be written"):
        write_pack(tmp_path / "file" / "pack")
