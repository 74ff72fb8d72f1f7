"""Recognises text that has the shape of a secret."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, lru_cache
from math import log2

_SHAPES = (
    r"\b(?:AKIA|ASIA)[A-Z0-9]{16}\b",
    r"-----BEGIN [A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [A-Z ]{0,40}-----|\Z)",
    r"\bgh[pousr]_[A-Za-z0-9]{36,}",
    r"\bgithub_pat_\w{22,}",
    r"\bglpat-[\w-]{20,}",
    r"\bxox[abeprs]-[A-Za-z0-9-]{10,}",
    r"\bhooks\.slack\.com/services/T\w+/B\w+/\w+",
    r"\b[rs]k_(?:live|test)_[A-Za-z0-9]{16,}",
    r"\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,}",
    r"\bAIza[\w-]{35}",
    r"\bSG\.[\w-]{16,}\.[\w-]{16,}",
    r"\bnpm_[A-Za-z0-9]{36}",
    r"(?<=://)[^\s:/@'\"]*:(?P<password>(?![$<{*%])[^\s/@'\"]+)@",
)
_MARKS = (
    *("AKIA", "ASIA", "-----BEGIN", "glpat-", "xox", "k_live_", "k_test_", "eyJ", "AIza", "SG."),
    *("ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "npm_", "hooks.slack.com", "://"),
)
"""One of these is in every text that has a shape; looking for them first is much faster."""
_NAME = (
    r"passw(?:or)?d|passphrase|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|credential"
)
_TELLS_OF = (
    r"arn|name|id|url|uri|endpoint|host|path|file|dir|prefix|suffix|length|size|ttl|expiry|"
    r"expiration|timeout|seconds|days|enabled|required|version|type|algorithm|policy|header|"
    r"issuer|audience|region|bucket|table|ref"
)
_HARMLESS = (
    r"arn:|[a-z][a-z0-9+.-]*://|/|\./|\.\./|[A-Za-z]:\\"  # references, URLs and paths
    r"|(?:ssm|vault|secretsmanager|sops|op|file|env|kms|projects|ref\+?)[:/]"
    r"|(?-i:[a-z0-9_.-]+(?:/[a-z0-9_.-]+)+)\Z"  # prod/checkout/password
    r"|(?:true|false|yes|no|on|off|enabled|disabled|null|none)\Z"
    r"|[-+]?[\d.,]+\Z"
    r"|.*(?:change[_-]?me|replace[_-]?me|placeholder|example|dummy|redacted|todo|fixme|your[_-]|"
    r"known after apply|sensitive)"
    r"|.*(?:\$\{|\{\{|<[^>]*>|%\()"  # filled in later
    r"|(.)\1*\Z"  # xxxxxxxx, ********
)
_SHORTEST = 8
_RANDOM = 3.0
_MIXED_RANDOM = 2.5
"""Bits per character from which a literal looks chosen at random; fewer do with mixed classes."""


@cache
def _shapes() -> re.Pattern[str]:
    return re.compile("|".join(_SHAPES))


@cache
def _names() -> re.Pattern[str]:
    return re.compile(_NAME, re.IGNORECASE)


@cache
def _about() -> re.Pattern[str]:
    return re.compile(rf"(?:[_.-](?i:{_TELLS_OF})|[a-z](?:{_camel(_TELLS_OF)}))\Z")


def _camel(words: str) -> str:
    return "|".join(word.capitalize() for word in words.split("|"))


@cache
def _harmless() -> re.Pattern[str]:
    return re.compile(_HARMLESS, re.IGNORECASE)


@lru_cache(maxsize=4096)
def secret_shapes(text: str) -> tuple[str, ...]:
    """
    List the parts of `text` that are secrets by their shape.

    Cloud access keys, private key blocks, tokens of well-known services, JSON web tokens, and the
    password inside a URL. Reports repeat most of their texts, so the last answers are kept.
    """
    if not any(mark in text for mark in _MARKS):
        return ()
    return tuple(found["password"] or found[0] for found in _shapes().finditer(text))


def names_secret(name: str) -> bool:
    """Tell whether a variable of this name is expected to hold a secret itself."""
    return bool(_names().search(name)) and not _about().search(name)


def looks_secret(name: str, value: str) -> bool:
    """
    Tell whether the variable `name` holds a secret in clear.

    It does when the value has a secret's shape, or when the name suggests a secret and the value
    is a literal of some randomness: no reference, path, URL, number, switch or placeholder.
    """
    if secret_shapes(value):
        return True
    if len(value) < _SHORTEST or not names_secret(name) or _harmless().match(value):
        return False
    randomness = _entropy(value)
    return randomness >= _RANDOM or (randomness >= _MIXED_RANDOM and _classes(value) > 1)


def looks_generated(value: str) -> bool:
    """
    Tell whether a value that is sensitive somewhere is a secret in itself.

    It does when a generator may have made it: names of environments, hosts and users, which are
    marked along with passwords, are not.
    """
    if not looks_secret("secret", value) or not any(map(str.isdigit, value)):
        return False
    return any(map(str.isupper, value)) or (len(value) >= _LONG and value.isalnum())


_LONG = 20


def _entropy(text: str) -> float:
    """Give the Shannon entropy in bits per character."""
    return -sum(n / len(text) * log2(n / len(text)) for n in Counter(text).values())


def _classes(text: str) -> int:
    tests = (str.islower, str.isupper, str.isdigit)
    others = any(not character.isalnum() for character in text)
    return sum(any(map(test, text)) for test in tests) + others
