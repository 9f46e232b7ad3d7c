// What is checked before anything is touched, by the shipped bundle against the local AWS: each check red, as a warning, denied, and off.

import { describe, expect, test } from 'vitest';
import type { Fault } from '../../simulator/faults.ts';
import { hangs } from '../../simulator/runtimes/fates.ts';
import { aDeployPlace, type DeployPlace, type DeployPlaceOptions, ending, visible } from '../support/deploy-place.ts';
import type { BundleRun } from '../support/runner.ts';

const ARN = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret';
const THERE = `${ARN}:prod/web-a1b2c3`;
const REGION = { 'awslogs-region': 'eu-west-1', 'awslogs-stream-prefix': 'ecs' };
const CHECKS = ['DescribeSecret', 'DescribeParameters', 'DescribeLogGroups'];

/** The service has a secret and a parameter, and both are there. */
function aPlace(options: DeployPlaceOptions = {}): Promise<DeployPlace> {
  const secrets = [
    { name: 'DATABASE_URL', valueFrom: `${THERE}:url::` },
    { name: 'TOKEN', valueFrom: '/prod/token' },
  ];
  return aDeployPlace({
    secretValues: { [`${THERE}:url::`]: 'postgres://hidden', '/prod/token': 'hidden too' },
    ...options,
    service: { containerDefinition: { secrets }, ...options.service },
  });
}

const reasons = (run: BundleRun) => (run.outputs.reason ?? '').split('\n');
const annotations = (run: BundleRun, level: string) => run.annotations.filter((each) => each.level === level);

async function isRefused(place: DeployPlace, inputs: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const before = place.changes().length;
  const run = await place.deploy({ image: place.v2, ...inputs });
  expect(ending(run)).toEqual({ exitCode: 1, verdict: 'refused' });
  expect(place.changes()).toHaveLength(before);
  expect(place.statuses()).toEqual(['SUCCESSFUL']);
  return reasons(run);
}

async function deploys(place: DeployPlace, inputs: Readonly<Record<string, string>>): Promise<BundleRun> {
  const run = await place.deploy({ image: place.v2, ...inputs });
  expect(ending(run)).toEqual({ exitCode: 0, verdict: 'deployed' });
  return run;
}

test('a service whose secrets, parameters and log groups are there is deployed without a word about them, and no value is read', async () => {
  const place = await aPlace();
  const run = await deploys(place, {});
  expect(run.annotations).toEqual([]);
  for (const operation of CHECKS) expect(place.count(operation)).toBe(1);
  expect(place.diary().filter(({ operation }) => /^Get(SecretValue|Parameters?)$/.test(operation))).toEqual([]);
  expect(visible(run)).not.toContain('hidden');
});

test('everything that is missing is told at once, with what else is wrong, and nothing is touched', async () => {
  const place = await aPlace();
  await place.simulator.call('secretsmanager', 'CreateSecret', { Name: 'empty' });
  const empty = Object.keys(place.simulator.world.secretsmanager.secrets).find((arn) => arn.includes(':empty-'));
  const told = await isRefused(place, {
    image: place.v2.replace('v2', 'v3'),
    secrets: `A=${ARN}:gone-a1b2c3:key::\nB=/prod/gone\nC=${empty}\nD=${THERE}::AWSPENDING:\nE=arn:aws:ssm:eu-west-1:123456789012:parameter/prod/token`,
    'log-options': 'awslogs-group=/ecs/wbe',
  });
  expect(told).toEqual([
    expect.stringMatching(/^image: .*"v3"/),
    expect.stringContaining(`container "app": secret A: Secrets Manager has no secret ${ARN}:gone-a1b2c3,`),
    expect.stringContaining('container "app": secret C: the secret'),
    expect.stringMatching(/^container "app": secret D: .*"AWSPENDING"/),
    expect.stringMatching(/^container "app": secret B: Parameter Store has no parameter \/prod\/gone,/),
    expect.stringMatching(
      /^container "app": there is no log group "\/ecs\/wbe" in eu-west-1.*Did you mean "\/ecs\/web"/,
    ),
  ]);
});

