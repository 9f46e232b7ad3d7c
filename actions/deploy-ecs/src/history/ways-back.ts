// Which of the newest deployments is a way back, whoever went it: by its tags, or by what it brings where there are none.

import type { Situation } from '../plan.ts';
import type { Content } from './content.ts';
import { inCharge, isGoingBack, isMoving, type PastDeployment, rolledBackFrom, successes } from './history.ts';
import { previousFrom } from './revision-tags.ts';

/** Whether the newest deployment was begun as a way back, or leads to content that had succeeded before what it takes the place of. */
export function isWayBack([newest, ...older]: readonly PastDeployment[]): boolean {
  if (newest === undefined) return false;
  if (isTagged(newest) || putBackAfter([newest, ...older]) !== undefined) return true;
  const [source] = successes(older);
  if (source === undefined) return false;
  return rolledBackFrom([{ ...newest, status: 'SUCCESSFUL' }, ...older]).has(source.key);
}

/**
 * Whether the newest deployment is a way back that failed, or is failing: what it was to leave serves again, or still, and is to be left all the
 * same. Of a deployment that ECS rolls back only a tag tells so: without one it is taken for a release, and what it was to replace for the good one.
 */
export function isFailedWayBack([newest, ...older]: readonly PastDeployment[]): boolean {
  if (newest?.target === undefined || newest.status === 'SUCCESSFUL') return false;
  if (isMoving(newest.status) && !isGoingBack(newest)) return false;
  const [left] = successes(older);
  if (left?.key === newest.target.key) return false;
  const isLeftAtThat = newest.status === 'STOPPED' || newest.status === 'ROLLBACK_FAILED';
  return isTagged(newest) || (isLeftAtThat && isWayBack([newest, ...older]));
}

/**
 * The release that failed, where the newest deployment brings what had served before it once more: Slipway does that where ECS has stopped a
 * deployment and left it at that, and so may a person. It is as if ECS had rolled it back: v1 SUCCESSFUL, v2 STOPPED, v1 again means what
 * v1 SUCCESSFUL, v2 ROLLBACK_SUCCESSFUL means. `beyond`: what served before all that ECS remembers.
 */
export function putBackAfter(
  [newest, ...older]: readonly PastDeployment[],
  beyond?: Content,
): PastDeployment | undefined {
  const key = newest?.target?.key;
  const at = older.findIndex(({ status }) => status === 'SUCCESSFUL');
  const before = at < 0 ? beyond : older[at]?.target;
  if (key === undefined || before?.key !== key) return undefined;
  const failed = (at < 0 ? older : older.slice(0, at)).find(({ target }) => target?.key !== key);
  // What ECS has put back by itself needs nobody else for it: the same once more is a restart.
  return failed?.status === 'ROLLBACK_SUCCESSFUL' ? undefined : failed;
}

/** What a way back leads away from: what serves, or will once what is in progress has been rolled back; after one that failed, the same as before. */
export function toBeLeft(situation: Pick<Situation, 'service' | 'deployments'>): Content | undefined {
  const { deployments } = situation;
  const [newest] = deployments;
  const isBack = newest !== undefined && (isGoingBack(newest) || isFailedWayBack(deployments));
  return isBack ? successes(deployments)[0] : inCharge(situation)?.target;
}

function isTagged({ target }: PastDeployment): boolean {
  return target !== undefined && previousFrom(target.tags) !== undefined;
}
