import { describe, expect, test } from 'vitest';
import { CLUSTER, LOG_GROUP, SERVICE } from '../support/a-service.ts';
import { aBoto3Place, awsTool, carriedOutByShifting, judgeAtTheEnd } from './boto3-place.ts';
import { network, parameterArn, taskDefinition } from './boto3-service.ts';

const inCluster = { cluster: CLUSTER };
const theService = { ...inCluster, services: [SERVICE] };

interface Hook {
  readonly hookId: string;
  readonly status: string;
}

interface Described {
  readonly serviceDeploymentArn: string;
  readonly status: string;
  readonly lifecycleStage?: string;
  readonly lifecycleHookDetails?: readonly Hook[];
  readonly targetServiceRevision: { readonly requestedProductionTrafficWeight?: number };
}

describe.skipIf(awsTool.missing !== undefined)(`boto3 on shifted traffic ${awsTool.missing ?? ''}`, () => {
  const place = aBoto3Place({ secretValues: { [parameterArn]: 'secret' } });
  const ecs = (method: string, parameters: object = {}) => place().boto3.call('ecs', method, { ...parameters });
  const elb = async <T>(method: string, list: string, parameters: object): Promise<T> =>
    ((await place().boto3.call('elbv2', method, { ...parameters }))[list] as T[])[0] as T;
  const made: { production: string; blue: string; green: string } = { production: '', blue: '', green: '' };

  const newest = async (): Promise<Described> => {
    const listed = (await ecs('list_service_deployments', { ...inCluster, service: SERVICE })) as {
      serviceDeployments: { serviceDeploymentArn: string }[];
    };
    const serviceDeploymentArns = [listed.serviceDeployments[0]?.serviceDeploymentArn];
    const { serviceDeployments } = await ecs('describe_service_deployments', { serviceDeploymentArns });
    return (serviceDeployments as Described[])[0] as Described;
  };
  const weights = async (): Promise<readonly (number | undefined)[]> => {
    const rule = await elb<{
      Actions: { ForwardConfig: { TargetGroups: { TargetGroupArn: string; Weight: number }[] } }[];
    }>('describe_rules', 'Rules', { RuleArns: [made.production] });
    const groups = rule.Actions[0]?.ForwardConfig.TargetGroups ?? [];
    return [made.blue, made.green].map((arn) => groups.find((group) => group.TargetGroupArn === arn)?.Weight);
  };
  /** Looks until it has ended or waits at a hook; what was seen on the way. */
  const watch = async (): Promise<{ readonly last: Described; readonly seen: readonly string[] }> => {
    const seen: string[] = [];
    for (let look = 0; look < 500; look += 1) {
      const last = await newest();
      await ecs('describe_services', theService);
      const line = `${last.lifecycleStage} ${last.status} ${last.targetServiceRevision.requestedProductionTrafficWeight}`;
      if (seen.at(-1) !== line) seen.push(line);
      const waits = last.lifecycleHookDetails?.some(({ status }) => status === 'AWAITING_ACTION') ?? false;
      if (waits || /SUCCESSFUL|FAILED|STOPPED/.test(last.status)) return { last, seen };
    }
    throw new Error(`no end: ${seen.join(', ')}`);
  };

  test('a service with two target groups, a production rule and a test rule is made', async () => {
    const { account, boto3 } = place();
    await account.pushImage('v1');
    await boto3.call('logs', 'create_log_group', { logGroupName: LOG_GROUP });
    await ecs('create_cluster', { clusterName: CLUSTER });
    await ecs('register_task_definition', { ...taskDefinition(SERVICE, 'v1') });
    const { LoadBalancerArn } = await elb<{ LoadBalancerArn: string }>('create_load_balancer', 'LoadBalancers', {
      Name: 'web',
      Subnets: ['subnet-1', 'subnet-2'],
    });
    const group = async (Name: string): Promise<string> => {
      const settings = { Name, Protocol: 'HTTP', Port: 8080, VpcId: 'vpc-1', TargetType: 'ip' };
      return (await elb<{ TargetGroupArn: string }>('create_target_group', 'TargetGroups', settings)).TargetGroupArn;
    };
    const rule = async (Port: number, TargetGroupArn: string): Promise<string> => {
      const actions = [{ Type: 'forward', TargetGroupArn }];
      const listener = { LoadBalancerArn, Protocol: 'HTTP', Port, DefaultActions: actions };
      const { ListenerArn } = await elb<{ ListenerArn: string }>('create_listener', 'Listeners', listener);
      const Conditions = [{ Field: 'path-pattern', PathPatternConfig: { Values: ['/*'] } }];
      const settings = { ListenerArn, Priority: 1, Conditions, Actions: actions };
      return (await elb<{ RuleArn: string }>('create_rule', 'Rules', settings)).RuleArn;
    };
    made.blue = await group('blue');
    made.green = await group('green');
    made.production = await rule(80, made.blue);
    const advancedConfiguration = {
      alternateTargetGroupArn: made.green,
      productionListenerRule: made.production,
      testListenerRule: await rule(8080, made.green),
      roleArn: 'arn:aws:iam::123456789012:role/ecs-infrastructure',
    };
    await ecs('create_service', {
      ...{ ...inCluster, serviceName: SERVICE, taskDefinition: SERVICE, desiredCount: 2 },
      ...{ launchType: 'FARGATE', networkConfiguration: network },
      loadBalancers: [{ targetGroupArn: made.blue, containerName: 'app', containerPort: 8080, advancedConfiguration }],
      deploymentConfiguration: { strategy: 'BLUE_GREEN', bakeTimeInMinutes: 1 },
    });
    expect((await watch()).last.status).toBe('SUCCESSFUL');
    expect(await weights()).toEqual([0, 100]);
  });

  test('a canary waits at its pause hook, is continued, and gets all the traffic', async () => {
    await ecs('update_service', {
      ...{ ...inCluster, service: SERVICE, forceNewDeployment: true },
      deploymentConfiguration: {
        strategy: 'CANARY',
        canaryConfiguration: { canaryPercent: 10, canaryBakeTimeInMinutes: 2 },
        lifecycleHooks: [
          {
            targetType: 'PAUSE',
            lifecycleStages: ['POST_TEST_TRAFFIC_SHIFT'],
            timeoutConfiguration: { timeoutInMinutes: 60, action: 'ROLLBACK' },
          },
        ],
      },
    });
    const paused = await watch();
    expect(paused.last.lifecycleStage).toBe('POST_TEST_TRAFFIC_SHIFT');
    const { serviceDeploymentArn, lifecycleHookDetails = [] } = paused.last;
    const hookId = lifecycleHookDetails[0]?.hookId;
    await ecs('continue_service_deployment', { serviceDeploymentArn, hookId, action: 'CONTINUE' });
    const { last, seen } = await watch();
    expect(last.status).toBe('SUCCESSFUL');
    expect(seen).toContain('PRODUCTION_TRAFFIC_SHIFT IN_PROGRESS 10');
    expect(await weights()).toEqual([100, 0]);
    const refused = await place().boto3.refused('ecs', 'continue_service_deployment', { serviceDeploymentArn, hookId });
    expect(refused.exception).toBe('InvalidParameterException');
  });

  test('a rollback that somebody asks for at the pause gives nothing away', async () => {
    await ecs('update_service', { ...inCluster, service: SERVICE, forceNewDeployment: true });
    const { last } = await watch();
    const { serviceDeploymentArn, lifecycleHookDetails = [] } = last;
    const hookId = lifecycleHookDetails[0]?.hookId;
    await ecs('continue_service_deployment', { serviceDeploymentArn, hookId, action: 'ROLLBACK' });
    expect((await watch()).last.status).toBe('ROLLBACK_SUCCESSFUL');
    expect(await weights()).toEqual([100, 0]);
    const { serviceRevisions } = await ecs('describe_service_revisions', {
      serviceRevisionArns: (
        (await ecs('describe_services', theService)).services as { deployments: { id: string }[] }[]
      )
        .flatMap(({ deployments }) => deployments)
        .map(({ id }) => `arn:aws:ecs:eu-west-1:123456789012:service-revision/${CLUSTER}/${SERVICE}/${id.slice(8)}`),
    });
    expect(serviceRevisions).toMatchObject([
      {
        resolvedConfiguration: {
          loadBalancers: [{ targetGroupArn: made.blue, productionListenerRule: made.production }],
        },
      },
    ]);
  });

  test('what other files count on was carried out', () => {
    const succeeded = place().door.succeeded();
    expect(carriedOutByShifting.filter((name) => !succeeded.has(name))).toEqual([]);
  });

  judgeAtTheEnd(place, []);
});
