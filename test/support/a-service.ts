// Makes an account with one running service, by AWS's own Create* and Register* operations only, and waits until it serves.

import { createHash } from 'node:crypto';
import type { TaskLaunch } from '../../simulator/control-plane/runtime.ts';
import type { Fate } from '../../simulator/runtimes/fates.ts';
import { healthy } from '../../simulator/runtimes/fates.ts';
import type { FateOf } from '../../simulator/runtimes/scripted.ts';
import { createScriptedRuntime } from '../../simulator/runtimes/scripted.ts';
import { createSimulator, type Simulator, type SimulatorOptions } from '../../simulator/simulator.ts';

export interface AccountOptions extends Partial<Omit<SimulatorOptions, 'runtime' | 'time'>> {
  /** fate of a task by the tag that its image was pushed with */
  readonly fates?: Readonly<Record<string, Fate>>;
}

export interface Account {
  readonly simulator: Simulator;
  /** makes an image that did not exist and gives it a tag; the reference of it by tag, and its digest. `platforms`, such as `linux/arm64`, stand in its index. */
  pushImage(
    tag: string,
    platforms?: readonly string[],
  ): Promise<{ readonly reference: string; readonly digest: string }>;
  createService(options?: ServiceOptions): Promise<void>;
}

export interface ServiceOptions {
  readonly name?: string;
  readonly tag?: string;
  readonly desiredCount?: number;
  readonly loadBalancer?: boolean;
  readonly circuitBreaker?: { readonly enable: boolean; readonly rollback: boolean };
  readonly minimumHealthyPercent?: number;
  readonly maximumPercent?: number;
  /** further members of its deploymentConfiguration; with another strategy than ROLLING come two target groups and a test listener */
  readonly deploymentConfiguration?: Readonly<Record<string, unknown>>;
  readonly containerDefinition?: Readonly<Record<string, unknown>>;
  /** further members of RegisterTaskDefinition */
  readonly taskDefinition?: Readonly<Record<string, unknown>>;
  /** further members of CreateService; undefined leaves one of ours out */
  readonly service?: Readonly<Record<string, unknown>>;
  /** how long to let it settle, in the world's milliseconds; 0 for not at all */
  readonly settleMs?: number;
}

export const CLUSTER = 'prod';
export const SERVICE = 'web';
/** How AWS says that every circuit breaker counts of which nothing else was asked for. */
export const COUNTS_AS_USUAL = {
  resetOnHealthyTask: true,
  thresholdConfiguration: { type: 'BOUNDED_PERCENT', value: 50 },
} as const;
export const REPOSITORY = 'app';
export const LOG_GROUP = '/ecs/web';

export function anAccount(options: AccountOptions = {}): Account {
  const { fates = {}, ...rest } = options;
  const tagOfDigest = new Map<string, string>();
  const fateOf: FateOf = (launch) => fateByTag(launch, tagOfDigest, fates);
  const simulator = createSimulator({ runtime: createScriptedRuntime({ fateOf }), time: 'virtual', ...rest });
  return {
    simulator,
    pushImage: async (tag, platforms = []) => {
      await createOnce(
        simulator,
        'ecr',
        'CreateRepository',
        { repositoryName: REPOSITORY },
        'RepositoryAlreadyExistsException',
      );
      const imageManifestMediaType = 'application/vnd.oci.image.index.v1+json';
      // An index without children is the smallest image that ECR takes.
      const put = async (manifests: readonly object[], annotations: object, names: object): Promise<string> => {
        const content = { schemaVersion: 2, mediaType: imageManifestMediaType, manifests, annotations };
        const imageManifest = JSON.stringify(content);
        await simulator.call('ecr', 'PutImage', {
          repositoryName: REPOSITORY,
          imageManifest,
          imageManifestMediaType,
          ...names,
        });
        return `sha256:${createHash('sha256').update(imageManifest).digest('hex')}`;
      };
      const children = platforms.map(async (name) => {
        const [os, architecture] = name.split('/');
        const digest = await put([], { tag, name }, {});
        return { mediaType: imageManifestMediaType, digest, platform: { os, architecture } };
      });
      const digest = await put(await Promise.all(children), { tag }, { imageTag: tag });
      tagOfDigest.set(digest, tag);
      return { reference: `${simulator.world.ecr.registryHost}/${REPOSITORY}:${tag}`, digest };
    },
    createService: (service = {}) => createService(simulator, service),
  };
}

