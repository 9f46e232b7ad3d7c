import { describe, expect, it } from 'vitest';
import { aShiftingService, type HookView, type ShiftingWorld } from './shifting-world.ts';

const minute = 60_000;

interface Hook {
  readonly stages: readonly string[];
  readonly minutes?: number;
  readonly action?: 'ROLLBACK' | 'CONTINUE';
}

/** The service was made without hooks; the release has them. */
function paused(hooks: readonly Hook[], configuration: Readonly<Record<string, unknown>> = {}): ShiftingWorld {
  const driven = aShiftingService();
  const lifecycleHooks = hooks.map(({ stages, minutes, action }) => {
    const timeoutConfiguration = { ...(minutes && { timeoutInMinutes: minutes }), ...(action && { action }) };
    return { targetType: 'PAUSE', lifecycleStages: stages, timeoutConfiguration };
  });
  driven.deploy({ deploymentConfiguration: { strategy: 'BLUE_GREEN', ...configuration, lifecycleHooks } });
  return driven;
}

function waiting(driven: ShiftingWorld): readonly HookView[] {
  return (driven.described().lifecycleHookDetails ?? []).filter(({ status }) => status === 'AWAITING_ACTION');
}

function untilWaiting(driven: ShiftingWorld): HookView {
  driven.until(() => waiting(driven).length > 0);
  const [hook] = waiting(driven);
  if (hook === undefined) throw new Error('No hook waits.');
  return hook;
}

function say(driven: ShiftingWorld, hook: HookView, action?: 'CONTINUE' | 'ROLLBACK'): void {
  const { serviceDeploymentArn } = driven.deployment();
  const { hookId } = hook;
  driven.call('ContinueServiceDeployment', { serviceDeploymentArn, hookId, ...(action && { action }) });
}

const pausable = [
  'PRE_SCALE_UP',
  'POST_SCALE_UP',
  'POST_TEST_TRAFFIC_SHIFT',
  'PRE_PRODUCTION_TRAFFIC_SHIFT',
  'POST_PRODUCTION_TRAFFIC_SHIFT',
];

