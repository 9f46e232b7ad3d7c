import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { pushBaseImage } from '../../demo/base-image.ts';
import { connectEngine } from '../../simulator/runtimes/docker-engine.ts';
import { forgetImages } from '../../simulator/runtimes/docker-image.ts';
import { aBuildPlace, type BuildPlace, dockerEngineAnswers, visible } from '../support/build-place.ts';
import { type BuildKit, startBuildKit, whyNoBuildKit } from '../support/buildkit.ts';
import { registryLogin } from '../support/stored-image.ts';

const why = whyNoBuildKit() ?? (dockerEngineAnswers() ? undefined : 'no Docker engine answers');

interface Task {
  readonly lastStatus?: string;
  readonly containers?: readonly {
    readonly exitCode?: number;
    readonly reason?: string;
    readonly imageDigest?: string;
  }[];
}

describe.skipIf(why !== undefined)(`what BuildKit has built, in ECS${why === undefined ? '' : ` (${why})`}`, () => {
  let buildKit: BuildKit;
  let place: BuildPlace;

  beforeEach(async () => {
    buildKit = await startBuildKit();
    place = await aBuildPlace({ docker: { buildx: { address: buildKit.address } }, tasks: 'real' });
    await call('ecr', 'CreateRepository', { repositoryName: 'base/node' });
  });

  afterEach(async () => {
    await buildKit?.stop();
    const problems = place.aws.simulator.diary.flatMap((entry) => entry.problems);
    await place.close();
    await forgetImages(await connectEngine(), place.registry);
    expect(problems).toEqual([]);
  });

  const call = (service: 'ecr' | 'ecs', operation: string, input: object) =>
    place.aws.simulator.call(service, operation, input);

  async function runTask(image: string): Promise<Task> {
    await call('ecs', 'CreateCluster', { clusterName: 'test' });
    await call('ecs', 'RegisterTaskDefinition', {
      family: 'web',
      requiresCompatibilities: ['FARGATE'],
      networkMode: 'awsvpc',
      cpu: '256',
      memory: '512',
      containerDefinitions: [{ name: 'app', image, essential: true }],
    });
    const awsvpcConfiguration = { subnets: ['subnet-0a'], securityGroups: ['sg-0a'] };
    const networkConfiguration = { awsvpcConfiguration };
    const input = { cluster: 'test', taskDefinition: 'web', launchType: 'FARGATE', networkConfiguration };
    const started = (await call('ecs', 'RunTask', input)) as { tasks: readonly { taskArn: string }[] };
    const tasks = started.tasks.map(({ taskArn }) => taskArn);
    const look = async () => (await call('ecs', 'DescribeTasks', { cluster: 'test', tasks })) as { tasks: Task[] };
    await expect.poll(async () => (await look()).tasks[0]?.lastStatus, { timeout: 100_000 }).toBe('STOPPED');
    return (await look()).tasks[0] ?? {};
  }

  test('an image with provenance, from a base image in the same private registry, runs by the digest of its index', async () => {
    const auth = await registryLogin(place.aws);
    const base = await pushBaseImage({ registry: place.registry, repository: 'base/node', auth });
    writeFileSync(
      join(place.checkout, 'Dockerfile'),
      `FROM ${base}\nCOPY app.txt /app.txt\nRUN node -e 'console.log("built with", 6 * 7)'\nCMD ["node", "-e", "process.exitCode = 42"]\n`,
    );
    const run = await place.run({ repository: 'shop/web', tags: 'v1', provenance: 'mode=max' });
    expect(visible(run)).toContain('built with 42');
    expect(run.outputs.verdict).toBe('pushed');
    const [container] = (await runTask(run.outputs.image ?? '')).containers ?? [];
    expect(container?.reason).toBeUndefined();
    expect(container).toMatchObject({ exitCode: 42, imageDigest: run.outputs.digest });
  });
});
