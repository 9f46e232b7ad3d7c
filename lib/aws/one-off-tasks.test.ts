import { expect, test } from 'vitest';
import { AwsFailure } from '../core/errors.ts';
import type { AwsApi, Json } from './api.ts';
import { describeFamilyTasks, newestRevision, runTask } from './one-off-tasks.ts';

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

test('a family of many tasks is listed page by page, and described a hundred at a time', async () => {
  const pages = new Map([
    ['RUNNING', [['r1'], ['r2']]],
    ['STOPPED', [Array.from({ length: 100 }, (_, index) => `s${index}`), ['r2', 's100']]],
  ]);
  const described: number[] = [];
  const api: AwsApi = {
    raw: () => Promise.reject(new Error('not asked for')),
    call: async <Output>(_service: string, operation: string, input: object) => {
      const given = new Map(Object.entries(input));
      if (operation === 'DescribeTasks') {
        const arns = [given.get('tasks')].flat();
        described.push(arns.length);
        return { tasks: arns.map((taskArn) => ({ taskArn })) } as Output;
      }
      const own = pages.get(String(given.get('desiredStatus'))) ?? [];
      const page = Number(given.get('nextToken') ?? 0);
      return { taskArns: own[page], ...(page + 1 < own.length ? { nextToken: String(page + 1) } : {}) } as Output;
    },
  };
  const tasks = await describeFamilyTasks(api, { cluster: 'prod', family: 'web-migrate', essential: () => true });
  expect(new Set(tasks.map(({ taskArn }) => taskArn)).size).toBe(103);
  expect(tasks).toHaveLength(103);
  expect(described).toEqual([100, 3]);
});
