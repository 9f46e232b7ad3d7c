variable "name" {
  type = string
}

variable "region" {
  type = string
}

variable "ecs_cluster_name" {
  type = string
}

variable "ecr_repository_url" {
  type = string
}

variable "log_group_name" {
  type = string
}

variable "execution_role_arn" {
  type = string
}

variable "task_role_arn" {
  type = string
}

variable "subnet_ids" {
  type = list(string)
}

variable "task_security_group_id" {
  type = string
}

variable "target_group_arn" {
  type = string
}

variable "load_balancer_dns_name" {
  type = string
}
