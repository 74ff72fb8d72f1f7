"""
Lines: where a changed object, an attribute and its value stand, on real plans with their files.

The expected lines are written by hand from the files. First comes where the value is written, then
the attribute, its block and the calls of its module, then the places that hand the value on.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from formats.test_sarif import judged

from planguard.load import load_plan
from planguard.load.source_files import find_repository
from planguard.load.sources import DirectorySources, open_sources
from planguard.model.plan import Change
from planguard.model.source import Location
from planguard.readers.terraform_hcl import passed_on, removed_blocks

ROOT = Path(__file__).parents[2]
LAKE, DOMAIN, TABLES = "modules/lake/main.tf", "modules/domain/main.tf", "modules/tables/main.tf"
EDGE, STORE, SERVICE = "modules/edge/main.tf", "modules/store/main.tf", "modules/service/main.tf"
DAYS = "rule.0.expiration.0.days"


@cache
def opened(case: str) -> tuple[DirectorySources, dict[str, Change]]:
    folder = ROOT / case if "/" in case else ROOT / "fixtures" / case
    plan = load_plan(folder / "plan.json")
    modules = {path: each.source for path, each in plan.configuration.modules.items()}
    sources = open_sources(folder / "after", modules)
    assert isinstance(sources, DirectorySources)
    return sources, {change.address: change for change in plan.changes}


def told(places: tuple[Location, ...]) -> str:
    """Write places as `main.tf:3 resource`, main.tf's name left out."""
    return ", ".join(f"{each.file}:{each.line} {each.what}" for each in places).replace(
        "main.tf:", ":"
    )


