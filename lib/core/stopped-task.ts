// One stopped task in one sentence: stop code, reason, exit codes. Which of them matter is decided here.

export interface StoppedContainer {
  readonly name: string;
  readonly essential: boolean;
  /** absent when the container never ran */
  readonly exitCode?: number;
  /** ECS's words, for example `CannotPullContainerError: …` or `OutOfMemoryError: …` */
  readonly reason?: string;
  readonly lastStatus?: string;
  /** its own health check said UNHEALTHY */
  readonly unhealthy?: true;
  /** a load balancer of the service sends to it */
  readonly balanced?: true;
}

export interface StoppedTask {
  readonly taskArn: string;
  readonly taskDefinitionArn: string;
  /** ECS's TaskStopCode, for example `EssentialContainerExited`; any text, for codes that are new */
  readonly stopCode?: string;
  readonly stoppedReason?: string;
  /** milliseconds since the epoch: when its end began; a task behind a load balancer drains for minutes after that */
  readonly stoppingAt?: number;
  readonly stoppedAt?: number;
  readonly startedAt?: number;
  readonly containers: readonly StoppedContainer[];
}

/** When it happened, whatever came of it: milliseconds since the epoch. */
export function endedAt({ stoppingAt, stoppedAt }: StoppedTask): number | undefined {
  return stoppingAt ?? stoppedAt;
}

/** `container "app" exited with code 1`, `container "app" (exit code 137): OutOfMemoryError: …`, `Task failed ELB health checks in (…)` */
export function explainStoppedTask(task: StoppedTask): string {
  const culprit = culpritOf(task);
  // Who is told to stop ends with 143, 137 or whatever the program answers to SIGTERM: an effect, and no cause.
  if (wasStopped(task) && !hasRunOutOfMemory(culprit) && task.stoppedReason !== undefined) return task.stoppedReason;
  if (culprit?.reason !== undefined) {
    const exit = culprit.exitCode === undefined ? '' : ` (exit code ${culprit.exitCode})`;
    return `container "${culprit.name}"${exit}: ${culprit.reason}`;
  }
  if (culprit?.exitCode !== undefined && (culprit.exitCode !== 0 || task.stopCode === 'EssentialContainerExited')) {
    return `container "${culprit.name}" exited with code ${culprit.exitCode}${meaningOfExitCode(culprit.exitCode)}`;
  }
  return task.stoppedReason ?? task.stopCode ?? 'ECS gives no reason';
}

/** By the scheduler, a person or the platform, while its containers ran. */
function wasStopped({ stopCode }: StoppedTask): boolean {
  return stopCode !== undefined && stopCode !== 'TaskFailedToStart' && stopCode !== 'EssentialContainerExited';
}

function hasRunOutOfMemory(container: StoppedContainer | undefined): boolean {
  return container?.reason !== undefined && /^OutOfMemoryError\b/.test(container.reason);
}

/**
 * The container that explains the stop. One that another waited for in vain comes first, then the one whose check failed, then the essential ones;
 * what AWS injects comes last.
 */
export function culpritOf(task: StoppedTask): StoppedContainer | undefined {
  const awaited = awaitedContainer(task);
  const failedCheck = /^Task failed (ELB|container) health checks\b/.exec(task.stoppedReason ?? '')?.[1];
  const rank = ({ name, essential, reason, exitCode, unhealthy, balanced }: StoppedContainer): number => {
    if (name === awaited) return 6;
    if (failedCheck === 'ELB' ? balanced : failedCheck === 'container' && unhealthy) return 5.5;
    const failed = reason !== undefined || (exitCode !== undefined && exitCode !== 0);
    // 143 and 137 without a reason are what the others get when one essential container has ended.
    const byEcs = reason === undefined && (exitCode === 143 || exitCode === 137);
    // Nothing essential has run: what the task needed before it, such as an injected agent or a first step, is at fault.
    if (!essential) return failed && task.stopCode === 'TaskFailedToStart' ? 4.5 : failed ? 0.5 : 0;
    if (failed && !byEcs) return 5;
    if (exitCode === 137) return 4;
    return exitCode === 0 ? 3 : exitCode === 143 ? 2 : 1;
  };
  return [...task.containers].sort((a, b) => rank(b) - rank(a))[0];
}

/** `… container ordering dependency [init] for target [app] …`; the agent on EC2 writes `[init(image) (STOPPED->RUNNING) - Exit: 1]` (aws/amazon-ecs-agent#3218). */
function awaitedContainer(task: StoppedTask): string | undefined {
  for (const text of [task.stoppedReason, ...task.containers.map(({ reason }) => reason)]) {
    const name = /container ordering dependency\s+\[([^\](\s]+)/.exec(text ?? '')?.[1];
    if (name !== undefined) return name;
  }
  return undefined;
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

/**
 * Tasks stopped for the same reason belong together: stop code, reason without ids, and how the essential containers ended where that is the
 * cause. How containers answer to being stopped differs from task to task, and so do the names of what AWS injects.
 */
export function causeKey(task: StoppedTask): string {
  const culprit = culpritOf(task);
  const judged =
    wasStopped(task) && !hasRunOutOfMemory(culprit)
      ? []
      : task.containers.filter((container) => container.essential || container === culprit);
  const containers = judged.map(
    (c) => `${c.name.replace(/^(aws-guardduty-agent)-.*/, '$1')}=${c.exitCode ?? '-'}:${withoutIds(c.reason ?? '')}`,
  );
  return [task.stopCode ?? '', withoutIds(task.stoppedReason ?? ''), ...containers].join('|');
}

export function withoutIds(text: string): string {
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
      return isEndOfItsOwn(task) ? 'application' : 'platform';
    case 'TaskFailedToStart':
      return says(/^Cannot(Start|Create)ContainerError\b|^ContainerRuntimeError\b|exec format error/) && !says(HOST)
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

/** What the host lacks when it is to start a container: log groups, disk, ports, answers in time. */
const HOST =
  /failed to initialize logging driver|no space left on device|thin pool|port is already allocated|i\/o timeout|cannot allocate memory|resource temporarily unavailable|context deadline exceeded/i;
/** What never let a container run. */
const KEPT =
  /^(CannotPull\w*|CannotCreateVolume|CannotInspectContainer|ResourceInitialization|DockerTimeout|ContainerRuntimeTimeout)Error\b/;

/**
 * Where no container waits for another, some run already while the image of one is pulled, its volume mounted or its log opened. When that fails, ECS
 * calls it the exit of an essential container all the same (aws/amazon-ecs-agent does so on EC2).
 */
function isEndOfItsOwn({ containers }: StoppedTask): boolean {
  const essential = containers.filter((container) => container.essential);
  const isKept = ({ reason = '' }: StoppedContainer) =>
    KEPT.test(reason) || (/^Cannot/.test(reason) && HOST.test(reason));
  const hasEnded = ({ exitCode, reason }: StoppedContainer) =>
    exitCode !== undefined && (reason !== undefined || (exitCode !== 137 && exitCode !== 143));
  return !essential.some(isKept) || essential.some((container) => hasEnded(container) && !isKept(container));
}
