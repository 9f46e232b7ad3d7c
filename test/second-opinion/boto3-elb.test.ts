import { describe, expect, test } from 'vitest';
import { aBoto3Place, awsTool, judgeAtTheEnd } from './boto3-place.ts';

interface Made {
  readonly LoadBalancers: { readonly LoadBalancerArn: string }[];
  readonly TargetGroups: { readonly TargetGroupArn: string }[];
  readonly Listeners: { readonly ListenerArn: string }[];
  readonly Rules: { readonly RuleArn: string; readonly Priority: string; readonly IsDefault: boolean }[];
}

const nowhere = 'arn:aws:elasticloadbalancing:eu-west-1:123456789012';

describe.skipIf(awsTool.missing !== undefined)(`boto3 on Elastic Load Balancing ${awsTool.missing ?? ''}`, () => {
  const place = aBoto3Place();
  const elb = async (method: string, parameters: object = {}) =>
    (await place().boto3.call('elbv2', method, { ...parameters })) as Partial<Made>;
  const arns = { loadBalancer: '', blue: '', green: '', listener: '', rule: '' };
  const aTargetGroup = async (Name: string) =>
    (
      await elb('create_target_group', {
        Name,
        Protocol: 'HTTP',
        Port: 8080,
        VpcId: 'vpc-1',
        TargetType: 'ip',
        HealthCheckPath: '/health',
        Matcher: { HttpCode: '200-299' },
        Tags: [{ Key: 'team', Value: 'shop' }],
      })
    ).TargetGroups?.[0]?.TargetGroupArn ?? '';

  test('a load balancer is made, and the waiters see it', async () => {
    const { LoadBalancers } = await elb('create_load_balancer', {
      Name: 'web',
      Subnets: ['subnet-1', 'subnet-2'],
      SecurityGroups: ['sg-1'],
      Tags: [{ Key: 'team', Value: 'shop' }],
    });
    arns.loadBalancer = LoadBalancers?.[0]?.LoadBalancerArn ?? '';
    await place().boto3.wait('elbv2', 'load_balancer_exists', { Names: ['web'] });
    await place().boto3.wait('elbv2', 'load_balancer_available', { LoadBalancerArns: [arns.loadBalancer] });
    await elb('modify_load_balancer_attributes', {
      LoadBalancerArn: arns.loadBalancer,
      Attributes: [{ Key: 'idle_timeout.timeout_seconds', Value: '30' }],
    });
    await elb('set_security_groups', { LoadBalancerArn: arns.loadBalancer, SecurityGroups: ['sg-1', 'sg-2'] });
    await elb('set_subnets', { LoadBalancerArn: arns.loadBalancer, Subnets: ['subnet-1', 'subnet-3'] });
    await elb('describe_load_balancer_attributes', { LoadBalancerArn: arns.loadBalancer });
    await elb('describe_capacity_reservation', { LoadBalancerArn: arns.loadBalancer });
  });

  test('two target groups share the traffic of a listener by weight', async () => {
    arns.blue = await aTargetGroup('blue');
    arns.green = await aTargetGroup('green');
    const { Listeners } = await elb('create_listener', {
      LoadBalancerArn: arns.loadBalancer,
      Protocol: 'HTTP',
      Port: 80,
      DefaultActions: [{ Type: 'forward', TargetGroupArn: arns.blue }],
    });
    arns.listener = Listeners?.[0]?.ListenerArn ?? '';
    const TargetGroups = [
      { TargetGroupArn: arns.blue, Weight: 90 },
      { TargetGroupArn: arns.green, Weight: 10 },
    ];
    const modified = await elb('modify_listener', {
      ListenerArn: arns.listener,
      DefaultActions: [{ Type: 'forward', ForwardConfig: { TargetGroups } }],
    });
    expect(modified.Listeners).toMatchObject([{ DefaultActions: [{ ForwardConfig: { TargetGroups } }] }]);
    await elb('describe_listeners', { LoadBalancerArn: arns.loadBalancer });
    await elb('modify_listener_attributes', {
      ListenerArn: arns.listener,
      Attributes: [{ Key: 'routing.http.response.server.enabled', Value: 'false' }],
    });
    await elb('describe_listener_attributes', { ListenerArn: arns.listener });
  });

  test('a target group keeps what it was told', async () => {
    const TargetGroupArn = arns.blue;
    await elb('modify_target_group', { TargetGroupArn, HealthCheckIntervalSeconds: 10, HealthyThresholdCount: 2 });
    await elb('modify_target_group_attributes', {
      TargetGroupArn,
      Attributes: [{ Key: 'deregistration_delay.timeout_seconds', Value: '5' }],
    });
    const { Attributes } = await place().boto3.call('elbv2', 'describe_target_group_attributes', { TargetGroupArn });
    expect(Attributes).toContainEqual({ Key: 'deregistration_delay.timeout_seconds', Value: '5' });
    const { TargetGroups } = await elb('describe_target_groups', { TargetGroupArns: [TargetGroupArn] });
    expect(TargetGroups).toMatchObject([{ HealthCheckIntervalSeconds: 10, Matcher: { HttpCode: '200-299' } }]);
  });

  test('a rule has every kind of condition, and its place among the others', async () => {
    const { Rules } = await elb('create_rule', {
      ListenerArn: arns.listener,
      Priority: 10,
      Conditions: [
        { Field: 'path-pattern', PathPatternConfig: { Values: ['/api/*', '/<&>'] } },
        { Field: 'host-header', HostHeaderConfig: { Values: ['example.org'] } },
        { Field: 'http-header', HttpHeaderConfig: { HttpHeaderName: 'X-Test', Values: ['1'] } },
        { Field: 'query-string', QueryStringConfig: { Values: [{ Key: 'v', Value: '2' }, { Value: 'x' }] } },
      ],
      Actions: [{ Type: 'forward', TargetGroupArn: arns.green }],
      Tags: [{ Key: 'team', Value: 'shop' }],
    });
    arns.rule = Rules?.[0]?.RuleArn ?? '';
    await elb('modify_rule', {
      RuleArn: arns.rule,
      Conditions: [
        { Field: 'http-request-method', HttpRequestMethodConfig: { Values: ['GET'] } },
        { Field: 'source-ip', SourceIpConfig: { Values: ['10.0.0.0/8'] } },
      ],
    });
    await elb('set_rule_priorities', { RulePriorities: [{ RuleArn: arns.rule, Priority: 20 }] });
    const listed = await elb('describe_rules', { ListenerArn: arns.listener });
    expect(listed.Rules?.map(({ Priority, IsDefault }) => [Priority, IsDefault])).toEqual([
      ['20', false],
      ['default', true],
    ]);
  });

  test('targets become healthy and leave again, and the waiters see it', async () => {
    const { boto3, account } = place();
    const named = { TargetGroupArn: arns.green, Targets: [{ Id: '10.0.0.4', Port: 8080 }] };
    await elb('register_targets', named);
    expect(await boto3.call('elbv2', 'describe_target_health', named)).toMatchObject({
      TargetHealthDescriptions: [{ TargetHealth: { State: 'initial', Reason: 'Elb.RegistrationInProgress' } }],
    });
    // Nothing listens there.
    account.simulator.advance(5 * 60_000);
    expect(await boto3.call('elbv2', 'describe_target_health', { TargetGroupArn: arns.green })).toMatchObject({
      TargetHealthDescriptions: [{ TargetHealth: { State: 'unhealthy' } }],
    });
    await elb('deregister_targets', named);
    expect(await boto3.call('elbv2', 'describe_target_health', { TargetGroupArn: arns.green })).toMatchObject({
      TargetHealthDescriptions: [{ TargetHealth: { State: 'draining' } }],
    });
    account.simulator.advance(10 * 60_000);
    await boto3.wait('elbv2', 'target_deregistered', named);
  });

  test('tags are put on and taken off', async () => {
    const ResourceArns = [arns.loadBalancer, arns.blue, arns.listener, arns.rule];
    await elb('add_tags', { ResourceArns, Tags: [{ Key: 'stage', Value: '' }] });
    await elb('remove_tags', { ResourceArns, TagKeys: ['team'] });
    const { TagDescriptions } = await place().boto3.call('elbv2', 'describe_tags', { ResourceArns });
    expect(TagDescriptions).toEqual(
      ResourceArns.map((ResourceArn) => ({ ResourceArn, Tags: [{ Key: 'stage', Value: '' }] })),
    );
  });

  test('lists come page by page, all of it once', async () => {
    const page = { PaginationConfig: { PageSize: 1 } };
    const { boto3 } = place();
    expect(await boto3.pages('elbv2', 'describe_target_groups', page)).toMatchObject([
      { TargetGroups: [{ TargetGroupName: 'blue' }] },
      { TargetGroups: [{ TargetGroupName: 'green' }] },
    ]);
    expect(await boto3.pages('elbv2', 'describe_load_balancers', page)).toHaveLength(1);
    expect(
      await boto3.pages('elbv2', 'describe_listeners', { ...page, LoadBalancerArn: arns.loadBalancer }),
    ).toHaveLength(1);
    expect(await boto3.pages('elbv2', 'describe_rules', { ...page, ListenerArn: arns.listener })).toHaveLength(2);
  });

  test.each([
    ['describe_load_balancers', () => ({ Names: ['nope'] }), 'LoadBalancerNotFoundException', 'LoadBalancerNotFound'],
    ['describe_target_groups', () => ({ Names: ['nope'] }), 'TargetGroupNotFoundException', 'TargetGroupNotFound'],
    [
      'describe_listeners',
      () => ({ ListenerArns: [`${nowhere}:listener/app/nope/0123456789abcdef/0123456789abcdef`] }),
      'ListenerNotFoundException',
      'ListenerNotFound',
    ],
    [
      'delete_rule',
      () => ({ RuleArn: `${nowhere}:listener-rule/app/nope/0123456789abcdef/0123456789abcdef/0123456789abcdef` }),
      'RuleNotFoundException',
      'RuleNotFound',
    ],
    ['delete_target_group', () => ({ TargetGroupArn: arns.blue }), 'ResourceInUseException', 'ResourceInUse'],
    [
      'create_listener',
      () => ({
        LoadBalancerArn: arns.loadBalancer,
        Protocol: 'HTTP',
        Port: 80,
        DefaultActions: [{ Type: 'forward', TargetGroupArn: arns.blue }],
      }),
      'DuplicateListenerException',
      'DuplicateListener',
    ],
    [
      'create_rule',
      () => ({
        ListenerArn: arns.listener,
        Priority: 20,
        Conditions: [{ Field: 'path-pattern', Values: ['/'] }],
        Actions: [{ Type: 'forward', TargetGroupArn: arns.blue }],
      }),
      'PriorityInUseException',
      'PriorityInUse',
    ],
    [
      'create_target_group',
      () => ({ Name: 'blue', Protocol: 'HTTP', Port: 9090, VpcId: 'vpc-1', TargetType: 'ip' }),
      'DuplicateTargetGroupNameException',
      'DuplicateTargetGroupName',
    ],
    [
      'create_load_balancer',
      () => ({ Name: 'web', Scheme: 'internal', Subnets: ['subnet-1'] }),
      'DuplicateLoadBalancerNameException',
      'DuplicateLoadBalancerName',
    ],
  ])('a refused %s is typed', async (method, parameters, exception, code) => {
    expect(await place().boto3.refused('elbv2', method, parameters())).toMatchObject({ exception, code, status: 400 });
  });

  test('the default rule and what is protected are not to be touched', async () => {
    const { Rules } = await elb('describe_rules', { ListenerArn: arns.listener });
    const RuleArn = Rules?.find(({ IsDefault }) => IsDefault)?.RuleArn;
    expect(await place().boto3.refused('elbv2', 'delete_rule', { RuleArn })).toMatchObject({
      exception: 'OperationNotPermittedException',
      code: 'OperationNotPermitted',
    });
    expect(
      await place().boto3.refused('elbv2', 'modify_target_group', { HealthCheckPath: '/' }, { unchecked: true }),
    ).toMatchObject({ exception: 'ClientError', code: 'ValidationError' });
  });

  test('all of it is taken away again, and the waiter sees the load balancer go', async () => {
    await elb('delete_rule', { RuleArn: arns.rule });
    await elb('delete_listener', { ListenerArn: arns.listener });
    for (const TargetGroupArn of [arns.blue, arns.green]) await elb('delete_target_group', { TargetGroupArn });
    await elb('delete_load_balancer', { LoadBalancerArn: arns.loadBalancer });
    await place().boto3.wait('elbv2', 'load_balancers_deleted', { LoadBalancerArns: [arns.loadBalancer] });
  });

  judgeAtTheEnd(place, ['elb'], [/^ModifyTargetGroup: TargetGroupArn /]);
});
