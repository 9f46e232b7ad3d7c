// One request to the registry and its answer, with what every endpoint needs around it.

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { EcrRepository, World } from '../control-plane/world.ts';
import { repositoryOf } from '../operations/ecr/repository.ts';
import type { Simulator } from '../simulator.ts';
import type { BlobStore } from './blob-store.ts';
import { RegistryError } from './registry-errors.ts';

export type RegistryWorld = Pick<Simulator, 'world' | 'transact'>;

export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
  readonly repositoryName: string;
  /** tag, digest or upload id, as the path has it */
  readonly reference: string;
  readonly simulator: RegistryWorld;
  readonly blobs: BlobStore;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string | number>>;
  readonly body?: string;
}

/** What an endpoint answers; undefined when it has answered by itself, streaming. */
export type Endpoint = (exchange: Exchange) => Promise<Answer | undefined> | Answer;

export function repositoryIn(world: World, { repositoryName }: Pick<Exchange, 'repositoryName'>): EcrRepository {
  return repositoryOf(world, { repositoryName });
}

const digestShape = /^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/;

export function isDigest(reference: string): boolean {
  return digestShape.test(reference);
}

export function requireDigest(reference: string | null): string {
  if (reference === null || !isDigest(reference)) {
    throw new RegistryError(
      'DIGEST_INVALID',
      400,
      `${reference ?? 'no digest'} is not a digest that is supported here`,
    );
  }
  return reference;
}

export async function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > maxBytes) throw new RegistryError('SIZE_INVALID', 413, `more than ${maxBytes} bytes`);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}
