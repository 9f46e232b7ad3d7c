// Where `rollback-to` leads, by rule over the service's history. It never ping-pongs: what was rolled back from is not gone back to.

import { shortTaskDefinition } from '../../../lib/core/arn.ts';
import { UserError } from '../../../lib/core/errors.ts';
import { definitionChanges } from './changes.ts';
import {
  type Content,
  inCharge,
  isGoingBack,
  isMoving,
  type PastDeployment,
  previousAmong,
  rolledBackFrom,
  successes,
} from './history.ts';
import type { DeployPlan, Situation } from './plan.ts';

/** What `previous` means where nothing is in progress or on its way back. */
export function previousTarget(situation: Situation): Content | undefined {
  return previousAmong(situation.deployments, inCharge(situation)?.target);
}

/**
 * The deployment that made what serves: its source is what `previous` means once ECS has forgotten everything older (after 90 days).
 */
export function makerOf(situation: Situation): PastDeployment | undefined {
  const serving = inCharge(situation)?.target;
  return situation.deployments.findLast(
    ({ status, target }) => status === 'SUCCESSFUL' && target?.key === serving?.key,
  );
}

/** The same, with `beyond` for where the history has no answer: the source of the deployment that made what serves. */
export function previousOrBeyond(situation: Situation, beyond: Content | undefined): Content | undefined {
  const serving = inCharge(situation)?.target;
  const isMarked = beyond !== undefined && rolledBackFrom(situation.deployments).has(beyond.key);
  return previousTarget(situation) ?? (beyond?.key === serving?.key || isMarked ? undefined : beyond);
}

/** `beyond`: the source of the deployment that made what serves, where the history itself has no answer. Throws UserError with the list of what one may go back to. */
export function planPrevious(situation: Situation, beyond?: Content): DeployPlan {
  const { service, deployments } = situation;
  const newest = deployments[0];
  if (newest !== undefined && isMoving(newest.status))
    // The same step once more, after it was killed: ending its own way back would bring back what it fled from.
    return isWayBack(deployments) && newest.target !== undefined
      ? {
          kind: 'resume',
          deploymentArn: newest.arn,
          taskDefinitionArn: newest.target.taskDefinitionArn,
          rule: `it is a way back itself: ${shortTaskDefinition(newest.target.taskDefinitionArn)} had succeeded before what it takes the place of`,
        }
      : {
          kind: 'stop',
          deploymentArn: newest.arn,
          rule: 'while a deployment is in progress, "previous" is what it takes the place of',
        };
  // Rolled back, but its tasks do not all run yet: that they do is what is watched for.
  if (newest?.status === 'ROLLBACK_SUCCESSFUL' && service.runningCount < service.desiredCount)
    return {
      kind: 'stop',
      deploymentArn: newest.arn,
      rule: 'it was rolled back already, and not all tasks of what is brought back run yet',
    };
  if (newest?.status === 'ROLLBACK_SUCCESSFUL') {
    return {
      kind: 'unchanged',
      deploymentArn: newest.arn,
      taskDefinitionArn: service.taskDefinitionArn,
      because: `the newest deployment was rolled back already; ${shortTaskDefinition(service.taskDefinitionArn)} serves`,
    };
  }
  const target = previousOrBeyond(situation, beyond);
  if (target === undefined) throw new UserError(nothingToGoBackTo(situation));
  const rule =
    target === beyond
      ? 'what served before the release that serves now; ECS has forgotten everything older'
      : 'the newest release that succeeded, differs from what serves and was not rolled back from';
  const plan = backTo(situation, target);
  return plan.kind === 'deploy'
    ? { ...plan, rule: `${shortTaskDefinition(target.taskDefinitionArn)} is ${rule}` }
    : plan;
}

/** By digest: a definition that names a moving tag is registered anew, pinned to what ran; so is one that was deregistered. */
export function backTo(situation: Situation, target: Content): DeployPlan {
  const { service } = situation;
  const serving = inCharge(situation);
  if (serving?.target?.key === target.key)
    return {
      kind: 'unchanged',
      deploymentArn: serving.arn,
      taskDefinitionArn: serving.target.taskDefinitionArn,
      because: `${shortTaskDefinition(serving.target.taskDefinitionArn)} serves just this already`,
    };
  const changes = definitionChanges(situation.running, target.definition);
  const newest = situation.deployments[0];
  const inProgress = newest !== undefined && isMoving(newest.status) ? newest : undefined;
  if (inProgress?.target?.key === target.key && !isGoingBack(inProgress))
    return {
      kind: 'resume',
      deploymentArn: inProgress.arn,
      taskDefinitionArn: inProgress.target.taskDefinitionArn,
    };
  const replaces = inProgress === undefined ? {} : { replaces: inProgress.arn };
  const back = { taskDefinitionArn: target.taskDefinitionArn, tags: target.tags };
  return target.isReady
    ? {
        kind: 'deploy',
        taskDefinitionArn: target.taskDefinitionArn,
        // What the service is set to already makes a deployment only when it is forced.
        force: target.taskDefinitionArn === service.taskDefinitionArn,
        changes,
        back,
        ...replaces,
      }
    : { kind: 'deploy', register: target.definition, force: false, changes, back, ...replaces };
}

/** Whether what is in progress leads to content that had succeeded before what it takes the place of: by its success it would mark that. */
function isWayBack([newest, ...rest]: readonly PastDeployment[]): boolean {
  const [source] = successes(rest);
  if (newest === undefined || source === undefined || isGoingBack(newest)) return false;
  return rolledBackFrom([{ ...newest, status: 'SUCCESSFUL' }, ...rest]).has(source.key);
}

function nothingToGoBackTo({ service }: Situation): string {
  return `rollback-to: "${service.name}" has no earlier release that succeeded, differs from what serves and was not rolled back from. Name a revision or an image to go back to it all the same`;
}
