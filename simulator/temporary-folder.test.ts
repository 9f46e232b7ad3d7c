import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { leftByTheDead, makeTemporaryFolder } from './temporary-folder.ts';

test('the first folder of a kind removes those of processes that are no more, and no others', () => {
  const prefix = `slipway-folder-test-${process.pid}-`;
  const dead = spawnSync('true').pid;
  const folder = (name: string) => {
    const path = join(tmpdir(), `${prefix}${name}`);
    mkdirSync(path);
    return path;
  };
  const leftBehind = folder(`${dead}-a`);
  const others = [folder(`${process.ppid}-a`), folder('unowned')];
  expect(leftByTheDead(prefix)).toEqual([leftBehind]);
  const made = makeTemporaryFolder(prefix);
  expect(made.startsWith(join(tmpdir(), `${prefix}${process.pid}-`))).toBe(true);
  expect([leftBehind, ...others, made].map(existsSync)).toEqual([false, true, true, true]);
  for (const path of [...others, made]) rmSync(path, { recursive: true });
});
