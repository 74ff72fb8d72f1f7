"""Of what makes the tables: `tests/pulumi_names.py` and what it reads."""

from __future__ import annotations

import io
import json
import tarfile
import zipfile
from pathlib import Path

from provider_schemas import Property, cdk_types, schema_types
from pulumi_names import Sdk, aligned, tables_of, types_of

MODULES = [{"fqn": "pulumi_acme.box", "classes": {"acme:box/box:Box": "Box"}}]
SOURCES = {
    "__init__.py": f"_utilities.register(resource_modules='''{json.dumps(MODULES)}''')",
    "box/box.py": """
class Box(pulumi.CustomResource):
    aliases = [pulumi.Alias(type_="acme:bag/box:Box")]
    @property
    @pulumi.getter(name="lidSpec")
    def lid_spec(self) -> pulumi.Output[Optional['outputs.BoxLid']]: ...
    @property
    @pulumi.getter
    def sides(self) -> pulumi.Output[Sequence['outputs.BoxSide']]: ...
    @property
    @pulumi.getter
    def marks(self) -> pulumi.Output[Mapping[str, _builtins.str]]: ...
    @property
    @pulumi.getter
    def content(self) -> pulumi.Output[Optional[Union[pulumi.Asset, pulumi.Archive]]]: ...
""",
    "box/outputs.py": """
class BoxLid(dict):
    @property
    @pulumi.getter(name="isShut")
    def is_shut(self) -> Optional[bool]: ...
class BoxSide(dict):
    @property
    @pulumi.getter
    def number(self) -> int: ...
""",
}
LEAF = Property("leaf")
BOX = {
    "lid_spec": Property("many", {"is_shut": LEAF}),
    "side": Property("many", {"number": LEAF}),
    "marks": Property("map"),
    "content": LEAF,
}


def box() -> dict[str, Property]:
    sdk = Sdk({path: text.encode() for path, text in SOURCES.items()})
    return sdk.resource("acme:box/box:Box", *sdk.tokens()["acme:box/box:Box"])


def test_properties_of_a_class() -> None:
    assert box() == {
        "lidSpec": Property("one", {"isShut": LEAF}),
        "sides": Property("many", {"number": LEAF}),
        "marks": Property("map"),
        "content": Property("map"),
    }


def test_former_names_of_a_class() -> None:
    sdk = Sdk({path: text.encode() for path, text in SOURCES.items()})
    assert sdk.aliases("acme:box/box:Box", "box", "Box") == {"acme:bag/box:Box"}


def test_names_that_differ_by_their_number_are_paired() -> None:
    assert aligned("acme_box", BOX, box()) == {
        "lidSpec": "lid_spec",
        "sides": "side",
        "marks": "marks",
        "content": "content",
    }


def test_a_token_stands_for_the_type_most_like_it() -> None:
    types = {"acme_box": BOX, "acme_lid": {"is_shut": LEAF}}
    assert types_of({"acme:box/box:Box": box()}, types) == {"acme:box/box:Box": "acme_box"}
    assert types_of({"acme:box/bag:Bag": {}}, types, least=0.9) == {}


def test_a_table_tells_what_deviates() -> None:
    made = tables_of(
        [{"acme_box": BOX}],
        {},
        [{"acme:box/box:Box": box()}],
        {"acme:bag/box:Box": "acme:box/box:Box"},
    )
    assert made["tokens"] == {"bag": {"Box": "box"}, "box": {"Box": "box"}}
    assert made["older"] == ["acme:bag/box:Box"]
    assert made["forward"]["names"] == {"sides": "side"}
    assert made["forward"]["shapes"] == {"[]": "lidSpec", "{}": "content marks", ".": ""}
    assert made["back"]["names"] == {"side": "sides"}
    assert len(made["words"]["box"]) == 6


