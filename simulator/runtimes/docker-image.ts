// Images without a registry: assembled here from plain files, byte for byte the same each time, and loaded into the engine;
// and the two moves between engine and registry, push and pull. It does not know what the images are for.

import { createHash } from 'node:crypto';
import { createInterface } from 'node:readline';
import type { Engine } from './docker-engine.ts';

export interface ImageFile {
  /** without a leading slash; a folder ends in one */
  readonly path: string;
  readonly mode: number;
  readonly content?: Uint8Array;
  /** a symbolic link to this */
  readonly linkTo?: string;
}

export interface ImageConfig {
  readonly Env?: readonly string[];
  readonly Entrypoint?: readonly string[];
  readonly Cmd?: readonly string[];
  readonly WorkingDir?: string;
  readonly Labels?: Readonly<Record<string, string>>;
}

export interface RegistryAuth {
  readonly username: string;
  readonly password: string;
  readonly serveraddress: string;
}

/** One layer, one image. The tag is `<name>:<first 12 digits of the image's id>`; an engine that has it is left alone. */
export async function ensureImage(
  engine: Engine,
  image: { name: string; files: readonly ImageFile[]; config: ImageConfig },
): Promise<string> {
  const layer = tar(image.files);
  const hash = createHash('sha256');
  for (const chunk of layer) hash.update(chunk);
  const config = Buffer.from(
    JSON.stringify({
      created: '1970-01-01T00:00:00Z',
      architecture: architecture(),
      os: 'linux',
      config: image.config,
      rootfs: { type: 'layers', diff_ids: [`sha256:${hash.digest('hex')}`] },
      history: [{ created: '1970-01-01T00:00:00Z', created_by: 'slipway' }],
    }),
  );
  const id = createHash('sha256').update(config).digest('hex');
  const reference = `${image.name}:${id.slice(0, 12)}`;
  if (await engineHasImage(engine, reference)) return reference;
  const manifest = [{ Config: `${id}.json`, RepoTags: [reference], Layers: ['layer.tar'] }];
  const archive = tar([
    { path: 'manifest.json', mode: 0o644, content: Buffer.from(JSON.stringify(manifest)) },
    { path: `${id}.json`, mode: 0o644, content: config },
    { path: 'layer.tar', mode: 0o644, content: Buffer.concat(layer) },
  ]);
  await followProgress(await engine.open('POST', '/images/load', { query: { quiet: '1' }, archive }));
  if (!(await engineHasImage(engine, reference))) throw new Error(`The Docker engine did not keep ${reference}.`);
  return reference;
}

/** The architecture in Docker's words. */
export function architecture(): string {
  return process.arch === 'x64' ? 'amd64' : process.arch;
}

export async function engineHasImage(engine: Engine, reference: string): Promise<boolean> {
  try {
    await engine.call('GET', `/images/${reference}/json`);
    return true;
  } catch {
    return false;
  }
}

export async function pullImage(
  engine: Engine,
  request: { reference: string; auth?: RegistryAuth | undefined; signal?: AbortSignal },
): Promise<void> {
  const { repository, version } = splitReference(request.reference);
  const progress = await engine.open('POST', '/images/create', {
    query: { fromImage: repository, tag: version },
    headers: authHeader(request.auth),
    ...(request.signal === undefined ? {} : { signal: request.signal }),
  });
  await followProgress(progress);
}

/** Pushes what the engine has as `target` (host/repository:tag), a name that it then drops; answers with the digest in the registry. */
export async function pushImage(
  engine: Engine,
  request: { reference: string; target: string; auth?: RegistryAuth },
): Promise<string> {
  const { repository, version } = splitReference(request.target);
  await engine.call('POST', `/images/${request.reference}/tag`, { query: { repo: repository, tag: version } });
  const progress = await engine.open('POST', `/images/${repository}/push`, {
    query: { tag: version },
    headers: authHeader(request.auth),
  });
  const digest = await followProgress(progress);
  if (digest === undefined) throw new Error(`The push of ${request.target} did not tell a digest.`);
  await engine.call('DELETE', `/images/${request.target}`);
  return digest;
}

/** Drops every name that images on the engine have in a registry which is about to be gone; what nothing else names goes with it. */
export async function forgetImages(engine: Engine, registryHost: string): Promise<void> {
  type Listed = { RepoTags: readonly string[] | null; RepoDigests: readonly string[] | null };
  const images = await engine.call<Listed[]>('GET', '/images/json');
  const names = images.flatMap(({ RepoTags, RepoDigests }) => [...(RepoTags ?? []), ...(RepoDigests ?? [])]);
  for (const name of names.filter((each) => each.startsWith(`${registryHost}/`))) {
    // A digest goes by itself with the last tag, and an image that a container still uses stays.
    await engine.call('DELETE', `/images/${name}`).catch(() => undefined);
  }
}

