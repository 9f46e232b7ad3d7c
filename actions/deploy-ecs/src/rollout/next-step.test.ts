import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DeploymentStatus } from '../../../../lib/core/snapshots.ts';
import {
  ALL_HEALTHY,
  aCause,
  aFailure,
  aHistory,
  aLook,
  aPrimary,
  deploymentArn,
  type LookMembers,
  MINUTE,
  revisionArn,
  someLimits,
  taskDefinitionArn,
} from './a-rollout.ts';
import { isAllHealthy, isBad } from './judgement.ts';
import { nextStep } from './next-step.ts';
import type { RollbackCommand, RolloutLimits } from './rollout-rule.ts';

type Members = Parameters<typeof aHistory>[0];
type Because = RollbackCommand['because'];

const rollback = (because: Because): RollbackCommand => ({ kind: 'request-rollback', because });
const asked = (because: Because, at = MINUTE) => ({ command: rollback(because), at });

function step(
  look: LookMembers,
  members: Members = {},
  limits: Partial<RolloutLimits> = {},
  intent: 'deploy' | 'go-back' = 'deploy',
) {
  return nextStep(someLimits(limits), intent)(aHistory({ latest: aLook(look), ...members }));
}

/** One word for a decision: `wait`, what it asks for, or the verdict. */
function word(decision: ReturnType<typeof step>): string {
  switch (decision.kind) {
    case 'wait':
      return 'wait';
    case 'act':
      return `${decision.command.kind === 'put-back' ? 'put back' : 'rollback'}: ${decision.command.because}`;
    case 'settle':
      return decision.verdict.kind;
  }
}

function reason(decision: ReturnType<typeof step>): string {
  return decision.kind === 'settle' && 'reason' in decision.verdict ? decision.verdict.reason : '';
}

const SERVES = { deployment: { status: 'SUCCESSFUL', ...ALL_HEALTHY }, inCharge: true } as const satisfies LookMembers;
const CRASH_LOOP = { causes: [aCause({ count: 3 })], service: { circuitBreaker: { enable: false, rollback: false } } };

describe('each status of ECS means', () => {
  const rows: readonly (readonly [DeploymentStatus, string, string])[] = [
    ['PENDING', 'wait', 'timed-out'],
    ['IN_PROGRESS', 'wait', 'timed-out'],
    ['UNRECOGNISED', 'wait', 'timed-out'],
    ['SUCCESSFUL', 'deployed', 'deployed'],
    ['STOP_REQUESTED', 'wait', 'timed-out'],
    ['STOPPED', 'failed', 'failed'],
    ['ROLLBACK_REQUESTED', 'wait', 'wait'],
    ['ROLLBACK_IN_PROGRESS', 'wait', 'wait'],
    ['ROLLBACK_SUCCESSFUL', 'rolled-back', 'rolled-back'],
    ['ROLLBACK_FAILED', 'rollback-failed', 'rollback-failed'],
  ];

  test.each(rows)('%s: %s in time, %s at the deadline', (status, inTime, late) => {
    const look = { ...SERVES, deployment: { ...ALL_HEALTHY, status } };
    expect(word(step(look))).toBe(inTime);
    expect(word(step(look, { now: 15 * MINUTE }))).toBe(late);
  });

  test.each([
    ['PENDING', 'rollback: decision'],
    ['IN_PROGRESS', 'rollback: decision'],
    ['STOP_REQUESTED', 'wait'],
    ['ROLLBACK_REQUESTED', 'wait'],
    ['ROLLBACK_IN_PROGRESS', 'wait'],
    ['ROLLBACK_SUCCESSFUL', 'deployed'],
    ['ROLLBACK_FAILED', 'rollback-failed'],
    ['SUCCESSFUL', 'failed'],
    ['STOPPED', 'failed'],
  ] as const)('%s, where a person wants to go back: %s', (status, expected) => {
    expect(word(step({ ...SERVES, deployment: { ...ALL_HEALTHY, status } }, {}, {}, 'go-back'))).toBe(expected);
  });
});

test('who is too late to stop a success waits, within the deadline, for what begins since to be listed: that takes its place', () => {
  const late = {
    deployment: { ...ALL_HEALTHY, status: 'SUCCESSFUL' },
    inCharge: false,
    service: { deployments: [aPrimary(9, taskDefinitionArn('web:9'), 'IN_PROGRESS')] },
  } as const;
  const goBack = (look: LookMembers, members: Members = {}) => word(step(look, members, {}, 'go-back'));
  expect(goBack(late)).toBe('wait');
  expect(goBack(late, { now: 15 * MINUTE })).toBe('failed');
  const supersededBy = { arn: deploymentArn(9), taskDefinitionArn: taskDefinitionArn('web:9') };
  expect(goBack({ ...late, supersededBy })).toBe('superseded');
});

describe('a way back is called deployed', () => {
  const back = { ...SERVES, deployment: { status: 'ROLLBACK_SUCCESSFUL' } } as const;
  const goBack = (look: LookMembers, members: Members = {}) => word(step({ ...back, ...look }, members, {}, 'go-back'));

  test('only when a fresh look shows what was gone back to in charge, with all its tasks', () => {
    expect(goBack({})).toBe('deployed');
    expect(goBack({ inCharge: false })).toBe('wait');
    expect(goBack({ service: { runningCount: 1 } })).toBe('wait');
  });

  test('and timed-out at the deadline, unobserved for who cannot see', () => {
    const late = { now: 15 * MINUTE } as const;
    expect(goBack({ inCharge: false }, late)).toBe('timed-out');
    expect(goBack({ inCharge: false }, { ...late, blind: [aFailure('throttled')] })).toBe('unobserved');
  });

  test('not where nothing is wanted: that is idle', () => {
    expect(goBack({ service: { desiredCount: 0, runningCount: 0 } })).toBe('idle');
  });

  test('not idle while a task runs still, as a protected one does', () => {
    expect(goBack({ service: { desiredCount: 0, runningCount: 1 } })).toBe('wait');
    expect(goBack({ service: { desiredCount: 0, runningCount: 1 } }, { now: 15 * MINUTE })).toBe('timed-out');
  });

  test('not where a newer deployment took over', () => {
    const supersededBy = { arn: deploymentArn(3), taskDefinitionArn: taskDefinitionArn('web:3') };
    expect(goBack({ inCharge: false, supersededBy })).toBe('superseded');
    expect(word(step({ ...back, inCharge: false, supersededBy }))).toBe('superseded');
  });
});