def test_shapes_in_a_schema(tmp_path: Path) -> None:
    attributes = {
        "a": {"type": ["list", ["object", {"b": ["map", "string"]}]]},
        "c": {"nested_type": {"nesting_mode": "single", "attributes": {"d": {"type": "string"}}}},
        "e": {"type": ["set", "string"]},
        "f": {"type": ["object", {"g": "bool"}]},
    }
    blocks = {"h": {"nesting_mode": "set", "block": {}}}
    block = {"attributes": attributes, "block_types": blocks}
    file = tmp_path / "schema.json"
    schemas = {"acme_box": {"block": block}}
    file.write_text(json.dumps({"provider_schemas": {"acme": {"resource_schemas": schemas}}}))
    assert schema_types(file)["acme_box"] == {
        "a": Property("many", {"b": Property("map")}),
        "c": Property("one", {"d": LEAF}),
        "e": Property("list"),
        "f": Property("one", {"g": LEAF}),
        "h": Property("many"),
    }


def test_each_version_is_compared_with_its_own_schema() -> None:
    newer = {"acme_box": {"lids": LEAF}}
    older = {"acme_box": BOX, "acme_lid": {"is_shut": LEAF}}
    classes: list[dict[str, dict[str, Property]]] = [
        {"acme:box/box:Box": {"lids": LEAF}, "acme:index/later:Later": {"size": LEAF}},
        {"acme:box/box:Box": {"lids": LEAF}},
        {"acme:box/box:Box": box(), "acme:index/lid:Lid": {"isShut": LEAF}},
    ]
    made = tables_of([newer, older], {"acme_later": {"size": LEAF}}, classes, {})
    assert made["tokens"] == {"box": {"Box": "box"}, "index": {"Later": "later", "Lid": "lid"}}
    assert made["older"] == ["acme:index/lid:Lid"]
    assert made["back"]["names"] == {"side": "sides"}


STRUCTS = """
class BoxLidOutputReference extends cdktf.ComplexObject {
    get isShut() {
        return this.getBooleanAttribute('is_shut');
    }
}
//# sourceMappingURL=data:
"""
INDEX = """
class BoxSideOutputReference extends cdktf.ComplexObject {
        return this.getNumberAttribute('number');
        this._side = new BoxSideList(this, "side", false);
}
class BoxSideList extends cdktf.ComplexList {
}
class Box extends cdktf.TerraformResource {
        return cdktf.Fn.tolist(this.getListAttribute('colours'));
        return this.interpolationForAttribute('any');
        this._lid = new index_structs_1.BoxLidOutputReference(this, "lid");
        this._lock = new BoxLockOutputReference(this, "lock");
        this._side = new BoxSideList(this, "side", false);
        this._marks = new cdktf.StringMap(this, "marks");
        this._notes = new cdktf.StringMapList(this, "notes", false);
        lid: { type: "list", storageClassType: "BoxLidList" },
}
Box.tfResourceType = "acme_box";
//# sourceMappingURL=data:this.getStringAttribute('no')
"""


def test_shapes_in_a_cdk(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as package:
        scripts = {"box/index-structs/a": STRUCTS, "box/index": INDEX, "provider/index": "let a;"}
        for name, text in scripts.items():
            member = tarfile.TarInfo(f"package/lib/{name}.js")
            member.size = len(text)
            package.addfile(member, io.BytesIO(text.encode()))
        package.addfile(tarfile.TarInfo("package/README.md"))
    with zipfile.ZipFile(tmp_path / "cdk.whl", "w") as wheel:
        wheel.writestr("acme/_jsii/acme.jsii.tgz", packed.getvalue())
    assert cdk_types(tmp_path / "cdk.whl") == {
        "acme_box": {
            "colours": Property("list"),
            "any": LEAF,
            "lid": Property("many", {"is_shut": LEAF}),
            "lock": Property("one"),
            "side": Property("many", {"number": LEAF, "side": Property("many")}),
            "marks": Property("map"),
            "notes": Property("many"),
        }
    }
