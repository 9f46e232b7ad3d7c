// A story: a service, a release with a fate, settings, faults on the way, perhaps a cancel, perhaps somebody else who acts meanwhile.
// Plain data, so that one can be kept.

import type { Act, ActKind } from './actors.ts';
import type { FATES } from './fates.ts';
import type { FAULTS } from './faults.ts';

export interface Story {
  /** `go-back`: rollback-to previous, from a release that somebody deployed `headStartSeconds` ago */
  readonly order: 'deploy' | 'go-back';
  readonly headStartSeconds: number;
  readonly before: 'serves' | 'never-served' | 'moving';
  readonly fate: keyof typeof FATES;
  /** of what somebody else deploys */
  readonly otherFate: keyof typeof FATES;
  readonly acts: readonly Act[];
  readonly onInProgress: 'wait' | 'fail' | 'replace';
  /** how long each request takes, so that others act between two of them */
  readonly requestMs: number;
  /** `DAEMON`: one task on each of so many hosts, replaced in place */
  readonly scheduling: 'REPLICA' | 'DAEMON';
  readonly desiredCount: number;
  readonly loadBalancer: boolean;
  readonly circuitBreaker: { readonly enable: boolean; readonly rollback: boolean };
  readonly minimumHealthyPercent: number;
  readonly maximumPercent: number;
  /** of a service behind a load balancer; without one there is no traffic to shift */
  readonly strategy: 'ROLLING' | 'BLUE_GREEN' | 'CANARY' | 'LINEAR';
  /** of a service that shifts traffic: what awaits somebody's word */
  readonly pause: Pause | undefined;
  readonly alarms: 'none' | 'rollback' | 'no-rollback';
  /** done at three quarters of the tasks (or as many as must stay healthy), with or without waiting for the end of the old ones */
  readonly earlySuccess: 'off' | 'BLOCKING' | 'DEFERRED';
  /** the input */
  readonly setDesiredCount: number | undefined;
  readonly waitUntil: 'deployed' | 'shifted' | 'none';
  readonly timeoutMinutes: number | undefined;
  readonly rollbackMinutes: number;
  readonly pollSeconds: number;
  readonly maxFailedTasks: number;
  readonly rollbackOnFailure: boolean;
  readonly onCancel: 'rollback' | 'leave';
  readonly cancelAfterSeconds: number | undefined;
  readonly faults: keyof typeof FAULTS;
  readonly seed: number;
}

/** A PAUSE hook: nobody's word within so many minutes is this one. */
export interface Pause {
  readonly stage: (typeof PAUSE_STAGES)[number];
  readonly minutes: number;
  readonly action: 'ROLLBACK' | 'CONTINUE';
}

export const PAUSE_STAGES = [
  'PRE_SCALE_UP',
  'POST_SCALE_UP',
  'POST_TEST_TRAFFIC_SHIFT',
  'PRE_PRODUCTION_TRAFFIC_SHIFT',
  'POST_PRODUCTION_TRAFFIC_SHIFT',
] as const;

/** Half of the stories go without the checks before a deployment: what these would have refused is to be watched truthfully as well. */
export function isVerified({ seed }: Pick<Story, 'seed'>): boolean {
  return seed % 2 === 1;
}

/** With neither room for one task more nor leave to stop one, nothing moves. */
export function hasNoRoom(limits: {
  readonly desiredCount: number;
  readonly minimumHealthyPercent: number;
  readonly maximumPercent: number;
}): boolean {
  const { desiredCount, minimumHealthyPercent, maximumPercent } = limits;
  const least = Math.ceil((desiredCount * minimumHealthyPercent) / 100);
  const most = Math.floor((desiredCount * maximumPercent) / 100);
  return desiredCount > 0 && least >= desiredCount && most <= desiredCount;
}

/** Whether traffic is shifted at all. */
export function isShifting({
  strategy,
  loadBalancer,
  scheduling,
}: Pick<Story, 'strategy' | 'loadBalancer' | 'scheduling'>): boolean {
  return loadBalancer && strategy !== 'ROLLING' && scheduling === 'REPLICA';
}

/** Alone they change nothing about how a release ends, but that one may have to wait. */
export const HARMLESS_ACTS: readonly ActKind[] = ['person protects', 'rebalancing'];
