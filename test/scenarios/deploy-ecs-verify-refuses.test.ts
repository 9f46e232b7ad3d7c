// What is refused whatever `verify` says, by the shipped bundle; and what the job summary keeps of the checks.

import { expect, test } from 'vitest';
import { aDeployPlace, type DeployPlace, ending } from '../support/deploy-place.ts';

async function reasonOf(place: DeployPlace, inputs: Readonly<Record<string, string>>): Promise<string> {
  const run = await place.deploy({ image: place.v2, ...inputs });
  expect(ending(run)).toEqual({ exitCode: 1, verdict: 'refused' });
  expect(place.changes()).toEqual([]);
  return run.outputs.reason ?? '';
}

test.each([
  ['EXTERNAL', /"web" is under the EXTERNAL deployment controller, .*whoever made its task sets/],
  ['CODE_DEPLOY', /"web" is under the CODE_DEPLOY deployment controller, .*deploy it with CodeDeploy/],
])('a service under the controller %s is refused by name', async (type, sentence) => {
  const place = await aDeployPlace({ service: { service: { deploymentController: { type } } } });
  for (const verify of ['fail', 'warn', 'off']) expect(await reasonOf(place, { verify })).toMatch(sentence);
});

test('a service that ECS Express manages is refused by name', async () => {
  const place = await aDeployPlace();
  // The local AWS has no CreateExpressGatewayService: this is what DescribeServices says of what that makes.
  place.simulator.transact(({ ecs }) => {
    for (const service of Object.values(ecs.services))
      service.configuration = { ...service.configuration, resourceManagementType: 'ECS' };
  });
  for (const verify of ['fail', 'off'])
    expect(await reasonOf(place, { verify })).toMatch(
      /"web" is managed by ECS Express, .*update-express-gateway-service/,
    );
});

test('names that do not exist, and what does not fit the load balancer, are refused with verify: warn and off', async () => {
  const place = await aDeployPlace();
  place.file('other.json', '{ "family": "web", "containerDefinitions": [{ "name": "api", "image": "api" }] }');
  for (const verify of ['warn', 'off']) {
    expect(await reasonOf(place, { verify, service: 'wbe' })).toMatch(
      /^service: cluster "prod" in account 123456789012, region eu-west-1 has no service "wbe"\. Did you mean "web"/,
    );
    expect(await reasonOf(place, { verify, cluster: 'pord' })).toMatch(
      /^cluster: there is no cluster "pord" in account 123456789012, region eu-west-1\. Did you mean "prod"/,
    );
    expect(await reasonOf(place, { verify, image: place.v2.replace('v2', 'v9') })).toMatch(/^image: .*"v9"/);
    const misfit = await reasonOf(place, { verify, image: '', 'task-definition': 'other.json' });
    expect(misfit).toMatch(/load balancer of "web" sends to container "app", which the definition does not have/);
  }
});

test('the job summary keeps what the checks said', async () => {
  const place = await aDeployPlace({ service: { circuitBreaker: { enable: false, rollback: false } } });
  place.simulator.setFaults([{ kind: 'access-denied', service: 'logs', operation: 'DescribeLogGroups' }]);
  const { summary } = await place.deploy({ image: place.v2, 'dry-run': 'true' });
  expect(summary).toMatch(/\*\*Before this deployment\*\*\n\n- circuit breaker: it is off for "web"/);
  expect(summary).toMatch(/- not checked: container "app": whether the log group .* is not known: Not allowed to call/);
});

test('whoever goes back is not kept waiting by a check that is throttled', async () => {
  const place = await aDeployPlace();
  expect(ending(await place.deploy({ image: place.v2 })).verdict).toBe('deployed');
  place.simulator.setFaults([{ kind: 'throttled', service: 'logs', operation: 'DescribeLogGroups' }]);
  const before = place.diary().length;
  const run = await place.deploy({ 'rollback-to': 'previous' });
  expect(ending(run)).toEqual({ exitCode: 0, verdict: 'deployed' });
  const asked = place
    .diary()
    .slice(before)
    .filter(({ operation }) => operation === 'DescribeLogGroups');
  expect(asked).toHaveLength(1);
  expect(run.annotations).toEqual([
    expect.objectContaining({ level: 'notice', message: expect.stringContaining('throttled') }),
  ]);
});
