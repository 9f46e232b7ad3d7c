// Builders of what the rules of deploy-ecs read. Each gives something whole and plausible: a test names only what matters to it.

import type { Cause } from '../../../../lib/core/causes.ts';
import { AwsFailure, type AwsFailureKind } from '../../../../lib/core/errors.ts';
import type { DeploymentSnapshot, DeploymentStatus, Raw, ServiceSnapshot } from '../../../../lib/core/snapshots.ts';
import type { StoppedTask } from '../../../../lib/core/stopped-task.ts';
import type { History } from '../../../../lib/core/watch.ts';
import { contentOf } from '../history/content.ts';
import type { PastDeployment } from '../history/history.ts';
import type { DeployRequest } from '../inputs.ts';
import type { Situation } from '../plan.ts';
import type { RolloutCommand, RolloutLimits, RolloutLook } from './rollout-rule.ts';

const ARN = 'arn:aws:ecs:eu-west-1:123456789012';
export const MINUTE = 60_000;

export const taskDefinitionArn = (name: string) => `${ARN}:task-definition/${name}`;
export const revisionArn = (number: number) => `${ARN}:service-revision/prod/web/${number}`;
export const deploymentArn = (number: number) => `${ARN}:service-deployment/prod/web/d${number}`;
/** A digest that is told apart by its first letters. */
export const digestOf = (name: string) => `sha256:${Buffer.from(name).toString('hex').padEnd(64, '0')}`;
export const imageOf = (name: string) => `123456789012.dkr.ecr.eu-west-1.amazonaws.com/app@${digestOf(name)}`;

/** A task definition as ECS describes it, with one container. */
export function aDefinition(image: string, members: Raw = {}): Raw {
  return {
    taskDefinitionArn: taskDefinitionArn('web:1'),
    revision: 1,
    status: 'ACTIVE',
    family: 'web',
    containerDefinitions: [{ name: 'app', image, essential: true, portMappings: [{ containerPort: 8080 }] }],
    ...members,
  };
}

export function aService(members: Partial<ServiceSnapshot> = {}): ServiceSnapshot {
  return {
    arn: `${ARN}:service/prod/web`,
    name: 'web',
    clusterArn: `${ARN}:cluster/prod`,
    status: 'ACTIVE',
    controller: 'ECS',
    schedulingStrategy: 'REPLICA',
    taskDefinitionArn: taskDefinitionArn('web:1'),
    desiredCount: 2,
    runningCount: 2,
    pendingCount: 0,
    loadBalancers: [],
    healthCheckGracePeriodSeconds: 0,
    circuitBreaker: { enable: true, rollback: true },
    strategy: 'ROLLING',
    minimumHealthyPercent: 100,
    maximumPercent: 200,
    bakeTimeInMinutes: 0,
    managedByEcs: false,
    deployments: [],
    events: [],
    raw: {},
    ...members,
  };
}

/** The entry of `service.deployments` that leads. */
export function aPrimary(number: number, taskDefinition: string, rolloutState = 'COMPLETED') {
  return {
    id: `ecs-svc/${number}`,
    status: 'PRIMARY',
    taskDefinitionArn: taskDefinition,
    rolloutState,
    desiredCount: 2,
    runningCount: 2,
    pendingCount: 0,
    failedTasks: 0,
  };
}

export function aDeployment(members: Partial<DeploymentSnapshot> = {}): DeploymentSnapshot {
  const status = members.status ?? 'IN_PROGRESS';
  return {
    arn: deploymentArn(2),
    status,
    rawStatus: status,
    createdAt: 0,
    target: { revisionArn: revisionArn(2), requested: 2, running: 0, pending: 2 },
    sources: [{ revisionArn: revisionArn(1), requested: 2, running: 2, pending: 0 }],
    ...members,
  };
}

/** Every new task runs and no old one is left. */
export const ALL_HEALTHY = {
  target: { revisionArn: revisionArn(2), requested: 2, running: 2, pending: 0 },
  sources: [{ revisionArn: revisionArn(1), requested: 0, running: 0, pending: 0 }],
} as const satisfies Partial<DeploymentSnapshot>;

export interface LookMembers extends Partial<Omit<RolloutLook, 'deployment' | 'service'>> {
  readonly deployment?: Partial<DeploymentSnapshot>;
  readonly service?: Partial<ServiceSnapshot>;
}

export function aLook({ deployment = {}, service = {}, ...members }: LookMembers = {}): RolloutLook {
  return {
    deployment: aDeployment(deployment),
    service: aService(service),
    causes: [],
    inCharge: false,
    oldStood: 2,
    ...members,
  };
}

type RolloutHistory = History<RolloutLook, RolloutCommand>;

/** One look, taken just now, a minute after the start. */
export function aHistory(members: Partial<RolloutHistory> = {}): RolloutHistory {
  const now = members.now ?? MINUTE;
  return {
    startedAt: 0,
    now,
    issued: [],
    blind: [],
    tally: new Map([['IN_PROGRESS (0 of 2 tasks running)', 1]]),
    ...(members.latest === undefined ? {} : { latestAt: now }),
    ...members,
  };
}

