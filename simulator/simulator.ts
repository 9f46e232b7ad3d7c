// The local AWS in one process: a world, a clock, a runtime, a diary, and two doors: `call` (straight to an operation) and
// `handle` (AWS's wire protocols, without a socket). It refuses to know sockets; `server.ts` does.

import { produce } from 'immer';
import { type Answering, answer } from './answering.ts';
import { emptyWorld } from './control-plane/empty-world.ts';
import type { Runtime } from './control-plane/runtime.ts';
import { putSecretValues } from './control-plane/secret-values.ts';
import type { World } from './control-plane/world.ts';
import type { DiaryEntry } from './diary.ts';
import { type Fault, planFaults } from './faults.ts';
import { AwsError, type Json } from './operations/operation.ts';
import { loadServiceModel } from './protocols/model.ts';
import { type ServiceName, services } from './protocols/services.ts';
import {
  readRequest,
  type WireAnswer,
  type WireRequest,
  writeError,
  writeNotSpoken,
  writeOutput,
} from './protocols/wire.ts';
import { createThrottling } from './throttling.ts';
import { keepRealTime, keepVirtualTime, type WorldHolder } from './time-keeper.ts';

export interface SimulatorOptions {
  readonly runtime: Runtime;
  /** `virtual`: the world moves by `advance` and `advancePerLookMs` only. `real`: it follows the machine's clock. */
  readonly time: 'real' | 'virtual';
  /** epoch milliseconds; the machine's clock when time is real, a fixed instant when it is virtual */
  readonly startAt?: number;
  /** AWS's own waits are divided by this. */
  readonly timeScale?: number;
  readonly account?: string;
  readonly region?: string;
  /** `host:port` where the registry behind ECR listens; repository URIs begin with it. */
  readonly registryHost?: string;
  /** In virtual time, each ListServiceDeployments, DescribeServiceDeployments, DescribeServices and DescribeTasks first moves the world on by so much. */
  readonly advancePerLookMs?: number;
  /** Members that may be sent, kept and answered although AWS's model does not know them. */
  readonly allowUnknown?: readonly string[];
  readonly faults?: readonly Fault[];
  readonly faultSeed?: number;
  /** Secrets and parameters that are there already, by the `valueFrom` of a task definition. */
  readonly secretValues?: Readonly<Record<string, string>>;
  /** By role ARN, the subjects of OIDC tokens that its trust policy lets in (`*` for any text). A role that is not named lets everyone in. */
  readonly trust?: Readonly<Record<string, readonly string[]>>;
  /** Sessions of roles end after so long at most, and what is signed with one is refused from then on. Never by default. */
  readonly sessionsEndAfterMs?: number;
  /** ECS refuses what goes beyond its published request rates (default false). */
  readonly throttling?: boolean;
  /** Lists lag behind for a moment, as on AWS (default true). */
  readonly eventualConsistency?: boolean;
}

export interface Simulator {
  readonly world: World;
  readonly diary: readonly DiaryEntry[];
  advance(ms: number): void;
  /** Straight to the operation, in the world's form (times are epoch milliseconds); throws AwsError when AWS refuses. */
  call(service: ServiceName, operation: string, input?: object): Promise<Json>;
  handle(request: WireRequest): Promise<WireAnswer & { readonly truncated?: boolean }>;
  /** From now on these faults are played instead of those before. */
  setFaults(faults: readonly Fault[], seed?: number): void;
  /** One change of the world that is no AWS operation: the registry's, mostly. A change that throws changes nothing. */
  transact<Result>(change: (draft: World) => Result): Result;
  /** A request at another door than AWS's API. */
  note(entry: Omit<DiaryEntry, 'at'>): void;
  close(): Promise<void>;
}

/** Far enough from today that a mixed-up clock shows. */
const virtualStart = Date.UTC(2030, 0, 1, 12);

