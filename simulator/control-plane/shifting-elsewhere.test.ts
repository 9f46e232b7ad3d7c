import { describe, expect, it } from 'vitest';
import { aDrivenWorld, createService, register } from './driven-world.ts';
import { aShiftingService, aShiftPlace, healthyIn, loadBalancerOf, type ShiftingWorld } from './shifting-world.ts';

const second = 1_000;
const minute = 60 * second;

/** How long the newest deployment was in each of these stages, in seconds. */
function secondsIn(driven: ShiftingWorld, stages: readonly string[]): readonly number[] {
  const entered: Record<string, number> = {};
  const left: Record<string, number> = {};
  driven.until(
    () => driven.deployment().finishedAt !== undefined,
    () => {
      const { lifecycleStage = '' } = driven.deployment();
      entered[lifecycleStage] ??= driven.world.now;
      left[lifecycleStage] = driven.world.now;
    },
  );
  return stages.map((stage) => ((left[stage] ?? 0) - (entered[stage] ?? 0)) / second);
}

describe('traffic at a network load balancer', () => {
  it('is shifted at its listeners, with 10 minutes more for each shift', () => {
    const driven = aShiftingService({ network: true });
    driven.deploy();
    const [test = 0, between = 0, production = 0] = secondsIn(driven, [
      'TEST_TRAFFIC_SHIFT',
      'PRE_PRODUCTION_TRAFFIC_SHIFT',
      'PRODUCTION_TRAFFIC_SHIFT',
    ]);
    expect(Math.min(test, production)).toBeGreaterThanOrEqual(590);
    expect(between).toBeLessThan(60);
    expect(driven.deployment().status).toBe('SUCCESSFUL');
    expect(driven.weights(driven.place.productionListenerRule)).toBe('blue 100 green 0');
  });
});

describe('a service that changes its strategy', () => {
  it('from ROLLING to BLUE_GREEN shifts away from where its tasks are', () => {
    const driven = aDrivenWorld();
    const place = aShiftPlace(driven);
    register(driven);
    createService(driven, { loadBalancers: [{ targetGroupArn: place.blue, containerName: 'app', containerPort: 80 }] });
    driven.until(() => driven.deployment().finishedAt !== undefined);
    driven.call('UpdateService', {
      cluster: 'prod',
      service: 'web',
      taskDefinition: register(driven),
      loadBalancers: [loadBalancerOf(place)],
      deploymentConfiguration: { strategy: 'BLUE_GREEN' },
    });
    driven.until(() => driven.deployment().lifecycleStage === 'TEST_TRAFFIC_SHIFT');
    expect([healthyIn(driven, place.blue), healthyIn(driven, place.green)]).toEqual([2, 2]);
    driven.until(() => driven.deployment().finishedAt !== undefined);
    expect(driven.deployment().status).toBe('SUCCESSFUL');
  });

  it('from BLUE_GREEN to ROLLING rolls where the traffic is, which is the alternate target group', () => {
    const driven = aShiftingService();
    const { blue, green, productionListenerRule } = driven.place;
    driven.deploy({ deploymentConfiguration: { strategy: 'ROLLING' } });
    driven.finish();
    driven.run(minute);
    expect(driven.deployment()).toMatchObject({ status: 'SUCCESSFUL' });
    expect(driven.deployment().lifecycleStage).toBeUndefined();
    expect([healthyIn(driven, blue), healthyIn(driven, green)]).toEqual([0, 2]);
    expect(driven.weights(productionListenerRule)).toBe('blue 0 green 100');
    driven.deploy({ deploymentConfiguration: { strategy: 'BLUE_GREEN' } });
    driven.finish();
    expect(driven.weights(productionListenerRule)).toBe('blue 100 green 0');
  });

  it('to ROLLING is refused by name where AWS publishes no more: in the middle, and away from the live target group', () => {
    const driven = aShiftingService();
    const toRolling = { cluster: 'prod', service: 'web', deploymentConfiguration: { strategy: 'ROLLING' } };
    const plain = [{ targetGroupArn: driven.place.blue, containerName: 'app', containerPort: 80 }];
    expect(driven.refusal('UpdateService', { ...toRolling, loadBalancers: plain }).message).toMatch(/leaves the live/);
    driven.deploy();
    driven.run(minute);
    expect(driven.refusal('UpdateService', toRolling).message).toMatch(/while a deployment is in progress/);
  });
});
