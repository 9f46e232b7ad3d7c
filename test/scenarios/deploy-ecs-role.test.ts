import { expect, test } from 'vitest';
import { main } from '../../actions/deploy-ecs/src/main.ts';
import { everyService } from '../../lib/aws/every-service.ts';
import { createAwsApi } from '../../lib/aws/sdk.ts';
import { requestHandlerFor } from '../../simulator/request-handler.ts';
import { crashes, healthy } from '../../simulator/runtimes/fates.ts';
import { anAccount, CLUSTER, SERVICE } from '../support/a-service.ts';
import { aDeployPlace, type DeployPlace, type DeployPlaceOptions, ending } from '../support/deploy-place.ts';
import { anIdTokenDoor, BEARER, type IdTokenDoor, SUBJECT, tokenWith } from '../support/id-token-door.ts';
import { runInProcess, virtualClock } from '../support/in-process.ts';
import type { BundleRun } from '../support/runner.ts';

const ROLE = 'arn:aws:iam::123456789012:role/ci/deploy';
const MINUTE = 60_000;
const NO_KEYS = { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined };

interface RolePlace {
  readonly place: DeployPlace;
  readonly door: IdTokenDoor;
  /** the job's variables: a door to tokens, and no keys */
  readonly env: Readonly<Record<string, string | undefined>>;
  deploy(inputs?: Readonly<Record<string, string>>): Promise<BundleRun>;
  /** how often STS gave a session */
  sessions(): number;
}

async function aRolePlace(options: DeployPlaceOptions = {}): Promise<RolePlace> {
  const place = await aDeployPlace(options);
  const door = await anIdTokenDoor(() => place.simulator.world.now);
  const env = { ...door.env, ...NO_KEYS };
  return {
    place,
    door,
    env,
    deploy: (inputs = {}) => place.deploy({ image: place.v2, 'role-to-assume': ROLE, ...inputs }, { env }),
    sessions: () => place.count('AssumeRoleWithWebIdentity'),
  };
}

/** What a reader sees: the runner takes the commands that mask out of the log. */
function shown(run: BundleRun): string {
  const lines = run.lines.filter((line) => !line.startsWith('::add-mask::'));
  return [...lines, run.stderr, run.summary, ...Object.values(run.outputs), ...Object.values(run.state)].join('\n');
}

test('a job without keys deploys as the role that it assumes by itself, once', async () => {
  const { place, door, deploy, sessions } = await aRolePlace();
  const run = await deploy();
  expect(ending(run)).toEqual({ exitCode: 0, verdict: 'deployed' });
  expect(sessions()).toBe(1);
  expect(door.given.map(({ audience }) => audience)).toEqual(['sts.amazonaws.com']);
  expect(place.diary().find(({ service }) => service === 'sts')?.input).toEqual({
    RoleArn: ROLE,
    RoleSessionName: 'slipway-4711-release',
    WebIdentityToken: '(secret)',
    DurationSeconds: 3_600,
  });
});

test('session name and audience are those that are given', async () => {
  const { place, door, deploy } = await aRolePlace();
  await deploy({ 'role-session-name': 'web@4711', 'role-audience': 'https://aws.example' });
  expect(door.given.map(({ audience }) => audience)).toEqual(['https://aws.example']);
  expect(place.diary().find(({ service }) => service === 'sts')?.input).toMatchObject({ RoleSessionName: 'web@4711' });
});

test('sessions that end again and again during one watch are no verdict', async () => {
  const { place, deploy, sessions } = await aRolePlace({ sessionsEndAfterMs: MINUTE });
  const run = await deploy();
  expect(ending(run)).toEqual({ exitCode: 0, verdict: 'deployed' });
  expect(sessions()).toBeGreaterThanOrEqual(3);
  expect(place.diary().filter(({ outcome }) => outcome === 'ExpiredTokenException').length).toBeGreaterThanOrEqual(2);
  expect(place.statuses()).toEqual(['SUCCESSFUL', 'SUCCESSFUL']);
});

