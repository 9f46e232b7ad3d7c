// Real Terraform makes, changes, imports and destroys a whole stack in the local AWS, and Slipway releases on it in between.
// Terraform is the harshest reader of answers: a member too many or too few, and its next plan is not empty. The tests follow each other.

import { afterEach, beforeAll, expect, test } from 'vitest';
import { ending } from '../../support/deploy-place.ts';
import {
  aTerraformPlace,
  nothingLeft,
  type TerraformPlace,
  unexpectedProblems,
  whatIsLeft,
} from './terraform-place.ts';

const SERVICE = { cluster: 'shop-cluster', service: 'shop-service' };
const CHANGED = [
  '-var=desired_count=3',
  '-var=health_check_path=/up',
  '-var=deregistration_delay=10',
  '-var=rule_priority=20',
  '-var=container_insights=enhanced',
  '-var=scan_on_push=false',
  '-var=images_kept=20',
  '-var=log_retention_days=30',
  '-var=tags={"owner"="shop-team"}',
];
const nothingToDo = { exitCode: 0, changes: [] };

export async function anAppliedStack(): Promise<TerraformPlace> {
  const place = await aTerraformPlace('stack');
  try {
    await place.apply();
  } catch (error) {
    await place.close();
    throw error;
  }
  return place;
}

export function stackTests(applied: () => Promise<TerraformPlace>): void {
  let place: TerraformPlace;
  let outputs: string;
  let firstRelease: string;

  const service = () => {
    const found = Object.values(place.simulator.world.ecs.services).find(({ status }) => status === 'ACTIVE');
    if (found === undefined) throw new Error('Terraform made no service');
    return found;
  };
  const deploy = (image: string) => place.deploy({ 'terraform-outputs': outputs, image });

  beforeAll(async () => {
    place = await applied();
    outputs = await place.outputs();
  });

  afterEach(() => expect(unexpectedProblems(place)).toEqual([]));

  test('is applied, and there is nothing left to change', async () => {
    expect(await place.plan()).toEqual(nothingToDo);
    const { elb, ecr, logs, ecs } = place.simulator.world;
    expect(Object.keys(elb.rules)).toHaveLength(1);
    expect(ecr.repositories.shop).toMatchObject({ imageScanningConfiguration: { scanOnPush: true } });
    expect(logs.groups['/ecs/shop']).toMatchObject({ retentionInDays: 7, tags: { managedBy: 'terraform' } });
    expect(Object.values(ecs.clusters)).toMatchObject([
      { configuration: { defaultCapacityProviderStrategy: [{ capacityProvider: 'FARGATE', base: 1, weight: 50 }] } },
    ]);
  });

  test('gets its first release by its outputs alone, and Terraform leaves it where it is', async () => {
    const run = await deploy(await place.pushImage('shop', 'v1'));
    expect(ending(run)).toEqual({ exitCode: 0, verdict: 'deployed' });
    firstRelease = service().taskDefinition;
    expect(run.outputs['task-definition-arn']).toBe(firstRelease);
    expect(await place.plan()).toEqual(nothingToDo);
  });

  test('would take the release back if Terraform owned the task definition', async () => {
    place.ownReleases('app');
    const { exitCode, changes } = await place.plan();
    place.ignoreReleases();
    expect(exitCode).toBe(2);
    expect(changes).toEqual([
      {
        address: 'aws_ecs_service.app',
        actions: ['update'],
        attributes: { task_definition: [firstRelease, firstRelease.replace(/\d+$/, '1')] },
      },
    ]);
  });

  test('is changed in place under a release, which goes on serving', async () => {
    const deployed = service().currentServiceDeployment;
    await place.apply(...CHANGED);
    expect(await place.plan(...CHANGED)).toEqual(nothingToDo);
    const { world } = place.simulator;
    expect(service()).toMatchObject({ desiredCount: 3, taskDefinition: firstRelease });
    expect(service().currentServiceDeployment).toBe(deployed);
    expect(service().tags).toContainEqual({ key: 'owner', value: 'shop-team' });
    expect(Object.values(world.elb.targetGroups)).toMatchObject([
      { healthCheck: { path: '/up' }, attributes: { 'deregistration_delay.timeout_seconds': '10' } },
    ]);
    expect(world.ecr.repositories.shop?.lifecyclePolicyText).toContain('"countNumber":20');
  });

  test('shows what somebody changed outside, and puts it back', async () => {
    await place.simulator.call('ecs', 'UpdateService', { ...SERVICE, desiredCount: 5, enableExecuteCommand: true });
    const { exitCode } = await place.terraform(['plan', '-refresh-only', '-detailed-exitcode', ...CHANGED], [0, 2]);
    expect(exitCode).toBe(2);
    const { changes } = await place.plan(...CHANGED);
    expect(changes).toEqual([
      {
        address: 'aws_ecs_service.app',
        actions: ['update'],
        attributes: { desired_count: [5, 3], enable_execute_command: [true, false] },
      },
    ]);
    await place.apply(...CHANGED);
    expect(service()).toMatchObject({ desiredCount: 3, configuration: { enableExecuteCommand: false } });
  });

  test('takes over a service that is there already', async () => {
    await place.terraform(['state', 'rm', 'aws_ecs_service.app']);
    await place.terraform(['import', ...CHANGED, 'aws_ecs_service.app', 'shop-cluster/shop-service']);
    expect(await place.plan(...CHANGED)).toEqual(nothingToDo);
    expect(service().taskDefinition).toBe(firstRelease);
  });

  test('gets a second release after all that', async () => {
    const v2 = await place.pushImage('shop', 'v2');
    const run = await deploy(v2);
    expect(ending(run)).toEqual({ exitCode: 0, verdict: 'deployed' });
    expect(run.outputs['previous-task-definition']).toBe(firstRelease.slice(firstRelease.lastIndexOf('/') + 1));
    expect(await place.plan(...CHANGED)).toEqual(nothingToDo);
  });

  test('is destroyed, and nothing is left', async () => {
    await place.terraform(['destroy', '-auto-approve', ...CHANGED]);
    await expect.poll(() => whatIsLeft(place.simulator.world), { timeout: 10_000 }).toEqual(nothingLeft);
  });
}
