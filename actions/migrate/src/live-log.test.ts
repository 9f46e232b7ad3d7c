import { expect, test } from 'vitest';
import type { AwsApi } from '../../../lib/aws/api.ts';
import { createLog } from '../../../lib/github/log.ts';
import { createLiveLog } from './live-log.ts';

test('a line of megabytes is kept short, and only the newest lines are kept: a summary of more than 1 MiB is thrown away', async () => {
  const messages = Array.from({ length: 30 }, (_, index) => `${index} ${'€'.repeat(100_000)}`);
  const api: AwsApi = {
    raw: () => Promise.reject(new Error('not asked for')),
    call: async <Output>() =>
      ({ events: messages.splice(0).map((message) => ({ message })), nextForwardToken: 'f' }) as Output,
  };
  const log = createLog({
    write: () => undefined,
    clock: { now: () => 0, sleep: async () => undefined },
    startedAt: 0,
  });
  const live = createLiveLog(api, log, 'app');
  await live.read([{ container: 'app', group: 'g', stream: 's' }]);
  expect(live.tail).toHaveLength(20);
  expect(live.tail[0]).toMatch(/^10 €+… \(98003 more characters\)$/);
  expect(Buffer.byteLength(live.tail.join('\n'))).toBeLessThan(200_000);
});
