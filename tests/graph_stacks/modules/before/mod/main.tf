variable "value" {}
variable "other" {}
locals { both = "${var.value}-${var.other}" }
resource "terraform_data" "in" { input = var.value }
resource "terraform_data" "loc" { input = local.both }
resource "terraform_data" "sib" {
  count = 2
  input = terraform_data.in.output
}
module "deep" {
  source = "./deep"
  given  = terraform_data.sib[*].output
}
output "result" { value = terraform_data.in.output }
output "list" { value = ["a", "b"] }
output "deep" {
  value      = module.deep.out
  depends_on = [terraform_data.loc]
}
output "passed" { value = var.other }
