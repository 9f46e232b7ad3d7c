import { describe, expect, it } from 'vitest';
import { crashes, hangs, healthy, slowStart } from '../runtimes/fates.ts';
import { aShiftingService, blueGreenStages, chronicle, healthyIn, runningTasks } from './shifting-world.ts';

const second = 1_000;
const minute = 60 * second;

describe('a blue/green deployment that is stopped', () => {
  it.each(blueGreenStages)('in %s gives the traffic back first, and ends where it began', (stage) => {
    const driven = aShiftingService({ deploymentConfiguration: { bakeTimeInMinutes: 5 } });
    const { productionListenerRule, testListenerRule, green } = driven.place;
    const [before] = driven.service().deployments;
    driven.deploy();
    driven.untilStage(stage);
    driven.run(second);
    const { serviceDeploymentArn } = driven.deployment();
    driven.call('StopServiceDeployment', { serviceDeploymentArn, stopType: 'ROLLBACK' });
    expect(driven.deployment().status).toBe('ROLLBACK_REQUESTED');
    const leaving: string[] = [];
    driven.until(
      () => driven.deployment().finishedAt !== undefined,
      () => {
        const { status, targetServiceRevision: target } = driven.deployment();
        // A task of the target is only taken away when no production traffic comes to it.
        const taken = driven
          .tasks()
          .some((task) => task.taskDefinitionArn.endsWith(':2') && task.desiredStatus === 'STOPPED');
        if (taken) leaving.push(`${status} ${target.requestedProductionTrafficWeight}`);
      },
    );
    expect(leaving.every((one) => one.endsWith(' 0'))).toBe(true);
    expect(driven.deployment()).toMatchObject({
      status: 'ROLLBACK_SUCCESSFUL',
      statusReason: 'Service deployment rolled back by user',
      lifecycleStage: stage,
      rollback: { reason: 'Service deployment rolled back by user' },
      targetServiceRevision: { runningTaskCount: 0, requestedProductionTrafficWeight: 0 },
      sourceServiceRevisions: [{ runningTaskCount: 2, requestedProductionTrafficWeight: 100 }],
    });
    expect([driven.weights(productionListenerRule), driven.weights(testListenerRule)]).toEqual(
      stage === 'PRE_SCALE_UP' ? ['blue 0 green 100', 'blue 0 green 100'] : ['blue 0 green 100', 'blue 0 green 100'],
    );
    expect(healthyIn(driven, green)).toBe(2);
    expect(driven.service().deployments).toMatchObject([
      { id: before?.id, status: 'PRIMARY', rolloutState: 'COMPLETED' },
    ]);
    expect(driven.service().taskDefinition).toMatch(/web:1$/);
  });

  it('has nowhere to go when it is the first one', () => {
    const driven = aShiftingService({ fateOf: () => slowStart(), settle: false });
    driven.untilStage('SCALE_UP');
    driven.call('StopServiceDeployment', { serviceDeploymentArn: driven.deployment().serviceDeploymentArn });
    driven.finish();
    expect(driven.deployment()).toMatchObject({
      status: 'ROLLBACK_FAILED',
      statusReason: 'No rollback candidate was found to run the rollback.',
    });
  });
});

describe('a blue/green deployment whose tasks never become healthy', () => {
  it('is given up after 24 hours in SCALE_UP', () => {
    const driven = aShiftingService({
      fateOf: ({ taskDefinitionArn }) => (taskDefinitionArn.endsWith(':2') ? hangs() : healthy()),
    });
    for (const TargetGroupArn of [driven.place.blue, driven.place.green]) {
      driven.call('ModifyTargetGroup', { TargetGroupArn, HealthCheckIntervalSeconds: 300 });
    }
    driven.deploy({ healthCheckGracePeriodSeconds: 7 * 86_400 });
    driven.untilStage('SCALE_UP');
    driven.run(24 * 60 * minute - second);
    expect(driven.deployment().status).toBe('IN_PROGRESS');
    driven.run(second);
    expect(driven.deployment().status).toBe('ROLLBACK_IN_PROGRESS');
    driven.finish();
    expect(driven.deployment().status).toBe('ROLLBACK_SUCCESSFUL');
  });
});

