// A service as CreateService, UpdateService, DeleteService and DescribeServices show it.

import type { Deployment, Service, Task } from '../../control-plane/ecs-state.ts';
import { countsOf, isPending, requestedCountOf, tasksOf } from '../../control-plane/service-tasks.ts';
import type { World } from '../../control-plane/world.ts';
import type { Json } from '../operation.ts';
import { present, rootOf } from './ecs-resources.ts';

/** Stored with the service, shown elsewhere (in its deployments, its service revisions) or nowhere. */
const hiddenMembers = [
  'serviceConnectConfiguration',
  'volumeConfigurations',
  'vpcLatticeConfigurations',
  'role',
  'monitoring',
  'gatewayConnectors',
];

export function serviceView(world: World, service: Service, options: { withTags: boolean }): Json {
  const tasks = tasksOf(world, service);
  const shown = Object.entries(service.configuration).filter(([member]) => !hiddenMembers.includes(member));
  const current = world.ecs.serviceDeployments[service.currentServiceDeployment ?? ''];
  return present({
    ...Object.fromEntries(shown),
    serviceArn: service.serviceArn,
    serviceName: service.serviceName,
    clusterArn: service.clusterArn,
    status: service.status,
    desiredCount: service.desiredCount,
    runningCount: tasks.filter((task) => task.lastStatus === 'RUNNING').length,
    pendingCount: tasks.filter((task) => isPending(task) && task.desiredStatus === 'RUNNING').length,
    taskDefinition: service.taskDefinition,
    deployments: service.deployments.map((deployment) => deploymentView(world, service, deployment, tasks)),
    roleArn:
      (service.configuration.loadBalancers?.length ?? 0) > 0
        ? `arn:aws:iam::${world.account}:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS`
        : undefined,
    events: service.events,
    createdAt: service.createdAt,
    createdBy: rootOf(world),
    currentServiceDeployment:
      current !== undefined && current.visibleAt <= world.now ? current.serviceDeploymentArn : undefined,
    currentServiceRevisions: service.deployments.map((deployment) => {
      const { running, pending } = countsOf(tasks, deployment);
      return {
        arn: deployment.serviceRevisionArn,
        requestedTaskCount: requestedCountOf(world, service, { deployment, tasks }),
        runningTaskCount: running,
        pendingTaskCount: pending,
      };
    }),
    tags: options.withTags ? service.tags : undefined,
  });
}

function deploymentView(world: World, service: Service, deployment: Deployment, tasks: readonly Task[]): Json {
  const { running, pending } = countsOf(tasks, deployment);
  const revision = world.ecs.serviceRevisions[deployment.serviceRevisionArn]?.configuration ?? {};
  const { loadBalancers: _l, serviceRegistries: _r, ...shown } = revision;
  return {
    ...shown,
    id: deployment.id,
    status: deployment.status,
    taskDefinition: deployment.taskDefinition,
    desiredCount: requestedCountOf(world, service, { deployment, tasks }),
    pendingCount: pending,
    runningCount: running,
    failedTasks: deployment.failedTasks,
    createdAt: deployment.createdAt,
    updatedAt: deployment.updatedAt,
    rolloutState: deployment.rolloutState,
    rolloutStateReason: deployment.rolloutStateReason,
  };
}
