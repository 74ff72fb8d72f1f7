locals {
  names  = toset(["a", "b"])
  base   = terraform_data.base.output
  chain  = "${local.base}-x"
  maps   = { for k, v in terraform_data.each : k => v.output }
}
variable "suffix" { default = "two" }
resource "terraform_data" "base" { input = var.suffix }
resource "terraform_data" "region" { input = "us-east-1" }
resource "terraform_data" "each" {
  for_each = local.names
  input    = each.key
}
resource "terraform_data" "vialocal" { input = local.chain }
resource "terraform_data" "follow" {
  for_each = terraform_data.each
  input    = each.value.output
}
resource "terraform_data" "samekey" {
  for_each = local.names
  input    = terraform_data.each[each.key].output
}
resource "terraform_data" "cnt" {
  count = 3
  input = "${terraform_data.base.output}-${count.index}"
}
resource "terraform_data" "cntuser" {
  count = 3
  input = terraform_data.cnt[count.index].output
}

resource "terraform_data" "splat" { input = terraform_data.cnt[*].output }
module "inner" {
  source   = "./mod"
  for_each = local.names
  value    = terraform_data.each[each.key].output
  other    = local.base
}
module "second" {
  source     = "./mod"
  count      = length(module.inner["a"].list)
  value      = module.inner["a"].result
  other      = "x"
  depends_on = [terraform_data.region]
}
module "whole" {
  source     = "./mod"
  value      = "v"
  other      = "w"
  depends_on = [module.inner]
}
resource "terraform_data" "usesmodule" { input = module.inner["b"].deep }
resource "terraform_data" "alloutputs" { input = module.whole }
resource "terraform_data" "afterm" { depends_on = [module.second] }
resource "terraform_data" "eachmod" {
  for_each = module.inner
  input    = each.value.result
}
resource "terraform_data" "modbykey" {
  for_each = local.names
  input    = module.inner[each.key].result
}
provider "aws" {
  alias  = "x"
  region = terraform_data.region.input
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
}
resource "aws_sqs_queue" "direct" {
  provider = aws.x
  name = "direct"
}
module "prov" {
  source    = "./prov"
  providers = { aws = aws.x }
}
resource "aws_security_group" "web" {
  name = "web"
  dynamic "ingress" {
    for_each = toset([terraform_data.base.input])
    content {
      from_port   = 80
      to_port     = 80
      protocol    = "tcp"
      security_groups = [aws_security_group.other.id]
      description = ingress.value
    }
  }
}
resource "aws_security_group" "other" { name = "other" }
data "aws_iam_policy_document" "doc" {
  statement {
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.direct.arn]
  }
}
resource "aws_iam_policy" "p" {
  name   = "p"
  policy = data.aws_iam_policy_document.doc.json
}
resource "terraform_data" "fresh" { input = local.maps }
