locals {
  teams    = { blue = "one", green = "two" }
  listened = [aws_security_group.office.id]
  seeds    = { for team, word in local.teams : team => terraform_data.seed[team].output }
  ports    = { web = 80, admin = terraform_data.port.output }
}

resource "terraform_data" "port" { input = 8080 }
resource "terraform_data" "gate" { input = "gate" }
resource "terraform_data" "seed" {
  for_each = local.teams
  input    = each.value
}

resource "aws_security_group" "office" { name = "office" }
resource "aws_security_group" "legacy" {
  count = 2
  name  = "legacy-${count.index}"
}

resource "aws_security_group" "web" {
  name = "web"
  dynamic "ingress" {
    for_each = { for index, group in aws_security_group.legacy : index => group.id }
    iterator = rule
    content {
      from_port       = 80
      to_port         = 80
      protocol        = "tcp"
      security_groups = concat([rule.value], local.listened)
      description     = "from ${module.service["blue"].label}"
    }
  }
}

module "service" {
  source     = "./service"
  for_each   = local.teams
  name       = each.key
  seed       = local.seeds[each.key]
  ports      = local.ports
  depends_on = [terraform_data.gate]
}

module "pair" {
  source = "./service/rules"
  count  = 2
  name   = "pair-${count.index}"
  sizes  = [aws_security_group.legacy[count.index].id]
}

resource "aws_lb" "front" {
  name               = "front"
  load_balancer_type = "network"
  dynamic "subnet_mapping" {
    for_each = module.pair
    content {
      subnet_id = subnet_mapping.value.label
    }
  }
  lifecycle {
    replace_triggered_by = [terraform_data.seed["blue"]]
    precondition {
      condition     = terraform_data.gate.output != ""
      error_message = "closed"
    }
  }
}

resource "terraform_data" "runner" {
  input = "x"
  connection {
    type = "ssh"
    host = module.service["green"].label
  }
  provisioner "local-exec" {
    command = "echo ${terraform_data.port.output}"
  }
}

data "aws_iam_policy_document" "queue" {
  dynamic "statement" {
    for_each = module.service
    content {
      actions   = ["sqs:SendMessage"]
      resources = [statement.value.queue]
      dynamic "principals" {
        for_each = local.seeds
        content {
          type        = "AWS"
          identifiers = [principals.value]
        }
      }
    }
  }
}

resource "aws_iam_policy" "queue" {
  name   = "queue"
  policy = data.aws_iam_policy_document.queue.json
}
