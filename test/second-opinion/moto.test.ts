import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ListImagesCommand, PutImageTagMutabilityCommand } from '@aws-sdk/client-ecr';
import { DescribeServicesCommand, ListTaskDefinitionsCommand } from '@aws-sdk/client-ecs';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { main as deployEcs } from '../../actions/deploy-ecs/src/main.ts';
import { everyService } from '../../lib/aws/every-service.ts';
import { createAwsApi } from '../../lib/aws/sdk.ts';
import { aSimulator } from '../../simulator/a-simulator.ts';
import { CLUSTER, SERVICE } from '../support/a-service.ts';
import { aBuildPlace, type BuildPlace } from '../support/build-place.ts';
import { runInProcess } from '../support/in-process.ts';
import { type BundleRun, runBundle } from '../support/runner.ts';
import { tool } from '../support/tool.ts';
import type { Emulator } from './emulator.ts';
import { createService, startMoto } from './moto.ts';

const program = tool('moto');

describe.skipIf(program.missing !== undefined)(`our actions against moto ${program.missing ?? ''}`, () => {
  const made: { moto?: Emulator; place?: BuildPlace } = {};
  const moto = (): Emulator => {
    if (made.moto === undefined) throw new Error('moto does not run yet.');
    return made.moto;
  };
  const push = async (content: string, inputs: Readonly<Record<string, string>>): Promise<BundleRun> => {
    if (made.place === undefined) throw new Error('There is no place yet.');
    const bin = join(made.place.home, 'bin');
    const node = join(import.meta.dirname, '../../node_modules/.bin/node');
    mkdirSync(bin, { recursive: true });
    writeFileSync(
      join(bin, 'docker'),
      `#!/bin/sh\nexec "${node}" "${join(import.meta.dirname, 'moto-docker.ts')}" "$@"\n`,
    );
    chmodSync(join(bin, 'docker'), 0o755);
    const env = {
      AWS_ENDPOINT_URL: moto().url,
      AWS_REGION: moto().region,
      PATH: `${bin}:${process.env.PATH}`,
      MOTO_CONTENT: content,
    };
    return made.place.run({ repository: 'app', ...inputs }, { env });
  };
  const act = (action: string, inputs: Readonly<Record<string, string>>): Promise<BundleRun> =>
    runBundle({
      action,
      inputs: { cluster: CLUSTER, service: SERVICE, 'poll-interval': '10ms', ...inputs },
      env: { AWS_ENDPOINT_URL: moto().url, AWS_REGION: moto().region },
    });

  beforeAll(async () => {
    if (program.missing !== undefined) return;
    made.moto = await startMoto(program.path);
    made.place = await aBuildPlace({ docker: 'stand-in', repository: 'none' });
  });
  afterAll(async () => {
    await made.place?.close();
    await made.moto?.close();
  });

  test('build-push makes the repository, and says the digest that moto has under every tag', async () => {
    // v1 comes last: moto's BatchGetImage names the newest tag of an image, whichever was asked for.
    const run = await push('first', { 'create-repository': 'true', tags: 'latest\nv1' });
    expect([run.exitCode, run.outputs.verdict]).toEqual([0, 'pushed']);
    const { imageIds } = await moto().ecr.send(new ListImagesCommand({ repositoryName: 'app' }));
    const imageDigest = run.outputs.digest;
    expect(imageIds).toEqual(
      expect.arrayContaining([
        { imageDigest, imageTag: 'v1' },
        { imageDigest, imageTag: 'latest' },
      ]),
    );
  });

  test('build-push lets an immutable tag be: the same content is green, another is a conflict before any push', async () => {
    const immutable = { repositoryName: 'app', imageTagMutability: 'IMMUTABLE' } as const;
    await moto().ecr.send(new PutImageTagMutabilityCommand(immutable));
    const before = (await moto().ecr.send(new ListImagesCommand({ repositoryName: 'app' }))).imageIds;
    const same = await push('first', { tags: 'v1' });
    expect([same.exitCode, same.outputs.verdict]).toEqual([0, 'reused']);
    const other = await push('second', { tags: 'v1' });
    expect([other.exitCode, other.outputs.verdict]).toEqual([1, 'conflict']);
    expect((await moto().ecr.send(new ListImagesCommand({ repositoryName: 'app' }))).imageIds).toEqual(before);
    expect((await push('second', { tags: 'v2' })).outputs.verdict).toBe('pushed');
  });

  test('build-push refuses a repository that moto does not have, and names one that it has', async () => {
    const run = await push('first', { repository: 'ap', tags: 'v1' });
    expect([run.exitCode, run.outputs.verdict]).toEqual([1, 'refused']);
    expect(run.outputs.reason).toContain('"app"');
  });

  test('migrate finds the digest in ECR, registers, and follows the task of RunTask to its end', async () => {
    const { repositoryUri } = imageAddress(moto());
    await createService(moto(), `${repositoryUri}:v1`);
    const run = await act('migrate', { image: `${repositoryUri}:v2`, command: 'migrate' });
    // moto runs nothing: it says of every task that it exited with 0.
    expect(run.outputs).toMatchObject({ verdict: 'succeeded', 'exit-code': '0', 'task-definition': 'web-migrate:1' });
    expect(run.lines.join('\n')).toContain(`image of "app": ${repositoryUri}@sha256:`);
  });

  test('migrate refuses an image that is not there, with the tags that are', async () => {
    const { repositoryUri } = imageAddress(moto());
    const run = await act('migrate', { image: `${repositoryUri}:v9`, command: 'migrate' });
    expect([run.exitCode, run.outputs.verdict]).toEqual([1, 'refused']);
    expect(run.outputs.reason).toContain('no image with the tag "v9"');
  });

  test('deploy-ecs is unobserved and touches nothing, because moto knows no service deployments', async () => {
    const { repositoryUri } = imageAddress(moto());
    vi.stubEnv('AWS_ENDPOINT_URL', moto().url);
    const api = createAwsApi({
      services: everyService,
      environment: { AWS_REGION: moto().region },
      credentials: { accessKeyId: 'AKIALOCAL', secretAccessKey: 'local' },
    });
    const before = await moto().ecs.send(new DescribeServicesCommand({ cluster: CLUSTER, services: [SERVICE] }));
    // For its clock alone: two minutes of asking again pass in no time.
    const simulator = aSimulator();
    const { report } = await runInProcess(
      { name: 'deploy-ecs', main: deployEcs },
      { simulator, api, inputs: { cluster: CLUSTER, service: SERVICE, image: `${repositoryUri}:v2` } },
    ).finally(() => vi.unstubAllEnvs());
    expect([report.conclusion, report.verdict]).toEqual(['failure', 'unobserved']);
    // moto answers with a page of HTML.
    expect(report.outputs.reason).toMatch(
      /^ecs:ListServiceDeployments got no usable answer \(SyntaxError: .* is not valid JSON\)\.$/,
    );
    const after = await moto().ecs.send(new DescribeServicesCommand({ cluster: CLUSTER, services: [SERVICE] }));
    expect(after.services).toEqual(before.services);
    const { taskDefinitionArns } = await moto().ecs.send(new ListTaskDefinitionsCommand({ familyPrefix: SERVICE }));
    expect(taskDefinitionArns).toEqual([expect.stringMatching(/:task-definition\/web:1$/)]);
  });
});

function imageAddress({ region }: Emulator): { repositoryUri: string } {
  return { repositoryUri: `123456789012.dkr.ecr.${region}.amazonaws.com/app` };
}
