"""The policy pack of three files, for versions of Pulumi that take no executable."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

from planguard.errors import ConfigError

_PULUMI_POLICY = """\
# A policy pack that judges stacks by planguard's policies:
#   pulumi preview --policy-pack THIS_FOLDER
# Parameters and what is bound to live state stand in planguard.yaml, here or above.
runtime: python
version: {version}
description: What the changes of a stack mean, and whether they may go ahead now
"""
_MAIN = '''\
"""Judges a stack by planguard's policies; started by Pulumi."""

import sys

from planguard.pulumi_pack.main import serve

sys.exit(serve())
'''
_REQUIREMENTS = """\
planguard-iac[pulumi]>={version}
"""


def write_pack(directory: Path) -> list[Path]:
    """
    Write the three files of a policy pack; gives their paths.

    The directory is made where it does not exist. Raises `ConfigError` when one of the files is
    there already with something else in it, before any is written, or when they cannot be written.
    """
    told = version("planguard-iac")
    texts = {
        directory / "PulumiPolicy.yaml": _PULUMI_POLICY.format(version=told),
        directory / "__main__.py": _MAIN,
        directory / "requirements.txt": _REQUIREMENTS.format(version=told),
    }
    try:
        for path, text in texts.items():
            if path.exists() and path.read_bytes() != text.encode():
                raise ConfigError(str(path), "is there already", "give an empty directory")
        directory.mkdir(parents=True, exist_ok=True)
        for path, text in texts.items():
            path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise ConfigError(str(directory), f"cannot be written: {error.strerror}") from None
    return list(texts)
