"""
Causes, reach, paths: what follows from what in a plan, and what else would notice each action.

`trace` answers for a whole plan; its parts are computed when first asked for. What draws it is in
`painting`.
"""

from planguard.impact.ownership import FilesOf
from planguard.impact.trace import trace

__all__ = ["FilesOf", "trace"]