describe('a pause hook', () => {
  it.each(pausable)('at %s holds the deployment there until somebody says so', (stage) => {
    const driven = paused([{ stages: [stage] }]);
    const hook = untilWaiting(driven);
    expect(hook).toEqual({
      hookId: expect.stringMatching(/^ecs-pause-[A-Za-z0-9_-]{43}$/),
      targetType: 'PAUSE',
      status: 'AWAITING_ACTION',
      expiresAt: driven.world.now + 24 * 60 * minute,
      timeoutAction: 'ROLLBACK',
    });
    driven.run(3 * 60 * minute);
    expect(driven.deployment()).toMatchObject({ lifecycleStage: stage, status: 'IN_PROGRESS' });
    say(driven, hook);
    driven.finish();
    expect(driven.deployment().status).toBe('SUCCESSFUL');
  });

  it.each(pausable)('at %s is the way back when somebody says so', (stage) => {
    const driven = paused([{ stages: [stage] }]);
    say(driven, untilWaiting(driven), 'ROLLBACK');
    expect(driven.deployment()).toMatchObject({
      status: 'ROLLBACK_REQUESTED',
      lifecycleHookDetails: [{ status: 'FAILED' }],
    });
    driven.finish();
    expect(driven.deployment()).toMatchObject({ status: 'ROLLBACK_SUCCESSFUL', lifecycleStage: stage });
    expect(driven.weights(driven.place.productionListenerRule)).toBe('blue 0 green 100');
  });

  it('that nobody answers rolls back at its time-out', () => {
    const driven = paused([{ stages: ['POST_TEST_TRAFFIC_SHIFT'], minutes: 30 }]);
    const { expiresAt } = untilWaiting(driven);
    expect(expiresAt).toBe(driven.world.now + 30 * minute);
    driven.until(() => driven.deployment().status !== 'IN_PROGRESS');
    expect(driven.world.now).toBe(expiresAt);
    driven.finish();
    expect(driven.deployment()).toMatchObject({
      status: 'ROLLBACK_SUCCESSFUL',
      statusReason: 'Service deployment rolled back because POST_TEST_TRAFFIC_SHIFT pause hook timed out.',
      lifecycleHookDetails: [{ status: 'TIMED_OUT' }],
    });
  });

  it('goes on at its time-out where it was told to', () => {
    const driven = paused([{ stages: ['POST_TEST_TRAFFIC_SHIFT'], minutes: 30, action: 'CONTINUE' }]);
    expect(untilWaiting(driven)).toMatchObject({ timeoutAction: 'CONTINUE' });
    driven.finish();
    expect(driven.deployment().status).toBe('SUCCESSFUL');
  });

  it('waits beside the others of its stage, and all have to be continued', () => {
    const driven = paused([{ stages: ['POST_SCALE_UP'] }, { stages: ['POST_SCALE_UP', 'POST_TEST_TRAFFIC_SHIFT'] }]);
    say(driven, untilWaiting(driven));
    driven.run(10 * minute);
    expect(driven.described().lifecycleHookDetails?.map(({ status }) => status)).toEqual([
      'SUCCEEDED',
      'AWAITING_ACTION',
    ]);
    say(driven, untilWaiting(driven));
    driven.untilStage('POST_TEST_TRAFFIC_SHIFT');
    say(driven, untilWaiting(driven), 'ROLLBACK');
    driven.finish();
    expect(driven.deployment().status).toBe('ROLLBACK_SUCCESSFUL');
  });

  it('before the production shift of a linear deployment waits at every step, each time anew', () => {
    const linearConfiguration = { stepPercent: 50, stepBakeTimeInMinutes: 0 };
    const driven = paused([{ stages: ['PRE_PRODUCTION_TRAFFIC_SHIFT'] }], { strategy: 'LINEAR', linearConfiguration });
    const ids = [1, 2].map(() => {
      const hook = untilWaiting(driven);
      say(driven, hook);
      return hook.hookId;
    });
    driven.finish();
    expect(driven.deployment().status).toBe('SUCCESSFUL');
    expect(new Set(ids).size).toBe(2);
  });

  it('is no longer waited for when the deployment is stopped or superseded', () => {
    const stopped = paused([{ stages: ['POST_TEST_TRAFFIC_SHIFT'] }]);
    untilWaiting(stopped);
    stopped.call('StopServiceDeployment', { serviceDeploymentArn: stopped.deployment().serviceDeploymentArn });
    stopped.finish();
    expect(stopped.deployment().status).toBe('ROLLBACK_SUCCESSFUL');

    const superseded = paused([{ stages: ['POST_TEST_TRAFFIC_SHIFT'] }]);
    untilWaiting(superseded);
    superseded.deploy({ deploymentConfiguration: { strategy: 'BLUE_GREEN' } });
    superseded.finish();
    expect(superseded.deployments().map(({ status }) => status)).toEqual(['SUCCESSFUL', 'STOPPED', 'SUCCESSFUL']);
  });
});

describe('ContinueServiceDeployment is refused', () => {
  it('for a deployment that is not there, for a hook that is not open, and when all is over', () => {
    const driven = paused([{ stages: ['POST_TEST_TRAFFIC_SHIFT'] }]);
    const { hookId } = untilWaiting(driven);
    const { serviceDeploymentArn } = driven.deployment();
    const words = (input: Readonly<Record<string, unknown>>): string => {
      const { code, message } = driven.refusal('ContinueServiceDeployment', { serviceDeploymentArn, hookId, ...input });
      return `${code}: ${message}`;
    };
    const unknown = serviceDeploymentArn.replace(/[^/]+$/, 'nope');
    const taken =
      'InvalidParameterException: Provided hookId is either completed, unavailable, or not associated with the given Resource ARN';
    expect(words({ serviceDeploymentArn: unknown })).toBe(
      'ServiceDeploymentNotFoundException: The service deployment does not exist.',
    );
    expect(words({ hookId: 'pause-1' })).toBe(
      'InvalidParameterException: Invalid hookId: hookId must follow the format: ecs-{hookType}-{id}',
    );
    expect(words({ hookId: 'ecs-pause-of-another' })).toBe(taken);
    driven.call('ContinueServiceDeployment', { serviceDeploymentArn, hookId });
    expect(words({})).toBe(taken);
    driven.finish();
    expect(words({})).toBe(
      'InvalidParameterException: Continuing a service deployment is not allowed for service deployment in terminal states.',
    );
  });
});
