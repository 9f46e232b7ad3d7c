import { expect, test } from 'vitest';
import { createInputReader } from '../../../../lib/core/input-reader.ts';
import { createLog } from '../../../../lib/github/log.ts';
import { aDefinition, aFailure, imageOf, taskDefinitionArn } from './a-rollout.ts';
import { notBegun } from './not-begun.ts';

function aRun(aborted = false) {
  const clock = { now: () => 0, sleep: async () => {} };
  const cancel = new AbortController();
  if (aborted) cancel.abort();
  const context = {
    inputs: createInputReader({ inputs: new Map() }),
    log: createLog({ write: () => {}, clock, startedAt: 0 }),
    clock,
    random: () => 0,
    signal: cancel.signal,
    environment: {},
    state: { save: () => {}, read: () => undefined },
  };
  return { context };
}

const arn = taskDefinitionArn('web:2');
const definition = aDefinition(imageOf('v2'));
const ours = { arn, definition, sent: definition };

test('what this run registered is told, and what was there before is not called registered', () => {
  expect(notBegun(aRun(), ours)(aFailure('denied'))).toEqual({
    kind: 'not-begun',
    verdict: 'unobserved',
    reason: expect.stringContaining('it is denied'),
    done: 'web:2 was registered, which changes nothing by itself; the service was not touched.',
    lacks: 'ecs:DescribeServiceDeployments',
    taskDefinitionArn: arn,
  });
  expect(notBegun(aRun(), { arn, definition })(aFailure('refused'))).toMatchObject({
    verdict: 'refused',
    done: 'The service was not touched.',
    taskDefinitionArn: arn,
  });
  expect(notBegun(aRun())(aFailure('denied'))).not.toHaveProperty('taskDefinitionArn');
});

test('an update that may have been taken is not called untouched; any other request that got no answer changed nothing', () => {
  const unanswered = (operation: string) => aFailure('unavailable', { operation, ambiguous: true });
  expect(notBegun(aRun())(unanswered('ecs:UpdateService')).done).toBe('Whether ECS has taken the update is not known.');
  expect(notBegun(aRun())(unanswered('ecs:ListServiceDeployments')).done).toBe('The service was not touched.');
});

test('a request that a cancel cut is no answer of AWS, and a denial is one; the post step looks after both', () => {
  const cut = aFailure('unavailable');
  expect(() => notBegun(aRun(true))(cut)).toThrow(cut);
  expect(notBegun(aRun(true))(aFailure('denied'))).toMatchObject({ verdict: 'unobserved', unfinished: true });
  expect(notBegun(aRun())(aFailure('denied'))).not.toHaveProperty('unfinished');
});

test('a mistake of ours stays one', () => {
  const bug = new TypeError('x is undefined');
  expect(() => notBegun(aRun())(bug)).toThrow(bug);
});

test.each(['ecs:RegisterTaskDefinition', 'ecs:UpdateService'])('who may not call %s is refused', (operation) => {
  expect(notBegun(aRun())(aFailure('denied', { operation }))).toMatchObject({ verdict: 'refused', lacks: operation });
});

test('who may not look at what there is before anything is begun is blind, and not refused', () => {
  const failure = aFailure('denied', { operation: 'ecs:ListServiceDeployments' });
  expect(notBegun(aRun())(failure)).toMatchObject({ verdict: 'unobserved', lacks: 'ecs:ListServiceDeployments' });
});
