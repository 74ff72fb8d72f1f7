"""What changes mean: the catalogue of resource types and the patterns that compare."""
