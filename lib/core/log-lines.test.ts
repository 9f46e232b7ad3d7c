import { expect, test } from 'vitest';
import { clipped } from './log-lines.ts';

test.each([
  { text: 'short', most: 10, kept: 'short' },
  { text: '0123456789', most: 10, kept: '0123456789' },
  { text: '0123456789abc', most: 10, kept: '0123456789… (3 more characters)' },
  { text: '012345678😀abc', most: 10, kept: '012345678… (5 more characters)' },
])('$text, at most $most → $kept', ({ text, most, kept }) => {
  expect(clipped(text, most)).toBe(kept);
});

test('colours are for a terminal, and count for nothing', () => {
  expect(clipped('\u001b[31m\u001b[1m0123456789\u001b[0m', 10)).toBe('0123456789');
});

test('a line of megabytes is kept as its first 2,000 characters', () => {
  expect(clipped('x'.repeat(3_000_000)).length).toBeLessThan(2_050);
});
