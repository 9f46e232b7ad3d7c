import { expect, test } from 'vitest';
import { WAYS_OUT } from '../history/older-commit.ts';
import {
  ALL_HEALTHY,
  aCause,
  aLook,
  aPrimary,
  aService,
  deploymentArn,
  taskDefinitionArn,
} from '../rollout/a-rollout.ts';
import { headlineOf } from './headline.ts';
import type { DeployVerdict, Outcome } from './report.ts';

const SERVICE = aService({ deployments: [aPrimary(1, taskDefinitionArn('web:1'))] });

const AIMED = { taskDefinitionArn: taskDefinitionArn('web:2') };
const BEGUN = { ...AIMED, deploymentArn: deploymentArn(2) };
const UPDATE = { ...AIMED, isUpdate: true };
const DONE = { done: 'web:2 was registered, and the service was not touched.' };

function headline(verdict: DeployVerdict, reason: string, members: Partial<Outcome>): string {
  return headlineOf({
    verdict,
    reason,
    service: SERVICE,
    cluster: 'prod',
    changes: [],
    durationMs: 83_000,
    lookedAt: 0,
    endedAt: 0,
    isRollback: false,
    ...members,
  });
}

const draining = aLook({
  deployment: { ...ALL_HEALTHY, status: 'SUCCESSFUL' },
  service: { deployments: [aPrimary(2, taskDefinitionArn('web:2')), { ...aPrimary(1, 'web:1'), status: 'ACTIVE' }] },
});

test.each<readonly [DeployVerdict, string, Partial<Outcome>, string]>([
  ['deployed', '', BEGUN, 'web:2 serves on web (1m23s).'],
  ['deployed', '', { ...BEGUN, isRollback: true }, 'web:2 serves again on web (1m23s).'],
  ['deployed', '', { ...BEGUN, seen: draining }, 'web:2 serves on web (1m23s); 2 old ones still drain.'],
  ['shifted', 'all traffic is over', BEGUN, 'web:2 on web: all traffic is over (1m23s).'],
  ['unchanged', 'web:1 serves just this already', {}, 'Nothing to do: web:1 serves just this already.'],
  ['idle', '', BEGUN, 'web:2 is deployed on web, whose desired count is 0: nothing serves.'],
  [
    'updated',
    'desired count: 2 → 3',
    UPDATE,
    'web was updated: desired count: 2 → 3. That makes no deployment. Serving: web:1 (2 tasks) (1m23s).',
  ],
  ['planned', 'Will deploy web:1 as it is', {}, 'Dry run: nothing was changed. Will deploy web:1 as it is.'],
  ['started', '', BEGUN, 'web:2 was handed to ECS for web; nobody watches (wait-until: none).'],
])('a green end says what serves: %s', (verdict, reason, members, expected) => {
  expect(headline(verdict, reason, members)).toBe(expected);
});

