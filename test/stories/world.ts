// A random story: a service, a release with a fate, settings, faults on the way, perhaps a cancel, perhaps somebody else who acts meanwhile.
// Plain data, so that one can be kept.

import fc from 'fast-check';
import type { Fault } from '../../simulator/faults.ts';
import {
  crashes,
  diesLater,
  execFormat,
  type Fate,
  hangs,
  healsAfter,
  healthy,
  imageMissing,
  networkInterfaceTimeout,
  outOfMemory,
  secretDenied,
  slowStart,
  spotInterruption,
  unhealthyCheck,
  unhealthyTarget,
} from '../../simulator/runtimes/fates.ts';
import { ACTS, type Act, type ActKind } from './actors.ts';

export interface Story {
  /** `go-back`: rollback-to previous, from a release that somebody deployed `headStartSeconds` ago */
  readonly order: 'deploy' | 'go-back';
  readonly headStartSeconds: number;
  readonly before: 'serves' | 'never-served' | 'moving';
  readonly fate: keyof typeof FATES;
  /** of what somebody else deploys */
  readonly otherFate: keyof typeof FATES;
  readonly acts: readonly Act[];
  readonly onInProgress: 'wait' | 'fail' | 'replace';
  /** how long each request takes, so that others act between two of them */
  readonly requestMs: number;
  /** `DAEMON`: one task on each of so many hosts, replaced in place */
  readonly scheduling: 'REPLICA' | 'DAEMON';
  readonly desiredCount: number;
  readonly loadBalancer: boolean;
  readonly circuitBreaker: { readonly enable: boolean; readonly rollback: boolean };
  readonly minimumHealthyPercent: number;
  readonly maximumPercent: number;
  /** of a service behind a load balancer; without one there is no traffic to shift */
  readonly strategy: 'ROLLING' | 'BLUE_GREEN' | 'CANARY' | 'LINEAR';
  /** of a service that shifts traffic: what awaits somebody's word */
  readonly pause: Pause | undefined;
  readonly alarms: 'none' | 'rollback' | 'no-rollback';
  /** done at three quarters of the tasks (or as many as must stay healthy), with or without waiting for the end of the old ones */
  readonly earlySuccess: 'off' | 'BLOCKING' | 'DEFERRED';
  /** the input */
  readonly setDesiredCount: number | undefined;
  readonly waitUntil: 'deployed' | 'shifted' | 'none';
  readonly timeoutMinutes: number | undefined;
  readonly rollbackMinutes: number;
  readonly pollSeconds: number;
  readonly maxFailedTasks: number;
  readonly rollbackOnFailure: boolean;
  readonly onCancel: 'rollback' | 'leave';
  readonly cancelAfterSeconds: number | undefined;
  readonly faults: keyof typeof FAULTS;
  readonly seed: number;
}

/** A PAUSE hook: nobody's word within so many minutes is this one. */
export interface Pause {
  readonly stage: (typeof PAUSE_STAGES)[number];
  readonly minutes: number;
  readonly action: 'ROLLBACK' | 'CONTINUE';
}

const PAUSE_STAGES = [
  'PRE_SCALE_UP',
  'POST_SCALE_UP',
  'POST_TEST_TRAFFIC_SHIFT',
  'PRE_PRODUCTION_TRAFFIC_SHIFT',
  'POST_PRODUCTION_TRAFFIC_SHIFT',
] as const;

/** Good releases come first. `heals` are good ones with a bad start: they must never be called bad. */
export const FATES = {
  healthy: healthy(),
  'slow-start': slowStart(),
  'heals-from-pull': healsAfter(1, { first: imageMissing('app'), afterwards: healthy() }),
  'heals-from-network': healsAfter(1, { first: networkInterfaceTimeout(), afterwards: healthy() }),
  'heals-from-spot': healsAfter(2, { first: spotInterruption(5_000), afterwards: healthy() }),
  'heals-from-secret': healsAfter(1, {
    first: secretDenied('arn:aws:secretsmanager:::secret:db'),
    afterwards: healthy(),
  }),
  // Their own fault at first: bad until one of them is healthy, and not any more then.
  'heals-from-crash': healsAfter(1, { first: crashes(), afterwards: healthy() }),
  'heals-from-answers': healsAfter(1, { first: unhealthyTarget(503), afterwards: healthy() }),
  'crash-loop': crashes({ lines: [{ afterMs: 10, message: 'cannot reach db:5432' }] }),
  'out-of-memory': outOfMemory(),
  'exec-format': execFormat(),
  'image-missing': imageMissing('app'),
  'unhealthy-target': unhealthyTarget(503),
  'silent-target': unhealthyTarget('timeout'),
  'unhealthy-check': unhealthyCheck(),
  'dies-later': diesLater({ afterMs: 90_000 }),
  hangs: hangs(),
} as const satisfies Readonly<Record<string, Fate>>;

