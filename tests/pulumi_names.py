"""
Makes the tables of names of the Pulumi readers: `python tests/pulumi_names.py`.

Takes Terraform's schema of a provider (`terraform providers schema -json`), or its CDK for
Terraform, and the wheels of Pulumi's Python SDK of it, newest first, and writes what deviates
from the plain rule.
"""

from __future__ import annotations

import argparse
import ast
import gc
import json
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from provider_schemas import Property, cdk_types, listed, schema_types
from pulumi_renames import RENAMED, RENAMED_ANYWHERE, TOLD

from planguard.readers.pulumi.names import checksum

NAMES = Path(__file__).parent.parent / "planguard/readers/pulumi/names"


_PIECE = re.compile(r"^(?=class |@)", re.MULTILINE)


class Sdk:
    """The resource classes of one Python SDK, read without importing it."""

    def __init__(self, sources: Mapping[str, bytes]) -> None:
        """Take the package's files by their path inside it."""
        self._sources = sources
        self._classes: dict[str, dict[str, str]] = {}
        self._known: dict[tuple[str, str], dict[str, Property]] = {}

    @classmethod
    def of_wheel(cls, wheel: Path, package: str) -> Sdk:
        """Read the wheel of `pulumi_aws`."""
        with zipfile.ZipFile(wheel) as archive:
            names = [name for name in archive.namelist() if name.startswith(f"{package}/")]
            return cls(
                {
                    name.partition("/")[2]: archive.read(name)
                    for name in names
                    if name.endswith(".py")
                }
            )

    @classmethod
    def of_folder(cls, folder: Path) -> Sdk:
        """Read the installed package."""
        return cls(_Files(folder))

    def tokens(self) -> dict[str, tuple[str, str]]:
        """List the tokens, each with the folder and name of its class."""
        tree = ast.parse(self._sources["__init__.py"])
        calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
        for keyword in (keyword for call in calls for keyword in call.keywords):
            if keyword.arg == "resource_modules":
                modules = json.loads(ast.literal_eval(keyword.value))
                return {
                    token: (module["fqn"].partition(".")[2].replace(".", "/"), name)
                    for module in modules
                    for token, name in module["classes"].items()
                }
        raise LookupError("resource_modules")

    def resource(self, token: str, folder: str, name: str) -> dict[str, Property]:
        """Give the properties of a resource class."""
        return self._parts(self._file(token, folder, name), name)

    def aliases(self, token: str, folder: str, name: str) -> set[str]:
        """List the tokens a resource had before."""
        source = self._sources[self._file(token, folder, name)].decode()
        told: list[str] = re.findall(r'pulumi\.Alias\(type_="([^"]+)"\)', source)
        parted = {each: each.rpartition("/")[2].partition(":") for each in told}
        return {
            each
            for each, (file, _, plain) in parted.items()
            if file == plain[:1].lower() + plain[1:]
        }

    def _file(self, token: str, folder: str, name: str) -> str:
        file = token.split(":")[1].rpartition("/")[2]
        for plain in (_snake(file), _snake(name)):
            for path in (f"{folder}/{plain}.py", f"{folder}/{plain}_.py", f"{plain}.py"):
                if path.removeprefix("/") in self._sources:
                    return path.removeprefix("/")
        for path in self._sources:
            if path.replace("_", "").lower() == f"{folder}/{file}.py".replace("_", "").lower():
                return path
        raise LookupError(token)

    def _parts(self, path: str, name: str) -> dict[str, Property]:
        if (path, name) not in self._known:
            found = self._known[path, name] = {}
            folder = path.rpartition("/")[0]
            for own, annotation in _getters(self._class(path, name)):
                found[own] = self._property(annotation, folder)
        return self._known[path, name]

    def _class(self, path: str, name: str) -> ast.ClassDef:
        """Parse one class alone: of the thousands in a file few are asked for."""
        if path not in self._classes:
            pieces = _PIECE.split(self._sources[path].decode())
            self._classes[path] = {
                piece[len("class ") :].partition("(")[0]: piece
                for piece in pieces
                if piece.startswith("class ")
            }
        nodes = ast.parse(self._classes[path][name]).body
        return next(node for node in nodes if isinstance(node, ast.ClassDef))

    def _property(self, annotation: ast.expr, folder: str) -> Property:
        if _is_asset(annotation):
            return Property("map")
        if isinstance(annotation, ast.Subscript):
            inner = annotation.slice
            word = _last_word(annotation.value)
            if word in {"Output", "Optional", "Input"}:
                return self._property(inner, folder)
            if word == "Sequence":
                item = self._property(inner, folder)
                return listed(item)
            if word == "Mapping" and isinstance(inner, ast.Tuple):
                return Property("map", self._property(inner.elts[1], folder).parts)
        if isinstance(annotation, ast.Constant) and "outputs." in str(annotation.value):
            where, _, name = str(annotation.value).rpartition(".")
            place = folder if where == "outputs" else where.removesuffix(".outputs").strip("_")
            return Property("one", self._parts(f"{place}/outputs.py".removeprefix("/"), name))
        return Property("leaf")


