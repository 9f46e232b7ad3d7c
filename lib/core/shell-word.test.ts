import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { shellWord } from './shell-word.ts';

const ARN = 'arn:aws:ecs:eu-west-1:123456789012:service-deployment/prod/web/x';

test.each([
  [ARN, ARN],
  ['p99 latency', "'p99 latency'"],
  ['imageDigest=sha256:00', 'imageDigest=sha256:00'],
  ['', "''"],
  ["it's", `'it'\\''s'`],
])('%s → %s', (text, word) => {
  expect(shellWord(text)).toBe(word);
});

test.each(['p99 latency', "it's; echo $HOME", '`id` "x" \\ *', '~', '#a'])('a shell reads %s again', (text) => {
  expect(execFileSync('/bin/sh', ['-c', `printf %s ${shellWord(text)}`], { encoding: 'utf8' })).toBe(text);
});
