// Whether listener rules agree with the service before its traffic is shifted, by the shipped bundle.

import { expect, test } from 'vitest';
import { aDeployPlace, type DeployPlace, ending } from '../support/deploy-place.ts';

const BLUE_GREEN = { deploymentConfiguration: { strategy: 'BLUE_GREEN', bakeTimeInMinutes: 1 } };

/** For the two groups, in the order in which the service names them, as a person or Terraform would: the rule is the default one of its listener. */
async function writeWeights(place: DeployPlace, weights: readonly [number, number]): Promise<void> {
  const { ecs, elb } = place.simulator.world;
  const [balancer] = Object.values(ecs.services)[0]?.configuration.loadBalancers ?? [];
  const groups = [balancer?.targetGroupArn, balancer?.advancedConfiguration?.alternateTargetGroupArn];
  const [listener] = Object.values(elb.listeners);
  const TargetGroups = groups.map((TargetGroupArn, index) => ({ TargetGroupArn, Weight: weights[index] }));
  const DefaultActions = [{ Type: 'forward', ForwardConfig: { TargetGroups } }];
  await place.simulator.call('elb', 'ModifyListener', { ListenerArn: listener?.listenerArn, DefaultActions });
}

async function reasonOf(place: DeployPlace, inputs: Readonly<Record<string, string>> = {}): Promise<string> {
  const run = await place.deploy({ image: place.v2, ...inputs });
  expect(ending(run)).toEqual({ exitCode: 1, verdict: 'refused' });
  expect(place.count('RegisterTaskDefinition')).toBe(0);
  return run.outputs.reason ?? '';
}

test('rules as ECS left them are read once each and not talked about', async () => {
  const place = await aDeployPlace({ service: BLUE_GREEN });
  const run = await place.deploy({ image: place.v2 });
  expect(run.annotations).toEqual([]);
  expect(ending(run)).toEqual({ exitCode: 0, verdict: 'deployed' });
  expect(place.count('DescribeRules')).toBe(2);
});

test('weights that somebody wrote back are a warning, and what ECS surely refuses is refused before anything is registered', async () => {
  const place = await aDeployPlace({ service: BLUE_GREEN });
  // The first deployment went into the alternate group; what Terraform knows is the rule as it was made.
  await writeWeights(place, [100, 0]);
  const warned = await place.deploy({ image: place.v2, 'dry-run': 'true' });
  expect(ending(warned)).toEqual({ exitCode: 0, verdict: 'planned' });
  expect(warned.lines.join('\n')).toMatch(
    /load balancer: production listener rule .* gives all traffic to target group web, but what serves was deployed into target group web-alternate:/,
  );
  await writeWeights(place, [50, 50]);
  expect(await reasonOf(place, { 'dry-run': 'true' })).toMatch(/gives traffic to both target groups/);
});

test('a role that may not read the rules is told so; with verify: off nobody asks', async () => {
  const place = await aDeployPlace({ service: BLUE_GREEN });
  place.simulator.setFaults([{ kind: 'access-denied', service: 'elb', operation: 'DescribeRules' }]);
  const run = await place.deploy({ image: place.v2, 'dry-run': 'true' });
  expect(ending(run)).toEqual({ exitCode: 0, verdict: 'planned' });
  expect(run.lines.join('\n')).toMatch(
    /production listener rule leads is not known: .*elasticloadbalancing:DescribeRules/,
  );
  place.simulator.setFaults([]);
  const asked = place.count('DescribeRules');
  await place.deploy({ image: place.v2, 'dry-run': 'true', verify: 'off' });
  expect(place.count('DescribeRules')).toBe(asked);
});