class _Files(Mapping[str, bytes]):
    """The files of a folder, read when asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __getitem__(self, path: str) -> bytes:
        return (self._folder / path).read_bytes()

    def __contains__(self, path: object) -> bool:
        return (self._folder / str(path)).is_file()

    def __iter__(self) -> Iterator[str]:
        return (str(path.relative_to(self._folder)) for path in self._folder.rglob("*.py"))

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _getters(node: ast.ClassDef) -> Iterator[tuple[str, ast.expr]]:
    for method in node.body:
        if not isinstance(method, ast.FunctionDef) or method.returns is None:
            continue
        for decorator in method.decorator_list:
            if isinstance(decorator, ast.Call) and _last_word(decorator.func) == "getter":
                yield ast.literal_eval(decorator.keywords[0].value), method.returns
            elif _last_word(decorator) == "getter":
                yield method.name, method.returns


def _last_word(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _is_asset(annotation: ast.expr) -> bool:
    if isinstance(annotation, ast.Subscript) and _last_word(annotation.value) == "Union":
        return isinstance(annotation.slice, ast.Tuple) and any(
            map(_is_asset, annotation.slice.elts)
        )
    return _last_word(annotation) in {"Archive", "Asset"}


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name).lower()


_COMMON = {"id", "tags", "tag_all", "tag", "region", "arn", "timeout", "name"}
_LEAST = 0.8


def types_of(
    tokens: Mapping[str, Mapping[str, Property]],
    types: Mapping[str, Mapping[str, Property]],
    least: float = 0,
) -> dict[str, str]:
    """
    Find the type each token stands for: that which is most like it in properties and name.

    Names must be as alike as `least` says, for tokens that may have no type among these.
    """
    looks = {type_: _look(parts) for type_, parts in types.items()}
    sounds = {type_: _sound(type_.partition("_")[2]) for type_ in types}
    found = {}
    for token, parts in tokens.items():
        _, module, name = token.split(":")
        look, whole, last = _look(parts), _sound(module.partition("/")[0] + name), _sound(name)
        rated = []
        for type_ in types:
            alike = max(_alike(whole, sounds[type_]), _alike(last, sounds[type_]))
            rated.append((_likeness(look, looks[type_]) + 0.6 * alike, alike, type_))
        best, alike, type_ = max(rated, default=(0, 0, ""))
        if token in TOLD:
            found[token] = TOLD[token]
        elif best >= _LEAST and alike >= least:
            found[token] = type_
    return found


def _look(names: Iterable[str]) -> set[str]:
    return {_single(_plain(name)) for name in names} - _COMMON


def _likeness(one: set[str], other: set[str]) -> float:
    return len(one & other) / len(one | other) if one | other else 1


def _sound(name: str) -> set[str]:
    text = f"^{name.replace('_', '').lower()}$"
    return {text[start : start + 3] for start in range(len(text) - 2)}


def _alike(one: set[str], other: set[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other))


def _single(name: str) -> str:
    if name.endswith("ies"):
        return f"{name[:-3]}y"
    if name.endswith(("sses", "xes", "ches", "shes")):
        return name[:-2]
    return name[:-1] if name.endswith("s") and not name.endswith("ss") else name


def _plain(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word[:1].upper() + word[1:] for word in rest)


def aligned(
    type_: str, parts: Mapping[str, Property], own: Mapping[str, Property]
) -> dict[str, str]:
    """Pair the names of an SDK's class with those of the schema's block, where they have a pair."""
    found = {}
    for name in own:
        renamed = RENAMED.get((type_, name)) or RENAMED_ANYWHERE.get(name, "")
        if renamed in parts or (type_, name) in RENAMED:
            found[name] = renamed
        elif _plain(name) in parts:
            found[name] = _plain(name)
    for loosened in (_single, _stem, lambda name: _stem(name).replace("_", "")):
        free: dict[str, list[str]] = {}
        for name in parts.keys() - found.values():
            free.setdefault(loosened(name), []).append(name)
        for name in own.keys() - found.keys():
            near = free.get(loosened(_plain(name)), [])
            if len(near) == 1:
                found[name] = near[0]
    return found


def _stem(name: str) -> str:
    return re.sub(r"(?<=[sx])es$|(?<=ch)es$|(?<=sh)es$", "", name).removesuffix("s")


class Spellings:
    """What is seen of spellings in one direction, to be told with the fewest words."""

    def __init__(self) -> None:
        """See nothing yet."""
        self._seen: dict[str, dict[str, str]] = {}
        self._guessed: dict[str, dict[str, str]] = {}

    def see(self, owner: str, place: str, spelling: str, *, sure: bool) -> None:
        """Note how what is at a dotted place is spelt; the first to tell wins."""
        (self._seen if sure else self._guessed).setdefault(owner, {}).setdefault(place, spelling)

    def names(self, owner: str) -> set[str]:
        """List the names that occur in a token."""
        places = {**self._seen.get(owner, {}), **self._guessed.get(owner, {})}
        return {place.rpartition(".")[2] for place in places}

    def told(self) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
        """Give what holds anywhere by name, and by owner what else holds, by name or place."""
        anywhere = _usual(
            {
                (owner, _last(place), spelling)
                for owner, places in self._seen.items()
                for place, spelling in places.items()
            }
        )
        owned: dict[str, dict[str, str]] = {}
        for owner in sorted({**self._seen, **self._guessed}):
            places = self._of(owner, anywhere)
            mine: dict[str, str] = {}
            before = {place: anywhere.get(_last(place), "") for place in places}
            for steps in (1, 2, 0):
                usual = _usual((place, _end(place, steps), told) for place, told in places.items())
                mine |= {
                    _end(place, steps): usual[_end(place, steps)]
                    for place in places
                    if before[place] != usual[_end(place, steps)]
                }
                before |= {
                    place: mine[_end(place, steps)]
                    for place in places
                    if _end(place, steps) in mine
                }
            owned[owner] = dict(sorted(mine.items()))
        return anywhere, owned

    def _of(self, owner: str, anywhere: Mapping[str, str]) -> dict[str, str]:
        """Give what is sure, and what is guessed where the same name tells nothing sure."""
        seen = self._seen.get(owner, {})
        sure = {_last(place) for place in seen}
        guessed = {
            place: told
            for place, told in self._guessed.get(owner, {}).items()
            if _last(place) not in sure and shape_of(anywhere.get(_last(place))) != shape_of(told)
        }
        return {**guessed, **seen}


def _end(place: str, steps: int) -> str:
    """Give the last steps of a place, all with 0; top-level names keep the dot in front of them."""
    return ".".join(place.split(".")[-steps:]) if steps else place


def _last(place: str) -> str:
    return place.rpartition(".")[2]


def shape_of(spelling: str | None) -> str | None:
    """Give the shape in a spelling: `[]`, `{}`, `.` or nothing."""
    return spelling and next((each for each in _SHAPES if spelling.endswith(each)), "")


_SHAPES = ("[]", "{}", ".")


def _usual(seen: Iterable[tuple[str, str, str]]) -> dict[str, str]:
    counts: dict[str, Counter[str]] = {}
    for _, name, spelling in sorted(seen):
        counts.setdefault(name, Counter())[spelling] += 1
    return {name: count.most_common(1)[0][0] for name, count in counts.items()}


_DEEPEST = 8


class Tables:
    """The tables of one package while they are made."""

    def __init__(self) -> None:
        """Start with nothing."""
        self.forward = Spellings()
        self.back = Spellings()

    def add(
        self, type_: str, token: str, parts: Mapping[str, Property], own: Mapping[str, Property]
    ) -> None:
        """Take in how a token's properties are called and shaped on both sides."""
        self._walk(type_, token, ("", ""), (parts, own))

    def _walk(
        self,
        type_: str,
        token: str,
        places: tuple[str, str],
        sides: tuple[Mapping[str, Property], Mapping[str, Property]],
    ) -> None:
        parts, own = sides
        pairs = aligned("" if places[0] else type_, parts, own)
        for name, prop in own.items():
            told = pairs.get(name, _plain(name))
            part = parts.get(told, Property("leaf"))
            shape = _shape(prop, part)
            theirs, ours = f"{places[0]}.{name}", f"{places[1]}.{told}"
            sure = name in pairs
            spelling = ("" if told == _plain(name) else told) + shape
            self.forward.see(token, theirs, spelling, sure=sure)
            spelling = ("" if name == _camel(told) else name) + shape
            self.back.see(token, ours, spelling, sure=sure)
            # Without a schema to go by, a class that holds itself would never end.
            if shape != "{}" and (part.parts or theirs.count(".") < _DEEPEST):
                self._walk(type_, token, (theirs, ours), (part.parts, prop.parts))


