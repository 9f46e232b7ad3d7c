import { expect, test } from 'vitest';
import { AwsFailure } from '../core/errors.ts';
import type { AwsApi, Json } from './api.ts';
import { newestRevision, runTask } from './one-off-tasks.ts';

/** Answers every raw request alike. */
function anApi(answer: Json | AwsFailure): AwsApi {
  return {
    call: () => Promise.reject(new Error('not asked for')),
    raw: () => (answer instanceof AwsFailure ? Promise.reject(answer) : Promise.resolve(answer)),
  };
}
const refused = new AwsFailure({
  kind: 'refused',
  operation: 'ecs:DescribeTaskDefinition',
  code: 'ClientException',
  awsMessage: 'Unable to describe task definition.',
});

async function failureOf(run: Promise<unknown>): Promise<AwsFailure> {
  try {
    await run;
  } catch (error) {
    if (error instanceof AwsFailure) return error;
    throw error;
  }
  throw new Error('it did not fail');
}

test('the task that was started is told by its ARN', async () => {
  expect(await runTask(anApi({ tasks: [{ taskArn: 'arn:task' }], failures: [] }), {})).toBe('arn:task');
});

test.each([
  { reason: 'RESOURCE:ENI', kind: 'unavailable' },
  { reason: 'RESOURCE:MEMORY', kind: 'unavailable' },
  { reason: 'AGENT', kind: 'unavailable' },
  { reason: 'Capacity is unavailable at this time. Please try again later', kind: 'unavailable' },
  { reason: 'ATTRIBUTE', kind: 'refused' },
  { reason: 'MISSING', kind: 'refused' },
])('an answer of 200 with the failure $reason is $kind, and surely started nothing', async ({ reason, kind }) => {
  const failure = await failureOf(runTask(anApi({ tasks: [], failures: [{ reason, detail: 'more' }] }), {}));
  expect(failure).toMatchObject({ kind, code: reason, operation: 'ecs:RunTask', ambiguous: false });
  expect(failure.awsMessage).toContain('more');
});

test('an answer with neither task nor failure is a refusal', async () => {
  expect((await failureOf(runTask(anApi({}), {}))).kind).toBe('refused');
});

test('a family that does not exist yet has no newest revision', async () => {
  expect(await newestRevision(anApi(refused), 'web-migrate')).toBeUndefined();
  expect(await newestRevision(anApi({ taskDefinition: { revision: 3 } }), 'web-migrate')).toEqual({ revision: 3 });
});