describe('SUCCESSFUL is called deployed', () => {
  test('only when a fresh look shows our revision in charge', () => {
    expect(word(step({ ...SERVES, inCharge: false }))).toBe('wait');
    expect(word(step({ ...SERVES, inCharge: false }, { now: 15 * MINUTE }))).toBe('timed-out');
  });

  test('only when as many tasks run as are wanted', () => {
    expect(word(step({ ...SERVES, service: { runningCount: 1 } }))).toBe('wait');
    expect(word(step({ ...SERVES, service: { runningCount: 1 } }, { now: 15 * MINUTE }))).toBe('timed-out');
  });

  test('not where nothing is wanted: that is idle', () => {
    expect(word(step({ ...SERVES, service: { desiredCount: 0, runningCount: 0 } }))).toBe('idle');
  });

  test('not idle while an old task runs, or while something else is in charge', () => {
    expect(word(step({ ...SERVES, service: { desiredCount: 0, runningCount: 1 } }))).toBe('wait');
    expect(word(step({ ...SERVES, inCharge: false, service: { desiredCount: 0, runningCount: 0 } }))).toBe('wait');
  });

  test('not where a newer deployment took over', () => {
    const supersededBy = { arn: deploymentArn(3), taskDefinitionArn: taskDefinitionArn('web:3') };
    const decision = step({ ...SERVES, supersededBy });
    expect(word(decision)).toBe('superseded');
    expect(reason(decision)).toContain('web:3');
  });
});

describe('where traffic is shifted', () => {
  const service = { strategy: 'CANARY' };
  const target = { ...ALL_HEALTHY.target, productionWeight: 100 };
  const baking = { deployment: { target, lifecycleStage: 'BAKE_TIME' }, service } as const satisfies LookMembers;

  test('a success is deployed only with all of the production traffic', () => {
    const done = { ...SERVES, service };
    expect(word(step({ ...done, deployment: { status: 'SUCCESSFUL', target } }))).toBe('deployed');
    const half = { ...target, productionWeight: 50 };
    expect(word(step({ ...done, deployment: { status: 'SUCCESSFUL', target: half } }))).toBe('wait');
  });

  test('who waits for the shift ends when it is done, and who does not goes on', () => {
    expect(step(baking, {}, { waitUntil: 'shifted' })).toEqual({
      kind: 'settle',
      verdict: {
        kind: 'shifted',
        reason: 'all production traffic is on the new tasks, and the old ones still stand (BAKE_TIME)',
      },
    });
    const alone = { ...baking, deployment: { ...baking.deployment, sources: ALL_HEALTHY.sources } };
    expect(step(alone, {}, { waitUntil: 'shifted' })).toMatchObject({
      verdict: { reason: expect.stringContaining('and no old one runs (BAKE_TIME)') },
    });
    const gone = { revisionArn: revisionArn(9), requested: 0, running: 0, pending: 0 };
    const [old] = aLook(baking).deployment.sources;
    const sources = [gone, ...(old === undefined ? [] : [old])];
    expect(
      step({ ...baking, deployment: { ...baking.deployment, sources } }, {}, { waitUntil: 'shifted' }),
    ).toMatchObject({
      verdict: { reason: expect.stringContaining('and the old ones still stand (BAKE_TIME)') },
    });
    expect(word(step(baking))).toBe('wait');
    expect(word(step(baking, { blind: [aFailure('throttled')] }, { waitUntil: 'shifted' }))).toBe('wait');
    expect(word(step(baking, { now: 15 * MINUTE }, { waitUntil: 'shifted' }))).toBe('shifted');
    expect(word(step({ ...SERVES, service }, {}, { waitUntil: 'shifted' }))).toBe('deployed');
  });

  test('a decision that nobody takes is left to be taken, and it says so', () => {
    const hooks = [{ id: 'h1', targetType: 'PAUSE', status: 'AWAITING_ACTION' }];
    const paused = { ...baking, deployment: { ...baking.deployment, hooks } };
    const decision = step(paused, { now: 15 * MINUTE });
    expect(word(decision)).toBe('timed-out');
    expect(reason(decision)).toMatch(
      /^gave up after 15m; left as it is, for it waits for a decision: .*PAUSE hook h1 waits/,
    );
  });

  test('a cancelled job leaves it when all its tasks are healthy', () => {
    expect(word(step(baking, { cancelledAt: MINUTE }))).toBe('wait');
    expect(word(step({ ...baking, allHealthy: true }, { cancelledAt: MINUTE - 1 }))).toBe('cancelled');
    expect(word(step({ ...baking, allHealthy: false }, { cancelledAt: MINUTE - 1 }))).toBe('rollback: cancel');
  });

  test('a hook that did not let it pass is who went back', () => {
    const statusReason = 'Service deployment rolled back because POST_SCALE_UP lifecycle hook(s) failed.';
    expect(reason(step({ deployment: { status: 'ROLLBACK_SUCCESSFUL', statusReason } }))).toBe(
      'gate: Service deployment rolled back because POST_SCALE_UP lifecycle hook(s) failed',
    );
  });
});

