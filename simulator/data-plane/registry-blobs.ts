// Blobs of a repository: shown, read in ranges, deleted, mounted from another repository, uploaded whole or in chunks.

import { pipeline } from 'node:stream/promises';
import type { Upload } from './blob-store.ts';
import { RegistryError } from './registry-errors.ts';
import { type Answer, type Endpoint, type Exchange, repositoryIn, requireDigest } from './registry-exchange.ts';

export const getBlob: Endpoint = async (exchange) => {
  const { digest, size } = blobOf(exchange);
  const headers = { ...blobHeaders(digest), 'Accept-Ranges': 'bytes' };
  if (exchange.request.method === 'HEAD') return { status: 200, headers: { ...headers, 'Content-Length': size } };
  const range = rangeOf(exchange.request.headers.range, size);
  const { response, blobs } = exchange;
  if (range === undefined) response.writeHead(200, { ...headers, 'Content-Length': size });
  else {
    response.writeHead(206, {
      ...headers,
      'Content-Length': range.end - range.start + 1,
      'Content-Range': `bytes ${range.start}-${range.end}/${size}`,
    });
  }
  await pipeline(blobs.open(digest, range), response);
  return undefined;
};

export const deleteBlob: Endpoint = (exchange) => {
  const { digest } = blobOf(exchange);
  exchange.simulator.transact((draft) => {
    delete repositoryIn(draft, exchange).layers[digest];
  });
  return { status: 202 };
};

export const startUpload: Endpoint = async (exchange) => {
  repositoryIn(exchange.simulator.world, exchange);
  const { searchParams } = exchange.url;
  const mounted = mount(exchange, searchParams.get('mount'), searchParams.get('from'));
  if (mounted !== undefined) return mounted;
  const digest = searchParams.get('digest');
  const wanted = digest === null ? undefined : requireDigest(digest);
  const upload = await exchange.blobs.startUpload(exchange.repositoryName);
  if (wanted === undefined) return uploadAnswer(upload, 202);
  await append(exchange, upload);
  return finish(exchange, upload, wanted);
};

export const getUpload: Endpoint = (exchange) => uploadAnswer(uploadOf(exchange), 204);

export const patchUpload: Endpoint = async (exchange) => {
  const upload = uploadOf(exchange);
  await append(exchange, upload);
  return uploadAnswer(upload, 202);
};

export const finishUpload: Endpoint = async (exchange) => {
  const upload = uploadOf(exchange);
  const digest = requireDigest(exchange.url.searchParams.get('digest'));
  await append(exchange, upload);
  return finish(exchange, upload, digest);
};

export const cancelUpload: Endpoint = async (exchange) => {
  await exchange.blobs.cancel(uploadOf(exchange));
  return { status: 204 };
};

function blobOf(exchange: Exchange): { digest: string; size: number } {
  const repository = repositoryIn(exchange.simulator.world, exchange);
  const digest = requireDigest(exchange.reference);
  const size = repository.layers[digest];
  if (size === undefined) throw new RegistryError('BLOB_UNKNOWN', 404, `blob ${digest} unknown to repository`);
  return { digest, size };
}

function blobHeaders(digest: string): Record<string, string> {
  return { 'Content-Type': 'application/octet-stream', 'Docker-Content-Digest': digest, ETag: `"${digest}"` };
}

/** Where the bytes are in another repository already, none need to be sent. */
function mount(exchange: Exchange, digest: string | null, from: string | null): Answer | undefined {
  if (digest === null || from === null) return undefined;
  const size = exchange.simulator.world.ecr.repositories[from]?.layers[digest];
  return size === undefined ? undefined : keep(exchange, digest, size);
}

async function append({ request, blobs }: Exchange, upload: Upload): Promise<void> {
  const range = /^(?:bytes )?(\d+)-(\d+)/.exec(request.headers['content-range'] ?? '');
  const outOfOrder = range !== null && Number(range[1]) !== upload.size;
  const length = request.headers['content-length'];
  const misfit = range !== null && length !== undefined && Number(length) !== Number(range[2]) - Number(range[1]) + 1;
  if (upload.busy || outOfOrder || misfit) {
    const message = `the upload holds ${upload.size} bytes; the next chunk begins there`;
    throw new RegistryError('BLOB_UPLOAD_INVALID', 416, message, uploadHeaders(upload));
  }
  upload.busy = true;
  try {
    await blobs.append(upload, request);
  } finally {
    upload.busy = false;
  }
}

async function finish(exchange: Exchange, upload: Upload, digest: string): Promise<Answer> {
  const isWhole = await exchange.blobs.finish(upload, digest);
  if (!isWhole) throw new RegistryError('DIGEST_INVALID', 400, `the uploaded bytes do not have the digest ${digest}`);
  return keep(exchange, digest, upload.size);
}

function keep(exchange: Exchange, digest: string, size: number): Answer {
  exchange.simulator.transact((draft) => {
    repositoryIn(draft, exchange).layers[digest] = size;
  });
  const Location = `/v2/${exchange.repositoryName}/blobs/${digest}`;
  return { status: 201, headers: { Location, 'Docker-Content-Digest': digest } };
}

function uploadOf({ blobs, simulator, repositoryName, reference }: Exchange): Upload {
  repositoryIn(simulator.world, { repositoryName });
  const upload = blobs.upload(reference, repositoryName);
  if (upload === undefined) throw new RegistryError('BLOB_UPLOAD_UNKNOWN', 404, 'blob upload unknown to registry');
  return upload;
}

function uploadAnswer(upload: Upload, status: number): Answer {
  return { status, headers: uploadHeaders(upload) };
}

function uploadHeaders({ id, repositoryName, size }: Upload): Record<string, string> {
  return {
    Location: `/v2/${repositoryName}/blobs/uploads/${id}`,
    Range: `0-${Math.max(0, size - 1)}`,
    'Docker-Upload-UUID': id,
    'OCI-Chunk-Min-Length': '1',
  };
}

/** `bytes=2-5`, `bytes=2-`, `bytes=-4`; what cannot be read as one range is answered whole. */
function rangeOf(header: string | undefined, size: number): { start: number; end: number } | undefined {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (first === '' && last === '') return undefined;
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (start > end)
    throw new RegistryError('SIZE_INVALID', 416, 'no such range', { 'Content-Range': `bytes */${size}` });
  return { start, end };
}
