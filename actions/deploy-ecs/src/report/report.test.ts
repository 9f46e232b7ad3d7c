import { marked } from 'marked';
import { describe, expect, test } from 'vitest';
import { groupCauses } from '../../../../lib/core/causes.ts';
import {
  aCause,
  aDefinition,
  aLook,
  aPrimary,
  aService,
  aStoppedTask,
  deploymentArn,
  imageOf,
  MINUTE,
  taskDefinitionArn,
} from '../rollout/a-rollout.ts';
import { type DeployVerdict, type Outcome, reportDeployment } from './report.ts';

const serving = aService({ deployments: [{ ...aPrimary(1, taskDefinitionArn('web:1')), runningCount: 2 }] });

function anOutcome(members: Partial<Outcome> = {}): Outcome {
  return {
    verdict: 'deployed',
    reason: 'the reason of it',
    service: serving,
    cluster: 'prod',
    taskDefinitionArn: taskDefinitionArn('web:2'),
    previousTaskDefinitionArn: taskDefinitionArn('web:1'),
    definition: aDefinition(imageOf('v2')),
    deploymentArn: deploymentArn(2),
    changes: [{ what: 'cpu', before: '256', after: '512' }],
    durationMs: 83_000,
    lookedAt: MINUTE,
    endedAt: MINUTE,
    isRollback: false,
    ...members,
  };
}

const LOG = ['starting', 'cannot reach db:5432'];
const SEEN = aLook({
  service: {
    deployments: serving.deployments,
    events: [
      { id: '3', at: MINUTE, message: '(service web) rolling back' },
      { id: '2', at: MINUTE, message: '(service web) has started 2 tasks' },
      { id: '1', at: -MINUTE, message: 'an old event' },
    ],
  },
  causes: [
    aCause({
      count: 3,
      sentence: '3 tasks stopped: container "app" exited with code 1',
      explanation: '3 tasks stopped: container "app" exited with code 1',
      log: LOG,
    }),
  ],
});

const GREEN = ['deployed', 'unchanged', 'idle', 'updated', 'planned', 'started', 'shifted'] as const;
const RED = [
  'rolled-back',
  'rollback-failed',
  'failed',
  'superseded',
  'timed-out',
  'unobserved',
  'cancelled',
] as const satisfies readonly DeployVerdict[];

describe.each(GREEN)('%s', (verdict) => {
  test('is green and says so everywhere, without annotations', () => {
    const report = reportDeployment(anOutcome({ verdict, seen: { ...SEEN, causes: [] } }));
    expect(report).toMatchObject({ conclusion: 'success', verdict, annotations: [] });
    expect(report.summary).toContain(verdict);
    expect(report.summary).not.toContain('do next');
    expect(report.headline).not.toBe('');
  });
});

test('a desired count that somebody else has changed meanwhile stands in the summary too', () => {
  const serviceChanges = [{ what: 'desired count', before: '2', after: '3' }];
  const summaryOf = (desiredCount: number) =>
    reportDeployment(anOutcome({ serviceChanges, seen: aLook({ service: { desiredCount } }) })).summary;
  expect(summaryOf(5)).toMatch(/^web:2 serves on web .*; its desired count was to be 3 and is 5\.$/m);
  expect(summaryOf(3)).toMatch(/^web:2 serves on web .*\.$/m);
  expect(summaryOf(3)).not.toContain('was to be');
});

test('settings that nobody watches are not told as a release that was handed over', () => {
  const report = reportDeployment(anOutcome({ verdict: 'started', isUpdate: true }));
  expect(report.headline).toBe(
    'web has the settings that were asked for. Nobody watches until as many tasks run (wait-until: none).',
  );
});

test('what serves, though tasks of it ended on the way, is green with a warning', () => {
  const report = reportDeployment(anOutcome({ seen: SEEN }));
  const told = /3 tasks of web:2 ended on the way: container "app" exited with code 1/;
  expect(report).toMatchObject({ conclusion: 'success', annotations: [{ level: 'warning' }] });
  expect(report.annotations[0]?.message).toMatch(told);
  expect(report.summary).toMatch(told);
});

