import { describe, expect, test } from 'vitest';
import { UserError } from '../../../../lib/core/errors.ts';
import type { Raw, ServiceSnapshot } from '../../../../lib/core/snapshots.ts';
import { registrable } from '../../../../lib/core/task-definition.ts';
import { misfits } from '../definition/misfits.ts';
import type { DeployRequest } from '../inputs.ts';
import { planDeployment } from '../plan.ts';
import { describePlan, inShort } from '../report/describe-plan.ts';
import {
  aDefinition,
  aRequest,
  aSituation,
  type Chapter,
  deploymentArn,
  imageOf,
  taskDefinitionArn,
} from '../rollout/a-rollout.ts';

const RAW: Raw = {
  desiredCount: 2,
  deploymentConfiguration: { deploymentCircuitBreaker: { enable: false, rollback: false }, maximumPercent: 150 },
};
const SERVED: readonly Chapter[] = [['v1', 'SUCCESSFUL']];
const MOVING: readonly Chapter[] = [
  ['v1', 'SUCCESSFUL'],
  ['v2', 'IN_PROGRESS'],
];
const EDIT = { send: { desiredCount: 3 }, changes: [{ what: 'desired count', before: '2', after: '3' }] };
const UPDATE = { kind: 'update', taskDefinitionArn: taskDefinitionArn('web:1'), edit: EDIT };

interface Wanted extends Partial<DeployRequest> {
  /** absent: settings alone */
  readonly release?: string;
  readonly service?: Partial<ServiceSnapshot>;
  readonly notWaitedFor?: string;
}

function plan(
  chapters: readonly Chapter[],
  { release, service = {}, notWaitedFor, settings = { desiredCount: 3 }, ...members }: Wanted = {},
) {
  const before = aSituation(...chapters);
  const situation = {
    ...before,
    service: { ...before.service, raw: RAW, ...service },
    ...(notWaitedFor === undefined ? {} : { notWaitedFor }),
  };
  const images = release === undefined ? [] : [{ image: { repository: 'app', digest: 'sha256:0' } }];
  const wanted = release === undefined ? registrable(situation.running) : registrable(aDefinition(imageOf(release)));
  const made = planDeployment(aRequest({ images, settings, ...members }), situation, wanted);
  return { made, said: describePlan(made, situation), short: inShort(made, situation) };
}

describe('settings alone', () => {
  test('are an update, which makes no deployment and says so', () => {
    const { made, said, short } = plan(SERVED);
    expect(made).toEqual(UPDATE);
    expect(said).toEqual([
      'Will change the service, which makes no deployment',
      '  ~ desired count: 2 → 3',
      '  (Application Auto Scaling, where the service has it, may change the count again.)',
      'Serving now: web:1 (2 tasks).',
    ]);
    expect(short).toBe('Will change the service, which makes no deployment');
  });

  test('that make no count say nothing of Auto Scaling', () => {
    expect(plan(SERVED, { settings: { circuitBreaker: { mode: 'on' } } }).said).toEqual([
      'Will change the service, which makes no deployment',
      '  ~ circuit breaker: off → on without rollback',
      'Serving now: web:1 (2 tasks).',
    ]);
  });

  test('never deploy anything, also where ECS has forgotten how what runs came to be', () => {
    expect(plan([]).made).toEqual(UPDATE);
  });

  test('never deploy what failed again', () => {
    expect(
      plan([
        ['v1', 'SUCCESSFUL'],
        ['v2', 'STOPPED'],
      ]).made,
    ).toEqual({ ...UPDATE, taskDefinitionArn: taskDefinitionArn('web:2') });
  });

  test('that the service has already leave it as it is', () => {
    expect(plan(SERVED, { settings: { desiredCount: 2 } }).made.kind).toBe('unchanged');
  });

  test.each([1, 4])('that the service has already are waited for while %d tasks run', (runningCount) => {
    const { made, said } = plan(SERVED, { settings: { desiredCount: 2 }, service: { runningCount } });
    expect(made).toMatchObject({ kind: 'update', edit: { send: {}, changes: [] } });
    expect(said[0]).toMatch(/^Nothing to change: the service has these settings/);
  });

  test('other than a count do not wait for tasks that are too many', () => {
    const settings = { circuitBreaker: { mode: 'off' } } as const;
    expect(plan(SERVED, { settings, service: { runningCount: 4 } }).made.kind).toBe('unchanged');
  });

  test.each<[DeployRequest['onInProgress'], object]>([
    ['wait', { kind: 'wait', deploymentArn: deploymentArn(2) }],
    ['replace', { ...UPDATE, taskDefinitionArn: taskDefinitionArn('web:2') }],
  ])('while a deployment is in progress: %s', (onInProgress, expected) => {
    const { made } = plan(MOVING, { onInProgress });
    expect(made).toMatchObject(expected);
    expect(made).not.toHaveProperty('after');
  });

  test('while a deployment is in progress: fail', () => {
    expect(() => plan(MOVING, { onInProgress: 'fail' })).toThrow(UserError);
  });

  test('in a dry run say what they would wait for', () => {
    const { made, said } = plan(MOVING, { dryRun: true });
    expect(made).toMatchObject({ kind: 'update', after: deploymentArn(2) });
    expect(said.join('\n')).toContain('Before that it would wait for service deployment d2');
  });

  test('do not wait for a deployment that is in nobody’s way', () => {
    expect(plan(MOVING, { notWaitedFor: 'is surely bad' }).made).toMatchObject({ kind: 'update' });
    expect(plan(MOVING, { notWaitedFor: 'is surely bad' }).made).not.toHaveProperty('after');
  });
});

