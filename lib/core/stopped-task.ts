// One stopped task in one sentence: stop code, reason, exit codes. Which of them matter is decided here.

export interface StoppedContainer {
  readonly name: string;
  readonly essential: boolean;
  /** absent when the container never ran */
  readonly exitCode?: number;
  /** ECS's words, for example `CannotPullContainerError: …` or `OutOfMemoryError: …` */
  readonly reason?: string;
  readonly lastStatus?: string;
}

export interface StoppedTask {
  readonly taskArn: string;
  readonly taskDefinitionArn: string;
  /** ECS's TaskStopCode, for example `EssentialContainerExited`; any text, for codes that are new */
  readonly stopCode?: string;
  readonly stoppedReason?: string;
  /** milliseconds since the epoch */
  readonly stoppedAt?: number;
  readonly startedAt?: number;
  readonly containers: readonly StoppedContainer[];
}

/** `container "app" exited with code 1`, `container "app" was killed for using too much memory (exit code 137)`, `it never started: CannotPullContainerError: …` */
export function explainStoppedTask(task: StoppedTask): string {
  const culprit = culpritOf(task);
  if (culprit?.reason !== undefined) {
    const exit = culprit.exitCode === undefined ? '' : ` (exit code ${culprit.exitCode})`;
    return `container "${culprit.name}"${exit}: ${culprit.reason}`;
  }
  if (culprit?.exitCode !== undefined && (culprit.exitCode !== 0 || task.stopCode === 'EssentialContainerExited')) {
    return `container "${culprit.name}" exited with code ${culprit.exitCode}${meaningOfExitCode(culprit.exitCode)}`;
  }
  return task.stoppedReason ?? task.stopCode ?? 'ECS gives no reason';
}

/** The container that explains the stop: the essential one with a reason or a bad exit code, the others after it. */
export function culpritOf(task: StoppedTask): StoppedContainer | undefined {
  const rank = (container: StoppedContainer): number => {
    const bad = container.reason !== undefined || (container.exitCode !== undefined && container.exitCode !== 0);
    // 143 and 137 without a reason are what the others get when one essential container has ended.
    const stoppedByEcs = container.reason === undefined && (container.exitCode === 143 || container.exitCode === 137);
    return (bad ? 4 : 0) + (container.essential ? 2 : 0) - (stoppedByEcs ? 3 : 0);
  };
  return [...task.containers].sort((a, b) => rank(b) - rank(a))[0];
}

/** Shell conventions: 126, 127 and 128 + signal. */
function meaningOfExitCode(exitCode: number): string {
  const meanings: Readonly<Record<number, string>> = {
    126: ' (the command cannot be executed)',
    127: ' (command not found)',
    134: ' (SIGABRT)',
    137: ' (SIGKILL: out of memory, or stopped by force)',
    139: ' (SIGSEGV)',
    143: ' (SIGTERM)',
  };
  return meanings[exitCode] ?? '';
}

/** Tasks stopped for the same reason belong together: stop code, reason without ids, exit codes by container. */
export function causeKey(task: StoppedTask): string {
  const containers = task.containers.map((c) => `${c.name}=${c.exitCode ?? '-'}:${withoutIds(c.reason ?? '')}`);
  return [task.stopCode ?? '', withoutIds(task.stoppedReason ?? ''), ...containers].join('|');
}

function withoutIds(text: string): string {
  return text.replace(/[0-9a-f]{16,}/g, '…').replace(/\d+/g, '0');
}

/**
 * Whose fault a stop is.
 * - `application`: the container's own doing (exit code, out of memory, a command that cannot run)
 * - `health`: ECS replaced it for a failed health check
 * - `platform`: capacity, network, pull, secrets, Spot, hosts: heals without a new release
 * - `none`: scaled in, replaced, stopped by a person
 */
export type Fault = 'application' | 'health' | 'platform' | 'none';

export function faultOf(task: StoppedTask): Fault {
  const reasons = [task.stoppedReason ?? '', ...task.containers.map(({ reason }) => reason ?? '')];
  // ECS has no codes for these; the first word of the reason is the documented category (ECS developer guide, "Stopped tasks error codes").
  const says = (pattern: RegExp) => reasons.some((reason) => pattern.test(reason));
  if (says(/^OutOfMemoryError\b/)) return 'application';
  switch (task.stopCode) {
    case 'EssentialContainerExited':
      return 'application';
    case 'TaskFailedToStart':
      return says(/^Cannot(Start|Create)ContainerError\b|^ContainerRuntimeError\b|exec format error/)
        ? 'application'
        : 'platform';
    case 'ServiceSchedulerInitiated':
      return says(/^Task failed (ELB|container) health checks\b/) ? 'health' : 'none';
    case 'UserInitiated':
      return 'none';
    default:
      return says(/^Task failed (ELB|container) health checks\b/) ? 'health' : 'platform';
  }
}
