import { describe, expect, it } from 'vitest';
import {
  crashes,
  diesLater,
  type Fate,
  healsAfter,
  healthy,
  imageMissing,
  spotInterruption,
  unhealthyCheck,
  unhealthyTarget,
} from '../runtimes/fates.ts';
import { breakerThreshold } from './circuit-breaker.ts';
import { aDrivenWorld, behindLoadBalancer, createService, type DrivenWorld, register } from './driven-world.ts';

const breaker = { deploymentCircuitBreaker: { enable: true, rollback: true } };
const breakerWithoutRollback = { deploymentCircuitBreaker: { enable: true, rollback: false } };

/** The first release is well, the second meets its fate; it is just being deployed. */
function aBadRelease(fate: Fate, changes: Record<string, unknown> = {}, container = {}): DrivenWorld {
  const driven = aDrivenWorld({
    fateOf: ({ taskDefinitionArn }) => (taskDefinitionArn.endsWith(':1') ? healthy() : fate),
  });
  register(driven, { container });
  const targetGroupArn = behindLoadBalancer(driven, { UnhealthyThresholdCount: 2, HealthCheckIntervalSeconds: 10 });
  const loadBalancers = [{ targetGroupArn, containerName: 'app', containerPort: 80 }];
  createService(driven, { deploymentConfiguration: breaker, loadBalancers, ...changes });
  driven.until(() => driven.deployment().finishedAt !== undefined);
  const taskDefinition = register(driven, { container });
  driven.call('UpdateService', { cluster: 'prod', service: 'web', taskDefinition });
  return driven;
}

function finish(driven: DrivenWorld): void {
  driven.until(() => driven.deployment().finishedAt !== undefined);
}

describe('the threshold of the circuit breaker', () => {
  it.each([
    { desired: 0, threshold: 3 },
    { desired: 1, threshold: 3 },
    { desired: 6, threshold: 3 },
    { desired: 7, threshold: 4 },
    { desired: 25, threshold: 13 },
    { desired: 400, threshold: 200 },
    { desired: 1_000, threshold: 200 },
  ])('is $threshold by default for $desired tasks', ({ desired, threshold }) => {
    expect(breakerThreshold(breaker, desired)).toBe(threshold);
  });

  it.each([
    { type: 'BOUNDED_PERCENT', value: 10, desired: 50, threshold: 5 },
    { type: 'BOUNDED_PERCENT', value: 10, desired: 10, threshold: 3 },
    { type: 'UNBOUNDED_PERCENT', value: 10, desired: 10, threshold: 1 },
    { type: 'UNBOUNDED_PERCENT', value: 50, desired: 1_000, threshold: 500 },
    { type: 'COUNT', value: 7, desired: 1_000, threshold: 7 },
  ] as const)('is $threshold for $type $value of $desired', ({ type, value, desired, threshold }) => {
    const thresholdConfiguration = { type, value };
    const deploymentCircuitBreaker = { enable: true, rollback: true, thresholdConfiguration };
    expect(breakerThreshold({ deploymentCircuitBreaker }, desired)).toBe(threshold);
  });
});

it('the threshold is that of the newest desired count', () => {
  const driven = aBadRelease(crashes(), { desiredCount: 10 });
  driven.run(20_000);
  expect(driven.deployment().deploymentCircuitBreaker.threshold).toBe(5);
  driven.call('UpdateService', { cluster: 'prod', service: 'web', desiredCount: 30 });
  driven.run(1);
  expect(driven.deployment().deploymentCircuitBreaker.threshold).toBe(15);
});

it('a deployment keeps the circuit breaker that it began with', () => {
  const driven = aBadRelease(crashes());
  driven.call('UpdateService', { cluster: 'prod', service: 'web', deploymentConfiguration: {} });
  finish(driven);
  expect(driven.deployment().status).toBe('ROLLBACK_SUCCESSFUL');
});

