// What a decision says, word for word: a reader acts on it.

import { describe, expect, test } from 'vitest';
import {
  aCause,
  aFailure,
  aHistory,
  aLook,
  aPrimary,
  type LookMembers,
  MINUTE,
  revisionArn,
  someLimits,
  taskDefinitionArn,
} from './a-rollout.ts';
import { nextStep } from './next-step.ts';
import { anotherBegins, type Intent, type RollbackCommand, type RolloutLimits } from './rollout-rule.ts';

type Members = Parameters<typeof aHistory>[0];

const asked = (because: RollbackCommand['because']) => ({
  command: { kind: 'request-rollback', because } as const,
  at: MINUTE,
});
const late = { now: 15 * MINUTE } as const;

function says(
  look: LookMembers | undefined,
  members: Members = {},
  limits: Partial<RolloutLimits> = {},
  intent: Intent = 'deploy',
): string {
  const latest = look === undefined ? {} : { latest: aLook(look) };
  const decision = nextStep(someLimits(limits), intent)(aHistory({ ...latest, ...members }));
  if (decision.kind === 'wait') return decision.because;
  return decision.kind === 'settle' && 'reason' in decision.verdict ? decision.verdict.reason : decision.kind;
}

describe('while it waits, it says for what:', () => {
  const back = { deployment: { status: 'ROLLBACK_SUCCESSFUL' }, service: { runningCount: 1 } } as const;

  test('the first answer', () => {
    expect(says(undefined)).toBe('waiting for the first answer about the deployment');
  });

  test('the old tasks, where ECS names them', () => {
    const deployment = { status: 'ROLLBACK_IN_PROGRESS' } as const;
    expect(says({ deployment })).toBe('rolling back: 2 of 2 old tasks running');
    expect(says({ deployment: { ...deployment, sources: [] } })).toBe('rolling back');
  });

  test('what ECS does where it refused to go back', () => {
    const issued = [{ ...asked('failed-tasks'), failure: aFailure('refused') }];
    expect(says({}, { issued, latestAt: MINUTE })).toMatch(/it is refused \(ConflictException\)\. Looking whether/);
  });

  test('the end of a stop', () => {
    expect(says({ deployment: { status: 'STOP_REQUESTED' } })).toBe('ECS is stopping the deployment');
  });

  test('the tasks of what was brought back', () => {
    expect(says(back, {}, {}, 'go-back')).toBe('rolled back; 1 of 2 tasks run');
    expect(says(back, late, {}, 'go-back')).toMatch(/^rolled back, but 1 of 2 tasks run\. 1 look/);
  });

  test('tasks that went since the end of their deployment, whose own counts are those of its end', () => {
    const run = { revisionArn: revisionArn(2), requested: 1, running: 1, pending: 0 };
    const look = {
      deployment: { status: 'SUCCESSFUL', target: run, sources: [] },
      service: {
        desiredCount: 1,
        runningCount: 0,
        deployments: [{ ...aPrimary(2, taskDefinitionArn('web:2')), runningCount: 0 }],
      },
    } as const;
    expect(says(look)).toBe(
      'ECS calls the deployment SUCCESSFUL; waiting for it to serve: 0 of 1 new tasks running now',
    );
    expect(says(look, late)).toMatch(/^ECS calls the deployment SUCCESSFUL, but 0 of 1 new tasks running now\. /);
  });

  test('that what succeeded serves', () => {
    expect(says({ deployment: { status: 'SUCCESSFUL' } })).toBe(
      'ECS calls the deployment SUCCESSFUL; waiting for it to serve: 0 of 2 new tasks running, 2 starting, 2 old',
    );
  });

  test('one look, where the job was cancelled before it saw what it joined', () => {
    const cancelled = { cancelledAt: MINUTE } as const;
    expect(says(undefined, cancelled, {}, 'join')).toBe(
      'cancelled: one look at the deployment before anything is asked for',
    );
    const blind = { cancelledAt: MINUTE - 1, blind: [aFailure('throttled')] };
    expect(says(undefined, blind, {}, 'join')).toBe(
      'the deployment could not be seen, so nothing was asked for; it goes on',
    );
  });
});

