// The story of one image: read, look, take one of the same source or make one, report.

import type { AwsApi } from '../../../lib/aws/api.ts';
import { withRetry } from '../../../lib/aws/retry.ts';
import { renderDuration } from '../../../lib/core/duration.ts';
import type { Report } from '../../../lib/core/report.ts';
import { type DockerCli, lookAtDocker } from '../../../lib/docker/docker.ts';
import { makePrivateFolder, removePrivateFolder } from '../../../lib/docker/private-configuration.ts';
import { reportNothingStarted, unlessCut } from '../../../lib/github/cancelled.ts';
import { sayOrigins } from '../../../lib/github/origins.ts';
import type { ActionContext } from '../../../lib/github/run-action.ts';
import { secretLooking } from './build-arguments.ts';
import { type ContentAddress, contentAddress, whyBuildAnyway } from './content-address.ts';
import type { RegistryDoor } from './image-facts.ts';
import { type BuildPushRequest, parseInputs } from './inputs.ts';
import { type Destination, lookAround, lookAtDestination } from './look.ts';
import { makeImage } from './make-image.ts';
import type { Outcome } from './outcome.ts';
import { reportBuild } from './report.ts';
import { reuseImage } from './reuse.ts';
import { lookAtSource } from './source.ts';
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
  const { around, request, tools, destination, address } = looked;
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
      ...(address?.kind === 'address' ? { sourceTag: address.tag } : {}),
    });
  if (signal.aborted) return report({ kind: 'cancelled', during: 'the look at what there is', pushed: [] });

  const anyway = whyBuildAnyway(request.build);
  if (address !== undefined) log.line(describeAddress(address, anyway));
  const sourceTag = address?.kind === 'address' ? address.tag : undefined;
  const { tags } = request;
  const take = (wanted: string) => takeSameSource({ ...destination, aws, signal }, { sourceTag: wanted, tags }, log);
  const known = sourceTag === undefined || anyway !== undefined ? undefined : await take(sourceTag);
  if (known !== undefined) return report(known);

  const folder = makePrivateFolder(environment);
  state.save(FOLDER, folder);
  try {
    const outcome = await makeImage({ ...looked, context, aws, cli, folder, ...(sourceTag && { sourceTag }) });
    if (sourceTag === undefined || anyway !== undefined || !pushFailed(outcome)) return report(outcome);
    // Somebody may have pushed the same source meanwhile: its tag is then taken, by the very thing that is wanted.
    const now = await take(sourceTag);
    return report(now?.kind === 'reused' ? now : outcome);
  } finally {
    removePrivateFolder(folder);
  }
}

interface Looked {
  readonly around: Awaited<ReturnType<typeof lookAround>>;
  readonly request: BuildPushRequest;
  readonly tools: Awaited<ReturnType<typeof lookAtDocker>>;
  readonly destination: Destination;
  /** absent where no reuse is wanted */
  readonly address?: ContentAddress;
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
  if (!request.reuse) return { around, request, tools, destination };
  const address = contentAddress(request.build, await lookAtSource(request.build, cli, tools));
  return signal.aborted ? 'cut' : { around, request, tools, destination, address };
}

/** After a main that was killed: what it could not clean up itself. */
export async function post(context: ActionContext): Promise<void> {
  const folder = context.state.read(FOLDER);
  if (folder === undefined) return;
  removePrivateFolder(folder);
  context.log.line('Logged out: the Docker configuration of this step is gone.');
}

/** The image of the same source that ECR has, with the wanted tags; undefined where there is none, or nobody could look. */
async function takeSameSource(
  door: Omit<RegistryDoor, 'repository'> & Pick<Destination, 'repository'>,
  wanted: { readonly sourceTag: string; readonly tags: readonly string[] },
  log: ActionContext['log'],
): Promise<Outcome | undefined> {
  const { repository } = door;
  if (repository === undefined) return undefined;
  const found = await unlessCut(door.signal, reuseImage({ ...door, repository }, wanted));
  if (found === 'cut') return { kind: 'cancelled', during: 'the tagging of an image of the same source', pushed: [] };
  if (found.kind === 'unseen') log.line(`An image of the same source cannot be looked for. ${found.why}`);
  return found.kind === 'settled' ? found.outcome : undefined;
}

function pushFailed(outcome: Outcome): boolean {
  return outcome.kind === 'conflict' || (outcome.kind === 'build-failed' && outcome.phase !== 'build');
}

function describeAddress(address: ContentAddress, anyway: string | undefined): string {
  if (address.kind === 'none')
    return `The source has no content address, so nothing of it can be reused: ${address.why}.`;
  return `The source's content address is ${address.tag}${anyway === undefined ? '' : `, but an image that has it is not reused: ${anyway}`}.`;
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
