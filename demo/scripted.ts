// The demo without containers: what ECS does is played by fates in virtual time. It says which parts were not real.

import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { crashes, type Fate, healthy } from '../simulator/runtimes/fates.ts';
import { createScriptedRuntime } from '../simulator/runtimes/scripted.ts';
import { startSimulator } from '../simulator/server.ts';
import type { Simulator } from '../simulator/simulator.ts';
import { makeTemporaryFolder } from '../simulator/temporary-folder.ts';
import { heading, say } from './console.ts';
import type { Demo } from './run.ts';
import { applyStack, SERVICE } from './stack.ts';
import { createJob } from './steps.ts';

const REGION = 'eu-west-1';
/** Each look of a step moves the world on by so much. */
const PER_LOOK_MS = 2_500;

export async function runScriptedDemo(demo: Demo): Promise<void> {
  heading('Scripted: nothing here runs in a container');
  say(
    'Real: the shipped bundles, their requests to the local AWS, its ECS rules (rolling, circuit breaker, rollback).',
  );
  say(
    'Not real: images (made up, nothing is built or pushed), containers and their logs (scripted fates), the load balancer, PostgreSQL, time (virtual).',
  );
  say(
    'Left out: build-push, migrate and smoke-test, which need the real things. Run script/demo without --scripted for those.',
  );
  const fates = new Map<string, Fate>();
  const runtime = createScriptedRuntime({
    fateOf: ({ containers: [container] }) => fates.get(container?.imageDigest ?? '') ?? healthy(),
  });
  const { simulator, url, close } = await startSimulator({
    runtime,
    time: 'virtual',
    startAt: Date.now(),
    region: REGION,
    advancePerLookMs: PER_LOOK_MS,
  });
  demo.cleanUps.push(close);
  const stack = await applyStack({
    endpoint: url,
    region: REGION,
    databaseUrl: 'postgres://nobody@nowhere',
    desiredCount: 2,
    listenerPort: 80,
  });
  const workspace = makeTemporaryFolder('slipway-scripted-demo-');
  demo.cleanUps.push(() => rm(workspace, { recursive: true, force: true }));
  const job = createJob({
    workspace,
    env: { AWS_ENDPOINT_URL: url, AWS_REGION: REGION, AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' },
  });
  demo.onJob(job);
  const target = {
    cluster: stack.ecs_cluster_name?.value ?? '',
    service: stack.ecs_service_name?.value ?? '',
    'poll-interval': '20ms',
  };
  const deploy = (act: string, inputs: Readonly<Record<string, string>>, expected: string) =>
    job.run(act, { action: 'deploy-ecs', inputs: { ...target, ...inputs }, expected });
  const image = async (tag: string, fate: Fate) => {
    const digest = await makeImage(simulator, tag);
    fates.set(digest, fate);
    return `${stack.ecr_repository_url?.value}@${digest}`;
  };

  heading('1. The first release, after "terraform apply"');
  await deploy('1 first release', { image: await image('1.0.0', healthy()) }, 'deployed');
  heading('2. The second release');
  await deploy('2 second release', { image: await image('2.0.0', healthy()) }, 'deployed');
  heading('3. A broken release: it crashes at start');
  const crash = crashes({
    lines: [
      { afterMs: 100, message: 'starting' },
      { afterMs: 900, message: 'cannot reach db:5432 (ECONNREFUSED)' },
    ],
  });
  await deploy('3 broken release', { image: await image('3.0.0', crash) }, 'rolled-back');
  heading('4. Back to the release before');
  await deploy('4 rollback', { 'rollback-to': 'previous' }, 'unchanged');
  await deploy('4 rollback', { 'rollback-to': '2' }, 'deployed');
}

/** The smallest image that ECR takes: an index without children. */
async function makeImage(simulator: Simulator, imageTag: string): Promise<string> {
  const imageManifestMediaType = 'application/vnd.oci.image.index.v1+json';
  const imageManifest = JSON.stringify({
    schemaVersion: 2,
    mediaType: imageManifestMediaType,
    manifests: [],
    annotations: { tag: imageTag },
  });
  await simulator.call('ecr', 'PutImage', { repositoryName: SERVICE, imageManifest, imageManifestMediaType, imageTag });
  return `sha256:${createHash('sha256').update(imageManifest).digest('hex')}`;
}
