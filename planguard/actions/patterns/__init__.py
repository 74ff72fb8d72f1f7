"""The patterns that rules name: one file for each piece of comparing logic."""
