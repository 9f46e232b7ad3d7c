import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aService } from '../rollout/a-rollout.ts';
import { roomFindings } from './room.ts';

const found = (desiredCount: number, minimumHealthyPercent: number, maximumPercent: number) =>
  roomFindings(aService({ desiredCount, runningCount: desiredCount, minimumHealthyPercent, maximumPercent }), true);

test.each([
  [1, 50, 150, 'Set maximumPercent to 200 or more, or minimumHealthyPercent to 0 or less.'],
  [2, 100, 149, 'Set maximumPercent to 150 or more, or minimumHealthyPercent to 50 or less.'],
  [3, 67, 133, 'Set maximumPercent to 134 or more, or minimumHealthyPercent to 66 or less.'],
  [4, 76, 124, 'Set maximumPercent to 125 or more, or minimumHealthyPercent to 75 or less.'],
])('%i tasks with %i and %i %% have no room', (desired, minimum, maximum, remedy) => {
  expect(found(desired, minimum, maximum)).toEqual([
    {
      kind: 'problem',
      text: expect.stringMatching(
        new RegExp(
          `desired count of ${desired}, minimumHealthyPercent ${minimum} keeps ${desired} tasks? .*maximumPercent ${maximum} allows ${desired} tasks? .*${remedy}$`,
        ),
      ),
    },
  ]);
});

test.each([
  [1, 0, 100],
  [1, 50, 200],
  [1, 100, 200],
  [2, 50, 100],
  [2, 100, 150],
  [3, 66, 100],
  [3, 100, 134],
])('%i tasks with %i and %i %% have room', (desired, minimum, maximum) => {
  expect(found(desired, minimum, maximum)).toEqual([]);
});

test('one task is called one task', () => {
  expect(found(1, 50, 150)[0]?.text).toContain(
    'keeps 1 task (rounded up) and maximumPercent 150 allows 1 task (rounded down)',
  );
  expect(found(2, 100, 149)[0]?.text).toContain('keeps 2 tasks (rounded up)');
});

test('what the remedy says is the nearest that has room', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: 0, max: 100 }),
      fc.integer({ min: 100, max: 200 }),
      (desired, minimum, maximum) => {
        const [finding] = found(desired, minimum, maximum);
        if (finding === undefined) return;
        const [, higher = 0, lower = 0] =
          /to (\d+) or more, or minimumHealthyPercent to (\d+)/.exec(finding.text)?.map(Number) ?? [];
        expect(found(desired, minimum, higher)).toEqual([]);
        expect(found(desired, minimum, higher - 1)).toHaveLength(1);
        expect(found(desired, lower, maximum)).toEqual([]);
        expect(found(desired, lower + 1, maximum)).toHaveLength(1);
      },
    ),
  );
});

describe('is only a warning', () => {
  const tight = { desiredCount: 2, runningCount: 2, maximumPercent: 100 };
  test.each([
    ['while what runs had not succeeded', aService(tight), false],
    ['while not all tasks run', aService({ ...tight, runningCount: 1 }), true],
    [
      'for a daemon that is stuck by rounding',
      aService({ ...tight, minimumHealthyPercent: 99, schedulingStrategy: 'DAEMON' }),
      true,
    ],
  ])('%s', (_when, service, isSettled) => {
    expect(roomFindings(service, isSettled)).toEqual([{ kind: 'warning', text: expect.any(String) }]);
  });
});

test('a daemon that may neither stop nor double is stuck for sure, also while what runs had not succeeded', () => {
  const daemon = aService({ schedulingStrategy: 'DAEMON', maximumPercent: 100, runningCount: 1 });
  expect(roomFindings(daemon, false)).toEqual([
    { kind: 'problem', text: expect.stringMatching(/start a new one\. Set minimumHealthyPercent to 50 or less\.$/) },
  ]);
});

test.each([
  ['nothing runs', { runningCount: 0 }],
  ['nothing is wanted', { desiredCount: 0 }],
  ['traffic is shifted between two whole sets of tasks', { strategy: 'BLUE_GREEN' }],
  ['somebody else deploys', { controller: 'CODE_DEPLOY' }],
] as const)('is no matter where %s', (_when, members) => {
  expect(roomFindings(aService({ maximumPercent: 100, ...members }), true)).toEqual([]);
});
