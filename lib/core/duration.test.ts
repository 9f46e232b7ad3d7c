import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseDuration, renderDuration, renderElapsed } from './duration.ts';

test.each([
  { text: '90s', ms: 90_000 },
  { text: '15m', ms: 900_000 },
  { text: '1h30m', ms: 5_400_000 },
  { text: '500ms', ms: 500 },
  { text: '1.5h', ms: 5_400_000 },
  { text: ' 10m ', ms: 600_000 },
  { text: '0s', ms: 0 },
])('$text', ({ text, ms }) => {
  expect(parseDuration(text)).toBe(ms);
});

test.each(['', '10', 'soon', '10 minutes', '-5m', '5m extra', 'm', '1d'])('"%s" is no duration', (text) => {
  expect(parseDuration(text)).toBeUndefined();
});

test('what is rendered can be read again', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.integer({ min: 1, max: 999 }),
        fc.integer({ min: 1, max: 1_000_000 }).map((s) => s * 1_000),
      ),
      (ms) => {
        expect(parseDuration(renderDuration(ms))).toBe(ms);
      },
    ),
  );
});

test('nothing at all has words too', () => {
  expect(renderDuration(0)).toBe('0ms');
  expect(renderElapsed(0)).toBe('0:00');
  expect(renderElapsed(3_723_000)).toBe('1:02:03');
});