describe('a release that crashes', () => {
  it('is rolled back to the old deployment, under its old id', () => {
    const driven = aBadRelease(crashes({ exitCode: 3 }));
    const [bad, old] = driven.service().deployments;
    driven.until(() => driven.deployment().status === 'ROLLBACK_IN_PROGRESS');
    expect(driven.service().deployments).toMatchObject([
      {
        id: old?.id,
        status: 'PRIMARY',
        rolloutState: 'IN_PROGRESS',
        rolloutStateReason: `ECS deployment circuit breaker: rolling back to deploymentId ${old?.id}.`,
      },
      {
        id: bad?.id,
        status: 'ACTIVE',
        rolloutState: 'FAILED',
        rolloutStateReason: 'ECS deployment circuit breaker: tasks failed to start.',
      },
    ]);
    const reason = 'Service deployment rolled back because the circuit breaker threshold was exceeded.';
    expect(driven.deployment()).toMatchObject({
      statusReason: reason,
      rollback: { reason, serviceRevisionArn: old?.serviceRevisionArn },
      deploymentCircuitBreaker: { status: 'TRIGGERED', threshold: 3 },
    });
    finish(driven);
    expect(driven.deployment().status).toBe('ROLLBACK_SUCCESSFUL');
    expect(driven.service().taskDefinition).toMatch(/web:1$/);
    expect(driven.service().deployments).toMatchObject([{ id: old?.id, status: 'PRIMARY', rolloutState: 'COMPLETED' }]);
    expect(driven.events().slice(-4)).toEqual([
      `(service web) (deployment ${bad?.id}) deployment failed: tasks failed to start.`,
      `(service web) rolling back to deployment ${old?.id}.`,
      `(service web) (deployment ${old?.id}) deployment completed.`,
      '(service web) has reached a steady state.',
    ]);
  });

  it('never costs an old task its place', () => {
    const driven = aBadRelease(crashes());
    const old = new Set(driven.tasks().map((task) => task.taskArn));
    finish(driven);
    const serving = driven.tasks().filter((task) => task.lastStatus === 'RUNNING');
    expect(new Set(serving.map((task) => task.taskArn))).toEqual(old);
  });

  it('stays FAILED beside the old one when rollback is off, and starts nothing more', () => {
    const driven = aBadRelease(crashes(), { deploymentConfiguration: breakerWithoutRollback });
    driven.until(() => driven.deployment().status === 'STOP_REQUESTED');
    finish(driven);
    expect(driven.deployment()).toMatchObject({ status: 'STOPPED', deploymentCircuitBreaker: { status: 'TRIGGERED' } });
    expect(driven.deployment().rollback).toBeUndefined();
    const tasks = driven.tasks().length;
    driven.run(1_800_000);
    expect(driven.tasks()).toHaveLength(tasks);
    expect(driven.service().deployments).toMatchObject([
      {
        status: 'PRIMARY',
        rolloutState: 'FAILED',
        rolloutStateReason: 'ECS deployment circuit breaker: tasks failed to start.',
      },
      { status: 'ACTIVE', rolloutState: 'COMPLETED' },
    ]);
    expect(driven.tasks().filter((task) => task.lastStatus === 'RUNNING')).toHaveLength(2);
  });

  it('is tried for ever, more and more slowly, when the circuit breaker is off', () => {
    const driven = aBadRelease(crashes(), { deploymentConfiguration: {} });
    driven.run(3_600_000);
    expect(driven.deployment()).toMatchObject({
      status: 'IN_PROGRESS',
      deploymentCircuitBreaker: { status: 'DISABLED' },
    });
    const starts = driven.tasks().filter((task) => task.taskDefinitionArn.endsWith(':2'));
    expect(starts.length).toBeGreaterThan(8);
    expect(starts.length).toBeLessThan(40);
    expect(driven.events()).toContain('(service web) is unable to consistently start tasks successfully.');
  });

  it('has nowhere to go when nothing ever completed', () => {
    const driven = aDrivenWorld({ fateOf: () => crashes() });
    register(driven);
    createService(driven, { deploymentConfiguration: breaker });
    finish(driven);
    expect(driven.deployment()).toMatchObject({
      status: 'ROLLBACK_FAILED',
      statusReason: 'No rollback candidate was found to run the rollback.',
    });
    expect(driven.primary().rolloutState).toBe('FAILED');
  });

  it('can be replaced by a good one after it failed without rollback', () => {
    const driven = aDrivenWorld({
      fateOf: ({ taskDefinitionArn }) => (taskDefinitionArn.endsWith(':2') ? healthy() : crashes()),
    });
    register(driven);
    createService(driven, { deploymentConfiguration: breakerWithoutRollback });
    finish(driven);
    const taskDefinition = register(driven);
    driven.call('UpdateService', { cluster: 'prod', service: 'web', taskDefinition });
    finish(driven);
    expect(driven.deployment().status).toBe('SUCCESSFUL');
  });
});