@pytest.mark.parametrize(
    ("case", "address", "attribute", "expected"),
    [
        # in the root module: attributes, nested blocks, whole objects
        ("capacity-cut", "aws_ecs_service.checkout", "desired_count", ":32 attribute, :28 resource"),
        ("drift-reverted", "aws_autoscaling_group.web", "desired_capacity", ":16 attribute, :11 resource"),
        ("data-retention-cut", "aws_sqs_queue.payments", "message_retention_seconds", ":3 attribute, :1 resource"),
        ("data-retention-cut", "aws_s3_bucket_lifecycle_configuration.audit", DAYS, ":26 attribute, :16 resource"),
        ("ingress-opened", "aws_security_group.bastion", "ingress.0.cidr_blocks", ":15 attribute, :5 resource"),
        ("ingress-opened", "aws_vpc_security_group_ingress_rule.database_v6", "cidr_ipv6", ":46 attribute, :40 resource"),
        ("versioning-suspended", "aws_s3_bucket_versioning.documents", "versioning_configuration.0.status", ":8 attribute, :5 resource"),
        ("traffic-at-once", "aws_lb_listener.web", "default_action.0.forward", ":40 attribute, :33 resource"),
        ("trust-widened", "aws_iam_role.release", "assume_role_policy", ":9 attribute, :7 resource"),
        ("encryption-removed", "aws_sqs_queue.events", "kms_master_key_id", ":6 resource"),
        ("resources-added", "aws_kms_key.newsletter", "", ":11 resource"),
        ("resources-added", "aws_sns_topic.bounces", "kms_master_key_id", ":39 attribute, :37 resource"),
        # what is gone, and what is only taken out of the state
        ("bucket-deleted", "aws_s3_bucket.invoices", "", ""),
        ("rename-without-move", "aws_dynamodb_table.orders", "", ""),
        ("objects-forgotten", "aws_dynamodb_table.archive", "", ":12 removed"),
        # moved, with a new address: the block it has now
        ("rename-with-move", "aws_sns_topic.stock_events", "", ":12 resource"),
        ("rename-with-move", "module.orders.aws_dynamodb_table.this", "hash_key",
         ":4 argument, modules/table/:12 attribute, modules/table/:9 resource, :1 module call"),
        # count and for_each: one block for all, the value of one instance
        ("count-index-shift", "aws_s3_bucket.tenant[0]", "bucket", ":3 variable, :8 attribute, :6 resource"),
        ("count-index-shift", "aws_s3_bucket.tenant[3]", "", ":3 variable, :6 resource, :7 attribute"),
        ("count-last-removed", "aws_vpc_security_group_ingress_rule.office[2]", "cidr_ipv4",
         ":2 local, :16 attribute, :10 resource"),
        ("secret-in-lambda-environment", "aws_lambda_function.orders", "environment.0.variables.PASSWORD",
         ":39 attribute, :28 resource"),
        ("data-platform-mixed", 'aws_ssm_parameter.partner["carrier"]', "value",
         ":89 attribute, :85 resource"),
        # local modules: the value is written in the root
        ("data-platform-mixed", 'module.domain["orders"].aws_kinesis_stream.events', "retention_period",
         (":19 local, modules/domain/:35 attribute, modules/domain/:32 resource, :66 module call, :71 argument, :68 argument")),
        ("data-platform-mixed", 'module.domain["visits"].aws_kinesis_stream.events', "shard_count",
         (":35 local, modules/domain/:34 attribute, modules/domain/:32 resource, :66 module call, :71 argument, :68 argument")),
        ("data-platform-mixed", 'module.domain["stock"].aws_kms_key.this', "",
         ":26 local, modules/domain/:27 resource, :66 module call, :68 argument"),
        ("data-platform-mixed", 'module.lake.aws_s3_bucket.zone["scratch"]', "",
         ":11 local, modules/lake/:9 resource, :60 module call, modules/lake/:10 attribute, :63 argument"),
        ("data-platform-mixed", 'module.lake.aws_s3_bucket_lifecycle_configuration.zone["raw"]', DAYS,
         (":12 local, modules/lake/:42 attribute, modules/lake/:31 resource, :60 module call, modules/lake/:32 attribute, :63 argument")),
        ("data-platform-mixed", 'module.domain["orders"].module.tables.aws_glue_catalog_table.this["orders"]',
         "storage_descriptor.0.columns.2.type",
         (":22 local, modules/tables/:26 attribute, modules/tables/:13 resource, modules/domain/:44 module call, :66 module call, modules/tables/:22 attribute, modules/tables/:14 attribute, modules/domain/:48 argument, :71 argument, :68 argument")),
        ("data-platform-mixed", 'module.job["report"].aws_iam_policy.this', "policy",
         "modules/job/:34 attribute, modules/job/:32 resource, :76 module call"),
        ("shop-mixed", "module.edge.aws_security_group.edge", "ingress",
         ":65 argument, modules/edge/:18 attribute, modules/edge/:13 resource, :61 module call"),
        ("shop-mixed", 'module.service["search"].aws_ecs_service.this', "desired_count",
         (":31 local, modules/service/:148 attribute, modules/service/:144 resource, :95 module call, :100 argument, :97 argument")),
        ("shop-mixed", 'module.store.aws_dynamodb_table.this["baskets"]', "hash_key",
         (":76 argument, modules/store/:18 attribute, modules/store/:14 resource, :71 module call, modules/store/:15 attribute")),
        ("shop-mixed", 'module.store.aws_sqs_queue.this["refunds"]', "message_retention_seconds",
         (":81 argument, modules/store/:42 attribute, modules/store/:39 resource, :71 module call, modules/store/:40 attribute")),
        ("shop-mixed", 'module.service["checkout"].module.alarms.aws_cloudwatch_metric_alarm.this["CPUUtilization"]', "threshold",
         (":25 local, modules/alarms/:21 attribute, modules/alarms/:13 resource, modules/service/:169 module call, :95 module call, modules/alarms/:14 attribute, modules/service/:173 argument, :100 argument, :97 argument")),
        ("shop-release", 'module.store.aws_dynamodb_table.this["reviews"]', "",
         ":74 argument, modules/store/:14 resource, :70 module call, modules/store/:15 attribute"),
        # blocks on one line, locals of locals, modules in modules
        ("tests/graph_stacks/modules", "terraform_data.base", "input", ":7 variable, :8 attribute, :8 resource"),
        ("tests/graph_stacks/modules", "terraform_data.vialocal", "input", ":3 local, :14 attribute, :14 resource, :4 local"),
        ("tests/graph_stacks/modules", "terraform_data.first", "", ""),
        ("tests/graph_stacks/modules", 'module.inner["a"].terraform_data.loc', "input",
         "mod/:3 local, mod/:5 attribute, mod/:5 resource, :33 module call"),
        ("tests/graph_stacks/fresh", 'module.service["green"].terraform_data.root', "input",
         ":4 local, service/:10 attribute, service/:10 resource, :36 module call, :40 argument"),
        ("tests/graph_stacks/fresh", "module.pair[1].aws_security_group.rules", "",
         ":47 argument, service/rules/:4 resource, :45 module call"),
    ],
)  # fmt: skip
def test_lines(case: str, address: str, attribute: str, expected: str) -> None:
    sources, changes = opened(case)
    resource = changes[address].resource
    places = sources.locate(resource.config_module, resource.local, attribute, address)
    assert told(places) == expected
    without = sources.locate(resource.config_module, resource.local, attribute)
    assert [each for each in places if each in without] == [*without]


