import { expect, test } from 'vitest';
import { planPrevious } from '../history/previous.ts';
import type { DeployPlan } from '../plan.ts';
import { aService, aSituation, type Chapter, deploymentArn, taskDefinitionArn } from '../rollout/a-rollout.ts';
import { describePlan, inShort } from './describe-plan.ts';

const said = (...chapters: readonly Chapter[]) => {
  const situation = aSituation(...chapters);
  return describePlan(planPrevious(situation), situation).join('\n');
};

test.each<[string, readonly Chapter[], string]>([
  [
    'the newest success',
    [
      ['v1', 'SUCCESSFUL'],
      ['v2', 'SUCCESSFUL'],
    ],
    'Will register web:1 anew, by the digests that ran, and deploy it\n  web:1 is the newest release that succeeded, differs from what serves and was not rolled back from',
  ],
  [
    'the source of what is in progress',
    [
      ['v1', 'SUCCESSFUL'],
      ['v2', 'IN_PROGRESS'],
    ],
    'Going back by ending service deployment',
  ],
  [
    'the source of what is in progress, by rule',
    [
      ['v1', 'SUCCESSFUL'],
      ['v2', 'IN_PROGRESS'],
    ],
    '\n  while a deployment is in progress, "previous" is what it takes the place of',
  ],
  [
    'a way back that moves already',
    [
      ['v1', 'SUCCESSFUL'],
      ['v2', 'SUCCESSFUL'],
      ['v1', 'IN_PROGRESS'],
    ],
    '\n  it is a way back itself: web:3 had succeeded before what it takes the place of',
  ],
])('the plan of "previous" says which rule chose the target: %s', (_, chapters, words) => {
  expect(said(...chapters)).toContain(words);
});

const SITUATION = aSituation(['v1', 'SUCCESSFUL'], ['v2', 'SUCCESSFUL']);
const SERVING = 'Serving now: web:2 (2 tasks).';
const FORWARD = {
  kind: 'deploy',
  register: { family: 'web' },
  force: false,
  changes: [],
} as const satisfies DeployPlan;
const COUNT = { what: 'desired count', before: '2', after: '3' };
const BREAKER = { what: 'circuit breaker', before: 'off', after: 'on' };
const AUTO = '  (Application Auto Scaling, where the service has it, may change the count again.)';

test.each<[string, DeployPlan, readonly string[]]>([
  [
    'nothing to do',
    {
      kind: 'unchanged',
      deploymentArn: deploymentArn(2),
      taskDefinitionArn: taskDefinitionArn('web:2'),
      because: 'web:2 serves just this already',
    },
    ['Nothing to do: web:2 serves just this already.', SERVING],
  ],
  [
    'joining what is under way',
    { kind: 'resume', deploymentArn: deploymentArn(2), taskDefinitionArn: taskDefinitionArn('web:2'), rule: 'by rule' },
    ['Joining service deployment d2 of web:2, which is under way.', '  by rule', SERVING],
  ],
  [
    'joining it with other settings',
    {
      kind: 'resume',
      deploymentArn: deploymentArn(2),
      taskDefinitionArn: taskDefinitionArn('web:2'),
      edit: { send: {}, changes: [BREAKER] },
    },
    [
      'Joining service deployment d2 of web:2, which is under way.',
      'and change the service with it',
      '  ~ circuit breaker: off → on',
      SERVING,
    ],
  ],
  [
    'ending what is in progress',
    { kind: 'stop', deploymentArn: deploymentArn(2), rule: 'by rule' },
    ['Going back by ending service deployment d2.', '  by rule', SERVING],
  ],
  [
    'a new revision',
    FORWARD,
    ['Will register a new revision of web and deploy it', '  no difference to what the service runs', SERVING],
  ],
  [
    'a definition as it is, in place of another deployment, with another count',
    {
      kind: 'deploy',
      taskDefinitionArn: taskDefinitionArn('web:1'),
      force: false,
      changes: [{ what: 'cpu', before: '256', after: '512' }],
      replaces: deploymentArn(7),
      edit: { send: {}, changes: [COUNT] },
    },
    [
      'Will deploy web:1 as it is',
      '  ~ cpu: 256 → 512',
      'and change the service with it',
      '  ~ desired count: 2 → 3',
      AUTO,
      'This takes the place of service deployment d7, which is in progress.',
      SERVING,
    ],
  ],
  [
    'a way back, after another deployment',
    {
      ...FORWARD,
      back: { taskDefinitionArn: taskDefinitionArn('web:1'), tags: [], from: 'web:2', stays: ['the database'] },
      rule: 'by rule',
      after: deploymentArn(7),
    },
    [
      'Will register web:1 anew, by the digests that ran, and deploy it once service deployment d7 has ended',
      '  by rule',
      '  no difference to what the service runs',
      'Not brought back:',
      '  the database',
      'Before that it would wait for service deployment d7, which is in progress.',
      SERVING,
    ],
  ],
  [
    'other settings alone, after another deployment',
    {
      kind: 'update',
      taskDefinitionArn: taskDefinitionArn('web:2'),
      edit: { send: {}, changes: [BREAKER] },
      after: deploymentArn(7),
    },
    [
      'Will change the service, which makes no deployment',
      '  ~ circuit breaker: off → on',
      'Before that it would wait for service deployment d7, which is in progress.',
      SERVING,
    ],
  ],
  [
    'settings that the service has',
    { kind: 'update', taskDefinitionArn: taskDefinitionArn('web:2'), edit: { send: {}, changes: [] } },
    ['Nothing to change: the service has these settings, and is on its way there', SERVING],
  ],
  ['waiting', { kind: 'wait', deploymentArn: deploymentArn(2), status: 'IN_PROGRESS' }, []],
  ['a refusal', { kind: 'refused', because: 'no' }, []],
  ['something newer', { kind: 'superseded', because: 'no' }, []],
])('the plan is said before anything is touched: %s', (_what, plan, expected) => {
  expect(describePlan(plan, SITUATION)).toEqual(expected);
});

test('in short it is the first line with its rule', () => {
  expect(inShort({ ...FORWARD, rule: 'by rule' }, SITUATION)).toBe(
    'Will register a new revision of web and deploy it: by rule',
  );
  const stop = { kind: 'stop', deploymentArn: deploymentArn(2), rule: 'by rule' } as const;
  expect(inShort(stop, SITUATION)).toBe('Going back by ending service deployment d2: by rule');
  expect(inShort(FORWARD, SITUATION)).toBe('Will register a new revision of web and deploy it');
  expect(inShort({ kind: 'wait', deploymentArn: '', status: '' }, { ...SITUATION, service: aService() })).toBe('');
});

test('a plan that would wait says what its differences are to', () => {
  const plan = { ...FORWARD, after: deploymentArn(2) };
  const moving = aSituation(['v1', 'SUCCESSFUL'], ['v2', 'IN_PROGRESS']);
  expect(describePlan(plan, moving).slice(2, 4)).toEqual([
    'Before that it would wait for service deployment d2, which is in progress.',
    'This plan is for when that has succeeded: its differences are those to web:2. If it is rolled back, the deployment is planned anew from what serves then.',
  ]);
  expect(inShort(plan, moving)).toBe(
    'Will register a new revision of web and deploy it once service deployment d2 has ended',
  );
  const goingBack = aSituation(['v1', 'SUCCESSFUL'], ['v2', 'ROLLBACK_IN_PROGRESS']);
  expect(describePlan(plan, goingBack).join('\n')).not.toContain('This plan is for when that has succeeded');
});
