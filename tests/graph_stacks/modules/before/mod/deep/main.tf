variable "given" {}
resource "terraform_data" "d" { input = var.given }
output "out" { value = terraform_data.d.output }
