import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { beforeEach, expect, test } from 'vitest';
import { aGitFolder } from './a-git-folder.ts';
import { lookAtSourceTree, type SourceTree } from './source-tree.ts';

const here = aGitFolder();
const { git, write, commit } = here;

beforeEach(() => {
  write('.gitignore', 'ignored/\n*.tmp\n');
  write('app/main.js', 'one');
  write('app/lib/ä b.js', 'two');
  write('other/x', 'three');
  commit();
});

const look = (path = 'app') =>
  lookAtSourceTree({ folder: join(here.path, path), environment: process.env, signal: new AbortController().signal });

async function tree(path?: string): Promise<SourceTree> {
  const seen = await look(path);
  if (seen.kind === 'none') throw new Error(seen.why);
  return seen;
}

test('a clean folder is the files that git has, and nothing else', async () => {
  expect(await tree()).toEqual({
    kind: 'tree',
    files: [
      { path: 'lib/ä b.js', content: `100644 ${git('rev-parse', 'HEAD:app/lib/ä b.js')}` },
      { path: 'main.js', content: `100644 ${git('rev-parse', 'HEAD:app/main.js')}` },
    ],
    changed: [],
    strangers: [],
    hidden: [],
    submodules: [],
    filtered: [],
  });
  expect((await tree('.')).files.map(({ path }) => path)).toEqual([
    '.gitignore',
    'app/lib/ä b.js',
    'app/main.js',
    'other/x',
  ]);
});

test('another commit elsewhere leaves it as it was', async () => {
  const before = await tree();
  write('other/x', 'changed');
  commit();
  expect(await tree()).toEqual(before);
});

test('changes, staged ones and removed files too, are named from the folder', async () => {
  write('app/main.js', 'changed');
  write('app/staged.js', 'new');
  git('add', 'app/staged.js');
  rmSync(join(here.path, 'app/lib/ä b.js'));
  write('other/x', 'changed');
  expect([...(await tree()).changed].sort()).toEqual(['lib/ä b.js', 'main.js', 'staged.js']);
});

test('what is not in git is a stranger, ignored or not', async () => {
  write('app/new/file', 'x');
  write('app/ignored/deep/file', 'x');
  write('app/a.tmp', 'x');
  expect([...(await tree()).strangers].sort()).toEqual(['a.tmp', 'ignored/', 'new/file']);
});

test('files that git does not look at are told', async () => {
  git('update-index', '--assume-unchanged', 'app/main.js');
  git('update-index', '--skip-worktree', 'app/lib/ä b.js');
  write('app/main.js', 'changed');
  const seen = await tree();
  expect(seen.changed).toEqual([]);
  expect([...seen.hidden].sort()).toEqual(['lib/ä b.js', 'main.js']);
});

test('submodules and filtered files are told', async () => {
  write('.gitattributes', '*.bin filter=lfs\n');
  write('app/a.bin', 'x');
  git('update-index', '--add', '--cacheinfo', `160000,${git('rev-parse', 'HEAD')},app/sub`);
  mkdirSync(join(here.path, 'app/sub'));
  git('add', 'app/a.bin', '.gitattributes');
  git('commit', '--quiet', '--message', 'y');
  const seen = await tree();
  expect(seen.submodules).toEqual(['sub']);
  expect(seen.filtered).toEqual(['a.bin']);
});

test('a folder outside git has no tree, and one that was never committed only strangers', async () => {
  write('fresh/x', 'x');
  expect(await tree('fresh')).toMatchObject({ files: [], strangers: ['x'] });
  rmSync(join(here.path, '.git'), { recursive: true });
  expect(await look()).toMatchObject({ kind: 'none', why: expect.stringContaining('not a git repository') });
});

test('without git there is no tree', async () => {
  const environment = { PATH: join(here.path, 'nothing') };
  const seen = await lookAtSourceTree({ folder: here.path, environment, signal: new AbortController().signal });
  expect(seen).toEqual({ kind: 'none', why: 'there is no git here' });
});
