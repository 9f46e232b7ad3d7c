// The names that Terraform stacks give to what an action needs, in order of preference. An explicit terraform-output-names goes before them.

import { parseKeyValues } from './key-values.ts';

export const CLUSTER_OUTPUTS = [
  'ecs_cluster_name',
  'cluster_name',
  'ecs_cluster',
  'ecs_cluster_arn',
  'cluster_arn',
] as const;

export const SERVICE_OUTPUTS = ['ecs_service_name', 'service_name', 'ecs_service', 'backend_service_name'] as const;

export const URL_OUTPUTS = [
  'alb_hostname',
  'alb_dns_name',
  'load_balancer_dns',
  'api_gateway_url',
  'app_url',
  'service_url',
] as const;

export const REPOSITORY_OUTPUTS = [
  'ecr_repository_url',
  'ecr_repository_uri',
  'backend_ecr_url',
  'app_ecr_url',
  'backend_ecr_repository_url',
  'app_ecr_repository_url',
  'ecr_url',
  'repository_url',
  'ecr_repository_name',
] as const;

/** Inputs that one of the actions takes from Terraform. One map serves all steps of a job, so each step passes over what only another one reads. */
export const TERRAFORM_INPUTS = ['cluster', 'service', 'repository', 'url', 'role-to-assume'] as const;

/**
 * terraform-output-names: input → output. Throws an Error that names the line. White space before the `=` is refused, because the workflows look for
 * `url=` in it by an expression, which cannot pass over any: the smoke test would be left out, and nobody told.
 */
export function parseOutputNames(text: string): ReadonlyMap<string, string> {
  const spaced = text.split(/\r?\n/).findIndex((line) => /^[^=]*\s=/.test(line));
  if (spaced >= 0) throw new Error(`line ${spaced + 1} has white space before its "="`);
  return new Map(parseKeyValues(text).map(({ name, value }) => [name, value.trim()]));
}
