import { expect, it } from 'vitest';
import { aDrivenWorld, createService, type DrivenWorld, register } from './driven-world.ts';
import { beginRebalancing } from './rebalancing.ts';

function atRest(settings: object = {}): DrivenWorld {
  const driven = aDrivenWorld();
  register(driven);
  createService(driven, { availabilityZoneRebalancing: 'ENABLED', ...settings });
  driven.until(() => driven.deployment().finishedAt !== undefined && driven.service().steadySince !== undefined);
  return driven;
}

function rebalance(driven: DrivenWorld): boolean {
  let begun = false;
  driven.edit((world) => {
    const edited = structuredClone(world);
    const [service] = Object.values(edited.ecs.services);
    begun = service !== undefined && beginRebalancing(edited, service);
    return edited;
  });
  return begun;
}

const running = (driven: DrivenWorld) => driven.tasks().filter(({ lastStatus }) => lastStatus === 'RUNNING');

it('starts a task of the same service revision and stops one once that is healthy, which is no failure', () => {
  const driven = atRest();
  const before = running(driven);
  expect(rebalance(driven)).toBe(true);
  const least: number[] = [];
  driven.run(300_000, () => {
    least.push(running(driven).length);
  });
  const after = running(driven);
  expect(Math.min(...least)).toBe(2);
  expect(after).toHaveLength(2);
  expect(new Set(after.map(({ serviceRevisionArn }) => serviceRevisionArn)).size).toBe(1);
  const gone = before.filter((task) => after.every(({ taskArn }) => taskArn !== task.taskArn));
  expect(gone.map(({ taskArn }) => driven.world.ecs.tasks[taskArn]?.stopCode)).toEqual(['ServiceSchedulerInitiated']);
  expect(driven.deployment()).toMatchObject({ status: 'SUCCESSFUL', deploymentCircuitBreaker: { failureCount: 0 } });
  expect(driven.events().some((text) => text.endsWith('AZ Rebalancing in progress.'))).toBe(true);
});

it('is ended by a deployment, which replaces all that is old', () => {
  const driven = atRest();
  rebalance(driven);
  driven.run(5_000);
  driven.call('UpdateService', { cluster: 'prod', service: 'web', taskDefinition: register(driven) });
  driven.until(() => driven.deployment().finishedAt !== undefined);
  expect(driven.deployment()).toMatchObject({ status: 'SUCCESSFUL', deploymentCircuitBreaker: { failureCount: 0 } });
  expect(running(driven).map(({ taskDefinitionArn }) => taskDefinitionArn.slice(-2))).toEqual([':2', ':2']);
});

it.each([
  { name: 'it is off', settings: { availabilityZoneRebalancing: 'DISABLED' } },
  {
    name: 'there is no room for one more',
    settings: { deploymentConfiguration: { maximumPercent: 100, minimumHealthyPercent: 50 } },
  },
])('is not begun where $name', ({ settings }) => {
  const driven = aDrivenWorld();
  register(driven);
  createService(driven, settings);
  driven.until(() => driven.deployment().finishedAt !== undefined);
  driven.run(60_000);
  expect(rebalance(driven)).toBe(false);
});
