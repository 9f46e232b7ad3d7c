// The way back: the service revision that completed last becomes PRIMARY again, under its old deployment id.
// It refuses to know who asked for it.

import type { Deployment, Service, ServiceDeployment, ServiceRevision } from './ecs-state.ts';
import { revisionedMembers } from './ecs-state.ts';
import { announce, texts } from './events.ts';
import { lastPart } from './identifiers.ts';
import { primaryOf } from './service-tasks.ts';
import type { World } from './world.ts';

export interface RollbackWords {
  readonly reason: string;
  readonly rolloutStateReason: (deploymentId: string) => string;
}

/** What completed last, unless that is what fails now. */
export function rollbackCandidate(world: World, service: Service): ServiceRevision | undefined {
  const revision = world.ecs.serviceRevisions[service.completedServiceRevision ?? ''];
  return revision?.serviceRevisionArn === primaryOf(service)?.serviceRevisionArn ? undefined : revision;
}

/** Ends as ROLLBACK_FAILED at once where nothing ever completed. */
export function rollBack(world: World, service: Service, running: ServiceDeployment, words: RollbackWords): void {
  const revision = rollbackCandidate(world, service);
  if (revision === undefined) {
    noCandidate(world, running);
    return;
  }
  const back = deploymentOf(world, service, revision);
  for (const deployment of service.deployments) {
    if (deployment.status === 'PRIMARY') deployment.status = 'ACTIVE';
  }
  back.status = 'PRIMARY';
  back.rolloutState = 'IN_PROGRESS';
  back.rolloutStateReason = words.rolloutStateReason(back.id);
  back.failedTasks = 0;
  back.failuresInRow = 0;
  delete back.startsPausedUntil;
  back.updatedAt = world.now;
  service.deployments = [back, ...service.deployments.filter((deployment) => deployment.id !== back.id)];
  restore(service, revision);
  announce(world, service, texts.rollingBack(back.id));
  running.status = 'ROLLBACK_IN_PROGRESS';
  running.statusReason = words.reason;
  running.updatedAt = world.now;
  running.rollback = { reason: words.reason, startedAt: world.now, serviceRevisionArn: revision.serviceRevisionArn };
}

export function noCandidate(world: World, running: ServiceDeployment): void {
  running.status = 'ROLLBACK_FAILED';
  running.statusReason = 'No rollback candidate was found to run the rollback.';
  running.finishedAt = world.now;
  running.updatedAt = world.now;
}

/** It starts no task any more. */
export function fail(world: World, deployment: Deployment, reason: string): void {
  deployment.rolloutState = 'FAILED';
  deployment.rolloutStateReason = reason;
  deployment.updatedAt = world.now;
}

/** The deployment that still stands, or, when its tasks are gone already, the same one made again. */
function deploymentOf(world: World, service: Service, revision: ServiceRevision): Deployment {
  const standing = service.deployments.find(
    (deployment) => deployment.serviceRevisionArn === revision.serviceRevisionArn,
  );
  return (
    standing ?? {
      id: `ecs-svc/${lastPart(revision.serviceRevisionArn)}`,
      serviceRevisionArn: revision.serviceRevisionArn,
      taskDefinition: revision.taskDefinition,
      status: 'PRIMARY',
      createdAt: revision.createdAt,
      updatedAt: world.now,
      rolloutState: 'IN_PROGRESS',
      rolloutStateReason: '',
      failedTasks: 0,
      failuresInRow: 0,
    }
  );
}

function restore(service: Service, revision: ServiceRevision): void {
  service.taskDefinition = revision.taskDefinition;
  for (const member of revisionedMembers) delete service.configuration[member];
  Object.assign(service.configuration, revision.configuration);
}
