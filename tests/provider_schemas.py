"""Types, attributes and blocks of a Terraform provider, out of its schema or its CDK."""

from __future__ import annotations

import io
import json
import re
import tarfile
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(slots=True)
class Property:
    """A property of a resource or of an object inside it, on either side."""

    shape: str
    """`one` an object, `many` a list of objects, `list` of others, `map`, or `leaf`."""
    parts: Mapping[str, Property] = field(default_factory=dict)


def schema_types(schema: Path) -> dict[str, dict[str, Property]]:
    """Read the attributes and blocks of every resource type out of Terraform's schema."""
    providers = json.loads(schema.read_bytes())["provider_schemas"]
    return {
        type_: _block(told["block"])
        for provider in providers.values()
        for type_, told in provider["resource_schemas"].items()
    }


def _block(block: Mapping[str, Any]) -> dict[str, Property]:
    found = {}
    for name, attribute in block.get("attributes", {}).items():
        nested = attribute.get("nested_type")
        found[name] = (
            Property(_nesting(nested["nesting_mode"]), _block(nested))
            if nested
            else _attribute(attribute["type"])
        )
    for name, inner in block.get("block_types", {}).items():
        found[name] = Property(_nesting(inner["nesting_mode"]), _block(inner["block"]))
    return found


def _nesting(mode: str) -> str:
    return {"single": "one", "group": "one", "map": "map"}.get(mode, "many")


def _attribute(type_: Any) -> Property:
    if isinstance(type_, str):
        return Property("leaf")
    kind, inner = type_
    if kind == "object":
        return Property("one", {name: _attribute(each) for name, each in inner.items()})
    item = _attribute(inner)
    if kind == "map":
        return Property("map", item.parts)
    return listed(item)


def listed(item: Property) -> Property:
    if item.shape == "leaf":
        return Property("list")
    return Property("many", item.parts) if item.shape == "one" else item


def cdk_types(package: Path) -> dict[str, dict[str, Property]]:
    """
    Read the attributes and blocks of every resource type out of a provider's CDK for Terraform.

    `package` is its wheel, or the folder it is installed in.
    Its Python knows names as Python has them; the JavaScript inside has Terraform's own.
    """
    return dict(_cdk_type(source) for source in _scripts(package) if _TYPE.search(source))


_TYPE = re.compile(r' extends cdktf\.TerraformResource \{.*?tfResourceType = "(\w+)"', re.DOTALL)
_CLASS = re.compile(r"^class (\w+) extends cdktf\.(\w+) \{\n(.*?)^\}", re.DOTALL | re.MULTILINE)
_PLAIN = re.compile(r"this\.(?:get(\w+)Attribute|interpolationForAttribute)\('(\w+)'")
_OBJECT = re.compile(r'new (?:\w*structs\w*\.)?([\w.]+)\(this, "(\w+)"')
_LIST = re.compile(r'type: "(?:list|set)",\s+storageClassType: "(\w+)List"')


def _scripts(package: Path) -> Iterator[str]:
    """Give the JavaScript of each type; of the longest it lies in several files."""
    packed = io.BytesIO(_bundle(package))
    found: dict[str, list[str]] = {}
    with tarfile.open(fileobj=packed) as bundle:
        for member in bundle:
            file = member.name.endswith(".js") and bundle.extractfile(member)
            if file:
                script = file.read().partition(b"//# sourceMappingURL")[0].decode()
                found.setdefault("/".join(member.name.split("/")[:3]), []).append(script)
    return ("\n".join(scripts) for scripts in found.values())


def _bundle(package: Path) -> bytes:
    if package.is_dir():
        return next(package.glob("_jsii/*.jsii.tgz")).read_bytes()
    with zipfile.ZipFile(package) as archive:
        return archive.read(
            next(each for each in archive.namelist() if each.endswith(".jsii.tgz"))
        )


def _cdk_type(source: str) -> tuple[str, dict[str, Property]]:
    found = _TYPE.search(source)
    bodies = {name: (kind, body) for name, kind, body in _CLASS.findall(source)}
    resource = next(body for kind, body in bodies.values() if kind == "TerraformResource")
    objects = {name: body for name, (_, body) in bodies.items()}
    return found[1] if found else "", _cdk_parts(resource, objects, set(_LIST.findall(source)))


def _cdk_parts(
    body: str, objects: Mapping[str, str], listed: set[str], within: tuple[str, ...] = ()
) -> dict[str, Property]:
    found = {}
    for kind, name in _PLAIN.findall(body):
        shape = "map" if kind.endswith("Map") else "list" if kind.endswith("List") else "leaf"
        found[name] = Property(shape)
    for written, name in _OBJECT.findall(body):
        class_ = written if written.startswith("cdktf.") else written.rpartition(".")[2]
        item = re.sub(r"(?:List|Map|OutputReference)$", "", class_)
        inner = objects.get(f"{item}OutputReference", "")
        parts = {} if item in within else _cdk_parts(inner, objects, listed, (*within, item))
        found[name] = Property(_cdk_shape(class_, item, listed), parts)
    return found


def _cdk_shape(class_: str, item: str, listed: set[str]) -> str:
    if class_ == "cdktf.StringMapList":
        return "many"
    if class_.startswith("cdktf.") or class_.endswith("Map"):
        return "map"
    return "many" if class_.endswith("List") or item in listed else "one"
