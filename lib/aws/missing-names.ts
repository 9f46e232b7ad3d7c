// A cluster or a service that does not exist, in the user's words: where it was looked for, and what there is instead.

import { lastPart, parseArn } from '../core/arn.ts';
import { AwsFailure, UserError } from '../core/errors.ts';
import { suggestion } from '../core/near-names.ts';
import { shellWord } from '../core/shell-word.ts';
import type { Raw, ServiceRef } from '../core/snapshots.ts';
import { isRaw } from '../core/task-definition.ts';
import type { AwsApi } from './api.ts';

/** Runs a request, and turns "no such cluster" into the user's words. */
export async function inCluster<T>(api: AwsApi, cluster: string, request: () => Promise<T>): Promise<T> {
  try {
    return await request();
  } catch (error) {
    if (!(error instanceof AwsFailure) || error.code !== 'ClusterNotFoundException') throw error;
    const arns = await arnsOrNone(async () => (await api.call('ecs', 'ListClusters', {})).clusterArns);
    throw new UserError(
      `cluster: there is no cluster "${cluster}" ${whereIs(arns[0] ?? '')}.${suggestion(lastPart(cluster), arns.map(lastPart))}`,
      { cause: error },
    );
  }
}

/** ECS says under which ARN it looked, and so in which account and region. */
export function missingArn({ failures, services }: Raw): string | undefined {
  const [found] = [failures, services].flatMap((list) => (Array.isArray(list) ? list.filter(isRaw) : []));
  const arn = found?.arn ?? found?.serviceArn;
  return typeof arn === 'string' ? arn : undefined;
}

/** ` in account 123456789012, region eu-west-1`: a name that is right elsewhere is the most common mistake. */
function whereIs(arn: string): string {
  const parts = parseArn(arn);
  return parts === undefined ? 'in this account and region' : `in account ${parts.account}, region ${parts.region}`;
}

export async function missingService(
  api: AwsApi,
  ref: ServiceRef,
  { isInactive, arn }: { readonly isInactive: boolean; readonly arn: string },
): Promise<string> {
  const known = await arnsOrNone(
    async () => (await api.call('ecs', 'ListServices', { cluster: ref.cluster, maxResults: 100 })).serviceArns,
  );
  const what = isInactive
    ? `service "${ref.service}" of cluster "${ref.cluster}" ${whereIs(arn)} was deleted (INACTIVE).`
    : `cluster "${ref.cluster}" ${whereIs(arn)} has no service "${ref.service}".`;
  return `service: ${what}${suggestion(lastPart(ref.service), known.map(lastPart))} List them with: aws ecs list-services --cluster ${shellWord(ref.cluster)}`;
}

/** Near names are a courtesy: a role that may not list gets its error without them. */
async function arnsOrNone(list: () => Promise<readonly string[] | undefined>): Promise<readonly string[]> {
  try {
    return (await list()) ?? [];
  } catch (error) {
    if (error instanceof AwsFailure) return [];
    throw error;
  }
}