test('a stopped deployment is superseded where a newer one took over, and says ECS’s reason where none did', () => {
  const supersededBy = { arn: deploymentArn(3), taskDefinitionArn: taskDefinitionArn('web:3') };
  expect(word(step({ deployment: { status: 'STOPPED' }, supersededBy }))).toBe('superseded');
  const failed = step({ deployment: { status: 'STOPPED', statusReason: 'the breaker tripped' }, causes: [aCause()] });
  expect(reason(failed)).toContain('the breaker tripped');
  expect(reason(failed)).toContain('exited with code 1');
});

describe('before ECS decides, a rollback is asked for', () => {
  const surely = (look: LookMembers, limits: Partial<RolloutLimits> = {}) =>
    word(step({ ...CRASH_LOOP, ...look }, {}, limits));

  test('when enough tasks ended by the same fault of the application', () => {
    expect(surely({})).toBe('rollback: failed-tasks');
    expect(surely({ causes: [aCause({ count: 2 })] })).toBe('wait');
    expect(surely({ causes: [aCause({ count: 2 })] }, { maxFailedTasks: 2 })).toBe('rollback: failed-tasks');
  });

  test('not when they ended by different faults', () => {
    expect(surely({ causes: [aCause({ count: 2 }), aCause({ key: 'exit 2', count: 2 })] })).toBe('wait');
  });

  test.each(['platform', 'health', 'none'] as const)('not when the fault is of the kind "%s", which heals', (fault) => {
    expect(surely({ causes: [aCause({ count: 9, fault })] })).toBe('wait');
  });

  test('not when the circuit breaker of the service is there to decide', () => {
    expect(surely({ service: { circuitBreaker: { enable: true, rollback: false } } })).toBe('wait');
  });

  test('not when a task was ever healthy, nor when all of them are', () => {
    expect(surely({ lastHealthyAt: 1 })).toBe('wait');
    expect(surely({ deployment: ALL_HEALTHY })).toBe('wait');
  });

  test('not when rollback-on-failure is off', () => {
    expect(surely({}, { rollbackOnFailure: false })).toBe('wait');
  });

  test('not by a watcher whose last look failed', () => {
    expect(word(step(CRASH_LOOP, { blind: [aFailure('throttled')] }))).toBe('wait');
  });

  test('not twice', () => {
    expect(word(step(CRASH_LOOP, { issued: [asked('failed-tasks')] }))).toBe('wait');
  });
});

describe('at the deadline', () => {
  const late = { now: 15 * MINUTE } as const;
  const bad = { causes: [aCause({ at: 15 * MINUTE - 1_000 })] };

  test('a bad release is rolled back', () => {
    expect(word(step(bad, late))).toBe('rollback: deadline');
    expect(word(step({ causes: [aCause({ fault: 'health' })] }, late))).toBe('rollback: deadline');
  });

  test('a bad release is left where rollback-on-failure is off, and it says so', () => {
    const decision = step(bad, late, { rollbackOnFailure: false });
    expect(word(decision)).toBe('timed-out');
    expect(reason(decision)).toMatch(/rollback-on-failure/);
  });

  test('a release that nothing speaks against is left running, and the tally is told', () => {
    const decision = step({}, late);
    expect(word(decision)).toBe('timed-out');
    expect(reason(decision)).toMatch(/[Ll]eft running/);
    expect(reason(decision)).toContain('1 look: 1 × IN_PROGRESS');
  });

  test('waiting for pull, network or capacity is no sign against the release', () => {
    expect(word(step({ causes: [aCause({ fault: 'platform', count: 9 })] }, late))).toBe('timed-out');
  });

  test('who cannot see does nothing', () => {
    const decision = step(bad, { ...late, blind: [aFailure('throttled')] });
    expect(word(decision)).toBe('unobserved');
    expect(word(nextStep(someLimits(), 'deploy')(aHistory({ ...late, blind: [aFailure('unavailable')] })))).toBe(
      'unobserved',
    );
  });

  test('one moment before it, one waits', () => {
    expect(word(step({}, { now: 15 * MINUTE - 1 }))).toBe('wait');
  });

  test('who cannot see whether a stop has ended says so', () => {
    const stopping = { deployment: { status: 'STOP_REQUESTED' } } as const;
    expect(word(step(stopping, { ...late, blind: [aFailure('throttled')] }))).toBe('unobserved');
  });

  test('a deployment that somebody is stopping is not rolled back on top', () => {
    expect(word(step({ ...bad, deployment: { status: 'STOP_REQUESTED' } }, late))).toBe('timed-out');
  });
});

