"""How Pulumi's types and properties are called in the catalogue, and back."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Protocol

from planguard.model.as_written import VALUE_FOLLOWS
from planguard.model.plan import Naming
from planguard.model.value import Path, Value
from planguard.readers.pulumi.names import (
    PACKAGES,
    checksum,
    table_of,
    tokens_by_type,
    words_of,
)
from planguard.readers.pulumi.names.spelling import Spellings

_PREFIXES = {"gcp": "google", "azure": "azurerm"}
_PUBLISHERS = {
    "cloudflare": "cloudflare",
    "cloudinit": "hashicorp",
    "confluentcloud": "confluentinc",
    "datadog": "datadog",
    "digitalocean": "digitalocean",
    "docker": "kreuzwerker",
    "fastly": "fastly",
    "github": "integrations",
    "gitlab": "gitlabhq",
    "grafana": "grafana",
    "mongodbatlas": "mongodb",
    "newrelic": "newrelic",
    "okta": "okta",
    "pagerduty": "pagerduty",
    "postgresql": "cyrilgdn",
    "snowflake": "snowflakedb",
    **dict.fromkeys(
        (
            *("archive", "aws", "azuread", "azure", "consul", "external", "gcp", "http", "local"),
            *("nomad", "null", "random", "time", "tls", "vault"),
        ),
        "hashicorp",
    ),
}
_OPTIONS = {
    "pulumi_protect": "protect",
    "pulumi_retain_on_delete": "retainOnDelete",
    "pulumi_deleted_with": "deletedWith",
}
_ASSET = frozenset(("hash", "path", "uri", "assets"))
"""Keys of an asset or archive, which is one value and no block."""

_VERSION = re.compile(r"/v\d\w*$")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_WORD = re.compile(
    r"""(?<![\w.:/$"'-])[a-z]\w*(?:\[\d+\])?(?:\.[a-z]\w*(?:\[\d+\])?)*(?![\w/$"'-]|:\S)"""
)
_STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")


class Counterpart(Protocol):
    """What one Pulumi type is to the catalogue."""

    token: str
    """`aws:rds/instance:Instance`"""
    type: str
    """The catalogue's type: `aws_db_instance`; the token's own, without version, where the
    provider is native (`kubernetes:apps:Deployment`, `azure-native:storage:StorageAccount`)."""
    provider: str
    """Name of the provider as Terraform's plans tell it, else Pulumi's package."""

    def canonical(self, values: Mapping[str, Value]) -> dict[str, Value]:
        """Give properties by the catalogue's names and in its shape."""

    def canonical_path(self, path: Path) -> Path:
        """Give the catalogue's path for one of Pulumi's."""

    @property
    def naming(self) -> Naming:
        """Give what leads back from the catalogue's names to Pulumi's."""


@cache
def counterpart(token: str) -> Counterpart:
    """Give what a Pulumi type is to the catalogue; a type nobody knows is spelt like others."""
    package, module, name = _parts(token)
    if not _is_bridged(module, name):
        return _Native(token, ":".join(filter(None, (package, _VERSION.sub("", module), name))))
    return _Bridged(token)


def tokens_of(type_: str) -> tuple[str, ...]:
    """List the tokens that stand for a type of the catalogue; none where no table tells."""
    if ":" in type_:
        return (type_,)
    prefix, _, rest = type_.partition("_")
    package = next((name for name, other in _PREFIXES.items() if other == prefix), prefix)
    return tokens_by_type(package).get(rest, ()) if package in PACKAGES else ()


def _parts(token: str) -> tuple[str, str, str]:
    package, _, rest = token.partition(":")
    module, _, name = rest.rpartition(":")
    return package, module, name


def _is_bridged(module: str, name: str) -> bool:
    """Tell bridged types by the file in their token: `rds/instance:Instance`."""
    _, slash, file = module.rpartition("/")
    return bool(slash) and file == name[:1].lower() + name[1:]


class _Native:
    """A type without a Terraform provider behind it: its names are its own."""

    def __init__(self, token: str, type_: str) -> None:
        self.token = token
        self.type = type_
        self.provider = token.partition(":")[0]

    def canonical(self, values: Mapping[str, Value]) -> dict[str, Value]:
        return dict(values)

    def canonical_path(self, path: Path) -> Path:
        return path

    @property
    def naming(self) -> Naming:
        return self

    def path(self, path: Path) -> Path:
        return _option_path(path) or path

    def text(self, text: str) -> str:
        return _WORD.sub(lambda found: _OPTIONS.get(found[0], found[0]), text)


class _Bridged:
    """A type of a provider that wraps Terraform's."""

    def __init__(self, token: str) -> None:
        package, module, name = _parts(token)
        prefix = _PREFIXES.get(package, package)
        publisher = _PUBLISHERS.get(package)
        self.token = token
        self.provider = f"registry.terraform.io/{publisher}/{prefix}" if publisher else package
        self.type = _type_of(package, prefix, module, name)
        self._forward = Spellings(package, "forward", token, self.type)
        self._back = Spellings(package, "back", token, self.type)
        self._words = words_of(package, self.type.removeprefix(f"{prefix}_"))

    def canonical(self, values: Mapping[str, Value]) -> dict[str, Value]:
        return {
            spelling.name: self._value(value, place, spelling.shape)
            for name, value in values.items()
            for place, spelling in (self._forward.of("", name),)
        }

    def _value(self, value: Value, place: str, shape: str) -> Value:
        if isinstance(value, Mapping):
            if shape == "{}" or (not shape and value and value.keys() <= _ASSET):
                return value
            block = {
                spelling.name: self._value(part, within, spelling.shape)
                for name, part in value.items()
                for within, spelling in (self._forward.of(place, name),)
            }
            return block if shape == "." else [block]
        if isinstance(value, list | tuple):
            return [self._value(part, place, "{}" if shape == "{}" else ".") for part in value]
        if shape == "[]" and isinstance(value, str | int | float):
            return [value]
        return value

    def canonical_path(self, path: Path) -> Path:
        return tuple(self._canonical_steps(path))

    def _canonical_steps(self, path: Path) -> Iterator[str | int]:
        place, shape = "", "."
        for position, step in enumerate(path):
            if isinstance(step, int):
                yield step
                shape = "{}" if shape == "{}" else "."
                continue
            if shape == "{}":
                yield from path[position:]
                return
            if shape != ".":
                yield 0
            place, (name, shape) = self._forward.of(place, step)
            yield name

    @property
    def naming(self) -> Naming:
        return self

    def path(self, path: Path) -> Path:
        return _option_path(path) or tuple(self._own_steps(path))

    def _own_steps(self, path: Path) -> Iterator[str | int]:
        place, shape = "", "."
        for position, step in enumerate(path):
            if isinstance(step, int):
                if shape != "[]":
                    yield step
                shape = "{}" if shape == "{}" else "."
                continue
            if shape == "{}":
                yield from path[position:]
                return
            place, (name, shape) = self._back.of(place, step)
            yield name

    def text(self, text: str) -> str:
        return _WORD.sub(self._own_word, text)

    def _own_word(self, found: re.Match[str]) -> str:
        text = found[0]
        if text == self.type:
            return self.token
        if text in _OPTIONS:
            return _OPTIONS[text]
        if found.string.endswith(VALUE_FOLLOWS, 0, found.start()):
            return text
        steps = tuple(name or int(position) for name, position in _STEP.findall(text))
        return _dotted(self.path(steps)) if self._is_known(steps) else text

    def _is_known(self, path: Path) -> bool:
        """Tell whether a dotted word can only be an attribute of this type."""
        place, shape, sure = "", "", False
        for step in path:
            if shape == "{}":
                break
            if isinstance(step, str):
                place, (name, shape) = self._back.of(place, step)
                if "_" in step and self._words and checksum(step) not in self._words:
                    return False
                sure = sure or "_" in step or (len(path) > 1 and (bool(shape) or name != step))
        return sure


def _option_path(path: Path) -> Path:
    option = _OPTIONS.get(str(path[0])) if path else None
    return (option, *path[1:]) if option else ()


def _dotted(path: Path) -> str:
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return "".join(steps).removeprefix(".")


def _type_of(package: str, prefix: str, module: str, name: str) -> str:
    area = module.partition("/")[0]
    siblings = table_of(package).tokens.get(area, {})
    if name in siblings:
        return f"{prefix}_{siblings[name]}"
    plain = _plain(name)
    front = _front(siblings, "" if area == "index" else area)
    if plain.startswith((f"{front}_", f"{prefix}_")):
        return f"{prefix}_{plain.removeprefix(f'{prefix}_')}"
    return "_".join(filter(None, (prefix, front, plain)))


def _front(siblings: Mapping[str, str], area: str) -> str:
    """Give what most types of a module have before their names: `gke_hub` for `gkehub`."""
    seen = Counter(
        type_.removesuffix(_plain(name)).removesuffix("_")
        for name, type_ in siblings.items()
        if type_.endswith(_plain(name))
    )
    return seen.most_common(1)[0][0] if seen else area


def _plain(name: str) -> str:
    return _HUMP.sub("_", name).lower()
