import { expect, test } from 'vitest';
import { UserError } from '../../../../lib/core/errors.ts';
import { aDefinition, imageOf, taskDefinitionArn } from './a-rollout.ts';
import { doneInVain, withDone } from './in-vain.ts';

const definition = aDefinition(imageOf('v2'));
const ours = { arn: taskDefinitionArn('web:2'), definition, sent: definition };

test('only what this run has registered itself is told', () => {
  const done = 'web:2 was registered, which changes nothing by itself; the service was not touched.';
  expect(doneInVain(ours)).toEqual({ done });
  expect(doneInVain({ arn: ours.arn, definition })).toEqual({});
  expect(doneInVain(undefined)).toEqual({});
});

test('problems are told with it, and anything else stays what it is', () => {
  const problems = new UserError(['a', 'b']);
  expect(withDone(problems, ours)).toMatchObject({ problems: ['a', 'b'], done: expect.stringContaining('web:2') });
  expect(withDone(problems, undefined)).toBe(problems);
  const bug = new TypeError('x is undefined');
  expect(withDone(bug, ours)).toBe(bug);
});
