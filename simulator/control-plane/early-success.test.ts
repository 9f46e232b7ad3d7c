import { describe, expect, it } from 'vitest';
import { type Fate, healsAfter, healthy } from '../runtimes/fates.ts';
import { aDrivenWorld, behindLoadBalancer, createService, type DrivenWorld, register } from './driven-world.ts';

const early = { enable: true, healthyPercent: 50, sourceServiceRevisionCleanup: 'DEFERRED' };
const halfSlow = healsAfter(2, { first: healthy(), afterwards: healthy({ startMs: 1_200_000 }) });

/** Four tasks behind a load balancer that drains for five minutes; the second release is being deployed. */
function aRelease(earlySuccessCriteria: object, fate: Fate, changes: object = {}): DrivenWorld {
  const driven = aDrivenWorld({
    fateOf: ({ taskDefinitionArn }) => (taskDefinitionArn.endsWith(':1') ? healthy() : fate),
  });
  register(driven);
  const targetGroupArn = behindLoadBalancer(driven);
  createService(driven, {
    desiredCount: 4,
    loadBalancers: [{ targetGroupArn, containerName: 'app', containerPort: 80 }],
    deploymentConfiguration: { minimumHealthyPercent: 50, earlySuccessCriteria, ...changes },
  });
  driven.until(() => driven.deployment().finishedAt !== undefined);
  driven.call('UpdateService', { cluster: 'prod', service: 'web', taskDefinition: register(driven) });
  driven.until(() => driven.deployment().finishedAt !== undefined);
  return driven;
}

function oldTasks(driven: DrivenWorld) {
  return driven.tasks().filter((task) => task.taskDefinitionArn.endsWith(':1') && task.lastStatus !== 'STOPPED');
}

describe('early success', () => {
  it('ends a deployment once enough tasks are healthy, and the old ones drain afterwards', () => {
    const driven = aRelease(early, halfSlow);
    expect(driven.deployment()).toMatchObject({ status: 'SUCCESSFUL', targetServiceRevision: { runningTaskCount: 2 } });
    expect(driven.primary().rolloutState).toBe('COMPLETED');
    expect(oldTasks(driven).length).toBeGreaterThan(0);
    expect(driven.service().deployments.map((one) => one.status)).toEqual(['PRIMARY', 'ACTIVE']);
    const snapshot = driven.deployment();
    driven.run(1_800_000);
    expect(oldTasks(driven)).toEqual([]);
    expect(driven.service().deployments).toHaveLength(1);
    expect(driven.tasks().filter((task) => task.lastStatus === 'RUNNING')).toHaveLength(4);
    // The counts of a service deployment that has ended stay as they were.
    expect(driven.deployment()).toEqual(snapshot);
    expect(driven.events().at(-1)).toBe('(service web) has reached a steady state.');
  });

  it('waits for the old tasks to go where their clean-up blocks', () => {
    const driven = aRelease({ ...early, sourceServiceRevisionCleanup: 'BLOCKING' }, halfSlow);
    expect(driven.deployment()).toMatchObject({ status: 'SUCCESSFUL', targetServiceRevision: { runningTaskCount: 2 } });
    expect(oldTasks(driven).filter((task) => ['RUNNING', 'DEACTIVATING'].includes(task.lastStatus))).toEqual([]);
  });

  it('waits for every task where it is off', () => {
    const driven = aRelease({ enable: false }, halfSlow);
    expect(driven.deployment()).toMatchObject({ status: 'SUCCESSFUL', targetServiceRevision: { runningTaskCount: 4 } });
  });

  it('cannot be taken back any more', () => {
    const driven = aRelease(early, halfSlow);
    const { serviceDeploymentArn } = driven.deployment();
    expect(driven.refusal('StopServiceDeployment', { serviceDeploymentArn }).code).toBe('ConflictException');
  });

  it.each([
    { healthyPercent: 49 },
    { healthyPercent: 101 },
    { healthyPercent: undefined },
    { sourceServiceRevisionCleanup: undefined },
  ])('is not answered for what AWS forbids in words that nobody published: %o', (change) => {
    const driven = aDrivenWorld();
    register(driven);
    const deploymentConfiguration = { minimumHealthyPercent: 50, earlySuccessCriteria: { ...early, ...change } };
    const refusal = driven.refusal('CreateService', {
      cluster: 'prod',
      serviceName: 'web',
      taskDefinition: 'web',
      launchType: 'FARGATE',
      networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'] } },
      deploymentConfiguration,
    });
    expect(refusal.code).toBe('NotImplementedHere');
  });
});
