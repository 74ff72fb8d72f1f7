"""
Puts together policy documents that Terraform reads only during apply.

`data.aws_iam_policy_document` is read again during apply whenever something it refers to changes,
most often a function or a queue that changes in nothing a document can see. The plan shows its
statements all the same. Resources and principals that are not known yet count as particular ones
if they come from the identity (`arn`, `id`, `name` ...) of a managed resource; with anything else
unknown the document stays unknown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from planguard.graph import DependencyGraph
from planguard.model.plan import Change, Plan
from planguard.model.value import Path, Unknown, Value
from planguard.model.words import Address, Mode

_TYPE = "aws_iam_policy_document"
_OTHERS = (
    "source_json",
    "override_json",
    "source_policy_documents",
    "override_policy_documents",
)
_IDENTITIES = frozenset({"", "arn", "id", "name", "bucket", "key_id", "url", "unique_id"})
_ANYTHING = frozenset({"terraform_data", "null_resource"})
"""Types whose computed attributes are what the configuration says."""
_LATER = "(known after apply)"


class UnreadableError(Exception):
    """A part of the document cannot be told."""


class Documents:
    """The documents that the apply reads, by what refers to them."""

    def __init__(self, plan: Plan, graph: DependencyGraph) -> None:
        """Keep what reads a document; it is put together when something asks for it."""
        self._plan = plan
        self._graph = graph
        self._changes = {
            change.address: change
            for change in plan.changes
            if change.type == _TYPE and change.resource.mode is Mode.DATA
        }

    @cached_property
    def _managed(self) -> frozenset[str]:
        """Addresses of managed objects, and of the blocks they come from."""
        return frozenset(
            address
            for resource in self._plan.resources.values()
            if resource.mode is Mode.MANAGED and resource.type not in _ANYTHING
            for address in (resource.address, resource.block)
        )

    def told(self, change: Change) -> Mapping[str, Value]:
        """Give the attributes of a change that are such a document, as what it will say."""
        if not self._changes:
            return {}
        found = {}
        for name, value in change.after.items():
            if isinstance(value, Unknown):
                origins = value.origins or self._graph.origins(change.address, (name,))
                document = self._document(origins)
                if document is not None:
                    found[name] = document
        return found

    def _document(self, origins: tuple[str, ...]) -> Value:
        if len(origins) != 1:
            return None
        address, _, attribute = origins[0].rpartition(".")
        change = self._changes.get(Address(address))
        if change is None or attribute not in {"json", "minified_json"}:
            return None
        if any(change.after.get(name) for name in _OTHERS):
            return None
        blocks = change.after.get("statement")
        if not isinstance(blocks, list | tuple):
            return None
        try:
            return {"Statement": [self._statement(change, block) for block in blocks]}
        except UnreadableError:
            return None

    def _statement(self, change: Change, block: Value) -> Value:
        if not isinstance(block, Mapping):
            raise UnreadableError
        effect = block.get("effect") or "Allow"
        said: dict[str, Value] = {"Effect": effect}
        for name, key in (("actions", "Action"), ("resources", "Resource")):
            for attribute, written in ((name, key), (f"not_{name}", f"Not{key}")):
                if block.get(attribute):
                    value = block[attribute]
                    said[written] = (
                        self._identities(change, value, attribute)
                        if name == "resources"
                        else value
                    )
        for attribute, written in (
            ("principals", "Principal"),
            ("not_principals", "NotPrincipal"),
        ):
            if block.get(attribute):
                said[written] = self._principals(change, block[attribute], attribute)
        if block.get("condition"):
            said["Condition"] = _conditions(block["condition"])
        if not _is_plain(said):
            raise UnreadableError
        return said

    def _principals(self, change: Change, blocks: Value, attribute: str) -> Value:
        found: dict[str, Value] = {}
        for block in _blocks(blocks):
            kind = str(block.get("type"))
            names = self._identities(change, block.get("identifiers"), f"{attribute}.identifiers")
            if kind == "*":
                kind = "AWS"
            already = found.get(kind)
            found[kind] = [*(already if isinstance(already, list) else []), *names]
        return found

    def _identities(self, change: Change, value: Value, attribute: str) -> list[Value]:
        """Put what is not known yet down as one thing, where it can be no wildcard."""
        items = value if isinstance(value, list | tuple) else (value,)
        known = [item for item in items if not isinstance(item, Unknown)]
        if len(known) < len(items):
            path: Path = ("statement", *attribute.split("."))
            origins = self._graph.origins(change.address, path)
            if not origins or not all(map(self._is_identity, origins)):
                raise UnreadableError
            known.append(_LATER)
        return known

    def _is_identity(self, origin: str) -> bool:
        """Tell whether an origin is the identity of a managed object, or the object as a whole."""
        if origin in self._managed:
            return True
        address, _, attribute = origin.rpartition(".")
        return address in self._managed and (
            attribute in _IDENTITIES or attribute.endswith("_arn")
        )


def _is_plain(value: Value) -> bool:
    """Tell whether there is nothing in it but text."""
    if isinstance(value, Mapping):
        return all(map(_is_plain, value.values()))
    if isinstance(value, list | tuple):
        return all(map(_is_plain, value))
    return isinstance(value, str)


def _conditions(blocks: Value) -> Value:
    found: dict[str, dict[str, Value]] = {}
    for block in _blocks(blocks):
        found.setdefault(str(block.get("test")), {})[str(block.get("variable"))] = block.get(
            "values"
        )
    return dict(found)


def _blocks(value: Value) -> Iterator[Mapping[str, Value]]:
    if not isinstance(value, list | tuple):
        raise UnreadableError
    for block in value:
        if not isinstance(block, Mapping):
            raise UnreadableError
        yield block
