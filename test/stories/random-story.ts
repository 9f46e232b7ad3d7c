// Random stories, each by its number.

import fc from 'fast-check';
import { ACTS, type Act, type ActKind } from './actors.ts';
import { FATES } from './fates.ts';
import { FAULTS } from './faults.ts';
import { HARMLESS_ACTS, PAUSE_STAGES, type Story } from './story.ts';

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

function aHarmlessAct(): fc.Arbitrary<Act> {
  return fc.record({
    kind: fc.constantFrom(...HARMLESS_ACTS),
    afterSeconds: fc.integer({ min: 0, max: 60 }),
    number: fc.nat(99),
  });
}

/** One of these, each as likely as the next: what is named twice comes twice as often. */
function oftenest<const T>(...choices: readonly (T | fc.Arbitrary<T>)[]): fc.Arbitrary<T> {
  return fc.oneof(...choices.map((choice) => (isArbitrary(choice) ? choice : fc.constant(choice))));
}

function isArbitrary<T>(choice: T | fc.Arbitrary<T>): choice is fc.Arbitrary<T> {
  return choice instanceof fc.Arbitrary;
}
