import { expect, test } from 'vitest';
import { cleanUpAll } from './clean-ups.ts';

test('a clean-up that fails is told at the end, and the others are made all the same', async () => {
  const made: string[] = [];
  const failures = await cleanUpAll([
    async () => void made.push('oldest'),
    () => {
      throw new Error('at once');
    },
    async () => Promise.reject(new Error('later')),
    async () => void made.push('newest'),
  ]);
  expect(made).toEqual(['newest', 'oldest']);
  expect(failures).toEqual([new Error('later'), new Error('at once')]);
});
