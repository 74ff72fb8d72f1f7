"""The syntax tree of a configuration file, behind helpers with names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeAlias

from planguard.readers.terraform_hcl.headers import broken

if TYPE_CHECKING:
    from lark import Token, Tree

    Branch: TypeAlias = Tree[Token]
    Node: TypeAlias = Branch | Token

_PLAIN_KEYS = frozenset({"identifier", "keyword", "literal_value"})


def parse(text: str, name: str) -> Branch:
    """Give the syntax tree of the text."""
    import hcl2  # noqa: PLC0415 - building its grammar costs a second
    from lark.exceptions import LarkError  # noqa: PLC0415 - as above

    try:
        tree: Branch = hcl2.parses_to_tree(text)
    except (LarkError, RecursionError) as error:
        last = text.count("\n") + 1
        line = getattr(error, "line", last)
        # Lark's texts quote the source, which may hold a secret: the chain is cut.
        where = line if isinstance(line, int) and 0 < line <= last else last
        raise broken(name, where) from None
    return tree


def branches(node: Branch) -> Iterator[Branch]:
    """Give the branches right under a node that mean something."""
    for child in node.children:
        if not isinstance(child, str) and child.data != "new_line_or_comment":
            yield child


def first(node: Node) -> Node:
    """Give the first thing under a node, a token as it is."""
    return node if isinstance(node, str) else node.children[0]


def word(node: Node) -> str:
    """Give the first token under a node."""
    while not isinstance(node, str):
        node = node.children[0]
    return str(node)


def bare(node: Node) -> Node:
    """Take an expression out of its wrappers and parentheses."""
    while not isinstance(node, str) and node.data in {"expr_term", "object_elem_key"}:
        node = next(branches(node), first(node))
    return node


def body_of(node: Branch) -> Branch:
    """Give what stands between the braces of a block, or the whole of a file."""
    return next(child for child in branches(node) if child.data == "body")


def block_header(node: Branch) -> list[str]:
    """Give a block's kind and labels."""
    parts = (child for child in branches(node) if child.data != "body")
    return [literal(part) or word(part) for part in parts]


def arguments(body: Branch) -> dict[str, Node]:
    """Give the expressions of a body's attributes, by name."""
    return {word(node): node.children[-1] for node in branches(body) if node.data == "attribute"}


def members(node: Node) -> Iterator[tuple[str, Branch, Node]]:
    """Give key, element and value of an object's members, through lists of objects."""
    node = bare(node)
    if isinstance(node, str):
        return
    if node.data == "tuple":
        for item in branches(node):
            yield from members(item)
    elif node.data == "object":
        for element in branches(node):
            key = bare(element.children[0])
            name = literal(key)
            if name is None and not isinstance(key, str) and key.data in _PLAIN_KEYS:
                name = word(key)
            if name:
                yield name, element, element.children[-1]


def items(node: Node) -> Iterator[Branch]:
    """Give the items of a list, or the one thing that stands in its place."""
    if not isinstance(node, str):
        if node.data == "tuple":
            yield from (item for item in branches(node))
        else:
            yield node


def literal(node: Node) -> str | None:
    """Give the text of a string without interpolations; `None` for anything else."""
    node = bare(node)
    if isinstance(node, str) or node.data != "string":
        return None
    parts = [first(part) for part in branches(node)]
    if not all(isinstance(part, str) for part in parts):
        return None
    return "".join(str(part) for part in parts).replace('\\"', '"')
