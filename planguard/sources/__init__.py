"""Live systems that answer queries, one file each; the only other network."""
