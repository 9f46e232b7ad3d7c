import {
  AddTagsCommand,
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateRuleCommand,
  CreateTargetGroupCommand,
  DeleteListenerCommand,
  DeleteLoadBalancerCommand,
  DeleteTargetGroupCommand,
  DeregisterTargetsCommand,
  DescribeListenerAttributesCommand,
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeRulesCommand,
  DescribeTagsCommand,
  DescribeTargetGroupAttributesCommand,
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
  ModifyListenerAttributesCommand,
  ModifyListenerCommand,
  ModifyTargetGroupAttributesCommand,
  RegisterTargetsCommand,
  SetSecurityGroupsCommand,
  SetSubnetsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { aSimulator, clientsOf, problemsOf } from '../../a-simulator.ts';
import { healthy } from '../../runtimes/fates.ts';
import { createScriptedRuntime } from '../../runtimes/scripted.ts';
import type { Simulator } from '../../simulator.ts';

let simulator: Simulator;
let elb: ReturnType<typeof clientsOf>['elb'];

beforeEach(() => {
  simulator = aSimulator();
  elb = clientsOf(simulator).elb;
});

afterEach(() => expect(problemsOf(simulator)).toEqual([]));

async function aLoadBalancer(Name = 'web') {
  const { LoadBalancers } = await elb.send(
    new CreateLoadBalancerCommand({ Name, Subnets: ['subnet-1', 'subnet-2'], SecurityGroups: ['sg-1'] }),
  );
  return LoadBalancers?.[0];
}

async function aTargetGroup(Name = 'blue') {
  const { TargetGroups } = await elb.send(
    new CreateTargetGroupCommand({
      Name,
      Protocol: 'HTTP',
      Port: 8080,
      VpcId: 'vpc-1',
      TargetType: 'ip',
      HealthCheckPath: '/up',
    }),
  );
  return TargetGroups?.[0]?.TargetGroupArn ?? '';
}

async function aListener(TargetGroupArn: string, Port = 80) {
  const LoadBalancerArn = (await aLoadBalancer())?.LoadBalancerArn;
  const { Listeners } = await elb.send(
    new CreateListenerCommand({
      LoadBalancerArn,
      Port,
      Protocol: 'HTTP',
      DefaultActions: [{ Type: 'forward', TargetGroupArn }],
    }),
  );
  return Listeners?.[0]?.ListenerArn ?? '';
}

test('each load balancer has a loopback address of its own', async () => {
  const one = await aLoadBalancer('one');
  const two = await aLoadBalancer('two');
  expect(one?.DNSName).toBe('127.17.214.1');
  expect(two?.DNSName).toBe('127.17.214.2');
  const { LoadBalancers } = await elb.send(new DescribeLoadBalancersCommand({ Names: ['two'] }));
  expect(LoadBalancers?.[0]).toMatchObject({
    State: { Code: 'active' },
    Scheme: 'internet-facing',
    SecurityGroups: ['sg-1'],
  });
  expect(LoadBalancers?.[0]?.CreatedTime).toEqual(new Date(simulator.world.now));
});

test('a load balancer is moved to other subnets and security groups', async () => {
  const { LoadBalancerArn } = (await aLoadBalancer()) ?? {};
  const Subnets = ['subnet-2', 'subnet-3'];
  const { AvailabilityZones } = await elb.send(new SetSubnetsCommand({ LoadBalancerArn, Subnets }));
  expect(AvailabilityZones?.map(({ SubnetId }) => SubnetId)).toEqual(Subnets);
  await elb.send(new SetSecurityGroupsCommand({ LoadBalancerArn, SecurityGroups: ['sg-2'] }));
  const { LoadBalancers } = await elb.send(new DescribeLoadBalancersCommand({}));
  expect(LoadBalancers?.[0]).toMatchObject({ AvailabilityZones, SecurityGroups: ['sg-2'] });
});

test('a target group keeps its health check and its attributes', async () => {
  const TargetGroupArn = await aTargetGroup();
  await elb.send(
    new ModifyTargetGroupAttributesCommand({
      TargetGroupArn,
      Attributes: [{ Key: 'deregistration_delay.timeout_seconds', Value: '30' }],
    }),
  );
  const { TargetGroups } = await elb.send(new DescribeTargetGroupsCommand({ TargetGroupArns: [TargetGroupArn] }));
  expect(TargetGroups?.[0]).toMatchObject({
    HealthCheckPath: '/up',
    HealthCheckIntervalSeconds: 30,
    Matcher: { HttpCode: '200' },
    LoadBalancerArns: [],
  });
  const { Attributes } = await elb.send(new DescribeTargetGroupAttributesCommand({ TargetGroupArn }));
  expect(Attributes).toContainEqual({ Key: 'deregistration_delay.timeout_seconds', Value: '30' });
});

test('a listener forwards, and its weights can be changed', async () => {
  const blue = await aTargetGroup('blue');
  const green = await aTargetGroup('green');
  const ListenerArn = await aListener(blue);
  const weights = [
    { TargetGroupArn: blue, Weight: 90 },
    { TargetGroupArn: green, Weight: 10 },
  ];
  await elb.send(
    new ModifyListenerCommand({
      ListenerArn,
      DefaultActions: [{ Type: 'forward', ForwardConfig: { TargetGroups: weights } }],
    }),
  );
  const { Listeners } = await elb.send(new DescribeListenersCommand({ ListenerArns: [ListenerArn] }));
  expect(Listeners?.[0]?.DefaultActions?.[0]?.ForwardConfig?.TargetGroups).toEqual(weights);
  await expect(elb.send(new DeleteTargetGroupCommand({ TargetGroupArn: green }))).rejects.toMatchObject({
    name: 'ResourceInUseException',
  });
});

test('a listener keeps its attributes', async () => {
  const ListenerArn = await aListener(await aTargetGroup());
  const Attributes = [{ Key: 'routing.http.response.server.enabled', Value: 'false' }];
  await elb.send(new ModifyListenerAttributesCommand({ ListenerArn, Attributes }));
  expect((await elb.send(new DescribeListenerAttributesCommand({ ListenerArn }))).Attributes).toEqual(Attributes);
});

test('rules come in order of priority, the default one last', async () => {
  const TargetGroupArn = await aTargetGroup();
  const ListenerArn = await aListener(TargetGroupArn);
  const rule = (Priority: number, path: string) =>
    elb.send(
      new CreateRuleCommand({
        ListenerArn,
        Priority,
        Conditions: [{ Field: 'path-pattern', PathPatternConfig: { Values: [path] } }],
        Actions: [{ Type: 'forward', TargetGroupArn }],
      }),
    );
  await rule(20, '/b');
  await rule(10, '/a&"<');
  await expect(rule(10, '/c')).rejects.toMatchObject({ name: 'PriorityInUseException' });
  const { Rules } = await elb.send(new DescribeRulesCommand({ ListenerArn }));
  expect(Rules?.map(({ Priority, IsDefault }) => [Priority, IsDefault])).toEqual([
    ['10', false],
    ['20', false],
    ['default', true],
  ]);
  expect(Rules?.[0]?.Conditions).toEqual([
    { Field: 'path-pattern', Values: ['/a&"<'], PathPatternConfig: { Values: ['/a&"<'] } },
  ]);
});

test('target health says why, in words of AWS', async () => {
  const TargetGroupArn = await aTargetGroup();
  const health = async (Targets?: { Id: string; Port: number }[]) => {
    const asked = new DescribeTargetHealthCommand({ TargetGroupArn, ...(Targets !== undefined && { Targets }) });
    return (await elb.send(asked)).TargetHealthDescriptions?.map(({ TargetHealth }) => TargetHealth);
  };
  await elb.send(new RegisterTargetsCommand({ TargetGroupArn, Targets: [{ Id: '10.0.0.4' }] }));
  expect(await health()).toMatchObject([{ State: 'unused', Reason: 'Target.NotInUse' }]);
  expect(await health([{ Id: '10.0.0.5', Port: 1 }])).toMatchObject([{ Reason: 'Target.NotRegistered' }]);
  await aListener(TargetGroupArn);
  expect(await health()).toMatchObject([{ State: 'initial', Reason: 'Elb.RegistrationInProgress' }]);
});

test('a target that is taken out goes, whatever a check that was under way says of it', async () => {
  const busy = aSimulator({ runtime: createScriptedRuntime({ fateOf: () => healthy() }) });
  elb = clientsOf(busy).elb;
  const TargetGroupArn = await aTargetGroup();
  await aListener(TargetGroupArn);
  const named = { TargetGroupArn, Targets: [{ Id: '10.0.0.4', Port: 8080 }] };
  await elb.send(new RegisterTargetsCommand(named));
  busy.advance(60_000);
  await elb.send(new DeregisterTargetsCommand(named));
  busy.advance(300_000);
  expect((await elb.send(new DescribeTargetHealthCommand({ TargetGroupArn }))).TargetHealthDescriptions).toEqual([]);
});

test('what does not exist is refused in the words of AWS', async () => {
  const refused = expect(elb.send(new DescribeLoadBalancersCommand({ Names: ['nope'] }))).rejects;
  await refused.toMatchObject({ name: 'LoadBalancerNotFoundException', message: "Load balancers '[nope]' not found" });
});

test('a port is taken once', async () => {
  const TargetGroupArn = await aTargetGroup();
  await aListener(TargetGroupArn);
  await expect(aListener(TargetGroupArn)).rejects.toMatchObject({ name: 'DuplicateListenerException' });
});

test('what was made can be tagged and deleted again', async () => {
  const TargetGroupArn = await aTargetGroup();
  const ListenerArn = await aListener(TargetGroupArn);
  await elb.send(new AddTagsCommand({ ResourceArns: [ListenerArn], Tags: [{ Key: 'team', Value: 'shop' }] }));
  const { TagDescriptions } = await elb.send(new DescribeTagsCommand({ ResourceArns: [ListenerArn, TargetGroupArn] }));
  expect(TagDescriptions?.map(({ Tags }) => Tags)).toEqual([[{ Key: 'team', Value: 'shop' }], []]);
  await elb.send(new DeleteListenerCommand({ ListenerArn }));
  await elb.send(new DeleteTargetGroupCommand({ TargetGroupArn }));
  const [LoadBalancerArn] = Object.keys(simulator.world.elb.loadBalancers);
  await elb.send(new DeleteLoadBalancerCommand({ LoadBalancerArn }));
  expect(simulator.world.elb).toMatchObject({ loadBalancers: {}, targetGroups: {}, listeners: {}, rules: {} });
});
