// Plays a story through deploy-ecs and asks the world whether the verdict is true. The judge reads the world, not the product.

import { main } from '../../actions/deploy-ecs/src/main.ts';
import type { AwsApi } from '../../lib/aws/api.ts';
import type { ServiceDeployment } from '../../simulator/control-plane/ecs-state.ts';
import type { Simulator } from '../../simulator/simulator.ts';
import { anAccount, CLUSTER, SERVICE } from '../support/a-service.ts';
import { type InProcessRun, runInProcess } from '../support/in-process.ts';
import { FATES, FAULTS, isGood, type Story } from './world.ts';

export interface Played {
  readonly run: InProcessRun;
  readonly simulator: Simulator;
  /** what is wrong with the verdict; empty when all is well */
  readonly wrong: readonly string[];
}

const ROLLBACK_TIMEOUT_MINUTES = 20;

export async function play(story: Story, door: (simulator: Simulator) => AwsApi): Promise<Played> {
  const account = anAccount({ fates: { v2: FATES[story.fate] }, faultSeed: story.seed });
  const { simulator } = account;
  await account.pushImage('v1');
  await account.createService({ ...story, settleMs: 0 });
  settle(simulator);
  const { reference } = await account.pushImage('v2');
  simulator.setFaults(FAULTS[story.faults], story.seed);
  const before = simulator.diary.length;
  const run = await runInProcess(
    { name: 'deploy-ecs', main },
    {
      simulator,
      api: door(simulator),
      inputs: inputsOf(story, reference),
      random: seeded(story.seed),
      ...(story.cancelAfterSeconds === undefined ? {} : { cancelAfterMs: story.cancelAfterSeconds * 1_000 }),
    },
  );
  return { run, simulator, wrong: judge(story, run, simulator, before) };
}

/** Until the first deployment has succeeded, and no longer: twenty minutes of a service at rest are a quarter of what a story costs. */
function settle(simulator: Simulator): void {
  for (let step = 0; step < 80; step++) {
    simulator.advance(15_000);
    if (Object.values(simulator.world.ecs.serviceDeployments).every(({ status }) => status === 'SUCCESSFUL')) return;
  }
  throw new Error('the service of the story never came to rest');
}

function inputsOf(story: Story, image: string): Record<string, string> {
  return {
    cluster: CLUSTER,
    service: SERVICE,
    image,
    'poll-interval': `${story.pollSeconds}s`,
    'max-failed-tasks': String(story.maxFailedTasks),
    'rollback-on-failure': String(story.rollbackOnFailure),
    'rollback-timeout': `${ROLLBACK_TIMEOUT_MINUTES}m`,
    'on-cancel': story.onCancel,
    ...(story.timeoutMinutes === undefined ? {} : { timeout: `${story.timeoutMinutes}m` }),
  };
}

type Promised = (deployment: ServiceDeployment | undefined, back: ServiceDeployment | undefined) => boolean;

/** What each verdict promises about our service deployment in the world, and about the one that puts back what served before. */
const PROMISES: Readonly<Record<string, Promised>> = {
  deployed: (deployment) => deployment?.status === 'SUCCESSFUL',
  idle: (deployment) => deployment?.status === 'SUCCESSFUL',
  'rolled-back': (deployment, back) =>
    deployment?.status === 'ROLLBACK_SUCCESSFUL' || (deployment?.status === 'STOPPED' && back?.status === 'SUCCESSFUL'),
  'rollback-failed': (deployment) => deployment?.status === 'ROLLBACK_FAILED',
  failed: (deployment, back) => deployment?.status === 'STOPPED' && back === undefined,
  superseded: () => false,
  'timed-out': (deployment, back) =>
    deployment !== undefined &&
    !['ROLLBACK_SUCCESSFUL', 'ROLLBACK_FAILED', 'STOPPED'].includes((back ?? deployment).status),
  // We could not see, or were told to stop looking: the world may be anywhere.
  unobserved: () => true,
  cancelled: () => true,
};

