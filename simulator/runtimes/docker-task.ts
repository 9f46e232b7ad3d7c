// One task on the engine: pulls, starts its containers in the order of their dependencies, hands on what they say, and clears up.
// It carries out; that an essential container takes the others with it is decided by the control plane.

import type { ContainerLaunch, Observation, TaskLaunch } from '../control-plane/runtime.ts';
import {
  askToStop,
  createContainer,
  type Health,
  kill,
  publishedPorts,
  removeContainer,
  startContainer,
  untilExited,
} from './docker-container.ts';
import type { Engine } from './docker-engine.ts';
import { CouldNotStart, outOfMemory, startFailure } from './docker-failure.ts';
import { followLogs } from './docker-logs.ts';
import { conditionHolds, type Member, newMember } from './docker-member.ts';
import { ensurePauseImage } from './docker-pause.ts';
import { eventually } from './milestone.ts';

export interface TaskHost {
  readonly engine: Engine;
  readonly network: string;
  /** for every container, so that leftovers can be found */
  readonly labels: Readonly<Record<string, string>>;
  /** names on the engine begin with it */
  readonly namePrefix: string;
  /** Pulls what the container is to run; throws CouldNotStart in ECS's words. Answers with the reference that the engine holds. */
  fetchImage(container: ContainerLaunch, signal: AbortSignal): Promise<string>;
  observe(observation: Observation): void;
  /** containerPort → port on loopback */
  reachable(ports: ReadonlyMap<number, number>): void;
  log(line: string): void;
}

export interface EngineTask {
  /** SIGTERM to all, SIGKILL after the stop timeout of each. */
  stop(): void;
  /** Gone at once, whatever they do. */
  destroy(): Promise<void>;
  /** The engine's word on the health of one of its containers; ignored for others. */
  healthChanged(containerId: string, health: Health): void;
  readonly over: Promise<void>;
}

const logDrainLimitMs = 10_000;

