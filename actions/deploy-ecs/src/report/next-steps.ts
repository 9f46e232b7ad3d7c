// What to do next, for each way a deployment can end badly.

import { lastPart, shortTaskDefinition } from '../../../../lib/core/arn.ts';
import type { Cause } from '../../../../lib/core/causes.ts';
import { shellWord } from '../../../../lib/core/shell-word.ts';
import { inWords } from '../definition/changes.ts';
import { WAYS_OUT } from '../history/older-commit.ts';
import { isBad } from '../rollout/judgement.ts';
import { decisionsOf, isShifting } from '../rollout/stages.ts';
import { isDeleted } from '../rollout/when-deleted.ts';
import type { Outcome } from './report.ts';
import { causesOf, toldCause } from './told-cause.ts';

export function nextSteps(outcome: Outcome): string[] {
  const { lacks, verdict, previousTaskDefinitionArn: previous } = outcome;
  if (lacks === undefined) return stepsOf(outcome);
  if (verdict === 'refused') return [`allow the role ${lacks}, then run this job again`];
  const goBack = verdict === 'cancelled' || previous === undefined ? '' : `, then ${goBackTo(previous)}`;
  return [`allow the role ${lacks}${goBack}`, ...stepsOf(outcome)];
}

function stepsOf(outcome: Outcome): string[] {
  const kept = keptSettings(outcome);
  switch (outcome.verdict) {
    case 'rolled-back':
      return [...hints(outcome), again(outcome), ...kept];
    case 'rollback-failed':
      return [...hints(outcome), afterFailedRollback(outcome)];
    case 'failed':
      if (outcome.seen !== undefined && isDeleted(outcome.seen))
        return ['find out who deleted the service; make it again, then run this job again'];
      return [...hints(outcome), `${again(outcome)}${orGoBack(outcome)}`, ...kept];
    case 'timed-out':
      return afterTimeOut(outcome);
    case 'superseded':
      return [afterSuperseded(outcome)];
    case 'refused':
      if (outcome.reason.endsWith(WAYS_OUT)) return [`${WAYS_OUT.charAt(0).toLowerCase()}${WAYS_OUT.slice(1)}`];
      // AWS refused what it was sent, in words of its own; every other problem has its remedy beside it.
      if (outcome.done !== undefined) return ['look at what AWS said, mend that, and run this job again'];
      return outcome.releases === undefined
        ? []
        : ['name one of the releases that this step lists, by its revision, an image tag or the digest of its image'];
    case 'unobserved':
      return [
        outcome.deploymentArn === undefined
          ? 'once that is mended, or AWS answers again, run this job again'
          : `once that is mended, or AWS answers again, run this job again: it joins the deployment and watches on; or ${followIt(outcome.deploymentArn)}`,
      ];
    case 'cancelled':
      return [afterCancel(outcome)];
    default:
      return [];
  }
}

function followIt(deploymentArn: string): string {
  return `follow it with aws ecs describe-service-deployments --service-deployment-arns ${shellWord(deploymentArn)}`;
}

function lookAtService({ cluster, service }: Outcome): string {
  return `look at what ECS says of the service (aws ecs describe-services --cluster ${shellWord(lastPart(cluster))} --services ${shellWord(service.name)})`;
}

/** Empty where there is nothing to go back to, and where another step says it. */
function orGoBack({ previousTaskDefinitionArn: previous, lacks }: Outcome): string {
  return previous === undefined || lacks !== undefined ? '' : `; or ${goBackTo(previous)}`;
}

function goBackTo(taskDefinitionArn: string): string {
  return `go back: run deploy-ecs with rollback-to: ${shortTaskDefinition(taskDefinitionArn)}`;
}

function afterFailedRollback(outcome: Outcome): string {
  return outcome.previousTaskDefinitionArn === undefined
    ? `there is no release to go back to, because none of this service has succeeded yet: ${again(outcome)}`
    : `nobody can promise what serves: ${lookAtService(outcome)}, then deploy a release that is known to work`;
}

function afterTimeOut(outcome: Outcome): string[] {
  const { deploymentArn, seen } = outcome;
  if (outcome.isUpdate === true)
    return [...hints(outcome), `${lookAtService(outcome)}, and run this job again to watch on`];
  if (deploymentArn === undefined)
    return [
      'run this job again later, or let it take the place of the deployment in progress with on-deployment-in-progress: replace',
    ];
  const follow = followIt(deploymentArn);
  if (seen === undefined) return [`run this job again to watch on, or ${follow}`];
  if (seen.goingBackSince !== undefined)
    return [...hints(outcome), `ECS goes on by itself, and nothing need be done for that: ${follow}`, again(outcome)];
  const decisions = decisionsOf(seen.deployment);
  if (decisions.length > 0) return [...decisions.map((how) => `decide: ${how}`), 'then run this job again to watch on'];
  if (isBad(seen)) return [...hints(outcome), `ECS goes on trying: ${again(outcome)}${orGoBack(outcome)}`];
  return [
    ...hints(outcome),
    ...protectionSteps(outcome),
    `the deployment may still succeed: run this job again to watch on, or ${follow}${orGoBack(outcome)}`,
  ];
}