describe('the newest sign of a release', () => {
  const now = 10 * MINUTE;
  test.each([
    ['no stopped task at all', {}, false],
    ['a fault of the application just now', { causes: [aCause({ at: now - 1_000 })] }, true],
    ['a failed health check just now', { causes: [aCause({ fault: 'health', at: now - 1_000 })] }, true],
    ['a fault that heals just now', { causes: [aCause({ fault: 'platform', at: now - 1_000 })] }, false],
    [
      'a fault of the application, and a newer one that heals',
      { causes: [aCause({ at: now - 9_000, count: 5 }), aCause({ fault: 'platform', key: 'pull', at: now - 1_000 })] },
      false,
    ],
    [
      'a fault that heals, and a newer one of the application',
      { causes: [aCause({ fault: 'platform', key: 'pull', at: now - 9_000, count: 5 }), aCause({ at: now - 1_000 })] },
      true,
    ],
    [
      'a fault just now, while another task runs',
      {
        causes: [aCause({ at: now - 1_000 })],
        deployment: { target: { revisionArn: revisionArn(2), requested: 2, running: 1, pending: 1 } },
      },
      true,
    ],
    ['an old fault, and nothing runs', { causes: [aCause({ at: now - 5 * MINUTE })] }, true],
    [
      'an old fault, and a task that runs since but was never healthy',
      {
        causes: [aCause({ at: now - 5 * MINUTE })],
        deployment: { target: { revisionArn: revisionArn(2), requested: 2, running: 1, pending: 1 } },
      },
      true,
    ],
    [
      'an old fault, and a task that was healthy since',
      {
        causes: [aCause({ at: now - 5 * MINUTE })],
        lastHealthyAt: now - MINUTE,
        deployment: { target: { revisionArn: revisionArn(2), requested: 2, running: 1, pending: 1 } },
      },
      false,
    ],
    [
      'a fault after the last sign of health',
      {
        causes: [aCause({ at: now - 1_000 })],
        lastHealthyAt: now - MINUTE,
        deployment: { target: { revisionArn: revisionArn(2), requested: 2, running: 1, pending: 1 } },
      },
      true,
    ],
    [
      'a fault just now, but all is well',
      { causes: [aCause({ at: now - 1_000 })], lastHealthyAt: now, deployment: ALL_HEALTHY },
      false,
    ],
    [
      'a fault just now of what has replaced the old ones',
      { causes: [aCause({ at: now - 1_000 })], lastHealthyAt: now - MINUTE, deployment: ALL_HEALTHY },
      true,
    ],
  ])('is judged: %s', (_what, look, expected) => {
    expect(isBad(aLook(look))).toBe(expected);
  });
});

test.each([
  ['as many run as were asked for, and no old one is left', 2, 2, 0, true],
  ['more run than were asked for', 2, 3, 0, true],
  ['one is missing', 2, 1, 0, false],
  ['an old one is left', 2, 2, 1, false],
  ['nothing was asked for yet', 0, 0, 0, false],
])('all are well when %s', (_what, requested, running, old, expected) => {
  const target = { revisionArn: revisionArn(2), requested, running, pending: 0 };
  const sources = [{ revisionArn: revisionArn(1), requested: 0, running: old, pending: 0 }];
  expect(isAllHealthy(aLook({ deployment: { target, sources } }))).toBe(expected);
});

test.each([
  ['old tasks may be stopped first', { minimumHealthyPercent: 0 }, 2],
  ['there were no old ones', {}, 0],
  ['fewer old ones than ECS must keep were ever seen to run', {}, 1],
  ['fewer old ones than its share of the wanted were', { desiredCount: 3, minimumHealthyPercent: 50 }, 1],
])('that all run is no proof of health where %s', (_what, service, oldStood) => {
  const look = { service, deployment: ALL_HEALTHY, oldStood };
  expect(isAllHealthy(aLook(look))).toBe(false);
  expect(isAllHealthy(aLook({ ...look, lastHealthyAt: 5 * MINUTE }))).toBe(true);
  expect(isAllHealthy(aLook({ ...look, lastHealthyAt: 5 * MINUTE, causes: [aCause({ at: 6 * MINUTE })] }))).toBe(false);
});

describe('a rollback under way', () => {
  const goingBack = { deployment: { status: 'ROLLBACK_IN_PROGRESS' }, goingBackSince: 20 * MINUTE } as const;

  test('gets its own time on top of the deployment’s', () => {
    expect(word(step(goingBack, { now: 29 * MINUTE }))).toBe('wait');
    expect(word(step(goingBack, { now: 30 * MINUTE }))).toBe('timed-out');
    expect(word(step(goingBack, { now: 30 * MINUTE, blind: [aFailure('throttled')] }))).toBe('unobserved');
  });

  test('that we asked for counts from the asking', () => {
    const issued = [asked('deadline', 15 * MINUTE)];
    expect(word(step(goingBack, { now: 24 * MINUTE, issued }))).toBe('wait');
    expect(word(step(goingBack, { now: 25 * MINUTE, issued }))).toBe('timed-out');
    expect(word(step({}, { now: 24 * MINUTE, issued }))).toBe('wait');
    expect(word(step({}, { now: 25 * MINUTE, issued }))).toBe('timed-out');
  });

  test('that was asked for is no more “nothing was done”', () => {
    const blind = step(
      {},
      { now: 25 * MINUTE, issued: [asked('deadline', 15 * MINUTE)], blind: [aFailure('throttled')] },
    );
    expect(word(blind)).toBe('unobserved');
    expect(reason(blind)).not.toMatch(/nothing was done/i);
  });

  test('that was refused is believed only when a look after it shows the deployment still moving', () => {
    const issued = [{ ...asked('failed-tasks'), failure: aFailure('refused') }];
    expect(word(step({}, { issued, latestAt: MINUTE }))).toBe('wait');
    const decision = step(CRASH_LOOP, { issued, now: 2 * MINUTE });
    expect(word(decision)).toBe('failed');
    expect(reason(decision)).toMatch(
      /was not taken: .*it is refused \(ConflictException\)\. The deployment goes on\.$/,
    );
    const late = step(CRASH_LOOP, { issued, now: 15 * MINUTE });
    expect(word(late)).toBe('timed-out');
    expect(reason(late)).toContain('it is refused');
    expect(decision).not.toHaveProperty('verdict.lacks');
    expect(word(step({}, { issued, now: 20 * MINUTE, latestAt: MINUTE, blind: [aFailure('throttled')] }))).toBe(
      'unobserved',
    );
  });

  test('that was denied is told with the permission, and with what was seen against the release', () => {
    const failure = aFailure('denied', { operation: 'ecs:StopServiceDeployment' });
    const decision = step(CRASH_LOOP, { issued: [{ ...asked('failed-tasks'), failure }], now: 2 * MINUTE });
    expect(decision).toMatchObject({ verdict: { kind: 'failed', lacks: 'ecs:StopServiceDeployment' } });
    expect(reason(decision)).toMatch(/asked for \(failed-tasks: .*exited with code 1\) was not taken: .* goes on\.$/);
  });

  test.each(['denied', 'refused'] as const)('alone, and %s, leaves the run refused: it has touched nothing', (kind) => {
    const issued = [{ ...asked('decision'), failure: aFailure(kind, { operation: 'ecs:StopServiceDeployment' }) }];
    const decision = step(CRASH_LOOP, { issued, now: 2 * MINUTE }, {}, 'go-back');
    expect(word(decision)).toBe('refused');
    expect(reason(decision)).toMatch(/asked for \(decision\) was not taken: .* The deployment goes on\.$/);
  });
});

