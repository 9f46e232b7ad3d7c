// ECS's answers as snapshots. Names that do not exist become a UserError with near names; what ECS does not say is absent.

import { AwsFailure, UserError } from '../core/errors.ts';
import type {
  DeploymentSnapshot,
  Raw,
  ServiceDeploymentBrief,
  ServiceRef,
  ServiceRevision,
  ServiceSnapshot,
} from '../core/snapshots.ts';
import type { AwsApi, OutputOf } from './api.ts';
import { deploymentSnapshot, statusOf } from './deployment-snapshot.ts';
import { inCluster, missingArn, missingService } from './missing-names.ts';
import { serviceSnapshot } from './service-snapshot.ts';

/** Throws UserError when the cluster or the service does not exist. */
export async function describeService(api: AwsApi, ref: ServiceRef): Promise<ServiceSnapshot> {
  const answer = await inCluster(api, ref.cluster, () =>
    api.raw('ecs', 'DescribeServices', { cluster: ref.cluster, services: [ref.service] }),
  );
  const [raw] = Array.isArray(answer.services) ? (answer.services as Raw[]) : [];
  if (raw === undefined || raw.status === 'INACTIVE')
    throw new UserError(
      await missingService(api, ref, { isInactive: raw !== undefined, arn: missingArn(answer) ?? '' }),
    );
  return serviceSnapshot(raw);
}

/** Newest first. Stops after as many pages as `most` needs. */
export async function listServiceDeployments(
  api: AwsApi,
  ref: ServiceRef,
  options: { createdAfter?: number; most?: number } = {},
): Promise<ServiceDeploymentBrief[]> {
  const most = options.most ?? 100;
  const list: ServiceDeploymentBrief[] = [];
  let nextToken: string | undefined;
  do {
    const answer = await api.call('ecs', 'ListServiceDeployments', {
      cluster: ref.cluster,
      service: ref.service,
      maxResults: Math.min(100, most),
      ...(options.createdAfter === undefined ? {} : { createdAt: { after: new Date(options.createdAfter) } }),
      ...(nextToken === undefined ? {} : { nextToken }),
    });
    for (const brief of answer.serviceDeployments ?? []) {
      list.push({
        arn: brief.serviceDeploymentArn ?? '',
        status: statusOf(brief.status),
        targetRevisionArn: brief.targetServiceRevisionArn ?? '',
        createdAt: brief.createdAt?.getTime() ?? 0,
        ...(brief.statusReason === undefined ? {} : { statusReason: brief.statusReason }),
        ...(brief.finishedAt === undefined ? {} : { finishedAt: brief.finishedAt.getTime() }),
      });
    }
    nextToken = answer.nextToken;
  } while (nextToken !== undefined && list.length < most);
  return list.sort((a, b) => b.createdAt - a.createdAt);
}

/** Undefined when ECS no longer knows it. */
export async function describeServiceDeployment(api: AwsApi, arn: string): Promise<DeploymentSnapshot | undefined> {
  const answer = await api.call('ecs', 'DescribeServiceDeployments', { serviceDeploymentArns: [arn] });
  const found = answer.serviceDeployments?.[0];
  return found === undefined ? undefined : deploymentSnapshot(found);
}

export async function describeServiceRevisions(
  api: AwsApi,
  arns: readonly string[],
): Promise<ReadonlyMap<string, ServiceRevision>> {
  const wanted = [...new Set(arns)].filter((arn) => arn !== '');
  const found = new Map<string, ServiceRevision>();
  // AWS takes 20 at a time.
  for (let start = 0; start < wanted.length; start += 20) {
    const answer = await api.call('ecs', 'DescribeServiceRevisions', {
      serviceRevisionArns: wanted.slice(start, start + 20),
    });
    for (const revision of answer.serviceRevisions ?? []) {
      const arn = revision.serviceRevisionArn ?? '';
      found.set(arn, {
        arn,
        taskDefinitionArn: revision.taskDefinition ?? '',
        images: (revision.containerImages ?? []).map((image) => ({
          container: image.containerName ?? '',
          image: image.image ?? '',
          ...(image.imageDigest === undefined ? {} : { digest: image.imageDigest }),
        })),
        settings: settingsOf(revision),
        ...(revision.createdAt === undefined ? {} : { createdAt: revision.createdAt.getTime() }),
      });
    }
  }
  return found;
}

type DescribedRevision = NonNullable<OutputOf<'ecs', 'DescribeServiceRevisions'>['serviceRevisions']>[number];

/** Without what names the revision, and what ECS finds out by itself. */
function settingsOf(revision: DescribedRevision): Raw {
  const { serviceRevisionArn: _a, serviceArn: _b, clusterArn: _c, taskDefinition: _d, ...settings } = revision;
  const { createdAt: _e, containerImages: _f, resolvedConfiguration: _g, guardDutyEnabled: _h, ...rest } = settings;
  const { platformFamily: _i, fargateEphemeralStorage: _j, ...configured } = rest;
  return configured;
}

export interface RegisteredDefinition {
  readonly definition: Raw;
  readonly tags: readonly Raw[];
}

/** `family`, `family:revision` or ARN. Throws UserError when there is none. */
export async function describeTaskDefinition(api: AwsApi, taskDefinition: string): Promise<RegisteredDefinition> {
  try {
    const answer = await api.raw('ecs', 'DescribeTaskDefinition', { taskDefinition, include: ['TAGS'] });
    return {
      definition: (answer.taskDefinition ?? {}) as Raw,
      tags: Array.isArray(answer.tags) ? (answer.tags as Raw[]) : [],
    };
  } catch (error) {
    if (error instanceof AwsFailure && error.kind === 'refused') {
      throw new UserError(
        `task-definition: "${taskDefinition}" does not exist in this account and region (${error.awsMessage})`,
        { cause: error },
      );
    }
    throw error;
  }
}

export async function registerTaskDefinition(
  api: AwsApi,
  definition: Raw,
): Promise<{ readonly arn: string; readonly definition: Raw }> {
  const answer = await api.raw('ecs', 'RegisterTaskDefinition', definition);
  const registered = (answer.taskDefinition ?? {}) as Raw;
  return { arn: String(registered.taskDefinitionArn ?? ''), definition: registered };
}

export async function updateService(api: AwsApi, input: Raw): Promise<ServiceSnapshot> {
  const answer = await api.raw('ecs', 'UpdateService', input);
  return serviceSnapshot((answer.service ?? {}) as Raw);
}

/** Asks ECS to go back to the source of the deployment. */
export async function requestRollback(api: AwsApi, serviceDeploymentArn: string): Promise<void> {
  await api.call('ecs', 'StopServiceDeployment', { serviceDeploymentArn, stopType: 'ROLLBACK' });
}
