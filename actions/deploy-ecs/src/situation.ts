// Reads what planning needs: the service, the definition that is edited, the images' digests, the service's history. It changes nothing.

import { readFile } from 'node:fs/promises';
import type { AwsApi } from '../../../lib/aws/api.ts';
import { withDefinitionsOnce } from '../../../lib/aws/definitions-once.ts';
import {
  describeService,
  describeServiceRevisions,
  describeTaskDefinition,
  listServiceDeployments,
  type RegisteredDefinition,
} from '../../../lib/aws/ecs.ts';
import { lookUpImage } from '../../../lib/aws/image-digest.ts';
import { locateImages } from '../../../lib/aws/located-images.ts';
import { familyOf } from '../../../lib/core/arn.ts';
import { UserError } from '../../../lib/core/errors.ts';
import { pinned, renderImage } from '../../../lib/core/image.ts';
import type { RequestedImage } from '../../../lib/core/requested-images.ts';
import type { Raw, ServiceRef, ServiceSnapshot } from '../../../lib/core/snapshots.ts';
import { definitionFrom, isYaml, unread } from './definition/definition-file.ts';
import { type Content, contentOf } from './history/content.ts';
import { endedMeanwhile, type PastDeployment, rememberedSince } from './history/history.ts';
import type { TaskDefinitionSource } from './inputs.ts';
import type { Situation } from './plan.ts';
import { foreignDefinition } from './verify/foreign.ts';
import { unsupported } from './verify/unsupported.ts';

export interface Reading {
  readonly situation: Situation;
  /** tags of the definition that runs; a new revision keeps them */
  readonly tags: readonly Raw[];
}

/** `contents`: of how many distinct revisions, newest first, the definitions are read; the newest and the newest successful always are. */
export async function readSituation(api: AwsApi, ref: ServiceRef, contents: number): Promise<Reading> {
  const reading = await readOnce(api, ref, contents);
  return endedMeanwhile(reading.situation) ? readOnce(api, ref, contents) : reading;
}

async function readOnce(api: AwsApi, ref: ServiceRef, contents: number): Promise<Reading> {
  const service = await describeService(api, ref);
  const problems = unsupported(service);
  if (problems.length > 0) throw new UserError(problems);
  const once = withDefinitionsOnce(api);
  const [running, deployments] = await Promise.all([
    describeTaskDefinition(once, service.taskDefinitionArn),
    readHistory(once, service, ref, contents),
  ]);
  return { situation: { service, running: running.definition, deployments }, tags: running.tags };
}

/** Waits for all, so that one error can tell every problem. Other errors win over problems: they are not the user's to fix. */
export async function allProblemsAtOnce<T extends readonly unknown[]>(
  parts: readonly [...{ [K in keyof T]: Promise<T[K]> }],
): Promise<T> {
  const settled = await Promise.allSettled(parts);
  const failures = settled.flatMap((part) => (part.status === 'rejected' ? [part.reason as unknown] : []));
  const other = failures.find((failure) => !(failure instanceof UserError));
  if (other !== undefined) throw other;
  const problems = failures.flatMap((failure) => (failure instanceof UserError ? failure.problems : []));
  if (problems.length > 0) throw new UserError(problems);
  return (await Promise.all(parts)) as readonly unknown[] as T;
}

/** As far back as `previous` may have to look; older deployments are 20 calls away from being useful. */
export const HISTORY = 100;

async function readHistory(
  api: AwsApi,
  service: ServiceSnapshot,
  ref: ServiceRef,
  contents: number,
): Promise<PastDeployment[]> {
  const deployments = await listServiceDeployments(api, ref, { most: HISTORY });
  return withContents(api, deployments, contents, rememberedSince(service, deployments));
}

/** Definitions that are asked for side by side: a long history must not be throttled away. */
const AT_ONCE = 10;

/** The same deployments; `remembered` as in contentOf; the newest `contents` of them, the newest of all and the newest success know what they brought. */
async function withContents(
  api: AwsApi,
  list: readonly PastDeployment[],
  contents: number,
  remembered?: number,
): Promise<PastDeployment[]> {
  const newestSuccess = list.find(({ status }) => status === 'SUCCESSFUL');
  const wanted = new Set(
    [list[0], newestSuccess, ...list.slice(0, contents)].flatMap((past) =>
      past === undefined || past.target !== undefined ? [] : [past.targetRevisionArn],
    ),
  );
  const revisions = await describeServiceRevisions(api, [...wanted]);
  const arns = [...new Set([...revisions.values()].map(({ taskDefinitionArn }) => taskDefinitionArn))];
  const definitions = new Map<string, RegisteredDefinition | undefined>();
  for (let start = 0; start < arns.length; start += AT_ONCE) {
    const some = arns.slice(start, start + AT_ONCE);
    const found = await Promise.all(some.map((arn) => definitionOrGone(api, arn)));
    for (const [index, arn] of some.entries()) definitions.set(arn, found[index]);
  }
  return list.map((past) => {
    const revision = revisions.get(past.targetRevisionArn);
    const found = revision === undefined ? undefined : definitions.get(revision.taskDefinitionArn);
    return revision === undefined || found === undefined
      ? past
      : { ...past, target: contentOf(found.definition, revision, found.tags, remembered) };
  });
}