test.each<readonly [string, DeployVerdict, string, Partial<Outcome>, string]>([
  ['a refusal', 'refused', 'no secret db', {}, 'No secret db. Nothing was touched.'],
  [
    'several problems, each with the input that it begins with as it is written',
    'refused',
    'on-older-commit: it is older.\nno secret db\nit is.image: gone',
    {},
    'on-older-commit: it is older. No secret db. It is.image: gone. Nothing was touched.',
  ],
  [
    'a refusal whose way out is told as what to do next',
    'refused',
    `commit aaa is older. ${WAYS_OUT}`,
    {},
    'Commit aaa is older. Nothing was touched.',
  ],
  ['a refusal after something was done', 'refused', 'AWS says no.', DONE, `AWS says no. ${DONE.done}`],
  ['a release that failed', 'failed', 'it crashed', BEGUN, 'web:2 failed on web: it crashed.'],
  ['one that no definition was made for', 'failed', 'it crashed', {}, 'web failed on web: it crashed.'],
  [
    'a rollback that failed',
    'rollback-failed',
    'no tasks',
    BEGUN,
    'web:2 failed on web, and so did the way back: no tasks.',
  ],
  [
    'a deployment that took too long',
    'timed-out',
    '1 of 2 tasks run.',
    BEGUN,
    'web:2 did not come to its end on web in time: 1 of 2 tasks run.',
  ],
  ['a wait for another that took too long', 'timed-out', 'gave up after 5m', AIMED, 'Gave up after 5m.'],
  [
    'a count that was not reached',
    'timed-out',
    '1 of 2 tasks run',
    UPDATE,
    'web does not run as many tasks as were asked for: 1 of 2 tasks run.',
  ],
  [
    'a deployment that nobody could see',
    'unobserved',
    'denied',
    BEGUN,
    'What became of web:2 on web is not known: denied.',
  ],
  [
    'a count that nobody could see',
    'unobserved',
    'denied',
    UPDATE,
    'What became of web:2 on web is not known: denied.',
  ],
  [
    'a deployment that never began',
    'unobserved',
    'throttled',
    {},
    'The deployment to web did not get under way: throttled.',
  ],
  [
    'one that never began, after something was done',
    'unobserved',
    'throttled',
    { ...AIMED, ...DONE },
    `The deployment of web:2 to web did not get under way: throttled. ${DONE.done}`,
  ],
  [
    'one that never began, after something nameless was done',
    'unobserved',
    'throttled',
    DONE,
    `The deployment to web did not get under way: throttled. ${DONE.done}`,
  ],
  [
    'an update that got no answer',
    'unobserved',
    'no answer',
    AIMED,
    'Whether web:2 is on its way to web is not known: no answer.',
  ],
  ['something newer', 'superseded', 'web:3 leads', BEGUN, 'web:2 on web: web:3 leads.'],
  ['something newer, before anything', 'superseded', 'web:3 leads', {}, 'Nothing was touched on web: web:3 leads.'],
  [
    'a cancelled job',
    'cancelled',
    'ECS goes on',
    BEGUN,
    'The job was cancelled while web:2 was on its way to web: ECS goes on.',
  ],
  [
    'a job that was cancelled early',
    'cancelled',
    'cancelled before anything was started',
    {},
    'The job was cancelled before anything was started.',
  ],
  [
    'a job that was cancelled after it had been overtaken',
    'cancelled',
    'cancelled before anything was started',
    DONE,
    `The job was cancelled before anything was started. ${DONE.done}`,
  ],
  [
    'a wait after it had been overtaken',
    'timed-out',
    'the other deployment did not end',
    DONE,
    `The other deployment did not end. ${DONE.done}`,
  ],
])('a red end says what became of what: %s', (_what, verdict, reason, members, expected) => {
  expect(headline(verdict, reason, members)).toBe(expected);
});

test.each([
  [
    'breaker (12 failures, threshold 10): it crashed',
    'ECS’s circuit breaker after 12 failed tasks (its threshold is 10): it crashed',
  ],
  ['breaker: it crashed', 'ECS’s circuit breaker: it crashed'],
  ['alarm 5xx', 'the alarm 5xx'],
  ['failed-tasks: it crashed', 'Slipway after too many failed tasks: it crashed'],
  ['image (no app:v2 in ECR)', 'Slipway because its image cannot be had (no app:v2 in ECR)'],
  ['gate: the hook check said no', 'a lifecycle hook: the hook check said no'],
  ['deadline', 'Slipway at the deadline'],
  ['cancel', 'Slipway when the job was cancelled'],
  ['somebody else (by cancel and breaker)', 'somebody else (by cancel and breaker)'],
])('who rolled back is told in words: %s', (reason, words) => {
  expect(headline('rolled-back', reason, BEGUN)).toBe(`web:2 was rolled back by ${words.replace('’', "'")}.`);
});

test('a cause that has plain words is told in those', () => {
  const hint = {
    name: 'image',
    meaning: 'the image is not there',
    remedy: 'push it',
    source: 'https://docs.aws.amazon.com/',
  };
  const seen = aLook({ causes: [aCause({ sentence: 'CannotPullContainerError', hint })] });
  expect(headline('failed', 'breaker: CannotPullContainerError', { ...BEGUN, seen })).toBe(
    'web:2 failed on web: breaker: the image is not there.',
  );
});
