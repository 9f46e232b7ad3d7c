// Whether secrets, parameters and log groups are there. Only operations that answer no value: whoever deploys need not be able to read a secret.

import { AwsFailure } from '../core/errors.ts';
import type { Presence, SecretFacts } from '../core/presence.ts';
import type { AwsApi, CallOptions, OutputOf } from './api.ts';

/** `id`: ARN or name. */
export function secretPresence(api: AwsApi, id: string, options: CallOptions): Promise<Presence<SecretFacts>> {
  return asFarAsKnown(async () => {
    const answer = await api.call('secretsmanager', 'DescribeSecret', { SecretId: id }, options);
    return {
      kind: 'there',
      stages: [...new Set(Object.values(answer.VersionIdsToStages ?? {}).flat())],
      isDeleted: answer.DeletedDate !== undefined,
    };
  });
}

/** AWS takes 50 names at a time. */
const NAMES_AT_ONCE = 50;

/** Those of the names that exist. */
export async function existingParameters(
  api: AwsApi,
  names: readonly string[],
  options: CallOptions,
): Promise<Presence<{ readonly names: ReadonlySet<string> }>> {
  return asFarAsKnown(async () => {
    const found = new Set<string>();
    for (let start = 0; start < names.length; start += NAMES_AT_ONCE)
      for (const name of await parametersCalled(api, names.slice(start, start + NAMES_AT_ONCE), options))
        found.add(name);
    return { kind: 'there', names: found };
  });
}

async function parametersCalled(api: AwsApi, names: readonly string[], options: CallOptions): Promise<string[]> {
  const found: string[] = [];
  let nextToken: string | undefined;
  // A page may be empty and not the last one.
  do {
    const answer: OutputOf<'ssm', 'DescribeParameters'> = await api.call(
      'ssm',
      'DescribeParameters',
      {
        ParameterFilters: [{ Key: 'Name', Option: 'Equals', Values: [...names] }],
        MaxResults: NAMES_AT_ONCE,
        ...(nextToken === undefined ? {} : { NextToken: nextToken }),
      },
      options,
    );
    found.push(...(answer.Parameters ?? []).flatMap(({ Name }) => (Name === undefined ? [] : [Name])));
    nextToken = answer.NextToken;
  } while (nextToken !== undefined);
  return found;
}

export function logGroupPresence(api: AwsApi, name: string, options: CallOptions): Promise<Presence> {
  return asFarAsKnown(async () => {
    // The exact name is the first of those that begin with it.
    if ((await logGroupsBeginning(api, name, options)).includes(name)) return { kind: 'there' };
    const folder = name.slice(0, name.lastIndexOf('/') + 1);
    return { kind: 'missing', near: folder === '' ? [] : await logGroupsBeginning(api, folder, options) };
  });
}

async function logGroupsBeginning(api: AwsApi, prefix: string, options: CallOptions): Promise<string[]> {
  const answer = await api.call('logs', 'DescribeLogGroups', { logGroupNamePrefix: prefix, limit: 50 }, options);
  return (answer.logGroups ?? []).flatMap(({ logGroupName }) => (logGroupName === undefined ? [] : [logGroupName]));
}

/** What AWS does not let us see is unknown; credentials that have expired are everybody's concern. */
async function asFarAsKnown<Facts extends object>(ask: () => Promise<Presence<Facts>>): Promise<Presence<Facts>> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof AwsFailure) || error.kind === 'expired') throw error;
    if (error.code === 'ResourceNotFoundException') return { kind: 'missing', near: [] };
    return { kind: 'unknown', why: error.message };
  }
}
