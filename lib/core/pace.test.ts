import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextDelay } from './pace.ts';

const pace = { intervalMs: 5_000, failures: 0, now: 0, deadlineAt: 600_000, random: 0.5 };

test.each([
  { name: 'all is well', of: {}, delay: 5_000 },
  { name: 'two looks failed', of: { failures: 2 }, delay: 12_500 },
  { name: 'many looks failed', of: { failures: 20, random: 1 }, delay: 60_000 },
  { name: 'an interval longer than the longest stretch stays', of: { intervalMs: 90_000, failures: 5 }, delay: 90_000 },
  { name: 'a last look just before the deadline', of: { deadlineAt: 5_500 }, delay: 5_000 },
  { name: 'a stretch that would miss the deadline', of: { failures: 5, random: 1, deadlineAt: 20_000 }, delay: 19_000 },
  { name: 'at the last look the deadline itself is next', of: { deadlineAt: 800 }, delay: 800 },
  { name: 'after the deadline the interval goes on', of: { now: 601_000 }, delay: 5_000 },
])('$name → $delay', ({ of, delay }) => {
  expect(nextDelay({ ...pace, ...of })).toBe(delay);
});

test('every delay is positive, at most a minute or the interval, and never beyond the deadline', () => {
  fc.assert(
    fc.property(
      fc.record({
        intervalMs: fc.integer({ min: 1, max: 120_000 }),
        failures: fc.nat(50),
        now: fc.nat(1_000_000),
        deadlineAt: fc.nat(1_000_000),
        random: fc.double({ min: 0, max: 0.999, noNaN: true }),
      }),
      (any) => {
        const delay = nextDelay(any);
        expect(delay).toBeGreaterThan(0);
        expect(delay).toBeLessThanOrEqual(Math.max(60_000, any.intervalMs));
        if (any.now < any.deadlineAt) expect(any.now + delay).toBeLessThanOrEqual(any.deadlineAt);
      },
    ),
  );
});
