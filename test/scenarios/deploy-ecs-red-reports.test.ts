// What somebody who knows ECS only a little reads of each red end that is no plain rollback: on the run's page and in the job summary.
// The causes of a rollback have a table of their own (deploy-ecs-causes.test.ts).

import { afterAll, expect, test } from 'vitest';
import { crashes, hangs, healsAfter, healthy, noCapacity } from '../../simulator/runtimes/fates.ts';
import { CLUSTER, SERVICE } from '../support/a-service.ts';
import { aCompareDoor, TOKEN } from '../support/compare-door.ts';
import { aDeployPlace, type DeployPlace, ending } from '../support/deploy-place.ts';
import { type ShownRun, writeReportPage } from '../support/report-page.ts';
import type { BundleRun } from '../support/runner.ts';

interface RedEnd {
  readonly title: string;
  readonly verdict: string;
  readonly run: () => Promise<BundleRun>;
  /** what a reader who knows nothing else would do, from the annotation as well as from the summary */
  readonly next: RegExp;
}

const CRASHING = crashes({ lines: [{ afterMs: 10, message: 'cannot reach db:5432' }] });
const NO_BREAKER = { circuitBreaker: { enable: false, rollback: false } };
const NO_ROLLBACK = { circuitBreaker: { enable: true, rollback: false } };
/** The world moves on with each look, so that whatever may happen in it has happened by then. */
const SOON = { timeout: '1600ms' };