test('a change that is refused because the session has just ended is made once', async () => {
  const { place, deploy, sessions } = await aRolePlace({ sessionsEndAfterMs: 10 * MINUTE });
  place.at('before', 'UpdateService', () => place.simulator.advance(10 * MINUTE));
  const run = await deploy();
  expect(ending(run)).toEqual({ exitCode: 0, verdict: 'deployed' });
  expect(sessions()).toBe(2);
  expect(place.count('UpdateService')).toBe(1);
});

test('a bad release is still rolled back after its sessions have ended', async () => {
  const { place, deploy, sessions } = await aRolePlace({
    fates: { v2: crashes() },
    service: { circuitBreaker: { enable: false, rollback: false } },
    sessionsEndAfterMs: MINUTE,
  });
  const run = await deploy();
  expect(ending(run)).toEqual({ exitCode: 1, verdict: 'rolled-back' });
  expect(sessions()).toBeGreaterThanOrEqual(3);
  expect(place.count('StopServiceDeployment')).toBe(1);
});

test('a rollout of two hours renews its session in time: AWS never sees one that has ended', async () => {
  const account = anAccount({ fates: { v2: healthy({ startMs: 125 * MINUTE }) }, sessionsEndAfterMs: 60 * MINUTE });
  const { simulator } = account;
  await account.pushImage('v1');
  await account.createService();
  const { reference: image } = await account.pushImage('v2');
  const before = simulator.diary.length;
  const api = createAwsApi({
    services: everyService,
    environment: { AWS_REGION: simulator.world.region },
    requestHandler: requestHandlerFor(simulator),
    role: {
      request: { arn: ROLE, sessionName: 'slipway-1-release', audience: 'sts.amazonaws.com' },
      idToken: async () => tokenWith({ sub: SUBJECT, exp: simulator.world.now / 1_000 + 300 }),
      clock: virtualClock(simulator),
      mask: () => {},
    },
  });
  const inputs = { cluster: CLUSTER, service: SERVICE, image, timeout: '3h' };
  const { report } = await runInProcess({ name: 'deploy-ecs', main }, { simulator, api, inputs });
  expect(report.verdict).toBe('deployed');
  const outcomes = simulator.diary.slice(before);
  expect(outcomes.filter(({ operation }) => operation === 'AssumeRoleWithWebIdentity')).toHaveLength(3);
  expect(outcomes.filter(({ outcome }) => outcome !== 'ok')).toEqual([]);
});

test('a door to tokens that is shut for a moment costs a moment', async () => {
  const { door, deploy } = await aRolePlace({ sessionsEndAfterMs: MINUTE });
  door.answer(503, 1);
  const run = await deploy();
  expect(ending(run)).toEqual({ exitCode: 0, verdict: 'deployed' });
  expect(run.lines.join('\n')).toMatch(/OIDC token of GitHub got no usable answer.*Asking again/);
});

test('a door that is shut in the middle of the watch and opens again is no verdict', async () => {
  const { place, door, deploy } = await aRolePlace({ sessionsEndAfterMs: MINUTE });
  place.at('before', 'DescribeServiceDeployments', () => door.answer('reset', 6), { nth: 2 });
  const run = await deploy();
  expect(ending(run)).toEqual({ exitCode: 0, verdict: 'deployed' });
  expect(door.asked()).toBeGreaterThanOrEqual(8);
});

test('a door that stays shut is waited for until the deadline: unobserved, and the release goes its way', async () => {
  const { place, door, deploy } = await aRolePlace({ sessionsEndAfterMs: MINUTE });
  place.at('before', 'DescribeServiceDeployments', () => door.answer(503), { nth: 2 });
  const run = await deploy({ timeout: '3s' });
  expect(ending(run)).toEqual({ exitCode: 1, verdict: 'unobserved' });
  expect(run.outputs.reason).toMatch(/OIDC token/);
  expect(place.count('StopServiceDeployment')).toBe(0);
  place.simulator.advance(20 * MINUTE);
  expect(place.statuses()).toEqual(['SUCCESSFUL', 'SUCCESSFUL']);
});

