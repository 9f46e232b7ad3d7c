import { expect, test } from 'vitest';
import { ended, open } from './sentence.ts';

test.each([
  ['task 1 is PENDING', 'task 1 is PENDING.'],
  ['ecs:RunTask was throttled (X).', 'ecs:RunTask was throttled (X).'],
  ['why?', 'why?'],
  ['and so on…', 'and so on…'],
])('%s → %s', (text, sentence) => {
  expect(ended(text)).toBe(sentence);
});

test.each([
  ['ecs:RunTask was throttled (X).', 'ecs:RunTask was throttled (X)'],
  ['no full stop', 'no full stop'],
  ['and so on...', 'and so on...'],
])('%s → %s in parentheses', (text, inside) => {
  expect(open(text)).toBe(inside);
});
