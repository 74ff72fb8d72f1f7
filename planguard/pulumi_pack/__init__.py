"""Front door for Pulumi: its engine calls us, and programs that drive the engine do."""

from __future__ import annotations
