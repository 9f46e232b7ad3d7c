// A registry with two repositories behind a local AWS, and a client that speaks OCI's distribution protocol to it. For tests.

import { afterEach, beforeEach, expect } from 'vitest';
import { anIdleRuntime } from '../a-simulator.ts';
import { registryPassword } from '../operations/ecr/authorization.ts';
import { digestOf } from '../operations/ecr/put-manifest.ts';
import { type RunningSimulator, startSimulator } from '../server.ts';

export const manifestType = 'application/vnd.oci.image.manifest.v1+json';
export const indexType = 'application/vnd.oci.image.index.v1+json';
/** the one of the test that runs */
export let running: RunningSimulator;

/** To be called once in a test file: a fresh one for each test, whose requests must all be as AWS's models have them. */
export function aRegistry(): void {
  beforeEach(async () => {
    running = await startSimulator({ runtime: anIdleRuntime(), time: 'virtual' });
    await running.simulator.call('ecr', 'CreateRepository', { repositoryName: 'shop/web' });
    await running.simulator.call('ecr', 'CreateRepository', { repositoryName: 'shop/jobs' });
  });

  afterEach(async () => {
    const problems = running.simulator.diary.flatMap((entry) => entry.problems);
    await running.close();
    expect(problems).toEqual([]);
  });
}

interface Sent {
  readonly method?: string;
  readonly body?: string | Uint8Array<ArrayBuffer>;
  readonly headers?: Record<string, string>;
  readonly password?: string;
}

export async function ask(path: string, { method = 'GET', body, headers = {}, password }: Sent = {}) {
  const login = Buffer.from(`AWS:${password ?? registryPassword(running.simulator.world)}`).toString('base64');
  return fetch(new URL(path, running.url), {
    method,
    headers: { authorization: `Basic ${login}`, ...headers },
    ...(body !== undefined && { body }),
  });
}

export async function pushBlob(content: string | Uint8Array<ArrayBuffer>, repository = 'shop/web') {
  const digest = digestOf(content);
  const answer = await ask(`/v2/${repository}/blobs/uploads/?digest=${digest}`, { method: 'POST', body: content });
  expect(answer.status).toBe(201);
  return digest;
}

export async function pushImage(tag: string, { content = 'layer', more = {} } = {}) {
  const config = await pushBlob('{}');
  const layer = await pushBlob(content);
  const manifest = JSON.stringify({
    schemaVersion: 2,
    mediaType: manifestType,
    config: { mediaType: 'application/vnd.oci.image.config.v1+json', digest: config, size: 2 },
    layers: [{ mediaType: 'application/vnd.oci.image.layer.v1.tar', digest: layer, size: content.length }],
    ...more,
  });
  return { manifest, answer: await putManifest(tag, manifest) };
}

export const putManifest = (reference: string, body: string, type = manifestType) =>
  ask(`/v2/shop/web/manifests/${reference}`, { method: 'PUT', body, headers: { 'content-type': type } });

export const errorOf = async (answer: Response) =>
  ((await answer.json()) as { errors: { code: string; message: string }[] }).errors[0];
