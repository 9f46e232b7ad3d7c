// A program that answers as docker with buildx would, for machines without buildx: it writes down how it was called and really pushes a
// small image to the registry that the tags name. Run as: stand-in-docker.ts <docker's arguments>; STAND_IN_* in the environment steer it.

import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

const { env } = process;
const given = process.argv.slice(2);
const stdin = given[0] === 'login' ? readFileSync(0, 'utf8') : '';

appendFileSync(
  String(env.STAND_IN_JOURNAL),
  `${JSON.stringify({
    arguments: given,
    stdin,
    environment: Object.fromEntries(
      Object.entries(env).filter(([name]) => /^(DOCKER_|BUILDX_|SLIPWAY_|INPUT_)/.test(name)),
    ),
  })}\n`,
);

const command = given.slice(0, 2).join(' ');
if (given[0] === 'version') console.log('29.1.0\n29.1.0\nlinux/amd64');
else if (command === 'buildx version' && env.STAND_IN_BUILDX === 'none') fail('docker: unknown command: docker buildx');
else if (command === 'buildx version') console.log('github.com/docker/buildx v0.37.2 0000000');
else if (given[0] === 'login') logIn(String(given.at(-1)));
else if (command === 'buildx build') await build();
else fail(`the stand-in knows no "${given.join(' ')}"`);

function logIn(registry: string): void {
  const path = join(String(env.DOCKER_CONFIG), 'config.json');
  const config = JSON.parse(readFileSync(path, 'utf8')) as { auths?: Record<string, unknown> };
  const auth = Buffer.from(`${firstOf('--username')}:${stdin}`).toString('base64');
  writeFileSync(path, JSON.stringify({ ...config, auths: { ...config.auths, [registry]: { auth } } }));
  console.log('Login Succeeded');
}

async function build(): Promise<void> {
  console.log('#1 [internal] load build definition from Dockerfile');
  switch (env.STAND_IN_BUILD) {
    case 'fails':
      console.error('#5 [2/2] RUN make');
      console.error('------\n > [2/2] RUN make:\n0.1 ::error::main.c:1: no such thing\n------');
      fail(
        'ERROR: failed to build: failed to solve: process "/bin/sh -c make" did not complete successfully: exit code: 2',
      );
      break;
    case 'hangs':
      // Ends by a signal, or when nobody listens any more.
      process.stdout.on('error', () => process.exit(1));
      setInterval(() => console.log('#6 still building'), 200);
      break;
    case 'waits':
      // Until somebody else's build is through.
      while (!existsSync(String(env.STAND_IN_GATE))) await new Promise((done) => setTimeout(done, 20));
      await push(env.STAND_IN_CONTENT ?? 'first', { saysSo: true });
      break;
    case 'overtaken':
      await push('first', { saysSo: true });
      await push('somebody else', { saysSo: false });
      break;
    default:
      await push(env.STAND_IN_CONTENT ?? 'first', { saysSo: true });
  }
}

async function push(content: string, { saysSo }: { saysSo: boolean }): Promise<void> {
  const labels = Object.fromEntries(valuesOf('--label').map((label) => label.split(/=(.*)/s).slice(0, 2)));
  const config = JSON.stringify({
    architecture: 'amd64',
    os: 'linux',
    config: { Labels: labels, Env: [`CONTENT=${content}`] },
    rootfs: { type: 'layers', diff_ids: [] },
  });
  const layer = 'a layer';
  const describe = (mediaType: string, content: string) => ({
    mediaType,
    digest: digestOf(content),
    size: content.length,
  });
  const manifest = JSON.stringify({
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    config: describe('application/vnd.oci.image.config.v1+json', config),
    layers: [describe('application/vnd.oci.image.layer.v1.tar', layer)],
  });
  if (given.includes('--push')) {
    for (const tag of valuesOf('--tag')) {
      const [, host = '', repository = '', name = ''] = /^([^/]+)\/(.+):([^:/]+)$/.exec(tag) ?? [];
      for (const blob of [config, layer])
        await send(host, `${repository}/blobs/uploads/?digest=${digestOf(blob)}`, { method: 'POST', body: blob });
      const headers = { 'content-type': 'application/vnd.oci.image.manifest.v1+json' };
      await send(host, `${repository}/manifests/${name}`, { method: 'PUT', body: manifest, headers });
      console.log(`#7 pushing manifest for ${tag}@${digestOf(manifest)} done`);
    }
  }
  if (!saysSo) return;
  writeFileSync(
    String(firstOf('--metadata-file')),
    JSON.stringify({ 'containerimage.config.digest': digestOf(config), 'containerimage.digest': digestOf(manifest) }),
  );
}

async function send(host: string, path: string, request: { method: string; body: string; headers?: object }) {
  const config = JSON.parse(readFileSync(join(String(env.DOCKER_CONFIG), 'config.json'), 'utf8')) as {
    auths: Record<string, { auth: string }>;
  };
  const headers = { ...request.headers, authorization: `Basic ${config.auths[host]?.auth}` };
  const answer = await fetch(`http://${host}/v2/${path}`, { ...request, headers });
  if (!answer.ok) fail(`ERROR: failed to push: ${(await answer.text()).slice(0, 500)}`);
}

function valuesOf(flag: string): string[] {
  return given.flatMap((argument, index) => (argument === flag ? [given[index + 1] ?? ''] : []));
}

function firstOf(flag: string): string | undefined {
  return valuesOf(flag)[0];
}

function digestOf(content: string): string {
  return `sha256:${createHash('sha256').update(content).digest('hex')}`;
}

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}
