// What a build is made from, as it lies on this machine: the folders by git's word, the Dockerfile by its bytes. Only reads.

import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import process from 'node:process';
import { pipeline } from 'node:stream/promises';
import type { DockerCli, DockerTools } from '../../../lib/docker/docker.ts';
import { lookAtSourceTree, type SourceTree } from '../../../lib/docker/source-tree.ts';
import type { FolderContent, Source } from './content-address.ts';
import { type DockerIgnore, readDockerIgnore } from './docker-ignore.ts';
import { type BuildRequest, REMOTE_CONTEXT } from './inputs.ts';

export async function lookAtSource(build: BuildRequest, cli: DockerCli, tools: DockerTools): Promise<Source> {
  const { SOURCE_DATE_EPOCH: epoch, DOCKER_DEFAULT_PLATFORM: defaultPlatform } = cli.environment;
  const native = { nativePlatform: defaultPlatform || (tools.platform ?? hostPlatform()), ...(epoch ? { epoch } : {}) };
  if (REMOTE_CONTEXT.test(build.context)) return unknown(native, 'the context is no folder of this machine');
  try {
    return { ...native, ...(await lookAtFolders(build, cli, tools)) };
  } catch (error) {
    // What cannot be read here, the builder may be able to read, or says so itself.
    if (error instanceof Error && 'syscall' in error) return unknown(native, error.message);
    throw error;
  }
}

function unknown(native: Pick<Source, 'nativePlatform' | 'epoch'>, why: string): Source {
  return { ...native, context: { kind: 'unknown', why }, dockerfile: '', dockerfilePath: '', buildContexts: {} };
}

async function lookAtFolders(
  build: BuildRequest,
  cli: DockerCli,
  tools: DockerTools,
): Promise<Omit<Source, 'nativePlatform' | 'epoch'>> {
  const context = resolve(build.context);
  const dockerfile = build.dockerfile === undefined ? join(context, 'Dockerfile') : resolve(build.dockerfile);
  const ignoreFile = ignoreFileOf({ context, dockerfile, buildx: tools.buildx !== undefined });
  const ignore = readDockerIgnore(ignoreFile === undefined ? '' : readFileSync(ignoreFile, 'utf8'));
  const folders = build.buildContexts.filter(({ value }) => isFolder(value));
  const [content, ...others] = await Promise.all([
    contentOf(context, ignore, cli),
    // Whatever a .dockerignore in there says: too few reuses do no harm.
    ...folders.map(({ value }) => contentOf(resolve(value), readDockerIgnore(''), cli)),
  ]);
  return {
    context: content,
    dockerfile: digestOf(dockerfile),
    dockerfilePath: relative(context, dockerfile),
    ...(ignoreFile === undefined ? {} : { ignoreFile: digestOf(ignoreFile) }),
    buildContexts: Object.fromEntries(others.map((other, index) => [folders[index]?.name ?? '', other])),
  };
}

/** BuildKit prefers the one that is named after the Dockerfile; the builder without it knows only one name. */
function ignoreFileOf(place: { context: string; dockerfile: string; buildx: boolean }): string | undefined {
  const own = `${place.dockerfile}.dockerignore`;
  if (place.buildx && existsSync(own)) return own;
  const common = join(place.context, '.dockerignore');
  return existsSync(common) ? common : undefined;
}

async function contentOf(folder: string, ignore: DockerIgnore, cli: DockerCli): Promise<FolderContent> {
  const look = await lookAtSourceTree({ folder, ...cli });
  if (look.kind === 'none') return { kind: 'unknown', why: look.why };
  const why = whyUnlike(look, folder, ignore);
  if (why !== undefined) return { kind: 'unknown', why };
  const letIn = (path: string) => !ignore.keepsOut(path);
  const hash = createHash('sha256');
  for (const { path, content } of look.files) if (letIn(path)) hash.update(`${content}\0${path}\0`);
  // Git has the pointer of such a file, whether the file itself was fetched or not.
  for (const path of look.filtered.filter(letIn)) {
    hash.update(`\0${path}\0`);
    await pipeline(createReadStream(join(folder, path)), hash, { end: false });
  }
  return { kind: 'content', id: hash.digest('hex') };
}

/** Why what the builder would see is not what git has. */
function whyUnlike(tree: SourceTree, folder: string, ignore: DockerIgnore): string | undefined {
  const letIn = (path: string) => !ignore.keepsOut(path);
  const changed = tree.changed.find(letIn);
  if (changed !== undefined) return `"${changed}" is not as it was committed`;
  const hidden = tree.hidden.find(letIn);
  if (hidden !== undefined) return `"${hidden}" is not checked out as git would (sparse checkout, assume-unchanged)`;
  const submodule = tree.submodules.find(letIn);
  if (submodule !== undefined) return `"${submodule}" is a submodule`;
  for (const path of tree.strangers) {
    const found = path.endsWith('/') ? firstLetIn(folder, path, ignore) : letIn(path) ? path : undefined;
    if (found !== undefined) return `"${found}" is not in git, and no .dockerignore keeps it out of the build`;
  }
  return undefined;
}

/** The first file below `path` (which ends with `/`) that the builder would see. */
function firstLetIn(folder: string, path: string, ignore: DockerIgnore): string | undefined {
  if (ignore.keepsOutFolder(path)) return undefined;
  for (const entry of readdirSync(join(folder, path), { withFileTypes: true })) {
    const inner = `${path}${entry.name}`;
    const found = entry.isDirectory()
      ? firstLetIn(folder, `${inner}/`, ignore)
      : ignore.keepsOut(inner)
        ? undefined
        : inner;
    if (found !== undefined) return found;
  }
  return undefined;
}

function isFolder(value: string): boolean {
  return !/^[a-z][a-z0-9+-]*:/.test(value) && !REMOTE_CONTEXT.test(value) && existsSync(value);
}

function digestOf(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}

function hostPlatform(): string {
  return `linux/${process.arch === 'x64' ? 'amd64' : process.arch}`;
}