/**
 * Drops the layers that plain `docker build` made on top of an image called `base:…` before `before`, and to which nothing gave a name:
 * their builds were broken off. A younger one may still be growing.
 */
export async function forgetUnfinishedBuilds(engine: Engine, base: string, before: Date): Promise<void> {
  type Names = readonly string[] | null;
  type Listed = { Id: string; ParentId: string; Created: number; RepoTags: Names; RepoDigests: Names };
  const images = await engine.call<Listed[]>('GET', '/images/json', { query: { all: '1' } });
  const byId = new Map(images.map((image) => [image.Id, image]));
  const standsOnBase = ({ ParentId, RepoTags }: Listed): boolean => {
    if (RepoTags?.some((tag) => tag.startsWith(`${base}:`))) return true;
    const parent = byId.get(ParentId);
    return parent !== undefined && standsOnBase(parent);
  };
  const parents = new Set(images.map(({ ParentId }) => ParentId));
  const nameless = ({ RepoTags, RepoDigests }: Listed) =>
    [...(RepoTags ?? []), ...(RepoDigests ?? [])].every((name) => name.startsWith('<none>'));
  for (const image of images) {
    const last = !parents.has(image.Id) && nameless(image) && image.Created * 1_000 < before.getTime();
    // Its parents go with it, as far as they have no name and no other child. One that a container uses stays.
    if (last && standsOnBase(image)) await engine.call('DELETE', `/images/${image.Id}`).catch(() => undefined);
  }
}

/** `host:5000/a/b@sha256:…` or `host:5000/a/b:tag`; without either the tag is `latest`. */
export function splitReference(reference: string): { repository: string; version: string } {
  const [name = '', digest] = reference.split('@');
  const colon = name.indexOf(':', name.lastIndexOf('/') + 1);
  const repository = colon === -1 ? name : name.slice(0, colon);
  return { repository, version: digest ?? (colon === -1 ? 'latest' : name.slice(colon + 1)) };
}

// The engine asks for this header on a push even where the registry wants no password. It reads base64url only with the padding that
// Node leaves out; without it, it pulls as nobody, and says nothing.
function authHeader(auth: RegistryAuth | undefined): Record<string, string> {
  const text = Buffer.from(JSON.stringify(auth ?? {})).toString('base64url');
  return { 'x-registry-auth': text.padEnd(Math.ceil(text.length / 4) * 4, '=') };
}

/** Progress is one JSON object a line. A failure comes with status 200 and an `error` in one of them. */
async function followProgress(progress: NodeJS.ReadableStream): Promise<string | undefined> {
  let digest: string | undefined;
  for await (const line of createInterface({ input: progress })) {
    if (line.trim() === '') continue;
    const step = JSON.parse(line) as { error?: string; aux?: { Digest?: string } };
    if (step.error !== undefined) throw new Error(step.error);
    digest = step.aux?.Digest ?? digest;
  }
  return digest;
}

/** POSIX ustar; owner root, times at the epoch, so that the same files are the same bytes. */
export function tar(files: readonly ImageFile[]): Buffer[] {
  const chunks: Buffer[] = [];
  for (const file of files) {
    const content = Buffer.from(file.content ?? []);
    chunks.push(tarHeader(file, content.length), content, Buffer.alloc((512 - (content.length % 512)) % 512));
  }
  chunks.push(Buffer.alloc(1024));
  return chunks;
}

function tarHeader(file: ImageFile, size: number): Buffer {
  const header = Buffer.alloc(512);
  if (Buffer.byteLength(file.path) > 100) throw new Error(`Too long for a name in a tar archive: ${file.path}`);
  header.write(file.path, 0);
  header.write(`${file.mode.toString(8).padStart(7, '0')}\0`, 100);
  header.write('0000000\0', 108);
  header.write('0000000\0', 116);
  header.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  header.write('00000000000\0', 136);
  header.write('        ', 148);
  header.write(file.linkTo !== undefined ? '2' : file.path.endsWith('/') ? '5' : '0', 156);
  header.write(file.linkTo ?? '', 157);
  header.write('ustar\0' + '00', 257);
  const checksum = header.reduce((sum, byte) => sum + byte, 0);
  header.write(`${checksum.toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}
