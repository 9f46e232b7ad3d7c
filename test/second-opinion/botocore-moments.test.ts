import { describe, expect, test } from 'vitest';
import type { AwsApi, OperationOf } from '../../lib/aws/api.ts';
import { FATES } from '../stories/fates.ts';
import { anAccount, CLUSTER, SERVICE } from '../support/a-service.ts';
import { wireDoor } from '../support/aws-doors.ts';
import { pathOf, tool } from '../support/tool.ts';
import { recordExchanges, unique } from './botocore-door.ts';
import { judge } from './botocore-judge.ts';
import { loadBotocoreModels } from './botocore-model.ts';

const botocore = tool('aws');
const STEP_MS = 7_000;
const STEPS = 90;
const network = { awsvpcConfiguration: { subnets: ['subnet-1'] } };

interface Registered {
  readonly containerDefinitions: readonly object[];
  readonly networkMode: string;
  readonly cpu: string;
  readonly memory: string;
  readonly executionRoleArn: string;
}

interface Looked {
  readonly serviceDeployments: { serviceDeploymentArn: string; targetServiceRevisionArn: string }[];
  readonly taskArns: string[];
}

/** Everything that can be asked about the service and the tasks of the cluster. */
async function lookAround(aws: AwsApi, targetGroupArn: string): Promise<void> {
  const ecs = async (operation: OperationOf<'ecs'>, input: object) =>
    (await aws.raw('ecs', operation, { cluster: CLUSTER, ...input })) as Partial<Looked>;
  await ecs('DescribeServices', { services: [SERVICE, 'nope'], include: ['TAGS'] });
  const { serviceDeployments = [] } = await ecs('ListServiceDeployments', { service: SERVICE });
  const newest = serviceDeployments.slice(0, 3);
  await aws.raw('ecs', 'DescribeServiceDeployments', {
    serviceDeploymentArns: newest.map(({ serviceDeploymentArn }) => serviceDeploymentArn),
  });
  await aws.raw('ecs', 'DescribeServiceRevisions', {
    serviceRevisionArns: newest.map(({ targetServiceRevisionArn }) => targetServiceRevisionArn),
  });
  for (const desiredStatus of ['RUNNING', 'STOPPED']) {
    const { taskArns = [] } = await ecs('ListTasks', { desiredStatus });
    if (taskArns.length > 0) await ecs('DescribeTasks', { tasks: taskArns.slice(-10), include: ['TAGS'] });
  }
  await aws.call('elasticloadbalancing', 'DescribeTargetHealth', { TargetGroupArn: targetGroupArn });
}

describe.skipIf(botocore.missing !== undefined)(`botocore's models ${botocore.missing ?? ''}`, () => {
  test.each(Object.entries(FATES))(
    'have every moment of a release that is %s, and of a task like it',
    async (_, fate) => {
      const account = anAccount({ fates: { v2: fate } });
      await account.pushImage('v1');
      await account.createService();
      const { reference } = await account.pushImage('v2');
      const { simulator, exchanges } = recordExchanges(account.simulator);
      const aws = wireDoor(simulator);
      const [targetGroupArn = ''] = Object.keys(simulator.world.elb.targetGroups);
      const { taskDefinition } = await aws.raw('ecs', 'DescribeTaskDefinition', { taskDefinition: SERVICE });
      const { containerDefinitions, networkMode, cpu, memory, executionRoleArn } = taskDefinition as Registered;
      await aws.raw('ecs', 'RegisterTaskDefinition', {
        ...{ family: SERVICE, networkMode, cpu, memory, executionRoleArn },
        requiresCompatibilities: ['FARGATE'],
        containerDefinitions: [{ ...containerDefinitions[0], image: reference }],
      });
      await aws.raw('ecs', 'UpdateService', { cluster: CLUSTER, service: SERVICE, taskDefinition: SERVICE });
      await aws.raw('ecs', 'RunTask', {
        ...{ cluster: CLUSTER, taskDefinition: SERVICE, launchType: 'FARGATE', networkConfiguration: network },
      });
      for (let step = 0; step < STEPS; step += 1) {
        await lookAround(aws, targetGroupArn);
        simulator.advance(STEP_MS);
      }
      const models = loadBotocoreModels(pathOf(botocore));
      expect(unique(exchanges.flatMap((exchange) => judge(exchange, models)))).toEqual([]);
      expect(exchanges.length).toBeGreaterThan(6 * STEPS);
    },
  );
});
