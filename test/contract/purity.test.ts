import { expect, test } from 'vitest';
import { code, files, importsOf } from '../support/repository.ts';

// The rules of an action are pure whatever they import; its other files are, unless they hold a door to the outside.
const RULE = /\/(inputs|plan|next-step|report|evidence)[^/]*\.ts$/;
const STORY = /\/(index|main)\.ts$/;
const DOOR = /^lib\/(?!core\/)/;
// The one loop; it awaits nothing but its parameters.
const AWAITS_ITS_PARAMETERS = ['lib/core/watch.ts'];

const FORBIDDEN: readonly (readonly [string, RegExp])[] = [
  ['await', /\bawait\b/],
  ['async', /\basync\b/],
  ['Date.now', /\bDate\.now\b/],
  ['the current time', /\bnew Date\(\)/],
  ['Math.random', /\bMath\.random\b/],
  ['process', /\bprocess\.\w/],
  ['a timer', /\bset(Timeout|Interval|Immediate)\(/],
  ['fetch', /\bfetch\(/],
];
const PURE_BUILTINS = ['node:crypto', 'node:path', 'node:util'];

const isTest = (file: string) => file.endsWith('.test.ts');
const holdsADoor = (file: string) => STORY.test(file) || importsOf(file).some(({ from }) => DOOR.test(from));
const pureFiles = [
  ...files('lib/core/**/*.ts').filter((file) => !AWAITS_ITS_PARAMETERS.includes(file)),
  ...files('simulator/control-plane/**/*.ts'),
  ...files('actions/*/src/**/*.ts').filter((file) => RULE.test(file) || !holdsADoor(file)),
].filter((file) => !isTest(file));

test('there are pure files to judge', () => {
  expect(pureFiles.length).toBeGreaterThan(20);
});

test('a pure file waits for nothing, and knows neither the time, nor chance, nor its process', () => {
  const found = pureFiles.flatMap((file) => {
    const source = code(file);
    return FORBIDDEN.filter(([, pattern]) => pattern.test(source)).map(([what]) => `${file}: ${what}`);
  });
  expect(found).toEqual([]);
});

test('a pure file imports no builtin that reaches outside', () => {
  const found = pureFiles.flatMap((file) =>
    importsOf(file)
      .filter(({ from, typeOnly }) => from.startsWith('node:') && !typeOnly && !PURE_BUILTINS.includes(from))
      .map(({ from }) => `${file}: ${from}`),
  );
  expect(found).toEqual([]);
});

test('the loop of watch awaits only what it was given', () => {
  const source = AWAITS_ITS_PARAMETERS.map(code).join('\n');
  for (const [what, pattern] of FORBIDDEN.filter(([name]) => name !== 'await' && name !== 'async'))
    expect(pattern.test(source), what).toBe(false);
});
