import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { healsAfter, healthy, unhealthyTarget } from '../runtimes/fates.ts';
import { aDrivenWorld, behindLoadBalancer, createService, type DrivenWorld, register } from './driven-world.ts';
import { lastPart } from './identifiers.ts';
import { taskLimits } from './rolling.ts';
import { isHealthy } from './task-health.ts';
import type { World } from './world.ts';

const second = 1_000;

function deploy(driven: DrivenWorld, changes: Record<string, unknown> = {}): void {
  register(driven);
  driven.call('UpdateService', { cluster: 'prod', service: 'web', taskDefinition: 'web', ...changes });
}

function settled(driven: DrivenWorld): () => boolean {
  return () => driven.deployment().finishedAt !== undefined;
}

describe('the limits of a rolling update', () => {
  it.each([
    { desired: 3, min: 50, max: 150, minimum: 2, maximum: 4 },
    { desired: 1, min: 100, max: 200, minimum: 1, maximum: 2 },
    { desired: 1, min: 50, max: 150, minimum: 1, maximum: 1 },
    { desired: 10, min: 33, max: 133, minimum: 4, maximum: 13 },
    { desired: 0, min: 100, max: 200, minimum: 0, maximum: 0 },
    { desired: 4, min: 0, max: 100, minimum: 0, maximum: 4 },
  ])('round the minimum of $min % of $desired up and the maximum of $max % down', (row) => {
    const limits = taskLimits({ minimumHealthyPercent: row.min, maximumPercent: row.max }, row.desired);
    expect(limits).toEqual({ minimum: row.minimum, maximum: row.maximum });
  });
});

describe('a rolling deployment', () => {
  it('ends with only the new deployment, and says so in the words of ECS', () => {
    const driven = aDrivenWorld();
    register(driven);
    createService(driven);
    driven.until(settled(driven));
    const old = driven.primary().id;
    deploy(driven);
    const id = driven.primary().id;
    expect(driven.service().deployments.map((one) => [one.id, one.status, one.rolloutState])).toEqual([
      [id, 'PRIMARY', 'IN_PROGRESS'],
      [old, 'ACTIVE', 'COMPLETED'],
    ]);
    expect(driven.primary().rolloutStateReason).toBe(`ECS deployment ${id} in progress.`);
    driven.until(settled(driven));
    expect(driven.deployment().status).toBe('SUCCESSFUL');
    expect(driven.service().deployments).toMatchObject([
      { id, status: 'PRIMARY', rolloutState: 'COMPLETED', rolloutStateReason: `ECS deployment ${id} completed.` },
    ]);
    expect(driven.events().slice(-2)).toEqual([
      `(service web) (deployment ${id}) deployment completed.`,
      '(service web) has reached a steady state.',
    ]);
    expect(driven.deployment().targetServiceRevision).toMatchObject({ requestedTaskCount: 2, runningTaskCount: 2 });
    expect(driven.deployment().sourceServiceRevisions).toMatchObject([{ requestedTaskCount: 0, runningTaskCount: 0 }]);
  });

  it('ends its ids alike: deployment and service revision', () => {
    const driven = aDrivenWorld();
    register(driven);
    createService(driven);
    expect(driven.primary().id).toBe(`ecs-svc/${lastPart(driven.primary().serviceRevisionArn)}`);
    expect(driven.deployment().targetServiceRevision.arn).toBe(driven.primary().serviceRevisionArn);
  });

  it('counts a task without any health check as healthy only after 40 seconds of running', () => {
    const driven = aDrivenWorld();
    register(driven);
    createService(driven, { desiredCount: 1 });
    driven.until(() => driven.tasks()[0]?.lastStatus === 'RUNNING');
    driven.run(39 * second);
    expect(driven.deployment().status).toBe('IN_PROGRESS');
    driven.run(second);
    expect(driven.deployment().status).toBe('SUCCESSFUL');
  });

  it('drains an old target for its deregistration delay before the task gets its signal', () => {
    const driven = aDrivenWorld();
    register(driven);
    const targetGroupArn = behindLoadBalancer(driven);
    createService(driven, { loadBalancers: [{ targetGroupArn, containerName: 'app', containerPort: 80 }] });
    driven.until(settled(driven));
    const [old] = driven.service().deployments;
    deploy(driven);
    const draining = () => driven.tasks().filter((task) => task.lastStatus === 'DEACTIVATING');
    driven.until(() => draining().length === 2);
    const states = Object.values(driven.world.elb.targetGroups[targetGroupArn]?.targets ?? {}).map((one) => one.state);
    expect(states.sort()).toEqual(['draining', 'draining', 'healthy', 'healthy']);
    const route = Object.values(driven.world.elb.routes)[0];
    expect(route?.rules[0]?.forward[0]?.targets).toHaveLength(2);
    expect(driven.commands.filter((command) => command.kind === 'stop-task')).toHaveLength(0);
    driven.run(300 * second);
    expect(driven.commands.filter((command) => command.kind === 'stop-task')).toHaveLength(2);
    expect(driven.events().filter((text) => text.includes('draining'))).toEqual([
      `(service web, taskSet ${old?.id}) has begun draining connections on 2 tasks.`,
    ]);
  });

  it('stops old tasks first when there is no room above the desired count', () => {
    const driven = aDrivenWorld();
    register(driven);
    createService(driven, { deploymentConfiguration: { maximumPercent: 100, minimumHealthyPercent: 50 } });
    driven.until(settled(driven));
    deploy(driven);
    let most = 0;
    driven.until(settled(driven), (world) => {
      most = Math.max(most, count(world).running + count(world).pending);
    });
    expect(most).toBe(2);
    expect(driven.deployment().status).toBe('SUCCESSFUL');
  });

  it('says that it is stuck when neither limit leaves room', () => {
    const driven = aDrivenWorld();
    register(driven);
    createService(driven, {
      desiredCount: 1,
      deploymentConfiguration: { maximumPercent: 150, minimumHealthyPercent: 50 },
    });
    driven.until(settled(driven));
    deploy(driven);
    driven.run(3_600 * second);
    expect(driven.deployment().status).toBe('IN_PROGRESS');
    expect(driven.events().at(-1)).toContain('was unable to stop or start tasks during a deployment because of');
  });

  it('scales without a deployment, and to nothing', () => {
    const driven = aDrivenWorld();
    register(driven);
    createService(driven);
    driven.until(settled(driven));
    const before = driven.primary().id;
    driven.call('UpdateService', { cluster: 'prod', service: 'web', desiredCount: 5 });
    driven.run(120 * second);
    expect([driven.primary().id, count(driven.world).running]).toEqual([before, 5]);
    driven.call('UpdateService', { cluster: 'prod', service: 'web', desiredCount: 0 });
    driven.run(120 * second);
    expect([driven.primary().id, count(driven.world).running]).toEqual([before, 0]);
    expect(driven.deployments()).toHaveLength(1);
    deploy(driven);
    driven.until(settled(driven));
    expect(driven.deployment().status).toBe('SUCCESSFUL');
  });

  it('keeps running and pending tasks within the maximum and healthy ones above the minimum', () => {
    const settings = fc.record({
      desired: fc.integer({ min: 1, max: 12 }),
      min: fc.integer({ min: 0, max: 100 }),
      max: fc.integer({ min: 100, max: 250 }),
      startMs: fc.integer({ min: 0, max: 60_000 }),
      balanced: fc.boolean(),
    });
    fc.assert(
      fc.property(settings, ({ desired, min, max, startMs, balanced }) => {
        fc.pre(!(min === 100 && max === 100));
        const { minimum, maximum } = taskLimits({ minimumHealthyPercent: min, maximumPercent: max }, desired);
        fc.pre(maximum > desired || minimum < desired);
        const driven = aDrivenWorld({ fateOf: (_launch, nth) => healthy({ startMs: startMs * nth, ms: 1_000 * nth }) });
        register(driven);
        const loadBalancers = balanced
          ? [{ targetGroupArn: behindLoadBalancer(driven), containerName: 'app', containerPort: 80 }]
          : [];
        const deploymentConfiguration = { minimumHealthyPercent: min, maximumPercent: max };
        createService(driven, { desiredCount: desired, deploymentConfiguration, loadBalancers });
        driven.until(settled(driven));
        deploy(driven);
        driven.until(settled(driven), (world) => {
          const now = count(world);
          expect(now.running + now.pending).toBeLessThanOrEqual(maximum);
          expect(now.healthy).toBeGreaterThanOrEqual(minimum);
        });
        expect(driven.deployment().status).toBe('SUCCESSFUL');
      }),
      { numRuns: 60 },
    );
  });
});