describe('what counts as a failure', () => {
  const checked = { healthCheck: { command: ['CMD', 'true'], interval: 10, retries: 2 } };

  it.each<{ name: string; fate: Fate; container?: object; reason: RegExp }>([
    { name: 'an image that is missing', fate: imageMissing('app:2'), reason: /^CannotPullContainerError/ },
    {
      name: 'a target that answers 503',
      fate: unhealthyTarget(503),
      reason: /^Task failed ELB health checks in \(target-group arn:/,
    },
    { name: 'a target that never answers', fate: unhealthyTarget('timeout'), reason: /^Task failed ELB health checks/ },
    {
      name: 'a container check that fails',
      fate: unhealthyCheck(),
      container: checked,
      reason: /^Task failed container health checks$/,
    },
  ])('$name trips the breaker', ({ fate, container = {}, reason }) => {
    const driven = aBadRelease(fate, {}, container);
    finish(driven);
    expect(driven.deployment().status).toBe('ROLLBACK_SUCCESSFUL');
    const failed = driven.tasks().filter((task) => task.failure === 'counted');
    expect(failed.length).toBeGreaterThanOrEqual(3);
    for (const task of failed) expect(task.stoppedReason).toMatch(reason);
  });

  it('names task, port and reason of a target that is unhealthy', () => {
    const driven = aBadRelease(unhealthyTarget(503));
    finish(driven);
    const said = driven.events().find((text) => text.includes('is unhealthy in'));
    expect(said).toMatch(
      /^\(service web\) \(task [0-9a-f]{32}\) \(port 80\) is unhealthy in \(target-group arn:\S+\) due to \(reason Health checks failed with these codes: \[503\]\)\.$/,
    );
  });

  it('waits for the grace period before it replaces what answers badly', () => {
    const slow: Fate = { kind: 'runs', healthyMs: 100_000 };
    const driven = aBadRelease(slow, { healthCheckGracePeriodSeconds: 150 });
    finish(driven);
    expect(driven.deployment()).toMatchObject({ status: 'SUCCESSFUL', deploymentCircuitBreaker: { failureCount: 0 } });
  });

  it('never counts what the platform takes away', () => {
    const fate = healsAfter(6, { first: spotInterruption(1_000), afterwards: healthy() });
    const driven = aBadRelease(fate);
    finish(driven);
    expect(driven.deployment()).toMatchObject({ status: 'SUCCESSFUL', deploymentCircuitBreaker: { failureCount: 0 } });
  });

  it('forgets failures when a task becomes healthy', () => {
    const driven = aBadRelease(healsAfter(2, { first: crashes(), afterwards: healthy() }));
    finish(driven);
    expect(driven.deployment().status).toBe('SUCCESSFUL');
    expect(driven.primary().failedTasks).toBe(0);
  });

  it('does not forget them when told not to', () => {
    const deploymentCircuitBreaker = { enable: true, rollback: true, resetOnHealthyTask: false };
    const fate = healsAfter(2, { first: crashes(), afterwards: healthy() });
    const driven = aBadRelease(fate, { deploymentConfiguration: { deploymentCircuitBreaker } });
    finish(driven);
    expect(driven.primary().failedTasks).toBe(2);
  });

  it('replaces a task that dies after it was healthy', () => {
    const driven = aBadRelease(diesLater({ afterMs: 600_000 }));
    finish(driven);
    expect(driven.deployment().status).toBe('SUCCESSFUL');
    driven.run(900_000);
    expect(driven.tasks().filter((task) => task.lastStatus === 'RUNNING')).toHaveLength(2);
    expect(driven.primary().failedTasks).toBe(0);
  });
});
