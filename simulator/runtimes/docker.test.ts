import { randomBytes } from 'node:crypto';
import http from 'node:http';
import { hostname } from 'node:os';
import { afterEach, describe, expect, test } from 'vitest';
import { ensureBaseImage } from '../../demo/base-image.ts';
import type { ContainerLaunch, Observation, TaskLaunch } from '../control-plane/runtime.ts';
import { createDockerRuntime, type DockerRuntime } from './docker.ts';
import { connectEngine, type Engine } from './docker-engine.ts';
import { sweepLeftovers } from './docker-leftovers.ts';

const engine = await connectEngine().catch(() => undefined);
const reason = engine === undefined ? ' (no Docker engine answers here)' : '';
const image = engine === undefined ? '' : await ensureBaseImage(engine);

const runtimes: DockerRuntime[] = [];
afterEach(async () => {
  for (const runtime of runtimes.splice(0)) await runtime.close();
});

async function aRuntime(): Promise<DockerRuntime> {
  const runtime = await createDockerRuntime({ log: (line) => console.error(line) });
  runtimes.push(runtime);
  return runtime;
}

function aContainer(container: Partial<ContainerLaunch> = {}): ContainerLaunch {
  return {
    name: 'app',
    image,
    essential: true,
    environment: {},
    portMappings: [],
    dependsOn: [],
    stopTimeoutMs: 2_000,
    log: { group: '/ecs/app', stream: `s/${container.name ?? 'app'}` },
    ...container,
  };
}

function aTask(...containers: ContainerLaunch[]): TaskLaunch {
  return {
    taskArn: `arn:aws:ecs:eu-west-1:123456789012:task/main/${randomBytes(16).toString('hex')}`,
    taskDefinitionArn: 'arn:aws:ecs:eu-west-1:123456789012:task-definition/web:1',
    privateIPv4Address: '10.0.0.7',
    group: 'service:web',
    containers,
  };
}

const node = (script: string) => ({ command: ['node', '-e', script] });

/** Everything seen until the one that is looked for. */
async function until(runtime: DockerRuntime, found: (seen: Observation) => boolean): Promise<Observation[]> {
  const seen: Observation[] = [];
  for (const deadline = Date.now() + 30_000; Date.now() < deadline; ) {
    await new Promise((resolve) => setImmediate(resolve));
    for (const observation of runtime.observe(0)) {
      seen.push(observation);
      if (found(observation)) return seen;
    }
  }
  throw new Error(`Only this was seen:\n${told(seen).join('\n')}`);
}

const gone = (observation: Observation) => observation.kind === 'task-gone';

/** In words, without ids and times. */
function told(observations: readonly Observation[]): string[] {
  return observations.map(inWords);
}

function inWords(seen: Observation): string {
  switch (seen.kind) {
    case 'container-started':
      return `${seen.container} started`;
    case 'container-exited':
      return `${seen.container} exited ${seen.exitCode}${seen.reason === undefined ? '' : ` ${seen.reason}`}`;
    case 'container-health':
      return `${seen.container} ${seen.status}`;
    case 'task-failed-to-start':
      return `${seen.container} failed to start: ${seen.reason}`;
    case 'log':
      return `${seen.stream}: ${seen.message}`;
    case 'target-probed':
      return seen.healthy ? 'healthy' : `${seen.reason}: ${seen.description}`;
    case 'task-interrupted':
      return seen.reason;
    case 'task-gone':
      return 'gone';
  }
}

async function runToEnd(...containers: ContainerLaunch[]): Promise<string[]> {
  const runtime = await aRuntime();
  runtime.carryOut([{ kind: 'start-task', launch: aTask(...containers) }], 0);
  return told(await until(runtime, gone));
}

