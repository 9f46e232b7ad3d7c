// What the end of one task says: every essential container ended with 0, or what went wrong, or that nothing ever started.

import { explainStoppedTask, type StoppedContainer, type StoppedTask } from '../../../lib/core/stopped-task.ts';

export type Judgement =
  | { readonly kind: 'succeeded' }
  | { readonly kind: 'failed'; readonly reason: string }
  /** `retryable`: a new attempt may not meet it, and running twice is impossible because nothing ran */
  | { readonly kind: 'never-started'; readonly reason: string; readonly retryable: boolean };

/** Only containers of the definition that are essential there are judged; what was injected is not essential. */
export function judge(task: StoppedTask): Judgement {
  const judged = task.containers.filter(({ essential }) => essential);
  const ended = judged.length > 0 && judged.every(({ exitCode }) => exitCode === 0);
  // Somebody who stops the task may get a 0 from a container that handles SIGTERM well: that is no migration which ended.
  const onItsOwn = task.stopCode === undefined || task.stopCode === 'EssentialContainerExited';
  if (ended && onItsOwn) return { kind: 'succeeded' };
  if (!judged.some(({ exitCode }) => exitCode !== undefined)) {
    // RUNNING is reached only when the essential containers run: then the exit code was lost with its host.
    if (task.startedAt !== undefined)
      return {
        kind: 'failed',
        reason: `the task had started, and ended without an exit code: ${stoppedBecause(task)}`,
      };
    const reason = whyNotStarted(task);
    return { kind: 'never-started', reason, retryable: !hasStarted(task) && isPassing(task) };
  }
  if (!onItsOwn) return { kind: 'failed', reason: `the task was stopped before its end: ${stoppedBecause(task)}` };
  return { kind: 'failed', reason: explainStoppedTask(task) };
}

/** The exit code that answers "how did it end": the first bad one of the essential containers, else their 0. */
export function exitCodeOf(task: StoppedTask): number | undefined {
  const codes = task.containers.flatMap(({ essential, exitCode }) =>
    essential && exitCode !== undefined ? [exitCode] : [],
  );
  return codes.find((code) => code !== 0) ?? codes[0];
}

/** Whether any container may have run, whatever it was. In doubt it has. */
export function hasStarted(task: StoppedTask): boolean {
  return task.startedAt !== undefined || task.containers.some(containerRan);
}

function containerRan({ exitCode, lastStatus }: StoppedContainer): boolean {
  return exitCode !== undefined || lastStatus === 'RUNNING';
}

/**
 * Causes outside the image and the account's settings, which pass by themselves. The first word of ECS's reason is its documented category;
 * the rest are the phrases of its "Stopped task error messages". A pull or a secret that is refused does not pass.
 */
const PASSING = [
  /^(RESOURCE:|AGENT\b|EMPTY CAPACITY PROVIDER|NO ACTIVE INSTANCES)/i,
  /^Capacity is unavailable/i,
  /^(InternalError|TaskFailedToStart: InternalError)\b/,
  /network interface/i,
  /rate exceeded|toomanyrequests|throttl|RequestLimitExceeded/i,
  /i\/o timeout|context deadline exceeded|request canceled|TLS handshake timeout|connection reset/i,
];

function isPassing(task: StoppedTask): boolean {
  if (task.stopCode === 'UserInitiated') return false;
  if (['SpotInterruption', 'TerminationNotice', 'InfrastructureHealth'].includes(task.stopCode ?? '')) return true;
  const reasons = [task.stoppedReason ?? '', ...task.containers.map(({ reason }) => reason ?? '')];
  return reasons.some((reason) => PASSING.some((pattern) => pattern.test(reason)));
}

function whyNotStarted(task: StoppedTask): string {
  const withReason = task.containers.find(({ essential, reason }) => essential && reason !== undefined);
  const other = task.containers.find(({ reason }) => reason !== undefined);
  const container = withReason ?? other;
  const own = container?.reason === undefined ? undefined : `container "${container.name}": ${container.reason}`;
  const whole = task.stoppedReason;
  if (own === undefined) return stoppedBecause(task);
  return whole === undefined || whole.includes(container?.reason ?? '') || own.includes(whole)
    ? own
    : `${own} (${whole})`;
}

function stoppedBecause(task: StoppedTask): string {
  const parts = [task.stopCode, task.stoppedReason].filter((part) => part !== undefined && part !== '');
  return parts.length === 0 ? 'ECS gives no reason' : parts.join(': ');
}