/** The deployments with what the newest brought: of as many as a window says, and of the next one's only where that is not enough. */
export async function readFurther(
  api: AwsApi,
  { service, deployments }: Situation,
  windows: readonly number[],
  isEnough: (read: readonly PastDeployment[]) => boolean,
): Promise<readonly PastDeployment[]> {
  const remembered = rememberedSince(service, deployments);
  let read = deployments;
  for (const contents of windows) {
    read = await withContents(api, read, contents, remembered);
    if (isEnough(read)) return read;
  }
  return read;
}

/** Undefined when ECS no longer knows the revision or its definition. `remembered` as in contentOf. */
export async function readContent(api: AwsApi, revisionArn: string, remembered?: number): Promise<Content | undefined> {
  const revision = (await describeServiceRevisions(api, [revisionArn])).get(revisionArn);
  const found = revision === undefined ? undefined : await definitionOrGone(api, revision.taskDefinitionArn);
  return revision === undefined || found === undefined
    ? undefined
    : contentOf(found.definition, revision, found.tags, remembered);
}

/** A definition that was deleted since is history that nobody can go back to. */
async function definitionOrGone(api: AwsApi, arn: string): Promise<RegisteredDefinition | undefined> {
  try {
    return await describeTaskDefinition(api, arn);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

/** The definition that is edited; undefined stands for what the service runs. Throws UserError for one of another account or region. */
export async function readSource(
  api: AwsApi,
  source: TaskDefinitionSource,
  situation: Promise<Reading>,
): Promise<Raw | undefined> {
  const [found, read] = await Promise.allSettled([readAny(api, source), situation]);
  if (source.kind === 'registered' && read.status === 'fulfilled') {
    const foreign = foreignDefinition('task-definition', source.name, read.value.situation.service);
    if (foreign.length > 0) throw new UserError(foreign);
  }
  if (found.status === 'rejected') throw found.reason;
  return found.value;
}

async function readAny(api: AwsApi, source: TaskDefinitionSource): Promise<Raw | undefined> {
  switch (source.kind) {
    case 'what-runs':
      return undefined;
    case 'registered':
      return (await describeTaskDefinition(api, source.name)).definition;
    case 'file':
      return readDefinitionFile(source.path);
  }
}

async function readDefinitionFile(path: string): Promise<Raw> {
  let text: string;
  try {
    // Some editors begin a file with a mark of its byte order.
    text = (await readFile(path, 'utf8')).replace(/^\uFEFF/, '');
  } catch (error) {
    throw new UserError(
      `task-definition: the file "${path}" cannot be read (${error instanceof Error && 'code' in error ? error.code : error})`,
      { cause: error },
    );
  }
  let parsed: unknown;
  try {
    parsed = isYaml(path) ? (await import('./definition/yaml-definition.ts')).parseYaml(text) : JSON.parse(text);
  } catch (error) {
    throw new UserError(
      `task-definition: "${path}" is not ${isYaml(path) ? 'YAML' : 'JSON'}: ${error instanceof Error ? unread(error.message, text) : error}`,
      { cause: error },
    );
  }
  return definitionFrom(parsed, path);
}

export interface ResolvedImage extends RequestedImage {
  /** `repository@sha256:…`, or the reference as it was given where the digest cannot be known */
  readonly reference: string;
  /** why it is not pinned or was not checked */
  readonly doubt?: string;
}

export async function resolveImages(api: AwsApi, images: readonly RequestedImage[]): Promise<ResolvedImage[]> {
  const located = await locateImages(api, images);
  return allProblemsAtOnce<ResolvedImage[]>(located.map((requested) => resolveImage(api, requested)));
}

async function resolveImage(api: AwsApi, requested: RequestedImage): Promise<ResolvedImage> {
  const { image, repository } = requested;
  const found = await lookUpImage(api, image, repository);
  switch (found.kind) {
    case 'found':
      return { ...requested, reference: pinned(image, found.digest) };
    case 'missing':
      throw new UserError(`image: ${found.why}`);
    case 'unknown':
      return { ...requested, reference: renderImage(image), doubt: found.why };
  }
}

/** `42` → `web:42` in the family that the service runs. */
export function revisionName(name: string, service: ServiceSnapshot): string {
  return /^\d+$/.test(name) ? `${familyOf(service.taskDefinitionArn)}:${name}` : name;
}