describe('where nothing ever served, a rollback is asked for in vain, and so not at all:', () => {
  const limits = { wayBack: { none: 'no deployment is known to have succeeded', neverServed: true } } as const;

  test('a release that is surely bad is failed at once, with the cause', () => {
    const decision = step({ ...CRASH_LOOP, oldStood: 0 }, {}, limits);
    expect(word(decision)).toBe('failed');
    expect(reason(decision)).toMatch(/^failed-tasks: .*exited with code 1.*nothing to go back to/);
    const gone = step({ imageGone: 'ECR has no such image', oldStood: 0 }, {}, limits);
    expect(reason(gone)).toMatch(/^image: ECR has no such image.*nothing to go back to/);
  });

  test('one that is bad at the deadline is left, and that is said', () => {
    const decision = step({ causes: [aCause()], oldStood: 0 }, { now: 15 * MINUTE }, limits);
    expect(word(decision)).toBe('timed-out');
    expect(reason(decision)).toContain('nothing to go back to');
  });

  test('a cancelled job leaves it after one look, and says so', () => {
    const first = nextStep(someLimits(limits), 'deploy')(aHistory({ cancelledAt: MINUTE }));
    expect(word(first)).toBe('wait');
    for (const look of [{}, CRASH_LOOP]) {
      const decision = step({ ...look, oldStood: 0 }, { cancelledAt: MINUTE }, limits);
      expect(word(decision)).toBe('cancelled');
      expect(reason(decision)).toMatch(
        /^no rollback was asked for, because no deployment .* goes on until another one/,
      );
      expect(decision).not.toHaveProperty('verdict.unfinished');
    }
  });

  test('unless old tasks were seen to run, of which ECS may know more', () => {
    expect(word(step(CRASH_LOOP, { cancelledAt: MINUTE }, limits))).toBe('rollback: cancel');
    expect(word(step(CRASH_LOOP, {}, limits))).toBe('rollback: failed-tasks');
    expect(word(step({ ...CRASH_LOOP, oldStood: 0 }))).toBe('rollback: failed-tasks');
  });

  test('unless something has served, though this run has nothing else to put back', () => {
    const same = { wayBack: { none: 'web:1, which served before, is the same' } };
    expect(word(step({ ...CRASH_LOOP, oldStood: 0 }, {}, same))).toBe('rollback: failed-tasks');
  });
});

describe('a request for a rollback that got no answer', () => {
  const failed = (because: Because, at = MINUTE, kind: 'unavailable' | 'throttled' = 'unavailable') => ({
    ...asked(because, at),
    failure: aFailure(kind, { ambiguous: kind === 'unavailable' }),
  });
  const bad = { causes: [aCause({ at: 2 * MINUTE })] };

  test('waits for a look, and says for what', () => {
    const decision = step(CRASH_LOOP, { issued: [failed('failed-tasks')], latestAt: MINUTE });
    expect(decision).toMatchObject({ kind: 'wait', because: expect.stringContaining('it is unavailable') });
  });

  test('is sent again where the look shows that ECS does not go back', () => {
    const again = (look: LookMembers, because: Because, now: number) =>
      word(step(look, { issued: [failed(because)], now }));
    expect(again(CRASH_LOOP, 'failed-tasks', 2 * MINUTE)).toBe('rollback: failed-tasks');
    expect(again({ ...CRASH_LOOP, deployment: { status: 'ROLLBACK_REQUESTED' } }, 'failed-tasks', 2 * MINUTE)).toBe(
      'wait',
    );
    const late = { issued: [failed('deadline', 15 * MINUTE)], now: 16 * MINUTE };
    expect(word(step(bad, late))).toBe('rollback: deadline');
    const ordered = { issued: [failed('decision')], now: 2 * MINUTE };
    expect(word(step({}, ordered, {}, 'go-back'))).toBe('rollback: decision');
    const throttled = { issued: [failed('failed-tasks', MINUTE, 'throttled')], now: 2 * MINUTE };
    expect(word(step(CRASH_LOOP, throttled))).toBe('rollback: failed-tasks');
  });

  test('is not sent again for a release that has become well meanwhile', () => {
    const healed = { ...CRASH_LOOP, lastHealthyAt: 2 * MINUTE };
    expect(word(step(healed, { issued: [failed('failed-tasks')], now: 3 * MINUTE }))).toBe('wait');
  });

  test('is not sent again by who cannot see', () => {
    const blind = {
      issued: [failed('failed-tasks')],
      now: 3 * MINUTE,
      latestAt: 2 * MINUTE,
      blind: [aFailure('throttled')],
    };
    expect(word(step(CRASH_LOOP, blind))).toBe('wait');
  });

  test('is given up when a rollback’s time is over, counted from the first', () => {
    const issued = [failed('failed-tasks'), failed('failed-tasks', 10 * MINUTE)];
    expect(word(step(CRASH_LOOP, { issued, now: 11 * MINUTE - 1 }))).toBe('rollback: failed-tasks');
    const decision = step(CRASH_LOOP, { issued, now: 11 * MINUTE });
    expect(word(decision)).toBe('timed-out');
    expect(reason(decision)).toMatch(/could not be asked for within 10m.*it is unavailable/);
  });

  test('is watched like any other once one was taken', () => {
    const issued = [failed('failed-tasks'), asked('failed-tasks', 2 * MINUTE)];
    expect(word(step(CRASH_LOOP, { issued, now: 3 * MINUTE }))).toBe('wait');
    const back = { deployment: { status: 'ROLLBACK_SUCCESSFUL' }, causes: [aCause()] } as const;
    expect(reason(step(back, { issued, now: 3 * MINUTE }))).toMatch(/^failed-tasks/);
  });
});