def _shape(own: Property, part: Property) -> str:
    if own.shape == "map":
        return "{}"
    if own.shape == "one":
        return "." if part.shape == "one" else "[]"
    return "[]" if (own.shape, part.shape) == ("leaf", "list") else ""


def table(types: Mapping[str, str], made: Tables) -> dict[str, Any]:
    """Put a package's table together, as the readers take it."""
    tokens: dict[str, dict[str, str]] = {}
    for token, type_ in sorted(types.items()):
        _, module, name = token.split(":")
        tokens.setdefault(module.partition("/")[0], {})[name] = type_.partition("_")[2]
    told = {"forward": made.forward.told(), "back": made.back.told()}
    return {
        "tokens": tokens,
        **{side: _direction(types, *spellings) for side, spellings in told.items()},
        "words": {
            type_.partition("_")[2]: _checksums(
                made, [each for each in types if types[each] == type_]
            )
            for type_ in sorted(set(types.values()))
        },
    }


def _direction(
    types: Mapping[str, str], anywhere: Mapping[str, str], owned: Mapping[str, Mapping[str, str]]
) -> dict[str, Any]:
    shapes = {shape: [name for name in anywhere if anywhere[name] == shape] for shape in _SHAPES}
    names = {name: told for name, told in anywhere.items() if told and told not in _SHAPES}
    by_type: dict[str, list[str]] = {}
    for token in owned:
        by_type.setdefault(types.get(token, token), []).append(token)
    found: dict[str, Mapping[str, str]] = {}
    for type_, tokens in by_type.items():
        first = owned[tokens[0]]
        if all(owned[token] == first for token in tokens):
            found |= {type_: first} if first else {}
        else:
            found |= {token: owned[token] for token in tokens}
    return {
        "names": dict(sorted(names.items())),
        "shapes": {shape: " ".join(sorted(each)) for shape, each in shapes.items()},
        "types": dict(sorted(found.items())),
    }


