"""Reads what Pulumi writes: previews, engine events, update plans and states."""