describe('who rolled back is the first word of the reason:', () => {
  const back = { status: 'ROLLBACK_SUCCESSFUL' } as const;
  const breaker = { status: 'TRIGGERED', failureCount: 3, threshold: 3 };
  test.each([
    ['breaker', { ...back, circuitBreaker: breaker }, {}],
    ['alarm', { ...back, alarms: { status: 'TRIGGERED', triggered: ['5xx'] } }, {}],
    ['somebody else', { ...back, statusReason: 'rolled back by user' }, {}],
    ['failed-tasks', back, { issued: [asked('failed-tasks')] }],
    ['deadline', back, { issued: [asked('deadline')] }],
    [
      'breaker',
      { ...back, circuitBreaker: breaker },
      { issued: [{ ...asked('deadline'), failure: aFailure('refused') }] },
    ],
    ['deadline', back, { issued: [{ ...asked('deadline'), failure: aFailure('unavailable', { ambiguous: true }) }] }],
    [
      'breaker',
      { ...back, circuitBreaker: breaker },
      { issued: [{ ...asked('image'), failure: aFailure('unavailable', { ambiguous: true }) }] },
    ],
  ] as const)('%s', (who, deployment, members) => {
    const decision = step({ deployment, causes: [aCause()] }, members);
    expect(reason(decision).startsWith(who)).toBe(true);
    expect(reason(decision)).toContain('exited with code 1');
  });

  test('an alarm is named', () => {
    expect(reason(step({ deployment: { ...back, alarms: { status: 'TRIGGERED', triggered: ['5xx'] } } }))).toContain(
      '5xx',
    );
  });
});

describe('a failed look', () => {
  test.each(['denied', 'expired', 'refused'] as const)(
    'that is %s settles at once: nothing is done, and it says why',
    (kind) => {
      const decision = step(CRASH_LOOP, { blind: [aFailure(kind)] });
      expect(word(decision)).toBe('unobserved');
      expect(reason(decision)).toMatch(
        /DescribeServiceDeployments.*\. What ECS does with the deployment goes on unseen\.$/,
      );
    },
  );

  test.each(['throttled', 'unavailable'] as const)('that is %s is no verdict, and the wait says it', (kind) => {
    const decision = step({}, { blind: [aFailure(kind)] });
    expect(decision).toMatchObject({ kind: 'wait', because: expect.stringContaining(aFailure(kind).code) });
  });

  test('before the first good one is waited out', () => {
    expect(word(nextStep(someLimits(), 'deploy')(aHistory({ blind: [aFailure('unavailable')] })))).toBe('wait');
  });
});

describe('a cancelled job', () => {
  const cancelledAt = MINUTE - 1;
  const cancel = (look: LookMembers, members: Members = {}, limits: Partial<RolloutLimits> = {}) =>
    step(look, { cancelledAt, ...members }, limits);

  test('asks for the rollback before anything else, even of what it has not seen yet', () => {
    expect(word(cancel({}))).toBe('rollback: cancel');
    expect(word(cancel({ deployment: { status: 'PENDING' } }))).toBe('rollback: cancel');
    expect(word(nextStep(someLimits(), 'deploy')(aHistory({ cancelledAt })))).toBe('rollback: cancel');
    expect(word(cancel({}, { blind: [aFailure('throttled')] }))).toBe('rollback: cancel');
  });

  test('that had joined looks once before it asks for anything, and leaves what it cannot see to the post step', () => {
    const joined = (members: Members) => nextStep(someLimits(), 'join')(aHistory({ cancelledAt, ...members }));
    expect(word(joined({}))).toBe('wait');
    expect(joined({ blind: [aFailure('throttled')], now: MINUTE })).toMatchObject({
      verdict: { kind: 'cancelled', unfinished: true },
    });
    expect(word(joined({ latest: aLook() }))).toBe('rollback: cancel');
    expect(word(joined({ latest: aLook({ deployment: ALL_HEALTHY }) }))).toBe('cancelled');
  });

  test('then ends, and asks no second time', () => {
    const decision = cancel({}, { issued: [asked('cancel')] });
    expect(word(decision)).toBe('cancelled');
    expect(reason(decision)).toContain('rollback was asked for');
    expect(word(cancel({}, { issued: [asked('deadline')] }))).toBe('cancelled');
  });

  test('leaves the deployment where that was asked for', () => {
    expect(word(cancel({}, {}, { onCancel: 'leave' }))).toBe('cancelled');
  });

  test('leaves a release whose tasks are all seen healthy now, and looks where they may be', () => {
    expect(word(cancel({ deployment: ALL_HEALTHY }, { latestAt: MINUTE - 2 }))).toBe('wait');
    const seen = cancel({ deployment: ALL_HEALTHY, allHealthy: true });
    expect(word(seen)).toBe('cancelled');
    expect(reason(seen)).toContain('is healthy');
    expect(word(cancel({ deployment: ALL_HEALTHY, allHealthy: false }))).toBe('rollback: cancel');
    const blind = cancel({ deployment: ALL_HEALTHY }, { latestAt: 1, blind: [aFailure('throttled')] });
    expect(blind).toMatchObject({ verdict: { kind: 'cancelled', unfinished: true } });
  });

  test('goes by the old tasks where it may not see the new ones, and calls nothing healthy then', () => {
    const decision = cancel({ deployment: ALL_HEALTHY });
    expect(word(decision)).toBe('cancelled');
    expect(reason(decision)).not.toContain('healthy');
    expect(word(cancel({ deployment: ALL_HEALTHY, oldStood: 0 }))).toBe('rollback: cancel');
  });

  test.each([
    'SUCCESSFUL',
    'STOPPED',
    'STOP_REQUESTED',
    'ROLLBACK_REQUESTED',
    'ROLLBACK_IN_PROGRESS',
    'ROLLBACK_SUCCESSFUL',
    'ROLLBACK_FAILED',
  ] as const)('asks for nothing where the deployment is %s already, and names that', (status) => {
    const decision = cancel({ deployment: { status } });
    expect(word(decision)).toBe('cancelled');
    expect(reason(decision)).toContain(status);
  });

  test('whose request failed leaves it to the post step', () => {
    const issued = [{ ...asked('cancel'), failure: aFailure('refused') }];
    expect(word(cancel({}, { issued }))).toBe('wait');
    for (const members of [{}, { latestAt: MINUTE, blind: [aFailure('throttled')] }])
      expect(cancel({}, { issued, now: MINUTE + 1, ...members })).toMatchObject({
        verdict: { kind: 'cancelled', unfinished: true },
      });
    expect(cancel({}, { issued: [asked('cancel')] })).not.toMatchObject({ verdict: { unfinished: true } });
  });
});

