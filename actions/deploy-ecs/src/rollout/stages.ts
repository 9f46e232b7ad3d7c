// The stages of a deployment that shifts traffic (blue/green, canary, linear): what each does, what it waits for, and when the traffic is over.

import { lastPart } from '../../../../lib/core/arn.ts';
import { shellWord } from '../../../../lib/core/shell-word.ts';
import type { DeploymentSnapshot, HookSnapshot, ServiceSnapshot } from '../../../../lib/core/snapshots.ts';
import type { RolloutLook } from './rollout-rule.ts';

type Shifting = Pick<RolloutLook, 'deployment' | 'service'>;

/** ECS's ServiceDeploymentLifecycleStage, and PRE_PRODUCTION_TRAFFIC_SHIFT, which only its hooks have a name for. */
const DOES: Readonly<Record<string, string>> = {
  RECONCILE_SERVICE: 'ECS brings the service back to one revision',
  PRE_SCALE_UP: 'no new task is started yet',
  SCALE_UP: 'new tasks start beside the old ones',
  POST_SCALE_UP: 'the new tasks are healthy',
  TEST_TRAFFIC_SHIFT: 'test traffic goes over',
  POST_TEST_TRAFFIC_SHIFT: 'the new tasks have the test traffic',
  PRE_PRODUCTION_TRAFFIC_SHIFT: 'production traffic is about to go over',
  PRODUCTION_TRAFFIC_SHIFT: 'production traffic goes over',
  POST_PRODUCTION_TRAFFIC_SHIFT: 'the new tasks have the production traffic',
  BAKE_TIME: 'old and new tasks stand side by side',
  CLEAN_UP: 'the old tasks are stopped',
};

const STAGES = Object.keys(DOES);

/** A strategy that is new to us may shift traffic as well. */
export function isShifting({ strategy }: Pick<ServiceSnapshot, 'strategy'>): boolean {
  return strategy !== 'ROLLING';
}

/** ECS leaves SCALE_UP only when every new task is healthy. */
export function hasScaledUp({ service, deployment }: Shifting): boolean {
  const { target, lifecycleStage = '' } = deployment;
  const isPast = STAGES.indexOf(lifecycleStage) > STAGES.indexOf('SCALE_UP');
  return isShifting(service) && isPast && target.requested > 0 && target.running >= target.requested;
}

/** The new revision has all of the production traffic, as far as ECS knows of any. */
export function hasAllTraffic({ service, deployment: { target } }: Shifting): boolean {
  return !isShifting(service) || target.productionWeight === undefined || target.productionWeight >= 100;
}

/** All traffic is over, and the old revision stands: while it bakes, or while somebody's word is waited for before that. */
export function hasShifted(seen: Shifting): boolean {
  const { status, lifecycleStage, target } = seen.deployment;
  if (status !== 'IN_PROGRESS' || !hasScaledUp(seen) || (target.productionWeight ?? 0) < 100) return false;
  return (
    lifecycleStage === 'BAKE_TIME' ||
    (lifecycleStage === 'POST_PRODUCTION_TRAFFIC_SHIFT' && awaited(seen.deployment).length > 0)
  );
}

/** Hooks that somebody has to decide. */
export function awaited({ hooks = [] }: Pick<DeploymentSnapshot, 'hooks'>): readonly HookSnapshot[] {
  return hooks.filter(({ status }) => status === 'AWAITING_ACTION');
}

/** `, BAKE_TIME (old and new tasks stand side by side for 5 minutes)`; empty where there are no stages. */
export function describeStage({ deployment, service }: Shifting): string {
  const { lifecycleStage } = deployment;
  if (lifecycleStage === undefined) return '';
  const does = DOES[lifecycleStage];
  const minutes = service.bakeTimeInMinutes;
  const long =
    lifecycleStage === 'BAKE_TIME' && minutes > 0 ? ` for ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}` : '';
  return `, ${lifecycleStage}${does === undefined ? '' : ` (${does}${long})`}`;
}

/** `; 25 % of the production traffic on the new tasks`, and every hook that is waited for. */
export function describeShift({ deployment, service }: Shifting): string {
  const { target, hooks = [] } = deployment;
  const traffic =
    !isShifting(service) || target.productionWeight === undefined
      ? []
      : [`${target.productionWeight} % of the production traffic on the new tasks`];
  return [...traffic, ...hooks.flatMap(describeHook)].map((words) => `; ${words}`).join('');
}

/** How each hook that is waited for is decided. */
export function decisionsOf(deployment: DeploymentSnapshot): readonly string[] {
  return awaited(deployment).map(
    ({ id }) =>
      `aws ecs continue-service-deployment --service-deployment-arn ${shellWord(deployment.arn)} --hook-id ${shellWord(id)} --action CONTINUE (or ROLLBACK)`,
  );
}

function describeHook(hook: HookSnapshot): string[] {
  const { id, status, target, expiresAt, timeoutAction = 'ROLLBACK' } = hook;
  const name = target === undefined ? `${hook.targetType} hook` : `hook ${target.slice(target.lastIndexOf(':') + 1)}`;
  switch (status) {
    case 'SUCCEEDED':
      return [];
    case 'AWAITING_ACTION': {
      const until = expiresAt === undefined ? '' : ` until ${new Date(expiresAt).toISOString()}, then ${timeoutAction}`;
      return [`${name} ${id} waits for a decision${until}`];
    }
    case 'IN_PROGRESS':
      return [`${name} runs`];
    default:
      return [`${name} ${lastPart(id)} is ${status}`];
  }
}
