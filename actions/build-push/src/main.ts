// The story of one image: read, look, log in, build, push, ask ECR for the digest, report.

import type { AwsApi } from '../../../lib/aws/api.ts';
import { createRepository, describeImage } from '../../../lib/aws/ecr.ts';
import { withRetry } from '../../../lib/aws/retry.ts';
import { renderDuration } from '../../../lib/core/duration.ts';
import { AwsFailure, UserError } from '../../../lib/core/errors.ts';
import { clipped } from '../../../lib/core/log-lines.ts';
import type { Repository } from '../../../lib/core/registry-snapshots.ts';
import type { Report } from '../../../lib/core/report.ts';
import { type DockerCli, login, lookAtDocker } from '../../../lib/docker/docker.ts';
import {
  fillPrivateFolder,
  makePrivateFolder,
  removePrivateFolder,
} from '../../../lib/docker/private-configuration.ts';
import { reportNothingStarted, unlessCut } from '../../../lib/github/cancelled.ts';
import { sayOrigins } from '../../../lib/github/origins.ts';
import type { ActionContext } from '../../../lib/github/run-action.ts';
import { buildPlainly, buildWithBuildx, readTagPlan } from './build.ts';
import { secretLooking } from './build-arguments.ts';
import { type BuildPushRequest, parseInputs } from './inputs.ts';
import { type Destination, lookAround, lookAtDestination } from './look.ts';
import { type Outcome, reportBuild } from './report.ts';
import { describeTools, toolProblems } from './tools.ts';

/** where main leaves the path of its private folder for post */
const FOLDER = 'docker-configuration';

export async function main(context: ActionContext, api: AwsApi): Promise<Report> {
  const { inputs, log, clock, random, signal, state, environment } = context;
  const startedAt = clock.now();
  const aws = withRetry(api, {
    clock,
    random,
    signal,
    onRetry: (failure, delayMs) => log.line(`${failure.message} Asking again in ${renderDuration(delayMs)}.`),
  });
  const cli: DockerCli = { environment: withoutInputs(environment), signal };

  log.group('Look');
  log.line('Looking at the context, at docker and at ECR.');
  const looked = await unlessCut(signal, look(context, aws, cli));
  if (looked === 'cut') return reportNothingStarted('build-push');
  const { around, request, tools, destination } = looked;
  sayOrigins(log, inputs);
  const { line, builder } = describeTools(tools);
  log.line(line);
  log.line(describeDestination(destination, request));
  if (around.checkedOut !== undefined && around.checkedOut !== around.commit)
    log.line(
      `The run's commit is ${around.commit}, but ${around.checkedOut} is checked out; the image is labelled with the run's.`,
    );
  for (const name of secretLooking(request.build))
    log.annotate('warning', 'Secret in build-args?', `"${name}" stays readable in the image's history. Use secrets.`);

  const report = (outcome: Outcome) =>
    reportBuild(outcome, {
      repository: destination.given.name,
      registry: destination.host,
      tags: request.tags,
      builder,
      durationMs: clock.now() - startedAt,
      ...(around.commit === undefined ? {} : { sourceRevision: around.commit }),
    });
  if (signal.aborted) return report({ kind: 'cancelled', during: 'the look at what there is', pushed: [] });

  const folder = makePrivateFolder(environment);
  state.save(FOLDER, folder);
  try {
    const configuration = fillPrivateFolder({ folder, environment, registry: destination.host });
    const ours: DockerCli = {
      environment: { ...cli.environment, ...configuration.environment },
      // Docker works on the machine's own time, whatever clock we are given.
      signal: AbortSignal.any([signal, AbortSignal.timeout(request.timeoutMs)]),
    };
    await logIn(ours, destination, log);
    if (ours.signal.aborted) return report(stopped({ during: 'the login', pushed: [] }, request, signal));
    const repository = destination.repository ?? (await makeRepository(aws, destination, log));
    const place = { ...request, aws, cli: ours, log, folder, repository, host: destination.host };
    const plan = await unlessCut(signal, readTagPlan(place));
    if (plan === 'cut') return report({ kind: 'cancelled', during: 'the look at the tags', pushed: [] });
    for (const [tag, image] of plan.fixed)
      log.line(
        `The tag ${tag} is immutable and exists (${image.digest}): what is built is compared with it before any push.`,
      );
    const built = tools.buildx === undefined ? await buildPlainly(place, plan) : await buildWithBuildx(place, plan);
    if (built.kind === 'stopped') return report(stopped(built, request, signal));
    return report(built.kind === 'pushed' ? await askEcr(aws, { ...built, repository, tags: request.tags }) : built);
  } finally {
    removePrivateFolder(folder);
  }
}