describe('a cancelled job whose request was not taken looks once more, and tells what stands:', () => {
  const lost = aFailure('unavailable', { ambiguous: true });
  const afterwards = (look: LookMembers, failure = aFailure('refused'), requests = 1) => {
    const issued = Array.from({ length: requests }, () => ({ ...asked('cancel'), failure }));
    return step(look, { cancelledAt: MINUTE - 1, now: MINUTE + 1, issued });
  };

  test.each([
    ['SUCCESSFUL', /was SUCCESSFUL before/],
    ['ROLLBACK_SUCCESSFUL', /was ROLLBACK_SUCCESSFUL before/],
    ['ROLLBACK_IN_PROGRESS', /was ROLLBACK_IN_PROGRESS before/],
    ['STOPPED', /is STOPPED, and nothing was put back; running: .*rollback-to/],
  ] as const)('%s', (status, words) => {
    const decision = afterwards({ deployment: { status } });
    expect(word(decision)).toBe('cancelled');
    expect(reason(decision)).toMatch(words);
    expect(reason(decision)).not.toContain('goes on');
    expect(decision).not.toMatchObject({ verdict: { unfinished: true } });
  });

  test('a rollback that ECS took although no answer came', () => {
    expect(reason(afterwards({ deployment: { status: 'ROLLBACK_REQUESTED' } }, lost))).toMatch(
      /a rollback was asked for/,
    );
  });

  test('a deployment that still moves: asked again where no answer came, thrice in all', () => {
    expect(word(afterwards({}, lost))).toBe('rollback: cancel');
    expect(word(afterwards({}, lost, 2))).toBe('rollback: cancel');
    expect(reason(afterwards({}, lost, 3))).toMatch(/goes on/);
    expect(reason(afterwards({}))).toMatch(/it is refused.*goes on/);
  });

  test('what its breaker has stopped meanwhile is put back, once', () => {
    const circuitBreaker = { status: 'TRIGGERED', failureCount: 3, threshold: 3 };
    const stopped = { deployment: { status: 'STOPPED', circuitBreaker } } as const;
    expect(word(afterwards(stopped))).toBe('put back: cancel');
    const failed = {
      command: { kind: 'put-back', because: 'cancel' },
      at: MINUTE,
      failure: aFailure('refused'),
    } as const;
    const decision = step(stopped, { cancelledAt: MINUTE - 1, now: MINUTE + 1, issued: [failed] });
    expect(reason(decision)).toMatch(/STOPPED, and nothing was put back, for .*it is refused/);
  });
});

