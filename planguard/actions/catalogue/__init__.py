"""Resource types by provider and field: data, one entry a type."""
