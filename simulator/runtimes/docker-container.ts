// One container on the engine, from a launch to its exit. It knows the order of one container's life, not of a task's.

import type { ContainerLaunch } from '../control-plane/runtime.ts';
import { type Engine, EngineError } from './docker-engine.ts';

export interface ContainerPlan {
  readonly name: string;
  /** what the engine shall run: a reference that it holds by now */
  readonly image: string;
  readonly launch: ContainerLaunch;
  readonly labels: Readonly<Record<string, string>>;
  /** a network's name, or `container:<id>` to live in another's */
  readonly networkMode: string;
  /** published on loopback, each on a port that the engine chooses */
  readonly publish: readonly { containerPort: number; protocol: string }[];
}

export interface Exit {
  readonly exitCode: number;
  readonly outOfMemory: boolean;
}

export async function createContainer(engine: Engine, plan: ContainerPlan): Promise<string> {
  const { launch } = plan;
  const created = await engine.call<{ Id: string }>('POST', '/containers/create', {
    query: { name: plan.name },
    json: {
      Image: plan.image,
      Env: Object.entries(launch.environment).map(([name, value]) => `${name}=${value}`),
      Labels: plan.labels,
      ...(launch.command === undefined ? {} : { Cmd: launch.command }),
      ...(launch.entryPoint === undefined ? {} : { Entrypoint: launch.entryPoint }),
      ...(launch.workingDirectory === undefined ? {} : { WorkingDir: launch.workingDirectory }),
      ...(launch.user === undefined ? {} : { User: launch.user }),
      ...healthcheck(launch),
      ...exposedPorts(plan),
      HostConfig: hostConfig(plan),
    },
  });
  return created.Id;
}

export async function startContainer(engine: Engine, id: string): Promise<void> {
  await engine.call('POST', `/containers/${id}/start`);
}

/** Resolves when it has ended, even if that was before the question. */
export async function untilExited(engine: Engine, id: string): Promise<Exit> {
  await engine.call('POST', `/containers/${id}/wait`);
  const { State } = await engine.call<{ State: { ExitCode: number; OOMKilled: boolean } }>(
    'GET',
    `/containers/${id}/json`,
  );
  return { exitCode: State.ExitCode, outOfMemory: State.OOMKilled };
}

/** What the image asks to be stopped with, else SIGTERM; what has ended already is not disturbed. */
export async function askToStop(engine: Engine, id: string): Promise<void> {
  const { Config } = await engine.call<{ Config: { StopSignal?: string } }>('GET', `/containers/${id}/json`);
  await signal(engine, id, Config.StopSignal || 'SIGTERM');
}

export async function kill(engine: Engine, id: string): Promise<void> {
  await signal(engine, id, 'SIGKILL');
}

async function signal(engine: Engine, id: string, name: string): Promise<void> {
  try {
    await engine.call('POST', `/containers/${id}/kill`, { query: { signal: name } });
  } catch (error) {
    // 404: removed; 409: not running (500 from older engines, when it ends at that very moment).
    if (!(error instanceof EngineError)) throw error;
  }
}

export async function removeContainer(engine: Engine, id: string): Promise<void> {
  try {
    await engine.call('DELETE', `/containers/${id}`, { query: { force: '1', v: '1' } });
  } catch (error) {
    // 404: gone; 409: somebody else is removing it right now.
    if (!(error instanceof EngineError && (error.status === 404 || error.status === 409))) throw error;
  }
}

export type Health = 'starting' | 'healthy' | 'unhealthy';

interface Inspected {
  readonly State: { readonly Health?: { readonly Status: Health } };
  readonly NetworkSettings: {
    readonly Ports: Readonly<Record<string, readonly { HostPort: string }[] | null>>;
  };
}

/** containerPort → port on 127.0.0.1 */
export async function publishedPorts(engine: Engine, id: string): Promise<Map<number, number>> {
  const { NetworkSettings } = await engine.call<Inspected>('GET', `/containers/${id}/json`);
  const ports = new Map<number, number>();
  for (const [port, bindings] of Object.entries(NetworkSettings.Ports)) {
    const hostPort = bindings?.[0]?.HostPort;
    if (hostPort !== undefined) ports.set(Number.parseInt(port, 10), Number(hostPort));
  }
  return ports;
}

function hostConfig(plan: ContainerPlan): object {
  const { launch } = plan;
  const memory = launch.memoryMiB === undefined ? undefined : launch.memoryMiB * 1024 * 1024;
  return {
    NetworkMode: plan.networkMode,
    // Whatever the engine's default is: these lines are read back.
    LogConfig: { Type: 'json-file', Config: {} },
    PortBindings: Object.fromEntries(
      plan.publish.map((port) => [portKey(port), [{ HostIp: '127.0.0.1', HostPort: '' }]]),
    ),
    ReadonlyRootfs: launch.readonlyRootFilesystem ?? false,
    // No swap, as on Fargate: the limit is the limit.
    ...(memory === undefined ? {} : { Memory: memory, MemorySwap: memory }),
  };
}

function exposedPorts(plan: ContainerPlan): object {
  return plan.publish.length === 0
    ? {}
    : { ExposedPorts: Object.fromEntries(plan.publish.map((port) => [portKey(port), {}])) };
}

function portKey(port: { containerPort: number; protocol: string }): string {
  return `${port.containerPort}/${port.protocol}`;
}

/** ECS runs no check that the task definition does not name, whatever the image says. */
function healthcheck({ healthCheck }: ContainerLaunch): object {
  if (healthCheck === undefined) return { Healthcheck: { Test: ['NONE'] } };
  const nanoseconds = (ms: number) => Math.max(1, Math.round(ms)) * 1_000_000;
  return {
    Healthcheck: {
      Test: healthCheck.command,
      Interval: nanoseconds(healthCheck.intervalMs),
      Timeout: nanoseconds(healthCheck.timeoutMs),
      Retries: healthCheck.retries,
      StartPeriod: nanoseconds(healthCheck.startPeriodMs),
    },
  };
}
