"""Configuration text to the structure of its blocks."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planguard.errors import InputError
from planguard.model.source import Block, Span
from planguard.model.value import Unknown
from planguard.readers.terraform_hcl import (
    ANYTHING,
    may_hide,
    read_outline,
    salvage_outline,
    scan_headers,
)


def blocks_of(text: str, name: str = "main.tf") -> dict[str, Block]:
    return {block.header: block for block in read_outline(text, name).blocks}


def references_in(expression: str) -> tuple[str, ...]:
    return blocks_of(f"locals {{\n  a = {expression}\n}}\n")["local.a"].references[""]


def place(block: Block, path: str) -> tuple[int, int, int]:
    span = block.attributes[path]
    return span.line, span.column, span.end_line


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("aws_vpc.a.id", ("aws_vpc.a.id",)),
        ("aws_vpc.a[0].id", ("aws_vpc.a[0].id",)),
        ("aws_vpc.a.0.id", ("aws_vpc.a[0].id",)),
        ('aws_vpc.a["k"].id', ('aws_vpc.a["k"].id',)),
        ('module.m["k"].out.x', ('module.m["k"].out.x',)),
        ('data.t.n["k"].attr', ('data.t.n["k"].attr',)),
        ('var.x["k"].y', ("var.x",)),
        ("aws_vpc.a[*].id", ("aws_vpc.a.id",)),
        ("aws_vpc.a.*.id", ("aws_vpc.a.id",)),
        ("aws_vpc.a[each.key].id", ("aws_vpc.a.id", "each.key")),
        ("aws_vpc.a[var.i].tags[local.k]", ("aws_vpc.a.tags", "local.k", "var.i")),
        ("join(local.sep, f(each.value, 1)...)", ("local.sep", "each.value")),
        ("provider::aws::arn_parse(var.arn).region", ("var.arn",)),
        ("[{ a = var.b }][0].a", ("var.b",)),
        ("(var.a)", ("var.a",)),
        ("var.a ? !var.b : -var.c", ("var.a", "var.b", "var.c")),
        ("var.a == 1 &&\n  var.b", ("var.a", "var.b")),
        ("path.module", ("path.module",)),
        ("plain", ()),
        ('"text"', ()),
        ("[var.a, var.a]", ("var.a",)),
    ],
)
def test_references_are_written_as_the_plan_writes_them(
    expression: str, expected: tuple[str, ...]
) -> None:
    assert sorted(references_in(expression)) == sorted(expected)


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ('"a-${var.x}-${local.y}"', ("var.x", "local.y")),
        ('"$${no.pe} %%{no.pe} 100% $"', ()),
        ('"q\\"${var.x}\\\\"', ("var.x",)),
        ('"${f({ "a" = "${var.b}" })}"', ("var.b",)),
        ('"%{ if var.x }a%{ else }b%{ endif }"', ("var.x",)),
        ('"%{ for v in var.l }${v.id}${var.x}%{ endfor }${v.id}"', ("var.l", "var.x", "v.id")),
        ('"%{ endfor }${var.x}"', ("var.x",)),
    ],
)
def test_references_in_templates_count(expression: str, expected: tuple[str, ...]) -> None:
    assert references_in(expression) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("x ${var.b}", ("var.b",)),
        ('a "quote ${ {a = "}"}.a }', ()),
        ('${lookup(var.m, "}")} ${var.n}', ("var.m", "var.n")),
        ('${f("\\"}", "${var.p}")}', ("var.p",)),
        ("$${no.pe} %%{no.pe}", ()),
        ("%{ for q in var.zz ~}\n${q.id}\n%{ endfor }", ("var.zz",)),
        ("${\n  var.x\n}", ("var.x",)),
        ("${ not [ valid.here }", ("valid.here",)),
        ("${var.open", ("var.open",)),
        ("", ()),
    ],
)
@pytest.mark.parametrize("mark", ["<<EOT", "<<-EOT"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_references_in_heredocs_count(
    mark: str, newline: str, body: str, expected: tuple[str, ...]
) -> None:
    text = f"{mark}\n{body}\nEOT".replace("\n", newline)
    assert references_in(text) == expected


def test_variables_of_for_expressions_do_not_count() -> None:
    assert references_in("[for k, v in var.m : v.id if k.x != local.z]") == ("var.m", "local.z")
    assert references_in("{ for s in aws_s.t : s.id => s.x... }") == ("aws_s.t",)
    assert references_in("[for v in v.a : [for w in v.b : w.c]]") == ("v.a",)


def test_object_keys_are_references_only_in_parentheses() -> None:
    assert references_in('{ foo = 1, (local.k) = 2, "${var.q}" = var.r, in : 3 }') == (
        "local.k",
        "var.q",
        "var.r",
    )


RESOURCE = """\
# first
resource "aws_x" "y" { // header
  name = "a" /* between */
  tags = merge(local.tags, {
    Name   = "secret-value-1"
    "a b!" = { Hidden = 1 }
    (var.k) = 2
  })
  policy = jsonencode({ Statement = [{ Action = "secret-value-2" }] })
  other  = file({ x = 1 })

  ingress {
    cidr_blocks = [var.cidr]
  }
  ingress {
    cidr_blocks = []
    description = "second"
  }
  dynamic "egress" {
    for_each = var.rules
    iterator = rule
    content {
      port = rule.value.port
      from = egress.value
    }
  }
  text = <<-EOT
    secret-value-3
  EOT
  sum = var.a +
    var.b
  # last

}
"""


def test_every_attribute_has_its_place() -> None:
    block = blocks_of(RESOURCE)["aws_x.y"]
    assert block.what == "resource"
    assert block.span == Span(line=2, column=1, end_line=34)
    assert place(block, "name") == (3, 3, 3)
    assert place(block, "tags") == (4, 3, 8)
    assert place(block, "tags.Name") == (5, 5, 5)
    assert place(block, "policy.Statement.Action") == (9, 40, 9)
    assert place(block, "text") == (27, 3, 29)
    assert place(block, "sum") == (30, 3, 31)


def test_nested_blocks_are_dotted_and_the_first_counts() -> None:
    block = blocks_of(RESOURCE)["aws_x.y"]
    assert place(block, "ingress") == (12, 3, 14)
    assert place(block, "ingress.cidr_blocks") == (13, 5, 13)
    assert place(block, "ingress.description") == (17, 5, 17)
    assert place(block, "egress") == (19, 3, 26)
    assert place(block, "egress.port") == (23, 7, 23)


def test_references_are_kept_by_attribute() -> None:
    found = blocks_of(RESOURCE)["aws_x.y"].references
    assert found["tags"] == ("local.tags", "var.k")
    assert found["ingress.cidr_blocks"] == ("var.cidr",)
    assert found["egress"] == ("var.rules",)
    assert "egress.port" not in found
    assert found["egress.from"] == ("egress.value",)
    assert "name" not in found


def test_keys_that_are_no_names_are_left_out() -> None:
    paths = blocks_of(RESOURCE)["aws_x.y"].attributes
    assert not any("a b!" in path or "Hidden" in path for path in paths)
    assert "other.x" not in paths


def test_an_outline_holds_no_literal_value() -> None:
    assert "secret-value" not in repr(read_outline(RESOURCE, "main.tf"))


def test_a_dynamic_block_without_an_iterator_binds_its_label() -> None:
    text = 'resource "a" "b" {\n dynamic "c" {\n content {\n d = [c.value, var.e]\n }\n }\n}'
    assert blocks_of(text)["a.b"].references == {"c.d": ("var.e",)}


def test_every_kind_of_block_has_its_header() -> None:
    text = """