const GOOD: ReadonlySet<Story['fate']> = new Set([
  'healthy',
  'heals-from-pull',
  'heals-from-network',
  'heals-from-spot',
  'heals-from-secret',
] as const);
/** Only a load balancer ever asks them anything, and it kills them for their answer (there is no grace period); else they serve. */
const GOOD_UNASKED: ReadonlySet<Story['fate']> = new Set([
  'slow-start',
  'hangs',
  'unhealthy-target',
  'silent-target',
] as const);

export function isGood(fate: Story['fate'], { loadBalancer }: Pick<Story, 'loadBalancer'>): boolean {
  return GOOD.has(fate) || (!loadBalancer && GOOD_UNASKED.has(fate));
}

/** Half of the stories go without the checks before a deployment: what these would have refused is to be watched truthfully as well. */
export function isVerified({ seed }: Pick<Story, 'seed'>): boolean {
  return seed % 2 === 1;
}

/** With neither room for one task more nor leave to stop one, nothing moves. */
export function hasNoRoom(limits: {
  readonly desiredCount: number;
  readonly minimumHealthyPercent: number;
  readonly maximumPercent: number;
}): boolean {
  const { desiredCount, minimumHealthyPercent, maximumPercent } = limits;
  const least = Math.ceil((desiredCount * minimumHealthyPercent) / 100);
  const most = Math.floor((desiredCount * maximumPercent) / 100);
  return desiredCount > 0 && least >= desiredCount && most <= desiredCount;
}

/** Only on the way to what is seen, never on the way to what is done twice. The seed says what a story without more words leaves open. */
export const FAULTS = {
  none: () => [],
  throttled: () => [{ kind: 'throttled', probability: 0.3 }],
  flaky: () => [
    { kind: 'server-error', probability: 0.1 },
    { kind: 'connection-reset', probability: 0.1 },
    { kind: 'truncated', probability: 0.05 },
    { kind: 'answer-lost', probability: 0.05 },
  ],
  'update-answer-lost': () => [{ kind: 'answer-lost', operation: 'UpdateService', nth: [1] }],
  blind: () => [{ kind: 'throttled', operation: 'DescribeServiceDeployments' }],
  // From some look on, so that the last thing seen may be a bad one.
  'goes-blind': (seed) => [
    {
      kind: 'throttled',
      operation: seed % 3 === 0 ? 'ListTasks' : 'DescribeServiceDeployments',
      fromNth: 4 + (seed % 37),
    },
  ],
  denied: () => [{ kind: 'access-denied', operation: 'DescribeServiceDeployments' }],
  'no-evidence': () => [
    { kind: 'access-denied', operation: 'ListTasks' },
    { kind: 'access-denied', operation: 'GetLogEvents' },
    { kind: 'access-denied', operation: 'DescribeTargetHealth' },
  ],
  'no-stop': () => [{ kind: 'access-denied', operation: 'StopServiceDeployment' }],
} as const satisfies Readonly<Record<string, (seed: number) => readonly Fault[]>>;

/** The world with this number: always the same one, whatever was played before it. */
export function storyOf(world: number): Story {
  const [story] = fc.sample(aStory(), { seed: scattered(world), numRuns: 1 });
  if (story === undefined) throw new Error(`no story was made for world ${world}`);
  return story;
}

/** Neighbours make unlike seeds (the finish of murmur3): the generator behind fast-check is linear, and so would be what follows from 1, 2, 3 … */
function scattered(world: number): number {
  let mixed = world >>> 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) | 0;
}

