// The content address of an image: one tag for all builds of the same source in the same way (pure). What shapes the build is hashed; what
// cannot be known to be the same has no address, and says why.

import { createHash } from 'node:crypto';
import type { KeyValue } from '../../../lib/core/key-values.ts';
import type { BuildRequest } from './inputs.ts';

/** What one folder that is built from holds, by git's word; or why that cannot be said. */
export type FolderContent =
  | { readonly kind: 'content'; readonly id: string }
  | { readonly kind: 'unknown'; readonly why: string };

export interface Source {
  readonly context: FolderContent;
  /** digest of the Dockerfile's bytes */
  readonly dockerfile: string;
  /** its path, from the context */
  readonly dockerfilePath: string;
  /** digest of the file that says what is left out of the context; absent where there is none */
  readonly ignoreFile?: string;
  /** by name, those that are folders */
  readonly buildContexts: Readonly<Record<string, FolderContent>>;
  /** what is built where no platform is asked for, such as `linux/amd64` */
  readonly nativePlatform: string;
  /** SOURCE_DATE_EPOCH: buildx hands it on to the build */
  readonly epoch?: string;
}

export type ContentAddress =
  | { readonly kind: 'address'; readonly tag: string }
  | { readonly kind: 'none'; readonly why: string };

/** Another number after every change to what is hashed or how: images of before are then not found, and built again. */
const VERSION = 1;

export function contentAddress(build: BuildRequest, source: Source): ContentAddress {
  const why = whyNone(build, source);
  if (why !== undefined) return { kind: 'none', why };
  const hashed = JSON.stringify([VERSION, ...shape(build, source)]);
  return { kind: 'address', tag: `src-${createHash('sha256').update(hashed).digest('hex')}` };
}

/** What asks for a build whatever ECR has; undefined where nothing does. */
export function whyBuildAnyway(build: BuildRequest): string | undefined {
  if (build.pull) return 'pull: true asks for newer base images';
  if (build.noCache) return 'no-cache: true asks for a build';
  const option = build.options.find((line) => /^--(pull|no-cache|no-cache-filter)(=|$)/.test(line));
  return option === undefined ? undefined : `${option} asks for a build`;
}

function shape(build: BuildRequest, source: Source): unknown[] {
  const revision = revisionOf(build);
  return [
    idOf(source.context),
    source.dockerfilePath,
    source.dockerfile,
    source.ignoreFile ?? null,
    build.target ?? null,
    build.platforms.length === 0 ? [source.nativePlatform] : [...build.platforms].sort(),
    sorted(build.buildArgs, revision),
    build.buildContexts
      .map(({ name, value }): [string, string] => [name, idOf(source.buildContexts[name], value)])
      .sort(byName),
    sorted(
      build.labels.filter(({ name }) => !TELLS_WHICH_BUILD.has(name)),
      revision,
    ),
    // A secret's value may change without the image changing: a token that is renewed. It must not be hashed into a name that all can read.
    [...build.secrets, ...build.secretFiles].map(({ name }) => name).sort(),
    build.network ?? null,
    build.provenance,
    build.sbom,
    build.options,
    source.epoch ?? null,
  ];
}

/** What these say is true of the image that is there, and would make another one of every commit. */
const TELLS_WHICH_BUILD: ReadonlySet<string> = new Set([
  'org.opencontainers.image.revision',
  'org.opencontainers.image.created',
]);

function revisionOf({ labels }: BuildRequest): string | undefined {
  return labels.find(({ name }) => name === 'org.opencontainers.image.revision')?.value;
}

/** git's own shortest form */
const SHORTEST_COMMIT = 7;

function whyNone(build: BuildRequest, source: Source): string | undefined {
  if (source.context.kind === 'unknown') return source.context.why;
  for (const [name, content] of Object.entries(source.buildContexts)) {
    if (content.kind === 'unknown') return `of the build context "${name}": ${content.why}`;
  }
  const moving = build.buildContexts.find(({ name, value }) => !(name in source.buildContexts) && !isImage(value));
  if (moving !== undefined) return `what the build context "${moving.name}" holds is not known here`;
  // `--build-arg NAME` without a value takes it from the environment.
  const option = build.options.find((line) => /^--(build-arg|build-context|from)(=|$)/.test(line));
  return option === undefined ? undefined : `build-options has ${option.split('=')[0]}, which has an input of its own`;
}

/** An image without a digest is taken by its name, as `FROM` is. */
function isImage(value: string): boolean {
  return value.startsWith('docker-image://');
}

function idOf(content: FolderContent | undefined, otherwise = ''): string {
  return content?.kind === 'content' ? content.id : otherwise;
}

/**
 * The value of one that is the commit (`COMMIT=…`, whole or shortened) is left out. It says which build it is, as the label does, and what
 * the image that is there says of itself, in both, is the commit that it was built from.
 */
function sorted(list: readonly KeyValue[], revision = ''): [string, string | null][] {
  const isRevision = (value: string) => value.length >= SHORTEST_COMMIT && revision.startsWith(value);
  return list.map(({ name, value }): [string, string | null] => [name, isRevision(value) ? null : value]).sort(byName);
}

function byName([left]: readonly [string, ...unknown[]], [right]: readonly [string, ...unknown[]]): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
