"""The blocks of a configuration file, in the native and in the JSON syntax."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from planguard.model.source import Block, Span
from planguard.model.value import Unknown
from planguard.readers.terraform_hcl.headers import KINDS
from planguard.readers.terraform_hcl.references import Names, references
from planguard.readers.terraform_hcl.tree import (
    arguments,
    bare,
    block_header,
    body_of,
    branches,
    items,
    literal,
    members,
    word,
)

if TYPE_CHECKING:
    from planguard.readers.terraform_hcl.tree import Branch, Node

_CONDITIONS = frozenset({"precondition", "postcondition"})
_TRIGGERS = "replace_triggered_by"
_HIDING = (
    *(f"lifecycle.{name}." for name in sorted({_TRIGGERS, *_CONDITIONS})),
    "connection.",
    "provisioner.connection.",
)
_FLAGS = ("prevent_destroy", "create_before_destroy")
_TRANSPARENT = frozenset({"jsonencode", "merge", "concat", "tolist", "toset", "tomap"})
"""Functions whose arguments' keys are still places in the attribute's value."""
_NAME = re.compile(r"[^\W\d][\w.:/@-]{0,63}")
"""Keys in quotes that are names; others might be anything."""
_STEP = re.compile(r'"((?:[^"\\]|\\.)*)"|([^\s.\[\]"]+)')


class _Shape:
    """What both syntaxes have in common: spans, keys and references."""

    PREFIX = ""
    """What stands before the text on its first line, for the parser's sake."""

    def __init__(self, text: str, lines_above: int = 0) -> None:
        self.text = self.PREFIX + text
        self.lines_above = lines_above

    def span(self, first: Node, last: Node) -> Span:
        """Give the place from one node to another, without trailing blank lines and comments."""
        while not isinstance(last, str):
            last = next(
                child
                for child in reversed(last.children)
                if isinstance(child, str) or child.data != "new_line_or_comment"
            )
        start = first if isinstance(first, str) else first.meta
        line, column = start.line or 1, start.column or 1
        # A heredoc's token ends on the line after its end marker.
        end_line = (last.end_line or line) - (last.end_column == 1)
        shift = len(self.PREFIX) if line == 1 else 0
        return Span(
            line=line + self.lines_above,
            column=column - shift,
            end_line=end_line + self.lines_above,
        )

    def source_of(self, node: Branch) -> str:
        """Give the text of a node as written."""
        return self.text[node.meta.start_pos : node.meta.end_pos]

    def keys(self, node: Node, path: str, places: dict[str, Span]) -> None:
        """Add the keys inside an attribute's value to `places`."""
        todo = [(node, path)]
        while todo:
            inner, path = todo.pop()
            inner = bare(inner)
            if isinstance(inner, str):
                continue
            if inner.data == "object":
                named = [member for member in members(inner) if _NAME.fullmatch(member[0])]
                for key, element, value in named:
                    places.setdefault(f"{path}.{key}", self.span(element, value))
                todo += [(value, f"{path}.{key}") for key, _, value in reversed(named)]
            elif inner.data in {"tuple", "arguments"}:
                todo += [(child, path) for child in reversed(inner.children)]
            elif inner.data == "function_call" and word(inner) in _TRANSPARENT:
                todo += [(child, path) for child in inner.children[1:]]

    def lifecycle(self, words: Mapping[str, Node]) -> Mapping[str, object]:
        """Give the arguments of a `lifecycle` block as values."""
        found: dict[str, object] = {}
        for name, node in words.items():
            value = bare(node)
            if name in _FLAGS:
                found[name] = _flag(value)
            elif name == "ignore_changes":
                found[name] = tuple(self._ignored(value))
            elif name == _TRIGGERS:
                texts = (literal(item) for item in items(value))
                found[name] = (*filter(None, texts), *references(value))
        return found

    def _ignored(self, value: Node) -> Iterator[str]:
        for item in items(value):
            text = literal(item)
            if not text:
                text = self.source_of(item)
            steps = (key or ("" if name.isdigit() else name) for key, name in _STEP.findall(text))
            path = ".".join(filter(None, steps))
            yield "all" if path == "*" else path


