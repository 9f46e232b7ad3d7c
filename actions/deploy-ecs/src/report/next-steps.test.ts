import { describe, expect, test } from 'vitest';
import { WAYS_OUT } from '../history/older-commit.ts';
import {
  ALL_HEALTHY,
  aCause,
  aLook,
  aService,
  deploymentArn,
  type LookMembers,
  revisionArn,
  taskDefinitionArn,
} from '../rollout/a-rollout.ts';
import { nextSteps } from './next-steps.ts';
import type { DeployVerdict, Outcome } from './report.ts';

const NOTHING: Outcome = {
  verdict: 'refused',
  reason: 'the reason of it',
  service: aService({}),
  cluster: 'prod',
  changes: [],
  durationMs: 0,
  lookedAt: 0,
  endedAt: 0,
  isRollback: false,
};
const BEGUN = { deploymentArn: deploymentArn(2) };
const BEFORE = { previousTaskDefinitionArn: taskDefinitionArn('web:1') };
const FOLLOW = `follow it with aws ecs describe-service-deployments --service-deployment-arns ${deploymentArn(2)}`;
const LOOK = 'look at what ECS says of the service (aws ecs describe-services --cluster prod --services web)';
const FIX = expect.stringMatching(/^fix the cause and push again/);
const BACK = '; or go back: run deploy-ecs with rollback-to: web:1';

const steps = (verdict: DeployVerdict, members: Partial<Outcome> = {}, look?: LookMembers) =>
  nextSteps({ ...NOTHING, verdict, ...(look === undefined ? {} : { seen: aLook(look) }), ...members });

test.each(['deployed', 'unchanged', 'idle', 'updated', 'planned', 'started', 'shifted'] as const)(
  'after %s nothing is to be done',
  (verdict) => {
    expect(steps(verdict, { ...BEGUN, ...BEFORE }, { causes: [aCause()] })).toEqual([]);
  },
);

describe('who is refused', () => {
  test('is told to choose among releases only where they are shown', () => {
    expect(steps('refused', { isRollback: true, releases: { releases: [], facts: new Map() } })).toEqual([
      expect.stringContaining('name one of'),
    ]);
    expect(steps('refused')).toEqual([]);
  });

  test('by AWS, after something was done, looks at what it said', () => {
    expect(steps('refused', { done: 'The service was not touched.' })).toEqual([
      'look at what AWS said, mend that, and run this job again',
    ]);
  });

  test('for an older commit is told the ways out, as a step', () => {
    expect(steps('refused', { reason: `it is older. ${WAYS_OUT}` })).toEqual([`to${WAYS_OUT.slice('To'.length)}`]);
  });
});

describe('after a failure', () => {
  test('one fixes the cause, or goes back where there is something to go back to', () => {
    expect(steps('failed', BEGUN)).toEqual([FIX]);
    expect(steps('failed', { ...BEGUN, ...BEFORE })).toEqual([expect.stringMatching(new RegExp(`^fix .*${BACK}$`))]);
    expect(steps('rolled-back', { ...BEGUN, ...BEFORE })).toEqual([FIX]);
  });

  test('of a service that was deleted, one finds out who did it, and is told of nothing to go back to', () => {
    expect(steps('failed', { ...BEGUN, ...BEFORE }, { service: { status: 'DRAINING' } })).toEqual([
      expect.stringContaining('who deleted the service'),
    ]);
  });

  test('of the rollback, one looks at the service, or deploys again where nothing ever served', () => {
    expect(steps('rollback-failed', { ...BEGUN, ...BEFORE })).toEqual([
      `nobody can promise what serves: ${LOOK}, then deploy a release that is known to work`,
    ]);
    expect(steps('rollback-failed', BEGUN)).toEqual([
      expect.stringMatching(/^there is no release to go back to, .* none of this service has succeeded yet: fix/),
    ]);
  });

  test('that the platform caused, the same commit will do', () => {
    const causes = [aCause({ fault: 'platform' })];
    expect(steps('rolled-back', BEGUN, { causes }).at(-1)).toMatch(/^once that is mended, run this job again/);
    const told = aCause({ fault: 'platform', sentence: 'no capacity' });
    expect(steps('failed', { reason: 'no capacity' }, { causes: [aCause(), told] }).at(-1)).toMatch(
      /^once that is mended/,
    );
  });

  test('what was set of the service stays, and is told with the deployment that it went with', () => {
    const serviceChanges = [
      { what: 'desired count', before: '2', after: '3' },
      { what: 'alarms', before: 'none', after: '5xx with rollback' },
    ];
    for (const verdict of ['failed', 'rolled-back'] as const) {
      expect(steps(verdict, { ...BEGUN, serviceChanges }).at(-1)).toBe(
        'what this step set of the service stays set, also after a rollback: desired count: 2 → 3; alarms: none → 5xx with rollback',
      );
      expect(steps(verdict, { serviceChanges })).toEqual([FIX]);
    }
  });
});

