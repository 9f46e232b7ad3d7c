// What people complain of in other deploy tools, as tests of the shipped bundle: what is only found out when it is too late.

import { expect, test } from 'vitest';
import { aDeployPlace, type DeployPlace, ending } from '../support/deploy-place.ts';

const refused = { exitCode: 1, verdict: 'refused' };

/** As Terraform does that knows the rule only as it was made: the traffic leads to the other target group again, or to both. */
async function writeWeights({ simulator }: DeployPlace, [first, second]: readonly [number, number]): Promise<void> {
  const [production] = Object.values(simulator.world.elb.listeners);
  const TargetGroups = production?.defaultForward.map(({ targetGroupArn }) => ({
    TargetGroupArn: targetGroupArn,
    Weight: targetGroupArn.includes(':targetgroup/web/') ? first : second,
  }));
  await simulator.call('elb', 'ModifyListener', {
    ListenerArn: production?.listenerArn,
    DefaultActions: [{ Type: 'forward', ForwardConfig: { TargetGroups } }],
  });
}

test('complaint 30: a blue/green service is refused where ECS would refuse its listener weights, warned of where they lead elsewhere, and deployed by name', async () => {
  const deploymentConfiguration = { strategy: 'BLUE_GREEN', bakeTimeInMinutes: 1 };
  const place = await aDeployPlace({ service: { deploymentConfiguration } });
  await writeWeights(place, [50, 50]);
  const before = place.changes().length;
  const run = await place.deploy({ image: place.v2 });
  expect(ending(run)).toEqual(refused);
  expect(run.outputs.reason).toMatch(/listener rule .* gives traffic to both target groups/);
  expect(place.changes()).toHaveLength(before);
  await writeWeights(place, [100, 0]);
  const again = await place.deploy({ image: place.v2 });
  expect(ending(again)).toEqual({ exitCode: 0, verdict: 'deployed' });
  expect(again.annotations).toEqual([
    expect.objectContaining({
      level: 'warning',
      message: expect.stringMatching(/listener rule .* gives all traffic to target group web, but what serves/),
    }),
  ]);
  expect(again.outputs['service-deployment-arn']).toBe(place.deployments()[1]?.serviceDeploymentArn);
});

test('complaint 35: an image for another processor is refused before anything runs, and both platforms are named', async () => {
  const place = await aDeployPlace();
  const { reference } = await place.account.pushImage('arm', ['linux/arm64']);
  const before = place.changes().length;
  const run = await place.deploy({ image: reference });
  expect(ending(run)).toEqual(refused);
  expect(run.outputs.reason).toMatch(/built for linux\/arm64, and the tasks run on linux\/amd64/);
  expect(place.changes()).toHaveLength(before);
  expect(ending(await place.deploy({ image: reference, 'runtime-platform': 'ARM64' })).verdict).toBe('deployed');
});

test('complaint 37: a service that is missing is told with cluster, account, region and the names that are near', async () => {
  const place = await aDeployPlace();
  const run = await place.deploy({ image: place.v2, service: 'wbe' });
  expect(ending(run)).toEqual(refused);
  for (const text of [run.outputs.reason, run.annotations[0]?.message]) {
    for (const word of ['"wbe"', '"prod"', '123456789012', 'eu-west-1', '"web"']) expect(text).toContain(word);
    expect(text).not.toContain('MISSING');
  }
  expect(place.changes()).toEqual([]);
});