describe('at the end it says', () => {
  test('how long it waited', () => {
    expect(says({ causes: [aCause()] }, late, { rollbackOnFailure: false })).toBe(
      'gave up after 15m; left running because rollback-on-failure is off: container "app" exited with code 1',
    );
  });

  test('what keeps ECS from starting the tasks, where something does', () => {
    const tally = '1 look: 1 × IN_PROGRESS (0 of 2 tasks running)';
    const waits = 'gave up after 15m: IN_PROGRESS: 0 of 2 new tasks running, 2 starting, 2 old';
    expect(says({}, late)).toBe(`${waits}. Left running: nothing shows that the release is bad. ${tally}`);
    const causes = [aCause({ fault: 'platform', sentence: 'CannotPullContainerError: timeout' })];
    expect(says({ causes }, late)).toBe(
      `${waits}; CannotPullContainerError: timeout. Left running: nothing shows that the release is bad. ${tally}`,
    );
  });

  test('whether anything was done to what it could not see', () => {
    const blind = { ...late, blind: [aFailure('throttled')] };
    expect(says({}, blind)).toMatch(/\. Nothing was done to it\.$/);
    expect(says({}, { ...blind, issued: [asked('failed-tasks')] })).toMatch(
      /\. A rollback had been asked for \(failed-tasks\)\.$/,
    );
  });

  test('what to do where the deployment had succeeded before it could be ended', () => {
    expect(says({ deployment: { status: 'SUCCESSFUL' } }, {}, {}, 'go-back')).toMatch(/run the job again to go back/);
  });

  test('every alarm', () => {
    const alarms = { status: 'TRIGGERED', triggered: ['5xx', 'latency'] } as const;
    expect(says({ deployment: { status: 'ROLLBACK_SUCCESSFUL', alarms } })).toBe('alarm 5xx, latency');
  });

  test('ECS’s own words, and that it gave none', () => {
    const back = { status: 'ROLLBACK_SUCCESSFUL' } as const;
    expect(says({ deployment: { ...back, statusReason: 'by hand' } })).toBe('somebody else (by hand)');
    expect(says({ deployment: back })).toBe('somebody else (ECS gives no reason)');
    const rollback = { revisionArn: revisionArn(1), reason: 'asked for in the console' };
    expect(says({ deployment: { ...back, rollback } })).toBe('somebody else (asked for in the console)');
    const lost = { status: 'ROLLBACK_FAILED' } as const;
    expect(says({ deployment: { ...lost, statusReason: 'no capacity' } })).toBe('no capacity');
    expect(says({ deployment: lost })).toBe('ECS could not roll back and gives no reason');
  });
});

test('a cancelled job tells of its own request, not of one that was refused before', () => {
  const refused = { ...asked('failed-tasks'), failure: aFailure('refused') };
  const members = { cancelledAt: MINUTE, issued: [refused, asked('cancel')] };
  expect(says({}, members)).toBe('a rollback was asked for; ECS carries it out by itself');
});

describe('who went back is', () => {
  const back = { status: 'ROLLBACK_SUCCESSFUL' } as const;
  const imageGone = 'app has no linux/arm64';

  test('the image, where that was why we asked, and it says what is wrong with it', () => {
    const members = { issued: [asked('image')] };
    expect(says({ deployment: back, imageGone }, members)).toBe('image (app has no linux/arm64)');
    expect(says({ deployment: back }, members)).toBe('image');
    expect(says({ deployment: back, imageGone }, { issued: [asked('deadline')] })).toBe('deadline');
  });

  test('told with every source that the tasks come back to', () => {
    const source = { revisionArn: 'r', requested: 2, running: 1, pending: 0 };
    const deployment = { status: 'ROLLBACK_IN_PROGRESS', sources: [source, { ...source, running: 2 }] } as const;
    expect(says({ deployment })).toBe('rolling back: 1 of 2, 2 of 2 old tasks running');
  });
});

