// What may become of a task in a scripted world, as plain data. Times are milliseconds on the world's clock, counted from the moment
// the task is told to start (`startMs`) or from the moment its containers run (everything else).

export type Fate =
  | RunningFate
  | ExitingFate
  | NeverStartingFate
  | UnhealthyTargetFate
  | UnhealthyCheckFate
  | InterruptedFate
  | HealingFate;

/** Parameters that any task with containers can have. */
export interface Manners {
  /** pull and start, 5 s unless said otherwise */
  readonly startMs?: number;
  readonly lines?: readonly LogLine[];
  /** The container meant by the fate; the first essential one unless said otherwise. Others just run. */
  readonly container?: string;
  /** Takes no notice of SIGTERM: killed when its stop timeout is over. */
  readonly ignoresSigterm?: boolean;
  /** from SIGTERM to the end, 500 ms unless said otherwise */
  readonly stopMs?: number;
}

export interface LogLine {
  readonly afterMs: number;
  readonly message: string;
}

/** Runs until it is stopped, and is well after `healthyMs`. A one-off task that hangs is the same thing. */
export interface RunningFate extends Manners {
  readonly kind: 'runs';
  readonly healthyMs: number;
}

/** Well after `healthyMs` (never, if absent), and ends by itself after `afterMs`. */
export interface ExitingFate extends Manners {
  readonly kind: 'exits';
  readonly afterMs: number;
  readonly exitCode: number;
  readonly reason?: string;
  readonly healthyMs?: number;
}

export interface NeverStartingFate extends Pick<Manners, 'startMs' | 'container'> {
  readonly kind: 'never-starts';
  /** ECS's words */
  readonly reason: string;
}

/** Its containers run; the load balancer gets a bad answer or none, from `afterMs` on. */
export interface UnhealthyTargetFate extends Manners {
  readonly kind: 'unhealthy-target';
  readonly afterMs: number;
  /** an HTTP status, or nothing in time */
  readonly answer: number | 'timeout';
}

export interface UnhealthyCheckFate extends Manners {
  readonly kind: 'unhealthy-check';
}

/** The platform takes it away after `afterMs`. */
export interface InterruptedFate extends Manners {
  readonly kind: 'interrupted';
  readonly afterMs: number;
  readonly stopCode: 'SpotInterruption' | 'TerminationNotice' | 'InfrastructureHealth';
  readonly reason: string;
}

/** The first `times` tasks of a definition meet one fate, all later ones another. */
export interface HealingFate {
  readonly kind: 'heals';
  readonly times: number;
  readonly first: Fate;
  readonly afterwards: Fate;
}

export function healthy(after: { ms?: number } & Manners = {}): Fate {
  const { ms = 2_000, ...manners } = after;
  return { kind: 'runs', healthyMs: ms, ...manners };
}

export function slowStart(manners: Manners = {}): Fate {
  return { kind: 'runs', healthyMs: 120_000, ...manners };
}

/** A one-off task that never ends, or a service that never becomes well but never falls either. */
export function hangs(manners: Manners = {}): Fate {
  return { kind: 'runs', healthyMs: Number.MAX_SAFE_INTEGER, ...manners };
}

export function crashes(crash: { exitCode?: number; afterMs?: number } & Manners = {}): Fate {
  return { kind: 'exits', exitCode: 1, afterMs: 1_000, ...crash };
}

export function exits(exitCode: number, end: { afterMs?: number } & Manners = {}): Fate {
  return { kind: 'exits', exitCode, afterMs: 3_000, ...end };
}

export function diesLater(death: { afterMs: number; exitCode?: number } & Manners): Fate {
  return { kind: 'exits', exitCode: 1, healthyMs: 2_000, ...death };
}

export function outOfMemory(end: { afterMs?: number } & Manners = {}): Fate {
  const reason = 'OutOfMemoryError: Container killed due to memory usage';
  return { kind: 'exits', exitCode: 137, afterMs: 5_000, reason, ...end };
}

