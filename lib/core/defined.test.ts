import { expect, test } from 'vitest';
import { defined } from './defined.ts';

test('leaves out what is undefined, and nothing else', () => {
  const maybe: string | undefined = [''].at(1);
  expect(Object.keys(defined({ a: maybe, b: null, c: false, d: 0, e: '', f: [] }))).toEqual(['b', 'c', 'd', 'e', 'f']);
});