data "t" "n" {}
ephemeral "t" "n" {}
output "x" { value = var.y }
variable "v" { type = string }
provider "aws" {}
module "m" { source = "../m" }
resource plain "unquoted" {}
terraform {}
locals {
  y = { q = { r = 1 } }
}
"""
    found = blocks_of(text)
    assert {header: block.what for header, block in found.items()} == {
        "data.t.n": "data",
        "ephemeral.t.n": "ephemeral",
        "output.x": "output",
        "var.v": "variable",
        "provider.aws": "provider",
        "module.m": "module call",
        "plain.unquoted": "resource",
        "local.y": "local",
    }
    assert place(found["local.y"], "q.r") == (11, 15, 11)
    assert scan_headers(text, "main.tf") >= set(found)


@pytest.mark.parametrize(
    ("source", "kept"),
    [
        ("./m", "./m"),
        ("../m", "../m"),
        ("git::https://user:token@host/m.git", ""),
        ("terraform-aws-modules/vpc/aws", ""),
        ("./${var.m}", ""),
    ],
)
def test_only_local_module_sources_are_kept(source: str, kept: str) -> None:
    assert blocks_of(f'module "m" {{\n source = "{source}"\n}}')["module.m"].source == kept


def test_lifecycle_words_become_values() -> None:
    text = """
