import { expect, test } from 'vitest';
import { files, type Import, importsOf, read } from '../support/repository.ts';

const ours = /^(actions|lib|simulator|demo|test|scripts)\//;
const allows =
  (...patterns: readonly RegExp[]) =>
  ({ from }: Import) =>
    patterns.some((pattern) => pattern.test(from));

/** Imports of our own files that `allowed` does not cover. */
function strays(patterns: readonly string[], allowed: (found: Import, file: string) => boolean): string[] {
  return files(...patterns)
    .filter((file) => !file.endsWith('.test.ts'))
    .flatMap((file) =>
      importsOf(file)
        .filter((found) => ours.test(found.from) && !allowed(found, file))
        .map(({ from }) => `${file} imports ${from}`),
    );
}

test('lib/core imports nothing of ours but itself', () => {
  expect(strays(['lib/core/**/*.ts'], allows(/^lib\/core\//))).toEqual([]);
});

const outer = [...new Set(files('lib/*/*.ts').map((file) => file.split('/')[1] ?? ''))].filter(
  (name) => name !== 'core',
);

test.each(outer)('lib/%s imports lib/core and itself', (folder) => {
  expect(strays([`lib/${folder}/**/*.ts`], allows(/^lib\/core\//, new RegExp(`^lib/${folder}/`)))).toEqual([]);
});

test('an action imports lib and itself, never another action', () => {
  const own = (found: Import, file: string) => found.from.startsWith(file.split('/').slice(0, 3).join('/'));
  const allowed = (found: Import, file: string) => own(found, file) || found.from.startsWith('lib/');
  expect(strays(['actions/*/src/**/*.ts'], allowed)).toEqual([]);
});

test('the entry of an action knows its own story and clean-up, the harness, the door to AWS and whom it asks there, no more', () => {
  const allowed = allows(
    /^actions\/[^/]+\/src\/(main|post)\.ts$/,
    /^lib\/github\/run-action\.ts$/,
    /^lib\/aws\/sdk\.ts$/,
    /^lib\/aws\/operations\//,
  );
  expect(strays(['actions/*/src/index.ts'], allowed)).toEqual([]);
});

test.each(files('actions/*/src/index.ts'))('%s names every service of AWS that its action can ask', (entry) => {
  const asked = closure(entry).flatMap((file) =>
    [...read(file).matchAll(/\.(?:call|raw)\(\s*'([a-z-]+)'/g)].map(
      ([, service]) => `lib/aws/operations/${service}.ts`,
    ),
  );
  const named = importsOf(entry)
    .map(({ from }) => from)
    .filter((from) => from.startsWith('lib/aws/operations/'));
  // STS is behind every role.
  const needed = asked.length === 0 ? [] : [...new Set([...asked, 'lib/aws/operations/sts.ts'])];
  expect(named.toSorted()).toEqual(needed.toSorted());
});

/** The files of ours that run where this one runs. */
function closure(entry: string): readonly string[] {
  const reached = new Set([entry]);
  for (const file of reached)
    for (const { from, typeOnly } of importsOf(file)) if (!typeOnly && ours.test(from)) reached.add(from);
  return [...reached];
}

test('the rules of an action import lib/core and their own files, types included', () => {
  const rules = ['inputs', 'plan', 'next-step', 'report', 'evidence', 'snapshot', 'sentences', 'judge'].map(
    (name) => `actions/*/src/${name}*.ts`,
  );
  expect(strays(rules, allows(/^(actions|lib\/core)\//))).toEqual([]);
});

test('pure files take types from the AWS SDK, never values', () => {
  const found = files('lib/core/**/*.ts', 'actions/*/src/**/*.ts').flatMap((file) =>
    importsOf(file)
      .filter(({ from, typeOnly }) => from.startsWith('@aws-sdk/') && !typeOnly)
      .map(({ from }) => `${file} imports ${from}`),
  );
  expect(found).toEqual([]);
});

test('the simulator and the product share no line of code', () => {
  const all = (folder: string) => files(`${folder}/**/*.ts`);
  const found = [
    ...all('simulator').flatMap((file) =>
      // A test may borrow the demo's image: that is no part of the product.
      crossing(file, file.endsWith('.test.ts') ? /^(actions|lib)\// : /^(actions|lib|demo|test)\//),
    ),
    ...[...all('lib'), ...all('actions')].flatMap((file) => crossing(file, /^(simulator|demo|test)\//)),
  ];
  expect(found).toEqual([]);
});

function crossing(file: string, forbidden: RegExp): string[] {
  return importsOf(file)
    .filter(({ from }) => forbidden.test(from))
    .map(({ from }) => `${file} imports ${from}`);
}
