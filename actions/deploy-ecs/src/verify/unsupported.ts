// Services that cannot be deployed to from here, whatever `verify` says: each with who does it instead.

import type { DeploymentControllerType } from '@aws-sdk/client-ecs';
import type { ServiceSnapshot } from '../../../../lib/core/snapshots.ts';

type Facts = Pick<ServiceSnapshot, 'name' | 'status' | 'controller' | 'managedByEcs'>;

const OTHERS: Readonly<Record<Exclude<DeploymentControllerType, 'ECS'>, string>> = {
  CODE_DEPLOY:
    "deploy it with CodeDeploy, or move it to ECS's own blue/green (a new service, or UpdateService with deploymentController ECS)",
  EXTERNAL: 'whoever made its task sets has to deploy it',
};

export function unsupported({ name, status, controller, managedByEcs }: Facts): string[] {
  const problems: string[] = [];
  if (status !== 'ACTIVE') problems.push(`service: "${name}" is ${status}; only an ACTIVE service can be deployed to`);
  if (controller !== 'ECS')
    problems.push(
      `service: "${name}" is under the ${controller} deployment controller, and only ECS's own is supported; ${OTHERS[controller] ?? 'whoever owns it has to deploy it'}`,
    );
  if (managedByEcs)
    problems.push(
      `service: "${name}" is managed by ECS Express, which makes its task definitions; update it with: aws ecs update-express-gateway-service`,
    );
  return problems;
}