describe.each(RED)('%s', (verdict) => {
  const reported = () => reportDeployment(anOutcome({ verdict, seen: SEEN }));

  test('is red, with one annotation', () => {
    const report = reported();
    const [annotation] = report.annotations;
    expect(report.conclusion).toBe(verdict === 'cancelled' ? 'cancelled' : 'failure');
    expect(report.annotations).toHaveLength(1);
    expect(annotation).toMatchObject({ level: 'error', title: expect.stringContaining(verdict) });
  });

  test('says why, what serves and what to do next: in the log, as annotation, in the summary', () => {
    const report = reported();
    const [annotation] = report.annotations;
    for (const text of [report.headline, annotation?.message ?? '', report.summary]) {
      expect(text).toContain('the reason of it');
      expect(text).toMatch(/web:1 \(2 tasks/);
    }
    expect(report.headline).toMatch(/^Next: \S/m);
    expect(report.annotations[0]?.message).toMatch(/^Next: \S/m);
    expect(report.summary).toMatch(/What to do next\*\*\n\n- \S/);
  });

  test('shows the cause with the last log lines, and the events since the deployment began', () => {
    const report = reported();
    expect(report.summary).toContain('cannot reach db:5432');
    expect(report.summary).toContain('exited with code 1');
    expect(report.summary).toMatch(/has started 2 tasks\n.* rolling back\n/);
    expect(report.summary).not.toContain('an old event');
  });
});

test('the outputs name everything that a later step needs, as text', () => {
  expect(reportDeployment(anOutcome({ verdict: 'rolled-back' })).outputs).toEqual({
    reason: 'the reason of it',
    'task-definition-arn': taskDefinitionArn('web:2'),
    'task-definition': 'web:2',
    'previous-task-definition': 'web:1',
    'service-deployment-arn': deploymentArn(2),
    'duration-seconds': '83',
    'console-url': expect.stringMatching(/^https:\/\/.*web/),
    diff: '~ cpu: 256 → 512',
  });
});

test('what was never made is an empty output, and not the word undefined', () => {
  const {
    taskDefinitionArn: _t,
    deploymentArn: _d,
    definition: _f,
    ...nothing
  } = anOutcome({ verdict: 'timed-out', changes: [] });
  const report = reportDeployment(nothing);
  expect(report.outputs).toMatchObject({
    'task-definition-arn': '',
    'task-definition': '',
    'service-deployment-arn': '',
    diff: '',
  });
  expect(JSON.stringify(report)).not.toContain('undefined');
  // Nothing was started, so there is nothing to look at.
  expect(report.headline).not.toMatch(/service-deployment-arns\s*($|,| or)/m);
});

test('what was last seen before the update is told with its time, in the log and in the summary', () => {
  const report = reportDeployment(anOutcome({ verdict: 'unobserved', lookedAt: Date.UTC(2026, 0, 1, 14, 3, 22) }));
  for (const text of [report.headline, report.annotations[0]?.message ?? '', report.summary]) {
    expect(text).toContain('Serving when last seen (14:03:22 UTC)');
    expect(text).not.toContain('Serving now');
  }
});

test('a way back that a person asked for serves again', () => {
  expect(reportDeployment(anOutcome({ isRollback: true })).headline).toMatch(/web:2 .*again/);
});

test.each([
  [
    'breaker (3 failures, threshold 3): it crashed',
    "web:2 was rolled back by ECS's circuit breaker after 3 failed tasks (its threshold is 3): it crashed.",
  ],
  ['alarm 5xx: it is slow', 'web:2 was rolled back by the alarm 5xx: it is slow.'],
  ['failed-tasks: it crashed', 'web:2 was rolled back by Slipway after too many failed tasks: it crashed.'],
  ['deadline', 'web:2 was rolled back by Slipway at the deadline.'],
  ['somebody else (a person)', 'web:2 was rolled back by somebody else (a person).'],
])('who rolled back is told in words: %s', (reason, words) => {
  const report = reportDeployment(anOutcome({ verdict: 'rolled-back', reason }));
  expect(report.annotations[0]?.message.split('\n')[0]).toBe(words);
  expect(report.outputs.reason).toBe(reason);
});

test.each([
  { log: LOG, hint: /last log lines of container "app", in the group Watch of this step's log and in the job summary/ },
  { log: [], hint: /no log line of it could be read/ },
])('where the last words of a container are, is told where they are not in sight: $log', ({ log, hint }) => {
  const seen = aLook({ causes: [aCause({ log })] });
  expect(reportDeployment(anOutcome({ verdict: 'failed', seen })).annotations[0]?.message).toMatch(hint);
});

test('a way back that somebody was faster than says that nothing was touched', () => {
  const { taskDefinitionArn: _, ...outcome } = anOutcome({ verdict: 'superseded', reason: 'web:3 is in progress' });
  expect(reportDeployment(outcome).annotations[0]?.message).toMatch(
    /^Nothing was touched on web: web:3 is in progress\.\n/,
  );
});

test('a bad memory limit is the hint for a container that was killed', () => {
  const killed = aStoppedTask({ containers: [{ name: 'app', essential: true, exitCode: 137 }] });
  const causes = groupCauses([killed], new Map());
  expect(reportDeployment(anOutcome({ verdict: 'failed', seen: aLook({ causes }) })).headline).toMatch(/memory/);
});

test('a task that could not even be made is a cause by its event, with what it means and what to do', () => {
  const service = {
    events: [
      {
        id: '1',
        at: MINUTE,
        message: '(service web) was unable to place a task. Reason: Capacity is unavailable at this time.',
      },
    ],
  };
  const report = reportDeployment(anOutcome({ verdict: 'timed-out', seen: aLook({ service }) }));
  expect(report.summary).toMatch(/\*\*Cause\*\*\n\nECS was unable to place a task/);
  expect(report.summary).toContain('That means: AWS has no room for the task');
  expect(report.headline).toMatch(/^Next: AWS has no room .* run again later/m);
});

test('an alarm is named with the command that shows its history', () => {
  const deployment = { alarms: { status: 'TRIGGERED', triggered: ['web-5xx'] } };
  const report = reportDeployment(anOutcome({ verdict: 'rolled-back', seen: aLook({ deployment }) }));
  expect(report.headline).toContain('aws cloudwatch describe-alarm-history --alarm-name web-5xx');
});

test('targets that the load balancer calls unhealthy are listed with its reason codes', () => {
  const unwell = [
    {
      address: '10.0.0.5',
      port: 8080,
      state: 'unhealthy',
      reason: 'Target.ResponseCodeMismatch',
      description: 'Health checks failed with these codes: [503]',
    },
  ];
  const { summary } = reportDeployment(anOutcome({ verdict: 'failed', seen: aLook({ unwell }) }));
  expect(summary).toMatch(/\| `10\.0\.0\.5:8080` \| unhealthy \| Target\.ResponseCodeMismatch \| .*503/);
});

test('what the role may not look at is named, where it would have shown the cause', () => {
  const report = reportDeployment(anOutcome({ verdict: 'failed', seen: aLook({ denied: ['ecs:ListTasks'] }) }));
  expect(report.headline).toMatch(/^Next: .*may not call ecs:ListTasks/m);
});

test('foreign words are never markup: neither HTML, nor links, nor table cells, nor the end of a fence', () => {
  const evil =
    '</code><img src=x onerror=alert(1)> | cell | [link](https://evil.example) **bold** `tick` ```\n```\n<b>';
  const report = reportDeployment(
    anOutcome({
      verdict: 'rolled-back',
      reason: evil,
      service: aService({ name: evil, deployments: [{ ...aPrimary(1, evil), runningCount: 2 }] }),
      definition: aDefinition(evil, { containerDefinitions: [{ name: evil, image: evil }] }),
      changes: [{ what: evil, before: evil, after: evil }],
      seen: aLook({
        service: {
          deployments: [{ ...aPrimary(1, evil), runningCount: 2 }],
          events: [{ id: '1', at: 1, message: evil }],
        },
        causes: [aCause({ sentence: evil, explanation: evil, container: evil, log: [evil, '````', evil] })],
      }),
    }),
  );
  const html = marked.parse(report.summary, { async: false });
  expect(html).not.toMatch(/<img|<b>|<strong>bold|<code>tick|>link<\/a>/);
  const rows = [...html.matchAll(/<tr>([\s\S]*?)<\/tr>/g)].map(([, row = '']) => [...row.matchAll(/<t[dh]/g)].length);
  expect([...new Set(rows)]).toEqual([2]);
});

test('the name of an operation is written as in a policy, also where a sentence begins with it', () => {
  const reason = 'ecs:RegisterTaskDefinition was refused: no (ClientException)';
  const done = 'The service was not touched.';
  expect(reportDeployment(anOutcome({ verdict: 'refused', reason, done })).headline).toMatch(
    /^ecs:RegisterTaskDefinition was refused: no \(ClientException\)\. The service was not touched\.$/m,
  );
});

test('what was before is told where something changed, and nowhere else', () => {
  const row = (verdict: DeployVerdict) =>
    /\| Task definition \|.*/.exec(reportDeployment(anOutcome({ verdict })).summary)?.[0];
  expect(row('deployed')).toBe('| Task definition | `web:2` (before: `web:1`) |');
  expect(row('unchanged')).toBe('| Task definition | `web:2` |');
});