interface Looked {
  readonly around: Awaited<ReturnType<typeof lookAround>>;
  readonly request: BuildPushRequest;
  readonly tools: Awaited<ReturnType<typeof lookAtDocker>>;
  readonly destination: Destination;
}

/** Reads the inputs, docker and ECR; changes nothing. Throws one UserError with every problem. */
async function look({ inputs, log, signal }: ActionContext, aws: AwsApi, cli: DockerCli): Promise<Looked | 'cut'> {
  const around = await lookAround(cli);
  // A look that was cut short by a cancel says nothing about the machine.
  if (signal.aborted) return 'cut';
  const request = parseInputs(inputs, around);
  for (const { value } of request.build.secrets) log.mask(value);
  const dockerLook = lookAtDocker(cli).then((tools) => {
    if (!signal.aborted) for (const problem of toolProblems(request.build, tools)) inputs.generalProblem(problem);
    return tools;
  });
  const looks = { inputs, mask: log.mask, otherLooks: dockerLook };
  const [tools, destination] = await Promise.all([dockerLook, lookAtDestination(aws, request, looks)]);
  inputs.finish();
  if (destination === undefined) throw new Error('the repository is unknown, and no problem says why');
  return { around, request, tools, destination };
}

/** After a main that was killed: what it could not clean up itself. */
export async function post(context: ActionContext): Promise<void> {
  const folder = context.state.read(FOLDER);
  if (folder === undefined) return;
  removePrivateFolder(folder);
  context.log.line('Logged out: the Docker configuration of this step is gone.');
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

interface Pushed {
  readonly repository: Repository;
  readonly tags: readonly string[];
  readonly candidates: readonly string[];
}

async function askEcr(aws: AwsApi, pushed: Pushed): Promise<Outcome> {
  try {
    return await readPushed(aws, pushed);
  } catch (error) {
    if (!(error instanceof AwsFailure)) throw error;
    const [known] = pushed.candidates;
    return {
      kind: 'unobserved',
      reason: `The image was pushed${known === undefined ? '' : `, by docker's word as ${known}`}, but ECR could not be asked for its digest. ${error.message}`,
    };
  }
}

/** The digest by ECR's word: of the image that docker says it pushed, else of what the first tag points to. */
async function readPushed(aws: AwsApi, of: Pushed): Promise<Outcome> {
  const [first = ''] = of.tags;
  const byTag = await describeImage(aws, of.repository, { imageTag: first });
  const isOurs = byTag !== undefined && (of.candidates.length === 0 || of.candidates.includes(byTag.digest));
  const [candidate] = of.candidates;
  const byDigest =
    isOurs || candidate === undefined ? undefined : await describeImage(aws, of.repository, { imageDigest: candidate });
  const image = isOurs ? byTag : byDigest;
  if (image === undefined)
    return { kind: 'unobserved', reason: `docker pushed ${of.repository.name}:${first}, but ECR does not show it.` };
  return {
    kind: 'pushed',
    digest: image.digest,
    moved: of.tags.filter((tag) => !image.tags.includes(tag)),
    ...(image.sizeInBytes === undefined ? {} : { sizeInBytes: image.sizeInBytes }),
  };
}

function describeDestination({ repository, given, host }: Destination, { tags }: BuildPushRequest): string {
  const what =
    repository === undefined
      ? `The repository ${given.name} does not exist and will be made`
      : `The repository ${given.name} is in account ${repository.account}, its tags are ${repository.mutability.toLowerCase().replaceAll('_', ' ')}`;
  return `${what}. Pushing to ${host}/${given.name} as ${tags.join(', ')}.`;
}

/** Inputs hold secrets, and docker and what it starts have no use for them. */
function withoutInputs(environment: ActionContext['environment']): ActionContext['environment'] {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith('INPUT_')));
}
