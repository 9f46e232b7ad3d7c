// A place to deploy in: the local AWS behind a real port, a service that runs v1 and an image v2, and the shipped deploy-ecs to run against it.
// The world moves a little at each look of the product, so that a rollout takes as many looks as it would, and no time.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import type { ServiceDeployment } from '../../simulator/control-plane/ecs-state.ts';
import { type DiaryEntry, mutations } from '../../simulator/diary.ts';
import { startServer } from '../../simulator/server.ts';
import type { Simulator } from '../../simulator/simulator.ts';
import { type Account, type AccountOptions, anAccount, CLUSTER, SERVICE, type ServiceOptions } from './a-service.ts';
import { type BundleOptions, type BundleRun, type RunningBundle, startBundle } from './runner.ts';

export interface DeployPlaceOptions extends AccountOptions {
  /** where the local AWS listens, for images that are pushed to and read from its registry; else any, and there are none */
  readonly port?: number;
  readonly service?: ServiceOptions;
  /** members that RegisterTaskDefinition takes and does not give back, wherever they stand */
  readonly forgets?: readonly string[];
  /** what else there is before the service is made */
  readonly before?: (simulator: Simulator) => Promise<void>;
}

type Inputs = Readonly<Record<string, string>>;
type Rest = Partial<Omit<BundleOptions, 'action' | 'inputs'>>;

export interface DeployPlace {
  readonly simulator: Simulator;
  readonly account: Account;
  /** the image v2 by its tag */
  readonly v2: string;
  readonly digest: string;
  /** The main step, with cluster and service given. */
  deploy(inputs: Inputs, rest?: Rest): Promise<BundleRun>;
  start(inputs: Inputs, rest?: Rest): RunningBundle;
  /** The post step of a run, which gets what main saved. */
  post(run: BundleRun): Promise<BundleRun>;
  /** What was asked for since the place was made. */
  diary(): readonly DiaryEntry[];
  /** How often an operation was carried out. */
  count(operation: string): number;
  /** Requests that ask for a change. */
  changes(): readonly string[];
  deployments(): readonly ServiceDeployment[];
  statuses(): readonly string[];
  /** When the nth request for the operation arrives (`before`) or was carried out (`after`), this happens; `hang` means that it gets no answer. */
  at(
    moment: 'before' | 'after',
    operation: string,
    happens: () => void | Promise<void>,
    options?: { nth?: number; hang?: true },
  ): void;
  /** Writes a file into the workspace of the runs. */
  file(name: string, text: string): string;
  readonly workspace: string;
}

const STEP_MS = 10_000;

/** Everything is cleared away when the test ends; requests against AWS's model fail it. */
export async function aDeployPlace(options: DeployPlaceOptions = {}): Promise<DeployPlace> {
  const { service = {}, forgets = [], before: prepare, port, ...rest } = options;
  const registry = port === undefined ? {} : { registryHost: `127.0.0.1:${port}` };
  const account = anAccount({ advancePerLookMs: STEP_MS, ...registry, ...rest });
  const { simulator } = account;
  await account.pushImage('v1');
  await prepare?.(simulator);
  await account.createService(service);
  const { reference: v2, digest } = await account.pushImage('v2');
  const hooks: Hook[] = [];
  const server = await startServer(
    forgetting(withHooks(simulator, hooks), forgets),
    port === undefined ? {} : { port },
  );
  const workspace = mkdtempSync(join(tmpdir(), 'slipway-workspace-'));
  const before = simulator.diary.length;
  const running = new Set<RunningBundle>();
  const place: DeployPlace = {
    simulator,
    account,
    v2,
    digest,
    workspace,
    start: (inputs, { env, ...others } = {}) => {
      const bundle = startBundle({
        action: 'deploy-ecs',
        cwd: workspace,
        inputs: { cluster: CLUSTER, service: SERVICE, 'poll-interval': '10ms', ...inputs },
        env: { AWS_ENDPOINT_URL: server.url, AWS_REGION: simulator.world.region, ...env },
        ...others,
      });
      running.add(bundle);
      void bundle.finished.then(() => running.delete(bundle));
      return bundle;
    },
    deploy: (inputs, others) => place.start(inputs, others).finished,
    post: ({ state }) => place.deploy({}, { phase: 'post', state }),
    diary: () => simulator.diary.slice(before),
    count: (operation) =>
      place.diary().filter((entry) => entry.operation === operation && entry.outcome === 'ok').length,
    changes: () => mutations(place.diary()).map(({ operation }) => operation),
    deployments: () => Object.values(simulator.world.ecs.serviceDeployments),
    statuses: () => place.deployments().map(({ status }) => status),
    at: (moment, operation, happens, { nth = 1, hang = false } = {}) => {
      hooks.push({ moment, operation, left: nth, hang, happens });
    },
    file: (name, text) => {
      const path = join(workspace, name);
      writeFileSync(path, text);
      return path;
    },
  };
  onTestFinished(async () => {
    for (const bundle of running) bundle.kill('SIGKILL');
    await server.close();
    await simulator.close();
    rmSync(workspace, { recursive: true, force: true });
    const problems = place
      .diary()
      .flatMap(({ operation, fault, problems: found }) =>
        fault === undefined ? found.map((problem) => `${operation}: ${problem}`) : [],
      );
    expect(problems).toEqual([]);
  });
  return place;
}

/** What a run says of itself, to whoever reads only its end. */
export function ending(run: BundleRun) {
  return { exitCode: run.exitCode, verdict: run.outputs.verdict ?? '' };
}

/** Everything that a reader of the run sees. */
export function visible(run: BundleRun): string {
  return [...run.lines, run.stderr, run.summary, ...Object.values(run.outputs)].join('\n');
}

interface Hook {
  readonly moment: 'before' | 'after';
  readonly operation: string;
  readonly hang: boolean;
  readonly happens: () => void | Promise<void>;
  /** requests until it happens, 0 when it has */
  left: number;
}

function forgetting(simulator: Simulator, members: readonly string[]): Simulator {
  return {
    ...simulator,
    get world() {
      return simulator.world;
    },
    handle: async (request) => {
      const answer = await simulator.handle(request);
      if (!request.headers['x-amz-target']?.endsWith('.RegisterTaskDefinition')) return answer;
      const kept: unknown = JSON.parse(new TextDecoder().decode(answer.body), (name, value: unknown) =>
        members.includes(name) ? undefined : value,
      );
      return { ...answer, body: new TextEncoder().encode(JSON.stringify(kept)) };
    },
  };
}

function withHooks(simulator: Simulator, hooks: readonly Hook[]): Simulator {
  const pass = async (moment: Hook['moment'], operation: string): Promise<boolean> => {
    const due = hooks.filter((hook) => hook.moment === moment && hook.operation === operation && hook.left > 0);
    for (const hook of due) hook.left -= 1;
    const happening = due.filter(({ left }) => left === 0);
    for (const { happens } of happening) await happens();
    return happening.some(({ hang }) => hang);
  };
  const never = new Promise<never>(() => {});
  return {
    ...simulator,
    get world() {
      return simulator.world;
    },
    handle: async (request) => {
      const operation = request.headers['x-amz-target']?.split('.').at(-1) ?? '';
      if (await pass('before', operation)) return never;
      const answer = await simulator.handle(request);
      return (await pass('after', operation)) ? never : answer;
    },
  };
}
