// What `terraform apply` would make for the demo: repository, cluster, logs, load balancer, service. By AWS's own Create* and Register*
// operations, through the SDK. The service begins as such services do: its image has not been pushed yet.

import { CloudWatchLogsClient, CreateLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';
import { CreateRepositoryCommand, ECRClient } from '@aws-sdk/client-ecr';
import {
  CreateClusterCommand,
  CreateServiceCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
} from '@aws-sdk/client-ecs';
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateTargetGroupCommand,
  ElasticLoadBalancingV2Client,
  ModifyTargetGroupAttributesCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

export const CLUSTER = 'prod';
export const SERVICE = 'web';
const LOG_GROUP = '/ecs/web';
const PORT = 8080;
const ACCOUNT = '123456789012';

export interface StackOptions {
  /** where the local AWS listens */
  readonly endpoint: string;
  readonly region: string;
  /** a sensitive output, as such stacks have them */
  readonly databaseUrl: string;
  readonly desiredCount: number;
  /** on which the load balancer listens */
  readonly listenerPort: number;
}

/** As `terraform output -json` prints them. */
export type TerraformOutputs = Readonly<
  Record<string, { readonly value: string; readonly type: 'string'; readonly sensitive: boolean }>
>;

export async function applyStack(options: StackOptions): Promise<TerraformOutputs> {
  const configuration = {
    region: options.region,
    endpoint: options.endpoint,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  };
  const ecr = new ECRClient(configuration);
  const ecs = new ECSClient(configuration);
  const logs = new CloudWatchLogsClient(configuration);
  const { repository } = await ecr.send(
    new CreateRepositoryCommand({ repositoryName: SERVICE, imageTagMutability: 'IMMUTABLE' }),
  );
  const secret = await new SecretsManagerClient(configuration).send(
    new CreateSecretCommand({ Name: 'web/database-url', SecretString: options.databaseUrl }),
  );
  await logs.send(new CreateLogGroupCommand({ logGroupName: LOG_GROUP }));
  const balancer = await createLoadBalancer(new ElasticLoadBalancingV2Client(configuration), options.listenerPort);
  await ecs.send(new CreateClusterCommand({ clusterName: CLUSTER }));
  await ecs.send(
    new RegisterTaskDefinitionCommand({
      family: SERVICE,
      networkMode: 'awsvpc',
      requiresCompatibilities: ['FARGATE'],
      cpu: '256',
      memory: '512',
      executionRoleArn: `arn:aws:iam::${ACCOUNT}:role/execution`,
      containerDefinitions: [
        {
          name: 'app',
          image: `${repository?.repositoryUri}:bootstrap`,
          essential: true,
          portMappings: [{ containerPort: PORT, protocol: 'tcp' }],
          environment: [{ name: 'PORT', value: String(PORT) }],
          secrets: [{ name: 'DATABASE_URL', valueFrom: secret.ARN }],
          stopTimeout: 30,
          logConfiguration: {
            logDriver: 'awslogs',
            options: { 'awslogs-group': LOG_GROUP, 'awslogs-region': options.region, 'awslogs-stream-prefix': 'ecs' },
          },
        },
      ],
    }),
  );
  await ecs.send(
    new CreateServiceCommand({
      cluster: CLUSTER,
      serviceName: SERVICE,
      taskDefinition: SERVICE,
      desiredCount: options.desiredCount,
      launchType: 'FARGATE',
      networkConfiguration: {
        awsvpcConfiguration: {
          subnets: ['subnet-0a', 'subnet-0b'],
          securityGroups: ['sg-0a'],
          assignPublicIp: 'DISABLED',
        },
      },
      deploymentConfiguration: {
        minimumHealthyPercent: 100,
        maximumPercent: 200,
        deploymentCircuitBreaker: { enable: true, rollback: true },
      },
      loadBalancers: [{ targetGroupArn: balancer.targetGroupArn, containerName: 'app', containerPort: PORT }],
      healthCheckGracePeriodSeconds: 60,
    }),
  );
  const output = (value: string, sensitive = false) => ({ value, type: 'string' as const, sensitive });
  return {
    ecs_cluster_name: output(CLUSTER),
    ecs_service_name: output(SERVICE),
    ecr_repository_url: output(repository?.repositoryUri ?? ''),
    alb_dns_name: output(`${balancer.dnsName}:${options.listenerPort}`),
    target_group_arn: output(balancer.targetGroupArn),
    database_url: output(options.databaseUrl, true),
  };
}

async function createLoadBalancer(
  elb: ElasticLoadBalancingV2Client,
  listenerPort: number,
): Promise<{ dnsName: string; targetGroupArn: string }> {
  const { LoadBalancers: [balancer] = [] } = await elb.send(
    new CreateLoadBalancerCommand({ Name: SERVICE, Subnets: ['subnet-0a', 'subnet-0b'] }),
  );
  const { TargetGroups: [group] = [] } = await elb.send(
    new CreateTargetGroupCommand({
      Name: SERVICE,
      Protocol: 'HTTP',
      Port: PORT,
      VpcId: 'vpc-0a',
      TargetType: 'ip',
      HealthCheckPath: '/health',
      HealthCheckIntervalSeconds: 30,
      HealthyThresholdCount: 2,
      UnhealthyThresholdCount: 3,
    }),
  );
  const targetGroupArn = group?.TargetGroupArn ?? '';
  await elb.send(
    new ModifyTargetGroupAttributesCommand({
      TargetGroupArn: targetGroupArn,
      Attributes: [{ Key: 'deregistration_delay.timeout_seconds', Value: '60' }],
    }),
  );
  await elb.send(
    new CreateListenerCommand({
      LoadBalancerArn: balancer?.LoadBalancerArn,
      Protocol: 'HTTP',
      Port: listenerPort,
      DefaultActions: [{ Type: 'forward', TargetGroupArn: targetGroupArn }],
    }),
  );
  return { dnsName: balancer?.DNSName ?? '', targetGroupArn };
}
