"""The document people write, the expression engine and the judge."""
