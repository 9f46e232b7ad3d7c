import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { read, root, trackedFiles } from '../support/repository.ts';

const tracked = trackedFiles();
const texts = tracked.filter((file) => !/\.(png|ico|gz|tar)$/.test(file) && statSync(join(root, file)).isFile());
const scripts = (JSON.parse(read('package.json')) as { scripts: Record<string, string> }).scripts;

function matches(list: readonly string[], pattern: RegExp): string[] {
  return list.flatMap((file) => [...read(file).matchAll(pattern)].map((match) => `${file}: ${match[0].trim()}`));
}

test('no test is switched off or left alone', () => {
  const tests = tracked.filter((file) => file.endsWith('.test.ts'));
  expect(matches(tests, /\b(test|it|describe)\.(only|skip|todo)\b\S*/g)).toEqual([]);
});

test('no file knows the folders of the machine that it was written on', () => {
  const places = ['work', 'root', 'home/[a-z]+'].map((place) => `/${place}/`).join('|');
  // Not in the middle of a longer path or address.
  expect(matches(texts, new RegExp(`(?<![\\w.}*-])(${places})\\S*`, 'g'))).toEqual([]);
});

test('the lock file names no registry: each machine has its own', () => {
  expect(matches(['package-lock.json'], /"resolved": "(?!https:\/\/registry\.npmjs\.org\/)[^"]*"/g)).toEqual([]);
});

test('every npm script and every command that a document or a script names exists', () => {
  const speaking = texts.filter((file) => /\.(md|sh|yml)$|^(script|\.ci)\//.test(file) && !file.startsWith('dist/'));
  const named = speaking.flatMap((file) =>
    [...read(file).matchAll(/\bnpm run (?:--silent )?(?<name>[\w:-]+)/g)].map(({ groups }) => [
      file,
      groups?.name ?? '',
    ]),
  );
  expect(named.filter(([, name = '']) => !(name in scripts)).map(([file, name]) => `${file}: npm run ${name}`)).toEqual(
    [],
  );
  const commands = speaking.flatMap((file) =>
    [...read(file).matchAll(/(?<![\w./-])(?:script|\.ci)\/[\w/.-]*\w/g)].map(([path]) => [file, path]),
  );
  expect(commands.filter(([, path]) => !existsSync(join(root, path ?? ''))).map((pair) => pair.join(': '))).toEqual([]);
});

test('the gates are npm scripts that anybody can run', () => {
  expect(Object.keys(scripts)).toEqual(
    expect.arrayContaining(['build', 'check', 'check-dist', 'check-generated', 'generate', 'test', 'typecheck']),
  );
});

test('no escape from the type checker or the linter', () => {
  const sources = tracked.filter((file) => file.endsWith('.ts'));
  const escapes = [
    '@ts-' + 'ignore',
    '@ts-' + 'expect-error',
    'biome-' + 'ignore',
    'as unknown ' + 'as',
    '\\bas ' + 'any\\b',
  ];
  expect(matches(sources, new RegExp(escapes.join('|'), 'g'))).toEqual([]);
});

test('a file is named for its subject, in kebab-case', () => {
  const sources = tracked.filter((file) => /\.ts$/.test(file));
  const vague = /(^|\/)(utils?|helpers?|common|types|manager)(\.|\/)/;
  const odd = /\/[^/]*[A-Z_][^/]*\.ts$/;
  expect(sources.filter((file) => vague.test(file) || odd.test(file))).toEqual([]);
});
