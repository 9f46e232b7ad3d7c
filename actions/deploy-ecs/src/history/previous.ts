// Where `rollback-to: previous` leads, by rule over the service's history. It never ping-pongs: what was rolled back from is not gone back to.

import { lastPart, shortTaskDefinition } from '../../../../lib/core/arn.ts';
import { UserError } from '../../../../lib/core/errors.ts';
import type { DeployPlan, Situation } from '../plan.ts';
import type { Content } from './content.ts';
import { begunUnlisted, inCharge, isGoingBack, isMoving, type PastDeployment, previousAmong } from './history.ts';
import { isByEarlierAttempt, noteOfStep, previousFrom, type StepRun } from './revision-tags.ts';
import { backTo } from './rollback.ts';
import { isFailedWayBack, isWayBack, putBackAfter, toBeLeft } from './ways-back.ts';

/** What `previous` means where nothing is in progress or on its way back. */
export function previousTarget(situation: Situation): Content | undefined {
  return previousAmong(situation.deployments, toBeLeft(situation));
}

/**
 * The deployment that made what serves: its source is what `previous` means once ECS has forgotten everything older (after 90 days).
 */
export function makerOf(situation: Situation): PastDeployment | undefined {
  const serving = inCharge(situation)?.target;
  if (serving === undefined) return undefined;
  return situation.deployments.findLast(({ status, target }) => status === 'SUCCESSFUL' && target?.key === serving.key);
}

/** The same, with `beyond` for where the history has no answer: the source of the deployment that made what serves. */
export function previousOrBeyond(situation: Situation, beyond: Content | undefined): Content | undefined {
  const known = previousTarget(situation);
  if (known !== undefined || beyond === undefined) return known;
  // What ECS has forgotten is put before all that it knows, so that the same rule tells whether it was rolled back from.
  const forgotten: PastDeployment = {
    arn: '',
    status: 'SUCCESSFUL',
    createdAt: beyond.knownSince ?? 0,
    targetRevisionArn: beyond.revisionArn,
    target: beyond,
  };
  return previousAmong([...situation.deployments, forgotten], toBeLeft(situation));
}

export interface PreviousFacts {
  /** the source of the deployment that made what serves, where the history itself has no answer */
  readonly beyond?: Content | undefined;
  readonly thisStep?: StepRun | undefined;
  /** somebody named what serves as what is to be left */
  readonly isNamed?: boolean;
}

/** Throws UserError where there is nothing to go back to. */
export function planPrevious(situation: Situation, facts: PreviousFacts = {}): DeployPlan {
  const done = underWay(situation) ?? doneBefore(situation, facts);
  if (done !== undefined) return done;
  const { service } = situation;
  const { beyond } = facts;
  const target = previousOrBeyond(situation, beyond);
  if (target === undefined) throw new UserError(nothingToGoBackTo(service));
  const name = shortTaskDefinition(target.taskDefinitionArn);
  const rule =
    target === beyond
      ? `${name} is what served before the release that serves now; ECS has forgotten everything older`
      : `${name} is the newest release that succeeded, differs from what serves and was not rolled back from`;
  return noted(backTo(situation, target), target, facts.thisStep, rule);
}

/** A deployment that moves or was rolled back, and what `previous` means then; undefined where it has nothing to do with it. */
function underWay({ service, deployments }: Situation): DeployPlan | undefined {
  const [newest] = deployments;
  if (newest === undefined || isFailedWayBack(deployments)) return undefined;
  const { arn: deploymentArn, target } = newest;
  if (isMoving(newest.status)) {
    // The same step once more, after it was killed: ending its own way back would bring back what it fled from.
    if (target === undefined || isGoingBack(newest) || !isWayBack(deployments))
      return {
        kind: 'stop',
        deploymentArn,
        rule: 'while a deployment is in progress, "previous" is what it takes the place of',
      };
    const { taskDefinitionArn } = target;
    const rule = `it is a way back itself: ${shortTaskDefinition(taskDefinitionArn)} had succeeded before what it takes the place of`;
    return { kind: 'resume', deploymentArn, taskDefinitionArn, rule };
  }
  if (newest.status !== 'ROLLBACK_SUCCESSFUL') return undefined;
  if (begunUnlisted({ service, deployments }))
    return { kind: 'stop', deploymentArn, rule: 'it was rolled back already, and another deployment begins' };
  // Rolled back, but its tasks do not all run yet: that they do is what is watched for.
  if (service.runningCount < service.desiredCount)
    return {
      kind: 'stop',
      deploymentArn,
      rule: 'it was rolled back already, and not all tasks of what is brought back run yet',
    };
  const { taskDefinitionArn } = service;
  const because = `the newest deployment was rolled back already; ${shortTaskDefinition(taskDefinitionArn)} serves; ${FURTHER_BACK}`;
  return { kind: 'unchanged', deploymentArn, taskDefinitionArn, because };
}

const FURTHER_BACK = 'to go further back, name a revision or an image';

/** One release further back is nobody's wish where the newest deployment is the way back that was asked for. */
function doneBefore(situation: Situation, facts: PreviousFacts): DeployPlan | undefined {
  const { service, deployments } = situation;
  const [newest] = deployments;
  if (newest?.target === undefined || newest.status !== 'SUCCESSFUL' || inCharge(situation) !== newest)
    return undefined;
  const why = whyDone(deployments, newest.target, facts);
  if (why === undefined) return undefined;
  const { arn: deploymentArn, target } = newest;
  const { taskDefinitionArn } = target;
  return service.runningCount < service.desiredCount
    ? {
        kind: 'resume',
        deploymentArn,
        taskDefinitionArn,
        rule: 'it is a way back itself, and not all of its tasks run yet',
      }
    : { kind: 'unchanged', deploymentArn, taskDefinitionArn, because: why };
}

function whyDone(
  deployments: readonly PastDeployment[],
  { tags, taskDefinitionArn }: Content,
  { beyond, thisStep, isNamed = false }: PreviousFacts,
): string | undefined {
  const serves = shortTaskDefinition(taskDefinitionArn);
  // A run that is started again after its way back had ended.
  if (thisStep !== undefined && isByEarlierAttempt(tags, thisStep))
    return `an earlier attempt of this run went back from ${previousFrom(tags)} to ${serves} already, which serves; to go further back, start a new run`;
  const failed = isNamed ? undefined : putBackAfter(deployments, beyond);
  if (failed === undefined) return undefined;
  const what =
    failed.target === undefined ? lastPart(failed.arn) : shortTaskDefinition(failed.target.taskDefinitionArn);
  return `the deployment of ${what} failed (${failed.status}), and what had served before it was put back already: ${serves} serves; ${FURTHER_BACK}`;
}

/** Registered anew in any case: its tags note what was gone back from and by which step, for whoever asks for `previous` next. */
function noted(plan: DeployPlan, target: Content, thisStep: StepRun | undefined, rule: string): DeployPlan {
  if (plan.kind !== 'deploy' || plan.back === undefined) return plan;
  const { taskDefinitionArn: _, ...rest } = plan;
  const back = { ...plan.back, step: noteOfStep(thisStep) };
  return { ...rest, register: target.definition, force: false, back, rule };
}

function nothingToGoBackTo(service: Situation['service']): string {
  return `rollback-to: "${service.name}" has no earlier release that succeeded, differs from what serves and was not rolled back from. Name a revision or an image to go back to it all the same`;
}
