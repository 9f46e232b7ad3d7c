// What ECS remembers of a deployment that shifts traffic (BLUE_GREEN, LINEAR, CANARY) from one service revision to another.

import type { ServiceDeployment } from './service-state.ts';
import type { Instant } from './world.ts';

/** In AWS's order; see API_ServiceDeployment. The two that name production traffic recur for every step of LINEAR and CANARY. */
export const lifecycleStages = [
  'RECONCILE_SERVICE',
  'PRE_SCALE_UP',
  'SCALE_UP',
  'POST_SCALE_UP',
  'TEST_TRAFFIC_SHIFT',
  'POST_TEST_TRAFFIC_SHIFT',
  'PRE_PRODUCTION_TRAFFIC_SHIFT',
  'PRODUCTION_TRAFFIC_SHIFT',
  'POST_PRODUCTION_TRAFFIC_SHIFT',
  'BAKE_TIME',
  'CLEAN_UP',
] as const;

export type LifecycleStage = (typeof lifecycleStages)[number];

export interface TrafficShift {
  /** The service revision that has the traffic and gets it back: the one that completed last, if any did. */
  readonly sourceArn?: string;
  /** Shares of the production traffic, one after the other, the last one 100; `bakeMs` in AWS's own time. */
  readonly steps: readonly { readonly percent: number; readonly bakeMs: number }[];
  /** the index of the next step */
  readonly step: number;
  /** The present stage is not left before; absent when only something else than time ends it. */
  readonly stageEndsAt?: Instant;
  /** Past this the present stage has failed; only those that wait for tasks can. */
  readonly stageFailsAt?: Instant;
  /** What goes to the target, 0 to 100. */
  readonly productionPercent: number;
  readonly testPercent: number;
  /** One for each load balancer of the service, once it is known which target group is which. */
  readonly routes: readonly ShiftRoute[];
  /** Only source and target are left of the service revisions that had tasks. */
  readonly reconciled: boolean;
  /** Of a rollback: the source has all traffic again, and from this moment on the target's tasks are not needed. */
  readonly trafficBackAt?: Instant;
}

export interface ShiftRoute {
  readonly productionListenerRule: string;
  readonly testListenerRule?: string;
  readonly sourceGroup: string;
  readonly targetGroup: string;
}

export interface HookDetail {
  readonly hookId: string;
  readonly targetType: 'PAUSE';
  readonly status: 'AWAITING_ACTION' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT';
  readonly expiresAt: Instant;
  readonly timeoutAction: 'ROLLBACK' | 'CONTINUE';
}

/** One that moves, and moves traffic with it. */
export type ShiftingDeployment = ServiceDeployment & { shift: TrafficShift };

export function isShifting(running: ServiceDeployment | undefined): running is ShiftingDeployment {
  return running?.shift !== undefined && running.finishedAt === undefined;
}

/** The target's tasks are wanted from SCALE_UP on; without a shift, from the beginning. */
export function hasScaledUp(running: ServiceDeployment | undefined): boolean {
  if (running?.shift === undefined) return true;
  const stages: readonly string[] = lifecycleStages;
  return stages.indexOf(running.lifecycleStage ?? '') >= stages.indexOf('SCALE_UP');
}

/** Nothing but the tasks' coming and going is left to wait for. */
export function shiftMayEnd(running: ServiceDeployment, now: Instant): boolean {
  if (running.shift === undefined) return true;
  return running.status === 'IN_PROGRESS' ? running.lifecycleStage === 'CLEAN_UP' : isTrafficBack(running.shift, now);
}

export function isTrafficBack({ trafficBackAt }: TrafficShift, now: Instant): boolean {
  return trafficBackAt !== undefined && trafficBackAt <= now;
}
