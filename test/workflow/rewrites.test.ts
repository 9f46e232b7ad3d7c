// Everything that the workflow tests change before act runs it, and everything that stands in for something else. A change that is not listed here fails.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { read, root } from '../support/repository.ts';
import { deployWorkflow, rollbackWorkflow } from './caller.ts';
import { copySlipway, localRepositories } from './served.ts';

const folder = mkdtempSync(join(tmpdir(), 'slipway-rewrites-'));
const slipway = join(folder, 'slipway');
copySlipway(slipway);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Lines that went (`-`) and came (`+`). */
function changes(before: string, after: string): string[] {
  const { status, stdout, stderr } = spawnSync(
    'git',
    ['diff', '--no-index', '--unified=0', '--no-color', before, after],
    {
      encoding: 'utf8',
    },
  );
  if (status !== 0 && status !== 1) throw new Error(stderr);
  return stdout.split('\n').filter((line) => /^[-+](?![-+]{2} )/.test(line));
}

function changesOfExample(name: string, made: string): string[] {
  // Throws where a line that was added says what is said already.
  parse(made);
  const file = join(folder, name);
  writeFileSync(file, made);
  return changes(join(root, 'examples', name), file);
}

test('of Slipway itself only the places that mean "my own actions" are rewritten', () => {
  const files = readdirSync(slipway, { recursive: true, encoding: 'utf8' }).filter((path) =>
    statSync(join(slipway, path)).isFile(),
  );
  const changed = files.filter((path) => readFileSync(join(slipway, path), 'utf8') !== read(path)).sort();
  expect(changed).toEqual(['.github/workflows/deploy.yml', '.github/workflows/rollback.yml']);
  const rewrites = changed.flatMap((path) =>
    changes(join(root, path), join(slipway, path)).map((line) => line.replace(/^([-+]) +/, '$1 ')),
  );
  expect([...new Set(rewrites)].sort()).toEqual([
    '+ uses: OWNER/slipway/actions/build-push@5119a75119a75119a75119a75119a75119a75119',
    '+ uses: OWNER/slipway/actions/deploy-ecs@5119a75119a75119a75119a75119a75119a75119',
    '+ uses: OWNER/slipway/actions/migrate@5119a75119a75119a75119a75119a75119a75119',
    '+ uses: OWNER/slipway/actions/smoke-test@5119a75119a75119a75119a75119a75119a75119',
    '- uses: $/actions/build-push',
    '- uses: $/actions/deploy-ecs',
    '- uses: $/actions/migrate',
    '- uses: $/actions/smoke-test',
  ]);
});

test('the caller after "terraform apply" is the example, but for these lines', () => {
  expect(
    changesOfExample('deploy-after-terraform.yml', deployWorkflow({ 'rollback-after-migration': 'false' })),
  ).toEqual([
    '-      deployment: false',
    '-    uses: OWNER/slipway/.github/workflows/deploy.yml@main',
    '+    uses: OWNER/slipway/.github/workflows/deploy.yml@5119a75119a75119a75119a75119a75119a75119',
    '-      path: /health',
    '+      path: /',
    '+      rollback-after-migration: false',
    '+',
    '+  tell:',
    '+    name: tell',
    '+    needs: deploy',
    '+    if: always()',
    '+    runs-on: ubuntu-latest',
    '+    steps:',
    '+      - env:',
    `+          TOLD: \${{ toJSON(needs.deploy) }}`,
    `+        run: printf '%s\\n' "$TOLD" > "$TOLD_TO"`,
  ]);
});

test('the caller of the way back is the example, but for these lines', () => {
  const made = rollbackWorkflow({ cluster: 'prod', url: 'http://127.0.0.1:8080' });
  expect(changesOfExample('rollback.yml', made)).toEqual([
    '-    uses: OWNER/slipway/.github/workflows/rollback.yml@main',
    '+    uses: OWNER/slipway/.github/workflows/rollback.yml@5119a75119a75119a75119a75119a75119a75119',
    '-      cluster: shop',
    '+      cluster: prod',
    '-      url: https://shop.example.com',
    '+      url: http://127.0.0.1:8080',
    '+',
    '+  tell:',
    '+    name: tell',
    '+    needs: rollback',
    '+    if: always()',
    '+    runs-on: ubuntu-latest',
    '+    steps:',
    '+      - env:',
    `+          TOLD: \${{ toJSON(needs.rollback) }}`,
    `+        run: printf '%s\\n' "$TOLD" > "$TOLD_TO"`,
  ]);
});

test('these folders stand in for these repositories', () => {
  const texts = ['.github/workflows/deploy.yml', '.github/workflows/rollback.yml'].map((path) =>
    readFileSync(join(slipway, path), 'utf8'),
  );
  const callers = [deployWorkflow(), rollbackWorkflow({ cluster: 'prod', url: '' })];
  expect(localRepositories('SLIPWAY', [...callers, ...texts]).map((line) => line.replace(root, ''))).toEqual([
    'OWNER/slipway@5119a75119a75119a75119a75119a75119a75119=SLIPWAY',
    'aws-actions/configure-aws-credentials@e6de054238d6b7531b4efff3b6587d9aade6a06c=/test/workflow/stand-ins/configure-aws-credentials',
    'hashicorp/setup-terraform@dfe3c3f87815947d99a8997f908cb6525fc44e9e=/test/workflow/stand-ins/setup-terraform',
  ]);
});
