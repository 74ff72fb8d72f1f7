variable "name" { type = string }
variable "sizes" { type = list(string) }

resource "aws_security_group" "rules" {
  name = var.name
}

resource "terraform_data" "size" {
  count = length(var.sizes)
  input = aws_security_group.rules.arn
  lifecycle {
    replace_triggered_by = [aws_security_group.rules.name]
  }
}

output "group" { value = aws_security_group.rules.id }
output "label" { value = join("-", [var.name, join(",", terraform_data.size[*].output)]) }
