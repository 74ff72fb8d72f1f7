"""The references in an expression."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeAlias

from planguard.errors import InputError
from planguard.readers.terraform_hcl.tree import bare, branches, first, literal, parse, word

if TYPE_CHECKING:
    from planguard.readers.terraform_hcl.tree import Branch, Node

Names: TypeAlias = frozenset[str]

_TRAVERSALS = frozenset(
    {
        "get_attr_expr_term",
        "index_expr_term",
        "attr_splat_expr_term",
        "full_splat_expr_term",
    }
)
_ADDRESS_PARTS = {"data": 3, "ephemeral": 3}
_NO_INSTANCES = frozenset({"var", "local", "each", "count", "self", "path", "terraform"})
_TEMPLATE = re.compile(r"[$%]([$%])?\{")
_DOTTED = re.compile(r"[^\W\d][\w-]*(?:\.[^\W\d][\w-]*)+")


def references(node: Node, bound: Names = frozenset()) -> tuple[str, ...]:
    """Give the traversals in an expression, but those that start at a name in `bound`."""
    found: dict[str, None] = {}
    todo = [(node, bound)]
    while todo:
        inner, names = todo.pop()
        if isinstance(inner, str):
            continue
        kind = str(inner.data)
        if kind in _TRAVERSALS:
            text, parts = _traversal(inner)
            if "." in text and text.partition(".")[0] not in names:
                found[text] = None
            todo += [(part, names) for part in reversed(parts)]
        elif kind in {"for_tuple_expr", "for_object_expr"}:
            todo += reversed(list(_scoped_for(inner, names)))
        elif kind == "string":
            todo += reversed(list(_scoped_template(inner, names)))
        elif kind.startswith("heredoc_template"):
            found.update(dict.fromkeys(_heredoc(word(inner), names)))
        else:
            todo += [(child, names) for child in reversed(inner.children)]
    return tuple(found)


def _scoped_for(node: Branch, bound: Names) -> Iterator[tuple[Node, Names]]:
    """Give the parts of a `for` expression; its collection does not see its variables."""
    inside = bound
    for child in node.children:
        if not isinstance(child, str) and child.data == "for_intro":
            own = {word(name) for name in branches(child) if name.data == "identifier"}
            yield from ((part, bound) for part in child.children)
            inside = bound | own
        else:
            yield child, inside


def _scoped_template(node: Branch, bound: Names) -> Iterator[tuple[Node, Names]]:
    """Give the parts of a template, each with the variables of the directives around it."""
    scopes = [bound]
    for part in branches(node):
        directive = first(part)
        if isinstance(directive, str):
            continue
        yield directive, scopes[-1]
        if directive.data == "template_for_start":
            own = {word(name) for name in branches(directive) if name.data == "identifier"}
            scopes.append(scopes[-1] | own)
        elif directive.data == "template_endfor" and len(scopes) > 1:
            scopes.pop()


def _traversal(node: Branch) -> tuple[str, list[Node]]:
    """Give the traversal as the plan writes it, `""` when it has no name, and what is in it."""
    steps: list[Branch] = []
    inner: Node = node
    while not isinstance(inner, str):
        if inner.data in _TRAVERSALS:
            steps.append(inner.children[1])  # type: ignore[arg-type]
            inner = first(inner)
        elif inner.data == "expr_term" and len(inner.children) == 1:
            inner = first(inner)
        else:
            break
    parts: list[Node] = [inner]
    root = word(inner) if not isinstance(inner, str) and inner.data == "identifier" else ""
    names, text, going = [root], root, bool(root)
    size = _ADDRESS_PARTS.get(root, 2)
    for step in _flat_steps(reversed(steps)):
        if step.data == "get_attr":
            names.append(word(step.children[-1]))
            text += f".{names[-1]}" if going else ""
            continue
        index = _index(step)
        key = literal(index)
        if isinstance(index, str) or index.data == "int_lit":
            text += f"[{word(index)}]" if going else ""
        elif key is None:
            parts.append(index)
        else:
            going = going and len(names) == size and root not in _NO_INSTANCES
            text += f'["{key}"]' if going else ""
    return text, parts


def _flat_steps(steps: Iterator[Branch]) -> Iterator[Branch]:
    """Leave splats out and keep the steps that follow them."""
    for step in steps:
        if step.data in {"attr_splat", "full_splat"}:
            yield from branches(step)
        else:
            yield step


def _index(step: Branch) -> Node:
    """Give what stands in the brackets, or the number after the dot."""
    return bare(next(branches(step), step.children[-1]))


def _heredoc(token: str, bound: Names) -> tuple[str, ...]:
    """Give the references in a heredoc, which the grammar leaves as one text."""
    body = token.partition("\n")[2]
    pieces = list(_pieces(body))
    if not pieces:
        return ()
    text = "".join(pieces).replace("\r", " ").replace("\n", " ")
    try:
        tree = parse(f'_="{text}"', "")
    except InputError:
        return tuple(_DOTTED.findall(" ".join(pieces)))
    return references(tree, bound)


def _pieces(body: str) -> Iterator[str]:
    """Give the interpolations and directives of a heredoc's text."""
    position = 0
    while match := _TEMPLATE.search(body, position):
        position = match.end()
        if match[1]:
            continue
        position = _closing(body, position)
        yield body[match.start() : position]


def _closing(body: str, position: int) -> int:
    """Find the end of the interpolation that is open at `position`."""
    open_marks = ["}"]
    while open_marks and position < len(body):
        here, two = body[position], body[position : position + 2]
        position += 1
        if open_marks[-1] == '"':
            if here == "\\":
                position += 1
            elif two in {"${", "%{"}:
                open_marks.append("}")
                position += 1
            elif here == '"':
                open_marks.pop()
        elif here in '"{':
            open_marks.append("}" if here == "{" else here)
        elif here == "}":
            open_marks.pop()
    return position