const ENDS: readonly RedEnd[] = [
  {
    title: 'failed: ECS stopped it without a rollback, and rollback-on-failure is off',
    next: /or go back: run deploy-ecs with rollback-to: web:1/,
    verdict: 'failed',
    run: async () => {
      const place = await aDeployPlace({ fates: { v2: CRASHING }, service: NO_ROLLBACK });
      return place.deploy({ image: place.v2, 'rollback-on-failure': 'false' });
    },
  },
  {
    title: 'failed: ECS stopped it, and nothing ever served',
    next: /fix the cause and push again/,
    verdict: 'failed',
    run: async () => {
      const service = { ...NO_ROLLBACK, settleMs: 60_000 };
      const place = await aDeployPlace({ fates: { v1: CRASHING, v2: CRASHING }, service });
      return place.deploy({ image: place.v2 });
    },
  },
  {
    title: 'rolled-back: a person asked for it',
    next: /whether the application listens on the containerPort/,
    verdict: 'rolled-back',
    run: async () => {
      const place = await aDeployPlace({ fates: { v2: hangs() } });
      place.at('before', 'DescribeServiceDeployments', () => void rollBack(place), { nth: 3 });
      return place.deploy({ image: place.v2 });
    },
  },
  {
    title: 'rolled-back: at the deadline',
    next: /read the last log lines of container "app"/,
    verdict: 'rolled-back',
    run: async () => {
      const place = await aDeployPlace({ fates: { v2: CRASHING }, service: NO_BREAKER });
      return place.deploy({ image: place.v2, 'max-failed-tasks': '1000', ...SOON });
    },
  },
  {
    title: 'rollback-failed: ECS had nothing to go back to',
    next: /there is no release to go back to, .* fix the cause and push again/,
    verdict: 'rollback-failed',
    run: async () => {
      const place = await aDeployPlace({ fates: { v1: CRASHING, v2: CRASHING }, service: { settleMs: 60_000 } });
      return place.deploy({ image: place.v2 });
    },
  },
  {
    title: 'rollback-failed: what served before was put back, and failed as well',
    next: /then deploy a release that is known to work/,
    verdict: 'rollback-failed',
    run: async () => {
      const fates = { v1: healthy(), v2: CRASHING };
      const place = await aDeployPlace({ fates, service: NO_ROLLBACK });
      fates.v1 = CRASHING;
      return place.deploy({ image: place.v2 });
    },
  },
  {
    title: 'timed-out: healthy and slow, left running',
    next: /the deployment may still succeed: run this job again to watch on/,
    verdict: 'timed-out',
    run: async () => {
      const containerDefinition = { healthCheck: { command: ['CMD', 'true'] } };
      const service = { loadBalancer: false, containerDefinition };
      const place = await aDeployPlace({ fates: { v2: hangs() }, service });
      return place.deploy({ image: place.v2, ...SOON });
    },
  },
  {
    title: 'timed-out: no capacity for its tasks',
    next: /give the service subnets in more zones/,
    verdict: 'timed-out',
    run: async () => {
      const place = await aDeployPlace({ fates: { v2: noCapacity() }, service: NO_BREAKER });
      return place.deploy({ image: place.v2, ...SOON });
    },
  },
  {
    title: 'timed-out: old tasks are protected',
    next: /old tasks may be protected .*aws ecs get-task-protection/,
    verdict: 'timed-out',
    run: async () => {
      const place = await aDeployPlace({ advancePerLookMs: 2_000 });
      await protectAll(place);
      return place.deploy({ image: place.v2, ...SOON });
    },
  },
  {
    title: 'timed-out: bad, and rollback-on-failure is off',
    next: /ECS goes on trying: fix the cause .* or go back/,
    verdict: 'timed-out',
    run: async () => {
      const place = await aDeployPlace({ fates: { v2: CRASHING }, service: NO_BREAKER });
      return place.deploy({ image: place.v2, 'rollback-on-failure': 'false', ...SOON });
    },
  },
  {
    title: 'timed-out: a rollback that did not end in time',
    next: /ECS goes on by itself/,
    verdict: 'timed-out',
    run: async () => {
      const place = await aDeployPlace({ fates: { v2: CRASHING }, service: NO_BREAKER });
      place.at('after', 'StopServiceDeployment', () => void 0);
      return place.deploy({ image: place.v2, 'rollback-timeout': '1ms' });
    },
  },
  {
    title: 'failed: the rollback was denied, and the deployment goes on',
    next: /allow the role ecs:StopServiceDeployment, then go back: run deploy-ecs with rollback-to: web:1/,
    verdict: 'failed',
    run: async () => {
      const place = await aDeployPlace({ fates: { v2: CRASHING }, service: NO_BREAKER });
      place.simulator.setFaults([{ kind: 'access-denied', operation: 'StopServiceDeployment' }]);
      return place.deploy({ image: place.v2 });
    },
  },
  {
    title: 'timed-out: another deployment did not end',
    next: /on-deployment-in-progress: replace/,
    verdict: 'timed-out',
    run: async () => {
      const { place, v3 } = await whileAnotherHangs();
      return place.deploy({ image: v3, ...SOON });
    },
  },
  {
    title: 'timed-out: a pause that nobody decided',
    next: /decide: aws ecs continue-service-deployment .*--hook-id/,
    verdict: 'timed-out',
    run: async () => {
      const place = await aBlueGreenPlace(10_000);
      return place.deploy({ image: place.v2, timeout: '1500ms' });
    },
  },
  {
    title: 'timed-out: a count that is not reached',
    next: /in the job summary: they mostly say why/,
    verdict: 'timed-out',
    run: async () => {
      const v1 = healsAfter(2, { first: healthy(), afterwards: CRASHING });
      const place = await aDeployPlace({ fates: { v1 } });
      return place.deploy({ 'desired-count': '4', ...SOON });
    },
  },
  {
    title: 'unobserved: the role may not look',
    next: /run this job again: it joins the deployment and watches on/,
    verdict: 'unobserved',
    run: async () => {
      const place = await aDeployPlace();
      place.simulator.setFaults([{ kind: 'access-denied', operation: 'DescribeServiceDeployments' }]);
      return place.deploy({ image: place.v2 });
    },
  },
  {
    title: 'unobserved: the credentials expired during the watch',
    next: /run this job again: it joins the deployment and watches on/,
    verdict: 'unobserved',
    run: async () => {
      const place = await aDeployPlace();
      place.at('before', 'DescribeServiceDeployments', () => place.simulator.setFaults([{ kind: 'expired-token' }]), {
        nth: 3,
      });
      return place.deploy({ image: place.v2 });
    },
  },
  {
    title: 'unobserved: the credentials had expired before anything',
    next: /give this step role-to-assume/,
    verdict: 'unobserved',
    run: async () => {
      const place = await aDeployPlace();
      place.simulator.setFaults([{ kind: 'expired-token' }]);
      return place.deploy({ image: place.v2 });
    },
  },
  {
    title: 'unobserved: throttled throughout',
    next: /AWS answers again, run this job again/,
    verdict: 'unobserved',
    run: async () => {
      const place = await aDeployPlace();
      place.simulator.setFaults([{ kind: 'throttled', operation: 'DescribeServiceDeployments' }]);
      return place.deploy({ image: place.v2, ...SOON });
    },
  },
  {
    title: 'refused: several inputs',
    next: /Did you mean "rollback"/,
    verdict: 'refused',
    run: async () => {
      const place = await aDeployPlace();
      return place.deploy({ image: `${place.v2}\nnot an image`, timeout: '15', 'on-cancel': 'rolback' });
    },
  },
  {
    title: 'refused: a missing secret, and an image for another processor',
    next: /Create it, or correct the reference.*Build it for linux\/amd64/s,
    verdict: 'refused',
    run: async () => {
      const place = await aDeployPlace();
      const { reference } = await place.account.pushImage('arm', ['linux/arm64']);
      const secrets = 'DB_URL=arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/db-a1b2c3';
      return place.deploy({ image: reference, secrets });
    },
  },
  {
    title: 'unobserved: a role that may not even read',
    next: /allow the role ecs:DescribeServices, then run this job again/,
    verdict: 'unobserved',
    run: async () => {
      const place = await aDeployPlace();
      place.simulator.setFaults([{ kind: 'access-denied', operation: 'DescribeServices' }]);
      return place.deploy({ image: place.v2 });
    },
  },
  {
    title: 'refused: a role that may not deploy',
    next: /allow the role ecs:UpdateService, then run this job again/,
    verdict: 'refused',
    run: async () => {
      const place = await aDeployPlace();
      place.simulator.setFaults([{ kind: 'access-denied', operation: 'UpdateService' }]);
      return place.deploy({ image: place.v2 });
    },
  },
  {
    title: 'refused: an older commit',
    next: /to deploy this commit all the same, set on-older-commit: allow/,
    verdict: 'refused',
    run: async () => {
      const [older, newer] = ['a'.repeat(40), 'b'.repeat(40)] as const;
      const door = await aCompareDoor({ [older]: [], [newer]: [older] });
      const place = await aDeployPlace();
      const of = (commit: string) => ({ token: TOKEN, env: { ...door.env, GITHUB_SHA: commit } });
      await place.deploy({ image: place.v2 }, of(newer));
      const { reference: v3 } = await place.account.pushImage('v3');
      return place.deploy({ image: v3 }, of(older));
    },
  },
  {
    title: 'refused: another deployment is in progress',
    next: /Wait for its end, or give wait or replace/,
    verdict: 'refused',
    run: async () => {
      const { place, v3 } = await whileAnotherHangs();
      return place.deploy({ image: v3, 'on-deployment-in-progress': 'fail' });
    },
  },
  {
    title: 'refused: a way back that leads nowhere',
    next: /name one of the releases that this step lists/,
    verdict: 'refused',
    run: async () => {
      const place = await aDeployPlace();
      await place.deploy({ image: place.v2 });
      return place.deploy({ 'rollback-to': 'web:9' });
    },
  },
  {
    title: 'superseded: somebody began another deployment',
    next: /nothing is to be done here: .*follow it with/,
    verdict: 'superseded',
    run: async () => {
      const place = await aDeployPlace();
      const input = { cluster: CLUSTER, service: SERVICE, taskDefinition: 'web:1', forceNewDeployment: true };
      place.at('before', 'DescribeServiceDeployments', () => void place.simulator.call('ecs', 'UpdateService', input), {
        nth: 3,
      });
      return place.deploy({ image: place.v2 });
    },
  },
  {
    title: 'superseded: a way back that somebody was faster than',
    next: /nothing is to be done here: look at the run of the newer deployment/,
    verdict: 'superseded',
    run: async () => {
      const place = await aDeployPlace();
      await place.deploy({ image: place.v2 });
      const { reference: v3 } = await place.account.pushImage('v3');
      await place.deploy({ image: v3 });
      return place.deploy({ 'rollback-to': 'web:1', 'rollback-from': 'web:2' });
    },
  },
  {
    title: 'cancelled: a rollback was asked for',
    next: /the next run waits for what still moves/,
    verdict: 'cancelled',
    run: async () => {
      const place = await aDeployPlace();
      return cancelledAtLook(place, {});
    },
  },
  {
    title: 'cancelled: left alone, as on-cancel says',
    next: /the next run waits for what still moves, or joins it/,
    verdict: 'cancelled',
    run: async () => cancelledAtLook(await aDeployPlace(), { 'on-cancel': 'leave' }),
  },
  {
    title: 'cancelled: the rollback was denied',
    next: /the next run waits for what still moves, or joins it/,
    verdict: 'cancelled',
    run: async () => {
      const place = await aDeployPlace();
      place.simulator.setFaults([{ kind: 'access-denied', operation: 'StopServiceDeployment' }]);
      return cancelledAtLook(place, {});
    },
  },
  {
    title: 'cancelled: while it bakes, every new task healthy',
    next: /the next run waits for what still moves, or joins it/,
    verdict: 'cancelled',
    run: async () => {
      const place = await aBlueGreenPlace();
      const running = place.start(
        { image: place.v2 },
        { onLine: (line) => line.includes('BAKE_TIME') && running.kill('SIGINT') },
      );
      return running.finished;
    },
  },
  {
    title: 'cancelled: before anything was started',
    next: /nothing is to be undone; run this job again to deploy/,
    verdict: 'cancelled',
    run: async () => {
      const place = await aDeployPlace();
      const running = place.start({ image: place.v2 });
      place.at('before', 'RegisterTaskDefinition', () => running.cancel());
      return running.finished;
    },
  },
];