describe.runIf(engine !== undefined)(`tasks on a Docker engine${reason}`, () => {
  test('a container runs with its environment, and its last line is there before the task is gone', async () => {
    const script =
      'for (let i = 0; i < 3; i++) console.log(i, process.env.WHO); console.log("last words"); process.exitCode = 3';
    expect(await runToEnd(aContainer({ ...node(script), environment: { WHO: 'me' } }))).toEqual([
      'app started',
      's/app: 0 me',
      's/app: 1 me',
      's/app: 2 me',
      's/app: last words',
      'app exited 3',
      'gone',
    ]);
  });

  test('a thousand lines and a very long one all arrive, in order, with times of their own', async () => {
    const runtime = await aRuntime();
    const script = 'for (let i = 0; i < 1000; i++) console.log(i); console.log("x".repeat(40000))';
    runtime.carryOut([{ kind: 'start-task', launch: aTask(aContainer(node(script))) }], 0);
    const lines = (await until(runtime, gone)).filter((seen) => seen.kind === 'log');
    expect(lines.slice(0, -1).map((line) => Number(line.message))).toEqual(Array.from({ length: 1000 }, (_, i) => i));
    expect(lines.at(-1)?.message).toHaveLength(40_000);
    expect(lines.every((line, index) => line.timestamp >= (lines[index - 1]?.timestamp ?? 1))).toBe(true);
  });

  test('working directory, user, entry point and a read-only root are as asked', async () => {
    const script =
      'try { require("fs").writeFileSync("/x", "") } catch (e) { console.log(process.cwd(), process.getuid(), e.code) }';
    const container = {
      entryPoint: ['node', '-e'],
      command: [script],
      user: '1000',
      workingDirectory: '/tmp',
      readonlyRootFilesystem: true,
    };
    expect(await runToEnd(aContainer(container))).toContain('s/app: /tmp 1000 EROFS');
  });

  test('a stop is SIGTERM, and whoever listens may end in peace', async () => {
    const runtime = await aRuntime();
    const script =
      'process.on("SIGTERM", () => { console.log("bye"); process.exit(0) }); setInterval(() => {}, 1e6); console.log("up")';
    const launch = aTask(aContainer(node(script)));
    runtime.carryOut([{ kind: 'start-task', launch }], 0);
    await until(runtime, (seen) => seen.kind === 'log');
    runtime.carryOut([{ kind: 'stop-task', taskArn: launch.taskArn }], 0);
    expect(told(await until(runtime, gone))).toEqual(['s/app: bye', 'app exited 0', 'gone']);
    runtime.carryOut([{ kind: 'stop-task', taskArn: launch.taskArn }], 0);
  });

  test('whoever does not listen is killed after the stop timeout', async () => {
    const runtime = await aRuntime();
    const script = 'process.on("SIGTERM", () => console.log("no")); setInterval(() => {}, 1e6); console.log("up")';
    const launch = aTask(aContainer({ ...node(script), stopTimeoutMs: 300 }));
    runtime.carryOut([{ kind: 'start-task', launch }], 0);
    await until(runtime, (seen) => seen.kind === 'log');
    runtime.carryOut([{ kind: 'stop-task', taskArn: launch.taskArn }], 0);
    expect(told(await until(runtime, gone))).toEqual(['s/app: no', 'app exited 137', 'gone']);
  });

  test('a task that is stopped before it has started is gone without a word', async () => {
    const runtime = await aRuntime();
    const launch = aTask(aContainer(node('')));
    runtime.carryOut(
      [
        { kind: 'start-task', launch },
        { kind: 'stop-task', taskArn: launch.taskArn },
      ],
      0,
    );
    expect(told(await until(runtime, gone))).toEqual(['gone']);
  });

  test('an image that cannot be pulled is told in the words of ECS', async () => {
    const digest = `sha256:${'0'.repeat(64)}`;
    const container = aContainer({ image: '127.0.0.1:1/web:v1', imageDigest: digest });
    const [first, ...rest] = await runToEnd(container);
    expect(first).toMatch(
      /^app failed to start: CannotPullContainerError: pull image manifest has been retried 1 time\(s\): failed to resolve ref 127\.0\.0\.1:1\/web@sha256:0{64}: .*connection refused/,
    );
    expect(rest).toEqual(['gone']);
  });

  test('a command that does not exist is told in the words of ECS', async () => {
    expect(await runToEnd(aContainer({ command: ['nosuch'] }))).toEqual([
      'app failed to start: CannotStartContainerError: ResourceInitializationError: failed to create new container runtime task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "nosuch": executable file not found in $PATH: unknown',
      'gone',
    ]);
  });

  test('a program of another architecture ends as on ECS: with a line in its log and an exit code', async () => {
    const make =
      'require("fs").writeFileSync("/tmp/alien", "\\x7fELF", { mode: 0o755 }); require("child_process").execFileSync("/bin/sh", ["-c", "exec /tmp/alien"], { stdio: "inherit" })';
    const all = await runToEnd(aContainer(node(make)));
    expect(all.join('\n')).toMatch(/Exec format error/i);
    expect(all.at(-2)).toMatch(/^app exited [1-9]/);
  });

  test('a container that takes more memory than it may is killed, and why is said', async () => {
    const script = 'const all = []; for (;;) all.push(Buffer.alloc(10e6, 1))';
    expect((await runToEnd(aContainer({ ...node(script), memoryMiB: 96 }))).slice(-2)).toEqual([
      'app exited 137 OutOfMemoryError: Container killed due to memory usage',
      'gone',
    ]);
  });

  test('a health check of the task definition is made by the engine, and what it finds is told', async () => {
    const runtime = await aRuntime();
    const healthCheck = {
      command: ['CMD-SHELL', 'test ! -e /tmp/ill'],
      intervalMs: 200,
      timeoutMs: 2_000,
      retries: 2,
      startPeriodMs: 0,
    };
    const script = 'setTimeout(() => require("fs").writeFileSync("/tmp/ill", ""), 1500); setInterval(() => {}, 1e6)';
    runtime.carryOut([{ kind: 'start-task', launch: aTask(aContainer({ ...node(script), healthCheck })) }], 0);
    const seen = await until(runtime, (each) => each.kind === 'container-health' && each.status === 'UNHEALTHY');
    expect(told(seen)).toEqual(['app started', 'app HEALTHY', 'app UNHEALTHY']);
  });
});

