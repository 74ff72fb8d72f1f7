"""
The dependency graph of a plan: networkx behind questions with names.

`build` makes it from a plan and, where they are at hand, the configuration's own files, which
alone tell what a `local` or a `dynamic` block of something that does not exist yet refers to.
"""

from planguard.graph.assembly import build
from planguard.graph.links import Link, Via
from planguard.graph.questions import DependencyGraph
from planguard.graph.spread import reached

__all__ = ["DependencyGraph", "Link", "Via", "build", "reached"]
