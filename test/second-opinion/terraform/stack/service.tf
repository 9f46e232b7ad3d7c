resource "aws_ecs_service" "app" {
  name                              = "${var.name}-service"
  cluster                           = aws_ecs_cluster.main.id
  task_definition                   = aws_ecs_task_definition.app.arn
  desired_count                     = var.desired_count
  launch_type                       = "FARGATE"
  health_check_grace_period_seconds = 60
  wait_for_steady_state             = var.wait_for_steady_state
  tags                              = var.tags

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  network_configuration {
    subnets          = var.subnet_ids
    security_groups  = [var.task_security_group_id]
    assign_public_ip = true
  }

  load_balancer {
    target_group_arn = aws_lb_target_group.app.arn
    container_name   = local.container
    container_port   = local.port
  }

  depends_on = [aws_lb_listener.http]

  # Releases are Slipway's: it registers a task definition revision for each, and Terraform leaves it where it is.
  lifecycle {
    ignore_changes = [task_definition]
  }
}
