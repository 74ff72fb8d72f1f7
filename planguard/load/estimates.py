"""Reports of Infracost, from files to estimates."""

from __future__ import annotations

from pathlib import Path
from stat import S_ISREG

from planguard.errors import ConfigError
from planguard.readers.infracost import InfracostReport, read_infracost

_LARGEST = 64 * 1024 * 1024


def load_infracost(path: Path) -> InfracostReport:
    """Read a report of Infracost. Raises `ConfigError` for a file that is none."""
    shown = str(path)
    try:
        # A pipe or a device would be waited for, or never end.
        state = path.stat()
        if not S_ISREG(state.st_mode):
            raise ConfigError(shown, "is no plain file", "give the JSON report of Infracost")
        if state.st_size > _LARGEST:
            raise ConfigError(shown, f"is larger than {_LARGEST // 1024**2} MiB")
        content = path.read_bytes()
    except OSError as error:
        problem = (error.strerror or "cannot be read").lower()
        raise ConfigError(shown, f"cannot be read: {problem}") from None
    return read_infracost(content, shown)
