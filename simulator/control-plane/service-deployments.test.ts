import { describe, expect, it } from 'vitest';
import { hangs, healthy, slowStart } from '../runtimes/fates.ts';
import { aDrivenWorld, behindLoadBalancer, createService, type DrivenWorld, register } from './driven-world.ts';

const second = 1_000;

/** web:1 serves; web:2 is on its way and will not become healthy soon. */
function aSlowRelease(): DrivenWorld {
  const driven = aDrivenWorld({
    fateOf: ({ taskDefinitionArn }) => (taskDefinitionArn.endsWith(':2') ? slowStart() : healthy()),
  });
  register(driven);
  const targetGroupArn = behindLoadBalancer(driven);
  const loadBalancers = [{ targetGroupArn, containerName: 'app', containerPort: 80 }];
  createService(driven, { loadBalancers, healthCheckGracePeriodSeconds: 600 });
  finish(driven);
  deploy(driven);
  return driven;
}

function deploy(driven: DrivenWorld): void {
  driven.call('UpdateService', { cluster: 'prod', service: 'web', taskDefinition: register(driven) });
}

function finish(driven: DrivenWorld): void {
  driven.until(() => driven.deployment().finishedAt !== undefined);
}

function listed(driven: DrivenWorld): { status: string; statusReason?: string }[] {
  const output = driven.call('ListServiceDeployments', { cluster: 'prod', service: 'web' });
  return output.serviceDeployments as { status: string; statusReason?: string }[];
}

function stop(driven: DrivenWorld): void {
  const { serviceDeploymentArn } = driven.deployment();
  driven.call('StopServiceDeployment', { serviceDeploymentArn, stopType: 'ROLLBACK' });
}

describe('a service deployment', () => {
  it('shows only a moment after it was made, newest first', () => {
    const driven = aSlowRelease();
    expect(listed(driven).map((one) => one.status)).toEqual(['SUCCESSFUL']);
    expect(driven.deployment().status).toBe('PENDING');
    driven.run(2 * second);
    expect(listed(driven).map((one) => one.status)).toEqual(['IN_PROGRESS', 'SUCCESSFUL']);
  });

  it('shows at once where eventual consistency is switched off', () => {
    const driven = aDrivenWorld();
    driven.edit((world) => ({
      ...world,
      ecs: { ...world.ecs, settings: { ...world.ecs.settings, eventualConsistency: false } },
    }));
    register(driven);
    createService(driven);
    expect(listed(driven).map((one) => one.status)).toEqual(['PENDING']);
  });

  it('is STOPPED when a newer one takes over', () => {
    const driven = aSlowRelease();
    driven.run(30 * second);
    deploy(driven);
    driven.run(second);
    expect(listed(driven).map((one) => one.status)).toEqual(['STOP_REQUESTED', 'SUCCESSFUL']);
    driven.run(3 * second);
    expect(listed(driven).map((one) => one.status)).toEqual(['IN_PROGRESS', 'STOPPED', 'SUCCESSFUL']);
    expect(driven.service().deployments.map((one) => one.status)).toEqual(['PRIMARY', 'ACTIVE', 'ACTIVE']);
    finish(driven);
    expect(listed(driven).map((one) => one.status)).toEqual(['SUCCESSFUL', 'STOPPED', 'SUCCESSFUL']);
    expect(driven.service().taskDefinition).toMatch(/web:3$/);
  });

  it('is made anew for the same definition only when forced', () => {
    const driven = aSlowRelease();
    finish(driven);
    const before = driven.primary().id;
    driven.call('UpdateService', { cluster: 'prod', service: 'web', taskDefinition: 'web:2' });
    expect(driven.primary().id).toBe(before);
    driven.call('UpdateService', { cluster: 'prod', service: 'web', forceNewDeployment: true });
    expect(driven.primary().id).not.toBe(before);
    finish(driven);
    expect(driven.deployment().status).toBe('SUCCESSFUL');
  });
});

describe('StopServiceDeployment', () => {
  it('brings the old release back, through every status on the way', () => {
    const driven = aSlowRelease();
    const [slow, old] = driven.service().deployments;
    driven.run(60 * second);
    stop(driven);
    const statuses = new Set<string>([driven.deployment().status]);
    driven.until(
      () => driven.deployment().finishedAt !== undefined,
      () => statuses.add(driven.deployment().status),
    );
    expect([...statuses]).toEqual(['ROLLBACK_REQUESTED', 'ROLLBACK_IN_PROGRESS', 'ROLLBACK_SUCCESSFUL']);
    expect(driven.deployment()).toMatchObject({
      statusReason: 'Service deployment rolled back by user',
      rollback: { serviceRevisionArn: old?.serviceRevisionArn },
    });
    expect(driven.service().taskDefinition).toBe(old?.taskDefinition);
    expect(driven.service().deployments.map((one) => one.id)).toEqual([old?.id]);
    expect(driven.tasks().filter((task) => task.startedBy === slow?.id && task.desiredStatus === 'RUNNING')).toEqual(
      [],
    );
  });

  it('brings back also the settings that belong to the service revision', () => {
    const driven = aSlowRelease();
    finish(driven);
    const before = driven.service().configuration.networkConfiguration;
    const networkConfiguration = { awsvpcConfiguration: { subnets: ['subnet-9'] } };
    driven.call('UpdateService', { cluster: 'prod', service: 'web', networkConfiguration });
    expect(driven.service().configuration.networkConfiguration).not.toEqual(before);
    stop(driven);
    finish(driven);
    expect(driven.service().configuration.networkConfiguration).toEqual(before);
  });

  it('may be asked for twice, but not once it is over', () => {
    const driven = aSlowRelease();
    stop(driven);
    stop(driven);
    finish(driven);
    const { serviceDeploymentArn } = driven.deployment();
    expect(driven.refusal('StopServiceDeployment', { serviceDeploymentArn })).toMatchObject({
      code: 'ConflictException',
    });
  });

  it('has nowhere to go for the first deployment of a service', () => {
    const driven = aDrivenWorld({ fateOf: () => hangs() });
    register(driven);
    createService(driven);
    driven.run(10 * second);
    stop(driven);
    finish(driven);
    expect(driven.deployment()).toMatchObject({
      status: 'ROLLBACK_FAILED',
      statusReason: 'No rollback candidate was found to run the rollback.',
    });
  });

  it('goes back even when no old task is left', () => {
    const driven = aDrivenWorld({
      fateOf: ({ taskDefinitionArn }) => (taskDefinitionArn.endsWith(':2') ? hangs({ startMs: 600_000 }) : healthy()),
    });
    register(driven);
    createService(driven, { deploymentConfiguration: { minimumHealthyPercent: 0, maximumPercent: 100 } });
    finish(driven);
    const old = driven.primary();
    deploy(driven);
    driven.run(60 * second);
    expect(driven.service().deployments.map((one) => one.id)).not.toContain(old.id);
    stop(driven);
    finish(driven);
    expect(driven.deployment().status).toBe('ROLLBACK_SUCCESSFUL');
    expect(driven.service().deployments.map((one) => one.id)).toEqual([old.id]);
    expect(driven.tasks().filter((task) => task.startedBy === old.id && task.lastStatus === 'RUNNING')).toHaveLength(2);
  });
});