export function someLimits(members: Partial<RolloutLimits> = {}): RolloutLimits {
  return {
    timeoutMs: 15 * MINUTE,
    rollbackTimeoutMs: 10 * MINUTE,
    maxFailedTasks: 3,
    rollbackOnFailure: true,
    onCancel: 'rollback',
    waitUntil: 'deployed',
    wayBack: { to: 'web:1' },
    ...members,
  };
}

export function aFailure(kind: AwsFailureKind, members: { operation?: string; ambiguous?: boolean } = {}): AwsFailure {
  const codes = {
    throttled: 'ThrottlingException',
    unavailable: 'ECONNRESET',
    denied: 'AccessDeniedException',
    expired: 'ExpiredTokenException',
    refused: 'ConflictException',
  };
  return new AwsFailure({
    kind,
    operation: 'ecs:DescribeServiceDeployments',
    code: codes[kind],
    awsMessage: `it is ${kind}`,
    ...members,
  });
}

export function aStoppedTask(members: Partial<StoppedTask> = {}): StoppedTask {
  return {
    taskArn: `${ARN}:task/prod/0123456789abcdef`,
    taskDefinitionArn: taskDefinitionArn('web:2'),
    stopCode: 'EssentialContainerExited',
    stoppedReason: 'Essential container in task exited',
    stoppedAt: MINUTE,
    containers: [{ name: 'app', essential: true, exitCode: 1 }],
    ...members,
  };
}

/** `count` tasks that ended alike, the newest of them at `at`. */
export function aCause(members: Partial<Cause> & { readonly count?: number; readonly at?: number } = {}): Cause {
  const { count = 1, at = MINUTE, ...rest } = members;
  return {
    key: 'exit 1',
    fault: 'application',
    sentence: 'container "app" exited with code 1',
    explanation: 'container "app" exited with code 1',
    container: 'app',
    log: [],
    tasks: Array.from({ length: count }, (_, index) =>
      aStoppedTask({ taskArn: `${ARN}:task/prod/t${index}`, stoppedAt: at - index }),
    ),
    ...rest,
  };
}

/** One line of a service's story, oldest first: which release, how its deployment ended. */
export type Chapter = readonly [release: string, status: DeploymentStatus];

/** A service after these deployments, as ECS would show it: what succeeded last serves, unless something newer leads. */
export function aSituation(...chapters: readonly Chapter[]): Situation {
  const deployments = chapters.map(([release, status], index) => aPastDeployment(release, status, index + 1));
  const leading = deployments.findLast(({ status }) => status !== 'ROLLBACK_SUCCESSFUL');
  const leadingState =
    leading?.status === 'SUCCESSFUL' ? 'COMPLETED' : leading?.status === 'STOPPED' ? 'FAILED' : 'IN_PROGRESS';
  const served = deployments.findLast(({ status }) => status === 'SUCCESSFUL');
  // A rollback brings back what succeeded last, whatever led in between.
  const isBack = deployments.at(-1)?.status === 'ROLLBACK_SUCCESSFUL';
  const primary = isBack ? served : leading;
  const definition = primary?.target?.taskDefinitionArn ?? taskDefinitionArn('web:1');
  const number = primary === undefined ? 0 : deployments.indexOf(primary) + 1;
  return {
    service: aService({
      taskDefinitionArn: definition,
      deployments: primary === undefined ? [] : [aPrimary(number, definition, isBack ? 'COMPLETED' : leadingState)],
    }),
    running: aDefinition(imageOf(chapters[number - 1]?.[0] ?? 'v0'), { taskDefinitionArn: definition }),
    deployments: deployments.toReversed(),
  };
}

/** Every deployment registers a revision of its own, as deploy-ecs does. */
export function aPastDeployment(release: string, status: DeploymentStatus, number: number): PastDeployment {
  const arn = taskDefinitionArn(`web:${number}`);
  return {
    arn: deploymentArn(number),
    status,
    createdAt: number * MINUTE,
    targetRevisionArn: revisionArn(number),
    target: contentOf(aDefinition(imageOf(release), { taskDefinitionArn: arn, revision: number }), {
      arn: revisionArn(number),
      taskDefinitionArn: arn,
      images: [],
    }),
  };
}

export function aRequest(members: Partial<DeployRequest> = {}): DeployRequest {
  return {
    targets: [{ cluster: 'prod', service: 'web' }],
    images: [],
    source: { kind: 'what-runs' },
    edits: { containers: [], task: {} },
    settings: {},
    onInProgress: 'wait',
    verify: 'fail',
    waitUntil: 'deployed',
    onOlderCommit: 'refuse',
    forceNewDeployment: false,
    dryRun: false,
    limits: {
      rollbackTimeoutMs: 15 * MINUTE,
      pollIntervalMs: 5_000,
      maxFailedTasks: 3,
      rollbackOnFailure: true,
      onCancel: 'rollback',
    },
    ...members,
  };
}
