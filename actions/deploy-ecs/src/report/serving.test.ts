import { expect, test } from 'vitest';
import {
  aLook,
  aPrimary,
  aService,
  deploymentArn,
  MINUTE,
  revisionArn,
  taskDefinitionArn,
} from '../rollout/a-rollout.ts';
import { servingOf, whatServes } from './serving.ts';

const BEFORE = aService({ deployments: [{ ...aPrimary(1, taskDefinitionArn('web:1')), runningCount: 2 }] });
const AFTER = aLook({ service: { deployments: [{ ...aPrimary(2, taskDefinitionArn('web:2')), runningCount: 2 }] } });
const AT = Date.UTC(2026, 0, 1, 14, 3, 22);
const THEN = 'Serving when last seen (14:03:22 UTC)';

test.each([
  ['a look of a moment ago is now', { seen: AFTER }, 0, 'Serving now'],
  ['a look of a minute ago is now', { seen: AFTER }, MINUTE, 'Serving now'],
  ['a look of long ago has its time', { seen: AFTER }, MINUTE + 1, THEN],
  ['who does not see cannot know what is now', { verdict: 'unobserved', seen: AFTER }, 0, THEN],
  ['nobody has looked since ECS was asked', { verdict: 'cancelled' }, 0, THEN],
  ['an update whose deployment cannot be found', { verdict: 'unobserved', deploymentArn: undefined }, 0, THEN],
  ['nothing was asked for, and it was just read', { verdict: 'cancelled', deploymentArn: undefined }, 0, 'Serving now'],
  ['nothing was asked for, after a long wait', { verdict: 'timed-out', deploymentArn: undefined }, 20 * MINUTE, THEN],
] as const)('%s', (_what, members, age, title) => {
  const { deploymentArn: deployment, ...rest } = { deploymentArn: deploymentArn(2), ...members };
  const serving = servingOf({
    verdict: 'failed',
    reason: '',
    service: BEFORE,
    cluster: 'prod',
    changes: [],
    durationMs: 0,
    isRollback: false,
    lookedAt: AT,
    endedAt: AT + age,
    ...rest,
    ...(deployment === undefined ? {} : { deploymentArn: deployment }),
  });
  expect(serving).toEqual({ title, what: 'seen' in members ? 'web:2 (2 tasks)' : 'web:1 (2 tasks)' });
});

test.each([
  ['nothing', [], /nothing.*0 of 2/],
  ['one', [{ ...aPrimary(1, taskDefinitionArn('web:1')), runningCount: 1 }], /^web:1 \(1 task\)$/],
  [
    'two at once, while one takes over from the other',
    [
      { ...aPrimary(2, taskDefinitionArn('web:2')), runningCount: 1 },
      { ...aPrimary(1, taskDefinitionArn('web:1')), status: 'ACTIVE', runningCount: 2 },
    ],
    /^web:2 \(1 task\) and web:1 \(2 tasks\)$/,
  ],
  [
    'one, and another that is on its way: that its tasks run is no sign that they serve',
    [
      { ...aPrimary(2, taskDefinitionArn('web:2'), 'IN_PROGRESS'), runningCount: 1 },
      { ...aPrimary(1, taskDefinitionArn('web:1')), status: 'ACTIVE', runningCount: 2 },
    ],
    /^web:1 \(2 tasks\), and web:2 \(1 task\) as far as its tasks are healthy$/,
  ],
  [
    'those that run only',
    [
      { ...aPrimary(2, taskDefinitionArn('web:2')), runningCount: 0 },
      { ...aPrimary(1, taskDefinitionArn('web:1')), status: 'ACTIVE', runningCount: 2 },
    ],
    /^web:1 \(2 tasks\)$/,
  ],
])('what serves: %s', (_what, deployments, expected) => {
  expect(whatServes(aService({ deployments }))).toMatch(expected);
});

test('what serves, where traffic is shifted and nobody has seen how much of it: the one, the other, or both', () => {
  const deployments = [
    aPrimary(2, taskDefinitionArn('web:2'), 'IN_PROGRESS'),
    { ...aPrimary(1, taskDefinitionArn('web:1')), status: 'ACTIVE' },
  ];
  expect(whatServes(aService({ strategy: 'BLUE_GREEN', deployments }))).toBe(
    'web:1 (2 tasks) or web:2 (2 tasks), or both: the deployment in progress shifts the production traffic to the latter',
  );
});

test('what serves, where traffic was shifted and old tasks still drain: both, the new one first', () => {
  const deployments = [
    aPrimary(2, taskDefinitionArn('web:2')),
    { ...aPrimary(1, taskDefinitionArn('web:1')), status: 'ACTIVE', runningCount: 1 },
  ];
  expect(whatServes(aService({ strategy: 'BLUE_GREEN', deployments }))).toBe('web:2 (2 tasks) and web:1 (1 task)');
});

test.each([
  [0, true, 'web:1 (2 tasks); no production traffic goes to web:2 (2 tasks) yet'],
  [25, true, 'web:1 (2 tasks), and web:2 (2 tasks) with 25 % of the production traffic'],
  [100, true, 'web:2 (2 tasks) with all production traffic; web:1 (2 tasks) still stands beside it'],
  [100, false, 'web:2 (2 tasks)'],
])(
  'where traffic is shifted, what serves is told by its share, while others run: %d %%, %s',
  (productionWeight, beside, what) => {
    const deployments = [
      aPrimary(2, taskDefinitionArn('web:2'), 'IN_PROGRESS'),
      ...(beside ? [{ ...aPrimary(1, taskDefinitionArn('web:1')), status: 'ACTIVE' }] : []),
    ];
    const target = { revisionArn: revisionArn(2), requested: 2, running: 2, pending: 0, productionWeight };
    const seen = aLook({ service: { strategy: 'CANARY', deployments }, deployment: { target } });
    expect(
      servingOf({
        verdict: 'timed-out',
        reason: '',
        service: BEFORE,
        cluster: 'prod',
        changes: [],
        durationMs: 0,
        isRollback: false,
        lookedAt: AT,
        endedAt: AT,
        deploymentArn: deploymentArn(2),
        seen,
      }).what,
    ).toBe(what);
  },
);
