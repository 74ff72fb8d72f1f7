"""planguard: stands between an infrastructure plan and its apply."""