def write(root: Path, **files: str) -> Path:
    """Lay out files; `__` in a name is a `/`, `_tf` its end."""
    for name, text in files.items():
        stem, _, suffix = name.replace("__", "/").rpartition("_")
        path = root / f"{stem}.{suffix.replace('json', 'tf.json')}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def located(root: Path, address: str, attribute: str = "", home: Path | None = None) -> str:
    """Locate an object whose address has a key or none, and at most one module."""
    module, _, local = address.rpartition(".x.") if ".x." in address else ("", "", address)
    plain = f"{module}.x".partition("[")[0].removesuffix(".x") if module else ""
    sources = open_sources(root, {}, home)
    assert isinstance(sources, DirectorySources)
    return told(sources.locate(plain, local.partition("[")[0], attribute, address))


@pytest.fixture(autouse=True)
def _cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANGUARD_CACHE_DIR", str(tmp_path / "cache"))


RESOURCE = 'resource "t" "a" {\n  size = var.size\n  tags = local.a.tags\n}\n'


def test_files_of_values_that_are_read_by_themselves_win(tmp_path: Path) -> None:
    root = write(
        tmp_path / "root",
        main_tf=RESOURCE,
        vars_tf='variable "size" {\n  default = 1\n}\n',
        terraform_tfvars="other = 1\nsize=2\n",
    )
    assert located(root, "t.a", "size") == "terraform.tfvars:2 variable, :2 attribute, :1 resource"
    (root / "b.auto.tfvars").write_text("# size = 1\n\n  size = 3\n")
    (root / "a.auto.tfvars").write_text("size = 4\n")
    (root / "c.auto.tfvars").mkdir()
    sources = open_sources(root, {})
    assert isinstance(sources, DirectorySources)
    (place,) = sources.locate("", "t.a", "size", "t.a")[:1]
    assert (place.file, place.line, place.column) == ("b.auto.tfvars", 3, 3)


def test_values_that_go_in_circles_end(tmp_path: Path) -> None:
    root = write(
        tmp_path / "root",
        main_tf=RESOURCE,
        locals_tf="locals {\n  a = local.b\n  b = local.a\n}\n",
    )
    chain = located(root, "t.a", "tags")
    assert chain == "locals.tf:3 local, :3 attribute, :1 resource, locals.tf:2 local"


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ('source = "./m"\n  size = 4', ":3 argument"),
        ('source = "./m"', "m/variables.tf:2 variable"),
        ('source = "./m"\n  count = 2\n  size = count.index', ":4 argument"),
        ('source = "./m"\n  size = module.other.size', ":3 argument"),
    ],
)
def test_an_argument_that_is_not_given_is_the_default(
    call: str, expected: str, tmp_path: Path
) -> None:
    root = write(
        tmp_path / "root",
        main_tf=f'module "m" {{\n  {call}\n}}\n',
        m__main_tf=RESOURCE,
        m__variables_tf='variable "size" {\n  default = 1\n}\n',
    )
    chain = located(root, "module.m.x.t.a", "size")
    assert chain == f"{expected}, m/:2 attribute, m/:1 resource, :1 module call"
    assert (
        located(root, "module.m.x.t.a", "tags") == "m/:3 attribute, m/:1 resource, :1 module call"
    )