describe('what was brought back is left alone while another deployment begins', () => {
  const begins = (number: number, rolloutState: string, status = 'PRIMARY') => ({
    deployment: { status: 'ROLLBACK_SUCCESSFUL' } as const,
    inCharge: false,
    service: { deployments: [{ ...aPrimary(number, taskDefinitionArn('web:9'), rolloutState), status }] },
  });

  test('which leads already, and has not ended', () => {
    expect(anotherBegins(aLook(begins(9, 'IN_PROGRESS')))).toBe(true);
    expect(anotherBegins(aLook(begins(9, 'COMPLETED')))).toBe(false);
    expect(anotherBegins(aLook(begins(2, 'IN_PROGRESS')))).toBe(false);
    expect(anotherBegins(aLook(begins(9, 'IN_PROGRESS', 'ACTIVE')))).toBe(false);
    expect(anotherBegins(aLook())).toBe(false);
  });

  test('until the deadline, and it says so', () => {
    expect(says(begins(9, 'IN_PROGRESS'))).toBe('rolled back, and another deployment begins');
    expect(says(begins(9, 'IN_PROGRESS'), late)).toBe('somebody else (ECS gives no reason)');
  });

  test('as long as the way back may take, also past the deadline', () => {
    const wentBack = { ...begins(9, 'IN_PROGRESS'), goingBackSince: 14 * MINUTE };
    expect(says(wentBack, { now: 16 * MINUTE })).toBe('rolled back, and another deployment begins');
    expect(says(wentBack, { now: 14 * MINUTE + 15 * MINUTE })).toBe('somebody else (ECS gives no reason)');
  });
});

test('the deadline counts from the start of the watch', () => {
  const begun = { startedAt: 10 * MINUTE };
  expect(says({ causes: [aCause()] }, { ...begun, now: 24 * MINUTE }, { rollbackOnFailure: false })).toMatch(
    /^IN_PROGRESS/,
  );
  expect(says({ causes: [aCause()] }, { ...begun, now: 25 * MINUTE }, { rollbackOnFailure: false })).toMatch(
    /^gave up/,
  );
});

test('a service that was deleted is told, whatever ECS says of its deployment', () => {
  const service = { status: 'DRAINING', desiredCount: 0, runningCount: 0 };
  const said = 'the service was deleted while it was deployed to: ECS calls it DRAINING, and the deployment';
  expect(says({ service })).toBe(`${said} IN_PROGRESS`);
  const statusReason = 'Service deployment stopped because a newer service deployment was started.';
  expect(says({ service, deployment: { status: 'STOPPED', statusReason } })).toBe(`${said} STOPPED`);
  expect(says({ service, deployment: { status: 'SUCCESSFUL' }, inCharge: true })).toBe(`${said} SUCCESSFUL`);
  expect(says({ service, deployment: { status: 'ROLLBACK_SUCCESSFUL', statusReason: 'x' } })).not.toContain('deleted');
});

test('what the load balancer last said stands for a cause where no task has ended', () => {
  const unwell = [{ address: '10.0.0.2', port: 8080, state: 'unhealthy', reason: 'Target.Timeout' }];
  const deployment = { status: 'ROLLBACK_SUCCESSFUL' } as const;
  expect(says({ deployment, unwell }, { issued: [asked('deadline')] })).toBe(
    'deadline: the load balancer calls 10.0.0.2:8080 unhealthy (Target.Timeout)',
  );
  const causes = [aCause()];
  expect(says({ deployment, unwell, causes }, { issued: [asked('deadline')] })).toBe(
    'deadline: container "app" exited with code 1',
  );
  const nameless = [{ address: '10.0.0.2', port: 8080, state: 'unhealthy' }];
  expect(says({ deployment, unwell: nameless }, { issued: [asked('deadline')] })).toMatch(/8080 unhealthy$/);
});