export function runTask(launch: TaskLaunch, host: TaskHost): EngineTask {
  const { engine } = host;
  const { taskArn } = launch;
  const shortId = taskArn.slice(taskArn.lastIndexOf('/') + 1).slice(0, 12);
  const stopping = new AbortController();
  const asked = new Promise<'stopping'>((resolve) => {
    stopping.signal.addEventListener('abort', () => resolve('stopping'), { once: true });
  });
  const members = launch.containers.map(newMember);
  const created = new Set<string>();
  let destroyed = false;

  async function run(): Promise<void> {
    const lives: Promise<void>[] = [];
    try {
      const images = await Promise.all(members.map((member) => host.fetchImage(member.launch, stopping.signal)));
      const home = await findHome();
      lives.push(...members.map((member, index) => live(member, images[index] ?? '', home)));
      await Promise.all(lives);
    } catch (error) {
      if (!stopping.signal.aborted) host.observe(explain(error));
      stop();
      await Promise.allSettled(lives);
    } finally {
      await Promise.all([...created].map((id) => removeContainer(engine, id)));
      host.reachable(new Map());
      host.observe({ kind: 'task-gone', taskArn });
    }
  }

  /** All containers of a task share one network: the only one has its own, several live in that of a pause container. */
  async function findHome(): Promise<string> {
    if (members.length === 1 || stopping.signal.aborted) return host.network;
    const id = await createContainer(engine, {
      name: `${host.namePrefix}-${shortId}-network`,
      image: await ensurePauseImage(engine),
      launch: pauseLaunch,
      labels: host.labels,
      networkMode: host.network,
      publish: launch.containers.flatMap((container) => container.portMappings),
    });
    created.add(id);
    await startContainer(engine, id);
    host.reachable(await publishedPorts(engine, id));
    return `container:${id}`;
  }

  async function live(member: Member, image: string, networkMode: string): Promise<void> {
    for (const dependency of member.launch.dependsOn) {
      if ((await Promise.race([conditionHolds(member, dependency, members), asked])) === 'stopping') return;
    }
    if (stopping.signal.aborted) return;
    await start(member, image, networkMode);
    if (stopping.signal.aborted) void halt(member);
    const id = member.id ?? '';
    const drained = followLogs(engine, id, ({ timestamp, message }) => {
      const { log } = member.launch;
      if (log !== undefined) host.observe({ kind: 'log', ...log, timestamp, message });
    }).catch((error: unknown) => complain(`logs of ${id.slice(0, 12)} broke off: ${wordsOf(error)}`));
    const exit = await untilExited(engine, id);
    member.running = false;
    if (!(await eventually(logDrainLimitMs, drained))) complain(`logs of ${id.slice(0, 12)} did not end`);
    host.observe({
      kind: 'container-exited',
      taskArn,
      container: member.launch.name,
      exitCode: exit.exitCode,
      ...(exit.outOfMemory ? { reason: outOfMemory } : {}),
    });
    member.exited.reach(exit);
  }

  async function start(member: Member, image: string, networkMode: string): Promise<void> {
    const { name, portMappings } = member.launch;
    const alone = members.length === 1;
    try {
      const id = await createContainer(engine, {
        name: `${host.namePrefix}-${shortId}-${name}`,
        image,
        launch: member.launch,
        labels: host.labels,
        networkMode,
        publish: alone ? portMappings : [],
      });
      member.id = id;
      created.add(id);
      await startContainer(engine, id);
    } catch (error) {
      throw new CouldNotStart(name, startFailure(wordsOf(error)), { cause: error });
    }
    member.running = true;
    // What has ended already has no ports any more.
    if (alone) host.reachable(await publishedPorts(engine, member.id).catch(() => new Map()));
    host.observe({ kind: 'container-started', taskArn, container: name, runtimeId: member.id });
    member.started.reach();
  }

  function stop(): void {
    if (stopping.signal.aborted) return;
    stopping.abort();
    for (const member of members) if (member.running) void halt(member);
  }

  async function halt(member: Member): Promise<void> {
    const id = member.id ?? '';
    try {
      await askToStop(engine, id);
      const inTime = await eventually(member.launch.stopTimeoutMs, member.exited.reached);
      if (!inTime && member.running) await kill(engine, id);
    } catch (error) {
      complain(`stop of ${id.slice(0, 12)}: ${wordsOf(error)}`);
    }
  }

  async function destroy(): Promise<void> {
    destroyed = true;
    stopping.abort();
    await Promise.all([...created].map((id) => removeContainer(engine, id)));
    await over;
  }

  function healthChanged(containerId: string, health: Health): void {
    const member = members.find(({ id }) => id === containerId);
    if (member === undefined || health === 'starting') return;
    if (health === 'healthy') member.healthy.reach();
    const status = health === 'healthy' ? 'HEALTHY' : 'UNHEALTHY';
    host.observe({ kind: 'container-health', taskArn, container: member.launch.name, status });
  }

  function explain(error: unknown): Observation {
    if (error instanceof CouldNotStart) {
      return { kind: 'task-failed-to-start', taskArn, container: error.container, reason: error.message };
    }
    complain(`task ${shortId}: ${wordsOf(error)}`);
    return {
      kind: 'task-interrupted',
      taskArn,
      stopCode: 'InfrastructureHealth',
      reason: `The engine lost the task: ${wordsOf(error)}`,
    };
  }

  /** What is torn down on purpose breaks off, and that is no news. */
  function complain(line: string): void {
    if (!destroyed) host.log(line);
  }

  const over = run().catch((error: unknown) => host.log(`task ${shortId} was not cleared up: ${wordsOf(error)}`));
  return { stop, destroy, healthChanged, over };
}

const pauseLaunch: ContainerLaunch = {
  name: 'network',
  image: 'slipway/pause',
  essential: false,
  environment: {},
  portMappings: [],
  dependsOn: [],
  stopTimeoutMs: 0,
};

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
