variable "name" { type = string }
variable "seed" { type = any }
variable "ports" { type = any }

locals {
  prefix = "${var.name}-${terraform_data.root.output}"
  queues = [for queue in aws_sqs_queue.work : queue.arn]
}

resource "terraform_data" "root" { input = var.seed }

resource "aws_sqs_queue" "work" {
  count = 2
  name  = "${local.prefix}-${count.index}"
}

resource "aws_security_group" "this" {
  name = var.name
  dynamic "ingress" {
    for_each = var.ports
    content {
      from_port       = ingress.value
      to_port         = ingress.value
      protocol        = "tcp"
      security_groups = [module.rules.group]
    }
  }
}

module "rules" {
  source = "./rules"
  name   = local.prefix
  sizes  = local.queues
}

output "label" { value = local.prefix }
output "queue" { value = local.queues[0] }