def test_a_block_that_is_gone_from_a_module_is_no_matter_of_its_repetition(tmp_path: Path) -> None:
    root = write(
        tmp_path / "root",
        main_tf='module "m" {\n  source = "./m"\n  for_each = local.all\n}\n'
        "locals {\n  all = { b = 1 }\n}\n",
        m__main_tf=RESOURCE,
    )
    assert located(root, 'module.m["b"].x.t.gone') == ":1 module call"
    assert located(root, 'module.m["b"].x.t.gone["k"]') == ":1 module call"
    made = ":6 local, m/:1 resource, :1 module call, :3 argument"
    assert located(root, 'module.m["b"].x.t.a') == made


@pytest.mark.parametrize("place", ["main_tf", "m__main_tf"])
def test_a_removed_block_is_found_further_out(place: str, tmp_path: Path) -> None:
    call = 'module "m" {\n  source = "./m"\n}\n'
    source = "module.m.t.gone" if place == "main_tf" else "t.gone"
    block = f"removed {{\n  lifecycle {{\n    destroy = false\n  }}\n  from = {source}\n}}\n"
    files = {"main_tf": call, "m__main_tf": RESOURCE}
    root = write(tmp_path / "root", **(files | {place: files[place] + block}))
    expected = {"main_tf": ":4 removed", "m__main_tf": "m/:5 removed"}
    assert located(root, "module.m.x.t.gone") == f"{expected[place]}, :1 module call"
    assert "removed" not in located(root, "module.m.x.t.go")


def test_a_removed_module_takes_its_objects_with_it(tmp_path: Path) -> None:
    root = write(tmp_path / "root", main_tf="\nremoved {\n  from = module.m\n}\nremoved {\n}\n")
    assert located(root, "module.m.x.t.a") == ":2 removed"
    assert located(root, "module.mine.x.t.a") == ""
    (told,) = removed_blocks((root / "main.tf").read_text())
    assert (told[0], told[1].line, told[1].end_line) == ("module.m", 2, 4)


def test_the_json_syntax_has_lines_and_no_chain(tmp_path: Path) -> None:
    text = '{\n "resource": {\n  "t": {\n   "a": {\n    "size": "${var.size}",\n    "nested": [{\n     "b": 1\n    }]\n   }\n  }\n }\n}\n'
    root = write(tmp_path / "root", main_json=text)
    assert located(root, "t.a", "size") == "main.tf.json:5 attribute, main.tf.json:4 resource"
    assert located(root, "t.a", "nested.0.b").startswith("main.tf.json:7 attribute")


def test_places_are_named_as_the_repository_names_them(tmp_path: Path) -> None:
    repository = write(
        tmp_path / "repository",
        infra__prod__main_tf='module "m" {\n  source = "../../modules/m"\n}\n',
        modules__m__main_tf=RESOURCE,
        shared__all_tf='resource "t" "b" {\n}\n',
    )
    (repository / ".git").mkdir()
    root = repository / "infra" / "prod"
    (root / "all.tf").symlink_to(Path("../../shared/all.tf"))
    home = find_repository(root)
    assert home == repository.resolve()
    assert located(root, "t.b", home=home) == "shared/all.tf:1 resource"
    inner = located(root, "module.m.x.t.a", home=home)
    assert inner == "modules/m/:1 resource, infra/prod/:1 module call"
    assert located(root, "module.m.x.t.a") == "../../modules/m/:1 resource, :1 module call"
    sources = open_sources(root, {}, home)
    assert sources.files("", "t.b") == ("all.tf",)  # as CODEOWNERS' patterns are asked