export function aStory(): fc.Arbitrary<Story> {
  return fc.noBias(
    fc.record({
      order: oftenest('deploy', 'deploy', 'deploy', 'deploy', 'go-back'),
      headStartSeconds: fc.integer({ min: 1, max: 400 }),
      before: oftenest('serves', 'serves', 'serves', 'serves', 'moving', 'never-served'),
      fate: aFate(),
      otherFate: aFate(),
      acts: oftenest(
        [],
        [],
        [],
        fc.array(anAct(), { minLength: 1, maxLength: 3 }),
        fc.array(anAct(), { minLength: 1, maxLength: 3 }),
        fc.array(aHarmlessAct(), { minLength: 1, maxLength: 2 }),
      ),
      onInProgress: oftenest('wait', 'wait', 'replace', 'fail'),
      requestMs: oftenest(0, 0, 0, 300),
      scheduling: oftenest('REPLICA', 'REPLICA', 'REPLICA', 'REPLICA', 'REPLICA', 'REPLICA', 'REPLICA', 'DAEMON'),
      desiredCount: oftenest(1, 2, 2, 3, 4, 0),
      loadBalancer: fc.boolean(),
      circuitBreaker: fc.constantFrom(
        { enable: true, rollback: true },
        { enable: true, rollback: false },
        { enable: false, rollback: false },
      ),
      minimumHealthyPercent: fc.constantFrom(0, 50, 100),
      maximumPercent: fc.constantFrom(150, 200),
      strategy: oftenest('ROLLING', 'ROLLING', fc.constantFrom('BLUE_GREEN', 'CANARY', 'LINEAR')),
      pause: oftenest(
        undefined,
        fc.record({
          stage: fc.constantFrom(...PAUSE_STAGES),
          minutes: oftenest(2, 10, 30),
          action: fc.constantFrom('ROLLBACK', 'CONTINUE'),
        }),
      ),
      alarms: oftenest('none', 'none', 'rollback', 'no-rollback'),
      earlySuccess: oftenest('off', 'off', 'off', fc.constantFrom('BLOCKING', 'DEFERRED')),
      setDesiredCount: oftenest(undefined, undefined, undefined, undefined, fc.nat(4)),
      waitUntil: oftenest('deployed', 'deployed', 'deployed', 'deployed', 'deployed', 'shifted', 'shifted', 'none'),
      timeoutMinutes: oftenest(undefined, undefined, fc.integer({ min: 1, max: 30 })),
      rollbackMinutes: oftenest(60, 20, 5),
      pollSeconds: oftenest(5, 5, 10, 15, 30, fc.integer({ min: 1, max: 30 })),
      maxFailedTasks: fc.integer({ min: 1, max: 5 }),
      rollbackOnFailure: oftenest(true, true, false),
      onCancel: fc.constantFrom('rollback', 'leave'),
      cancelAfterSeconds: oftenest(undefined, undefined, undefined, fc.integer({ min: 0, max: 600 })),
      faults: oftenest('none', 'none', fc.constantFrom(...(Object.keys(FAULTS) as (keyof typeof FAULTS)[]))),
      seed: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
    }),
  );
}

function aFate(): fc.Arbitrary<Story['fate']> {
  const any = fc.constantFrom(...(Object.keys(FATES) as Story['fate'][]));
  return oftenest('healthy', any, any);
}

const ACT_KINDS: readonly ActKind[] = [
  ...(Object.keys(ACTS) as (keyof typeof ACTS)[]),
  'other deploy',
  'same deploy',
  'rollback',
];

function anAct(): fc.Arbitrary<Act> {
  return fc.record({
    kind: fc.constantFrom(...ACT_KINDS),
    afterSeconds: oftenest(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 600 })),
    number: fc.nat(99),
  });
}

/** Alone they change nothing about how a release ends, but that one may have to wait. */
export const HARMLESS_ACTS: readonly ActKind[] = ['person protects', 'rebalancing'];

function aHarmlessAct(): fc.Arbitrary<Act> {
  return fc.record({
    kind: fc.constantFrom(...HARMLESS_ACTS),
    afterSeconds: fc.integer({ min: 0, max: 60 }),
    number: fc.nat(99),
  });
}

/** Whether traffic is shifted at all. */
export function isShifting({
  strategy,
  loadBalancer,
  scheduling,
}: Pick<Story, 'strategy' | 'loadBalancer' | 'scheduling'>): boolean {
  return loadBalancer && strategy !== 'ROLLING' && scheduling === 'REPLICA';
}

/** One of these, each as likely as the next: what is named twice comes twice as often. */
function oftenest<const T>(...choices: readonly (T | fc.Arbitrary<T>)[]): fc.Arbitrary<T> {
  return fc.oneof(...choices.map((choice) => (isArbitrary(choice) ? choice : fc.constant(choice))));
}

function isArbitrary<T>(choice: T | fc.Arbitrary<T>): choice is fc.Arbitrary<T> {
  return choice instanceof fc.Arbitrary;
}
