import { expect, test } from 'vitest';
import { AwsFailure } from '../core/errors.ts';
import type { AwsApi } from './api.ts';
import { followLogs } from './log-follower.ts';

const stream = { container: 'app', group: '/ecs/web', stream: 'ecs/app/1' };
const failure = (kind: AwsFailure['kind'], code: string) =>
  new AwsFailure({ kind, operation: 'logs:GetLogEvents', code, awsMessage: 'words' });

/** A stream whose lines come request by request; the token is the number of lines that were handed on. */
function aStream(script: readonly (readonly string[] | AwsFailure)[]) {
  const lines: string[] = [];
  let asked = 0;
  const answer = async (input: object) => {
    const step = script[Math.min(asked++, script.length - 1)] ?? [];
    if (step instanceof AwsFailure) throw step;
    if (asked <= script.length) lines.push(...step);
    const from = 'nextToken' in input ? Number(input.nextToken) : 0;
    return {
      events: lines.slice(from).map((message) => ({ message, timestamp: 1 })),
      nextForwardToken: String(lines.length),
    };
  };
  const api: AwsApi = {
    call: async <Output>(_service: string, _operation: string, input: object) => (await answer(input)) as Output,
    raw: () => Promise.reject(new Error('not asked for')),
  };
  const printed: string[] = [];
  const unreadable: string[] = [];
  const follower = followLogs(api, {
    line: (_stream, { message }) => printed.push(message),
    unreadable: (_stream, { message }) => unreadable.push(message),
  });
  return { follower, printed, unreadable, asked: () => asked };
}

test('each line is handed on once, in order', async () => {
  const { follower, printed } = aStream([['a', 'b'], [], ['c'], []]);
  expect(await follower.read([stream])).toBe(2);
  expect(await follower.read([stream])).toBe(1);
  expect(await follower.read([stream])).toBe(0);
  expect(printed).toEqual(['a', 'b', 'c']);
});

test('a stream that is not there yet is waited for', async () => {
  const { follower, printed, unreadable } = aStream([failure('refused', 'ResourceNotFoundException'), ['a'], []]);
  await follower.read([stream]);
  await follower.read([stream]);
  expect(printed).toEqual(['a']);
  expect(unreadable).toEqual([]);
});

test('throttling costs nothing but time', async () => {
  const { follower, printed, unreadable } = aStream([['a'], failure('throttled', 'ThrottlingException'), ['b'], []]);
  for (let read = 0; read < 3; read++) await follower.read([stream]);
  expect(printed).toEqual(['a', 'b']);
  expect(unreadable).toEqual([]);
});

test('a log that may not be read is said once, and not asked for again', async () => {
  const { follower, unreadable, asked } = aStream([failure('denied', 'AccessDeniedException')]);
  for (let read = 0; read < 3; read++) await follower.read([stream]);
  expect(unreadable).toHaveLength(1);
  expect(asked()).toBe(1);
});

test('draining goes on while lines come, and ends when it is quiet', async () => {
  let now = 0;
  const { follower, printed } = aStream([[], ['late'], [], [], []]);
  const clock = {
    now: () => now,
    sleep: async (ms: number) => {
      now += ms;
    },
  };
  await follower.drain([stream], { clock, intervalMs: 1_000, signal: new AbortController().signal });
  expect(printed).toEqual(['late']);
  expect(now).toBeLessThanOrEqual(4_000);
});
