# For GitHub's OpenID Connect: no access keys. Two roles for one service: "build" may push images and nothing else, "release" may deploy and no more.
# Give their ARNs to GitHub as variables: AWS_BUILD_ROLE of the repository, AWS_DEPLOY_ROLE of the environment.
#
# Copy this folder beside your stack, or call it as a module. What each permission is for stands in the READMEs of the actions.

terraform {
  required_version = ">= 1.5"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100" # old ones want a thumbprint, which AWS does not use for GitHub
    }
  }
}

data "aws_partition" "current" {}
data "aws_caller_identity" "current" {}
data "aws_region" "current" {}

locals {
  issuer   = "token.actions.githubusercontent.com"
  provider = "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:oidc-provider/${local.issuer}"

  # GitHub writes "repo:ORG/REPO", and for repositories that were made or renamed since 15 July 2026 "repo:ORG@123/REPO@456". The numbers stay with
  # the repository: whoever takes an abandoned name has others. So where there are numbers, only they are trusted.
  names = split("/", var.repository)
  repo = var.repository_ids == null ? "repo:${var.repository}" : (
    "repo:${local.names[0]}@${var.repository_ids.owner}/${local.names[1]}@${var.repository_ids.repository}"
  )

  # The build job is outside every environment, so its subject is the branch or tag. The release and rollback jobs are inside one, and have no other.
  build_subjects   = [for ref in var.build_refs : "${local.repo}:ref:${ref}"]
  release_subjects = [for environment in var.environments : "${local.repo}:environment:${environment}"]
}

# One for each account. Where another stack has it, say create_provider = false.
resource "aws_iam_openid_connect_provider" "github" {
  count          = var.create_provider ? 1 : 0
  url            = "https://${local.issuer}"
  client_id_list = ["sts.amazonaws.com"]
}

data "aws_iam_policy_document" "trust" {
  for_each = { build = local.build_subjects, release = local.release_subjects }

  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]

    principals {
      type        = "Federated"
      identifiers = [local.provider]
    }

    condition {
      test     = "StringEquals"
      variable = "${local.issuer}:aud"
      values   = ["sts.amazonaws.com"]
    }

    # StringLike, because a build may be of any tag: refs/tags/v*
    condition {
      test     = "StringLike"
      variable = "${local.issuer}:sub"
      values   = each.value
    }
  }
}

resource "aws_iam_role" "build" {
  name               = "${var.name}-build"
  assume_role_policy = data.aws_iam_policy_document.trust["build"].json
}

resource "aws_iam_role" "release" {
  name               = "${var.name}-release"
  assume_role_policy = data.aws_iam_policy_document.trust["release"].json
}

resource "aws_iam_role_policy" "build" {
  name   = "build"
  role   = aws_iam_role.build.name
  policy = data.aws_iam_policy_document.build.json
}

resource "aws_iam_role_policy" "release" {
  name   = "release"
  role   = aws_iam_role.release.name
  policy = data.aws_iam_policy_document.release.json
}
