import { describe, expect, it } from 'vitest';
import { hangs, healthy } from '../runtimes/fates.ts';
import { aShiftingService, blueGreenStages, chronicle, healthyIn, runningTasks } from './shifting-world.ts';

const second = 1_000;
const minute = 60 * second;

describe('a blue/green deployment', () => {
  it('goes through its stages in order, test traffic first, then all production traffic', () => {
    const driven = aShiftingService({ deploymentConfiguration: { bakeTimeInMinutes: 5 } });
    driven.deploy();
    expect(chronicle(driven)).toEqual([
      'PRE_SCALE_UP IN_PROGRESS production 0 test 0',
      'SCALE_UP IN_PROGRESS production 0 test 0',
      'POST_SCALE_UP IN_PROGRESS production 0 test 0',
      'TEST_TRAFFIC_SHIFT IN_PROGRESS production 0 test 100',
      'POST_TEST_TRAFFIC_SHIFT IN_PROGRESS production 0 test 100',
      'PRE_PRODUCTION_TRAFFIC_SHIFT IN_PROGRESS production 0 test 100',
      'PRODUCTION_TRAFFIC_SHIFT IN_PROGRESS production 100 test 100',
      'POST_PRODUCTION_TRAFFIC_SHIFT IN_PROGRESS production 100 test 100',
      'BAKE_TIME IN_PROGRESS production 100 test 100',
      'CLEAN_UP IN_PROGRESS production 100 test 100',
      'CLEAN_UP SUCCESSFUL production 100 test 100',
    ]);
    expect(driven.deployment().sourceServiceRevisions).toMatchObject([
      { runningTaskCount: 0, requestedProductionTrafficWeight: 0, requestedTestTrafficWeight: 0 },
    ]);
  });

  it('takes its target groups by turns, and writes both rules', () => {
    const driven = aShiftingService();
    const { productionListenerRule: production, testListenerRule: test } = driven.place;
    // The rules began at blue, so the first deployment went into green.
    expect([driven.weights(production), driven.weights(test)]).toEqual(['blue 0 green 100', 'blue 0 green 100']);
    driven.deploy();
    driven.untilStage('POST_TEST_TRAFFIC_SHIFT');
    expect([driven.weights(production), driven.weights(test)]).toEqual(['blue 0 green 100', 'blue 100 green 0']);
    expect([healthyIn(driven, driven.place.blue), healthyIn(driven, driven.place.green)]).toEqual([2, 2]);
    driven.finish();
    expect([driven.weights(production), driven.weights(test)]).toEqual(['blue 100 green 0', 'blue 100 green 0']);
    driven.deploy();
    driven.finish();
    expect(driven.weights(production)).toBe('blue 0 green 100');
  });

  it('sends both service revisions into one group where somebody puts the rule back before', () => {
    const driven = aShiftingService();
    const { blue, green, productionListenerRule } = driven.place;
    const forward = { Type: 'forward', TargetGroupArn: blue };
    driven.call('ModifyRule', { RuleArn: productionListenerRule, Actions: [forward] });
    driven.deploy();
    driven.untilStage('TEST_TRAFFIC_SHIFT');
    expect([healthyIn(driven, blue), healthyIn(driven, green)]).toEqual([0, 4]);
  });

  it('bakes for as long as it was told, with both service revisions at full count', () => {
    const driven = aShiftingService({ deploymentConfiguration: { bakeTimeInMinutes: 30 } });
    driven.deploy();
    driven.untilStage('BAKE_TIME');
    const from = driven.world.now;
    const counts = new Set<number>();
    driven.until(
      () => driven.deployment().lifecycleStage === 'CLEAN_UP',
      () => {
        if (driven.deployment().lifecycleStage === 'BAKE_TIME') counts.add(runningTasks(driven));
      },
    );
    expect(driven.world.now - from).toBe(30 * minute + 10 * second);
    expect([...counts]).toEqual([4]);
  });

  it('replaces a task of either service revision while both stand', () => {
    const driven = aShiftingService({ deploymentConfiguration: { bakeTimeInMinutes: 10 } });
    driven.deploy();
    driven.untilStage('BAKE_TIME');
    for (const taskDefinition of [':1', ':2']) {
      const task = driven
        .tasks()
        .find((one) => one.taskDefinitionArn.endsWith(taskDefinition) && one.lastStatus === 'RUNNING');
      driven.call('StopTask', { cluster: 'prod', task: task?.taskArn });
    }
    driven.run(5 * minute);
    expect(driven.deployment().lifecycleStage).toBe('BAKE_TIME');
    expect(driven.deployment().sourceServiceRevisions).toMatchObject([{ runningTaskCount: 2 }]);
    expect(driven.deployment().targetServiceRevision).toMatchObject({ runningTaskCount: 2 });
  });

  it('waits in SCALE_UP for the health of its tasks, and shifts nothing before', () => {
    const driven = aShiftingService({
      fateOf: ({ taskDefinitionArn }) => (taskDefinitionArn.endsWith(':2') ? hangs() : healthy()),
    });
    driven.deploy();
    driven.run(minute);
    driven.call('UpdateService', { cluster: 'prod', service: 'web', healthCheckGracePeriodSeconds: 86_400 });
    driven.run(60 * minute);
    expect(driven.deployment()).toMatchObject({ lifecycleStage: 'SCALE_UP', status: 'IN_PROGRESS' });
    expect(driven.weights(driven.place.productionListenerRule)).toBe('blue 0 green 100');
  });

  it('has no tasks to wait for at a desired count of 0', () => {
    const driven = aShiftingService({ desiredCount: 0 });
    driven.deploy();
    const stages = new Set(chronicle(driven).map((line) => line.split(' ')[0]));
    expect([...stages]).toEqual(blueGreenStages);
    expect(driven.deployment()).toMatchObject({ status: 'SUCCESSFUL', targetServiceRevision: { runningTaskCount: 0 } });
  });

  it('is scaled with both its service revisions', () => {
    const driven = aShiftingService({ deploymentConfiguration: { bakeTimeInMinutes: 10 } });
    driven.deploy();
    driven.untilStage('BAKE_TIME');
    driven.call('UpdateService', { cluster: 'prod', service: 'web', desiredCount: 3 });
    driven.run(4 * minute);
    expect(runningTasks(driven)).toBe(6);
    driven.call('UpdateService', { cluster: 'prod', service: 'web', desiredCount: 0 });
    driven.finish();
    expect(driven.deployment().status).toBe('SUCCESSFUL');
    expect(driven.tasks().filter(({ lastStatus }) => lastStatus === 'RUNNING')).toEqual([]);
  });

  it('is told of by the same events as a rolling one', () => {
    const driven = aShiftingService();
    driven.deploy();
    driven.finish();
    driven.run(minute);
    const plain = (text: string) => text.replaceAll(/ecs-svc\/\d+|\b[0-9a-f]{32}\b|arn:[^)]*/g, '…');
    expect(driven.events().slice(-7).map(plain)).toEqual([
      '(service web) has started 2 tasks: (task …) (task …).',
      '(service web) registered 2 targets in (target-group …)',
      '(service web) has stopped 2 running tasks: (task …) (task …).',
      '(service web) deregistered 2 targets in (target-group …)',
      '(service web, taskSet …) has begun draining connections on 2 tasks.',
      '(service web) (deployment …) deployment completed.',
      '(service web) has reached a steady state.',
    ]);
  });
});
