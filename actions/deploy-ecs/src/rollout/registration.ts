// Registers what is to be deployed, with the tags that say where it comes from; or reads what is registered already.

import { isDeepStrictEqual } from 'node:util';
import type { AwsApi } from '../../../../lib/aws/api.ts';
import { describeTaskDefinition, registerTaskDefinition } from '../../../../lib/aws/ecs.ts';
import { shortTaskDefinition } from '../../../../lib/core/arn.ts';
import { canonicalDefinition } from '../../../../lib/core/canonical-definition.ts';
import { AwsFailure, UserError } from '../../../../lib/core/errors.ts';
import type { Raw } from '../../../../lib/core/snapshots.ts';
import { isRaw, lostMembers } from '../../../../lib/core/task-definition.ts';
import { fittingTags } from '../history/revision-tags.ts';
import type { Run } from '../prepare.ts';

export interface Registration {
  readonly arn: string;
  readonly definition: Raw;
  /** what was sent, where it is this run that has registered it */
  readonly sent?: Raw;
}

export async function registered(api: AwsApi, arn: string): Promise<Registration> {
  return { arn, definition: (await describeTaskDefinition(api, arn)).definition };
}

/** Throws UserError when AWS dropped a member that was sent: what would serve is not what was asked for. */
export async function register(
  run: Run,
  definition: Raw,
  tags: readonly Raw[],
  unused: Registration | undefined,
): Promise<Registration> {
  // A file may bring tags of its own. They are beside the definition when ECS answers.
  const { tags: own, ...content } = definition;
  const merged = new Map([...(Array.isArray(own) ? own.filter(isRaw) : []), ...tags].map((tag) => [tag.key, tag]));
  const sent = { ...content, tags: [...merged.values()] };
  if (unused !== undefined && isDeepStrictEqual(unused.sent, sent)) return unused;
  const made = await registerWithTags(run, content, sent.tags);
  const lost = lostMembers(canonicalDefinition(content), made.definition);
  if (lost.length > 0) {
    throw new UserError(
      `task-definition: ECS registered ${shortTaskDefinition(made.arn)} without what was sent as ${lost.join(', ')}`,
      { done: `${shortTaskDefinition(made.arn)} was registered; the service was not touched.` },
    );
  }
  run.context.log.line(`Registered ${shortTaskDefinition(made.arn)}.`);
  return { ...made, sent };
}

export async function registerWithTags(
  { patient, context }: Run,
  definition: Raw,
  tags: readonly Raw[],
): Promise<Registration> {
  const { tags: fitting, left } = fittingTags(tags);
  if (left.length > 0)
    context.log.line(
      `Registering without ${left.join(', ')}: AWS allows 50 tags, and the task definition has ${tags.length - left.length} besides.`,
    );
  try {
    return await registerTaskDefinition(patient, { ...definition, ...(tags.length === 0 ? {} : { tags: fitting }) });
  } catch (error) {
    // Tags need ecs:TagResource. A denial that is not about them comes again.
    if (!(error instanceof AwsFailure) || error.kind !== 'denied' || tags.length === 0) throw error;
    const made = await registerTaskDefinition(patient, definition);
    context.log.line(`Registered without tags: ${error.awsMessage}`);
    return made;
  }
}