describe.runIf(engine !== undefined)(`several containers in one task${reason}`, () => {
  test('they start in the order of their dependencies and share localhost', async () => {
    const server = 'require("http").createServer((q, r) => r.end("hello")).listen(9000, "127.0.0.1")';
    const client =
      'const ask = () => fetch("http://127.0.0.1:9000").then((r) => r.text()).then(console.log, () => setTimeout(ask, 50)); ask()';
    const runtime = await aRuntime();
    const launch = aTask(
      aContainer({ name: 'client', ...node(client), dependsOn: [{ containerName: 'server', condition: 'START' }] }),
      aContainer({ name: 'server', ...node(server), dependsOn: [{ containerName: 'init', condition: 'SUCCESS' }] }),
      aContainer({ name: 'init', ...node('console.log("ready")'), essential: false }),
    );
    runtime.carryOut([{ kind: 'start-task', launch }], 0);
    const first = told(await until(runtime, (seen) => seen.kind === 'container-exited' && seen.container === 'client'));
    expect(first).toEqual([
      'init started',
      's/init: ready',
      'init exited 0',
      'server started',
      'client started',
      's/client: hello',
      'client exited 0',
    ]);
    runtime.carryOut([{ kind: 'stop-task', taskArn: launch.taskArn }], 0);
    expect(told(await until(runtime, gone)).at(-1)).toBe('gone');
  });

  test('a dependency that fails keeps the other from starting, and the task is cleared up', async () => {
    const all = await runToEnd(
      aContainer({ ...node(''), dependsOn: [{ containerName: 'init', condition: 'SUCCESS' }] }),
      aContainer({ name: 'init', ...node('process.exit(4)'), essential: false }),
    );
    expect(all).toEqual([
      'init started',
      'init exited 4',
      expect.stringContaining('app failed to start: TaskFailedToStart: dependency graph'),
      'gone',
    ]);
  });
});

