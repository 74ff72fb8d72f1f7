"""The closed sets of words: verbs, decisions, outcomes and their kin."""

from __future__ import annotations

from enum import StrEnum
from typing import NewType

Address = NewType("Address", str)
"""A resource instance's address, such as `module.a["x"].aws_s3_bucket.logs[0]`."""


class Verb(StrEnum):
    """What the provider will do to one object."""

    CREATE = "create"
    UPDATE = "update"
    REPLACE = "replace"
    DELETE = "delete"
    FORGET = "forget"
    MOVE = "move"
    IMPORT = "import"
    READ = "read"
    NO_OP = "no-op"


class ReplaceOrder(StrEnum):
    """Which half of a replacement comes first: downtime, or none."""

    DELETE_FIRST = "delete-first"
    CREATE_FIRST = "create-first"
    CREATE_THEN_FORGET = "create-then-forget"
    NOT_REPLACED = "not-replaced"


class Mode(StrEnum):
    """
    Whether an object is managed, only looked at, or made for the run alone.

    A component only holds others together, and a provider only makes them: neither is anything in
    the world outside, so they carry effects and do not notice any.
    """

    MANAGED = "managed"
    DATA = "data"
    EPHEMERAL = "ephemeral"
    COMPONENT = "component"
    PROVIDER = "provider"


class Confidence(StrEnum):
    """How planguard knows an action."""

    EXACT = "exact"
    INFERRED = "inferred"
    GUESS = "guess"


class Reversible(StrEnum):
    """Whether the opposite change brings the former state back."""

    YES = "yes"
    NO = "no"
    WITH_DATA_LOSS = "with-data-loss"
    UNKNOWN = "unknown"


class Disruption(StrEnum):
    """What the object's users notice while the change is made."""

    NONE = "none"
    RESTART = "restart"
    REPLACE = "replace"
    OUTAGE = "outage"
    UNKNOWN = "unknown"


class Role(StrEnum):
    """What a resource type is for; it settles what an effect on it can reach."""

    DATA_STORE = "data-store"
    COMPUTE = "compute"
    SCALING = "scaling"
    NETWORK = "network"
    ROUTING = "routing"
    IDENTITY = "identity"
    SECRET = "secret"  # noqa: S105 - a role, no password
    KEY = "key"
    OBSERVABILITY = "observability"
    MESSAGING = "messaging"
    SCHEMA = "schema"
    PROTECTION = "protection"
    CONFIG = "config"
    GLUE = "glue"
    UNKNOWN = "unknown"


class Decision(StrEnum):
    """What happens to the plan, from least to most severe."""

    ALLOW = "allow"
    WARN = "warn"
    APPROVE = "approve"
    DENY = "deny"

    @property
    def rank(self) -> int:
        """Position in `allow < warn < approve < deny`."""
        return _RANKS[self]


_RANKS = {word: rank for rank, word in enumerate(Decision)}


class Outcome(StrEnum):
    """Of one policy on one action."""

    PASS = "pass"  # noqa: S105 - a verdict, no password
    FAIL = "fail"
    UNKNOWN = "unknown"
    ERROR = "error"
    SKIP = "skip"