describe('a cause is told with its remedy', () => {
  const remedies = (members: Parameters<typeof aCause>[0], outcome: Partial<Outcome> = {}) =>
    steps('failed', outcome, { causes: [aCause(members)] })[0];

  test.each([
    [
      'a program that ended, with its last words',
      { log: ['bye'] },
      /^read the last log lines of container "app", in the group Watch of this step's log and in the job summary/,
    ],
    [
      'a program that ended without a word',
      {},
      /^the program in container "app" ended, and no log line of it could be read/,
    ],
    ['a health check', { fault: 'health' as const }, /^the tasks run but do not pass their health check/],
    [
      'what AWS could not do',
      { fault: 'platform' as const },
      /^the tasks could not be started: look at what the reason names/,
    ],
  ])('%s', (_what, members, expected) => {
    expect(remedies(members)).toMatch(expected);
  });

  test('of an update, whose log stands in the summary alone', () => {
    expect(remedies({ log: ['bye'] }, { isUpdate: true })).toMatch(
      /^read the last log lines of container "app", in the job summary/,
    );
  });

  test('that is known, after what it means, which is not said again where the headline has said it', () => {
    const hint = {
      name: 'image',
      meaning: 'the image is not there',
      remedy: 'push it',
      source: 'https://docs.aws.amazon.com/',
    };
    expect(remedies({ hint })).toBe('the image is not there: push it');
    expect(remedies({ hint, sentence: 'it crashed' }, { reason: 'breaker: it crashed' })).toBe('push it');
  });

  test('three at most, and each remedy once', () => {
    const causes = ['a', 'b', 'c', 'd'].map((container) => aCause({ container }));
    expect(steps('failed', {}, { causes })).toHaveLength(4);
    expect(steps('failed', {}, { causes: [aCause(), aCause(), aCause({ fault: 'health' })] })).toHaveLength(3);
  });

  test('alarms that went off, by a command that can be copied into a shell as it stands', () => {
    const alarms = (status: string, ...triggered: string[]) => ({
      deployment: { alarms: { status, names: triggered, triggered } },
    });
    expect(steps('rolled-back', {}, alarms('TRIGGERED', 'p99 latency'))[0]).toBe(
      "alarm p99 latency went off during the deployment: look at what it measures (aws cloudwatch describe-alarm-history --alarm-name 'p99 latency')",
    );
    expect(steps('rolled-back', {}, alarms('TRIGGERED', 'a', 'b'))[0]).toMatch(
      /^alarms a, b went off .*--alarm-name a\)$/,
    );
    expect(steps('rolled-back', {}, alarms('MONITORING', 'a'))).toEqual([FIX]);
    expect(steps('rolled-back', {}, alarms('TRIGGERED'))).toEqual([FIX]);
  });

  test('what the role may not ask is told, so that it is known the next time', () => {
    expect(steps('failed', {}, { denied: ['ecs:ListTasks', 'logs:GetLogEvents'] })[0]).toMatch(
      /its role may not call ecs:ListTasks, logs:GetLogEvents: allow it/,
    );
    expect(steps('failed', {}, { denied: [] })).toEqual([FIX]);
  });
});

