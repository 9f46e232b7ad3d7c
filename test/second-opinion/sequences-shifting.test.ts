import { describe, expect, it } from 'vitest';
import { postedSequence } from './posted-sequences.ts';
import { aPostedService, rowsOf } from './relived-shifting.ts';

const pauseAt = (stage: string) => ({ lifecycleHooks: [{ targetType: 'PAUSE', lifecycleStages: [stage] }] });

describe('a blue/green deployment in the local AWS is told as it was posted:', () => {
  it('blue-green-stages', () => {
    const { shows, situation } = postedSequence('blue-green-stages');
    const driven = aPostedService({ bakeTimeInMinutes: 1 }, situation.desiredCount);
    // Cut off by a newer one, so that there is something to reconcile.
    driven.deploy();
    driven.untilStage('SCALE_UP');
    driven.deploy();
    const told: string[] = [];
    driven.until(
      () => driven.deployment().finishedAt !== undefined,
      () => {
        const { lifecycleStage = '', status, targetServiceRevision } = driven.deployment();
        const line = `${lifecycleStage} ${status} ${targetServiceRevision.requestedProductionTrafficWeight}`;
        if (lifecycleStage !== '' && status === 'IN_PROGRESS' && told.at(-1) !== line) told.push(line);
      },
    );
    // The page that shows all the others was written before this stage was.
    const known = told.filter((line) => !line.startsWith('PRE_PRODUCTION_TRAFFIC_SHIFT'));
    const expected = (shows.stages ?? []).map(({ lifecycleStage, status, productionWeight }) => {
      // All at once: the share between, which the page leaves open, is never seen.
      return `${lifecycleStage} ${status} ${productionWeight === 50 ? 100 : productionWeight}`;
    });
    expect(known).toEqual(expected);
    expect(driven.deployment().status).toBe(shows.ends);
  });

  it('blue-green-paused', () => {
    const { shows } = postedSequence('blue-green-paused');
    const [paused] = shows.stages ?? [];
    const driven = aPostedService();
    const hooks = pauseAt('POST_PRODUCTION_TRAFFIC_SHIFT');
    driven.deploy({ deploymentConfiguration: { strategy: 'BLUE_GREEN', ...hooks } });
    driven.untilStage('POST_PRODUCTION_TRAFFIC_SHIFT');
    const { hookId: _posted, ...posted } = (paused?.lifecycleHookDetails?.[0] ?? {}) as { hookId?: string };
    const described = driven.described();
    expect(described.lifecycleHookDetails).toMatchObject([posted]);
    expect(described.lifecycleHookDetails?.[0]?.hookId).toMatch(/^ecs-pause-[A-Za-z0-9_-]{43}$/);
    const { serviceDeploymentArn } = driven.deployment();
    const hookId = described.lifecycleHookDetails?.[0]?.hookId;
    driven.call('ContinueServiceDeployment', { serviceDeploymentArn, hookId });
    driven.finish();
    expect(driven.deployment().status).toBe(shows.ends);
  });

  it('blue-green-to-and-fro-carreque', () => {
    const { shows } = postedSequence('blue-green-to-and-fro-carreque');
    const [first, second, rejected] = shows.groups ?? [];
    const driven = aPostedService({ bakeTimeInMinutes: 5 });
    const { productionListenerRule: production, testListenerRule: test } = driven.place;
    const shiftedAt: { test?: number; production?: number } = {};
    driven.deploy();
    const rows = rowsOf(driven, () => {
      if (driven.weights(test).startsWith('blue 100')) shiftedAt.test ??= driven.world.now;
      if (driven.weights(production).startsWith('blue 100')) shiftedAt.production ??= driven.world.now;
    });
    expect(rows).toEqual(first);
    const seconds = ((shiftedAt.production ?? 0) - (shiftedAt.test ?? 0)) / 1_000;
    const [atLeast = 0, atMost = 0] = shows.secondsFromTestToProductionShift ?? [];
    expect(seconds).toBeGreaterThanOrEqual(atLeast);
    expect(seconds).toBeLessThanOrEqual(atMost);
    driven.deploy();
    expect(rowsOf(driven)).toEqual(second);

    // There a Lambda function said no; here somebody says it, at the same stage.
    driven.deploy({
      deploymentConfiguration: { strategy: 'BLUE_GREEN', bakeTimeInMinutes: 5, ...pauseAt('POST_TEST_TRAFFIC_SHIFT') },
    });
    const rejectedRows = rowsOf(driven, () => {
      const hook = driven.described().lifecycleHookDetails?.find(({ status }) => status === 'AWAITING_ACTION');
      if (hook === undefined) return;
      const { serviceDeploymentArn } = driven.deployment();
      driven.call('ContinueServiceDeployment', { serviceDeploymentArn, hookId: hook.hookId, action: 'ROLLBACK' });
    });
    expect(rejectedRows.slice(0, -1)).toEqual(rejected);
    expect(rejectedRows.at(-1)).toBe('0 2 green green');
    expect(driven.deployment()).toMatchObject({ status: shows.ends, lifecycleStage: 'POST_TEST_TRAFFIC_SHIFT' });
  });

  it('canary-alarm-fraud-api', () => {
    const { shows, situation } = postedSequence('canary-alarm-fraud-api');
    const { secondsFromTrafficToAlarm = 0, secondsFromAlarmToRollback = 0 } = shows;
    const driven = aPostedService({}, situation.desiredCount);
    driven.call('PutMetricAlarm', { AlarmName: 'errors', ComparisonOperator: 'GreaterThanThreshold', Threshold: 10 });
    driven.deploy({
      deploymentConfiguration: {
        strategy: situation.strategy,
        bakeTimeInMinutes: 5,
        canaryConfiguration: { canaryPercent: 10, canaryBakeTimeInMinutes: 5 },
        alarms: { alarmNames: ['errors'], enable: true, rollback: true },
      },
    });
    const [fresh, old] = driven.service().deployments;
    driven.until(() => driven.shift().productionPercent > 0);
    driven.run(secondsFromTrafficToAlarm * 1_000);
    const before = driven.events().length;
    driven.call('SetAlarmState', { AlarmName: 'errors', StateValue: 'ALARM', StateReason: 'as posted' });
    const at = driven.world.now;
    driven.until(() => driven.deployment().status === 'ROLLBACK_IN_PROGRESS');
    expect(driven.world.now - at).toBeLessThanOrEqual(secondsFromAlarmToRollback * 1_000);
    driven.finish();
    driven.until(() => driven.events().at(-1)?.endsWith('has reached a steady state.') === true);
    expect(driven.deployment().status).toBe(shows.ends);
    const posted = (shows.events ?? []).map(({ message }) => message.replace('…', ''));
    const told = driven
      .events()
      .slice(before)
      .map((message) =>
        message
          .replace('(service web)', '(service {service})')
          .replace(fresh?.id ?? '', '{new}')
          .replace(old?.id ?? '', '{old}'),
      );
    const inOrder = posted.map((words) => told.findIndex((message) => message.startsWith(words)));
    expect(inOrder).not.toContain(-1);
    expect(inOrder).toEqual(inOrder.toSorted((a, b) => a - b));
  });
});
