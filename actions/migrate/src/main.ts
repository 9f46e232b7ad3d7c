// The story of one migration: read, plan, register, start or join, watch, report.

import type { AwsApi } from '../../../lib/aws/api.ts';
import { describeService, describeTaskDefinition, registerTaskDefinition } from '../../../lib/aws/ecs.ts';
import { lookUpImage } from '../../../lib/aws/image-digest.ts';
import { locateImages } from '../../../lib/aws/located-images.ts';
import { newestRevision } from '../../../lib/aws/one-off-tasks.ts';
import { withRetry } from '../../../lib/aws/retry.ts';
import { shortTaskDefinition } from '../../../lib/core/arn.ts';
import { renderDuration } from '../../../lib/core/duration.ts';
import { UserError } from '../../../lib/core/errors.ts';
import type { Report } from '../../../lib/core/report.ts';
import { open } from '../../../lib/core/sentence.ts';
import type { Raw } from '../../../lib/core/snapshots.ts';
import { lostMembers, registrable } from '../../../lib/core/task-definition.ts';
import { reportNothingStarted, unlessCut } from '../../../lib/github/cancelled.ts';
import { sayOrigins } from '../../../lib/github/origins.ts';
import type { ActionContext } from '../../../lib/github/run-action.ts';
import { followMigration } from './follow.ts';
import { type MigrateRequest, parseInputs } from './inputs.ts';
import { type MigrationPlan, planMigration, type ResolvedImage } from './plan.ts';
import { reportMigration } from './report.ts';
import { inCharge } from './run-settings.ts';

export async function main(context: ActionContext, api: AwsApi): Promise<Report> {
  const { inputs, log, clock, random, signal, environment } = context;
  const startedAt = clock.now();
  const request = parseInputs(inputs);
  const aws = withRetry(api, {
    clock,
    random,
    signal,
    onRetry: (failure, delayMs) => log.line(`${failure.message} Asking again in ${renderDuration(delayMs)}.`),
  });

  log.group('Plan');
  log.line(`A migration for service ${request.target.service} on cluster ${request.target.cluster}.`);
  sayOrigins(log, inputs);
  const plan = await unlessCut(signal, makePlan(context, aws, request));
  if (plan === 'cut') return reportNothingStarted('migrate');
  for (const line of plan.explanation) log.line(line);
  const isRerun = Number(environment.GITHUB_RUN_ATTEMPT ?? 1) > 1;
  const facts = () => ({ plan, tail: [], durationMs: clock.now() - startedAt, isRerun });
  const cancelled = () =>
    reportMigration({ kind: 'cancelled', reason: 'nothing was started yet', left: 'unseen' }, facts());
  if (request.dryRun) return reportMigration({ kind: 'planned' }, facts());
  if (signal.aborted) return cancelled();

  log.group('Register');
  const taskDefinitionArn = await unlessCut(signal, register(context, aws, plan));
  if (taskDefinitionArn === 'cut') return cancelled();

  log.group('Run');
  const { verdict, ...seen } = await followMigration(context, api, { plan, taskDefinitionArn, limits: request.limits });
  return reportMigration(verdict, { ...facts(), ...seen, taskDefinitionArn });
}

/** Reads the service, its task definition and the digests; changes nothing. Throws one UserError with every problem. */
async function makePlan({ log }: ActionContext, aws: AwsApi, request: MigrateRequest): Promise<MigrationPlan> {
  const [found, service] = await Promise.all([
    orProblem(resolveImages(aws, request)),
    orProblem(describeService(aws, request.target)),
  ]);
  const images: readonly LookedUp[] = found instanceof UserError ? request.images : found;
  const problems =
    found instanceof UserError ? found.problems : found.flatMap((image) => ('problem' in image ? [image.problem] : []));
  if (service instanceof UserError) throw new UserError([...service.problems, ...problems]);
  for (const image of images)
    if ('doubt' in image)
      log.annotate('notice', 'Image not checked', `${open(image.doubt)}; it is used as it was given.`);
  const { definition } = await describeTaskDefinition(
    aws,
    String(inCharge(service.raw).taskDefinition ?? service.taskDefinitionArn),
  );
  const planned = planMigration(request, service, definition, images);
  if (planned.kind === 'problems') throw new UserError([...planned.problems, ...problems]);
  if (problems.length > 0) throw new UserError(problems);
  return planned.plan;
}

async function orProblem<T>(reading: Promise<T>): Promise<T | UserError> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
}

type LookedUp = ResolvedImage & ({ problem: string } | { doubt: string } | object);

async function resolveImages(aws: AwsApi, request: MigrateRequest): Promise<readonly LookedUp[]> {
  const located = await locateImages(aws, request.images);
  return Promise.all(
    located.map(async (requested): Promise<LookedUp> => {
      const found = await lookUpImage(aws, requested.image, requested.repository);
      switch (found.kind) {
        case 'found':
          return { ...requested, digest: found.digest };
        case 'missing':
          return { ...requested, problem: `image: ${found.why}` };
        case 'unknown':
          return { ...requested, doubt: found.why };
      }
    }),
  );
}

/** The newest revision of the migration's family when it says the same already, else a new one. */
async function register({ log }: ActionContext, aws: AwsApi, plan: MigrationPlan): Promise<string> {
  const newest = await newestRevision(aws, plan.family);
  if (newest !== undefined && sameContent(plan.definition, registrable(newest))) {
    const arn = String(newest.taskDefinitionArn);
    log.line(`${shortTaskDefinition(arn)} says the same already.`);
    return arn;
  }
  const { arn, definition } = await registerTaskDefinition(aws, plan.definition);
  const lost = lostMembers(plan.definition, definition);
  if (lost.length > 0) {
    throw new UserError(
      `ECS registered ${shortTaskDefinition(arn)} without what was sent as ${lost.join(', ')}. Nothing was run.`,
      { done: `${shortTaskDefinition(arn)} was registered; nothing was run.` },
    );
  }
  log.line(`Registered ${shortTaskDefinition(arn)}.`);
  return arn;
}

function sameContent(a: Raw, b: Raw): boolean {
  return lostMembers(a, b).length === 0 && lostMembers(b, a).length === 0;
}
