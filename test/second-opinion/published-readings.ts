// What the product's readers make of an answer, as plain data: one reading for each operation that the product calls.

import type { AwsApi } from '../../lib/aws/api.ts';
import * as ecr from '../../lib/aws/ecr.ts';
import * as ecs from '../../lib/aws/ecs.ts';
import { logStreamsOf, readLog } from '../../lib/aws/logs.ts';
import { runTask, stopTask } from '../../lib/aws/one-off-tasks.ts';
import { describeTargets } from '../../lib/aws/target-health.ts';
import { describeTasks, listTasks } from '../../lib/aws/tasks.ts';
import { lastPart } from '../../lib/core/arn.ts';
import type { DeploymentSnapshot, Raw, RevisionCounts, ServiceSnapshot } from '../../lib/core/snapshots.ts';
import { containersOf } from '../../lib/core/task-definition.ts';
import type { TaskSnapshot } from '../../lib/core/task-snapshots.ts';

const service = { cluster: 'example', service: 'example' };
const repository = { name: 'example', account: '123456789012', host: 'example', mutability: 'MUTABLE', exclusions: [] };
const everyContainer = () => true;

export const readings: Readonly<Record<string, (api: AwsApi) => Promise<unknown>>> = {
  DescribeServices: async (api) => ofService(await ecs.describeService(api, service)),
  UpdateService: async (api) => ofService(await ecs.updateService(api, {})),
  ListServiceDeployments: async (api) =>
    (await ecs.listServiceDeployments(api, service)).map(({ arn, status, targetRevisionArn, finishedAt }) => [
      lastPart(arn),
      status,
      lastPart(targetRevisionArn),
      finishedAt ?? 'unfinished',
    ]),
  DescribeServiceDeployments: async (api) => {
    const seen = await ecs.describeServiceDeployment(api, 'example');
    return seen === undefined ? 'unknown' : ofDeployment(seen);
  },
  DescribeServiceRevisions: async (api) =>
    [...(await ecs.describeServiceRevisions(api, ['example'])).values()].map(({ arn, taskDefinitionArn, images }) => [
      lastPart(arn),
      lastPart(taskDefinitionArn),
      ...images.map(({ container, image, digest }) => `${container}=${image}@${digest}`),
    ]),
  StopServiceDeployment: async (api) => (await ecs.requestRollback(api, 'example')) ?? 'accepted',
  DescribeTaskDefinition: async (api) => ofDefinition((await ecs.describeTaskDefinition(api, 'example')).definition),
  RegisterTaskDefinition: async (api) => {
    const { arn, definition } = await ecs.registerTaskDefinition(api, {});
    return [arn, ofDefinition(definition)];
  },
  DescribeTasks: async (api) => (await describeTasks(api, 'example', ['example'], everyContainer)).map(ofTask),
  ListTasks: async (api) => (await listTasks(api, { cluster: 'example', desiredStatus: 'RUNNING' })).map(lastPart),
  RunTask: async (api) => lastPart(await runTask(api, {})),
  StopTask: async (api) => (await stopTask(api, { cluster: 'a', taskArn: 'b', reason: 'c' })) ?? 'accepted',
  DescribeTargetHealth: async (api) =>
    (await describeTargets(api, 'example')).map(({ address, port, state, reason, description }) =>
      [`${address}:${port}`, state, reason, description].filter((part) => part !== undefined).join(' | '),
    ),
  GetLogEvents: (api) => readLog(api, { container: 'app', group: 'my-logs', stream: '20150601' }),
  BatchGetImage: async (api) =>
    [...(await ecr.readTags(api, repository, ['example']))].map(([tag, image]) => [
      tag,
      image.digest,
      image.manifest.length,
    ]),
  DescribeImages: (api) => ecr.describeImage(api, repository, { imageTag: 'example' }),
  DescribeRepositories: async (api) => [
    await ecr.describeRepository(api, repository),
    await ecr.listRepositoryNames(api, repository),
  ],
  PutImage: async (api) =>
    (await ecr.addTag(api, repository, { digest: '', manifest: '', mediaType: '' }, 'example')) ?? 'accepted',
  GetAuthorizationToken: (api) => ecr.readRegistryLogin(api, repository),
  GetCallerIdentity: (api) => ecr.readCallerAccount(api),
};

/** `PRIMARY web:1 1/2+1 IN_PROGRESS`: running of desired plus pending. */
export function ofService(snapshot: ServiceSnapshot): unknown {
  return {
    service: `${snapshot.name} ${snapshot.status} ${snapshot.controller} ${snapshot.strategy}`,
    counts: `${snapshot.runningCount}/${snapshot.desiredCount}+${snapshot.pendingCount}`,
    rollouts: snapshot.deployments.map((one) =>
      [
        one.status,
        one.id,
        lastPart(one.taskDefinitionArn),
        `${one.runningCount}/${one.desiredCount}+${one.pendingCount}`,
        one.rolloutState ?? 'no state',
      ].join(' '),
    ),
    events: snapshot.events.length,
    newest: snapshot.events[0]?.message ?? 'none',
  };
}

export function ofDeployment(seen: DeploymentSnapshot): unknown {
  const { circuitBreaker: breaker, rollback } = seen;
  return {
    status: `${seen.status} ${seen.lifecycleStage ?? 'no stage'}`,
    reason: seen.statusReason ?? 'none',
    target: counts(seen.target),
    sources: seen.sources.map(counts),
    breaker: breaker === undefined ? 'none' : `${breaker.status} ${breaker.failureCount}/${breaker.threshold}`,
    rollback: rollback === undefined ? 'none' : lastPart(rollback.revisionArn ?? ''),
  };
}

function counts({ revisionArn, running, requested, pending, productionWeight }: RevisionCounts): string {
  const weight = productionWeight === undefined ? '' : ` ${productionWeight} %`;
  return `${lastPart(revisionArn)} ${running}/${requested}+${pending}${weight}`;
}

function ofTask(task: TaskSnapshot): unknown {
  const containers = task.containers.map(
    ({ name, lastStatus, exitCode }) => `${name} ${lastStatus} ${exitCode ?? '-'}`,
  );
  const { stopCode = '-', stoppedReason = '-', addresses } = task;
  const address = addresses.join() || 'no address';
  return [lastPart(task.taskArn), task.lastStatus, task.startedBy, address, stopCode, stoppedReason, ...containers];
}

function ofDefinition(definition: Raw): unknown {
  const streams = logStreamsOf(definition, 'task/1').map(({ group, stream }) => `${group} ${stream}`);
  return [`${definition.family}:${definition.revision}`, containersOf(definition).map(({ name }) => name), streams];
}
