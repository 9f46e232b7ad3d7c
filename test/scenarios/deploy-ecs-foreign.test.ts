// ARNs of another account, region or cluster than the service's, by the shipped bundle: ECS takes none of them.

import { expect, test } from 'vitest';
import { aDeployPlace, type DeployPlace, ending } from '../support/deploy-place.ts';

const SERVICE = 'arn:aws:ecs:eu-west-1:123456789012:service/prod/web';
const ABROAD = [
  ['account', 'arn:aws:ecs:eu-west-1:210987654321:task-definition/web:1', 'account 210987654321, region eu-west-1'],
  ['region', 'arn:aws:ecs:us-east-1:123456789012:task-definition/web:1', 'account 123456789012, region us-east-1'],
] as const;

async function reasonOf(place: DeployPlace, inputs: Readonly<Record<string, string>>): Promise<string> {
  const run = await place.deploy(inputs);
  expect(ending(run)).toEqual({ exitCode: 1, verdict: 'refused' });
  expect(place.changes()).toEqual([]);
  return run.outputs.reason ?? '';
}

test.each(ABROAD)('a task definition of another %s is refused with both places', async (_what, arn, where) => {
  const place = await aDeployPlace();
  for (const input of ['task-definition', 'rollback-to'])
    expect(await reasonOf(place, { [input]: arn })).toBe(
      `${input}: web:1 is of ${where}, and the service "web" of account 123456789012, region eu-west-1. ECS runs a task definition only where it is registered; name one of account 123456789012, region eu-west-1`,
    );
  expect(await reasonOf(place, { 'rollback-to': 'previous', 'rollback-from': arn })).toMatch(
    /^rollback-from: web:1 is of/,
  );
});

test('the ARN of a service in another cluster than the one that is given is refused before AWS is asked', async () => {
  const place = await aDeployPlace();
  expect(await reasonOf(place, { image: place.v2, service: SERVICE, cluster: 'staging' })).toBe(
    'service: its ARN is of the cluster "prod", and the input cluster says "staging"; correct one of the two, or give the service by its name',
  );
  expect(place.diary()).toEqual([]);
  const run = await place.deploy({ image: place.v2, service: SERVICE });
  expect(ending(run)).toEqual({ exitCode: 0, verdict: 'deployed' });
});

test('an ARN of another region than the one in which this step asks is told as such before AWS is asked', async () => {
  const place = await aDeployPlace();
  const cluster = 'arn:aws:ecs:us-east-1:123456789012:cluster/prod';
  expect(await reasonOf(place, { image: place.v2, cluster, 'dry-run': 'yes' })).toBe(
    'cluster: its ARN is of region us-east-1, and AWS_REGION is eu-west-1; correct one of the two\ndry-run: "yes" is not allowed; allowed: true, false',
  );
  expect(place.diary()).toEqual([]);
});
