import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { beforeEach, expect, test } from 'vitest';
import { createInputReader } from '../../../lib/core/input-reader.ts';
import { aGitFolder } from '../../../lib/docker/a-git-folder.ts';
import { contentAddress } from './content-address.ts';
import { parseInputs } from './inputs.ts';
import { lookAtSource } from './source.ts';

const here = aGitFolder();
const { git, write, commit } = here;

beforeEach(() => {
  write('Dockerfile', 'FROM scratch\nCOPY . /\n');
  write('app.txt', 'one');
});

/** The tag, or why there is none. */
async function addressOf(inputs: Record<string, string> = {}, { buildx = '0.37.2' }: { buildx?: string } = {}) {
  const given = new Map(Object.entries({ repository: 'web', context: here.path, ...inputs }));
  const { build } = parseInputs(createInputReader({ inputs: given }), { commit: 'c0ffee', kindOf: () => 'file' });
  const cli = { environment: { PATH: process.env.PATH }, signal: new AbortController().signal };
  const source = await lookAtSource(build, cli, { client: '29', ...(buildx === '' ? {} : { buildx }) });
  const address = contentAddress(build, source);
  return address.kind === 'address' ? address.tag : address.why;
}

test('it is the same in another folder', async () => {
  commit();
  const clone = mkdtempSync(join(tmpdir(), 'slipway-clone-'));
  try {
    execFileSync('git', ['clone', '--quiet', here.path, clone]);
    const there = await addressOf({ context: clone });
    expect(there).toMatch(/^src-/);
    expect(there).toBe(await addressOf());
  } finally {
    rmSync(clone, { recursive: true, force: true });
  }
});

test('a file that comes out of a filter counts as it lies there, fetched or not', async () => {
  write('.gitattributes', '*.bin filter=none-such\n');
  write('a.bin', 'pointer');
  commit();
  const pointer = await addressOf();
  // As `git lfs checkout` does: other bytes on the disk, and the index says that all is well.
  write('a.bin', 'content');
  git('config', 'filter.none-such.clean', 'printf pointer');
  expect(git('status', '--porcelain')).toBe('');
  const content = await addressOf();
  expect(pointer).toMatch(/^src-/);
  expect(content).toMatch(/^src-/);
  expect(content).not.toBe(pointer);
});

test('a submodule means that there is none, unless the build does not see it', async () => {
  commit();
  git('update-index', '--add', '--cacheinfo', `160000,${git('rev-parse', 'HEAD')},sub`);
  mkdirSync(join(here.path, 'sub'));
  git('commit', '--quiet', '--message', 'y');
  expect(await addressOf()).toBe('"sub" is a submodule');
  write('.dockerignore', 'sub\n');
  git('add', '.dockerignore');
  git('commit', '--quiet', '--message', 'z');
  expect(await addressOf()).toMatch(/^src-/);
});

test('BuildKit reads the .dockerignore that is named after the Dockerfile, the old builder does not', async () => {
  write('Dockerfile.dockerignore', 'note.txt\n');
  commit();
  write('note.txt', 'x');
  expect(await addressOf()).toMatch(/^src-/);
  expect(await addressOf({}, { buildx: '' })).toContain('"note.txt" is not in git');
});

test('a file that the build does not see may change', async () => {
  write('.dockerignore', '*.md\n');
  write('README.md', 'one');
  commit();
  const before = await addressOf();
  write('README.md', 'two');
  commit();
  expect(await addressOf()).toBe(before);
  write('app.txt', 'two');
  commit();
  expect(await addressOf()).not.toBe(before);
});

test('a folder that git ignores is searched for what the build would see', async () => {
  write('.gitignore', 'dist/\n');
  write('.dockerignore', 'dist\n!dist/keep/**\n');
  commit();
  write('dist/a/b.js', '1');
  expect(await addressOf()).toMatch(/^src-/);
  write('dist/keep/c.js', '1');
  expect(await addressOf()).toContain('"dist/keep/c.js" is not in git');
});

test('a build context counts with its tree', async () => {
  write('app/Dockerfile', 'FROM scratch\n');
  write('library/a', '1');
  commit();
  const inputs = { context: join(here.path, 'app'), 'build-contexts': `library=${join(here.path, 'library')}` };
  const before = await addressOf(inputs);
  write('library/a', '2');
  expect(await addressOf(inputs)).toBe('of the build context "library": "a" is not as it was committed');
  commit();
  const after = await addressOf(inputs);
  expect(after).toMatch(/^src-/);
  expect(after).not.toBe(before);
});

test('a context elsewhere has none, and a file that cannot be read is no error', async () => {
  expect(await addressOf({ context: 'https://github.com/acme/web.git' })).toBe(
    'the context is no folder of this machine',
  );
  rmSync(join(here.path, 'Dockerfile'));
  expect(await addressOf()).toMatch(/^ENOENT/);
});
