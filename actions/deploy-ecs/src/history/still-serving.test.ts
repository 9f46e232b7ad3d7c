import { describe, expect, test } from 'vitest';
import { aSituation, type Chapter, deploymentArn, taskDefinitionArn } from '../rollout/a-rollout.ts';
import { standingOf } from './still-serving.ts';

/** Deployment n is of web:n. What is gone back to is a definition by its number, or `previous`. */
type Row = readonly [
  what: string,
  chapters: readonly Chapter[],
  from: number,
  to: number | 'previous',
  expected: string,
];

const GREEN = [
  ['v1', 'SUCCESSFUL'],
  ['v2', 'SUCCESSFUL'],
] as const satisfies readonly Chapter[];

function standing(chapters: readonly Chapter[], from: string, to: number | 'previous') {
  const situation = aSituation(...chapters);
  const target =
    to === 'previous' ? undefined : situation.deployments.find(({ arn }) => arn === deploymentArn(to))?.target;
  return standingOf(situation, from, target);
}

const ROWS: readonly Row[] = [
  ['it serves', GREEN, 2, 1, 'leads'],
  ['it serves', GREEN, 2, 'previous', 'leads'],
  [
    'it is being deployed',
    [
      ['v1', 'SUCCESSFUL'],
      ['v2', 'IN_PROGRESS'],
    ],
    2,
    1,
    'leads',
  ],
  [
    'it is on its way back',
    [
      ['v1', 'SUCCESSFUL'],
      ['v2', 'ROLLBACK_IN_PROGRESS'],
    ],
    2,
    'previous',
    'leads',
  ],
  [
    'ECS stopped it halfway',
    [
      ['v1', 'SUCCESSFUL'],
      ['v2', 'STOPPED'],
    ],
    2,
    1,
    'leads',
  ],
  [
    'ECS could not roll it back',
    [
      ['v1', 'SUCCESSFUL'],
      ['v2', 'ROLLBACK_FAILED'],
    ],
    2,
    1,
    'leads',
  ],
  [
    'ECS rolled it back to this',
    [
      ['v1', 'SUCCESSFUL'],
      ['v2', 'ROLLBACK_SUCCESSFUL'],
    ],
    2,
    1,
    'left',
  ],
  [
    'ECS rolled it back',
    [
      ['v1', 'SUCCESSFUL'],
      ['v2', 'ROLLBACK_SUCCESSFUL'],
    ],
    2,
    'previous',
    'leads',
  ],
  [
    'ECS rolled it back to another',
    [...GREEN, ['v3', 'ROLLBACK_SUCCESSFUL']],
    3,
    1,
    'web:3 was rolled back already, and web:2 serves',
  ],
  ['it was gone back from', [...GREEN, ['v1', 'SUCCESSFUL']], 2, 1, 'left'],
  ['it was gone back from', [...GREEN, ['v1', 'SUCCESSFUL']], 2, 'previous', 'left'],
  ['the way back is in progress', [...GREEN, ['v1', 'IN_PROGRESS']], 2, 1, 'left'],
  ['the way back is in progress', [...GREEN, ['v1', 'PENDING']], 2, 'previous', 'left'],
  ['the way back is itself undone', [...GREEN, ['v1', 'ROLLBACK_IN_PROGRESS']], 2, 1, 'd3 of web:3 is in progress'],
  [
    'a newer release is in progress',
    [...GREEN, ['v3', 'IN_PROGRESS']],
    2,
    1,
    'd3 of web:3 is in progress (IN_PROGRESS)',
  ],
  [
    'a newer release is in progress',
    [...GREEN, ['v3', 'PENDING']],
    2,
    'previous',
    'd3 of web:3 is in progress (PENDING)',
  ],
  [
    'a newer release serves',
    [...GREEN, ['v3', 'SUCCESSFUL']],
    2,
    1,
    'd3 of web:3 was made after that of web:2 (SUCCESSFUL), and web:3 serves',
  ],
  ['a newer release serves', [...GREEN, ['v3', 'SUCCESSFUL']], 2, 'previous', 'and web:3 serves'],
  [
    'a newer release was rolled back to it',
    [...GREEN, ['v3', 'ROLLBACK_SUCCESSFUL']],
    2,
    1,
    '(ROLLBACK_SUCCESSFUL), and web:2 serves',
  ],
  [
    'a newer release was rolled back to it',
    [...GREEN, ['v3', 'ROLLBACK_SUCCESSFUL']],
    2,
    'previous',
    'and web:2 serves',
  ],
  [
    'a newer release stopped halfway',
    [...GREEN, ['v3', 'STOPPED']],
    2,
    1,
    'd3 of web:3 was made after that of web:2 (STOPPED)',
  ],
  ['somebody deployed it again as another revision', [...GREEN, ['v2', 'SUCCESSFUL']], 2, 1, 'and web:3 serves'],
  ['it was never deployed', GREEN, 9, 1, 'web:2 serves'],
  ['it was never deployed', GREEN, 9, 'previous', 'web:2 serves'],
];

test.each(ROWS)('going back from what somebody named when %s: %#', (_what, chapters, from, to, expected) => {
  const found = standing(chapters, `web:${from}`, to);
  expect(found.kind === 'superseded' ? found.because : found.kind).toContain(expected);
});

describe('the name of what is gone back from', () => {
  test('may be an ARN, of which account and region count', () => {
    expect(standing(GREEN, taskDefinitionArn('web:2'), 1).kind).toBe('leads');
    expect(standing(GREEN, taskDefinitionArn('web:2').replace('eu-west-1', 'us-east-1'), 1).kind).toBe('superseded');
  });
});

test('where ECS has forgotten every deployment, what the service is set to leads', () => {
  const situation = aSituation();
  expect(standingOf(situation, 'web:1').kind).toBe('leads');
  expect(standingOf(situation, 'web:2')).toEqual({ kind: 'superseded', because: 'web:2 does not serve, but web:1' });
});

test('what nobody knows any more is not told', () => {
  const { service, deployments } = aSituation(...GREEN, ['v3', 'STOPPED']);
  const [newest, ...older] = deployments.map(({ target: _, ...rest }) => rest);
  if (newest === undefined) throw new Error('there is no deployment');
  const situation = { ...aSituation(), service, deployments: [newest, ...older] };
  expect(standingOf(situation, 'web:2')).toEqual({
    kind: 'superseded',
    because: 'service deployment d3 was made after that of web:2 (STOPPED)',
  });
});

test('what is gone back from by `previous` and is unknown to ECS leads nowhere', () => {
  const found = standing([...GREEN, ['v1', 'SUCCESSFUL']], 'web:9', 'previous');
  expect(found).toEqual({
    kind: 'superseded',
    because: 'service deployment d3 of web:3 was made after that of web:9 (SUCCESSFUL), and web:3 serves',
  });
});

test('what it was gone back to is what `previous` meant then, not what it would mean now', () => {
  const chapters: Chapter[] = [['v0', 'SUCCESSFUL'], ...GREEN, ['v1', 'SUCCESSFUL']];
  const found = standing(chapters, 'web:3', 'previous');
  expect(found).toMatchObject({ kind: 'left', target: { taskDefinitionArn: taskDefinitionArn('web:2') } });
});