describe.runIf(engine !== undefined)(`the way to a task${reason}`, () => {
  const server =
    'require("http").createServer((q, r) => { r.statusCode = Number(q.url.slice(1)) || 200; r.end("hello from " + q.headers.host) }).listen(8080)';

  function aProbe(path: string, timeoutMs = 2_000) {
    return {
      kind: 'probe-target',
      probe: { targetGroupArn: 'tg', targetId: '10.0.0.7', port: 8080, path, matcher: '200-299,404', timeoutMs },
    } as const;
  }

  async function probed(runtime: DockerRuntime, path: string): Promise<string> {
    runtime.carryOut([aProbe(path)], 0);
    return told(await until(runtime, (seen) => seen.kind === 'target-probed')).at(-1) ?? '';
  }

  test('leads through the health check and the listener to its port, and ends with it', async () => {
    const runtime = await aRuntime();
    const launch = aTask(aContainer({ ...node(server), portMappings: [{ containerPort: 8080, protocol: 'tcp' }] }));
    expect(await probed(runtime, '/')).toBe('Target.FailedHealthChecks: Health checks failed');
    runtime.carryOut([{ kind: 'start-task', launch }], 0);
    while ((await probed(runtime, '/')) !== 'healthy');
    expect(await probed(runtime, '/404')).toBe('healthy');
    expect(await probed(runtime, '/503')).toBe(
      'Target.ResponseCodeMismatch: Health checks failed with these codes: [503]',
    );

    const target = { id: '10.0.0.7', port: 8080 };
    const rules = [{ conditions: [], forward: [{ weight: 1, targets: [target] }] }];
    runtime.carryOut([{ kind: 'route', route: { listenerArn: 'l', address: '127.77.0.1', port: 18_080, rules } }], 0);
    await runtime.listening();
    expect(await (await fetch('http://127.77.0.1:18080/')).text()).toBe('hello from 127.77.0.1:18080');

    runtime.carryOut([{ kind: 'stop-task', taskArn: launch.taskArn }], 0);
    await until(runtime, gone);
    expect(await probed(runtime, '/')).toBe('Target.FailedHealthChecks: Health checks failed');
    expect((await fetch('http://127.77.0.1:18080/')).status).toBe(502);
  });

  test('a container reaches this machine at the gateway of its network', async () => {
    const runtime = await aRuntime();
    const here = http.createServer((_, response) => void response.end('from outside')).listen(0, runtime.gateway);
    await new Promise((resolve) => here.once('listening', resolve));
    const address = here.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const script = `fetch("http://${runtime.gateway}:${port}").then((r) => r.text()).then(console.log)`;
    runtime.carryOut([{ kind: 'start-task', launch: aTask(aContainer(node(script))) }], 0);
    expect(told(await until(runtime, gone))).toContain('s/app: from outside');
    here.close();
  });
});

describe.runIf(engine !== undefined)(`what is left on the engine${reason}`, () => {
  async function labelled(found: Engine, label: string): Promise<number> {
    const filters = JSON.stringify({ label: [`slipway.simulator=${label}`] });
    const containers = await found.call<unknown[]>('GET', '/containers/json', { query: { all: '1', filters } });
    const networks = await found.call<unknown[]>('GET', '/networks', { query: { filters } });
    return containers.length + networks.length;
  }

  test('is nothing after a close in the middle of everything', async () => {
    if (engine === undefined) return;
    const runtime = await aRuntime();
    const stubborn = 'process.on("SIGTERM", () => {}); setInterval(() => {}, 1e6); console.log("up")';
    const both = [aContainer(node(stubborn)), aContainer({ name: 'other', ...node(stubborn) })];
    runtime.carryOut([{ kind: 'start-task', launch: aTask(...both) }], 0);
    await until(runtime, (seen) => seen.kind === 'log');
    runtime.carryOut([{ kind: 'start-task', launch: aTask(aContainer(node(stubborn))) }], 0);
    expect(await labelled(engine, runtime.label)).toBeGreaterThan(3);
    await runtime.close();
    expect(await labelled(engine, runtime.label)).toBe(0);
  });

  test('by a run that was killed is swept up by the next one, and by a living one is not', async () => {
    if (engine === undefined) return;
    const living = await aRuntime();
    const label = randomBytes(4).toString('hex');
    const dead = { 'slipway.simulator': label, 'slipway.process': '4194305', 'slipway.host': hostname() };
    await engine.call('POST', '/networks/create', { json: { Name: `slipway-${label}`, Labels: dead } });
    await engine.call('POST', '/containers/create', {
      json: { Image: image, Labels: dead, HostConfig: { NetworkMode: `slipway-${label}` } },
    });
    expect(await labelled(engine, label)).toBe(2);
    await sweepLeftovers(engine);
    expect(await labelled(engine, label)).toBe(0);
    expect(await labelled(engine, living.label)).toBe(1);
  });
});