describe('whatever was seen', () => {
  const statuses: readonly DeploymentStatus[] = [
    'PENDING',
    'IN_PROGRESS',
    'SUCCESSFUL',
    'STOP_REQUESTED',
    'STOPPED',
    'ROLLBACK_REQUESTED',
    'ROLLBACK_IN_PROGRESS',
    'ROLLBACK_SUCCESSFUL',
    'ROLLBACK_FAILED',
    'UNRECOGNISED',
  ];
  const counts = fc.integer({ min: 0, max: 3 });
  const anyLook = fc
    .record({
      status: fc.constantFrom(...statuses),
      target: fc.record({
        revisionArn: fc.constant(revisionArn(2)),
        requested: counts,
        running: counts,
        pending: counts,
      }),
      old: counts,
      desiredCount: counts,
      runningCount: counts,
      breaker: fc.boolean(),
      lastHealthyAt: fc.option(fc.integer({ min: 0, max: 3_600_000 }), { nil: undefined }),
      inCharge: fc.boolean(),
      causes: fc.array(
        fc.record({
          fault: fc.constantFrom('application', 'health', 'platform' as const),
          count: fc.integer({ min: 1, max: 5 }),
          at: fc.integer({ min: 0, max: 30 * MINUTE }),
        }),
        { maxLength: 2 },
      ),
    })
    .map(({ status, target, old, desiredCount, runningCount, breaker, lastHealthyAt, inCharge, causes }) =>
      aLook({
        deployment: {
          status,
          target,
          sources: [{ revisionArn: revisionArn(1), requested: 0, running: old, pending: 0 }],
        },
        service: { desiredCount, runningCount, circuitBreaker: { enable: breaker, rollback: breaker } },
        ...(lastHealthyAt === undefined ? {} : { lastHealthyAt }),
        inCharge,
        causes: causes.map((cause, index) => aCause({ ...cause, key: String(index) })),
      }),
    );
  const anyHistory = fc
    .record({
      latest: fc.option(anyLook, { nil: undefined, freq: 8 }),
      now: fc.integer({ min: 0, max: 40 * MINUTE }),
      blind: fc.array(fc.constantFrom(aFailure('throttled'), aFailure('unavailable'), aFailure('denied')), {
        maxLength: 2,
      }),
      issued: fc.option(
        fc.record({
          at: fc.integer({ min: 0, max: 40 * MINUTE }),
          fails: fc.constantFrom(undefined, 'refused', 'unavailable' as const),
        }),
        { nil: undefined, freq: 2 },
      ),
      cancelled: fc.boolean(),
    })
    .filter(({ latest, blind }) => latest !== undefined || blind.length > 0)
    .map(({ latest, now, blind, issued, cancelled }) =>
      aHistory({
        now,
        blind,
        issued:
          issued === undefined
            ? []
            : [
                {
                  command: rollback('deadline'),
                  at: Math.min(issued.at, now),
                  ...(issued.fails && {
                    failure: aFailure(issued.fails, { ambiguous: issued.fails === 'unavailable' }),
                  }),
                },
              ],
        ...(latest !== undefined && { latest }),
        ...(cancelled && { cancelledAt: now }),
      }),
    );
  const anyLimits = fc.record({
    rollbackOnFailure: fc.boolean(),
    maxFailedTasks: fc.integer({ min: 1, max: 4 }),
    onCancel: fc.constantFrom('rollback', 'leave' as const),
  });

  const holds = (
    claim: (history: ReturnType<typeof aHistory>, decision: ReturnType<typeof step>, limits: RolloutLimits) => boolean,
    intent: 'deploy' | 'go-back' = 'deploy',
  ) =>
    fc.assert(
      fc.property(anyHistory, anyLimits, (history, members) => {
        const limits = someLimits(members);
        return claim(history, nextStep(limits, intent)(history), limits);
      }),
      { numRuns: 3_000 },
    );

  test('deployed is said only of a SUCCESSFUL deployment that is in charge with all its tasks', () => {
    holds(({ latest }, decision) => {
      if (word(decision) !== 'deployed') return true;
      return (
        latest?.deployment.status === 'SUCCESSFUL' &&
        latest.inCharge &&
        latest.service.runningCount >= latest.service.desiredCount
      );
    });
  });

  test('a rollback is asked for once, and again only after a look that followed a request without an answer', () => {
    const once: Parameters<typeof holds>[0] = ({ issued: [asked], latestAt = 0 }, decision) =>
      decision.kind !== 'act' || asked === undefined || (asked.failure?.kind === 'unavailable' && latestAt > asked.at);
    holds(once);
    holds(once, 'go-back');
  });

  test('nobody acts blindly, unless a person said so by cancelling', () => {
    holds(
      ({ blind, latest, cancelledAt }, decision) =>
        decision.kind !== 'act' || cancelledAt !== undefined || (blind.length === 0 && latest !== undefined),
    );
  });

  test('nothing is done where rollback-on-failure is off, unless a person cancels', () => {
    holds(
      ({ cancelledAt }, decision, limits) =>
        decision.kind !== 'act' || limits.rollbackOnFailure || cancelledAt !== undefined,
    );
  });

  test('only a deployment that moves is acted on, and never one whose tasks are all well', () => {
    holds(({ latest }, decision) => {
      if (decision.kind !== 'act' || latest === undefined) return true;
      const { status, target, sources } = latest.deployment;
      const allRun =
        target.requested > 0 && target.running >= target.requested && sources.every(({ running }) => running === 0);
      const well =
        allRun &&
        latest.causes.every(({ tasks }) =>
          tasks.every(({ stoppedAt = 0 }) => stoppedAt <= (latest.lastHealthyAt ?? 0)),
        );
      return ['PENDING', 'IN_PROGRESS', 'UNRECOGNISED'].includes(status) && !well;
    });
  });

  test('a cancelled job waits for no more than the look after its cancel, and after what it asked for', () => {
    holds(
      ({ cancelledAt, issued, now }, decision) =>
        cancelledAt === undefined ||
        decision.kind !== 'wait' ||
        now <= Math.max(cancelledAt, ...issued.map(({ at }) => at)),
    );
  });

  test('when all deadlines are over nobody waits any more', () => {
    holds(({ now, issued, latest, cancelledAt }, decision) => {
      const goingBackSince = issued[0]?.at ?? (latest?.deployment.status.startsWith('ROLLBACK') ? now : 0);
      const isLooking = cancelledAt !== undefined && now <= Math.max(cancelledAt, issued[0]?.at ?? 0);
      return now < 15 * MINUTE || now - goingBackSince < 10 * MINUTE || isLooking || decision.kind !== 'wait';
    });
  });

  test('every red verdict has a reason', () => {
    holds(
      (_history, decision) =>
        decision.kind !== 'settle' || ['deployed', 'idle'].includes(word(decision)) || reason(decision) !== '',
    );
  });
});