const shown: ShownRun[] = [];
// A person may look at what the assertions only read.
afterAll(() => writeReportPage('red', shown));

test.each(ENDS)('$title', async ({ title, verdict, next, run: play }) => {
  const run = await play();
  shown.push({ title, run });
  expect(ending(run)).toEqual({ exitCode: 1, verdict });
  const errors = run.annotations.filter(({ level }) => level === 'error');
  expect(errors).toHaveLength(1);
  const [{ message } = { message: '' }] = errors;
  // Escapes of the summary are how Markdown keeps foreign words harmless.
  const summary = run.summary.replace(/&#(\d+);/g, (_, character) => String.fromCharCode(Number(character)));
  for (const text of [message, summary]) {
    expect(text).toMatch(/Serving (now|when last seen \(.*\)):|Nothing was touched\./);
    expect(text).toMatch(next);
    expect(text).not.toMatch(/undefined|\.:|[^.]\.\.[^.]/);
  }
  // Where an input is to be mended, its remedy stands beside it.
  if (verdict !== 'refused') expect(message).toMatch(/^Next: \S/m);
});

async function rollBack(place: DeployPlace): Promise<void> {
  const serviceDeploymentArn = place.deployments().at(-1)?.serviceDeploymentArn;
  await place.simulator.call('ecs', 'StopServiceDeployment', { serviceDeploymentArn, stopType: 'ROLLBACK' });
}

async function protectAll({ simulator }: DeployPlace): Promise<void> {
  const tasks = Object.keys(simulator.world.ecs.tasks);
  await simulator.call('ecs', 'UpdateTaskProtection', { cluster: CLUSTER, tasks, protectionEnabled: true });
}

async function whileAnotherHangs() {
  const place = await aDeployPlace({
    fates: { v2: hangs() },
    service: {
      ...NO_BREAKER,
      loadBalancer: false,
      containerDefinition: { healthCheck: { command: ['CMD', 'true'] } },
    },
  });
  await place.deploy({ image: place.v2, 'wait-until': 'none' });
  return { place, v3: (await place.account.pushImage('v3')).reference };
}

/** `pauseMinutes`: a person has to decide before the production traffic goes over. */
async function aBlueGreenPlace(pauseMinutes?: number): Promise<DeployPlace> {
  const deploymentConfiguration = { strategy: 'BLUE_GREEN', bakeTimeInMinutes: 5 };
  const place = await aDeployPlace({ service: { deploymentConfiguration } });
  if (pauseMinutes === undefined) return place;
  const pause = {
    targetType: 'PAUSE',
    lifecycleStages: ['POST_TEST_TRAFFIC_SHIFT'],
    timeoutConfiguration: { timeoutInMinutes: pauseMinutes },
  };
  await place.simulator.call('ecs', 'UpdateService', {
    cluster: CLUSTER,
    service: SERVICE,
    deploymentConfiguration: { ...deploymentConfiguration, lifecycleHooks: [pause] },
  });
  return place;
}

async function cancelledAtLook(place: DeployPlace, inputs: Readonly<Record<string, string>>): Promise<BundleRun> {
  const running = place.start({ image: place.v2, ...inputs });
  place.at('before', 'DescribeServiceDeployments', () => running.cancel(), { nth: 2 });
  return running.finished;
}
