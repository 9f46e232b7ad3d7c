// A task as RunTask, StopTask and DescribeTasks show it.

import type { RawJson, Task } from '../../control-plane/ecs-state.ts';
import type { World } from '../../control-plane/world.ts';
import type { Json } from '../operation.ts';
import { present } from './ecs-resources.ts';

export function taskView(world: World, task: Task, options: { withTags: boolean }): Json {
  const connected = task.pullStoppedAt ?? task.startedAt;
  return present({
    ...task.configuration,
    taskArn: task.taskArn,
    clusterArn: task.clusterArn,
    taskDefinitionArn: task.taskDefinitionArn,
    group: task.group,
    startedBy: task.startedBy,
    lastStatus: task.lastStatus,
    desiredStatus: task.desiredStatus,
    healthStatus: task.healthStatus,
    availabilityZone: `${world.region}a`,
    attributes: [{ name: 'ecs.cpu-architecture', value: 'x86_64' }],
    attachments: [attachment(task)],
    connectivity: connected === undefined ? undefined : 'CONNECTED',
    connectivityAt: connected,
    containers: task.containers.map((container) => ({
      ...container,
      taskArn: task.taskArn,
      networkBindings: [],
      networkInterfaces: [{ attachmentId: task.attachmentId, privateIpv4Address: task.privateIPv4Address }],
    })),
    overrides: overrides(task),
    createdAt: task.createdAt,
    pullStartedAt: task.pullStartedAt,
    pullStoppedAt: task.pullStoppedAt,
    startedAt: task.startedAt,
    stoppingAt: task.stoppingAt,
    executionStoppedAt: task.executionStoppedAt,
    stoppedAt: task.stoppedAt,
    stopCode: task.stopCode,
    stoppedReason: task.stoppedReason,
    version: task.version,
    tags: options.withTags ? task.tags : [],
  });
}

function attachment(task: Task): Json {
  const details: RawJson = {
    ...(task.subnetId === undefined ? {} : { subnetId: task.subnetId }),
    networkInterfaceId: `eni-${task.attachmentId.replaceAll('-', '').slice(0, 17)}`,
    privateDnsName: `ip-${task.privateIPv4Address.replaceAll('.', '-')}.ec2.internal`,
    privateIPv4Address: task.privateIPv4Address,
  };
  return {
    id: task.attachmentId,
    type: 'ElasticNetworkInterface',
    status: attachmentStatus(task),
    // Before the host is there, so is no interface.
    details:
      task.lastStatus === 'PROVISIONING' ? [] : Object.entries(details).map(([name, value]) => ({ name, value })),
  };
}

function attachmentStatus(task: Task): string {
  if (task.lastStatus === 'PROVISIONING') return 'PRECREATED';
  if (task.lastStatus === 'STOPPED') return 'DELETED';
  return task.lastStatus === 'DEPROVISIONING' ? 'DETACHING' : 'ATTACHED';
}

/** One entry for each container, with its name alone where nothing was overridden. */
function overrides(task: Task): Json {
  const { containerOverrides = [], ...rest } = task.overrides as RawJson & { containerOverrides?: { name: string }[] };
  return {
    inferenceAcceleratorOverrides: [],
    ...rest,
    containerOverrides: task.containers.map(
      ({ name }) => containerOverrides.find((override) => override.name === name) ?? { name },
    ),
  };
}
