// Health that nobody saw: what the lives of stopped tasks, and the old tasks that are gone, tell of it.

import type { DeploymentSnapshot, Raw, ServiceSnapshot } from '../../../../lib/core/snapshots.ts';
import { endedAt, faultOf, type StoppedTask } from '../../../../lib/core/stopped-task.ts';
import { containersOf, isRaw } from '../../../../lib/core/task-definition.ts';

/** Without a health check ECS calls a task healthy when it has run for 40 s. */
export const HEALTHY_AFTER_MS = 40_000;

interface Evidence {
  readonly deployment: DeploymentSnapshot;
  readonly service: ServiceSnapshot;
  readonly definition: Raw;
  /** of this deployment */
  readonly stopped: readonly StoppedTask[];
  /** watched since it began: what a check measured was seen, or was not there */
  readonly fromStart: boolean;
  /** in a row, as ECS counts them: before any of its tasks is healthy */
  readonly failures: number;
  /** the same, a look earlier */
  readonly failuresBefore?: number;
}

/**
 * When a task of the deployment was last healthy, or may have been, before anybody looked; undefined where none can have been.
 * Who comes later gives the benefit of the doubt: a task that lived long enough may have passed its check, and ECS leaves
 * fewer old tasks than minimumHealthyPercent only when new ones are healthy. ECS counts failures anew when one is healthy.
 */
export function earlierHealth({
  deployment,
  service,
  definition,
  stopped,
  fromStart,
  failures,
  failuresBefore = 0,
}: Evidence): number | undefined {
  const measured = service.loadBalancers.length > 0 || containersOf(definition).some((one) => isRaw(one.healthCheck));
  const lives = measured && fromStart ? [] : stopped.flatMap(healthyFrom);
  const old = deployment.sources.reduce((sum, { running }) => sum + running, 0);
  const floor = Math.ceil((service.desiredCount * service.minimumHealthyPercent) / 100);
  const replaced = !fromStart && deployment.sources.length > 0 && old < floor ? [deployment.createdAt] : [];
  const begunAnew = failures < failuresBefore ? [deployment.createdAt] : [];
  const times = [...lives, ...replaced, ...begunAnew];
  return times.length === 0 ? undefined : Math.max(...times);
}

function healthyFrom({ startedAt, stoppedAt }: StoppedTask): number[] {
  if (startedAt === undefined || stoppedAt === undefined) return [];
  return stoppedAt - startedAt >= HEALTHY_AFTER_MS ? [startedAt + HEALTHY_AFTER_MS] : [];
}

/**
 * ECS counts as a failure no end of a task that had been healthy: where more ended by their own fault than it counts, some were healthy before, and
 * nobody saw it. It counts once a task is STOPPED, maybe a moment late, so that this holds for one look only.
 */
export function unseenHealth({ stopped, failures }: Pick<Evidence, 'stopped' | 'failures'>): number | undefined {
  const neverRan = stopped.filter((task) => task.startedAt === undefined && faultOf(task) !== 'none').length;
  const started = stopped.flatMap((task) => (hasFailed(task) && task.startedAt !== undefined ? [task.startedAt] : []));
  return started.length > Math.max(0, failures - neverRan) ? Math.min(...started) : undefined;
}

function hasFailed(task: StoppedTask): boolean {
  const fault = faultOf(task);
  return task.stoppedAt !== undefined && (fault === 'application' || fault === 'health');
}

/**
 * What is seen now is newer than every end that is known. The clock of a runner may be minutes behind that of AWS, by which tasks end, and no
 * time that is read from the one may stand before what the other has told already.
 */
export function seenAt(now: number, stopped: readonly StoppedTask[]): number {
  return Math.max(now, ...stopped.map((task) => endedAt(task) ?? 0));
}
