output "build_role_arn" {
  description = "AWS_BUILD_ROLE, a variable of the repository."
  value       = aws_iam_role.build.arn
}

output "release_role_arn" {
  description = "AWS_DEPLOY_ROLE, a variable of the environment."
  value       = aws_iam_role.release.arn
}
