// `rollback-from`: whether what somebody wants to go back from is still what leads. Who is late finds a newer release, and must not touch it.

import { lastPart, shortTaskDefinition } from '../../../../lib/core/arn.ts';
import type { Situation } from '../plan.ts';
import type { Content } from './content.ts';
import { inCharge, isGoingBack, isMoving, type PastDeployment, previousAmong } from './history.ts';

export type Standing =
  /** it leads: going back from it is what was asked for */
  | { readonly kind: 'leads' }
  /** it was gone back from already, to this, which serves or is on its way */
  | { readonly kind: 'left'; readonly target: Content }
  /** something else leads */
  | { readonly kind: 'superseded'; readonly because: string };

/**
 * `from`: `family:revision` or ARN. `target`: what is gone back to; absent for `previous`, which then means what it meant while `from` led.
 * The newest deployment decides, whoever made it: one that failed since shows all the same that somebody else is at work.
 */
export function standingOf(situation: Situation, from: string, target?: Content): Standing {
  const { service, deployments } = situation;
  const [newest] = deployments;
  const isFrom = (arn: string | undefined) => arn !== undefined && (arn === from || shortTaskDefinition(arn) === from);
  const serving = inCharge(situation);
  // ECS forgets deployments after 90 days; then what the service is set to is all there is.
  const serves = shortTaskDefinition(serving?.target?.taskDefinitionArn ?? service.taskDefinitionArn);
  if (newest === undefined)
    return isFrom(service.taskDefinitionArn)
      ? { kind: 'leads' }
      : superseded(`${shortTaskDefinition(from)} does not serve, but ${serves}`);
  const isNewest = isFrom(newest.target?.taskDefinitionArn);
  // `previous` knows by itself what a rollback that ECS has carried out means.
  if (isNewest && (target === undefined || newest.status !== 'ROLLBACK_SUCCESSFUL')) return { kind: 'leads' };
  const back = target ?? previousOfThen(deployments, isFrom);
  const leads = isMoving(newest.status) ? (isGoingBack(newest) ? undefined : newest.target) : serving?.target;
  if (back !== undefined && leads?.key === back.key) return { kind: 'left', target: back };
  if (isNewest) return superseded(`${shortTaskDefinition(from)} was rolled back already, and ${serves} serves`);
  const what = `service deployment ${lastPart(newest.arn)}${newest.target === undefined ? '' : ` of ${shortTaskDefinition(newest.target.taskDefinitionArn)}`}`;
  return superseded(
    isMoving(newest.status)
      ? `${what} is in progress (${newest.status})`
      : `${what} was made after that of ${shortTaskDefinition(from)} (${newest.status})${serving === undefined ? '' : `, and ${serves} serves`}`,
  );
}

/** What `previous` meant when the newest deployment was the one of `from`; undefined where ECS does not know that one. */
function previousOfThen(
  deployments: readonly PastDeployment[],
  isFrom: (arn: string | undefined) => boolean,
): Content | undefined {
  const at = deployments.findIndex(({ target }) => isFrom(target?.taskDefinitionArn));
  const then = at < 0 ? [] : deployments.slice(at);
  return previousAmong(then, then[0]?.target);
}

function superseded(because: string): Standing {
  return { kind: 'superseded', because };
}