describe('the circuit breaker of a blue/green deployment', () => {
  const crashing = { deploymentCircuitBreaker: { enable: true, rollback: true } };
  const fateOf = ({ taskDefinitionArn }: { taskDefinitionArn: string }) =>
    taskDefinitionArn.endsWith(':2') ? crashes() : healthy();

  it('rolls back before any traffic has moved', () => {
    const driven = aShiftingService({ deploymentConfiguration: crashing, fateOf });
    driven.deploy();
    driven.finish();
    expect(driven.deployment()).toMatchObject({
      status: 'ROLLBACK_SUCCESSFUL',
      statusReason: 'Service deployment rolled back because the circuit breaker threshold was exceeded.',
      lifecycleStage: 'SCALE_UP',
      deploymentCircuitBreaker: { status: 'TRIGGERED', threshold: 3 },
    });
    expect(driven.weights(driven.place.productionListenerRule)).toBe('blue 0 green 100');
  });

  it('leaves the source in charge when it may not roll back, and the next deployment reconciles', () => {
    const driven = aShiftingService({
      deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: false } },
      fateOf,
    });
    driven.deploy();
    driven.finish();
    expect(driven.deployment().status).toBe('STOPPED');
    driven.run(5 * minute);
    expect(healthyIn(driven, driven.place.green)).toBe(2);
    driven.deploy();
    const stages = new Set(chronicle(driven).map((line) => line.split(' ')[0]));
    expect([...stages]).toEqual(['RECONCILE_SERVICE', ...blueGreenStages]);
    expect(driven.deployment().status).toBe('SUCCESSFUL');
  });
});

describe('a blue/green deployment that is superseded', () => {
  it.each(['SCALE_UP', 'POST_TEST_TRAFFIC_SHIFT', 'BAKE_TIME', 'CLEAN_UP'])(
    'in %s is STOPPED, and the newer one reconciles first',
    (stage) => {
      const driven = aShiftingService({ deploymentConfiguration: { bakeTimeInMinutes: 5 } });
      driven.deploy();
      driven.untilStage(stage);
      driven.run(second);
      driven.deploy();
      const stages = new Set(chronicle(driven).map((line) => line.split(' ')[0]));
      expect([...stages]).toEqual(['RECONCILE_SERVICE', ...blueGreenStages]);
      const [, cut, last] = driven.deployments();
      expect([cut?.status, last?.status]).toEqual(['STOPPED', 'SUCCESSFUL']);
      expect(last?.sourceServiceRevisions).toHaveLength(2);
      expect(driven.service().taskDefinition).toMatch(/web:3$/);
      expect(runningTasks(driven)).toBe(2);
    },
  );

  it('and the newer one stopped, goes back to what had completed', () => {
    const driven = aShiftingService({ deploymentConfiguration: { bakeTimeInMinutes: 5 } });
    driven.deploy();
    driven.untilStage('BAKE_TIME');
    driven.deploy();
    driven.untilStage('SCALE_UP');
    driven.call('StopServiceDeployment', { serviceDeploymentArn: driven.deployment().serviceDeploymentArn });
    driven.finish();
    expect(driven.deployment().status).toBe('ROLLBACK_SUCCESSFUL');
    expect(driven.service().taskDefinition).toMatch(/web:1$/);
    expect(driven.weights(driven.place.productionListenerRule)).toBe('blue 0 green 100');
  });

  it('does not wait for the health of what it is to replace', () => {
    const driven = aShiftingService({
      desiredCount: 0,
      fateOf: ({ taskDefinitionArn }) => (taskDefinitionArn.endsWith(':1') ? crashes() : healthy()),
    });
    // What completed without a task turns out to be bad, and a release that mends it is cut off by another.
    driven.call('UpdateService', { cluster: 'prod', service: 'web', desiredCount: 1 });
    driven.run(5 * minute);
    driven.deploy();
    driven.run(minute);
    driven.deploy();
    driven.finish();
    expect(driven.deployment()).toMatchObject({ status: 'SUCCESSFUL', sourceServiceRevisions: [{}, {}] });
  });

  it('is replaced by a good one even where nothing has ever completed', () => {
    const driven = aShiftingService({
      settle: false,
      fateOf: ({ taskDefinitionArn }) => (taskDefinitionArn.endsWith(':3') ? healthy() : crashes()),
    });
    for (const release of [2, 3]) {
      driven.run(2 * minute);
      driven.deploy();
      expect(driven.service().taskDefinition).toMatch(new RegExp(`web:${release}$`));
    }
    driven.finish();
    expect(driven.deployments().map(({ status }) => status)).toEqual(['STOPPED', 'STOPPED', 'SUCCESSFUL']);
    expect(runningTasks(driven)).toBe(2);
  });

  it.each([
    ['before it had any traffic leaves the target group to the newer one', 'POST_SCALE_UP', 0, 2],
    ['when it had the traffic stands until the newer one has it', 'BAKE_TIME', 2, 2],
  ] as const)('and was the first, %s', (_case, stage, old, fresh) => {
    const driven = aShiftingService({ settle: false, deploymentConfiguration: { bakeTimeInMinutes: 5 } });
    driven.untilStage(stage);
    driven.deploy();
    driven.untilStage('BAKE_TIME');
    const live = driven.weights(driven.place.productionListenerRule) === 'blue 0 green 100' ? 'green' : 'blue';
    const [first] = driven.deployments();
    const [, later] = driven.service().deployments;
    expect(later?.serviceRevisionArn).toBe(first?.targetServiceRevision.arn);
    expect(healthyIn(driven, driven.place[live])).toBe(fresh);
    expect(healthyIn(driven, driven.place[live === 'green' ? 'blue' : 'green'])).toBe(old);
  });
});
