// Breaks each rule of the pure files, one change at a time, and shows which changes no test and no type notices.
// By hand, for it takes minutes: npm run mutate [-- next-step.ts plan.ts …]; a name is any part of a path below.

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { caughtByTypes } from './type-check.ts';

/** As in the report of Stryker (mutation-testing-report-schema): lines and columns count from 1. */
export interface Mutant {
  readonly id: string;
  readonly mutatorName: string;
  readonly replacement: string;
  readonly status: 'Killed' | 'Timeout' | 'Survived' | 'NoCoverage' | 'Ignored' | 'RuntimeError' | 'CompileError';
  readonly location: { readonly start: Place; readonly end: Place };
}
interface Place {
  readonly line: number;
  readonly column: number;
}
interface Report {
  readonly files: Readonly<Record<string, { readonly source: string; readonly mutants: readonly Mutant[] }>>;
}

const DEPLOY_ECS = {
  rollout: [
    'next-step',
    'other-step',
    'rollout-rule',
    'way-back',
    'when-cancelled',
    'when-stopped',
    'judgement',
    'health-due',
    'earlier-health',
    'early-success',
    'stages',
    'waiting',
    'deadline',
    'signs',
    'after-the-job',
    'why-not-bad',
    'when-deleted',
    'not-begun',
    'event-lines',
    'what-to-put-back',
  ],
  '': ['plan', 'inputs'],
  settings: ['service-settings', 'setting-inputs', 'settled-step'],
  history: [
    'content',
    'history',
    'previous',
    'rollback',
    'still-serving',
    'named-image',
    'rollback-target',
    'ways-back',
    'not-brought-back',
    'releases',
    'older-commit',
    'revision-tags',
    'tag-value',
    'owner',
  ],
  report: [
    'report',
    'headline',
    'told-cause',
    'next-steps',
    'evidence-sections',
    'on-the-way',
    'serving',
    'untouched',
    'describe-plan',
  ],
  definition: [
    'changes',
    'misfits',
    'secret-shape',
    'task-size',
    'edits',
    'place-edits',
    'edit-inputs',
    'container-sections',
    'wanted',
  ],
  verify: [
    'findings',
    'room',
    'settings',
    'references',
    'missing',
    'platform',
    'traffic',
    'unsupported',
    'section',
    'alarms',
    'foreign',
  ],
};

const RULES = [
  ...Object.entries(DEPLOY_ECS).flatMap(([folder, rules]) =>
    rules.map((rule) => join('actions/deploy-ecs/src', folder, `${rule}.ts`)),
  ),
  'lib/core/ancestry.ts',
  'actions/migrate/src/next-step.ts',
  'actions/smoke-test/src/next-step.ts',
  'actions/build-push/src/content-address.ts',
];
const GOAL_PERCENT = 90;

const root = resolve(import.meta.dirname, '../..');
const wanted = process.argv.slice(2);
const files = RULES.filter((file) => wanted.length === 0 || wanted.some((part) => file.includes(part)));
if (files.length === 0) throw new Error(`no file is called ${wanted.join(', ')}. There are:\n${RULES.join('\n')}`);

const stryker = spawnSync('stryker', ['run', 'scripts/mutate/stryker.json', '--mutate', files.join(',')], {
  cwd: root,
  stdio: 'inherit',
  // The same random cases for each mutant.
  env: { ...process.env, CI: 'true' },
});
if (stryker.error !== undefined || stryker.status !== 0)
  throw new Error('Stryker did not come to its end', { cause: stryker.error });

const report = JSON.parse(readFileSync(join(root, 'build/mutation.json'), 'utf8')) as Report;
let made = 0;
let noticed = 0;
for (const [file, { source, mutants }] of Object.entries(report.files)) {
  const judged = mutants.filter(({ status }) => !['Ignored', 'RuntimeError', 'CompileError'].includes(status));
  const alive = judged.filter(({ status }) => status === 'Survived' || status === 'NoCoverage');
  const typed = caughtByTypes({ root, file, source, mutants: alive });
  const survivors = alive.filter(({ id }) => !typed.has(id));
  const tested = judged.length - alive.length;
  // A mutant that never ends is caught by the clock, and so is one on a machine that is too busy: many of them mean the latter.
  const timedOut = judged.filter(({ status }) => status === 'Timeout').length;
  console.log(
    `\n${file}: ${judged.length} mutants, ${tested} caught by tests${timedOut === 0 ? '' : ` (${timedOut} of them by the clock)`}, ${typed.size} by types, ${survivors.length} survive (${percent(tested + typed.size, judged.length)})`,
  );
  for (const mutant of survivors)
    console.log(`  ${file}:${mutant.location.start.line}  ${mutant.mutatorName}: ${mutation(source, mutant)}`);
  made += judged.length;
  noticed += tested + typed.size;
}
console.log(`\n${made} mutants, ${made - noticed} survive, score ${percent(noticed, made)}, goal ${GOAL_PERCENT} %`);
process.exitCode = noticed * 100 >= made * GOAL_PERCENT ? 0 : 1;

function percent(part: number, whole: number): string {
  return `${((part / Math.max(1, whole)) * 100).toFixed(1)} %`;
}

function mutation(source: string, { location: { start, end }, replacement }: Mutant): string {
  const lines = source.split('\n').slice(start.line - 1, end.line);
  const original = lines
    .map((line, index) =>
      line.slice(index === 0 ? start.column - 1 : 0, index === lines.length - 1 ? end.column - 1 : undefined),
    )
    .join('\n');
  return `${short(original)}  →  ${short(replacement)}`;
}

function short(code: string): string {
  const line = code.replaceAll(/\s+/g, ' ');
  return line.length > 90 ? `${line.slice(0, 90)}…` : line;
}
