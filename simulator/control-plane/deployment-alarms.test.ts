import { describe, expect, it } from 'vitest';
import { crashes, type Fate, healthy } from '../runtimes/fates.ts';
import { aDrivenWorld, createService, type DrivenWorld, register } from './driven-world.ts';
import { aShiftingService } from './shifting-world.ts';

const alarms = { alarmNames: ['errors', 'latency'], enable: true, rollback: true };

/** The first release serves; the second is being deployed, watched by two alarms that are well. */
function aWatchedRelease(deploymentConfiguration: object = {}, fate: Fate = healthy()): DrivenWorld {
  const driven = aDrivenWorld({
    fateOf: ({ taskDefinitionArn }) => (taskDefinitionArn.endsWith(':1') ? healthy() : fate),
  });
  putAlarm(driven, 'errors', { Period: 60, EvaluationPeriods: 2 });
  putAlarm(driven, 'latency', { Period: 30, EvaluationPeriods: 1 });
  register(driven);
  createService(driven, { deploymentConfiguration: { alarms, ...deploymentConfiguration } });
  finish(driven);
  deploy(driven);
  return driven;
}

function putAlarm(driven: DrivenWorld, AlarmName: string, looksBack: object): void {
  driven.call('PutMetricAlarm', { AlarmName, ComparisonOperator: 'GreaterThanThreshold', Threshold: 1, ...looksBack });
}

function set(driven: DrivenWorld, AlarmName: string, StateValue: string): void {
  driven.call('SetAlarmState', { AlarmName, StateValue, StateReason: 'by hand' });
}

function deploy(driven: DrivenWorld): void {
  driven.call('UpdateService', { cluster: 'prod', service: 'web', taskDefinition: register(driven) });
}

function finish(driven: DrivenWorld): void {
  driven.until(() => driven.deployment().finishedAt !== undefined);
}

describe('an alarm that goes off during a deployment', () => {
  it('rolls it back within 20 s, and is named', () => {
    const driven = aWatchedRelease();
    const [bad, old] = driven.service().deployments;
    driven.run(30_000);
    set(driven, 'errors', 'ALARM');
    const at = driven.world.now;
    driven.until(() => driven.deployment().status === 'ROLLBACK_IN_PROGRESS');
    expect(driven.world.now - at).toBeLessThanOrEqual(20_000);
    expect(driven.deployment().alarms).toEqual({
      status: 'TRIGGERED',
      alarmNames: ['errors', 'latency'],
      triggeredAlarmNames: ['errors'],
    });
    finish(driven);
    expect(driven.deployment().status).toBe('ROLLBACK_SUCCESSFUL');
    expect(driven.service().taskDefinition).toMatch(/web:1$/);
    const said = driven.events();
    const failed = said.indexOf(`(service web) (deployment ${bad?.id}) deployment failed: alarm detected.`);
    expect(said[failed + 1]).toBe(`(service web) rolling back to deployment ${old?.id}.`);
  });

  it('stops it where rollback is off, and both stay', () => {
    const driven = aWatchedRelease({ alarms: { ...alarms, rollback: false } });
    driven.run(30_000);
    set(driven, 'latency', 'ALARM');
    finish(driven);
    expect(driven.deployment()).toMatchObject({ status: 'STOPPED', alarms: { status: 'TRIGGERED' } });
    expect(driven.service().deployments.map((one) => one.rolloutState)).toEqual(['FAILED', 'COMPLETED']);
  });

  it('goes unnoticed when it is over before ECS asks again', () => {
    const driven = aWatchedRelease();
    driven.until(() => driven.deployment().startedAt !== undefined);
    driven.run(1_000);
    set(driven, 'errors', 'ALARM');
    driven.run(1_000);
    set(driven, 'errors', 'OK');
    finish(driven);
    expect(driven.deployment().status).toBe('SUCCESSFUL');
  });

  it('ends it also while it bakes', () => {
    const driven = aWatchedRelease();
    driven.until(() => driven.deployment().bakingSince !== undefined);
    set(driven, 'errors', 'ALARM');
    finish(driven);
    expect(driven.deployment().status).toBe('ROLLBACK_SUCCESSFUL');
  });

  it('before it begins leaves it without any alarm: neither that one nor another ends it, and nothing is baked', () => {
    const driven = aWatchedRelease({ bakeTimeInMinutes: 60 });
    finish(driven);
    set(driven, 'errors', 'ALARM');
    deploy(driven);
    driven.until(() => driven.deployment().startedAt !== undefined);
    const at = driven.world.now;
    set(driven, 'latency', 'ALARM');
    finish(driven);
    expect(driven.deployment()).toMatchObject({
      status: 'SUCCESSFUL',
      alarms: { status: 'DISABLED', triggeredAlarmNames: [] },
    });
    expect(driven.world.now - at).toBeLessThan(600_000);
  });

  it('ends the next one again, once it is over when that begins', () => {
    const driven = aWatchedRelease();
    finish(driven);
    set(driven, 'errors', 'ALARM');
    deploy(driven);
    finish(driven);
    set(driven, 'errors', 'OK');
    deploy(driven);
    driven.run(30_000);
    set(driven, 'errors', 'ALARM');
    finish(driven);
    expect(driven.deployment()).toMatchObject({ status: 'ROLLBACK_SUCCESSFUL', alarms: { status: 'TRIGGERED' } });
  });

  it('means nothing to a deployment whose alarms are off', () => {
    const driven = aWatchedRelease({ alarms: { ...alarms, enable: false } });
    set(driven, 'errors', 'ALARM');
    finish(driven);
    expect(driven.deployment()).toMatchObject({ status: 'SUCCESSFUL' });
    expect(driven.deployment().alarms).toBeUndefined();
  });

  it('leaves the circuit breaker to end a deployment that crashes first', () => {
    const driven = aWatchedRelease({ deploymentCircuitBreaker: { enable: true, rollback: true } }, crashes());
    finish(driven);
    expect(driven.deployment()).toMatchObject({
      status: 'ROLLBACK_SUCCESSFUL',
      deploymentCircuitBreaker: { status: 'TRIGGERED' },
      alarms: { status: 'MONITORING_COMPLETE', triggeredAlarmNames: [] },
    });
  });
});

