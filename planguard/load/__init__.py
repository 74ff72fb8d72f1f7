"""Paths to values: plan files, policy files, configuration and the sources beside a plan."""
