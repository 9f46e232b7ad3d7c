// What the control plane asks of a runtime, and what a runtime tells it. The same words for real containers and for scripted fates.

import type { Instant } from './world.ts';

/** One container of one task, ready to be started: secrets resolved, overrides applied. */
export interface ContainerLaunch {
  readonly name: string;
  /** as in the task definition */
  readonly image: string;
  /** what ECS resolved it to when the deployment (or task) was made; absent when it could not be resolved */
  readonly imageDigest?: string;
  readonly essential: boolean;
  readonly command?: readonly string[];
  readonly entryPoint?: readonly string[];
  readonly workingDirectory?: string;
  readonly user?: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly portMappings: readonly { containerPort: number; protocol: string }[];
  readonly dependsOn: readonly { containerName: string; condition: 'START' | 'COMPLETE' | 'SUCCESS' | 'HEALTHY' }[];
  readonly healthCheck?: {
    readonly command: readonly string[];
    /** milliseconds, already divided by the time scale */
    readonly intervalMs: number;
    readonly timeoutMs: number;
    readonly retries: number;
    readonly startPeriodMs: number;
  };
  readonly log?: { readonly group: string; readonly stream: string };
  /** milliseconds between SIGTERM and SIGKILL, already divided by the time scale */
  readonly stopTimeoutMs: number;
  readonly memoryMiB?: number;
  readonly readonlyRootFilesystem?: boolean;
}

export interface TaskLaunch {
  readonly taskArn: string;
  readonly taskDefinitionArn: string;
  /** address that the API shows; a runtime maps it to where the container can really be reached */
  readonly privateIPv4Address: string;
  /** `service:<name>` or `family:<family>` */
  readonly group: string;
  readonly containers: readonly ContainerLaunch[];
}

export interface HealthProbe {
  readonly targetGroupArn: string;
  readonly targetId: string;
  readonly port: number;
  readonly path: string;
  readonly matcher: string;
  readonly timeoutMs: number;
  /** `HTTP` unless said otherwise; `TCP` only asks whether the port opens. */
  readonly protocol?: string;
  /** where to ask, when it is not the port that the target is registered with */
  readonly healthCheckPort?: number;
}

export interface Route {
  readonly listenerArn: string;
  readonly address: string;
  readonly port: number;
  /** in order of priority; the last one, without conditions, is the default */
  readonly rules: readonly {
    readonly conditions: readonly { field: string; values: readonly string[]; httpHeaderName?: string }[];
    /** Only targets that may get new requests; a draining target keeps those that it has. */
    readonly forward: readonly { readonly weight: number; readonly targets: readonly { id: string; port: number }[] }[];
  }[];
}

export type Command =
  | { readonly kind: 'start-task'; readonly launch: TaskLaunch }
  /** SIGTERM to every container, SIGKILL after its stop timeout. Stopping what is gone already is no error. */
  | { readonly kind: 'stop-task'; readonly taskArn: string }
  /** One health check of one target; answered by one `target-probed`. The control plane keeps interval and thresholds. */
  | { readonly kind: 'probe-target'; readonly probe: HealthProbe }
  /** The whole route of one listener, whenever it changes. `remove` closes the listener. */
  | { readonly kind: 'route'; readonly route: Route }
  | { readonly kind: 'remove-route'; readonly listenerArn: string }
  /** The target has finished draining: connections that are still open may be cut. */
  | { readonly kind: 'disconnect-target'; readonly targetId: string; readonly port: number };

export type Observation =
  | {
      readonly kind: 'container-started';
      readonly taskArn: string;
      readonly container: string;
      readonly runtimeId: string;
    }
  | {
      readonly kind: 'container-exited';
      readonly taskArn: string;
      readonly container: string;
      readonly exitCode: number;
      /** ECS's words where it has any, for example `OutOfMemoryError: Container killed due to memory usage` */
      readonly reason?: string;
    }
  /** A container could not be started; it never has an exit code. `reason` in ECS's words, for example `CannotPullContainerError: …`. */
  | {
      readonly kind: 'task-failed-to-start';
      readonly taskArn: string;
      readonly container?: string;
      readonly reason: string;
    }
  | {
      readonly kind: 'container-health';
      readonly taskArn: string;
      readonly container: string;
      readonly status: 'HEALTHY' | 'UNHEALTHY';
    }
  /** The platform took the task away: Spot interruption, host retirement … */
  | {
      readonly kind: 'task-interrupted';
      readonly taskArn: string;
      readonly stopCode: 'SpotInterruption' | 'TerminationNotice' | 'InfrastructureHealth';
      readonly reason: string;
    }
  /** Every container is gone and the task holds no more resources; always the last observation of a task. */
  | { readonly kind: 'task-gone'; readonly taskArn: string }
  | {
      readonly kind: 'target-probed';
      readonly targetGroupArn: string;
      readonly targetId: string;
      readonly port: number;
      readonly healthy: boolean;
      /** `Target.ResponseCodeMismatch`, `Target.Timeout`, `Target.FailedHealthChecks` */
      readonly reason?: string;
      readonly description?: string;
    }
  | {
      readonly kind: 'log';
      readonly group: string;
      readonly stream: string;
      readonly timestamp: Instant;
      readonly message: string;
    };

/**
 * A runtime carries out commands and says what happened since it was last asked. Neither call waits:
 * the docker runtime works in the background, the scripted one computes from `now`.
 */
export interface Runtime {
  carryOut(commands: readonly Command[], now: Instant): void;
  observe(now: Instant): Observation[];
  /** When it will next have something to say, if anything is under way. A runtime that cannot know has no such function. */
  nextObservationAt?(): Instant | undefined;
  close(): Promise<void>;
}
