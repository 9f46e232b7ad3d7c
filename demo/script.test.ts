import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const script = join(import.meta.dirname, '../script/demo');
// Without a home there is no place to install anything to: what is answered here is answered before all set-up.
const demo = (...options: string[]) =>
  spawnSync('/bin/bash', [script, ...options], {
    encoding: 'utf8',
    env: { PATH: '/usr/bin:/bin', HOME: '/nonexistent' },
  });

test('script/demo says what it takes', () => {
  const { status, stdout, stderr } = demo('--help');
  expect([status, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/^usage: script\/demo \[--time-scale N\] \[--scripted\]\n/);
});

test.each([
  [['--time-scale', 'abc'], "--time-scale 'abc' is not allowed; allowed: a number from 1 on"],
  [['--time-scale'], "--time-scale '' is not allowed; allowed: a number from 1 on"],
  [['--time-scale=0.5'], "--time-scale '0.5' is not allowed; allowed: a number from 1 on"],
  [['--scripted', '--quick'], "script/demo does not know '--quick'"],
])('script/demo refuses %j in one line, with its usage, before it sets anything up', (options, message) => {
  const { status, stdout, stderr } = demo(...options);
  expect([status, stdout]).toEqual([2, '']);
  expect(stderr.split('\n').slice(0, 2)).toEqual([message, 'usage: script/demo [--time-scale N] [--scripted]']);
});
