// PAUSE hooks of a lifecycle stage: what awaits somebody's word, until when, and what happens without it.
// All hooks of a stage wait side by side, and one that says ROLLBACK decides for all.

import type { DeploymentConfiguration } from './ecs-state.ts';
import { nextHookId } from './identifiers.ts';
import type { HookDetail, LifecycleStage, ShiftingDeployment } from './shift-state.ts';
import { scaled } from './timing.ts';
import type { World } from './world.ts';

export interface PauseHook {
  readonly targetType?: string;
  readonly lifecycleStages?: readonly string[];
  readonly timeoutConfiguration?: { readonly timeoutInMinutes?: number; readonly action?: 'ROLLBACK' | 'CONTINUE' };
}

/** 24 hours, and ROLLBACK, where the hook does not say. */
export function openHooks(world: World, configuration: DeploymentConfiguration, stage: LifecycleStage): HookDetail[] {
  const hooks = (configuration.lifecycleHooks ?? []) as readonly PauseHook[];
  return hooks
    .filter(({ lifecycleStages }) => lifecycleStages?.includes(stage))
    .map(({ timeoutConfiguration: timeout = {} }) => ({
      hookId: nextHookId(world),
      targetType: 'PAUSE',
      status: 'AWAITING_ACTION',
      expiresAt: world.now + scaled(world, (timeout.timeoutInMinutes ?? 1_440) * 60_000),
      timeoutAction: timeout.action ?? 'ROLLBACK',
    }));
}

/** Says what the hooks of the present stage have come to. */
export function passHooks(world: World, running: ShiftingDeployment): 'open' | 'passed' | 'timed-out' {
  const details = running.lifecycleHookDetails ?? [];
  const overdue = details.filter(({ status, expiresAt }) => status === 'AWAITING_ACTION' && expiresAt <= world.now);
  if (overdue.length > 0) {
    running.lifecycleHookDetails = details.map((detail) =>
      overdue.includes(detail) ? { ...detail, status: 'TIMED_OUT' } : detail,
    );
    running.updatedAt = world.now;
  }
  if (overdue.some(({ timeoutAction }) => timeoutAction === 'ROLLBACK')) return 'timed-out';
  return awaiting(running).length > 0 ? 'open' : 'passed';
}

export function awaiting(running: ShiftingDeployment): readonly HookDetail[] {
  return (running.lifecycleHookDetails ?? []).filter(({ status }) => status === 'AWAITING_ACTION');
}
