// How long AWS takes for what nobody configures, in AWS's own time, and how the time scale shortens every wait.

import type { Instant, World } from './world.ts';

export const awsMs = {
  /** Address and host for a task on Fargate. */
  provisioning: 12_000,
  activating: 1_000,
  deprovisioning: 12_000,
  /** A task without any health check counts as healthy after it has been RUNNING for so long. */
  runningCountsAsHealthy: 40_000,
  /** A service deployment is PENDING, and not listed, for a moment. */
  serviceDeploymentPending: 2_000,
  serviceDeploymentStopping: 2_000,
  /**
   * A lifecycle stage that waits for nothing else: between the test and the production shift, three stages later, lay 28 to 42 s, and
   * 6 min 24 s between the production shift and the end of a bake of 5 min, hooks included (carreque/bluegreenDeployment,
   * docs/evidence/phase-06-exit-criterion-2.txt).
   */
  lifecycleStage: 10_000,
  /** After so long in a stage that waits for tasks ECS gives up (blue-green-deployment-how-it-works in the developer guide). */
  lifecycleStageAtMost: 24 * 3_600_000,
  /** Added to both traffic shifts at a network load balancer (nlb-resources-for-blue-green in the developer guide). */
  networkLoadBalancerShift: 600_000,
  /** In a rollback, from the last request to the target until its tasks are taken away: 14 s at least (…-criterion-3.txt there). */
  trafficGone: 15_000,
  /** No deployment, and no rollback, is over sooner, even when nothing has to be started. */
  deploymentAtLeast: 30_000,
  /** DescribeTasks answers MISSING for a moment after RunTask. */
  taskMissing: 1_500,
  /** ECS asks CloudWatch again and again; a rollback that was posted began 21 s after its alarm (18:00:02 → 18:00:23). */
  alarmsPolled: 20_000,
  steadyStateRepeats: 6 * 3_600_000,
} as const;

/** What is history, not a wait, keeps AWS's length whatever the scale. */
export const stoppedTaskKeptMs = 3_600_000;
export const clientTokenKeptMs = 24 * 3_600_000;

/** A wait of AWS's (or of a user's settings) on the world's clock. */
export function scaled(world: World, ms: number): number {
  return Math.ceil(ms / world.timeScale);
}

/** A time-out that real software must meet: never scaled below a second, else a busy machine would look like a fault. */
export function scaledTimeout(world: World, ms: number): number {
  return Math.min(ms, Math.max(scaled(world, ms), 1_000));
}

/**
 * The pause before the next start, after so many failures in a row: the first ones are replaced nearly at once, as on AWS (a container
 * that exits at once was started four times, 50 to 52 s apart, the fourth 5 s before the circuit breaker acted; see the sequence
 * `breaker-crash-bedrock` in `test/second-opinion`), then it doubles up to 15 minutes.
 * 1, 2, 3 → 5 s · 4 → 10 s · 5 → 20 s · … · 11 and more → 15 min
 */
export function pauseAfterFailures(failuresInRow: number): number {
  return Math.min(5_000 * 2 ** Math.max(0, failuresInRow - 3), 900_000);
}

export function earliest(instants: Iterable<Instant | undefined>): Instant | undefined {
  let first: Instant | undefined;
  for (const instant of instants) {
    if (instant !== undefined && (first === undefined || instant < first)) first = instant;
  }
  return first;
}
