// The runtime with real containers: tasks on a Docker engine, target groups really probed, listeners that are real HTTP proxies.
// It carries out what the control plane says and tells what happened; it decides nothing about tasks, health or routes.

import { randomBytes } from 'node:crypto';
import { createInterface } from 'node:readline';
import type {
  Command,
  ContainerLaunch,
  HealthProbe,
  Observation,
  Runtime,
  TaskLaunch,
} from '../control-plane/runtime.ts';
import { probe, unreachable } from '../data-plane/health-probe.ts';
import { createLoadBalancer } from '../data-plane/load-balancer.ts';
import type { Health } from './docker-container.ts';
import { connectEngine, type Engine } from './docker-engine.ts';
import { CouldNotStart, pullFailure } from './docker-failure.ts';
import { engineHasImage, pullImage, type RegistryAuth, splitReference } from './docker-image.ts';
import { labelsOf, removeAllOf, sweepLeftovers } from './docker-leftovers.ts';
import { type EngineTask, runTask } from './docker-task.ts';

export interface DockerRuntimeOptions {
  readonly engine?: Engine;
  /** What everything on the engine is labelled with (`slipway.simulator=<label>`); made up when absent. */
  readonly label?: string;
  /** An existing network; one is made, and removed at the end, when absent. */
  readonly network?: string;
  /** Asked before each pull from the registry at `serveraddress`; other registries are asked without a password. */
  readonly registryAuth?: () => RegistryAuth;
  /** For people: what went wrong beside the tasks' own failures. */
  readonly log?: (line: string) => void;
}

export interface DockerRuntime extends Runtime {
  readonly label: string;
  readonly network: string;
  /** Where a container finds this machine: a server that it shall reach listens here. */
  readonly gateway: string;
  /** Resolves when every listener routed so far accepts connections. */
  listening(): Promise<void>;
}