/** All that is new runs, and old tasks do not go. Which of them are protected is nothing that a deployment tells. */
function protectionSteps({ seen, cluster }: Outcome): string[] {
  if (seen === undefined || isShifting(seen.service)) return [];
  const { target, sources } = seen.deployment;
  return target.requested > 0 && target.running >= target.requested && sources.some(({ running }) => running > 0)
    ? [
        `ECS stops old tasks once the new ones are healthy: look at their health checks; if they are healthy, old tasks may be protected (task scale-in protection, 2 hours unless set, 48 at most): aws ecs get-task-protection --cluster ${shellWord(lastPart(cluster))} --tasks …`,
      ]
    : [];
}

function afterSuperseded({ isUpdate, seen }: Outcome): string {
  if (isUpdate === true)
    return 'find out who sets the desired count; where Application Auto Scaling does, leave desired-count out';
  const newer = seen?.supersededBy?.arn;
  return `nothing is to be done here: look at the run of the newer deployment${newer === undefined ? '' : `, or ${followIt(newer)}`}`;
}

function afterCancel(outcome: Outcome): string {
  const { isUpdate, deploymentArn, seen } = outcome;
  if (isUpdate === true) return 'run this job again to watch on';
  if (['SUCCESSFUL', 'STOPPED', 'ROLLBACK_SUCCESSFUL', 'ROLLBACK_FAILED'].includes(seen?.deployment.status ?? ''))
    return 'the deployment has ended: the next run begins with what stands';
  if (deploymentArn === undefined) return 'nothing is to be undone; run this job again to deploy';
  return `the next run waits for what still moves, or joins it; ${followIt(deploymentArn)}`;
}

/** Settings belong to no service revision, so that no rollback brings them back. */
function keptSettings({ deploymentArn, serviceChanges = [] }: Outcome): string[] {
  return deploymentArn === undefined || serviceChanges.length === 0
    ? []
    : [`what this step set of the service stays set, also after a rollback: ${serviceChanges.map(inWords).join('; ')}`];
}

/** What to do about the causes that were found, the most frequent first, and about what kept this step from seeing more. */
function hints(outcome: Outcome): string[] {
  const told = toldCause(outcome)?.hint?.meaning;
  const remedies = causesOf(outcome)
    .slice(0, 3)
    .map((cause) =>
      cause.hint === undefined || cause.hint.meaning === told
        ? remedyOf(cause, outcome)
        : `${cause.hint.meaning}: ${remedyOf(cause, outcome)}`,
    );
  return [...new Set([...remedies, ...alarmSteps(outcome), ...deniedSteps(outcome)])];
}

function remedyOf({ fault, hint, log, container }: Cause, { isUpdate }: Outcome): string {
  if (hint !== undefined) return hint.remedy;
  if (fault === 'application')
    return log.length > 0
      ? `read the last log lines of container "${container}", in ${isUpdate === true ? '' : "the group Watch of this step's log and in "}the job summary: they mostly say why its program ended`
      : `the program in container "${container}" ended, and no log line of it could be read: look at its log configuration, and at where it logs to`;
  if (fault === 'health')
    return 'the tasks run but do not pass their health check: compare its path, port, expected codes and grace period with what the container answers';
  return 'the tasks could not be started: look at what the reason names (image, secrets, network, capacity)';
}

/** Most causes outside of the application are mended in the account, and then the same commit will do. */
function again(outcome: Outcome): string {
  const cause = toldCause(outcome) ?? causesOf(outcome)[0];
  return cause?.fault === 'platform'
    ? 'once that is mended, run this job again (a new commit is needed only where a file of the repository had to change)'
    : 'fix the cause and push again (where it lay outside the repository, as in a target group or a security group, run this job again)';
}

function alarmSteps({ seen }: Outcome): string[] {
  const { status = '', triggered = [] } = seen?.deployment.alarms ?? {};
  const [first] = triggered;
  if (status !== 'TRIGGERED' || first === undefined) return [];
  return [
    `${triggered.length === 1 ? 'alarm' : 'alarms'} ${triggered.join(', ')} went off during the deployment: look at what it measures (aws cloudwatch describe-alarm-history --alarm-name ${shellWord(first)})`,
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