function judge(story: Story, run: InProcessRun, simulator: Simulator, before: number): string[] {
  const { verdict, outputs } = run.report;
  const { ecs } = simulator.world;
  const diary = simulator.diary.slice(before);
  const asked = (operation: string) => diary.filter((entry) => entry.operation === operation && entry.outcome === 'ok');
  const taskDefinition = outputs['task-definition-arn'] ?? '';
  const service = Object.values(ecs.services)[0];
  const made = Object.values(ecs.serviceDeployments).filter(
    ({ targetServiceRevision }) => ecs.serviceRevisions[targetServiceRevision.arn]?.taskDefinition === taskDefinition,
  );
  const ours = made[0];
  const backs = Object.values(ecs.serviceDeployments).filter(
    (one) => ours !== undefined && one !== ours && one.createdAt >= ours.createdAt,
  );
  const wrong: string[] = [];
  const claim = (holds: boolean, sentence: string) => {
    if (!holds) wrong.push(sentence);
  };

  claim(
    PROMISES[verdict]?.(ours, backs[0]) === true,
    `verdict ${verdict}, but our deployment is ${ours?.status}, the way back ${backs[0]?.status}`,
  );
  claim(made.length <= 1, `${made.length} deployments were made`);
  const primary = service?.deployments.find(({ status }) => status === 'PRIMARY');
  if (verdict === 'deployed') {
    claim(
      primary?.serviceRevisionArn === ours?.targetServiceRevision.arn && primary?.rolloutState === 'COMPLETED',
      'deployed, but another revision is in charge',
    );
    const running = Object.values(ecs.tasks).filter(
      ({ lastStatus, startedBy }) => lastStatus === 'RUNNING' && startedBy === primary?.id,
    );
    claim(running.length === story.desiredCount, `deployed, but ${running.length} of ${story.desiredCount} tasks run`);
    claim(story.desiredCount > 0, 'deployed, but nothing serves');
  }
  const stops = asked('StopServiceDeployment').length;
  claim(stops + backs.length <= 1, `${stops} rollbacks were asked for, ${backs.length} deployments put something back`);
  if (backs.length > 0) {
    const { enable, rollback } = story.circuitBreaker;
    claim(
      story.rollbackOnFailure && enable && !rollback,
      'what served before was put back, and nobody had asked for it',
    );
    claim(ours?.deploymentCircuitBreaker.status === 'TRIGGERED', 'what ECS had not given up was taken the place of');
  }
  const cancelled = story.cancelAfterSeconds !== undefined && run.tookMs >= story.cancelAfterSeconds * 1_000;
  if (isGood(story)) {
    claim(stops === 0 || (cancelled && story.onCancel === 'rollback'), 'a good release was rolled back by us');
    if (!cancelled && story.faults === 'none')
      claim(
        ['deployed', 'idle', 'timed-out', 'rolled-back', 'failed'].includes(verdict),
        `a good release ended ${verdict}`,
      );
    // Only ECS's own breaker may give up on a release that heals.
    if (verdict === 'rolled-back' || verdict === 'failed')
      claim(story.fate.startsWith('heals') && story.circuitBreaker.enable, `a good release was ${verdict}`);
  }
  if (stops > 0) claim(story.rollbackOnFailure || cancelled, 'rolled back although rollback-on-failure is off');
  claim(run.report.conclusion === 'success' || (run.report.outputs.reason ?? '') !== '', 'red without a reason');
  claim(run.report.summary.includes(verdict), 'the summary does not say the verdict');
  // A deployment takes at most: planning with retries, its deadline, the rollback, and a few looks.
  const limitMs = ((story.timeoutMinutes ?? 180) + ROLLBACK_TIMEOUT_MINUTES + 15) * 60_000;
  claim(run.tookMs <= limitMs, `took ${Math.round(run.tookMs / 60_000)} minutes`);
  const problems = diary.flatMap((entry) =>
    entry.fault === undefined ? entry.problems.map((problem) => `${entry.operation}: ${problem}`) : [],
  );
  claim(problems.length === 0, `requests against AWS's model: ${problems.slice(0, 3).join('; ')}`);
  return wrong;
}

/** mulberry32 would do as well; any seeded numbers in [0, 1) serve for jitter. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 48_271) >>> 0) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
