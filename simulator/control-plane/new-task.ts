// How a task comes into the world: what a service's scheduler and RunTask have in common.

import { launchTypeOf } from './capacity.ts';
import type { RawJson, Tag, Task, TaskContainer, TaskDefinitionRevision } from './ecs-state.ts';
import { ecsArn, lastPart, nextAddress, nextHexId, nextUuid } from './identifiers.ts';
import { containerImages } from './image-digests.ts';
import { awsMs, scaled } from './timing.ts';
import type { World } from './world.ts';

export interface NewTask {
  readonly clusterArn: string;
  readonly revision: TaskDefinitionRevision;
  readonly group: string;
  readonly startedBy?: string;
  readonly serviceArn?: string;
  readonly serviceRevisionArn?: string;
  /** Resolved when the deployment was made; for a task of its own, now. */
  readonly images?: readonly { containerName: string; imageDigest?: string }[];
  readonly placement: Placement;
  /** of a DAEMON service */
  readonly containerInstanceArn?: string;
  readonly overrides?: RawJson;
  readonly tags?: readonly Tag[];
  /** The caller has to wait a moment before it can be described. */
  readonly missingAtFirst?: boolean;
}

/** Where it runs, in the members that CreateService and RunTask share. */
export interface Placement {
  readonly launchType?: string;
  readonly capacityProviderStrategy?: readonly RawJson[];
  readonly platformVersion?: string;
  readonly networkConfiguration?: RawJson;
  readonly enableExecuteCommand?: boolean;
  readonly [member: string]: unknown;
}

export function createTask(world: World, wanted: NewTask): Task {
  const id = nextHexId(world);
  const { definition } = wanted.revision;
  const images = wanted.images ?? containerImages(world, definition);
  const cluster = lastPart(wanted.clusterArn);
  const subnetId = firstSubnet(wanted.placement.networkConfiguration);
  const containers = definition.containerDefinitions.map((container): TaskContainer => {
    const imageDigest = images.find((image) => image.containerName === container.name)?.imageDigest;
    return {
      name: container.name,
      containerArn: ecsArn(world, `container/${cluster}/${id}/${nextUuid(world)}`),
      image: container.image,
      ...(imageDigest === undefined ? {} : { imageDigest }),
      lastStatus: 'PENDING',
      healthStatus: 'UNKNOWN',
      cpu: String(container.cpu ?? 0),
      ...(container.memory === undefined ? {} : { memory: String(container.memory) }),
      ...(container.memoryReservation === undefined ? {} : { memoryReservation: String(container.memoryReservation) }),
    };
  });
  const task: Task = {
    taskArn: ecsArn(world, `task/${cluster}/${id}`),
    clusterArn: wanted.clusterArn,
    taskDefinitionArn: wanted.revision.taskDefinitionArn,
    group: wanted.group,
    ...(wanted.startedBy === undefined ? {} : { startedBy: wanted.startedBy }),
    ...(wanted.serviceArn === undefined ? {} : { serviceArn: wanted.serviceArn }),
    ...(wanted.serviceRevisionArn === undefined ? {} : { serviceRevisionArn: wanted.serviceRevisionArn }),
    configuration: taskConfiguration(world, wanted),
    overrides: wanted.overrides ?? {},
    privateIPv4Address: nextAddress(world),
    attachmentId: nextUuid(world),
    ...(subnetId === undefined ? {} : { subnetId }),
    desiredStatus: 'RUNNING',
    lastStatus: 'PROVISIONING',
    statusUntil: world.now + scaled(world, awsMs.provisioning),
    healthStatus: 'UNKNOWN',
    containers,
    createdAt: world.now,
    version: 1,
    tags: [...(wanted.tags ?? [])],
    visibleAt: world.now + (wanted.missingAtFirst ? scaled(world, awsMs.taskMissing) : 0),
    launched: false,
    stopTold: false,
    gone: false,
    targets: [],
  };
  world.ecs.tasks[task.taskArn] = task;
  return task;
}

function taskConfiguration(world: World, { revision, placement, overrides, containerInstanceArn }: NewTask): RawJson {
  const [item] = placement.capacityProviderStrategy ?? [];
  const provider = item === undefined ? undefined : String(item.capacityProvider);
  const launchType = launchTypeOf(world, {
    ...(placement.launchType === undefined ? {} : { launchType: placement.launchType }),
    ...(provider === undefined ? {} : { provider }),
  });
  const onFargate = launchType === 'FARGATE';
  const cpu = overrides?.cpu ?? revision.definition.cpu;
  const memory = overrides?.memory ?? revision.definition.memory;
  return {
    launchType,
    ...(containerInstanceArn === undefined ? {} : { containerInstanceArn }),
    ...(provider === undefined ? {} : { capacityProviderName: provider }),
    ...(onFargate ? { platformVersion: platformVersion(placement.platformVersion), platformFamily: 'Linux' } : {}),
    ...(cpu === undefined ? {} : { cpu }),
    ...(memory === undefined ? {} : { memory }),
    ...(onFargate ? { ephemeralStorage: revision.definition.ephemeralStorage ?? { sizeInGiB: 20 } } : {}),
    enableExecuteCommand: placement.enableExecuteCommand ?? false,
  };
}

/** A task shows the number that LATEST stood for. */
function platformVersion(asked: string | undefined): string {
  return asked === undefined || asked === 'LATEST' ? '1.4.0' : asked;
}

function firstSubnet(networkConfiguration: RawJson | undefined): string | undefined {
  const vpc = networkConfiguration?.awsvpcConfiguration as { subnets?: readonly string[] } | undefined;
  return vpc?.subnets?.[0];
}