def _checksums(made: Tables, tokens: Iterable[str]) -> str:
    names = {name for token in tokens for name in made.back.names(token) if "_" in name}
    return "".join(sorted({checksum(name) for name in names}))


def make(
    package: str, schema: Path | None, cdks: Sequence[Path], wheels: Sequence[Path]
) -> dict[str, Any]:
    """Make the table of a package; the last of the `wheels` are of the schemas' versions."""
    schemas = [cdk_types(cdk) for cdk in cdks]
    later = schemas.pop(0) if schema else {}
    schemas += [schema_types(schema)] if schema else []
    classes: list[dict[str, Mapping[str, Property]]] = []
    before: dict[str, str] = {}
    for wheel in wheels:
        sdk = Sdk.of_wheel(wheel, f"pulumi_{package}")
        classes.append({token: sdk.resource(token, *at) for token, at in sdk.tokens().items()})
        before |= {
            old: token for token, at in sdk.tokens().items() for old in sdk.aliases(token, *at)
        }
    return tables_of(schemas, later, classes, before)


def tables_of(
    schemas: Sequence[Mapping[str, Mapping[str, Property]]],
    later: Mapping[str, Mapping[str, Property]],
    classes: Sequence[Mapping[str, Mapping[str, Property]]],
    before: Mapping[str, str],
) -> dict[str, Any]:
    """
    Make a table of what was read; `before` leads from a token's former name to it.

    The last of the `classes` are of the same versions as the `schemas`, newest first; `later`
    are types of which no schema knows.
    """
    newest = {**later, **schemas[0]}
    unfitting = len(classes) - len(schemas)
    types: dict[str, str] = {}
    for own, schemed in zip(classes[unfitting:], schemas, strict=True):
        types |= types_of(_lacking(own, types), schemed)
    for own in classes[:unfitting]:
        types |= types_of(_lacking(own, types), schemas[0], 0.99)
        types |= types_of(
            _lacking(own, types),
            {type_: newest[type_] for type_ in newest.keys() - schemas[0]},
            0.8,
        )
    made = Tables()
    for own, known in zip(classes, [*[newest] * unfitting, *schemas], strict=True):
        for token, parts in own.items():
            type_ = types.get(token, "")
            made.add(type_, token, known.get(type_) or newest.get(type_, {}), parts)
    types |= {
        old: types[token] for old, token in before.items() if token in types and old not in types
    }
    older = [token for token in sorted(types) if token not in classes[0]]
    return {"older": older, **table(types, made)}


def _lacking(
    own: Mapping[str, Mapping[str, Property]], types: Mapping[str, str]
) -> dict[str, Mapping[str, Property]]:
    return {token: parts for token, parts in own.items() if token not in types}


def main() -> None:
    """Write the table of one package."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("package", help="Pulumi's name of the provider: aws")
    parser.add_argument("--schema", type=Path, help="of `terraform providers schema -json`")
    parser.add_argument(
        "--cdk",
        type=Path,
        action="append",
        required=True,
        help="wheel of cdktf-cdktf-provider-..., newest first; of newer types if there is a schema",
    )
    parser.add_argument("wheels", type=Path, nargs="+", help="of the SDK, newest first")
    wanted = parser.parse_args()
    gc.disable()  # of millions of small nodes none is garbage
    made = make(wanted.package, wanted.schema, wanted.cdk, wanted.wheels)
    text = json.dumps(made, separators=(",", ":"), ensure_ascii=False)
    # One line for each type keeps differences readable.
    (NAMES / f"{wanted.package}.json").write_text(text.replace("},", "},\n") + "\n")


if __name__ == "__main__":
    main()
