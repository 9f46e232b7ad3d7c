# What deploy-ecs and migrate call. smoke-test calls nothing of AWS.

locals {
  ecs     = "arn:${data.aws_partition.current.partition}:ecs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}"
  logs    = "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}"
  cluster = "${local.ecs}:cluster/${var.ecs_cluster_name}"
  service = "${var.ecs_cluster_name}/${var.ecs_service_name}"

  # migrate registers in a family of its own.
  release_definitions   = "${local.ecs}:task-definition/${var.task_definition_family}:*"
  migration_definitions = "${local.ecs}:task-definition/${var.task_definition_family}-migrate:*"
}

data "aws_iam_policy_document" "release" {
  # A call that names a service deployment is checked against the service as well.
  statement {
    sid = "Deploy"
    actions = [
      "ecs:DescribeServices",
      "ecs:UpdateService",
      "ecs:ListServiceDeployments",
      "ecs:DescribeServiceDeployments",
      "ecs:DescribeServiceRevisions",
      "ecs:StopServiceDeployment",
    ]
    resources = [
      "${local.ecs}:service/${local.service}",
      "${local.ecs}:service-deployment/${local.service}/*",
      "${local.ecs}:service-revision/${local.service}/*",
    ]
  }

  statement {
    sid       = "Register"
    actions   = ["ecs:RegisterTaskDefinition"]
    resources = [local.release_definitions, local.migration_definitions]
  }

  # The tags with which a revision is registered: slipway:commit, slipway:run, and those of the definition that it was made from.
  statement {
    sid       = "TagWhatIsRegistered"
    actions   = ["ecs:TagResource"]
    resources = [local.release_definitions, local.migration_definitions]

    condition {
      test     = "StringEquals"
      variable = "ecs:CreateAction"
      values   = ["RegisterTaskDefinition"]
    }
  }

  # Who may pass a role may run anything as it: only the roles of these tasks, and only to tasks.
  statement {
    sid       = "PassTheRolesOfTheTasks"
    actions   = ["iam:PassRole"]
    resources = var.task_role_arns

    condition {
      test     = "StringEquals"
      variable = "iam:PassedToService"
      values   = ["ecs-tasks.amazonaws.com"]
    }
  }

  statement {
    sid       = "Migrate"
    actions   = ["ecs:RunTask"]
    resources = [local.migration_definitions]

    condition {
      test     = "ArnEquals"
      variable = "ecs:cluster"
      values   = [local.cluster]
    }
  }

  statement {
    sid       = "Tasks"
    actions   = ["ecs:DescribeTasks", "ecs:StopTask"]
    resources = ["${local.ecs}:task/${var.ecs_cluster_name}/*"]
  }

  # AWS has resources for container instances here, of which Fargate has none.
  statement {
    sid       = "ListInTheCluster"
    actions   = ["ecs:ListTasks", "ecs:ListServices"]
    resources = ["*"]

    condition {
      test     = "ArnEquals"
      variable = "ecs:cluster"
      values   = [local.cluster]
    }
  }

  # AWS knows no narrower resource for these.
  statement {
    sid = "Read"
    actions = [
      "cloudwatch:DescribeAlarms",
      "ecr:DescribePullThroughCacheRules",
      "ecs:DescribeTaskDefinition",
      "ecs:ListClusters",
      "elasticloadbalancing:DescribeListeners",
      "elasticloadbalancing:DescribeRules",
      "elasticloadbalancing:DescribeTargetHealth",
      "logs:DescribeLogGroups",
      "ssm:DescribeParameters",
    ]
    resources = ["*"]
  }

  statement {
    sid = "Images"
    actions = [
      "ecr:DescribeRepositories",
      "ecr:DescribeImages",
      "ecr:ListImages",
      "ecr:BatchGetImage",
      "ecr:GetDownloadUrlForLayer",
    ]
    resources = var.ecr_repository_arns
  }

  # Whether a secret is there. Nobody who deploys needs to read one.
  statement {
    sid       = "NamesOfSecrets"
    actions   = ["secretsmanager:DescribeSecret"]
    resources = ["arn:${data.aws_partition.current.partition}:secretsmanager:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:secret:*"]
  }

  statement {
    sid       = "LastWords"
    actions   = ["logs:GetLogEvents"]
    resources = [for name in var.log_group_names : "${local.logs}:log-group:${name}:log-stream:*"]
  }
}
