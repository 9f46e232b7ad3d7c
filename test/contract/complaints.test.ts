// Every complaint that people have of other deploy tools, and that is answered here, has its test: found by its number.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

/** The one list: numbers as in the survey of the field from which the project began. */
const answered = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 17, 18, 27, 28, 29, 30, 31, 35, 37];

const folder = join(import.meta.dirname, '../scenarios');

test('each complaint that is answered has a test with its number, and no test has another', () => {
  const files = readdirSync(folder).filter((name) => /^complaints-.*\.test\.ts$/.test(name));
  const titles = files.flatMap(
    (name) => readFileSync(join(folder, name), 'utf8').match(/'complaint \d+: [^']+'/g) ?? [],
  );
  const numbers = titles.map((title) => Number(/\d+/.exec(title)?.[0]));
  expect([...new Set(numbers)].sort((a, b) => a - b)).toEqual(answered);
});