test('a parameter that AWS lists nowhere is not called missing', async () => {
  const place = await aPlace();
  const secrets =
    'A=/aws/reference/secretsmanager/prod/db\nB=arn:aws:ssm:eu-west-1:123456789012:parameter/aws/service/x';
  const run = await place.deploy({ image: place.v2, secrets, 'dry-run': 'true' });
  expect(ending(run)).toEqual({ exitCode: 0, verdict: 'planned' });
  for (const name of ['secret A', 'secret B', 'AWS lists no names that begin with /aws/'])
    expect(run.summary).toContain(name);
});

test('the login of a registry and the secrets of a log driver are looked for, and a secret on its way out is none', async () => {
  const place = await aPlace({
    service: {
      containerDefinition: {
        repositoryCredentials: { credentialsParameter: THERE },
        logConfiguration: { logDriver: 'splunk', secretOptions: [{ name: 'token', valueFrom: '/splunk/token' }] },
      },
    },
  });
  await place.simulator.call('secretsmanager', 'DeleteSecret', { SecretId: THERE });
  expect(await isRefused(place, {})).toEqual([
    expect.stringMatching(/^container "app": repositoryCredentials: .*scheduled for deletion.*restore-secret/),
    expect.stringMatching(/^container "app": secret option token: Parameter Store has no parameter \/splunk\/token/),
  ]);
});

test('with verify: warn what is missing is said, and deployed; with verify: off nobody asks', async () => {
  const place = await aPlace();
  await place.simulator.call('logs', 'CreateLogGroup', { logGroupName: '/ecs/other' });
  const gone = { secrets: `OPTIONAL=${THERE}::AWSPENDING:` };
  expect(await isRefused(place, gone)).toHaveLength(1);
  const warned = await place.deploy({ image: place.v2, ...gone, verify: 'warn', timeout: '1s' });
  const said = { message: expect.stringMatching(/secret OPTIONAL: .*"AWSPENDING"/) };
  expect(annotations(warned, 'warning')).toEqual([expect.objectContaining(said)]);
  // The run's page shows it once: a dry run, after which the deployment finds the same, says it in its log and its summary alone.
  const planned = await place.deploy({ image: place.v2, ...gone, verify: 'warn', 'dry-run': 'true' });
  expect(planned.annotations).toEqual([]);
  for (const text of [planned.summary, planned.lines.join('\n')]) expect(text).toContain('secret OPTIONAL');
  expect(place.count('UpdateService')).toBe(1);

  const other = await aPlace({ service: { circuitBreaker: { enable: false, rollback: false } } });
  const unasked = await deploys(other, { verify: 'off' });
  expect(unasked.annotations).toEqual([]);
  for (const operation of CHECKS) expect(other.count(operation)).toBe(0);
});

