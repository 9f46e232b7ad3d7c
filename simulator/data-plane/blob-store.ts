// Layers and configurations on disk, by digest; bytes go through in streams, never whole. Which repository may see which blob is
// the world's business, not this file's.

import { createHash, type Hash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

export interface Upload {
  readonly id: string;
  readonly repositoryName: string;
  readonly file: string;
  size: number;
  readonly sha256: Hash;
  /** One request at a time may add to it. */
  busy: boolean;
}

export interface BlobStore {
  open(digest: string, range?: { start: number; end: number }): Readable;
  startUpload(repositoryName: string): Promise<Upload>;
  upload(id: string, repositoryName: string): Upload | undefined;
  append(upload: Upload, bytes: Readable): Promise<void>;
  /** False when the bytes are not those of the digest; the upload is over in any case. */
  finish(upload: Upload, digest: string): Promise<boolean>;
  cancel(upload: Upload): Promise<void>;
}

export function openBlobStore(folder: string): BlobStore {
  const uploads = new Map<string, Upload>();
  const pathOf = (digest: string) => join(folder, 'blobs', ...digest.split(':'));

  async function cancel(upload: Upload): Promise<void> {
    uploads.delete(upload.id);
    await rm(upload.file, { force: true });
  }

  return {
    open: (digest, range) => createReadStream(pathOf(digest), range),
    async startUpload(repositoryName) {
      const id = randomUUID();
      const file = join(folder, 'uploads', id);
      await mkdir(dirname(file), { recursive: true });
      const upload: Upload = { id, repositoryName, file, size: 0, sha256: createHash('sha256'), busy: false };
      uploads.set(id, upload);
      return upload;
    },
    upload(id, repositoryName) {
      const upload = uploads.get(id);
      return upload?.repositoryName === repositoryName ? upload : undefined;
    },
    async append(upload, bytes) {
      const count = new Transform({
        transform(chunk: Buffer, _encoding, done) {
          upload.size += chunk.length;
          upload.sha256.update(chunk);
          done(null, chunk);
        },
      });
      await pipeline(bytes, count, createWriteStream(upload.file, { flags: 'a' }));
    },
    async finish(upload, digest) {
      uploads.delete(upload.id);
      if ((await digestOfUpload(upload, digest)) !== digest) {
        await cancel(upload);
        return false;
      }
      await mkdir(dirname(pathOf(digest)), { recursive: true });
      await touch(upload.file);
      await rename(upload.file, pathOf(digest));
      return true;
    },
    cancel,
  };
}

async function digestOfUpload(upload: Upload, wanted: string): Promise<string> {
  if (wanted.startsWith('sha256:')) return `sha256:${upload.sha256.digest('hex')}`;
  const hash = createHash('sha512');
  await touch(upload.file);
  await pipeline(createReadStream(upload.file), hash);
  return `sha512:${hash.digest('hex')}`;
}

/** The empty blob has never been written to. */
async function touch(file: string): Promise<void> {
  const known = await stat(file).catch(() => undefined);
  if (known === undefined) await pipeline([], createWriteStream(file));
}