async function createService(simulator: Simulator, options: ServiceOptions): Promise<void> {
  const {
    name = SERVICE,
    tag = 'v1',
    desiredCount = 2,
    loadBalancer = true,
    circuitBreaker = { enable: true, rollback: true },
  } = options;
  await createOnce(simulator, 'ecs', 'CreateCluster', { clusterName: CLUSTER });
  await createOnce(simulator, 'logs', 'CreateLogGroup', { logGroupName: LOG_GROUP }, 'ResourceAlreadyExistsException');
  await simulator.call('ecs', 'RegisterTaskDefinition', {
    family: name,
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    cpu: '256',
    memory: '512',
    executionRoleArn: `arn:aws:iam::${simulator.world.account}:role/execution`,
    containerDefinitions: [
      {
        name: 'app',
        image: `${simulator.world.ecr.registryHost}/${REPOSITORY}:${tag}`,
        essential: true,
        portMappings: [{ containerPort: 8080, protocol: 'tcp' }],
        environment: [{ name: 'LOG_LEVEL', value: 'info' }],
        logConfiguration: {
          logDriver: 'awslogs',
          options: {
            'awslogs-group': LOG_GROUP,
            'awslogs-region': simulator.world.region,
            'awslogs-stream-prefix': 'ecs',
          },
        },
        ...options.containerDefinition,
      },
    ],
    ...options.taskDefinition,
  });
  const shifting = (options.deploymentConfiguration?.strategy ?? 'ROLLING') !== 'ROLLING';
  const targetGroup = loadBalancer ? await createTargetGroup(simulator, name, shifting) : undefined;
  await simulator.call('ecs', 'CreateService', {
    cluster: CLUSTER,
    serviceName: name,
    taskDefinition: name,
    desiredCount,
    launchType: 'FARGATE',
    networkConfiguration: {
      awsvpcConfiguration: { subnets: ['subnet-1'], securityGroups: ['sg-1'], assignPublicIp: 'DISABLED' },
    },
    deploymentConfiguration: {
      deploymentCircuitBreaker: circuitBreaker,
      minimumHealthyPercent: options.minimumHealthyPercent ?? 100,
      maximumPercent: options.maximumPercent ?? 200,
      ...options.deploymentConfiguration,
    },
    ...(targetGroup === undefined
      ? {}
      : { loadBalancers: [{ ...targetGroup, containerName: 'app', containerPort: 8080 }] }),
    ...options.service,
  });
  simulator.advance(options.settleMs ?? 20 * 60_000);
}

/** Port 8080; where traffic is shifted, the same groups for tests on port 9090. */
async function createTargetGroup(simulator: Simulator, name: string, shifting: boolean): Promise<object> {
  const balancer = await simulator.call('elb', 'CreateLoadBalancer', { Name: name, Subnets: ['subnet-1', 'subnet-2'] });
  const LoadBalancerArn = String(firstOf(balancer.LoadBalancers).LoadBalancerArn);
  const group = async (Name: string): Promise<string> => {
    const created = await simulator.call('elb', 'CreateTargetGroup', {
      Name,
      Protocol: 'HTTP',
      Port: 8080,
      VpcId: 'vpc-1',
      TargetType: 'ip',
      HealthCheckPath: '/health',
      HealthCheckIntervalSeconds: 10,
      HealthyThresholdCount: 2,
    });
    return String(firstOf(created.TargetGroups).TargetGroupArn);
  };
  const targetGroupArn = await group(name);
  const listener = async (Port: number, weights: readonly [string, number][]): Promise<string> => {
    const TargetGroups = weights.map(([TargetGroupArn, Weight]) => ({ TargetGroupArn, Weight }));
    const DefaultActions = [{ Type: 'forward', ForwardConfig: { TargetGroups } }];
    const made = await simulator.call('elb', 'CreateListener', {
      LoadBalancerArn,
      Protocol: 'HTTP',
      Port,
      DefaultActions,
    });
    const { ListenerArn } = firstOf(made.Listeners);
    const rules = await simulator.call('elb', 'DescribeRules', { ListenerArn });
    return String(firstOf(rules.Rules).RuleArn);
  };
  if (!shifting) {
    await listener(8080, [[targetGroupArn, 1]]);
    return { targetGroupArn };
  }
  const alternateTargetGroupArn = await group(`${name}-alternate`);
  const productionListenerRule = await listener(8080, [
    [targetGroupArn, 100],
    [alternateTargetGroupArn, 0],
  ]);
  const testListenerRule = await listener(9090, [[alternateTargetGroupArn, 100]]);
  const roleArn = `arn:aws:iam::${simulator.world.account}:role/ecs-infrastructure`;
  const advancedConfiguration = { alternateTargetGroupArn, productionListenerRule, testListenerRule, roleArn };
  return { targetGroupArn, advancedConfiguration };
}

function firstOf(list: unknown): Readonly<Record<string, unknown>> {
  return (Array.isArray(list) ? list[0] : {}) as Readonly<Record<string, unknown>>;
}

async function createOnce(
  simulator: Simulator,
  service: 'ecs' | 'ecr' | 'logs',
  operation: string,
  input: object,
  existsCode = '',
): Promise<void> {
  try {
    await simulator.call(service, operation, input);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === existsCode)) throw error;
  }
}

/** Images without a fate of their own are healthy. */
function fateByTag(
  launch: TaskLaunch,
  tagOfDigest: ReadonlyMap<string, string>,
  fates: Readonly<Record<string, Fate>>,
): Fate {
  const digest = launch.containers[0]?.imageDigest ?? launch.containers[0]?.image.split('@')[1] ?? '';
  return fates[tagOfDigest.get(digest) ?? ''] ?? healthy();
}
