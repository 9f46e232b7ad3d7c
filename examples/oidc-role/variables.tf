variable "name" {
  description = "What the names of the two roles begin with."
  type        = string
}

variable "repository" {
  description = "The GitHub repository, as ORG/REPO, spelled as GitHub spells it: upper and lower case count."
  type        = string

  validation {
    condition     = can(regex("^[^/:@*?]+/[^/:@*?]+$", var.repository))
    error_message = "Write ORG/REPO."
  }
}

variable "repository_ids" {
  description = <<-EOT
    The numbers in the subject of a repository that was made or renamed since 15 July 2026, or that has opted in. Null where it has none.
    They are said by: gh api repos/ORG/REPO --jq '{owner: .owner.id, repository: .id}'
  EOT
  type        = object({ owner = number, repository = number })
  default     = null
}

variable "build_refs" {
  description = "The branches and tags that may push images."
  type        = list(string)
  default     = ["refs/heads/main"]
}

variable "environments" {
  description = "The GitHub environments that may deploy to this service."
  type        = list(string)
  default     = ["production"]
}

variable "create_provider" {
  description = "Whether the account has no provider for GitHub yet."
  type        = bool
  default     = true
}

variable "ecr_repository_arns" {
  description = "The repositories of the images."
  type        = list(string)
}

variable "ecs_cluster_name" {
  type = string
}

variable "ecs_service_name" {
  type = string
}

variable "task_definition_family" {
  description = "The family that the service runs. Migrations register in the family of that name and \"-migrate\"."
  type        = string
}

variable "task_role_arns" {
  description = "The task role and the execution role of the tasks."
  type        = list(string)
}

variable "log_group_names" {
  description = "The log groups of the containers, so that a failure can be told in their own words."
  type        = list(string)
}
