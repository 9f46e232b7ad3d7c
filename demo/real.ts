// The demo for real: Docker builds and runs, a registry is pushed to and pulled from, PostgreSQL is migrated, a load balancer is asked.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { heading, say } from './console.ts';
import { type Load, startLoad } from './load.ts';
import type { Demo } from './run.ts';
import { setRealStage } from './stage.ts';
import { createJob, type Job } from './steps.ts';
import { createWorkspace, type Workspace } from './workspace.ts';

const REGION = 'eu-west-1';
/** No release of the demo takes as long, at AWS's own pace neither: the load ends with the act. */
const LOAD_AT_MOST_SECONDS = 3_600;

/** How the demo's app behaves; a build argument of its Dockerfile. */
type Behaviour = 'good' | 'crash' | 'wrong';

interface Release {
  readonly name: string;
  readonly commit: string;
  readonly behaviour: Behaviour;
  /** repository@digest, once it is built */
  image?: string;
}

interface Stage {
  readonly job: Job;
  readonly workspace: Workspace;
  readonly outputs: string;
  readonly baseImage: string;
  readonly url: string;
}

export async function runRealDemo(demo: Demo): Promise<void> {
  heading('Setting the stage');
  const stage = await setStage(demo);

  heading('1. The first release, after "terraform apply"');
  const first = await commit(stage, { name: '1.0.0', migrations: 1 });
  await ship(stage, '1 first release', first);
  await smokeTest(stage, '1 first release', first, 'passed');

  heading('2. The second release, while somebody keeps asking');
  const second = await commit(stage, { name: '2.0.0', migrations: 2 });
  await underLoad(demo, `${stage.url}/`, async () => {
    await ship(stage, '2 second release', second);
    await smokeTest(stage, '2 second release', second, 'passed');
  });

  heading('3. A broken release: it crashes at start');
  const broken = await commit(stage, { name: '3.0.0', migrations: 2, behaviour: 'crash' });
  await build(stage, '3 broken release', broken);
  await deploy(stage, '3 broken release', broken, 'rolled-back');
  await smokeTest(stage, '3 broken release', second, 'passed');
  await goBack(stage, '3 broken release', 'unchanged');

  heading('4. A release that runs but answers wrongly, and the way back, while somebody keeps asking');
  const wrong = await commit(stage, { name: '4.0.0', migrations: 2, behaviour: 'wrong' });
  await build(stage, '4 wrong release', wrong);
  await deploy(stage, '4 wrong release', wrong, 'deployed');
  await smokeTest(stage, '4 wrong release', wrong, 'failed');
  // Its front page is broken; what it answers well must go on being answered while it is taken back.
  await underLoad(demo, `${stage.url}/version`, () => goBack(stage, '4 wrong release', 'deployed'));
  await smokeTest(stage, '4 wrong release', second, 'passed');
}

async function setStage(demo: Demo): Promise<Stage> {
  say(
    `AWS's own waits (health intervals, draining, back-off of the circuit breaker …) are divided by ${demo.timeScale} (--time-scale); Slipway's own timers are not.`,
  );
  const { url, folder, baseImage, address, outputs } = await setRealStage({
    timeScale: demo.timeScale,
    region: REGION,
    cleanUps: demo.cleanUps,
    say,
  });
  const workspace = await createWorkspace(join(folder, 'app'));
  const outputsFile = join(folder, 'terraform.json');
  writeFileSync(outputsFile, JSON.stringify(outputs, undefined, 2), { mode: 0o600 });
  const job = createJob({
    workspace: workspace.folder,
    env: { AWS_ENDPOINT_URL: url, AWS_REGION: REGION, AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' },
  });
  demo.onJob(job);
  return { job, workspace, outputs: outputsFile, baseImage, url: address };
}

/** Build, migrate, deploy: what a push to main does. */
async function ship(stage: Stage, act: string, release: Release): Promise<void> {
  await build(stage, act, release);
  await migrate(stage, act, release);
  await deploy(stage, act, release, 'deployed');
}

async function build(stage: Stage, act: string, release: Release): Promise<void> {
  const buildArgs = [
    `BASE=${stage.baseImage}`,
    `VERSION=${release.name}`,
    `COMMIT=${release.commit}`,
    `RELEASE=${release.behaviour}`,
  ];
  const { outputs } = await stage.job.run(act, {
    action: 'build-push',
    commit: release.commit,
    expected: 'pushed',
    inputs: { 'terraform-outputs': stage.outputs, 'build-args': buildArgs.join('\n') },
  });
  release.image = outputs.image ?? '';
}

async function migrate(stage: Stage, act: string, release: Release): Promise<void> {
  await stage.job.run(act, {
    action: 'migrate',
    commit: release.commit,
    expected: 'succeeded',
    inputs: {
      'terraform-outputs': stage.outputs,
      image: imageOf(release),
      command: '["node", "migrate.mjs"]',
      'poll-interval': '1s',
    },
  });
}

async function deploy(stage: Stage, act: string, release: Release, expected: string): Promise<void> {
  await stage.job.run(act, {
    action: 'deploy-ecs',
    commit: release.commit,
    expected,
    inputs: { 'terraform-outputs': stage.outputs, image: imageOf(release), 'poll-interval': '1s' },
  });
}

async function goBack(stage: Stage, act: string, expected: string): Promise<void> {
  await stage.job.run(act, {
    action: 'deploy-ecs',
    expected,
    inputs: { 'terraform-outputs': stage.outputs, 'rollback-to': 'previous', 'poll-interval': '1s' },
  });
}

/** The front page, and the commit that answers. */
async function smokeTest(stage: Stage, act: string, release: Release, expected: string): Promise<void> {
  await stage.job.run(act, {
    action: 'smoke-test',
    expected,
    inputs: {
      'terraform-outputs': stage.outputs,
      path: '/',
      'version-path': '/version',
      'expected-version': release.commit,
      interval: '500ms',
      timeout: '5s',
    },
  });
}

async function underLoad(demo: Demo, url: string, work: () => Promise<void>): Promise<void> {
  const load: Load = startLoad(url, LOAD_AT_MOST_SECONDS);
  demo.cleanUps.push(async () => void (await load.stop()));
  await work();
  const { requests, failed, p99Ms } = await load.stop();
  say(`\nMeanwhile ${requests} requests to ${url} were answered (99 of 100 within ${p99Ms} ms), ${failed} failed.`);
  if (failed > 0) throw new Error(`${failed} of ${requests} requests failed while a release went out`);
}

function imageOf({ image, name }: Release): string {
  if (image === undefined) throw new Error(`release ${name} has not been built`);
  return image;
}

async function commit(
  stage: Stage,
  release: { name: string; behaviour?: Behaviour; migrations: number },
): Promise<Release> {
  const { name, behaviour = 'good' } = release;
  return { name, behaviour, commit: await stage.workspace.commitRelease(release) };
}