describe('settings with a release', () => {
  test('go with its deployment, and stand in the plan beside its difference', () => {
    const { made, said } = plan(SERVED, { release: 'v2' });
    expect(made).toMatchObject({ kind: 'deploy', edit: EDIT, force: false });
    expect(said.slice(2, 4)).toEqual(['and change the service with it', '  ~ desired count: 2 → 3']);
  });

  test('that serves already are an update', () => {
    expect(plan(SERVED, { release: 'v1' }).made).toEqual(UPDATE);
  });

  test('that is on its way go before its being joined', () => {
    const { made, said } = plan(MOVING, { release: 'v2' });
    expect(made).toMatchObject({ kind: 'resume', deploymentArn: deploymentArn(2), edit: EDIT });
    expect(said).toContain('  ~ desired count: 2 → 3');
  });

  test('that is to be deployed again go with that', () => {
    expect(plan(SERVED, { release: 'v1', forceNewDeployment: true }).made).toMatchObject({
      kind: 'deploy',
      force: true,
      edit: EDIT,
    });
  });

  test('that the service has already are not sent', () => {
    expect(plan(SERVED, { release: 'v2', settings: { desiredCount: 2 } }).made).not.toHaveProperty('edit');
    expect(plan(SERVED, { release: 'v1', settings: { desiredCount: 2 } }).made.kind).toBe('unchanged');
  });
});

test.each<[string, Partial<DeployRequest>]>([
  ['a definition', { source: { kind: 'registered', name: 'web' } }],
  ['an edit', { edits: { containers: [], task: { cpu: 512 } } }],
  ['force-new-deployment', { forceNewDeployment: true }],
])('%s beside settings is more than settings: what failed is deployed again', (_what, members) => {
  const failed: readonly Chapter[] = [
    ['v1', 'SUCCESSFUL'],
    ['v2', 'STOPPED'],
  ];
  expect(plan(failed, members).made).toMatchObject({ kind: 'deploy', edit: EDIT });
});

test('what fits neither the load balancer nor the settings is told together', () => {
  const { service, running } = aSituation(...SERVED);
  const misfit = {
    ...service,
    schedulingStrategy: 'DAEMON' as const,
    loadBalancers: [{ containerName: 'proxy', containerPort: 80 }],
  };
  expect(misfits(aRequest({ settings: { desiredCount: 1 } }), running, misfit)).toEqual([
    expect.stringMatching(/^task-definition: /),
    expect.stringMatching(/^desired-count: /),
  ]);
});
