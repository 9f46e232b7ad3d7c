import { describe, expect, test } from 'vitest';
import { readDockerIgnore } from './docker-ignore.ts';
import { IGNORE_CASES } from './docker-ignore-cases.ts';

describe.each(IGNORE_CASES)('with $lines', ({ lines, keptOut, letIn }) => {
  const ignore = readDockerIgnore(lines.join('\n'));
  test.each(keptOut)('%s is kept out', (path) => {
    expect(ignore.keepsOut(path)).toBe(true);
  });
  test.each(letIn)('%s is let in', (path) => {
    expect(ignore.keepsOut(path)).toBe(false);
  });
});

test('without a file everything is let in', () => {
  expect(readDockerIgnore('').keepsOut('a')).toBe(false);
});

test('a folder is kept out as a whole only where nothing is let in again', () => {
  expect(readDockerIgnore('dist').keepsOutFolder('dist/')).toBe(true);
  expect(readDockerIgnore('dist\n!dist/app.js').keepsOutFolder('dist/')).toBe(false);
  expect(readDockerIgnore('dist/*').keepsOutFolder('dist/')).toBe(false);
});

test('where one pattern is none, nothing counts as kept out', () => {
  expect(readDockerIgnore('dist\n[z-a]').keepsOut('dist')).toBe(false);
});
