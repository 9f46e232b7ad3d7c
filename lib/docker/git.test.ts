import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { expect, onTestFinished, test } from 'vitest';
import { aGitFolder } from './a-git-folder.ts';
import { ancestryInCheckout, checkedOutCommit } from './git.ts';

const folder = aGitFolder();
const GONE = 'd'.repeat(40);
const signal = new AbortController().signal;
const at = (path: string, environment: Readonly<Record<string, string | undefined>> = process.env) => ({
  folder: path,
  environment,
  signal,
});

function commits(count: number): string[] {
  return Array.from({ length: count }, (_, number) => {
    folder.write('file', `${number} ${folder.git('rev-list', '--all', '--count')}`);
    folder.commit();
    return folder.git('rev-parse', 'HEAD');
  });
}

/** As actions/checkout leaves it: so many commits from the tip on. */
function clone(depth: number): string {
  const path = join(folder.path, `clone-${randomUUID()}`);
  execFileSync('git', ['clone', '--quiet', `--depth=${depth}`, `file://${folder.path}`, path]);
  return path;
}

test('an ancestor is older, a descendant newer, and another branch has diverged', async () => {
  const [first = '', second = '', third = ''] = commits(3);
  folder.git('checkout', '--quiet', '-b', 'other', first);
  const [other = ''] = commits(1);
  const here = at(folder.path);
  expect(await ancestryInCheckout(here, first, third)).toEqual({ kind: 'older' });
  expect(await ancestryInCheckout(here, third, second)).toEqual({ kind: 'newer' });
  expect(await ancestryInCheckout(here, third, third)).toEqual({ kind: 'same' });
  expect(await ancestryInCheckout(here, other, third)).toEqual({ kind: 'diverged' });
  expect(await ancestryInCheckout(here, third, other)).toEqual({ kind: 'diverged' });
});

test('what was merged is older than the merge', async () => {
  const [first = ''] = commits(1);
  folder.git('checkout', '--quiet', '-b', 'other', first);
  folder.write('beside', 'x');
  folder.commit();
  const side = folder.git('rev-parse', 'HEAD');
  folder.git('checkout', '--quiet', '-');
  const [main = ''] = commits(1);
  folder.git('merge', '--quiet', '--no-edit', 'other');
  const merge = folder.git('rev-parse', 'HEAD');
  expect(await ancestryInCheckout(at(folder.path), side, merge)).toEqual({ kind: 'older' });
  expect(await ancestryInCheckout(at(folder.path), main, side)).toEqual({ kind: 'diverged' });
});

test('a shallow clone tells what it can see, and claims nothing of what it cannot', async () => {
  const [first = '', second = '', third = ''] = commits(3);
  expect(await ancestryInCheckout(at(clone(2)), second, third)).toEqual({ kind: 'older' });
  expect(await ancestryInCheckout(at(clone(2)), third, second)).toEqual({ kind: 'newer' });
  expect(await ancestryInCheckout(at(clone(2)), first, third)).toBeUndefined();
  expect(await ancestryInCheckout(at(clone(1)), second, third)).toBeUndefined();
});

test('two commits of a shallow clone whose common one is hidden are not taken for diverged', async () => {
  const [first = ''] = commits(1);
  folder.git('checkout', '--quiet', '-b', 'other', first);
  const [, otherTip = ''] = commits(2);
  folder.git('checkout', '--quiet', '-b', 'third', first);
  const [, tip = ''] = commits(2);
  const path = join(folder.path, 'clone');
  execFileSync('git', ['clone', '--quiet', '--depth=1', '--no-single-branch', `file://${folder.path}`, path]);
  expect(await ancestryInCheckout(at(path), tip, otherTip)).toBeUndefined();
  expect(await ancestryInCheckout(at(folder.path), tip, otherTip)).toEqual({ kind: 'diverged' });
});

test('a commit that is not there, a folder without a checkout and a machine without git say nothing', async () => {
  const [first = ''] = commits(1);
  const empty = mkdtempSync(join(tmpdir(), 'slipway-no-checkout-'));
  onTestFinished(() => rmSync(empty, { recursive: true }));
  expect(await ancestryInCheckout(at(folder.path), first, GONE)).toBeUndefined();
  expect(await ancestryInCheckout(at(empty), first, GONE)).toBeUndefined();
  expect(await ancestryInCheckout(at(join(empty, 'missing')), first, first)).toBeUndefined();
  expect(await ancestryInCheckout(at(folder.path, { PATH: empty }), first, first)).toBeUndefined();
  expect(await checkedOutCommit(at(empty))).toBeUndefined();
  expect(await checkedOutCommit(at(folder.path))).toBe(first);
});

test('git learns no secret of the step', async () => {
  const [first = ''] = commits(1);
  const stand = join(folder.path, 'bin');
  folder.write('bin/git', '#!/bin/sh\nenv >> "$SEEN"\nexit 1\n');
  chmodSync(join(stand, 'git'), 0o755);
  const seen = join(folder.path, 'seen');
  const secrets = {
    'INPUT_GITHUB-TOKEN': 'secret-1',
    AWS_SECRET_ACCESS_KEY: 'secret-2',
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'secret-3',
    GITHUB_TOKEN: 'secret-4',
    GH_TOKEN: 'secret-5',
  };
  await ancestryInCheckout(
    at(folder.path, { PATH: `${stand}:${process.env.PATH}`, SEEN: seen, ...secrets }),
    first,
    GONE,
  );
  const environment = readFileSync(seen, 'utf8');
  expect(environment).toContain('GIT_NO_LAZY_FETCH=1');
  expect(environment).not.toContain('secret-');
});

test('a folder that is a file cannot tell', async () => {
  const [first = '', second = ''] = commits(2);
  expect(await ancestryInCheckout(at(import.meta.filename), first, second)).toBeUndefined();
});
