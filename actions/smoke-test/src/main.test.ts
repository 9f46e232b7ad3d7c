import { expect, test } from 'vitest';
import { createInputReader } from '../../../lib/core/input-reader.ts';
import { createLog } from '../../../lib/github/log.ts';
import { main } from './main.ts';

/** A clock that goes on between any two readings of it, as a real one does. */
function aTickingClock() {
  let now = 0;
  return {
    now: () => {
      now += 3;
      return now;
    },
    sleep: async (ms: number) => {
      now += ms;
    },
  };
}

test.each([
  { timeout: '1s', interval: '5s' },
  { timeout: '7s', interval: '5s' },
  { timeout: '12s', interval: '5s' },
  { timeout: '60s', interval: '20s' },
])('a timeout of $timeout with an interval of $interval is kept', async ({ timeout, interval }) => {
  const clock = aTickingClock();
  // Nobody listens on port 9 of this machine.
  const inputs = new Map(Object.entries({ url: 'http://127.0.0.1:9/', timeout, interval }));
  const report = await main({
    inputs: createInputReader({ inputs }),
    // What is printed before the first request takes its time.
    log: createLog({ write: () => void clock.now(), clock, startedAt: 0 }),
    clock,
    random: () => 0.5,
    signal: new AbortController().signal,
    environment: {},
    state: { save: () => undefined, read: () => undefined },
  });
  expect(report.verdict).toBe('unreachable');
  expect(clock.now()).toBeLessThan(Number.parseInt(timeout, 10) * 1_000 + 500);
});
