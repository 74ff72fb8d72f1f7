"""
Recognises text that has the shape of a secret.

Two questions are asked of a text. What must be hidden is answered broadly (`secret_shapes`,
`looks_secret`): hiding a placeholder does no harm. What is a secret that somebody gave away is
answered narrowly (`plain_secrets`, `secret_kind`): examples from documentation, placeholders,
references to a secret store and names of things are none.

Over 300 lines: both questions go by the same words, which would drift apart in two files.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache, lru_cache
from math import log2
from typing import NamedTuple

from planguard.model.secret_forms import FORMS, Form

_NAME = (
    r"passw(?:or)?d|passphrase|secret(?!ary|s?_?manager)|tokens?(?!i[sz]|(?-i:[a-z]))|api[_-]?key|"
    r"access[_-]?key|private[_-]?key|credential|"
    r"(?:\A|[_.-]|(?-i:(?<=[a-z])(?=P)))p(?:ass|wd|sk)(?=\d*\Z)|"
    r"(?:auth|app|account|signing|encryption|shared|master|license|secret|webhook|hmac|jwt)[_-]?key"
)
_TELLS_OF = (
    r"arn|name|id|url|uri|endpoint|host|path|file|dir|prefix|suffix|length|size|ttl|expiry|"
    r"expiration|timeout|seconds|days|enabled|required|version|type|algorithm|policy|header|"
    r"issuer|audience|region|bucket|table|ref|manager|store|provider|backend|mount|alias|label|"
    r"hint|rotation|reset|source|namespace|class|format|scope|env|group|username|user"
)
_HARMLESS = (
    r"arn:|[a-z][a-z0-9+.-]*://|/|\./|\.\./|[A-Za-z]:\\"  # references, URLs and paths
    r"|(?:ssm|vault|secretsmanager|sops|op|file|env|kms|projects|ref\+?|awssm|gcpsm|secret|resolve)[:/]"
    r"|@Microsoft\.KeyVault\("
    r"|(?-i:[a-z0-9_.-]+(?:/[a-z0-9_.-]+)+)\Z"  # prod/checkout/password
    r"|(?:true|false|yes|no|on|off|enabled|disabled|null|none)\Z"
    r"|[-+]?[\d.,]+\Z"
    r"|.*(?:change[_-]?me|replace[_-]?me|placeholder|example|dummy|redacted|todo|fixme|your[_-]|"
    r"known after apply|sensitive)"
    r"|.*(?:\$\{|\{\{|<[^>]*>|%\()"  # filled in later
    r"|(.)\1*\Z"  # xxxxxxxx, ********
)
_EXAMPLES = (
    r"example|change[_-]?me|replace[_-]?me|change[_-]?this|placeholder|dummy|redacted|fixme|todo|"
    r"your[_-]?(?:own|api|secret|token|key|password|pwd|access|account|client)|insert[_-]|"
    r"not[_-]?a[_-]?real|fake|foobar|lorem|sample|deadbeef|(?:x|\*|\.|0){6,}|1234567890|"
    r"0123456789|abcdefgh|qwertyui|masked|\$\{|\$\(|\{\{|<[^>]+>|%\("
    # Azurite's key and jwt.io's token, which are the same for everybody
    r"|(?-i:Eby8vdM02xNOcqFlqUwJPLlm|eyJzdWIiOiIxMjM0NTY3ODkw)"
)
_REFERENCE = (
    r"@Microsoft\.KeyVault\(|\$[A-Za-z_]\w*\Z|\{\{?resolve:|[a-z]+(?:[-_.][a-z0-9]+)*@[a-z0-9-]+(?:\.[a-z0-9-]+)+\Z"
    r"|(?:[a-z0-9-]+\.)+[a-z]{2,}(?::\d+)?(?:/.*)?\Z"  # hosts and addresses
    r"|(?:[a-z]+\.)*[a-z][A-Za-z]*\(.*\)\Z|(?:var|local|data|module|random_\w+)\.\S+\Z"
)
_THING = r"[a-z]+\d{0,4}(?:[-_.](?:[a-z]+\d{0,4}|\d{1,4}))*"
"""How things are called: `shop-prod-db`, `eu-west-1`, `checkout_v2`."""
_IDENTIFIER = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
"""Accounts, subscriptions and clients are often marked along with their secrets."""
_SHORTEST = 8
_RANDOM = 3.0
_MIXED_RANDOM = 2.5
"""Bits per character from which a literal looks chosen at random; fewer do with mixed classes."""
_MOST_WORDS = 5
_FEW = 5
"""Different characters of which a fixed form is only filled up: `ghp_xxxxxxxx`."""


_FOR_ALL = r"public|publishable|anon(?:ymous)?[_-]?(?:key|token)\Z"
_SOMETIMES_OPEN = frozenset({"JSON web token", "Google API key"})
"""Forms that browsers are given as well, under a name that says so."""


class Found(NamedTuple):
    """A secret in a text. It is never printed: what may be told of it is its kind and length."""

    kind: str
    text: str

    def __repr__(self) -> str:
        """Hide the secret."""
        return f"Found({self.kind!r}, (sensitive))"

    def __str__(self) -> str:
        """Hide the secret."""
        return repr(self)


@cache
def _compiled(form: Form) -> re.Pattern[str]:
    return re.compile(form.pattern)


@cache
def _pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    return re.compile(text, flags)


@cache
def _examples() -> re.Pattern[str]:
    return re.compile(_EXAMPLES, re.IGNORECASE)


@cache
def _about() -> re.Pattern[str]:
    return re.compile(rf"(?:[_.-](?i:{_TELLS_OF})|[a-z](?:{_camel(_TELLS_OF)}))\Z")


def _camel(words: str) -> str:
    return "|".join(word.capitalize() for word in words.split("|"))


_SHORTEST_FORM = 15
"""Only a password in a URL may be shorter."""
_MARKED = tuple((mark, form) for form in FORMS for mark in form.marks)


def _matched(text: str) -> Iterator[Found]:
    # A plain loop, since every text of a report and of a plan comes by here.
    if len(text) < _SHORTEST_FORM and "://" not in text:
        return
    forms = {}
    for mark, form in _MARKED:
        if mark in text:
            forms[form.pattern] = form
    for form in forms.values():
        for match in _compiled(form).finditer(text):
            yield Found(form.kind, next(filter(None, match.groups()), match[0]))


@lru_cache(maxsize=4096)
def secret_shapes(text: str) -> tuple[str, ...]:
    """
    List the parts of `text` that are secrets by their shape.

    Cloud access keys, private key blocks, tokens of well-known services, JSON web tokens, and the
    password inside a URL or a connection string. Reports repeat most of their texts, so the last
    answers are kept.
    """
    return tuple(dict.fromkeys(found.text for found in _matched(text)))


def plain_secrets(text: str) -> tuple[Found, ...]:
    """List the parts of `text` that are secrets by their shape and no examples of one."""
    if not secret_shapes(text):
        return ()
    found = {each.text: each for each in _matched(text) if not _is_example(each)}
    return tuple(found.values())


def _is_example(found: Found) -> bool:
    """Tell whether a fixed form is only filled up, or is known from documentation."""
    if found.kind == "private key":
        return "redacted" in found.text.lower() or "..." in found.text
    if found.kind.startswith("password in"):
        return _is_weak_word(found.text)
    body = max(re.split(r"[-_.]", found.text), key=len)
    return bool(_examples().search(found.text)) or len(set(body)) <= _FEW


_WEAK = frozenset(
    ("password", "passwd", "pass", "pwd", "secret", "user", "pw", "token", "username", "redacted")
)


def _is_weak_word(text: str) -> bool:
    """Tell whether what stands for a password in a URL only shows where one goes."""
    return (
        text.lower() in _WEAK
        or bool(_examples().search(text))
        or len(set(text)) == 1
        or bool(_pattern(r"[A-Z]+(?:_[A-Z]+)+\Z").match(text))
    )


@lru_cache(maxsize=4096)
def names_secret(name: str) -> bool:
    """Tell whether a variable of this name is expected to hold a secret itself."""
    return bool(_pattern(_NAME, re.IGNORECASE).search(name)) and not _about().search(name)


def looks_secret(name: str, value: str) -> bool:
    """
    Tell whether the variable `name` may hold a secret in clear, so that it is to be hidden.

    It may when the value has a secret's shape, or when the name suggests a secret and the value
    is a literal of some randomness: no reference, path, URL, number, switch or placeholder.
    """
    if secret_shapes(value):
        return True
    if len(value) < _SHORTEST or not names_secret(name):
        return False
    return not _pattern(_HARMLESS, re.IGNORECASE).match(value) and _is_random(value)


def _is_random(value: str) -> bool:
    randomness = _entropy(value)
    return randomness >= _RANDOM or (randomness >= _MIXED_RANDOM and _classes(value) > 1)


def secret_kind(name: str, value: str) -> str:
    """
    Say which kind of secret the variable `name` gives away; `""` when it gives none away.

    A secret's shape says so by itself. Under a name that suggests a secret, `chosen` is a literal
    that somebody or something made up, `worded` one of plain words, which may be a name as well.
    """
    open_ = bool(name and _pattern(_FOR_ALL, re.IGNORECASE).search(name))
    if found := plain_secrets(value):
        kept = [each.kind for each in found if not (open_ and each.kind in _SOMETIMES_OPEN)]
        return kept[0] if kept else ""
    if open_ or not (name and names_secret(name) and looks_secret(name, value)):
        return ""
    if secret_shapes(value) or _stands_for(name, value):
        return ""
    return "worded" if _is_worded(value) else "chosen"


def _stands_for(name: str, value: str) -> bool:
    """Tell whether a value only says what would stand there, or where it is kept."""
    low, own = value.lower(), re.sub(r"[^a-z0-9]", "", name.lower())
    plain = re.sub(r"[^a-z0-9]", "", low)
    return (
        bool(_examples().search(value))
        or bool(_pattern(_REFERENCE).match(value))
        or (plain != "" and plain in own)
        or len(value.split()) > _MOST_WORDS
        or (is_name(value) and names_secret(value))
        or value.startswith(("-----BEGIN CERT", "-----BEGIN PUBLIC", "ssh-", "ecdsa-"))
    )


def refers(value: str) -> bool:
    """Tell whether a text is a reference, a path, a switch or a placeholder, and no value."""
    return bool(
        _pattern(_HARMLESS, re.IGNORECASE).match(value) or _pattern(_REFERENCE).match(value)
    ) and not secret_shapes(value)


def is_name(value: str) -> bool:
    """Tell whether a text is written as things are called: `shop-prod-db`, `eu-west-1`."""
    return bool(_pattern(_THING).fullmatch(value.lower() if value.isupper() else value))


def _is_worded(value: str) -> bool:
    return bool(_pattern(r"[A-Za-z]+(?:[\s_.-][A-Za-z]+)*").fullmatch(value)) and not (
        value.lower() != value and value.capitalize() != value and value.isalpha()
    )


def looks_generated(value: str) -> bool:
    """
    Tell whether a value that is sensitive somewhere is a secret in itself.

    It does when a generator may have made it: names of environments, hosts and users, which are
    marked along with passwords, are not.
    """
    if not looks_secret("secret", value) or not any(map(str.isdigit, value)):
        return False
    return any(map(str.isupper, value)) or (len(value) >= _LONG and value.isalnum())


def is_made_up(value: str) -> bool:
    """Tell whether a sensitive text is made so that it is found in another by no accident."""
    return (
        any(map(str.isdigit, value))
        and not any(map(str.isspace, value))
        and _classes(value) > 1
        and _entropy(value) >= _RANDOM
    )


_LONG = 20
_LONGEST_SECRET = 4096


def stays_secret(value: str) -> bool:
    """
    Tell whether a value that is sensitive somewhere may stand nowhere in clear.

    Marks cover more than secrets. Names of things, hosts, addresses of mail, public keys,
    certificates, documents, numbers and placeholders are none, wherever else they are marked.
    """
    return (
        _SHORTEST <= len(value) <= _LONGEST_SECRET
        and "\n" not in value.strip()
        and value.lstrip()[:1] not in {"{", "["}
        and not _pattern(_HARMLESS, re.IGNORECASE).match(value)
        and _is_random(value)
        and not is_name(value)
        and not _pattern(_IDENTIFIER, re.IGNORECASE).fullmatch(value)
        and not _stands_for("", value)
    )


def length_class(value: str) -> str:
    """Say how long a secret is as far as may be told: within powers of two from 8 on."""
    for least in (64, 32, 16, 8):
        if len(value) >= least:
            return f"{least} or more" if least == 64 else f"{least} to {2 * least - 1}"  # noqa: PLR2004 - the last class
    return "under 8"


def _entropy(text: str) -> float:
    """Give the Shannon entropy in bits per character."""
    return -sum(n / len(text) * log2(n / len(text)) for n in Counter(text).values())


def _classes(text: str) -> int:
    tests = (str.islower, str.isupper, str.isdigit)
    others = any(not character.isalnum() for character in text)
    return sum(any(map(test, text)) for test in tests) + others