resource "a" "b" {
  lifecycle {
    prevent_destroy       = true
    create_before_destroy = var.x
    ignore_changes        = [tags["Name"], a, b[0].c, "d", labels["v1.2/x"]]
    replace_triggered_by  = [aws_a.b.id, aws_c.d]
    precondition {
      condition = self.x
    }
  }
}
"""
    block = blocks_of(text)["a.b"]
    assert block.lifecycle == {
        "prevent_destroy": True,
        "create_before_destroy": Unknown(reason="set by an expression", origins=("var.x",)),
        "ignore_changes": ("tags.Name", "a", "b.c", "d", "labels.v1.2/x"),
        "replace_triggered_by": ("aws_a.b.id", "aws_c.d"),
    }
    assert place(block, "lifecycle.prevent_destroy") == (4, 5, 4)


@pytest.mark.parametrize("written", ["all", '["*"]', '"all"'])
def test_ignoring_all_changes_is_said_in_one_way(written: str) -> None:
    text = f'resource "a" "b" {{\n lifecycle {{\n ignore_changes = {written}\n }}\n}}'
    assert blocks_of(text)["a.b"].lifecycle == {"ignore_changes": ("all",)}


@pytest.mark.parametrize(
    "text",
    [
        '\ufeffresource "a" "b" {\r\n  x = var.y\r\n}\r\n',
        '# c\n/* d\n*/ resource "a" "b" { x = var.y } // e',
        'resource "a" "b" {\n  x = "ü${var.y}ü"\n}',
    ],
)
def test_marks_comments_and_line_ends_do_not_matter(text: str) -> None:
    assert blocks_of(text)["a.b"].references == {"x": ("var.y",)}
    assert "a.b" in scan_headers(text, "main.tf")


def test_columns_count_code_points() -> None:
    block = blocks_of('locals {\n  a = { "é" = 1, b = 2 }\n}')["local.a"]
    assert place(block, "b") == (2, 18, 2)


JSON = """{
  "//": "a comment",
  "resource": {"aws_x": {"y": {
    "name": "${var.n}",
    "tags": {"Name": "secret-value", "no name!": 1},
    "ingress": [{"port": 1}, {"port": 2, "from": 3}],
    "lifecycle": {
      "prevent_destroy": true,
      "ignore_changes": ["tags[\\"Name\\"]", "a[0].b"],
      "replace_triggered_by": ["aws_z.q"]
    }
  }}},
  "locals": [{"z": "${lookup(var.q, \\"k\\")}"}],
  "module": {"m": {"source": "./m"}},
  "terraform": {"backend": {}}
}
"""


def test_the_json_syntax_says_the_same() -> None:
    found = blocks_of(JSON, "main.tf.json")
    block = found["aws_x.y"]
    assert set(found) == {"aws_x.y", "local.z", "module.m"}
    assert block.span == Span(line=3, column=26, end_line=12)
    assert place(block, "name") == (4, 5, 4)
    assert place(block, "tags.Name") == (5, 14, 5)
    assert place(block, "ingress.from") == (6, 42, 6)
    assert block.references["name"] == ("var.n",)
    assert found["local.z"].references == {"": ("var.q",)}
    assert found["module.m"].source == "./m"
    assert "secret" not in repr(found)


def test_the_json_syntax_has_lifecycle_words() -> None:
    assert blocks_of(JSON, "main.tf.json")["aws_x.y"].lifecycle == {
        "prevent_destroy": True,
        "ignore_changes": ("tags.Name", "a.b"),
        "replace_triggered_by": ("aws_z.q",),
    }


def test_json_on_one_line_has_true_columns() -> None:
    found = blocks_of('[[{"locals":{"a":"${x.y}"}}], 1]', "main.tf.json")
    assert found["local.a"].span == Span(line=1, column=14, end_line=1)


def test_json_that_is_no_configuration_holds_nothing() -> None:
    assert blocks_of("3", "a.tf.json") == {}
    assert blocks_of('{"locals": null, "resource": {"a": 1}}', "a.tf.json") == {}


def test_headers_of_json_are_told_without_the_grammar() -> None:
    assert scan_headers(JSON, "a.tf.json") == {"aws_x.y", "local.z", "module.m"}
    assert scan_headers('{"locals": ', "a.tf.json") == {ANYTHING}
    assert scan_headers('{"a":' * 5000 + "1" + "}" * 5000, "a.tf.json") <= {ANYTHING}


def test_headers_may_have_comments_between() -> None:
    assert scan_headers('/* a */ resource /* b */ "c" /**/ "d" {', "a.tf") == {"c.d"}


def test_many_comments_on_one_line_do_not_take_for_ever() -> None:
    assert scan_headers("/**/" * 5000, "a.tf") == frozenset()


@pytest.mark.parametrize(
    ("text", "name", "line"),
    [
        ('locals {\n  a = "secret-value\n  b = 1\n}\n', "a.tf", ""),
        ("locals {\n  a = secret-value secret\n}\n", "a.tf", ""),
        ("resource {", "a.tf", ""),
        ('{"locals": {\n "a": secret-value}}', "a.tf.json", ":2"),
        ('{"locals": {"a": "${secret-value"}}', "a.tf.json", ":1"),
        ("resource a b {" + "a {" * 3000 + "}" * 3001, "a.tf", ":1"),
        ('{"a":' * 90000 + "1" + "}" * 90000, "a.tf.json", ":1"),
    ],
)
def test_a_syntax_error_names_the_line_and_quotes_nothing(text: str, name: str, line: str) -> None:
    with pytest.raises(InputError) as caught:
        read_outline(text, name)
    assert caught.value.where.startswith(name + line)
    assert "secret" not in str(caught.value)
    assert caught.value.__suppress_context__


BROKEN = """\
\ufeffresource "a" "good" {
  x = 1
}

