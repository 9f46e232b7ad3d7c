// Builds and pushes: with buildx in one command, without it one push a tag. What stands in ECR and may not be moved is compared before
// anything is pushed.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AwsApi } from '../../../lib/aws/api.ts';
import { addTag, readTags } from '../../../lib/aws/ecr.ts';
import { AwsFailure } from '../../../lib/core/errors.ts';
import type { Repository, TaggedImage } from '../../../lib/core/registry-snapshots.ts';
import { type DockerCli, type DockerEnd, inspectImage, runDocker } from '../../../lib/docker/docker.ts';
import type { Log } from '../../../lib/github/log.ts';
import { buildxBuild, type Invocation, plainBuild, shownArguments } from './build-arguments.ts';
import { type BuildFailure, explainBuildFailure, isNoise } from './build-failure.ts';
import type { BuildRequest } from './inputs.ts';
import type { Outcome } from './outcome.ts';
import {
  compareWithFixed,
  digestsInRepository,
  digestsOfMetadata,
  isImmutableTag,
  planTags,
  type TagPlan,
} from './plan.ts';
import { PLAIN_BUILD } from './tools.ts';

export interface Workplace {
  readonly aws: AwsApi;
  readonly cli: DockerCli;
  readonly log: Log;
  /** only ours, and gone at the end */
  readonly folder: string;
  readonly repository: Repository;
  readonly host: string;
  readonly tags: readonly string[];
  /** the content address, where there is one and it may be given to what is built */
  readonly sourceTag?: string;
  readonly build: BuildRequest;
}

/** `candidates` are the digests by which docker knows what it pushed; ECR has the last word. */
export type Built =
  | { readonly kind: 'pushed'; readonly candidates: readonly string[] }
  | { readonly kind: 'stopped'; readonly during: string; readonly pushed: readonly string[] }
  | Extract<Outcome, { kind: 'reused' | 'conflict' | 'build-failed' }>;

/** Asks ECR only where a tag could stand fast: with mutable tags there is nothing to know before the push. */
export async function readTagPlan(aws: AwsApi, repository: Repository, tags: readonly string[]): Promise<TagPlan> {
  const immutable = tags.filter((tag) => isImmutableTag(repository, tag));
  return planTags(repository, tags, immutable.length === 0 ? new Map() : await readTags(aws, repository, immutable));
}

export async function buildWithBuildx(place: Workplace, plan: TagPlan): Promise<Built> {
  const { log, host, build } = place;
  const metadataFile = join(place.folder, 'metadata.json');
  const push = plan.fixed.size === 0;
  const phase = push ? 'build and push' : 'build';
  log.group(push ? 'Build and push' : 'Build');
  const target = { references: referencesOf(place), registry: host, metadataFile, push };
  const end = await run(place, buildxBuild(build, target));
  if (end.kind === 'stopped') return { kind: 'stopped', during: `the ${phase}`, pushed: [] };
  if (end.kind === 'failed') return failed(place, plan, { phase, failure: explainBuildFailure(end.lines), pushed: [] });
  const digests = existsSync(metadataFile) ? digestsOfMetadata(readFileSync(metadataFile, 'utf8')) : [];
  return push ? { kind: 'pushed', candidates: digests.slice(0, 1) } : settleFixed(place, plan, digests);
}

export async function buildPlainly(place: Workplace, plan: TagPlan): Promise<Built> {
  const { log, host, build, cli } = place;
  const idFile = join(place.folder, 'image-id');
  log.group('Build');
  log.line(PLAIN_BUILD);
  const references = referencesOf(place);
  const end = await run(place, plainBuild(build, { references, registry: host, idFile }));
  if (end.kind === 'stopped') return { kind: 'stopped', during: 'the build', pushed: [] };
  if (end.kind === 'failed')
    return { kind: 'build-failed', phase: 'build', failure: explainBuildFailure(end.lines), pushed: [] };
  const id = readFileSync(idFile, 'utf8').trim();
  if (plan.fixed.size > 0) return settleFixed(place, plan, [id]);

  log.group('Push');
  const pushed: string[] = [];
  for (const [index, reference] of references.entries()) {
    const tag = tagsToPush(place)[index] ?? '';
    const pushEnd = await run(place, { arguments: ['push', reference], environment: {} });
    if (pushEnd.kind === 'stopped')
      return { kind: 'stopped', during: `the push of ${tag}, which ECR may have or not`, pushed };
    if (pushEnd.kind === 'failed')
      return failed(place, plan, { phase: 'push', failure: pushFailure(pushEnd.lines), pushed });
    pushed.push(tag);
  }
  const image = await inspectImage(cli, id);
  return {
    kind: 'pushed',
    candidates: digestsInRepository(image?.repoDigests ?? [], `${host}/${place.repository.name}`),
  };
}

/** Tags that stand fast hold what was built, or there is a conflict. The other tags are added by ECR: no layer has to travel. */
async function settleFixed(place: Workplace, plan: TagPlan, digests: readonly string[]): Promise<Built> {
  const compared = compareWithFixed({ digests }, plan);
  switch (compared.kind) {
    case 'free':
      throw new Error('settleFixed was called although no tag stands fast');
    case 'conflict':
      return { kind: 'conflict', tag: compared.tag, digest: compared.image.digest, pushed: [] };
    case 'same':
      for (const tag of [...plan.free, ...sourceTagOf(place)])
        await addTag(place.aws, place.repository, compared.image, tag);
      return { kind: 'reused', digest: compared.image.digest, added: plan.free };
  }
}

/** A push that failed because another run took an immutable tag in the meantime is a conflict. */
async function failed(
  place: Workplace,
  before: TagPlan,
  failure: Omit<Extract<Built, { kind: 'build-failed' }>, 'kind'>,
): Promise<Built> {
  const taken = (await fixedNow(place)).find(([tag]) => !before.fixed.has(tag) && !failure.pushed.includes(tag));
  if (taken === undefined || failure.phase === 'build') return { kind: 'build-failed', ...failure };
  const [tag, image] = taken;
  return { kind: 'conflict', tag, digest: image.digest, pushed: failure.pushed };
}

async function fixedNow(place: Workplace): Promise<[string, TaggedImage][]> {
  try {
    return [...(await readTagPlan(place.aws, place.repository, place.tags)).fixed];
  } catch (error) {
    // The failure that is being explained is worth more than the one of explaining it.
    if (error instanceof AwsFailure) return [];
    throw error;
  }
}

function run(place: Workplace, invocation: Invocation): Promise<DockerEnd> {
  const { log, cli } = place;
  log.line(shownArguments(invocation.arguments));
  const environment = { ...cli.environment, ...invocation.environment };
  return runDocker({ ...cli, environment }, invocation.arguments, (line) => {
    if (!isNoise(line)) log.foreign('docker', line);
  });
}

function referencesOf(place: Workplace): string[] {
  return tagsToPush(place).map((tag) => `${place.host}/${place.repository.name}:${tag}`);
}

/** The content address first: a run that is killed after it has not worked in vain. */
function tagsToPush(place: Workplace): string[] {
  return [...sourceTagOf(place), ...place.tags];
}

function sourceTagOf({ sourceTag }: Workplace): string[] {
  return sourceTag === undefined ? [] : [sourceTag];
}

/** A push has no step; its last line is its error. */
function pushFailure(lines: readonly string[]): BuildFailure {
  return { error: explainBuildFailure(lines).error, output: [] };
}
