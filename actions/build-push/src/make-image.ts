// Logs in, builds, pushes, and asks ECR for the digest.

import type { AwsApi } from '../../../lib/aws/api.ts';
import { createRepository } from '../../../lib/aws/ecr.ts';
import { renderDuration } from '../../../lib/core/duration.ts';
import { UserError } from '../../../lib/core/errors.ts';
import { clipped } from '../../../lib/core/log-lines.ts';
import type { Repository } from '../../../lib/core/registry-snapshots.ts';
import { type DockerCli, type DockerTools, login } from '../../../lib/docker/docker.ts';
import { fillPrivateFolder } from '../../../lib/docker/private-configuration.ts';
import { unlessCut } from '../../../lib/github/cancelled.ts';
import type { ActionContext } from '../../../lib/github/run-action.ts';
import { buildPlainly, buildWithBuildx, readTagPlan } from './build.ts';
import type { BuildPushRequest } from './inputs.ts';
import type { Destination } from './look.ts';
import type { Outcome } from './outcome.ts';
import { withoutTag } from './plan.ts';
import { askEcr, withPlatforms } from './pushed.ts';

export interface Making {
  readonly context: ActionContext;
  readonly aws: AwsApi;
  readonly cli: DockerCli;
  readonly request: BuildPushRequest;
  readonly tools: DockerTools;
  readonly destination: Destination;
  /** the content address, to be given to what is built */
  readonly sourceTag?: string;
  /** only ours, and gone at the end */
  readonly folder: string;
}

export async function makeImage(making: Making): Promise<Outcome> {
  const { context, aws, cli, request, tools, destination, folder } = making;
  const { log, signal, environment } = context;
  const configuration = fillPrivateFolder({ folder, environment, registry: destination.host });
  const ours: DockerCli = {
    environment: { ...cli.environment, ...configuration.environment },
    // Docker works on the machine's own time, whatever clock we are given.
    signal: AbortSignal.any([signal, AbortSignal.timeout(request.timeoutMs)]),
  };
  await logIn(ours, destination, log);
  if (ours.signal.aborted) return stopped({ during: 'the login', pushed: [] }, request, signal);
  const repository = destination.repository ?? (await makeRepository(aws, destination, log));
  const { tags } = request;
  const wanted = making.sourceTag === undefined ? tags : [making.sourceTag, ...tags];
  const all = await unlessCut(signal, readTagPlan(aws, repository, wanted));
  if (all === 'cut') return { kind: 'cancelled', during: 'the look at the tags', pushed: [] };
  // An older build of the same source may hold its address for good, where another build was asked for.
  const sourceTag = making.sourceTag !== undefined && all.fixed.has(making.sourceTag) ? undefined : making.sourceTag;
  const plan = withoutTag(all, making.sourceTag);
  for (const [tag, image] of plan.fixed)
    log.line(
      `The tag ${tag} is immutable and exists (${image.digest}): what is built is compared with it before any push.`,
    );
  const { host } = destination;
  const place = { ...request, aws, cli: ours, log, folder, repository, host, ...(sourceTag && { sourceTag }) };
  const built = tools.buildx === undefined ? await buildPlainly(place, plan) : await buildWithBuildx(place, plan);
  if (built.kind === 'stopped') return stopped(built, request, signal);
  const door = { ...destination, aws, repository, signal };
  if (built.kind === 'reused') return withPlatforms(door, built, log.line);
  return built.kind === 'pushed' ? askEcr(door, { ...built, tags }, log.line) : built;
}

async function logIn(cli: DockerCli, to: Destination, log: ActionContext['log']): Promise<void> {
  const end = await login(cli, { registry: to.host, username: to.username, password: to.password });
  // One that was stopped is told by the build, which is stopped too.
  if (end.kind === 'failed')
    throw new UserError(
      `docker could not log in to ${to.host}: ${clipped(end.lines.at(-1) ?? `exit code ${end.code}`)}`,
    );
  if (end.kind === 'done') log.line(`Logged in to ${to.host}, in a Docker configuration of this step alone.`);
}

async function makeRepository(aws: AwsApi, to: Destination, log: ActionContext['log']): Promise<Repository> {
  const repository = await createRepository(aws, to.given);
  log.line(
    `Created the repository ${repository.name} with ECR's defaults (tags ${repository.mutability.toLowerCase()}).`,
  );
  return repository;
}

/** By whom: a person who cancelled the job, or our own limit. */
function stopped(
  at: { readonly during: string; readonly pushed: readonly string[] },
  request: BuildPushRequest,
  cancel: AbortSignal,
): Outcome {
  const { during, pushed } = at;
  if (cancel.aborted) return { kind: 'cancelled', during, pushed };
  const error = `it did not end within ${renderDuration(request.timeoutMs)} (timeout) and was stopped during ${during}`;
  return { kind: 'build-failed', phase: 'build', failure: { error, output: [] }, pushed };
}