describe('after a time-out', () => {
  const late = (look?: LookMembers, members: Partial<Outcome> = BEGUN) => steps('timed-out', members, look);
  const STILL = `the deployment may still succeed: run this job again to watch on, or ${FOLLOW}`;

  test('of an update one looks at the service', () => {
    expect(late(undefined, { isUpdate: true })).toEqual([`${LOOK}, and run this job again to watch on`]);
  });

  test('of a wait for another deployment one waits longer, or replaces it', () => {
    expect(late(undefined, {})).toEqual([expect.stringContaining('on-deployment-in-progress: replace')]);
  });

  test('one watches on, where nobody saw the deployment', () => {
    expect(late()).toEqual([`run this job again to watch on, or ${FOLLOW}`]);
  });

  test('a deployment that goes back needs nobody', () => {
    expect(late({ goingBackSince: 1 })).toEqual([
      `ECS goes on by itself, and nothing need be done for that: ${FOLLOW}`,
      FIX,
    ]);
  });

  test('a hook that waits is decided, by a command', () => {
    const hook = { id: 'h1', status: 'AWAITING_ACTION', targetType: 'PAUSE', stages: [] };
    expect(late({ deployment: { hooks: [hook] } })).toEqual([
      `decide: aws ecs continue-service-deployment --service-deployment-arn ${deploymentArn(2)} --hook-id h1 --action CONTINUE (or ROLLBACK)`,
      'then run this job again to watch on',
    ]);
  });

  test('a bad release is fixed, or gone back from', () => {
    const [hint, step] = late({ causes: [aCause()] }, { ...BEGUN, ...BEFORE });
    expect(hint).toMatch(/^the program in container "app" ended/);
    expect(step).toMatch(new RegExp(`^ECS goes on trying: fix .*${BACK}$`));
  });

  test('what is not bad may still succeed, and one may go back all the same', () => {
    expect(late({})).toEqual([STILL]);
    expect(late({}, { ...BEGUN, ...BEFORE })).toEqual([`${STILL}${BACK}`]);
  });

  test('old tasks that stay although all new ones run may be protected', () => {
    const stuck = (running: number, requested: number, old: number): LookMembers => ({
      deployment: {
        target: { ...ALL_HEALTHY.target, running, requested },
        sources: [old, 0].map((left) => ({ revisionArn: revisionArn(1), requested: 0, running: left, pending: 0 })),
      },
    });
    expect(late(stuck(2, 2, 1))).toEqual([
      expect.stringMatching(/old tasks may be protected .*aws ecs get-task-protection --cluster prod --tasks …$/),
      STILL,
    ]);
    expect(late(stuck(1, 2, 1))).toEqual([STILL]);
    expect(late(stuck(2, 2, 0))).toEqual([STILL]);
    expect(late(stuck(0, 0, 1))).toEqual([STILL]);
    expect(late({ ...stuck(2, 2, 1), service: { strategy: 'BLUE_GREEN' } })).toEqual([STILL]);
  });
});

describe('who was overtaken', () => {
  test('of an update looks for who sets the count', () => {
    expect(steps('superseded', { isUpdate: true })).toEqual([
      expect.stringMatching(/Application Auto Scaling does, leave desired-count out$/),
    ]);
  });

  test('looks at the newer deployment, by its name where that is known', () => {
    const newer = 'nothing is to be done here: look at the run of the newer deployment';
    expect(steps('superseded')).toEqual([newer]);
    const supersededBy = { arn: deploymentArn(2), taskDefinitionArn: taskDefinitionArn('web:3') };
    expect(steps('superseded', {}, { supersededBy })).toEqual([`${newer}, or ${FOLLOW}`]);
  });
});

test('who could not see runs the job again, which joins the deployment where there is one', () => {
  const again = 'once that is mended, or AWS answers again, run this job again';
  expect(steps('unobserved')).toEqual([again]);
  expect(steps('unobserved', BEGUN)).toEqual([`${again}: it joins the deployment and watches on; or ${FOLLOW}`]);
});

describe('who was cancelled', () => {
  test('before anything has nothing to undo', () => {
    expect(steps('cancelled')).toEqual(['nothing is to be undone; run this job again to deploy']);
  });

  test('leaves the rest to the next run', () => {
    expect(steps('cancelled', { isUpdate: true })).toEqual(['run this job again to watch on']);
    expect(steps('cancelled', BEGUN, {})).toEqual([`the next run waits for what still moves, or joins it; ${FOLLOW}`]);
    for (const status of ['SUCCESSFUL', 'STOPPED', 'ROLLBACK_SUCCESSFUL', 'ROLLBACK_FAILED'] as const)
      expect(steps('cancelled', BEGUN, { deployment: { status } }), status).toEqual([
        'the deployment has ended: the next run begins with what stands',
      ]);
  });
});

test('who lacks a permission is told it first, and what can be done then', () => {
  const lacks = 'ecs:StopServiceDeployment';
  expect(steps('refused', { lacks })).toEqual([`allow the role ${lacks}, then run this job again`]);
  expect(steps('failed', { ...BEFORE, lacks })).toEqual([
    `allow the role ${lacks}, then go back: run deploy-ecs with rollback-to: web:1`,
    expect.stringMatching(/^fix the cause and push again .*\)$/),
  ]);
  expect(steps('failed', { lacks })[0]).toBe(`allow the role ${lacks}`);
  expect(steps('cancelled', { ...BEFORE, lacks })[0]).toBe(`allow the role ${lacks}`);
});
