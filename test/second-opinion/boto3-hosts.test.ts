import { describe, expect, test } from 'vitest';
import { CLUSTER, SERVICE } from '../support/a-service.ts';
import { aBoto3Place, awsTool, carriedOutByHosts, judgeAtTheEnd } from './boto3-place.ts';

const inCluster = { cluster: CLUSTER };

describe.skipIf(awsTool.missing !== undefined)(`boto3 on hosts and protection ${awsTool.missing ?? ''}`, () => {
  const place = aBoto3Place();
  const ecs = (method: string, parameters: object = {}) => place().boto3.call('ecs', method, { ...parameters });

  test('a host and a capacity provider are made', async () => {
    const { account } = place();
    await account.pushImage('v1');
    await account.createService();
    const { containerInstance } = await ecs('register_container_instance', inCluster);
    expect(containerInstance).toMatchObject({ status: 'ACTIVE' });
    const autoScalingGroupArn =
      'arn:aws:autoscaling:eu-west-1:123456789012:autoScalingGroup:0f1e2d3c:autoScalingGroupName/web';
    const { capacityProvider } = await ecs('create_capacity_provider', {
      name: 'own',
      autoScalingGroupProvider: { autoScalingGroupArn },
    });
    expect(capacityProvider).toMatchObject({ name: 'own', status: 'ACTIVE' });
  });

  test('a task of a service is protected, and one that is not there is a failure', async () => {
    const { taskArns } = (await ecs('list_tasks', { ...inCluster, serviceName: SERVICE })) as { taskArns: string[] };
    const tasks = [taskArns[0], 'a'.repeat(32)];
    const protection = { ...inCluster, tasks, protectionEnabled: true, expiresInMinutes: 60 };
    expect(await ecs('update_task_protection', protection)).toMatchObject({
      protectedTasks: [{ taskArn: taskArns[0], protectionEnabled: true }],
      failures: [{ reason: 'MISSING' }],
    });
    const { protectedTasks } = await ecs('get_task_protection', { ...inCluster, tasks: [taskArns[0]] });
    expect(protectedTasks).toMatchObject([{ protectionEnabled: true }]);
  });

  test('what other files count on was carried out', () => {
    const succeeded = place().door.succeeded();
    expect(carriedOutByHosts.filter((name) => !succeeded.has(name))).toEqual([]);
  });

  judgeAtTheEnd(place, []);
});
