import { describe, expect, it } from 'vitest';
import { aDrivenWorld, behindLoadBalancer, register, vpc } from '../../control-plane/driven-world.ts';
import { loadServiceModel } from '../../protocols/model.ts';
import { findDeviations } from '../../protocols/validate.ts';
import type { Json } from '../operation.ts';

const cluster = 'prod';

describe('every answer', () => {
  it('is what the model of ECS says', async () => {
    const model = await loadServiceModel('ecs');
    const driven = aDrivenWorld();
    register(driven, { tags: [{ key: 'a', value: 'b' }] });
    const targetGroupArn = behindLoadBalancer(driven);
    const problems: string[] = [];
    const call = (operation: string, input: Json): Json => {
      const output = driven.call(operation, input);
      const shape = model.operations.get(operation)?.output;
      const rules = { constraints: {}, allowUnknown: new Set<string>(), nullIsAbsent: false };
      const findings = shape === undefined ? [] : findDeviations(shape, output, rules);
      problems.push(...findings.map(({ path, kind, detail }) => `${operation} ${path}: ${kind} ${detail}`));
      return output;
    };
    const everything = (): void => {
      const { taskArns } = call('ListTasks', { cluster });
      const tasks = [...(taskArns as string[]), ...driven.tasks().map((task) => task.taskArn)];
      if (tasks.length > 0) call('DescribeTasks', { cluster, tasks, include: ['TAGS'] });
      call('DescribeServices', { cluster, services: ['web', 'nope'], include: ['TAGS'] });
      call('ListServiceDeployments', { cluster, service: 'web' });
      const serviceDeploymentArns = driven.deployments().map((one) => one.serviceDeploymentArn);
      call('DescribeServiceDeployments', { serviceDeploymentArns });
      call('DescribeServiceRevisions', { serviceRevisionArns: [driven.primary().serviceRevisionArn] });
    };
    call('CreateService', {
      cluster,
      serviceName: 'web',
      taskDefinition: 'web',
      launchType: 'FARGATE',
      networkConfiguration: vpc,
      loadBalancers: [{ targetGroupArn, containerName: 'app', containerPort: 80 }],
      deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true } },
    });
    for (const ms of [1_000, 5_000, 15_000, 60_000]) {
      driven.run(ms);
      everything();
    }
    call('DescribeTaskDefinition', { taskDefinition: register(driven), include: ['TAGS'] });
    call('UpdateService', { cluster, service: 'web', taskDefinition: 'web' });
    call('StopServiceDeployment', { serviceDeploymentArn: driven.deployment().serviceDeploymentArn });
    driven.run(10_000);
    everything();
    call('RunTask', { cluster, taskDefinition: 'web', launchType: 'FARGATE', networkConfiguration: vpc });
    call('DescribeClusters', { clusters: ['prod', 'nope'], include: ['SETTINGS', 'TAGS', 'CONFIGURATIONS'] });
    call('ListClusters', {});
    call('ListTaskDefinitions', {});
    call('ListTaskDefinitionFamilies', {});
    call('ListServices', { cluster });
    call('StopTask', { cluster, task: driven.tasks()[0]?.taskArn });
    call('DeleteService', { cluster, service: 'web', force: true });
    driven.run(700_000);
    everything();
    expect(problems).toEqual([]);
  });
});
