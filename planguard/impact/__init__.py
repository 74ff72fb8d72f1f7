"""
Causes, reach, paths: what follows from what in a plan, and what else would notice each action.

`trace` answers for a whole plan; its parts are computed when first asked for.
"""

from planguard.impact.ownership import FilesOf
from planguard.impact.painting import Painted, around_changes, paint
from planguard.impact.trace import trace

__all__ = ["FilesOf", "Painted", "around_changes", "paint", "trace"]