def test_a_working_copy_of_git_may_have_a_file_for_its_folder(tmp_path: Path) -> None:
    assert find_repository(tmp_path) is None
    (tmp_path / ".git").write_text("gitdir: elsewhere\n")
    (tmp_path / "a").mkdir()
    assert find_repository(tmp_path / "a") == tmp_path.resolve()


@pytest.mark.parametrize(
    ("line", "steps"),
    [
        ("  a = var.b", ("var", "b")),
        ("a = var.b # why", ("var", "b")),
        ('a = { b = var.c["d e"].f[0], }'[6:], ("var", "c", "d e", "f", "[0]")),
        ("  a=tostring(var.b.c)", ("var", "b", "c")),
        ('a = "${local.b}"', ("local", "b")),
        ('a = "x-${each.value.b}-y"', ("each", "value", "b")),
        ("count = length(var.all)", ("var", "all")),
        ("a = var.b[each.key]", ("var", "b", "[each.key]")),
        ("for_each = { for k, v in var.all : k => v }", ("var", "all", "[each.key]")),
        (
            "for_each = { for k, v in var.all : k => v.b if v.c }",
            ("var", "all", "[each.key]", "b"),
        ),
        ("for_each = { for k, v in var.all : v => k }", ()),
        ("a = 3", ()),
        ("a = true ? var.a : var.b", ()),
        ('a = "${var.b}-${var.c}"', ()),
        ("a = merge(var.b, {})", ()),
        ("a = var.b + 1", ()),
        ('dynamic "a" {', ()),
        ("", ()),
    ],
)
def test_what_a_line_hands_on(line: str, steps: tuple[str, ...]) -> None:
    assert passed_on(line) == steps


@pytest.mark.parametrize("line", ["a = " + "tostring(" * 5_000, "a = var" + ".b" * 5_000 + "!"])
def test_long_lines_do_not_take_for_ever(line: str) -> None:
    assert passed_on(line) == ()


@pytest.mark.parametrize("body", ["", "  type = number\n", "  default = 1\n  sensitive = true\n"])
def test_values_from_elsewhere_are_not_looked_for_in_the_files(body: str, tmp_path: Path) -> None:
    root = write(tmp_path / "root", main_tf=RESOURCE, vars_tf=f'variable "size" {{\n{body}}}\n')
    assert located(root, "t.a", "size") == ":2 attribute, :1 resource"


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"a_tf": RESOURCE, "z_tf": "# x\nterraform {\n}\n"}, "z.tf:2 root module"),
        ({"a_tf": RESOURCE, "main_tf": RESOURCE}, ":1 root module"),
        ({"b_tf": RESOURCE, "a_tf": RESOURCE, "0_tf": " "}, "a.tf:1 root module"),
        ({"a_tf": " "}, None),
    ],
)
def test_the_root_module_stands_for_what_stands_nowhere(
    files: dict[str, str], expected: str | None, tmp_path: Path
) -> None:
    root = write(tmp_path / "root", **files)
    sources = open_sources(root, {}, root)
    assert isinstance(sources, DirectorySources)
    anchor = sources.anchor
    assert (told((anchor,)) if anchor else None) == expected


@pytest.mark.parametrize(
    ("case", "policy", "expected"),
    [
        ("administrator-granted", "administrator-access-granted", 32),
        ("dev-ingress-opened", "ingress-opened-to-the-world", 15),
        ("image-mutable-tag", "mutable-image-tag", 21),
        ("traffic-at-once", "traffic-moved-at-once", 43),
        ("encryption-removed", "encryption-weakened", 11),
        ("shop-mixed", "capacity-cut-sharply", 31),
    ],
)
def test_a_report_points_as_deep_as_its_evidence_leads(
    case: str, policy: str, expected: int
) -> None:
    (section,) = judged(case).sections
    first = next(each for each in section.findings if each.policy == policy)
    assert (first.locations[0].file, first.locations[0].line) == ("main.tf", expected)
    assert section.anchor
