# A worker without a load balancer, on Fargate Spot: the service that the three ways of owning a task definition are shown with.

terraform {
  required_version = ">= 1.5"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.0"
    }
  }
}

provider "aws" {}

variable "log_level" {
  type    = string
  default = "info"
}

variable "image_tag" {
  type    = string
  default = "latest"
}

variable "wait_for_steady_state" {
  type    = bool
  default = false
}

locals {
  name = "worker"
  tags = { team = "shop" }
}

resource "aws_ecr_repository" "worker" {
  name         = local.name
  force_delete = true
}

resource "aws_ecs_cluster" "main" {
  name = "${local.name}-cluster"
}

resource "aws_ecs_task_definition" "worker" {
  family                   = local.name
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  cpu                      = "256"
  memory                   = "512"
  execution_role_arn       = "arn:aws:iam::123456789012:role/worker-execution"
  tags                     = local.tags

  container_definitions = jsonencode([{
    name        = "worker"
    image       = "${aws_ecr_repository.worker.repository_url}:${var.image_tag}"
    essential   = true
    command     = ["node", "worker.js"]
    environment = [{ name = "LOG_LEVEL", value = var.log_level }]
  }])
}

resource "aws_ecs_service" "worker" {
  name                    = local.name
  cluster                 = aws_ecs_cluster.main.arn
  task_definition         = aws_ecs_task_definition.worker.arn
  desired_count           = 1
  enable_execute_command  = true
  enable_ecs_managed_tags = true
  propagate_tags          = "SERVICE"
  wait_for_steady_state   = var.wait_for_steady_state
  tags                    = local.tags

  deployment_minimum_healthy_percent = 50
  deployment_maximum_percent         = 200

  capacity_provider_strategy {
    capacity_provider = "FARGATE_SPOT"
    weight            = 1
  }

  network_configuration {
    subnets         = ["subnet-0a1b2c3d4e5f60718"]
    security_groups = ["sg-0a1b2c3d4e5f60718"]
  }

  lifecycle {
    ignore_changes = [task_definition]
  }
}

output "ecs_cluster_name" {
  value = aws_ecs_cluster.main.name
}

output "ecs_service_name" {
  value = aws_ecs_service.worker.name
}

output "ecr_repository_url" {
  value = aws_ecr_repository.worker.repository_url
}

output "task_definition_arn" {
  value = aws_ecs_task_definition.worker.arn
}