describe('a task that goes bad while its service is at rest', () => {
  /** One task; the first that runs goes bad after ten minutes. Events from then on. */
  function goesBad(deploymentConfiguration: Record<string, number>): readonly string[] {
    const first = unhealthyTarget(500, { afterMs: 600 * second });
    const driven = aDrivenWorld({ fateOf: () => healsAfter(1, { first, afterwards: healthy() }) });
    register(driven);
    const targetGroupArn = behindLoadBalancer(driven);
    const loadBalancers = [{ targetGroupArn, containerName: 'app', containerPort: 80 }];
    createService(driven, { desiredCount: 1, deploymentConfiguration, loadBalancers });
    driven.until(() => driven.events().at(-1)?.endsWith('steady state.') ?? false);
    const before = driven.events().length;
    driven.until(() => driven.events().length > before && (driven.events().at(-1)?.endsWith('steady state.') ?? false));
    return driven.events().slice(before);
  }
  const kinds = (events: readonly string[]) =>
    events.flatMap((text) => /has started 1|unhealthy in|has stopped 1|draining|steady/.exec(text)?.[0] ?? []);

  it('is stopped when its replacement is healthy', () => {
    const events = goesBad({ minimumHealthyPercent: 100, maximumPercent: 200 });
    expect(kinds(events)).toEqual(['has started 1', 'unhealthy in', 'has stopped 1', 'draining', 'steady']);
    expect(events[0]).toMatch(/\. Amazon ECS replaced 1 tasks due to an unhealthy status\.$/);
  });

  it('makes room for its replacement where there is none', () => {
    const events = goesBad({ minimumHealthyPercent: 0, maximumPercent: 100 });
    expect(kinds(events)).toEqual(['unhealthy in', 'has stopped 1', 'draining', 'has started 1', 'steady']);
  });
});

/** As DescribeServices counts; healthy as the scheduler sees it. */
function count(world: World): { running: number; pending: number; healthy: number } {
  const tasks = Object.values(world.ecs.tasks);
  return {
    running: tasks.filter((task) => task.lastStatus === 'RUNNING').length,
    pending: tasks.filter((task) => ['PROVISIONING', 'PENDING', 'ACTIVATING'].includes(task.lastStatus)).length,
    healthy: tasks.filter((task) => isHealthy(world, task)).length,
  };
}
