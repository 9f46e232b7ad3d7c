// One service deployment of DescribeServiceDeployments, to a DeploymentSnapshot. What ECS does not say is absent.

import type { ServiceDeploymentStatus } from '@aws-sdk/client-ecs';
import type { DeploymentSnapshot, DeploymentStatus, HookSnapshot, RevisionCounts } from '../core/snapshots.ts';
import type { OutputOf } from './api.ts';

const STATUSES = {
  PENDING: true,
  IN_PROGRESS: true,
  SUCCESSFUL: true,
  STOPPED: true,
  STOP_REQUESTED: true,
  ROLLBACK_REQUESTED: true,
  ROLLBACK_IN_PROGRESS: true,
  ROLLBACK_SUCCESSFUL: true,
  ROLLBACK_FAILED: true,
} as const satisfies Record<ServiceDeploymentStatus, true>;

export function statusOf(status: string | undefined): DeploymentStatus {
  return status !== undefined && Object.hasOwn(STATUSES, status) ? (status as ServiceDeploymentStatus) : 'UNRECOGNISED';
}

type Described = NonNullable<OutputOf<'ecs', 'DescribeServiceDeployments'>['serviceDeployments']>[number];

export function deploymentSnapshot(found: Described): DeploymentSnapshot {
  const {
    statusReason,
    lifecycleStage,
    lifecycleHookDetails,
    deploymentCircuitBreaker: breaker,
    alarms,
    rollback,
  } = found;
  return {
    arn: found.serviceDeploymentArn ?? '',
    status: statusOf(found.status),
    rawStatus: found.status ?? 'no status',
    createdAt: found.createdAt?.getTime() ?? 0,
    target: countsOf(found.targetServiceRevision ?? {}),
    sources: (found.sourceServiceRevisions ?? []).map(countsOf),
    ...(statusReason === undefined ? {} : { statusReason }),
    ...(lifecycleStage === undefined ? {} : { lifecycleStage }),
    ...(breaker === undefined
      ? {}
      : {
          circuitBreaker: {
            status: breaker.status ?? '',
            failureCount: breaker.failureCount ?? 0,
            threshold: breaker.threshold ?? 0,
          },
        }),
    ...(alarms === undefined
      ? {}
      : {
          alarms: {
            status: alarms.status ?? '',
            triggered: alarms.triggeredAlarmNames ?? [],
            names: alarms.alarmNames ?? [],
          },
        }),
    ...(lifecycleHookDetails === undefined ? {} : { hooks: lifecycleHookDetails.map(hookSnapshot) }),
    ...(rollback === undefined
      ? {}
      : {
          rollback: {
            ...(rollback.reason === undefined ? {} : { reason: rollback.reason }),
            ...(rollback.serviceRevisionArn === undefined ? {} : { revisionArn: rollback.serviceRevisionArn }),
          },
        }),
  };
}

function hookSnapshot(hook: NonNullable<Described['lifecycleHookDetails']>[number]): HookSnapshot {
  const { targetArn, expiresAt, timeoutAction } = hook;
  return {
    id: hook.hookId ?? '',
    targetType: hook.targetType ?? '',
    status: hook.status ?? '',
    ...(targetArn === undefined ? {} : { target: targetArn }),
    ...(expiresAt === undefined ? {} : { expiresAt: expiresAt.getTime() }),
    ...(timeoutAction === undefined ? {} : { timeoutAction }),
  };
}

function countsOf(revision: NonNullable<Described['targetServiceRevision']>): RevisionCounts {
  const weight = revision.requestedProductionTrafficWeight;
  return {
    revisionArn: revision.arn ?? '',
    requested: revision.requestedTaskCount ?? 0,
    running: revision.runningTaskCount ?? 0,
    pending: revision.pendingTaskCount ?? 0,
    ...(weight === undefined ? {} : { productionWeight: weight }),
  };
}
