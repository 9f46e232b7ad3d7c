// The job of rollback.yml, step by step.

import { expect, test } from 'vitest';
import { runScript } from '../support/step-script.ts';
import { inputsOf, jobOf, type Walked, walk } from '../support/workflows.ts';

const FILE = '.github/workflows/rollback.yml';
const JOB = jobOf(FILE, 'rollback');

function rollback(
  given: Readonly<Record<string, string | boolean>>,
  verdicts: Readonly<Record<string, string>> = {},
  failedIn: readonly string[] = [],
): Walked {
  const required = { environment: 'production', 'aws-region': 'eu-central-1', cluster: 'shop', service: 'web' };
  const all = { rollback: 'deployed', smoke: 'passed', ...verdicts };
  return walk(JOB, {
    contexts: {
      inputs: inputsOf(FILE, { ...required, ...given }),
      vars: {},
      github: { triggering_actor: 'octocat' },
    },
    outputs: Object.fromEntries(Object.entries(all).map(([id, verdict]) => [id, { verdict }])),
    failedIn,
  });
}

test('goes back to what was there before, then asks whether it is well', () => {
  const { ran, given, conclusion, outputs } = rollback({ url: 'https://shop.example.com', path: '/health' });
  expect(ran).toEqual(['rollback', 'smoke']);
  expect(given.get('rollback')).toMatchObject({ 'rollback-to': 'previous', 'dry-run': 'false', service: 'web' });
  expect(given.get('smoke')).toMatchObject({ path: '/health', 'deploy-verdict': 'deployed' });
  expect(conclusion).toBe('success');
  expect(outputs).toMatchObject({ verdict: 'deployed', 'smoke-test': 'passed' });
});

test('no target is the previous release', () => {
  expect(rollback({ target: '' }).given.get('rollback')?.['rollback-to']).toBe('previous');
});

test.each(['web:41', '41', 'v1.4.2', `sha256:${'a'.repeat(64)}`])('the target %s is handed on as it is', (target) => {
  expect(rollback({ target }).given.get('rollback')?.['rollback-to']).toBe(target);
});

test('a dry run asks nobody', () => {
  const { ran, given } = rollback({ url: 'https://shop.example.com', 'dry-run': true }, { rollback: 'planned' });
  expect(ran).toEqual(['rollback']);
  expect(given.get('rollback')?.['dry-run']).toBe('true');
});

test('without an address the rollback is the end', () => {
  expect(rollback({}).ran).toEqual(['rollback']);
});

test('a rollback that failed, or an old release that is not well, is red', () => {
  const url = 'https://shop.example.com';
  expect(rollback({ url }, { rollback: 'refused' })).toMatchObject({ ran: ['rollback'], conclusion: 'failure' });
  expect(rollback({ url }, { smoke: 'failed' }).conclusion).toBe('failure');
});

test('a reason that cannot be told stops no way back', () => {
  const { ran, conclusion } = rollback({ reason: 'checkout is down' }, {}, ['reason']);
  expect(ran).toEqual(['reason', 'rollback']);
  expect(conclusion).toBe('success');
});

test('whatever somebody gives as reason is said, and none of it is a command', () => {
  const reason = 'checkout is down\n::error::not a command\n##[set-env name=PATH]x\n$(exit 1) `exit 1` <b>%s';
  const { ran, given } = rollback({ reason });
  expect(ran).toEqual(['reason', 'rollback']);
  const { log, summary } = runScript(JOB, 'reason', given.get('reason') ?? {});
  const lines = log.trimEnd().split('\n');
  const marker = /^::stop-commands::([0-9a-f]{32})$/.exec(lines[0] ?? '')?.[1];
  expect(marker).toBeDefined();
  expect(lines.at(-1)).toBe(`::${marker}::`);
  expect(lines.slice(1, -1).join('\n')).toBe(`Asked for by octocat:\n${reason}`);
  expect(summary).toBe(`Asked for by octocat:\n\n${reason.replace(/^/gm, '    ')}\n\n`);
});