test('a role that is taken away in the middle of the watch: unobserved at once, with what to look at', async () => {
  const { place, deploy } = await aRolePlace({ sessionsEndAfterMs: MINUTE });
  const deny = () => place.simulator.setFaults([{ kind: 'access-denied', operation: 'AssumeRoleWithWebIdentity' }]);
  place.at('before', 'DescribeServiceDeployments', deny, { nth: 2 });
  const run = await deploy();
  expect(ending(run)).toEqual({ exitCode: 1, verdict: 'unobserved' });
  expect(run.outputs.reason).toMatch(/not renewed: .*trust policy.*repo:OWNER\/app:environment:production/);
  expect(place.count('StopServiceDeployment')).toBe(0);
});

test('a trust policy that lets another subject in: refused, with the claims to compare, before anything', async () => {
  const { place, door, deploy } = await aRolePlace({ trust: { [ROLE]: ['repo:OWNER/other:*'] } });
  const run = await deploy();
  expect(ending(run)).toEqual({ exitCode: 1, verdict: 'refused' });
  for (const text of [run.outputs.reason, run.annotations[0]?.message]) {
    expect(text).toContain(ROLE);
    expect(text).toContain(`sub is "${SUBJECT}" and its aud "sts.amazonaws.com"`);
    expect(text).toMatch(/its trust policy does not let this job in/);
  }
  expect(shown(run)).not.toContain(door.given[0]?.token);
  expect(place.diary().map(({ operation }) => operation)).toEqual(place.diary().map(() => 'AssumeRoleWithWebIdentity'));
});

test('a job that may have no token is told the permission, beside every other problem', async () => {
  const place = await aDeployPlace();
  const run = await place.deploy({ 'role-to-assume': ROLE, timeout: 'soon' });
  expect(ending(run)).toEqual({ exitCode: 1, verdict: 'refused' });
  expect(run.outputs.reason).toMatch(/role-to-assume: .*"permissions: id-token: write"/);
  expect(run.outputs.reason).toMatch(/timeout: "soon"/);
  expect(place.diary()).toEqual([]);
});

test('no token and no key is shown, and each was masked before anything else was said', async () => {
  const { place, door, deploy } = await aRolePlace({ sessionsEndAfterMs: MINUTE });
  const run = await deploy();
  const keys = Object.keys(place.simulator.world.sts.sessions);
  expect(keys.length).toBeGreaterThanOrEqual(3);
  expect(run.masks).toEqual(expect.arrayContaining([...keys, ...door.given.map(({ token }) => token)]));
  for (const secret of [BEARER, ...run.masks]) expect(shown(run)).not.toContain(secret);
});

test('the post step of a killed run assumes the role anew, and does what was left', async () => {
  const fates = { v2: healthy({ startMs: 10 * MINUTE }) };
  const { place, env, sessions } = await aRolePlace({ fates, sessionsEndAfterMs: MINUTE });
  const running = place.start({ image: place.v2, 'role-to-assume': ROLE }, { env });
  place.at('before', 'DescribeServiceDeployments', () => running.kill('SIGKILL'), { nth: 2 });
  const run = await running.finished;
  const before = sessions();
  place.simulator.advance(MINUTE);
  await place.deploy({}, { phase: 'post', state: run.state, env });
  expect(place.count('StopServiceDeployment')).toBe(1);
  expect(sessions()).toBeGreaterThan(before);
});

test('a cancelled run whose session has just ended still asks for its rollback', async () => {
  const { place, env } = await aRolePlace({ sessionsEndAfterMs: MINUTE });
  const running = place.start({ image: place.v2, 'role-to-assume': ROLE }, { env });
  const cancel = () => {
    place.simulator.advance(MINUTE);
    running.cancel();
  };
  place.at('before', 'DescribeServiceDeployments', cancel, { nth: 2 });
  const run = await running.finished;
  expect(ending(run)).toEqual({ exitCode: 1, verdict: 'cancelled' });
  expect(place.count('StopServiceDeployment')).toBe(1);
});
