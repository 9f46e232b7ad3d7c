// The three ways in which Terraform and a pipeline share a task definition, each with real Terraform on one side and the shipped
// deploy-ecs on the other: after a release, Terraform has nothing to say.

import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { TaskDefinition } from '../../../simulator/control-plane/ecs-state.ts';
import { ending } from '../../support/deploy-place.ts';
import {
  aTerraformPlace,
  nothingLeft,
  type TerraformPlace,
  unexpectedProblems,
  whatIsLeft,
} from './terraform-place.ts';

export function ownershipTests(): void {
  let place: TerraformPlace;
  let outputs: string;

  const service = () => {
    const found = Object.values(place.simulator.world.ecs.services)[0];
    if (found === undefined) throw new Error('Terraform made no service');
    return found;
  };
  const running = (): TaskDefinition => {
    const revisions = Object.values(place.simulator.world.ecs.taskDefinitionFamilies.worker?.revisions ?? {});
    const found = revisions.find(({ taskDefinitionArn }) => taskDefinitionArn === service().taskDefinition);
    if (found === undefined) throw new Error('The service runs a definition that nobody registered');
    return found.definition;
  };
  const deploy = (inputs: Readonly<Record<string, string>>) =>
    place.deploy({ 'terraform-outputs': outputs, ...inputs });

  beforeAll(async () => {
    place = await aTerraformPlace('worker');
    await place.apply();
    outputs = await place.outputs();
  });

  afterEach(() => expect(unexpectedProblems(place)).toEqual([]));
  afterAll(() => place?.close());

  test('Terraform owns a template family, and the pipeline changes only the image', async () => {
    const v1 = await place.pushImage('worker', 'v1');
    const first = await deploy({ 'task-definition': 'worker', image: v1 });
    expect(ending(first)).toEqual({ exitCode: 0, verdict: 'deployed' });
    expect(await place.plan()).toEqual({ exitCode: 0, changes: [] });

    const served = service().taskDefinition;
    await place.apply('-var=log_level=debug');
    expect(service().taskDefinition).toBe(served);

    const v2 = await place.pushImage('worker', 'v2');
    const second = await deploy({ 'task-definition': 'worker', image: v2 });
    expect(ending(second)).toEqual({ exitCode: 0, verdict: 'deployed' });
    expect(running().containerDefinitions).toMatchObject([
      { image: expect.stringContaining(v2), environment: [{ name: 'LOG_LEVEL', value: 'debug' }] },
    ]);
    expect(await place.plan('-var=log_level=debug')).toEqual({ exitCode: 0, changes: [] });
  });

  test('the pipeline owns a file, and Terraform leaves its releases alone', async () => {
    const definition = {
      family: 'worker',
      networkMode: 'awsvpc',
      requiresCompatibilities: ['FARGATE'],
      cpu: '512',
      memory: '1024',
      executionRoleArn: 'arn:aws:iam::123456789012:role/worker-execution',
      containerDefinitions: [{ name: 'worker', image: 'placeholder', command: ['node', 'other.js'] }],
    };
    place.file('task-definition.json', JSON.stringify(definition));
    const v3 = await place.pushImage('worker', 'v3');
    const run = await deploy({ 'task-definition': 'task-definition.json', image: v3 });
    expect(ending(run)).toEqual({ exitCode: 0, verdict: 'deployed' });
    expect(running()).toMatchObject({ cpu: '512', containerDefinitions: [{ command: ['node', 'other.js'] }] });
    expect(await place.plan('-var=log_level=debug')).toEqual({ exitCode: 0, changes: [] });
  });

  test('Terraform registers every release, and the pipeline deploys what its ARN says', async () => {
    const v4 = await place.pushImage('worker', 'v4');
    const change = ['-var=log_level=warn', '-var=image_tag=v4'];
    await place.apply(...change);
    const { task_definition_arn: registered } = JSON.parse(await place.outputs()) as Record<string, { value: string }>;
    const run = await deploy({ 'task-definition': registered?.value ?? '' });
    expect(ending(run)).toEqual({ exitCode: 0, verdict: 'deployed' });
    expect(running().containerDefinitions).toMatchObject([
      { image: expect.stringContaining(v4), environment: [{ name: 'LOG_LEVEL', value: 'warn' }] },
    ]);
    expect(await place.plan(...change)).toEqual({ exitCode: 0, changes: [] });
    // Every release is a revision of its own, with its commit in its tags and its images pinned: Terraform has to leave the service's definition alone.
    place.ownReleases('worker');
    expect((await place.plan(...change)).changes).toMatchObject([
      {
        address: 'aws_ecs_service.worker',
        attributes: { task_definition: [service().taskDefinition, registered?.value] },
      },
    ]);
  });

  test('Terraform itself rolls out, and comes back when the service is steady', async () => {
    await place.apply('-var=log_level=error', '-var=image_tag=v4', '-var=wait_for_steady_state=true');
    const newest = place.simulator.world.ecs.serviceDeployments[service().currentServiceDeployment ?? ''];
    expect(newest?.status).toBe('SUCCESSFUL');
    expect(running().containerDefinitions[0]?.environment).toEqual([{ name: 'LOG_LEVEL', value: 'error' }]);
  });

  test('nothing is left after destroy, but what Slipway registered', async () => {
    await place.terraform(['destroy', '-auto-approve']);
    const { world } = place.simulator;
    expect(whatIsLeft(world)).toEqual(nothingLeft);
    const active = Object.values(world.ecs.taskDefinitionFamilies.worker?.revisions ?? {}).filter(
      ({ status }) => status === 'ACTIVE',
    );
    expect(active).toHaveLength(4);
    expect(active.map(({ tags }) => tags.some(({ key }) => key.startsWith('slipway:')))).toEqual([
      true,
      true,
      true,
      true,
    ]);
  });
}