class NativeFile(_Shape):
    """The native syntax."""

    def blocks(self, tree: Branch) -> Iterator[Block]:
        """Give the blocks and locals of a file."""
        for node in branches(body_of(tree)):
            if node.data != "block":
                continue
            kind, *labels = block_header(node)
            if kind == "locals":
                yield from self._locals(body_of(node))
            elif kind in KINDS:
                yield self._block(kind, labels, node)

    def _locals(self, body: Branch) -> Iterator[Block]:
        for node in branches(body):
            if node.data == "attribute":
                places: dict[str, Span] = {}
                self.keys(node.children[-1], "", places)
                yield Block(
                    header=f"local.{word(node)}",
                    what="local",
                    span=self.span(node, node),
                    attributes={path.removeprefix("."): span for path, span in places.items()},
                    references={"": references(node.children[-1])},
                )

    def _block(self, kind: str, labels: list[str], node: Branch) -> Block:
        prefix, count, what = KINDS[kind]
        places: dict[str, Span] = {}
        found: dict[str, tuple[str, ...]] = {}
        body = body_of(node)
        dynamic = self._walk(body, "", frozenset(), places, found)
        hiding = (*_HIDING, *(f"{path}." for path in dynamic))
        words: dict[str, Node] = {}
        source = ""
        for inner in branches(body):
            if inner.data == "block" and block_header(inner)[0] == "lifecycle":
                words |= arguments(body_of(inner))
            elif kind == "module" and inner.data == "attribute" and word(inner) == "source":
                source = _local_path(inner.children[-1])
        return Block(
            header=prefix + ".".join(labels[:count]),
            what=what,
            span=self.span(node, node),
            attributes=places,
            references=found,
            lifecycle=self.lifecycle(words),
            hidden={path: names for path, names in found.items() if f"{path}.".startswith(hiding)},
            source=source,
        )

    def _walk(
        self,
        body: Branch,
        prefix: str,
        bound: Names,
        places: dict[str, Span],
        found: dict[str, tuple[str, ...]],
    ) -> set[str]:
        """Add the attributes of a body and of the blocks in it; give the `dynamic` ones."""
        dynamic: set[str] = set()
        for node in branches(body):
            if node.data == "attribute":
                path = f"{prefix}{word(node)}"
                places.setdefault(path, self.span(node, node))
                self.keys(node.children[-1], path, places)
                _add(found, path, references(node.children[-1], bound))
                continue
            kind, *labels = block_header(node)
            if kind != "dynamic" or not labels:
                places.setdefault(f"{prefix}{kind}", self.span(node, node))
                dynamic |= self._walk(body_of(node), f"{prefix}{kind}.", bound, places, found)
                continue
            path = f"{prefix}{labels[0]}"
            dynamic.add(path)
            places.setdefault(path, self.span(node, node))
            own = arguments(body_of(node))
            iterator = own.pop("iterator", None)
            for value in own.values():
                _add(found, path, references(value, bound))
            inside = bound | {labels[0] if iterator is None else word(iterator)}
            for inner in branches(body_of(node)):
                if inner.data == "block":
                    self._walk(body_of(inner), f"{path}.", inside, places, found)
        return dynamic


class JsonFile(_Shape):
    """The JSON syntax, read as an object of the native one, which gives it places."""

    PREFIX = "_="

    def blocks(self, tree: Branch) -> Iterator[Block]:
        """Give the blocks and locals of a file."""
        for root in branches(body_of(tree)):
            for kind, _, listed in members(root.children[-1]):
                if kind != "locals" and kind not in KINDS:
                    continue
                for label, element, body in members(listed):
                    if kind == "locals":
                        yield self._block(f"local.{label}", "local", element, body)
                        continue
                    prefix, count, what = KINDS[kind]
                    if count == 1:
                        yield self._block(prefix + label, what, element, body)
                        continue
                    for name, inner, inner_body in members(body):
                        yield self._block(f"{prefix}{label}.{name}", what, inner, inner_body)

    def _block(self, header: str, what: str, element: Branch, body: Node) -> Block:
        places: dict[str, Span] = {}
        found: dict[str, tuple[str, ...]] = {}
        hidden: dict[str, tuple[str, ...]] = {}
        words: dict[str, Node] = {}
        source = ""
        self.keys(body, "", places)
        for key, _, value in members(body):
            if key == "lifecycle":
                words |= {name: argument for name, _, argument in members(value)}
            elif key == "source" and what == "module call":
                source = _local_path(value)
            elif key == "dynamic":
                for path, names in _json_dynamic(value):
                    _add(hidden, path, names)
            elif key == "connection":
                _add(hidden, key, references(value))
            _add(found, key, references(value))
        lifecycle = self.lifecycle(words)
        for name in _CONDITIONS & words.keys():
            _add(hidden, f"lifecycle.{name}", references(words[name]))
        if isinstance(triggers := lifecycle.get(_TRIGGERS), tuple):
            _add(hidden, f"lifecycle.{_TRIGGERS}", triggers)
        return Block(
            header=header,
            what=what,
            span=self.span(element, body),
            attributes={path.removeprefix("."): span for path, span in places.items()},
            references={"": references(body)} if what == "local" else found,
            lifecycle=lifecycle,
            hidden=hidden,
            source=source,
        )


def _json_dynamic(value: Node) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give the references in `dynamic` blocks, by attribute."""
    for label, _, listed in members(value):
        for block in items(listed):
            parts = {name: part for name, _, part in members(block)}
            iterator, content = parts.pop("iterator", None), parts.pop("content", None)
            for part in parts.values():
                yield label, references(part)
            inside = frozenset({label if iterator is None else literal(iterator) or label})
            for key, _, part in members(content) if content is not None else ():
                yield f"{label}.{key}", references(part, inside)


def _local_path(node: Node) -> str:
    """Give a module's source when it is a local path; others may hold credentials."""
    source = literal(node) or ""
    return source if source.startswith(("./", "../", ".\\", "..\\")) else ""


def _flag(value: Node) -> object:
    written = word(value)
    if written in {"true", "false"}:
        return written == "true"
    return Unknown(reason="set by an expression", origins=references(value))


def _add(found: dict[str, tuple[str, ...]], path: str, names: tuple[str, ...]) -> None:
    """Add references under a path, each once."""
    if names:
        found[path] = tuple(dict.fromkeys((*found.get(path, ()), *names)))
