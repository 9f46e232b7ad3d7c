// ContinueServiceDeployment: somebody's word to a deployment that waits at a pause hook.
// AWS's sentences are those of troubleshooting-blue-green in its developer guide; it does not say how the reason reads after a ROLLBACK.

import type { ContinueServiceDeploymentRequest } from '@aws-sdk/client-ecs';
import { requestRollback } from '../../control-plane/service-deployments.ts';
import type { World } from '../../control-plane/world.ts';
import { AwsError, type Json } from '../operation.ts';
import { invalidParameter } from './ecs-resources.ts';

export function continueServiceDeployment(draft: World, input: Json): Json {
  const {
    serviceDeploymentArn = '',
    hookId = '',
    action = 'CONTINUE',
  } = input as Partial<ContinueServiceDeploymentRequest>;
  const running = draft.ecs.serviceDeployments[serviceDeploymentArn];
  if (running === undefined) {
    throw new AwsError('ServiceDeploymentNotFoundException', 'The service deployment does not exist.');
  }
  if (!/^ecs-[a-z]+-./.test(hookId)) {
    throw invalidParameter('Invalid hookId: hookId must follow the format: ecs-{hookType}-{id}');
  }
  if (running.finishedAt !== undefined) {
    throw invalidParameter('Continuing a service deployment is not allowed for service deployment in terminal states.');
  }
  const details = running.lifecycleHookDetails ?? [];
  const hook = details.find((one) => one.hookId === hookId && one.status === 'AWAITING_ACTION');
  if (hook === undefined || running.status !== 'IN_PROGRESS') {
    throw invalidParameter(
      'Provided hookId is either completed, unavailable, or not associated with the given Resource ARN',
    );
  }
  const status = action === 'ROLLBACK' ? 'FAILED' : 'SUCCEEDED';
  running.lifecycleHookDetails = details.map((one) => (one === hook ? { ...one, status } : one));
  running.updatedAt = draft.now;
  if (action === 'ROLLBACK') requestRollback(draft, running);
  return { serviceDeploymentArn };
}
