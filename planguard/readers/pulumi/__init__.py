"""The documents that Pulumi's engine writes: one reader each, and one plan out of those of a run."""
