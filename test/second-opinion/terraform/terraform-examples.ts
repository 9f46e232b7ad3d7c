// The Terraform that users copy, read by real Terraform: the roles as IAM would get them, and a service that Slipway releases.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { ending } from '../../support/deploy-place.ts';
import { aTerraformPlace, type TerraformPlace, unexpectedProblems } from './terraform-place.ts';

const ACCOUNT = '123456789012';
const ECS = `arn:aws:ecs:eu-west-1:${ACCOUNT}`;
const CLUSTER = `${ECS}:cluster/shop`;
const REPOSITORY = `arn:aws:ecr:eu-west-1:${ACCOUNT}:repository/web`;

interface Statement {
  readonly Sid?: string;
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

export function roleTests(): void {
  let place: TerraformPlace;

  beforeAll(async () => {
    place = await aTerraformPlace('examples/oidc-role');
  });

  afterAll(() => place?.close());

  /** The JSON documents of the plan: of an attribute, by the address of the resource. */
  const documents = async (attribute: string, ...settings: string[]): Promise<Record<string, Statement[]>> => {
    const { changes } = await place.plan(
      '-var=name=web',
      '-var=repository=acme/Web',
      `-var=ecr_repository_arns=["${REPOSITORY}"]`,
      '-var=ecs_cluster_name=shop',
      '-var=ecs_service_name=web',
      '-var=task_definition_family=web',
      `-var=task_role_arns=["arn:aws:iam::${ACCOUNT}:role/web-task"]`,
      '-var=log_group_names=["/ecs/web"]',
      ...settings,
    );
    const found = changes.flatMap(({ address, attributes }) => {
      const text = attributes[attribute]?.[1];
      return typeof text === 'string' ? [[address, (JSON.parse(text) as { Statement: Statement[] }).Statement]] : [];
    });
    return Object.fromEntries(found) as Record<string, Statement[]>;
  };
  const subjects = (statements: readonly Statement[] | undefined) =>
    statements?.map(({ Condition }) => Condition?.StringLike?.['token.actions.githubusercontent.com:sub']);

  test('the configurations are as Terraform formats them', async () => {
    await place.terraform(['fmt', '-check', '-recursive']);
  });

  test('each role trusts the subject of its own job alone', async () => {
    const roles = await documents('assume_role_policy');
    expect(subjects(roles['aws_iam_role.build'])).toEqual(['repo:acme/Web:ref:refs/heads/main']);
    expect(subjects(roles['aws_iam_role.release'])).toEqual(['repo:acme/Web:environment:production']);
    expect(roles['aws_iam_role.release']).toMatchObject([
      {
        Action: 'sts:AssumeRoleWithWebIdentity',
        Principal: { Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com` },
        Condition: { StringEquals: { 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com' } },
      },
    ]);
  });

  test('a repository with numbers in its subject is trusted by them', async () => {
    const settings = ['-var=repository_ids={owner=123,repository=456}', '-var=build_refs=["refs/tags/v*"]'];
    const roles = await documents('assume_role_policy', ...settings);
    expect(subjects(roles['aws_iam_role.build'])).toEqual(['repo:acme@123/Web@456:ref:refs/tags/v*']);
    expect(subjects(roles['aws_iam_role.release'])).toEqual(['repo:acme@123/Web@456:environment:production']);
  });

  test('what changes something is allowed on what belongs to this service alone', async () => {
    const policies = await documents('policy');
    const statements = [
      ...(policies['aws_iam_role_policy.build'] ?? []),
      ...(policies['aws_iam_role_policy.release'] ?? []),
    ];
    const resourcesOf = (action: string) =>
      statements
        .filter(({ Action }) => [Action].flat().includes(action))
        .flatMap(({ Resource }) => [Resource].flat())
        .sort();
    expect(resourcesOf('ecs:UpdateService')).toEqual([
      `${ECS}:service-deployment/shop/web/*`,
      `${ECS}:service-revision/shop/web/*`,
      `${ECS}:service/shop/web`,
    ]);
    const definitions = [`${ECS}:task-definition/web-migrate:*`, `${ECS}:task-definition/web:*`];
    expect(resourcesOf('ecs:RegisterTaskDefinition')).toEqual(definitions);
    expect(resourcesOf('ecs:TagResource')).toEqual(definitions);
    expect(resourcesOf('ecs:RunTask')).toEqual([`${ECS}:task-definition/web-migrate:*`]);
    expect(resourcesOf('ecs:StopTask')).toEqual([`${ECS}:task/shop/*`]);
    expect(resourcesOf('iam:PassRole')).toEqual([`arn:aws:iam::${ACCOUNT}:role/web-task`]);
    expect(resourcesOf('ecr:PutImage')).toEqual([REPOSITORY]);
    expect(resourcesOf('logs:GetLogEvents')).toEqual([
      `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:/ecs/web:log-stream:*`,
    ]);
    const everywhere = statements.filter(({ Resource, Condition }) => Resource === '*' && Condition === undefined);
    expect(everywhere.flatMap(({ Action }) => Action).sort()).toEqual([
      'cloudwatch:DescribeAlarms',
      'ecr:DescribePullThroughCacheRules',
      'ecr:GetAuthorizationToken',
      'ecs:DescribeTaskDefinition',
      'ecs:ListClusters',
      'elasticloadbalancing:DescribeListeners',
      'elasticloadbalancing:DescribeRules',
      'elasticloadbalancing:DescribeTargetHealth',
      'logs:DescribeLogGroups',
      'ssm:DescribeParameters',
    ]);
    const running = statements.find(({ Sid }) => Sid === 'Migrate');
    expect(running?.Condition).toEqual({ ArnEquals: { 'ecs:cluster': CLUSTER } });
  });

  test('nothing was asked that the local AWS does not speak', () => {
    expect(unexpectedProblems(place)).toEqual([]);
  });
}

export function serviceTests(): void {
  let place: TerraformPlace;
  let settings: readonly string[];

  beforeAll(async () => {
    place = await aTerraformPlace('examples/ecs-service');
    const { simulator } = place;
    await simulator.call('ecs', 'CreateCluster', { clusterName: 'shop' });
    await simulator.call('logs', 'CreateLogGroup', { logGroupName: '/ecs/web' });
    await simulator.call('ecr', 'CreateRepository', { repositoryName: 'web' });
    const targetGroup = await targetGroupBehindALoadBalancer(place);
    settings = [
      '-var=name=web',
      '-var=region=eu-west-1',
      '-var=ecs_cluster_name=shop',
      `-var=ecr_repository_url=${simulator.world.ecr.registryHost}/web`,
      '-var=log_group_name=/ecs/web',
      `-var=execution_role_arn=arn:aws:iam::${ACCOUNT}:role/web-execution`,
      `-var=task_role_arn=arn:aws:iam::${ACCOUNT}:role/web-task`,
      '-var=subnet_ids=["subnet-0a1b2c3d4e5f60718"]',
      '-var=task_security_group_id=sg-1a2b3c4d5e6f70819',
      `-var=target_group_arn=${targetGroup}`,
      '-var=load_balancer_dns_name=web-1.eu-west-1.elb.amazonaws.com',
    ];
    await place.apply(...settings);
  });

  afterAll(() => place?.close());

  test('a release of the example leaves Terraform nothing to say', async () => {
    expect(await place.plan(...settings)).toEqual({ exitCode: 0, changes: [] });
    const image = await place.pushImage('web', 'v1');
    const release = await place.deploy({ 'terraform-outputs': await place.outputs(), 'task-definition': 'web', image });
    expect(ending(release)).toEqual({ exitCode: 0, verdict: 'deployed' });
    expect(await place.plan(...settings)).toEqual({ exitCode: 0, changes: [] });
    // Without the example's ignore_changes it would take the release back.
    place.ownReleases('app');
    expect((await place.plan(...settings)).changes).toMatchObject([
      { address: 'aws_ecs_service.app', attributes: { task_definition: expect.anything() } },
    ]);
    expect(unexpectedProblems(place)).toEqual([]);
  });
}

async function targetGroupBehindALoadBalancer({ simulator }: TerraformPlace): Promise<string> {
  const balancer = await simulator.call('elb', 'CreateLoadBalancer', {
    Name: 'web',
    Subnets: ['subnet-1', 'subnet-2'],
  });
  const group = await simulator.call('elb', 'CreateTargetGroup', {
    Name: 'web',
    Protocol: 'HTTP',
    Port: 8080,
    VpcId: 'vpc-1',
    TargetType: 'ip',
    HealthCheckPath: '/health',
    HealthCheckIntervalSeconds: 10,
    HealthyThresholdCount: 2,
  });
  const [{ LoadBalancerArn }, { TargetGroupArn }] = [firstOf(balancer.LoadBalancers), firstOf(group.TargetGroups)];
  const forward = [{ Type: 'forward', TargetGroupArn }];
  await simulator.call('elb', 'CreateListener', {
    LoadBalancerArn,
    Protocol: 'HTTP',
    Port: 80,
    DefaultActions: forward,
  });
  return String(TargetGroupArn);
}

function firstOf(list: unknown): Readonly<Record<string, unknown>> {
  return (Array.isArray(list) ? list[0] : {}) as Readonly<Record<string, unknown>>;
}
