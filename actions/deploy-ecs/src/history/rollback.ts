// The plan that goes back to a release, whoever chose it.

import { shortTaskDefinition } from '../../../../lib/core/arn.ts';
import { defined } from '../../../../lib/core/defined.ts';
import { definitionChanges } from '../definition/changes.ts';
import type { DeployPlan, Situation } from '../plan.ts';
import { type Content, onceMore } from './content.ts';
import { inCharge, inProgress, isGoingBack } from './history.ts';
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
  const moving = inProgress(situation);
  if (moving?.target?.key === target.key && !isGoingBack(moving))
    return { kind: 'resume', deploymentArn: moving.arn, taskDefinitionArn: moving.target.taskDefinitionArn };
  const before = situation.deployments.find(({ status }) => status === 'SUCCESSFUL')?.target;
  if (moving !== undefined && before?.key === target.key)
    return {
      kind: 'stop',
      deploymentArn: moving.arn,
      rule: `${shortTaskDefinition(before.taskDefinitionArn)} is what the deployment in progress takes the place of`,
    };
  const left = toBeLeft(situation);
  const back = {
    taskDefinitionArn: target.taskDefinitionArn,
    tags: target.tags,
    from: shortTaskDefinition(left?.taskDefinitionArn ?? service.taskDefinitionArn),
    stays: notBroughtBack(target, left ?? situation.deployments[0]?.target),
  };
  const how = onceMore(target);
  // What the service is set to already makes a deployment only when it is forced.
  const force = 'taskDefinitionArn' in how && how.taskDefinitionArn === service.taskDefinitionArn;
  return { kind: 'deploy', ...how, force, changes, back, ...defined({ replaces: moving?.arn }) };
}
