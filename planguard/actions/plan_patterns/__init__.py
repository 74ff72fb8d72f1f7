"""What the plan as a whole means: one file for each `plan.*` action."""
