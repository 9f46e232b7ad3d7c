import { expect, test } from 'vitest';
import type { TaskSnapshot } from '../../../lib/core/task-snapshots.ts';
import type { MigrationPlan } from './plan.ts';
import { type Ending, type MigrationFacts, reportMigration } from './report.ts';

const plan: MigrationPlan = {
  cluster: 'arn:aws:ecs:eu-west-1:1:cluster/prod',
  family: 'web-migrate',
  container: 'app',
  command: ['/bin/sh', '-ec', 'npm run migrate'],
  image: 'repo@sha256:1',
  definition: {
    family: 'web-migrate',
    containerDefinitions: [{ name: 'app', environment: [{ name: 'PASSWORD', value: 'hunter2' }] }],
  },
  run: {},
  identity: { cluster: '', family: '', images: [], entryPoint: [], overrides: {} },
  explanation: ['container "app" runs the command: it is the only one'],
};
const task: TaskSnapshot = {
  taskArn: 'arn:aws:ecs:eu-west-1:1:task/prod/0a1b',
  taskDefinitionArn: 'arn:aws:ecs:eu-west-1:1:task-definition/web-migrate:3',
  lastStatus: 'STOPPED',
  desiredStatus: 'STOPPED',
  startedBy: 'x',
  createdAt: 0,
  healthStatus: 'UNKNOWN',
  addresses: [],
  containers: [{ name: 'app', essential: true, exitCode: 3 }],
};
const facts: MigrationFacts = {
  plan,
  taskDefinitionArn: task.taskDefinitionArn,
  tail: ['applying 0007', '::error::relation "x" | does not exist'],
  durationMs: 12_345,
  isRerun: false,
};

const endings: readonly Ending[] = [
  { kind: 'planned' },
  { kind: 'succeeded', task, how: 'ran' },
  { kind: 'succeeded', task, how: 'joined' },
  { kind: 'succeeded', task, how: 'earlier' },
  { kind: 'failed', task, reason: 'container "app" exited with code 3' },
  { kind: 'never-started', reason: 'RESOURCE:ENI' },
  { kind: 'timed-out', task, reason: 'not finished after 30m, and so the task was stopped' },
  { kind: 'lost', reason: 'not shown' },
  { kind: 'busy', reason: 'another migration' },
  { kind: 'unobserved', reason: 'Not allowed to call ecs:DescribeTasks' },
  { kind: 'cancelled', reason: 'the task is left running', left: 'perhaps' },
];

test.each(endings)('$kind has a verdict, a summary and a sentence; red has one annotation', (ending) => {
  const report = reportMigration(ending, facts);
  const green = ending.kind === 'succeeded' || ending.kind === 'planned';
  expect(report.verdict).toBe(ending.kind);
  expect(report.conclusion === 'success').toBe(green);
  expect(report.summary).toContain(`### Slipway migrate: ${ending.kind}`);
  expect(report.annotations).toHaveLength(green ? 0 : 1);
  expect(Object.keys(report.outputs).sort()).toEqual(
    ['duration-seconds', 'exit-code', 'log-url', 'reason', 'task-arn', 'task-definition'].sort(),
  );
  expect(report.outputs.reason).not.toBe('');
});

test('a failure says why, shows the last lines, and says what to do', () => {
  const report = reportMigration({ kind: 'failed', task, reason: 'container "app" exited with code 3' }, facts);
  expect(report.annotations[0]?.message).toBe(
    'container "app" exited with code 3 (last log line: ::error::relation "x" | does not exist). The service was not touched. Fix the migration, or what it needs, and run again.',
  );
  expect(report.summary).toContain('applying 0007');
  expect(report.outputs).toMatchObject({
    'exit-code': '3',
    'task-definition': 'web-migrate:3',
    'duration-seconds': '12',
  });
});

test('a 0 from a container that was stopped is not told as an exit code', () => {
  const stopped = { ...task, containers: [{ name: 'app', essential: true, exitCode: 0 }] };
  expect(reportMigration({ kind: 'timed-out', task: stopped, reason: 'x' }, facts).outputs['exit-code']).toBe('');
});

test('a dry run shows what would be registered, and no value of a variable', () => {
  const { summary } = reportMigration({ kind: 'planned' }, facts);
  expect(summary).toContain('PASSWORD');
  expect(summary).not.toContain('hunter2');
});

test('where a task may still live, it says how to find it', () => {
  const { headline } = reportMigration(
    { kind: 'cancelled', reason: 'left', left: 'perhaps' },
    { ...facts, taskArn: task.taskArn },
  );
  expect(headline).toContain('aws ecs describe-tasks --cluster prod --tasks 0a1b');
});

test('a cancel says that nothing is left behind only where nothing can be', () => {
  const words = (ending: Ending, isRerun: boolean) => reportMigration(ending, { ...facts, isRerun }).headline;
  const reason = 'nothing was started yet';
  expect(words({ kind: 'cancelled', reason, left: 'unseen' }, false)).toBe(
    'cancelled: web-migrate after 12s: nothing was started yet.\nNothing is left behind.',
  );
  expect(words({ kind: 'cancelled', reason, left: 'nothing' }, true)).toContain('Nothing is left behind.');
  expect(words({ kind: 'cancelled', reason, left: 'unseen' }, true)).toContain(
    'Nobody has looked whether a task of an earlier attempt still runs. See it with: aws ecs list-tasks --cluster prod --family web-migrate',
  );
  expect(words({ kind: 'cancelled', reason, left: 'perhaps' }, false)).toContain('See it with: aws ecs list-tasks');
});

test('a reason that is a sentence of AWS has one full stop', () => {
  const reason = 'gave up: ecs:DescribeTasks got no usable answer (ServerException: UnknownError).';
  const { headline, summary, annotations } = reportMigration({ kind: 'unobserved', reason }, { ...facts, tail: [] });
  const printed = [headline, summary, ...annotations.map(({ message }) => message)].join('\n');
  expect(printed).toContain('UnknownError).');
  expect(printed).not.toContain('..');
});
