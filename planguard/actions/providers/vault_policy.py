"""
Reads policies of Vault: which capabilities they give on which paths.

Source: https://developer.hashicorp.com/vault/docs/concepts/policies
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from planguard.model.value import Value

_LEGACY: Mapping[str, frozenset[str]] = {
    "read": frozenset({"read", "list"}),
    "write": frozenset({"create", "read", "update", "delete", "list"}),
    "sudo": frozenset({"create", "read", "update", "delete", "list", "sudo"}),
    "deny": frozenset({"deny"}),
}
"""What the words of old policies stand for."""
_PIECE = re.compile(
    r'(?P<text>"(?:[^"\\]|\\.)*")|(?P<note>#[^\n]*|//[^\n]*|/\*.*?\*/)|(?P<other>.)', re.DOTALL
)
_WRITES = frozenset({"create", "update", "patch", "sudo"})
_GOVERNING = ("sys/policies/acl/x", "sys/policy/x")
"""Where policies are written, of any name: who may write there gives himself everything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stanza:
    """What a policy says of one path."""

    path: str
    capabilities: frozenset[str]
    conditions: str = ""
    """The rest of the block, such as allowed parameters."""

    @property
    def allowed(self) -> frozenset[str]:
        """What it lets its holder do; a refusal takes everything."""
        return frozenset() if "deny" in self.capabilities else self.capabilities

    def covers(self, path: str) -> bool:
        """Tell whether every path that `path` stands for is one of its own."""
        own, other = self.path, path
        if own == other:
            return True
        if own.endswith("*"):
            own = own[:-1]
            return _matches(own.split("/"), other.split("/"), prefix=True)
        return _matches(own.split("/"), other.split("/"), prefix=False)

    @property
    def rank(self) -> tuple[int, bool, int, int]:
        """Sort by how closely a path is told: a late wildcard, none at the end, few, long."""
        places = (self.path.find(sign) for sign in "+*" if sign in self.path)
        first = min(places, default=len(self.path))
        return first, not self.path.endswith("*"), -self.path.count("+"), len(self.path)


def _matches(own: list[str], other: list[str], *, prefix: bool) -> bool:
    if len(other) < len(own) or (len(other) > len(own) and not prefix):
        return False
    last = len(own) - 1
    for at, (mine, theirs) in enumerate(zip(own, other, strict=False)):
        if mine == "+" and "*" not in theirs:
            continue
        if at == last and prefix and theirs.startswith(mine):
            continue
        if mine != theirs:
            return False
    return True


def stanzas_of(policy: Value) -> tuple[Stanza, ...] | None:
    """Read a policy in HCL or JSON; `None` when it cannot be read."""
    if policy is None:
        return ()
    if not isinstance(policy, str):
        return None
    text = policy.strip()
    if text.startswith("{"):
        return _from_json(text)
    blocks = _blocks(text)
    if blocks is None:
        return None
    return tuple(_stanza(path, body) for path, body in blocks)


def _from_json(text: str) -> tuple[Stanza, ...] | None:
    try:
        document = json.loads(text)
    except ValueError:
        return None
    paths = document.get("path") if isinstance(document, Mapping) else None
    if not isinstance(paths, Mapping) or not all(isinstance(b, Mapping) for b in paths.values()):
        return None
    return tuple(
        Stanza(
            path=str(path),
            capabilities=_given(
                list(body.get("capabilities") or ()), str(body.get("policy") or "")
            ),
            conditions=json.dumps(
                {k: v for k, v in body.items() if k not in ("capabilities", "policy")},
                sort_keys=True,
            )
            if body.keys() - {"capabilities", "policy"}
            else "",
        )
        for path, body in paths.items()
    )


def _given(words: list[str], legacy: str) -> frozenset[str]:
    return frozenset(map(str, words)) | _LEGACY.get(legacy, frozenset())


def _blocks(text: str) -> list[tuple[str, str]] | None:
    """Cut HCL into paths and the bodies of their blocks; `None` where a block does not end."""
    pieces = [
        (match["text"] or "", match["other"] or "")
        for match in _PIECE.finditer(text)
        if match["note"] is None
    ]
    found: list[tuple[str, str]] = []
    depth, path, head, body = 0, "", "", ""
    for quoted, other in pieces:
        if depth == 0:
            path = quoted or path
            head += other
            if other == "{":
                if not path or not head.strip().startswith("path"):
                    return None
                depth, head, body = 1, "", ""
        else:
            depth += (other == "{") - (other == "}")
            body += quoted + other if depth else ""
            if depth == 0:
                found.append((path[1:-1], body))
                path = ""
    return None if depth or head.strip() else found


_CAPABILITIES = re.compile(r"\bcapabilities\s*=\s*\[([^\]]*)\]")
_POLICY = re.compile(r'(?<!\w)policy\s*=\s*"(\w+)"')
_WORD = re.compile(r'"([^"]*)"')


def _stanza(path: str, body: str) -> Stanza:
    words = [word for group in _CAPABILITIES.findall(body) for word in _WORD.findall(group)]
    legacy = _POLICY.search(body)
    rest = _POLICY.sub("", _CAPABILITIES.sub("", body))
    return Stanza(
        path=path,
        capabilities=_given(words, legacy[1] if legacy else ""),
        conditions=" ".join(rest.split()),
    )


def effective(stanzas: tuple[Stanza, ...], path: str) -> frozenset[str]:
    """
    Give the capabilities a policy gives on a path: of those that match, the closest speaks.

    Several blocks for the same path add up, and a refusal among them takes everything.
    """
    covering = [stanza for stanza in stanzas if stanza.covers(path)]
    if not covering:
        return frozenset()
    closest = max(covering, key=lambda stanza: stanza.rank).path
    said = [stanza for stanza in covering if stanza.path == closest]
    if any("deny" in stanza.capabilities for stanza in said):
        return frozenset()
    return frozenset().union(*(stanza.allowed for stanza in said))


def conditions(stanzas: tuple[Stanza, ...], path: str) -> str:
    """Give what limits the requests that may be made on a path."""
    return " ".join(sorted(filter(None, (s.conditions for s in stanzas if s.path == path))))


def paths_of(*sides: tuple[Stanza, ...]) -> Iterator[str]:
    """Give every path that is spoken of, once."""
    yield from dict.fromkeys(stanza.path for stanzas in sides for stanza in stanzas)


def is_admin(path: str, capabilities: frozenset[str]) -> bool:
    """Tell whether its holder may do everything, or give himself everything."""
    if not capabilities & _WRITES:
        return False
    stanza = Stanza(path=path, capabilities=capabilities)
    widely = path.endswith("*") and "sudo" in capabilities
    return widely or any(stanza.covers(policy) for policy in _GOVERNING)