export function createSimulator(options: SimulatorOptions): Simulator {
  const holder: WorldHolder = { world: firstWorld(options) };
  const time =
    options.time === 'virtual' ? keepVirtualTime(holder, options.runtime) : keepRealTime(holder, options.runtime);
  const diary: DiaryEntry[] = [];
  let faults = planFaults(options.faults ?? [], options.faultSeed);
  let requests = 0;
  const answering: Answering = {
    holder,
    diary,
    time,
    faults: () => faults,
    ...(options.throttling === true && { throttling: createThrottling(options.timeScale ?? 1) }),
    allowUnknown: new Set(options.allowUnknown),
    advancePerLookMs: options.time === 'virtual' ? (options.advancePerLookMs ?? 0) : 0,
    delay: async (ms) => {
      if (options.time === 'virtual') time.advance(ms);
      else await new Promise((resolve) => setTimeout(resolve, ms));
    },
  };
  return {
    get world() {
      return holder.world;
    },
    diary,
    advance: time.advance,
    async call(service, operation, input = {}) {
      const model = (await loadServiceModel(service)).operations.get(operation);
      const asked = {
        service: services[service],
        operation,
        input: plain(input),
        ...(model !== undefined && { model }),
      };
      const { outcome, truncated } = await answer(asked, answering);
      if (outcome instanceof AwsError) throw outcome;
      if (truncated) throw new SyntaxError('Unexpected end of JSON input');
      return outcome;
    },
    async handle(request) {
      requests += 1;
      const requestId = `00000000-0000-4000-8000-${String(requests).padStart(12, '0')}`;
      const asked = await readRequest(request);
      if (asked === undefined) {
        diary.push(notSpoken(holder.world.now, request));
        return writeNotSpoken(requestId);
      }
      const { outcome, truncated } = await answer(asked, answering);
      if (outcome instanceof AwsError) return writeError(asked.service, outcome, requestId);
      const whole = writeOutput(asked, outcome, requestId);
      return truncated ? { ...whole, body: whole.body.subarray(0, whole.body.length / 2), truncated } : whole;
    },
    setFaults(rules, seed) {
      faults = planFaults(rules, seed);
    },
    transact(change) {
      time.catchUp();
      return transact(holder, change);
    },
    note: (entry) => diary.push({ at: holder.world.now, ...entry }),
    async close() {
      time.stop();
      await options.runtime.close();
    },
  };
}

function firstWorld(options: SimulatorOptions): World {
  const world = emptyWorld({
    account: options.account ?? '123456789012',
    region: options.region ?? 'eu-west-1',
    now: options.startAt ?? (options.time === 'real' ? Date.now() : virtualStart),
    timeScale: options.timeScale ?? 1,
    registryHost: options.registryHost ?? '127.0.0.1:4566',
    ...(options.trust !== undefined && { trust: options.trust }),
    ...(options.sessionsEndAfterMs !== undefined && { sessionsEndAfterMs: options.sessionsEndAfterMs }),
  });
  putSecretValues(world, options.secretValues ?? {});
  world.ecs.settings.eventualConsistency = options.eventualConsistency ?? true;
  return world;
}

function transact<Result>(holder: WorldHolder, change: (draft: World) => Result): Result {
  const results: Result[] = [];
  holder.world = produce(holder.world, (draft) => {
    results.push(change(draft as World));
  });
  return results[0] as Result;
}

function notSpoken(at: number, { method, path, headers, body }: WireRequest): DiaryEntry {
  const form = new URLSearchParams(new TextDecoder().decode(body));
  const action = form.has('Action') ? `${form.get('Action')} of version ${form.get('Version')}` : `${method} ${path}`;
  const operation = headers['x-amz-target'] ?? action;
  return {
    at,
    service: 'unknown',
    operation,
    input: {},
    outcome: 'UnknownOperationException',
    status: 404,
    problems: [`${operation} is not implemented here`],
  };
}

/** What a caller in process gives, in the world's form: times become milliseconds, what is undefined is not there. */
function plain(value: unknown): unknown {
  if (value instanceof Date) return value.getTime();
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(entries.map(([name, item]) => [name, plain(item)]));
}