resource "a" "bad" {
  x = ]
}
locals { ] }
module "m" {
  source = "./m"
}
"""


def test_what_is_whole_in_a_broken_file_is_read() -> None:
    found = {block.header: block for block in salvage_outline(BROKEN, "a.tf").blocks}
    assert place(found["a.good"], "x") == (2, 3, 2)
    assert found["a.bad"].span == Span(line=5, column=1, end_line=5)
    assert found["a.bad"].attributes == {}
    assert found["module.m"].span == Span(line=9, column=1, end_line=11)
    assert set(found) == {"a.good", "a.bad", "module.m"}


def test_nothing_is_read_of_broken_json() -> None:
    assert salvage_outline('{"locals": {', "a.tf.json").blocks == ()


PARTS = [
    '"', "{", "}", "${", "%{", "<<EOT\n", "\nEOT\n", "\n", " = ", "[", "]", "(", ")", "for ",
    " in ", ":", ".", "*", "[*]", "\\", "#", "/*", "*/", "\ufeff", "é", "locals {\n", "a", "\r\n",
    'resource "a" "b" {\n', "var.b", "?", "...", "=>", "%{ for x in y }", "%{ endfor }", "$${",
    "1", "-", "null", "lifecycle {\n", "ignore_changes = ", "dynamic", '"locals":', "iterator = ",
    "content {", "source",
]  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(
    text=st.one_of(st.text(), st.lists(st.sampled_from(PARTS), max_size=40).map("".join)),
    name=st.sampled_from(["a.tf", "a.tf.json"]),
)
def test_any_text_is_read_or_refused(text: str, name: str) -> None:
    scan_headers(text, name)
    salvage_outline(text, name)
    try:
        read_outline(text, name)
    except InputError as error:
        assert error.where.startswith(f"{name}:")  # noqa: PT017 - both ways out are right


def test_what_is_no_block_or_no_local_is_passed_over() -> None:
    assert blocks_of("a = 1\nlocals {\n  b {}\n}\n") == {}
    text = 'resource "a" "b" {\n lifecycle {\n enabled = true\n }\n}'
    assert blocks_of(text)["a.b"].lifecycle == {}


def test_references_that_a_plan_leaves_out() -> None:
    text = """