export function execFormat(manners: Manners = {}): Fate {
  const lines = [{ afterMs: 50, message: 'exec /usr/local/bin/docker-entrypoint.sh: exec format error' }];
  return { kind: 'exits', exitCode: 1, afterMs: 100, lines, ...manners };
}

export function imageMissing(image: string): Fate {
  return {
    kind: 'never-starts',
    startMs: 20_000,
    reason: `CannotPullContainerError: pull image manifest has been retried 7 time(s): failed to resolve ref ${image}: ${image}: not found`,
  };
}

export function secretDenied(secretArn: string): Fate {
  return {
    kind: 'never-starts',
    startMs: 8_000,
    reason: `ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: service call has been retried 1 time(s): failed to fetch secret ${secretArn} from secrets manager: AccessDeniedException: User is not authorized to perform: secretsmanager:GetSecretValue on resource: ${secretArn}`,
  };
}

export function platformMismatch(): Fate {
  return neverStarts(
    "CannotPullContainerError: image Manifest does not contain descriptor matching platform 'linux/amd64'",
  );
}

/** ECR's answer, in the words that were posted in aws/aws-cdk#29876. */
export function pullDenied(image: string): Fate {
  const [host = ''] = image.split('/');
  return neverStarts(
    `CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref ${image}: pulling from host ${host} failed with status code [manifests v2]: 403 Forbidden`,
  );
}

export function pullTimeout(image: string): Fate {
  const [host = ''] = image.split('/');
  return neverStarts(
    `CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref ${image}: failed to do request: Head "https://${host}/v2/app/manifests/v2": dial tcp 10.0.3.17:443: i/o timeout`,
    60_000,
  );
}

export function parameterMissing(name: string): Fate {
  return neverStarts(
    `ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secrets from ssm: service call has been retried 1 time(s): invalid ssm parameters: ${name}`,
  );
}

export function commandNotFound(command: string): Fate {
  return neverStarts(
    `CannotStartContainerError: ResourceInitializationError: failed to create new container runtime task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "${command}": executable file not found in $PATH: unknown`,
  );
}

export function noCapacity(): Fate {
  return neverStarts(
    'Capacity is unavailable at this time. Please try again later or in a different availability zone',
  );
}

/** `first` ended badly, and so `target` is not started. */
export function dependencyFailed(first: string, target: string): Fate {
  return neverStarts(
    `TaskFailedToStart: dependency graph: failed to resolve the container ordering dependency [${first}] for target [${target}] as dependency did not exit successfully.`,
  );
}

/** The words that were posted in aws/aws-cdk#32877, where the agent was refused. */
export function guardDutyAgentDenied(): Fate {
  const agent = '694911143906.dkr.ecr.eu-west-1.amazonaws.com/aws-guardduty-agent-fargate';
  return neverStarts(
    `CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref ${agent}:v1.5.0-Fg_x86_64: unexpected status from HEAD request to https://${agent}: 403 Forbidden`,
  );
}

function neverStarts(reason: string, startMs = 10_000): Fate {
  return { kind: 'never-starts', startMs, reason };
}

export function networkInterfaceTimeout(): Fate {
  return {
    kind: 'never-starts',
    startMs: 30_000,
    reason: 'Timeout waiting for network interface provisioning to complete.',
  };
}

export function unhealthyTarget(answer: number | 'timeout', manners: { afterMs?: number } & Manners = {}): Fate {
  return { kind: 'unhealthy-target', answer, afterMs: 0, ...manners };
}

export function unhealthyCheck(manners: Manners = {}): Fate {
  return { kind: 'unhealthy-check', ...manners };
}

export function spotInterruption(afterMs: number, manners: Manners = {}): Fate {
  const reason = 'Your Spot Task was interrupted.';
  return { kind: 'interrupted', stopCode: 'SpotInterruption', afterMs, reason, ...manners };
}

export function healsAfter(times: number, fates: { first: Fate; afterwards: Fate }): Fate {
  return { kind: 'heals', times, ...fates };
}
