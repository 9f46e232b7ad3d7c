import { expect, test } from 'vitest';
import {
  aCause,
  aDefinition,
  aLook,
  aPrimary,
  aService,
  deploymentArn,
  imageOf,
  taskDefinitionArn,
} from '../rollout/a-rollout.ts';
import { type Outcome, reportDeployment } from './report.ts';

const URL = 'https://eu-west-1.console.aws.amazon.com/ecs/v2/clusters/prod/services/web?region=eu-west-1';
const AIMED: Outcome = {
  verdict: 'planned',
  reason: 'Will deploy web:2 as it is',
  service: aService({ deployments: [aPrimary(1, taskDefinitionArn('web:1'))] }),
  cluster: 'prod',
  taskDefinitionArn: taskDefinitionArn('web:2'),
  changes: [],
  durationMs: 83_000,
  lookedAt: 0,
  endedAt: 0,
  isRollback: false,
};

test('the summary of a dry run says what was planned, what serves, and what the checks said', () => {
  const { summary } = reportDeployment({
    ...AIMED,
    previousTaskDefinitionArn: taskDefinitionArn('web:1'),
    definition: {
      containerDefinitions: [
        { name: 'app', image: imageOf('v2') },
        { name: 'envoy', image: 'envoy:v1' },
      ],
    },
    changes: [{ what: 'cpu', before: '256', after: '512' }],
    serviceChanges: [{ what: 'desired count', before: '2', after: '3' }],
    stays: ['the database'],
    findings: { problems: [], warnings: ['no breaker'], notices: [] },
  });
  expect(summary).toBe(`### Slipway deploy-ecs: planned

Dry run: nothing was changed. Will deploy web:2 as it is.

| Service | [web](${URL}) on cluster prod |
| --- | --- |
| Task definition | \`web:2\` (before: \`web:1\`) |
| Image | app: \`app@sha256:763200000000\`<br>envoy: \`envoy:v1\` |
| Serving now | web:1 (2 tasks) |
| Took | 1m23s |

**Not brought back**

- the database

**Before this deployment**

- no breaker

<details><summary>What changed in the task definition (1)</summary>

\`\`\`diff
~ cpu: 256 → 512
\`\`\`

</details>

<details><summary>What changed in the service (1)</summary>

\`\`\`diff
~ desired count: 2 → 3
\`\`\`

</details>
`);
});

test('the summary of a release that serves names its deployment, and nothing that is not there', () => {
  const { summary } = reportDeployment({ ...AIMED, verdict: 'deployed', deploymentArn: deploymentArn(2) });
  expect(summary).toBe(`### Slipway deploy-ecs: deployed

web:2 serves on web (1m23s).

| Service | [web](${URL}) on cluster prod |
| --- | --- |
| Task definition | \`web:2\` |
| Service deployment | \`d2\` |
| Took | 1m23s |
`);
});

test('the summary of a failure says first what to do, and then why', () => {
  const seen = aLook({ causes: [aCause({ explanation: 'it crashed' })], service: AIMED.service });
  const { summary } = reportDeployment({ ...AIMED, verdict: 'failed', reason: 'breaker', seen });
  expect(summary).toMatch(
    /^### Slipway deploy-ecs: failed\n\nweb:2 failed on web: breaker\.\n\n\*\*Serving now:\*\* web:1 \(2 tasks\)\n\n\*\*What to do next\*\*\n\n- the program .*\n- fix .*\n\n\*\*Cause\*\*\n\nit crashed/,
  );
});

test('the summary of a refusal that tells its remedy itself has neither a next step nor a cause', () => {
  const { taskDefinitionArn: _, ...nothing } = AIMED;
  const report = reportDeployment({ ...nothing, verdict: 'refused', reason: 'no secret db' });
  expect(report.summary).toBe(`### Slipway deploy-ecs: refused

No secret db. Nothing was touched.

**Serving now:** web:1 (2 tasks)

| Service | [web](${URL}) on cluster prod |
| --- | --- |
| Took | 1m23s |
`);
  expect(report.annotations).toEqual([
    {
      level: 'error',
      title: 'Slipway deploy-ecs: refused',
      message: 'No secret db. Nothing was touched.\nServing now: web:1 (2 tasks).',
    },
  ]);
});

test('the output says what runs where nobody can say what is in charge', () => {
  const reason = (verdict: Outcome['verdict']) =>
    reportDeployment({ ...AIMED, verdict, reason: 'breaker.' }).outputs.reason;
  expect(reason('failed')).toBe('breaker; running: web:1 (2 tasks)');
  expect(reason('rollback-failed')).toBe('breaker; running: web:1 (2 tasks)');
  expect(reason('rolled-back')).toBe('breaker.');
});

test('the output diff has a line for each change, of the definition and of the service', () => {
  const { outputs } = reportDeployment({
    ...AIMED,
    definition: aDefinition(imageOf('v2')),
    changes: [{ what: 'cpu', before: '256', after: '512' }],
    serviceChanges: [{ what: 'desired count', before: '2', after: '3' }],
  });
  expect(outputs.diff).toBe('~ cpu: 256 → 512\n~ desired count: 2 → 3');
});