export async function createDockerRuntime(options: DockerRuntimeOptions = {}): Promise<DockerRuntime> {
  const engine = options.engine ?? (await connectEngine());
  const label = options.label ?? randomBytes(4).toString('hex');
  const log = options.log ?? (() => undefined);
  await sweepLeftovers(engine);
  const network = options.network ?? (await createNetwork(engine, label));
  const gateway = await gatewayOf(engine, network);

  let observations: Observation[] = [];
  const tasks = new Map<string, EngineTask>();
  /** `<private address>:<container port>` → port on loopback */
  const ports = new Map<string, number>();
  const pulled = new Set<string>();
  const balancer = createLoadBalancer({ resolve: ({ id, port }) => placeOf(id, port), log });
  const closing = new AbortController();
  const health = await watchHealth(engine, label, closing.signal, (containerId, status) => {
    for (const task of tasks.values()) task.healthChanged(containerId, status);
  });

  function observe(observation: Observation): void {
    if (!closing.signal.aborted) observations.push(observation);
  }

  function placeOf(address: string, port: number): { host: string; port: number } | undefined {
    const hostPort = ports.get(`${address}:${port}`);
    return hostPort === undefined ? undefined : { host: '127.0.0.1', port: hostPort };
  }

  function carryOut(command: Command): void {
    switch (command.kind) {
      case 'start-task':
        startTask(command.launch);
        break;
      case 'stop-task':
        tasks.get(command.taskArn)?.stop();
        break;
      case 'probe-target':
        void probeTarget(command.probe);
        break;
      case 'route':
        balancer.route(command.route);
        break;
      case 'remove-route':
        balancer.removeRoute(command.listenerArn);
        break;
      case 'disconnect-target':
        balancer.disconnect({ id: command.targetId, port: command.port });
    }
  }

  function startTask(launch: TaskLaunch): void {
    const address = launch.privateIPv4Address;
    const known = new Set<string>();
    const task = runTask(launch, {
      engine,
      network,
      labels: labelsOf(label),
      namePrefix: `slipway-${label}`,
      fetchImage,
      observe,
      log,
      reachable(published) {
        for (const key of known) ports.delete(key);
        for (const [port, hostPort] of published) {
          known.add(`${address}:${port}`);
          ports.set(`${address}:${port}`, hostPort);
        }
      },
    });
    tasks.set(launch.taskArn, task);
    void task.over.then(() => tasks.delete(launch.taskArn));
  }

  async function fetchImage(container: ContainerLaunch, signal: AbortSignal): Promise<string> {
    const { repository } = splitReference(container.image);
    const reference = container.imageDigest === undefined ? container.image : `${repository}@${container.imageDigest}`;
    // A name without a registry would be Docker Hub's: what the engine already holds under it is good enough.
    if (registryOf(repository) === undefined && (await engineHasImage(engine, reference))) return reference;
    const auth = options.registryAuth?.();
    const ours = auth !== undefined && auth.serveraddress.replace(/^https?:\/\//, '') === registryOf(repository);
    try {
      await pullImage(engine, { reference, auth: ours ? auth : undefined, signal });
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error);
      throw new CouldNotStart(container.name, pullFailure(reference, words), { cause: error });
    }
    pulled.add(reference);
    return reference;
  }

  async function probeTarget({ targetGroupArn, targetId, port, path, matcher, timeoutMs }: HealthProbe): Promise<void> {
    const place = placeOf(targetId, port);
    const result =
      place === undefined
        ? unreachable
        : await probe({ ...place, hostHeader: `${targetId}:${port}`, path, matcher, timeoutMs });
    observe({ kind: 'target-probed', targetGroupArn, targetId, port, ...result });
  }

  async function close(): Promise<void> {
    if (closing.signal.aborted) return;
    closing.abort();
    await Promise.all([balancer.close(), health.ended, ...[...tasks.values()].map((task) => task.destroy())]);
    await removeAllOf(engine, label);
    // Names of a registry that is about to be gone; layers that others use stay.
    await Promise.allSettled([...pulled].map((reference) => engine.call('DELETE', `/images/${reference}`)));
  }

  return {
    label,
    network,
    gateway,
    carryOut: (commands) => commands.forEach(carryOut),
    observe() {
      const seen = observations;
      observations = [];
      return seen;
    },
    listening: () => balancer.listening(),
    close,
  };
}

async function createNetwork(engine: Engine, label: string): Promise<string> {
  const name = `slipway-${label}`;
  await engine.call('POST', '/networks/create', {
    json: { Name: name, Driver: 'bridge', CheckDuplicate: true, Labels: labelsOf(label) },
  });
  return name;
}

async function gatewayOf(engine: Engine, network: string): Promise<string> {
  type Network = { IPAM: { Config: readonly { Gateway?: string }[] } };
  const { IPAM } = await engine.call<Network>('GET', `/networks/${network}`);
  const gateway = IPAM.Config.find((config) => config.Gateway !== undefined)?.Gateway;
  if (gateway === undefined)
    throw new Error(`The Docker network ${network} has no gateway: a bridge network is needed.`);
  return gateway;
}

/** Listens from the moment it resolves until the signal. */
async function watchHealth(
  engine: Engine,
  label: string,
  signal: AbortSignal,
  onHealth: (containerId: string, health: Health) => void,
): Promise<{ readonly ended: Promise<void> }> {
  const filters = JSON.stringify({ label: [`slipway.simulator=${label}`], event: ['health_status'] });
  const events = await engine.open('GET', '/events', { query: { filters }, signal });
  const read = async () => {
    for await (const line of createInterface({ input: events })) {
      const event = JSON.parse(line) as { Action: string; Actor: { ID: string } };
      onHealth(event.Actor.ID, event.Action.replace('health_status: ', '') as Health);
    }
  };
  return { ended: read().catch(() => undefined) };
}

/** The part before the first slash is a host when it looks like one; else the name is Docker Hub's. */
function registryOf(repository: string): string | undefined {
  const [first = '', ...rest] = repository.split('/');
  return rest.length > 0 && (/[.:]/.test(first) || first === 'localhost') ? first : undefined;
}
