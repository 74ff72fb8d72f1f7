"""What the providers' own words mean, for catalogue tables to share and patterns to read."""