resource "a" "b" {
  plain = a.p.id
  nested {
    dynamic "c" {
      for_each = local.c
      content {
        d = a.d.id
      }
    }
  }
  connection {
    host = a.host.ip
  }
  provisioner "local-exec" {
    command = a.command.id
  }
  lifecycle {
    ignore_changes       = [x.y]
    replace_triggered_by = [a.trigger.id]
    postcondition {
      condition = a.post.ok
    }
  }
}
"""
    assert may_hide(text)
    assert blocks_of(text)["a.b"].hidden == {
        "nested.c": ("local.c",),
        "nested.c.d": ("a.d.id",),
        "connection.host": ("a.host.ip",),
        "lifecycle.replace_triggered_by": ("a.trigger.id",),
        "lifecycle.postcondition.condition": ("a.post.ok",),
    }


def test_json_references_that_a_plan_leaves_out() -> None:
    text = """{"resource": {"a": {"b": {
      "plain": "${a.p.id}",
      "connection": {"host": "${a.host.ip}"},
      "dynamic": {
        "c": [{"for_each": "${local.c}", "iterator": "each_c", "content": {"d": "${each_c.value}${a.d.id}"}}],
        "e": {"for_each": "${local.e}"}
      },
      "lifecycle": {
        "replace_triggered_by": ["a.trigger.id"],
        "precondition": {"condition": "${a.pre.ok}"}
      }
    }}}}"""
    assert may_hide(text)
    assert blocks_of(text, "main.tf.json")["a.b"].hidden == {
        "connection": ("a.host.ip",),
        "c": ("local.c",),
        "c.d": ("a.d.id",),
        "e": ("local.e",),
        "lifecycle.precondition": ("a.pre.ok",),
        "lifecycle.replace_triggered_by": ("a.trigger.id",),
    }


@pytest.mark.parametrize(
    ("text", "hides"),
    [
        ('resource "aws_dynamodb_table" "t" {\n  name = "dynamic"\n}', False),
        ("  dynamic x {", True),
        ("connection {", True),
        ('"connection": {', True),
        ('"dynamic": {', True),
        ("connection_string = 1", False),
        ("replace_triggered_by = []", True),
    ],
)
def test_what_may_hide_references_is_told_without_parsing(text: str, hides: bool) -> None:  # noqa: FBT001
    assert may_hide(text) is hides
