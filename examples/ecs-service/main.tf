# For a service that Terraform makes and Slipway releases: who owns which part of it, and the outputs that Slipway finds by itself.
# Networks, load balancer and roles are made elsewhere and come in as variables.

terraform {
  required_version = ">= 1.5"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.0"
    }
  }
}

# The template. A change here (memory, environment, secrets …) makes a new revision, which nobody runs yet: deploy-ecs takes the definition that the
# service runs, so give it task-definition with this family's name, and each release is made from the newest revision here.
resource "aws_ecs_task_definition" "app" {
  family                   = var.name
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  cpu                      = "512"
  memory                   = "1024"
  execution_role_arn       = var.execution_role_arn
  task_role_arn            = var.task_role_arn

  container_definitions = jsonencode([{
    name         = "app"
    image        = "${var.ecr_repository_url}:latest" # for the first start alone: a release names its image by digest
    essential    = true
    portMappings = [{ containerPort = 8080 }]
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = var.log_group_name
        awslogs-region        = var.region
        awslogs-stream-prefix = "ecs"
      }
    }
  }])
}

resource "aws_ecs_service" "app" {
  name                              = var.name
  cluster                           = var.ecs_cluster_name
  task_definition                   = aws_ecs_task_definition.app.arn
  desired_count                     = 2
  launch_type                       = "FARGATE"
  health_check_grace_period_seconds = 60

  # ECS itself puts the old release back when the tasks of the new one keep failing, also when nobody watches.
  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  network_configuration {
    subnets         = var.subnet_ids
    security_groups = [var.task_security_group_id]
  }

  load_balancer {
    target_group_arn = var.target_group_arn
    container_name   = "app"
    container_port   = 8080
  }

  lifecycle {
    # Every release registers a revision of its own. Without this line the next "terraform apply" would deploy Terraform's revision instead, and with
    # it the image that was there first: a rollback that nobody asked for. With autoscaling, desired_count belongs here too.
    ignore_changes = [task_definition]
  }
}

output "ecs_cluster_name" {
  value = var.ecs_cluster_name
}

output "ecs_service_name" {
  value = aws_ecs_service.app.name
}

output "ecr_repository_url" {
  value = var.ecr_repository_url
}

output "alb_dns_name" {
  value = var.load_balancer_dns_name
}