describe('an alarm that goes off while traffic is shifted', () => {
  it.each(['PRODUCTION_TRAFFIC_SHIFT', 'BAKE_TIME'])(
    'in %s gives the traffic back, and says so as was posted',
    (stage) => {
      const driven = aShiftingService();
      putAlarm(driven, 'errors', {});
      const [old] = driven.service().deployments;
      driven.deploy({
        deploymentConfiguration: {
          strategy: 'CANARY',
          bakeTimeInMinutes: 5,
          canaryConfiguration: { canaryPercent: 10, canaryBakeTimeInMinutes: 5 },
          alarms: { alarmNames: ['errors'], enable: true, rollback: true },
        },
      });
      const [bad] = driven.service().deployments;
      const before = driven.weights(driven.place.productionListenerRule);
      driven.untilStage(stage);
      driven.run(60_000);
      expect(driven.weights(driven.place.productionListenerRule)).not.toBe(before);
      set(driven, 'errors', 'ALARM');
      driven.finish();
      expect(driven.deployment()).toMatchObject({
        status: 'ROLLBACK_SUCCESSFUL',
        alarms: { status: 'TRIGGERED', triggeredAlarmNames: ['errors'] },
        targetServiceRevision: { requestedProductionTrafficWeight: 0 },
      });
      expect(driven.weights(driven.place.productionListenerRule)).toBe(before);
      const said = driven.events();
      const failed = said.indexOf(`(service web) (deployment ${bad?.id}) deployment failed: alarm detected.`);
      expect(said[failed + 1]).toBe(`(service web) rolling back to deployment ${old?.id}.`);
    },
  );

  it('that bakes anyway bakes once', () => {
    const driven = aShiftingService();
    putAlarm(driven, 'errors', {});
    driven.deploy({
      deploymentConfiguration: {
        strategy: 'BLUE_GREEN',
        bakeTimeInMinutes: 5,
        alarms: { alarmNames: ['errors'], enable: true, rollback: true },
      },
    });
    driven.untilStage('CLEAN_UP');
    const at = driven.world.now;
    driven.finish();
    expect(driven.deployment().status).toBe('SUCCESSFUL');
    // Only the five minutes that a target group drains by default.
    expect(driven.world.now - at).toBeLessThan(400_000);
  });
});

describe('a deployment with alarms bakes', () => {
  it.each([
    { name: 'as long as an alarm looks back', changes: {}, ms: 120_000 },
    { name: 'as long as was set', changes: { bakeTimeInMinutes: 7 }, ms: 420_000 },
  ])('$name once every new task is healthy and every old one gone', ({ changes, ms }) => {
    const driven = aWatchedRelease(changes);
    driven.until(() => driven.deployment().bakingSince !== undefined);
    const since = driven.world.now;
    expect(driven.deployment().status).toBe('IN_PROGRESS');
    driven.run(ms - 1);
    // AWS shows the old deployment until then, empty as it is.
    expect(driven.service().deployments.map((one) => one.status)).toEqual(['PRIMARY', 'ACTIVE']);
    expect(driven.primary().rolloutState).toBe('IN_PROGRESS');
    finish(driven);
    expect(driven.world.now - since).toBe(ms);
    expect(driven.deployment().status).toBe('SUCCESSFUL');
    expect(driven.service().deployments).toHaveLength(1);
  });

  it('takes a rollback back without baking', () => {
    const driven = aWatchedRelease({ bakeTimeInMinutes: 60 });
    driven.run(30_000);
    set(driven, 'errors', 'ALARM');
    const at = driven.world.now;
    finish(driven);
    expect(driven.world.now - at).toBeLessThan(600_000);
  });
});