describe('what cannot be known is a notice', () => {
  const denied: readonly Fault[] = [
    { kind: 'access-denied', service: 'secretsmanager' },
    { kind: 'access-denied', service: 'ssm' },
    { kind: 'access-denied', service: 'logs', operation: 'DescribeLogGroups' },
  ];

  test('because the role may not ask', async () => {
    const place = await aPlace();
    place.simulator.setFaults(denied);
    const run = await deploys(place, {});
    expect(annotations(run, 'warning')).toEqual([]);
    const [notice, ...others] = annotations(run, 'notice');
    expect(others).toEqual([]);
    for (const action of ['secretsmanager:DescribeSecret', 'ssm:DescribeParameters', 'logs:DescribeLogGroups'])
      expect(notice?.message).toContain(`Not allowed to call ${action}`);
  });

  test("because it is another account's, or made by the log driver", async () => {
    const place = await aPlace({
      secretValues: { 'arn:aws:ssm:eu-west-1:210987654321:parameter/shared': 'x' },
      service: {
        containerDefinition: {
          secrets: [{ name: 'SHARED', valueFrom: 'arn:aws:ssm:eu-west-1:210987654321:parameter/shared' }],
          logConfiguration: {
            logDriver: 'awslogs',
            options: { ...REGION, 'awslogs-group': '/made/later', 'awslogs-create-group': 'true' },
          },
        },
      },
    });
    const [notice] = annotations(await deploys(place, {}), 'notice');
    expect(notice?.message).toMatch(/parameter\/shared exists is not known: it is another account's/);
    expect(notice?.message).toMatch(/"\/made\/later" is made by the log driver/);
    for (const operation of CHECKS) expect(place.count(operation)).toBe(0);
  });
});

test('a secret of another account that is not found is a notice: it may be there', async () => {
  const foreign = 'arn:aws:secretsmanager:eu-west-1:210987654321:secret:shared-a1b2c3';
  const place = await aPlace();
  const run = await place.deploy({ image: place.v2, secrets: `SHARED=${foreign}`, 'dry-run': 'true' });
  expect(ending(run)).toEqual({ exitCode: 0, verdict: 'planned' });
  expect(run.lines.join('\n')).toContain(`whether ${foreign} exists is not known: it is of account 210987654321`);
});

describe('a service that has no room for a rolling update', () => {
  const service = { desiredCount: 1, minimumHealthyPercent: 50, maximumPercent: 150 };

  test('is refused instead of watched until the deadline, by a dry run too', async () => {
    const place = await aPlace({ service });
    const sentence = /^deployment configuration: "web" has no room.*Set maximumPercent to 200 or more/;
    expect(await isRefused(place, {})).toEqual([expect.stringMatching(sentence)]);
    expect(await isRefused(place, { 'dry-run': 'true' })).toEqual([expect.stringMatching(sentence)]);
  });

  test('hangs as it was said to, where the check is turned off', async () => {
    const place = await aPlace({ service });
    const run = await place.deploy({ image: place.v2, verify: 'off', timeout: '300ms' });
    expect(ending(run)).toEqual({ exitCode: 1, verdict: 'timed-out' });
  });

  test('is a warning where what runs had not succeeded: ECS may stop what is unhealthy', async () => {
    const place = await aPlace({ service: { ...service, settleMs: 50_000 }, fates: { v1: hangs() } });
    const run = await place.deploy({ image: place.v2, 'on-deployment-in-progress': 'replace', 'dry-run': 'true' });
    expect(ending(run)).toEqual({ exitCode: 0, verdict: 'planned' });
    expect(run.lines.join('\n')).toContain('"web" has no room for a rolling update');
  });
});

test('dangerous settings are said once, and stop nothing', async () => {
  const place = await aPlace({
    service: { circuitBreaker: { enable: true, rollback: false }, minimumHealthyPercent: 0 },
  });
  const [warning, ...others] = annotations(await deploys(place, {}), 'warning');
  expect(others).toEqual([]);
  expect(warning?.message.split('\n')).toEqual([
    expect.stringMatching(/^circuit breaker: it is on for "web" but does not roll back/),
    expect.stringMatching(/^minimumHealthyPercent: it is 0/),
  ]);
});

test('what serves already is not checked again, and going back is never stopped by a check', async () => {
  const place = await aPlace();
  await deploys(place, {});
  const asked = place.count('DescribeLogGroups');
  expect(ending(await place.deploy({ image: place.v2 }))).toEqual({ exitCode: 0, verdict: 'unchanged' });
  expect(place.count('DescribeLogGroups')).toBe(asked);
  await place.simulator.call('ssm', 'DeleteParameter', { Name: '/prod/token' });
  const back = await place.deploy({ 'rollback-to': 'previous', timeout: '1s' });
  expect(annotations(back, 'warning')[0]?.message).toContain('Parameter Store has no parameter /prod/token');
  expect(place.count('UpdateService')).toBe(2);
});
