import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { runBundle, startBundle } from './runner.ts';

const folder = mkdtempSync(join(tmpdir(), 'slipway-action-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

writeFileSync(
  join(folder, 'action.yml'),
  `
name: Probe
inputs:
  task-definition:
    description: none
  with default:
    description: seven
    default: 7
runs:
  using: node24
  main: main.mjs
  post: post.mjs
`,
);
writeFileSync(
  join(folder, 'main.mjs'),
  `
import { appendFileSync } from 'node:fs';
const inputs = Object.fromEntries(Object.entries(process.env).filter(([name]) => name.startsWith('INPUT_')));
appendFileSync(process.env.GITHUB_OUTPUT, 'plain=a=b\\nlong<<E1\\none\\n\\ntwo\\nE1\\n');
appendFileSync(process.env.GITHUB_OUTPUT, 'inputs=' + JSON.stringify(inputs) + '\\n');
appendFileSync(process.env.GITHUB_OUTPUT, 'env=' + JSON.stringify(Object.keys(process.env)) + '\\n');
appendFileSync(process.env.GITHUB_STATE, 'left<<E2\\nbehind\\nE2\\n');
appendFileSync(process.env.GITHUB_STEP_SUMMARY, '### Done\\n');
process.stdout.write('before hunter2\\n::add-mask::hunter2\\nafter hunter2\\r');
process.stdout.write('::error title=a%3A b,file=x::first%0Asecond\\n::stop-commands::t1\\n::error::unseen\\n::t1::\\n::notice::seen');
process.stderr.write('::warning::from stderr\\n');
if (process.env.HANG) {
  process.on('SIGINT', () => { console.log('interrupted'); process.exit(3); });
  console.log('\\nhanging in ' + process.env.RUNNER_TEMP);
  setInterval(() => {}, 1000);
}
`,
);
writeFileSync(join(folder, 'post.mjs'), `console.log('post ' + process.env.STATE_left); process.exitCode = 2;`);

test('an action sees its inputs as the runner names them, defaults and empty ones included', async () => {
  const run = await runBundle({ action: folder, inputs: { 'task-definition': 'web:42' } });
  expect(JSON.parse(run.outputs.inputs ?? '')).toEqual({
    'INPUT_TASK-DEFINITION': 'web:42',
    INPUT_WITH_DEFAULT: '7',
  });
  const bare = await runBundle({ action: folder });
  expect(JSON.parse(bare.outputs.inputs ?? '')).toEqual({ 'INPUT_TASK-DEFINITION': '', INPUT_WITH_DEFAULT: '7' });
});

test('outputs, state, summary, annotations and masks are read by the rules of the runner', async () => {
  const run = await runBundle({ action: folder });
  expect(run).toMatchObject({
    exitCode: 0,
    signal: null,
    outputs: { plain: 'a=b', long: 'one\n\ntwo' },
    state: { left: 'behind' },
    summary: '### Done\n',
    masks: ['hunter2'],
    annotations: [
      { level: 'error', title: 'a: b', message: 'first\nsecond' },
      { level: 'notice', title: '', message: 'seen' },
      { level: 'warning', title: '', message: 'from stderr' },
    ],
  });
  expect(run.lines.slice(0, 3)).toEqual(['before hunter2', '::add-mask::hunter2', 'after hunter2']);
});

test('nothing of this machine reaches an action but PATH and HOME', async () => {
  process.env.SLIPWAY_LEAK = 'x';
  const run = await runBundle({ action: folder, env: { GIVEN: 'y', AWS_REGION: undefined } });
  delete process.env.SLIPWAY_LEAK;
  const names = JSON.parse(run.outputs.env ?? '[]');
  expect(names).toEqual(expect.arrayContaining(['PATH', 'HOME', 'GIVEN', 'GITHUB_SHA', 'AWS_ACCESS_KEY_ID']));
  expect(names).not.toContain('SLIPWAY_LEAK');
  expect(names).not.toContain('AWS_REGION');
});

test('the post step gets what main left behind', async () => {
  const main = await runBundle({ action: folder });
  const post = await runBundle({ action: folder, phase: 'post', state: main.state });
  expect(post).toMatchObject({ exitCode: 2, lines: ['post behind'] });
});

test('a cancelled step gets SIGINT, and its temporary folder is gone afterwards', async () => {
  let temp = '';
  const running = startBundle({
    action: folder,
    env: { HANG: '1' },
    onLine: (line) => {
      if (!line.startsWith('hanging')) return;
      temp = line.replace('hanging in ', '');
      running.cancel();
    },
  });
  expect(running.pid).toBeGreaterThan(0);
  const run = await running.finished;
  expect(run.exitCode).toBe(3);
  expect(run.lines).toContain('interrupted');
  expect(temp).not.toBe('');
  expect(existsSync(temp)).toBe(false);
});

test('a killed step says by which signal it died', async () => {
  const running = startBundle({
    action: folder,
    env: { HANG: '1' },
    onLine: (line) => {
      if (line.startsWith('hanging')) running.kill('SIGKILL');
    },
  });
  expect(await running.finished).toMatchObject({ exitCode: null, signal: 'SIGKILL' });
});

test('an input that action.yml does not declare is a mistake of the caller', () => {
  expect(() => startBundle({ action: folder, inputs: { clutser: 'x' } })).toThrow('declares no input "clutser"');
});
