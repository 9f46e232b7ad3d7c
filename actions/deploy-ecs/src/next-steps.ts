// What to do next, for each way a deployment can end badly.

import { lastPart, shortTaskDefinition } from '../../../lib/core/arn.ts';
import type { Outcome } from './report.ts';

export function nextSteps(outcome: Outcome): string[] {
  const { verdict, service, cluster, deploymentArn = '', previousTaskDefinitionArn } = outcome;
  const watchIt = `aws ecs describe-service-deployments --service-deployment-arns ${deploymentArn}`;
  const orRollBack =
    previousTaskDefinitionArn === undefined
      ? ''
      : `, or roll back with rollback-to: ${shortTaskDefinition(previousTaskDefinitionArn)}`;
  switch (verdict) {
    case 'rolled-back':
      return [...hints(outcome), 'fix the cause and push again; the release before this one serves'];
    case 'rollback-failed':
      return [
        ...hints(outcome),
        `nobody can promise what serves: look at the service (aws ecs describe-services --cluster ${lastPart(cluster)} --services ${service.name}), then deploy a release that is known to work`,
      ];
    case 'failed':
      return [...hints(outcome), `old and new tasks may both serve: fix the cause and push again${orRollBack}`];
    case 'timed-out':
      if (deploymentArn === '')
        return [
          'nothing was started: run this step again later, or take its place with on-deployment-in-progress: replace',
        ];
      return [
        ...hints(outcome),
        `the deployment may still succeed: run this step again to watch on${orRollBack === '' ? ', or' : ','} follow it with ${watchIt}${orRollBack}`,
      ];
    case 'superseded':
      return ['look at the run of the newer deployment; nothing is to be done here'];
    case 'unobserved':
      return deploymentArn === ''
        ? ['give the role the missing permission, or wait until AWS answers again, and run the step again']
        : [`run this step again to watch on, or follow it with ${watchIt}`];
    case 'cancelled':
      return deploymentArn === ''
        ? ['nothing was started']
        : [`follow it with ${watchIt}`, 'the next run joins what still moves'];
    default:
      return [];
  }
}

/** One hint for the fault that stopped the tasks. */
function hints({ seen }: Outcome): string[] {
  const [cause] = seen?.causes ?? [];
  const exitCode = cause?.tasks[0]?.containers.find(({ name }) => name === cause.container)?.exitCode;
  switch (cause?.fault) {
    case 'application':
      if (exitCode === 137)
        return [
          `container "${cause.container}" was killed: look at its memory limit in the task definition and at its use of memory`,
        ];
      return [
        cause.log.length > 0
          ? `read the last log lines of container "${cause.container}", in the group Watch of this step's log and in the job summary: it ended by itself`
          : `container "${cause.container}" ended by itself, and no log line of it could be read: look at its log configuration, and at where it logs to`,
      ];
    case 'health':
      return [
        'the tasks run but do not pass their health check: compare its path, port, expected codes and grace period with what the container answers',
      ];
    case 'platform':
      return ['the tasks could not be started: look at what the reason names (image, secrets, network, capacity)'];
    default:
      return [];
  }
}
