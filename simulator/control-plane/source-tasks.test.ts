import { describe, expect, it } from 'vitest';
import type { Json } from '../operations/operation.ts';
import { crashes, type Fate, healthy } from '../runtimes/fates.ts';
import { aDrivenWorld, createService, type DrivenWorld, register } from './driven-world.ts';

/** Two tasks of the first release serve; the second is being deployed and never becomes well. */
function aStuckDeployment(fate: Fate = crashes(), changes: Json = {}): DrivenWorld {
  const driven = aDrivenWorld({
    fateOf: ({ taskDefinitionArn }) => (taskDefinitionArn.endsWith(':1') ? healthy() : fate),
  });
  register(driven);
  createService(driven, changes);
  driven.until(() => driven.deployment().finishedAt !== undefined);
  driven.call('UpdateService', { cluster: 'prod', service: 'web', taskDefinition: register(driven) });
  driven.run(120_000);
  return driven;
}

function running(driven: DrivenWorld, revision: number) {
  return driven
    .tasks()
    .filter((task) => task.taskDefinitionArn.endsWith(`:${revision}`) && task.desiredStatus === 'RUNNING');
}

function stop(driven: DrivenWorld, taskArn: string | undefined): void {
  driven.call('StopTask', { cluster: 'prod', task: taskArn, reason: 'by hand' });
}

describe('while a deployment goes on', () => {
  it('a task of the old service revision that is stopped by hand is replaced with its own', () => {
    const driven = aStuckDeployment();
    const [lost, kept] = running(driven, 1);
    stop(driven, lost?.taskArn);
    driven.run(120_000);
    const [first, second, ...more] = running(driven, 1);
    expect(more).toEqual([]);
    expect(first?.taskArn).toBe(kept?.taskArn);
    expect(second).toMatchObject({
      lastStatus: 'RUNNING',
      startedBy: driven.service().deployments[1]?.id,
      serviceRevisionArn: kept?.serviceRevisionArn,
    });
  });

  it('a scale-out is for the old service revision too', () => {
    const driven = aStuckDeployment();
    driven.call('UpdateService', { cluster: 'prod', service: 'web', desiredCount: 4 });
    driven.run(120_000);
    expect(running(driven, 1)).toHaveLength(4);
  });

  it('the maximum is kept to', () => {
    const driven = aStuckDeployment(healthy({ startMs: 3_600_000 }), {
      deploymentConfiguration: { maximumPercent: 150 },
    });
    stop(driven, running(driven, 1)[0]?.taskArn);
    driven.run(300_000, () => expect(running(driven, 1).length + running(driven, 2).length).toBeLessThanOrEqual(3));
    expect(running(driven, 1).length + running(driven, 2).length).toBe(3);
  });

  it('what replaced an old task goes when the new ones are well', () => {
    const driven = aStuckDeployment(healthy({ startMs: 600_000 }));
    stop(driven, running(driven, 1)[0]?.taskArn);
    driven.run(120_000);
    expect(running(driven, 1)).toHaveLength(2);
    driven.until(() => driven.deployment().finishedAt !== undefined);
    expect(driven.deployment().status).toBe('SUCCESSFUL');
    expect(running(driven, 1)).toEqual([]);
    expect(running(driven, 2)).toHaveLength(2);
  });
});

describe('a task that is protected', () => {
  const protect = (driven: DrivenWorld, changes: object = {}) =>
    driven.call('UpdateTaskProtection', {
      cluster: 'prod',
      tasks: [running(driven, 1)[0]?.taskArn],
      protectionEnabled: true,
      ...changes,
    });

  function aServiceAtRest(): DrivenWorld {
    const driven = aDrivenWorld();
    register(driven);
    createService(driven);
    driven.until(() => driven.deployment().finishedAt !== undefined);
    return driven;
  }

  it('holds up a deployment until its protection is over', () => {
    const driven = aServiceAtRest();
    const expirationDate = driven.world.now + 2 * 3_600_000;
    const [taskArn] = running(driven, 1).map((task) => task.taskArn);
    expect(protect(driven)).toEqual({
      protectedTasks: [{ taskArn, protectionEnabled: true, expirationDate }],
      failures: [],
    });
    driven.call('UpdateService', { cluster: 'prod', service: 'web', taskDefinition: register(driven) });
    driven.run(2 * 3_600_000 - 1);
    expect(driven.deployment().status).toBe('IN_PROGRESS');
    expect(running(driven, 1).map((task) => task.taskArn)).toEqual([taskArn]);
    expect(running(driven, 2)).toHaveLength(2);
    driven.until(() => driven.deployment().finishedAt !== undefined);
    expect(driven.deployment().status).toBe('SUCCESSFUL');
    expect(driven.world.now - expirationDate).toBeLessThan(60_000);
  });

  it('is spared by a scale-in, and not by a person', () => {
    const driven = aServiceAtRest();
    protect(driven, { expiresInMinutes: 60 });
    driven.call('UpdateService', { cluster: 'prod', service: 'web', desiredCount: 0 });
    driven.run(60_000);
    expect(running(driven, 1)).toHaveLength(1);
    stop(driven, running(driven, 1)[0]?.taskArn);
    expect(running(driven, 1)).toEqual([]);
  });

  it('can be let go at any time', () => {
    const driven = aServiceAtRest();
    protect(driven);
    protect(driven, { protectionEnabled: false });
    const tasks = running(driven, 1).map((task) => task.taskArn);
    expect(driven.call('GetTaskProtection', { cluster: 'prod', tasks })).toEqual({
      protectedTasks: tasks.map((taskArn) => ({ taskArn, protectionEnabled: false })),
      failures: [],
    });
  });

  it('belongs to a service: another one is not valid, and one that is not there is missing', () => {
    const driven = aServiceAtRest();
    const { tasks } = driven.call('RunTask', {
      cluster: 'prod',
      taskDefinition: 'web',
      networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'] } },
    });
    driven.run(10_000);
    const arn = (tasks as { taskArn: string }[])[0]?.taskArn ?? '';
    const strangers = { tasks: [arn, `${arn.slice(0, -1)}x`] };
    expect(protect(driven, strangers)).toEqual({
      protectedTasks: [],
      failures: [
        { arn, reason: 'TASK_NOT_VALID' },
        { arn: `${arn.slice(0, -1)}x`, reason: 'MISSING' },
      ],
    });
  });
});
