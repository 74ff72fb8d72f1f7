from __future__ import annotations

import json

import pytest

from planguard.model.standing import Called, Requirement
from planguard.model.value import Unknown
from planguard.readers.terraform_hcl.standing import (
    full_name,
    read_lock,
    read_standing,
    without_credentials,
)

TEXT = """
terraform {
  required_version = "~> 1.5"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.0"
    }
    random = "~> 3.0"
    own = { source = "registry.example.com/acme/own" }
  }
}

module "net" {
  source  = "terraform-aws-modules/vpc/aws"
  version = "~> 5.1"
  inputs  = { source = "no" }
}

module "deep" { source = "git::https://user:tok@git.example.com/r.git?sshkey=abc&ref=v1" }

module "told" {
  source = "${var.host}/r"
}

resource "aws_db_instance" "a" {
  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_db_instance" "b" {
  lifecycle {
    prevent_destroy = var.guarded
  }
}

resource "aws_db_instance" "c" {
  tags = { note = "prevent_destroy" }
}

  resource "aws_sqs_queue" "indented" {
    name = "a"
  }
"""


def test_a_file() -> None:
    told = read_standing(TEXT, "main.tf")
    assert told.required == {
        "aws": Requirement("registry.terraform.io/hashicorp/aws", "~> 5.0"),
        "random": Requirement("registry.terraform.io/hashicorp/random", "~> 3.0"),
        "own": Requirement("registry.example.com/acme/own", ""),
    }
    assert told.calls == {
        "net": Called("terraform-aws-modules/vpc/aws", "~> 5.1"),
        "deep": Called("git::https://git.example.com/r.git?ref=v1", ""),
        "told": Called("", ""),
    }
    assert told.blocks["aws_db_instance.a"] is True
    assert isinstance(told.blocks["aws_db_instance.b"], Unknown)
    assert told.blocks["aws_db_instance.c"] is False
    assert told.blocks["aws_sqs_queue.indented"] is False


def test_the_json_syntax_says_the_same() -> None:
    document = {
        "terraform": {
            "required_providers": {
                "aws": {"source": "hashicorp/aws", "version": "~> 5.0"},
                "random": "~> 3.0",
            }
        },
        "module": {"net": [{"source": "https://u:p@x.example/m.zip", "version": "1.0"}]},
        "resource": {
            "a": {
                "x": {"lifecycle": {"prevent_destroy": True}},
                "y": {"lifecycle": [{"prevent_destroy": "${var.x}"}]},
                "z": {},
            }
        },
    }
    told = read_standing(json.dumps(document), "main.tf.json")
    assert told.required["aws"] == Requirement("registry.terraform.io/hashicorp/aws", "~> 5.0")
    assert told.required["random"].constraint == "~> 3.0"
    assert told.calls == {"net": Called("https://x.example/m.zip", "1.0")}
    assert (told.blocks["a.x"], told.blocks["a.z"]) == (True, False)
    assert isinstance(told.blocks["a.y"], Unknown)


@pytest.mark.parametrize(("name", "text"), [("a.tf.json", "{"), ("a.tf", 'module "a" {\n = \n}')])
def test_what_cannot_be_read_is_left_out(name: str, text: str) -> None:
    told = read_standing(text, name)
    assert told.required == {}
    assert told.calls.get("a", Called()) == Called()


def test_a_guard_in_a_block_that_cannot_be_read_is_unknown() -> None:
    told = read_standing('resource "a" "b" {\n  x = = 1\n  prevent_destroy = true\n}\n', "a.tf")
    assert isinstance(told.blocks["a.b"], Unknown)


def test_the_lock_file() -> None:
    text = (
        'provider "registry.terraform.io/hashicorp/aws" {\n  version     = "5.1.0"\n'
        '  constraints = "~> 5.0"\n  hashes = [\n    "h1:x=",\n  ]\n}\n\n'
        'provider "registry.terraform.io/hashicorp/random" {\n  version = "3.1.0"\n}\n'
    )
    assert read_lock(text) == {
        "registry.terraform.io/hashicorp/aws": "5.1.0",
        "registry.terraform.io/hashicorp/random": "3.1.0",
    }


def test_names_in_full() -> None:
    assert full_name("", "aws") == "registry.terraform.io/hashicorp/aws"
    assert full_name("Acme/Own", "own") == "registry.terraform.io/acme/own"
    assert full_name("aws", "aws") == "registry.terraform.io/hashicorp/aws"
    assert full_name("registry.opentofu.org/a/b", "b") == "registry.opentofu.org/a/b"


def test_credentials_stay_where_they_are() -> None:
    source = "git::https://user:secret@x.example/r.git?sshkey=secret&ref=v1"
    assert "secret" not in without_credentials(source)
    assert without_credentials("./m") == "./m"
    assert without_credentials("https://x.example/m.zip?token=secret") == "https://x.example/m.zip"
