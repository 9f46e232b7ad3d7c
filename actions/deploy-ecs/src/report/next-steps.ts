// What to do next, for each way a deployment can end badly.

import { lastPart, shortTaskDefinition } from '../../../../lib/core/arn.ts';
import { type Cause, causesOfEvents } from '../../../../lib/core/causes.ts';
import { inWords } from '../definition/changes.ts';
import { isDeleted } from '../rollout/when-deleted.ts';
import type { Outcome } from './report.ts';

export function nextSteps(outcome: Outcome): string[] {
  const { verdict, service, cluster, deploymentArn = '', previousTaskDefinitionArn } = outcome;
  const watchIt = `aws ecs describe-service-deployments --service-deployment-arns ${deploymentArn}`;
  const orRollBack =
    previousTaskDefinitionArn === undefined
      ? ''
      : `, or roll back with rollback-to: ${shortTaskDefinition(previousTaskDefinitionArn)}`;
  const isWaiting = outcome.isUpdate === true;
  const kept = keptSettings(outcome);
  switch (verdict) {
    case 'rolled-back':
      return [...hints(outcome), `${again(outcome)}; the release before this one serves`, ...kept];
    case 'rollback-failed':
      return [
        ...hints(outcome),
        `nobody can promise what serves: look at the service (aws ecs describe-services --cluster ${lastPart(cluster)} --services ${service.name}), then deploy a release that is known to work`,
      ];
    case 'failed':
      if (outcome.seen !== undefined && isDeleted(outcome.seen))
        return ['find out who deleted the service; make it again, then run this job again'];
      return [...hints(outcome), `old and new tasks may both serve: ${again(outcome)}${orRollBack}`, ...kept];
    case 'timed-out':
      if (isWaiting)
        return [
          ...hints(outcome),
          `look at what ECS says of the service (aws ecs describe-services --cluster ${lastPart(cluster)} --services ${service.name}), and run this step again to watch on`,
        ];
      if (deploymentArn === '')
        return [
          'nothing was started: run this step again later, or take the place of the deployment in progress with on-deployment-in-progress: replace',
        ];
      return [
        ...hints(outcome),
        `the deployment may still succeed: run this step again to watch on${orRollBack === '' ? ', or' : ','} follow it with ${watchIt}${orRollBack}`,
      ];
    case 'superseded':
      if (isWaiting)
        return ['find out who sets the desired count; where Application Auto Scaling does, leave desired-count out'];
      return ['look at the run of the newer deployment; nothing is to be done here'];
    case 'refused':
      // A commit that is refused has its ways out in the reason itself.
      return outcome.releases === undefined
        ? []
        : ['name one of the releases that this step lists, by its revision, an image tag or the digest of its image'];
    case 'unobserved':
      return deploymentArn === ''
        ? ['give the role the missing permission, or wait until AWS answers again, and run the step again']
        : [`run this step again to watch on, or follow it with ${watchIt}`];
    case 'cancelled':
      if (isWaiting) return ['run this step again to watch on'];
      return deploymentArn === ''
        ? ['nothing was started']
        : [`follow it with ${watchIt}`, 'the next run joins what still moves'];
    default:
      return [];
  }
}

/** Settings belong to no service revision, so that no rollback brings them back. */
function keptSettings({ deploymentArn, serviceChanges = [] }: Outcome): string[] {
  return deploymentArn === undefined || serviceChanges.length === 0
    ? []
    : [`what this step set of the service stays set, also after a rollback: ${serviceChanges.map(inWords).join('; ')}`];
}

/** What to do about the causes that were found, the most frequent first, and about what kept this step from seeing more. */
function hints(outcome: Outcome): string[] {
  const told = meaningOf(outcome);
  const remedies = causesOf(outcome)
    .slice(0, 3)
    .map((cause) =>
      cause.hint === undefined || cause.hint.meaning === told
        ? remedyOf(cause)
        : `${cause.hint.meaning}: ${remedyOf(cause)}`,
    );
  return [...new Set([...remedies, ...alarmSteps(outcome), ...deniedSteps(outcome)])];
}

function remedyOf({ fault, hint, log, container }: Cause): string {
  if (hint !== undefined) return hint.remedy;
  if (fault === 'application')
    return log.length > 0
      ? `read the last log lines of container "${container}", in the group Watch of this step's log and in the job summary: they mostly say why its program ended`
      : `the program in container "${container}" ended, and no log line of it could be read: look at its log configuration, and at where it logs to`;
  if (fault === 'health')
    return 'the tasks run but do not pass their health check: compare its path, port, expected codes and grace period with what the container answers';
  return 'the tasks could not be started: look at what the reason names (image, secrets, network, capacity)';
}

/** Most causes outside of the application are mended in the account, and then the same commit will do. */
function again(outcome: Outcome): string {
  const [cause] = causesOf(outcome);
  return cause?.fault === 'platform'
    ? 'once that is mended, run this job again (a new commit is needed only where a file of the repository had to change)'
    : 'fix the cause and push again (where it lay outside the repository, as in a target group or a security group, run this job again)';
}

function alarmSteps({ seen }: Outcome): string[] {
  const { status = '', triggered = [] } = seen?.deployment.alarms ?? {};
  if (status !== 'TRIGGERED' || triggered.length === 0) return [];
  return [
    `${triggered.length === 1 ? 'alarm' : 'alarms'} ${triggered.join(', ')} went off during the deployment: look at what it measures (aws cloudwatch describe-alarm-history --alarm-name ${triggered[0]})`,
  ];
}

function deniedSteps({ seen }: Outcome): string[] {
  const denied = seen?.denied ?? [];
  return denied.length === 0
    ? []
    : [
        `this step could not look further, because its role may not call ${denied.join(', ')}: allow it, and the cause stands here next time`,
      ];
}

/** What the cause that the reason names means, in plain words; undefined where ECS's words are plain enough, or unknown. */
export function meaningOf(outcome: Outcome): string | undefined {
  const [cause] = causesOf(outcome);
  return cause !== undefined && outcome.reason.includes(cause.explanation) ? cause.hint?.meaning : undefined;
}

/** Of the tasks that stopped, then of those that never came to be. */
export function causesOf({ seen, causes = [] }: Outcome): readonly Cause[] {
  if (seen === undefined) return causes;
  const { deployment, service } = seen;
  return [...seen.causes, ...causesOfEvents(service.events.filter(({ at }) => at >= deployment.createdAt))];
}
