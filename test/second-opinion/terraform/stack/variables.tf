variable "name" {
  type    = string
  default = "shop"
}

variable "region" {
  type    = string
  default = "eu-west-1"
}

variable "vpc_id" {
  type    = string
  default = "vpc-0f1e2d3c4b5a69788"
}

variable "subnet_ids" {
  type    = list(string)
  default = ["subnet-0a1b2c3d4e5f60718", "subnet-1a2b3c4d5e6f70819"]
}

variable "load_balancer_security_group_id" {
  type    = string
  default = "sg-0a1b2c3d4e5f60718"
}

variable "task_security_group_id" {
  type    = string
  default = "sg-1a2b3c4d5e6f70819"
}

variable "execution_role_arn" {
  type    = string
  default = "arn:aws:iam::123456789012:role/shop-execution"
}

variable "task_role_arn" {
  type    = string
  default = "arn:aws:iam::123456789012:role/shop-task"
}

variable "database_url_secret_arn" {
  type    = string
  default = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:shop-database-url-AbCdEf"
}

# What the tests change in place.

variable "desired_count" {
  type    = number
  default = 2
}

variable "wait_for_steady_state" {
  type    = bool
  default = false
}

variable "health_check_path" {
  type    = string
  default = "/health"
}

variable "deregistration_delay" {
  type    = number
  default = 30
}

variable "rule_priority" {
  type    = number
  default = 10
}

variable "container_insights" {
  type    = string
  default = "enabled"
}

variable "log_level" {
  type    = string
  default = "info"
}

variable "log_retention_days" {
  type    = number
  default = 7
}

variable "scan_on_push" {
  type    = bool
  default = true
}

variable "images_kept" {
  type    = number
  default = 10
}

# Not on the load balancer: Terraform waits half a minute after each change of it.
variable "tags" {
  type    = map(string)
  default = {}
}
