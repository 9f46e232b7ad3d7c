// The base image of the demo: nothing can be pulled, so it is assembled from this machine's Node 24, the libraries that it links,
// a shell, and the few files of /etc that programs expect. Its name holds a hash of its content: the engine is asked first.

import { execFile } from 'node:child_process';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { connectEngine, type Engine } from '../simulator/runtimes/docker-engine.ts';
import { ensureImage, type ImageFile, pushImage, type RegistryAuth } from '../simulator/runtimes/docker-image.ts';

/** Its tag is a hash of its content. */
export const BASE_IMAGE = 'slipway/base-node';
const certificates = 'etc/ssl/certs/ca-certificates.crt';

/** Answers with a tag that the engine holds, such as `slipway/base-node:4f0c…`: plain `docker build` finds it as `FROM`. */
export async function ensureBaseImage(engine?: Engine): Promise<string> {
  return ensureImage(engine ?? (await connectEngine()), {
    name: BASE_IMAGE,
    files: await baseFiles(),
    config: {
      Env: ['PATH=/usr/local/bin:/usr/bin:/bin', 'NODE_ENV=production', `SSL_CERT_FILE=/${certificates}`],
      Cmd: ['node'],
      WorkingDir: '/',
    },
  });
}

/**
 * For builders that do not see the engine's own images (buildx with a container or remote driver).
 * Answers with `<registry>/<repository>@sha256:…`. The repository must exist in ECR.
 */
export async function pushBaseImage(request: {
  registry: string;
  repository: string;
  auth?: RegistryAuth;
  engine?: Engine;
}): Promise<string> {
  const engine = request.engine ?? (await connectEngine());
  const reference = await ensureBaseImage(engine);
  const repository = `${request.registry}/${request.repository}`;
  const target = `${repository}:${reference.slice(reference.lastIndexOf(':') + 1)}`;
  const digest = await pushImage(engine, {
    reference,
    target,
    ...(request.auth === undefined ? {} : { auth: request.auth }),
  });
  return `${repository}@${digest}`;
}

async function baseFiles(): Promise<ImageFile[]> {
  const shell = realpathSync('/bin/sh');
  const libraries = new Set([...(await linkedLibraries(process.execPath)), ...(await linkedLibraries(shell))]);
  const files: ImageFile[] = [
    text('etc/passwd', 'root:x:0:0:root:/root:/bin/sh\nnode:x:1000:1000:node:/home/node:/bin/sh\n'),
    text('etc/group', 'root:x:0:\nnode:x:1000:\n'),
    text('etc/nsswitch.conf', 'passwd: files\ngroup: files\nhosts: files dns\n'),
    { path: 'bin/sh', mode: 0o755, content: readFileSync(shell) },
    { path: 'usr/local/bin/node', mode: 0o755, content: readFileSync(process.execPath) },
    ...[...libraries].sort().map(library),
  ];
  if (existsSync(`/${certificates}`)) files.push(text(certificates, readFileSync(`/${certificates}`, 'utf8')));
  return [...folders(files), ...files];
}

/** What `ldd` names, the loader included; the loader must lie where the program says, the others where the loader looks. */
async function linkedLibraries(program: string): Promise<string[]> {
  const { stdout } = await promisify(execFile)('ldd', [program]);
  return stdout.split('\n').flatMap((line) => /(?:=> )?(\/\S+) \(0x/.exec(line)?.[1] ?? []);
}

function library(path: string): ImageFile {
  return { path: path.slice(1), mode: 0o755, content: readFileSync(realpathSync(path)) };
}

function text(path: string, content: string): ImageFile {
  return { path, mode: 0o644, content: Buffer.from(content) };
}

function folders(files: readonly ImageFile[]): ImageFile[] {
  const paths = new Set(['tmp/', 'home/node/', 'root/']);
  for (const { path } of files) {
    for (let folder = dirname(path); folder !== '.'; folder = dirname(folder)) paths.add(`${folder}/`);
  }
  return [...paths].sort().map((path) => ({ path, mode: path === 'tmp/' ? 0o1777 : 0o755 }));
}
