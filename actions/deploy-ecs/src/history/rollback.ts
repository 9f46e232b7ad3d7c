// The plan that goes back to a release, whoever chose it.

import { shortTaskDefinition } from '../../../../lib/core/arn.ts';
import { definitionChanges } from '../definition/changes.ts';
import type { DeployPlan, Situation } from '../plan.ts';
import type { Content } from './content.ts';
import { inCharge, isGoingBack, isMoving } from './history.ts';
import { justThis } from './just-this.ts';
import { notBroughtBack } from './not-brought-back.ts';
import { toBeLeft } from './ways-back.ts';

/** By digest: a definition that names a moving tag is registered anew, pinned to what ran; so is one that was deregistered. */
export function backTo(situation: Situation, target: Content): DeployPlan {
  const { service } = situation;
  const serving = inCharge(situation);
  if (serving?.target?.key === target.key)
    return {
      kind: 'unchanged',
      deploymentArn: serving.arn,
      taskDefinitionArn: serving.target.taskDefinitionArn,
      because: justThis(serving.target.taskDefinitionArn, service),
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
  const before = situation.deployments.find(({ status }) => status === 'SUCCESSFUL')?.target;
  if (inProgress !== undefined && before?.key === target.key)
    return {
      kind: 'stop',
      deploymentArn: inProgress.arn,
      rule: `${shortTaskDefinition(before.taskDefinitionArn)} is what the deployment in progress takes the place of`,
    };
  const replaces = inProgress === undefined ? {} : { replaces: inProgress.arn };
  const left = toBeLeft(situation);
  const back = {
    taskDefinitionArn: target.taskDefinitionArn,
    tags: target.tags,
    from: shortTaskDefinition(left?.taskDefinitionArn ?? service.taskDefinitionArn),
    stays: notBroughtBack(target, left ?? newest?.target),
  };
  const { isReady, taskDefinitionArn, definition } = target;
  // What the service is set to already makes a deployment only when it is forced.
  const deployed = isReady
    ? { taskDefinitionArn, force: taskDefinitionArn === service.taskDefinitionArn }
    : { register: definition, force: false };
  return { kind: 'deploy', ...deployed, changes, back, ...replaces };
}
